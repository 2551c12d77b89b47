"""What a layer is called with by itself, made rows of."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from engine.data.arrays import read_inputs
from engine.errors import DataError, EngineError
from engine.layers import Embedding, Flatten, Input, Layer, Permute, PReLU, Reshape, Shape
from engine.messages import QT_TRANSLATE_NOOP, Message


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
