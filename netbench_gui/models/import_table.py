"""The table in the import dialog: a head row that describes the columns, then the first rows."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from engine.data.detect import MISSING_WORDS
from engine.data.summary import NumberFormat, missing_words
from engine.project.document import NUMERIC_KINDS, Column, Data
from netbench_gui.models.column_words import describe

COLUMN_ROLE = Qt.ItemDataRole.UserRole + 1
STATE_ROLE = Qt.ItemDataRole.UserRole + 2  # "head", "value", "missing" or "unreadable"
MOST_ROWS = 8
Index = QModelIndex | QPersistentModelIndex


class ImportTableModel(QAbstractTableModel):
    """Row 0 describes, the others show values as they will be used."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data: Data | None = None
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._numbers = NumberFormat()
        self._empty: frozenset[str] = MISSING_WORDS

    def show_table(self, data: Data, rows: tuple[tuple[str, ...], ...]) -> None:
        """Show a table that was read."""
        old = self._data
        rows = rows[:MOST_ROWS]
        same = old is not None and rows == self._rows and len(old.columns) == len(data.columns)
        if not same:
            self.beginResetModel()
        self._data, self._rows = data, rows
        self._numbers, self._empty = NumberFormat.of(data.source), missing_words(data.source)
        if same:
            # The same cells with other kinds: the view keeps its place.
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.endResetModel()

    def column(self, number: int) -> Column:
        """Return what is known of a column."""
        assert self._data is not None
        column: Column = self._data.columns[number]
        return column

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() or self._data is None else 1 + len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() or self._data is None else len(self._data.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._data is None:
            return None
        column = self.column(index.column())
        if role == COLUMN_ROLE:
            return column
        if index.row() == 0:
            return _head(column, role)
        return self._cell(self._rows[index.row() - 1][index.column()], column, role)

    def _cell(self, cell: str, column: Column, role: int) -> Any:
        if role == STATE_ROLE:
            return self._state(cell, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(cell, column)
        return cell if role == Qt.ItemDataRole.ToolTipRole else None

    def _state(self, cell: str, column: Column) -> str:
        if cell.strip().lower() in self._empty:
            return "missing"
        if column.kind in NUMERIC_KINDS and math.isnan(self._numbers.read(cell)):
            return "unreadable"
        return "value"

    def _shown(self, cell: str, column: Column) -> str:
        if column.kind not in NUMERIC_KINDS or self._state(cell, column) != "value":
            return cell
        if self._numbers.thousands:
            cell = cell.replace(self._numbers.thousands, "")
        return cell.replace(self._numbers.decimal, ".")


def _head(column: Column, role: int) -> Any:
    if role == STATE_ROLE:
        return "head"
    if role == Qt.ItemDataRole.DisplayRole:
        return column.name
    texts = {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
    return describe(column) if role in texts else None
