"""Dense, Activation, and Input, which says what rows come in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

from engine.activations import Activation as ActivationFunction
from engine.activations import ReLU
from engine.call import Call
from engine.constraints import Constraint
from engine.errors import EngineError
from engine.initializers import GlorotUniform, Initializer, Zeros
from engine.layers.base import CORE, KEPT, Absent, Layer, Weight, started
from engine.layers.fields import (
    activation_field,
    check_parts,
    limit_field,
    or_linear,
    penalty_field,
    start_field,
    suits,
    use_bias_field,
)
from engine.layers.rows import Shape, row_shape
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.regularizers import Regularizer
from engine.spec import AnyOf
from engine.spec.words import check_number_type

WHOLE_NUMBERS = ("bool", "int8", "uint8", "int16", "uint16", "int32", "int64")


class InputLayer:
    """The shape of one row, as the first thing of a model: `Sequential([Input((784,)), Dense(10)])`.

    It is no layer of the model, has no weights and no place in a project, where the shape follows from the data.

    Attributes:
        shape: of one row.
        name: accepted, without effect.
    """

    def __init__(
        self,
        shape: Any = None,
        batch_size: int | None = None,  # noqa: ARG002 - batches may have any size
        dtype: Any = None,
        sparse: bool | None = None,
        ragged: bool | None = None,
        batch_shape: Any = None,
        name: str | None = None,
    ) -> None:
        """Say what rows come in.

        Args:
            shape: of one row: (784,), (28, 28, 1).
            batch_size: accepted, without effect.
            dtype: "float32", or whole numbers, which it holds: "int32". The model has the type that it computes in.
            sparse: not supported.
            ragged: not supported.
            batch_shape: the shape with the number of rows, or None, in front of it, instead of `shape`.
            name: accepted, without effect.

        Raises:
            EngineError: there is no shape or there are two, sparse or ragged rows are asked for, or another type.
        """
        check_number_type("Input", dtype, ("float32", *WHOLE_NUMBERS))
        if sparse or ragged:
            raise EngineError(QT_TRANSLATE_NOOP("engine", "Input takes neither sparse nor ragged rows."))
        if (shape is None) == (batch_shape is None):
            raise EngineError(QT_TRANSLATE_NOOP("engine", "Input needs the shape of one row, as Input((784,))."))
        self.shape: Shape = row_shape(tuple(batch_shape)[1:] if shape is None else shape)
        self.name = name or "input"

    def __repr__(self) -> str:
        return f"Input({self.shape})"


Input = InputLayer


class Dense(Layer):
    """output = activation(input · kernel + bias) along the last axis of the rows: (…, n) -> (…, units)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Dense")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Every unit looks at every value of the layer before.")
    icon: ClassVar[str] = "waypoints"
    palette: ClassVar[int] = 10
    palette_group: ClassVar[str] = CORE
    keeps_mask: ClassVar[bool] = True
    absent: ClassVar[tuple[Absent, ...]] = (
        Absent("lora_rank"), Absent("lora_alpha"), Absent("quantization_config"),
    )

    kind: Literal["dense"] = "dense"
    units: int = Field(
        16, ge=1, le=65536,
        title=QT_TRANSLATE_NOOP("engine", "Units"),
        description=QT_TRANSLATE_NOOP(
            "engine", "How many neurons this layer has. More can learn more, and more by heart."
        ),
    )
    activation: AnyOf[ActivationFunction] = activation_field()
    use_bias: bool = use_bias_field()
    kernel_initializer: AnyOf[Initializer] = start_field("kernel", GlorotUniform())
    bias_initializer: AnyOf[Initializer] = start_field("bias", Zeros())
    kernel_regularizer: AnyOf[Regularizer] | None = penalty_field("kernel")
    bias_regularizer: AnyOf[Regularizer] | None = penalty_field("bias")
    activity_regularizer: AnyOf[Regularizer] | None = penalty_field("activity")
    kernel_constraint: AnyOf[Constraint] | None = limit_field("kernel")
    bias_constraint: AnyOf[Constraint] | None = limit_field("bias")
    follows_target: bool = False

    _activation = field_validator("activation", mode="before")(or_linear)
    _kernel = field_validator("kernel_initializer", "kernel_regularizer", "kernel_constraint")(suits(2))
    _bias = field_validator("bias_initializer", "bias_regularizer", "bias_constraint")(suits(1))

    @classmethod
    def for_palette(cls) -> Layer:
        # A stack of linear layers is one linear layer: begin with relu.
        return cls(units=16, activation=ReLU())

    def calls(self, shape: Shape) -> Iterator[Call]:
        options = {} if self.use_bias else {"bias": False}
        yield Call("torch.nn.Linear", shape[-1], self.units, **options)
        if (activation := self.activation.call()) is not None:
            yield activation
        if self.activity is not None:
            yield KEPT

    def tensors(self, shape: Shape) -> Iterator[Weight]:
        yield started(
            "weight", (self.units, shape[-1]), "kernel", self.kernel_initializer, self.kernel_regularizer,
            self.kernel_constraint, axes=(1, 0),
        )
        if self.use_bias:
            yield started(
                "bias", (self.units,), "bias", self.bias_initializer, self.bias_regularizer, self.bias_constraint
            )

    def output_shape(self, shape: Shape) -> Shape:
        check_parts(1 + len(shape), self.activity)
        return self.activation.output_shape((*shape[:-1], self.units))

    def summary(self) -> Message:
        unit = QT_TRANSLATE_NOOP("engine", "1 unit · {activation}")
        units = QT_TRANSLATE_NOOP("engine", "{units} units · {activation}")
        activation = Message.of(self.activation.title)
        return Message.of(unit if self.units == 1 else units, units=self.units, activation=activation)


class Activation(Layer):
    """An activation as a layer of its own; the shape stays, but for glu, which halves the last axis."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Activation")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Bends each value by a function; has nothing to learn.")
    icon: ClassVar[str] = "activity"
    palette: ClassVar[int] = 30
    palette_group: ClassVar[str] = CORE
    keeps_mask: ClassVar[bool] = True

    kind: Literal["activation"] = "activation"
    activation: AnyOf[ActivationFunction] = Field(
        ReLU(),
        title=QT_TRANSLATE_NOOP("engine", "Function"),
        description=QT_TRANSLATE_NOOP("engine", "The function that bends each value."),
    )

    _activation = field_validator("activation", mode="before")(or_linear)

    @property
    def as_activation(self) -> ActivationFunction:
        return self.activation

    def calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        yield self.activation.call() or Call("torch.nn.Identity")

    def output_shape(self, shape: Shape) -> Shape:
        return self.activation.output_shape(shape)

    def summary(self) -> Message:
        return Message.of(self.activation.title)
