"""Live objects: what a declared part becomes when it is called or changed. They hold the part and its tensors.

A part is a description and stays frozen; a live object is made on demand and never enters a project.
"""

from __future__ import annotations

import random
import weakref
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import nn

from engine.data.arrays import check_indices, read_inputs, read_numbers
from engine.errors import DataError, EngineError
from engine.layers import BatchNormalization, Layer, Normalization, Shape, Weight
from engine.layers.rows import check_rows, row_shape
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.plan.plan import stack_plan
from engine.project.document import Project, Training
from engine.training.build import build_model

Array = np.ndarray[Any, Any]


class LiveWeight:
    """A tensor of a layer by Keras's name and in Keras's layout: a kernel is (inputs, units).

    Attributes:
        name: "kernel", "bias", "gamma"…; path: with the layer's name in front: "dense/kernel".
        shape: in Keras's layout.
        trainable: whether training changes it by gradients, where its layer is not frozen.
    """

    def __init__(self, layer: str, weight: Weight, tensor: torch.Tensor) -> None:
        self.name = weight.keras_name or weight.name
        self.path = f"{layer}/{self.name}"
        self.trainable = weight.trainable
        axes = weight.keras_axes or tuple(range(len(weight.shape)))
        self._whole, self._axes = tensor, axes
        self.shape: Shape = tuple(self._tensor.shape)

    @property
    def _tensor(self) -> torch.Tensor:
        # A view: what is written here is written there, also where training has moved the tensor meanwhile.
        return self._whole.detach().permute(self._axes)

    def numpy(self) -> Array:
        """The values, a copy."""
        values: Array = self._tensor.cpu().contiguous().numpy().copy()
        return values

    def assign(self, values: Any) -> None:
        """Take these values, an array of `shape`.

        Raises:
            DataError: the shape is another, or they are not numbers.
        """
        array = read_numbers(values, self.path) if self.shape else np.asarray(values)
        if array.shape != self.shape:
            raise DataError(
                QT_TRANSLATE_NOOP("engine", "{weight} has shape {expected}, but the new values have {found}."),
                weight=self.path,
                expected=self.shape,
                found=array.shape,
            )
        self._tensor.copy_(torch.tensor(array))

    def __repr__(self) -> str:
        return f"<{self.path} {self.shape}>"


class LiveLayer:
    """A layer with its weights. Fields of the part are read through it: `model.layers[0].units`.

    Attributes:
        part: the description, frozen.
        trainable: set it to False and the next fit leaves the weights (and running statistics) as they are.
        is_in_model: whether a model works with it, or did.
    """

    def __init__(self, part: Layer) -> None:
        self.part = part
        self.trainable = part.starts_trainable
        self.is_in_model = False
        self._shape: Shape | None = None
        self._modules: Sequence[nn.Module] = ()
        self._dtype = "float32"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "part":
            raise AttributeError(name)
        if name not in type(self.part).model_fields:  # layer.kernel, layer.bias
            for weight in self.weights:
                if weight.name == name:
                    return weight
        return getattr(self.part, name)

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

    def count_params(self) -> int:
        """Numbers that the layer holds."""
        return self.part.parameters(self._known_shape())

    def bind(self, shape: Shape, modules: Sequence[nn.Module], dtype: str = "float32") -> None:
        """Stand for these modules of a network, in front of which rows have this shape and this type of numbers."""
        self._shape, self._modules, self._dtype = shape, modules, dtype

    def copy(self, part: Layer) -> LiveLayer:
        """Another live layer for a like description, with weights of its own that begin as these are."""
        copy = LiveLayer(part)
        copy.trainable = self.trainable
        if self._shape is not None:
            copy.build((None, *self._shape))
            copy.set_weights(self.get_weights())
        return copy

    def build(self, input_shape: Sequence[int | None]) -> None:
        """Make the weights for batches of this shape, (None, 784); the number of rows does not matter.

        Raises:
            EngineError: it is no shape, or not the one that the layer was built for, or the layer cannot take it.
        """
        shape = row_shape(tuple(input_shape)[1:])
        check_rows(self.part, self._shape, shape, "input_shape")
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

    def __call__(self, x: Any, *, training: bool = False) -> Any:
        """Work on a batch.

        Args:
            x: numbers of shape (rows, …), numpy, a list or torch. The first batch decides the weights' shape.
            training: whether Dropout, noise and BatchNormalization do what they do while training.

        Returns:
            A torch tensor for one of torch, which gradients pass; else an array of numpy, float32 as all numbers here
            unless the model has another dtype.

        Raises:
            EngineError: the layer cannot take such rows, or they have another shape than those before.
        """
        is_tensor = isinstance(x, torch.Tensor)
        batch = _batch(x, self._dtype) if is_tensor else torch.tensor(read_inputs(x, dtype=self._dtype))
        shape = tuple(batch.shape[1:])
        check_rows(self.part, self._shape, shape)
        if self.part.index_limit is not None:
            check_indices((self.part,), batch.detach().cpu().numpy())
        if self._shape is None:
            self._build(shape)
        # Frozen statistics are those that count, as in Keras.
        training = training and (self.trainable or not isinstance(self.part, BatchNormalization))
        if training and len(batch) < self.part.needs_batch:
            raise too_few_rows(self.part)
        home = next((tensor.device for module in self._modules for tensor in module.parameters()), batch.device)
        values = batch.to(home)
        with torch.set_grad_enabled(is_tensor and torch.is_grad_enabled()):
            for module in self._modules:
                before = module.training  # a fit may be going on
                try:
                    values = module.train(training)(values)
                finally:
                    module.train(before)
        return values.to(batch.device) if is_tensor else values.cpu().numpy()

    def _build(self, shape: Shape) -> None:
        project = Project(layers=(self.part,), training=Training(seed=random.getrandbits(32)))
        with torch.random.fork_rng(devices=[]):
            model = build_model(stack_plan(project, inputs=shape, task="regression", classes=()))
        self.bind(shape, list(model))

    def _known_shape(self) -> Shape:
        if self._shape is None:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "“{layer}” has no shape and no weights yet: it has not seen a row."),
                hint=QT_TRANSLATE_NOOP("engine", "Give the first layer input_shape, or call it on a batch."),
                layer=self.name,
            )
        return self._shape


