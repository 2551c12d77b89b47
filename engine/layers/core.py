"""Dense, Activation, Flatten."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator
from pydantic.config import JsonDict

from engine.activations import Activation as ActivationFunction
from engine.activations import Linear, ReLU
from engine.call import Call
from engine.constraints import Constraint
from engine.initializers import GlorotUniform, Initializer, Zeros
from engine.layers.base import Layer, Shape, Weight
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.regularizers import Regularizer
from engine.spec import AnyOf

_ADVANCED_START: JsonDict = {"group": QT_TRANSLATE_NOOP("engine", "Weights at the start")}
_ADVANCED_PENALTY: JsonDict = {"group": QT_TRANSLATE_NOOP("engine", "Regulariser")}


class Dense(Layer):
    """output = activation(input · kernel + bias), for rows of shape (n,) -> (units,)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Dense")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Every unit looks at every value of the layer before.")
    icon: ClassVar[str] = "waypoints"
    palette: ClassVar[int] = 10

    kind: Literal["dense"] = "dense"
    units: int = Field(
        16, ge=1, le=65536,
        title=QT_TRANSLATE_NOOP("engine", "Units"),
        description=QT_TRANSLATE_NOOP(
            "engine", "How many neurons this layer has. More can learn more, and more by heart."
        ),
    )
    activation: AnyOf[ActivationFunction] = Field(
        Linear(),
        title=QT_TRANSLATE_NOOP("engine", "Activation"),
        description=QT_TRANSLATE_NOOP(
            "engine", "What each neuron does with its sum. Without one, layers add up to a single straight line."
        ),
    )
    use_bias: bool = Field(
        True,
        title=QT_TRANSLATE_NOOP("engine", "Use bias"),
        description=QT_TRANSLATE_NOOP("engine", "Adds a number of its own to each neuron's sum."),
    )
    kernel_initializer: AnyOf[Initializer] = Field(
        GlorotUniform(),
        title=QT_TRANSLATE_NOOP("engine", "Weights"),
        description=QT_TRANSLATE_NOOP("engine", "How the weights start."),
        json_schema_extra=_ADVANCED_START,
    )
    bias_initializer: AnyOf[Initializer] = Field(
        Zeros(),
        title=QT_TRANSLATE_NOOP("engine", "Bias"),
        description=QT_TRANSLATE_NOOP("engine", "How the bias starts."),
        json_schema_extra=_ADVANCED_START,
    )
    kernel_regularizer: AnyOf[Regularizer] | None = Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Penalty on weights"),
        description=QT_TRANSLATE_NOOP("engine", "Adds to the loss when weights grow, against learning by heart."),
        json_schema_extra=_ADVANCED_PENALTY,
    )
    kernel_constraint: AnyOf[Constraint] | None = Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Limit on weights"),
        description=QT_TRANSLATE_NOOP("engine", "What the weights have to keep to after each step."),
        json_schema_extra=_ADVANCED_PENALTY,
    )
    follows_target: bool = False

    def __init__(self, *arguments: Any, **fields: Any) -> None:
        if arguments[1:2] == (None,):  # Keras's word for linear
            arguments = (arguments[0], Linear(), *arguments[2:])
        elif "activation" in fields and fields["activation"] is None:
            fields["activation"] = Linear()
        super().__init__(*arguments, **fields)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @field_validator("kernel_initializer", "kernel_regularizer", "kernel_constraint")
    @classmethod
    def _suits_a_kernel(cls, part: Any) -> Any:
        return part and part.for_axes(2)

    @field_validator("bias_initializer")
    @classmethod
    def _suits_a_bias(cls, part: Any) -> Any:
        return part.for_axes(1)

    @classmethod
    def for_palette(cls) -> Layer:
        # A stack of linear layers is one linear layer: begin with relu.
        return cls(units=16, activation=ReLU())

    def calls(self, shape: Shape) -> Iterator[Call]:
        options = {} if self.use_bias else {"bias": False}
        yield Call("torch.nn.Linear", shape[-1], self.units, **options)
        if (activation := self.activation.call()) is not None:
            yield activation

    def weights(self, shape: Shape) -> Iterator[Weight]:
        yield Weight("weight", (self.units, shape[-1]), self.kernel_initializer.call((1, 0)),
                     self.kernel_initializer.draws, regularizer=self.kernel_regularizer,
                     constraint=self.kernel_constraint, keras_name="kernel", keras_axes=(1, 0))
        if self.use_bias:
            yield Weight("bias", (self.units,), self.bias_initializer.call(()), self.bias_initializer.draws,
                         keras_name="bias")

    def output_shape(self, shape: Shape) -> Shape:
        return self.activation.output_shape((*shape[:-1], self.units))

    def summary(self) -> Message:
        unit = QT_TRANSLATE_NOOP("engine", "1 unit · {activation}")
        units = QT_TRANSLATE_NOOP("engine", "{units} units · {activation}")
        activation = Message.of(self.activation.title)
        return Message.of(unit if self.units == 1 else units, units=self.units, activation=activation)


class Activation(Layer):
    """An activation as a layer of its own; the shape stays, but for glu."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Activation")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Bends each value by a function; has nothing to learn.")
    icon: ClassVar[str] = "activity"
    palette: ClassVar[int] = 30

    kind: Literal["activation"] = "activation"
    activation: AnyOf[ActivationFunction] = Field(
        ReLU(),
        title=QT_TRANSLATE_NOOP("engine", "Function"),
        description=QT_TRANSLATE_NOOP("engine", "The function that bends each value."),
    )

    def calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        yield self.activation.call() or Call("torch.nn.Identity")

    def output_shape(self, shape: Shape) -> Shape:
        return self.activation.output_shape(shape)

    def summary(self) -> Message:
        return Message.of(self.activation.title)


class Flatten(Layer):
    """Lays all values of a row side by side: (a, b, …) -> (a · b · …,)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Flatten")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Lays all values of a row side by side, as Dense needs them."
    )
    icon: ClassVar[str] = "fold-vertical"
    palette: ClassVar[int] = 70

    kind: Literal["flatten"] = "flatten"

    def calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        yield Call("torch.nn.Flatten")

    def output_shape(self, shape: Shape) -> Shape:
        return (prod(shape),)

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "side by side"))
