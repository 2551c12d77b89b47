"""The kinds of layers to choose from, as a list to drag out of; the rarer ones under headings that open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
from netbench_gui.finding import in_all_languages, is_found, names_of
from netbench_gui.i18n import translate
from netbench_gui.models.layer_transfer import LAYERS_FORMAT, Dragged, drag_data

ICON_ROLE = Qt.ItemDataRole.UserRole + 1
KIND_ROLE = Qt.ItemDataRole.UserRole + 2
# Of a heading, whether it is open; None for a layer.
OPEN_ROLE = Qt.ItemDataRole.UserRole + 3
# Layers whose place in the palette is below this are always in sight.
COMMON_BELOW = 100

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Heading:
    """What some layers stand under; the title is English and marked for translation."""

    title: str


class PaletteModel(QAbstractListModel):
    """Every declared layer in palette order; a drag carries it as it is first put into a stack."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open: set[str] = set()
        self._wanted = ""
        self._rows = self._build()

    def layer(self, row: int) -> Layer | None:
        """The layer that a row puts into the stack, None for a heading."""
        entry = self._rows[row]
        return None if isinstance(entry, Heading) else entry.for_palette()

    def toggle(self, row: int) -> None:
        """Open or fold what stands under a heading."""
        entry = self._rows[row]
        if isinstance(entry, Heading):
            self._set_open(entry.title, is_open=entry.title not in self._open)

    def search(self, wanted: str) -> None:
        """Show the layers that are called so and nothing else; all of them again for ""."""
        if wanted.strip() != self._wanted:
            self._wanted = wanted.strip()
            self._replace(self._build())

    def show_layer(self, wanted: str) -> int | None:
        """Open what hides the first layer that is called so, and return its row."""
        for layer in Layer.in_palette_order():
            if is_found(wanted, names_of(layer)):
                if layer not in self._rows:
                    self._set_open(layer.palette_group, is_open=True)
                return self._rows.index(layer)
        return None

    def retranslate(self) -> None:
        """Show the names in the language of the window."""
        self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def _build(self) -> list[type[Layer] | Heading]:
        layers = Layer.in_palette_order()
        if self._wanted:
            words = [[*names_of(layer), *in_all_languages(layer.palette_group)] for layer in layers]
            return [layer for layer, texts in zip(layers, words, strict=True) if is_found(self._wanted, texts)]
        rows: list[type[Layer] | Heading] = [layer for layer in layers if is_in_sight(layer)]
        rare = [layer for layer in layers if not is_in_sight(layer)]
        for group in dict.fromkeys(layer.palette_group for layer in rare):
            rows.append(Heading(group))
            if group in self._open:
                rows += [layer for layer in rare if layer.palette_group == group]
        return rows

    def _set_open(self, group: str, *, is_open: bool) -> None:
        self._open = self._open | {group} if is_open else self._open - {group}
        place = self._rows.index(Heading(group))
        self.dataChanged.emit(self.index(place), self.index(place))
        wanted = self._build()
        count = abs(len(wanted) - len(self._rows))
        if is_open:
            self.beginInsertRows(QModelIndex(), place + 1, place + count)
            self._rows = wanted
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), place + 1, place + count)
            self._rows = wanted
            self.endRemoveRows()

    def _replace(self, rows: list[type[Layer] | Heading]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._rows[index.row()]
        if isinstance(entry, Heading):
            return self._heading_data(entry, role)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return translate(entry.title)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return translate(entry.description)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tr("{layer}: {description} Drag it in, or press Enter.").format(
                layer=translate(entry.title), description=translate(entry.description)
            )
        if role == KIND_ROLE:
            return entry.model_fields["kind"].default
        return entry.icon if role == ICON_ROLE else None

    def _heading_data(self, heading: Heading, role: int) -> Any:
        is_open = heading.title in self._open
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return translate(heading.title)
        if role == OPEN_ROLE:
            return is_open
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole}:
            text = self.tr("{group}: folds these layers away.") if is_open else self.tr("{group}: shows more layers.")
            return text.format(group=translate(heading.title))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_heading = isinstance(self._rows[index.row()], Heading)
        return flags if is_heading else flags | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [LAYERS_FORMAT]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        layer = self.layer(indexes[0].row()) if indexes else None
        return drag_data(Dragged(layer)) if layer is not None else QMimeData()


def is_in_sight(layer: type[Layer]) -> bool:
    """Whether a layer is common, or stands under no heading."""
    return layer.palette < COMMON_BELOW or not layer.palette_group
