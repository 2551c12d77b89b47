"""What watches and steers a fit in Keras's hooks: the class that users derive from, and a list of such objects."""
# ruff: noqa: B024, B027 - hooks do nothing unless somebody overrides them; ABCMeta is there for `register` alone

from __future__ import annotations

import sys
from abc import ABCMeta
from collections.abc import Iterable, Iterator
from typing import Any

from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP

Logs = dict[str, Any]

BATCH_HOOKS = {
    "train": ("on_train_batch_begin", "on_train_batch_end", "on_batch_begin", "on_batch_end"),
    "test": ("on_test_batch_begin", "on_test_batch_end"),
    "predict": ("on_predict_batch_begin", "on_predict_batch_end"),
}


def say(line: str) -> None:
    """Write a line, where `verbose` asks for it."""
    sys.stdout.write(line + "\n")


class Callback(metaclass=ABCMeta):
    """Derive from it and override the hooks that matter; give objects to `fit(callbacks=[…])`.

    Epochs and batches are counted from 0. `logs` has the numbers so far: "loss", the metrics and, at the end of an
    epoch, both with "val_". Whoever overrides a hook of batches is called at each batch, which takes time.

    Attributes:
        params: {"verbose", "epochs", "steps"} of the fit.
        model: the model; set `model.stop_training` to end the fit, `model.optimizer.learning_rate` to change the rate.
    """

    params: Logs | None = None
    _model: Any = None

    def __init__(self) -> None:
        self.params = None
        self._model = None

    @property
    def model(self) -> Any:
        """The model that is trained, scored or asked."""
        return self._model

    def set_params(self, params: Logs) -> None:
        """Learn what the fit was asked for."""
        self.params = params

    def set_model(self, model: Any) -> None:
        """Learn which model it is."""
        self._model = model

    def on_train_begin(self, logs: Logs | None = None) -> None:
        """Before the first epoch of a fit."""

    def on_train_end(self, logs: Logs | None = None) -> None:
        """Behind the last epoch, with its numbers."""

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        """Before an epoch."""

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        """Behind an epoch and its validation."""

    def on_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        """Another name of `on_train_batch_begin`."""

    def on_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Another name of `on_train_batch_end`."""

    def on_train_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        """Before a batch is learnt."""
        self.on_batch_begin(batch, logs=logs)

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Behind a batch, with the numbers of the epoch so far."""
        self.on_batch_end(batch, logs=logs)

    def on_test_begin(self, logs: Logs | None = None) -> None:
        """Before an evaluation, also that of a fit's validation rows."""

    def on_test_end(self, logs: Logs | None = None) -> None:
        """Behind an evaluation, with its numbers."""

    def on_test_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        """Before a batch is scored."""

    def on_test_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Behind a batch, with the numbers so far."""

    def on_predict_begin(self, logs: Logs | None = None) -> None:
        """Before predictions."""

    def on_predict_end(self, logs: Logs | None = None) -> None:
        """Behind predictions."""

    def on_predict_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        """Before a batch is predicted."""

    def on_predict_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Behind a batch; logs has its "outputs"."""


class CallbackList(Callback):
    """Several callbacks as one: each hook is called on all of them, in their order.

    Attributes:
        callbacks: the objects; of a declared callback its live one.
    """

    def __init__(self, callbacks: Any = None, model: Any = None, **params: Any) -> None:
        """Gather them.

        Args:
            callbacks: one, or lists of them, lists within lists included.
            model: what they are told about.
            params: "verbose", "epochs", "steps".

        Raises:
            EngineError: something among them is no callback.
        """
        super().__init__()
        self.callbacks = list(_flat(callbacks))
        if model is not None:
            self.set_model(model)
        if params:
            self.set_params(params)

    def append(self, callback: Any) -> None:
        """Add one at the end."""
        self.callbacks += _flat(callback)

    def set_model(self, model: Any) -> None:
        super().set_model(model)
        for callback in self.callbacks:
            callback.set_model(model)

    def set_params(self, params: Logs) -> None:
        super().set_params(params)
        for callback in self.callbacks:
            callback.set_params(params)

    def wants_batches(self, of: str) -> bool:
        """Whether any of them overrides a hook of batches of "train", "test" or "predict"."""
        return any(
            wants_batches(callback, of) for callback in self.callbacks if not getattr(callback, "is_patient", False)
        )


def wants_batches(callback: Callback, of: str) -> bool:
    """Whether a callback overrides a hook of batches."""
    for name in BATCH_HOOKS[of]:
        hook = getattr(callback, name)
        if getattr(hook, "__func__", hook) is not getattr(Callback, name):
            return True
    return False


def _for_all(name: str) -> Any:
    """A hook of a list; logs come as Keras gives them, which functions of users are written for."""
    def of_batch(self: CallbackList, batch: int, logs: Logs | None = None) -> None:
        for callback in self.callbacks:
            getattr(callback, name)(batch, logs=logs or {})

    def of_epoch(self: CallbackList, epoch: int, logs: Logs | None = None) -> None:
        logs = logs or {}  # one for all: each sees what those before it have added
        for callback in self.callbacks:
            getattr(callback, name)(epoch, logs)

    def of_all(self: CallbackList, logs: Logs | None = None) -> None:
        for callback in self.callbacks:
            getattr(callback, name)(logs or {})

    call = of_batch if "batch" in name else of_epoch if "epoch" in name else of_all
    call.__name__, call.__doc__ = name, getattr(Callback, name).__doc__
    return call


for _name in vars(Callback).copy():
    if _name.startswith("on_"):
        setattr(CallbackList, _name, _for_all(_name))


def _flat(callbacks: Any) -> Iterator[Callback]:
    if callbacks is None:
        return
    if isinstance(callbacks, CallbackList):
        yield from callbacks.callbacks
    elif isinstance(callbacks, Callback):
        # A declared callback is a description; what is called is its live object.
        yield getattr(callbacks, "at_work", callbacks)
    elif isinstance(callbacks, type) and issubclass(callbacks, Callback):
        yield from _flat(_made(callbacks))
    elif isinstance(callbacks, Iterable) and not isinstance(callbacks, str | bytes | dict):
        for callback in callbacks:
            yield from _flat(callback)
    else:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "A callback is an object such as EarlyStopping(patience=3); got {value}."),
            hint=QT_TRANSLATE_NOOP("engine", "Your own derive from engine.callbacks.Callback."),
            value=repr(callbacks)[:60],
        )


def _made(kind: type[Any]) -> Any:
    try:
        return kind()
    except TypeError as error:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "{kind} has to be made before it is given to a model: {reason}"),
            kind=kind.__name__, reason=str(error),
        ) from None
