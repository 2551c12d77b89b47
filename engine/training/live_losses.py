"""Losses that are called by themselves: any number of axes, Keras's rules for shapes and weights."""

from __future__ import annotations

from typing import Any

import torch

from engine.call import execute
from engine.errors import EngineError
from engine.losses import FormulaLoss, Loss
from engine.messages import QT_TRANSLATE_NOOP
from engine.portable.losses import PartialLoss, WeightedLoss
from engine.targets import Output
from engine.training.tensors import given_back, taken


def loss_of(part: Loss, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
    """The loss as one number, or each one where the part does not reduce; see `Loss.__call__`.

    Raises:
        EngineError: the shapes do not suit each other.
    """
    rule, outputs, targets = _prepared(part, y_true, y_pred)
    losses = rule.rows(outputs, targets)
    whole = rule if isinstance(rule, PartialLoss) else WeightedLoss(rule, part.reduction)
    weights = None if sample_weight is None else _weights(sample_weight, losses)
    if weights is not None:
        losses, weights = _same_rank(losses, weights)
    if isinstance(rule, PartialLoss):
        weights = rule.counted(losses, targets.reshape(losses.shape), weights)
    is_one = losses.ndim == 0 and (weights is None or weights.ndim == 0)
    if is_one:  # nothing to reduce
        return given_back(losses if weights is None else losses * weights, y_true, y_pred, sample_weight)
    return given_back(whole.reduced(losses, weights), y_true, y_pred, sample_weight)


def rows_of(part: Loss, y_true: Any, y_pred: Any) -> Any:
    """The loss of each row.

    Raises:
        EngineError: the shapes do not suit each other.
    """
    rule, outputs, targets = _prepared(part, y_true, y_pred)
    return given_back(rule.rows(outputs, targets), y_true, y_pred)


def _prepared(part: Loss, y_true: Any, y_pred: Any) -> tuple[Any, torch.Tensor, torch.Tensor]:
    outputs = taken(y_pred, "y_pred")
    axis = getattr(part, "axis", -1)
    for number in axis if isinstance(axis, tuple) else (axis,):
        if number is not None and not -max(outputs.ndim, 1) <= number < max(outputs.ndim, 1):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{loss} compares along axis {axis}, which y_pred with {shape} has not."),
                loss=type(part).__name__, axis=number, shape=tuple(outputs.shape),
            )
    output = Output("classification", outputs.shape[-1] if outputs.ndim else 1, "one_hot")
    if part.takes == "classes":
        output = Output("classification", output.units, "index")
        targets = _classes(part, y_true, outputs, axis)
    else:
        targets, outputs = _same_rank(taken(y_true, "y_true").to(outputs.device, outputs.dtype), outputs)
        if targets.shape != outputs.shape:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{loss} compares y_true and y_pred of one shape; got {true} and {pred}."),
                loss=type(part).__name__, true=tuple(targets.shape), pred=tuple(outputs.shape),
            )
    factors = getattr(part, "alpha", None)
    if isinstance(factors, tuple) and len(factors) not in (1, outputs.shape[axis]):
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "{loss}: alpha has {count} factors, but y_pred has {classes} classes."),
            loss=type(part).__name__, count=len(factors), classes=outputs.shape[axis],
        )
    if not isinstance(part, FormulaLoss) or "axis" not in type(part).model_fields:
        return execute(part.by_row(output)), outputs, targets
    # Along any axis; torch's own objects have the classes in the second.
    call = part.formula(output)
    rule = execute(call if axis in {-1, None} else call.with_options(axis=axis))
    ignored = getattr(part, "ignore_class", None)
    return (rule if ignored is None else PartialLoss(rule, ignored, part.reduction)), outputs, targets


def _classes(part: Loss, y_true: Any, outputs: torch.Tensor, axis: int) -> torch.Tensor:
    """Class numbers, int64, without an axis of their own for them."""
    numbers = taken(y_true, "y_true", torch.float64).to(outputs.device)
    shape = tuple(outputs.shape)
    expected = shape[: axis % len(shape)] + shape[axis % len(shape) + 1 :] if shape else ()
    if numbers.ndim == len(shape) and shape and numbers.shape[axis] == 1:
        numbers = numbers.squeeze(axis)
    if not shape or tuple(numbers.shape) != expected:
        raise EngineError(
            QT_TRANSLATE_NOOP(
                "engine",
                "{loss} takes a class number for each row: y_true of {expected} for y_pred of {outputs}; got {found}.",
            ),
            loss=type(part).__name__, expected=expected, outputs=shape, found=tuple(numbers.shape),
        )
    classes = numbers.long()
    outside = (classes != numbers) | (classes < 0) | (classes >= shape[axis])
    ignored = getattr(part, "ignore_class", None)
    if ignored is not None:
        outside &= classes != ignored
    if bool(outside.any()):
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "y_true has the class {value}, but y_pred has the classes 0 to {last}."),
            value=f"{float(numbers[outside][0]):g}", last=shape[axis] - 1,
        )
    return classes


def _weights(sample_weight: Any, losses: torch.Tensor) -> torch.Tensor:
    weights = taken(sample_weight, "sample_weight").to(losses.device, losses.dtype)
    first, second = _same_rank(losses, weights)
    lengths = zip(reversed(first.shape), reversed(second.shape), strict=False)
    if any(a != b and 1 not in {a, b} for a, b in lengths):
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "sample_weight has shape {weights}, but the losses have {losses}."),
            weights=tuple(weights.shape), losses=tuple(losses.shape),
        )
    return weights


def _same_rank(first: torch.Tensor, second: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Keras's rule: (n,) becomes (n, 1) beside (n, 1); of longer shapes the last axis of length 1 is taken away."""
    if second.ndim == first.ndim + 1 and second.shape[-1] == 1:
        return (first.unsqueeze(-1), second) if first.ndim == 1 else (first, second.squeeze(-1))
    if first.ndim == second.ndim + 1 and first.shape[-1] == 1:
        return (first, second.unsqueeze(-1)) if second.ndim == 1 else (first.squeeze(-1), second)
    return first, second
