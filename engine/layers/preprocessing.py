"""Layers that prepare values inside the network: Rescaling and Normalization."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from engine.call import Call
from engine.errors import EngineError
from engine.layers.base import NORMALIZATION, Layer, Weight
from engine.layers.fields import ADVANCED, OptionalAxes
from engine.layers.rows import Shape, axes_of
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.spec import plain_number


class Rescaling(Layer):
    """x · scale + offset."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Rescaling")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Multiplies all values by a number and adds another, as 1/255 for the bytes of an image."
    )
    icon: ClassVar[str] = "scaling"
    palette: ClassVar[int] = 240
    keeps_mask: ClassVar[bool] = True
    palette_group: ClassVar[str] = NORMALIZATION

    kind: Literal["rescaling"] = "rescaling"
    scale: float = Field(
        1.0,
        title=QT_TRANSLATE_NOOP("engine", "Factor"),
        description=QT_TRANSLATE_NOOP("engine", "All values are multiplied by this."),
    )
    offset: float = Field(
        0.0,
        title=QT_TRANSLATE_NOOP("engine", "Offset"),
        description=QT_TRANSLATE_NOOP("engine", "This is added afterwards."),
    )

    def calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        yield Call("engine.portable.scaling.Rescaling", self.scale, self.offset)

    def summary(self) -> Message:
        return Message.of(
            QT_TRANSLATE_NOOP("engine", "× {scale} + {offset}"), scale=f"{self.scale:g}", offset=f"{self.offset:g}"
        )


def _numbers(value: Any) -> Any:
    """One number, or nested tuples of them as rows of a table."""
    if value is None:
        return None
    value = plain_number(value)
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple):
        if not value:
            raise _no_numbers(value)
        return tuple(_numbers(item) for item in value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise _no_numbers(value)
    return float(value)


def _no_numbers(value: Any) -> EngineError:
    return EngineError(
        QT_TRANSLATE_NOOP("engine", "Needed is a number, or one for each place along the axis; got {value}."),
        value=repr(value)[:60],
    )


_Numbers = Annotated[float | tuple[Any, ...] | None, BeforeValidator(_numbers)]


def _lengths(values: float | tuple[Any, ...]) -> Shape:
    """Shape of one number or of nested tuples; ragged ones are refused."""
    if not isinstance(values, tuple):
        return ()
    inner = {_lengths(item) for item in values}
    if len(inner) > 1:
        raise _no_numbers(values)
    return (len(values), *inner.pop())


class Normalization(Layer):
    """(x − mean) / max(√variance, 1e-7) for a known mean and variance of each place along `axis`, over all others.

    axis = None has one mean for all values. `invert` goes back: mean + x · max(√variance, 1e-7). Mean and variance are
    given, or measured by `adapt(rows)`; until then 0 and 1.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Normalization")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Brings values of a known mean and variance to mean 0 and size 1; both stay as they are in training."
    )
    icon: ClassVar[str] = "ruler"
    palette: ClassVar[int] = 250
    keeps_mask: ClassVar[bool] = True
    palette_group: ClassVar[str] = NORMALIZATION

    kind: Literal["normalization"] = "normalization"
    axis: OptionalAxes = Field(
        -1,
        title=QT_TRANSLATE_NOOP("engine", "Axis"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Along which axes each place has a mean of its own: -1 is the last. Null: one for all."
        ),
        json_schema_extra=ADVANCED,
    )
    mean: _Numbers = Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Mean"),
        description=QT_TRANSLATE_NOOP("engine", "The mean of the values, one number or one for each place."),
    )
    variance: _Numbers = Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Variance"),
        description=QT_TRANSLATE_NOOP(
            "engine", "The variance of the values, which is their standard deviation squared."
        ),
    )
    invert: bool = Field(
        False,
        title=QT_TRANSLATE_NOOP("engine", "Go back"),
        description=QT_TRANSLATE_NOOP("engine", "Does the opposite: from size 1 back to the mean and the variance."),
    )

    @field_validator("axis", mode="before")
    @classmethod
    def _none(cls, axis: Any) -> Any:
        return None if axis in ((), []) else axis  # so Keras writes it in a configuration

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        if self.mean is not None and self.variance is not None and _lengths(self.mean) != _lengths(self.variance):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "Needed are as many variances as means; got {variances} and {means}."),
                means=_lengths(self.mean) or 1, variances=_lengths(self.variance) or 1,
            )
        return self

    @property
    def is_given(self) -> bool:
        """Whether mean and variance are part of the description."""
        return self.mean is not None and self.variance is not None

    def adapt(self, data: Any) -> None:
        """Measure mean and variance of these rows; see `LiveLayer.adapt`."""
        self.live.adapt(data)

    def calls(self, shape: Shape) -> Iterator[Call]:
        axes = self.kept_axes(shape)
        view = tuple(length if axis in axes else 1 for axis, length in enumerate(shape, start=1))
        given = {"mean": self.mean, "variance": self.variance} if self.is_given else {}
        options = {**given, **({"invert": True} if self.invert else {})}
        yield Call("engine.portable.scaling.Normalization", self._size(shape), view, **options)

    def tensors(self, shape: Shape) -> Iterator[Weight]:
        if not self.is_given:
            yield Weight("mean", self._size(shape), trainable=False, keras_name="mean")
            yield Weight("variance", self._size(shape), trainable=False, keras_name="variance")
            yield Weight("count", (), trainable=False, keras_name="count")

    def output_shape(self, shape: Shape) -> Shape:
        if (self.mean is None) != (self.variance is None):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{layer} needs both the mean and the variance, or neither."),
                layer=Message.of(self.title),
            )
        size = self._size(shape)
        if self.mean is not None:
            given = _lengths(self.mean)
            behind = size[len(size) - len(given) :]
            if len(given) > len(size) or any(
                length not in (1, there) for length, there in zip(given, behind, strict=True)
            ):
                raise EngineError(
                    QT_TRANSLATE_NOOP("engine", "{layer} has {count} means, but gets rows of shape {shape}."),
                    layer=Message.of(self.title), count=given[0] if len(given) == 1 else given, shape=shape,
                )
        return shape

    def kept_axes(self, shape: Shape) -> tuple[int, ...]:
        """Axes of a row, counted from 1, along which each place has a mean of its own."""
        return () if self.axis is None else axes_of(self, self.axis, shape)

    def _size(self, shape: Shape) -> Shape:
        return tuple(shape[axis - 1] for axis in self.kept_axes(shape))

    def summary(self) -> Message:
        if self.mean is None or isinstance(self.mean, tuple):
            return Message.of(QT_TRANSLATE_NOOP("engine", "to mean 0 and size 1"))
        return Message.of(QT_TRANSLATE_NOOP("engine", "mean {mean}"), mean=f"{self.mean:g}")
