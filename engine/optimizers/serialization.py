"""Keras's mapping of an optimizer or a schedule, without weights."""

from __future__ import annotations

from typing import Any

from engine.spec import Part

MODULES = {"optimizer": "keras.optimizers", "schedule": "keras.optimizers.schedules"}


def serialized(part: Part) -> dict[str, Any]:
    """{"module": …, "class_name": …, "config": …}, parts within the part alike."""
    config = part.get_config()
    for name in config:
        if isinstance(value := getattr(part, name), Part):
            config[name] = serialized(value)
    return {"module": MODULES[part.family_name], "class_name": type(part).__name__, "config": config}
