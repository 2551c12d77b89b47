"""What a model computes with: the type of its numbers, and the device."""

from __future__ import annotations

import warnings
from typing import Any

from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.models.planning import NumberType


def number_type(dtype: Any) -> NumberType:
    """The type of numbers by its name.

    Raises:
        EngineError: there is no such type here.
    """
    name = getattr(dtype, "__name__", None) or str(dtype or "float32").rpartition(".")[2]
    if name not in {"float32", "float64"}:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "{field} must be one of {expected}; got {value}."),
            field="dtype", expected="'float32', 'float64'", value=repr(dtype)[:60],
        )
    return "float64" if name == "float64" else "float32"


def gpu_or_cpu() -> str:
    """Torch's name of the first GPU; where there is none, a warning says so and the CPU it is."""
    from engine.training.device import list_devices

    gpus = [device.name for device in list_devices() if device.name != "cpu"]
    if not gpus:
        warnings.warn(
            str(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "use_gpu=True, but this machine has no GPU that PyTorch can use. Training runs on the CPU.",
                )
            ),
            UserWarning,
            stacklevel=4,
        )
        return "cpu"
    return gpus[0]
