"""How far a run is, painted in one go: ten times a second, beside a training that needs the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_BAR = 6
_RADIUS = 3


class RunProgress(QWidget):
    """The epoch at the left, the speed at the right, and a bar below.

    Labels and a QProgressBar would lay the window out anew and repaint at once at every step.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._epoch = ""
        self._details: tuple[str, ...] = ()
        self._share = 0.0
        self.setObjectName("run_progress")
        theme.changed.connect(self.update)

    @property
    def share(self) -> float:
        """How far it is, 0 to 1."""
        return self._share

    def show_progress(self, epoch: str, details: tuple[str, ...], share: float) -> None:
        """Show where the run is; of the details the first ones go where there is no room."""
        if (epoch, details, share) != (self._epoch, self._details, self._share):
            self._epoch, self._details, self._share = epoch, details, share
            self.setAccessibleName(" · ".join((epoch, *details)))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(250), self._theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, width = self._theme, self.width()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong, caption = theme.font("strong"), theme.font("caption")
        height = QFontMetrics(strong).height()
        bar, gap = theme.px(_BAR), theme.px(4)
        top = (self.height() - height - gap - bar) // 2
        row = QRect(0, top, width, height)
        painter.setFont(strong)
        painter.setPen(theme.color("text"))
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._epoch)
        room = width - QFontMetrics(strong).horizontalAdvance(self._epoch) - theme.px(8)
        painter.setFont(caption)
        painter.setPen(theme.color("muted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(row, right, self._fitting(QFontMetrics(caption), room))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("hover"))
        area = QRectF(0, row.bottom() + 1 + gap, width, bar)
        painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        if self._share > 0:
            painter.setBrush(theme.color("train"))
            area.setWidth(max(bar, width * self._share))
            painter.drawRoundedRect(area, _RADIUS, _RADIUS)

    def _fitting(self, metrics: QFontMetrics, room: int) -> str:
        for first in range(len(self._details)):
            text = " · ".join(self._details[first:])
            if metrics.horizontalAdvance(text) <= room:
                return text
        return ""
