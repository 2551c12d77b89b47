"""Live objects: what a declared part becomes when it is called or changed. They hold the part and its tensors.

A part is a description and stays frozen; a live object is made on demand and never enters a project.
"""

from __future__ import annotations

import random
import weakref
from collections.abc import Sequence
from typing import Any

import torch
from torch import nn

from engine.data.arrays import check_indices, read_inputs
from engine.errors import EngineError
from engine.layers import BatchNormalization, Layer, Normalization, Shape
from engine.layers.rows import check_rows, row_shape
from engine.messages import QT_TRANSLATE_NOOP
from engine.plan.plan import stack_plan
from engine.project.document import Project, Training
from engine.training.build import build_model, penalty_on, penalty_per_row
from engine.training.live_calls import laid_out, mask_behind, masked_module, taken, taken_mask, too_few_rows
from engine.training.live_weights import Array, LiveWeight, home_of, set_all, share_tensors

__all__ = ["LiveLayer", "LiveWeight", "known_layer", "layer_in_model", "live_layer"]


class LiveLayer:
    """A layer with its weights. Fields of the part are read through it: `model.layers[0].units`.

    It passes for a layer of its part's class: `isinstance(model.layers[0], Dense)`.

    Attributes:
        part: the description, frozen.
        trainable: set it to False and the next fit leaves the weights (and running statistics) as they are.
        is_named: whether a model has named it.
        networks: those that work with its weights and are still there.
    """

    def __init__(self, part: Layer) -> None:
        self.part = part
        self.trainable = part.starts_trainable
        self.is_named = False
        self.networks: weakref.WeakSet[Any] = weakref.WeakSet()
        self._shape: Shape | None = None
        self._modules: Sequence[nn.Module] = ()
        self._dtype = "float32"

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return type(self.part)

    def __reduce__(self) -> Any:  # pickle wants to know of no other class
        return _unpickled, (), self.__getstate__()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__pydantic"):  # who compares it with a description, looks there
            return getattr(self.part, name)
        if name.startswith("_") or name == "part":
            raise AttributeError(name)
        if name not in type(self.part).model_fields:  # layer.kernel, layer.bias
            for weight in self.weights:
                if weight.name == name:
                    return weight
        return getattr(self.part, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "name" or ("part" in vars(self) and name in type(self.part).model_fields):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{part} keeps the {field} that it was made with."),
                hint=QT_TRANSLATE_NOOP("engine", "Make another layer, and give it the weights by set_weights."),
                part=type(self.part).__name__, field=name,
            )
        object.__setattr__(self, name, value)

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "networks": ()}  # a copy's networks are its model's, which knows them

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state, networks=weakref.WeakSet())
        _note_made(self.part, self)

    def __repr__(self) -> str:
        shapes = f"{self.input_shape} -> {self.output_shape}" if self._shape is not None else "not built"
        return f"<{type(self.part).__name__} {self.name}: {shapes}>"

    @property
    def name(self) -> str:
        """The layer's name within its model."""
        return self.part.id or self.part.kind

    def get_config(self) -> dict[str, Any]:
        """Keras's configuration of the layer as it is now."""
        return {**self.part.get_config(), "trainable": self.trainable}

    @property
    def built(self) -> bool:
        """Whether it knows the rows it works on, and has its weights."""
        return self._shape is not None

    @property
    def input_shape(self) -> tuple[int | None, ...]:
        """Shape of a batch in front of it, None for the rows."""
        return (None, *self._known_shape())

    @property
    def output_shape(self) -> tuple[int | None, ...]:
        """Shape of a batch behind it, None for the rows."""
        return (None, *self.part.output_shape(self._known_shape()))

    @property
    def weights(self) -> list[LiveWeight]:
        """The tensors in Keras's order; [] before the layer is built."""
        if self._shape is None:
            return []
        return [
            LiveWeight(self.name, weight, getattr(self._modules[weight.module], weight.name))
            for weight in self.part.tensors(self._shape)
        ]

    @property
    def losses(self) -> list[torch.Tensor]:
        """The penalty on the outputs of the last batch, divided by its rows, then those on trained weights."""
        return [*self.losses_of_outputs(), *self.losses_of_weights()]

    def losses_of_outputs(self) -> list[torch.Tensor]:
        """The first of `losses`; [] before a batch has come."""
        regularizer = self.part.activity
        outputs: Any = self._modules[-1].outputs if regularizer is not None and self._modules else None
        if regularizer is None or outputs is None:
            return []
        return [penalty_per_row(regularizer.call(), outputs)]

    def losses_of_weights(self) -> list[torch.Tensor]:
        """The others of `losses`."""
        if self._shape is None or not self.trainable:
            return []
        return [
            penalty_on(weight.regularizer.call(weight.keras_axes), getattr(self._modules[weight.module], weight.name))
            for weight in self.part.tensors(self._shape)
            if weight.regularizer is not None
        ]

    @property
    def trainable_weights(self) -> list[LiveWeight]:
        """Those that the next fit changes by gradients."""
        return [weight for weight in self.weights if weight.trainable and self.trainable]

    @property
    def non_trainable_weights(self) -> list[LiveWeight]:
        """The others: running statistics, and all of a frozen layer."""
        return [weight for weight in self.weights if not (weight.trainable and self.trainable)]

    def get_weights(self) -> list[Array]:
        """Copies of the weights in Keras's layout."""
        return [weight.numpy() for weight in self.weights]

    def set_weights(self, weights: Sequence[Any]) -> None:
        """Take these weights, in the order and layout of `get_weights`.

        Raises:
            DataError: their number or a shape is another; nothing has changed then.
        """
        set_all(self.weights, weights, self.name)

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """Shape of a batch behind the layer, for a batch of this shape: (None, 784) -> (None, 10).

        Raises:
            EngineError: it is no shape, or the layer cannot take such rows.
        """
        shape = row_shape(tuple(input_shape)[1:] if isinstance(input_shape, Sequence) else input_shape)
        self.check_rows(shape, "input_shape")
        return (None, *self.part.output_shape(shape))

    def count_params(self) -> int:
        """Numbers that the layer holds."""
        return self.part.parameters(self._known_shape())

    def join(self, network: object, shape: Shape, modules: Sequence[nn.Module], dtype: str) -> None:
        """Stand for these modules of a network. Weights that the layer has become theirs, and are one with those of
        the networks that it has joined before.

        Args:
            network: of the modules.
            shape: of a row in front of them.
            modules: with first weights, which count where the layer has none.
            dtype: of their numbers.

        Raises:
            EngineError: the weights are made for other rows, or other models compute with them elsewhere or otherwise.
        """
        self.check_rows(shape, "x")
        if self.weights:
            own, new = home_of(self._modules), home_of(modules)
            if own == new:
                for before, module in zip(self._modules, modules, strict=True):
                    share_tensors(before, module)
            elif any(other is not network for other in self.networks):
                raise EngineError(
                    QT_TRANSLATE_NOOP(
                        "engine", "“{layer}” is in a model of {own} and cannot be in one of {new} as well."
                    ),
                    hint=QT_TRANSLATE_NOOP("engine", "Make another layer, and give it the weights by set_weights."),
                    layer=self.name, own=", ".join(own), new=", ".join(new),
                )
            else:
                kept = self.get_weights()
                self._bind(shape, modules, dtype)
                self.set_weights(kept)
        self._bind(shape, modules, dtype)
        if self.weights:
            self.networks.add(network)

    def _bind(self, shape: Shape, modules: Sequence[nn.Module], dtype: str = "float32") -> None:
        self._shape, self._modules, self._dtype = shape, modules, dtype

    def check_rows(self, shape: Shape, name: str) -> None:
        """Compare rows with those for which the weights are made; a layer without weights takes any that suit it.

        Raises:
            EngineError: they do not suit.
        """
        check_rows(self.part, None if self._takes(shape) else self._shape, shape, name)

    def _takes(self, shape: Shape) -> bool:
        if self._shape is None or self._shape == shape:
            return True
        try:
            self.part.output_shape(shape)
            new, own = self.part.tensors(shape), self.part.tensors(self._shape)
            return [weight.shape for weight in new] == [weight.shape for weight in own]
        except EngineError:
            return True  # and the layer itself says so

    def build(self, input_shape: Any) -> None:
        """Make the weights for batches of this shape, (None, 784); the number of rows does not matter.

        Raises:
            EngineError: it is no shape, or not the one that the layer was built for, or the layer cannot take it.
        """
        shape = row_shape(tuple(input_shape)[1:] if isinstance(input_shape, Sequence) else input_shape)
        self.check_rows(shape, "input_shape")
        if self._shape is None:
            self._build(shape)

    def adapt(self, data: Any) -> None:
        """Measure mean and variance of these rows, shape (rows, …); a Normalization layer can.

        Raises:
            EngineError: the layer measures nothing, or the rows have another shape than those before.
        """
        part = self.part
        if not isinstance(part, Normalization) or part.is_given:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{layer} has nothing to adapt."),
                hint=QT_TRANSLATE_NOOP("engine", "Only a Normalization without mean and variance measures its rows."),
                layer=type(part).__name__,
            )
        rows = read_inputs(data, "data")
        shape = tuple(rows.shape[1:])
        self.build((None, *shape))
        axes = tuple(axis for axis in range(rows.ndim) if axis not in part.kept_axes(shape))
        mean, variance, _ = self.weights
        mean.assign(rows.mean(axes))
        variance.assign(rows.var(axes))

    def __call__(self, x: Any, *, training: bool = False, mask: Any = None) -> Any:
        """Work on a batch.

        Args:
            x: numbers of shape (rows, …), numpy, a list or torch. The first batch decides the weights' shape.
            training: whether Dropout, noise and BatchNormalization do what they do while training.
            mask: which steps are real, true or false, shape (rows, steps), for a layer that leaves the others out.

        Returns:
            A torch tensor for one of torch, which gradients pass; else an array of numpy, float32 as all numbers here
            unless the model has another dtype.

        Raises:
            EngineError: the layer cannot take such rows, or they have another shape than those before; or it takes no
                mask, or one of another shape.
        """
        is_tensor = isinstance(x, torch.Tensor)
        batch, axes = taken(x, self._dtype)
        batch, place = laid_out(self.part, batch, axes)
        real = None if mask is None else taken_mask(self.part, mask, batch)
        if is_tensor:
            return self._work(batch, real, training=training)[place]
        with torch.no_grad():
            return self._work(batch, real, training=training)[place].cpu().numpy()

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """Which steps of a batch are real behind the layer, as `Layer.compute_mask` says."""
        return mask_behind(self.part, inputs, previous_mask, self._dtype)

    def _work(self, batch: torch.Tensor, mask: torch.Tensor | None, *, training: bool) -> torch.Tensor:
        shape = tuple(batch.shape[1:])
        self.check_rows(shape, "x")
        if self.part.index_limit is not None:
            check_indices((self.part,), batch.detach().cpu().numpy())
        if self._shape != shape:
            self._build(shape)
        # Frozen statistics are those that count, as in Keras.
        training = training and (self.trainable or not isinstance(self.part, BatchNormalization))
        if training and len(batch) < self.part.needs_batch:
            raise too_few_rows(self.part)
        home = next((tensor.device for module in self._modules for tensor in module.parameters()), batch.device)
        values = batch.to(home)
        if mask is not None:
            told = masked_module(self.part, shape)
            share_tensors(self._modules[0], told)
            return told.train(training)(values, mask.to(home)).to(batch.device)  # type: ignore[no-any-return]
        for module in self._modules:
            before = module.training  # a fit may be going on
            try:
                values = module.train(training)(values)
            finally:
                module.train(before)
        return values.to(batch.device)

    def _build(self, shape: Shape) -> None:
        project = Project(layers=(self.part,), training=Training(seed=random.getrandbits(32)))
        with torch.random.fork_rng(devices=[]):
            model = build_model(stack_plan(project, inputs=shape, task="regression", classes=()))
        modules = [module.eval() for module in model]
        if self.weights:  # for other rows, with the same weights
            for before, module in zip(self._modules, modules, strict=True):
                share_tensors(before, module)
        self._bind(shape, modules, self._dtype)

    def _known_shape(self) -> Shape:
        if self._shape is None:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "“{layer}” has no shape and no weights yet: it has not seen a row."),
                hint=QT_TRANSLATE_NOOP("engine", "Give the first layer input_shape, or call it on a batch."),
                layer=self.name,
            )
        return self._shape


