"""The preparation as fitted on the training rows: used for new rows, kept as plain numbers."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.call import execute
from engine.data.readers import existing_file, reader_for, resolve_path
from engine.data.rows import Rows
from engine.data.summary import NumberFormat
from engine.data.tables import checked_columns, checked_labels, read_numbers, read_text
from engine.errors import DataError, EngineError, FileError
from engine.messages import QT_TRANSLATE_NOOP
from engine.plan.data import DataSteps, data_steps, untidy_read_call
from engine.portable import columns as portable
from engine.portable.tables import clean, complete_rows
from engine.project.document import NUMERIC_KINDS, Column, Data, TableSource
from engine.project.storage import read_json, write_file
from engine.targets import Output

if TYPE_CHECKING:
    import pandas as pd

FORMAT = "netbench-preparation"
VERSION = 1
FITTED: dict[str, type] = {
    "NumberColumns": portable.NumberColumns,
    "UnscaledColumns": portable.UnscaledColumns,
    "BooleanColumns": portable.BooleanColumns,
    "ChoiceColumns": portable.ChoiceColumns,
}


@dataclass(frozen=True)
class FittedPreparation:
    """What turns rows into the network's numbers.

    Attributes:
        columns: fitted objects of engine.portable.columns, in the order of `Data.inputs`.
        target_mean, target_scale: turn predictions back into the target's units; else 0 and 1.
    """

    data: Data
    output: Output
    columns: tuple[Any, ...]
    target_mean: float = 0.0
    target_scale: float = 1.0

    @property
    def steps(self) -> DataSteps:
        """The steps that the columns were fitted in."""
        return data_steps(self.data, self.output)

    def read(
        self, path: str | Path, *, base: Path | None = None, needs_target: bool = False
    ) -> pd.DataFrame:
        """Read a table with the same columns; it may be written in another way than the first.

        Raises:
            DataError: it cannot be read, or lacks a column.
        """
        place = existing_file(resolve_path(path, base))
        given = TableSource(path=str(place), missing=tuple(self._missing))
        first = self.data.source
        if needs_target and isinstance(first, TableSource):  # else each row wants its answer
            given = given.changed(ragged_rows=first.ragged_rows)
        source = reader_for(place).detect(place, given)
        data = self.data.changed(source=source)
        table = read_text(data, place, untidy_read_call(source))
        names = [column.name for column in data.inputs]
        if needs_target and data.target:
            names.append(data.target.name)
        checked_columns(table, names, place.name)
        return read_numbers(table, data, place, with_target=needs_target)

    def inputs(self, rows: pd.DataFrame | Mapping[str, Any]) -> np.ndarray:
        """Return rows, read or given by hand (words or numbers), as the network sees them."""
        return self.inputs_of(self._table(rows, with_target=False))

    def inputs_of(self, table: pd.DataFrame) -> np.ndarray:
        """Return the rows of a table that was read and checked as the network sees them."""
        with np.errstate(over="ignore"):
            x: np.ndarray = execute(self.steps.inputs, table=table, columns=self.columns)
        bad = ~np.isfinite(x).all(axis=0)
        if bad.any():
            columns = self.data.inputs
            widths = [len(column.classes) if column.kind == "choice" else 1 for column in columns]
            names = np.repeat([column.name for column in columns], widths)
            raise _too_far(str(names[np.argmax(bad)]))
        return np.ascontiguousarray(x)

    def rows(self, table: pd.DataFrame) -> Rows:
        """Return the inputs and targets of all rows of a table that have a target.

        Raises:
            DataError: no row has one, or a class is not among those learnt.
        """
        names = [self.data.target.name] if self.data.target else []
        if self.data.preparation.missing_inputs == "leave_out":
            names += [column.name for column in self.data.inputs]
        table = complete_rows(self._table(table, with_target=True), names)
        checked_labels(table, self.data)
        return Rows(self.inputs_of(table), self.targets(table))

    def targets(self, table: pd.DataFrame) -> np.ndarray:
        """Return the targets of rows that all have one, as the loss wants them."""
        steps = self.steps
        names = {steps.target_name: execute(steps.target, table=table)}
        if steps.targets is None:
            return np.ascontiguousarray(names[steps.target_name])
        scale = {"target_mean": self.target_mean, "target_scale": self.target_scale}
        with np.errstate(over="ignore"):
            y: np.ndarray = execute(steps.targets, **names, **scale)
        if not np.isfinite(y).all() and self.data.target:
            raise _too_far(self.data.target.name)
        return np.ascontiguousarray(y)

    def _table(self, rows: pd.DataFrame | Mapping[str, Any], *, with_target: bool) -> pd.DataFrame:
        import pandas as pd

        table = pd.DataFrame(rows)
        checked_columns(table, [column.name for column in self.data.inputs])
        roles = ("input", "target") if with_target else ("input",)
        cells = {
            column.name: _as_text(self._in_plain_numbers(table[column.name], column), column, self._missing)
            for column in self.data.columns
            if column.role in roles and column.name in table.columns
        }
        target = self.data.target
        with_target = with_target and target is not None and target.name in table.columns
        return read_numbers(table.assign(**cells), self.data, None, with_target=with_target)

    def _in_plain_numbers(self, given: pd.Series[Any], column: Column) -> pd.Series[Any]:
        """Words that are numbers as the table writes them, "6,1", as numbers; others stay as they are."""
        numbers = NumberFormat.of(self.data.source)
        if column.kind not in NUMERIC_KINDS or numbers == NumberFormat():
            return given

        def plain(cell: Any) -> Any:
            value = numbers.read(cell.strip()) if isinstance(cell, str) else math.nan
            return cell if math.isnan(value) else value

        return given.map(plain)

    @property
    def _missing(self) -> list[str]:
        source = self.data.source
        return [word.lower() for word in source.missing] if isinstance(source, TableSource) else []

    def save(self, path: Path) -> None:
        """Write the preparation as JSON; floats come back exactly."""
        columns = [
            {"kind": type(column).__name__, **_plain(vars(column))} for column in self.columns
        ]
        document = {
            "format": FORMAT,
            "version": VERSION,
            "data": self.data.model_dump(mode="json"),
            "output": asdict(self.output),
            "columns": columns,
            "target_mean": self.target_mean,
            "target_scale": self.target_scale,
        }
        write_file(
            path,
            json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8"),
        )

    @classmethod
    def load(cls, path: Path) -> FittedPreparation:
        """Read a preparation back.

        Raises:
            FileError: the file is missing or damaged.
        """
        document = read_json(path)
        try:
            if document.pop("format") != FORMAT or document.pop("version") != VERSION:
                raise KeyError("format")
            data = Data.model_validate(document["data"])
            fitted = cls(
                data,
                Output(**document["output"]),
                tuple(map(_restored, document["columns"])),
                float(document["target_mean"]),
                float(document["target_scale"]),
            )
            # Whether it fits the data shows in one row of holes.
            fitted.inputs({column.name: [""] for column in data.inputs})
        except (EngineError, ValueError, TypeError, KeyError, AttributeError, IndexError):
            raise FileError(
                QT_TRANSLATE_NOOP("engine", "“{file}” is damaged: it holds no preparation."),
                hint=QT_TRANSLATE_NOOP("engine", "Train again."),
                file=str(path),
            ) from None
        return fitted


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.tolist() if isinstance(value, np.ndarray) else value
        for name, value in fields.items()
    }


def _restored(fields: dict[str, Any]) -> Any:
    kind = FITTED[fields.pop("kind")]
    column: Any = object.__new__(kind)
    for name, value in fields.items():
        setattr(column, name, np.array(value, dtype=float) if isinstance(value, list) else value)
    return column


def _too_far(name: str) -> DataError:
    return DataError(
        QT_TRANSLATE_NOOP(
            "engine", "“{column}”: a number lies too far from those of the training rows."
        ),
        hint=QT_TRANSLATE_NOOP("engine", "Correct it, or untick the column."),
        column=name,
    )


def _as_text(given: pd.Series[Any], column: Column, missing: list[str]) -> pd.Series[Any]:
    """Cells given by hand as a file has them; numbers of a numeric column stay numbers."""
    import pandas as pd

    if pd.api.types.is_bool_dtype(given) and column.kind == "boolean":
        return given.map({False: column.classes[0], True: column.classes[1]})
    if pd.api.types.is_numeric_dtype(given):
        if column.kind in NUMERIC_KINDS:
            return given
        if not any("." in word for word in column.classes):  # 2.0 is the class "2"
            given = given.map(lambda value: f"{value:.0f}" if value == value // 1 else value)
    texts = given.astype(object).where(given.notna(), "")
    cells = clean(texts, missing)
    return pd.Series(cells, index=given.index)
