"""Callbacks that steer a fit or note what it does: rates, ends, functions of the user, the history."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from engine.callbacks.base import Callback, Logs, say
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.spec import plain_number


class History(Callback):
    """Notes the numbers of each epoch. Every fit has one and gives it back.

    Attributes:
        history: one list for each name; epoch: numbers of the epochs, from 0.
    """

    def __init__(self) -> None:
        super().__init__()
        self.history: dict[str, list[Any]] = {}
        self.epoch: list[int] = []

    def on_train_begin(self, logs: Logs | None = None) -> None:  # noqa: ARG002 - Keras's hook
        """Begin to count anew."""
        self.epoch = []

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        """Note an epoch."""
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)


class LearningRateScheduler(Callback):
    """Sets the learning rate before each epoch: `schedule(epoch, rate)` gives the new one; the epochs count from 0.

    Args:
        schedule: a function of the epoch and the rate, or of the epoch alone.
        verbose: 1 writes a line for each epoch.
    """

    def __init__(self, schedule: Callable[..., float], verbose: int = 0) -> None:
        super().__init__()
        if not callable(schedule):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{callback} takes a function of the epoch and the rate; got {value}."),
                callback="LearningRateScheduler", value=repr(schedule)[:60],
            )
        self.schedule, self.verbose = schedule, verbose

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:  # noqa: ARG002 - Keras's hook
        """Set the rate."""
        optimizer = self.model.optimizer
        try:
            rate = self.schedule(epoch, float(optimizer.learning_rate))
        except TypeError:  # a function of the epoch alone
            rate = self.schedule(epoch)
        rate = plain_number(rate)
        if not isinstance(rate, float):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "The function given to {callback} has to give a float; got {value}."),
                callback="LearningRateScheduler", value=repr(rate)[:60],
            )
        optimizer.learning_rate = rate
        if self.verbose:
            say(f"\nEpoch {epoch + 1}: LearningRateScheduler setting learning rate to {rate}.")

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:  # noqa: ARG002 - Keras's hook
        """Tell the rate to the history."""
        if logs is not None:
            logs["learning_rate"] = float(self.model.optimizer.learning_rate)


class TerminateOnNaN(Callback):
    """Ends the fit at the first batch whose loss is no finite number.

    Args:
        raise_error: raise an error instead, so that no other callback concludes its work.
    """

    def __init__(self, raise_error: bool = False) -> None:
        super().__init__()
        self.raise_error = raise_error

    def on_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Look at the loss."""
        loss = (logs or {}).get("loss")
        if loss is None or math.isfinite(loss):
            return
        if self.raise_error:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "The loss of batch {batch} is {loss}, so training ended."),
                hint=QT_TRANSLATE_NOOP("engine", "Try a smaller learning rate."), batch=batch, loss=loss,
            )
        say(f"Batch {batch}: Invalid loss, terminating training")
        self.model.stop_training = True


class LambdaCallback(Callback):
    """Calls functions of the user in the hooks of those names.

    Args:
        on_epoch_begin: function (epoch, logs), as on_epoch_end.
        on_epoch_end: likewise.
        on_train_begin: function (logs), as on_train_end.
        on_train_end: likewise.
        on_train_batch_begin: function (batch, logs), as on_train_batch_end.
        on_train_batch_end: likewise.
        others: functions for the other hooks, by their names.
    """

    def __init__(
        self,
        on_epoch_begin: Callable[..., Any] | None = None,
        on_epoch_end: Callable[..., Any] | None = None,
        on_train_begin: Callable[..., Any] | None = None,
        on_train_end: Callable[..., Any] | None = None,
        on_train_batch_begin: Callable[..., Any] | None = None,
        on_train_batch_end: Callable[..., Any] | None = None,
        **others: Any,
    ) -> None:
        super().__init__()
        functions = {
            "on_epoch_begin": on_epoch_begin, "on_epoch_end": on_epoch_end, "on_train_begin": on_train_begin,
            "on_train_end": on_train_end, "on_train_batch_begin": on_train_batch_begin,
            "on_train_batch_end": on_train_batch_end, **others,
        }
        for name, function in functions.items():
            if function is None:
                continue
            if not callable(function) and hasattr(Callback, name):
                raise EngineError(
                    QT_TRANSLATE_NOOP("engine", "{callback}: “{name}” is a function; got {value}."),
                    callback="LambdaCallback", name=name, value=repr(function)[:60],
                )
            setattr(self, name, function)


class SwapEMAWeights(Callback):
    """Lets evaluation and prediction see the moving averages of the weights, which `use_ema` of an optimizer keeps.

    Args:
        swap_on_epoch: also between epochs, so that callbacks behind this one (ModelCheckpoint) see the averages.
    """

    def __init__(self, swap_on_epoch: bool = False) -> None:
        super().__init__()
        self.swap_on_epoch = swap_on_epoch
        self._is_swapped = False

    def _swap(self, *, wanted: bool) -> None:
        if wanted != self._is_swapped:
            self.model.optimizer.swap_averages()
            self._is_swapped = wanted

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:  # noqa: ARG002 - Keras's hook
        """The weights that learn come back."""
        if self.swap_on_epoch:
            self._swap(wanted=False)

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:  # noqa: ARG002 - Keras's hook
        """The averages take their place."""
        if self.swap_on_epoch:
            self._swap(wanted=True)
            # The averages take the weights' place when the fit ends; here they have done so already.
            if (self.params and epoch == self.params["epochs"] - 1) or self.model.stop_training:
                self.model.optimizer.keep_averages()

    def on_test_begin(self, logs: Logs | None = None) -> None:  # noqa: ARG002 - Keras's hook
        self._swap(wanted=True)

    def on_test_end(self, logs: Logs | None = None) -> None:  # noqa: ARG002 - Keras's hook
        self._swap(wanted=False)

    def on_predict_begin(self, logs: Logs | None = None) -> None:  # noqa: ARG002 - Keras's hook
        self._swap(wanted=True)

    def on_predict_end(self, logs: Logs | None = None) -> None:  # noqa: ARG002 - Keras's hook
        self._swap(wanted=False)
