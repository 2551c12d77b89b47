"""New, open, save and samples; questions stand in the message bar and never block the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.errors import EngineError
from engine.project.document import Data, Project, TableSource
from engine.project.edits import new_project
from engine.project.paths import is_sample, locate
from engine.project.storage import load_project, save_project
from netbench_gui.documents.recovery import Recovered, Recovery
from netbench_gui.notify import Notifier
from netbench_gui.resources import sample_folder
from netbench_gui.session.session import TrainingSession
from netbench_gui.settings import Settings
from netbench_gui.store import ProjectStore

SUFFIX = ".netbench"
FIRST_SAMPLE = "penguins"
TABLES = "*.csv *.tsv *.txt *.tab *.dat"


class Documents(QObject):
    """What the File menu does.

    Signals:
        table_wanted(path): a table has to be looked at before it becomes a project.
    """

    table_wanted = Signal(object)

    def __init__(
        self,
        store: ProjectStore,
        session: TrainingSession,
        notifier: Notifier,
        settings: Settings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._store, self._session, self._notifier = store, session, notifier
        self._settings, self._window = settings, window
        self._dialog: QFileDialog | None = None
        self._after_stop: Callable[[], object] | None = None
        self._after_end: Callable[[], object] | None = None
        session.state_changed.connect(self._on_session_state_changed)

    def new(self) -> None:
        """Begin an empty project."""
        self.leave(lambda: self._store.open(self._empty(), None))

    def open(self) -> None:
        """Ask for a file and open it."""
        dialog = self._make_dialog(self.tr("Open"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [
                self.tr("Projects and tables ({patterns})").format(patterns=f"*{SUFFIX} {TABLES}"),
                self.tr("Projects ({patterns})").format(patterns=f"*{SUFFIX}"),
                self.tr("Tables ({patterns})").format(patterns=TABLES),
                self.tr("All files ({patterns})").format(patterns="*"),
            ]
        )
        dialog.fileSelected.connect(lambda name: self.open_path(Path(name)))
        dialog.open()

    def open_path(self, path: Path) -> None:
        """Open a project, or look at a table."""
        path = path.absolute()
        if path.suffix.lower() == SUFFIX:
            self.leave(lambda: self._open_project(path))
        else:
            self.leave(lambda: self.table_wanted.emit(path))

    def open_sample(self, path: Path) -> None:
        """Open a project that comes with the program; it has no file of the user's."""
        self.leave(lambda: self._open_project(path, is_sample_project=True))

    def open_first_sample(self) -> None:
        """Show something to train before anybody has opened anything."""
        for path in self.samples():
            try:
                project = with_full_path(load_project(path), path.parent)
            except EngineError:  # a sample of ours; the tests read them all
                continue
            self._store.open(project, None)
            return
        self._store.open(self._empty(), None)

    def open_recovered(self, recovered: Recovered, recovery: Recovery) -> None:
        """Open what a killed program left; it counts as unsaved."""

        def show() -> None:
            try:
                project = load_project(recovered.file)
            except EngineError as error:
                self._notifier.error(error)
                return
            project = with_full_path(project, recovered.file.parent)
            self._store.open(project, recovered.path, saved=False)
            recovery.write_now()
            recovery.discard(recovered)

        self.leave(show)

    def use_table(self, data: Data, path: Path) -> None:
        """Make a project of a table that was looked at."""
        try:
            project = new_project(data, name=path.stem[:200])
        except EngineError as error:
            self._notifier.error(error)
            return
        self._settings.last_folder = path.parent
        self._store.open(project, None, saved=False)
        self._notifier.info(self.tr("“{file}” opened.").format(file=path.name))

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save into the project's file; ask for one where there is none."""
        if self._store.path is None:
            self.save_as(then)
        else:
            self._save_into(self._store.path, then)

    def save_as(self, then: Callable[[], object] | None = None) -> None:
        """Ask for a file and save into it."""
        dialog = self._make_dialog(self.tr("Save as"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Projects ({patterns})").format(patterns=f"*{SUFFIX}"))
        dialog.setDefaultSuffix(SUFFIX[1:])
        dialog.selectFile(self.file_name())
        dialog.fileSelected.connect(lambda name: self._save_into(Path(name), then))
        dialog.open()

    def file_name(self) -> str:
        """Return the project's file name, or the one it would get."""
        if self._store.path is not None:
            return self._store.path.name
        name = "".join("_" if c in '\\/:*?"<>|' else c for c in self._store.project.metadata.name)
        return f"{name.strip() or self.tr('Untitled')}{SUFFIX}"

    def samples(self) -> tuple[Path, ...]:
        """Return the bundled projects, the first one first."""
        found = sorted(sample_folder().glob(f"*{SUFFIX}"))
        return tuple(sorted(found, key=lambda path: path.stem != FIRST_SAMPLE))

    def leave(self, then: Callable[[], object]) -> None:
        """Do what puts the open project away: end the training first, then ask to save."""
        if self._session.is_active:
            self._notifier.notice(
                lambda: self.tr("Stop the training first? What was learnt is kept."),
                [
                    (lambda: self.tr("Stop and go on"), lambda: self.stop_then(lambda: self.leave(then))),
                    (lambda: self.tr("Keep training"), self.keep_training),
                ],
            )
            self.when_training_ends(lambda: self.leave(then))
        elif self._store.is_saved:
            then()
        else:
            self._ask_to_save(then)

    def stop_then(self, then: Callable[[], object]) -> None:
        """End the training; go on when its thread has ended."""
        if not self._session.is_active:
            then()
            return
        self._after_stop = then
        self._session.stop()

    def when_training_ends(self, then: Callable[[], object]) -> None:
        """Go on by itself where a run ends while somebody is asked whether to stop it."""
        self._after_end = then

    def keep_training(self) -> None:
        """The answer is no: what was asked for is not done."""
        self._after_end = None

    def _empty(self) -> Project:
        return Project.model_validate({"metadata": {"name": self.tr("Untitled")}})

    def _ask_to_save(self, then: Callable[[], object]) -> None:
        self._notifier.notice(
            lambda: self.tr("“{file}” has changes that are not saved.").format(file=self.file_name()),
            [
                (lambda: self.tr("Save"), lambda: self.save(then)),
                (lambda: self.tr("Discard changes"), then),
            ],
        )

    def _open_project(self, path: Path, *, is_sample_project: bool = False) -> None:
        try:
            project = with_full_path(load_project(path), path.parent)
        except EngineError as error:
            self._notifier.error(error)
            return
        if is_sample_project:
            self._store.open(project, None)
            self._notifier.info(self.sample_hint)
            return
        self._remember(path)
        self._store.open(project, path)
        self._notifier.info(lambda: self.tr("“{file}” opened.").format(file=path.name))

    def sample_hint(self) -> str:
        """Return the sentence that goes with a sample."""
        return self.tr("Sample project opened. Your own table: drop the file anywhere on this window.")

    def _save_into(self, path: Path, then: Callable[[], object] | None) -> None:
        try:
            save_project(self._store.project, path)
        except EngineError as error:
            self._notifier.error(error)
            return
        self._store.mark_saved(path)
        self._remember(path)
        self._notifier.success(lambda: self.tr("Saved as “{file}”.").format(file=path.name))
        if then is not None:
            then()

    def _remember(self, path: Path) -> None:
        self._settings.add_recent(path)
        self._settings.last_folder = path.parent

    def _make_dialog(self, title: str) -> QFileDialog:
        # Kept and closed rather than run: the window goes on living under it.
        if self._dialog is not None:
            self._dialog.close()
        folder = self._store.path.parent if self._store.path else self._settings.last_folder
        dialog = QFileDialog(self._window, title, str(folder))
        dialog.setObjectName("file_dialog")
        self._dialog = dialog
        return dialog

    def _on_session_state_changed(self, _state: str) -> None:
        then = self._after_stop or self._after_end
        if then is not None and not self._session.is_active:
            self._after_stop = self._after_end = None
            # After everybody else has heard that the run has ended: their message must not hide the next question.
            QTimer.singleShot(0, then)


def with_full_path(project: Project, folder: Path) -> Project:
    """Return the project with its table named in full.

    So undo, after the project was saved elsewhere, still names the right file.
    """
    data = project.data
    if data is None or not isinstance(data.source, TableSource) or is_sample(data.source.path):
        return project
    path = str(locate(data.source.path, folder.absolute()))
    return project.changed(data=data.changed(source=data.source.changed(path=path)))
