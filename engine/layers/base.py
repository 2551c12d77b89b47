"""What every layer declares: its fields, its shape rule, its torch modules and its weights."""

from __future__ import annotations

import sys
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import PrivateAttr

from engine.activations import Activation
from engine.call import Call
from engine.constraints import Constraint
from engine.errors import EngineError
from engine.initializers import Initializer
from engine.layers.owners import owner_of
from engine.layers.rows import Shape, row_shape
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.regularizers import Regularizer
from engine.spec import Part
from engine.spec.words import shortened

if TYPE_CHECKING:
    import numpy as np

    from engine.training.live import LiveLayer, LiveWeight

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


def started(
    name: str,
    shape: Shape,
    keras_name: str,
    initializer: Initializer,
    regularizer: Regularizer | None = None,
    constraint: Constraint | None = None,
    *,
    axes: tuple[int, ...] = (),
) -> Weight:
    """A weight that training changes; `axes` are torch's in Keras's order, () for the same order."""
    return Weight(
        name, shape, initializer.call(axes), initializer.draws,
        regularizer=regularizer, constraint=constraint, keras_name=keras_name, keras_axes=axes,
    )


@dataclass(frozen=True)
class Absent:
    """An argument of Keras that is no field here, so that lines written for Keras are understood or refused in words.

    Attributes:
        allowed: the values that ask for nothing; None where any may be given, for the argument has no effect.
        place: its place among Keras's positional arguments, None where it stands behind all of ours.
        hint: what to do instead.
    """

    name: str
    allowed: tuple[Any, ...] | None = (None,)
    place: int | None = None
    hint: str = QT_TRANSLATE_NOOP("engine", "Leave it out.")


_ACTIVITY = Absent(
    "activity_regularizer", hint=QT_TRANSLATE_NOOP("engine", "Put an ActivityRegularization layer behind this one.")
)


