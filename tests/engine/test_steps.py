"""Two implementations of a step, one contract: the quick one and autograd agree to the last bit."""

from __future__ import annotations

import itertools
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from small_runs import Outcome, assert_same_bits, plan_of, rows_for, run

from engine.activations import ELU, GELU, LeakyReLU, Softmax
from engine.activations import Activation as ActivationFunction
from engine.call import Call
from engine.data.prepare import prepare
from engine.events import BatchesEnded, RunStarted
from engine.layers import (
    Activation,
    ActivityRegularization,
    BatchNormalization,
    Dense,
    Dropout,
    Flatten,
    GaussianNoise,
    Layer,
    LayerNormalization,
)
from engine.losses import Loss
from engine.optimizers import Optimizer
from engine.plan import Plan, make_plan
from engine.plan.plan import FINAL, stack_plan
from engine.project.document import Data
from engine.project.edits import change_training, new_project
from engine.project.suiting import needed_activation
from engine.training.build import build_model
from engine.training.dense import DenseStep
from engine.training.evaluation import Part
from engine.training.trainer import Pace, train

ACTIVATIONS = sorted(kind for kind, part in ActivationFunction.kinds.items() if part.__module__.startswith("engine."))
OPTIMIZERS: list[Any] = [
    *sorted(kind for kind, part in Optimizer.kinds.items() if part.__module__.startswith("engine.")),
    {"kind": "sgd", "momentum": 0.9},
    {"kind": "sgd", "momentum": 0.9, "nesterov": True},
    {"kind": "rmsprop", "momentum": 0.5, "centered": True},
    {"kind": "adam", "beta_1": 0.5, "epsilon": 1e-3},
    {"kind": "adamw", "weight_decay": 0.1},
    {"kind": "adagrad", "initial_accumulator_value": 0.0},
    {"kind": "adam", "amsgrad": True, "clipnorm": 0.1},
    {"kind": "adam", "weight_decay": 0.1, "learning_rate": {"kind": "cosine_decay", "decay_steps": 5}},
    {"kind": "sgd", "momentum": 0.9, "learning_rate": {"kind": "polynomial_decay", "decay_steps": 5}},
    {"kind": "sgd", "global_clipnorm": 0.1, "weight_decay": 0.1},
    {"kind": "rmsprop", "momentum": 0.5, "learning_rate": "exponential_decay", "clipvalue": 0.01},
    {"kind": "nadam", "use_ema": True, "ema_momentum": 0.5, "ema_overwrite_frequency": 3, "weight_decay": 0.1},
    {"kind": "lamb", "use_ema": True, "clipnorm": 0.1},
    {"kind": "adam", "gradient_accumulation_steps": 4, "clipnorm": 0.1, "learning_rate": "cosine_decay"},
    {"kind": "sgd", "momentum": 0.9, "gradient_accumulation_steps": 2, "use_ema": True},
]


def _name(value: Any) -> str:
    return value if isinstance(value, str) else "-".join(str(item) for item in value.values())


def both_steps(folder: Path, *layers: Layer, rows: dict[str, Any] | None = None, **training: Any) -> Outcome:
    """Train with either step, assert the same bits, and return the quick run."""
    outcomes = []
    for step in ("auto", "autograd"):
        plan = plan_of(*layers, step=step, **training)
        outcomes.append(run(plan, rows_for(plan, **(rows or {})), folder / step))
    quick, slow = outcomes
    assert (quick.started.step, slow.started.step) == ("dense", "autograd")
    assert (quick.finished.step, slow.finished.step) == ("dense", "autograd")
    assert quick.history.batch_losses == slow.history.batch_losses
    assert_same_bits(quick, slow)
    assert len(quick.epochs) == quick.started.epochs
    return quick


@pytest.mark.parametrize("kind", ACTIVATIONS)
def test_the_steps_agree_for_every_activation_and_width(tmp_path: Path, kind: str) -> None:
    halves = 2 if kind == "glu" else 1
    for units in (1, 7, 16, 33):
        layers = (Dense(units * halves, kind), Dense(5 * halves, kind), Dense(3, "softmax"))
        both_steps(tmp_path / str(units), *layers)


