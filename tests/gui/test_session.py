"""The run in the window, driven by a generator that trains nothing."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.errors import Cancelled, EngineError
from engine.events import BatchesEnded, EpochEnded, Event, RunFinished, RunStarted
from engine.project.edits import change_training
from engine.project.runs import save_history, save_run_start
from netbench_gui.i18n import said
from netbench_gui.notify import Notifier
from netbench_gui.session.session import TrainingSession
from netbench_gui.session.thread import RunControl, RunRequest, StopRun
from netbench_gui.store import ProjectStore

BATCHES = 3


class FakeRun:
    """Yields the events of a run; a batch ends when `allow` was called for it, or at once."""

    def __init__(self, epochs: int = 2, *, free: bool = True, reason: str = "completed") -> None:
        self.epochs, self.reason = epochs, reason
        self.requests: list[RunRequest] = []
        self.paces: list[float] = []
        self.stopped = 0
        self.tickets = threading.Semaphore(1_000_000 if free else 0)
        self.error: Exception | None = None
        self.seconds = 0.0

    def allow(self, batches: int = 1) -> None:
        self.tickets.release(batches)

    def __call__(self, request: RunRequest, control: RunControl) -> Generator[Event, None, None]:
        self.requests.append(request)
        control.adopt(self, StopRun)
        if self.error is not None:
            raise self.error
        done = 0
        try:
            yield RunStarted(241, 52, 51, "cpu", 1, "dense", 163, self.epochs, batches=BATCHES)
            for epoch in range(1, self.epochs + 1):
                for batch in range(BATCHES):
                    self.tickets.acquire()
                    self.paces.append(self.seconds)
                    yield BatchesEnded(epoch, batch, (1.0,))
                done = epoch
                yield EpochEnded(epoch, {"loss": 1.0 / epoch}, is_best=True)
            yield self._finished(self.reason, done)
        except StopRun:
            self.stopped += 1
            yield self._finished("stopped", done)

    def _finished(self, reason: str, epochs: int) -> RunFinished:
        return RunFinished(reason, epochs, epochs or None, {"loss": 0.5}, "dense", 0.1)  # type: ignore[arg-type]


@pytest.fixture
def fake() -> FakeRun:
    return FakeRun()


@pytest.fixture
def notifier(qtbot: QtBot) -> Notifier:
    return Notifier()


@pytest.fixture
def make_session(
    store: ProjectStore, notifier: Notifier, tmp_path: Path
) -> Iterator[Callable[[FakeRun], TrainingSession]]:
    made: list[TrainingSession] = []

    def make(run: FakeRun) -> TrainingSession:
        session = TrainingSession(store, notifier, run=run, new_folder=lambda _: tmp_path / "0001")
        made.append(session)
        return session

    yield make
    for session in made:
        session.close()


@pytest.fixture
def session(make_session: Callable[[FakeRun], TrainingSession], fake: FakeRun) -> TrainingSession:
    return make_session(fake)


def collected(session: TrainingSession) -> list[Event]:
    events: list[Event] = []
    session.events_arrived.connect(events.extend)
    return events


def ended(session: TrainingSession) -> Callable[[], bool]:
    return lambda: not session.is_active


def test_a_run_goes_from_ready_to_finished(
    session: TrainingSession, fake: FakeRun, qtbot: QtBot
) -> None:
    states: list[str] = []
    session.state_changed.connect(states.append)
    events = collected(session)
    session.train()
    qtbot.wait_until(ended(session))
    assert states == ["starting", "running", "finished"]
    assert [type(event).__name__ for event in events] == [
        "RunStarted",
        *(["BatchesEnded"] * 3 + ["EpochEnded"]) * 2,
        "RunFinished",
    ]
    assert len(session.history.epochs) == 2
    assert fake.requests[0].project is session.project


def test_events_are_in_the_history_when_they_are_announced(
    session: TrainingSession, qtbot: QtBot
) -> None:
    seen: list[int] = []
    session.events_arrived.connect(lambda _: seen.append(len(session.history.batch_losses)))
    session.train()
    qtbot.wait_until(ended(session))
    assert seen[-1] == 6


def test_a_thousand_batches_come_in_few_lists(
    make_session: Callable[[FakeRun], TrainingSession], qtbot: QtBot
) -> None:
    session = make_session(FakeRun(epochs=2000))
    lists: list[int] = []
    session.events_arrived.connect(lambda events: lists.append(len(events)))
    began = time.monotonic()
    session.train()
    qtbot.wait_until(ended(session), timeout=20_000)
    assert sum(lists) == 2000 * 4 + 2
    assert len(lists) <= 10 * (time.monotonic() - began) + 2


def test_pause_stands_still_and_go_on_ends_the_run(
    make_session: Callable[[FakeRun], TrainingSession], qtbot: QtBot
) -> None:
    fake = FakeRun(free=False)
    session = make_session(fake)
    session.train()
    fake.allow()
    qtbot.wait_until(lambda: len(session.history.batch_losses) == 1)
    session.pause()
    assert session.is_finishing_step
    assert session.state == "running"
    fake.allow()
    qtbot.wait_until(lambda: session.state == "paused")
    assert not session.is_finishing_step
    assert len(session.history.batch_losses) == 2
    fake.allow(100)
    session.train()
    qtbot.wait_until(lambda: session.state == "finished")
    assert len(session.history.batch_losses) == 6


def test_one_batch_from_the_start_then_another(
    session: TrainingSession, fake: FakeRun, qtbot: QtBot
) -> None:
    session.step_batch()
    qtbot.wait_until(lambda: session.state == "paused")
    assert len(session.history.batch_losses) == 1
    session.step_batch()
    qtbot.wait_until(lambda: session.state == "paused")
    assert len(session.history.batch_losses) == 2
    assert fake.paces == [0.0, 0.0]


def test_the_last_batch_takes_the_end_of_the_epoch_with_it(
    session: TrainingSession, qtbot: QtBot
) -> None:
    for _ in range(BATCHES):
        session.step_batch()
        qtbot.wait_until(lambda: session.state == "paused")
    assert len(session.history.epochs) == 1
    assert len(session.history.batch_losses) == BATCHES


def test_one_epoch_stands_still_and_the_last_one_ends_the_run(
    session: TrainingSession, qtbot: QtBot
) -> None:
    session.step_epoch()
    qtbot.wait_until(lambda: session.state == "paused")
    assert len(session.history.epochs) == 1
    session.step_epoch()
    qtbot.wait_until(lambda: session.state == "finished")
    assert len(session.history.epochs) == 2


@pytest.mark.parametrize("paused", [False, True])
def test_stop_is_thrown_into_the_run_and_its_last_event_arrives(
    make_session: Callable[[FakeRun], TrainingSession], qtbot: QtBot, paused: bool
) -> None:
    fake = FakeRun(epochs=1000, free=False)
    session = make_session(fake)
    session.train()
    fake.allow()
    qtbot.wait_until(lambda: session.state == "running")
    if paused:
        session.pause()
        fake.allow()
        qtbot.wait_until(lambda: session.state == "paused")
    session.stop()
    assert session.state == "stopping"
    fake.allow()
    qtbot.wait_until(lambda: session.state == "stopped")
    assert fake.stopped == 1
    assert session.history.finished is not None
    assert session.history.finished.reason == "stopped"


def stopped(session: TrainingSession, fake: FakeRun, qtbot: QtBot) -> TrainingSession:
    """A session whose run was stopped on the way."""
    session.train()
    session.stop()
    fake.allow(10)
    qtbot.wait_until(ended(session))
    return session


def test_a_stopped_run_goes_on_until_something_is_changed(
    make_session: Callable[[FakeRun], TrainingSession], store: ProjectStore, qtbot: QtBot
) -> None:
    fake = FakeRun(epochs=1000, free=False)
    session = stopped(make_session(fake), fake, qtbot)
    assert session.can_continue
    session.train()
    assert fake.allow(10_000) is None
    qtbot.wait_until(ended(session))
    assert [request.resume for request in fake.requests] == [False, True]
    assert fake.requests[1].project is fake.requests[0].project


@pytest.mark.parametrize("error", [Cancelled("Reading was cancelled."), EngineError("Another program trains there.")])
def test_a_stopped_run_that_cannot_go_on_now_stays_as_it_is(
    make_session: Callable[[FakeRun], TrainingSession], qtbot: QtBot, error: EngineError
) -> None:
    fake = FakeRun(epochs=1000, free=False)
    session = stopped(make_session(fake), fake, qtbot)
    shown = session.project, session.history
    fake.error = error
    session.train()
    qtbot.wait_until(ended(session))
    assert session.state == "stopped"
    assert session.can_continue
    assert (session.project, session.history) == shown


def test_a_change_after_stop_makes_train_begin_anew(
    make_session: Callable[[FakeRun], TrainingSession], store: ProjectStore, qtbot: QtBot
) -> None:
    fake = FakeRun(epochs=1000)
    session = make_session(fake)
    session.train()
    session.stop()
    qtbot.wait_until(ended(session))
    store.edit("Epochs", lambda project: change_training(project, epochs=7))
    assert not session.can_continue
    session.train()
    session.stop()
    qtbot.wait_until(ended(session))
    assert [request.resume for request in fake.requests] == [False, False]
    assert fake.requests[1].project.training.epochs == 7


def test_start_again_keeps_the_seed_and_new_start_draws_one_that_undo_takes_back(
    session: TrainingSession,
    store: ProjectStore,
    fake: FakeRun,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("secrets.randbelow", lambda _: 4711)
    session.start_again()
    qtbot.wait_until(ended(session))
    session.new_start()
    qtbot.wait_until(ended(session))
    assert [request.project.training.seed for request in fake.requests] == [7, 4711]
    store.undo_stack.undo()
    assert store.project.training.seed == 7


def test_edits_while_it_runs_do_not_reach_the_run(
    session: TrainingSession, store: ProjectStore, qtbot: QtBot
) -> None:
    session.step_batch()
    qtbot.wait_until(lambda: session.state == "paused")
    store.edit("Epochs", lambda project: change_training(project, epochs=99))
    assert session.project is not None
    assert session.project.training.epochs == 50


def test_a_divergence_is_a_state_of_its_own(
    make_session: Callable[[FakeRun], TrainingSession], qtbot: QtBot
) -> None:
    session = make_session(FakeRun(reason="diverged"))
    session.train()
    qtbot.wait_until(lambda: session.state == "diverged")


def test_what_cannot_be_done_is_said_in_one_sentence(
    session: TrainingSession, notifier: Notifier, fake: FakeRun, qtbot: QtBot
) -> None:
    fake.error = EngineError("The table is gone.", hint="Open it again.")
    with qtbot.wait_signal(notifier.message_shown) as shown:
        session.train()
    text, kind, _ = shown.args
    assert (said(text), kind) == ("The table is gone. Open it again.", "problem")
    qtbot.wait_until(lambda: session.state == "failed")


def test_our_own_mistake_becomes_a_crash_report(
    session: TrainingSession, fake: FakeRun, qtbot: QtBot
) -> None:
    fake.error = RuntimeError("shapes")
    with qtbot.wait_signal(session.crashed) as crashed:
        session.train()
    assert crashed.args == [fake.error]


def test_stop_while_the_table_is_read_leaves_the_window_ready(
    session: TrainingSession, fake: FakeRun, qtbot: QtBot
) -> None:
    fake.error = Cancelled("Reading was cancelled.")
    session.train()
    session.stop()
    qtbot.wait_until(lambda: session.state == "ready")
    assert session.project is None


def test_problems_keep_a_run_from_starting(
    make_session: Callable[[FakeRun], TrainingSession], store: ProjectStore, fake: FakeRun
) -> None:
    store.edit("Layers", lambda project: project.changed(layers=()))
    session = make_session(fake)
    session.train()
    assert session.state == "ready"
    assert not fake.requests


def test_python_hands_its_lock_over_quickly_only_while_it_trains(
    make_session: Callable[[FakeRun], TrainingSession], qtbot: QtBot
) -> None:
    before = sys.getswitchinterval()
    fake = FakeRun(free=False)
    session = make_session(fake)
    session.train()
    assert sys.getswitchinterval() == pytest.approx(0.0005)
    fake.allow(100)
    qtbot.wait_until(ended(session))
    assert sys.getswitchinterval() == pytest.approx(before)


def test_a_run_is_shown_from_its_folder(
    session: TrainingSession, store: ProjectStore, tmp_path: Path, qtbot: QtBot
) -> None:
    session.train()
    qtbot.wait_until(ended(session))
    folder = tmp_path / "0007"
    folder.mkdir()
    save_run_start(folder, store.project, base=tmp_path)
    save_history(folder, session.history)
    with qtbot.wait_signal(session.run_changed):
        session.show_run(folder)
    assert session.run_folder == folder
    assert session.state == "finished"
    assert len(session.history.epochs) == 2


def test_opening_another_project_shows_no_run(
    session: TrainingSession, store: ProjectStore, qtbot: QtBot
) -> None:
    session.train()
    qtbot.wait_until(ended(session))
    with qtbot.wait_signal(session.run_changed):
        store.open(store.project, None)
    assert session.run_folder is None
    assert session.state == "ready"
    assert not session.history.epochs


def test_close_ends_the_thread(
    make_session: Callable[[FakeRun], TrainingSession], qtbot: QtBot
) -> None:
    fake = FakeRun(epochs=100_000)
    session = make_session(fake)
    session.train()
    session.stop()
    session.close()
    qtbot.wait_until(ended(session))
    assert fake.stopped <= 1


def test_only_the_newest_row_typed_is_answered(
    session: TrainingSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[dict[str, str]] = []
    gate = threading.Event()

    def predict(_folder: Path, row: dict[str, str]) -> dict[str, object]:
        asked.append(row)
        gate.wait(5)
        return {"value": float(row["x"])}

    monkeypatch.setattr("netbench_gui.session.work.predict_row", predict)
    session.train()
    qtbot.wait_until(ended(session))
    answers: list[object] = []
    session.predicted.connect(answers.append)
    for value in ("1", "12", "123"):
        session.predict({"x": value})
    qtbot.wait_until(lambda: len(asked) == 1)
    gate.set()
    qtbot.wait_until(lambda: bool(answers))
    assert answers == [{"value": 123.0}]
    assert [row["x"] for row in asked] == ["1", "123"]


def test_a_verification_tells_its_progress_and_can_be_given_up(
    session: TrainingSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def verify(
        _folder: Path,
        _records: object,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> object:
        progress(1, 2)
        while not cancelled():
            threading.Event().wait(0.01)
        raise Cancelled("The verification was cancelled.")

    monkeypatch.setattr("netbench_gui.session.work.verify_run", verify)
    session.train()
    qtbot.wait_until(ended(session))
    failures: list[str] = []
    session.verify_failed.connect(failures.append)
    with qtbot.wait_signal(session.verify_progress) as progress:
        session.verify()
    assert progress.args == [1, 2]
    session.cancel_verify()
    session.close()
    assert not failures


def test_a_short_run_is_stretched_so_that_its_curves_are_seen_to_grow(
    session: TrainingSession, qtbot: QtBot
) -> None:
    session.shortest_run = 0.4
    lists: list[list[Event]] = []
    session.events_arrived.connect(lists.append)
    begun = time.monotonic()
    session.train()
    qtbot.wait_until(ended(session))
    assert time.monotonic() - begun >= 0.35
    epochs_seen = [sum(isinstance(event, EpochEnded) for event in events) for events in lists]
    assert max(epochs_seen) == 1, "both epochs came at once"


def test_a_stretched_run_stops_at_once(
    make_session: Callable[[FakeRun], TrainingSession], qtbot: QtBot
) -> None:
    session = make_session(FakeRun(epochs=2))
    session.shortest_run = 60.0
    session.train()
    qtbot.wait_until(lambda: len(session.history.epochs) == 1)
    begun = time.monotonic()
    session.stop()
    qtbot.wait_until(ended(session))
    assert time.monotonic() - begun < 1.0
