"""A chart of a run: curves by epoch, the batches behind them, marks, and a cursor.

It paints itself: a scene of graphics items costs ten times as much for each picture, and training
shares the interpreter with the window.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from netbench_gui.look.tokens import DASHES
from netbench_gui.widgets.chart_axes import paint_axes, tick_texts
from netbench_gui.widgets.chart_marks import Marks, paint_cursor, paint_marks
from netbench_gui.widgets.chart_scale import Scale, ScaleKind
from netbench_gui.widgets.trace import Trace

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_CURVE, _BATCH_ALPHA, _DOT = 2.0, 0.28, 6.0
_FIRST_GUESS = 1.3
_MOST_EPOCHS = 400


@dataclass
class Curve:
    """One line: its colour role ("train", "val"), its values by epoch, and their polygons."""

    role: str
    values: Sequence[float]
    trace: Trace


class Chart(QWidget):
    """Curves over the epochs of a run.

    Signals:
        cursor_moved: the epoch under the mouse or chosen by key, None when it leaves.
    """

    cursor_moved = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.scale = Scale()
        self.epochs = 50
        self.curves: list[Curve] = []
        self.marks = Marks()
        self.cursor_epoch: int | None = None
        # Processor time of the last picture, for whoever decides how often to draw.
        self.paint_seconds = 0.0
        self._batches: Sequence[float] = ()
        self._batch_trace: Trace | None = None
        self.note = ""
        self._back: QPixmap | None = None
        self._area = QRectF()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._forget_back)

    def begin(
        self,
        epochs: int,
        curves: Sequence[tuple[str, Sequence[float]]],
        *,
        kind: ScaleKind = "amount",
        batches: Sequence[float] = (),
        batches_per_epoch: int = 0,
    ) -> None:
        """Show other curves; the axes start anew.

        Args:
            epochs: how many are planned; the x axis ends there.
            curves: colour role and values by epoch of each; the lists may grow, see `follow`.
            kind: what the y axis shows.
            batches: the loss of each batch, may grow too.
            batches_per_epoch: 0 where there is no batch curve.
        """
        self.epochs = max(epochs, 1)
        self.scale.kind = kind
        self.scale.reset()
        place = self.scale.place
        self.curves = [
            Curve(role, values, Trace(self.epochs, 1.0, place, _MOST_EPOCHS))
            for role, values in curves
        ]
        self._batches = batches
        self._batch_trace = None
        if batches_per_epoch:
            distance = 1 / batches_per_epoch
            self._batch_trace = Trace(self.epochs * batches_per_epoch, distance, place)
        self._forget_back()
        self.follow()

    def follow(self) -> None:
        """Draw what the lists have grown by."""
        for curve in self.curves:
            curve.trace.follow(curve.values)
        if self._batch_trace is not None:
            self._batch_trace.follow(self._batches)
        before = (self.scale.low, self.scale.high)
        self._cover()
        if (self.scale.low, self.scale.high) != before:
            self._back = None
        self.update()

    def set_marks(self, marks: Marks) -> None:
        """Mark the best epoch and where the run stopped, pauses, or was taken up again."""
        if marks != self.marks:
            self.marks = marks
            self.update()

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Let equal distances be equal factors; call `begin` again after it."""
        self.scale.logarithmic = logarithmic

    def set_note(self, text: str) -> None:
        """Say something in the middle of the empty axes."""
        if text != self.note:
            self.note = text
            self._forget_back()

    def set_cursor_epoch(self, epoch: int | None) -> None:
        """Move the cursor line without telling anybody."""
        if epoch != self.cursor_epoch:
            self.cursor_epoch = epoch
            self.update()

    def place_of(self, epoch: float, y: float) -> QPointF:
        """Where a point, in the units of the axes, stands in the widget."""
        area, scale = self._area, self.scale
        along, up = epoch / self.epochs, (y - scale.low) / (scale.high - scale.low)
        return QPointF(area.left() + area.width() * along, area.bottom() - area.height() * up)

    def value_place(self, role: str, epoch: int) -> QPointF | None:
        """Where the value of a curve at an epoch stands; None where it has none or lies outside."""
        for curve in self.curves:
            if curve.role == role and 1 <= epoch <= len(curve.values):
                y = self.scale.place(curve.values[epoch - 1])
                if y is not None and self.scale.low <= y <= self.scale.high:
                    return self.place_of(epoch, y)
        return None

    def known_epochs(self) -> int:
        """How many epochs have values."""
        return max((len(curve.values) for curve in self.curves), default=0)

    def plot_area(self) -> QRectF:
        """The rectangle between the axes."""
        return QRectF(self._area)

    def paint_all(self, painter: QPainter) -> None:
        """Paint everything as vectors, as for a picture file."""
        paint_axes(painter, self)
        self._paint_front(painter)

    def _cover(self) -> None:
        for curve in self.curves:
            for polygon in curve.trace.polygons:
                box = polygon.boundingRect()
                self._cover_places(box.top(), box.bottom())
        trace = self._batch_trace
        if trace is not None and trace.number and not any(c.trace.polygons for c in self.curves):
            # Before the first epoch ends: the mean, since single batches leap.
            guess = _FIRST_GUESS * trace.total / trace.number
            self.scale.cover(guess if self.scale.logarithmic else min(guess, 0), guess)

    def _cover_places(self, low: float, high: float) -> None:
        if self.scale.logarithmic:
            self.scale.cover(10**low, 10**high)
        else:
            self.scale.cover(low, high)

    def _forget_back(self) -> None:
        self._back = None
        self._lay_out()
        self.update()

    def _lay_out(self) -> None:
        px = self.theme.px
        metrics = QFontMetrics(self.theme.font("caption"))
        widest = max(metrics.horizontalAdvance(text) for _, text in tick_texts(self.scale))
        left = px(12) + max(widest, metrics.horizontalAdvance("0.00")) + px(8)
        bottom = metrics.height() + px(6)
        top = px(10)
        width, height = self.width() - left - px(12), self.height() - top - bottom
        self._area = QRectF(left, top, max(width, 1), max(height, 1))

    def _paint_front(self, painter: QPainter) -> None:
        theme, area = self.theme, self._area
        origin, unit = self.place_of(0, 0), self.place_of(1, 1) - self.place_of(0, 0)
        to_widget = QTransform(unit.x(), 0, 0, unit.y(), origin.x(), origin.y())
        painter.save()
        painter.setClipRect(area)
        if self._batch_trace is not None:
            painter.setPen(QPen(theme.color("train", _BATCH_ALPHA), theme.tokens.line(1)))
            for polygon in self._batch_trace.polygons:
                painter.drawPolyline(to_widget.map(polygon))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = theme.tokens.line(_CURVE)
        # A curve at the very top or bottom is not cut in half.
        painter.setClipRect(area.adjusted(0, -width, width, width))
        for curve in self.curves:
            pen = QPen(theme.color(curve.role), width)
            if DASHES[curve.role]:
                pen.setDashPattern(DASHES[curve.role])
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            for polygon in curve.trace.polygons:
                painter.drawPolyline(to_widget.map(polygon))
        painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.marks.running and self.curves:
            self._paint_dot(painter)
        paint_marks(painter, self)
        paint_cursor(painter, self)

    def _paint_dot(self, painter: QPainter) -> None:
        place = self.value_place("train", self.known_epochs())
        if place is not None:
            radius = self.theme.tokens.line(_DOT) / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("train"))
            painter.drawEllipse(place, radius, radius)

    def _move_cursor(self, epoch: int | None) -> None:
        known = self.known_epochs()
        epoch = None if epoch is None or not known else min(max(epoch, 1), known)
        if epoch != self.cursor_epoch:
            self.set_cursor_epoch(epoch)
            self.cursor_moved.emit(epoch)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(420), self.theme.px(200))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(180), self.theme.px(90))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        began = time.thread_time()
        if self._back is None:
            self._lay_out()
            ratio = self.devicePixelRatioF()
            self._back = QPixmap(self.size() * ratio)
            self._back.setDevicePixelRatio(ratio)
            painter = QPainter(self._back)
            paint_axes(painter, self)
            painter.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._back)
        self._paint_front(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        self.paint_seconds = time.thread_time() - began

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget_back()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._forget_back()
        super().changeEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        area = self._area
        share = (event.position().x() - area.left()) / area.width()
        inside = QRect(area.toRect()).adjusted(-8, -8, 8, 8).contains(event.position().toPoint())
        self._move_cursor(round(share * self.epochs) if inside else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._move_cursor(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._move_cursor(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        known, here = self.known_epochs(), self.cursor_epoch
        steps = {
            Qt.Key.Key_Left: (here or known + 1) - 1,
            Qt.Key.Key_Right: known if here is None else here + 1,
            Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: known,
            Qt.Key.Key_Escape: None,
        }
        key = Qt.Key(event.key())
        if key not in steps or (key == Qt.Key.Key_Escape and here is None):
            super().keyPressEvent(event)
            return
        self._move_cursor(steps[key])
