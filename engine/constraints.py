"""Declared constraints: what weights have to keep to, applied after each step."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field

from engine.call import Call
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.spec import Part, refusing

Axes = tuple[int, ...]
MOST_AXES = 8


class Constraint(Part, family=True):
    """The family of constraints; a member also works by itself: `MaxNorm(2.0)(kernel)`."""

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "constraint")

    @abstractmethod
    def call(self, axes: Axes = ()) -> Call:
        """A function: a weight tensor -> the tensor that takes its place.

        Args:
            axes: torch's axes in the order in which Keras has them, () for the same order.
        """

    def for_axes(self, count: int) -> Self:  # noqa: ARG002 - most take any
        """Return itself if it can hold weights with so many axes.

        Raises:
            EngineError: it cannot.
        """
        return self

    def __call__(self, w: Any) -> Any:
        """Put weights right.

        Args:
            w: numbers in Keras's layout, a kernel (inputs, units); numpy, a list or torch.

        Returns:
            Weights of the same shape, torch for torch, else numpy.

        Raises:
            EngineError: w is no numbers, or lacks the axis.
        """
        from engine.training.live_functions import constrain

        return constrain(self, w)


def _axes(value: Any) -> Any:
    axes = tuple(value) if isinstance(value, list | tuple) else (value,)
    if not axes or not all(type(axis) is int and -MOST_AXES <= axis < MOST_AXES for axis in axes):
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "axis is the number of an axis, from 0, or a list of them; got {value}."),
            value=repr(value),
        )
    return axes if isinstance(value, list | tuple) else value


AxisOrAxes = Annotated[int | Axes, BeforeValidator(_axes)]


def axis_field() -> Any:
    """The field for the axes along which a norm is measured."""
    return Field(
        0,
        title=QT_TRANSLATE_NOOP("engine", "Axis"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Axis, or list of axes, along which lengths are measured: 0 is a unit's weights of all inputs."
        ),
        json_schema_extra={"advanced": True},
    )


class NormConstraint(Constraint):
    """A constraint on the length √Σw² of the weights along some axes, those in Keras's order."""

    if TYPE_CHECKING:  # a field of every member; each declares it in Keras's order

        @property
        def axis(self) -> int | Axes: ...

    def for_axes(self, count: int) -> Self:
        for axis in self._chosen():
            if not -count <= axis < count:
                raise EngineError(
                    QT_TRANSLATE_NOOP("engine", "“{kind}” measures along axis {axis}; the weights have {count} axes."),
                    kind=self.kind, axis=axis, count=count,
                )
        if len({axis % count for axis in self._chosen()}) < len(self._chosen()):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "“{kind}” is given one axis twice: {axis}."), kind=self.kind, axis=self.axis
            )
        return self

    def torch_axes(self, axes: Axes) -> int | Axes:
        """The axes as torch has them, one alone as a number.

        Raises:
            EngineError: the weights have no such axis.
        """
        if axes:
            self.for_axes(len(axes))
        chosen = tuple(axes[axis] if axes else axis for axis in self._chosen())
        return chosen[0] if len(chosen) == 1 else chosen

    def _chosen(self) -> Axes:
        return self.axis if isinstance(self.axis, tuple) else (self.axis,)


class MaxNorm(NormConstraint):
    """w · min(|w|, max_value) / |w|, |w| the length along the axis (Srivastava et al. 2014)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Largest norm")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Shortens the weights of a unit that together have become too long. Goes well with dropout."
    )
    kind: Literal["max_norm"] = "max_norm"
    max_value: float = Field(
        2.0, ge=0.0, le=1e9,
        title=QT_TRANSLATE_NOOP("engine", "Largest length"),
        description=QT_TRANSLATE_NOOP("engine", "Longer weights are shortened to this."),
    )
    axis: AxisOrAxes = axis_field()

    def call(self, axes: Axes = ()) -> Call:
        return Call("engine.portable.constraints.max_norm", self.max_value, self.torch_axes(axes))


class NonNeg(Constraint):
    """max(w, 0)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Not negative")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Sets negative weights to 0, so that more of an input never means less."
    )
    kind: Literal["non_neg"] = "non_neg"

    def call(self, axes: Axes = ()) -> Call:  # noqa: ARG002 - the same for every layout
        return Call("torch.clamp", min=0.0)


class UnitNorm(NormConstraint):
    """w / |w|, |w| the length along the axis."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Length 1")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Gives the weights of each unit the length 1 together.")
    kind: Literal["unit_norm"] = "unit_norm"
    axis: AxisOrAxes = axis_field()

    def call(self, axes: Axes = ()) -> Call:
        return Call("engine.portable.constraints.unit_norm", self.torch_axes(axes))


class MinMaxNorm(NormConstraint):
    """w · (rate · clip(|w|, min_value, max_value) + (1 − rate) · |w|) / |w|, |w| the length along the axis."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Norm between two bounds")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Lengthens or shortens the weights of each unit so that together they lie between two lengths."
    )
    kind: Literal["min_max_norm"] = "min_max_norm"
    min_value: float = Field(
        0.0, ge=0.0, le=1e9,
        title=QT_TRANSLATE_NOOP("engine", "Least length"),
        description=QT_TRANSLATE_NOOP("engine", "Shorter weights are lengthened to this."),
    )
    max_value: float = Field(
        1.0, ge=0.0, le=1e9,
        title=QT_TRANSLATE_NOOP("engine", "Largest length"),
        description=QT_TRANSLATE_NOOP("engine", "Longer weights are shortened to this."),
    )
    rate: float = Field(
        1.0, ge=0.0, le=1.0,
        title=QT_TRANSLATE_NOOP("engine", "Share of the way"),
        description=QT_TRANSLATE_NOOP("engine", "How much of the way to the bound one step goes; 1 is all of it."),
        json_schema_extra={"advanced": True},
    )
    axis: AxisOrAxes = axis_field()

    def call(self, axes: Axes = ()) -> Call:
        bounds = (self.min_value, self.max_value, self.rate)
        return Call("engine.portable.constraints.min_max_norm", *bounds, self.torch_axes(axes))


# Keras's other names for the classes.
max_norm = MaxNorm
min_max_norm = MinMaxNorm
non_neg = NonNeg
unit_norm = UnitNorm


def get(identifier: Any) -> Constraint | None:
    """The constraint of a name, class or configuration; None for None.

    Raises:
        EngineError: there is no such constraint.
    """
    return None if identifier is None else Constraint.coerce(identifier)


def serialize(constraint: Any) -> dict[str, Any]:
    """Keras's description of a constraint: {"class_name": …, "config": {…}}."""
    return Constraint.coerce(constraint).serialized()


def deserialize(config: Any) -> Constraint:
    """The constraint that `serialize` has written down."""
    return Constraint.coerce(config)


if not TYPE_CHECKING:  # a checker knows the names that are here
    __getattr__ = refusing(__name__)
