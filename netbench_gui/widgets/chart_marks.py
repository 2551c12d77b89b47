"""What stands on a chart besides its curves: best epoch, flags, where it was taken up, cursor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF

if TYPE_CHECKING:
    from netbench_gui.widgets.chart import Chart

_RING, _FLAG, _STEM, _PENNANT = 5.0, 8.0, 50.0, 7.0
# Labels of changes that would cover each other go down by a line, the next ones are left out.
_MOST_LINES = 3


@dataclass(frozen=True)
class Marks:
    """The marks of a chart.

    Attributes:
        running: whether a dot ends the training curve.
        best: the best epoch, marked by a ring on the curve `best_role`, with `best_text` beside it,
            or above it on a stem where the run is over.
        flag: the epoch at which the run stopped or pauses; `pauses` shows two bars.
        resumed: the epoch behind which the run was taken up again.
        changes: epochs done when something was changed by hand, and what the pennant there says, "" for nothing.
    """

    running: bool = False
    best: int | None = None
    best_role: str = "val"
    best_text: str = ""
    on_stem: bool = False
    flag: float | None = None
    flag_text: str = ""
    pauses: bool = False
    resumed: int | None = None
    changes: tuple[tuple[float, str], ...] = ()


def paint_marks(painter: QPainter, chart: Chart) -> None:
    """Paint flag, resumption and best epoch over the curves."""
    painter.setFont(chart.theme.font("caption"))
    if chart.marks.resumed is not None:
        _paint_resumed(painter, chart, chart.marks.resumed)
    flag_place = QRectF()
    if chart.marks.flag is not None:
        flag_place = _paint_flag(painter, chart, chart.marks.flag)
    _paint_changes(painter, chart, flag_place)
    if chart.marks.best is not None:
        _paint_best(painter, chart, chart.marks.best, flag_place)


def paint_cursor(painter: QPainter, chart: Chart) -> None:
    """Paint the line at the chosen epoch and a dot on each curve."""
    epoch = chart.cursor_epoch
    if epoch is None:
        return
    theme, area = chart.theme, chart.plot_area()
    x = round(chart.place_of(epoch, 0).x()) + 0.5
    painter.setPen(QPen(theme.color("control"), 1))
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
    painter.setPen(Qt.PenStyle.NoPen)
    radius = theme.tokens.line(3.5)
    for curve in chart.curves:
        place = chart.value_place(curve.role, epoch)
        if place is not None:
            painter.setBrush(theme.color(curve.role))
            painter.drawEllipse(place, radius, radius)


def _paint_resumed(painter: QPainter, chart: Chart, epoch: int) -> None:
    size = chart.theme.px(4)
    foot = chart.place_of(epoch, chart.scale.low)
    triangle = [QPointF(0, -2 * size), QPointF(1.6 * size, -size), QPointF(0, 0)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(chart.theme.color("muted"))
    painter.drawPolygon(QPolygonF([foot + corner for corner in triangle]))


def _paint_changes(painter: QPainter, chart: Chart, taken: QRectF) -> None:
    theme, area = chart.theme, chart.plot_area()
    metrics, side = QFontMetrics(theme.font("caption")), theme.px(_PENNANT)
    pennants = []
    for epoch, _ in chart.marks.changes:
        top = QPointF(round(chart.place_of(epoch, 0).x()) + 0.5, area.top())
        painter.setPen(QPen(theme.color("control"), 1))
        painter.drawLine(top, QPointF(top.x(), area.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("muted"))
        painter.drawPolygon(QPolygonF([top, top + QPointF(side, side / 2), top + QPointF(0, side)]))
        pennants.append(QRectF(top.x(), top.y(), side, side))
    places = [*pennants, *([] if taken.isNull() else [taken])]
    for pennant, (_, text) in zip(pennants, chart.marks.changes, strict=True):
        left, width = pennant.right() + theme.px(4), metrics.horizontalAdvance(text)
        place = QRectF(left, area.top() - 4, width, metrics.height())
        if place.right() > area.right() + theme.px(8):
            place.moveRight(pennant.left() - theme.px(5))
        for _ in range(_MOST_LINES if text else 0):
            if not any(place.adjusted(-4, 0, 4, 0).intersects(other) for other in places):
                places.append(_paint_patch(painter, chart, text, place))
                break
            place.translate(0, metrics.height())


def _paint_flag(painter: QPainter, chart: Chart, epoch: float) -> QRectF:
    theme, area, marks = chart.theme, chart.plot_area(), chart.marks
    x = round(chart.place_of(epoch, 0).x())
    pen = QPen(theme.color("muted"), theme.tokens.line(1.5))
    pen.setDashPattern([1, 2.5])
    painter.setPen(pen)
    painter.drawLine(QPointF(x, area.top() + 4), QPointF(x, area.bottom()))
    side = theme.px(_FLAG)
    square = QRectF(x - side / 2, area.top() + 1, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("muted"))
    if marks.pauses:
        bar = QRectF(square.left(), square.top(), side * 0.36, side)
        painter.fillRect(square.adjusted(-1, -1, 1, 1), theme.color("surface"))
        painter.drawRect(bar)
        painter.drawRect(bar.translated(side * 0.64, 0))
    else:
        painter.drawRect(square)
    anchor = QPointF(x, square.center().y())
    return _paint_label(painter, chart, marks.flag_text, anchor, side / 2 + theme.px(6))


def _paint_best(painter: QPainter, chart: Chart, epoch: int, taken: QRectF) -> None:
    theme, area, marks = chart.theme, chart.plot_area(), chart.marks
    place = chart.value_place(marks.best_role, epoch)
    if place is None:
        return
    metrics = QFontMetrics(theme.font("caption"))
    room = area.right() + theme.px(8) - place.x() - theme.px(11)
    if marks.on_stem or metrics.horizontalAdvance(marks.best_text) > room:  # to its left stand the curves
        top = max(place.y() - theme.px(_STEM), area.top() + theme.px(8))
        if place.y() - top > theme.px(14):
            painter.setPen(QPen(theme.color("muted"), 1))
            x = round(place.x()) + 0.5
            painter.drawLine(QPointF(x, top), QPointF(x, place.y()))
            _paint_centred(painter, chart, marks.best_text, QPointF(place.x(), top), taken)
    else:
        anchor = QPointF(place.x(), place.y() - theme.px(6))
        _paint_label(painter, chart, marks.best_text, anchor, theme.px(11))
    radius = theme.tokens.line(_RING)
    painter.setPen(QPen(theme.color(marks.best_role), theme.tokens.line(2)))
    painter.setBrush(theme.color("surface"))
    painter.drawEllipse(place, radius, radius)


def _paint_label(
    painter: QPainter, chart: Chart, text: str, anchor: QPointF, distance: float
) -> QRectF:
    """Write to the right of the anchor, or to its left where there is no room."""
    area = chart.plot_area()
    metrics = QFontMetrics(chart.theme.font("caption"))
    width, height = metrics.horizontalAdvance(text), metrics.height()
    left = anchor.x() + distance
    if left + width > area.right() + chart.theme.px(8):
        left = anchor.x() - distance - width
    top = min(max(anchor.y() - height / 2, area.top() - 4), area.bottom() - height - 1)
    return _paint_patch(painter, chart, text, QRectF(left, top, width, height))


def _paint_centred(
    painter: QPainter, chart: Chart, text: str, foot: QPointF, taken: QRectF
) -> None:
    """Write above the stem, within the axes, and below what stands there already."""
    area = chart.plot_area()
    metrics = QFontMetrics(chart.theme.font("caption"))
    width, height = metrics.horizontalAdvance(text), metrics.height()
    left = min(max(foot.x() - width / 2, area.left() + 4), area.right() - width)
    place = QRectF(left, foot.y() - height, width, height)
    if place.intersects(taken):
        place.moveTop(taken.bottom() + 2)
    _paint_patch(painter, chart, text, place)


def _paint_patch(painter: QPainter, chart: Chart, text: str, place: QRectF) -> QRectF:
    painter.fillRect(place.adjusted(-3, 0, 3, 0), chart.theme.color("surface", 0.85))
    painter.setPen(chart.theme.color("text"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)
    return place
