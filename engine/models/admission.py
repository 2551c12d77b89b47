"""What a model takes as its next layer, and what it calls it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from engine.errors import EngineError
from engine.layers import Input, Layer, Shape
from engine.layers.rows import row_shape
from engine.messages import QT_TRANSLATE_NOOP


def several(layers: Any) -> list[Any]:
    """The layers that a model is made of; one alone stands for a list of one, and what is no list is refused later."""
    is_one = isinstance(layers, str | Layer | Input) or not isinstance(layers, Iterable)
    return [] if layers is None else [layers] if is_one else list(layers)


def batch_shape(value: Any) -> Shape:
    """Shape of one row of a batch of such a shape: (784,) of (None, 784).

    Raises:
        EngineError: it is no shape.
    """
    return row_shape(tuple(value)[1:] if isinstance(value, Sequence) else value)


def admitted(value: Any, present: Iterable[Layer]) -> Layer:
    """The description of a layer that was given to a model.

    Args:
        value: a layer, its class, or a layer of another model.
        present: those that the model was given before, and its own of them.

    Raises:
        EngineError: it is no layer, or in the model already.
    """
    if isinstance(value, type) and issubclass(value, Layer):
        return value()
    layer = getattr(value, "part", value)  # a live layer passes for a layer
    if not isinstance(layer, Layer):
        hint = QT_TRANSLATE_NOOP("engine", "Spread the layers of a model: Sequential([*model.layers, Dense(16)]).")
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "A model is made of layers, such as Dense(16); got {value}."),
            hint=hint if hasattr(value, "layers") else None,
            value=repr(value)[:60],
        )
    live = layer.known_live
    if any(given is layer or (live is not None and given.known_live is live) for given in present):
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "“{layer}” is in this model already, and cannot be in it twice."),
            hint=QT_TRANSLATE_NOOP("engine", "Make another layer like it."),
            layer=layer.id or type(layer).__name__,
        )
    return layer


def free_name(layer: Layer, names: Collection[str]) -> str:
    """What a model calls a new layer: as the user or another model does, or a name after its kind.

    Raises:
        EngineError: the user has given it a name that another of the model's layers has.
    """
    if layer.id and layer.id not in names:
        return layer.id
    live = layer.known_live
    if layer.id and not (live is not None and live.is_named):
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "The layers of a model need different names, but “{name}” is there already."),
            name=layer.id,
        )
    kind = layer.keras_kind or layer.kind
    free = (kind if not number else f"{kind}_{number}" for number in range(len(names) + 1))
    return next(name for name in free if name not in names)


def check_weights(layers: Iterable[Layer], shape: Shape, name: str) -> None:
    """Follow a row through layers that may have their weights already, from another model.

    Args:
        layers: from first to last.
        shape: of one row.
        name: what the user calls the rows.

    Raises:
        EngineError: the weights of one are made for other rows.
    """
    for layer in layers:
        if (live := layer.known_live) is not None:
            live.check_rows(shape, name)
        shape = layer.output_shape(shape)
