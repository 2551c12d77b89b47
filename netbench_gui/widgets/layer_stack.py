"""The stack of cards: what is dropped on it, dragged in it and out of it, and typed on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QWidget

from netbench_gui.models.layer_list import CARD_ROLE, Card, LayerListModel
from netbench_gui.models.layer_transfer import LAYERS_FORMAT
from netbench_gui.selection import Selection
from netbench_gui.widgets import card_paint
from netbench_gui.widgets.card_view import CardView
from netbench_gui.widgets.drag_end import DragEnd
from netbench_gui.widgets.layer_card import BUTTONS

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_ALT, _CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
_NONE = Qt.KeyboardModifier.NoModifier
COMMANDS = {
    (_NONE, Qt.Key.Key_Delete): "remove",
    (_NONE, Qt.Key.Key_Backspace): "remove",
    (_ALT, Qt.Key.Key_Up): "move_up",
    (_ALT, Qt.Key.Key_Down): "move_down",
    (_CTRL, Qt.Key.Key_C): "copy",
    (_CTRL, Qt.Key.Key_X): "cut",
    (_CTRL, Qt.Key.Key_V): "paste",
    (_CTRL, Qt.Key.Key_D): "duplicate",
    (_CTRL, Qt.Key.Key_Period): "fix",
}


class LayerStack(CardView):
    """Turns gestures on the cards into wishes; the model and the panel do the edits.

    Signals:
        command(name): a key of COMMANDS was pressed.
        removal_wanted(layer_id): the bin was clicked, or the card was dropped outside.
        fix_wanted(layer_id): the fix button of a card was clicked.
        menu_wanted(place): the context menu is wanted at a place on the screen.
        first_layer_wanted(): the dashed card of the empty stack was clicked.
        hint_changed(text): what a drag would do now; "" when none goes on.
    """

    command = Signal(str)
    removal_wanted = Signal(str)
    fix_wanted = Signal(str)
    menu_wanted = Signal(QPoint)
    first_layer_wanted = Signal()
    hint_changed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        model: LayerListModel,
        selection: Selection,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, model, selection, parent)
        self.setObjectName("layer_stack")
        self._pressed_button = False
        self._cards.removal_wanted.connect(self.removal_wanted)
        self._cards.fix_wanted.connect(self.fix_wanted)

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Carry the pressed card; dropped where nothing takes it, its layer goes."""
        card: Card | None = self.currentIndex().data(CARD_ROLE)
        if card is None or card.is_input or self._pressed_button:
            return
        ratio = self.devicePixelRatioF()
        drag = QDrag(self)
        drag.setMimeData(self._model.mimeData([self.currentIndex()]))
        drag.setPixmap(card_paint.drag_pixmap(self._theme, card, ratio))
        drag.setHotSpot(card_paint.drag_hot_spot(self._theme))
        self._cards.moving = card.layer_id
        self.viewport().update()
        end = DragEnd()
        action = drag.exec(supported, Qt.DropAction.MoveAction)
        dropped = not end.was_cancelled()
        self._cards.moving = None
        self._set_mark(None)
        self.hint_changed.emit("")
        taken = action == Qt.DropAction.MoveAction and drag.target() is None
        if dropped and (action == Qt.DropAction.IgnoreAction or taken):
            self.removal_wanted.emit(card.layer_id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if not event.mimeData().hasFormat(LAYERS_FORMAT):
            event.ignore()
            return
        event.acceptProposedAction()
        y = event.position().toPoint().y()
        row = self._row_at(y)
        if row != self._mark_row:
            self._set_mark(row)
            self.hint_changed.emit(self._hint(row))
        margin = self.autoScrollMargin()
        if y < margin or y > self.viewport().height() - margin:
            self.startAutoScroll()

    def _hint(self, row: int) -> str:
        cards = self._model.cards
        above = cards[row - 1].title
        if self._cards.moving is None:
            return self.tr("Release to put the layer below {layer}.").format(layer=above)
        moving = cards[self._model.row_of(self._cards.moving) or 0].title
        text = self.tr("Moving {moved}: release to place it below {layer}. Esc puts it back.")
        return text.format(moved=moving, layer=above)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.stopAutoScroll()
        self._set_mark(None)
        row = self._model.row_of(self._cards.moving)
        text = ""
        if row is not None:
            text = self.tr("Release to remove {layer}. Esc puts it back.")
            text = text.format(layer=self._model.cards[row].title)
        self.hint_changed.emit(text)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self.stopAutoScroll()
        row = self._row_at(event.position().toPoint().y())
        self._set_mark(None, at_once=True)
        action = event.proposedAction()
        if self._model.dropMimeData(event.mimeData(), action, row, 0, QModelIndex()):
            event.acceptProposedAction()
        else:
            event.ignore()
        self.hint_changed.emit("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        part = self.part_at(place)
        self._pressed_button = part in BUTTONS
        super().mousePressEvent(event)
        empty = self._model.rowCount() == 1 and self._empty_place().contains(place)
        if empty and event.button() == Qt.MouseButton.LeftButton:
            self.first_layer_wanted.emit()
        if part == "":
            self._selection.select(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        part = self.part_at(place)
        shape = Qt.CursorShape.OpenHandCursor if part == "grip" else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def event(self, event: QEvent) -> bool:
        # The stack's keys before the menu's: with the focus here, both mean the same layer.
        if event.type() == QEvent.Type.ShortcutOverride and self._command_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if name := self._command_of(event):
            self.command.emit(name)
        else:
            super().keyPressEvent(event)

    def _command_of(self, event: QEvent) -> str | None:
        if not isinstance(event, QKeyEvent):
            return None
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return COMMANDS.get((modifiers, Qt.Key(event.key())))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())