@pytest.mark.parametrize("activation", [ELU(0.3), GELU(approximate=True), LeakyReLU(0.7), Softmax(axis=1)])
def test_the_steps_agree_for_activations_with_other_numbers(tmp_path: Path, activation: ActivationFunction) -> None:
    both_steps(tmp_path, Dense(9, activation), Activation(activation), Dense(3, "softmax"))


@pytest.mark.parametrize("kind", ACTIVATIONS)
def test_the_steps_agree_for_activations_behind_each_other(tmp_path: Path, kind: str) -> None:
    # One that overwrites what stands before it would spoil the backward formula of its neighbour.
    for other in ("linear", "relu", "leaky_relu", "elu", "gelu", "tanh", "sigmoid", "softplus", "softmax", "glu"):
        layers = (
            Dense(40 if "glu" in (kind, other) else 9, kind),  # glu halves, three times at most
            Activation(other),
            Activation("relu"),
            Dropout(0.3),
            Activation(kind),
            Dense(3, "softmax"),
        )
        both_steps(tmp_path / other, *layers, epochs=2)


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=_name)
def test_the_steps_agree_for_every_optimizer(tmp_path: Path, optimizer: Any) -> None:
    layers = (Dense(16, "relu"), Dropout(0.2), Dense(7, "tanh", use_bias=False), Dense(3, "softmax"))
    both_steps(tmp_path / "usual", *layers, optimizer=optimizer)
    quick = {"kind": optimizer} if isinstance(optimizer, str) else optimizer
    both_steps(tmp_path / "large", *layers, optimizer={**quick, "learning_rate": 0.3}, batch_size=7, epochs=5)


def _from_logits(loss: Any, last: str) -> Any:
    """The loss, told that the network computes no shares where the last activation is another than its own."""
    head = None if isinstance(loss, dict) else Loss.find(loss).head
    return loss if head in {None, last} else {"kind": Loss.find(loss)().kind, "from_logits": True}


@pytest.mark.parametrize(
    "loss",
    [
        "sparse_categorical_crossentropy",
        "categorical_crossentropy",
        "mse",
        "mae",
        "huber",
        {"kind": "huber", "delta": 0.3},
        "binary_crossentropy",
    ],
    ids=_name,
)
@pytest.mark.parametrize("last", ["softmax", "sigmoid", "linear", "tanh"])
def test_the_steps_agree_for_every_loss_of_classes(tmp_path: Path, loss: Any, last: str) -> None:
    loss = _from_logits(loss, last)
    both_steps(tmp_path / "3", Dense(16, "relu"), Dense(3, last), loss=loss)
    both_steps(tmp_path / "2", Dense(16, "relu"), Dense(2, last), loss=loss, classes=2)


@pytest.mark.parametrize("loss", ["mse", "mae", "huber", "binary_crossentropy"])
@pytest.mark.parametrize("last", ["sigmoid", "linear", "tanh"])
def test_the_steps_agree_for_every_loss_of_one_unit(tmp_path: Path, loss: Any, last: str) -> None:
    loss = _from_logits(loss, last)
    both_steps(tmp_path, Dense(16, "relu"), Dense(1, last), loss=loss, classes=2)


@pytest.mark.parametrize("loss", [kind for kind, part in Loss.kinds.items() if part.__module__.startswith("engine.")])
def test_the_steps_agree_for_every_declared_loss(tmp_path: Path, loss: str) -> None:
    part: Any = Loss.find(loss)
    units = max(part.least_units, 3 if part.head == "softmax" else 1)
    last = part.head or needed_activation(part(), units, "linear") or "linear"
    options = [{}, {"reduction": "sum"}] + ([{"label_smoothing": 0.1}] if "label_smoothing" in part.model_fields else [])
    for number, fields in enumerate(options):
        if "classification" in part.tasks:
            both_steps(
                tmp_path / f"classes {number}", Dense(8, "relu"), Dense(units, last), loss={"kind": loss, **fields},
                classes=max(units, 2),
            )
        if "regression" in part.tasks and part.least_units == 1 and part.wants == "any":
            both_steps(
                tmp_path / f"numbers {number}", Dense(8, "relu"), Dense(1), loss={"kind": loss, **fields}, task="regression"
            )


