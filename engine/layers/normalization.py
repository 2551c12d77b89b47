"""Layers that bring values to a common size over the batch, or over the values of each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

from engine.call import Call
from engine.constraints import Constraint
from engine.errors import EngineError
from engine.initializers import Initializer, Ones, Zeros
from engine.layers.base import NORMALIZATION, Absent, Layer, Weight, started
from engine.layers.fields import (
    Axes,
    axis_field,
    check_parts,
    epsilon_field,
    limit_field,
    penalty_field,
    start_field,
    suits,
    whole_axis,
)
from engine.layers.rows import Shape, axes_of
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.regularizers import Regularizer
from engine.spec import AnyOf


def center_field() -> Any:
    """Whether something learnt is added."""
    return Field(
        True,
        title=QT_TRANSLATE_NOOP("engine", "Learn a shift"),
        description=QT_TRANSLATE_NOOP("engine", "Adds a number to each value afterwards, which is learnt (beta)."),
    )


def scale_field() -> Any:
    """Whether something learnt is multiplied."""
    return Field(
        True,
        title=QT_TRANSLATE_NOOP("engine", "Learn a scale"),
        description=QT_TRANSLATE_NOOP("engine", "Multiplies each value afterwards by a number that is learnt (gamma)."),
    )


class _Normalized(Layer):
    """What the layers with scale and shift have in common; each declares the fields in Keras's order."""

    palette_group: ClassVar[str] = NORMALIZATION

    def _scale_and_shift(self, size: Shape) -> Iterator[Weight]:
        fields = vars(self)
        for name, keras_name, is_used in (("weight", "gamma", fields["scale"]), ("bias", "beta", fields["center"])):
            if is_used:
                parts = (fields[f"{keras_name}_{role}"] for role in ("initializer", "regularizer", "constraint"))
                yield started(name, size, keras_name, *parts)

    def _switches(self) -> dict[str, bool]:
        """Options of our own modules for what is left out."""
        return {name: False for name in ("scale", "center") if not getattr(self, name)}


