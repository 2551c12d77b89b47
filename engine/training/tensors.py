"""What users hand to a part that works by itself, as tensors, and what it gives back in the kind it was given."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from engine.data.arrays import read_numbers


def taken(value: Any, name: str = "x", dtype: torch.dtype | None = None) -> torch.Tensor:
    """Numbers of any kind as a tensor of floating numbers.

    Args:
        value: a tensor (its graph stays), an array, a table, a list or a number.
        name: what the user calls it.
        dtype: what they become; left out, float64 stays float64 and all others become float32.

    Raises:
        DataError: they are no numbers.
    """
    if isinstance(value, torch.Tensor):
        wanted = dtype or (value.dtype if value.dtype.is_floating_point else torch.float32)
        return value.to(wanted)
    is_number = isinstance(value, int | float | np.number | np.bool_)
    array = np.asarray(value) if is_number else read_numbers(value, name)
    is_double = isinstance(value, np.ndarray | np.generic) and array.dtype == np.float64
    return torch.tensor(array).to(dtype or (torch.float64 if is_double else torch.float32))


def given_back(result: torch.Tensor, *given: Any) -> Any:
    """The result as torch where any of what was given was torch, else as an array or number of numpy."""
    if any(isinstance(value, torch.Tensor) for value in given):
        return result
    array = result.detach().cpu().numpy()
    return array if array.ndim else array[()]
