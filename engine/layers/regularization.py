"""Layers that only act while training: Dropout and its kin, GaussianNoise, which draw from the run's random numbers.

And ActivityRegularization, which only adds to the loss.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from engine.call import Call
from engine.errors import EngineError
from engine.layers.base import KEPT, REGULARIZATION, Absent, Layer
from engine.layers.fields import ADVANCED
from engine.layers.rows import Shape, check_axes
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.regularizers import L1L2
from engine.spec import plain_number


def _noise_shape(value: Any) -> tuple[int | None, ...] | None:
    if value is None:
        return None
    shape = tuple(map(plain_number, value)) if isinstance(value, list | tuple) else ()
    if not shape or not all(length is None or (type(length) is int and length >= 1) for length in shape):
        raise EngineError(
            QT_TRANSLATE_NOOP(
                "engine", "noise_shape has 1 for axes with one mask, else None, as (None, 1, None); got {value}."
            ),
            value=repr(value)[:60],
        )
    return shape


_NoiseShape = Annotated[tuple[int | None, ...] | None, BeforeValidator(_noise_shape)]


def _rate_field() -> Any:
    return Field(
        0.2, ge=0.0, lt=1.0,
        title=QT_TRANSLATE_NOOP("engine", "Rate"),
        description=QT_TRANSLATE_NOOP("engine", "Share of the values that is switched off at each step."),
    )


def _noise_shape_field() -> Any:
    return Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Shape of the mask"),
        description=QT_TRANSLATE_NOOP(
            "engine", "1 at an axis switches off all its values together: [null, 1, null]. Empty draws each by itself."
        ),
        json_schema_extra=ADVANCED,
    )


class _MaskedDropout(Layer):
    """Switches off what a random mask says; Keras's `seed` is accepted, without effect."""

    palette_group: ClassVar[str] = REGULARIZATION
    keeps_mask: ClassVar[bool] = True
    random_in_training: ClassVar[bool] = True
    absent: ClassVar[tuple[Absent, ...]] = (Absent("seed", None, 2),)
    # Who draws a mask of its own for each value, and who a shared one, for which torch has no object.
    own_mask: ClassVar[str]
    shared_mask: ClassVar[str]

    rate: float = _rate_field()
    noise_shape: _NoiseShape = Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Shape of the mask"),
        description=QT_TRANSLATE_NOOP(
            "engine",
            "Where it has 1, as in [null, 1, null], values of that axis go off together. Null draws for each value.",
        ),
        json_schema_extra=ADVANCED,
    )

    def calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        if self.noise_shape is None:
            yield Call(self.own_mask, self.rate)
        else:
            yield Call(self.shared_mask, self.rate, self.noise_shape)

    def output_shape(self, shape: Shape) -> Shape:
        mask = self.noise_shape
        if mask is not None and (
            len(mask) != len(shape) + 1
            or not all(wanted in (None, 1, length) for length, wanted in zip((None, *shape), mask, strict=True))
        ):
            raise EngineError(
                QT_TRANSLATE_NOOP(
                    "engine", "{layer}: a mask of shape {mask} does not suit rows of shape {shape} behind the batch."
                ),
                layer=Message.of(self.title), mask=mask, shape=shape,
            )
        return shape

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "{percent} % switched off"), percent=f"{self.rate * 100:g}")


class Dropout(_MaskedDropout):
    """Sets a random share of the values to 0 at each training step and scales the rest by 1 / (1 − rate).

    Srivastava et al. 2014. Draws come from the random numbers of the run; Keras's `seed` is accepted, without effect.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Dropout")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Switches off random values while training, so that no neuron relies on one other."
    )
    icon: ClassVar[str] = "droplet-off"
    palette: ClassVar[int] = 20
    own_mask: ClassVar[str] = "torch.nn.Dropout"
    shared_mask: ClassVar[str] = "engine.portable.noise.Dropout"

    kind: Literal["dropout"] = "dropout"


class AlphaDropout(_MaskedDropout):
    """Sets a random share of the values to selu(−∞) and scales all, so that mean and variance stay.

    Klambauer et al. 2017. Keras's `seed` is accepted, without effect.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Alpha dropout")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Dropout that keeps the mean and the spread of the values. Goes with selu."
    )
    icon: ClassVar[str] = "droplets"
    palette: ClassVar[int] = 130
    own_mask: ClassVar[str] = "torch.nn.AlphaDropout"
    shared_mask: ClassVar[str] = "engine.portable.noise.AlphaDropout"

    kind: Literal["alpha_dropout"] = "alpha_dropout"


class _SpatialDropout(Layer):
    """Switches off whole channels; Keras's `seed` is accepted, without effect."""

    palette_group: ClassVar[str] = REGULARIZATION
    keeps_mask: ClassVar[bool] = True
    random_in_training: ClassVar[bool] = True
    mask: ClassVar[tuple[int | None, ...]]

    rate: float = _rate_field()

    def calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        yield Call("engine.portable.noise.Dropout", self.rate, self.mask)

    def output_shape(self, shape: Shape) -> Shape:
        check_axes(self, shape)
        return shape

    def get_config(self) -> dict[str, Any]:
        """Keras's configuration; there this layer alone knows nothing of `trainable`."""
        return {name: value for name, value in super().get_config().items() if name != "trainable"}

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "{percent} % switched off"), percent=f"{self.rate * 100:g}")


