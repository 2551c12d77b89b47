"""NetBench's engine: a Keras-style library on torch, without a window. Importing it loads neither Qt nor torch."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

# What stands behind engine.NAME, loaded when it is first asked for.
_ROOMS = (
    "activations", "callbacks", "constraints", "initializers", "layers", "losses", "metrics", "models", "optimizers",
    "regularizers",
)


def __getattr__(name: str) -> Any:
    import importlib

    if name in _ROOMS:
        return importlib.import_module(f"engine.{name}")
    if name in {"set_random_seed", "Sequential"}:
        return getattr(importlib.import_module("engine.models"), name)
    if name == "Input":
        return importlib.import_module("engine.layers").Input
    if name == "utils":
        categories, models = (importlib.import_module(f"engine.{room}") for room in ("data.categories", "models"))
        return SimpleNamespace(to_categorical=categories.to_categorical, set_random_seed=models.set_random_seed)
    msg = f"module 'engine' has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return sorted([*globals(), *_ROOMS, "Input", "Sequential", "set_random_seed", "utils"])
