"""Initializers whose spread follows from the numbers of inputs and outputs: variance scaling and its named children."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field

from engine.call import Call
from engine.errors import EngineError
from engine.initializers.base import RARE, Axes, Initializer, generator_option, seed_field
from engine.messages import QT_TRANSLATE_NOOP

Mode = Literal["fan_in", "fan_out", "fan_avg"]
Distribution = Literal["truncated_normal", "untruncated_normal", "uniform"]


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


ListedAxes = Annotated[tuple[Annotated[int, Field(ge=-8, le=7)], ...], BeforeValidator(_as_tuple)]


def _input_axes() -> Any:
    return Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Axes of inputs"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Which axes of the weights, in Keras's order, count the inputs; only with those of outputs."
        ),
        json_schema_extra=RARE,
    )


def _output_axes() -> Any:
    return Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Axes of outputs"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Which axes of the weights, in Keras's order, count the outputs; only with those of inputs."
        ),
        json_schema_extra=RARE,
    )


def _distribution(name: Any) -> Any:
    name = name.lower() if isinstance(name, str) else name
    return "truncated_normal" if name == "normal" else name


def _in_torch(chosen: Axes, axes: Axes | None) -> Axes:
    """Keras's axes as torch's; of a matrix, where nobody says how its axes lie."""
    order = (1, 0) if axes is None else axes
    if not order:
        return chosen
    check_axes(chosen, len(order))
    return tuple(order[axis] for axis in chosen)


def check_axes(chosen: Axes, count: int) -> None:
    """Make sure that weights with so many axes have these.

    Raises:
        EngineError: one is missing.
    """
    for axis in chosen:
        if not -count <= axis < count:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "Axis {axis} is asked for, but the weights have {count} axes, from 0."),
                axis=axis, count=count,
            )


class Scaling(Initializer):
    """What variance scaling and its named children do.

    Class attributes:
        function: torch's own, which computes the same for a kernel; None where torch has another formula.
    """

    function: ClassVar[Call | None] = None

    if TYPE_CHECKING:  # fields of every member; each declares them in Keras's order

        @property
        def seed(self) -> int | None: ...

        @property
        def input_axes(self) -> Axes | None: ...

        @property
        def output_axes(self) -> Axes | None: ...

    @abstractmethod
    def formula(self) -> tuple[float, Mode, Distribution]:
        """The variance times the number of values, which values are counted, and the shape of the spread."""

    def call(self, axes: Axes | None = None) -> Call:
        own = generator_option(self.seed)
        chosen = self._fan_axes()
        # Told that it is a kernel, torch's function knows its inputs; it refuses a bias.
        if self.function is not None and axes and chosen is None:
            return self.function.with_options(**own)
        options: dict[str, Any] = {}
        if chosen is not None:
            options = {"input_axes": _in_torch(chosen[0], axes), "output_axes": _in_torch(chosen[1], axes)}
        elif axes == ():
            options = {"outputs_last": True}
        return Call("engine.portable.initializers.variance_scaling", *self.formula(), **options, **own)

    def for_axes(self, count: int) -> Self:
        for chosen in self._fan_axes() or ():
            check_axes(chosen, count)
        return super().for_axes(count)

    def _fan_axes(self) -> tuple[Axes, Axes] | None:
        """Axes that count inputs and outputs, in Keras's order; as in Keras, one of the two alone says nothing."""
        given = self.input_axes, self.output_axes
        return None if given[0] is None or given[1] is None else (given[0], given[1])


class NamedScaling(Scaling):
    """Variance scaling with the formula of a paper."""

    scaling: ClassVar[tuple[float, Mode, Distribution]]

    seed: int | None = seed_field()
    input_axes: ListedAxes | None = _input_axes()
    output_axes: ListedAxes | None = _output_axes()

    def formula(self) -> tuple[float, Mode, Distribution]:
        return self.scaling


