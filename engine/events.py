"""What training tells while it goes on: small frozen values without tensors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP

HIGHEST_RATE = 1000.0

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
        first_epoch, first_batch: 1 and 0, or the epoch and batch that a continued run goes on with.
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
    first_batch: int = 0


@dataclass(frozen=True)
class BatchesEnded:
    """Batches of `epoch` were learnt, the first of them `first` (from 0), with these losses, penalties included.

    `learning_rate` is that of the last of them.
    """

    epoch: int
    first: int
    losses: tuple[float, ...]
    learning_rate: float | None = None


@dataclass(frozen=True)
class RateChanged:
    """The learning rate was set by hand; what follows is learnt with it.

    Attributes:
        epoch, batch: the first batch that is learnt with it, counted from 1 and from 0.
        step: the same counted over all epochs from 0, as schedules count.
        learning_rate: the new one.
    """

    epoch: int
    batch: int
    step: int
    learning_rate: float


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


@dataclass(frozen=True)
class NotKept:
    """The run goes on, but what a crash would leave of it could not be written; it is tried again."""

    error: EngineError


Event = RunStarted | BatchesEnded | RateChanged | Evaluating | EpochEnded | NotKept | RunFinished


@dataclass(frozen=True)
class ChangeRate:
    """What is sent into a run that goes on: from the next batch on, learn with this rate instead.

    Raises:
        EngineError: the rate is not a number from 0 to 1000.
    """

    learning_rate: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.learning_rate <= HIGHEST_RATE:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "A learning rate is a number from 0 to 1000; got {value}."),
                value=repr(self.learning_rate),
            )


@dataclass
class KeepState:
    """What is sent into a run that goes on: write down now what is needed to go on from here.

    Attributes:
        seconds: how long that took, once it is done.
        error: why it could not be done; with one in it already nothing is done but to tell of it.
    """

    seconds: float = 0.0
    error: EngineError | None = None


# What a run takes between two events.
Sent = ChangeRate | KeepState | None
