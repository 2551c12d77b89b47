"""What a command says: one JSON object a line for programs, or words for people."""

from __future__ import annotations

import contextlib
import os
import sys
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TextIO

from engine.errors import EngineError
from engine.messages import Message

if TYPE_CHECKING:
    from engine.project.document import Project

SCALED_LOSS = "The loss is that of the scaled target; the other scores are in the target's own units."


class Output:
    """Where a command's words go: answers to standard output, everything else to standard error.

    Attributes:
        is_json: whether a program reads the answers.
        is_closed: whether the reader of the answers has gone (`netbench … | head -1`).
    """

    def __init__(self, *, is_json: bool) -> None:
        self.is_json = is_json
        self.is_closed = False
        if is_json:
            # JSON is UTF-8 whatever the locale says; a name that is no text (a file's on Linux) is
            # written as JSON's own \udc.. escape.
            _reconfigure(sys.stdout, encoding="utf-8", errors="backslashreplace", newline="\n")
        else:
            _reconfigure(sys.stdout, errors="replace")
        _reconfigure(sys.stderr, errors="backslashreplace")

    def answer(self, document: Mapping[str, Any]) -> None:
        """Give an answer to a program; people get theirs by `say`."""
        if self.is_json:
            self.answer_always(document)

    def answer_always(self, document: Mapping[str, Any]) -> None:
        """Give an answer that is JSON for everybody."""
        from engine.project.storage import dump_json

        line = dump_json(document)
        # Where the locale knows only ASCII, Python hides the bytes of names in surrogates.
        with contextlib.suppress(UnicodeError):
            line = line.encode("utf-8", "surrogateescape").decode("utf-8")
        self._write(line)

    def say(self, text: str) -> None:
        """Tell people; a program does not get it."""
        if not self.is_json:
            self._write(text)

    def note(self, text: str) -> None:
        """Say on the way what is no answer."""
        try:
            print(text, file=sys.stderr, flush=True)
        except OSError:  # nobody listens there, which is no reason to stop
            _silence(sys.stderr)

    def refuse(self, error: EngineError) -> None:
        """Say in one line why it cannot be done."""
        # Names in a sentence come from files and may hold line breaks.
        sentence = one_line(str(error))
        self.note(sentence if sentence.startswith("netbench") else f"netbench: {sentence}")
        hint = str(error.hint) if error.hint else None
        self.answer({"error": {"message": str(error.message), "hint": hint}})

    def _write(self, line: str) -> None:
        if self.is_closed:
            return
        try:
            print(line, flush=True)
        except BrokenPipeError:
            self.is_closed = True
            _silence(sys.stdout)


def one_line(text: str) -> str:
    """The text without line breaks and control characters."""
    return " ".join("".join(" " if _is_control(sign) else sign for sign in text).split())


def in_words(logs: Mapping[str, float]) -> str:
    """Scores for people: "loss 0.1234, accuracy 0.971"."""
    return ", ".join(f"{name.replace('_', ' ')} {value:.4g}" for name, value in logs.items())


def loss_is_scaled(project: Project) -> bool:
    """Whether the loss is not in the units of the target, as the other scores are."""
    data = project.data
    return data is not None and data.task == "regression" and data.preparation.scale_target


def text_of(message: Message | str | None) -> str | None:
    """A message in English, None for none."""
    return None if message is None else str(message)


def _is_control(sign: str) -> bool:
    # Surrogates are no print either, but stand for the bytes of a name.
    return not sign.isprintable() and unicodedata.category(sign) != "Cs"


def _reconfigure(stream: TextIO, **options: str) -> None:
    # Something else may stand in the stream's place, in tests and in notebooks.
    if (change := getattr(stream, "reconfigure", None)) is not None:
        change(**options)


def _silence(stream: TextIO) -> None:
    """Send the rest to nowhere, so that Python does not complain when it flushes at its end."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        pass
