"""The window: menu, tool bar, three panels over the tabs, and the line at the bottom."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QCursor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from engine.project.edits import change_training
from netbench_gui.documents.documents import Documents
from netbench_gui.language import Languages
from netbench_gui.look.theme import Mode, Theme
from netbench_gui.look.tokens import SMALLEST_SIZE
from netbench_gui.notify import Notifier
from netbench_gui.panels.curves import CurvesPanel
from netbench_gui.panels.data import DataPanel
from netbench_gui.panels.network import NetworkPanel
from netbench_gui.panels.problems import ProblemsPanel
from netbench_gui.panels.results import ResultsPanel
from netbench_gui.panels.runs import RunsPanel
from netbench_gui.panels.script import ScriptPanel
from netbench_gui.panels.settings import SettingsPanel
from netbench_gui.selection import Selection
from netbench_gui.session.messages import RunMessages
from netbench_gui.session.predict_file import FilePrediction
from netbench_gui.session.session import TrainingSession
from netbench_gui.settings import Settings
from netbench_gui.store import ProjectStore
from netbench_gui.window.commands import Commands
from netbench_gui.window.lower_panel import LowerPanel, Tab
from netbench_gui.window.menus import MenuBar
from netbench_gui.window.rows import WindowRows
from netbench_gui.window.status_row import StatusRow
from netbench_gui.window.tool_bar import ToolBar
from netbench_gui.window.upper_panels import UpperPanels

FIRST_SIZE = (1280, 800)
# What a desktop's title bar takes at most; how much is known only after the window is shown.
TITLE_BAR = 40


class MainWindow(QMainWindow):
    """Puts the parts together.

    Signals:
        drawn(): the window is on the screen for the first time.
    """

    drawn = Signal()

    def __init__(
        self,
        theme: Theme,
        store: ProjectStore,
        selection: Selection,
        session: TrainingSession,
        notifier: Notifier,
        settings: Settings,
        *,
        languages: Languages | None = None,
    ) -> None:
        super().__init__()
        self._theme, self._store, self._selection = theme, store, selection
        self._session, self._notifier, self._settings = session, notifier, settings
        self._languages = languages
        self._is_drawn = False
        self._may_close = False
        self.setObjectName("main_window")
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST_SIZE)
        self.documents = Documents(store, session, notifier, settings, self)
        self._make_panels()
        self.commands = Commands(self, theme, store, session, settings, self.documents)
        self.tool_bar = ToolBar(theme, store, session, self.commands.actions)
        self.status_row = StatusRow(theme, session, notifier)
        self._messages = RunMessages(store, session, notifier)
        self._predictions = FilePrediction(session, notifier, settings, self)
        self._menu_bar = MenuBar(
            theme,
            self.commands.actions,
            self.documents,
            settings,
            self.network_panel,
            self.tool_bar.device_menu,
        )
        self._lay_out()
        self._connect()
        self._restore()
        self._on_store_changed()
        self._retitle()

    def _make_panels(self) -> None:
        theme, store, selection = self._theme, self._store, self._selection
        session, notifier = self._session, self._notifier
        self.data_panel = DataPanel(theme, store, selection, notifier)
        self.network_panel = NetworkPanel(theme, store, selection, notifier)
        self.settings_panel = SettingsPanel(theme, store, selection, session, notifier)
        curves = CurvesPanel(theme, store, session, notifier)
        self.results_panel = ResultsPanel(theme, store, session)
        script = ScriptPanel(theme, store, selection, session, notifier)
        runs = RunsPanel(theme, store, session, notifier)
        problems = ProblemsPanel(theme, store, selection, notifier)
        tabs = (
            Tab("curves", "chart-line", curves, curves.corner),
            Tab("results", "badge-check", self.results_panel, self.results_panel.corner),
            Tab("script", "file-code", script, script.corner),
            Tab("runs", "history", runs),
            Tab("problems", "list-checks", problems),
        )
        self.lower_panel = LowerPanel(theme, tabs)
        self.columns = UpperPanels(theme, self.data_panel, self.network_panel, self.settings_panel)
        self.rows = WindowRows(theme, self.columns, self.lower_panel)

    def _lay_out(self) -> None:
        self.setMenuBar(self._menu_bar)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tool_bar)
        self._frame = QVBoxLayout()
        self._frame.setSpacing(0)
        self._frame.addWidget(self.rows, 1)
        self._frame.addWidget(self.status_row)
        column.addLayout(self._frame, 1)
        self.setCentralWidget(central)
        self._on_theme_changed()

    def _connect(self) -> None:
        # A shortcut works only where its action belongs to a widget that is shown.
        self.addActions(self.commands.actions.all())
        store, theme = self._store, self._theme
        store.changed.connect(self._on_store_changed)
        store.path_changed.connect(self._retitle)
        theme.changed.connect(self._on_theme_changed)
        self._selection.field_wanted.connect(self._on_selection_field_wanted)
        self.lower_panel.maximise_wanted.connect(self.commands.actions["maximise_lower"].trigger)
        self.rows.maximised.connect(self._on_rows_maximised)
        self.tool_bar.status.problems_wanted.connect(lambda: self.lower_panel.show_tab("problems"))
        self.tool_bar.device_chosen.connect(self._on_tool_bar_device_chosen)
        self.documents.table_wanted.connect(self._on_documents_table_wanted)
        self.data_panel.open_wanted.connect(self.documents.open)
        self.data_panel.set_samples_menu(self._menu_bar.submenu("samples"))
        self.network_panel.hint_changed.connect(self.status_row.show_hint)
        self.results_panel.predict_file_wanted.connect(self._predictions.ask)
        self._menu_bar.theme_chosen.connect(self.choose_theme)
        self._menu_bar.language_chosen.connect(self.choose_language)
        self.status_row.zoom_pressed.connect(self.commands.zoom_reset)
        self.status_row.language_pressed.connect(self._on_status_row_language_pressed)

    def _restore(self) -> None:
        settings = self._settings
        if settings.geometry is None or not self.restoreGeometry(settings.geometry):
            self.resize(self._first_size())
        self.apply_animations()
        if self._languages is not None:
            self.status_row.show_language(self._languages.current)

    def _first_size(self) -> QSize:
        """Return the drawn size, or what a smaller screen leaves beside the window's frame."""
        room = self.screen().availableSize() - QSize(0, TITLE_BAR)
        return QSize(*FIRST_SIZE).boundedTo(room).expandedTo(QSize(*SMALLEST_SIZE))

    def apply_animations(self) -> None:
        """Let things move, or not."""
        off = self._settings.animations == "off"
        # Qt asks the style sheet for this hint before it asks the style.
        self.setStyleSheet("* { widget-animation-duration: 0; }" if off else "")
        self.commands.actions["animations"].setChecked(not off)

    def choose_theme(self, mode: Mode) -> None:
        """Light, dark or as the system, now and from now on."""
        self._settings.theme_mode = mode
        self._theme.set_mode(mode)

    def choose_language(self, code: str) -> None:
        """Speak another language, now and from now on."""
        self._settings.language = code
        if self._languages is not None:
            self._languages.use(code)
            self.status_row.show_language(self._languages.current)

    def finish(self) -> None:
        """Wait for what goes on in threads; the window is gone already."""
        self._session.close()
        self._predictions.close()

    def close_now(self) -> None:
        """Close without asking."""
        self._may_close = True
        self.close()

    def _retitle(self) -> None:
        name = self.documents.file_name()
        if not self._store.is_saved:
            name = self.tr("{file} — not saved").format(file=name)
        self.setWindowTitle(name)
        self._menu_bar.show_title(name)

    def _on_store_changed(self, *_: object) -> None:
        grave = sum(problem.severity == "problem" for problem in self._store.problems)
        self.lower_panel.show_problems(grave)
        self._retitle()

    def _on_selection_field_wanted(self, where: str) -> None:
        self.rows.set_maximised(False)
        if not where.startswith("data"):
            self.columns.show_settings()

    def _on_rows_maximised(self, maximised: bool) -> None:
        self.lower_panel.show_maximised(maximised)
        self.commands.actions["maximise_lower"].setChecked(maximised)

    def _on_documents_table_wanted(self, path: Path) -> None:
        # Reading tables brings modules that the first window does not need.
        from netbench_gui.dialogs.import_table import ImportTableDialog

        self._import = ImportTableDialog(self._theme, str(path), parent=self)
        self._import.accepted_data.connect(lambda data: self.documents.use_table(data, path))
        self._import.open()

    def _on_tool_bar_device_chosen(self, name: str) -> None:
        self._store.edit(lambda: self.tr("Device"), lambda project: change_training(project, device=name))

    def _on_status_row_language_pressed(self) -> None:
        self._menu_bar.submenu("language").popup(QCursor.pos())

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._frame.setContentsMargins(px(8), px(8), px(8), 0)

    def _remember(self) -> None:
        settings = self._settings
        if not self.isFullScreen():
            settings.geometry = self.saveGeometry()
        settings.columns = self.columns.side_widths
        if not self.rows.is_maximised:
            settings.rows = self.rows.saveState()
        settings.last_project = self._store.path
        settings.save()

    def _ask_before_closing(self) -> None:
        notifier, documents = self._notifier, self.documents
        if self._session.is_active:
            notifier.notice(
                lambda: self.tr("Stop the training and close? What was learnt is kept."),
                [
                    (lambda: self.tr("Stop and close"), lambda: documents.stop_then(self.close)),
                    (lambda: self.tr("Keep training"), documents.keep_training),
                ],
            )
            documents.when_training_ends(self.close)
        else:
            notifier.notice(
                lambda: self.tr("“{file}” has changes that are not saved.").format(file=documents.file_name()),
                [
                    (lambda: self.tr("Save and close"), lambda: documents.save(self.close_now)),
                    (lambda: self.tr("Close without saving"), self.close_now),
                ],
            )

    def _take_drop(self, event: QDropEvent) -> bool:
        path = _dropped_file(event.mimeData())
        if path is None:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            # After the drag has ended: a question may follow.
            QTimer.singleShot(0, lambda: self.documents.open_path(path))
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Files belong to the window wherever they are dropped; a text field would take their names.
        if isinstance(event, QDropEvent) and watched is self.windowHandle():
            return self._take_drop(event)
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._take_drop(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._take_drop(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._take_drop(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_drawn:
            return
        self.windowHandle().installEventFilter(self)
        # No button shall look chosen before anybody has touched a key.
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.columns.set_side_widths(*(self._settings.columns or self.columns.side_widths))
        if not self._settings.rows or not self.rows.restoreState(self._settings.rows):
            self.rows.set_default_heights()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_drawn:
            self._is_drawn = True
            QTimer.singleShot(0, self.drawn.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        ready = self._store.is_saved or self._may_close
        if self._session.is_active or not ready:
            event.ignore()
            self._ask_before_closing()
            return
        self._remember()
        # Its ring watches widgets that are about to go.
        self.tool_bar.train_button.hide_ring()
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._theme.follow_language()
            self.commands.retranslate()
            self._retitle()
        super().changeEvent(event)


def _dropped_file(mime: QMimeData) -> Path | None:
    for url in mime.urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    return None
