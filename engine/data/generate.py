"""Rows drawn by a formula, described like a table."""

from __future__ import annotations

from engine.call import execute
from engine.data.summary import ColumnSummary, NumberFormat
from engine.plan.data import read_call
from engine.project.data_edits import proposed_role, set_target
from engine.project.document import Data, GeneratedSource


def describe_generated(source: GeneratedSource) -> Data:
    """Draw the rows once and describe their columns; the last one is the target."""
    table = execute(read_call(source))
    columns = []
    for name in table.columns:
        summary = ColumnSummary(str(name), NumberFormat(".", None))
        summary.add([str(value) for value in table[name]], list(range(len(table))))
        column = summary.column()
        columns.append(column.changed(role=proposed_role(column.kind)))
    data = Data(source=source, columns=tuple(columns), rows=len(table))
    return set_target(data, str(table.columns[-1]), "classification")
