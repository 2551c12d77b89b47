"""The kinds of layers to choose from, as a list to drag out of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from engine.layers import Layer
from netbench_gui.i18n import translate
from netbench_gui.models.layer_transfer import LAYERS_FORMAT, Dragged, drag_data

ICON_ROLE = Qt.ItemDataRole.UserRole + 1
KIND_ROLE = Qt.ItemDataRole.UserRole + 2


class PaletteModel(QAbstractListModel):
    """Every declared layer in palette order; a drag carries it as it is first put into a stack."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layers = Layer.in_palette_order()

    def layer(self, row: int) -> Layer:
        """The layer that a row puts into the stack."""
        return self._layers[row].for_palette()

    def retranslate(self) -> None:
        """Show the names in the language of the window."""
        self.dataChanged.emit(self.index(0), self.index(len(self._layers) - 1))

    def rowCount(
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008 - Qt's signature
    ) -> int:
        return 0 if parent.isValid() else len(self._layers)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid():
            return None
        layer = self._layers[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return translate(layer.title)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return translate(layer.description)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tr("{layer}: {description} Drag it in, or press Enter.").format(
                layer=translate(layer.title), description=translate(layer.description)
            )
        if role == KIND_ROLE:
            return layer.model_fields["kind"].default
        return layer.icon if role == ICON_ROLE else None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
        )

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [LAYERS_FORMAT]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return drag_data(Dragged(self.layer(indexes[0].row() if indexes else 0)))
