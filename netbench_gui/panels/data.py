"""The DATA panel: the table, what is predicted, which columns are learnt from, and the split."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from engine.errors import EngineError
from engine.project.data_edits import set_column_kind, set_column_role, set_target, set_task
from engine.project.document import Column, Data, Kind, Project
from engine.project.edits import change_data
from engine.project.sizes import split_sizes
from netbench_gui.i18n import Text
from netbench_gui.look.style_sheet import set_look
from netbench_gui.models.column_list import ColumnListModel
from netbench_gui.models.column_words import KIND_ICONS, kind_name
from netbench_gui.panels.data_empty import NoData
from netbench_gui.panels.data_head import DataHead, used_inputs
from netbench_gui.widgets.column_row import ColumnList
from netbench_gui.widgets.panel import Panel
from netbench_gui.widgets.split_editor import SplitButton, SplitEditor
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.dialogs.import_table import ImportTableDialog
    from netbench_gui.look.theme import Theme
    from netbench_gui.notify import Notifier
    from netbench_gui.selection import Selection
    from netbench_gui.store import ProjectStore


class DataPanel(Panel):
    """File, target, columns and split of the project's table.

    Signals:
        open_wanted: a table or a project should be chosen and opened.
    """

    open_wanted = Signal()

    def __init__(
        self, theme: Theme, store: ProjectStore, selection: Selection, notifier: Notifier
    ) -> None:
        super().__init__(theme)
        self._store, self._notifier = store, notifier
        self._dialog: ImportTableDialog | None = None
        self.setObjectName("data_panel")
        self._open = ToolButton(theme, "folder-open", " ", kind="box")
        self._open.setObjectName("data_open")
        self.add_head_widget(self._open)
        self._table = DataHead(theme)
        self._inputs, self._used = QLabel(), QLabel()
        self._used.setObjectName("data_used")
        for label in (self._inputs, self._used):
            set_look(label, type="caption", tone="muted")
        self._model = ColumnListModel(self)
        self._list = ColumnList(theme, self._model, self)
        self._split = SplitButton(theme)
        self._editor = SplitEditor(theme, self)
        self._empty = NoData(theme)
        self._lay_out()
        self._connect(selection)
        self._retranslate()
        self._refresh()
        self._on_theme_changed()

    def open_button(self) -> ToolButton:
        """Return "Open…", for its shortcut's tooltip."""
        return self._open

    def set_samples_menu(self, menu: QMenu) -> None:
        """Offer this menu of sample projects while there is no table."""
        self._empty.set_samples_menu(menu)

    def show_field(self, where: str) -> None:
        """Give the focus to the place of a problem, as in Problem.where."""
        parts = where.split(".")
        if parts[0] != "data" or self._store.project.data is None:
            return
        place = parts[1] if len(parts) > 1 else "target"
        if place in {"split", "preparation"}:
            self._on_split_clicked()
        elif place == "columns":
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._table.target.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_reading(self) -> None:
        """Look again at how the table is read; what is changed there is an edit of the project."""
        # Reading brings modules that the first window does not need.
        from netbench_gui.dialogs.import_table import ImportTableDialog

        data = self._store.project.data
        if data is None or data.source.kind != "table":
            return
        base = self._store.path.parent if self._store.path else None
        self._dialog = ImportTableDialog(
            self._theme, data.source.path, base=base, previous=data, parent=self.window()
        )
        self._dialog.accepted_data.connect(self._on_dialog_accepted_data)
        self._dialog.open()

    def _lay_out(self) -> None:
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._list_head = QHBoxLayout()
        self._list_head.addWidget(self._inputs, 1)
        self._list_head.addWidget(self._used)
        # The list reaches from edge to edge; everything else keeps the panel's margin.
        self._upper = QVBoxLayout()
        self._upper.addWidget(self._table)
        self._upper.addLayout(self._list_head)
        self._lower = QVBoxLayout()
        self._lower.addWidget(self._split)
        self._column.addLayout(self._upper)
        self._column.addWidget(self._list, 1)
        self._column.addLayout(self._lower)
        self.body.addWidget(self._content, 1)
        self.body.addWidget(self._empty, 1)

    def _connect(self, selection: Selection) -> None:
        self._open.clicked.connect(self.open_wanted)
        self._empty.open_wanted.connect(self.open_wanted)
        self._table.target_wanted.connect(self._on_target_wanted)
        self._table.task_wanted.connect(self._on_task_wanted)
        self._table.reading_wanted.connect(self.open_reading)
        self._model.role_wanted.connect(self._on_role_wanted)
        self._list.menu_wanted.connect(self._on_menu_wanted)
        self._split.clicked.connect(self._on_split_clicked)
        self._editor.split_edited.connect(self._on_split_edited)
        self._editor.preparation_edited.connect(self._on_preparation_edited)
        self._editor.finished.connect(self._store.finish_typing)
        self._store.changed.connect(self._on_store_changed)
        selection.field_wanted.connect(self.show_field)

    def _refresh(self) -> None:
        data, problems = self._store.project.data, self._store.problems
        self._content.setVisible(data is not None)
        self._empty.setVisible(data is None)
        if data is None:
            return
        self._table.show_data(data, problems)
        self._model.show_columns(data.columns)
        self._list.fit_rows()
        self._split.show_counts(*split_sizes(data))
        self._editor.show_data(data, problems)
        others = sum(column.role != "target" for column in data.columns)
        self._used.setText(self.tr("{used} of {all} used").format(
            used=used_inputs(data.columns), all=others
        ))

    def _edit(self, text: Text, edit: Callable[[Data], Data], merge: str | None = None) -> None:
        def whole(project: Project) -> Project:
            return change_data(project, edit(project.data)) if project.data else project

        try:
            self._store.edit(text, whole, merge=merge)
        except EngineError as error:
            self._notifier.error(error)
            self._refresh()

    def column_menu(self, column: Column) -> QMenu:
        """Return the menu of a column: use as target, learn from it, take it for another kind."""
        menu = QMenu(self)
        menu.setObjectName("column_menu")
        name = column.name

        def add(key: str, text: str, icon: str, call: Callable[[], None], *, on: bool) -> None:
            action = QAction(self._theme.icon(icon, 16, "muted"), text, menu)
            action.setObjectName(key)
            action.setCheckable(True)
            action.setChecked(on)
            action.triggered.connect(lambda _on: call())
            menu.addAction(action)

        target = column.role == "target"
        add("use_as_target", self.tr("Use as target"), "target",
            lambda: self._on_target_wanted(name), on=target)
        if not target:
            learn = column.role == "input"
            add("use_as_input", self.tr("Learn from it"), "log-in",
                lambda: self._on_role_wanted(name, "ignored" if learn else "input"), on=learn)
        menu.addSeparator()
        for kind in get_args(Kind):
            take = partial(self._on_kind_wanted, name, kind)
            add(f"kind_{kind}", kind_name(kind), KIND_ICONS[kind], take, on=column.kind == kind)
        return menu

    def _on_target_wanted(self, name: str) -> None:
        self._edit(lambda: self.tr("Predict “{column}”").format(column=name), lambda data: set_target(data, name))

    def _on_task_wanted(self, task: Any) -> None:
        self._edit(lambda: self.tr("Change the task"), lambda data: set_task(data, task))
        self._refresh()

    def _on_role_wanted(self, name: str, role: Any) -> None:
        def text() -> str:
            learn, leave = self.tr("Learn from “{column}”"), self.tr("Leave out “{column}”")
            return (learn if role == "input" else leave).format(column=name)

        self._edit(text, lambda data: set_column_role(data, name, role))

    def _on_kind_wanted(self, name: str, kind: Kind) -> None:
        self._edit(
            lambda: self.tr("Change the kind of “{column}”").format(column=name),
            lambda data: set_column_kind(data, name, kind),
        )

    def _on_menu_wanted(self, row: int, place: QPoint) -> None:
        menu = self.column_menu(self._model.columns()[row])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _on_split_clicked(self) -> None:
        self._editor.open_above(self._split)

    def _on_split_edited(self, name: str, value: Any) -> None:
        self._edit(
            lambda: self.tr("Change the split"),
            lambda data: data.changed(split=data.split.changed(**{name: value})),
            f"data.split.{name}",
        )

    def _on_preparation_edited(self, name: str, value: Any) -> None:
        self._edit(
            lambda: self.tr("Change the preparation"),
            lambda data: data.changed(preparation=data.preparation.changed(**{name: value})),
        )

    def _on_dialog_accepted_data(self, new: Data) -> None:
        self._edit(
            lambda: self.tr("Change the reading"),
            lambda data: new.changed(split=data.split, preparation=data.preparation),
        )

    def _on_store_changed(self, _old: Project, _new: Project) -> None:
        self._refresh()

    def _on_theme_changed(self) -> None:
        super()._on_theme_changed()
        if not hasattr(self, "_column"):
            return
        px = self._theme.px
        # In a low window the list scrolls; what stands above it would be squeezed.
        self._list.setMinimumHeight(px(32))
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(2))
        self._upper.setContentsMargins(px(12), 0, px(12), 0)
        self._upper.setSpacing(px(6))
        self._lower.setContentsMargins(px(12), px(4), px(12), px(6))

    def _retranslate(self) -> None:
        self.set_title(self.tr("Data"))
        self._open.setText(self.tr("Open…"))
        self._open.setAccessibleName(self.tr("Open…"))
        self._open.setToolTip(self.tr("Open a table or a project."))
        self._open.updateGeometry()
        self._inputs.setText(self.tr("Inputs"))
        self._list.setAccessibleName(self.tr("Columns of the table"))
        self._model.retranslate()
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
