"""Cells of a table with room at their sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

ModelIndex = QModelIndex | QPersistentModelIndex
_CELL_SIDE = 6


class PaddedCells(QStyledItemDelegate):
    """Gives the cells the margins of the heads above them."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        inner = QStyleOptionViewItem(option)
        self.initStyleOption(inner, index)
        style = option.widget.style()
        part = style.PrimitiveElement.PE_PanelItemViewItem
        style.drawPrimitive(part, inner, painter, option.widget)
        side = self._theme.px(_CELL_SIDE)
        inner.rect = option.rect.adjusted(side, 0, -side, 0)
        super().paint(painter, inner, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + 2 * self._theme.px(_CELL_SIDE), size.height())
