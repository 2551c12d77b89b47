"""The table of the import dialog: click or F2 for a kind, click or Space for a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QTableView, QWidget

from netbench_gui.models.import_table import ImportTableModel
from netbench_gui.widgets.import_cell import HEAD_HEIGHT, ROW_HEIGHT, SIDE, ImportCellDelegate

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_LEAST, _MOST = 116, 220


class ImportTableView(QTableView):
    """Heads and values in one grid, which scrolls sideways only.

    Signals:
        menu_wanted(column, place): the menu of kinds should open there.
        toggled(column): it should become an input, or be ignored.
    """

    menu_wanted = Signal(int, QPoint)
    toggled = Signal(int)

    def __init__(
        self, theme: Theme, model: ImportTableModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self.setObjectName("import_table")
        self.setProperty("panel", True)
        self.setModel(model)
        self._delegate = ImportCellDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        model.modelReset.connect(self._fit)
        theme.changed.connect(self._fit)

    def place_of(self, column: int) -> QPoint:
        """Return the lower left corner of a column's kind, on the screen."""
        cell = self.visualRect(self._model.index(0, column))
        return self.viewport().mapToGlobal(self._delegate.combo_rect(cell).bottomLeft())

    def sizeHint(self) -> QSize:
        px = self._theme.px
        rows = max(self._model.rowCount() - 1, 0)
        bar = self.horizontalScrollBar()
        extra = bar.sizeHint().height() if bar.maximum() > 0 else 0
        return QSize(px(400), px(HEAD_HEIGHT) + rows * px(ROW_HEIGHT) + extra + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(HEAD_HEIGHT))

    def _fit(self) -> None:
        px = self._theme.px
        for row in range(self._model.rowCount()):
            self.setRowHeight(row, px(ROW_HEIGHT if row else HEAD_HEIGHT))
        metrics = QFontMetrics(self._theme.font("strong"))
        widths = []
        for column in range(self._model.columnCount()):
            name = metrics.horizontalAdvance(self._model.column(column).name) + 2 * px(SIDE + 2)
            widths.append(min(max(name, px(_LEAST)), px(_MOST)))
        # Few columns share the width; many scroll.
        room = self.viewport().width() - sum(widths)
        share = max(room, 0) // len(widths) if widths else 0
        for column, width in enumerate(widths):
            last = column == len(widths) - 1 and room > 0
            self.setColumnWidth(column, width + share + (room - share * len(widths) if last else 0))
        self.updateGeometry()

    def _on_head(self, index: QModelIndex, place: QPoint) -> None:
        cell = self.visualRect(index)
        if self._delegate.combo_rect(cell).contains(place):
            self.menu_wanted.emit(index.column(), self.place_of(index.column()))
        elif self._delegate.role_rect(cell).contains(place):
            self.toggled.emit(index.column())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().viewportEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.row() == 0 and event.button() == Qt.MouseButton.LeftButton:
            self._on_head(index, event.position().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid():
            self.menu_wanted.emit(index.column(), event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        column = self.currentIndex().column()
        if column >= 0 and event.key() == Qt.Key.Key_F2:
            self.menu_wanted.emit(column, self.place_of(column))
            return
        if column >= 0 and event.key() == Qt.Key.Key_Space:
            self.toggled.emit(column)
            return
        super().keyPressEvent(event)
