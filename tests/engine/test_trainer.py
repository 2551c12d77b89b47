"""The generator that trains: what it yields, how it stops, goes on, and knows when to end."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from small_runs import (
    Outcome,
    as_text,
    assert_same_bits,
    assert_same_weights,
    plan_of,
    rows_for,
    run,
)

from engine.data.rows import PreparedData
from engine.errors import EngineError, FileError
from engine.events import BatchesEnded, EpochEnded, Evaluating, Event, RunFinished, RunStarted
from engine.history import History
from engine.layers import BatchNormalization, Dense, Dropout, GaussianNoise, Layer
from engine.optimizers import Optimizer
from engine.plan import Plan
from engine.training import loop
from engine.training.build import batch_bounds, build_model
from engine.training.checkpoint import CHECKPOINT, WEIGHTS, load_checkpoint, load_weights
from engine.training.dense import DenseStep
from engine.training.trainer import Pace, StopTraining, train

OPTIMIZERS = sorted(kind for kind, part in Optimizer.kinds.items() if part.__module__.startswith("engine."))
DENSE = (Dense(8, "relu"), Dropout(0.3), Dense(3, "softmax"))
MIXED = (Dense(8, "relu"), BatchNormalization(), Dropout(0.3), GaussianNoise(0.1), Dense(3, "softmax"))


def history_of(events: Iterator[Event]) -> History:
    history = History()
    for event in events:
        history.add(event)
    return history


def training(plan: Plan, data: PreparedData | None = None, **options: Any) -> Generator[Event, None, None]:
    """The generator, typed as what it is."""
    events = train(plan, data or rows_for(plan), **options)
    assert isinstance(events, Generator)
    return events


def at_once(*layers: Layer, **settings: Any) -> list[Event]:
    plan = plan_of(*(layers or DENSE), **settings)
    return list(training(plan, pace=Pace(0.0)))


# --- what is yielded


def test_a_run_starts_tells_every_batch_and_epoch_and_finishes() -> None:
    events = at_once(epochs=2)
    kinds = [type(event) for event in events if not isinstance(event, Evaluating)]
    # 70 training rows in batches of 16: four whole ones and one of 6.
    assert kinds == [RunStarted, *([BatchesEnded] * 5 + [EpochEnded]) * 2, RunFinished]
    assert events[0] == RunStarted(
        train=70,
        validation=15,
        test=16,
        device="cpu",
        threads=1,
        step="dense",
        parameters=8 * 5 + 8 + 3 * 8 + 3,
        epochs=2,
        batches=5,
    )
    batches = [event for event in events if isinstance(event, BatchesEnded)]
    assert [(event.epoch, event.first, len(event.losses)) for event in batches] == [
        (e, b, 1) for e in (1, 2) for b in range(5)
    ]
    finished = events[-1]
    assert isinstance(finished, RunFinished)
    assert (finished.reason, finished.epochs, finished.run, finished.partial_epoch) == ("completed", 2, None, False)


def test_a_slow_pace_tells_the_batches_of_an_epoch_together(tmp_path: Path) -> None:
    plan = plan_of(*DENSE)
    outcome = run(plan, rows_for(plan), tmp_path, pace=Pace(1000.0))
    batches = [event for event in outcome.events if isinstance(event, BatchesEnded)]
    assert [(event.epoch, event.first, len(event.losses)) for event in batches] == [(1, 0, 5), (2, 0, 5), (3, 0, 5)]
    assert_same_bits(outcome, run(plan, rows_for(plan), tmp_path, pace=Pace(0.0)))


def test_the_pace_may_change_while_the_run_goes_on() -> None:
    plan, pace = plan_of(*DENSE, epochs=2), Pace(0.0)
    lengths = []
    for event in training(plan, pace=pace):
        if isinstance(event, BatchesEnded):
            lengths.append(len(event.losses))
            pace.seconds = 1000.0
    assert lengths[0] == 1
    assert lengths[-1] == 5


def test_logs_come_in_the_promised_order() -> None:
    events = at_once(Dense(4, "relu"), Dense(1), task="regression", epochs=1)
    logs = next(event.logs for event in events if isinstance(event, EpochEnded))
    assert list(logs) == ["loss", "mae", "rmse", "r2", "val_loss", "val_mae", "val_rmse", "val_r2", "learning_rate"]
    assert logs["learning_rate"] == 0.001
    finished = events[-1]
    assert isinstance(finished, RunFinished)
    assert list(finished.test) == ["loss", "mae", "rmse", "r2"]
    assert all(type(value) is float for value in [*logs.values(), *finished.test.values()])


def test_events_are_plain_values() -> None:
    for event in at_once(epochs=1):
        assert not any(isinstance(value, torch.Tensor | np.ndarray | np.generic) for value in vars(event).values())
        with pytest.raises(AttributeError):
            event.epoch = 3  # type: ignore[misc,union-attr]


@pytest.mark.parametrize("layers", [DENSE, MIXED], ids=["dense", "autograd"])
@pytest.mark.parametrize("batch", [16, 7, 69, 70, 100])
def test_the_loss_of_an_epoch_is_the_mean_over_its_rows(layers: tuple[Layer, ...], batch: int) -> None:
    plan = plan_of(*layers, batch_size=batch, epochs=2)
    history = history_of(training(plan))
    sizes = [end - start for start, end in batch_bounds(plan, 70)]
    for number, logs in enumerate(history.epochs):
        losses = history.batch_losses[number * len(sizes) : (number + 1) * len(sizes)]
        total = 0.0
        for loss, size in zip(losses, sizes, strict=True):
            total += loss * size
        assert logs["loss"] == total / 70


def test_the_loss_includes_the_penalties(tmp_path: Path) -> None:
    layers = (Dense(8, "relu", kernel_regularizer={"kind": "l2", "l2": 0.5}), Dense(3, "softmax"))
    plan = plan_of(*layers, epochs=1, optimizer={"kind": "sgd", "learning_rate": 0.0}, batch_size=100)
    plain = plan_of(
        Dense(8, "relu"), Dense(3, "softmax"), epochs=1, optimizer={"kind": "sgd", "learning_rate": 0.0}, batch_size=100
    )
    ours, without = run(plan, rows_for(plan), tmp_path / "a"), run(plain, rows_for(plain), tmp_path / "b")
    penalty = 0.5 * float(build_model(plan)[0].weight.detach().square().sum())  # type: ignore[union-attr,operator]
    for name in ("loss", "val_loss"):
        assert ours.epochs[0][name] - without.epochs[0][name] == pytest.approx(penalty, rel=1e-5)
    assert ours.finished.test["loss"] - without.finished.test["loss"] == pytest.approx(penalty, rel=1e-5)


def test_metrics_are_in_the_targets_own_units(tmp_path: Path) -> None:
    plan = plan_of(Dense(6, "relu"), Dense(1), task="regression")
    data = rows_for(plan)
    outcome = run(plan, data, tmp_path)
    model = build_model(plan)
    model.load_state_dict(outcome.weights)
    with torch.no_grad():
        predicted = model(torch.tensor(data.test.x)).double().numpy() * data.target_scale + data.target_mean
    truth = data.test.y.astype(float) * data.target_scale + data.target_mean
    missed = truth - predicted
    assert outcome.finished.test == pytest.approx(
        {
            "loss": np.mean((missed / data.target_scale) ** 2),  # in scaled units
            "mae": np.abs(missed).mean(),
            "rmse": math.sqrt(np.mean(missed**2)),
            "r2": 1 - np.sum(missed**2) / np.sum((truth - truth.mean()) ** 2),
        },
        rel=1e-5,
    )


@pytest.mark.parametrize(("validation", "test"), [(0, 16), (15, 0), (0, 0)])
@pytest.mark.parametrize("stopping", [None, {"patience": 1}])
def test_a_part_without_rows_has_no_scores(validation: int, test: int, stopping: Any) -> None:
    plan = plan_of(*DENSE, early_stopping=stopping, optimizer={"kind": "adam", "learning_rate": 0.1}, epochs=5)
    history = history_of(training(plan, rows_for(plan, validation=validation, test=test)))
    assert history.started is not None
    assert history.finished is not None
    assert (history.started.validation, history.started.test) == (validation, test)
    assert ("val_loss" in history.epochs[0]) == bool(validation)
    assert ("loss" in history.finished.test) == bool(test)
    assert history.best_epoch is not None


def test_a_last_single_row_joins_the_batch_before_it_for_batch_normalization() -> None:
    plan = plan_of(Dense(4), BatchNormalization(), Dense(3, "softmax"), epochs=1)
    history = history_of(training(plan, rows_for(plan, rows=64)))  # 33 training rows
    assert history.started is not None
    assert history.started.train == 33
    assert len(history.batch_losses) == history.started.batches == 2
    plain = plan_of(*DENSE, epochs=1)
    assert len(history_of(training(plain, rows_for(plain, rows=64))).batch_losses) == 3


def test_batch_normalization_takes_all_rows_in_one_batch() -> None:
    plan = plan_of(Dense(4), BatchNormalization(), Dense(3, "softmax"), epochs=1, batch_size=1000)
    assert len(history_of(training(plan)).batch_losses) == 1


def test_a_device_that_is_not_there_is_named(tmp_path: Path) -> None:
    events = training(plan_of(*DENSE, device="cuda:63"), folder=tmp_path / "run")
    with pytest.raises(EngineError, match="cuda:63"):
        next(events)
    assert not (tmp_path / "run").exists()


# --- pause


def test_not_asking_is_pause_and_its_time_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock:
        now = 0.0

        def perf_counter(self) -> float:
            return self.now

    clock = Clock()
    monkeypatch.setattr(loop, "time", clock)
    finished = None
    for event in training(plan_of(*DENSE), pace=Pace(0.0)):
        clock.now += 3600.0  # somebody goes for lunch after each event
        finished = event
    assert isinstance(finished, RunFinished)
    assert finished.seconds == 0.0


# --- stop


def stopped_after(plan: Plan, batches: int, *, folder: Path | None = None, resume: Path | None = None) -> list[Event]:
    """Ask for a stop after so many batches."""
    events = training(plan, folder=folder, resume=resume, pace=Pace(0.0))
    seen: list[Event] = []
    done = 0
    for event in events:
        seen.append(event)
        done += isinstance(event, BatchesEnded)
        if done == batches and not isinstance(event, EpochEnded):
            break
    else:
        return seen
    event = events.throw(StopTraining)
    return [*seen, event, *events]


@pytest.mark.parametrize("batches", [0, 1, 4, 5, 7, 10])
def test_a_stop_takes_effect_before_the_next_batch(batches: int) -> None:
    events = stopped_after(plan_of(*DENSE), batches)
    assert sum(len(event.losses) for event in events if isinstance(event, BatchesEnded)) == batches
    finished = events[-1]
    assert isinstance(finished, RunFinished)
    assert finished.reason == "stopped"
    # A stop behind the last batch of an epoch lets the epoch end.
    assert (finished.epochs, finished.partial_epoch) == (batches // 5, batches % 5 > 0)
    assert math.isfinite(finished.test["loss"])


def test_a_stop_at_the_end_of_an_epoch_takes_no_further_batch() -> None:
    events = training(plan_of(*DENSE), pace=Pace(0.0))
    while not isinstance(next(events), EpochEnded):
        pass
    rest = [events.throw(StopTraining), *events]
    assert not any(isinstance(event, BatchesEnded) for event in rest)
    finished = rest[-1]
    assert isinstance(finished, RunFinished)
    assert (finished.reason, finished.epochs, finished.partial_epoch) == ("stopped", 1, False)


def test_a_stop_after_the_last_batch_of_all_leaves_the_run_completed() -> None:
    finished = stopped_after(plan_of(*DENSE), 15)[-1]
    assert isinstance(finished, RunFinished)
    assert (finished.reason, finished.epochs) == ("completed", 3)


def test_a_stop_asked_for_while_the_test_rows_are_scored_changes_nothing() -> None:
    plan = replace(plan_of(*DENSE), evaluation_rows=4)
    events = training(plan, pace=Pace(0.0))
    seen: list[Event] = []
    for event in events:
        seen.append(event)
        if isinstance(event, Evaluating) and event.rows == 16:
            seen.append(events.throw(StopTraining))
    finished = seen[-1]
    assert isinstance(finished, RunFinished)
    assert finished.reason == "completed"


def test_a_long_evaluation_tells_how_far_it_is() -> None:
    plan = replace(plan_of(*DENSE, epochs=1), evaluation_rows=4)
    told = [event for event in training(plan, pace=Pace(0.0)) if isinstance(event, Evaluating)]
    assert [(event.done, event.rows) for event in told] == [
        *((done, 15) for done in (4, 8, 12, 15)),
        *((done, 16) for done in (4, 8, 12, 16)),
    ]


def test_closing_keeps_what_was_learnt(tmp_path: Path) -> None:
    plan = plan_of(*DENSE)
    events = training(plan, folder=tmp_path, pace=Pace(0.0))
    for event in events:
        if isinstance(event, BatchesEnded) and event.epoch == 2 and event.first == 1:
            break
    assert not (tmp_path / CHECKPOINT).exists()
    events.close()
    state = load_checkpoint(tmp_path)
    assert (state.epoch, state.batch, len(state.losses), len(state.epochs), state.reason) == (2, 2, 2, 1, "stopped")
    start = build_model(plan).state_dict()
    assert not all(torch.equal(start[name], tensor) for name, tensor in load_weights(tmp_path).items())


def test_a_run_without_a_folder_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    at_once(epochs=1)
    assert list(tmp_path.iterdir()) == []


def test_a_generator_that_was_never_asked_leaves_nothing(tmp_path: Path) -> None:
    training(plan_of(*DENSE), folder=tmp_path / "run").close()
    assert not (tmp_path / "run").exists()


# --- going on


def in_pieces(plan: Plan, folder: Path, stops: list[int], *, close: bool = False) -> Outcome:
    """Stop or close after these numbers of batches, counted from the start, go on each time, and put the pieces together."""
    history, events = History(), []
    done, resume = 0, None
    for stop in [*stops, None]:
        generator = training(plan, folder=folder, resume=resume, pace=Pace(0.0))
        for event in generator:
            if isinstance(event, RunFinished) and event.reason == "stopped":
                continue
            events.append(event)
            history.add(event)
            done += isinstance(event, BatchesEnded)
            if stop is not None and done == stop and isinstance(event, BatchesEnded | EpochEnded):
                if close:
                    generator.close()
                    break
                last = generator.throw(StopTraining)
                if not isinstance(last, RunFinished):  # the epoch was over and ends
                    events.append(last)
                    history.add(last)
        resume = folder
    return Outcome(history, load_weights(folder), events)


@pytest.mark.parametrize("close", [False, True], ids=["stop", "close"])
@pytest.mark.parametrize("stops", [[5], [10], [2], [7], [14], [1, 5, 8], [3, 4, 6, 12]], ids=str)
@pytest.mark.parametrize("layers", [DENSE, MIXED], ids=["dense", "autograd"])
def test_going_on_equals_never_having_stopped(
    tmp_path: Path, layers: tuple[Layer, ...], stops: list[int], close: bool
) -> None:
    plan = plan_of(*layers)
    whole = run(plan, rows_for(plan), tmp_path / "whole")
    pieces = in_pieces(plan, tmp_path / "pieces", stops, close=close)
    assert pieces.history.batch_losses == whole.history.batch_losses
    assert_same_bits(pieces, whole)
    assert pieces.finished.best_epoch == whole.finished.best_epoch


@pytest.mark.parametrize(
    "optimizer",
    [
        *OPTIMIZERS,
        {"kind": "sgd", "momentum": 0.9, "nesterov": True},
        {"kind": "rmsprop", "momentum": 0.5, "centered": True},
        {"kind": "adam", "gradient_accumulation_steps": 4, "learning_rate": "cosine_decay", "use_ema": True},
    ],
    ids=str,
)
@pytest.mark.parametrize("layers", [DENSE, MIXED], ids=["dense", "autograd"])
def test_every_optimizer_goes_on_where_it_was(tmp_path: Path, layers: tuple[Layer, ...], optimizer: Any) -> None:
    plan = plan_of(*layers, optimizer=optimizer)
    whole = run(plan, rows_for(plan), tmp_path / "whole")
    assert_same_bits(in_pieces(plan, tmp_path / "pieces", [3, 10]), whole)


@pytest.mark.parametrize("shuffle", [True, False])
@pytest.mark.parametrize("layers", [DENSE, MIXED], ids=["dense", "autograd"])
def test_going_on_keeps_the_patience_and_the_best_weights(
    tmp_path: Path, layers: tuple[Layer, ...], shuffle: bool
) -> None:
    plan = plan_of(
        *layers,
        epochs=60,
        early_stopping={"patience": 3},
        optimizer={"kind": "adam", "learning_rate": 0.05},
        shuffle=shuffle,
    )
    whole = run(plan, rows_for(plan), tmp_path / "whole")
    assert whole.finished.reason == "early_stopped"
    last = len(whole.history.batch_losses)
    for number, stops in enumerate(([2], [last - 6, last - 1], [last - 5])):
        pieces = in_pieces(plan, tmp_path / str(number), stops)
        assert_same_bits(pieces, whole)
        assert (pieces.finished.reason, pieces.finished.best_epoch) == ("early_stopped", whole.finished.best_epoch)


def test_a_stopped_run_says_where_it_goes_on(tmp_path: Path) -> None:
    plan = plan_of(*DENSE)
    stopped_after(plan, 7, folder=tmp_path)
    started = next(training(plan, folder=tmp_path, resume=tmp_path))
    assert isinstance(started, RunStarted)
    assert (started.first_epoch, started.epochs) == (2, 3)


def test_a_stopped_run_goes_on_for_more_epochs_than_were_planned(tmp_path: Path) -> None:
    short, long = plan_of(*DENSE), plan_of(*DENSE, epochs=5)
    run(short, rows_for(short), tmp_path / "run")
    history = history_of(training(long, folder=tmp_path / "run", resume=tmp_path / "run"))
    whole = run(long, rows_for(long), tmp_path / "whole")
    assert history.epochs == whole.epochs[3:]
    assert_same_weights(load_weights(tmp_path / "run"), whole.weights)


def test_weights_of_a_stopped_run_with_early_stopping_are_the_best(tmp_path: Path) -> None:
    plan = plan_of(*DENSE, epochs=9, early_stopping={"patience": 9}, optimizer={"kind": "sgd", "learning_rate": 20.0})
    history = History()
    for event in stopped_after(plan, 25, folder=tmp_path / "stopped"):
        history.add(event)
    assert history.best_epoch is not None
    assert history.best_epoch < 5
    best = replace(plan, epochs=history.best_epoch, early_stopping=None)
    assert_same_weights(load_weights(tmp_path / "stopped"), run(best, rows_for(best), tmp_path / "best").weights)


@pytest.mark.parametrize(
    "other",
    [plan_of(Dense(9, "relu"), Dropout(0.3), Dense(3, "softmax")), plan_of(*MIXED), plan_of(*DENSE, step="autograd")],
    ids=["other units", "other layers", "other step"],
)
def test_a_run_of_another_network_does_not_go_on(tmp_path: Path, other: Plan) -> None:
    stopped_after(plan_of(*DENSE), 7, folder=tmp_path)
    before = (tmp_path / CHECKPOINT).read_bytes(), (tmp_path / WEIGHTS).read_bytes()
    with pytest.raises(EngineError, match="cannot go on"):
        next(training(other, folder=tmp_path, resume=tmp_path))
    assert before == ((tmp_path / CHECKPOINT).read_bytes(), (tmp_path / WEIGHTS).read_bytes())


def test_a_folder_without_a_run_and_a_damaged_checkpoint_are_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="holds no run"):
        next(training(plan_of(*DENSE), resume=tmp_path))
    (tmp_path / CHECKPOINT).write_bytes(b"\x80\x04cos\nsystem\n(S'touch hit'\ntR.")
    with pytest.raises(FileError, match="damaged"):
        next(training(plan_of(*DENSE), resume=tmp_path))


@pytest.mark.parametrize("pace", [0.0, 1000.0])
def test_a_run_that_breaks_in_the_middle_of_a_batch_can_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pace: float
) -> None:
    take, batches = DenseStep._take, []

    def break_at_the_eighth(step: DenseStep, start: int, count: int, size: int) -> None:
        if sum(batches) + count > 7:
            raise KeyboardInterrupt
        batches.append(count)
        take(step, start, count, size)

    plan = plan_of(*DENSE)
    whole = run(plan, rows_for(plan), tmp_path / "whole")
    with monkeypatch.context() as patch:
        patch.setattr(DenseStep, "_take", break_at_the_eighth)
        with pytest.raises(KeyboardInterrupt):
            list(training(plan, folder=tmp_path / "run", pace=Pace(pace)))
    history = history_of(training(plan, folder=tmp_path / "run", resume=tmp_path / "run"))
    assert history.epochs == whole.epochs[1:]
    assert_same_weights(load_weights(tmp_path / "run"), whole.weights)


# --- early stopping


def keras_stop(values: list[float], patience: int, min_delta: float) -> tuple[int, int]:
    """Epoch in which Keras's EarlyStopping ends, and its best epoch, both from 1 (keras/src/callbacks/early_stopping.py)."""
    best, best_epoch, wait = math.inf, 0, 0
    for epoch, value in enumerate(values):
        wait += 1
        if value + min_delta < best:
            best, best_epoch, wait = value, epoch, 0
            continue
        if wait >= patience and epoch > 0:
            return epoch + 1, best_epoch + 1
    return len(values), best_epoch + 1


