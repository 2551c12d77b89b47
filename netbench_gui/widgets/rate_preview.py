"""A small picture of a learning rate over a run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from netbench_gui.look.figures import rate_text

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_HEIGHT, _LINE = 44, 2.0


class RatePreview(QWidget):
    """A curve from the first step to the last, with the highest rate beside it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rates: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def rates(self) -> tuple[float, ...]:
        """Return what is drawn."""
        return self._rates

    def show_rates(self, rates: Sequence[float]) -> None:
        """Draw these, which are evenly spread over the run."""
        self._rates = tuple(rates)
        self._describe()
        self.update()

    def _describe(self) -> None:
        if not self._rates:
            return
        text = self.tr("The learning rate over the run: {first} at first, {last} at the end, {most} at most.")
        first, last, most = self._rates[0], self._rates[-1], max(self._rates)
        text = text.format(first=rate_text(first), last=rate_text(last), most=rate_text(most))
        self.setAccessibleName(text)
        self.setToolTip(text)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if not self._rates:
            return
        theme, most = self._theme, max(self._rates)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("caption"))
        metrics = QFontMetrics(painter.font())
        texts = (rate_text(most), "0")
        left = max(map(metrics.horizontalAdvance, texts)) + theme.px(6)
        half = metrics.height() / 2
        area = QRectF(left, half, self.width() - left - 1, self.height() - 2 * half)
        for y, text, role in ((area.top(), texts[0], "grid"), (area.bottom(), texts[1], "control")):
            painter.setPen(QPen(theme.color(role), 1))
            painter.drawLine(QPointF(area.left(), round(y) + 0.5), QPointF(area.right(), round(y) + 0.5))
            painter.setPen(theme.color("muted"))
            place = QRectF(0, y - half, left - theme.px(6), 2 * half)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(QPen(theme.color("train"), theme.tokens.line(_LINE)))
        across, up = area.width() / max(len(self._rates) - 1, 1), area.height() / most if most else 0.0
        points = [
            QPointF(area.left() + across * place, area.bottom() - up * rate)
            for place, rate in enumerate(self._rates)
            if math.isfinite(rate)
        ]
        painter.drawPolyline(QPolygonF(points))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._describe()
        super().changeEvent(event)
