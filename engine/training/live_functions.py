"""Activations, initializers, regularizers and constraints at work: Calls done at once on what a user hands over.

They hold nothing between calls but the seed of an initializer without one.
"""

from __future__ import annotations

import random
import weakref
from typing import Any

import numpy as np
import torch

from engine.activations import Activation
from engine.call import Call, execute
from engine.constraints import Constraint
from engine.errors import EngineError
from engine.initializers import Initializer
from engine.messages import QT_TRANSLATE_NOOP
from engine.regularizers import Regularizer
from engine.spec import plain_number
from engine.training.tensors import given_back, taken

_DTYPES = {"float16": torch.float16, "float32": torch.float32, "float64": torch.float64}


def activate(activation: Activation, x: Any) -> Any:
    """Do `activation(x)`; see `Activation.__call__`."""
    values = taken(x)
    activation.batch_shape(tuple(values.shape))
    call = activation.call()
    return given_back(values if call is None else execute(call)(values), x)


def penalize(regularizer: Regularizer, weights: Any) -> Any:
    """Do `regularizer(weights)`; see `Regularizer.__call__`."""
    values = taken(weights)
    return given_back(_done(regularizer.for_axes(values.ndim).call(), values), weights)


def constrain(constraint: Constraint, weights: Any) -> Any:
    """Do `constraint(weights)`; see `Constraint.__call__`."""
    values = taken(weights, "w")
    return given_back(_done(constraint.for_axes(values.ndim).call(), values), weights)


def start_values(initializer: Initializer, shape: Any, dtype: Any) -> np.ndarray[Any, Any]:
    """Do `initializer(shape, dtype)`; see `Initializer.__call__`. A layer with the same seed gets the same numbers."""
    lengths = _lengths(shape)
    initializer.for_axes(len(lengths))
    # The numbers are drawn in torch's order, a kernel (outputs, inputs, window…), as a layer draws its own.
    places = range(len(lengths))
    axes = (*places[2:], 1, 0) if len(places) > 1 else ()
    tensor = _empty([lengths[axes.index(place)] if axes else lengths[place] for place in places], _dtype(dtype))
    options: dict[str, Any] = {}
    if initializer.draws:
        options["generator"] = torch.Generator().manual_seed(_seed_of(initializer))
    _done(initializer.call(axes).with_options(**options), tensor)
    return (tensor.permute(axes) if axes else tensor).contiguous().numpy()


def _done(call: Call, tensor: torch.Tensor) -> torch.Tensor:
    return execute(call.on(tensor))  # type: ignore[no-any-return]


def _lengths(shape: Any) -> tuple[int, ...]:
    shape = plain_number(shape)
    try:
        lengths = tuple(plain_number(length) for length in ([shape] if isinstance(shape, int) else shape))
    except TypeError:
        lengths = (None,)
    if not all(type(length) is int and length >= 1 for length in lengths):
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "The shape of weights is made of whole numbers, as (300, 200); got {shape}."),
            shape=repr(shape),
        )
    return lengths


def _empty(lengths: list[int], dtype: torch.dtype) -> torch.Tensor:
    try:
        return torch.empty(lengths, dtype=dtype)
    except (RuntimeError, TypeError):  # torch's words for no memory, and for too large a number
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "Weights of the shape {shape} do not fit into memory."), shape=tuple(lengths)
        ) from None


def _dtype(dtype: Any) -> torch.dtype:
    """A type of numbers by its name, numpy's or torch's."""
    if dtype is None:
        return torch.float32
    name = dtype if isinstance(dtype, str) else getattr(dtype, "__name__", str(dtype)).removeprefix("torch.")
    if name not in _DTYPES:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "Weights are numbers of the type {known}; got {dtype}."),
            known=", ".join(_DTYPES), dtype=repr(dtype),
        )
    return _DTYPES[name]


_SEEDS: dict[int, int] = {}


def _seed_of(initializer: Initializer) -> int:
    """The seed of an initializer that was given none: drawn once for that very object, as Keras does."""
    key = id(initializer)
    if key not in _SEEDS:
        _SEEDS[key] = random.getrandbits(32)
        weakref.finalize(initializer, _SEEDS.pop, key, None).atexit = False
    return _SEEDS[key]