class SpatialDropout1D(_SpatialDropout):
    """Dropout of whole channels of rows of shape (steps, channels) (Tompson et al. 2014)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Dropout 1D")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Switches off whole channels of a sequence while training. Goes with Conv1D."
    )
    icon: ClassVar[str] = "columns-3"
    palette: ClassVar[int] = 140
    absent: ClassVar[tuple[Absent, ...]] = (Absent("seed", None, 1),)
    row_axes: ClassVar[int] = 2
    mask: ClassVar[tuple[int | None, ...]] = (None, 1, None)

    kind: Literal["spatial_dropout1d"] = "spatial_dropout1d"


class SpatialDropout2D(_SpatialDropout):
    """Dropout of whole channels of rows of shape (height, width, channels) (Tompson et al. 2014)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Dropout 2D")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Switches off whole channels of an image while training. Goes with Conv2D."
    )
    icon: ClassVar[str] = "panels-top-left"
    palette: ClassVar[int] = 150
    absent: ClassVar[tuple[Absent, ...]] = (Absent("data_format", (None, "channels_last"), 1), Absent("seed", None, 2))
    row_axes: ClassVar[int] = 3
    mask: ClassVar[tuple[int | None, ...]] = (None, 1, 1, None)

    kind: Literal["spatial_dropout2d"] = "spatial_dropout2d"


class GaussianDropout(Layer):
    """Multiplies by normal noise of mean 1 and deviation √(rate / (1 − rate)) at each training step.

    Srivastava et al. 2014. Keras's `seed` is accepted, without effect.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Gauss dropout")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Multiplies each value by random noise around 1 while training; a softer Dropout."
    )
    icon: ClassVar[str] = "droplet"
    palette: ClassVar[int] = 120
    palette_group: ClassVar[str] = REGULARIZATION
    keeps_mask: ClassVar[bool] = True
    random_in_training: ClassVar[bool] = True
    absent: ClassVar[tuple[Absent, ...]] = (Absent("seed", None, 1),)

    kind: Literal["gaussian_dropout"] = "gaussian_dropout"
    rate: float = Field(
        0.2, ge=0.0, lt=1.0,
        title=QT_TRANSLATE_NOOP("engine", "Rate"),
        description=QT_TRANSLATE_NOOP("engine", "How wide the noise is: as Dropout with this rate."),
    )

    def calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        yield Call("engine.portable.noise.GaussianDropout", self.rate)

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "as wide as {percent} %"), percent=f"{self.rate * 100:g}")


class GaussianNoise(Layer):
    """Adds normal noise of deviation `stddev` to each value at each training step.

    Keras's `seed` is accepted, without effect.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Noise")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Shakes every value a little while training, so that rows are not learnt by heart."
    )
    icon: ClassVar[str] = "audio-waveform"
    palette: ClassVar[int] = 60
    palette_group: ClassVar[str] = REGULARIZATION
    keeps_mask: ClassVar[bool] = True
    random_in_training: ClassVar[bool] = True
    aliases: ClassVar[tuple[str, ...]] = ("noise",)
    absent: ClassVar[tuple[Absent, ...]] = (Absent("seed", None, 1),)

    kind: Literal["gaussian_noise"] = "gaussian_noise"
    stddev: float = Field(
        0.1, ge=0.0, le=100.0,
        title=QT_TRANSLATE_NOOP("engine", "Deviation"),
        description=QT_TRANSLATE_NOOP(
            "engine", "How strongly the values are shaken; they are about 1 in size after preparation."
        ),
    )

    def calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        yield Call("engine.portable.noise.GaussianNoise", self.stddev)

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "shaken by {stddev}"), stddev=f"{self.stddev:g}")


class ActivityRegularization(Layer):
    """Adds (l1 · Σ|x| + l2 · Σx²) / rows to the loss of a batch, in training and in evaluation; x passes unchanged."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Penalty on outputs")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Passes all values on and adds to the loss when they grow, so that few neurons answer to a row."
    )
    icon: ClassVar[str] = "scale"
    palette: ClassVar[int] = 160
    palette_group: ClassVar[str] = REGULARIZATION
    keeps_mask: ClassVar[bool] = True

    kind: Literal["activity_regularization"] = "activity_regularization"
    l1: float = Field(
        0.0, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Strength of L1"),
        description=QT_TRANSLATE_NOOP("engine", "Share of a row's sum of |values| that is added to the loss."),
    )
    l2: float = Field(
        0.0, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Strength of L2"),
        description=QT_TRANSLATE_NOOP("engine", "Share of a row's sum of values² that is added to the loss."),
    )

    @classmethod
    def for_palette(cls) -> Layer:
        return cls(l1=0.001)

    @property
    def activity(self) -> L1L2:
        return L1L2(l1=self.l1, l2=self.l2)

    def calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        yield KEPT

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "L1 {l1} · L2 {l2}"), l1=f"{self.l1:g}", l2=f"{self.l2:g}")
