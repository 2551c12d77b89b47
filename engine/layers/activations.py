"""Activations as layers with arguments of their own: ReLU, LeakyReLU, PReLU, ELU, Softmax."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from engine import activations
from engine.call import Call
from engine.constraints import Constraint
from engine.initializers import Initializer, Zeros
from engine.layers.base import ACTIVATION, Layer, Weight, started
from engine.layers.fields import (
    ADVANCED,
    Axes,
    OptionalAxes,
    axis_field,
    check_parts,
    limit_field,
    penalty_field,
    start_field,
)
from engine.layers.rows import Shape, axes_of
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.regularizers import Regularizer
from engine.spec import AnyOf


class ReLU(Layer):
    """max(x, 0), at most `max_value`; below `threshold` negative_slope · (x − threshold)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "ReLU")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Cuts negative values to 0, as the activation relu does, and large ones where you say."
    )
    icon: ClassVar[str] = "trending-up"
    palette: ClassVar[int] = 310
    palette_group: ClassVar[str] = ACTIVATION
    keeps_mask: ClassVar[bool] = True
    keras_kind: ClassVar[str] = "re_lu"

    kind: Literal["relu"] = "relu"
    max_value: float | None = Field(
        None, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "At most"),
        description=QT_TRANSLATE_NOOP("engine", "Larger values become this; empty for no limit."),
    )
    negative_slope: float = Field(
        0.0, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Slope below"),
        description=QT_TRANSLATE_NOOP("engine", "What share of the values below the threshold passes."),
    )
    threshold: float = Field(
        0.0, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Threshold"),
        description=QT_TRANSLATE_NOOP("engine", "Values below this are cut."),
    )

    @property
    def activation(self) -> activations.Activation:
        """The same as an activation."""
        return activations.ReLU(
            negative_slope=self.negative_slope, max_value=self.max_value, threshold=self.threshold
        )

    @property
    def as_activation(self) -> activations.Activation:
        return self.activation

    def calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        yield self.activation.call() or Call("torch.nn.Identity")

    def summary(self) -> Message:
        if self.max_value is None:
            return Message.of(QT_TRANSLATE_NOOP("engine", "from {threshold} on"), threshold=f"{self.threshold:g}")
        return Message.of(
            QT_TRANSLATE_NOOP("engine", "{threshold} to {limit}"),
            threshold=f"{self.threshold:g}", limit=f"{self.max_value:g}",
        )


