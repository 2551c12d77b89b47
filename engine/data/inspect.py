"""What is in a table: columns with kinds and counts, what to predict, what to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NoReturn

from engine.data.csv_reader import open_quote
from engine.data.detect import Record
from engine.data.encodings import IsCancelled, Progress
from engine.data.readers import existing_file, reader_for, resolve_path
from engine.data.remarks import Issue, issues_in, missing_markers, warnings_about
from engine.data.summary import ColumnSummary, NumberFormat
from engine.errors import Cancelled, DataError
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.portable.tables import column_names
from engine.project.data_edits import proposed_role, proposed_target, set_target
from engine.project.document import Data, TableSource, Task
from engine.project.paths import is_sample, relative_to

PREVIEW_ROWS = 200
PIECE = 20_000
MOST_COLUMNS = 10_000
READING_SHARE = 0.1  # of the time, for the pass over the bytes


@dataclass(frozen=True)
class Inspection:
    """A described table.

    Attributes:
        data: source and columns, a target chosen.
        warnings: sentences about the table.
        issues: single cells, at most a hundred.
        preview: the first rows as text.
        markers: words that may stand for missing values, offered for `TableSource.missing`.
    """

    data: Data
    warnings: tuple[Message, ...] = ()
    issues: tuple[Issue, ...] = ()
    preview: tuple[tuple[str, ...], ...] = ()
    markers: tuple[str, ...] = ()


@dataclass
class _Table:
    """The pieces of a table as they come in."""

    names: list[str]
    summaries: list[ColumnSummary]
    preview: list[tuple[str, ...]] = field(default_factory=list)
    rows: int = 0
    left_out: int = 0


def inspect_table(
    path: str | Path,
    source: TableSource | None = None,
    *,
    target: str | int | None = None,
    task: Task | None = None,
    base: Path | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Inspection:
    """Describe a table.

    Args:
        path: the file, "sample:NAME" for a bundled one; relative ones start from `base`.
        source: how to read it; fields that were never set are found out.
        target: name or number of the column to predict, None to choose one.
        task: None follows from the target.
        base: the project's folder; the path is kept relative to it where it lies near.
        progress: told the share that is done, 0 to 1.
        cancelled: asked now and then.

    Raises:
        DataError: the table cannot be used as it is.
    """
    place = existing_file(resolve_path(path, base))
    reader = reader_for(place)
    early = (lambda share: progress(share * READING_SHARE)) if progress else None
    found = reader.detect(place, source, progress=early, cancelled=cancelled)
    found = found.changed(path=_stored_path(str(path), place, base))
    table = _read(reader.records(place, found), place, found, progress, cancelled)
    columns = [summary.column() for summary in table.summaries]
    columns = [column.changed(role=proposed_role(column.kind)) for column in columns]
    data = Data(source=found, columns=tuple(columns), rows=table.rows)
    chosen = target if target is not None else getattr(proposed_target(data), "name", None)
    if chosen is not None:
        data = set_target(data, chosen, task)
    markers = missing_markers(table.summaries, columns)
    return Inspection(
        data,
        tuple(warnings_about(data, table.left_out, markers)),
        tuple(issues_in(table.summaries, columns)),
        tuple(table.preview),
        markers,
    )


def regular_records(
    records: Iterator[Record], path: Path, source: TableSource
) -> Iterator[tuple[int, list[str] | None]]:
    """Yield the header, made up where there is none, and the rows; None for one that is left out.

    Raises:
        DataError: there is no table, or a row has another length and is not to be left out.
    """
    first = next(records, None)
    if first is None:
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{file} has no rows. Choose a file with a table in it."),
            file=path.name,
        )
    line, cells = first
    width = len(cells)
    if width == 1:
        _refuse_one_column(path, source)
    if width > MOST_COLUMNS:
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{file} has {count} columns; at most {limit} can be used."),
            file=path.name,
            count=width,
            limit=MOST_COLUMNS,
        )
    if source.header_row is None:
        yield line, [""] * width
    yield line, cells
    for line, cells in records:
        if len(cells) == width:
            yield line, cells
        elif source.ragged_rows == "leave_out":
            yield line, None
        elif any("\n" in cell for cell in cells) and len(cells) < width:
            raise open_quote(path, line)
        else:
            _refuse_ragged(path, line, len(cells), width)


def _read(
    records: Iterator[Record],
    path: Path,
    source: TableSource,
    progress: Progress | None,
    cancelled: IsCancelled | None,
) -> _Table:
    rows = regular_records(records, path, source)
    _, header = next(rows)
    names = column_names(header or [])
    numbers = NumberFormat.of(source)
    table = _Table(names, [ColumnSummary(name, numbers, source.missing) for name in names])
    size, read = max(path.stat().st_size, 1), 0
    while piece := list(islice(rows, PIECE)):
        lines = [line for line, cells in piece if cells is not None]
        kept = [cells for _, cells in piece if cells is not None]
        table.left_out += len(piece) - len(kept)
        table.rows += len(kept)
        if len(table.preview) < PREVIEW_ROWS:
            wanted = kept[: PREVIEW_ROWS - len(table.preview)]
            table.preview += [tuple(cell.strip() for cell in cells) for cells in wanted]
        if kept:
            for summary, cells in zip(table.summaries, zip(*kept, strict=True), strict=True):
                summary.add(cells, lines)
        read += sum(
            len(cell) + 1 for cells in kept[:: max(len(kept) // 100, 1)] for cell in cells
        ) * max(len(kept) // 100, 1)
        if progress:
            progress(min(READING_SHARE + (1 - READING_SHARE) * read / size, 1.0))
        if cancelled and cancelled():
            raise Cancelled(QT_TRANSLATE_NOOP("engine", "Reading was cancelled."))
    if not table.rows:
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{file} has a header, but no rows below it."),
            hint=QT_TRANSLATE_NOOP(
                "engine", "Choose a file with rows, or say that it has no header."
            ),
            file=path.name,
        )
    return table


def _stored_path(given: str, place: Path, base: Path | None) -> str:
    if is_sample(given):
        return given
    return relative_to(place, base) if base is not None else str(place)


def _refuse_one_column(path: Path, source: TableSource) -> NoReturn:
    raise DataError(
        QT_TRANSLATE_NOOP(
            "engine", "{file} has one column only; a table to learn from has two or more."
        ),
        hint=QT_TRANSLATE_NOOP(
            "engine", "If the values are separated by something else than “{delimiter}”, choose it."
        ),
        file=path.name,
        delimiter=source.delimiter,
    )


def _refuse_ragged(path: Path, line: int, count: int, width: int) -> NoReturn:
    if count == 1:
        raise DataError(
            QT_TRANSLATE_NOOP(
                "engine", "{file}, line {line}: 1 value where the header has {width}."
            ),
            hint=QT_TRANSLATE_NOOP("engine", "Leave this row out, or correct it."),
            file=path.name,
            line=line,
            width=width,
        )
    raise DataError(
        QT_TRANSLATE_NOOP(
            "engine", "{file}, line {line}: {count} values where the header has {width}."
        ),
        hint=QT_TRANSLATE_NOOP("engine", "Leave this row out, or correct it."),
        file=path.name,
        line=line,
        count=count,
        width=width,
    )
