"""Make the sample projects anew from the sample tables: python packaging/make_samples.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.activations import ReLU, Tanh
from engine.data.generate import describe_generated
from engine.data.inspect import inspect_table
from engine.layers import Dense, Dropout, Layer
from engine.optimizers import Adam
from engine.project.data_edits import set_column_role
from engine.project.document import Data, GeneratedSource, Project
from engine.project.edits import change_metadata, change_training, new_project
from engine.project.storage import save_project

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "samples"


@dataclass(frozen=True)
class Sample:
    """A sample project: its file, its data, the hidden layers, and what differs from the usual settings."""

    file: str
    name: str
    description: str
    source: str | GeneratedSource
    target: str
    hidden: tuple[Layer, ...]
    training: dict[str, Any]
    ignored: tuple[str, ...] = field(default=())

    def data(self) -> Data:
        """Describe the data."""
        if isinstance(self.source, GeneratedSource):
            return describe_generated(self.source)
        data = inspect_table(f"sample:{self.source}", target=self.target).data
        for name in self.ignored:
            data = set_column_role(data, name, "ignored")
        return data

    def project(self) -> Project:
        """Make the project; ids are fixed, so that making it anew changes nothing."""
        project = new_project(self.data(), name=self.name, layers=self.hidden)
        named = tuple(layer.changed(id=f"layer-{number}") for number, layer in enumerate(project.layers, start=1))
        project = change_metadata(project.changed(layers=named), description=self.description)
        return change_training(project, **self.training)


def relu(units: int) -> Dense:
    """A hidden layer of the usual kind."""
    return Dense(units=units, activation=ReLU())


SAMPLES = (
    Sample(
        "penguins", "Penguins",
        "Three species of penguins, told apart by their measures. Some values are missing.",
        "penguins.csv", "species", (relu(16), Dropout(rate=0.2)), {"batch_size": 16, "epochs": 50}, ("island",),
    ),
    Sample(
        "iris", "Iris",
        "Three species of iris, told apart by the lengths of their leaves.",
        "iris.csv", "species", (relu(8), relu(8)), {"batch_size": 8, "epochs": 60},
    ),
    Sample(
        "diabetes", "Diabetes",
        "How far diabetes goes within a year, predicted from ten measures.",
        "diabetes.csv", "progression", (relu(16),), {"batch_size": 16, "epochs": 60},
    ),
    Sample(
        "xor", "XOR",
        "Opposite corners belong together: no straight line can part them, so a hidden layer is needed.",
        GeneratedSource(shape="xor", rows=400, noise=0.3, seed=1), "class", (Dense(units=8, activation=Tanh()),),
        {"batch_size": 16, "epochs": 60, "optimizer": Adam(learning_rate=0.01)},
    ),
    Sample(
        "moons", "Moons",
        "Two half moons that reach into each other, with a little noise.",
        GeneratedSource(shape="moons", rows=400, noise=0.15, seed=1), "class", (relu(16), relu(8)),
        {"batch_size": 16, "epochs": 60, "optimizer": Adam(learning_rate=0.01)},
    ),
)


def main() -> None:
    """Write all sample projects."""
    for sample in SAMPLES:
        save_project(sample.project(), FOLDER / f"{sample.file}.netbench")


if __name__ == "__main__":
    main()