@pytest.mark.parametrize("loss", ["mse", "mae", {"kind": "huber", "delta": 0.3}], ids=_name)
@pytest.mark.parametrize("scaled", [True, False], ids=["scaled", "as it is"])
def test_the_steps_agree_for_numbers(tmp_path: Path, loss: Any, scaled: bool) -> None:
    both_steps(tmp_path, Dense(16, "relu", use_bias=False), Dense(1), loss=loss, task="regression", scaled=scaled)


@pytest.mark.parametrize("batch", [1, 2, 5, 16, 17, 23, 32, 69, 70, 71, 100])
def test_the_steps_agree_for_odd_batches(tmp_path: Path, batch: int) -> None:
    both_steps(tmp_path, Dropout(0.1), Dense(16, "relu"), Dense(3, "softmax"), batch_size=batch)


@pytest.mark.parametrize("batch", [1, 2, 3, 69])
@pytest.mark.parametrize("activation", ["tanh", "relu", "gelu"])
def test_the_steps_agree_behind_a_layer_of_one_unit(tmp_path: Path, batch: int, activation: str) -> None:
    both_steps(
        tmp_path, Dense(1, activation), Dense(8, activation), Dense(3, "softmax"), rows={"rows": 70}, batch_size=batch
    )


@pytest.mark.parametrize("columns", [1, 2, 3, 8, 13, 64, 257])
def test_the_steps_agree_for_every_number_of_inputs(tmp_path: Path, columns: int) -> None:
    both_steps(tmp_path, Activation("tanh"), Dense(16, "relu"), Dense(3, "softmax"), columns=columns)


@pytest.mark.parametrize(
    "layers",
    [
        (Dense(3, "softmax"),),
        (Flatten(), Dense(8, "relu"), Flatten(), Dense(3, "softmax")),
        (Dense(8, "relu"), Dense(3, "softmax"), Activation("linear")),
        (Dense(8, "relu"), Dense(3), Activation("softmax")),
        (Dense(8), Activation("relu"), Dropout(0.0), Dropout(0.95), Dense(3, "softmax"), Activation("tanh")),
        (Dropout(0.5), Dense(8, "relu"), Dropout(0.5), Dropout(0.5), Dense(3, "softmax"), Dropout(0.1)),
        (
            Dense(128, "relu"),
            Dense(64, "gelu"),
            Dense(32, "silu"),
            Dense(16, "elu"),
            Dense(8, "selu"),
            Dense(3, "softmax"),
        ),
        (BatchNormalization(), Dense(8, "relu"), BatchNormalization(momentum=0.9), Activation("tanh"), Dense(3, "softmax")),
        (Dense(8, "relu"), BatchNormalization(), Dropout(0.2), Dense(3, "softmax"), BatchNormalization()),
        (Dense(8, "relu", kernel_regularizer="l2"), Dense(8, kernel_regularizer="l1"), Dense(3, "softmax")),
        (Dense(8, "relu", kernel_regularizer={"kind": "l1_l2", "l1": 0.01, "l2": 0.02}), Dense(3, "softmax", kernel_regularizer="l1_l2")),
        (Dense(8, "tanh", kernel_constraint="non_neg"), Dense(3, "softmax")),
    ],
    ids=lambda layers: "-".join(type(layer).__name__ for layer in layers),
)
def test_the_steps_agree_for_unusual_stacks(tmp_path: Path, layers: tuple[Layer, ...]) -> None:
    both_steps(tmp_path, *layers)


def test_the_compiled_loop_and_python_running_its_text_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layers = (Dense(16, "relu"), Dropout(0.3), Dense(7, "elu"), Dense(3, "softmax"))
    plan = plan_of(*layers, batch_size=7)
    compiled = run(plan, rows_for(plan), tmp_path / "compiled")
    monkeypatch.delattr(torch.jit, "CompilationUnit")
    assert_same_bits(compiled, run(plan, rows_for(plan), tmp_path / "python"))


