"""How a drag ended: Qt tells neither a drop on nothing from Esc, nor the other way round."""

from __future__ import annotations

import ctypes
import sys

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent

_PRESSED = 0x8000
_MAC_SERVICES = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"


class DragEnd(QObject):
    """Watches one drag, from before `QDrag.exec` until after it."""

    def __init__(self) -> None:
        super().__init__()
        self._escaped = False
        # The drag eats the keys by a filter of its own, set when it begins; the newest filter is
        # asked first, so ours has to be set from within the drag's loop.
        QTimer.singleShot(0, self._watch)

    def was_cancelled(self) -> bool:
        """Ask after the drag: whether Esc ended it."""
        application = QGuiApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        return self._escaped or _button_held()

    def _watch(self) -> None:
        application = QGuiApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._escaped = True
        return super().eventFilter(watched, event)


def _button_held() -> bool:
    """Where the system itself runs the drag, Esc ends it with the button still held."""
    try:
        if sys.platform == "win32":
            return bool(ctypes.windll.user32.GetAsyncKeyState(1) & _PRESSED)
        if sys.platform == "darwin":
            state = ctypes.CDLL(_MAC_SERVICES).CGEventSourceButtonState
            state.restype = ctypes.c_bool
            return bool(state(ctypes.c_int32(0), ctypes.c_uint32(0)))
    except (OSError, AttributeError):
        pass
    return False
