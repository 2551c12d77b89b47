"""What the window calls the kinds and roles of columns, and their pictures."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.project.document import INPUT_KINDS, KIND_NAMES, Column, Kind, Role
from netbench_gui import i18n
from netbench_gui.look.figures import THIN_SPACE, count, figure

KIND_ICONS: dict[Kind, str] = {
    "number": "hash",
    "integer": "hash",
    "choice": "tag",
    "boolean": "tag",
    "date": "calendar",
    "text": "type",
    "identifier": "fingerprint",
    "constant": "equal",
    "empty": "circle-off",
}
MOST_BARS = 13


def kind_name(kind: Kind) -> str:
    """Return the word for a kind."""
    return i18n.translate(KIND_NAMES[kind])


def role_name(role: Role) -> str:
    """Return the word for a role."""
    translate = QCoreApplication.translate
    names: dict[Role, str] = {
        "input": translate("Columns", "input"),
        "target": translate("Columns", "target"),
        "ignored": translate("Columns", "ignored"),
    }
    return names[role]


def why_unused(column: Column) -> str:
    """Return in one sentence why a network cannot learn from a column, "" where it can."""
    translate = QCoreApplication.translate
    reasons: dict[Kind, str] = {
        "date": translate("Columns", "A network cannot learn from a date as it stands."),
        "text": translate("Columns", "A network of this sort cannot learn from free text."),
        "identifier": translate(
            "Columns", "An identifier is different in each row, so nothing can be learnt from it."
        ),
        "constant": translate(
            "Columns", "It is the same in every row, so nothing can be learnt from it."
        ),
        "empty": translate("Columns", "It has no values."),
    }
    return reasons.get(column.kind, "")


def is_usable(column: Column) -> bool:
    """Return whether a network can learn from a column as it is."""
    return column.kind in INPUT_KINDS


def bars(column: Column) -> tuple[int, ...]:
    """Return the heights of a column's little picture."""
    heights: tuple[int, ...] = column.histogram or column.counts
    return heights[:MOST_BARS]


def missing_text(column: Column) -> str:
    """Return "14 missing" or "no missing"."""
    translate = QCoreApplication.translate
    if not column.missing:
        return translate("Columns", "no missing")
    return translate("Columns", "{count} missing").format(count=count(column.missing))


def facts(column: Column) -> tuple[str, str]:
    """Return two short lines about a column's values."""
    translate = QCoreApplication.translate
    if column.kind == "empty":
        return translate("Columns", "no values"), ""
    if column.kind == "constant":
        return translate("Columns", "one value"), column.example
    if column.kind in ("number", "integer") and column.minimum is not None:
        low, high = short_figure(column.minimum), short_figure(column.maximum)
        span = translate("Columns", "{low} to {high}").format(low=low, high=high)
        mean = translate("Columns", "mean {mean}").format(mean=short_figure(column.mean))
        return span, mean
    if column.kind in ("choice", "boolean") and column.classes:
        number = len(column.classes)
        classes = QCoreApplication.translate("Columns", "{count} class(es)", "", number).format(count=count(number))
        if not column.counts:
            return classes, ""
        most = column.classes[column.counts.index(max(column.counts))]
        return classes, translate("Columns", "most: {name}").format(name=most)
    if column.kind == "identifier":
        return translate("Columns", "all different"), translate("Columns", "one per row")
    return translate("Columns", "for example"), column.example


def short_figure(value: float | None) -> str:
    """Return a number in at most four digits behind the point, fewer where it is large."""
    if value is None:
        return figure(None)
    if value == int(value) and abs(value) < 1e6:
        return count(int(value))
    decimals = 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
    text = figure(value, decimals)
    return text if THIN_SPACE in text or "e" in text else text.rstrip("0").rstrip(".,")


def describe(column: Column) -> str:
    """Return all about a column in one line, for tooltips and screen readers."""
    parts = [column.name, kind_name(column.kind), role_name(column.role)]
    parts += [fact for fact in facts(column) if fact]
    parts.append(missing_text(column))
    text = " · ".join(parts)
    why = why_unused(column)
    return f"{text}\n{why}" if why else text