def test_usual_networks_are_compiled_whole() -> None:
    for optimizer in ("adam", "adamw", "sgd", {"kind": "sgd", "momentum": 0.9}):
        plan = plan_of(Dense(8, "relu"), Dropout(0.1), Dense(3, "softmax"), optimizer=optimizer, device="cpu")
        assert DenseStep(plan, build_model(plan), Part.on(torch.device("cpu"), rows_for(plan).train)).is_compiled


@pytest.mark.parametrize("taken", [0.0, 7.0, 2.0**24 - 2, 2.0**24])
def test_the_compiled_loop_counts_steps_as_torch_does(taken: float) -> None:
    plan = plan_of(Dense(4, "relu"), Dense(3, "softmax"))
    step = DenseStep(plan, build_model(plan), Part(torch.rand(64, 5), torch.randint(0, 3, (64,))))
    with torch.no_grad():
        step._lay_out(torch.arange(64))
        step.update.coming_rates(1)  # gives Adam its memory
        counter, expected = step.update.lists()[4][0].fill_(taken), torch.tensor(taken)
        step._take(0, 4, 16)
        for _ in range(4):
            expected.add_(1)  # 2²⁴ + 1 is no number of 32 bits
    assert counter.item() == expected.item()


def test_the_steps_agree_where_rows_have_weights(tmp_path: Path) -> None:
    outcomes = []
    for step in ("auto", "autograd"):
        plan = replace(plan_of(Dense(16, "relu"), Dense(3, "softmax"), step=step), weighted=True, loss=Call("torch.nn.CrossEntropyLoss"))
        rows = rows_for(plan)
        weights = np.linspace(0, 2, len(rows.train.x), dtype=np.float32)
        weighted = _WeightedCrossEntropy()
        with pytest.MonkeyPatch.context() as patch:
            for module in ("engine.training.dense", "engine.training.autograd", "engine.training.evaluation"):
                patch.setattr(f"{module}.build_loss", lambda plan, loss=weighted: loss)
            outcomes.append(run(plan, replace(rows, train=replace(rows.train, weights=weights)), tmp_path / step))
    assert [outcome.started.step for outcome in outcomes] == ["dense", "autograd"]
    assert_same_bits(*outcomes)


class _WeightedCrossEntropy:
    def __call__(self, outputs: torch.Tensor, targets: torch.Tensor, weights: torch.Tensor | None = None) -> torch.Tensor:
        rows = torch.nn.functional.cross_entropy(outputs, targets, reduction="none")
        return rows.mean() if weights is None else (rows * weights).mean()


def test_the_steps_agree_where_the_order_stays_and_nothing_is_validated(tmp_path: Path) -> None:
    both_steps(tmp_path, Dense(16, "relu"), Dense(3, "softmax"), shuffle=False, rows={"validation": 0, "test": 0})


def test_the_steps_agree_when_the_run_diverges(tmp_path: Path) -> None:
    layers = (Dense(16, "relu"), Dense(1))
    training = {"task": "regression", "optimizer": {"kind": "sgd", "learning_rate": 1000.0}, "epochs": 50}
    outcomes = []
    for step in ("auto", "autograd"):
        plan = plan_of(*layers, step=step, **training)  # type: ignore[arg-type]
        outcomes.append(run(plan, rows_for(plan), tmp_path / step))
    assert [outcome.finished.reason for outcome in outcomes] == ["diverged", "diverged"]
    assert_same_bits(*outcomes)


def test_the_steps_agree_on_a_layer_large_enough_for_two_threads(tmp_path: Path) -> None:
    outcomes = []
    for step in ("auto", "autograd"):
        plan = replace(
            plan_of(Dense(256, "relu"), Dense(3, "softmax"), step=step, columns=64, epochs=2, batch_size=64), threads=2
        )
        outcomes.append(run(plan, rows_for(plan, rows=200), tmp_path / step))
    assert [outcome.started.threads for outcome in outcomes] == [2, 2]
    assert_same_bits(*outcomes)


# --- which step runs


