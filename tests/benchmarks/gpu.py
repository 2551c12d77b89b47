"""Time of a training step on this machine's GPU: recorded and replayed, launched kernel by kernel, and on the CPU.

    python tests/benchmarks/gpu.py [rounds]

Also prints what "auto" chooses for each network, and why.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from unittest.mock import patch

import numpy as np
import torch

from engine.data.rows import PreparedData, Rows
from engine.events import EpochEnded
from engine.layers import Dense
from engine.plan import Plan
from engine.plan.plan import stack_plan
from engine.project.document import Project, Training
from engine.training import loop
from engine.training.device import measured_device
from engine.training.trainer import Pace, train

NETWORKS = {
    "4-16-3, batch 16": (4, (16, 3), 16, 4800),
    "784-64-32-10, batch 32": (784, (64, 32, 10), 32, 6400),
    "784-1024-1024-10, batch 256": (784, (1024, 1024, 10), 256, 25600),
    "784-4096-4096-10, batch 4096": (784, (4096, 4096, 10), 4096, 40960),
}
EPOCHS = 4


def make_plan(inputs: int, units: tuple[int, ...], batch: int, device: str) -> Plan:
    """A classification of random rows."""
    layers = (*(Dense(size, "relu") for size in units[:-1]), Dense(units[-1], "softmax"))
    training = Training(
        loss="categorical_crossentropy", metrics=("accuracy",), epochs=EPOCHS, batch_size=batch, device=device
    )
    return stack_plan(
        Project(layers=layers, training=training),
        inputs=inputs,
        task="classification",
        classes=tuple(map(str, range(units[-1]))),
    )


def step_seconds(plan: Plan, data: PreparedData) -> float:
    """Seconds of a step: the quickest epoch, divided by its steps; the first one warms up."""
    times, since = [], time.perf_counter()
    for event in train(plan, data, pace=Pace(0.025)):
        if isinstance(event, EpochEnded):
            times.append(time.perf_counter() - since)
            since = time.perf_counter()
    return min(times[1:]) / -(-len(data.train.x) // plan.batch_size)


def launched(plan: Plan, data: PreparedData) -> float:
    """The same without recording."""
    with patch.object(loop, "can_be_recorded", lambda plan: False):
        return step_seconds(plan, data)


def main() -> None:
    """Print microseconds a step."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    if not torch.cuda.is_available():
        sys.exit("PyTorch sees no NVIDIA GPU on this machine, so there is nothing to compare.")
    print(torch.__version__, torch.cuda.get_device_name(0))
    random = np.random.default_rng(0)
    for title, (inputs, units, batch, rows) in NETWORKS.items():
        x = random.random((rows, inputs), dtype=np.float32)
        labels = random.integers(0, units[-1], rows)
        data = PreparedData(Rows(x, labels), Rows(x[:0], labels[:0]), Rows(x[:0], labels[:0]))
        cpu = make_plan(inputs, units, batch, "cpu")
        gpu = make_plan(inputs, units, batch, "cuda:0")
        ways: dict[str, Callable[[], float]] = {
            "cpu": partial(step_seconds, cpu, data), "replayed": partial(step_seconds, gpu, data),
            "launched": partial(launched, gpu, data),
        }  # fmt: skip
        times: dict[str, list[float]] = {name: [] for name in ways}
        for number in range(rounds):
            for name in list(ways) if number % 2 else reversed(list(ways)):
                times[name].append(ways[name]() * 1e6)
        print(title, {name: f"{statistics.median(values):.0f} µs" for name, values in times.items()})
        print("   ", measured_device(replace(cpu, device="auto"), data)[1], flush=True)


if __name__ == "__main__":
    main()