RESTLESS = {"epochs": 40, "optimizer": {"kind": "adam", "learning_rate": 0.1}}


@pytest.mark.parametrize("monitor", ["val_loss", "loss"])
@pytest.mark.parametrize("min_delta", [0.0, 0.01, 0.1])
@pytest.mark.parametrize("patience", [0, 1, 2, 5])
def test_patience_and_least_improvement_mean_what_they_mean_in_keras(
    tmp_path: Path, patience: int, min_delta: float, monitor: str
) -> None:
    whole = run(plan_of(*DENSE, **RESTLESS), rows_for(plan_of(*DENSE)), tmp_path)
    epoch, best = keras_stop([logs[monitor] for logs in whole.epochs], patience, min_delta)
    assert 1 < epoch < 40 or (monitor == "loss" and min_delta < 0.1)
    stopping = {"patience": patience, "min_delta": min_delta, "monitor": monitor}
    plan = plan_of(*DENSE, **RESTLESS, early_stopping=stopping)
    stopped = run(plan, rows_for(plan), tmp_path / "stopped")
    assert (stopped.finished.epochs, stopped.finished.best_epoch) == (epoch, best)
    assert stopped.finished.reason == ("early_stopped" if epoch < 40 else stopped.finished.reason)
    assert stopped.epochs == whole.epochs[:epoch]


