"""A learning rate set by hand while a run goes on: an event with its step, kept, replayed, and gone on with."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from small_runs import Outcome, as_text, assert_same_bits, assert_same_weights, plan_of, rows_for, run

from engine.cli import main
from engine.errors import EngineError
from engine.events import BatchesEnded, ChangeRate, EpochEnded, Event, RateChanged, RunFinished
from engine.export.verify import verify_script
from engine.history import History
from engine.layers import BatchNormalization, Dense, Dropout
from engine.plan import Plan, make_plan
from engine.project.edits import change_training
from engine.project.runs import HISTORY, find_run, load_history, load_run, save_history, save_run_start
from engine.project.storage import load_project
from engine.resources import sample_folder
from engine.training.checkpoint import load_weights
from engine.training.run import prepare_run
from engine.training.trainer import Pace, StopTraining, train

STACK = (Dense(8, "relu"), Dropout(0.3), Dense(3, "softmax"))
BATCHES = 5  # of an epoch of 70 rows, 16 a batch


def steered(
    events: Any, wishes: dict[int, float], *, stop_after: int | None = None, history: History | None = None
) -> tuple[History, list[Event]]:
    """Go through a run; after so many batches of it, counted over all epochs, send another rate."""
    history, seen = history or History(), []
    event = next(events)
    while event is not None:
        seen.append(event)
        history.add(event)
        done = len(history.batch_losses)
        is_batch = isinstance(event, BatchesEnded)
        try:
            if is_batch and stop_after == done:
                event = events.throw(StopTraining())
            else:
                wish = wishes.get(done) if is_batch else None
                event = events.send(None if wish is None else ChangeRate(wish))
        except StopIteration:
            event = None
    return history, seen


def run_by_hand(plan: Plan, folder: Path, wishes: dict[int, float], **options: Any) -> Outcome:
    history, events = steered(train(plan, rows_for(plan), folder=folder, pace=Pace(0.0)), wishes, **options)
    return Outcome(history, load_weights(folder), events)


def test_a_rate_sent_into_a_run_counts_from_the_next_batch_on(tmp_path: Path) -> None:
    done = run_by_hand(plan_of(*STACK), tmp_path, {2: 0.05, 11: 0.0004})
    assert done.history.rate_changes == [RateChanged(1, 2, 2, 0.05), RateChanged(3, 1, 11, 0.0004)]
    at = [type(event).__name__ for event in done.events]
    assert at[1:5] == ["BatchesEnded", "BatchesEnded", "RateChanged", "BatchesEnded"]
    rates = [event.learning_rate for event in done.events if isinstance(event, BatchesEnded)]
    assert rates == [0.001] * 2 + [0.05] * 9 + [0.0004] * 4
    assert [logs["learning_rate"] for logs in done.epochs] == [0.05, 0.05, 0.0004]
    assert done.history.learning_rate == 0.0004


def test_a_rate_sent_between_epochs_counts_from_the_first_batch_of_the_next(tmp_path: Path) -> None:
    done = run_by_hand(plan_of(*STACK), tmp_path, {BATCHES: 0.05})
    assert done.history.rate_changes == [RateChanged(2, 0, BATCHES, 0.05)]
    assert [logs["learning_rate"] for logs in done.epochs] == [0.001, 0.05, 0.05]


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"optimizer": {"kind": "sgd", "learning_rate": 0.1, "momentum": 0.9}},
        {"optimizer": "rmsprop"},
        {"step": "autograd"},
        {"reduce_lr": {"patience": 0, "factor": 0.5}},
    ],
    ids=str,
)
def test_a_plan_with_the_changes_repeats_the_run(tmp_path: Path, settings: dict[str, Any]) -> None:
    plan = plan_of(*STACK, epochs=4, **settings)
    byhand = run_by_hand(plan, tmp_path / "hand", {3: 0.02, 12: 0.0005})
    again = run(plan.repeating(byhand.history), rows_for(plan), tmp_path / "again")
    assert_same_bits(byhand, again)
    assert as_text(byhand.epochs) != as_text(run(plan, rows_for(plan), tmp_path / "plain").epochs)


@pytest.mark.parametrize("stop_after", [4, 7, 10])
@pytest.mark.parametrize("layers", [STACK, (Dense(8, "relu"), BatchNormalization(), Dense(3, "softmax"))], ids=["dense", "normed"])
def test_a_stopped_run_goes_on_with_the_rate_that_was_set(tmp_path: Path, layers: Any, stop_after: int) -> None:
    plan, wishes = plan_of(*layers), {3: 0.02, 12: 0.0005}
    whole = run_by_hand(plan, tmp_path / "whole", wishes)
    history, _ = steered(
        train(plan, rows_for(plan), folder=tmp_path / "parts", pace=Pace(0.0)), wishes, stop_after=stop_after
    )
    save_history(tmp_path / "parts", history)
    history = load_history(tmp_path / "parts")
    assert [change.step for change in history.rate_changes] == [3]
    events = train(plan.repeating(history), rows_for(plan), folder=tmp_path / "parts", resume=tmp_path / "parts", pace=Pace(0.0))
    history, _ = steered(events, wishes, history=history)
    assert as_text(history.epochs) == as_text(whole.epochs)
    assert history.rate_changes == whole.history.rate_changes
    assert_same_weights(load_weights(tmp_path / "parts"), whole.weights)


def test_a_rate_that_came_with_the_stop_is_dropped(tmp_path: Path) -> None:
    events = train(plan_of(*STACK), rows_for(plan_of(*STACK)), folder=tmp_path, pace=Pace(0.0))
    next(events)
    events.send(ChangeRate(0.5))
    ended = events.throw(StopTraining())
    while not isinstance(ended, RunFinished):
        ended = next(events)
    assert ended.partial_epoch


@pytest.mark.parametrize("rate", [-0.001, 1000.1, math.nan, math.inf])
def test_what_is_no_rate_is_refused_in_a_sentence(rate: float) -> None:
    with pytest.raises(EngineError, match="from 0 to 1000"):
        ChangeRate(rate)


def test_changes_are_kept_in_the_runs_folder_and_old_runs_still_load(tmp_path: Path) -> None:
    done = run_by_hand(plan_of(*STACK), tmp_path, {2: 0.05})
    save_history(tmp_path, done.history)
    kept = load_history(tmp_path)
    assert kept.rate_changes == [RateChanged(1, 2, 2, 0.05)]
    assert kept.learning_rate == 0.05
    document = json.loads((tmp_path / HISTORY).read_text("utf-8"))
    del document["rate_changes"]
    (tmp_path / HISTORY).write_text(json.dumps(document), "utf-8")
    assert load_history(tmp_path).rate_changes == []


def test_a_change_at_an_earlier_step_takes_the_place_of_later_ones() -> None:
    history = History()
    for step in (3, 9, 5):
        history.add(RateChanged(1, step, step, 0.1))
    assert [change.step for change in history.rate_changes] == [3, 5]


# --- the script


@pytest.fixture(scope="module")
def changed_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The iris sample, its rate set by hand twice, under its project as the window and the commands keep it."""
    place = tmp_path_factory.mktemp("rates")
    project = change_training(load_project(sample_folder() / "iris.netbench"), epochs=4)
    folder = place / "iris.runs" / "0001"
    folder.mkdir(parents=True)
    save_run_start(folder, project, base=place)
    plan = make_plan(load_run(folder).project, folder)
    events = train(plan, prepare_run(plan, folder, folder=folder), folder=folder, pace=Pace(0.0))
    history, _ = steered(events, {3: 0.02, 12: 0.0005})
    save_history(folder, history)
    return folder


