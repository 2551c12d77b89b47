"""Predicted against true values: on the diagonal a prediction is right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from netbench_gui.look.figures import figure

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

# More dots than this only make one blot.
_MOST_DOTS = 4000
_INTERVALS = 4


class Scatter(QWidget):
    """One dot for each test row; both axes have the same range."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._dots: list[tuple[float, float]] = []
        self._low, self._high, self._step = 0.0, 1.0, 0.25
        self.setObjectName("scatter")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)
        self._retranslate()

    def show_values(self, true: Sequence[float], predicted: Sequence[float]) -> None:
        """Show other pairs; those with a value that is no number are left out."""
        pairs = zip(true, predicted, strict=True)
        dots = [(t, p) for t, p in pairs if math.isfinite(t) and math.isfinite(p)]
        self._dots = dots[:: max(1, math.ceil(len(dots) / _MOST_DOTS))]
        ends = [value for dot in self._dots for value in dot]
        self._low, self._high, self._step = round_range(min(ends, default=0), max(ends, default=1))
        self.update()

    def dots(self) -> int:
        """How many dots are drawn."""
        return len(self._dots)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetrics(theme.font("caption"))
        painter.setFont(theme.font("caption"))
        decimals = max(0, math.ceil(-math.log10(self._step) - 1e-9))
        count = round((self._high - self._low) / self._step)
        ticks = [self._low + i * self._step for i in range(count + 1)]
        texts = [figure(tick if abs(tick) > self._step * 1e-9 else 0.0, decimals) for tick in ticks]
        left = max(metrics.horizontalAdvance(text) for text in texts) + theme.px(8)
        area = QRectF(
            left,
            theme.px(30),
            self.width() - left - theme.px(12),
            self.height() - theme.px(38) - metrics.height(),
        )
        self._paint_axes(painter, area, list(zip(ticks, texts, strict=True)), metrics)
        painter.setPen(QPen(theme.color("control"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(area.bottomLeft(), area.topRight())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("test", 0.75))
        radius = theme.tokens.line(2.5)
        for true, predicted in self._dots:
            painter.drawEllipse(self._place(area, true, predicted), radius, radius)

    def _place(self, area: QRectF, true: float, predicted: float) -> QPointF:
        span = self._high - self._low
        return QPointF(
            area.left() + area.width() * (true - self._low) / span,
            area.bottom() - area.height() * (predicted - self._low) / span,
        )

    def _paint_axes(
        self, painter: QPainter, area: QRectF, ticks: list[tuple[float, str]], metrics: QFontMetrics
    ) -> None:
        theme, high = self._theme, metrics.height()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for tick, text in ticks:
            across, up = self._place(area, tick, self._low), self._place(area, self._low, tick)
            painter.setPen(QPen(theme.color("control" if tick == self._low else "grid"), 1))
            painter.drawLine(up, QPointF(area.right(), up.y()))
            painter.setPen(theme.color("muted"))
            painter.drawText(
                QRectF(0, up.y() - high / 2, area.left() - theme.px(8), high), right, text
            )
            if tick != ticks[-1][0]:
                place = QRectF(across.x() - 60, area.bottom() + theme.px(4), 120, high)
                painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, text)
        end = QRectF(area.left(), area.bottom() + theme.px(4), area.width(), high)
        last = self.tr("true {value}").format(value=ticks[-1][1])
        painter.drawText(end, Qt.AlignmentFlag.AlignRight, last)
        painter.drawText(QRectF(0, 0, area.right(), high), self.tr("predicted"))

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Predicted against true values"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(360), self._theme.px(220))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(220), self._theme.px(140))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def round_range(low: float, high: float) -> tuple[float, float, float]:
    """Round ends around two values, and the step between their ticks."""
    if high <= low:
        low, high = low - 0.5, low + 0.5
    least = (high - low) / _INTERVALS
    power = 10.0 ** math.floor(math.log10(least))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step
