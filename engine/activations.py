"""Declared activations: one function of a neuron's sum, by Keras's name and torch's object."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Literal

from engine.call import Call
from engine.messages import QT_TRANSLATE_NOOP
from engine.spec import Part


class Activation(Part, family=True):
    """The family of activations. `call` is None for linear, which needs no object."""

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "activation")
    elementwise: ClassVar[bool] = True

    @abstractmethod
    def call(self) -> Call | None:
        """The torch module that computes it."""


class Linear(Activation):
    """f(x) = x."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "linear")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Passes the sum on as it is; the output of a regression.")
    kind: Literal["linear"] = "linear"

    def call(self) -> Call | None:
        return None


class ReLU(Activation):
    """f(x) = max(x, 0)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "relu")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Cuts negative sums to 0. Quick and a good first choice.")
    kind: Literal["relu"] = "relu"

    def call(self) -> Call:
        return Call("torch.nn.ReLU")


class LeakyReLU(Activation):
    """f(x) = x for x > 0, else 0.2 x (the slope of Keras's function)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "leaky_relu")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Like relu, but lets a fifth of negative sums through.")
    kind: Literal["leaky_relu"] = "leaky_relu"

    def call(self) -> Call:
        return Call("torch.nn.LeakyReLU", negative_slope=0.2)


class ELU(Activation):
    """f(x) = x for x > 0, else exp(x) − 1 (Clevert et al. 2015)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "elu")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Like relu, but bends smoothly towards −1.")
    kind: Literal["elu"] = "elu"

    def call(self) -> Call:
        return Call("torch.nn.ELU")


class SELU(Activation):
    """Scaled ELU that keeps mean 0 and variance 1 (Klambauer et al. 2017)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "selu")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "A scaled elu that keeps values in range through many layers."
    )
    kind: Literal["selu"] = "selu"

    def call(self) -> Call:
        return Call("torch.nn.SELU")


class GELU(Activation):
    """f(x) = x Φ(x), Φ the normal distribution (Hendrycks and Gimpel 2016)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "gelu")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "A smooth relu, common in language models.")
    kind: Literal["gelu"] = "gelu"

    def call(self) -> Call:
        return Call("torch.nn.GELU")


class SiLU(Activation):
    """f(x) = x · sigmoid(x)."""

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
    kind: Literal["tanh"] = "tanh"

    def call(self) -> Call:
        return Call("torch.nn.Tanh")


class Sigmoid(Activation):
    """f(x) = 1 / (1 + exp(−x))."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "sigmoid")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Squeezes sums between 0 and 1; the output for two classes."
    )
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


class Softmax(Activation):
    """exp(x_i) / Σ exp(x_j) over the units of one row."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "softmax")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Turns the units of a row into shares that add up to 1; the output for classes."
    )
    elementwise: ClassVar[bool] = False
    kind: Literal["softmax"] = "softmax"

    def call(self) -> Call:
        return Call("torch.nn.Softmax", dim=-1)
