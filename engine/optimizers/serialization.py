"""Keras's mapping of an optimizer or a schedule: its class_name and its config, without weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.spec import Part

MODULES = {"optimizer": "keras.optimizers", "schedule": "keras.optimizers.schedules"}


def serialized(part: Part) -> dict[str, Any]:
    """{"module": …, "class_name": …, "config": …}, parts within the part alike."""
    config: dict[str, Any] = {}
    for name in part.positional_fields():
        value = getattr(part, name)
        config[name] = serialized(value) if isinstance(value, Part) else list(value) if type(value) is tuple else value
    return {"module": MODULES[part.family_name], "class_name": type(part).__name__, "config": config}


def deserialized(family: Any, config: Any) -> Any:
    """The member of a family that such a mapping says, Keras's own included, or that is named in any other way.

    Raises:
        EngineError: there is no such member, or a field is wrong.
    """
    if isinstance(config, Mapping) and isinstance(config.get("class_name"), str):
        return family.find(config["class_name"])(**config.get("config", {}))
    return family.coerce(config)