def test_the_script_of_a_run_repeats_what_was_done_by_hand(changed_run: Path) -> None:
    found = verify_script(changed_run)
    assert (found.verified, found.epochs, found.epochs_identical) == (True, 4, 4)
    assert found.weights == found.weights_identical > 0


def test_the_command_exports_the_script_of_just_this_run(
    changed_run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "run.py"
    assert main(["export", str(changed_run), "--to", "pytorch", "-o", str(out), "--verify", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verified"] is True
    assert "RATE_CHANGES = {3: 0.02, 12: 0.0005}" in out.read_text("utf-8")


def test_a_run_that_was_changed_by_hand_does_not_prove_the_projects_script(changed_run: Path) -> None:
    kept = load_run(changed_run)
    assert find_run(changed_run.parent, kept.project, changed_run) is None
    changes, kept.history.rate_changes = kept.history.rate_changes, []
    save_history(changed_run, kept.history)
    assert find_run(changed_run.parent, kept.project, changed_run) is not None
    kept.history.rate_changes = changes
    save_history(changed_run, kept.history)


def test_epochs_tell_the_rate_they_ended_with(tmp_path: Path) -> None:
    done = run_by_hand(plan_of(*STACK), tmp_path, {2: 0.05})
    assert [event.logs["learning_rate"] for event in done.events if isinstance(event, EpochEnded)] == [0.05] * 3
