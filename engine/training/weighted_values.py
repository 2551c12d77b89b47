"""Values of rows and their weights, in the shapes that Keras takes, reduced to two sums."""

from __future__ import annotations

from typing import Any

import torch

from engine.errors import DataError
from engine.messages import QT_TRANSLATE_NOOP
from engine.training.tensors import given_back, taken


class RunningMean:
    """Σ w v and Σ w in float64."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin again."""
        self._sums = torch.zeros(2, dtype=torch.float64)
        self._given: tuple[Any, ...] = ()

    def add(self, values: Any, weights: Any = None, *, averaged: bool = True) -> None:
        """Take in values of rows, (rows, …), and weights of any shape that fits; all axes but the first are reduced.

        Raises:
            DataError: they are no numbers, or weights do not fit.
        """
        self._given = (*(each for each in self._given if isinstance(each, torch.Tensor)), values, weights)[-2:]
        with torch.no_grad():
            given = taken(values, "values")
            self._sums = self._sums.to(given.device) + reduced(given, weights_taken(weights, given), averaged=averaged)

    def mean(self) -> Any:
        """Σ w v / Σ w, 0 before the first value."""
        total, count = self._sums
        return told(torch.where(count == 0, 0.0, total / count), self._given)

    def total(self) -> Any:
        """Σ w v."""
        return told(self._sums[0].clone(), self._given)


def told(values: torch.Tensor, given: tuple[Any, ...]) -> Any:
    """A result as a plain number or array, or as torch where rows were."""
    tensors = [each for each in given if isinstance(each, torch.Tensor)]
    if tensors:
        return values.to(torch.float64 if any(each.dtype == torch.float64 for each in tensors) else torch.float32)
    return given_back(values) if values.ndim else values.item()


def aligned(
    first: torch.Tensor, second: torch.Tensor, *, widen: bool = True
) -> tuple[torch.Tensor, torch.Tensor]:
    """Two tensors with as many axes where one has a last axis of length 1 more than the other, as in Keras."""
    if first.ndim == second.ndim + 1 and first.shape[-1] == 1:
        return (first, second[..., None]) if second.ndim == 1 and widen else (first[..., 0], second)
    if second.ndim == first.ndim + 1 and second.shape[-1] == 1:
        return (first[..., None], second) if first.ndim == 1 and widen else (first, second[..., 0])
    return first, second


def weights_taken(weights: Any, values: torch.Tensor) -> torch.Tensor | None:
    """Weights where the values are."""
    return None if weights is None else taken(weights, "sample_weight").to(values.device)


def broadcast(weights: torch.Tensor, values: torch.Tensor) -> torch.Tensor:
    """A weight for each value.

    Raises:
        DataError: they do not fit.
    """
    try:
        return weights.broadcast_to(values.shape)
    except RuntimeError:
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "sample_weight has shape {found}, but the values have shape {expected}."),
            found=tuple(weights.shape), expected=tuple(values.shape),
        ) from None


def spread(weights: torch.Tensor, values: torch.Tensor) -> torch.Tensor:
    """The same for weights with an axis of length 1 more or less."""
    return broadcast(aligned(values, weights)[1], values)


def reduced(values: torch.Tensor, weights: torch.Tensor | None, *, averaged: bool = True) -> torch.Tensor:
    """Σ w v and Σ w over the rows, float64 (2,).

    Axes of the values that the weights have not are averaged or summed before weighting, the others behind it.
    """
    values = values.double()
    if weights is not None:
        values, weights = aligned(values, weights.double())
        if values.ndim > weights.ndim:
            values = _flattened(values, weights.ndim, averaged=averaged)
        weights = broadcast(weights, values)
        values = values * weights
        weights = _flattened(weights, 1, averaged=averaged)
    values = _flattened(values, 1, averaged=averaged)
    count = values.new_tensor(len(values) if values.ndim else 1) if weights is None else weights.sum()
    return torch.stack([values.sum(), count])


def _flattened(values: torch.Tensor, axes: int, *, averaged: bool) -> torch.Tensor:
    """The values with only their first axes left."""
    rest = tuple(range(axes, values.ndim))
    if not rest:
        return values
    return values.mean(dim=rest) if averaged else values.sum(dim=rest)
