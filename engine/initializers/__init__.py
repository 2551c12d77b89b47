"""Declared initializers: how weights start, by Keras's names and distributions.

A new one is one class in one of these files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.initializers.base import Axes, Initializer
from engine.initializers.scaling import (
    GlorotNormal,
    GlorotUniform,
    HeNormal,
    HeUniform,
    LecunNormal,
    LecunUniform,
    VarianceScaling,
)
from engine.initializers.simple import (
    Constant,
    Identity,
    Ones,
    Orthogonal,
    RandomNormal,
    RandomUniform,
    TruncatedNormal,
    Zeros,
)
from engine.spec import refusing

# Keras's other names for the classes.
constant = Constant
glorot_normal = GlorotNormal
glorot_uniform = GlorotUniform
he_normal = HeNormal
he_uniform = HeUniform
identity = IdentityInitializer = Identity
lecun_normal = LecunNormal
lecun_uniform = LecunUniform
ones = Ones
orthogonal = OrthogonalInitializer = Orthogonal
random_normal = RandomNormal
random_uniform = RandomUniform
truncated_normal = TruncatedNormal
variance_scaling = VarianceScaling
zeros = Zeros


def get(identifier: Any) -> Initializer | None:
    """The initializer of a name, class or configuration; None for None.

    Raises:
        EngineError: there is no such initializer.
    """
    return None if identifier is None else Initializer.coerce(identifier)


def serialize(initializer: Any) -> dict[str, Any]:
    """Keras's description of an initializer: {"class_name": …, "config": {…}}."""
    return Initializer.coerce(initializer).serialized()


def deserialize(config: Any) -> Initializer:
    """The initializer that `serialize` has written down."""
    return Initializer.coerce(config)


__all__ = [
    "Axes", "Constant", "GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform", "Identity", "IdentityInitializer",
    "Initializer", "LecunNormal", "LecunUniform", "Ones", "Orthogonal", "OrthogonalInitializer", "RandomNormal",
    "RandomUniform", "TruncatedNormal", "VarianceScaling", "Zeros", "constant", "deserialize", "get", "glorot_normal",
    "glorot_uniform", "he_normal", "he_uniform", "identity", "lecun_normal", "lecun_uniform", "ones", "orthogonal",
    "random_normal", "random_uniform", "serialize", "truncated_normal", "variance_scaling", "zeros",
]

if not TYPE_CHECKING:  # a checker knows the names that are here
    __getattr__ = refusing(__name__)
