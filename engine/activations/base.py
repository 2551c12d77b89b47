"""What every activation declares, and how it works by itself as one of Keras's functions."""

from __future__ import annotations

import inspect
from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import Field
from pydantic.config import JsonDict

from engine.call import Call
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.spec import Part

Shape = tuple[int, ...]
RARE: JsonDict = {"advanced": True}


class Activation(Part, family=True):
    """The family of activations; a member also works by itself: `GELU(approximate=True)(x)`.

    Class attributes:
        elementwise: whether each value behind depends on the one value in front of it alone.
    """

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "activation")
    elementwise: ClassVar[bool] = True

    @abstractmethod
    def call(self) -> Call | None:
        """The torch module, or portable one, that computes it; None for linear, which needs none."""

    def __call__(self, x: Any) -> Any:
        """Bend each value of x.

        Args:
            x: numbers of any shape, numpy, a list, one number or torch.

        Returns:
            A torch tensor for one of torch, which gradients pass; else an array of numpy.

        Raises:
            EngineError: x is no numbers, or has not the axes that the function needs.
        """
        from engine.training.live_functions import activate

        return activate(self, x)

    def batch_shape(self, shape: Shape) -> Shape:
        """Shape of a whole batch behind it, for a batch of `shape`.

        Raises:
            EngineError: it cannot take such a batch.
        """
        return shape

    def output_shape(self, shape: Shape) -> Shape:
        """Shape of one row behind it, for rows of `shape`.

        Raises:
            EngineError: it cannot take such rows.
        """
        return self.batch_shape((1, *shape))[1:]

    @classmethod
    def coerce(cls, value: Any) -> Self:
        """Also understand the functions of `engine.activations`, which stand for the part they make, and such layers.

        Raises:
            EngineError: it is none, or a layer with weights of its own.
        """
        if hasattr(value, "as_activation"):
            layer = value() if isinstance(value, type) else value
            value = layer.as_activation
            if value is None:
                raise EngineError(
                    QT_TRANSLATE_NOOP("engine", "{layer} cannot work inside of another layer."),
                    hint=QT_TRANSLATE_NOOP("engine", "Put it behind that layer."), layer=type(layer).__name__,
                )
        return super().coerce(value.part() if isinstance(value, Function) else value)

    def to_json(self) -> Any:
        """The kind alone where all fields are at Keras's defaults, so that a file says "relu"."""
        return self.kind if self == type(self)() else super().to_json()


class AlongAxis(Activation):
    """An activation that looks at all values along one axis of a batch. Axis 0 counts the rows."""

    elementwise: ClassVar[bool] = False

    if TYPE_CHECKING:  # a field of every member

        @property
        def axis(self) -> int: ...

    def place(self, axes: int) -> int:
        """The axis counted from 0 in a batch with so many.

        Raises:
            EngineError: there is no such axis.
        """
        if not -axes <= self.axis < axes:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "“{kind}” works along axis {axis}, but x has {axes} axes, counted from 0."),
                kind=self.kind, axis=self.axis, axes=axes,
            )
        return self.axis % axes

    def batch_shape(self, shape: Shape) -> Shape:
        self.place(len(shape))
        return shape

    def output_shape(self, shape: Shape) -> Shape:
        if self.place(len(shape) + 1) == 0:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "“{kind}” along axis 0 would mix the rows of a batch. Use axis=-1."),
                kind=self.kind,
            )
        return super().output_shape(shape)


class Function:
    """An activation under the name and with the arguments of Keras's function: `gelu(x, approximate=True)`.

    It may stand wherever an activation is asked for: `Dense(4, activation=activations.gelu)`.

    Attributes:
        part: the class it makes and calls.
    """

    def __init__(self, part: type[Activation]) -> None:
        self.part = part
        self.__name__ = self.__qualname__ = str(part.model_fields["kind"].default)
        self.__doc__ = part.__doc__
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        fields = [(name, part.model_fields[name].default) for name in part.positional_fields()]
        self.__signature__ = inspect.Signature(
            [inspect.Parameter("x", kind), *(inspect.Parameter(name, kind, default=value) for name, value in fields)]
        )

    def __call__(self, x: Any, *arguments: Any, **fields: Any) -> Any:
        """See the part's own call; the other arguments are its fields."""
        return self.part(*arguments, **fields)(x)

    def __repr__(self) -> str:
        return f"<activation {self.__name__}>"


def axis_field() -> Any:
    """The field for the axis along which an activation works."""
    return Field(
        -1, ge=-8, le=7,
        title=QT_TRANSLATE_NOOP("engine", "Axis"),
        description=QT_TRANSLATE_NOOP("engine", "Which axis of a batch it works along; −1 is the last, the units."),
        json_schema_extra=RARE,
    )


def alpha_field() -> Any:
    """The field for the depth of an exponential's lower end."""
    return Field(
        1.0, gt=0.0, le=1000.0,
        title=QT_TRANSLATE_NOOP("engine", "Alpha"),
        description=QT_TRANSLATE_NOOP("engine", "Very negative sums end up at minus this value."),
        json_schema_extra=RARE,
    )


def shrink_field() -> Any:
    """The field for how far around 0 a shrinking activation gives 0."""
    return Field(
        0.5, ge=0.0, le=1000.0,
        title=QT_TRANSLATE_NOOP("engine", "Threshold"),
        description=QT_TRANSLATE_NOOP("engine", "Sums that lie no further from 0 than this become 0."),
        json_schema_extra=RARE,
    )
