"""A problem of a project as a value: where, how grave, one sentence, and a fix where there is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from engine.messages import Message
from engine.project.document import Project

Severity = Literal["problem", "notice"]


@dataclass(frozen=True)
class Fix:
    """A one-click way out: its label says the result, `edit` makes the project without the problem."""

    label: Message
    edit: Callable[[Project], Project]


@dataclass(frozen=True)
class Problem:
    """Something that stops training (`problem`) or deserves a look (`notice`).

    Attributes:
        where: path of the field, with a layer's id for its place: "layers.1f2e.units", "training.loss", "data".
    """

    where: str
    severity: Severity
    message: Message
    fix: Fix | None = None

    @property
    def layer_id(self) -> str | None:
        """The layer it stands at, None where it concerns something else."""
        parts = self.where.split(".")
        return parts[1] if parts[0] == "layers" and len(parts) > 1 else None


def problem(where: str, text: str, fix: Fix | None = None, **values: object) -> Problem:
    """One that stops training."""
    return Problem(where, "problem", Message.of(text, **values), fix)


def notice(where: str, text: str, fix: Fix | None = None, **values: object) -> Problem:
    """One that deserves a look."""
    return Problem(where, "notice", Message.of(text, **values), fix)


def fix_by(text: str, edit: Callable[[Project], Project], **values: object) -> Fix:
    """A way out with this label."""
    return Fix(Message.of(text, **values), edit)
