"""Where a window stands on a row whose channels come last: sizes behind it, and what is padded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import Field

from engine.errors import EngineError
from engine.layers.base import Layer
from engine.layers.fields import ADVANCED, each
from engine.layers.rows import Shape, check_axes
from engine.messages import QT_TRANSLATE_NOOP, Message

Padding = Literal["valid", "same"]
Count = TypeVar("Count", int | tuple[int, ...], int | tuple[int, ...] | None)


def strides_field(default: int | tuple[int, ...] | None) -> Any:
    """How far the window moves."""
    return Field(
        default,
        title=QT_TRANSLATE_NOOP("engine", "Strides"),
        description=QT_TRANSLATE_NOOP("engine", "How far the window moves on each time; 2 halves the size."),
        json_schema_extra=ADVANCED,
    )


def padding_field() -> Any:
    """What happens at the edges."""
    return Field(
        "valid",
        title=QT_TRANSLATE_NOOP("engine", "Edges"),
        description=QT_TRANSLATE_NOOP(
            "engine",
            "Valid keeps the window inside, so that rows get smaller. Same pads the edges, so that the size stays.",
        ),
    )


def check_counts(lengths: Count, rank: int) -> Count:
    """Refuse another number of lengths than there are axes."""
    if isinstance(lengths, tuple) and len(lengths) != rank:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "Needed is one whole number, or one for each of {count} axes; got {value}."),
            count=rank, value=repr(lengths),
        )
    return lengths


@dataclass(frozen=True)
class Window:
    """A window that slides along the first axes of a row; one length for each of them."""

    size: Shape
    strides: Shape
    padding: str
    dilation: Shape

    @classmethod
    def of(
        cls,
        rank: int,
        size: int | tuple[int, ...],
        strides: int | tuple[int, ...] | None,
        padding: str,
        dilation: int | tuple[int, ...] = 1,
    ) -> Window:
        """Read it as Keras gives it; strides left out are the size."""
        return cls(each(size, rank), each(size if strides is None else strides, rank), padding, each(dilation, rank))

    def spans(self) -> Shape:
        """How many values lie between its first and its last, both included."""
        return tuple((size - 1) * step + 1 for size, step in zip(self.size, self.dilation, strict=True))

    def after(self, shape: Shape) -> Shape:
        """Positions along each axis; less than 1 where it does not fit."""
        lengths = zip(shape, self.spans(), self.strides, strict=False)
        if self.padding == "valid":
            return tuple((length - span) // stride + 1 for length, span, stride in lengths)
        return tuple(-(-length // stride) for length, _, stride in lengths)

    def paddings(self, shape: Shape) -> tuple[Shape, Shape]:
        """Values that are padded in front of and behind each axis."""
        if self.padding == "valid":
            return (0,) * len(self.size), (0,) * len(self.size)
        if self.padding == "causal":
            return tuple(span - 1 for span in self.spans()), (0,) * len(self.size)
        needed = [
            max((positions - 1) * stride + span - length, 0)
            for positions, stride, span, length in zip(
                self.after(shape), self.strides, self.spans(), shape, strict=False
            )
        ]
        return tuple(number // 2 for number in needed), tuple(number - number // 2 for number in needed)

    def torch_pad(self, shape: Shape) -> tuple[int, ...]:
        """What is padded in torch's order: left, right, top, bottom; () where nothing is."""
        before, behind = self.paddings(shape)
        pad = tuple(number for pair in reversed(list(zip(before, behind, strict=True))) for number in pair)
        return pad if any(pad) else ()

    @staticmethod
    def plain(lengths: Shape) -> int | Shape:
        """One number where all are the same, as a reader writes it."""
        return lengths[0] if len(set(lengths)) == 1 else lengths


def check_window(layer: Layer, window: Window, shape: Shape) -> Shape:
    """Positions of a window on rows of this shape.

    Raises:
        EngineError: the rows have other axes, or the window is larger than they are.
    """
    check_axes(layer, shape)
    after = window.after(shape)
    if min(after) < 1:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "{layer}: a window of {window} does not fit into rows of shape {shape}."),
            hint=QT_TRANSLATE_NOOP("engine", "Make it smaller, or pad the edges: same."),
            layer=Message.of(layer.title), window=" × ".join(map(str, window.spans())), shape=shape,
        )
    return after
