"""The stack of a model: its layers, their shapes and weights."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from engine.data.arrays import check_indices, read_inputs
from engine.data.lists import only_input
from engine.errors import EngineError
from engine.layers import Input, Layer, Shape
from engine.layers.owners import disown, own
from engine.layers.rows import check_rows, row_shape
from engine.messages import QT_TRANSLATE_NOOP
from engine.models.admission import admitted, batch_shape, check_weights, free_name, several
from engine.models.arguments import checked_training, optional_number
from engine.models.arithmetic import gpu_or_cpu, number_type
from engine.models.planning import check_stack, network_plan, planned_shape
from engine.models.summary import summary_lines
from engine.project.shapes import stack_shapes

if TYPE_CHECKING:
    import numpy as np

    from engine.training.live import LiveLayer
    from engine.training.live_weights import LiveWeight
    from engine.training.network import LiveNetwork


class LayerStack:
    """Layers on top of each other, and the live network that they become once the shape of a row is known.

    Attributes:
        name: for the summary.
        seed: decides first weights, order of rows and Dropout; on the CPU the same seed, rows and settings give the
            same bits.
    """

    def __init__(
        self,
        layers: Iterable[Any] | None = None,
        *,
        name: str | None = None,
        use_gpu: bool = False,
        seed: int | None = None,
        dtype: str | None = None,
        trainable: bool = True,
    ) -> None:
        """Make a model.

        Args:
            layers: the first ones.
            name: for the summary.
            use_gpu: train on a GPU; where there is none, a warning says so and the CPU trains.
            seed: 0 to 2³² − 1; left out, Python's `random` draws one, so that `random.seed` decides.
            dtype: the numbers it computes with: "float32", or "float64", which is slower and twice as large.
            trainable: False leaves all weights as they are, until the layers are told otherwise.

        Raises:
            EngineError: one of `layers` is no layer, or the seed is no such number.
        """
        self.name = name or "sequential"
        drawn = random.getrandbits(32) if seed is None else seed
        self.seed = checked_training("Sequential", seed=drawn).seed
        self.dtype = number_type(dtype)
        self.device = gpu_or_cpu() if use_gpu else "cpu"
        self._parts: tuple[Layer, ...] = ()
        self._shape: Shape | None = None
        self._given: dict[str, Layer] = {}  # by name, the very descriptions that add was given
        self._live: dict[str, LiveLayer] = {}
        self._network: LiveNetwork | None = None
        self._whole_for: Shape | None = None  # the shape of a row that was found to pass through all layers
        for layer in several(layers):
            self.add(layer)
        if not trainable:
            self.trainable = False

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}: {', '.join(part.id for part in self._parts)}>"

    def add(self, layer: Any) -> None:
        """Put a layer at the end; weights of those before it stay.

        Args:
            layer: `Dense(16)`, or the class where its defaults will do. One of another model shares its weights.

        Raises:
            EngineError: it is no layer, its name is taken, or it cannot take the rows that reach it.
        """
        if isinstance(layer, Input):
            self._begin(layer)
            return
        layer = admitted(layer, (*self._given.values(), *(live.part for live in self._live.values())))
        shape = self._shape
        if not self._parts:
            shape = layer.input_shape or shape
        name = free_name(layer, {part.id for part in self._parts})
        parts = (*self._parts, layer.changed(id=name))
        if shape is not None:
            check_stack(parts, shape)
            check_weights((*self._given.values(), layer), shape, "input_shape")
        self._parts, self._shape, self._network, self._whole_for = parts, shape, None, None
        self._given[name] = layer
        own(layer, self)

    def _begin(self, rows: Input) -> None:
        """Take the shape of a row from what stands in front of the first layer."""
        if self._parts or self._shape is not None:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "Input comes first in a model, and only once; it has: {layers}."),
                layers=", ".join(part.id for part in self._parts) or "Input",
            )
        self._shape = rows.shape

    def pop(self) -> LiveLayer:
        """Take the last layer away and give it back.

        Raises:
            EngineError: there is none.
        """
        if not self._parts:
            raise EngineError(QT_TRANSLATE_NOOP("engine", "The network has no layers."))
        last, name = self.layers[-1], self._parts[-1].id
        self._parts, self._network, self._whole_for = self._parts[:-1], None, None
        if not self._parts:
            self._shape = None
        disown(self._given.pop(name), self)
        del self._live[name]
        return last

    @property
    def layers(self) -> list[LiveLayer]:
        """The live layers, the same objects each time; what they hold is what the model works with."""
        if self.built:
            self.network()
        return self._live_layers()

    def get_layer(self, name: str | None = None, index: int | None = None) -> LiveLayer:
        """The layer of this name, or at this place.

        Raises:
            EngineError: there is no such layer.
        """
        for number, (part, layer) in enumerate(zip(self._parts, self.layers, strict=True)):
            if part.id == name or number == index:
                return layer
        names = ", ".join(part.id for part in self._parts)
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "The model has no layer “{name}”; it has: {names}."),
            name=index if name is None else name,
            names=names,
        )

    @property
    def built(self) -> bool:
        """Whether the shape of a row is known, so that there are weights."""
        return self._shape is not None and bool(self._parts)

    def build(self, input_shape: Sequence[int | None] | int) -> None:
        """Say what rows come in: (784,) or, as Keras has it, (None, 784).

        Raises:
            EngineError: it is no shape, or the model was built for another.
        """
        lengths = tuple(input_shape) if isinstance(input_shape, Sequence) else (input_shape,)
        self._take_shape(row_shape(lengths[1:] if len(lengths) > 1 and lengths[0] is None else lengths), "input_shape")

    @property
    def row_shape(self) -> Shape | None:
        """Shape of one row, None while nobody has said."""
        return self._shape

    @property
    def input_shape(self) -> tuple[int | None, ...]:
        """Shape of a batch in front of the first layer, None for the rows."""
        return (None, *self.known_shape())

    @property
    def output_shape(self) -> tuple[int | None, ...]:
        """Shape of a batch behind the last layer, None for the rows."""
        return (None, *stack_shapes(self._parts, self.known_shape())[-1].after)

    def compute_output_shape(self, input_shape: Sequence[int | None]) -> tuple[int | None, ...]:
        """Shape of a batch behind the last layer, for a batch of this shape: (None, 784) -> (None, 10).

        Raises:
            EngineError: it is no shape, or a layer cannot take such rows.
        """
        shape = batch_shape(input_shape)
        check_stack(self._parts, shape, "input_shape")
        return (None, *(stack_shapes(self._parts, shape)[-1].after if self._parts else shape))

    @property
    def trainable(self) -> bool:
        """Whether any layer is trained; setting it sets it for all layers."""
        return any(layer.trainable for layer in self.layers)

    @trainable.setter
    def trainable(self, value: bool) -> None:
        for layer in self.layers:
            layer.trainable = value

    def summary(
        self,
        line_length: int | None = None,
        positions: Any = None,  # noqa: ARG002
        print_fn: Callable[[str], object] | None = None,
        expand_nested: bool = False,  # noqa: ARG002
        show_trainable: bool = False,
        layer_range: Any = None,  # noqa: ARG002
    ) -> None:
        """Print the layers, the shapes behind them and their numbers.

        Args:
            line_length: letters of a line.
            positions: without effect, as expand_nested and layer_range: columns are as wide as what stands in them, and
                a model has no models in it.
            print_fn: gets each line, instead of print.
            expand_nested: see positions.
            show_trainable: whether a layer that is not trained says so.
            layer_range: see positions.
        """
        width = optional_number("summary", "line_length", line_length)
        if not callable(print_fn or print):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "print_fn is a function, which gets each line; got {value}."),
                value=repr(print_fn)[:60],
            )
        frozen = {part.id for part in self._parts if self._is_frozen(part.id)}
        shape = self._shape if self._parts else None
        for line in summary_lines(self.name, self._parts, shape, frozen, width, marks_frozen=show_trainable):
            (print_fn or print)(line)

    def count_params(self) -> int:
        """Numbers that the network holds, running statistics included.

        Raises:
            EngineError: the shape of a row is not known yet.
        """
        return sum(shape.parameters for shape in stack_shapes(self._parts, self.known_shape()))

    def get_weights(self) -> list[np.ndarray[Any, Any]]:
        """Copies of all weights in Keras's order and layout, a kernel as (inputs, units); [] before it is built."""
        return [array for layer in self.layers for array in layer.get_weights()]

    def set_weights(self, weights: Sequence[Any]) -> None:
        """Take these weights, in the order and layout of `get_weights`.

        Raises:
            EngineError: the model is not built, or their number or a shape is another; nothing has changed then.
        """
        from engine.training.live_weights import set_all

        self.known_shape()
        set_all([weight for layer in self.layers for weight in layer.weights], weights, self.name)

    @property
    def weights(self) -> list[LiveWeight]:
        """All weights, layer by layer."""
        return [weight for layer in self.layers for weight in layer.weights]

    variables = weights

    @property
    def losses(self) -> list[Any]:
        """Penalties on the outputs of the last batch, divided by its rows, then those on trained weights; tensors."""
        layers = self.layers
        on_outputs = self.network().losses_of_outputs() if self.built else []
        return [*on_outputs, *(loss for layer in layers for loss in layer.losses_of_weights())]

    @property
    def trainable_weights(self) -> list[LiveWeight]:
        """Those that the next fit changes by gradients."""
        return [weight for layer in self.layers for weight in layer.trainable_weights]

    trainable_variables = trainable_weights

    @property
    def non_trainable_weights(self) -> list[LiveWeight]:
        """The others: running statistics, and all of frozen layers."""
        return [weight for layer in self.layers for weight in layer.non_trainable_weights]

    non_trainable_variables = non_trainable_weights

    # How it becomes a network

    @property
    def parts(self) -> tuple[Layer, ...]:
        """The descriptions of the layers, with their names as ids."""
        return self._parts

    def frozen_names(self) -> frozenset[str]:
        """Names of the layers that training leaves as they are."""
        both = zip(self._parts, self.layers, strict=True)
        return frozenset(part.id for part, layer in both if not layer.trainable)

    def read_inputs(self, x: Any, name: str = "x", first: int = 0) -> np.ndarray[Any, Any]:
        """Read rows of the model's shape; it takes theirs where it has none.

        Args:
            x: numbers of shape (rows, …).
            name: what the user calls them.
            first: number of the first row, for sentences.

        Raises:
            EngineError: they are no such rows.
        """
        rows = read_inputs(only_input(x, self._shape), name, self.dtype, first)
        if rows.shape[1:] != self._whole_for:
            self._take_shape(rows.shape[1:], name)
            check_stack(self._parts, rows.shape[1:], name, is_whole=True)
            self._whole_for = rows.shape[1:]
        check_indices(self._parts, rows, name)
        return rows.reshape(len(rows), *planned_shape(self._parts, rows.shape[1:]))

    def _live_layers(self) -> list[LiveLayer]:
        for part in self._parts:
            if part.id not in self._live:
                self._live[part.id] = self._made_live(part)
        return [self._live[part.id] for part in self._parts]

    def _made_live(self, part: Layer) -> LiveLayer:
        from engine.training.live import layer_in_model

        return layer_in_model(self._given[part.id], part)

    def live_layer_of(self, given: Layer) -> LiveLayer:
        """The live layer of a description that `add` was given."""
        return self.get_layer(next(name for name, layer in self._given.items() if layer is given))

    def _is_frozen(self, name: str) -> bool:
        """Whether training leaves a layer as it is; asking makes no live layer, for that takes torch."""
        live = self._live.get(name) or self._given[name].known_live
        return not (live.trainable if live is not None else self._given[name].starts_trainable)

    def network(self) -> LiveNetwork:
        """The live network, built where it is not there yet; layers that had weights keep them."""
        from engine.training.network import LiveNetwork

        if self._network is None:
            shape = self.known_shape()
            plan = network_plan(self._parts, shape, seed=self.seed, device=self.device, dtype=self.dtype)
            self._network = LiveNetwork(plan, self._live_layers(), shape)
        return self._network

    def _take_shape(self, shape: Shape, name: str) -> None:
        """Build for rows of this shape, or compare it with the shape that the model was built for."""
        if not self._parts:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "The network has no layers."),
                hint=QT_TRANSLATE_NOOP("engine", "Add one: model.add(Dense(16))."),
            )
        if self._shape is not None:
            check_rows(self._parts[0], self._shape, shape, name)
        check_stack(self._parts, shape, name)
        check_weights(self._given.values(), shape, name)
        self._shape = shape

    def known_shape(self) -> Shape:
        """Shape of one row.

        Raises:
            EngineError: nobody has said yet.
        """
        if self._shape is None or not self._parts:
            raise EngineError(
                QT_TRANSLATE_NOOP(
                    "engine", "The model has no weights yet, because nobody has said how many values a row has."
                ),
                hint=QT_TRANSLATE_NOOP("engine", "Give the first layer input_shape, or call fit."),
            )
        return self._shape
