"""NetBench's engine: a Keras-style library on torch, without a window. Importing it loads neither Qt nor torch."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

# What stands behind engine.NAME, loaded when it is first asked for.
_ROOMS = (
    "activations", "callbacks", "constraints", "initializers", "layers", "losses", "metrics", "models", "optimizers",
    "regularizers",
)
_UTILS = {"to_categorical": "engine.data.categories", "set_random_seed": "engine.models"}


def __getattr__(name: str) -> Any:
    import importlib

    if name in _ROOMS:
        return importlib.import_module(f"engine.{name}")
    if name in {"set_random_seed", "Sequential"}:
        return getattr(importlib.import_module("engine.models"), name)
    if name == "Input":
        return importlib.import_module("engine.layers").Input
    msg = f"module 'engine' has no attribute {name!r}"
    raise AttributeError(msg)


def _from_utils(name: str) -> Any:
    import importlib

    if name in _UTILS:
        return getattr(importlib.import_module(_UTILS[name]), name)
    msg = f"module 'engine.utils' has no attribute {name!r}; it has {', '.join(_UTILS)}"
    raise AttributeError(msg)


# Keras's name for what has a better place here: `from engine.utils import to_categorical`.
utils = ModuleType("engine.utils", "Keras's room of this name.")
utils.__dict__["__getattr__"], utils.__spec__ = _from_utils, ModuleSpec(utils.__name__, None)
utils.__dict__["__all__"] = list(_UTILS)
sys.modules[utils.__name__] = utils


def __dir__() -> list[str]:
    return sorted([*globals(), *_ROOMS, "Input", "Sequential", "set_random_seed"])
