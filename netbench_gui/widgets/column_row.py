"""The list of columns in the DATA panel: one row each, the whole of it a check box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from engine.project.document import Column
from netbench_gui.look.figures import count
from netbench_gui.look.tokens import OUTLINE_STRONG, RADIUS_CHIP
from netbench_gui.models.column_list import COLUMN_ROLE, ColumnListModel
from netbench_gui.models.column_words import KIND_ICONS, bars, is_usable, role_name
from netbench_gui.widgets.histogram import HEIGHT, WIDTH, paint_histogram

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_SIDE, _BOX, _ICON, _GAP = 12, 16, 14, 7
_LEAST_ROW = 24
# Below this width of the window at 100 % the histograms leave the list.
_WIDE = 1220


class ColumnRowDelegate(QStyledItemDelegate):
    """Paints check box, kind, name, missing values and histogram."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.height = theme.row("column")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(self._theme.px(120), self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        column: Column = index.data(COLUMN_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_back(painter, option, column)
        row = option.rect.adjusted(self._theme.px(_SIDE), 0, -self._theme.px(_SIDE), 0)
        right = self._paint_histogram(painter, option, row, column)
        right = self._paint_remark(painter, row, right, column)
        left = self._paint_box(painter, row, column)
        self._paint_name(painter, row, left, right, column)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        del option
        clicked = (
            event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
        )
        pressed = isinstance(event, QKeyEvent) and event.key() in {
            Qt.Key.Key_Space, Qt.Key.Key_Select,
        }
        if not clicked and not pressed:
            return False
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        return model.setData(
            model.index(index.row(), index.column()), state, Qt.ItemDataRole.CheckStateRole
        )

    def _paint_back(
        self, painter: QPainter, option: QStyleOptionViewItem, column: Column
    ) -> None:
        if column.role == "target":
            painter.fillRect(option.rect, self._theme.color("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, self._theme.color("hover"))
        view = option.widget
        if option.state & QStyle.StateFlag.State_HasFocus and view.hasFocus():
            painter.setPen(QPen(self._theme.color("accent"), OUTLINE_STRONG))
            inside = QRectF(option.rect).adjusted(3, 1, -3, -1)
            painter.drawRoundedRect(inside, RADIUS_CHIP, RADIUS_CHIP)

    def _paint_box(self, painter: QPainter, row: QRect, column: Column) -> int:
        theme = self._theme
        side = theme.icon_size(_BOX).width()
        ratio = painter.device().devicePixelRatio()
        box = QRect(row.left(), row.top() + (row.height() - side) // 2, side, side)
        if column.role == "target":
            pixmap = theme.pixmap("target", _BOX, "accent", ratio=ratio)
            painter.drawPixmap(box.topLeft(), pixmap)
        else:
            paint_box(painter, theme, box, ticked=column.role == "input", usable=is_usable(column))
        role = "muted" if is_usable(column) or column.role == "target" else "disabled"
        icon = theme.icon_size(_ICON).width()
        left = box.right() + 1 + theme.px(_GAP)
        top = row.top() + (row.height() - icon) // 2
        pixmap = theme.pixmap(KIND_ICONS[column.kind], _ICON, role, ratio=ratio)
        painter.drawPixmap(left, top, pixmap)
        return left + icon + theme.px(_GAP)

    def _paint_name(
        self, painter: QPainter, row: QRect, left: int, right: int, column: Column
    ) -> None:
        target = column.role == "target"
        painter.setFont(self._theme.font("medium" if target else "body"))
        role = "text" if column.role != "ignored" else "muted"
        if not target and not is_usable(column):
            role = "disabled"
        painter.setPen(self._theme.color(role))
        area = QRect(left, row.top(), right - left - self._theme.px(4), row.height())
        name = painter.fontMetrics().elidedText(
            column.name, Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_remark(self, painter: QPainter, row: QRect, right: int, column: Column) -> int:
        """Paint "target" or the number of missing values, and return where it begins."""
        theme = self._theme
        target = column.role == "target"
        if not target and not column.missing:
            return right
        text = role_name("target") if target else count(column.missing)
        painter.setFont(theme.font("body" if not target else "caption"))
        width = painter.fontMetrics().horizontalAdvance(text)
        painter.setPen(theme.color("accent" if target else "warning"))
        area = QRect(right - width, row.top(), width + 1, row.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
        left = area.left()
        if not target:
            side = theme.icon_size(_ICON).width()
            left -= side + theme.px(4)
            ratio = painter.device().devicePixelRatio()
            pixmap = theme.pixmap("circle-dashed", _ICON, "warning", ratio=ratio)
            painter.drawPixmap(left, row.top() + (row.height() - side) // 2, pixmap)
        return left

    def _paint_histogram(
        self, painter: QPainter, option: QStyleOptionViewItem, row: QRect, column: Column
    ) -> int:
        theme, view = self._theme, option.widget
        if view.window().width() / theme.zoom < _WIDE:
            return row.right() + 1
        width, height = theme.px(WIDTH), theme.px(HEIGHT)
        left = row.right() + 1 - width
        area = QRect(left, row.top() + (row.height() - height) // 2, width, height)
        paint_histogram(painter, area, bars(column), theme.color("control"))
        return left - theme.px(_GAP)


class ColumnList(QListView):
    """The list itself: rows shrink a little before they scroll.

    Signals:
        menu_wanted(row, place): F2, the menu key or the right button asked for a column's menu.
    """

    menu_wanted = Signal(int, QPoint)

    def __init__(
        self, theme: Theme, model: ColumnListModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setModel(model)
        self._delegate = ColumnRowDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setObjectName("column_list")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        theme.changed.connect(self.fit_rows)

    def fit_rows(self) -> None:
        """Give the rows their height: the usual one, or less where that shows all of them."""
        rows = self.model().rowCount()
        usual, least = self._theme.row("column"), self._theme.px(_LEAST_ROW)
        room = self.viewport().height() // rows if rows else usual
        height = room if least <= room < usual else usual
        if height != self._delegate.height:
            self._delegate.height = height
            self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and self.currentIndex().isValid():
            self._ask_for_menu(self.currentIndex())
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if mouse else self.currentIndex()
        if index.isValid():
            self.setCurrentIndex(index)
            if mouse:
                self.menu_wanted.emit(index.row(), event.globalPos())
            else:
                self._ask_for_menu(index)

    def _ask_for_menu(self, index: QModelIndex) -> None:
        place = self.visualRect(index).bottomLeft() + QPoint(self._theme.px(_SIDE), 0)
        self.menu_wanted.emit(index.row(), self.viewport().mapToGlobal(place))


def paint_box(
    painter: QPainter, theme: Theme, box: QRect, *, ticked: bool, usable: bool = True
) -> None:
    """Paint a check box as the style sheet draws the real ones."""
    area = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
    fill, line = ("accent_fill", "accent_fill") if ticked else ("card", "control")
    if not usable:
        fill, line = "hover", "border"
    painter.setPen(theme.color(line))
    painter.setBrush(theme.color(fill))
    painter.drawRoundedRect(area, RADIUS_CHIP, RADIUS_CHIP)
    if ticked:
        ratio = painter.device().devicePixelRatio()
        side = box.width() - 4
        role = "accent_text" if usable else "disabled"
        painter.drawPixmap(box.left() + 2, box.top() + 2, theme.render("check", side, role, ratio))
    painter.setBrush(Qt.BrushStyle.NoBrush)