class LeakyReLU(Layer):
    """x for x ≥ 0, else negative_slope · x (Maas et al. 2013)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Leaky ReLU")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Like relu, but lets a share of negative values through, so that no unit falls silent for good."
    )
    icon: ClassVar[str] = "move-up-right"
    palette: ClassVar[int] = 320
    palette_group: ClassVar[str] = ACTIVATION
    keeps_mask: ClassVar[bool] = True
    keras_kind: ClassVar[str] = "leaky_re_lu"

    kind: Literal["leaky_relu"] = "leaky_relu"
    negative_slope: float = Field(
        0.3, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Slope below"),
        description=QT_TRANSLATE_NOOP("engine", "What share of the negative values passes."),
    )

    @property
    def activation(self) -> activations.Activation:
        """The same as an activation."""
        return activations.LeakyReLU(negative_slope=self.negative_slope)

    @property
    def as_activation(self) -> activations.Activation:
        return self.activation

    def calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        yield Call("torch.nn.LeakyReLU", negative_slope=self.negative_slope)

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "slope {slope}"), slope=f"{self.negative_slope:g}")


class PReLU(Layer):
    """x for x ≥ 0, else alpha · x, where alpha is learnt for each value of a row (He et al. 2015).

    Axes in `shared_axes`, counted from 1, have one alpha together.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "PReLU")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Like a leaky relu whose slopes are learnt; they start at 0, which is relu."
    )
    icon: ClassVar[str] = "sliders-horizontal"
    palette: ClassVar[int] = 330
    palette_group: ClassVar[str] = ACTIVATION
    keeps_mask: ClassVar[bool] = True
    keras_kind: ClassVar[str] = "p_re_lu"

    kind: Literal["prelu"] = "prelu"
    alpha_initializer: AnyOf[Initializer] = start_field("alpha", Zeros())
    alpha_regularizer: AnyOf[Regularizer] | None = penalty_field("alpha")
    alpha_constraint: AnyOf[Constraint] | None = limit_field("alpha")
    shared_axes: OptionalAxes = Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Shared axes"),
        description=QT_TRANSLATE_NOOP("engine", "Axes of a row, counted from 1, along which all have one slope."),
        json_schema_extra=ADVANCED,
    )

    def calls(self, shape: Shape) -> Iterator[Call]:
        size = self._size(shape)
        if len(shape) == 1:
            yield Call("torch.nn.PReLU", size[0])
        else:
            yield Call("engine.portable.axes.PReLU", size)

    def tensors(self, shape: Shape) -> Iterator[Weight]:
        yield started(
            "weight", self._size(shape), "alpha", self.alpha_initializer, self.alpha_regularizer, self.alpha_constraint
        )

    def output_shape(self, shape: Shape) -> Shape:
        parts = (self.alpha_initializer, self.alpha_regularizer, self.alpha_constraint)
        check_parts(len(self._size(shape)), *parts)
        return shape

    def _size(self, shape: Shape) -> Shape:
        shared = () if self.shared_axes is None else axes_of(self, self.shared_axes, shape)
        return tuple(1 if axis in shared else length for axis, length in enumerate(shape, start=1))

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "slopes are learnt"))


class ELU(Layer):
    """x for x > 0, else alpha · (exp(x) − 1) (Clevert et al. 2015)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "ELU")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Like relu, but bends smoothly towards -alpha for negative values."
    )
    icon: ClassVar[str] = "chart-spline"
    palette: ClassVar[int] = 340
    palette_group: ClassVar[str] = ACTIVATION
    keeps_mask: ClassVar[bool] = True

    kind: Literal["elu"] = "elu"
    alpha: float = Field(
        1.0, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Alpha"),
        description=QT_TRANSLATE_NOOP("engine", "How far below 0 the values may sink."),
    )

    @property
    def activation(self) -> activations.Activation:
        """The same as an activation."""
        return activations.ELU(alpha=self.alpha)

    @property
    def as_activation(self) -> activations.Activation:
        return self.activation

    def calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        yield Call("torch.nn.ELU", **({} if self.alpha == 1.0 else {"alpha": self.alpha}))

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "alpha {alpha}"), alpha=f"{self.alpha:g}")


class Softmax(Layer):
    """exp(x_i) / Σ exp(x_j) along the axes of each row."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Softmax")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Turns the values of a row into shares that add up to 1; the output for classes."
    )
    icon: ClassVar[str] = "chart-pie"
    palette: ClassVar[int] = 350
    palette_group: ClassVar[str] = ACTIVATION
    keeps_mask: ClassVar[bool] = True

    kind: Literal["softmax"] = "softmax"
    axis: Axes = axis_field()

    @property
    def activation(self) -> activations.Activation:
        """The same as an activation, which works along the last axis."""
        return activations.Softmax()

    @property
    def as_activation(self) -> activations.Activation | None:
        return self.activation if self.axis == -1 else None

    def calls(self, shape: Shape) -> Iterator[Call]:
        axes = axes_of(self, self.axis, shape)
        if len(axes) > 1:
            yield Call("engine.portable.axes.Softmax", axes)
        else:
            yield Call("torch.nn.Softmax", dim=-1 if axes[0] == len(shape) else axes[0])

    def output_shape(self, shape: Shape) -> Shape:
        axes_of(self, self.axis, shape)
        return shape

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "shares of 1"))
