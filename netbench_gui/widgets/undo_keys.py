"""The keys of undo, which fields leave to the window: their own would only undo letters."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence


def left_to_window(event: QEvent) -> bool:
    """Whether a field is asked for undo or redo; the event is then ignored, so that the window's action comes."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if not any(event.matches(key) for key in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)):
        return False
    event.ignore()
    return True
