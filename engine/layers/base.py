"""What every layer declares: its fields, its shape rule, its torch modules and its weights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import PrivateAttr

from engine.call import Call
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.regularizers import Regularizer
from engine.spec import Part

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
    """

    name: str
    shape: Shape
    initializer: Call | None = None
    draws: bool = False
    module: int = 0
    trainable: bool = True
    regularizer: Regularizer | None = None

    @property
    def size(self) -> int:
        """Numbers in the tensor."""
        size = 1
        for length in self.shape:
            size *= length
        return size


class Layer(Part, family=True):
    """The family of layers. `id` names the layer within its project, so that edits and views can follow it.

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
        shape = fields.pop("input_shape", None)
        size = fields.pop("input_dim", None)
        super().__init__(*arguments, **fields)
        if shape is not None or size is not None:
            object.__setattr__(self, "__pydantic_private__", {"_input_shape": tuple(shape) if shape is not None else (size,)})

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @property
    def input_shape(self) -> Shape | None:
        """Shape of one row as Keras's `input_shape` gave it, None where it follows from the data."""
        return self._input_shape

    @classmethod
    def for_palette(cls) -> Layer:
        """The layer as it is first put into a stack: its defaults, unless others suit a beginner better."""
        return cls()

    @classmethod
    def in_palette_order(cls) -> list[type[Layer]]:
        """All declared layers as the palette shows them."""
        return sorted(cls.kinds.values(), key=lambda layer: layer.palette)  # type: ignore[attr-defined,arg-type,return-value]

    def calls(self, shape: Shape) -> Iterator[Call]:
        """The torch modules, in order, for rows of `shape`."""
        raise TypeError(type(self).__name__)

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