class BatchNormalization(_Normalized):
    """(x − mean) / √(variance + epsilon) · gamma + beta, mean and variance over the batch (Ioffe and Szegedy 2015).

    They are those of each place along `axis`, over all other axes. While training they are the batch's, else running
    means. Torch keeps the unbiased running variance, Keras the biased one: n / (n − 1) times as much for n values.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Batch norm.")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine",
        "Brings each value to mean 0 and size 1 over the batch. Its running variance is the unbiased one, unlike in Keras.",  # noqa: E501
    )
    icon: ClassVar[str] = "align-center-horizontal"
    palette: ClassVar[int] = 40
    needs_batch: ClassVar[int] = 2
    keeps_mask: ClassVar[bool] = True
    takes_mask: ClassVar[bool] = True
    aliases: ClassVar[tuple[str, ...]] = ("batch_norm",)
    absent: ClassVar[tuple[Absent, ...]] = (
        Absent("renorm", (False,)), Absent("renorm_clipping"), Absent("renorm_momentum", None),
        Absent("synchronized", (False,)),
    )

    kind: Literal["batch_normalization"] = "batch_normalization"
    axis: Axes = axis_field()
    momentum: float = Field(
        0.99, ge=0.0, lt=1.0,
        title=QT_TRANSLATE_NOOP("engine", "Momentum"),
        description=QT_TRANSLATE_NOOP("engine", "Share of the running mean that is kept at each step."),
    )
    epsilon: float = epsilon_field(1e-3)
    center: bool = center_field()
    scale: bool = scale_field()
    beta_initializer: AnyOf[Initializer] = start_field("beta", Zeros())
    gamma_initializer: AnyOf[Initializer] = start_field("gamma", Ones())
    moving_mean_initializer: AnyOf[Initializer] = start_field("mean", Zeros())
    moving_variance_initializer: AnyOf[Initializer] = start_field("variance", Ones())
    beta_regularizer: AnyOf[Regularizer] | None = penalty_field("beta")
    gamma_regularizer: AnyOf[Regularizer] | None = penalty_field("gamma")
    beta_constraint: AnyOf[Constraint] | None = limit_field("beta")
    gamma_constraint: AnyOf[Constraint] | None = limit_field("gamma")

    _axis = field_validator("axis")(whole_axis)
    _vectors = field_validator(
        "beta_initializer", "gamma_initializer", "moving_mean_initializer", "moving_variance_initializer",
        "beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint",
    )(suits(1))

    def calls(self, shape: Shape) -> Iterator[Call]:
        options = self._options()
        if len(shape) == 1 and self.center == self.scale:
            if not self.scale:
                options["affine"] = False
            yield Call("torch.nn.BatchNorm1d", shape[0], **options)
        else:
            yield self._own("BatchNormalization", shape, options)

    def masked_calls(self, shape: Shape) -> Iterator[Call]:
        yield self._own("MaskedBatchNorm", shape, self._options())

    def _own(self, code: str, shape: Shape, options: Mapping[str, Any]) -> Call:
        (axis,) = axes_of(self, self.axis, shape)
        place = {} if axis == len(shape) else {"axis": axis}
        return Call(
            f"engine.portable.normalization.{code}", shape[axis - 1], **place, **self._switches(), **options
        )

    def _options(self) -> dict[str, Any]:
        # Keras's momentum is the share kept, torch's the share taken in.
        return {"eps": self.epsilon, "momentum": round(1.0 - self.momentum, 12)}

    def tensors(self, shape: Shape) -> Iterator[Weight]:
        size = (self._length(shape),)
        yield from self._scale_and_shift(size)
        for name, keras_name, initializer, usual in (
            ("running_mean", "moving_mean", self.moving_mean_initializer, Zeros()),
            ("running_var", "moving_variance", self.moving_variance_initializer, Ones()),
        ):
            fills = None if initializer == usual else initializer.call(())
            yield Weight(
                name, size, fills, fills is not None and initializer.draws, trainable=False, keras_name=keras_name
            )

    def output_shape(self, shape: Shape) -> Shape:
        axes_of(self, self.axis, shape)
        return shape

    def _length(self, shape: Shape) -> int:
        return shape[axes_of(self, self.axis, shape)[0] - 1]

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "momentum {momentum}"), momentum=f"{self.momentum:g}")


class LayerNormalization(_Normalized):
    """(x − mean) / √(variance + epsilon) · gamma + beta, both along axes of each row (Ba et al. 2016)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Layer norm.")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Brings the values of each row to mean 0 and size 1.")
    icon: ClassVar[str] = "rows-3"
    palette: ClassVar[int] = 50
    keeps_mask: ClassVar[bool] = True
    aliases: ClassVar[tuple[str, ...]] = ("layer_norm",)
    absent: ClassVar[tuple[Absent, ...]] = (Absent("rms_scaling", (False,)),)

    kind: Literal["layer_normalization"] = "layer_normalization"
    axis: Axes = axis_field()
    epsilon: float = epsilon_field(1e-3)
    center: bool = center_field()
    scale: bool = scale_field()
    beta_initializer: AnyOf[Initializer] = start_field("beta", Zeros())
    gamma_initializer: AnyOf[Initializer] = start_field("gamma", Ones())
    beta_regularizer: AnyOf[Regularizer] | None = penalty_field("beta")
    gamma_regularizer: AnyOf[Regularizer] | None = penalty_field("gamma")
    beta_constraint: AnyOf[Constraint] | None = limit_field("beta")
    gamma_constraint: AnyOf[Constraint] | None = limit_field("gamma")

    def calls(self, shape: Shape) -> Iterator[Call]:
        axes = axes_of(self, self.axis, shape)
        size = tuple(shape[axis - 1] for axis in axes)
        if (self.center and not self.scale) or axes != tuple(range(len(shape) + 1 - len(axes), len(shape) + 1)):
            yield Call(
                "engine.portable.normalization.LayerNormalization", shape, axes, eps=self.epsilon, **self._switches()
            )
            return
        options = {} if self.center else {"bias": False} if self.scale else {"elementwise_affine": False}
        yield Call("torch.nn.LayerNorm", size if len(size) > 1 else size[0], eps=self.epsilon, **options)

    def tensors(self, shape: Shape) -> Iterator[Weight]:
        yield from self._scale_and_shift(tuple(shape[axis - 1] for axis in axes_of(self, self.axis, shape)))

    def output_shape(self, shape: Shape) -> Shape:
        check_parts(
            len(axes_of(self, self.axis, shape)), self.beta_initializer, self.gamma_initializer, self.beta_regularizer,
            self.gamma_regularizer, self.beta_constraint, self.gamma_constraint,
        )
        return shape

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "epsilon {epsilon}"), epsilon=f"{self.epsilon:g}")


