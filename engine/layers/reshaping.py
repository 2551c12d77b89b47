"""Layers that lay the values of a row out anew: Flatten, Reshape, Permute."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from engine.call import Call
from engine.errors import EngineError
from engine.layers.base import CORE, IMAGES, Absent, Layer
from engine.layers.rows import Shape
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.spec import plain_number


class Flatten(Layer):
    """Lays all values of a row side by side: (a, b, …) -> (a · b · …,)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Flatten")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Lays all values of a row side by side, as Dense needs them."
    )
    icon: ClassVar[str] = "fold-vertical"
    palette: ClassVar[int] = 70
    palette_group: ClassVar[str] = CORE
    absent: ClassVar[tuple[Absent, ...]] = (Absent("data_format", (None, "channels_last"), 0),)

    kind: Literal["flatten"] = "flatten"

    def calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        yield Call("torch.nn.Flatten")

    def output_shape(self, shape: Shape) -> Shape:
        return (prod(shape),)

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "side by side"))


def _target(value: Any) -> tuple[int, ...]:
    try:
        shape = tuple(plain_number(length) for length in (value if isinstance(value, list | tuple) else [value]))
    except TypeError:
        shape = ()
    known = [length for length in shape if length != -1]
    if not shape or len(shape) - len(known) > 1 or not all(type(length) is int and length >= 1 for length in known):
        raise EngineError(
            QT_TRANSLATE_NOOP(
                "engine", "A shape has whole numbers from 1 and at most one -1 for the rest, as (8, 8, 1); got {value}."
            ),
            value=repr(value)[:60],
        )
    return shape


class Reshape(Layer):
    """Lays the values of a row out in another shape, in the same order; -1 stands for what is left."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Reshape")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Lays the values of a row out in rows and columns, as images and sequences need them."
    )
    icon: ClassVar[str] = "grid-3x3"
    palette: ClassVar[int] = 400
    palette_group: ClassVar[str] = IMAGES

    kind: Literal["reshape"] = "reshape"
    target_shape: Annotated[tuple[int, ...], BeforeValidator(_target)] = Field(
        (-1, 1),
        title=QT_TRANSLATE_NOOP("engine", "Shape"),
        description=QT_TRANSLATE_NOOP(
            "engine", "The new shape of a row: [8, 8, 1] is an image of 8 × 8 pixels. -1 stands for what is left."
        ),
    )

    def calls(self, shape: Shape) -> Iterator[Call]:
        if len(shape) > 1:
            yield Call("torch.nn.Flatten")
        if len(self.target_shape) > 1 or len(shape) == 1:
            yield Call("torch.nn.Unflatten", 1, self.output_shape(shape))

    def output_shape(self, shape: Shape) -> Shape:
        size, known = prod(shape), prod(length for length in self.target_shape if length != -1)
        if size % known or (size != known and -1 not in self.target_shape):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{layer}: {size} values cannot be laid out as {target}."),
                layer=Message.of(self.title), size=size, target=self.target_shape,
            )
        return tuple(size // known if length == -1 else length for length in self.target_shape)

    def summary(self) -> Message:
        shape = " × ".join("…" if length == -1 else str(length) for length in self.target_shape)
        return Message.of(QT_TRANSLATE_NOOP("engine", "as {shape}"), shape=shape)


def _order(value: Any) -> tuple[int, ...]:
    try:
        dims = tuple(plain_number(axis) for axis in value)
    except TypeError:
        dims = ()
    if not dims or not all(type(axis) is int for axis in dims) or sorted(dims) != list(range(1, len(dims) + 1)):
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "An order names each axis once, counted from 1, as (2, 1); got {value}."),
            value=repr(value)[:60],
        )
    return dims


class Permute(Layer):
    """Puts the axes of a row into another order: axis `dims[0]` becomes the first, and so on."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Permute")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Puts the axes of a row into another order: (2, 1) swaps rows and columns."
    )
    icon: ClassVar[str] = "arrow-left-right"
    palette: ClassVar[int] = 500
    palette_group: ClassVar[str] = IMAGES

    kind: Literal["permute"] = "permute"
    dims: Annotated[tuple[int, ...], BeforeValidator(_order)] = Field(
        (2, 1),
        title=QT_TRANSLATE_NOOP("engine", "Order"),
        description=QT_TRANSLATE_NOOP("engine", "The axes in their new order, counted from 1."),
    )

    def calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        yield Call("engine.portable.axes.Permute", self.dims)

    def output_shape(self, shape: Shape) -> Shape:
        if len(shape) != len(self.dims):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{layer} orders {count} axes, but gets rows of shape {shape}."),
                hint=QT_TRANSLATE_NOOP("engine", "Put a Reshape first."),
                layer=Message.of(self.title), count=len(self.dims), shape=shape,
            )
        return tuple(shape[axis - 1] for axis in self.dims)

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "order {dims}"), dims=", ".join(map(str, self.dims)))
