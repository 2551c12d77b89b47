"""What a GPU does differently, on a stand-in where there is none: recorded steps, resident rows, the choice of a device."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from parity_cases import sample
from small_runs import Outcome, as_text, assert_same_bits, assert_same_weights, plan_of, rows_for, run

from engine.callbacks import BackupAndRestore, EarlyStopping, LambdaCallback
from engine.data.generators import Dataset
from engine.errors import EngineError
from engine.events import EpochEnded
from engine.export.verify import verify_script
from engine.history import History
from engine.layers import BatchNormalization, Dense, Dropout, Layer
from engine.metrics import Metric
from engine.models import Sequential, load_model
from engine.plan import Plan, make_plan
from engine.project.edits import change_training
from engine.project.runs import save_history, save_run_start
from engine.training import device as devices
from engine.training import loop, trainer
from engine.training.autograd import AutogradStep
from engine.training.build import build_model
from engine.training.checkpoint import CHECKPOINT
from engine.training.device import Device, measured_device
from engine.training.evaluation import Part
from engine.training.graph import GraphStep, can_be_recorded
from engine.training.random_draws import RandomDraws
from engine.training.run import prepare_run
from engine.training.trainer import train

STACKS: list[tuple[Layer, ...]] = [
    (Dense(16, "relu"), Dense(3, "softmax")),
    (Dense(16, "relu"), Dropout(0.3), Dense(3, "softmax")),
    (Dense(8), BatchNormalization(), Dense(3, "softmax", kernel_regularizer="l2")),
    (Dense(8, "relu", activity_regularizer="l1"), Dense(3, "softmax", activity_regularizer="l2")),
]
OPTIMIZERS: list[Any] = ["adam", "adamw", "sgd", {"kind": "sgd", "momentum": 0.9, "nesterov": True}]
CUDA = pytest.param("cuda:0", marks=pytest.mark.skipif(not torch.cuda.is_available(), reason="needs an NVIDIA GPU"))


def replaying(function: Callable[[], None]) -> Callable[[], None]:
    """A stand-in for a CUDA graph: recording changes nothing, replaying does the same again on the same memory."""
    step: GraphStep = function.__self__  # type: ignore[attr-defined]
    before, memory, draws = _copied(dict(step.model.state_dict())), _copied(step.update.state()), torch.get_rng_state()
    function()
    with torch.no_grad():
        for name, tensor in step.model.state_dict().items():
            tensor.copy_(before[name])
    AutogradStep.load_state(step, memory)
    torch.set_rng_state(draws)

    def replay() -> None:
        function()
        for found, place in (("_losses", "loss"), ("_outputs", "outputs"), ("_targets", "targets")):
            getattr(step, f"_{place}_of_batch").copy_(getattr(step, found).pop())
        step.update.steps -= 1

    return replay


def _copied(value: Any) -> Any:
    match value:
        case torch.Tensor():
            return value.clone()
        case dict():
            return {name: _copied(item) for name, item in value.items()}
        case list():
            return [_copied(item) for item in value]
        case _:
            return value


def outcomes(plan: Plan, folder: Path, recorded: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[Outcome, Outcome]:
    plain = run(plan, rows_for(plan), folder / "plain")
    with monkeypatch.context() as patch:
        patch.setattr(loop, "AutogradStep", recorded)
        return plain, run(plan, rows_for(plan), folder / "recorded")


@pytest.mark.parametrize("layers", STACKS, ids=str)
@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=str)
def test_a_replayed_step_is_the_step_itself(
    tmp_path: Path, layers: tuple[Layer, ...], optimizer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[GraphStep] = []

    def recorded(plan: Plan, model: Any, rows: Part) -> GraphStep:
        made.append(GraphStep(plan, model, rows, record=replaying))
        return made[-1]

    plan = plan_of(*layers, optimizer=optimizer, step="autograd", device="cpu")
    plain, other = outcomes(plan, tmp_path, recorded, monkeypatch)
    assert made[0]._replay is not None
    assert_same_bits(plain, other)


def test_a_step_that_cannot_be_recorded_goes_on_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(function: Callable[[], None]) -> Callable[[], None]:
        raise RuntimeError("operation not permitted when stream is capturing")

    plan = plan_of(*STACKS[0], step="autograd", device="cpu")
    recorded = lambda plan, model, rows: GraphStep(plan, model, rows, record=refuse)  # noqa: E731
    assert_same_bits(*outcomes(plan, tmp_path, recorded, monkeypatch))


def test_only_steps_that_stay_the_same_are_recorded() -> None:
    plan = plan_of(*STACKS[0]).on_device("cuda:0")
    assert can_be_recorded(plan)
    assert not can_be_recorded(plan.on_device("cpu"))
    assert not can_be_recorded(replace(plan, rate_changes=((3, 0.1),)))
    assert not can_be_recorded(plan_of(*STACKS[0], optimizer="rmsprop").on_device("cuda:0"))


def test_rows_stay_here_where_the_gpu_has_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = rows_for(plan_of(*STACKS[0])).train
    part = Part.on(torch.device("cpu"), rows)
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda device: (part.size, part.size))
    assert Part.on(torch.device("cuda:0"), rows).x.device.type == "cpu"


@pytest.fixture
def two_devices(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, float]]:
    """A GPU that is not there, and the seconds that a step takes on each device."""
    times = {"cpu": 1e-4, "cuda:0": 1e-4}
    both = (Device("cpu", "CPU"), Device("cuda:0", "Some GPU"))
    for module in (devices, trainer):
        monkeypatch.setattr(module, "list_devices", lambda: both)
    monkeypatch.setattr(devices, "step_seconds", lambda plan, data: times[plan.device])
    return times


@pytest.mark.parametrize(("gpu", "chosen"), [(2e-5, "cuda:0"), (9e-4, "cpu")])
def test_automatic_takes_the_quicker_device_and_says_why(two_devices: dict[str, float], gpu: float, chosen: str) -> None:
    two_devices["cuda:0"] = gpu
    plan = plan_of(*STACKS[0], device="auto")
    settled, why = measured_device(plan, rows_for(plan))
    assert settled.device == chosen
    assert "100 µs" in str(why)
    assert "Some GPU" in str(why)


def test_a_device_that_was_asked_for_is_not_measured(two_devices: dict[str, float]) -> None:
    plan = plan_of(*STACKS[0], device="cpu")
    assert measured_device(plan, rows_for(plan)) == (plan, None)


def test_automatic_says_that_there_is_no_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "list_devices", lambda: (Device("cpu", "CPU"),))
    plan = plan_of(*STACKS[0], device="auto")
    settled, why = measured_device(plan, rows_for(plan))
    assert settled.device == "cpu"
    assert str(why) == "The CPU trains, because PyTorch sees no GPU on this machine."


@pytest.mark.parametrize(("gpu", "cpu", "chosen"), [(math.inf, 1e-4, "cpu"), (1e-4, math.inf, "cuda:0")])
def test_a_device_that_cannot_take_a_step_is_not_chosen(
    two_devices: dict[str, float], gpu: float, cpu: float, chosen: str
) -> None:
    two_devices |= {"cuda:0": gpu, "cpu": cpu}
    plan = plan_of(*STACKS[0], device="auto")
    settled, why = measured_device(plan, rows_for(plan))
    assert settled.device == chosen
    assert "could not take a step" in str(why)


def test_where_no_device_can_be_measured_the_run_begins_all_the_same(two_devices: dict[str, float]) -> None:
    two_devices |= {"cuda:0": math.inf, "cpu": math.inf}
    plan = plan_of(*STACKS[0], device="auto")
    assert measured_device(plan, rows_for(plan)) == (plan.on_device("cpu"), None)


def test_a_run_goes_on_where_it_began(
    tmp_path: Path, two_devices: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_of(*STACKS[1], device="auto")
    data = rows_for(plan)
    two_devices["cuda:0"] = 2e-4
    whole = run(plan, data, tmp_path / "whole")
    events = train(plan, data, folder=tmp_path / "parts", pace=trainer.Pace(0.0))
    for event in events:
        if isinstance(event, EpochEnded):
            break
    events.close()
    monkeypatch.setattr(devices, "GPU_WORK", 0)  # whoever asks again is sent to the GPU
    parts = run(plan, data, tmp_path / "parts", resume=tmp_path / "parts")
    assert parts.started.device == "cpu"
    assert as_text(parts.epochs) == as_text(whole.epochs[1:])
    assert_same_weights(parts.weights, whole.weights)


def test_a_run_that_began_elsewhere_says_where(tmp_path: Path) -> None:
    plan = plan_of(*STACKS[0])
    events = train(plan, rows_for(plan), folder=tmp_path)
    for event in events:
        if isinstance(event, EpochEnded):
            break
    events.close()
    document = torch.load(tmp_path / CHECKPOINT, weights_only=True)
    torch.save(document | {"device": "cuda:0", "step": "autograd"}, tmp_path / CHECKPOINT)
    with pytest.raises(EngineError, match="cannot go on on “cpu”, because it began on “cuda:0”"):
        run(plan, rows_for(plan), tmp_path, resume=tmp_path)


def test_what_was_saved_goes_to_the_device_that_it_is_for() -> None:
    plan = plan_of(*STACKS[0], optimizer={"kind": "adam", "gradient_accumulation_steps": 3, "use_ema": True})
    update = AutogradStep(plan, build_model(plan), Part.on(torch.device("cpu"), rows_for(plan).train)).update
    state = update.state()
    for kept, name in ((update._mean, "sums"), (update._average, "averages")):
        setattr(kept, name, [tensor.to("meta") for tensor in getattr(kept, name)])  # a device that every machine has
    update.load_state(state)
    assert {tensor.device.type for tensor in (*update._mean.sums, *update._average.averages)} == {"meta"}


def test_the_random_numbers_of_another_device_are_left_alone() -> None:
    draws = RandomDraws(torch.device("cpu"), 1, is_used=True)
    own = draws.state
    draws.go_on_from(torch.zeros(16, dtype=torch.uint8))  # as long as those of a GPU
    assert draws.state is own
    draws.go_on_from(own.clone())
    assert draws.state is not own


def test_measuring_changes_nothing_of_the_run(tmp_path: Path) -> None:
    plan = plan_of(Dense(8, "relu"), Dropout(0.3), Dense(3, "softmax"), device="cpu")
    draws = torch.get_rng_state()
    assert 0 < devices.step_seconds(plan, rows_for(plan)) < 10
    assert torch.equal(draws, torch.get_rng_state())
    first = run(plan, rows_for(plan), tmp_path / "first")
    devices.step_seconds(plan, rows_for(plan))
    assert_same_bits(first, run(plan, rows_for(plan), tmp_path / "second"))


@pytest.mark.parametrize("device", [CUDA])
@pytest.mark.parametrize("layers", STACKS, ids=str)
@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=str)
def test_on_a_gpu_the_recorded_step_gives_the_bits_of_the_plain_one(
    tmp_path: Path, device: str, layers: tuple[Layer, ...], optimizer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_of(*layers, optimizer=optimizer, device=device)
    recorded = run(plan, rows_for(plan), tmp_path / "recorded")
    monkeypatch.setattr(loop, "can_be_recorded", lambda plan: False)
    assert_same_bits(recorded, run(plan, rows_for(plan), tmp_path / "plain"))
    if plan.draws_in_training:  # a GPU draws other numbers than the CPU from the same seed
        return
    on_cpu = run(plan.on_device("cpu"), rows_for(plan), tmp_path / "cpu")
    assert [logs["loss"] for logs in recorded.epochs] == pytest.approx([logs["loss"] for logs in on_cpu.epochs], rel=1e-3)


@pytest.mark.parametrize("device", [CUDA])
@pytest.mark.parametrize("name", ["iris", "diabetes"])
def test_the_script_repeats_a_run_on_a_gpu(tmp_path: Path, device: str, name: str) -> None:
    project = sample(name, Dense(16, "relu"), Dropout(0.2), device=device, epochs=5)
    suits = [part() for part in Metric.kinds.values() if project.data and project.data.task in part.tasks]  # type: ignore[attr-defined]
    project = change_training(project, metrics=tuple(suits))
    save_run_start(tmp_path, project, base=tmp_path)
    plan, history = make_plan(project, tmp_path), History()
    for event in train(plan, prepare_run(plan, tmp_path, folder=tmp_path), folder=tmp_path):
        history.add(event)
    save_history(tmp_path, history)
    assert history.started is not None
    assert history.started.device == device
    assert verify_script(tmp_path).largest_difference < 1e-4


@pytest.mark.parametrize("device", [CUDA])
def test_a_model_learns_on_a_gpu(device: str) -> None:
    random = np.random.default_rng(0)
    x = random.standard_normal((300, 5)).astype(np.float32)
    labels = (x.sum(axis=1) > 0).astype(np.int64)
    model = Sequential([Dense(8, "relu"), Dense(2, "softmax")], use_gpu=True, seed=1)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy", "auc"])
    history = model.fit(x, labels, epochs=30, verbose=0, validation_split=0.2, class_weight={0: 1.0, 1: 2.0}).history
    assert history["loss"][-1] < history["loss"][0]
    assert model.evaluate(x, labels, verbose=0, return_dict=True)["accuracy"] > 0.8
    assert model.predict(x, verbose=0).shape == (300, 2)


@pytest.mark.parametrize("device", [CUDA])
def test_batches_callbacks_and_files_work_on_a_gpu(device: str, tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    x = random.standard_normal((96, 5)).astype(np.float32)
    labels, weights = (x.sum(axis=1) > 0).astype(np.int64), random.uniform(0.5, 2.0, 96)

    def model(**options: Any) -> Sequential:
        made = Sequential([Dense(8, "relu"), Dropout(0.2), Dense(2, "softmax")], seed=1, **options)
        made.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"], weighted_metrics=["accuracy"])
        return made

    gpu = model(use_gpu=True)
    batches = [(x[first : first + 32], labels[first : first + 32], weights[first : first + 32]) for first in (0, 32, 64)]
    seen: list[float] = []
    look = LambdaCallback(on_train_batch_end=lambda batch, logs: seen.append(logs["weighted_accuracy"]))
    stop = EarlyStopping("loss", patience=5, restore_best_weights=True)
    gpu.fit(x, labels, 32, 3, verbose=0, sample_weight=weights, callbacks=[look, stop, BackupAndRestore(tmp_path / "kept", 1)])
    gpu.fit(Dataset.from_generator(lambda: iter(batches)), epochs=2, verbose=0, callbacks=[look])
    assert len(seen) == 15
    for batch in batches:
        gpu.train_on_batch(*batch)
    gpu.save(tmp_path / "model.safetensors")
    again, on_cpu = load_model(tmp_path / "model.safetensors", use_gpu=True), load_model(tmp_path / "model.safetensors")
    assert np.array_equal(again.predict(x, verbose=0), gpu.predict(x, verbose=0))
    assert np.allclose(on_cpu.predict(x, verbose=0), gpu.predict(x, verbose=0), atol=1e-5)
    assert on_cpu.evaluate(x, labels, sample_weight=weights, verbose=0) == pytest.approx(
        gpu.evaluate(x, labels, sample_weight=weights, verbose=0), rel=1e-4
    )
    for each in (gpu, again):
        each.fit(x, labels, 32, 2, verbose=0)
    assert all(np.allclose(a, b, rtol=1e-4, atol=1e-6) for a, b in zip(gpu.get_weights(), again.get_weights(), strict=True))
