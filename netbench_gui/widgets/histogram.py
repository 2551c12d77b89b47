"""Tiny histograms for lists: how the values of a column are spread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

WIDTH, HEIGHT = 44, 16
_CHOICES = 3


def paint_histogram(painter: QPainter, area: QRect, counts: Sequence[float], color: QColor) -> None:
    """Paint bars that fill `area` from its lower edge; delegates use it.

    Up to three bars are choices, set further apart than the bars of a number.
    """
    highest = max(counts, default=0)
    if highest <= 0:
        return
    gap = 2 if len(counts) <= _CHOICES else 1
    slots = max(len(counts), _CHOICES)
    width = (area.width() + gap) / slots - gap
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for place, count in enumerate(counts):
        # An occupied bar is never lost to rounding.
        height = max(round(area.height() * count / highest), 1 if count > 0 else 0)
        left = area.left() + round(place * (width + gap))
        right = area.left() + round(place * (width + gap) + width)
        bar = QRectF(left, area.bottom() + 1 - height, max(right - left, 1), height)
        painter.fillRect(bar, color)
    painter.restore()


class Histogram(QWidget):
    """A histogram as a widget of its own."""

    def __init__(
        self,
        theme: Theme,
        counts: Sequence[float] = (),
        *,
        role: str = "control",
        size: tuple[int, int] = (WIDTH, HEIGHT),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counts = tuple(counts)
        self._role = role
        self._natural = size
        self.setObjectName("histogram")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_counts(self, counts: Sequence[float], role: str = "control") -> None:
        """Show other bars, in the colour of a role."""
        self._counts, self._role = tuple(counts), role
        self.update()

    def sizeHint(self) -> QSize:
        width, height = self._natural
        return QSize(self._theme.px(width), self._theme.px(height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        color = self._theme.color(self._role)
        paint_histogram(QPainter(self), self.rect(), self._counts, color)
