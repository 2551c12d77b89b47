"""What training tells while it goes on: small frozen values without tensors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Logs = dict[str, float]
Reason = Literal["completed", "early_stopped", "diverged", "stopped"]


@dataclass(frozen=True)
class RunStarted:
    """The data are prepared, the network stands, the first batch comes next.

    Attributes:
        train, validation, test: rows of each part.
        device: torch's name of the device, "cpu" or "cuda:0".
        threads: torch threads of the training thread.
        step: the implementation of a step: "dense" or "autograd".
        parameters: trainable numbers of the network.
        epochs: planned epochs in all.
        first_epoch: 1, or the epoch that a continued run goes on with.
        batches: batches of one epoch.
        why: why this device was chosen, in English; "" where somebody asked for it.
    """

    train: int
    validation: int
    test: int
    device: str
    threads: int
    step: str
    parameters: int
    epochs: int
    first_epoch: int = 1
    batches: int = 0
    why: str = ""


@dataclass(frozen=True)
class BatchesEnded:
    """Batches of `epoch` were learnt, the first of them `first` (from 0), with these losses, penalties included."""

    epoch: int
    first: int
    losses: tuple[float, ...]


@dataclass(frozen=True)
class Evaluating:
    """A long evaluation goes on: a point where the consumer may pause or stop."""

    epoch: int
    done: int
    rows: int


@dataclass(frozen=True)
class EpochEnded:
    """An epoch ended. `logs` has loss, every metric, val_ for each, and learning_rate, in this order."""

    epoch: int
    logs: Logs = field(default_factory=dict)
    is_best: bool = False


@dataclass(frozen=True)
class RunFinished:
    """The run ended; `test` has the scores of the final (or restored best) weights on the test rows.

    Attributes:
        epochs: completed epochs.
        best_epoch: epoch of the lowest monitored value, None before the first epoch.
        partial_epoch: True where the run was stopped inside an epoch.
        run: folder of the run, None where none was asked for.
        seconds: wall time of training.
    """

    reason: Reason
    epochs: int
    best_epoch: int | None
    test: Logs
    step: str
    seconds: float
    run: str | None = None
    partial_epoch: bool = False


Event = RunStarted | BatchesEnded | Evaluating | EpochEnded | RunFinished