class GroupNormalization(_Normalized):
    """(x − mean) / √(variance + epsilon) · gamma + beta, over each of `groups` groups of channels (Wu and He 2018).

    The channels stand along `axis`; mean and variance of a row's group are over all its other axes. groups = −1 makes
    each channel a group of its own.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Group norm.")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Brings groups of the channels of each row to mean 0 and size 1. Suits images in small batches."
    )
    icon: ClassVar[str] = "group"
    palette: ClassVar[int] = 230
    keeps_mask: ClassVar[bool] = True
    aliases: ClassVar[tuple[str, ...]] = ("group_norm",)

    kind: Literal["group_normalization"] = "group_normalization"
    groups: int = Field(
        32, ge=-1, le=65536,
        title=QT_TRANSLATE_NOOP("engine", "Groups"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Into how many groups the channels are divided, which has to come out even. -1: each by itself."
        ),
    )
    axis: Axes = axis_field()
    epsilon: float = epsilon_field(1e-3)
    center: bool = center_field()
    scale: bool = scale_field()
    beta_initializer: AnyOf[Initializer] = start_field("beta", Zeros())
    gamma_initializer: AnyOf[Initializer] = start_field("gamma", Ones())
    beta_regularizer: AnyOf[Regularizer] | None = penalty_field("beta")
    gamma_regularizer: AnyOf[Regularizer] | None = penalty_field("gamma")
    beta_constraint: AnyOf[Constraint] | None = limit_field("beta")
    gamma_constraint: AnyOf[Constraint] | None = limit_field("gamma")

    _axis = field_validator("axis")(whole_axis)
    _vectors = field_validator(
        "beta_initializer", "gamma_initializer", "beta_regularizer", "gamma_regularizer", "beta_constraint",
        "gamma_constraint",
    )(suits(1))

    @classmethod
    def for_palette(cls) -> Layer:
        return cls(groups=2)  # 32 do not divide the columns of most tables

    def calls(self, shape: Shape) -> Iterator[Call]:
        (axis,) = axes_of(self, self.axis, shape)
        channels = shape[axis - 1]
        groups = channels if self.groups == -1 else self.groups
        # torch's object refuses groups of one value.
        if len(shape) == 1 and self.center == self.scale and groups < channels:
            options = {} if self.scale else {"affine": False}
            yield Call("torch.nn.GroupNorm", groups, channels, eps=self.epsilon, **options)
        else:
            place = {} if axis == len(shape) else {"axis": axis}
            yield Call(
                "engine.portable.normalization.GroupNormalization", groups, channels, **place, **self._switches(),
                eps=self.epsilon,
            )

    def tensors(self, shape: Shape) -> Iterator[Weight]:
        yield from self._scale_and_shift((shape[axes_of(self, self.axis, shape)[0] - 1],))

    def output_shape(self, shape: Shape) -> Shape:
        channels = shape[axes_of(self, self.axis, shape)[0] - 1]
        if self.groups == 0 or (self.groups > 0 and channels % self.groups):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{layer}: {channels} channels cannot be divided into {groups} groups."),
                layer=Message.of(self.title), channels=channels, groups=self.groups,
            )
        return shape

    def summary(self) -> Message:
        groups, each = QT_TRANSLATE_NOOP("engine", "{groups} groups"), QT_TRANSLATE_NOOP("engine", "each channel alone")
        return Message.of(each if self.groups == -1 else groups, groups=self.groups)


class RMSNormalization(Layer):
    """x / √(mean(x²) + epsilon) · scale along the last axes of each row (Zhang and Sennrich 2019)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "RMS norm.")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Brings the values of each row to size 1 and leaves their mean. Quicker than layer normalization."
    )
    icon: ClassVar[str] = "square-radical"
    palette: ClassVar[int] = 210
    palette_group: ClassVar[str] = NORMALIZATION
    aliases: ClassVar[tuple[str, ...]] = ("rms_norm",)

    kind: Literal["rms_normalization"] = "rms_normalization"
    axis: Axes = axis_field()
    epsilon: float = epsilon_field(1e-6)

    def calls(self, shape: Shape) -> Iterator[Call]:
        size = self._size(shape)
        yield Call("torch.nn.RMSNorm", size if len(size) > 1 else size[0], eps=self.epsilon)

    def tensors(self, shape: Shape) -> Iterator[Weight]:
        yield started("weight", self._size(shape), "scale", Ones())

    def output_shape(self, shape: Shape) -> Shape:
        self._size(shape)
        return shape

    def _size(self, shape: Shape) -> Shape:
        axes = axes_of(self, self.axis, shape)
        if axes[-1] != len(shape) or len(axes) != axes[-1] - axes[0] + 1:
            raise EngineError(
                QT_TRANSLATE_NOOP(
                    "engine", "{layer} works along the last axes of a row, not along {axis} of rows of shape {shape}."
                ),
                layer=Message.of(self.title), axis=self.axis, shape=shape,
            )
        return tuple(shape[axis - 1] for axis in axes)

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "epsilon {epsilon}"), epsilon=f"{self.epsilon:g}")


class UnitNormalization(Layer):
    """x / max(‖x‖₂, 1e-12) along the axes of each row."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Unit norm.")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Divides each row by its length, so that only the direction counts."
    )
    icon: ClassVar[str] = "radius"
    palette: ClassVar[int] = 220
    palette_group: ClassVar[str] = NORMALIZATION
    keeps_mask: ClassVar[bool] = True
    aliases: ClassVar[tuple[str, ...]] = ("unit_norm",)

    kind: Literal["unit_normalization"] = "unit_normalization"
    axis: Axes = axis_field()

    def calls(self, shape: Shape) -> Iterator[Call]:
        yield Call("engine.portable.normalization.UnitNormalization", axes_of(self, self.axis, shape))

    def output_shape(self, shape: Shape) -> Shape:
        axes_of(self, self.axis, shape)
        return shape

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "length 1"))
