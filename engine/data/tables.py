"""Runs the steps that read a table, and says where a cell stands that they cannot take."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.call import Call, execute
from engine.data.inspect import regular_records
from engine.data.readers import reader_for
from engine.data.summary import NumberFormat
from engine.errors import DataError
from engine.messages import QT_TRANSLATE_NOOP
from engine.plan.data import numbers_call
from engine.project.data_edits import unknown_column
from engine.project.document import NUMERIC_KINDS, Data, TableSource

if TYPE_CHECKING:
    import pandas as pd

LARGEST = 1e30  # the network's numbers end at 3.4e38, and products of them must fit


def read_text(data: Data, path: Path | None, call: Call) -> pd.DataFrame:
    """Read the whole table (or draw it), cells still as text.

    Raises:
        DataError: rows have other lengths, or the file cannot be read in this way.
    """
    source = data.source
    if not isinstance(source, TableSource) or path is None:
        return execute(call)
    import pandas as pd

    rows = 0
    records = regular_records(reader_for(path).records(path, source), path, source)
    for _, cells in records:
        rows += cells is not None
    try:
        table = execute(call, path=path)
    except (
        pd.errors.ParserError,
        pd.errors.EmptyDataError,
        csv.Error,
        ValueError,
        IndexError,
    ) as error:
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{file} cannot be read as a table: {reason}."),
            hint=QT_TRANSLATE_NOOP(
                "engine", "Look at its delimiter, its quotation marks and its encoding."
            ),
            file=path.name,
            reason=str(error).strip().rstrip(".").splitlines()[0]
            if str(error).strip()
            else type(error).__name__,
        ) from None
    except OSError as error:
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{file} cannot be read: {reason}."),
            file=path.name,
            reason=str(error),
        ) from None
    if len(table) != rows - 1:
        raise DataError(
            QT_TRANSLATE_NOOP(
                "engine", "{file} can be read in two ways: as {first} rows or as {second}."
            ),
            hint=QT_TRANSLATE_NOOP("engine", "Look at its quotation marks and blank lines."),
            file=path.name,
            first=rows - 1,
            second=len(table),
        )
    return table


def checked_columns(table: pd.DataFrame, names: list[str], file: str = "") -> None:
    """Refuse a table that lacks one of the columns."""
    known = [str(name) for name in table.columns]
    for name in names:
        if name not in known:
            error = unknown_column(name, known)
            if file:
                error = DataError(
                    QT_TRANSLATE_NOOP("engine", "{file}: {reason}"), file=file, reason=error.message
                )
            raise error


def read_numbers(
    table: pd.DataFrame, data: Data, path: Path | None, *, with_target: bool = True
) -> pd.DataFrame:
    """Check that numeric columns hold numbers; read decimal commas and thousands.

    Args:
        table: cells as text, or numbers already.
        data: says which columns, and how the file writes numbers.
        path: the file they come from; None for rows given by hand, which are written plainly.
        with_target: whether a target that is a number is meant too.
    """
    source = None if path is None else data.source
    numbers = NumberFormat.of(source)
    names = [column.name for column in data.inputs if column.kind in NUMERIC_KINDS]
    if with_target and data.task == "regression" and data.target:
        names.append(data.target.name)
    for name in names:
        bad = _first_bad(table[name], numbers)
        if bad is not None:
            _refuse_word(bad, str(table[name].iloc[bad]), name, data, path)
    call = numbers_call(data, with_target=with_target) if isinstance(source, TableSource) else None
    table = execute(call, table=table) if call else table
    for name in names:
        if (table[name].astype(float).abs() > LARGEST).any():
            raise DataError(
                QT_TRANSLATE_NOOP(
                    "engine", "“{column}” holds numbers too large to learn from (over 1e30)."
                ),
                hint=QT_TRANSLATE_NOOP("engine", "Correct them, or untick the column."),
                column=name,
            )
    return table


def checked_labels(table: pd.DataFrame, data: Data) -> None:
    """Refuse a table without rows, or with a class that is not among the target's."""
    target = data.target
    if target is None:
        return
    if not len(table):
        raise DataError(
            QT_TRANSLATE_NOOP(
                "engine",
                "No row is left: each lacks a value in “{column}” or in a column to learn from.",
            ),
            column=target.name,
        )
    if data.task != "classification":
        return
    for label in table[target.name].unique():
        if label not in data.classes:
            raise DataError(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "“{column}”: the class “{name}” is not among those of the project ({classes}).",
                ),
                hint=QT_TRANSLATE_NOOP("engine", "If the file has changed, open it again."),
                column=target.name,
                name=str(label)[:80],
                classes=", ".join(data.classes[:12]),
            )


def _first_bad(column: pd.Series[Any], numbers: NumberFormat) -> int | None:
    if column.dtype.kind in "iufb":
        bad = np.isinf(column.to_numpy(dtype=float))
        return int(np.argmax(bad)) if bad.any() else None
    present = column.notna().to_numpy()
    cells = column.to_numpy(dtype=object)
    if numbers.decimal == "." and numbers.thousands is None:
        try:
            if np.isfinite(cells[present].astype(float)).all():
                return None
        except ValueError:
            pass
    for row in np.flatnonzero(present):
        if np.isnan(numbers.read(str(cells[row]))):
            return int(row)
    return None


def _refuse_word(row: int, raw: str, name: str, data: Data, path: Path | None) -> None:
    hint = QT_TRANSLATE_NOOP(
        "engine", "Correct it, mark it as missing, or take the column as a choice."
    )
    if path is None or not isinstance(data.source, TableSource):
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "Row {row}: “{raw}” in “{column}” is no number."),
            row=row + 1,
            raw=raw[:80],
            column=name,
        )
    records = regular_records(reader_for(path).records(path, data.source), path, data.source)
    lines = (line for line, cells in records if cells is not None)
    next(lines)
    line = next(line for number, line in enumerate(lines) if number == row)
    raise DataError(
        QT_TRANSLATE_NOOP("engine", "{file}, line {line}: “{raw}” in “{column}” is no number."),
        hint=hint,
        file=path.name,
        line=line,
        raw=raw[:80],
        column=name,
    )