@pytest.mark.parametrize("layers", [DENSE, MIXED], ids=["dense", "autograd"])
@pytest.mark.parametrize("patience", [4, 100], ids=["stopped early", "run to the end"])
def test_scores_and_weights_are_those_of_the_best_epoch(
    tmp_path: Path, layers: tuple[Layer, ...], patience: int
) -> None:
    plan = plan_of(*layers, **RESTLESS, early_stopping={"patience": patience})
    outcome = run(plan, rows_for(plan), tmp_path / "stopped")
    assert outcome.finished.reason == ("early_stopped" if patience == 4 else "completed")
    best = outcome.finished.best_epoch
    assert best is not None
    assert best < outcome.finished.epochs
    reference = run(replace(plan, epochs=best, early_stopping=None), rows_for(plan), tmp_path / "best")
    assert as_text(outcome.finished.test) == as_text(reference.finished.test)
    assert_same_weights(outcome.weights, reference.weights)


def test_without_restoring_the_weights_are_those_of_the_last_epoch(tmp_path: Path) -> None:
    plan = plan_of(*DENSE, **RESTLESS, early_stopping={"patience": 3, "restore_best_weights": False})
    outcome = run(plan, rows_for(plan), tmp_path / "stopped")
    assert outcome.finished.reason == "early_stopped"
    reference = run(
        replace(plan, epochs=outcome.finished.epochs, early_stopping=None), rows_for(plan), tmp_path / "last"
    )
    assert_same_bits(outcome, reference)


