"""Declared callbacks at work: they watch the numbers of a fit by the portable code that runs and scripts use."""

from __future__ import annotations

import warnings
import weakref
from typing import Any

from engine.call import execute
from engine.callbacks.base import Callback, Logs, say
from engine.callbacks.rules import EarlyStopping, ReduceLROnPlateau, RunRule, direction
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP


class LiveRule(Callback):
    """A declared callback with what it remembers. Fields of the part are read through it.

    Attributes:
        part: the description, frozen.
    """

    def __init__(self, part: RunRule) -> None:
        super().__init__()
        self.part = part
        self._watch: Any = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "part" or name not in (*type(self.part).model_fields, "verbose"):
            raise AttributeError(name)
        return getattr(self.part, name)

    def __repr__(self) -> str:
        return f"<{self.part!r}>"

    @property
    def wait(self) -> int:
        """Epochs without improvement so far."""
        return self._watch.waited if self._watch is not None else 0

    @property
    def best(self) -> float | None:
        """The best value so far, None before the first."""
        if self._watch is None or abs(self._watch.best) == float("inf"):
            return None
        value: float = self._watch.sign * self._watch.best
        return value

    def on_train_begin(self, logs: Logs | None = None) -> None:  # noqa: ARG002 - Keras's hook
        """Forget the fit before."""
        part: Any = self.part
        better = better_direction(self.model, part.monitor, part.mode)
        self._watch = execute(part.changed(mode=better).call())

    def _is_there(self, logs: Logs) -> bool:
        if self.part.monitor in logs:
            return True
        sentence = QT_TRANSLATE_NOOP("engine", "{callback} watches “{monitor}”, but this epoch has: {names}.")
        names = ", ".join(logs)
        callback, monitor = type(self.part).__name__, self.part.monitor
        warnings.warn(sentence.format(callback=callback, monitor=monitor, names=names), UserWarning, stacklevel=3)
        return False


class LiveEarlyStopping(LiveRule):
    """Early stopping at work.

    Attributes:
        stopped_epoch: epoch in which it ended the fit, 0 where it did not; best_epoch: that of the best value.
        best_weights: the weights of the best epoch, where they are to be restored.
    """

    part: EarlyStopping

    def __init__(self, part: RunRule) -> None:
        super().__init__(part)
        self.stopped_epoch = self.best_epoch = 0
        self.best_weights: Any = None

    def on_train_begin(self, logs: Logs | None = None) -> None:
        super().on_train_begin(logs)
        self.stopped_epoch = self.best_epoch = 0
        self.best_weights = None

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        """Take an epoch in; where patience ends, the fit does."""
        part, logs = self.part, logs or {}
        if not self._is_there(logs) or epoch < part.start_from_epoch:
            return
        is_best = self._watch.is_best(epoch + 1, logs)
        if is_best or (part.restore_best_weights and self.best_weights is None):
            self.best_epoch = epoch
            if part.restore_best_weights:
                self.best_weights = self.model.get_weights()
        if self._watch.is_over:
            self.stopped_epoch = epoch
            self.model.stop_training = True

    def on_train_end(self, logs: Logs | None = None) -> None:  # noqa: ARG002 - Keras's hook
        """Give the best weights back."""
        if self.stopped_epoch > 0 and self.part.verbose:
            say(f"Epoch {self.stopped_epoch + 1}: early stopping")
        if self.best_weights is not None:
            if self.part.verbose:
                say(f"Restoring model weights from the end of the best epoch: {self.best_epoch + 1}.")
            self.model.set_weights(self.best_weights)


class LiveReduceLROnPlateau(LiveRule):
    """The lowering of the rate at work."""

    part: ReduceLROnPlateau

    @property
    def cooldown_counter(self) -> int:
        """Epochs that still have to pass before a change is thought of."""
        return self._watch.resting if self._watch is not None else 0

    def in_cooldown(self) -> bool:
        """Whether it rests after a change."""
        return self.cooldown_counter > 0

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        """Take an epoch in; where learning stalls, the rate falls."""
        logs = {} if logs is None else logs
        optimizer = self.model.optimizer
        before = logs["learning_rate"] = float(optimizer.learning_rate)
        if not self._is_there(logs):
            return
        rate = self._watch.rate(before, logs)
        if rate != before:
            optimizer.learning_rate = rate
            if self.part.verbose:
                say(f"\nEpoch {epoch + 1}: ReduceLROnPlateau reducing learning rate to {rate}.")


def better_direction(model: Any, monitor: str, mode: str) -> str:
    """What counts as better, "min" or "max": by the model's metric of that name, else by the name."""
    if mode != "auto":
        return mode
    named = getattr(model, "named_metrics", {})
    metric = named.get(monitor.removeprefix("val_"))
    if metric is not None:
        return "max" if metric.better == "higher" else "min"
    return direction(monitor, mode)


_KINDS: dict[type[RunRule], type[LiveRule]] = {
    EarlyStopping: LiveEarlyStopping, ReduceLROnPlateau: LiveReduceLROnPlateau,
}
_LIVE: dict[int, LiveRule] = {}


def live_rule(part: RunRule) -> LiveRule:
    """The live callback of a description; it lives as long as that very object, to which nothing is attached."""
    live = _LIVE.get(id(part))
    if live is None:
        kind = next((live for part_kind, live in _KINDS.items() if isinstance(part, part_kind)), None)
        if kind is None:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{part} does not work by itself yet."), part=type(part).__name__
            )
        live = _LIVE[id(part)] = kind(part.changed())
        weakref.finalize(part, _LIVE.pop, id(part), None).atexit = False
    return live
