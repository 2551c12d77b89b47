"""Initializers that do not ask how large the layer is."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field

from engine.call import Call
from engine.errors import EngineError
from engine.initializers.base import Axes, Initializer, generator_option, seed_field
from engine.messages import QT_TRANSLATE_NOOP

_MEAN = QT_TRANSLATE_NOOP("engine", "Mean")
_MEAN_HELP = QT_TRANSLATE_NOOP("engine", "The middle of the spread.")
_DEVIATION = QT_TRANSLATE_NOOP("engine", "Deviation")
_DEVIATION_HELP = QT_TRANSLATE_NOOP("engine", "How far the weights lie from the middle.")


class RandomNormal(Initializer):
    """Normal with the given mean and deviation."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Normal")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Bell-shaped spread that you choose.")
    aliases: ClassVar[tuple[str, ...]] = ("normal",)
    kind: Literal["random_normal"] = "random_normal"
    mean: float = Field(0.0, title=_MEAN, description=_MEAN_HELP)
    stddev: float = Field(0.05, ge=0.0, title=_DEVIATION, description=_DEVIATION_HELP)
    seed: int | None = seed_field()

    def call(self, axes: Axes | None = None) -> Call:  # noqa: ARG002 - the same for every layout
        return Call("torch.nn.init.normal_", mean=self.mean, std=self.stddev, **generator_option(self.seed))


class RandomUniform(Initializer):
    """Uniform between two bounds."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Uniform")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Even spread between two bounds that you choose.")
    aliases: ClassVar[tuple[str, ...]] = ("uniform",)
    kind: Literal["random_uniform"] = "random_uniform"
    minval: float = Field(-0.05, title=QT_TRANSLATE_NOOP("engine", "From"),
                          description=QT_TRANSLATE_NOOP("engine", "The least weight."))
    maxval: float = Field(0.05, title=QT_TRANSLATE_NOOP("engine", "To"),
                          description=QT_TRANSLATE_NOOP("engine", "The largest weight; not less than the least."))
    seed: int | None = seed_field()

    def call(self, axes: Axes | None = None) -> Call:  # noqa: ARG002 - the same for every layout
        low, high = sorted((self.minval, self.maxval))
        return Call("torch.nn.init.uniform_", a=low, b=high, **generator_option(self.seed))


class TruncatedNormal(Initializer):
    """Normal, drawn again where it lies more than two deviations from the mean."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Truncated normal")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Bell-shaped spread without far outliers.")
    kind: Literal["truncated_normal"] = "truncated_normal"
    mean: float = Field(0.0, title=_MEAN, description=_MEAN_HELP)
    stddev: float = Field(0.05, gt=0.0, title=_DEVIATION, description=_DEVIATION_HELP)
    seed: int | None = seed_field()

    def call(self, axes: Axes | None = None) -> Call:  # noqa: ARG002 - the same for every layout
        bounds = {"a": self.mean - 2 * self.stddev, "b": self.mean + 2 * self.stddev}
        option = generator_option(self.seed)
        return Call("torch.nn.init.trunc_normal_", mean=self.mean, std=self.stddev, **bounds, **option)


class Orthogonal(Initializer):
    """A random orthogonal matrix times a factor (Saxe et al. 2014); a longer kernel is laid flat for it."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Orthogonal")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Random directions at right angles to each other.")
    needs_matrix: ClassVar[bool] = True
    aliases: ClassVar[tuple[str, ...]] = ("OrthogonalInitializer",)
    kind: Literal["orthogonal"] = "orthogonal"
    gain: float = Field(1.0, title=QT_TRANSLATE_NOOP("engine", "Factor"),
                        description=QT_TRANSLATE_NOOP("engine", "All weights are multiplied by this."))
    seed: int | None = seed_field()

    def call(self, axes: Axes | None = None) -> Call:  # noqa: ARG002 - orthogonal either way
        return Call("torch.nn.init.orthogonal_", gain=self.gain, **generator_option(self.seed))


class Identity(Initializer):
    """1 where input and unit have the same number, else 0, times a factor."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Identity")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Each unit starts by passing one input on. Draws nothing.")
    is_random: ClassVar[bool] = False
    needs_matrix: ClassVar[bool] = True
    aliases: ClassVar[tuple[str, ...]] = ("IdentityInitializer",)
    kind: Literal["identity"] = "identity"
    gain: float = Field(1.0, title=QT_TRANSLATE_NOOP("engine", "Factor"),
                        description=QT_TRANSLATE_NOOP("engine", "All weights are multiplied by this."))

    def call(self, axes: Axes | None = None) -> Call:  # noqa: ARG002 - the same for every layout
        if self.gain == 1:
            return Call("torch.nn.init.eye_")
        return Call("engine.portable.initializers.scaled_identity", self.gain)

    def for_axes(self, count: int) -> Self:
        if count > 2:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "“{kind}” makes a matrix, but these weights have {count} axes."),
                kind=self.kind, count=count,
            )
        return super().for_axes(count)


class Zeros(Initializer):
    """All 0."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Zeros")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "All start at 0. Right for a bias, wrong for weights: all units would learn the same."
    )
    is_random: ClassVar[bool] = False
    aliases: ClassVar[tuple[str, ...]] = ("zero",)
    common: ClassVar[bool] = True
    kind: Literal["zeros"] = "zeros"

    def call(self, axes: Axes | None = None) -> Call:  # noqa: ARG002 - the same for every layout
        return Call("torch.nn.init.zeros_")


class Ones(Initializer):
    """All 1."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Ones")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "All start at 1.")
    is_random: ClassVar[bool] = False
    aliases: ClassVar[tuple[str, ...]] = ("one",)
    common: ClassVar[bool] = True
    kind: Literal["ones"] = "ones"

    def call(self, axes: Axes | None = None) -> Call:  # noqa: ARG002 - the same for every layout
        return Call("torch.nn.init.ones_")


class Constant(Initializer):
    """All the same."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Constant")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "All start at the same value.")
    is_random: ClassVar[bool] = False
    kind: Literal["constant"] = "constant"
    value: float = Field(0.0, title=QT_TRANSLATE_NOOP("engine", "Value"),
                         description=QT_TRANSLATE_NOOP("engine", "The value they start at."))

    def call(self, axes: Axes | None = None) -> Call:  # noqa: ARG002 - the same for every layout
        return Call("torch.nn.init.constant_", self.value)
