"""Rows that come as arrays, lists or tables of numbers: read for a network, or refused in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from engine.data.rows import Rows
from engine.errors import DataError
from engine.layers import Flatten, Layer, Permute, Reshape, Shape
from engine.losses import Loss
from engine.messages import QT_TRANSLATE_NOOP
from engine.targets import Output

Array = np.ndarray[Any, Any]


def read_numbers(values: Any, name: str) -> Array:
    """Turn numbers of any kind into an array, at least one axis long.

    Args:
        values: an array of numpy or torch, a table or column of pandas, or nested lists, of any numeric type.
        name: what the user calls it: "x".

    Raises:
        DataError: it has no rows, is ragged, or holds something else than numbers.
    """
    if values is None or isinstance(values, str | bytes | Mapping | Iterator) or callable(values):
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{name} must be an array, a list or a table of numbers; got {kind}."),
            name=name,
            kind=type(values).__name__,
        )
    if hasattr(values, "detach"):
        values = values.detach().cpu()
    elif hasattr(values, "to_numpy"):
        values = _read_table(values)
    try:
        array = np.asarray(values)
    except (TypeError, ValueError):
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "The rows of {name} have different lengths, so they are no array of numbers."),
            name=name,
        ) from None
    if array.ndim == 0 or not len(array):
        raise DataError(QT_TRANSLATE_NOOP("engine", "{name} has no rows."), name=name)
    if array.dtype.kind == "O":
        array = _from_objects(array, name)
    if array.dtype.kind not in "biuf":
        raise _no_number(array.flat[0], name)
    return array


def sliceable(values: Any, name: str) -> Any:
    """Rows that are given whole, as something that is cut into batches without being copied.

    Raises:
        DataError: as `read_numbers`.
    """
    if isinstance(values, np.ndarray) and values.ndim:
        if not len(values):
            raise DataError(QT_TRANSLATE_NOOP("engine", "{name} has no rows."), name=name)
        return values
    return read_numbers(values, name)


def read_inputs(values: Any, name: str = "x", dtype: str = "float32", first: int = 0) -> Array:
    """Read the inputs of a network: shape (rows, …); a plain list of numbers is rows of one value.

    Args:
        values: as of `read_numbers`.
        name: what the user calls them.
        dtype: numpy's name of the numbers that they become.
        first: number of the first row, where they are a batch of many.

    Raises:
        DataError: as `read_numbers`; a value is NaN or infinite.
    """
    array = read_numbers(values, name)
    if array.ndim == 1:
        array = array[:, None]
    return _finite(array, name, dtype, first)


def read_weights(values: Any, name: str, dtype: str = "float32") -> Array:
    """Read weights of rows: shape (rows,) or (rows, 1).

    Raises:
        DataError: as `read_inputs`, or the shape is another.
    """
    array = _finite(read_numbers(values, name), name, dtype)
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim != 1:
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{name} has one weight for each row, shape (rows,), but its shape is {shape}."),
            name=name, shape=array.shape,
        )
    return array


def class_weights(targets: Any, weights: Mapping[int, float], dtype: str = "float32") -> Array:
    """The weight of each row by its class, 1 where the class has none; a class is a number or the largest of a row."""
    array = read_numbers(targets, "y")
    if array.ndim > 1:
        array = array[..., 0] if array.shape[-1] == 1 else array.argmax(axis=-1)
    classes, rows = np.unique(np.round(array).astype(np.int64), return_inverse=True)
    counted: Array = np.array([weights.get(int(number), 1.0) for number in classes], dtype=dtype)[rows.reshape(-1)]
    return counted


def holds_shares(values: Any, units: int, rows: int = 65536) -> bool:
    """Whether targets are shares of the classes, rather than naming one class for each row."""
    if getattr(values, "ndim", 1) < 2 or values.shape[1:] != (units,):
        return False
    parts = (np.asarray(values[first : first + rows]) for first in range(0, len(values), rows))
    return not all(_is_one_hot(part) for part in parts)


def _is_one_hot(shares: Array) -> bool:
    return bool(((shares == 0) | (shares == 1)).all() and (shares.sum(axis=1) == 1).all())


def read_targets(values: Any, output: Output, loss: Loss, name: str = "y", dtype: str = "float32") -> Array:
    """Write targets as the loss compares them.

    Args:
        values: class numbers (rows,) or (rows, 1), or rows of `output.units` numbers; for one unit also (rows,).
        output: what the network gives.
        loss: what compares it.
        name: what the user calls them.
        dtype: numpy's name of the numbers that they become.

    Returns:
        Class numbers, int64 (rows,), where the loss takes classes and each row names one; else `dtype` (rows, units).

    Raises:
        DataError: their shape or their values do not suit the output.
    """
    array = read_numbers(values, name)
    if output.encoding == "index":
        return _read_classes(array, output.units, name, dtype, getattr(loss, "ignore_class", None))
    if array.ndim == 1 and output.units == 1:
        array = array[:, None]
    if array.shape[1:] != (output.units,):
        raise _wrong_width(array, output.units, name)
    targets = _finite(array, name, dtype)
    if loss.head == "sigmoid" and not ((targets >= 0) & (targets <= 1)).all():
        bad = targets[(targets < 0) | (targets > 1)][0]
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{loss} takes targets from 0 to 1, but {name} has {value}."),
            loss=type(loss).__name__,
            name=name,
            value=f"{bad:g}",
        )
    return targets


def check_indices(layers: Sequence[Layer], rows: Array, name: str = "x") -> None:
    """Refuse rows with other than the whole numbers that a layer looks up, as Embedding does.

    Args:
        layers: from first to last; those that only lay values out anew may stand in front.
        rows: what they are given.
        name: what the user calls it.

    Raises:
        DataError: a value is no whole number, or too large.
    """
    layer = next((layer for layer in layers if not isinstance(layer, Flatten | Permute | Reshape)), None)
    limit = layer.index_limit if layer is not None else None
    if limit is None:
        return
    wrong = (rows < 0) | (rows >= limit) | (rows != np.floor(rows))
    if wrong.any():
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{layer} takes whole numbers from 0 to {last}, but {name} has {value}."),
            layer=type(layer).__name__,
            last=limit - 1,
            name=name,
            value=f"{rows[wrong].flat[0]:g}",
        )


def as_shares(targets: Array, units: int, dtype: str = "float32") -> Array:
    """Write class numbers (rows,) as one-hot rows (rows, units); shares stay as they are."""
    return targets if targets.ndim > 1 else np.eye(units, dtype=dtype)[targets]


def split_last(rows: Rows, share: float) -> tuple[Rows, Rows]:
    """Share the rows out as Keras does: the last floor(rows · share) or one more for validation, before any shuffling.

    Raises:
        DataError: one part would have no rows.
    """
    first = int(len(rows) * (1.0 - share))
    if not 0 < first < len(rows):
        raise DataError(
            QT_TRANSLATE_NOOP(
                "engine", "validation_split={share} of {rows} rows leaves nothing for one of the two parts."
            ),
            share=share,
            rows=len(rows),
        )
    x, y, weights = rows.x, rows.y, rows.weights
    if weights is None:
        return Rows(x[:first], y[:first]), Rows(x[first:], y[first:])
    return Rows(x[:first], y[:first], weights[:first]), Rows(x[first:], y[first:], weights[first:])


def check_lengths(x: Array, y: Array, names: tuple[str, str] = ("x", "y")) -> None:
    """Refuse inputs and targets of different length."""
    if len(x) != len(y):
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{x} has {inputs} rows, but {y} has {targets}."),
            x=names[0],
            inputs=len(x),
            y=names[1],
            targets=len(y),
        )


def _read_classes(array: Array, units: int, name: str, dtype: str, ignored: int | None = None) -> Array:
    if array.ndim == 2 and array.shape[1] == 1 and units > 1:
        array = array[:, 0]
    if array.ndim == 1:
        numbers = _finite(array, name, dtype) if array.dtype.kind == "f" else array
        if array.dtype.kind == "f" and (numbers != np.floor(numbers)).any():
            raise DataError(
                QT_TRANSLATE_NOOP("engine", "{name} must hold class numbers, but it has {value}."),
                name=name,
                value=f"{numbers[numbers != np.floor(numbers)][0]:g}",
            )
        outside = ((array < 0) | (array >= units)) & (array != ignored)
        if outside.any():
            raise DataError(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "{name} has the class {value}, but the last layer has {units} units, for the classes 0 to {last}.",
                ),
                name=name,
                value=int(array[outside][0]),
                units=units,
                last=units - 1,
            )
        return np.ascontiguousarray(array, dtype=np.int64)
    if array.shape[1:] != (units,):
        raise _wrong_width(array, units, name)
    shares = _finite(array, name, dtype)
    if (shares < 0).any():
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{name} must hold the shares of the classes, but it has {value}."),
            name=name,
            value=f"{shares.min():g}",
        )
    return shares.argmax(axis=1).astype(np.int64) if _is_one_hot(shares) else shares


def _wrong_width(array: Array, units: int, name: str) -> DataError:
    found: Shape = array.shape[1:]
    if len(found) > 1:
        return DataError(
            QT_TRANSLATE_NOOP(
                "engine", "{name} has rows of shape {found}, but the last layer gives rows of {units} values."
            ),
            name=name,
            found=found,
            units=units,
        )
    width = found[0] if found else 1
    one = QT_TRANSLATE_NOOP("engine", "The last layer gives 1 value for each row, but {name} has {found}.")
    many = QT_TRANSLATE_NOOP("engine", "The last layer gives {units} values for each row, but {name} has {found}.")
    return DataError(one if units == 1 else many, units=units, name=name, found=width)


def _finite(array: Array, name: str, dtype: str, first: int = 0) -> Array:
    with np.errstate(over="ignore", invalid="ignore"):
        numbers: Array = np.ascontiguousarray(array, dtype=dtype)
        flat = numbers.reshape(-1)
        # One quick pass: what is not finite makes the sum of squares so. Large numbers do as well, hence the second.
        if np.isfinite(np.dot(flat, flat)):
            return numbers
    bad = ~np.isfinite(numbers)
    if bad.any():
        row = int(np.argmax(bad.reshape(len(bad), -1).any(axis=1)))
        value = np.asarray(array)[row].flat[int(np.argmax(bad[row]))] if bad.ndim > 1 else array[row]
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{name}[{row}] holds {value}, which a network cannot compute with."),
            hint=QT_TRANSLATE_NOOP("engine", "Fill such values in, or leave their rows out."),
            name=name,
            row=first + row,
            value=f"{value:g}",
        )
    return numbers


def _read_table(table: Any) -> Any:
    try:
        return table.to_numpy(dtype=np.float64, na_value=np.nan)
    except (TypeError, ValueError):
        return table.to_numpy(dtype=object)


def _from_objects(array: Array, name: str) -> Array:
    for item in array.flat:
        if isinstance(item, list | tuple | np.ndarray):
            raise DataError(
                QT_TRANSLATE_NOOP(
                    "engine", "The rows of {name} have different lengths, so they are no array of numbers."
                ),
                name=name,
            )
        if item is not None and not isinstance(item, int | float | np.number | np.bool_):
            raise _no_number(item, name)
    return array.astype(np.float64)


def _no_number(item: Any, name: str) -> DataError:
    return DataError(
        QT_TRANSLATE_NOOP("engine", "{name} must hold numbers only, but it holds {value}."),
        name=name,
        value=repr(plain(item))[:60],
    )


def plain(item: Any) -> Any:
    """A numpy scalar as Python's."""
    return item.item() if isinstance(item, np.generic) else item
