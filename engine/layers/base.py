"""What every layer declares: its fields, its shape rule, its torch modules and its weights."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import PrivateAttr

from engine.call import Call
from engine.constraints import Constraint
from engine.errors import DataError, EngineError
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.regularizers import Regularizer
from engine.spec import Part, plain_number

if TYPE_CHECKING:
    from engine.training.live import LiveLayer

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Weight:
    """A tensor of a layer.

    Attributes:
        name: torch's name within its module: "weight", "bias", "running_mean".
        shape: torch's shape of the tensor.
        initializer: fills it, the tensor left out; None where the module's constructor has done so.
        draws: whether the initializer draws random numbers and takes `generator=`.
        module: which of the layer's modules holds it.
        trainable: whether training changes it by gradients (running statistics are not).
        regularizer: penalty on it, or None.
        constraint: what it has to keep to after each step, or None.
        keras_name: what Keras calls it: "kernel", "gamma".
        keras_axes: torch's axes in the order in which Keras has them, () for the same order.
    """

    name: str
    shape: Shape
    initializer: Call | None = None
    draws: bool = False
    module: int = 0
    trainable: bool = True
    regularizer: Regularizer | None = None
    constraint: Constraint | None = None
    keras_name: str = ""
    keras_axes: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        """Numbers in the tensor."""
        size = 1
        for length in self.shape:
            size *= length
        return size


class Layer(Part, family=True):
    """The family of layers. `id` (also `name=`) names the layer in its project, so that edits and views can follow it.

    Class attributes:
        palette: place in the palette; the lower, the earlier.
        random_in_training: whether it draws from torch's global generator at each step.
        needs_batch: least number of rows a training batch must have.
    """

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "layer")
    palette: ClassVar[int] = 100
    random_in_training: ClassVar[bool] = False
    needs_batch: ClassVar[int] = 1

    id: str = ""
    # Keras tells the first layer the shape of a row; documents know it from the data.
    _input_shape: Shape | None = PrivateAttr(None)

    def __init__(self, *arguments: Any, **fields: Any) -> None:
        shape = fields.pop("input_shape", fields.pop("input_dim", None))
        if "name" in fields:
            fields["id"] = fields.pop("name") or ""
        super().__init__(*arguments, **fields)
        if shape is not None:
            object.__setattr__(self, "__pydantic_private__", {"_input_shape": row_shape(shape)})

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @property
    def input_shape(self) -> Shape | None:
        """Shape of one row as Keras's `input_shape` gave it, None where it follows from the data."""
        return self._input_shape

    @property
    def live(self) -> LiveLayer:
        """The layer at work, with weights of its own; this description stays as it is and has one live layer only."""
        from engine.training.live import live_layer

        return live_layer(self)

    def __call__(self, x: Any, *, training: bool = False) -> Any:
        """Work on a batch, shape (rows, …), of numpy or torch: `Dense(4)(x)`; see `LiveLayer`."""
        return self.live(x, training=training)

    @classmethod
    def for_palette(cls) -> Layer:
        """The layer as it is first put into a stack: its defaults, unless others suit a beginner better."""
        return cls()

    @classmethod
    def in_palette_order(cls) -> list[type[Layer]]:
        """All declared layers as the palette shows them."""
        return sorted(cls.kinds.values(), key=lambda layer: layer.palette)  # type: ignore[arg-type]

    @abstractmethod
    def calls(self, shape: Shape) -> Iterator[Call]:
        """The torch modules, in order, for rows of `shape`."""

    def weights(self, shape: Shape) -> Iterator[Weight]:  # noqa: ARG002 - most layers have none
        """The tensors of those modules."""
        yield from ()

    def output_shape(self, shape: Shape) -> Shape:
        """Shape of one row behind the layer; the same unless a layer says else."""
        return shape

    def parameters(self, shape: Shape) -> int:
        """Numbers the layer holds, running statistics included (as Keras counts)."""
        return sum(weight.size for weight in self.weights(shape))

    def summary(self) -> Message:
        """The second line of the layer's card."""
        return Message.of(self.description)


def row_shape(value: Any) -> Shape:
    """Read the shape of one row: 784, (784,), [28, 28].

    Raises:
        EngineError: it is not made of whole numbers from 1.
    """
    value = plain_number(value)
    lengths = [value] if isinstance(value, int) else value
    try:
        shape = tuple(plain_number(length) for length in lengths)
    except TypeError:
        shape = ()
    if not shape or not all(type(length) is int and length >= 1 for length in shape):
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "input_shape is the shape of one row, as (784,) or (28, 28); got {value}."),
            value=repr(value),
        )
    return shape


def check_rows(layer: Layer, expected: Shape | None, found: Shape, name: str = "x") -> None:
    """Compare the rows that a layer is given with those it was made for.

    Args:
        layer: the layer that meets them.
        expected: shape of one row, None where any suits.
        found: shape of one row of what was given.
        name: what the user calls it.

    Raises:
        DataError: the shapes differ, or the layer has weights for one axis and the rows have more.
    """
    if expected is not None and expected != found:
        if len(expected) == len(found) == 1:
            raise DataError(
                QT_TRANSLATE_NOOP("engine", "{layer} expects rows of {expected} values, but {name} has {found}."),
                layer=type(layer).__name__, expected=expected[0], name=name, found=found[0],
            )
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{layer} expects rows of shape {expected}, but {name} has {found}."),
            hint=QT_TRANSLATE_NOOP("engine", "Put Flatten() first.") if len(found) > len(expected) else None,
            layer=type(layer).__name__, expected=expected, name=name, found=found,
        )
    function = getattr(layer, "activation", None)
    is_for_one_axis = bool(tuple(layer.weights(found))) or (function is not None and not function.elementwise)
    if len(found) > 1 and is_for_one_axis:
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{layer} expects rows along one axis, but {name} has {found}."),
            hint=QT_TRANSLATE_NOOP("engine", "Put Flatten() first."),
            layer=type(layer).__name__, name=name, found=found,
        )
