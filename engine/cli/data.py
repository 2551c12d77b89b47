"""`netbench data`: what a table is taken for."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.arguments import add_settings
from engine.cli.output import Output
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.data.inspect import Inspection
    from engine.project.document import Column, Data


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a table, or sample:NAME for a bundled one")
    parser.add_argument("--target", metavar="COL", help="the column to predict, name or number")
    parser.add_argument("--task", choices=("classification", "regression"))
    add_settings(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    from engine.cli.settings import source_fields, table_source
    from engine.data.inspect import inspect_table

    for setting in options.settings:
        if not setting.is_about_source:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "“{path}” does not say how a table is read."),
                hint=QT_TRANSLATE_NOOP("engine", "Fields such as data.source.decimal do."),
                path=setting.path,
            )
    fields = source_fields(options.settings)
    source = table_source({**fields, "path": options.file}) if fields else None
    found = inspect_table(
        options.file, source, target=options.target, task=options.task, base=Path.cwd()
    )
    output.answer(_document(found))
    for line in _lines(found):
        output.say(line)
    return 0


def _document(found: Inspection) -> dict[str, Any]:
    data = found.data
    source: Any = data.source
    target = data.target
    return {
        "format": source.format,
        "encoding": source.encoding,
        "delimiter": source.delimiter,
        "quote": source.quote or None,
        "decimal": source.decimal,
        "thousands": source.thousands,
        "header": source.header_row is not None,
        "header_row": source.header_row,
        "rows": data.rows,
        "columns": [
            {
                "name": column.name,
                "kind": column.kind,
                "role": column.role,
                "missing": column.missing,
                "classes": _classes(data, column),
            }
            for column in data.columns
        ],
        "task": data.task if target else None,
        "target": target.name if target else None,
        "warnings": [str(warning) for warning in found.warnings],
        "issues": [
            {
                "line": issue.line,
                "column": issue.column,
                "raw": issue.raw,
                "message": str(issue.message),
            }
            for issue in found.issues
        ],
    }


def _classes(data: Data, column: Column) -> list[str] | None:
    """Classes where they count as such: whole numbers have some too, in case they are predicted."""
    counts = column.kind in ("choice", "boolean")
    counts |= column.role == "target" and data.task == "classification"
    return list(column.classes) if counts else None


def _lines(found: Inspection) -> list[str]:
    data = found.data
    source: Any = data.source
    header = "no header" if source.header_row is None else f"header in line {source.header_row}"
    lines = [
        f"{source.path}: {data.rows} rows, {len(data.columns)} columns",
        f"{source.encoding}, delimiter {source.delimiter!r}, decimal {source.decimal!r}, {header}",
    ]
    width = max(len(column.name) for column in data.columns)
    for column in data.columns:
        classes = _classes(data, column)
        words = [f"  {column.name:<{width}}  {column.kind:<10}  {column.role:<7}"]
        if column.missing:
            words.append(f"{column.missing} missing")
        if classes:
            words.append(", ".join(classes[:8]) + (", …" if len(classes) > 8 else ""))
        lines.append("  ".join(words).rstrip())
    if data.target:
        lines.append(f"predict: {data.target.name} ({data.task})")
    lines += [f"warning: {warning}" for warning in found.warnings]
    lines += [f"line {issue.line}, {issue.column}: {issue.message}" for issue in found.issues]
    return lines
