"""Time of a training step: the trainer's two steps against the loop that the exported script has.

    python tests/benchmarks/steps.py [rounds]

Rounds are interleaved and their order alternates, so that a busy machine hits all alike; medians and ratios are printed.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

import numpy as np
import torch

from engine.data.rows import PreparedData, Rows
from engine.layers import Dense
from engine.plan.plan import Plan, stack_plan
from engine.project.document import Project, Training
from engine.training.build import build_loss, build_model, build_optimizer
from engine.training.trainer import train

NETWORKS = {"4-16-3, batch 16": (4, (16, 3), 16, 4800), "784-64-32-10, batch 32": (784, (64, 32, 10), 32, 6400)}
EPOCHS = 3


def make_plan(inputs: int, units: tuple[int, ...], batch: int, step: str) -> Plan:
    """A classification of random rows."""
    layers = (*(Dense(size, "relu") for size in units[:-1]), Dense(units[-1], "softmax"))
    training = Training(loss="categorical_crossentropy", metrics=("accuracy",), epochs=EPOCHS, batch_size=batch, step=step)
    return stack_plan(Project(layers=layers, training=training), inputs=inputs, task="classification",
                      classes=tuple(map(str, range(units[-1]))))


def script_loop(plan: Plan, data: PreparedData) -> None:
    """The plain loop of a script, metrics included."""
    torch.set_num_threads(plan.threads)
    torch.set_flush_denormal(True)
    model, loss_function = build_model(plan), build_loss(plan)
    optimizer = build_optimizer(plan, model.parameters())
    x, y = torch.tensor(data.train.x), torch.tensor(data.train.y)
    order = torch.Generator().manual_seed(1)
    for _ in range(EPOCHS):
        rows, total, seen = torch.randperm(len(x), generator=order), 0.0, []
        for batch in rows.split(plan.batch_size):
            outputs = model(x[batch])
            loss = loss_function(outputs, y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
            seen.append(outputs.detach())
        (torch.cat(seen).argmax(dim=1) == y[rows]).sum().item()


def train_all(plan: Plan, data: PreparedData) -> None:
    """The trainer's own loop, every event taken."""
    for _ in train(plan, data):
        pass


def main() -> None:
    """Print microseconds a step, and ratios to the script's loop."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    random = np.random.default_rng(0)
    for title, (inputs, units, batch, rows) in NETWORKS.items():
        x = random.random((rows, inputs), dtype=np.float32)
        labels = random.integers(0, units[-1], rows)
        data = PreparedData(Rows(x, labels), Rows(x[:0], labels[:0]), Rows(x[:0], labels[:0]))
        ways: dict[str, Callable[[], object]] = {
            "script": partial(script_loop, make_plan(inputs, units, batch, "auto"), data),
            "autograd": partial(train_all, make_plan(inputs, units, batch, "autograd"), data),
            "dense": partial(train_all, make_plan(inputs, units, batch, "auto"), data),
        }
        times: dict[str, list[float]] = {name: [] for name in ways}
        for number in range(rounds + 1):
            for name in list(ways) if number % 2 else reversed(list(ways)):
                begun = time.perf_counter()
                ways[name]()
                if number:  # the first round warms up
                    times[name].append((time.perf_counter() - begun) / (EPOCHS * -(-rows // batch)) * 1e6)
        medians = {name: statistics.median(values) for name, values in times.items()}
        print(title, {name: f"{value:.0f} µs ({medians['script'] / value:.2f}×)" for name, value in medians.items()})


if __name__ == "__main__":
    main()
