"""Which classes were taken for which: a square of counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from netbench_gui.i18n import itemised
from netbench_gui.look.figures import count, percent

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_WIDE, _HIGH, _LEAST, _TWO_LINES, _ONE_LINE = 78, 52, 20, 38, 22
_MANY = 8
_WHITE_FROM = 0.55


class ConfusionMatrix(QWidget):
    """Rows are true classes, columns predicted ones.

    Signals:
        pointed: one sentence on the cell under the mouse or chosen by key, "" when it leaves.
    """

    pointed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._counts: list[list[int]] = []
        self._cell: tuple[int, int] | None = None
        self.setObjectName("confusion_matrix")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.updateGeometry)
        self._retranslate()

    def show_counts(self, names: Sequence[str], counts: list[list[int]]) -> None:
        """Show other counts."""
        self._names, self._counts, self._cell = tuple(names), counts, None
        self._retranslate()
        self.updateGeometry()
        self.update()

    def sentence(self, row: int, column: int) -> str:
        """What a cell says in words."""
        number, total = self._counts[row][column], sum(self._counts[row])
        return self.tr("{number} of {total} {true} predicted as {predicted}").format(
            number=count(number),
            total=count(total),
            true=self._names[row],
            predicted=self._names[column],
        )

    def cell_at(self, place: QPoint) -> tuple[int, int] | None:
        """The cell, row and column, at a place."""
        area, (width, height) = self._area(), self._cell_size()
        if not self._names or not area.contains(place):
            return None
        return (place.y() - area.top()) // height, (place.x() - area.left()) // width

    def cell_rect(self, row: int, column: int) -> QRect:
        """Where a cell is."""
        area, (width, height) = self._area(), self._cell_size()
        return QRect(area.left() + column * width, area.top() + row * height, width, height)

    def _head(self) -> tuple[int, int]:
        """Width of the row names and height of the column names."""
        metrics = QFontMetrics(self._theme.font())
        widest = max(
            (metrics.horizontalAdvance(self._name(name)) for name in self._names), default=0
        )
        return min(widest, self._theme.px(110)) + self._theme.px(8), self._theme.px(24)

    def _name(self, name: str) -> str:
        return name[:2] if len(self._names) > _MANY else name

    def _cell_size(self) -> tuple[int, int]:
        number = max(len(self._names), 1)
        left, top = self._head()
        least = self._theme.px(_LEAST)
        width = min(self._theme.px(_WIDE), (self.width() - left - 2) // number)
        height = min(self._theme.px(_HIGH), (self.height() - top - 2) // number)
        if number > _MANY:
            width = height = min(width, height)
        return max(width, least), max(height, least)

    def _area(self) -> QRect:
        left, top = self._head()
        width, height = self._cell_size()
        return QRect(left, top, width * len(self._names), height * len(self._names))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if not self._names:
            return
        painter = QPainter(self)
        self._paint_names(painter)
        for row in range(len(self._names)):
            for column in range(len(self._names)):
                self._paint_cell(painter, row, column)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("border"), 1))
        painter.drawRect(self._area())
        if self._cell is not None:
            painter.setPen(QPen(self._theme.color("accent" if self.hasFocus() else "control"), 2))
            painter.drawRect(self.cell_rect(*self._cell).adjusted(1, 1, -1, -1))

    def _paint_names(self, painter: QPainter) -> None:
        font = self._theme.font("caption")
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self._theme.color("text"))
        left, top = self._head()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for i, name in enumerate(self._names):
            across, down = self.cell_rect(0, i), self.cell_rect(i, 0)
            elide = Qt.TextElideMode.ElideRight
            text = metrics.elidedText(self._name(name), elide, across.width() - 4)
            painter.drawText(
                QRect(across.left(), 0, across.width(), top), Qt.AlignmentFlag.AlignCenter, text
            )
            text = metrics.elidedText(self._name(name), elide, left - self._theme.px(8))
            room = QRect(0, down.top(), left - self._theme.px(8), down.height())
            painter.drawText(room, right, text)

    def _paint_cell(self, painter: QPainter, row: int, column: int) -> None:
        theme, cell = self._theme, self.cell_rect(row, column)
        number, total = self._counts[row][column], sum(self._counts[row])
        rate = number / total if total else 0.0
        painter.fillRect(cell, self._fill(rate, diagonal=row == column))
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawRect(cell)
        if len(self._names) > _MANY or cell.height() < theme.px(_ONE_LINE):
            return
        role = "text" if number else "muted"
        if row == column and rate > _WHITE_FROM:
            role = "accent_text"
        painter.setPen(theme.color(role))
        if cell.height() < theme.px(_TWO_LINES):
            painter.setFont(theme.font("strong"))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, count(number))
            return
        upper, lower = QRectF(cell), QRectF(cell)
        upper.setBottom(cell.top() + cell.height() * 0.56)
        lower.setTop(cell.top() + cell.height() * 0.5)
        painter.setFont(theme.font("title"))
        painter.drawText(
            upper, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, count(number)
        )
        painter.setFont(theme.font("caption"))
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, percent(rate, 0))

    def _fill(self, rate: float, *, diagonal: bool) -> QColor:
        surface = self._theme.color("surface")
        if rate == 0:
            return surface
        share = (8 + 82 * rate if diagonal else 14 + 60 * rate) / 100
        return _mixed(surface, self._theme.color("accent_fill" if diagonal else "danger"), share)

    def _point(self, cell: tuple[int, int] | None) -> None:
        if cell != self._cell:
            self._cell = cell
            self.pointed.emit(self.sentence(*cell) if cell is not None else "")
            self.update()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Confusion matrix"))
        names = range(len(self._names))
        self.setAccessibleDescription(
            itemised(self.sentence(i, j) for i in names for j in names if self._counts[i][j])
        )

    def sizeHint(self) -> QSize:
        left, top = self._head()
        number = max(len(self._names), 3)
        side = (_LEAST + 4, _LEAST + 4) if number > _MANY else (_WIDE, _HIGH)
        px = self._theme.px
        return QSize(left + px(side[0]) * number + 2, top + px(side[1]) * number + 2)

    def minimumSizeHint(self) -> QSize:
        left, top = self._head()
        px, number = self._theme.px, max(len(self._names), 2)
        wide = _LEAST if number > _MANY else 44
        high = _LEAST if number > _MANY else _ONE_LINE if number > 4 else _TWO_LINES
        return QSize(left + px(wide) * number + 2, top + px(high) * number + 2)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.cell_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._names:
            self._point((0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._names:
            super().keyPressEvent(event)
            return
        row, column = self._cell or (0, 0)
        last = len(self._names) - 1
        self._point((min(max(row + step[0], 0), last), min(max(column + step[1], 0), last)))


def _mixed(ground: QColor, color: QColor, share: float) -> QColor:
    def channel(low: float, high: float) -> float:
        return low + (high - low) * share

    return QColor.fromRgbF(
        channel(ground.redF(), color.redF()),
        channel(ground.greenF(), color.greenF()),
        channel(ground.blueF(), color.blueF()),
    )
