"""`netbench predict`: the rows of a table with what the network says behind them."""

from __future__ import annotations

import argparse
import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.arguments import add_force, free_file
from engine.cli.output import Output
from engine.errors import DataError
from engine.messages import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.project.document import TableSource


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run_folder", metavar="RUN", help="a run's folder")
    parser.add_argument("file", metavar="FILE", help="a table with the same input columns")
    parser.add_argument(
        "-o", "--out", required=True, metavar="OUT.csv",
        help="the rows as given with “prediction” behind, written as FILE is: same delimiter, "
        "decimal sign and encoding",
    )
    add_force(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    from engine.data.readers import existing_file, resolve_path

    folder = Path(options.run_folder)
    table = existing_file(resolve_path(options.file, Path.cwd()))
    out = free_file(Path(options.out), force=options.force, not_over=table)
    from engine.project.storage import write_file
    from engine.training.predict import Predictor

    predictor = Predictor(folder)
    predicted = predictor.predict_table(predictor.read(table))
    new = [name for name in predicted if name == "prediction" or name.startswith("probability of ")]
    source, rows = _rows_as_given(table)
    header, *cells = rows
    if source.header_row is None:  # columns without a header have names all the same
        header = [str(name) for name in predicted if name not in new]
    for name in new:
        if name in (title.strip() for title in header):
            raise DataError(
                QT_TRANSLATE_NOOP("engine", "{file} has a column “{column}” already."),
                hint=QT_TRANSLATE_NOOP("engine", "Rename it first."),
                file=table.name,
                column=name,
            )
    answers = zip(*(predicted[name].tolist() for name in new), strict=True)
    lines = [[*header, *new]]
    for row, answer in zip(cells, answers, strict=True):
        lines.append([*row, *(_cell(value, source.decimal) for value in answer)])
    write_file(out, _written(lines, source))
    output.answer({"rows": len(cells), "out": str(out)})
    output.say(f"{out}: {len(cells)} rows")
    return 0


def _rows_as_given(table: Path) -> tuple[TableSource, list[list[str]]]:
    """The cells as they stand in the file, header first."""
    from engine.data.inspect import regular_records
    from engine.data.readers import reader_for

    reader = reader_for(table)
    source = reader.detect(table)
    rows = [
        cells
        for _, cells in regular_records(reader.records(table, source), table, source)
        if cells is not None
    ]
    return source, rows


def _cell(value: Any, decimal: str) -> str:
    return repr(value).replace(".", decimal) if isinstance(value, float) else str(value)


def _written(lines: list[list[str]], source: TableSource) -> bytes:
    text = io.StringIO()
    quote: dict[str, Any] = {"quotechar": source.quote or '"'}
    csv.writer(text, delimiter=source.delimiter, lineterminator="\n", **quote).writerows(lines)
    try:
        return text.getvalue().encode(source.encoding)
    except UnicodeEncodeError:  # a class of the training table that this encoding does not know
        return text.getvalue().encode("utf-8-sig")
