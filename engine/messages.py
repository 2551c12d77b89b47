"""Sentences for the user as values: an English template and its values, translated by whoever shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802, ARG001 - lupdate extracts this name only
    """Mark `text` for translation; the window translates it later in this context."""
    return text


@dataclass(frozen=True)
class Message:
    """One sentence: `template` is English (and the key of its translation), `values` fill its braces.

    A value may itself be a Message; whoever translates the sentence translates that one too.
    """

    template: str
    values: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def of(cls, template: str, **values: Any) -> Message:
        """Make a message from a marked template and the values of its braces."""
        return cls(template, tuple(values.items()))

    def __str__(self) -> str:
        return self.template.format(**dict(self.values)) if self.values else self.template
