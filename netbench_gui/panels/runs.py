"""The Runs tab: every run is kept, and can be looked at and taken up again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from engine.project.document import Project
from engine.project.paths import rebased
from engine.project.run_lock import LOCK, is_held
from engine.project.runs import runs_folder
from netbench_gui.models.run_table import COLUMNS, KeptRun, RunTable, read_run, run_stamp
from netbench_gui.session.trash import move_to_trash
from netbench_gui.settings import data_folder
from netbench_gui.widgets.empty_state import EmptyState
from netbench_gui.widgets.padded_cells import PaddedCells
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme
    from netbench_gui.notify import Notifier
    from netbench_gui.session.session import TrainingSession
    from netbench_gui.store import ProjectStore


class RunsPanel(QWidget):
    """A table of the runs of the open project; a click shows one, its menu does more."""

    def __init__(
        self,
        theme: Theme,
        store: ProjectStore,
        session: TrainingSession,
        notifier: Notifier,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("runs_panel")
        self._theme, self._store = theme, store
        self._session, self._notifier = session, notifier
        self._known: dict[Path, tuple[object, KeptRun]] = {}
        self._wanted: list[Path] = []
        self._asked: KeptRun | None = None
        # Reading goes run by run between other events, so that a long list stalls nothing.
        self._reader = QTimer(self)
        self._reader.setInterval(0)
        self._reader.timeout.connect(self._read_next)
        self._build()
        session.run_changed.connect(self._look)
        session.state_changed.connect(self._on_session_state_changed)
        store.path_changed.connect(self._look)
        store.changed.connect(self._on_store_changed)
        theme.changed.connect(self._on_theme_changed)
        self._retranslate()
        self._on_theme_changed()

    def _build(self) -> None:
        self.empty = EmptyState(self._theme, "history")
        self.model = RunTable(self._theme)
        self.table = QTableView()
        self.table.setObjectName("runs_table")
        self.table.setModel(self.model)
        self._cells = PaddedCells(self._theme, self.table)
        self.table.setItemDelegate(self._cells)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self.table.clicked.connect(self._on_table_clicked)
        self.table.activated.connect(self._on_table_clicked)
        self.table.selectionModel().currentRowChanged.connect(self._update_menu)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_table_menu_requested)
        self._menu = QMenu(self)
        self._menu.setObjectName("run_menu")
        self._use = self._menu.addAction("")
        self._use.setObjectName("use_settings")
        self._open = self._menu.addAction("")
        self._open.setObjectName("open_folder")
        self._menu.addSeparator()
        self._delete = self._menu.addAction("")
        self._delete.setObjectName("delete_run")
        self._use.triggered.connect(self._on_use_triggered)
        self._open.triggered.connect(self._on_open_triggered)
        self._delete.triggered.connect(self._on_delete_triggered)
        self._build_question()
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.addWidget(self._question)
        self._column.addWidget(self.table, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(page)
        self._update_menu()

    def _build_question(self) -> None:
        self._question = QWidget()
        self._question.setObjectName("delete_question")
        self._question_text = QLabel()
        self._yes = ToolButton(self._theme, "trash-2", " ", kind="box")
        self._yes.setObjectName("delete_yes")
        self._yes.clicked.connect(self._on_yes_clicked)
        self._no = ToolButton(self._theme, text=" ", kind="box")
        self._no.setObjectName("delete_no")
        self._no.clicked.connect(self._on_no_clicked)
        row = QHBoxLayout(self._question)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._question_text)
        row.addWidget(self._yes)
        row.addWidget(self._no)
        row.addStretch(1)
        self._question.hide()

    # Reading

    def _folder(self) -> Path:
        """Where the runs of the open project lie."""
        return runs_folder(self._store.path) if self._store.path else data_folder() / "runs"

    def _look(self) -> None:
        """Find the runs and read those that are new; only while the tab is shown."""
        if not self.isVisible():
            return
        try:
            entries = [entry for entry in self._folder().iterdir() if entry.name.isdigit() and _has_begun(entry)]
        except OSError:
            entries = []
        shown = self._session.run_folder
        if shown is not None and shown not in entries and shown.is_dir() and _has_begun(shown):
            entries.append(shown)
        entries.sort(key=lambda entry: entry.name, reverse=True)
        self._known = {folder: self._known[folder] for folder in entries if folder in self._known}
        self._wanted = [
            folder
            for folder in entries
            if folder not in self._known or self._known[folder][0] != run_stamp(folder)
        ]
        self._show()
        if self._wanted:
            self._reader.start()

    def _read_next(self) -> None:
        if not self._wanted:
            self._reader.stop()
            self._show()
            return
        folder = self._wanted.pop(0)
        self._known[folder] = (run_stamp(folder), read_run(folder))

    def _show(self) -> None:
        runs = [run for _, run in self._known.values() if self._is_ours(run)]
        runs.sort(key=lambda run: (run.folder.name, str(run.folder)), reverse=True)
        self.model.show_runs(runs, self._store.project, self._session.run_folder)
        self._stack.setCurrentIndex(1 if runs else 0)
        row = self.model.row_of(self._session.run_folder)
        if row is not None and not self.table.selectionModel().hasSelection():
            self.table.selectRow(row)

    def _is_ours(self, run: KeptRun) -> bool:
        """Whether it is a run of the open project: unsaved ones share a folder."""
        if self._store.path is not None or run.folder == self._session.run_folder:
            return True
        return run.project.metadata.name == self._store.project.metadata.name

    # What is asked

    def selected(self) -> KeptRun | None:
        """The run that is selected."""
        index = self.table.currentIndex()
        return self.model.run(index.row()) if index.isValid() else None

    def menu(self) -> QMenu:
        """What can be done with the selected run."""
        return self._menu

    def _on_table_clicked(self, index: QModelIndex) -> None:
        run = self.model.run(index.row())
        if run.trouble is not None:
            self._notifier.error(run.trouble)
        elif run.folder != self._session.run_folder:
            self._session.show_run(run.folder)

    def _on_table_menu_requested(self, place: QPoint) -> None:
        if self.selected() is not None:
            self._menu.popup(self.table.viewport().mapToGlobal(place))

    def _update_menu(self) -> None:
        """Offer only what can be done with the selected run."""
        run = self.selected()
        going_on = self._session.is_active
        self._use.setEnabled(run is not None and run.trouble is None)
        self._open.setEnabled(run is not None)
        self._delete.setEnabled(
            run is not None and not (going_on and run.folder == self._session.run_folder)
        )

    def _on_use_triggered(self) -> None:
        run = self.selected()
        if run is None:
            return
        path = self._store.path
        base = path.parent if path is not None else Path.cwd()

        def use(project: Project) -> Project:
            # The table stays as the open project names it: the run names it from its own folder.
            old = rebased(run.project, run.folder, base)
            data = old.data
            if data is not None and project.data is not None:
                same = data.changed(source=project.data.source)
                data = same if _same_table(old, project) else data
            return project.changed(data=data, layers=old.layers, training=old.training)

        number = run.folder.name.lstrip("0")
        self._store.edit(lambda: self.tr("Use the settings of run {number}").format(number=number), use)

    def _on_open_triggered(self) -> None:
        run = self.selected()
        if run is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(run.folder)))

    def _on_delete_triggered(self) -> None:
        self._asked = self.selected()
        self._question.setVisible(self._asked is not None)
        self._retranslate()
        self._no.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_yes_clicked(self) -> None:
        run, self._asked = self._asked, None
        self._question.hide()
        if run is None:
            return
        folder, number = str(run.folder), run.folder.name.lstrip("0")
        if is_held(run.folder):
            self._notifier.problem(
                lambda: self.tr("Run {number} is in training elsewhere. Stop it there first.").format(number=number)
            )
            return
        place = move_to_trash(run.folder)
        if place is None:
            self._notifier.problem(
                lambda: self.tr("“{folder}” could not be moved to the trash.").format(folder=folder)
            )
        elif place:
            self._notifier.info(
                lambda: self.tr("Run {number} is in “{folder}” now.").format(number=number, folder=place)
            )
        else:
            self._notifier.info(lambda: self.tr("Run {number} is in the trash.").format(number=number))
        self._look()

    def _on_no_clicked(self) -> None:
        self._asked = None
        self._question.hide()
        self.table.setFocus()

    def _on_session_state_changed(self, _state: str) -> None:
        self._update_menu()
        self._look()

    def _on_store_changed(self, _old: Project, _new: Project) -> None:
        if self.isVisible():
            self._show()

    def _retranslate(self) -> None:
        self.empty.show_text(
            self.tr("Every run is kept here"),
            self.tr("Train, change something, train again, and compare."),
        )
        self.table.setAccessibleName(self.tr("Runs"))
        self.table.setToolTip("")
        self._use.setText(self.tr("Use these settings again"))
        self._open.setText(self.tr("Show in the file manager"))
        self._delete.setText(self.tr("Delete run…"))
        number = self._asked.folder.name.lstrip("0") if self._asked else ""
        text = self.tr("Move run {number} with its weights to the trash?")
        self._question_text.setText(text.format(number=number))
        self._yes.setText(self.tr("Move to trash"))
        self._no.setText(self.tr("Keep it"))
        for button in (self._yes, self._no):
            button.setAccessibleName(button.text())
            button.updateGeometry()

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(8), px(4), px(8), px(4))
        self._column.setSpacing(px(4))
        self.table.verticalHeader().setDefaultSectionSize(px(30))
        self.table.horizontalHeader().setFixedHeight(px(30))
        self.table.horizontalHeader().setMaximumSectionSize(px(360))
        self.table.setColumnWidth(len(COLUMNS) - 1, px(240))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._reader.stop()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._show()
        super().changeEvent(event)


def _same_table(one: Project, other: Project) -> bool:
    """Whether two projects read the same columns, so that either's source will do."""
    if one.data is None or other.data is None:
        return False
    names = [[column.name for column in data.columns] for data in (one.data, other.data)]
    return one.data.rows == other.data.rows and names[0] == names[1]


def _has_begun(folder: Path) -> bool:
    """Whether anything is in a run's folder; it is made before the rows are ready."""
    try:
        return any(entry.name != LOCK for entry in folder.iterdir())
    except OSError:
        return True  # what keeps it from being read is told in the list