def set_all(weights: Sequence[LiveWeight], values: Sequence[Any], owner: str) -> None:
    """Give weights their values, all of them or, where one does not fit, none.

    Raises:
        DataError: their number or a shape is another.
    """
    values = list(values)
    if len(values) != len(weights):
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "“{owner}” has {expected} weights, but {found} were given."),
            owner=owner,
            expected=len(weights),
            found=len(values),
        )
    before = [weight.numpy() for weight in weights]
    try:
        for weight, value in zip(weights, values, strict=True):
            weight.assign(value)
    except DataError:
        for weight, value in zip(weights, before, strict=True):
            weight.assign(value)
        raise


def too_few_rows(layer: Layer) -> EngineError:
    """The sentence for a batch of one row."""
    return EngineError(
        QT_TRANSLATE_NOOP("engine", "{layer} compares the rows of a batch and needs at least 2, but a batch has 1."),
        layer=Message.of(layer.title),
    )


def _batch(x: torch.Tensor, dtype: str) -> torch.Tensor:
    """A tensor of the user as rows of the layer's type of numbers; gradients pass."""
    if not x.ndim or not len(x):
        raise DataError(QT_TRANSLATE_NOOP("engine", "{name} has no rows."), name="x")
    rows = x.to(torch.float64 if dtype == "float64" else torch.float32)
    return rows if rows.ndim > 1 else rows[:, None]


_LIVE: dict[int, LiveLayer] = {}


def live_layer(part: Layer) -> LiveLayer:
    """The live layer of a description; it lives as long as that very object, to which nothing is attached."""
    return _LIVE.get(id(part)) or _remember(part, LiveLayer(part.changed()))


def known_layer(part: Layer) -> LiveLayer | None:
    """The live layer of a description if there is one already."""
    return _LIVE.get(id(part))


def layer_in_model(given: Layer, part: Layer, *, is_owner: bool) -> LiveLayer:
    """The live layer with which a model works.

    Args:
        given: the description that the user gave to the model.
        part: the same with its name in the model.
        is_owner: whether `given.live` shall be the model's layer, so that what is learnt can be read there. Where it
            is not, or has been another model's, the layer begins anew, though with what was adapted to rows.
    """
    known = _LIVE.get(id(given))
    if known is None or (known.is_in_model and not isinstance(part, Normalization)):
        live = LiveLayer(part)
    elif is_owner and not known.is_in_model:
        live = known
    else:
        live = known.copy(part)
    live.part, live.is_in_model = part, True
    return _remember(given, live) if is_owner else live


def _remember(part: Layer, live: LiveLayer) -> LiveLayer:
    if id(part) not in _LIVE:
        weakref.finalize(part, _LIVE.pop, id(part), None).atexit = False
    _LIVE[id(part)] = live
    return live
