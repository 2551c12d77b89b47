"""What Keras's methods are given, turned into declared parts, or refused in a sentence."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from engine.callbacks import Callback, EarlyStopping
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics import Metric
from engine.project.document import Training
from engine.spec import explain, plain_number

# What Keras's methods take and this library does not (yet), with the values that change nothing.
NEUTRAL: dict[str, tuple[Any, ...]] = {
    "loss_weights": (None,),
    "weighted_metrics": (None,),
    "run_eagerly": (False,),
    "steps_per_execution": (1,),
    "jit_compile": ("auto", False),
    "auto_scale_loss": (True,),
    "class_weight": (None,),
    "sample_weight": (None,),
    "steps_per_epoch": (None,),
    "validation_steps": (None,),
    "validation_batch_size": (None,),
    "validation_freq": (1,),
    "steps": (None,),
    "callbacks": (None, [], ()),
}


def refuse(method: str, known: Iterable[str], given: Mapping[str, Any]) -> None:
    """Refuse arguments that have no effect here, unless they ask for nothing.

    Args:
        method: Keras's name of the method: "fit".
        known: the arguments that it takes.
        given: the others, by name.

    Raises:
        EngineError: one is not supported, or unknown; the nearest known one is named.
    """
    for name, value in given.items():
        if name in NEUTRAL:
            if any(
                value is neutral or (type(value) is type(neutral) and value == neutral) for neutral in NEUTRAL[name]
            ):
                continue
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{method} does not support “{argument}” yet."), method=method, argument=name
            )
        names = list(known)
        near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
        if near:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{method} has no argument “{argument}”. Did you mean “{near}”?"),
                method=method,
                argument=name,
                near=near[0],
            )
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "{method} has no argument “{argument}”. It takes: {names}."),
            method=method,
            argument=name,
            names=", ".join(names),
        )


def named_metrics(metrics: Any) -> tuple[tuple[str, Metric], ...]:
    """Metrics with the names that the history gives them: a string keeps its own, as in Keras.

    Raises:
        EngineError: it is no list, or one of them is unknown.
    """
    if metrics is None:
        return ()
    if isinstance(metrics, str | Metric | type):
        metrics = [metrics]
    if isinstance(metrics, Mapping) or not isinstance(metrics, Iterable):
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", 'metrics is a list, such as ["accuracy"]; got {value}.'),
            value=repr(metrics)[:60],
        )
    found = []
    for metric in metrics:
        part = Metric.coerce(metric)
        found.append((metric if isinstance(metric, str) else part.kind, part))
    return tuple(found)


def early_stopping(callbacks: Any, *, has_validation: bool) -> EarlyStopping | None:
    """The early stopping among the callbacks.

    Raises:
        EngineError: there are others, or it watches rows that are not there.
    """
    if callbacks is None:
        return None
    if isinstance(callbacks, Callback | type) or not isinstance(callbacks, Iterable):
        callbacks = [callbacks]
    found = None
    for callback in callbacks:
        part = Callback.coerce(callback) if isinstance(callback, Callback | type) else None
        if not isinstance(part, EarlyStopping) or found is not None:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "fit supports one EarlyStopping as callback so far; got {value}."),
                value=repr(callback)[:60],
            )
        found = part
    if found is not None and found.monitor.startswith("val_") and not has_validation:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "EarlyStopping watches “{monitor}”, but there are no validation rows."),
            hint=QT_TRANSLATE_NOOP("engine", "Give validation_split or validation_data, or watch “loss”."),
            monitor=found.monitor,
        )
    return found


def checked_training(method: str, **fields: Any) -> Training:
    """Training settings; the sentence about a wrong one names the method that it was given to."""
    try:
        return Training(**{name: plain_number(value) for name, value in fields.items()})
    except ValidationError as error:
        raise EngineError(explain(error, method)) from None


def share(method: str, name: str, value: Any) -> float:
    """A share from 0, below 1.

    Raises:
        EngineError: it is something else.
    """
    number = plain_number(value)
    if not isinstance(number, int | float) or not 0 <= number < 1:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "{method}: “{name}” is a share from 0 to below 1; got {value}."),
            method=method,
            name=name,
            value=repr(value)[:60],
        )
    return float(number)


def whole_number(method: str, name: str, value: Any, least: int) -> int:
    """A whole number from `least`.

    Raises:
        EngineError: it is something else.
    """
    number = plain_number(value)
    if not isinstance(number, int) or isinstance(number, bool) or number < least:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "{method}: “{name}” is a whole number from {least}; got {value}."),
            method=method,
            name=name,
            least=least,
            value=repr(value)[:60],
        )
    return number