@pytest.mark.parametrize(
    ("layer", "step"),
    [
        (Dense(4, "relu"), "dense"),
        (Dropout(0.5), "dense"),
        (Flatten(), "dense"),
        *((Activation(kind), "dense") for kind in ACTIVATIONS),
        (BatchNormalization(), "dense"),
        (LayerNormalization(), "autograd"),
        (GaussianNoise(), "autograd"),
        (Dense(4, kernel_regularizer="l2"), "dense"),
        (Dense(4, kernel_constraint="non_neg"), "dense"),
        (Dense(4, activity_regularizer="l2"), "autograd"),
        (ActivityRegularization(l1=0.1), "autograd"),
    ],
    ids=lambda value: (
        value if isinstance(value, str) else f"{value.kind}-{getattr(getattr(value, 'activation', None), 'kind', '')}"
    ),
)
def test_the_started_and_finished_events_name_the_step_that_runs(tmp_path: Path, layer: Layer, step: str) -> None:
    plan = plan_of(Dense(6), layer, Dense(3, "softmax"), epochs=1, device="cpu")
    outcome = run(plan, rows_for(plan), tmp_path)
    assert (outcome.started.step, outcome.finished.step) == (step, step)
    assert outcome.started.device == "cpu"


@pytest.mark.parametrize(("last", "classes", "loss"), [
    (Dense(3, "softmax"), 3, "categorical_crossentropy"), (Dense(1, "sigmoid"), 2, "binary_crossentropy"),
])
def test_a_penalty_on_shares_sees_them_and_nobody_computes_them_twice(
    tmp_path: Path, last: Dense, classes: int, loss: str
) -> None:
    plain = plan_of(Dense(6, "tanh"), last, loss=loss, classes=classes)
    # So small that it changes nothing but the way in which the loss is computed.
    watched = plan_of(Dense(6, "tanh"), last.changed(activity_regularizer={"kind": "l2", "l2": 1e-12}), loss=loss, classes=classes)
    assert [module.call.name for module in watched.modules][-2:] == [FINAL[last.activation.kind].name, "KeptOutputs"]
    outcomes = [run(plan, rows_for(plan), tmp_path / name) for name, plan in (("plain", plain), ("watched", watched))]
    for one, other in zip(*(outcome.epochs for outcome in outcomes), strict=True):
        assert one == pytest.approx(other, rel=1e-4)
    behind = watched.project.changed(layers=(*watched.project.layers, ActivityRegularization(id="z")))
    for project, people in itertools.product((watched.project, behind), (False, True)):  # what is shown are shares already
        found = stack_plan(project, inputs=5, task="classification", classes=watched.classes, for_people=people)
        assert (found.final, found.output.logits, found.output.threshold) == (None, False, 0.5)


# --- the thread


def test_threads_and_denormals_are_set_in_the_training_thread_and_put_back(tmp_path: Path) -> None:
    is_supported = torch.set_flush_denormal(False)  # not every processor can
    denormal = torch.tensor([1e-40])
    plan = replace(plan_of(Dense(4, "relu"), Dense(3, "softmax"), epochs=1), threads=2)
    data = rows_for(plan)
    seen: list[tuple[str, int, float]] = []

    def look(when: str) -> None:
        seen.append((when, torch.get_num_threads(), float(denormal * 0.5)))

    def work() -> None:
        torch.set_num_threads(1)
        look("before")
        events = train(plan, data, pace=Pace(0.0))
        started = next(events)
        assert isinstance(started, RunStarted)
        assert started.threads == 2
        assert isinstance(next(events), BatchesEnded)
        look("while")
        for _ in events:
            pass
        look("after")

    threads = torch.get_num_threads()
    thread = threading.Thread(target=work)
    thread.start()
    thread.join(60)
    assert not thread.is_alive()
    assert [(when, number, value == 0.0) for when, number, value in seen] == [
        ("before", 1, False),
        ("while", 2, is_supported),
        ("after", 1, False),
    ]
    assert torch.get_num_threads() == threads
    assert float(denormal * 0.5) != 0.0


