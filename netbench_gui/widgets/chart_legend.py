"""The line above a chart: for each curve a sample of its line, its name and its value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from netbench_gui.look.tokens import DASHES

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_SAMPLE = 24


@dataclass(frozen=True)
class LegendItem:
    """One curve: its colour role, its name, and the value to read."""

    role: str
    name: str
    value: str


class ChartLegend(QWidget):
    """Writes from the right; where the room is short the names go first, then the lead."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lead = ""
        self._items: tuple[LegendItem, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_items(self, items: Sequence[LegendItem], lead: str = "") -> None:
        """Show values; `lead` says of which epoch they are where it is not the newest."""
        if (tuple(items), lead) != (self._items, self._lead):
            self._items, self._lead = tuple(items), lead
            self.update()

    def text(self) -> str:
        """What it says, as one line."""
        words = [self._lead] if self._lead else []
        return " ".join([*words, *(f"{item.name} {item.value}" for item in self._items)])

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(60), self._theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        self.paint_items(QPainter(self), QRectF(self.rect()))

    def paint_items(self, painter: QPainter, area: QRectF) -> None:
        """Paint into an area, as for a picture file."""
        body, strong = self._theme.font(), self._theme.font("strong")
        small, px = QFontMetrics(body), self._theme.px
        values = [QFontMetrics(strong).horizontalAdvance(item.value) for item in self._items]
        names = [small.horizontalAdvance(item.name) + px(5) for item in self._items]
        room = sum(values) + len(values) * px(_SAMPLE + 6 + 16)
        named = room + sum(names) <= area.width()
        led = named and room + sum(names) + small.horizontalAdvance(self._lead) <= area.width()
        x = area.right()
        middle = area.center().y()
        for item, value, name in reversed(list(zip(self._items, values, names, strict=True))):
            x -= value
            _write(painter, self._theme.color("text"), strong, item.value, x, area)
            if named:
                x -= name
                _write(painter, self._theme.color("muted"), body, item.name, x, area)
            x -= px(_SAMPLE + 6)
            self._paint_sample(painter, item.role, QPointF(x, middle))
            x -= px(16)
        if led and self._lead:
            x -= small.horizontalAdvance(self._lead)
            _write(painter, self._theme.color("muted"), body, self._lead, x, area)

    def _paint_sample(self, painter: QPainter, role: str, start: QPointF) -> None:
        pen = QPen(self._theme.color(role), self._theme.tokens.line(2))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if DASHES[role]:
            pen.setDashPattern(DASHES[role])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.drawLine(start, start + QPointF(self._theme.px(_SAMPLE), 0))


def _write(
    painter: QPainter, color: QColor, font: QFont, text: str, x: float, area: QRectF
) -> None:
    painter.setFont(font)
    painter.setPen(color)
    place = QRectF(x, area.top(), area.width(), area.height())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
