"""From described data to the arrays that training takes: the steps of the Plan, executed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.call import execute
from engine.class_weights import ClassWeight
from engine.data.encodings import IsCancelled, Progress
from engine.data.fitted import FittedPreparation
from engine.data.readers import existing_file, resolve_path
from engine.data.rows import PreparedData, Rows, from_arrays
from engine.data.tables import checked_columns, checked_labels, read_numbers, read_text
from engine.errors import Cancelled, DataError
from engine.messages import QT_TRANSLATE_NOOP
from engine.plan.data import data_steps
from engine.project.document import Data, TableSource
from engine.targets import Output

__all__ = ["FittedPreparation", "PreparedData", "Rows", "from_arrays", "prepare"]


def prepare(
    data: Data,
    output: Output,
    *,
    base: Path | None = None,
    split_seed: int,
    class_weight: ClassWeight | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> PreparedData:
    """Read, split, fit on the training rows, encode.

    Args:
        data: the project's data, with a target and inputs.
        output: decides how the targets are written.
        base: the project's folder.
        split_seed: the run's sub-seed for the split.
        class_weight: how much the training rows of each class count.
        progress: told the share that is done, 0 to 1.
        cancelled: asked between the steps.

    Raises:
        DataError: the table is not (or no longer) what the project says.
    """

    def done(share: float) -> None:
        if progress:
            progress(share)
        if cancelled and cancelled():
            raise Cancelled(QT_TRANSLATE_NOOP("engine", "Reading was cancelled."))

    steps = data_steps(data, output, class_weight)
    path = (
        existing_file(resolve_path(data.source.path, base))
        if isinstance(data.source, TableSource)
        else None
    )
    done(0.0)
    text = read_text(data, path, steps.read)
    done(0.5)
    used = [column.name for column in data.columns if column.role != "ignored"]
    checked_columns(text, used, path.name if path else "")
    table = read_numbers(text, data, path)
    done(0.7)
    rows = len(table)
    if steps.complete:
        table, text = execute(steps.complete, table=table), execute(steps.complete, table=text)
    if data.target and table[data.target.name].isna().any():
        raise _changed(path)
    checked_labels(table, data)
    goal = execute(steps.target, table=table)
    names: dict[str, Any] = {
        "table": table,
        "rows": len(table),
        steps.target_name: goal,
        "split_seed": split_seed,
    }
    parts = execute(steps.split, **names)
    names["training_table"] = table.iloc[parts[0]]
    columns = tuple(execute(call, **names) for call in steps.columns)
    mean, scale = 0.0, 1.0
    if steps.scale:
        mean, scale = execute(steps.scale, training_values=goal[parts[0]])
    done(0.8)
    fitted = FittedPreparation(data, output, columns, mean, scale)
    x, y = fitted.inputs_of(table), fitted.targets(table)
    done(0.9)
    train, validation, test = (
        Rows(np.ascontiguousarray(x[part]), np.ascontiguousarray(y[part])) for part in parts
    )
    if steps.class_weights is not None:
        weights = execute(steps.class_weights, labels=goal, training_labels=goal[parts[0]])
        train = replace(train, weights=weights[parts[0]])
    done(1.0)
    return PreparedData(train, validation, test, mean, scale, fitted, rows - len(table), text.iloc[parts[2]])


def _changed(path: Path | None) -> DataError:
    return DataError(
        QT_TRANSLATE_NOOP(
            "engine", "{file} has changed since it was opened: rows have lost their target."
        ),
        hint=QT_TRANSLATE_NOOP("engine", "Open it again."),
        file=path.name if path else "",
    )
