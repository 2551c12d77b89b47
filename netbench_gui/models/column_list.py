"""The columns of the table as a list model; it edits nothing itself, it asks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from engine.project.document import Column
from netbench_gui.models.column_words import describe

COLUMN_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class ColumnListModel(QAbstractListModel):
    """One row for each column of the table.

    Signals:
        role_wanted(name, role): the user ticked or unticked a column.
    """

    role_wanted = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[Column, ...] = ()

    def columns(self) -> tuple[Column, ...]:
        """Return what is shown."""
        return self._columns

    def show_columns(self, columns: tuple[Column, ...]) -> None:
        """Show these; rows stay the same rows where the names are the same."""
        if columns == self._columns:
            return
        same = [c.name for c in columns] == [c.name for c in self._columns]
        if same:
            self._columns = columns
            self.retranslate()
            return
        self.beginResetModel()
        self._columns = columns
        self.endResetModel()

    def row_of(self, name: str) -> int:
        """Return the row of a column, -1 where there is none."""
        return next((i for i, column in enumerate(self._columns) if column.name == name), -1)

    def retranslate(self) -> None:
        """Let everybody read the texts anew."""
        if self._columns:
            self.dataChanged.emit(self.index(0), self.index(len(self._columns) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self._columns[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.name
        if role == COLUMN_ROLE:
            return column
        if role == Qt.ItemDataRole.CheckStateRole:
            used = column.role != "ignored"
            return Qt.CheckState.Checked if used else Qt.CheckState.Unchecked
        if role in {
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return describe(column)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole:
            return False
        column = self._columns[index.row()]
        # The target is always used; another one is chosen, it is not unticked.
        if column.role == "target":
            return False
        wanted = "input" if Qt.CheckState(value) == Qt.CheckState.Checked else "ignored"
        self.role_wanted.emit(column.name, wanted)
        return True
