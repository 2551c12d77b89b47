"""A script under construction: lines, and which layer each belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.export.render import block


@dataclass(frozen=True)
class Script:
    """A finished script.

    Attributes:
        text: the source, ending with a line break.
        owners: id of the layer that a line belongs to, by line number from 1.
    """

    text: str
    owners: dict[int, str]


@dataclass
class Lines:
    """Collects source lines."""

    names: Mapping[str, str]
    lines: list[str] = field(default_factory=list)
    owners: dict[int, str] = field(default_factory=dict)

    def add(self, source: str = "", *, owner: str | None = None) -> None:
        """Add source as it stands; several lines at once are fine."""
        for line in source.split("\n"):
            self.lines.append(line)
            if owner:
                self.owners[len(self.lines)] = owner

    def value(
        self, value: Any, *, indent: str = "", before: str = "", behind: str = "", owner: str | None = None
    ) -> None:
        """Add a value or Call, wrapped where it is too long for a line."""
        for line in block(value, self.names, indent=indent, before=before, behind=behind):
            self.add(line, owner=owner)

    def finish(self) -> Script:
        """The script so far."""
        return Script("\n".join(self.lines).rstrip("\n") + "\n", dict(self.owners))
