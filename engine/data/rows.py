"""The rows that training takes, as arrays; light, for a library that reads no table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import DataError
from engine.messages import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.data.fitted import FittedPreparation


@dataclass(frozen=True)
class Rows:
    """Prepared rows: `x` float32 (rows, …), `y` as the loss wants it, `weights` float32 (rows,) or None: all alike."""

    x: np.ndarray
    y: np.ndarray
    weights: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.x)


@dataclass(frozen=True)
class PreparedData:
    """The rows, shared out.

    Attributes:
        target_mean, target_scale: turn predictions back into the target's units; else 0 and 1.
        fitted: what prepares new rows in the same way, None where arrays were given.
        left_out: rows of the table without a target or, where asked for, with holes.
        test_table: the test rows as they stand in the table (a DataFrame), None where arrays were given.
    """

    train: Rows
    validation: Rows
    test: Rows
    target_mean: float = 0.0
    target_scale: float = 1.0
    fitted: FittedPreparation | None = None
    left_out: int = 0
    test_table: Any = None


def from_arrays(
    x: Any,
    y: Any,
    *,
    validation: tuple[Any, Any] | None = None,
    test: tuple[Any, Any] | None = None,
) -> PreparedData:
    """Take arrays as they are: x float32; y int64 where it holds class numbers, else float32."""
    train = _array_rows(x, y)
    none = Rows(train.x[:0], train.y[:0])
    return PreparedData(
        train,
        _array_rows(*validation) if validation is not None else none,
        _array_rows(*test) if test is not None else none,
    )


def _array_rows(x: Any, y: Any) -> Rows:
    inputs = np.ascontiguousarray(x, dtype=np.float32)
    targets = np.asarray(y)
    is_index = targets.ndim == 1 and targets.dtype.kind in "iu"
    targets = np.ascontiguousarray(targets, dtype=np.int64 if is_index else np.float32)
    if len(inputs) != len(targets):
        raise DataError(
            QT_TRANSLATE_NOOP(
                "engine", "There are {inputs} rows of inputs, but {targets} of targets."
            ),
            inputs=len(inputs),
            targets=len(targets),
        )
    return Rows(inputs, targets)
