"""The import dialog: how a table is read, what was found in it, and what is to be predicted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from engine.data.inspect import Inspection
from engine.errors import EngineError
from engine.project.data_edits import set_column_kind, set_column_role, set_target, set_task
from engine.project.document import Data, Kind, TableSource
from netbench_gui.dialogs.import_layout import ImportLayout
from netbench_gui.dialogs.reading_form import FIELDS
from netbench_gui.dialogs.table_reading import RawLine, TableReading
from netbench_gui.i18n import sentences, translate
from netbench_gui.models.column_words import KIND_ICONS, kind_name

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

DataEdit = Callable[[Data], Data]
PATIENCE_MS = 1000
FIRST_SIZE = (1120, 724)


class ImportTableDialog(QDialog):
    """Shows a table before it is used. Open it with `open()`: it blocks nothing but its window.

    Signals:
        accepted_data(data): the user wants this table.
    """

    accepted_data = Signal(object)

    def __init__(
        self,
        theme: Theme,
        path: str | Path,
        *,
        base: Path | None = None,
        source: TableSource | None = None,
        previous: Data | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Begin to read.

        Args:
            theme: gives colours and sizes.
            path: the file, or "sample:NAME".
            base: the project's folder, from which a relative path starts.
            source: how to read it; what it sets counts as set by hand.
            previous: the project's data when its own table is looked at again.
            parent: the window it belongs to.
        """
        super().__init__(parent)
        self._theme, self._path, self._base = theme, str(path), base
        self._previous = previous
        self._inspection: Inspection | None = None
        self._data: Data | None = None
        self._edits: list[DataEdit] = _edits_of(previous) if previous else []
        self._readings: list[TableReading] = []
        self._leave_out = False
        self._error: EngineError | None = None
        self.setObjectName("import_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._parts = ImportLayout(theme, self)
        if source is not None:
            wanted = source.model_fields_set & set(FIELDS)
            self._parts.form.by_hand = {name: getattr(source, name) for name in wanted}
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._connect()
        self._retranslate()
        self.resize(theme.px(FIRST_SIZE[0]), theme.px(FIRST_SIZE[1]))
        self._read()

    def data(self) -> Data | None:
        """Return the table as it would be used now, None while it is not read."""
        return self._data

    def column_menu(self, number: int) -> QMenu:
        """Return the menu of a column: its kind, and what it is used for."""
        menu = QMenu(self)
        menu.setObjectName("kind_menu")
        if self._data is None:
            return menu
        column = self._data.columns[number]
        for kind in get_args(Kind):
            action = QAction(self._theme.icon(KIND_ICONS[kind], 16, "muted"), kind_name(kind), menu)
            action.setObjectName(f"kind_{kind}")
            action.setCheckable(True)
            action.setChecked(kind == column.kind)
            edit = partial(_with_kind, column.name, kind)
            action.triggered.connect(lambda _on=False, edit=edit: self._change(edit))
            menu.addAction(action)
        menu.addSeparator()
        target = QAction(
            self._theme.icon("target", 16, "muted"), self.tr("Use as target"), menu
        )
        target.setObjectName("use_as_target")
        target.triggered.connect(lambda: self._on_target_wanted(column.name))
        menu.addAction(target)
        return menu

    def _connect(self) -> None:
        parts = self._parts
        parts.form.changed.connect(self._read)
        parts.table.menu_wanted.connect(self._on_menu_wanted)
        parts.table.toggled.connect(self._on_toggled)
        parts.target.edited.connect(self._on_target_wanted)
        parts.task.task_wanted.connect(lambda task: self._change(partial(_with_task, task)))
        parts.leave_out.clicked.connect(self._on_leave_out_clicked)
        parts.cancel.clicked.connect(self.reject)
        parts.use.clicked.connect(self.accept)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.activated.connect(self.accept)
        self._patience.timeout.connect(parts.show_waiting)

    def _read(self) -> None:
        for old in self._readings:
            old.cancel()
        fields: dict[str, Any] = {"path": self._path, **self._parts.form.by_hand}
        if self._leave_out:
            fields["ragged_rows"] = "leave_out"
        reading = TableReading(self._path, TableSource(**fields), self._base, self)
        reading.read.connect(partial(self._on_read, reading))
        reading.failed.connect(partial(self._on_failed, reading))
        reading.progressed.connect(self._parts.progress.setValueShare)
        reading.finished.connect(partial(self._on_finished, reading))
        self._readings.append(reading)
        self._parts.use.setEnabled(False)
        self._patience.start()
        reading.start()

    def _on_read(
        self, reading: TableReading, inspection: Inspection, lines: tuple[RawLine, ...]
    ) -> None:
        if reading.is_cancelled:
            return
        self._patience.stop()
        source = inspection.data.source
        assert isinstance(source, TableSource), "a file was read"
        if self._adopt_previous(source):
            self._read()
            return
        self._inspection = inspection
        self._parts.form.show_source(source, inspection.markers)
        self._parts.lines.show_lines(lines, source.header_row)
        data = inspection.data
        for edit in self._edits:
            data = _tried(data, edit)
        self._show(data)

    def _adopt_previous(self, detected: TableSource) -> bool:
        """Take over how the project reads its table; return whether that was not detected."""
        previous, self._previous = self._previous, None
        if previous is None or not isinstance(previous.source, TableSource):
            return False
        old = previous.source
        self._leave_out = old.ragged_rows == "leave_out"
        differing = [name for name in FIELDS if getattr(old, name) != getattr(detected, name)]
        self._parts.form.by_hand |= {name: getattr(old, name) for name in differing}
        return bool(differing)

    def _on_failed(
        self,
        reading: TableReading,
        error: EngineError,
        found: TableSource | None,
        lines: tuple[RawLine, ...],
    ) -> None:
        if reading.is_cancelled:
            return
        self._patience.stop()
        previous, self._previous = self._previous, None
        if previous is not None and isinstance(previous.source, TableSource):
            # What cannot be detected may still be read as the project reads it.
            old = previous.source
            self._leave_out = old.ragged_rows == "leave_out"
            self._parts.form.by_hand |= {name: getattr(old, name) for name in FIELDS}
            self._read()
            return
        self._data = None
        self._error = error
        source = found or TableSource(path=self._path, **self._parts.form.by_hand)
        self._parts.form.show_source(source, ())
        self._parts.lines.show_lines(lines, source.header_row)
        self._show_error(error)

    def _show_error(self, error: EngineError) -> None:
        ragged = "width" in dict(error.message.values) and not self._leave_out
        hint = translate(error.hint) if error.hint is not None else ""
        self._parts.show_error(translate(error.message), hint, can_leave_out=ragged)

    def _on_finished(self, reading: TableReading) -> None:
        if reading in self._readings:
            self._readings.remove(reading)
        reading.deleteLater()

    def _show(self, data: Data) -> None:
        self._data = data
        if self._inspection is not None:
            warnings = [translate(warning) for warning in self._inspection.warnings]
            self._parts.show_table(data, self._inspection.preview, warnings)

    def _change(self, edit: DataEdit) -> None:
        if self._data is None:
            return
        try:
            data = edit(self._data)
        except EngineError as error:
            self._show(self._data)
            self._parts.show_refusal(sentences(translate(part) for part in (error.message, error.hint) if part))
            return
        self._edits.append(edit)
        self._show(data)

    def _on_target_wanted(self, name: str) -> None:
        self._change(partial(_with_target, name))

    def _on_toggled(self, number: int) -> None:
        if self._data is None:
            return
        column = self._data.columns[number]
        if column.role != "target":
            role = "ignored" if column.role == "input" else "input"
            self._change(partial(_with_role, column.name, role))

    def _on_menu_wanted(self, number: int, place: QPoint) -> None:
        menu = self.column_menu(number)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _on_leave_out_clicked(self) -> None:
        self._leave_out = True
        self._read()

    def _retranslate(self) -> None:
        name = self._path.replace("\\", "/").rsplit("/", 1)[-1].removeprefix("sample:")
        self.setWindowTitle(self.tr("Open table: {file}").format(file=name))
        if self._data is not None:
            self._show(self._data)
        elif self._error is not None:
            self._show_error(self._error)

    def accept(self) -> None:
        """Use the table."""
        if self._data is not None and self._parts.use.isEnabled():
            self.accepted_data.emit(self._data)
            super().accept()

    def done(self, result: int) -> None:
        """Close; a reading that still goes on is cancelled and waited for."""
        self._patience.stop()
        for reading in self._readings:
            reading.cancel()
        for reading in list(self._readings):
            # It looks at the flag between pieces of the file, many times a second.
            reading.wait()
        super().done(result)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _edits_of(data: Data) -> list[DataEdit]:
    """Return what brings a table that was read anew to the kinds and roles of this one."""
    edits: list[DataEdit] = []
    if data.target is not None:
        edits.append(partial(_with_target, data.target.name))
    edits += [partial(_with_kind, column.name, column.kind) for column in data.columns]
    edits += [
        partial(_with_role, column.name, column.role)
        for column in data.columns
        if column.role != "target"
    ]
    if data.target is not None:
        edits.append(partial(_with_task, data.task))
    return edits


def _tried(data: Data, edit: DataEdit) -> Data:
    """Return the edited data; unchanged where the table no longer allows it."""
    try:
        return edit(data)
    except EngineError:
        return data


def _with_kind(name: str, kind: Kind, data: Data) -> Data:
    return set_column_kind(data, name, kind)


def _with_role(name: str, role: Any, data: Data) -> Data:
    return set_column_role(data, name, role)


def _with_target(name: str, data: Data) -> Data:
    return set_target(data, name)


def _with_task(task: Any, data: Data) -> Data:
    return set_task(data, task)
