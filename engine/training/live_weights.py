"""The tensors of a layer at work, by Keras's names and in Keras's layout; modules may share them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import nn

from engine.data.arrays import read_numbers
from engine.data.lists import read_list
from engine.errors import DataError
from engine.layers import Shape, Weight
from engine.messages import QT_TRANSLATE_NOOP

Array = np.ndarray[Any, Any]


class LiveWeight:
    """A tensor of a layer by Keras's name and in Keras's layout: a kernel is (inputs, units).

    Attributes:
        name: "kernel", "bias", "gamma"…; path: with the layer's name in front: "dense/kernel".
        shape: in Keras's layout.
        trainable: whether training changes it by gradients, where its layer is not frozen.
    """

    def __init__(self, layer: str, weight: Weight, tensor: torch.Tensor) -> None:
        self.name = weight.keras_name or weight.name
        self.path = f"{layer}/{self.name}"
        self.trainable = weight.trainable
        axes = weight.keras_axes or tuple(range(len(weight.shape)))
        self._whole, self._axes = tensor, axes
        self.shape: Shape = tuple(self._tensor.shape)

    @property
    def _tensor(self) -> torch.Tensor:
        # A view: what is written here is written there, also where training has moved the tensor meanwhile.
        return self._whole.detach().permute(self._axes)

    def numpy(self) -> Array:
        """The values, a copy."""
        values: Array = self._tensor.cpu().contiguous().numpy().copy()
        return values

    @property
    def value(self) -> torch.Tensor:
        """The values, a tensor of torch that shares them."""
        return self._tensor

    def assign(self, values: Any) -> None:
        """Take these values, an array of `shape`.

        Raises:
            DataError: the shape is another, or they are not numbers.
        """
        array = read_numbers(values, self.path) if self.shape else np.asarray(values)
        if array.shape != self.shape:
            raise DataError(
                QT_TRANSLATE_NOOP("engine", "{weight} has shape {expected}, but the new values have {found}."),
                weight=self.path,
                expected=self.shape,
                found=array.shape,
            )
        self._tensor.copy_(torch.tensor(array))

    def __repr__(self) -> str:
        return f"<{self.path} {self.shape}>"


def set_all(weights: Sequence[LiveWeight], values: Sequence[Any], owner: str) -> None:
    """Give weights their values, all of them or, where one does not fit, none.

    Raises:
        DataError: their number or a shape is another.
    """
    values = read_list(values, "weights")
    if len(values) != len(weights):
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "“{owner}” has {expected} weights, but {found} were given."),
            owner=owner,
            expected=len(weights),
            found=len(values),
        )
    before = [weight.numpy() for weight in weights]
    try:
        for weight, value in zip(weights, values, strict=True):
            weight.assign(value)
    except DataError:
        for weight, value in zip(weights, before, strict=True):
            weight.assign(value)
        raise


def home_of(modules: Sequence[nn.Module]) -> tuple[str, str]:
    """The type of the numbers of modules, and the device where they lie."""
    tensors = (tensor for module in modules for tensor in (*module.parameters(), *module.buffers()))
    tensor = next(each for each in tensors if each.dtype.is_floating_point)
    return str(tensor.dtype).removeprefix("torch."), str(tensor.device)


def share_tensors(module: nn.Module, other: nn.Module) -> None:
    """Let another module of the same kind work with the very tensors of a module."""
    for tensors, others in zip(_tensors(module), _tensors(other), strict=True):
        others.update(tensors)


def _tensors(module: nn.Module) -> list[dict[str, Any]]:
    return [tensors for each in module.modules() for tensors in (each._parameters, each._buffers)]
