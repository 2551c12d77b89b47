"""The activations that most networks are built of."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from engine.activations.base import RARE, Activation, AlongAxis, alpha_field, axis_field
from engine.call import Call
from engine.messages import QT_TRANSLATE_NOOP


class Linear(Activation):
    """f(x) = x."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "linear")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Passes the sum on as it is; the output of a regression.")
    common: ClassVar[bool] = True
    kind: Literal["linear"] = "linear"

    def call(self) -> Call | None:
        return None


class ReLU(Activation):
    """f(x) = max(x, 0) (Nair and Hinton 2010).

    In general: min(x, max_value) for x > threshold, else negative_slope · (x − threshold).
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "relu")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Cuts negative sums to 0. Quick and a good first choice.")
    common: ClassVar[bool] = True
    kind: Literal["relu"] = "relu"
    negative_slope: float = Field(
        0.0, ge=0.0, le=1000.0,
        title=QT_TRANSLATE_NOOP("engine", "Slope below"),
        description=QT_TRANSLATE_NOOP("engine", "Share of a sum below the threshold that is let through."),
        json_schema_extra=RARE,
    )
    max_value: float | None = Field(
        None, ge=0.0, le=1e9,
        title=QT_TRANSLATE_NOOP("engine", "Largest value"),
        description=QT_TRANSLATE_NOOP("engine", "Larger sums become this; none lets them grow."),
        json_schema_extra=RARE,
    )
    threshold: float = Field(
        0.0, ge=-1e9, le=1e9,
        title=QT_TRANSLATE_NOOP("engine", "Threshold"),
        description=QT_TRANSLATE_NOOP("engine", "Sums up to here are cut."),
        json_schema_extra=RARE,
    )

    def call(self) -> Call:
        match (self.negative_slope, self.max_value, self.threshold):
            case (0, None, 0):
                return Call("torch.nn.ReLU")
            case (slope, None, 0):
                return Call("torch.nn.LeakyReLU", negative_slope=slope)
            case (0, 6, 0):
                return Call("torch.nn.ReLU6")
            case (0, None, threshold):
                return Call("torch.nn.Threshold", threshold, 0.0)
        return Call(
            "engine.portable.activations.BoundedReLU",
            negative_slope=self.negative_slope, max_value=self.max_value, threshold=self.threshold,
        )


class LeakyReLU(Activation):
    """f(x) = x for x > 0, else negative_slope · x, 0.2 as in Keras's function (Maas et al. 2013)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "leaky_relu")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Like relu, but lets a fifth of negative sums through.")
    common: ClassVar[bool] = True
    kind: Literal["leaky_relu"] = "leaky_relu"
    negative_slope: float = Field(
        0.2, ge=0.0, le=1000.0,
        title=QT_TRANSLATE_NOOP("engine", "Slope below"),
        description=QT_TRANSLATE_NOOP("engine", "Share of a negative sum that is let through."),
        json_schema_extra=RARE,
    )

    def call(self) -> Call:
        return Call("torch.nn.LeakyReLU", negative_slope=self.negative_slope)


class ELU(Activation):
    """f(x) = x for x > 0, else alpha · (exp(x) − 1) (Clevert et al. 2015)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "elu")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Like relu, but bends smoothly towards −1.")
    common: ClassVar[bool] = True
    kind: Literal["elu"] = "elu"
    alpha: float = alpha_field()

    def call(self) -> Call:
        return Call("torch.nn.ELU") if self.alpha == 1 else Call("torch.nn.ELU", alpha=self.alpha)


class SELU(Activation):
    """Scaled ELU that keeps mean 0 and variance 1 (Klambauer et al. 2017)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "selu")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "A scaled elu that keeps values in range through many layers. Start the weights with LeCun normal."
    )
    kind: Literal["selu"] = "selu"

    def call(self) -> Call:
        return Call("torch.nn.SELU")


class GELU(Activation):
    """f(x) = x Φ(x), Φ the normal distribution (Hendrycks and Gimpel 2016).

    Approximate: 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³))), which differs by at most 5e-4.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "gelu")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "A smooth relu, common in language models.")
    common: ClassVar[bool] = True
    kind: Literal["gelu"] = "gelu"
    approximate: bool = Field(
        False,
        title=QT_TRANSLATE_NOOP("engine", "Approximate"),
        description=QT_TRANSLATE_NOOP("engine", "Computes it by tanh, nearly the same; some published networks did."),
        json_schema_extra=RARE,
    )

    def call(self) -> Call:
        return Call("torch.nn.GELU", approximate="tanh") if self.approximate else Call("torch.nn.GELU")


class SiLU(Activation):
    """f(x) = x · sigmoid(x) (Ramachandran et al. 2017)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "silu")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "A smooth relu that dips a little below 0.")
    aliases: ClassVar[tuple[str, ...]] = ("swish",)
    kind: Literal["silu"] = "silu"

    def call(self) -> Call:
        return Call("torch.nn.SiLU")


class Tanh(Activation):
    """f(x) = tanh(x)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "tanh")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Squeezes sums between −1 and 1.")
    common: ClassVar[bool] = True
    kind: Literal["tanh"] = "tanh"

    def call(self) -> Call:
        return Call("torch.nn.Tanh")


class Sigmoid(Activation):
    """f(x) = 1 / (1 + exp(−x))."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "sigmoid")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Squeezes sums between 0 and 1; the output for two classes."
    )
    common: ClassVar[bool] = True
    kind: Literal["sigmoid"] = "sigmoid"

    def call(self) -> Call:
        return Call("torch.nn.Sigmoid")


class Softplus(Activation):
    """f(x) = log(1 + exp(x))."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "softplus")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "A smooth relu that is never quite 0.")
    kind: Literal["softplus"] = "softplus"

    def call(self) -> Call:
        return Call("torch.nn.Softplus")


class Softmax(AlongAxis):
    """exp(x_i) / Σ exp(x_j) over the units of one row."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "softmax")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Turns the units of a row into shares that add up to 1; the output for classes."
    )
    common: ClassVar[bool] = True
    kind: Literal["softmax"] = "softmax"
    axis: int = axis_field()

    def call(self) -> Call:
        return Call("torch.nn.Softmax", dim=self.axis)
