"""What is selected in the window: a layer, and the field that somebody wants to see."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from netbench_gui.store import ProjectStore


class Selection(QObject):
    """The selected layer, shared by the stack, the settings and the script.

    Signals:
        changed(layer_id): another layer, or None, is selected.
        field_wanted(where): the place of a problem should be shown and take the focus.
    """

    changed = Signal(object)
    field_wanted = Signal(str)

    def __init__(self, store: ProjectStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.layer_id: str | None = None
        self._store = store
        store.changed.connect(self._on_store_changed)

    def select(self, layer_id: str | None) -> None:
        """Select a layer by its id, or nothing."""
        if layer_id != self.layer_id:
            self.layer_id = layer_id
            self.changed.emit(layer_id)

    def show_field(self, where: str) -> None:
        """Bring the field of a problem into view ("training.batch_size", "layers.1f2e.units")."""
        parts = where.split(".")
        if parts[0] == "layers" and len(parts) > 1:
            self.select(parts[1])
        self.field_wanted.emit(where)

    def _on_store_changed(self, _old: object, _new: object) -> None:
        if self.layer_id is not None and all(layer.id != self.layer_id for layer in self._store.project.layers):
            self.select(None)
