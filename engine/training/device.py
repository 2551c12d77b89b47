"""Which device trains: by torch's name, by the name people know, and by measuring where nobody has said."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace

import torch

from engine.data.rows import PreparedData, Rows
from engine.errors import EngineError
from engine.events import EpochEnded, RunStarted
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.plan import Plan

GPU_WORK = 5e8  # multiplications of a step from which carrying data to a GPU pays, where nothing is measured
MEASURED_STEPS, WARM_EPOCHS = 20, 1  # a few small epochs; the first also loads libraries and makes memory
MEASURED_SECONDS = 0.3  # on each device


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
    """Replace "auto" by a device that suits the size of the work, and check one that was asked for.

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


def measured_device(plan: Plan, data: PreparedData) -> tuple[Plan, Message | None]:
    """Settle the device; "auto" takes the one on which a few steps of this very run are quickest.

    Args:
        plan: what is to be trained.
        data: its rows; a few of them are learnt, and what was learnt is thrown away.

    Returns:
        The plan with its device, and why "auto" chose it; None where somebody asked for a device.

    Raises:
        EngineError: as `settle_device`.
    """
    devices = list_devices()
    if plan.device != "auto":
        return settle_device(plan), None
    if len(devices) == 1:
        return plan.on_device("cpu"), Message.of(
            QT_TRANSLATE_NOOP("engine", "The CPU trains, because PyTorch sees no GPU on this machine.")
        )
    times = {device: step_seconds(plan.on_device(device.name), data) for device in devices[:2]}
    cpu, gpu = devices[:2]
    best, other = (gpu, cpu) if times[gpu] < times[cpu] else (cpu, gpu)
    if math.isinf(times[best]):  # it may diverge at once, and the run will tell
        return settle_device(plan), None
    if math.isinf(times[other]):
        return plan.on_device(best.name), Message.of(
            QT_TRANSLATE_NOOP("engine", "{best} trains, because {other} could not take a step of this network."),
            best=best.title, other=other.title,
        )
    return plan.on_device(best.name), Message.of(
        QT_TRANSLATE_NOOP("engine", "{best} trains: a step takes {time} µs there and {longer} µs on {other}."),
        best=best.title, time=round(times[best] * 1e6), longer=round(times[other] * 1e6), other=other.title,
    )


def step_seconds(plan: Plan, data: PreparedData) -> float:
    """Seconds of one step of a plan on its device, infinite where it cannot be taken there."""
    from engine.training.trainer import Pace, train

    rows = min(len(data.train.x), plan.batch_size * MEASURED_STEPS)
    weights = data.train.weights
    few = Rows(data.train.x[:rows], data.train.y[:rows], None if weights is None else weights[:rows])
    none = Rows(few.x[:0], few.y[:0])
    events = train(replace(plan, epochs=2**30), replace(data, train=few, validation=none, test=none), pace=Pace(60.0))
    shortest = float("inf")
    try:
        begun, since, batches = time.perf_counter(), 0.0, 1
        for event in events:
            if isinstance(event, RunStarted):
                batches = event.batches
            elif isinstance(event, EpochEnded):
                if event.epoch > WARM_EPOCHS:
                    shortest = min(shortest, (time.perf_counter() - since) / batches)
                if event.epoch > WARM_EPOCHS and time.perf_counter() - begun > MEASURED_SECONDS:
                    break
                since = time.perf_counter()
        return shortest
    except (RuntimeError, MemoryError, EngineError):
        return float("inf")
    finally:
        events.close()
