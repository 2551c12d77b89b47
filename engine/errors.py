"""What was asked and cannot be done: one sentence, and what to do about it."""

from __future__ import annotations

from typing import Any

from engine.messages import Message


class EngineError(ValueError):
    """What was asked failed. It says what happened, what was expected, what to do; it is never our bug.

    Attributes:
        message: the sentence, translatable.
        hint: what to do next, or None where the sentence says it.
    """

    def __init__(self, template: str | Message, *, hint: str | Message | None = None, **values: Any) -> None:
        self.message = template if isinstance(template, Message) else Message.of(template, **values)
        self.hint = Message.of(hint, **values) if isinstance(hint, str) else hint
        super().__init__(str(self.message))

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else str(self.message)


class UnknownNameError(EngineError):
    """A name is not in our tables."""


class DataError(EngineError):
    """A data file cannot be used as it is."""


class FileError(EngineError):
    """A project, run or output file cannot be read or written."""


class Cancelled(EngineError):  # noqa: N818 - a request, not an error
    """The user cancelled what was going on; nothing has changed."""
