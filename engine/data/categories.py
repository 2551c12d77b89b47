"""Class numbers written as rows with a 1 at the place of the class."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.data.arrays import read_numbers
from engine.errors import DataError
from engine.messages import QT_TRANSLATE_NOOP
from engine.spec import plain_number


def to_categorical(x: Any, num_classes: int | None = None) -> np.ndarray[Any, Any]:
    """Class numbers as one-hot rows, float64, as Keras writes them: [0, 2] becomes [[1, 0, 0], [0, 0, 1]].

    Args:
        x: whole numbers from 0, of any shape; a last axis of length 1 is taken away.
        num_classes: how many; left out, one more than the largest number.

    Raises:
        DataError: a number is negative or too large, or they are none.
    """
    is_one = isinstance(x, int | float | np.generic)
    numbers = read_numbers([x] if is_one else x, "x").astype(np.int64)
    numbers = numbers[0] if is_one else numbers
    if numbers.ndim > 1 and numbers.shape[-1] == 1:
        numbers = numbers[..., 0]
    classes = int(numbers.max()) + 1 if num_classes is None else plain_number(num_classes)
    if not isinstance(classes, int):
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "num_classes is a whole number; got {value}."), value=repr(num_classes)[:60]
        )
    if numbers.min() < 0 or numbers.max() >= classes:
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "x has the class {value}, but there are {classes} classes, from 0."),
            value=int(numbers.min() if numbers.min() < 0 else numbers.max()), classes=classes,
        )
    rows = np.zeros((numbers.size, classes))
    rows[np.arange(numbers.size), numbers.reshape(-1)] = 1
    return rows.reshape(*numbers.shape, classes)
