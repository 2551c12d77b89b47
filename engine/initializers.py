"""Declared initializers: how weights start. Each is one function of torch.nn.init."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Literal

from pydantic import Field

from engine.call import Call
from engine.messages import QT_TRANSLATE_NOOP
from engine.spec import Part


class Initializer(Part, family=True):
    """The family of initializers.

    Class attributes:
        draws: whether random numbers are drawn (the call then takes `generator=`).
        needs_matrix: whether the spread follows from the numbers of inputs and outputs, so that a bias cannot use it.
    """

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "initializer")
    draws: ClassVar[bool] = True
    needs_matrix: ClassVar[bool] = True

    @abstractmethod
    def call(self) -> Call:
        """The function of torch.nn.init, without the tensor it fills."""


class GlorotUniform(Initializer):
    """Uniform in ±√(6 / (inputs + outputs)) (Glorot and Bengio 2010)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Glorot uniform")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Even spread that suits the size of the layer; the usual choice."
    )
    aliases: ClassVar[tuple[str, ...]] = ("xavier_uniform",)
    kind: Literal["glorot_uniform"] = "glorot_uniform"

    def call(self) -> Call:
        return Call("torch.nn.init.xavier_uniform_")


class GlorotNormal(Initializer):
    """Normal with deviation √(2 / (inputs + outputs)). Torch's object does not cut the tails as Keras does."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Glorot normal")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Bell-shaped spread that suits the size of the layer. Unlike in Keras the tails are not cut."
    )
    aliases: ClassVar[tuple[str, ...]] = ("xavier_normal",)
    kind: Literal["glorot_normal"] = "glorot_normal"

    def call(self) -> Call:
        return Call("torch.nn.init.xavier_normal_")


class HeUniform(Initializer):
    """Uniform in ±√(6 / inputs) (He et al. 2015)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "He uniform")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Even, wider spread, made for relu.")
    aliases: ClassVar[tuple[str, ...]] = ("kaiming_uniform",)
    kind: Literal["he_uniform"] = "he_uniform"

    def call(self) -> Call:
        return Call("torch.nn.init.kaiming_uniform_", nonlinearity="relu")


class HeNormal(Initializer):
    """Normal with deviation √(2 / inputs). Torch's object does not cut the tails as Keras does."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "He normal")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Bell-shaped, wider spread, made for relu. Unlike in Keras the tails are not cut."
    )
    aliases: ClassVar[tuple[str, ...]] = ("kaiming_normal",)
    kind: Literal["he_normal"] = "he_normal"

    def call(self) -> Call:
        return Call("torch.nn.init.kaiming_normal_", nonlinearity="relu")


class LecunUniform(Initializer):
    """Uniform in ±√(3 / inputs) (LeCun et al. 1998)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "LeCun uniform")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Even, narrower spread, made for selu.")
    kind: Literal["lecun_uniform"] = "lecun_uniform"

    def call(self) -> Call:
        return Call("torch.nn.init.kaiming_uniform_", nonlinearity="linear")


class LecunNormal(Initializer):
    """Normal with deviation √(1 / inputs). Torch's object does not cut the tails as Keras does."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "LeCun normal")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Bell-shaped, narrower spread, made for selu. Unlike in Keras the tails are not cut."
    )
    kind: Literal["lecun_normal"] = "lecun_normal"

    def call(self) -> Call:
        return Call("torch.nn.init.kaiming_normal_", nonlinearity="linear")


class Orthogonal(Initializer):
    """A random orthogonal matrix (Saxe et al. 2013)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Orthogonal")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Random directions at right angles to each other.")
    kind: Literal["orthogonal"] = "orthogonal"
    gain: float = Field(1.0, title=QT_TRANSLATE_NOOP("engine", "Factor"),
                        description=QT_TRANSLATE_NOOP("engine", "All weights are multiplied by this."))

    def call(self) -> Call:
        return Call("torch.nn.init.orthogonal_", gain=self.gain)


class RandomNormal(Initializer):
    """Normal with the given mean and deviation."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Normal")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Bell-shaped spread that you choose.")
    needs_matrix: ClassVar[bool] = False
    aliases: ClassVar[tuple[str, ...]] = ("normal",)
    kind: Literal["random_normal"] = "random_normal"
    mean: float = Field(0.0, title=QT_TRANSLATE_NOOP("engine", "Mean"),
                        description=QT_TRANSLATE_NOOP("engine", "The middle of the spread."))
    stddev: float = Field(0.05, ge=0.0, title=QT_TRANSLATE_NOOP("engine", "Deviation"),
                          description=QT_TRANSLATE_NOOP("engine", "How far the weights lie from the middle."))

    def call(self) -> Call:
        return Call("torch.nn.init.normal_", mean=self.mean, std=self.stddev)


class RandomUniform(Initializer):
    """Uniform between two bounds."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Uniform")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Even spread between two bounds that you choose.")
    needs_matrix: ClassVar[bool] = False
    aliases: ClassVar[tuple[str, ...]] = ("uniform",)
    kind: Literal["random_uniform"] = "random_uniform"
    minval: float = Field(-0.05, title=QT_TRANSLATE_NOOP("engine", "From"),
                          description=QT_TRANSLATE_NOOP("engine", "The least weight."))
    maxval: float = Field(0.05, title=QT_TRANSLATE_NOOP("engine", "To"),
                          description=QT_TRANSLATE_NOOP("engine", "The largest weight; not less than the least."))

    def call(self) -> Call:
        return Call("torch.nn.init.uniform_", a=min(self.minval, self.maxval), b=max(self.minval, self.maxval))


class TruncatedNormal(Initializer):
    """Normal, drawn again where it lies more than two deviations from the mean."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Truncated normal")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Bell-shaped spread without far outliers.")
    needs_matrix: ClassVar[bool] = False
    kind: Literal["truncated_normal"] = "truncated_normal"
    mean: float = Field(0.0, title=QT_TRANSLATE_NOOP("engine", "Mean"),
                        description=QT_TRANSLATE_NOOP("engine", "The middle of the spread."))
    stddev: float = Field(0.05, gt=0.0, title=QT_TRANSLATE_NOOP("engine", "Deviation"),
                          description=QT_TRANSLATE_NOOP("engine", "How far the weights lie from the middle."))

    def call(self) -> Call:
        low, high = self.mean - 2 * self.stddev, self.mean + 2 * self.stddev
        return Call("torch.nn.init.trunc_normal_", mean=self.mean, std=self.stddev, a=low, b=high)


class Zeros(Initializer):
    """All 0."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Zeros")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "All start at 0. Right for a bias, wrong for weights: all units would learn the same."
    )
    draws: ClassVar[bool] = False
    needs_matrix: ClassVar[bool] = False
    kind: Literal["zeros"] = "zeros"

    def call(self) -> Call:
        return Call("torch.nn.init.zeros_")


class Ones(Initializer):
    """All 1."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Ones")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "All start at 1.")
    draws: ClassVar[bool] = False
    needs_matrix: ClassVar[bool] = False
    kind: Literal["ones"] = "ones"

    def call(self) -> Call:
        return Call("torch.nn.init.ones_")


class Constant(Initializer):
    """All the same."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Constant")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "All start at the same value.")
    draws: ClassVar[bool] = False
    needs_matrix: ClassVar[bool] = False
    kind: Literal["constant"] = "constant"
    value: float = Field(0.0, title=QT_TRANSLATE_NOOP("engine", "Value"),
                         description=QT_TRANSLATE_NOOP("engine", "The value they start at."))

    def call(self) -> Call:
        return Call("torch.nn.init.constant_", self.value)
