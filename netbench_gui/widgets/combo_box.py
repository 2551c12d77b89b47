"""A combo box whose list has rows of full height and icons of the right size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme


class ComboBox(QComboBox):
    """A combo box that follows the theme, and the wheel only while it has the focus."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        # The default delegate of combo boxes takes no row height from a style sheet.
        self._delegate = QStyledItemDelegate(self)
        self.setItemDelegate(self._delegate)
        # Not the wheel: scrolling a form must not change what it passes over.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _on_theme_changed(self) -> None:
        self.setIconSize(self._theme.icon_size(16))
        self.view().setIconSize(self._theme.icon_size(16))
