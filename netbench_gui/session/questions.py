"""Questions to a run that take time: its report, a prediction, the comparison with the script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from engine.errors import Cancelled, EngineError
from engine.project.runs import WEIGHTS
from netbench_gui.i18n import translate
from netbench_gui.session import work
from netbench_gui.session.job import Job

if TYPE_CHECKING:
    from engine.data.prepare import PreparedData
    from netbench_gui.session.session import TrainingSession


class RunQuestions(QObject):
    """Asks in threads, one question of each kind at a time, and answers through the session."""

    def __init__(self, session: TrainingSession) -> None:
        super().__init__(session)
        self._session = session
        self._jobs: dict[str, Job] = {}
        self._next_row: tuple[Path, dict[str, str]] | None = None

    def ask_report(self, folder: Path, prepared: PreparedData | None) -> None:
        """Find out the scores of a run; `prepared` are its rows where they are at hand."""

        def answer(report: object) -> None:
            if self._session.run_folder == folder:
                self._session.show_report(report)  # type: ignore[arg-type]  # a job's answer

        self._cancel("report")
        if (folder / WEIGHTS).is_file():
            self._begin("report", lambda _: work.report_of(folder, prepared), answer, None)

    def ask_prediction(self, folder: Path, row: dict[str, str]) -> None:
        """Predict one row; of rows typed while another is on its way only the newest counts."""
        if "prediction" in self._jobs:
            self._next_row = (folder, row)
            return

        def answer(value: object) -> None:
            if not self._ask_next_row():
                self._session.predicted.emit(value)

        def fail(sentence: str) -> None:
            if not self._ask_next_row():
                self._session.predict_failed.emit(sentence)

        self._begin("prediction", lambda _: work.predict_row(folder, row), answer, fail)

    def ask_verification(self, folder: Path, records: list[dict[str, float]]) -> None:
        """Run the script alone and compare with the history as the window shows it."""
        session = self._session
        if "verification" in self._jobs:
            return

        def compare(job: Job) -> object:
            return work.verify_run(folder, records, job.note_progress, job.is_cancelled)

        job = self._begin("verification", compare, session.verified.emit, session.verify_failed.emit)
        job.progressed.connect(session.verify_progress)

    def cancel_verification(self) -> None:
        """Give the comparison up."""
        self._cancel("verification")

    def ask_devices(self) -> None:
        """Load torch and find out where it can train."""
        session = self._session
        if session.devices or "devices" in self._jobs:
            return

        def answer(devices: object) -> None:
            session.devices = devices  # type: ignore[assignment]  # a job's answer
            session.devices_found.emit()

        self._begin("devices", lambda _: work.find_devices(), answer, None)

    def close(self) -> None:
        """Give everything up and wait."""
        self._next_row = None
        jobs = tuple(self._jobs.values())
        for job in jobs:
            job.cancel()
        for job in jobs:
            job.wait()

    def _begin(
        self,
        name: str,
        work: Callable[[Job], object],
        answer: Callable[[object], None],
        fail: Callable[[str], None] | None,
    ) -> Job:
        job = Job(work, self)

        def ended() -> None:
            if self._jobs.get(name) is job:
                del self._jobs[name]
            job.deleteLater()

        def failed(error: Exception) -> None:
            ended()
            if isinstance(error, Cancelled):
                return
            if not isinstance(error, EngineError):
                self._session.crashed.emit(error)
            if fail is not None:
                message = error.message if isinstance(error, EngineError) else str(error)
                fail(translate(message))

        def done(value: object) -> None:
            ended()
            answer(value)

        job.done.connect(done)
        job.failed.connect(failed)
        self._jobs[name] = job
        job.start()
        return job

    def _cancel(self, name: str) -> None:
        if name in self._jobs:
            self._jobs[name].cancel()

    def _ask_next_row(self) -> bool:
        if self._next_row is None:
            return False
        (folder, row), self._next_row = self._next_row, None
        self.ask_prediction(folder, row)
        return True
