"""What the actions do, and when they can be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from shiboken6 import isValid

from netbench_gui.dialogs.about import AboutDialog
from netbench_gui.dialogs.shortcuts import ShortcutsDialog
from netbench_gui.look.tokens import projector_zoom
from netbench_gui.window.actions import ActionTable, action_text
from netbench_gui.window.rate_control import can_change

if TYPE_CHECKING:
    from netbench_gui.documents.documents import Documents
    from netbench_gui.look.theme import Theme
    from netbench_gui.session.session import TrainingSession
    from netbench_gui.settings import Settings
    from netbench_gui.store import ProjectStore
    from netbench_gui.window.main_window import MainWindow


# Long enough to see the curves grow, short enough not to wait.
SHORTEST_SECONDS = 2.0


class Commands(QObject):
    """The handlers of the action table.

    Attributes:
        actions: the table, enabled and disabled by what the store and the session allow.
    """

    def __init__(
        self,
        window: MainWindow,
        theme: Theme,
        store: ProjectStore,
        session: TrainingSession,
        settings: Settings,
        documents: Documents,
    ) -> None:
        super().__init__(window)
        self._window, self._theme, self._store = window, theme, store
        self._session, self._settings, self._documents = session, settings, documents
        self._zoom_before = 1.0
        self._maximised_before = False
        self._dialogs: list[QObject] = []
        self.actions = ActionTable(theme, self)
        for signal in (
            store.changed,
            store.path_changed,
            session.state_changed,
            session.run_changed,
        ):
            signal.connect(self.refresh)
        store.undo_stack.indexChanged.connect(self.refresh)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Enable what can be done now."""
        session, stack = self._session, self._store.undo_stack
        if not isValid(stack):  # the stack still speaks while it is destroyed
            return
        ready = not any(problem.severity == "problem" for problem in self._store.problems)
        idle, state = not session.is_active, session.state
        goes_on = state == "paused" or session.can_continue
        can_start = idle and ready
        for name, enabled in {
            "undo": stack.canUndo(),
            "redo": stack.canRedo(),
            "save": True,
            "train": can_start or goes_on,
            "pause": state in {"running", "starting", "paused"},
            "step_batch": can_start or goes_on,
            "step_epoch": can_start or goes_on,
            "stop": state in {"running", "starting", "paused"},
            "change_rate": can_change(session),
            "continue_run": idle and state == "stopped" and session.run_folder is not None,
            "start_again": can_start,
            "new_start": can_start,
        }.items():
            self.actions[name].setEnabled(enabled)
        pause = self.actions["pause"]  # its key pauses and lets go on; in the menu it has a tick meanwhile
        pause.setCheckable(state == "paused")
        pause.setChecked(state == "paused")
        self._name_steps()

    def retranslate(self) -> None:
        """Name the actions in the language of the window."""
        self.actions.retranslate()
        self._store.reword_steps()
        self._name_steps()

    def _name_steps(self) -> None:
        stack = self._store.undo_stack
        for name, word, step in (
            ("undo", self.tr("Undo"), stack.undoText()),
            ("redo", self.tr("Redo"), stack.redoText()),
        ):
            text = self.tr("{action}: {step}").format(action=word, step=step)
            self.actions[name].setText(text if step else word)
            self.actions[name].setData(word)  # for the list of keys
        goes_on = self._session.state == "paused" or self._session.can_continue
        self.actions["train"].setText(self.tr("Continue") if goes_on else action_text("Train"))

    def new_project(self) -> None:
        self._documents.new()

    def open_file(self) -> None:
        self._documents.open()

    def save_project(self) -> None:
        self._commit_fields()
        self._documents.save()

    def save_project_as(self) -> None:
        self._commit_fields()
        self._documents.save_as()

    def close(self) -> None:
        self._window.close()

    def undo(self) -> None:
        self._commit_fields()
        self._store.undo_stack.undo()

    def redo(self) -> None:
        self._store.undo_stack.redo()

    def train(self) -> None:
        self._start(self._session.train)

    def continue_run(self) -> None:
        self._start(self._session.continue_run)

    def start_again(self) -> None:
        self._start(self._session.start_again)

    def new_start(self) -> None:
        self._start(self._session.new_start)

    def step_batch(self) -> None:
        self._start(self._session.step_batch)

    def step_epoch(self) -> None:
        self._start(self._session.step_epoch)

    def pause_or_resume(self) -> None:
        if self._session.state == "paused":
            self._session.resume()
        else:
            self._session.pause()

    def stop(self) -> None:
        self._session.stop()

    def change_rate(self) -> None:
        self._window.tool_bar.rate_button.open_popup()

    def zoom_in(self) -> None:
        self._zoom_by(1)

    def zoom_out(self) -> None:
        self._zoom_by(-1)

    def zoom_reset(self) -> None:
        self._theme.set_zoom(1.0)
        self._settings.zoom = 1.0

    def toggle_projector(self) -> None:
        """Large letters on the whole screen, and back to what was before."""
        window = self._window
        entering = not window.isFullScreen()
        if entering:
            self._zoom_before = self._theme.zoom
            self._maximised_before = window.isMaximized()
            screen = window.screen().size()
            self._theme.set_zoom(max(self._theme.zoom, projector_zoom(screen.width(), screen.height())))
            window.showFullScreen()
        else:
            self._theme.set_zoom(self._zoom_before)
            if self._maximised_before:
                window.showMaximized()
            else:
                window.showNormal()
        self.actions["projector"].setChecked(entering)

    def toggle_lower(self) -> None:
        self._window.rows.set_maximised(not self._window.rows.is_maximised)

    def toggle_animations(self) -> None:
        self._settings.animations = "off" if self._settings.animations == "system" else "system"
        self._window.apply_animations()

    def toggle_short_runs(self) -> None:
        self._settings.stretches_short_runs = not self._settings.stretches_short_runs
        self.apply_short_runs()

    def apply_short_runs(self) -> None:
        """Show the next short run slowly, or as fast as it is."""
        stretches = self._settings.stretches_short_runs
        self._session.shortest_run = SHORTEST_SECONDS if stretches else 0.0
        self.actions["stretch_short_runs"].setChecked(stretches)

    def show_shortcuts(self) -> None:
        self._show(ShortcutsDialog(self._theme, self._all_actions(), self._window))

    def show_about(self) -> None:
        self._show(AboutDialog(self._theme, self._window))

    def _all_actions(self) -> tuple[QAction, ...]:
        return (*self.actions.all(), *self._window.network_panel.actions(), *self._window.settings_panel.actions())

    def _show(self, dialog: AboutDialog | ShortcutsDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        self._dialogs = [dialog]

    def _start(self, call: Callable[[], None]) -> None:
        self._commit_fields()
        if not self._settings.has_trained:
            self._settings.has_trained = True
            self._window.tool_bar.train_button.hide_ring()
        call()

    def _zoom_by(self, steps: int) -> None:
        self._theme.step_zoom(steps)
        self._settings.zoom = self._theme.zoom

    def _commit_fields(self) -> None:
        """Take over what is typed in a field and not yet confirmed."""
        self._store.finish_typing()
