"""Convolutions: a small window of weights slides over each row. Rows have their channels last, as in Keras."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

from engine.activations import Activation as ActivationFunction
from engine.activations import ReLU
from engine.call import Call
from engine.constraints import Constraint
from engine.errors import EngineError
from engine.initializers import GlorotUniform, Initializer, Zeros
from engine.layers.base import IMAGES, KEPT, Absent, Layer, Weight, started
from engine.layers.fields import (
    ADVANCED,
    Lengths,
    activation_field,
    check_parts,
    limit_field,
    or_linear,
    penalty_field,
    start_field,
    suits,
    use_bias_field,
)
from engine.layers.rows import Shape
from engine.layers.windows import Padding, Window, check_counts, check_window, padding_field, strides_field
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.regularizers import Regularizer
from engine.spec import AnyOf


class _Convolution(Layer):
    """output = activation(window · kernel + bias) for each position of the window.

    Rows (…, channels) become (…, filters). "same" pads zeros so that strides of 1 keep the size, the odd one behind, as
    TensorFlow does.
    """

    palette_group: ClassVar[str] = IMAGES
    absent: ClassVar[tuple[Absent, ...]] = (
        Absent("data_format", (None, "channels_last"), 4), Absent("lora_rank"), Absent("lora_alpha"),
    )

    filters: int = Field(
        16, ge=1, le=65536,
        title=QT_TRANSLATE_NOOP("engine", "Filters"),
        description=QT_TRANSLATE_NOOP("engine", "How many patterns it looks for; each gives one channel."),
    )
    kernel_size: Lengths = Field(
        3,
        title=QT_TRANSLATE_NOOP("engine", "Window"),
        description=QT_TRANSLATE_NOOP("engine", "How large a pattern is: 3, or one length for each axis, as [3, 5]."),
    )
    strides: Lengths = strides_field(1)
    padding: Padding = padding_field()
    dilation_rate: Lengths = Field(
        1,
        title=QT_TRANSLATE_NOOP("engine", "Spacing"),
        description=QT_TRANSLATE_NOOP("engine", "How far apart the values lie that the window sees; 1: side by side."),
        json_schema_extra=ADVANCED,
    )
    groups: int = Field(
        1, ge=1, le=65536,
        title=QT_TRANSLATE_NOOP("engine", "Groups"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Into how many groups channels and filters are divided; a filter sees those of its group only."
        ),
        json_schema_extra=ADVANCED,
    )
    activation: AnyOf[ActivationFunction] = activation_field()
    use_bias: bool = use_bias_field()
    kernel_initializer: AnyOf[Initializer] = start_field("kernel", GlorotUniform())
    bias_initializer: AnyOf[Initializer] = start_field("bias", Zeros())
    kernel_regularizer: AnyOf[Regularizer] | None = penalty_field("kernel")
    bias_regularizer: AnyOf[Regularizer] | None = penalty_field("bias")
    activity_regularizer: AnyOf[Regularizer] | None = penalty_field("activity")
    kernel_constraint: AnyOf[Constraint] | None = limit_field("kernel")
    bias_constraint: AnyOf[Constraint] | None = limit_field("bias")

    _activation = field_validator("activation", mode="before")(or_linear)
    _bias = field_validator("bias_initializer", "bias_regularizer", "bias_constraint")(suits(1))

    @field_validator("kernel_initializer", "kernel_regularizer", "kernel_constraint")
    @classmethod
    def _suit_the_kernel(cls, part: Any) -> Any:
        return suits(cls.row_axes + 1)(part)

    @field_validator("kernel_size", "strides", "dilation_rate")
    @classmethod
    def _one_for_each_axis(cls, lengths: int | tuple[int, ...]) -> int | tuple[int, ...]:
        return check_counts(lengths, cls.row_axes - 1)

    @classmethod
    def for_palette(cls) -> Layer:
        return cls(activation=ReLU())

    @property
    def window(self) -> Window:
        """Where the window stands on the rows."""
        return Window.of(self.row_axes - 1, self.kernel_size, self.strides, self.padding, self.dilation_rate)

    def calls(self, shape: Shape) -> Iterator[Call]:
        window = self.window
        before, behind = window.paddings(shape)
        options = {}
        if any(step > 1 for step in window.strides):
            options["stride"] = window.plain(window.strides)
        if any(before) and before == behind:
            options["padding"] = window.plain(before)
        elif any(behind) or any(before):
            options["pad"] = window.torch_pad(shape)
        if any(step > 1 for step in window.dilation):
            options["dilation"] = window.plain(window.dilation)
        if self.groups > 1:
            options["groups"] = self.groups
        if not self.use_bias:
            options["bias"] = False
        code = f"engine.portable.convolution.Conv{self.row_axes - 1}D"
        yield Call(code, shape[-1], self.filters, window.plain(window.size), **options)
        if (activation := self.activation.call()) is not None:
            yield activation
        if self.activity is not None:
            yield KEPT

    def tensors(self, shape: Shape) -> Iterator[Weight]:
        yield started(
            "weight", (self.filters, shape[-1] // self.groups, *self.window.size), "kernel", self.kernel_initializer,
            self.kernel_regularizer, self.kernel_constraint, axes=(*range(2, 1 + self.row_axes), 1, 0),
        )
        if self.use_bias:
            yield started(
                "bias", (self.filters,), "bias", self.bias_initializer, self.bias_regularizer, self.bias_constraint
            )

    def output_shape(self, shape: Shape) -> Shape:
        check_parts(1 + len(shape), self.activity)
        after = check_window(self, self.window, shape)
        if shape[-1] % self.groups or self.filters % self.groups:
            raise EngineError(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "{layer}: {channels} channels and {filters} filters cannot be divided into {groups} groups.",
                ),
                layer=Message.of(self.title), channels=shape[-1], filters=self.filters, groups=self.groups,
            )
        if max(self.window.strides) > 1 and max(self.window.dilation) > 1:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{layer} takes larger strides or a larger spacing, not both."),
                layer=Message.of(self.title),
            )
        return self.activation.output_shape((*after, self.filters))

    def summary(self) -> Message:
        size = " × ".join(map(str, self.window.size))
        return Message.of(
            QT_TRANSLATE_NOOP("engine", "{filters} filters of {size} · {activation}"),
            filters=self.filters, size=size, activation=Message.of(self.activation.title),
        )


class Conv1D(_Convolution):
    """A window of weights slides along the steps: (steps, channels) -> (steps, filters).

    "causal" pads in front only, so that no step sees a later one.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Convolution 1D")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Looks for short patterns along a sequence, wherever they occur. Rows have steps and channels."
    )
    icon: ClassVar[str] = "scan-line"
    palette: ClassVar[int] = 420
    aliases: ClassVar[tuple[str, ...]] = ("Convolution1D",)
    row_axes: ClassVar[int] = 2

    kind: Literal["conv1d"] = "conv1d"
    padding: Literal["valid", "same", "causal"] = padding_field()  # type: ignore[assignment]


class Conv2D(_Convolution):
    """A window of weights slides over an image: (height, width, channels) -> (height, width, filters)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Convolution 2D")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Looks for small patterns all over an image. Rows have height, width and channels."
    )
    icon: ClassVar[str] = "scan"
    palette: ClassVar[int] = 430
    aliases: ClassVar[tuple[str, ...]] = ("Convolution2D",)
    row_axes: ClassVar[int] = 3

    kind: Literal["conv2d"] = "conv2d"
    strides: Lengths = strides_field((1, 1))
    dilation_rate: Lengths = Field(
        (1, 1),
        title=QT_TRANSLATE_NOOP("engine", "Spacing"),
        description=QT_TRANSLATE_NOOP("engine", "How far apart the values lie that the window sees; 1: side by side."),
        json_schema_extra=ADVANCED,
    )
