"""How likely each class is, as bars; the most likely one is filled blue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from netbench_gui.i18n import listed
from netbench_gui.look.figures import percent

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_ROW, _BAR, _MOST = 24, 10, 8
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ProbabilityBars(QWidget):
    """Classes in their own order; of more than eight, the eight most likely."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shares: tuple[tuple[str, float], ...] = ()
        self.setObjectName("probability_bars")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_shares(self, names: Sequence[str], shares: Sequence[float]) -> None:
        """Show other probabilities."""
        pairs = list(zip(names, shares, strict=True))
        if len(pairs) > _MOST:
            pairs = sorted(pairs, key=lambda pair: pair[1], reverse=True)[:_MOST]
        self._shares = tuple(pairs)
        self._retranslate()
        self.updateGeometry()
        self.update()

    def _retranslate(self) -> None:
        text = listed(f"{name} {percent(share)}" for name, share in self._shares)
        self.setAccessibleDescription(text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def text(self) -> str:
        """What it says, as one line."""
        return self.accessibleDescription()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if not self._shares:
            return
        theme = self._theme
        strong = QFontMetrics(theme.font("strong"))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        name_width = max(strong.horizontalAdvance(name) for name, _ in self._shares) + theme.px(12)
        name_width = min(name_width, self.width() // 3)
        value_width = strong.horizontalAdvance(percent(1.0)) + theme.px(8)
        best = max(share for _, share in self._shares)
        height = theme.px(_ROW)
        for i, (name, share) in enumerate(self._shares):
            top, likely = i * height, share == best
            painter.setFont(theme.font("strong" if likely else "body"))
            painter.setPen(theme.color("text"))
            text = strong.elidedText(name, Qt.TextElideMode.ElideRight, name_width - theme.px(8))
            painter.drawText(QRect(0, top, name_width, height), _LEFT, text)
            room = QRect(self.width() - value_width, top, value_width, height)
            painter.drawText(room, _RIGHT, percent(share))
            track = QRectF(name_width, top, self.width() - name_width - value_width, height)
            self._paint_bar(painter, track, share, "accent_fill" if likely else "control")

    def _paint_bar(self, painter: QPainter, track: QRectF, share: float, role: str) -> None:
        thick = self._theme.px(_BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        for color, width in (("hover", track.width()), (role, track.width() * min(share, 1.0))):
            painter.setBrush(self._theme.color(color))
            bar = QRectF(track.left(), track.center().y() - thick / 2, width, thick)
            painter.drawRoundedRect(bar, 3, 3)

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(260), px(_ROW) * max(len(self._shares), 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self.sizeHint().height())