def test_a_run_that_another_thread_drops_changes_nothing_there() -> None:
    plan = replace(plan_of(Dense(4, "relu"), Dense(3, "softmax")), threads=2)
    runs = [train(plan, rows_for(plan))]
    next(runs[0])
    torch.set_num_threads(1)
    torch.set_flush_denormal(False)
    dropping = threading.Thread(target=runs.pop)
    dropping.start()
    dropping.join(60)
    assert not runs
    assert torch.get_num_threads() == 1
    assert not dropping.is_alive()


def test_threads_and_denormals_are_put_back_when_a_run_is_dropped() -> None:
    denormal, threads = torch.tensor([1e-40]), torch.get_num_threads()
    plan = replace(plan_of(Dense(4, "relu"), Dense(3, "softmax")), threads=threads + 1)
    events = train(plan, rows_for(plan))
    next(events)
    assert torch.get_num_threads() == threads + 1
    events.close()  # type: ignore[attr-defined]
    assert torch.get_num_threads() == threads
    assert float(denormal * 0.5) != 0.0


# --- the seeds


@pytest.mark.parametrize(
    "layers",
    [
        (Dense(8, "relu"), Dropout(0.3), Dense(3, "softmax")),
        (Dense(8, "relu"), BatchNormalization(), GaussianNoise(0.2), Dense(3, "softmax")),
    ],
    ids=["dense", "autograd"],
)
def test_the_same_project_gives_the_same_bits_whatever_was_drawn_before(
    tmp_path: Path, layers: tuple[Layer, ...]
) -> None:
    plan = plan_of(*layers)
    outcomes = []
    for name, noise in (("one", 1), ("two", 2)):
        torch.manual_seed(noise)
        torch.randn(noise)
        outcomes.append(run(plan, rows_for(plan), tmp_path / name))
    assert_same_bits(*outcomes)


def test_each_seed_gives_a_run_of_its_own(tmp_path: Path) -> None:
    plans = [plan_of(Dense(8, "relu"), Dense(3, "softmax"), seed=seed) for seed in (1, 2)]
    one, two = (run(plan, rows_for(plan), tmp_path / str(plan.seed)) for plan in plans)
    assert one.epochs != two.epochs


def test_the_seeds_of_a_run_are_numpys_seed_sequence() -> None:
    # Written down: numpy promises that they stay.
    assert plan_of(Dense(3, "softmax"), seed=7).seeds == (2083679832, 3939563265, 4185785210, 142198000)
    assert (
        plan_of(Dense(3, "softmax"), seed=7).seeds
        == plan_of(Dense(9), Dense(3), seed=7, batch_size=5, optimizer="sgd").seeds
    )


@pytest.mark.parametrize("task", ["classification", "regression"])
def test_changing_the_training_leaves_the_split_alone(tmp_path: Path, task: str) -> None:
    data = _table(tmp_path, task)
    plain = make_plan(new_project(data), tmp_path)
    changed = make_plan(
        change_training(
            new_project(data, layers=(Dense(4), Dense(4))), batch_size=7, optimizer="sgd", epochs=2, shuffle=False
        ),
        tmp_path,
    )
    other = make_plan(change_training(new_project(data), seed=8), tmp_path)
    split, same, different = (_inputs(plan, data, tmp_path) for plan in (plain, changed, other))
    assert all((a == b).all() for a, b in zip(split, same, strict=True))
    assert not all(a.shape == b.shape and (a == b).all() for a, b in zip(split, different, strict=True))


def _inputs(plan: Plan, data: Data, base: Path) -> list[Any]:
    prepared = prepare(data, plan.output, base=base, split_seed=plan.seeds[0])
    return [part.x for part in (prepared.train, prepared.validation, prepared.test)]


def _table(folder: Path, task: str) -> Data:
    from engine.data.inspect import inspect_table

    words = itertools.cycle(["red", "green", "blue"])
    rows = [f"{n * 7 % 31}.5,{n * n % 17},{next(words) if task == 'classification' else n / 3}" for n in range(60)]
    (folder / "table.csv").write_text("\n".join(["a,b,goal", *rows]), "utf-8")
    return inspect_table("table.csv", target="goal", base=folder).data
