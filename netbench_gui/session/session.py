"""The run in the window: starts, pauses and stops it, and keeps its numbers."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QObject, QTimer, Signal

from engine.errors import Cancelled, EngineError
from engine.events import ChangeRate, Event, RateChanged, RunStarted
from engine.history import History
from engine.project.document import Project
from engine.project.edits import change_training
from engine.project.runs import load_run, new_run_folder
from netbench_gui.notify import Notifier
from netbench_gui.session.clock import RunClock
from netbench_gui.session.questions import RunQuestions
from netbench_gui.session.thread import RunFunction, RunRequest, TrainingThread, Wish
from netbench_gui.session.work import DeviceChoice, run_training
from netbench_gui.settings import data_folder
from netbench_gui.store import ProjectStore

if TYPE_CHECKING:
    from engine.report import Report

State = Literal[
    "ready",
    "starting",
    "running",
    "paused",
    "stopping",
    "finished",
    "stopped",
    "diverged",
    "failed",
]

ACTIVE = frozenset({"starting", "running", "paused", "stopping"})
# Six lists of events a second still look alive, and leave the training its time (tests/benchmarks/live_view.py).
LISTEN_MS = 160
# Training and window share Python's lock: hand it over quickly while both are at work.
SWITCH_SECONDS = 0.0005


class TrainingSession(QObject):
    """The run that the window shows: going on, ended, or loaded from its folder.

    Attributes:
        state: where it is.
        history: its numbers.
        project: the project as it was when the run began, None without a run.
        run_folder: where it is kept.
        report: its scores in detail, None before they are known.
        devices: where torch can train, empty before torch is loaded.
        shortest_run: seconds that a short run is stretched to, so that its curves are seen to grow, or 0.
        is_finishing_step: a pause was asked for and the step has not ended yet.
        wanted_rate: the learning rate that counts from the next batch on, None where none waits.

    Signals:
        state_changed(state): the state, `is_finishing_step` or `wanted_rate` is another.
        events_arrived(events): new events, already in `history`; at most 10 times a second.
        run_changed(): another run is shown, or none.
        report_changed(): `report` is another.
        predicted(answer), predict_failed(sentence): answers to `predict`.
        verify_progress(done, total), verified(result), verify_failed(sentence): of `verify`.
        devices_found(): torch is loaded and `devices` is known.
        crashed(error): our own mistake in a thread.
    """

    state_changed = Signal(str)
    events_arrived = Signal(list)
    run_changed = Signal()
    report_changed = Signal()
    predicted = Signal(object)
    predict_failed = Signal(str)
    verify_progress = Signal(int, int)
    verified = Signal(object)
    verify_failed = Signal(str)
    devices_found = Signal()
    crashed = Signal(object)

    def __init__(
        self,
        store: ProjectStore,
        notifier: Notifier,
        *,
        run: RunFunction = run_training,
        new_folder: Callable[[Path | None], Path] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.state: State = "ready"
        self.history = History()
        self.project: Project | None = None
        self.run_folder: Path | None = None
        self.report: Report | None = None
        self.devices: tuple[DeviceChoice, ...] = ()
        self.is_finishing_step = False
        self.wanted_rate: float | None = None
        self.clock = RunClock()
        self.shortest_run = 0.0
        self._store, self._notifier = store, notifier
        self._function = run
        self._new_folder = new_folder or _new_folder
        self._thread: TrainingThread | None = None
        self._switch_interval = sys.getswitchinterval()
        self._base: Path | None = None
        self._questions = RunQuestions(self)
        self._listener = QTimer(self)
        self._listener.setInterval(LISTEN_MS)
        self._listener.timeout.connect(self._take_events)
        store.opened.connect(self._on_store_opened)

    @property
    def is_active(self) -> bool:
        """Whether a run goes on or stands paused."""
        return self.state in ACTIVE

    @property
    def can_continue(self) -> bool:
        """Whether Train goes on with a stopped run: nothing was changed since."""
        return self.state == "stopped" and self.run_folder is not None and self.is_of(self._store.project)

    def is_of(self, project: Project) -> bool:
        """Whether the shown run was trained with exactly these settings, from wherever its table is named."""
        run = self.project
        return run is not None and _settings(run) == _settings(project)

    @property
    def learning_rate(self) -> float | None:
        """The rate that the run learns with, or will from the next batch on; None before anybody can know."""
        return self.history.learning_rate if self.wanted_rate is None else self.wanted_rate

    @property
    def preparation(self) -> float | None:
        """The share that is done while the table is read, None before and after."""
        return self._thread.control.progress if self._thread and self.state == "starting" else None

    def train(self) -> None:
        """Train, or go on with what was paused or stopped."""
        if self.state == "paused":
            self.resume()
        elif self.can_continue:
            self.continue_run()
        else:
            self.start_again()

    def continue_run(self) -> None:
        """Go on with the stopped run as if it had never stopped."""
        if not self.is_active and self.project is not None and self.run_folder is not None:
            self._start(RunRequest(self.project, self._base, self.run_folder, resume=True), "run")

    def start_again(self) -> None:
        """Train the open project from the beginning, with the same seed."""
        self._start_new("run")

    def new_start(self) -> None:
        """Draw another seed and train from the beginning."""
        if self.is_active:
            return
        seed = secrets.randbelow(10_000)
        self._store.edit(lambda: self.tr("New seed"), lambda project: change_training(project, seed=seed))
        self._start_new("run")

    def pause(self) -> None:
        """Stand still at the end of the step."""
        if self.state in {"starting", "running"} and self._thread is not None:
            self.is_finishing_step = True
            self._thread.ask("pause")
            self.state_changed.emit(self.state)

    def resume(self) -> None:
        """Go on after a pause."""
        self._walk("run")

    def step_batch(self) -> None:
        """Learn one batch and stand still."""
        self._walk("batch")

    def step_epoch(self) -> None:
        """Learn to the end of the epoch and stand still."""
        self._walk("epoch")

    def change_rate(self, rate: float) -> None:
        """Learn with this rate from the next batch on; a schedule ends there.

        Raises:
            EngineError: it is no learning rate.
        """
        change = ChangeRate(rate)
        if self.is_active and self.state != "stopping" and self._thread is not None:
            self.wanted_rate = rate
            self._thread.send(change)
            self.state_changed.emit(self.state)

    def stop(self) -> None:
        """End the run at the next batch and keep what was learnt."""
        if self.is_active and self._thread is not None:
            self.is_finishing_step = False
            self._thread.ask("stop")
            self.clock.resume()
            self._set_state("stopping")

    def show_run(self, folder: Path) -> None:
        """Show a run from its folder."""
        if self.is_active:
            self._notifier.notice(lambda: self.tr("Stop the training first; then another run can be shown."))
            return
        try:
            run = load_run(folder)
        except EngineError as error:
            self._notifier.error(error)
            return
        finished = run.history.finished
        self._show(run.project, run.folder, run.history)
        self._base = run.folder
        # One that a crash has ended goes on from where its state was last kept.
        reason = finished.reason if finished else "stopped" if run.checkpoint else "finished"
        self._set_state(reason if reason in {"stopped", "diverged"} else "finished")
        self._questions.ask_report(run.folder, None)

    def predict(self, row: dict[str, str]) -> None:
        """Ask the shown run's network about one row; the answer comes as a signal."""
        if self.run_folder is not None:
            self._questions.ask_prediction(self.run_folder, row)

    def verify(self) -> None:
        """Run the exported script alone and compare; the answer comes as a signal."""
        if self.run_folder is not None:
            self._questions.ask_verification(self.run_folder, self.history.records)

    def cancel_verify(self) -> None:
        """Give the comparison up."""
        self._questions.cancel_verification()

    def warm_up(self) -> None:
        """Load torch, so that Train starts at once."""
        self._questions.ask_devices()

    def close(self) -> None:
        """Wait for every thread; a run has to be stopped before."""
        self._listener.stop()
        self._questions.close()
        if self._thread is not None:
            self._thread.ask("stop")
            self._thread.wait()

    def _walk(self, wish: Wish) -> None:
        if self.state == "paused" and self._thread is not None:
            self.clock.resume()
            self._thread.ask(wish)
            self._set_state("running")
        elif not self.is_active:
            if self.can_continue and self.project is not None:
                request = RunRequest(self.project, self._base, self.run_folder, resume=True)
                self._start(request, wish)
            else:
                self._start_new(wish)

    def _start_new(self, wish: Wish) -> None:
        if self.is_active:
            return
        if any(problem.severity == "problem" for problem in self._store.problems):
            return
        path = self._store.path
        try:
            folder = self._new_folder(path)
        except EngineError as error:
            self._notifier.error(error)
            return
        base = path.parent if path is not None else None
        self._show(self._store.project, folder, History())
        self._start(RunRequest(self._store.project, base, folder), wish)

    def _start(self, request: RunRequest, wish: Wish) -> None:
        self._base = request.base
        self._thread = TrainingThread(self._function, request, wish, self, shortest=self.shortest_run)
        self._thread.parked.connect(self._on_thread_parked)
        self._thread.finished.connect(self._on_thread_finished)
        self._switch_interval = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_SECONDS)
        self._set_state("starting")
        self._thread.start()
        self._listener.start()

    def _show(self, project: Project | None, folder: Path | None, history: History) -> None:
        self.project, self.run_folder, self.history = project, folder, history
        self.show_report(None)
        self.run_changed.emit()

    def show_report(self, report: Report | None) -> None:
        """Take over what was found out about the shown run."""
        if report is not self.report:
            self.report = report
            self.report_changed.emit()

    def _set_state(self, state: State) -> None:
        self.state = state
        self.state_changed.emit(state)

    def _take_events(self) -> None:
        if self._thread is None:
            return
        events: list[Event] = self._thread.take_events()
        for event in events:
            if isinstance(event, RunStarted):
                self.clock.start(self.history)
            self.history.add(event)
            if isinstance(event, RateChanged) and event.learning_rate == self.wanted_rate:
                self.wanted_rate = None
        if not events:
            return
        if self.state == "starting":
            self._set_state("running")
        self.events_arrived.emit(events)

    def _on_thread_parked(self) -> None:
        if self.state in {"starting", "running"}:
            self._take_events()
            self.clock.pause()
            self.is_finishing_step = False
            self._set_state("paused")

    def _on_thread_finished(self) -> None:
        self._listener.stop()
        sys.setswitchinterval(self._switch_interval)
        self._take_events()
        self.clock.pause()
        self.is_finishing_step, self.wanted_rate = False, None
        thread, self._thread = self._thread, None
        if thread is None:
            return
        thread.deleteLater()
        if thread.error is not None:
            self._fail(thread.error, is_as_before=thread.left_a_stopped_run)
            return
        finished = self.history.finished
        if finished is None:
            self._set_state("ready")
            return
        reason = finished.reason
        self._set_state(reason if reason in {"stopped", "diverged"} else "finished")
        if self.run_folder is not None and reason != "diverged":
            self._questions.ask_report(self.run_folder, thread.control.prepared)

    def _fail(self, error: Exception, *, is_as_before: bool) -> None:
        if is_as_before:
            self._set_state("stopped")
        elif isinstance(error, Cancelled):
            self._show(None, None, History())
            self._set_state("ready")
        else:
            self._set_state("failed")
        if isinstance(error, Cancelled):
            return
        if isinstance(error, EngineError):
            self._notifier.error(error)
        else:
            self.crashed.emit(error)

    def _on_store_opened(self) -> None:
        # Another project was opened; the window does not let that happen during a run.
        if not self.is_active:
            self._show(None, None, History())
            self._set_state("ready")


def _new_folder(project_path: Path | None) -> Path:
    return new_run_folder(project_path, data_folder() / "runs")


def _settings(project: Project) -> tuple[Any, ...]:
    data = project.data
    if data is None:
        return project.layers, project.training, None
    source = getattr(data.source, "fingerprint", "") or data.source
    return project.layers, project.training, source, data.columns, data.rows, data.task, data.split, data.preparation
