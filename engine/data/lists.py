"""Lists that a user gives; the one array of a list of one is taken out, as Keras does for a model of one input."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.errors import DataError
from engine.layers import Shape
from engine.messages import QT_TRANSLATE_NOOP


def read_list(values: Any, name: str) -> list[Any]:
    """Several things in their order.

    Raises:
        DataError: it is only one; `name` is what the user calls them.
    """
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{name} must be a list; got {value}."), name=name, value=repr(values)[:60]
        )
    return list(values)


def only_input(x: Any, row: Shape | None) -> Any:
    """The array x of [x]; anything else as it is, and so is [x] where x is one row of the shape of a row."""
    if not isinstance(x, list | tuple) or len(x) != 1:
        return x
    shape = tuple(getattr(x[0], "shape", ()))
    is_array = len(shape) > 1 or (len(shape) == 1 and row == (1,))
    return x[0] if is_array and shape != row else x


def only_target(y: Any, rows: int) -> Any:
    """The array y of [y], where it is as long as there are rows; anything else as it is. Likewise weights."""
    if not isinstance(y, list | tuple) or len(y) != 1 or rows == 1:
        return y
    shape = tuple(getattr(y[0], "shape", ()))
    return y[0] if shape and shape[0] == rows else y
