"""The course of a fit: what the trainer tells, told on to callbacks in Keras's order, with validation in between."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from engine.callbacks import CallbackList, ProgbarLogger
from engine.errors import EngineError
from engine.events import BatchesEnded, EpochEnded, Event, Logs, RunFinished, RunStarted
from engine.messages import QT_TRANSLATE_NOOP
from engine.models.history import FitHistory
from engine.spec import plain_number

if TYPE_CHECKING:
    from engine.models.sequential import Sequential
    from engine.training.trainer import Pace

CALM = 0.1  # seconds between two events where nobody wants each batch


class Learning(Protocol):
    """What goes on: it can be asked for its numbers, and to stop at the next batch."""

    stop_wanted: bool

    def logs_so_far(self) -> Logs:
        """Loss and metrics of the epoch's batches up to now."""


class Fitting:
    """One fit as callbacks see it.

    Attributes:
        callbacks: all of them, the history and the progress included.
        wants_batches: whether one of them wants to be called at each batch.
        counts: whether numbers of the epoch so far are wanted while it goes on.
        logs: the numbers of the last epoch.
    """

    def __init__(
        self,
        model: Sequential,
        callbacks: CallbackList,
        history: FitHistory,
        *,
        first: int,
        last: int,
        validate: Callable[[], Logs] | None,
        is_validated: Callable[[int], bool],
    ) -> None:
        """Prepare.

        Args:
            model: that learns.
            callbacks: all of them.
            history: the one that the fit gives back.
            first: number of the first epoch, from 0.
            last: number behind the last epoch.
            validate: gives loss and metrics of the validation rows; None where there are none.
            is_validated: tells of an epoch, from 0, whether it is.
        """
        self._model, self.callbacks, self._history = model, callbacks, history
        self._epoch, self._last, self._validate, self._is_validated = first, last, validate, is_validated
        self._progress = [each for each in callbacks.callbacks if isinstance(each, ProgbarLogger)]
        self.wants_batches = callbacks.wants_batches("train")
        self.counts = self.wants_batches or any(each.is_live for each in self._progress)
        self._best = math.inf
        self._best_epoch: int | None = None
        self._batches = 0
        self.logs: Logs = {}

    def pace(self) -> Pace:
        """How often the run has to tell something."""
        from engine.training.trainer import Pace

        self._pace = Pace(0.0, self.callbacks.on_train_batch_begin) if self.wants_batches else Pace(CALM)
        return self._pace

    def follow(self, events: Iterator[Event], learning: Callable[[], Learning], numbers: Callable[[], Logs]) -> None:
        """Go through the events of one fit.

        Args:
            events: of a run.
            learning: gives the run, once it has begun.
            numbers: gives the numbers of the epoch so far, where `counts`.
        """
        for event in events:
            match event:
                case RunStarted():
                    self._history.add(event)
                    self._batches = event.batches
                    self._begin_epoch()
                case BatchesEnded():
                    self._history.add(event)
                    self._tell_batches(event, numbers)
                    if self._model.stop_training and not self._is_last(event):
                        self._end_epoch(learning().logs_so_far())
                        learning().stop_wanted = True
                case EpochEnded():
                    self._end_epoch(dict(event.logs))
                    if self._model.stop_training:
                        learning().stop_wanted = True
                    elif self._epoch < self._last and math.isfinite(event.logs["loss"]):
                        self._begin_epoch()
                case RunFinished():
                    self._history.add(replace(event, best_epoch=self._best_epoch))

    def _is_last(self, event: BatchesEnded) -> bool:
        return event.first + len(event.losses) == self._batches

    def _begin_epoch(self) -> None:
        self.callbacks.on_epoch_begin(self._epoch)
        if self._model.stop_training:  # Keras looks behind the first batch
            self._pace.seconds = 0.0

    def _tell_batches(self, event: BatchesEnded, numbers: Callable[[], Logs]) -> None:
        last = event.first + len(event.losses) - 1
        if self.wants_batches:
            self.callbacks.on_train_batch_end(last, numbers())
            return
        for progress in self._progress:
            progress.see(last + 1)
            if progress.is_due:
                progress.on_train_batch_end(last, numbers())

    def _end_epoch(self, logs: Logs) -> None:
        rate = logs.pop("learning_rate", None)
        self._model.chosen().tell(logs)
        if self._validate is not None and self._is_validated(self._epoch):
            logs |= {f"val_{name}": value for name, value in self._validate().items()}
        self._note(logs, rate)
        self.callbacks.on_epoch_end(self._epoch, dict(logs))
        self.logs = logs
        self._epoch += 1

    def _note(self, logs: Logs, rate: float | None) -> None:
        value = logs.get("val_loss", logs["loss"])
        number = len(self._history.epochs) + 1
        is_best = value < self._best
        if is_best:
            self._best, self._best_epoch = value, number
        self._history.add(EpochEnded(number, logs if rate is None else {**logs, "learning_rate": rate}, is_best))


def validated_epochs(frequency: Any) -> Callable[[int], bool]:
    """Whether an epoch, counted from 0, is validated: every so many epochs, or those of a list, counted from 1.

    Raises:
        EngineError: it is neither.
    """
    value = plain_number(frequency)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return lambda epoch: (epoch + 1) % value == 0
    if isinstance(value, Collection) and not isinstance(value, str) and all(
        isinstance(plain_number(each), int) for each in value
    ):
        epochs = {int(each) for each in value}
        return lambda epoch: epoch + 1 in epochs
    raise EngineError(
        QT_TRANSLATE_NOOP(
            "engine", "validation_freq is a whole number from 1, or a list of epochs counted from 1; got {value}."
        ),
        value=repr(frequency)[:60],
    )
