"""What a layer is called with by itself, made rows of."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import nn

from engine.call import execute
from engine.data.arrays import read_inputs
from engine.errors import DataError, EngineError
from engine.layers import Embedding, Flatten, Input, Layer, Permute, PReLU, Reshape, Shape
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.spec.words import shortened
from engine.training.random_draws import untouched


def taken(x: Any, dtype: str) -> tuple[torch.Tensor, int]:
    """What the user gave as rows of the layer's type of numbers, and how many axes it had; gradients pass.

    Raises:
        EngineError: there are no rows.
    """
    if isinstance(x, Input):
        raise no_functional_models()
    if not isinstance(x, torch.Tensor):
        return torch.tensor(read_inputs(x, dtype=dtype)), np.ndim(x)
    if not x.ndim or not len(x):
        raise DataError(QT_TRANSLATE_NOOP("engine", "{name} has no rows."), name="x")
    rows = x.to(torch.float64 if dtype == "float64" else torch.float32)
    return (rows if rows.ndim > 1 else rows[:, None]), x.ndim


def laid_out(part: Layer, batch: torch.Tensor, axes: int) -> tuple[torch.Tensor, Any]:
    """Rows for a layer, and the place of the answer in what it gives: values that are no rows stay so, as in Keras."""
    if axes > 1 or isinstance(part, Flatten | Reshape | Permute):
        return batch, ...
    if _keeps(part, (len(batch),)) and not list(part.tensors((len(batch),))):
        return batch.reshape(1, -1), 0  # one row: a softmax is of all values
    is_of_each = isinstance(part, Embedding | PReLU) or getattr(part, "axis", -1) is None
    return batch, (slice(None), 0) if is_of_each else ...


def _keeps(part: Layer, shape: Shape) -> bool:
    """Whether rows have the same shape behind a layer."""
    try:
        return part.output_shape(shape) == shape
    except EngineError:
        return False


def no_functional_models() -> EngineError:
    """The sentence for a layer or a model that is called on an Input."""
    return EngineError(
        QT_TRANSLATE_NOOP("engine", "There are no functional models here."),
        hint=QT_TRANSLATE_NOOP("engine", "List the layers: Sequential([Input((784,)), Dense(10)])."),
    )


def too_few_rows(layer: Layer) -> EngineError:
    """The sentence for a batch of one row."""
    return EngineError(
        QT_TRANSLATE_NOOP("engine", "{layer} compares the rows of a batch and needs at least 2, but a batch has 1."),
        layer=Message.of(layer.title),
    )


def taken_mask(part: Layer, mask: Any, batch: torch.Tensor) -> torch.Tensor:
    """A mask for a batch, shape (rows, steps), as true and false.

    Raises:
        EngineError: the layer takes none, or it has another shape.
    """
    if not part.takes_mask:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "{layer} takes no {argument} here; got {value}."),
            hint=QT_TRANSLATE_NOOP("engine", "Leave it out."),
            layer=type(part).__name__, argument="mask", value=shortened(mask),
        )
    try:
        real = mask.bool() if isinstance(mask, torch.Tensor) else torch.tensor(np.asarray(mask, dtype=bool))
    except (TypeError, ValueError):
        real = torch.empty(0)
    if real.shape != batch.shape[:-1]:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "A mask for a batch of shape {batch} has shape {expected}; got {shape}."),
            batch=tuple(batch.shape), expected=tuple(batch.shape[:-1]), shape=tuple(real.shape),
        )
    return real.to(batch.device)


def masked_module(part: Layer, shape: Shape) -> nn.Module:
    """A new module of a layer that takes a mask, for rows of this shape."""
    with untouched():
        (module,) = map(execute, part.masked_calls(shape))
    return module  # type: ignore[no-any-return]


def mask_behind(part: Layer, inputs: Any, previous_mask: Any, dtype: str) -> Any:
    """Which steps of a batch are real behind a layer: an array for one, a tensor for a tensor; None for all.

    Raises:
        EngineError: the layer cannot take such rows.
    """
    if not part.makes_mask:
        return previous_mask if part.keeps_mask else None
    batch, axes = taken(inputs, dtype)
    batch, place = laid_out(part, batch, axes)
    shape = tuple(batch.shape[1:])
    part.output_shape(shape)
    with torch.device("meta"):  # without weights
        module = execute(next(iter(part.calls(shape))))
    mask = module.mask_of(batch)[place]
    return mask if isinstance(inputs, torch.Tensor) else mask.numpy()
