"""The bar that shows which share of the rows trains, validates and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_ROLES = ("train", "val", "test")
_BAR, _GAP, _SQUARE = 8, 2, 8
_NO_NAMES = ("", "", "")


class SplitBar(QWidget):
    """Three parts in the colours of their rows, and their counts below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counts = (0, 0, 0)
        self._names: tuple[str, ...] = _NO_NAMES
        self.setObjectName("split_bar")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._retranslate()
        theme.changed.connect(self.updateGeometry)

    def show_counts(self, train: int, val: int, test: int) -> None:
        """Show how many rows each part has."""
        self._counts = (train, val, test)
        self._retranslate()

    def counts(self) -> tuple[int, int, int]:
        """Return the rows for training, validation and test."""
        return self._counts

    def sizeHint(self) -> QSize:
        theme = self._theme
        texts = sum(self._widths(self._names)) + 3 * theme.px(_SQUARE + 4) + 2 * theme.px(8)
        return QSize(texts, theme.px(_BAR + 8) + theme.px(18))

    def minimumSizeHint(self) -> QSize:
        missing = sum(self._widths(self._names)) - sum(self._widths(_NO_NAMES))
        return self.sizeHint() - QSize(missing, 0)

    def legend(self) -> tuple[str, ...]:
        """Return what is written under the bar: without the words where they have no room."""
        names = self._shown_names()
        pairs = zip(names, self._counts, strict=True)
        return tuple(f"{name} {_grouped(count)}".strip() for name, count in pairs)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bar(painter)
        self._paint_legend(painter)

    def _paint_bar(self, painter: QPainter) -> None:
        theme = self._theme
        total = sum(self._counts)
        painter.setPen(Qt.PenStyle.NoPen)
        height = theme.px(_BAR)
        if total == 0:
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(QRectF(0, 0, self.width(), height), 2, 2)
            return
        parts = [(role, n) for role, n in zip(_ROLES, self._counts, strict=True) if n > 0]
        room = self.width() - _GAP * (len(parts) - 1)
        x = 0.0
        for role, count in parts:
            width = room * count / total
            painter.setBrush(theme.color(role))
            painter.drawRoundedRect(QRectF(x, 0, width, height), 2, 2)
            x += width + _GAP

    def _paint_legend(self, painter: QPainter) -> None:
        theme = self._theme
        painter.setFont(theme.font("caption"))
        metrics = QFontMetrics(painter.font())
        square, near = theme.px(_SQUARE), theme.px(4)
        top = theme.px(_BAR + 8)
        line = QRect(0, top, self.width(), theme.px(18))
        names = self._shown_names()
        widths = [width + square + near for width in self._widths(names)]
        # Set apart as far as the bar is wide, like the bar itself.
        free = max((self.width() - sum(widths)) / 2, near)
        x = 0.0
        for role, name, count, width in zip(_ROLES, names, self._counts, widths, strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(role))
            middle = line.center().y() + 1
            painter.drawRoundedRect(QRectF(x, middle - square / 2, square, square), 1.5, 1.5)
            at = round(x) + square + near
            painter.setPen(theme.color("muted"))
            flags = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRect(at, top, width, line.height()), flags, name)
            at += metrics.horizontalAdvance(name) + near if name else 0
            painter.setPen(theme.color("text"))
            painter.drawText(QRect(at, top, width, line.height()), flags, _grouped(count))
            x += width + free

    def _shown_names(self) -> tuple[str, ...]:
        least = sum(self._widths(self._names)) + 3 * self._theme.px(_SQUARE + 4) + 2 * self._theme.px(4)
        return self._names if self.width() >= least else _NO_NAMES

    def _widths(self, names: tuple[str, ...]) -> list[int]:
        metrics = QFontMetrics(self._theme.font("caption"))
        near = self._theme.px(4)
        return [
            (metrics.horizontalAdvance(name) + near if name else 0)
            + metrics.horizontalAdvance(_grouped(count))
            for name, count in zip(names, self._counts, strict=True)
        ]

    def _retranslate(self) -> None:
        train, val, test = (_grouped(count) for count in self._counts)
        self._names = (self.tr("Training"), self.tr("Validation"), self.tr("Test"))
        self.setAccessibleName(self.tr("How the rows are split"))
        text = self.tr(
            "{train} row(s) for training, {val} for validation, {test} for the test.", "", self._counts[0]
        )
        text = text.format(train=train, val=val, test=test)
        self.setAccessibleDescription(text)
        self.setToolTip(text)
        self.updateGeometry()
        self.update()


def _grouped(count: int) -> str:
    """Write a number with thin spaces between its thousands."""
    return f"{count:,}".replace(",", "\u2009")
