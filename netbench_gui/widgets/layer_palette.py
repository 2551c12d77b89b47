"""The palette: every kind of layer as a row to drag out, double-click, or press Enter on; rare ones under headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from netbench_gui.i18n import translate
from netbench_gui.look.tokens import OUTLINE_STRONG, RADIUS_FIELD, TypeName
from netbench_gui.models.layer_list import Card
from netbench_gui.models.palette import ICON_ROLE, KIND_ROLE, OPEN_ROLE, PaletteModel
from netbench_gui.widgets import card_paint

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_SIDE, _ICON_LEFT, _TEXT_LEFT, _SPACE = 8, 9, 34, 0
_HEADING, _CHEVRON = 24, 14
# What a palette with long names in it may take of the panel.
_WIDEST = 204


class _PaletteDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: LayerPalette) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        if index.data(OPEN_ROLE) is not None:
            return QSize(self._theme.px(32), self._theme.px(_HEADING))
        return QSize(self._theme.px(32), self._theme.row("palette") + self._theme.px(_SPACE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, state = self._theme, option.state
        area: QRect = option.rect.adjusted(theme.px(_SIDE), 0, -theme.px(_SIDE), -theme.px(_SPACE))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = state & QStyle.StateFlag.State_MouseOver
        if hovered:
            card_paint.fill(painter, area, theme.px(RADIUS_FIELD), theme.color("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            radius = theme.px(RADIUS_FIELD)
            card_paint.stroke(painter, area, radius, theme.color("accent"), OUTLINE_STRONG)
        is_open = index.data(OPEN_ROLE)
        if is_open is None:
            self._paint_layer(painter, area, index, "text" if hovered else "muted")
        else:
            self._paint_heading(painter, area, index.data(), is_open=is_open)
        painter.restore()

    def _paint_layer(self, painter: QPainter, area: QRect, index: Index, role: str) -> None:
        theme = self._theme
        middle = QPoint(self._middle(area, 16), area.center().y() + 1)
        card_paint.paint_icon(painter, theme, middle, index.data(ICON_ROLE), 16, role)
        self._paint_text(painter, area, index.data(), theme.px(_TEXT_LEFT), ("body", "text"))

    def _paint_heading(self, painter: QPainter, area: QRect, text: str, *, is_open: bool) -> None:
        middle = QPoint(self._middle(area, _CHEVRON), area.center().y() + 1)
        chevron = "chevron-down" if is_open else "chevron-right"
        card_paint.paint_icon(painter, self._theme, middle, chevron, _CHEVRON, "muted")
        self._paint_text(painter, area, text, self._theme.px(_TEXT_LEFT - 6), ("caption", "muted"))

    def _middle(self, area: QRect, side: int) -> int:
        if self._view.icons_only:
            return area.center().x() + 1
        return area.left() + self._theme.px(_ICON_LEFT) + self._theme.icon_size(side).width() // 2

    def _paint_text(self, painter: QPainter, area: QRect, text: str, left: int, look: tuple[TypeName, str]) -> None:
        if self._view.icons_only:
            return
        painter.setFont(self._theme.font(look[0]))
        painter.setPen(self._theme.color(look[1]))
        room = area.adjusted(left, 0, 0, 0)
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)


class LayerPalette(QListView):
    """A source of drags only; it takes no drop, so a card dropped here is removed from the stack.

    Signals:
        wanted(kind): a layer of this kind should go into the stack.
        typed(text): a letter was typed, with which a search by name begins.
    """

    wanted = Signal(str)
    typed = Signal(str)

    def __init__(self, theme: Theme, model: PaletteModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self.icons_only = False
        self.setObjectName("layer_palette")
        self.setModel(model)
        self._delegate = _PaletteDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCurrentIndex(model.index(0))
        self._nothing = ""
        self.doubleClicked.connect(self._on_double_clicked)
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def set_icons_only(self, icons_only: bool) -> None:
        """Leave the names to the tooltips, where the window is narrow."""
        self.icons_only = icons_only
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def search(self, wanted: str, nothing: str) -> None:
        """Show the layers that are called so, the first one chosen; say `nothing` where there is none."""
        self._nothing = nothing
        self._model.search(wanted)
        self.setCurrentIndex(self._model.index(0))
        self.viewport().update()

    def take_current(self) -> None:
        """Put the chosen layer into the stack, or open the chosen heading."""
        index = self.currentIndex()
        if index.data(OPEN_ROLE) is not None:
            self._toggle(index)
        elif index.isValid():
            self.wanted.emit(index.data(KIND_ROLE))

    def names_width(self) -> int:
        """How wide the palette has to be to show its names, within bounds."""
        body, caption = (QFontMetrics(self._theme.font(name)) for name in ("body", "caption"))
        indexes = [self._model.index(row) for row in range(self._model.rowCount())]
        widths = [
            (body if index.data(OPEN_ROLE) is None else caption).horizontalAdvance(index.data()) for index in indexes
        ]
        bar = self.verticalScrollBar().sizeHint().width()
        wanted = max(widths, default=0) + self._theme.px(_TEXT_LEFT + 2 * _SIDE + 4) + bar
        return min(wanted, self._theme.px(_WIDEST))

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Carry a card of the layer that the drop will put into the stack."""
        index = self.currentIndex()
        layer = self._model.layer(index.row()) if index.isValid() else None
        if layer is None:
            return
        card = Card(
            layer_id="",
            icon=layer.icon,
            title=translate(layer.title),
            summary=translate(layer.summary()),
            description="",
            units=0,
            output="",
            parameters=layer.parameters((1,)),
        )
        drag = QDrag(self)
        drag.setMimeData(self._model.mimeData([index]))
        drag.setPixmap(card_paint.drag_pixmap(self._theme, card, self.devicePixelRatioF()))
        drag.setHotSpot(card_paint.drag_hot_spot(self._theme))
        drag.exec(supported, Qt.DropAction.CopyAction)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Let a letter begin a search; where there is no room for its field, go to the layer that begins so."""
        if not self.icons_only:
            self.typed.emit(search)
        elif (row := self._model.show_layer(search)) is not None:
            self.setCurrentIndex(self._model.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        is_open = index.data(OPEN_ROLE) if index.isValid() else None
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            self.take_current()
        elif is_open is not None and key in {Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right}:
            if key == Qt.Key.Key_Space or is_open is (key == Qt.Key.Key_Left):
                self._toggle(index)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._model.rowCount() and self._nothing and not self.icons_only:
            painter = QPainter(self.viewport())
            painter.setFont(self._theme.font("caption"))
            painter.setPen(self._theme.color("muted"))
            side = self._theme.px(_SIDE)
            area = self.viewport().rect().adjusted(2 * side, side, -side, 0)
            painter.drawText(area, Qt.TextFlag.TextWordWrap, self._nothing)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.data(OPEN_ROLE) is not None:
            self._toggle(index)

    def _toggle(self, index: QModelIndex) -> None:
        self._model.toggle(index.row())
        if index.data(OPEN_ROLE):
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.data(OPEN_ROLE) is None:
            self.wanted.emit(index.data(KIND_ROLE))
