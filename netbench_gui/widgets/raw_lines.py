"""The first lines of a file as they stand in it, each with what it was taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from netbench_gui.look.tokens import RADIUS_FIELD
from netbench_gui.widgets.chip import chip_size, paint_chip

if TYPE_CHECKING:
    from netbench_gui.dialogs.table_reading import RawLine
    from netbench_gui.look.theme import Theme

_LINE, _EDGE, _NUMBER, _GAP = 22, 5, 18, 16


class RawLines(QWidget):
    """Up to four lines with their numbers; the line with the column names is marked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: tuple[RawLine, ...] = ()
        self._header: int | None = None
        self.setObjectName("raw_lines")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_lines(self, lines: tuple[RawLine, ...], header: int | None) -> None:
        """Show these; `header` is the number of the line with the names."""
        self._lines, self._header = lines, header
        self._describe()
        self.updateGeometry()
        self.update()

    def tag(self, number: int) -> str:
        """Return what a line was taken for."""
        if self._header is None:
            return self.tr("first row") if number == 1 else ""
        if number < self._header:
            return self.tr("title, skipped")
        if number == self._header:
            return self.tr("column names")
        return self.tr("first row") if number == self._header + 1 else ""

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(300), max(len(self._lines), 2) * px(_LINE) + 2 * px(_EDGE))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("border"))
        painter.setBrush(theme.color("raised"))
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, RADIUS_FIELD, RADIUS_FIELD)
        for place, line in enumerate(self._lines):
            top = px(_EDGE) + place * px(_LINE)
            self._paint_line(painter, QRect(0, top, self.width(), px(_LINE)), line)

    def _paint_line(self, painter: QPainter, row: QRect, line: RawLine) -> None:
        theme, px = self._theme, self._theme.px
        right = self._paint_tag(painter, row, self.tag(line.number), line.number == self._header)
        painter.setFont(theme.font("code_small"))
        painter.setPen(theme.color("muted"))
        number = QRect(0, row.top(), px(_NUMBER), row.height())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(number, middle | Qt.AlignmentFlag.AlignRight, str(line.number))
        if self._header is None or line.number >= self._header:
            painter.setPen(theme.color("text"))
        left = px(_NUMBER) + px(_GAP)
        area = QRect(left, row.top(), right - left - px(_GAP), row.height())
        text = painter.fontMetrics().elidedText(
            line.text.replace("\t", " → "), Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, middle, text)

    def _paint_tag(self, painter: QPainter, row: QRect, tag: str, is_header: bool) -> int:
        theme, px = self._theme, self._theme.px
        right = row.right() - px(8)
        if not tag:
            return right
        chip = chip_size(theme, tag)
        if is_header:
            top = row.top() + (row.height() - chip.height()) // 2
            paint_chip(painter, theme, QPoint(right - chip.width() + px(1), top), tag)
            return right - chip.width()
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("muted"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRect(0, row.top(), right - px(6), row.height()), flags, tag)
        return right - chip.width()

    def _describe(self) -> None:
        self.setAccessibleName(self.tr("The first lines of the file"))
        self.setAccessibleDescription(
            "\n".join(f"{line.number} {line.text} {self.tag(line.number)}" for line in self._lines)
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._describe()
            self.update()
        super().changeEvent(event)
