"""The three kinds of trouble and the good news: what is said in the one message bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from engine.errors import EngineError
from netbench_gui.i18n import Text, sentences, translate

Actions = Sequence[tuple[Text, Callable[[], object]]]


class Notifier(QObject):
    """Where every part of the window says what happened; the message bar shows the newest.

    A text given as a function is asked for again when the window speaks another language.

    Signals:
        message_shown(text, kind, actions): a sentence for the bar; kind as in MessageBar.
    """

    message_shown = Signal(object, str, object)

    def info(self, text: Text) -> None:
        """Say something quietly."""
        self.message_shown.emit(text, "info", ())

    def success(self, text: Text) -> None:
        """Say that something worked."""
        self.message_shown.emit(text, "success", ())

    def notice(self, text: Text, actions: Actions = ()) -> None:
        """Say something that deserves a look, or ask; it stays until answered or replaced."""
        self.message_shown.emit(text, "notice", tuple(actions))

    def problem(self, text: Text, actions: Actions = ()) -> None:
        """Say that something cannot be done."""
        self.message_shown.emit(text, "problem", tuple(actions))

    def error(self, error: EngineError, actions: Actions = ()) -> None:
        """Say what was asked and cannot be done, and what to do about it."""
        parts = [part for part in (error.message, error.hint) if part is not None]
        self.problem(lambda: sentences(map(translate, parts)), actions)