class GlorotUniform(NamedScaling):
    """Uniform in ±√(6 / (inputs + outputs)) (Glorot and Bengio 2010)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Glorot uniform")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Even spread that suits the size of the layer; the usual choice."
    )
    aliases: ClassVar[tuple[str, ...]] = ("xavier_uniform",)
    scaling: ClassVar[tuple[float, Mode, Distribution]] = (1.0, "fan_avg", "uniform")
    function: ClassVar[Call | None] = Call("torch.nn.init.xavier_uniform_")
    common: ClassVar[bool] = True
    kind: Literal["glorot_uniform"] = "glorot_uniform"


class GlorotNormal(NamedScaling):
    """Normal with deviation √(2 / (inputs + outputs)), the tails cut (Glorot and Bengio 2010)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Glorot normal")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Bell-shaped spread that suits the size of the layer, without far outliers."
    )
    aliases: ClassVar[tuple[str, ...]] = ("xavier_normal",)
    scaling: ClassVar[tuple[float, Mode, Distribution]] = (1.0, "fan_avg", "truncated_normal")
    common: ClassVar[bool] = True
    kind: Literal["glorot_normal"] = "glorot_normal"


class HeUniform(NamedScaling):
    """Uniform in ±√(6 / inputs) (He et al. 2015)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "He uniform")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Even, wider spread, made for relu.")
    aliases: ClassVar[tuple[str, ...]] = ("kaiming_uniform",)
    scaling: ClassVar[tuple[float, Mode, Distribution]] = (2.0, "fan_in", "uniform")
    function: ClassVar[Call | None] = Call("torch.nn.init.kaiming_uniform_", nonlinearity="relu")
    common: ClassVar[bool] = True
    kind: Literal["he_uniform"] = "he_uniform"


class HeNormal(NamedScaling):
    """Normal with deviation √(2 / inputs), the tails cut (He et al. 2015)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "He normal")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Bell-shaped, wider spread without far outliers, made for relu."
    )
    aliases: ClassVar[tuple[str, ...]] = ("kaiming_normal",)
    scaling: ClassVar[tuple[float, Mode, Distribution]] = (2.0, "fan_in", "truncated_normal")
    common: ClassVar[bool] = True
    kind: Literal["he_normal"] = "he_normal"


class LecunUniform(NamedScaling):
    """Uniform in ±√(3 / inputs) (LeCun et al. 1998)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "LeCun uniform")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Even, narrower spread, made for selu.")
    scaling: ClassVar[tuple[float, Mode, Distribution]] = (1.0, "fan_in", "uniform")
    function: ClassVar[Call | None] = Call("torch.nn.init.kaiming_uniform_", nonlinearity="linear")
    kind: Literal["lecun_uniform"] = "lecun_uniform"


class LecunNormal(NamedScaling):
    """Normal with deviation √(1 / inputs), the tails cut (LeCun et al. 1998)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "LeCun normal")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Bell-shaped, narrower spread without far outliers, made for selu."
    )
    scaling: ClassVar[tuple[float, Mode, Distribution]] = (1.0, "fan_in", "truncated_normal")
    kind: Literal["lecun_normal"] = "lecun_normal"


class VarianceScaling(Scaling):
    """Variance scale / n, n the inputs, the outputs or their mean (He et al. 2015).

    Normal ones are cut at two deviations and widened so that the variance stays; uniform means ±√(3 scale / n).
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Variance scaling")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "A spread that suits the size of the layer by your own formula; Glorot, He and LeCun are cases."
    )
    kind: Literal["variance_scaling"] = "variance_scaling"
    scale: float = Field(
        1.0, gt=0.0, le=1e6,
        title=QT_TRANSLATE_NOOP("engine", "Scale"),
        description=QT_TRANSLATE_NOOP("engine", "The variance, before it is divided by the number of values."),
    )
    mode: Mode = Field(
        "fan_in",
        title=QT_TRANSLATE_NOOP("engine", "Divide by"),
        description=QT_TRANSLATE_NOOP("engine", "The number of inputs, of outputs, or the mean of both."),
    )
    distribution: Annotated[Distribution, BeforeValidator(_distribution)] = Field(
        "truncated_normal",
        title=QT_TRANSLATE_NOOP("engine", "Distribution"),
        description=QT_TRANSLATE_NOOP("engine", "Bell-shaped with tails cut, bell-shaped, or even."),
    )
    seed: int | None = seed_field()
    input_axes: ListedAxes | None = _input_axes()
    output_axes: ListedAxes | None = _output_axes()

    def formula(self) -> tuple[float, Mode, Distribution]:
        return self.scale, self.mode, self.distribution