class Layer(Part, family=True):
    """The family of layers. `id` (also `name=`) names the layer in its project, so that edits and views can follow it.

    Class attributes:
        palette: place in the palette; the lower, the earlier. palette_group: the heading it stands under there.
        keras_kind: what Keras calls a layer without a name, where that is not the kind: "re_lu".
        random_in_training: whether it draws from torch's global generator at each step.
        needs_batch: least number of rows a training batch must have.
        row_axes: how many axes a row must have; 0 where any number will do.
        keeps_mask: whether what says which steps of a row are real is still true behind it.
        takes_mask: whether steps that only fill a row up make a difference to it; see `masked_calls`.
        absent: Keras's arguments that are not here.
    """

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "layer")
    palette: ClassVar[int] = 100
    palette_group: ClassVar[str] = ""
    keras_kind: ClassVar[str] = ""
    random_in_training: ClassVar[bool] = False
    needs_batch: ClassVar[int] = 1
    row_axes: ClassVar[int] = 0
    keeps_mask: ClassVar[bool] = False
    takes_mask: ClassVar[bool] = False
    absent: ClassVar[tuple[Absent, ...]] = ()
    number_types: ClassVar[tuple[str, ...]] = ("float32",)
    never_called: ClassVar[tuple[str, ...]] = (
        "__call__", "call", "build", "compute_output_shape", "compute_output_spec", "compute_mask", "add_weight",
    )

    id: str = ""
    # Keras tells the first layer the shape of a row; documents know it from the data.
    _input_shape: Shape | None = PrivateAttr(None)
    # Whether the live layer begins trainable; documents train every layer.
    _trainable: bool = PrivateAttr(True)

    def __init__(self, *arguments: Any, **fields: Any) -> None:
        """Take the fields, and what Keras takes for every layer.

        Args:
            arguments: the fields in Keras's order.
            fields: those by name; also `name`, `trainable`, `dtype` ("float32": the model has the type), and for the
                first layer of a model `input_shape`, the shape of one row.
        """
        arguments = self._without_absent(arguments, fields)
        shape = fields.pop("input_shape", None)
        if "input_dim" not in type(self).model_fields:
            shape = fields.pop("input_dim", shape)
        trainable = fields.pop("trainable", True)
        if not isinstance(trainable, bool):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{field} must be true or false; got {value}."),
                field="trainable", value=shortened(trainable),
            )
        if "name" in fields:
            name = fields.pop("name")
            if not isinstance(name, str | None):
                raise EngineError(
                    QT_TRANSLATE_NOOP("engine", "{field} must be text; got {value}."),
                    field="name", value=shortened(name),
                )
            fields["id"] = name or ""
        super().__init__(*arguments, **fields)
        self._keep(None if shape is None else row_shape(shape), trainable)

    @classmethod
    def _without_absent(cls, arguments: tuple[Any, ...], fields: dict[str, Any]) -> tuple[Any, ...]:
        """Take out what Keras has and we have not, or refuse it."""
        left = list(arguments)
        placed = [absent for absent in cls.absent if absent.place is not None]
        if len(left) > len(cls.positional_fields()) + len(placed):
            return arguments  # too many, which is said of all fields alike
        everywhere = (Absent("autocast", None), *(() if _ACTIVITY.name in cls.model_fields else (_ACTIVITY,)))
        # From behind, so that the places of the others stay.
        for absent in sorted((*everywhere, *cls.absent), key=lambda each: -(each.place or 0)):
            value = fields.pop(absent.name, None if absent.allowed is None else absent.allowed[0])
            if absent.place is not None and len(left) > absent.place:
                value = left.pop(absent.place)
            if absent.allowed is not None and not any(value is each or value == each for each in absent.allowed):
                raise EngineError(
                    QT_TRANSLATE_NOOP("engine", "{layer} takes no {argument} here; got {value}."),
                    hint=absent.hint, layer=cls.__name__, argument=absent.name, value=shortened(value),
                )
        return tuple(left)

    def _keep(self, shape: Shape | None, trainable: bool) -> None:
        if shape is not None or not trainable:
            private = {"_input_shape": shape, "_trainable": trainable}
            object.__setattr__(self, "__pydantic_private__", private)

    def changed(self, **fields: Any) -> Self:
        """Return a checked copy with these fields replaced; what is no field of a document stays as well."""
        copy = super().changed(**fields)
        copy._keep(self._input_shape, self._trainable)
        return copy

    def get_config(self) -> dict[str, Any]:
        """Keras's configuration, with the name and `trainable`; an activation as Keras writes it, "relu"."""
        config = {"name": self.id or self.keras_kind or self.kind, "trainable": self._trainable, **super().get_config()}
        function = config.get("activation")
        if function is not None and self.activation.to_json() == self.activation.kind:  # type: ignore[attr-defined]
            config["activation"] = self.activation.kind  # type: ignore[attr-defined]
        return config

    @property
    def input_shape(self) -> Shape | None:
        """Shape of one row as Keras's `input_shape` gave it, None where it follows from the data."""
        return self._input_shape

    @property
    def starts_trainable(self) -> bool:
        """Whether the live layer begins trainable, as `trainable=` said."""
        return self._trainable

    # The layer at work. All of this is the live layer's; it is made when it is first asked for.

    @property
    def live(self) -> LiveLayer:
        """The layer at work, with weights of its own; this description stays as it is and has one live layer only."""
        if (model := owner_of(self)) is not None:
            return model.live_layer_of(self)  # type: ignore[no-any-return]
        from engine.training.live import live_layer

        return live_layer(self)

    @property
    def known_live(self) -> LiveLayer | None:
        """The live layer if there is one already; asking loads no torch."""
        module = sys.modules.get("engine.training.live")
        return module.known_layer(self) if module is not None else None

    def __call__(self, x: Any, *, training: bool = False, mask: Any = None) -> Any:
        """Work on a batch, shape (rows, …), of numpy or torch: `Dense(4)(x)`; see `LiveLayer`."""
        return self.live(x, training=training, mask=mask)

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """Which steps of a batch are real behind the layer: true or false, shape (rows, steps), or None for all."""
        return self.live.compute_mask(inputs, previous_mask)

    @property
    def trainable(self) -> bool:
        """Whether the next fit changes the weights; it can be set."""
        return self.live.trainable

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "trainable":
            self.live.trainable = bool(value)
        else:
            super().__setattr__(name, value)

    def build(self, input_shape: Sequence[int | None]) -> None:
        """Make the weights for batches of this shape: (None, 784)."""
        self.live.build(input_shape)

    def count_params(self) -> int:
        """Numbers that the built layer holds."""
        return self.live.count_params()

    @property
    def weights(self) -> list[LiveWeight]:
        """The tensors in Keras's order; [] before the layer is built."""
        return self.live.weights

    @property
    def losses(self) -> list[Any]:
        """Penalties on the outputs of the last batch, divided by its rows, and on weights; tensors of torch."""
        return self.live.losses

    @property
    def trainable_weights(self) -> list[LiveWeight]:
        """Those that the next fit changes by gradients."""
        return self.live.trainable_weights

    @property
    def non_trainable_weights(self) -> list[LiveWeight]:
        """The others: running statistics, and all of a frozen layer."""
        return self.live.non_trainable_weights

    def get_weights(self) -> list[np.ndarray[Any, Any]]:
        """Copies of the weights in Keras's order and layout; [] before the layer is built."""
        return self.live.get_weights()

    def set_weights(self, weights: Sequence[Any]) -> None:
        """Take these weights, in the order and layout of `get_weights`."""
        self.live.set_weights(weights)

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
        """The torch modules, in order, for rows of `shape`, which `output_shape` has let pass."""

    def masked_calls(self, shape: Shape) -> Iterator[Call]:
        """The same where a mask reaches a layer that takes one; a module of them has `takes_mask`."""
        return self.calls(shape)

    @property
    def makes_mask(self) -> bool:
        """Whether it says which steps are real; the first of its modules then has `mask_of`."""
        return False

    def tensors(self, shape: Shape) -> Iterator[Weight]:  # noqa: ARG002 - most layers have none
        """The tensors of those modules."""
        yield from ()

    def output_shape(self, shape: Shape) -> Shape:
        """Shape of one row behind the layer; the same unless a layer says else.

        Raises:
            EngineError: the layer cannot take rows of this shape.
        """
        return shape

    @property
    def activity(self) -> Regularizer | None:
        """The penalty on the outputs of a batch, of which the loss has one row's share; with one, KEPT comes last."""
        return getattr(self, "activity_regularizer", None)

    @property
    def as_activation(self) -> Activation | None:
        """The same as an activation of another layer: `Dense(3, activation=LeakyReLU())`; None where it is none."""
        return None

    @property
    def index_limit(self) -> int | None:
        """It takes whole numbers from 0 to below this only; None for any numbers."""
        return None

    def parameters(self, shape: Shape) -> int:
        """Numbers the layer holds, running statistics included (as Keras counts)."""
        return sum(weight.size for weight in self.tensors(shape))

    def summary(self) -> Message:
        """The second line of the layer's card."""
        return Message.of(self.description)


# The last call of a layer with a penalty on its outputs.
KEPT = Call("engine.portable.penalties.KeptOutputs")

# The headings of the palette.
CORE = QT_TRANSLATE_NOOP("engine", "Core")
REGULARIZATION = QT_TRANSLATE_NOOP("engine", "Regularization")
NORMALIZATION = QT_TRANSLATE_NOOP("engine", "Normalization")
ACTIVATION = QT_TRANSLATE_NOOP("engine", "Activations")
IMAGES = QT_TRANSLATE_NOOP("engine", "Images and text")
PALETTE_GROUPS = (CORE, REGULARIZATION, NORMALIZATION, ACTIVATION, IMAGES)