def test_the_best_epochs_are_marked_as_they_come() -> None:
    history = [event for event in at_once(**RESTLESS) if isinstance(event, EpochEnded)]
    lowest, marked = math.inf, []
    for event in history:
        if event.logs["val_loss"] < lowest:
            lowest = event.logs["val_loss"]
            marked.append(event.epoch)
    assert [event.epoch for event in history if event.is_best] == marked


# --- divergence


def diverging(*layers: Layer, **settings: Any) -> Plan:
    return plan_of(
        *(layers or (Dense(8, "relu"), Dense(1))),
        task="regression",
        epochs=100,
        optimizer={"kind": "sgd", "learning_rate": 1000.0},
        **settings,
    )


@pytest.mark.parametrize(
    "layers", [(Dense(8, "relu"), Dense(1)), (Dense(8), GaussianNoise(0.1), Dense(1))], ids=["dense", "autograd"]
)
def test_a_loss_that_is_no_longer_a_number_ends_the_run(tmp_path: Path, layers: tuple[Layer, ...]) -> None:
    plan = diverging(*layers)
    outcome = run(plan, rows_for(plan), tmp_path)
    assert outcome.finished.reason == "diverged"
    assert outcome.finished.epochs == len(outcome.epochs) < 100
    assert not math.isfinite(outcome.epochs[-1]["loss"])
    assert all(math.isfinite(logs["loss"]) for logs in outcome.epochs[:-1])
    assert not math.isfinite(outcome.finished.test["loss"])


def test_a_diverged_run_with_early_stopping_keeps_the_best_weights(tmp_path: Path) -> None:
    plan = diverging(early_stopping={"patience": 50})
    outcome = run(plan, rows_for(plan), tmp_path)
    assert outcome.finished.reason == "diverged"
    if outcome.finished.best_epoch is not None:
        assert math.isfinite(outcome.finished.test["loss"])
        assert all(bool(tensor.isfinite().all()) for tensor in outcome.weights.values())


def test_what_is_not_a_number_is_never_the_best() -> None:
    history = history_of(training(diverging()))
    assert history.finished is not None
    assert history.finished.best_epoch != len(history.epochs)


def test_a_generator_is_an_iterator_of_events() -> None:
    assert isinstance(train(plan_of(*DENSE), rows_for(plan_of(*DENSE))), Iterator)
