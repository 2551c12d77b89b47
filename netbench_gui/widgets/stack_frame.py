"""Above and below the cards: the heads of their columns, and the sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from netbench_gui.look.figures import count, plural
from netbench_gui.look.tokens import TypeName
from netbench_gui.models.layer_list import LayerListModel
from netbench_gui.widgets.card_geometry import RING_ROOM, TILE_LEFT
from netbench_gui.widgets.card_view import CardView

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _StackRow(QWidget):
    """A row that writes into the columns of the cards, `sink` pixels below its top."""

    sink = 0

    def __init__(self, theme: Theme, stack: CardView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._stack = theme, stack
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        stack.columns_changed.connect(self.update)
        theme.changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self.update()

    def _write(
        self,
        painter: QPainter,
        edge: int,
        text: str,
        font: TypeName,
        role: str,
        flags: Qt.AlignmentFlag,
    ) -> None:
        painter.setFont(self._theme.font(font))
        painter.setPen(self._theme.color(role))
        left, right = (edge, self.width()) if flags & Qt.AlignmentFlag.AlignLeft else (0, edge)
        top = self._theme.px(self.sink)
        painter.drawText(QRect(left, top, right - left, self.height() - top), flags, text)


class StackHead(_StackRow):
    """Layer, Units, Output, Parameters."""

    # The first card begins below the room for its ring: the words stand in the middle of both.
    sink = RING_ROOM

    def __init__(self, theme: Theme, stack: CardView, parent: QWidget | None = None) -> None:
        super().__init__(theme, stack, parent)
        self.setObjectName("stack_head")
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(self._theme.row("form") - self._theme.px(RING_ROOM))
        super()._on_theme_changed()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        columns, heads = self._stack.columns, self._stack.heads
        left = RING_ROOM + self._theme.px(TILE_LEFT)
        self._write(painter, left, heads[0], "caption", "muted", _LEFT)
        if columns.units is not None:
            self._write(painter, RING_ROOM + columns.units, heads[1], "caption", "muted", _LEFT)
        for edge, head in ((columns.output, heads[2]), (columns.parameters, heads[3])):
            if edge is not None:
                self._write(painter, RING_ROOM + edge, head, "caption", "muted", _RIGHT)


class StackTotal(_StackRow):
    """The sum of the parameters and what they weigh."""

    def __init__(
        self,
        theme: Theme,
        stack: CardView,
        model: LayerListModel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, stack, parent)
        self._model = model
        self.setObjectName("stack_total")
        model.refreshed.connect(self._refresh)
        self._on_theme_changed()
        self._refresh()

    def total(self) -> str:
        """The number of parameters as it is shown."""
        return count(sum(card.parameters for card in self._model.cards))

    def _refresh(self) -> None:
        number = sum(card.parameters for card in self._model.cards)
        parameters = self.tr("{count} parameter(s)", "", plural(number)).format(count=count(number))
        text = self.tr("Total: {parameters}, {memory}")
        self.setAccessibleName(text.format(parameters=parameters, memory=self._stack.memory_text()))
        self.setToolTip(self.tr("What the network learns, and how much memory it takes."))
        self.update()

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(self._theme.row("total"))
        super()._on_theme_changed()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._refresh()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        columns = self._stack.columns
        painter.fillRect(RING_ROOM, 0, columns.width, 1, self._theme.color("border"))
        left = RING_ROOM + self._theme.px(TILE_LEFT)
        self._write(painter, left, self.tr("Total"), "body", "muted", _LEFT)
        last = RING_ROOM + (columns.output if columns.parameters is None else columns.parameters)
        self._write(painter, last, self.total(), "strong", "text", _RIGHT)
        if columns.parameters is not None:
            memory = self._stack.memory_text()
            self._write(painter, RING_ROOM + columns.output, memory, "caption", "muted", _RIGHT)
