"""Shapes of rows: read, compared with what a layer was made for, and told about where they do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.errors import DataError, EngineError
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.spec import plain_number

if TYPE_CHECKING:
    from engine.layers.base import Layer

Shape = tuple[int, ...]


def row_shape(value: Any) -> Shape:
    """Read the shape of one row: 784, (784,), [28, 28].

    Raises:
        EngineError: it is not made of whole numbers from 1.
    """
    value = plain_number(value)
    lengths = [value] if isinstance(value, int) else value
    try:
        shape = tuple(plain_number(length) for length in lengths)
    except TypeError:
        shape = ()
    if not shape or not all(type(length) is int and length >= 1 for length in shape):
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "input_shape is the shape of one row, as (784,) or (28, 28); got {value}."),
            value=repr(value),
        )
    return shape


def check_rows(layer: Layer, expected: Shape | None, found: Shape, name: str = "x") -> None:
    """Compare the rows that a layer is given with those it was made for.

    Args:
        layer: the layer that meets them.
        expected: shape of one row, None where any suits.
        found: shape of one row of what was given.
        name: what the user calls it.

    Raises:
        EngineError: the shapes differ, or the layer cannot take such rows.
    """
    if expected is not None and expected != found:
        if len(expected) == len(found) == 1:
            raise DataError(
                QT_TRANSLATE_NOOP("engine", "{layer} expects rows of {expected} values, but {name} has {found}."),
                layer=type(layer).__name__, expected=expected[0], name=name, found=found[0],
            )
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{layer} expects rows of shape {expected}, but {name} has {found}."),
            hint=QT_TRANSLATE_NOOP("engine", "Put Flatten() first.") if len(found) > len(expected) == 1 else None,
            layer=type(layer).__name__, expected=expected, name=name, found=found,
        )
    layer.output_shape(found)


def axes_of(layer: Layer, axis: int | tuple[int, ...], shape: Shape) -> tuple[int, ...]:
    """The axes of a row in order, counted from 1 (0 is the batch).

    Raises:
        EngineError: the rows have no such axis, or two of them are the same.
    """
    several = axis if isinstance(axis, tuple) else (axis,)
    counted = sorted(number if number > 0 else len(shape) + 1 + number for number in several)
    if not all(1 <= number <= len(shape) for number in counted) or len(set(counted)) < len(counted):
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "{layer} works along axis {axis}, but gets rows of shape {shape}."),
            layer=Message.of(layer.title), axis=axis, shape=shape,
        )
    return tuple(counted)


# What the axes of a row are called, by their number.
AXES = {
    2: QT_TRANSLATE_NOOP("engine", "(steps, channels)"),
    3: QT_TRANSLATE_NOOP("engine", "(height, width, channels)"),
}


def check_axes(layer: Layer, shape: Shape) -> None:
    """Refuse rows with another number of axes than the layer's `row_axes`.

    Raises:
        EngineError: the rows have fewer or more axes.
    """
    if len(shape) != layer.row_axes:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "{layer} works on rows of shape {wanted}, but gets rows of shape {shape}."),
            hint=QT_TRANSLATE_NOOP("engine", "Put a Reshape first."),
            layer=Message.of(layer.title), wanted=Message.of(AXES[layer.row_axes]), shape=shape,
        )
