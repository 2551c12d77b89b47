"""A chip that opens a menu: "3 classes"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton

from netbench_gui.widgets.chip import ChipKind, chip_size, paint_chip

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme


class ChipButton(QToolButton):
    """Looks like a chip, is as high as a field, and takes the keyboard."""

    def __init__(self, theme: Theme, kind: ChipKind = "accent", icon: str = "") -> None:
        super().__init__()
        self._theme, self._kind, self._icon = theme, kind, icon
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_text(self, text: str) -> None:
        """Say something else."""
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        chip = chip_size(self._theme, self.text(), self._kind, self._icon)
        return QSize(chip.width(), self._theme.row("field"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        chip = chip_size(self._theme, self.text(), self._kind, self._icon)
        place = QPoint(0, (self.height() - chip.height()) // 2)
        painter = QPainter(self)
        paint_chip(painter, self._theme, place, self.text(), self._kind, self._icon)