def _unpickled() -> LiveLayer:
    return LiveLayer.__new__(LiveLayer)


_LIVE: dict[int, LiveLayer] = {}
# Of the descriptions that models made, by which a live layer is found as well; it lives as long as its models.
_MADE: weakref.WeakValueDictionary[int, LiveLayer] = weakref.WeakValueDictionary()


def live_layer(part: Layer) -> LiveLayer:
    """The live layer of a description; it lives as long as that very object, to which nothing is attached."""
    return known_layer(part) or _remember(part, LiveLayer(part.changed()))


def known_layer(part: Layer) -> LiveLayer | None:
    """The live layer of a description if there is one already."""
    return _LIVE.get(id(part)) or _MADE.get(id(part))


def layer_in_model(given: Layer, part: Layer) -> LiveLayer:
    """The live layer with which a model works: that of the description, whose weights all its models share.

    Args:
        given: the description that the user gave to the model.
        part: the same with its name in the model.
    """
    live = live_layer(given)
    if not live.is_named:
        live.part, live.is_named = part, True
    _note_made(part, live)
    return live


def _note_made(part: Layer, live: LiveLayer) -> None:
    _MADE[id(part)] = live
    weakref.finalize(part, _MADE.pop, id(part), None).atexit = False


def _remember(part: Layer, live: LiveLayer) -> LiveLayer:
    weakref.finalize(part, _LIVE.pop, id(part), None).atexit = False
    _LIVE[id(part)] = live
    return live
