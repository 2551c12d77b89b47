"""Layers that keep the largest value or the mean of each window, or of each channel. Channels come last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

from engine.call import Call
from engine.layers.base import IMAGES, Absent, Layer
from engine.layers.fields import ADVANCED, Lengths, OptionalLengths
from engine.layers.rows import Shape, check_axes
from engine.layers.windows import Padding, Window, check_counts, check_window, padding_field
from engine.messages import QT_TRANSLATE_NOOP, Message


def _pool_size_field(default: int | tuple[int, ...]) -> Any:
    return Field(
        default,
        title=QT_TRANSLATE_NOOP("engine", "Window"),
        description=QT_TRANSLATE_NOOP(
            "engine", "How many values become one: 2, or one length for each axis, as [2, 3]."
        ),
    )


class _Pooling(Layer):
    """One number for each channel and each position of a window; padded values never count."""

    palette_group: ClassVar[str] = IMAGES
    code: ClassVar[str]
    absent: ClassVar[tuple[Absent, ...]] = (Absent("data_format", (None, "channels_last"), 3),)

    pool_size: Lengths = _pool_size_field(2)
    strides: OptionalLengths = Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Strides"),
        description=QT_TRANSLATE_NOOP("engine", "How far the window moves on each time. Null: by its own size."),
        json_schema_extra=ADVANCED,
    )
    padding: Padding = padding_field()

    @field_validator("pool_size", "strides")
    @classmethod
    def _one_for_each_axis(cls, lengths: int | tuple[int, ...] | None) -> int | tuple[int, ...] | None:
        return check_counts(lengths, cls.row_axes - 1)

    @property
    def window(self) -> Window:
        """Where the window stands on the rows."""
        return Window.of(self.row_axes - 1, self.pool_size, self.strides, self.padding)

    def calls(self, shape: Shape) -> Iterator[Call]:
        window = self.window
        pad = window.torch_pad(shape)
        yield Call(
            f"engine.portable.pooling.{self.code}", window.plain(window.size), window.plain(window.strides),
            **({"pad": pad} if pad else {}),
        )

    def output_shape(self, shape: Shape) -> Shape:
        return (*check_window(self, self.window, shape), shape[-1])

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "window {size}"), size=" × ".join(map(str, self.window.size)))


class MaxPooling1D(_Pooling):
    """The largest of each window of steps: (steps, channels) -> fewer steps."""

    code: ClassVar[str] = "MaxPooling"
    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Max pooling 1D")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Keeps the largest of each few steps, so that the sequence gets shorter."
    )
    icon: ClassVar[str] = "chart-column-big"
    palette: ClassVar[int] = 440
    aliases: ClassVar[tuple[str, ...]] = ("MaxPool1D",)
    row_axes: ClassVar[int] = 2

    kind: Literal["max_pooling1d"] = "max_pooling1d"


class AveragePooling1D(_Pooling):
    """The mean of each window of steps: (steps, channels) -> fewer steps."""

    code: ClassVar[str] = "AveragePooling"
    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Mean pooling 1D")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Keeps the mean of each few steps, so that the sequence gets shorter."
    )
    icon: ClassVar[str] = "chart-column"
    palette: ClassVar[int] = 450
    aliases: ClassVar[tuple[str, ...]] = ("AvgPool1D",)
    row_axes: ClassVar[int] = 2

    kind: Literal["average_pooling1d"] = "average_pooling1d"


class MaxPooling2D(_Pooling):
    """The largest of each window of an image: (height, width, channels) -> a smaller image."""

    code: ClassVar[str] = "MaxPooling"
    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Max pooling 2D")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Keeps the largest of each small square, so that the image gets smaller."
    )
    icon: ClassVar[str] = "grid-2x2-plus"
    palette: ClassVar[int] = 460
    aliases: ClassVar[tuple[str, ...]] = ("MaxPool2D",)
    row_axes: ClassVar[int] = 3

    kind: Literal["max_pooling2d"] = "max_pooling2d"
    pool_size: Lengths = _pool_size_field((2, 2))


class AveragePooling2D(_Pooling):
    """The mean of each window of an image: (height, width, channels) -> a smaller image."""

    code: ClassVar[str] = "AveragePooling"
    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Mean pooling 2D")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Keeps the mean of each small square, so that the image gets smaller."
    )
    icon: ClassVar[str] = "grid-2x2"
    palette: ClassVar[int] = 470
    aliases: ClassVar[tuple[str, ...]] = ("AvgPool2D",)
    row_axes: ClassVar[int] = 3

    kind: Literal["average_pooling2d"] = "average_pooling2d"
    pool_size: Lengths = _pool_size_field((2, 2))


class _GlobalPooling(Layer):
    """One number for each channel, over all positions."""

    palette_group: ClassVar[str] = IMAGES
    absent: ClassVar[tuple[Absent, ...]] = (Absent("data_format", (None, "channels_last"), 0),)
    code: ClassVar[str]

    keepdims: bool = Field(
        False,
        title=QT_TRANSLATE_NOOP("engine", "Keep axes"),
        description=QT_TRANSLATE_NOOP("engine", "Leaves the other axes in place, with length 1."),
        json_schema_extra=ADVANCED,
    )

    def calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        yield self._call(self.code)

    def _call(self, code: str) -> Call:
        return Call(f"engine.portable.pooling.{code}", **({"keepdims": True} if self.keepdims else {}))

    def output_shape(self, shape: Shape) -> Shape:
        check_axes(self, shape)
        return (*(1,) * (self.row_axes - 1), shape[-1]) if self.keepdims else shape[-1:]

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "1 value for each channel"))


class GlobalAveragePooling1D(_GlobalPooling):
    """The mean of each channel over all steps: (steps, channels) -> (channels,)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Global mean 1D")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The mean of each channel over the whole sequence, however long it is."
    )
    icon: ClassVar[str] = "fold-horizontal"
    palette: ClassVar[int] = 480
    aliases: ClassVar[tuple[str, ...]] = ("GlobalAvgPool1D",)
    row_axes: ClassVar[int] = 2
    takes_mask: ClassVar[bool] = True
    code: ClassVar[str] = "GlobalAveragePooling"

    kind: Literal["global_average_pooling1d"] = "global_average_pooling1d"

    def masked_calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        yield self._call("MaskedAveragePooling")


