"""Paints the cells of the import dialog's table: a column's head, and values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from engine.project.document import NUMERIC_KINDS, Column
from netbench_gui.look.tokens import OUTLINE_STRONG, RADIUS_CHIP, RADIUS_FIELD
from netbench_gui.models.column_words import (
    KIND_ICONS,
    bars,
    facts,
    is_usable,
    kind_name,
    missing_text,
    role_name,
)
from netbench_gui.models.import_table import COLUMN_ROLE, STATE_ROLE
from netbench_gui.widgets.column_row import paint_box
from netbench_gui.widgets.histogram import paint_histogram

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

Index = QModelIndex | QPersistentModelIndex

HEAD_HEIGHT, ROW_HEIGHT, SIDE = 178, 26, 8
_NAME, _COMBO_TOP, _COMBO, _BARS_TOP, _BARS = 32, 32, 25, 62, 30
_FACTS_TOP, _FACT, _ROLE_TOP, _ROLE = 96, 16.5, 147, 26


class ImportCellDelegate(QStyledItemDelegate):
    """A head is a name, a kind, a histogram, three facts and a role, one below the other."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def combo_rect(self, cell: QRect) -> QRect:
        """Return where the kind stands in a head."""
        px = self._theme.px
        side = px(SIDE)
        return QRect(
            cell.left() + side, cell.top() + px(_COMBO_TOP), cell.width() - 2 * side, px(_COMBO)
        )

    def role_rect(self, cell: QRect) -> QRect:
        """Return where the role stands in a head."""
        px = self._theme.px
        return QRect(cell.left(), cell.top() + px(_ROLE_TOP), cell.width(), px(_ROLE))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        height = HEAD_HEIGHT if index.row() == 0 else ROW_HEIGHT
        return QSize(self._theme.px(116), self._theme.px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        column: Column = index.data(COLUMN_ROLE)
        state: str = index.data(STATE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = QRect(option.rect)
        back = "accent_soft" if column.role == "target" else None
        if state == "missing":
            back = "warning_soft"
        if back:
            painter.fillRect(cell, self._theme.color(back))
        if state == "head":
            self._paint_head(painter, cell, column)
        else:
            self._paint_value(painter, cell, column, state, str(index.data()))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._theme.color("accent"), OUTLINE_STRONG))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(cell).adjusted(1, 1, -1, -1), RADIUS_CHIP, RADIUS_CHIP)
        painter.restore()

    def _paint_value(
        self, painter: QPainter, cell: QRect, column: Column, state: str, text: str
    ) -> None:
        theme, side = self._theme, self._theme.px(SIDE)
        role = "text" if column.role != "ignored" else "muted"
        number = column.kind in NUMERIC_KINDS
        painter.setFont(theme.font())
        if state == "missing":
            painter.setFont(theme.font("caption"))
            text, role = self.tr("missing"), "text"
        elif state == "unreadable":
            role = "danger"
        painter.setPen(theme.color(role))
        flags = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
        area = cell.adjusted(side, 0, -side, 0)
        text = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, flags | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_head(self, painter: QPainter, cell: QRect, column: Column) -> None:
        theme, px = self._theme, self._theme.px
        side = px(SIDE)
        used = column.role != "ignored"
        name = QRect(cell.left() + side, cell.top(), cell.width() - 2 * side, px(_NAME))
        painter.setFont(theme.font("strong" if used else "medium"))
        self._text(painter, name, column.name, "text" if used else "muted")
        self._paint_combo(painter, self.combo_rect(cell), column)
        self._paint_bars(painter, cell, column)
        painter.setFont(theme.font("caption"))
        lines = [*facts(column), missing_text(column)]
        for place, line in enumerate(lines):
            top = cell.top() + px(_FACTS_TOP) + px(place * _FACT)
            role = "text" if place == 0 else "muted"
            if place == len(lines) - 1 and column.missing:
                role = "warning"
            area = QRect(name.left(), top, name.width(), px(_FACT))
            self._text(painter, area, line, role)
        self._paint_role(painter, self.role_rect(cell), column)

    def _paint_combo(self, painter: QPainter, box: QRect, column: Column) -> None:
        theme, px = self._theme, self._theme.px
        painter.setPen(theme.color("control"))
        painter.setBrush(theme.color("card"))
        outline = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(outline, px(RADIUS_FIELD), px(RADIUS_FIELD))
        ratio = painter.device().devicePixelRatio()
        icon, arrow = theme.icon_size(14).width(), theme.icon_size(12).width()
        left = box.left() + px(6)
        middle = box.center().y() + 1
        pixmap = theme.pixmap(KIND_ICONS[column.kind], 14, "muted", ratio=ratio)
        painter.drawPixmap(left, middle - icon // 2, pixmap)
        right = box.right() - px(5) - arrow
        painter.drawPixmap(
            right, middle - arrow // 2, theme.pixmap("chevron-down", 12, "muted", ratio=ratio)
        )
        left += icon + px(4)
        painter.setFont(theme.font())
        area = QRect(left, box.top(), right - left - px(2), box.height())
        self._text(painter, area, kind_name(column.kind), "text")

    def _paint_bars(self, painter: QPainter, cell: QRect, column: Column) -> None:
        theme, px = self._theme, self._theme.px
        side = px(SIDE)
        area = QRect(
            cell.left() + side, cell.top() + px(_BARS_TOP), cell.width() - 2 * side, px(_BARS)
        )
        heights = bars(column)
        if not heights:
            painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.color("border"))
            return
        if len(heights) <= 3:
            # A few classes side by side, not stretched over the whole column.
            area.setWidth(min(area.width(), px(68)))
        color = theme.color("accent" if column.role == "target" else "control")
        paint_histogram(painter, area, heights, color)

    def _paint_role(self, painter: QPainter, row: QRect, column: Column) -> None:
        theme, px = self._theme, self._theme.px
        side = theme.icon_size(16).width()
        box = QRect(row.left() + px(SIDE), row.center().y() - side // 2 + 1, side, side)
        target = column.role == "target"
        if target:
            ratio = painter.device().devicePixelRatio()
            painter.drawPixmap(box.topLeft(), theme.pixmap("target", 16, "accent", ratio=ratio))
        else:
            paint_box(painter, theme, box, ticked=column.role == "input", usable=is_usable(column))
        painter.setFont(theme.font("medium" if target else "body"))
        role = "accent" if target else "text" if column.role == "input" else "muted"
        left = box.right() + px(7)
        area = QRect(left, row.top(), row.right() - left - px(4), row.height())
        self._text(painter, area, role_name(column.role), role)

    def _text(self, painter: QPainter, area: QRect, text: str, role: str) -> None:
        painter.setPen(self._theme.color(role))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)
