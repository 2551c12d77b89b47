"""The Project: the one truth of what is trained and exported. Frozen values; edits make new ones."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, model_validator

from engine.callbacks import EarlyStopping, ReduceLROnPlateau
from engine.class_weights import ClassWeight
from engine.errors import EngineError
from engine.layers import Layer
from engine.losses import Loss, MeanSquaredError
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics import Metric
from engine.optimizers import Adam, Optimizer
from engine.spec import AnyOf, Value

Item = TypeVar("Item")
Kind = Literal["number", "integer", "choice", "boolean", "date", "text", "identifier", "constant", "empty"]
Role = Literal["input", "target", "ignored"]
Task = Literal["classification", "regression"]
NUMERIC_KINDS = ("number", "integer")
INPUT_KINDS = ("number", "integer", "choice", "boolean")
# How the kinds are called in sentences; translated by whoever shows them.
KIND_NAMES: dict[Kind, str] = {
    "number": QT_TRANSLATE_NOOP("engine", "number"),
    "integer": QT_TRANSLATE_NOOP("engine", "whole number"),
    "choice": QT_TRANSLATE_NOOP("engine", "choice"),
    "boolean": QT_TRANSLATE_NOOP("engine", "yes or no"),
    "date": QT_TRANSLATE_NOOP("engine", "date"),
    "text": QT_TRANSLATE_NOOP("engine", "text"),
    "identifier": QT_TRANSLATE_NOOP("engine", "identifier"),
    "constant": QT_TRANSLATE_NOOP("engine", "constant"),
    "empty": QT_TRANSLATE_NOOP("engine", "empty"),
}
CLASS_KINDS = ("choice", "boolean", "text", "integer", "number")


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


# A tuple that a file writes as a list.
Listed = Annotated[tuple[Item, ...], BeforeValidator(_as_tuple)]


def _as_in_forms(value: Any) -> Any:
    """What a document leaves out of early stopping is what a form begins with, not what Keras's function does."""
    return {**EarlyStopping.for_form().model_dump(), **value} if isinstance(value, dict) else value


class Column(Value):
    """A column of the table as it was found (kind, counts) and as it is used (role).

    Attributes:
        missing: number of cells without a value.
        classes: distinct values in order (sorted as numbers where they are numbers), for kinds choice and boolean and
            for any column that may serve as a class target; () where there are too many.
        counts: rows of each class, in the order of `classes`.
        minimum, maximum, mean: of a numeric column's values, None elsewhere.
        histogram: heights of at most 13 bars, for the little picture in the list.
        example: a value as it stands in the file.
        unreadable: cells of a numeric column that are no numbers; training refuses them.
    """

    name: str
    kind: Kind
    role: Role = "input"
    missing: int = Field(0, ge=0)
    classes: Listed[str] = ()
    counts: Listed[int] = ()
    minimum: float | None = None
    maximum: float | None = None
    mean: float | None = None
    histogram: Listed[int] = ()
    example: str = ""
    unreadable: int = Field(0, ge=0)


class TableSource(Value):
    """A file with a table, and how to read it. `header_row` counts lines from 1; None: the columns have no names.

    Attributes:
        path: relative to the project's folder where it lies below or beside it; "sample:NAME" for a bundled table.
        missing: what stands for a missing value besides the always-missing words (any case).
        ragged_rows: what to do with rows whose number of values is not that of the header.
        fingerprint: SHA-256 of the file's bytes.
    """

    kind: Literal["table"] = "table"
    path: str
    format: Literal["csv"] = "csv"
    encoding: str = "utf-8"
    delimiter: str = Field(",", min_length=1, max_length=1)
    quote: str = Field('"', max_length=1)
    decimal: Literal[".", ","] = "."
    thousands: Literal[",", ".", " ", "'", "\u00a0", "\u202f"] | None = None
    header_row: int | None = Field(1, ge=1)
    missing: Listed[str] = ()
    ragged_rows: Literal["refuse", "leave_out"] = "refuse"
    fingerprint: str = ""


class GeneratedSource(Value):
    """Rows drawn by a formula and a seed of their own; the same everywhere."""

    kind: Literal["generated"] = "generated"
    shape: Literal["xor", "moons"] = "moons"
    rows: int = Field(400, ge=8, le=1_000_000)
    noise: float = Field(0.1, ge=0.0, le=2.0)
    seed: int = Field(1, ge=0, le=2**32 - 1)


class Split(Value):
    """Shares of the rows; what remains is for training."""

    validation: float = Field(0.15, ge=0.0, lt=1.0)
    test: float = Field(0.15, ge=0.0, lt=1.0)

    @model_validator(mode="after")
    def _leave_rows_for_training(self) -> Split:
        if self.validation + self.test > 0.95 + 1e-9:  # 0.9 + 0.05 is a little more
            raise EngineError(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "Validation and test may take 95 % of the rows together, so that some remain for training.",
                )
            )
        return self


class Preparation(Value):
    """What is done to the columns before training; fitted on the training rows only."""

    scale_numbers: bool = True
    missing_inputs: Literal["impute", "leave_out"] = "impute"
    scale_target: bool = True


