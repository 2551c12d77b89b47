"""A field in which one types to find something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from netbench_gui.widgets.tool_button import ToolButton
from netbench_gui.widgets.undo_keys import left_to_window

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_SIDE, _ICON, _GAP = 9, 14, 5


class SearchField(QLineEdit):
    """A line with a magnifier, and a cross that empties it.

    Signals:
        searched(text): what stands in it now, at each key.
        left_down: Down was pressed; the focus wants to go to what was found.
        accepted: Return was pressed.
        escaped: Escape was pressed in the empty field.
        abandoned: the focus left the field while it was empty.
    """

    searched = Signal(str)
    left_down = Signal()
    accepted = Signal()
    escaped = Signal()
    abandoned = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cross = ToolButton(theme, "x", parent=self)
        self._cross.setObjectName("clear_search")
        # Escape does the same; Tab goes on to what was found.
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setCursor(Qt.CursorShape.ArrowCursor)
        self._cross.clicked.connect(self.clear)
        self._cross.hide()
        self.textChanged.connect(self._on_text_changed)
        theme.changed.connect(self._fit)
        self._fit()

    def set_words(self, placeholder: str, tip: str, clear: str) -> None:
        """Say what can be found here."""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setToolTip(tip)
        self._cross.setToolTip(clear)
        self._cross.setAccessibleName(clear)

    def _fit(self) -> None:
        left = self._theme.icon_size(_ICON).width() + self._theme.px(_GAP)
        side = self._cross.sizeHint().width()
        self.setTextMargins(left, 0, side - self._theme.px(_GAP) if self.text() else 0, 0)
        self._cross.setGeometry(self.width() - side, (self.height() - side) // 2, side, side)

    def _on_text_changed(self, text: str) -> None:
        self._cross.setVisible(bool(text))
        self._fit()
        self.searched.emit(text)

    def event(self, event: QEvent) -> bool:
        # Escape empties the field before it means anything to the window.
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return left_to_window(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.escaped.emit()
        elif key == Qt.Key.Key_Down:
            self.left_down.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        passing = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
        if not self.text() and event.reason() not in passing:
            self.abandoned.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme, side = self._theme, self._theme.icon_size(_ICON).width()
        pixmap = theme.pixmap("search", _ICON, "muted", ratio=self.devicePixelRatioF())
        QPainter(self).drawPixmap(theme.px(_SIDE), (self.height() - side) // 2, pixmap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