class GlobalMaxPooling1D(_GlobalPooling):
    """The largest value of each channel over all steps: (steps, channels) -> (channels,)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Global max 1D")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The largest value of each channel over the whole sequence: whether its pattern occurs anywhere."
    )
    icon: ClassVar[str] = "arrow-up-to-line"
    palette: ClassVar[int] = 485
    aliases: ClassVar[tuple[str, ...]] = ("GlobalMaxPool1D",)
    row_axes: ClassVar[int] = 2
    code: ClassVar[str] = "GlobalMaxPooling"

    kind: Literal["global_max_pooling1d"] = "global_max_pooling1d"


class GlobalAveragePooling2D(_GlobalPooling):
    """The mean of each channel over the whole image: (height, width, channels) -> (channels,)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Global mean 2D")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The mean of each channel over the whole image; often in front of the output."
    )
    icon: ClassVar[str] = "shrink"
    palette: ClassVar[int] = 490
    aliases: ClassVar[tuple[str, ...]] = ("GlobalAvgPool2D",)
    row_axes: ClassVar[int] = 3
    code: ClassVar[str] = "GlobalAveragePooling"

    kind: Literal["global_average_pooling2d"] = "global_average_pooling2d"


class GlobalMaxPooling2D(_GlobalPooling):
    """The largest value of each channel over the whole image: (height, width, channels) -> (channels,)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Global max 2D")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The largest value of each channel over the whole image: whether its pattern occurs anywhere."
    )
    icon: ClassVar[str] = "focus"
    palette: ClassVar[int] = 495
    aliases: ClassVar[tuple[str, ...]] = ("GlobalMaxPool2D",)
    row_axes: ClassVar[int] = 3
    code: ClassVar[str] = "GlobalMaxPooling"

    kind: Literal["global_max_pooling2d"] = "global_max_pooling2d"
