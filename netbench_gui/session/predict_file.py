"""Predict a whole file: asks which one, and where the answers go."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.errors import EngineError
from netbench_gui.documents.documents import TABLES
from netbench_gui.look.figures import count
from netbench_gui.notify import Notifier
from netbench_gui.session import work
from netbench_gui.session.job import Job
from netbench_gui.session.session import TrainingSession
from netbench_gui.settings import Settings


class FilePrediction(QObject):
    """Two questions, then work in a thread."""

    def __init__(self, session: TrainingSession, notifier: Notifier, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._notifier = session, notifier
        self._settings, self._window = settings, window
        self._dialog: QFileDialog | None = None
        self._job: Job | None = None

    def ask(self) -> None:
        """Ask for the table."""
        dialog = QFileDialog(self._window, self.tr("Predict a whole file"), str(self._settings.last_folder))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Tables ({patterns})").format(patterns=TABLES))
        dialog.fileSelected.connect(lambda name: self._ask_target(Path(name)))
        self._dialog = dialog
        dialog.open()

    def predict(self, source: Path, target: Path) -> None:
        """Predict the rows of a table and write them with the answers."""
        folder = self._session.run_folder
        if folder is None or self._job is not None:
            return
        job = Job(lambda _: work.predict_file(folder, source, target), self)
        job.done.connect(lambda rows: self._on_job_done(rows, target))
        job.failed.connect(self._on_job_failed)
        self._job = job
        job.start()

    def close(self) -> None:
        """Wait for the work to end."""
        if self._job is not None:
            self._job.wait()

    def _ask_target(self, source: Path) -> None:
        dialog = QFileDialog(self._window, self.tr("Save the predictions"), str(source.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Tables ({patterns})").format(patterns="*.csv"))
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(self.tr("{name} predicted").format(name=source.stem) + ".csv")
        dialog.fileSelected.connect(lambda name: self.predict(source, Path(name)))
        self._dialog = dialog
        dialog.open()

    def _on_job_done(self, rows: int, target: Path) -> None:
        self._job = None
        self._notifier.success(
            lambda: self.tr("{count} row(s) predicted, saved as “{file}”.", "", rows).format(
                count=count(rows), file=target.name
            )
        )

    def _on_job_failed(self, error: Exception) -> None:
        self._job = None
        if isinstance(error, EngineError):
            self._notifier.error(error)
        else:
            self._session.crashed.emit(error)