class Data(Value):
    """Where the rows come from, what the columns are, and what is done to them.

    Attributes:
        rows: rows of the table, those with a missing target included.
        task: None follows from the target column.
    """

    source: Annotated[TableSource | GeneratedSource, Field(discriminator="kind")]
    columns: Listed[Column] = ()
    rows: int = Field(0, ge=0)
    task: Task = "classification"
    split: Split = Split()
    preparation: Preparation = Preparation()

    @property
    def target(self) -> Column | None:
        """The column to predict."""
        return next((column for column in self.columns if column.role == "target"), None)

    @property
    def inputs(self) -> tuple[Column, ...]:
        """The columns the network sees, in the order in which it sees them: numbers, yes/no, choices."""
        chosen = [column for column in self.columns if column.role == "input"]
        groups = (NUMERIC_KINDS, ("boolean",), ("choice",))
        return tuple(column for kinds in groups for column in chosen if column.kind in kinds)

    @property
    def input_size(self) -> int:
        """Values per row after preparation: one for a number or yes/no, one for each class of a choice."""
        return sum(len(column.classes) if column.kind == "choice" else 1 for column in self.inputs)

    @property
    def classes(self) -> tuple[str, ...]:
        """The target's classes for classification, () for regression or without a target."""
        return self.target.classes if self.target and self.task == "classification" else ()


class Metadata(Value):
    """What the project is called and about."""

    name: str = Field("Untitled", max_length=200)
    description: str = Field("", max_length=5000)


class Training(Value):
    """Everything that decides a run besides data and layers."""

    optimizer: AnyOf[Optimizer] = Field(
        Adam(),
        title=QT_TRANSLATE_NOOP("engine", "Optimizer"),
        description=QT_TRANSLATE_NOOP("engine", "How the weights move downhill, step by step."),
    )
    loss: AnyOf[Loss] = Field(
        MeanSquaredError(),
        title=QT_TRANSLATE_NOOP("engine", "Loss"),
        description=QT_TRANSLATE_NOOP("engine", "The number that training makes small."),
    )
    loss_follows_target: bool = True
    metrics: Listed[AnyOf[Metric]] = Field(
        (),
        title=QT_TRANSLATE_NOOP("engine", "Metrics"),
        description=QT_TRANSLATE_NOOP("engine", "Numbers for people, shown beside the loss."),
    )
    metrics_follow_target: bool = True
    epochs: int = Field(
        50, ge=1, le=1_000_000,
        title=QT_TRANSLATE_NOOP("engine", "Epochs"),
        description=QT_TRANSLATE_NOOP("engine", "How often the network sees all training rows."),
    )
    batch_size: int = Field(
        16, ge=1, le=1_000_000,
        title=QT_TRANSLATE_NOOP("engine", "Batch size"),
        description=QT_TRANSLATE_NOOP(
            "engine", "After how many rows the weights take a step. Small batches step often and noisily."
        ),
        json_schema_extra={"unit": QT_TRANSLATE_NOOP("engine", "rows")},
    )
    seed: int = Field(
        7, ge=0, le=2**32 - 1,
        title=QT_TRANSLATE_NOOP("engine", "Seed"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Decides every random choice: split, first weights, order of the rows. Same seed, same run."
        ),
    )
    shuffle: bool = Field(
        True,
        title=QT_TRANSLATE_NOOP("engine", "Shuffle rows"),
        description=QT_TRANSLATE_NOOP("engine", "Draws a new order of the training rows in each epoch."),
    )
    device: str = Field(
        "auto", pattern=r"^(auto|cpu|mps|cuda(:\d+)?)$",
        title=QT_TRANSLATE_NOOP("engine", "Device"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Where the network is trained. Automatic takes a GPU where the work is large enough."
        ),
    )
    step: Literal["auto", "autograd"] = Field(
        "auto",
        title=QT_TRANSLATE_NOOP("engine", "Step"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Automatic takes the quick step for Dense stacks on the CPU; the numbers are the same."
        ),
    )
    class_weight: AnyOf[ClassWeight] | None = Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Class weights"),
        description=QT_TRANSLATE_NOOP("engine", "How much the rows of each class count; without any, all count alike."),
    )
    reduce_lr: ReduceLROnPlateau | None = Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Lower rate on a plateau"),
        description=QT_TRANSLATE_NOOP("engine", "Takes smaller steps when learning stalls."),
    )
    early_stopping: Annotated[EarlyStopping | None, BeforeValidator(_as_in_forms)] = Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Early stopping"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Stops when validation no longer improves, and keeps the best weights."
        ),
    )


class Project(Value):
    """Metadata, data, layers and training settings: what is saved, undone, trained and exported.

    A project may be wrong while one edits it; `engine.project.problems` says what is.
    """

    metadata: Metadata = Metadata()
    data: Data | None = None
    layers: Listed[AnyOf[Layer]] = ()
    training: Training = Training()

    @property
    def output_index(self) -> int | None:
        """Place of the output layer: the last one that has units."""
        return next((i for i in reversed(range(len(self.layers))) if hasattr(self.layers[i], "units")), None)
