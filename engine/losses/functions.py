"""Keras's loss functions: as the losses of the same names, with a result for each row. `compile` takes them too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.errors import EngineError
from engine.losses.base import Loss
from engine.losses.crossentropy import BinaryCrossentropy, CategoricalCrossentropy, SparseCategoricalCrossentropy
from engine.losses.errors import (
    Huber,
    LogCosh,
    MeanAbsoluteError,
    MeanAbsolutePercentageError,
    MeanSquaredError,
    MeanSquaredLogarithmicError,
)
from engine.losses.focal import (
    BinaryFocalCrossentropy,
    CategoricalFocalCrossentropy,
    CategoricalGeneralizedCrossEntropy,
)
from engine.losses.hinge import CategoricalHinge, Hinge, SquaredHinge
from engine.losses.overlap import Dice, Tversky
from engine.losses.shares import CosineSimilarity, KLDivergence, Poisson
from engine.messages import QT_TRANSLATE_NOOP

Function = Callable[..., Any]
FUNCTIONS: dict[str, Function] = {}


def _of(part: type[Loss]) -> Callable[[Function], Function]:
    """Note whose formula a function computes, and describe it."""

    def note(function: Function) -> Function:
        function.part = part  # type: ignore[attr-defined]
        function.__doc__ = f"The loss of each row: {part.__doc__}"
        FUNCTIONS[function.__name__] = function
        FUNCTIONS.update(dict.fromkeys(part.aliases, function))
        return function

    return note


@_of(MeanSquaredError)
def mean_squared_error(y_true: Any, y_pred: Any) -> Any:
    return MeanSquaredError().rows(y_true, y_pred)


@_of(MeanAbsoluteError)
def mean_absolute_error(y_true: Any, y_pred: Any) -> Any:
    return MeanAbsoluteError().rows(y_true, y_pred)


@_of(MeanAbsolutePercentageError)
def mean_absolute_percentage_error(y_true: Any, y_pred: Any) -> Any:
    return MeanAbsolutePercentageError().rows(y_true, y_pred)


@_of(MeanSquaredLogarithmicError)
def mean_squared_logarithmic_error(y_true: Any, y_pred: Any) -> Any:
    return MeanSquaredLogarithmicError().rows(y_true, y_pred)


@_of(Huber)
def huber(y_true: Any, y_pred: Any, delta: float = 1.0) -> Any:
    return Huber(delta=delta).rows(y_true, y_pred)


@_of(LogCosh)
def log_cosh(y_true: Any, y_pred: Any) -> Any:
    return LogCosh().rows(y_true, y_pred)


@_of(CosineSimilarity)
def cosine_similarity(y_true: Any, y_pred: Any, axis: int = -1) -> Any:
    return CosineSimilarity(axis=axis).rows(y_true, y_pred)


@_of(KLDivergence)
def kl_divergence(y_true: Any, y_pred: Any) -> Any:
    return KLDivergence().rows(y_true, y_pred)


@_of(Poisson)
def poisson(y_true: Any, y_pred: Any) -> Any:
    return Poisson().rows(y_true, y_pred)


@_of(BinaryCrossentropy)
def binary_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, label_smoothing: float = 0.0, axis: int = -1
) -> Any:
    part = BinaryCrossentropy(from_logits=from_logits, label_smoothing=label_smoothing, axis=axis)
    return part.rows(y_true, y_pred)


@_of(CategoricalCrossentropy)
def categorical_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, label_smoothing: float = 0.0, axis: int = -1
) -> Any:
    part = CategoricalCrossentropy(from_logits=from_logits, label_smoothing=label_smoothing, axis=axis)
    return part.rows(y_true, y_pred)


@_of(SparseCategoricalCrossentropy)
def sparse_categorical_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, ignore_class: int | None = None, axis: int = -1
) -> Any:
    part = SparseCategoricalCrossentropy(from_logits=from_logits, ignore_class=ignore_class, axis=axis)
    return part.rows(y_true, y_pred)


@_of(BinaryFocalCrossentropy)
def binary_focal_crossentropy(
    y_true: Any, y_pred: Any, apply_class_balancing: bool = False, alpha: float = 0.25, gamma: float = 2.0,
    from_logits: bool = False, label_smoothing: float = 0.0, axis: int = -1,
) -> Any:
    return BinaryFocalCrossentropy(
        apply_class_balancing=apply_class_balancing, alpha=alpha, gamma=gamma, from_logits=from_logits,
        label_smoothing=label_smoothing, axis=axis,
    ).rows(y_true, y_pred)


@_of(CategoricalFocalCrossentropy)
def categorical_focal_crossentropy(
    y_true: Any, y_pred: Any, alpha: Any = 0.25, gamma: float = 2.0, from_logits: bool = False,
    label_smoothing: float = 0.0, axis: int = -1,
) -> Any:
    return CategoricalFocalCrossentropy(
        alpha=alpha, gamma=gamma, from_logits=from_logits, label_smoothing=label_smoothing, axis=axis
    ).rows(y_true, y_pred)


@_of(CategoricalGeneralizedCrossEntropy)
def categorical_generalized_cross_entropy(y_true: Any, y_pred: Any, q: float) -> Any:
    return CategoricalGeneralizedCrossEntropy(q=q).rows(y_true, y_pred)


@_of(Hinge)
def hinge(y_true: Any, y_pred: Any) -> Any:
    return Hinge().rows(y_true, y_pred)


@_of(SquaredHinge)
def squared_hinge(y_true: Any, y_pred: Any) -> Any:
    return SquaredHinge().rows(y_true, y_pred)


@_of(CategoricalHinge)
def categorical_hinge(y_true: Any, y_pred: Any) -> Any:
    return CategoricalHinge().rows(y_true, y_pred)


@_of(Dice)
def dice(y_true: Any, y_pred: Any, axis: Any = None) -> Any:
    return Dice(axis=axis).rows(y_true, y_pred)


@_of(Tversky)
def tversky(y_true: Any, y_pred: Any, alpha: float = 0.5, beta: float = 0.5, axis: Any = None) -> Any:
    return Tversky(alpha=alpha, beta=beta, axis=axis).rows(y_true, y_pred)


def get(identifier: Any) -> Any:
    """Keras's look-up: a function for its name ("mse"), a loss for the name of a class, for a class or a configuration.

    Args:
        identifier: a name, a class, {"class_name": …, "config": {…}}, or what is a loss already; None gives None.

    Raises:
        EngineError: there is no such loss; the nearest name is told.
    """
    if identifier is None or isinstance(identifier, Loss) or (callable(identifier) and hasattr(identifier, "part")):
        return identifier
    if isinstance(identifier, str) and identifier in FUNCTIONS:
        return FUNCTIONS[identifier]
    return Loss.coerce(identifier)


def serialize(loss: Any) -> Any:
    """What `deserialize` (or `get`) turns into the loss again: the name of a function, or class name and configuration.

    Raises:
        EngineError: it is no loss.
    """
    name = getattr(loss, "__name__", "")
    if name in FUNCTIONS and FUNCTIONS[name] is loss:
        return name
    if not isinstance(loss, Loss):
        raise EngineError(QT_TRANSLATE_NOOP("engine", "{value} is no loss."), value=repr(loss)[:60])
    return loss.serialized()


deserialize = get
