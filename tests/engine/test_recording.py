"""A run lies in its folder while it goes on: who is killed loses seconds, and goes on with the same digits."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from small_runs import Outcome, assert_same_bits, plan_of, rows_for, run

from engine.errors import EngineError
from engine.events import BatchesEnded, EpochEnded, Evaluating, Event, NotKept, RunStarted
from engine.history import History
from engine.layers import BatchNormalization, Dense, Dropout, GaussianNoise, Layer
from engine.plan import Plan
from engine.project import run_lock
from engine.project.run_lock import held, is_held
from engine.project.runs import load_history, load_run, save_history
from engine.training import checkpoint, recording
from engine.training.checkpoint import load_weights
from engine.training.dense import DenseStep
from engine.training.recording import recorded
from engine.training.trainer import Pace, train

DENSE = (Dense(9, "relu", kernel_regularizer="l2"), Dropout(0.3), BatchNormalization(), Dense(3, "softmax"))
MIXED = (Dense(9, "gelu", kernel_constraint="max_norm"), GaussianNoise(0.1), Dense(3, "softmax"))
CASES: list[tuple[tuple[Layer, ...], dict[str, Any]]] = [
    (DENSE, {}),
    (DENSE, {
        "optimizer": {"kind": "adamw", "learning_rate": {"kind": "cosine_decay", "decay_steps": 15}, "clipnorm": 0.1},
        "metrics": ("accuracy", "auc", "precision"),
        "early_stopping": {"patience": 9},
    }),
    (MIXED, {
        "optimizer": {"kind": "nadam", "use_ema": True, "ema_momentum": 0.9, "weight_decay": 0.01},
        "reduce_lr": {"patience": 1, "min_delta": 0.5},
    }),
    (MIXED, {"optimizer": {"kind": "sgd", "momentum": 0.9, "global_clipnorm": 0.2}, "shuffle": False}),
]


@pytest.fixture(autouse=True)
def save_always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "SAVE_SECONDS", 0.0)
    monkeypatch.setattr(recording, "SHARE", float("inf"))


def killed_at(plan: Plan, place: int, folder: Path, left: Path) -> int:
    """Train, and copy what lies in the folder at an event: what a killed process would leave. Returns how many came."""
    events: list[Event] = []
    folder.mkdir()
    for event in recorded(train(plan, rows_for(plan), folder=folder, pace=Pace(0.0)), History(), folder):
        events.append(event)
        if len(events) == place:
            shutil.copytree(folder, left)
    return len(events)


def gone_on(plan: Plan, folder: Path) -> Outcome:
    history, events = load_history(folder), []
    whole = train(plan.repeating(history), rows_for(plan), folder=folder, resume=folder, pace=Pace(0.0))
    for event in recorded(whole, history, folder):
        events.append(event)
    return Outcome(history, load_weights(folder), events)


@pytest.mark.parametrize("place", [3, 9, 13, 20])
@pytest.mark.parametrize(("layers", "training"), CASES)
def test_a_killed_run_goes_on_as_if_nothing_had_happened(
    tmp_path: Path, layers: tuple[Layer, ...], training: dict[str, Any], place: int
) -> None:
    plan = plan_of(*layers, **training)
    whole = run(plan, rows_for(plan), tmp_path / "whole")
    count = killed_at(plan, place, tmp_path / "killed", tmp_path / "left")
    assert count > 20
    assert load_history(tmp_path / "left").finished is None
    rest = gone_on(plan, tmp_path / "left")
    assert rest.history.batch_losses == whole.history.batch_losses
    assert_same_bits(rest, whole)
    assert rest.finished.best_epoch == whole.finished.best_epoch
    first = rest.events[0]
    assert isinstance(first, RunStarted)
    assert (first.first_epoch, first.first_batch) > (1, 0) or place == 3


def test_what_was_shown_after_the_last_saving_is_taken_back(tmp_path: Path) -> None:
    """The window shows more than a crash leaves: the history is written before the state, which may be older."""
    plan = plan_of(*DENSE)
    whole = run(plan, rows_for(plan), tmp_path / "whole")
    killed_at(plan, 9, tmp_path / "killed", tmp_path / "left")
    later = load_history(tmp_path / "left")
    later.add(BatchesEnded(2, 3, (9.0, 9.0, 9.0)))
    later.add(EpochEnded(2, {"loss": 9.0}))
    save_history(tmp_path / "left", later)
    rest = gone_on(plan, tmp_path / "left")
    assert rest.history.batch_losses == whole.history.batch_losses
    assert_same_bits(rest, whole)


def test_saving_takes_its_share_of_the_time_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now, saved = [0.0], []
    monkeypatch.setattr(recording, "SAVE_SECONDS", 5.0)
    monkeypatch.setattr(recording, "SHARE", 0.01)
    monkeypatch.setattr(recording.time, "monotonic", lambda: now[0])

    def slow(*_: Any) -> None:
        saved.append(now[0])
        now[0] += 0.5

    monkeypatch.setattr(recording, "save_history", slow)

    def events() -> Any:
        for number in range(1000):
            now[0] += 1.0
            sent = yield Evaluating(1, number, 1000)
            if sent is not None:
                now[0] += 0.5
                sent.seconds = 0.5

    assert len(list(recorded(events(), History(), tmp_path))) == 1000
    pauses = [later - sooner for sooner, later in pairwise(saved)]
    assert saved[0] <= 7
    assert min(pauses) >= 100


@pytest.mark.parametrize(
    ("reason", "training"),
    [
        ("early_stopped", {"early_stopping": {"patience": 1, "min_delta": 0.5}}),
        ("diverged", {"optimizer": {"kind": "sgd", "learning_rate": 1000.0}, "loss": "mse", "task": "regression"}),
        ("completed", {}),
    ],
)
def test_a_run_that_was_kept_at_its_end_ends_there_when_it_goes_on(
    tmp_path: Path, reason: str, training: dict[str, Any]
) -> None:
    units = 1 if reason == "diverged" else 3
    plan = plan_of(Dense(9, "relu"), Dense(units, "linear" if units == 1 else "softmax"), epochs=9, **training)
    whole = run(plan, rows_for(plan), tmp_path / "whole")
    assert whole.finished.reason == reason
    (tmp_path / "kept").mkdir()
    events = recorded(train(plan, rows_for(plan), folder=tmp_path / "kept", pace=Pace(0.0)), History(), tmp_path / "kept")
    for event in events:
        if isinstance(event, EpochEnded) and event.epoch == len(whole.epochs):
            events.close()
            break
    rest = gone_on(plan, tmp_path / "kept")
    assert rest.finished.reason == reason
    assert_same_bits(rest, whole)
    assert rest.finished.best_epoch == whole.finished.best_epoch


def test_a_disk_that_is_full_for_a_while_is_told_once_and_training_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_of(*DENSE)
    whole = run(plan, rows_for(plan), tmp_path / "whole")
    is_full, saved = [False], checkpoint.torch.save

    def save(*arguments: Any, **options: Any) -> None:
        if is_full[0]:
            msg = "[enforce fail at inline_container.cc:672] . unexpected pos 64 vs 0"  # what torch says then
            raise RuntimeError(msg)
        saved(*arguments, **options)

    monkeypatch.setattr(checkpoint.torch, "save", save)
    folder, told = tmp_path / "run", []
    folder.mkdir()
    history = History()
    for number, event in enumerate(recorded(train(plan, rows_for(plan), folder=folder, pace=Pace(0.0)), history, folder)):
        told += [event] if isinstance(event, NotKept) else []
        is_full[0] = 4 < number < 9 or 11 < number < 14
        assert not list(folder.glob("*.part"))
    assert ["could not be saved" in str(event.error) for event in told] == [True, True]
    assert_same_bits(Outcome(history, load_weights(folder), []), whole)


@pytest.mark.parametrize("error", [MemoryError, KeyboardInterrupt])
def test_batches_before_one_that_breaks_are_known_when_the_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    plan = plan_of(*DENSE)
    whole = run(plan, rows_for(plan), tmp_path / "whole")
    folder, taken, learn = tmp_path / "run", [], DenseStep._take

    def broken(step: DenseStep, *arguments: Any) -> None:
        taken.append(1)
        if len(taken) == 8:
            raise error
        learn(step, *arguments)

    folder.mkdir()
    monkeypatch.setattr(DenseStep, "_take", broken)
    history = History()
    with pytest.raises((EngineError, KeyboardInterrupt)):
        for _ in recorded(train(plan, rows_for(plan), folder=folder), history, folder):
            pass
    monkeypatch.setattr(DenseStep, "_take", learn)
    rest = gone_on(plan, folder)
    assert rest.events[0].first_batch == 2  # type: ignore[union-attr]
    assert_same_bits(rest, whole)
    if error is MemoryError:  # who is interrupted hears of no more
        assert len(history.batch_losses) == 7
        assert rest.history.batch_losses == whole.history.batch_losses


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_process_that_is_killed_leaves_a_run_that_goes_on(tmp_path: Path) -> None:
    from engine.data.generate import describe_generated
    from engine.plan import make_plan
    from engine.project.document import GeneratedSource
    from engine.project.edits import change_training, new_project
    from engine.project.storage import save_project
    from engine.training.run import prepare_run

    project = new_project(describe_generated(GeneratedSource(rows=300)), layers=(Dense(8, "tanh"), Dropout(0.2)))
    project = change_training(project, epochs=60, batch_size=7)
    project = save_project(project, tmp_path / "p.netbench", base=tmp_path)
    code = (
        "import sys; from engine.training import recording; recording.SAVE_SECONDS = 0.0; recording.SHARE = 1e9;"
        " from engine.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "train", str(tmp_path / "p.netbench"), "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=dict(os.environ))
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line).get("epoch", 0) >= 3:
            break
    (folder,) = (tmp_path / "p.runs").iterdir()
    assert is_held(folder)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not is_held(folder)
    left = load_run(folder)
    assert left.history.finished is None
    assert left.checkpoint is not None
    plan = make_plan(project, tmp_path)
    history = left.history
    for _ in recorded(train(plan, prepare_run(plan, tmp_path), folder=folder, resume=folder), history, folder):
        pass
    whole = run(plan, prepare_run(plan, tmp_path), tmp_path / "whole")
    assert history.started is not None
    assert history.started.first_epoch >= 3
    assert history.batch_losses == whole.history.batch_losses
    assert_same_bits(Outcome(history, load_weights(folder), []), whole)


def test_one_program_at_a_time_trains_in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_lock, "PATIENCE", 0.0)
    folder = tmp_path / "new"
    with held(folder):
        assert is_held(folder)
        with pytest.raises(EngineError, match="Another program trains in"), held(folder):
            pytest.fail("two at once")
        assert is_held(folder)
    assert not is_held(folder)
    assert not list(folder.iterdir())
    with held(None):
        pass


def test_a_folder_that_knows_no_locks_keeps_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(lock: Any, *_: Any, **__: Any) -> None:
        raise NotImplementedError("FileSystem does not appear to support flock")

    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    with held(tmp_path):
        (tmp_path / run_lock.LOCK).touch()
        assert not is_held(tmp_path)
