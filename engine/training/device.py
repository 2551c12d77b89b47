"""Which device trains, by torch's name and by the name people know."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.plan import Plan

GPU_WORK = 5e8  # multiplications of a step from which carrying data to a GPU pays


@dataclass(frozen=True)
class Device:
    """A device that torch can train on: `name` for torch, `title` for people, in the maker's words."""

    name: str
    title: str


def list_devices() -> tuple[Device, ...]:
    """The CPU and every GPU that torch sees."""
    devices = [Device("cpu", "CPU")]
    if torch.cuda.is_available():
        devices += [Device(f"cuda:{i}", torch.cuda.get_device_name(i)) for i in range(torch.cuda.device_count())]
    if torch.backends.mps.is_available():
        devices.append(Device("mps", "Apple GPU"))
    return tuple(devices)


def settle_device(plan: Plan) -> Plan:
    """Replace "auto" by a device, and check one that was asked for.

    Raises:
        EngineError: the device that was asked for is not there.
    """
    known = [device.name for device in list_devices()]
    wanted = "cuda:0" if plan.device == "cuda" else plan.device
    if wanted == "auto":
        work = 3 * plan.batch_size * plan.parameters
        return plan.on_device(known[1] if len(known) > 1 and work >= GPU_WORK else "cpu")
    if wanted not in known:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "This machine has no device “{device}”; it has {known}."),
            hint=QT_TRANSLATE_NOOP("engine", "Choose Automatic or CPU."), device=plan.device, known=", ".join(known),
        )
    return plan.on_device(wanted)
