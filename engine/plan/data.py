"""The steps from a file to arrays, as Calls: preparing executes them, an exporter prints them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from engine.call import Call, Ref
from engine.class_weights import ClassWeight
from engine.project.document import NUMERIC_KINDS, Data, GeneratedSource, TableSource
from engine.targets import Output

TABLES = "engine.portable.tables."
COLUMNS = "engine.portable.columns."
SPLITS = "engine.portable.splits."
GENERATED = "engine.portable.generated."

# For a table without quotation marks: a character that no text contains.
NO_QUOTE = "\x1f"

TABLE = Ref("table")
TRAINING_TABLE = Ref("training_table")


@dataclass(frozen=True)
class DataSteps:
    """What is done in this order; each result has the name that the Refs of later steps use.

    ::

        table = read                        path
        table = numbers                     table; None where texts are numbers already
        table = complete                    table; None where no row has to be left out
        labels (or values) = target         table
        training_rows, validation_rows, test_rows = split     labels (or len(table)), split_seed
        training_table = table.iloc[training_rows]
        columns = [*columns]                training_table
        x = inputs                          table, columns; rows are taken from x afterwards
        target_mean, target_scale = scale   training_values = values[training_rows]; or None
        y = targets                         labels, or values and the two above; None: y = labels
        weights = class_weights             labels, training_labels = labels[training_rows]; None: all count alike

    Attributes:
        target_name: "labels" (class numbers, int64) or "values" (float64).
    """

    read: Call
    numbers: Call | None
    complete: Call | None
    target: Call
    target_name: Literal["labels", "values"]
    split: Call
    columns: tuple[Call, ...]
    inputs: Call
    scale: Call | None
    targets: Call | None
    class_weights: Call | None = None


def data_steps(data: Data, output: Output, class_weight: ClassWeight | None = None) -> DataSteps:
    """Resolve where the rows come from, how they are split and what becomes of them.

    Args:
        data: described data with a target.
        output: decides how the target is written.
        class_weight: how much the training rows of each class count.
    """
    target = data.target
    if target is None:
        msg = "Data without a target have no steps; find_problems says so before."
        raise ValueError(msg)
    classes = data.classes
    shares = {
        "validation": data.split.validation,
        "test": data.split.test,
        "seed": Ref("split_seed"),
    }
    if data.task == "classification":
        goal = Call(TABLES + "class_numbers", TABLE, target.name, list(classes))
        split = Call(SPLITS + "stratified_split", Ref("labels"), **shares)
    else:
        goal = Call(TABLES + "target_values", TABLE, target.name)
        split = Call(SPLITS + "random_split", Ref("rows"), **shares)
    return DataSteps(
        read=read_call(data.source, [column.name for column in data.columns]),
        numbers=numbers_call(data),
        complete=complete_call(data),
        target=goal,
        target_name="labels" if data.task == "classification" else "values",
        split=split,
        columns=column_calls(data),
        inputs=Call(COLUMNS + "input_values", TABLE, Ref("columns")),
        scale=Call(COLUMNS + "mean_and_scale", Ref("training_values")) if output.scaled else None,
        targets=_targets_call(output, len(classes)),
        class_weights=class_weight.call(len(classes)) if class_weight and data.task == "classification" else None,
    )


def read_call(source: TableSource | GeneratedSource, names: Sequence[str] = ()) -> Call:
    """The call that gives the whole table; what a tidy table does not need is left out.

    Args:
        source: where it lies and how it is written.
        names: of its columns; odd headers need a more careful reader.
    """
    if isinstance(source, GeneratedSource):
        return Call(GENERATED + source.shape, source.rows, source.noise, source.seed)
    tidy = source.header_row == 1 and source.quote == '"' and source.ragged_rows == "refuse"
    if not tidy or source.missing or any(_is_made_up(*item) for item in enumerate(names, start=1)):
        return untidy_read_call(source)
    return Call(TABLES + "read_table", Ref("path"), **_spelling(source))


def untidy_read_call(source: TableSource) -> Call:
    """The call that reads a table whatever its headers are; the same table where they are tidy."""
    options = _spelling(source)
    if source.quote != '"':
        options["quote"] = source.quote or NO_QUOTE
    if source.missing:
        options["missing"] = [word.lower() for word in source.missing]
    if source.ragged_rows == "leave_out":
        if source.header_row != 1:
            options["header_row"] = source.header_row or 0
        return Call(TABLES + "read_regular_rows", Ref("path"), **options)
    if source.header_row is None:
        return Call(TABLES + "read_table_without_header", Ref("path"), **options)
    if source.header_row != 1:
        options["header_row"] = source.header_row
    return Call(TABLES + "read_untidy_table", Ref("path"), **options)


def _spelling(source: TableSource) -> dict[str, object]:
    options: dict[str, object] = {}
    if source.encoding != "utf-8":
        options["encoding"] = source.encoding
    if source.delimiter != ",":
        options["delimiter"] = source.delimiter
    return options


def _is_made_up(number: int, name: str) -> bool:
    """Whether a name may come from an empty header or from one that stands there twice."""
    return name == f"Column {number}" or name.endswith(f" ({number})")


def numbers_call(data: Data, *, with_target: bool = True) -> Call | None:
    """The call that reads decimal commas and thousands; None where numbers are written plainly."""
    source = data.source
    if isinstance(source, GeneratedSource) or (source.decimal == "." and source.thousands is None):
        return None
    names = [column.name for column in data.inputs if column.kind in NUMERIC_KINDS]
    if with_target and data.task == "regression" and data.target:
        names.append(data.target.name)
    options: dict[str, object] = {} if source.decimal == "." else {"decimal": source.decimal}
    if source.thousands is not None:
        options["thousands"] = source.thousands
    return Call(TABLES + "with_numbers", TABLE, names, **options) if names else None


def complete_call(data: Data) -> Call | None:
    """The call that leaves out rows without a target and, where asked for, those with holes."""
    names = [data.target.name] if data.target and data.target.missing else []
    if data.preparation.missing_inputs == "leave_out":
        names += [column.name for column in data.inputs if column.missing]
    return Call(TABLES + "complete_rows", TABLE, names) if names else None


def column_calls(data: Data) -> tuple[Call, ...]:
    """The calls that fit the input columns on the training rows, in the order of `Data.inputs`."""
    numbers = [column.name for column in data.inputs if column.kind in NUMERIC_KINDS]
    words = {
        column.name: list(column.classes) for column in data.inputs if column.kind == "boolean"
    }
    choices = {
        column.name: list(column.classes) for column in data.inputs if column.kind == "choice"
    }
    calls = []
    if numbers:
        name = "NumberColumns" if data.preparation.scale_numbers else "UnscaledColumns"
        calls.append(Call(COLUMNS + name, TRAINING_TABLE, numbers))
    if words:
        calls.append(Call(COLUMNS + "BooleanColumns", TRAINING_TABLE, words))
    if choices:
        calls.append(Call(COLUMNS + "ChoiceColumns", TRAINING_TABLE, choices))
    return tuple(calls)


def _targets_call(output: Output, classes: int) -> Call | None:
    match output.encoding:
        case "index":
            return None
        case "binary":
            return Call(COLUMNS + "binary_targets", Ref("labels"))
        case "one_hot":
            return Call(COLUMNS + "one_hot_targets", Ref("labels"), classes)
    if output.scaled:
        return Call(
            COLUMNS + "scaled_targets", Ref("values"), Ref("target_mean"), Ref("target_scale")
        )
    return Call(COLUMNS + "value_targets", Ref("values"))
