"""What is trained in the benchmarks: networks, rows that can be learnt, and the plan of both."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
TEST_ROWS = 2000
DISTANCE = 4.0  # between the centres of two classes, in deviations of the noise: learnable, but not at once
FINENESS = 8  # values are multiples of 1/8: exact as float32 and short in a table
ENDLESS = 1_000_000  # epochs; a benchmark stops sooner


@dataclass(frozen=True)
class Network:
    """A network of Dense layers, relu between them.

    Attributes:
        units: of each layer; one at the end is a sigmoid, several are a softmax.
        rows: a multiple of `batch`, so that every way has the same steps.
        epochs: of one measurement.
        goals: how many times faster than the exported script, the best Keras and raw JAX the engine shall be.
    """

    inputs: int
    units: tuple[int, ...]
    batch: int
    rows: int
    epochs: int
    goals: dict[str, float] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return "-".join(map(str, (self.inputs, *self.units)))

    @property
    def title(self) -> str:
        return f"{self.name}, batch {self.batch}"

    @property
    def steps(self) -> int:
        """Steps of an epoch."""
        return self.rows // self.batch

    @property
    def classes(self) -> int:
        return max(self.units[-1], 2)

    @property
    def shapes(self) -> list[tuple[int, int]]:
        """(inputs, units) of each layer."""
        return list(zip((self.inputs, *self.units), self.units, strict=False))


NETWORKS = {
    network.name: network
    for network in (
        Network(4, (16, 3), 16, 4800, 5, {"script": 6.0, "keras": 15.0, "scan": 1.5}),
        Network(784, (64, 32, 10), 32, 6400, 3, {"script": 3.0, "keras": 1.6, "scan": 1.3}),
        Network(784, (1024, 1024, 10), 256, 5120, 1, {"script": 1.05, "keras": 1.1, "scan": 1.1}),
    )
}
BINARY = Network(20, (64, 1), 32, 6400, 3)
NAMED = {**NETWORKS, BINARY.name: BINARY}


@dataclass(frozen=True)
class Workload:
    """A network with its rows, the same in every process.

    Attributes:
        metrics: reported for each epoch, by the ways that have metrics.
    """

    network: Network
    metrics: tuple[str, ...] = ("accuracy",)

    @cached_property
    def train(self) -> tuple[Array, Array]:
        """x float32 (rows, inputs), y int64 (rows,)."""
        return self._drawn(self.network.rows, seed=1)

    @cached_property
    def test(self) -> tuple[Array, Array]:
        """Rows that nobody trains on, by which all are judged."""
        return self._drawn(TEST_ROWS, seed=2)

    def _drawn(self, rows: int, seed: int) -> tuple[Array, Array]:
        network = self.network
        spread = DISTANCE / np.sqrt(2 * network.inputs)
        centres = np.random.default_rng(0).normal(0.0, spread, (network.classes, network.inputs))
        random = np.random.default_rng(seed)
        y = random.integers(0, network.classes, rows)
        x = centres[y] + random.normal(size=(rows, network.inputs))
        return (np.round(x * FINENESS) / FINENESS).astype(np.float32), y

    def accuracy(self, weights: list[tuple[Array, Array]]) -> float:
        """Share of the test rows that a network gets right.

        Args:
            weights: (kernel (inputs, units), bias (units,)) of each layer.
        """
        value, y = self.test
        for number, (kernel, bias) in enumerate(weights):
            value = (np.maximum(value, 0.0) if number else value) @ kernel + bias
        guess = value.argmax(axis=1) if self.network.units[-1] > 1 else value[:, 0] > 0.0
        return float((guess == y).mean())

    def plan(self, table: Path | None = None, epochs: int = ENDLESS) -> Any:
        """The engine's plan: Adam at 0.001, cross-entropy, every row for training.

        Args:
            table: the file that the script reads; the trainer is given arrays instead.
            epochs: of the whole run.
        """
        from engine.layers import Dense
        from engine.plan import make_plan
        from engine.project.document import Column, Data, Preparation, Split, TableSource
        from engine.project.edits import change_training, new_project

        network = self.network
        columns = [Column(name=f"x{number}", kind="number") for number in range(network.inputs)]
        classes = tuple(f"c{number}" for number in range(network.classes))
        target = Column(name="y", kind="choice", role="target", classes=classes)
        data = Data(
            source=TableSource(path=str(table or "rows.csv")), columns=(*columns, target), rows=network.rows,
            split=Split(validation=0.0, test=0.0), preparation=Preparation(scale_numbers=False),
        )  # fmt: skip
        # The output layer follows the target: softmax, or sigmoid where there are two classes.
        project = new_project(data, layers=tuple(Dense(units, "relu") for units in network.units[:-1]))
        plan = make_plan(
            change_training(project, metrics=self.metrics, epochs=epochs, batch_size=network.batch, device="cpu")
        )
        assert plan.parameters == sum((inputs + 1) * units for inputs, units in network.shapes)
        return plan

    def write_table(self, path: Path) -> None:
        """The training rows as the table of a project."""
        x, y = self.train
        names = [f"x{number}" for number in range(self.network.inputs)]
        with path.open("w", encoding="utf-8") as file:
            file.write(",".join([*names, "y"]) + "\n")
            for row, label in zip(x.tolist(), y.tolist(), strict=True):
                file.write(",".join(map(str, row)) + f",c{label}\n")
