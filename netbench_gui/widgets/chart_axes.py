"""Grid, axes and their figures: the part of a chart that changes seldom."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from netbench_gui.look.figures import count, figure
from netbench_gui.widgets.chart_scale import Scale, epoch_ticks

if TYPE_CHECKING:
    from netbench_gui.widgets.chart import Chart

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap

_LONG = 1e7

translate = QCoreApplication.translate


def tick_texts(scale: Scale) -> list[tuple[float, str]]:
    """The grid lines with what stands beside them."""
    if scale.logarithmic and scale.kind == "amount":
        return [(tick, _short(10**tick, max(0, -round(tick)))) for tick in scale.ticks()]
    decimals = max(0, math.ceil(-math.log10(scale.step) - 1e-9))
    if abs(scale.step * 10**decimals - round(scale.step * 10**decimals)) > 1e-6:
        decimals += 1
    near_zero = scale.step * 1e-9
    ticks = [tick if abs(tick) > near_zero else 0.0 for tick in scale.ticks()]
    if max(-scale.low, scale.high) >= _LONG:
        return [(tick, _short(tick, decimals) if tick else "0") for tick in ticks]
    return [(tick, figure(tick, decimals)) for tick in ticks]


def _short(value: float, decimals: int) -> str:
    """A number that leaves room for the chart: "8e35" from ten millions on."""
    # With no decimals a figure is written out, however long it is.
    return figure(value, max(decimals, 1) if abs(value) >= _LONG / 10 else decimals)


def paint_axes(painter: QPainter, chart: Chart) -> None:
    """Paint ground, grid, both axes, and the note of an empty chart."""
    theme, area = chart.theme, chart.plot_area()
    metrics = QFontMetrics(theme.font("caption"))
    painter.fillRect(chart.rect(), theme.color("surface"))
    painter.setFont(theme.font("caption"))
    ticks = tick_texts(chart.scale)
    for tick, text in ticks:
        y = round(chart.place_of(0, tick).y()) + 0.5
        lowest = tick == ticks[0][0]
        painter.setPen(QPen(theme.color("control" if lowest else "grid"), 1))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(theme.color("muted"))
        place = QRectF(0, y - metrics.height() / 2, area.left() - theme.px(8), metrics.height())
        painter.drawText(place, _RIGHT, text)
    _paint_epochs(painter, chart, metrics)
    if chart.note:
        painter.setFont(theme.font())
        painter.setPen(theme.color("muted"))
        painter.drawText(area, _MIDDLE, chart.note)


def _paint_epochs(painter: QPainter, chart: Chart, metrics: QFontMetrics) -> None:
    theme, area = chart.theme, chart.plot_area()
    last = translate("Chart", "epoch {number}").format(number=count(chart.epochs))
    free = area.right() - metrics.horizontalAdvance(last) - theme.px(8)
    top = area.bottom() + theme.px(4)
    for tick in epoch_ticks(chart.epochs):
        x = round(chart.place_of(tick, chart.scale.low).x()) + 0.5
        painter.setPen(QPen(theme.color("control"), 1))
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 4))
        painter.setPen(theme.color("muted"))
        if tick == chart.epochs:
            place = QRectF(area.left(), top, area.width() + 1, metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, last)
            continue
        width = metrics.horizontalAdvance(count(tick))
        if x + width / 2 < free:
            place = QRectF(x - width, top, 2 * width, metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, count(tick))
