"""The palette: every kind of layer as a row to drag out, double-click, or press Enter on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from netbench_gui.i18n import translate
from netbench_gui.look.tokens import OUTLINE_STRONG, RADIUS_FIELD
from netbench_gui.models.layer_list import Card
from netbench_gui.models.palette import ICON_ROLE, KIND_ROLE, PaletteModel
from netbench_gui.widgets import card_paint

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_SIDE, _ICON_LEFT, _TEXT_LEFT, _SPACE = 8, 9, 34, 2


class _PaletteDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: LayerPalette) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
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
        half = theme.icon_size().width() // 2
        left = area.left() + theme.px(_ICON_LEFT) + half
        if self._view.icons_only:
            left = area.center().x() + 1
        middle = QPoint(left, area.center().y() + 1)
        role = "text" if hovered else "muted"
        card_paint.paint_icon(painter, theme, middle, index.data(ICON_ROLE), 16, role)
        if not self._view.icons_only:
            painter.setFont(theme.font("body"))
            painter.setPen(theme.color("text"))
            text_left = area.left() + theme.px(_TEXT_LEFT)
            room = QRect(text_left, area.top(), area.right() + 1 - text_left, area.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, index.data())
        painter.restore()


class LayerPalette(QListView):
    """A source of drags only; it takes no drop, so a card dropped here is removed from the stack.

    Signals:
        wanted(kind): a layer of this kind should go into the stack.
    """

    wanted = Signal(str)

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
        self.doubleClicked.connect(self._on_double_clicked)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def set_icons_only(self, icons_only: bool) -> None:
        """Leave the names to the tooltips, where the window is narrow."""
        self.icons_only = icons_only
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def names_width(self) -> int:
        """How wide the palette has to be to show its names."""
        metrics = QFontMetrics(self._theme.font("body"))
        rows = range(self._model.rowCount())
        widest = max(metrics.horizontalAdvance(self._model.index(row).data()) for row in rows)
        return widest + self._theme.px(_TEXT_LEFT + 2 * _SIDE + 4)

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Carry a card of the layer that the drop will put into the stack."""
        index = self.currentIndex()
        if not index.isValid():
            return
        layer = self._model.layer(index.row())
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.wanted.emit(self.currentIndex().data(KIND_ROLE))
        else:
            super().keyPressEvent(event)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.wanted.emit(index.data(KIND_ROLE))
