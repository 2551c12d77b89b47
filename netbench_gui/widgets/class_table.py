"""Precision, recall, F1 and rows of each class, as bars and figures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from netbench_gui.i18n import itemised, listed
from netbench_gui.look.figures import count, figure
from netbench_gui.models.class_scores import ClassScore

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_HEAD, _ROW, _BAR, _BAR_WIDTH = 28, 36, 6, 44
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ClassTable(QWidget):
    """Painted, since a row is figures and bars only; it says all of it in its description."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scores: tuple[ClassScore, ...] = ()
        self.setObjectName("class_table")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        self._retranslate()

    def show_scores(self, scores: Sequence[ClassScore]) -> None:
        """Show other scores."""
        self._scores = tuple(scores)
        self._retranslate()
        self.updateGeometry()
        self.update()

    def scores(self) -> tuple[ClassScore, ...]:
        """What is shown."""
        return self._scores

    def _heads(self) -> tuple[str, str, str, str]:
        return self.tr("Precision"), self.tr("Recall"), self.tr("F1"), self.tr("Rows")

    def _columns(self) -> list[QRect]:
        """Left and right ends of name, precision, recall, F1 and rows; heights are not used."""
        theme = self._theme
        rows = max(
            QFontMetrics(theme.font("caption")).horizontalAdvance(self._heads()[3]), theme.px(30)
        )
        metrics = QFontMetrics(theme.font())
        widest = max((metrics.horizontalAdvance(score.name) for score in self._scores), default=0)
        figures = self.width() - rows - theme.px(8)
        name = min(widest + theme.px(8), figures // 3)
        each = (figures - name) // 3
        columns = [QRect(0, 0, name, 0)]
        columns += [QRect(name + i * each, 0, each, 0) for i in range(3)]
        return [*columns, QRect(self.width() - rows, 0, rows, 0)]

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, columns = self._theme, self._columns()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("muted"))
        for head, place in zip(self._heads(), columns[1:], strict=True):
            room = QRect(place.left(), 0, place.width(), theme.px(_HEAD))
            painter.drawText(room, _RIGHT, head)
        y = theme.px(_HEAD)
        for score in self._scores:
            self._paint_rule(painter, y)
            self._paint_row(painter, score, columns, y)
            y += theme.px(_ROW)
        self._paint_rule(painter, y)

    def _paint_rule(self, painter: QPainter, y: int) -> None:
        painter.setPen(QPen(self._theme.color("border"), 1))
        painter.drawLine(0, y, self.width(), y)

    def _paint_row(
        self, painter: QPainter, score: ClassScore, columns: list[QRect], y: int
    ) -> None:
        theme, height = self._theme, self._theme.px(_ROW)
        font = theme.font()
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        name = columns[0]
        text = metrics.elidedText(score.name, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(QRect(0, y, name.width(), height), _LEFT, text)
        wide = metrics.horizontalAdvance("0.000") + theme.px(8)
        for value, place in zip(
            (score.precision, score.recall, score.f1), columns[1:4], strict=True
        ):
            painter.setPen(theme.color("text"))
            painter.drawText(QRect(place.left(), y, place.width(), height), _RIGHT, figure(value))
            room = min(theme.px(_BAR_WIDTH), place.width() - wide - theme.px(8))
            if room > theme.px(16) and math.isfinite(value):
                left = place.right() - wide - room
                self._paint_bar(painter, QRectF(left, y + height / 2, room, 0), value)
        painter.setPen(theme.color("text"))
        last = columns[4]
        painter.drawText(QRect(last.left(), y, last.width(), height), _RIGHT, count(score.rows))

    def _paint_bar(self, painter: QPainter, place: QRectF, value: float) -> None:
        thick = self._theme.px(_BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        for role, width in (("hover", place.width()), ("train", place.width() * value)):
            painter.setBrush(self._theme.color(role))
            bar = QRectF(place.left(), place.top() - thick / 2, width, thick)
            painter.drawRoundedRect(bar, 2, 2)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Scores by class"))
        heads = self._heads()
        self.setAccessibleDescription(
            itemised(
                self.tr("{name}: {scores}").format(
                    name=s.name,
                    scores=listed(
                        (
                            f"{heads[0]} {figure(s.precision)}",
                            f"{heads[1]} {figure(s.recall)}",
                            f"{heads[2]} {figure(s.f1)}",
                            f"{heads[3]} {count(s.rows)}",
                        )
                    ),
                )
                for s in self._scores
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(380), px(_HEAD) + px(_ROW) * len(self._scores) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(300), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
