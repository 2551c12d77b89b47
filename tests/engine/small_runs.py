"""Small networks on drawn rows, trained from first event to last: what the tests of training start from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from engine.data.rows import PreparedData, Rows
from engine.events import Event, Logs, RunFinished, RunStarted
from engine.history import History
from engine.layers import Layer
from engine.plan import Plan
from engine.plan.plan import stack_plan
from engine.project.document import Project, Training
from engine.project.edits import settle
from engine.training.checkpoint import load_weights
from engine.training.trainer import train

CLASSES = ("a", "b", "c")


def plan_of(
    *layers: Layer,
    task: str = "classification",
    columns: int = 5,
    classes: int = 3,
    scaled: bool = True,
    **training: Any,
) -> Plan:
    """A plan over arrays; three epochs in batches of 16 unless `training` says else."""
    defaults: dict[str, Any] = {"epochs": 3, "batch_size": 16, "device": "cpu"}
    if task == "classification":
        defaults |= {"loss": "categorical_crossentropy", "metrics": ("accuracy",)}
    else:
        defaults |= {"loss": "mse", "metrics": ("mae", "rmse", "r2")}
    project = settle(Project(layers=layers, training=Training(**{**defaults, **training})))
    names = CLASSES[:classes] if task == "classification" else ()
    return stack_plan(
        project,
        inputs=columns,
        task=task,
        classes=names,  # type: ignore[arg-type]
        scaled=scaled and task == "regression",
    )


def rows_for(plan: Plan, *, rows: int = 101, noise: float = 0.5, validation: int = 15, test: int = 16) -> PreparedData:
    """Rows that can be learnt, in the encoding that the plan's loss wants."""
    random = np.random.default_rng(0)
    x = random.standard_normal((rows, plan.inputs)).astype(np.float32)
    signal = x.sum(axis=1) + noise * random.standard_normal(rows)
    labels = np.digitize(signal, np.quantile(signal, np.arange(1, len(plan.classes) or 1) / (len(plan.classes) or 1)))
    y = {
        "index": labels,
        "binary": labels.reshape(-1, 1).astype(np.float32),
        "one_hot": np.eye(max(len(plan.classes), 1), dtype=np.float32)[labels],
        "value": signal.reshape(-1, 1).astype(np.float32),
    }[plan.output.encoding]
    first, second = rows - validation - test, rows - test
    parts = [Rows(x[a:b], np.ascontiguousarray(y[a:b])) for a, b in ((0, first), (first, second), (second, rows))]
    return PreparedData(*parts, target_mean=3.0, target_scale=2.0)


@dataclass(frozen=True)
class Outcome:
    """A run to its end: its numbers and its weights."""

    history: History
    weights: Mapping[str, torch.Tensor]
    events: list[Event]

    @property
    def started(self) -> RunStarted:
        assert self.history.started is not None
        return self.history.started

    @property
    def finished(self) -> RunFinished:
        assert self.history.finished is not None
        return self.history.finished

    @property
    def epochs(self) -> list[Logs]:
        return self.history.epochs


def run(plan: Plan, data: PreparedData, folder: Path, **options: Any) -> Outcome:
    """Train to the end and read the weights back."""
    history, events = History(), []
    for event in train(plan, data, folder=folder, **options):
        history.add(event)
        events.append(event)
    return Outcome(history, load_weights(folder), events)


def as_text(logs: Any) -> str:
    """Numbers to the last digit, in a form in which NaN equals NaN."""
    return repr(logs)


def assert_same_bits(one: Outcome, other: Outcome) -> None:
    """Histories, test scores and weights of two runs are equal, not close."""
    assert as_text(one.epochs) == as_text(other.epochs)
    assert as_text(one.finished.test) == as_text(other.finished.test)
    assert_same_weights(one.weights, other.weights)


def assert_same_weights(one: Mapping[str, torch.Tensor], other: Mapping[str, torch.Tensor]) -> None:
    """Two state_dicts hold the same bits; NaN equals NaN."""
    assert sorted(one) == sorted(other)
    for name, tensor in one.items():
        assert tensor.dtype == other[name].dtype
        assert torch.equal(tensor.nan_to_num(nan=12345.0), other[name].nan_to_num(nan=12345.0)), name
