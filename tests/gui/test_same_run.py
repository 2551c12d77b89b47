"""A run is the same whether a window looks at it, pauses it, or has been killed on the way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from engine.data.generate import describe_generated
from engine.history import History
from engine.layers import BatchNormalization, Dense, Dropout
from engine.plan import make_plan
from engine.project import run_lock
from engine.project.document import GeneratedSource, Project
from engine.project.edits import change_training, new_project
from engine.project.runs import load_run, save_run_start
from engine.training import checkpoint, recording
from engine.training.checkpoint import load_weights
from engine.training.run import prepare_run
from engine.training.trainer import Pace, train
from netbench_gui.notify import Notifier
from netbench_gui.session.messages import RunMessages
from netbench_gui.session.session import TrainingSession
from netbench_gui.store import ProjectStore

LONG = 120_000


@pytest.fixture
def rich() -> Project:
    layers = (Dense(12, "tanh", kernel_regularizer="l2"), Dropout(0.2), BatchNormalization())
    project = new_project(describe_generated(GeneratedSource(rows=300)), layers=layers)
    return change_training(
        project, epochs=5, batch_size=17, metrics=("accuracy", "auc"), reduce_lr={"patience": 1, "min_delta": 0.1},
        early_stopping={"patience": 9},
        optimizer={"kind": "adam", "learning_rate": 0.01, "clipnorm": 0.5, "use_ema": True, "weight_decay": 0.01},
    )


@pytest.fixture
def store(rich: Project) -> Iterator[ProjectStore]:
    made = ProjectStore(rich)
    yield made
    made.close()


@pytest.fixture
def notifier() -> Notifier:
    return Notifier()


@pytest.fixture
def session(store: ProjectStore, notifier: Notifier, tmp_path: Path, qtbot: QtBot) -> Iterator[TrainingSession]:
    made = TrainingSession(store, notifier, new_folder=lambda _: tmp_path / "window")
    (tmp_path / "window").mkdir()
    yield made
    made.close()


def alone(project: Project, folder: Path, copy_at: int | None = None) -> History:
    """The run without a window; `copy_at` leaves at this event, in FOLDER.killed, what a kill would."""
    folder.mkdir()
    plan, history = make_plan(project, folder), History()
    save_run_start(folder, project, base=folder)
    data = prepare_run(plan, folder, folder=folder)
    for number, _ in enumerate(recording.recorded(train(plan, data, folder=folder, pace=Pace(0.0)), history, folder)):
        if number == copy_at:
            shutil.copytree(folder, folder.with_suffix(".killed"))
    return history


def assert_same(one: History, other: History, folders: tuple[Path, Path]) -> None:
    assert one.batch_losses == other.batch_losses
    assert one.epochs == other.epochs
    assert one.finished is not None
    assert other.finished is not None
    assert one.finished.test == other.finished.test
    weights: list[Any] = [load_weights(folder) for folder in folders]
    assert weights[0].keys() == weights[1].keys()
    assert all(weights[0][name].equal(weights[1][name]) for name in weights[0])


def test_a_run_that_the_window_pauses_has_the_digits_of_one_without_a_window(
    session: TrainingSession, rich: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    session.step_epoch()
    qtbot.wait_until(lambda: session.state == "paused", timeout=LONG)
    session.step_batch()
    qtbot.wait_until(lambda: session.state == "paused", timeout=LONG)
    session.train()
    qtbot.wait_until(lambda: session.state == "finished", timeout=LONG)
    whole = alone(rich, tmp_path / "whole")
    assert_same(session.history, whole, (tmp_path / "window", tmp_path / "whole"))


@pytest.mark.parametrize("place", [7, 40])
def test_a_run_that_a_crash_has_ended_is_shown_and_goes_on_with_the_same_digits(
    session: TrainingSession, rich: Project, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    monkeypatch.setattr(recording, "SAVE_SECONDS", 0.0)
    monkeypatch.setattr(recording, "SHARE", float("inf"))
    whole = alone(rich, tmp_path / "whole", copy_at=place)
    killed = tmp_path / "whole.killed"
    session.show_run(killed)
    assert session.state == "stopped"
    assert session.can_continue
    session.train()
    qtbot.wait_until(lambda: session.state == "finished", timeout=LONG)
    assert session.run_folder == killed
    assert_same(session.history, whole, (killed, tmp_path / "whole"))
    kept = load_run(killed).history
    assert (kept.batch_losses, kept.epochs) == (whole.batch_losses, whole.epochs)


def test_a_run_that_another_program_trains_is_left_to_it(
    session: TrainingSession, notifier: Notifier, rich: Project, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "SAVE_SECONDS", 0.0)
    monkeypatch.setattr(recording, "SHARE", float("inf"))
    monkeypatch.setattr(run_lock, "PATIENCE", 0.0)
    whole = alone(rich, tmp_path / "whole", copy_at=20)
    killed = tmp_path / "whole.killed"
    session.show_run(killed)
    files = {path.name: path.read_bytes() for path in killed.iterdir()}
    with run_lock.held(killed):
        with qtbot.wait_signal(notifier.message_shown, timeout=LONG) as told:
            session.train()
        text = told.args[0]()
        assert text == f"Another program trains in “{killed}”. Wait until it has ended, or stop it there."
        qtbot.wait_until(lambda: session.state == "stopped", timeout=LONG)
        assert {path.name: path.read_bytes() for path in killed.iterdir() if path.name != run_lock.LOCK} == files
    assert session.can_continue
    session.train()
    qtbot.wait_until(lambda: session.state == "finished", timeout=LONG)
    assert_same(session.history, whole, (killed, tmp_path / "whole"))
    assert not run_lock.is_held(killed)


def test_a_run_that_left_no_state_cannot_go_on(session: TrainingSession, rich: Project, tmp_path: Path) -> None:
    (tmp_path / "early").mkdir()
    save_run_start(tmp_path / "early", rich, base=tmp_path)
    session.show_run(tmp_path / "early")
    assert session.state == "finished"
    assert not session.can_continue


def test_a_disk_that_is_full_is_told_and_does_not_end_the_run(
    session: TrainingSession, store: ProjectStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    notifier = Notifier()
    RunMessages(store, session, notifier)
    problems: list[str] = []
    monkeypatch.setattr(notifier, "error", lambda error: problems.append(str(error)))
    monkeypatch.setattr(recording, "SAVE_SECONDS", 0.0)
    monkeypatch.setattr(recording, "SHARE", float("inf"))
    saved, tries = checkpoint.save_file, []

    def full(*arguments: Any) -> None:
        tries.append(True)
        if len(tries) == 2:
            raise OSError(28, "No space left on device")
        saved(*arguments)

    monkeypatch.setattr(checkpoint, "save_file", full)
    session.train()
    qtbot.wait_until(lambda: session.state == "finished", timeout=LONG)
    assert len(tries) > 3
    assert len(problems) == 1
    assert "No space left" in problems[0]
