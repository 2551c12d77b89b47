"""The list of cards as one sees it: columns, selection, motion, the mark where a drop would go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QPoint,
    QPointF,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from netbench_gui.look.figures import figure
from netbench_gui.models.layer_list import LayerListModel
from netbench_gui.selection import Selection
from netbench_gui.widgets import card_paint
from netbench_gui.widgets.card_geometry import RING_ROOM, CardColumns
from netbench_gui.widgets.layer_card import LayerCardDelegate, Part
from netbench_gui.widgets.stack_motion import StackMotion

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_LINE, _RING = 3, 15
_LOW_WINDOW = 720


class CardView(QListView):
    """Shows the cards of the model and keeps the selection of the window.

    Signals:
        columns_changed(): the columns have other places.
    """

    columns_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        model: LayerListModel,
        selection: Selection,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._model, self._selection = theme, model, selection
        self._motion = StackMotion(self)
        self._cards = LayerCardDelegate(theme, self._motion, self)
        self._mark_row: int | None = None
        self._following = False
        self._tops: dict[str, int] = {}
        self.heads = ["", "", "", ""]
        self.setModel(model)
        self.setItemDelegate(self._cards)
        self._set_up_view()
        self._motion.laid_out_anew.connect(self._on_motion_laid_out)
        self._motion.repainted.connect(self.viewport().update)
        model.about_to_refresh.connect(self._on_model_about_to_refresh)
        model.refreshed.connect(self._on_model_refreshed)
        self.selectionModel().selectionChanged.connect(self._on_view_selected)
        selection.changed.connect(self._on_selection_changed)
        theme.changed.connect(self._on_theme_changed)
        self._retranslate()
        self._on_theme_changed()
        self._on_selection_changed(selection.layer_id)

    def _set_up_view(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(False)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def columns(self) -> CardColumns:
        """Where the columns are, from the left edge of a card."""
        return self._cards.columns

    @property
    def mark_row(self) -> int | None:
        """In front of which row a drop would put the layer; None without a drag above the stack."""
        return self._mark_row

    @property
    def delegate(self) -> LayerCardDelegate:
        """What paints the cards and knows where their buttons are."""
        return self._cards

    def memory_text(self) -> str:
        """How much the parameters weigh."""
        size = 4 * sum(card.parameters for card in self._model.cards) / 1000
        if size < 1000:
            return self.tr("{size} kB").format(size=figure(size, 1))
        if size < 1_000_000:
            return self.tr("{size} MB").format(size=figure(size / 1000, 1))
        return self.tr("{size} GB").format(size=figure(size / 1_000_000, 1))

    def flash(self, layer_id: str) -> None:
        """Let a card shine once."""
        self._motion.flash_card(layer_id)

    def part_at(self, place: QPoint) -> Part:
        """What of a card lies at a place of the viewport; "" beside the cards."""
        index = self.indexAt(place)
        if not index.isValid():
            return ""
        return self._cards.part_at(index, self.visualRect(index), place)

    def _measure(self) -> None:
        width = max(self.viewport().width() - 2 * RING_ROOM, 0)
        columns = CardColumns.measure(
            self._theme,
            width,
            self._model.cards,
            self.heads[1:],
            self.memory_text(),
            low=self.window().height() < self._theme.px(_LOW_WINDOW),
        )
        if columns != self._cards.columns:
            self._cards.columns = columns
            self.columns_changed.emit()
            self.scheduleDelayedItemsLayout()

    def _row_at(self, y: int) -> int:
        """In front of which row a drop at this height belongs."""
        for row in range(1, self._model.rowCount()):
            item = self.visualRect(self._model.index(row))
            if y < self._cards.geometry(self._model.index(row), item).main.center().y():
                return row
        return self._model.rowCount()

    def _set_mark(self, row: int | None, *, at_once: bool = False) -> None:
        self._mark_row = row
        self._motion.open_gap(row, at_once=at_once)
        self.viewport().update()

    def _empty_place(self) -> QRect:
        """The dashed card below the input of an empty stack."""
        item = self.visualRect(self._model.index(0))
        top = item.bottom() + 1 + self._theme.px(RING_ROOM)
        return QRect(item.left() + RING_ROOM, top, self.columns.width, self.columns.height)

    def _retranslate(self) -> None:
        self.heads = [self.tr("Layer"), self.tr("Units"), self.tr("Output"), self.tr("Parameters")]
        self.setAccessibleName(self.tr("Layers of the network"))
        self.setAccessibleDescription(
            self.tr("Delete removes a layer, Alt+Up and Alt+Down move it, Ctrl+D duplicates it.")
        )
        self._measure()
        self.columns_changed.emit()

    def _on_theme_changed(self) -> None:
        self.setAutoScrollMargin(self._theme.px(24))
        self._measure()
        self.scheduleDelayedItemsLayout()

    def _on_motion_laid_out(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _on_model_about_to_refresh(self) -> None:
        self._following = True
        # A mark still open belongs to a drop that is over.
        self._set_mark(None, at_once=True)
        self._tops = self._card_tops()

    def _on_model_refreshed(self) -> None:
        self._following = False
        self._measure()
        self.scheduleDelayedItemsLayout()
        self._show_selected(self._selection.layer_id)
        tops = self._card_tops()
        self._motion.slide_cards(
            {layer: top - tops[layer] for layer, top in self._tops.items() if layer in tops}
        )

    def _card_tops(self) -> dict[str, int]:
        cards = enumerate(self._model.cards)
        return {card.layer_id: self.visualRect(self._model.index(row)).top() for row, card in cards}

    def _on_view_selected(self, selected: QItemSelection, _deselected: QItemSelection) -> None:
        if self._following:
            return
        rows = [index.row() for index in selected.indexes()]
        self._selection.select(self._model.cards[rows[0]].layer_id if rows else None)

    def _on_selection_changed(self, layer_id: str | None) -> None:
        if not self._following:
            self._show_selected(layer_id)
            row = self._model.row_of(layer_id)
            if row is not None:
                self.scrollTo(self._model.index(row))

    def _show_selected(self, layer_id: str | None) -> None:
        row = self._model.row_of(layer_id)
        self._following = True
        if row is None:
            self.selectionModel().clearSelection()
        else:
            index = self._model.index(row)
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flag)
        self._following = False

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._model.rowCount() == 1:
            card_paint.dashed(painter, self._theme, self._empty_place())
            painter.setFont(self._theme.font("body"))
            painter.setPen(self._theme.color("muted"))
            text = self.tr("Drag Dense here")
            painter.drawText(self._empty_place(), Qt.AlignmentFlag.AlignCenter, text)
        if self._mark_row is not None:
            self._paint_mark(painter, self._mark_row)

    def _paint_mark(self, painter: QPainter, row: int) -> None:
        theme = self._theme
        side, gap = theme.px(_RING), theme.px(2 * RING_ROOM) + self._motion.gap(theme, row)
        if row < self._model.rowCount():
            index = self._model.index(row)
            y = self._cards.geometry(index, self.visualRect(index)).card.top() - gap // 2
        else:
            index = self._model.index(row - 1)
            y = self._cards.geometry(index, self.visualRect(index)).card.bottom() + 1 + gap // 2
        left, right = RING_ROOM, RING_ROOM + self.columns.width - theme.px(4)
        painter.setPen(QPen(theme.color("accent"), theme.px(_LINE)))
        painter.drawLine(QPoint(left + side // 2, y), QPoint(right, y))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(QPointF(left + side / 2, y), (side - 3) / 2, (side - 3) / 2)
