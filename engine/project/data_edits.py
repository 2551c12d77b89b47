"""Pure edits of described data: which column is predicted, what the columns are taken for."""

from __future__ import annotations

import difflib
import re
from typing import get_args

from engine.errors import DataError
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.project.document import (
    CLASS_KINDS,
    INPUT_KINDS,
    KIND_NAMES,
    NUMERIC_KINDS,
    Column,
    Data,
    Kind,
    Role,
    Task,
)

FEW_NUMBERS = 10
TWO_CLASSES = 2

# What people call the column to predict, the surest first.
TARGET_NAMES = (
    ("target", "class", "label", "y", "目标", "类别", "标签", "分类"),
    (
        "species",
        "outcome",
        "diagnosis",
        "survived",
        "result",
        "response",
        "output",
        "answer",
        "种类",
        "结果",
        "诊断",
    ),
    (
        "price",
        "saleprice",
        "progression",
        "quality",
        "churn",
        "yield",
        "品种",
        "价格",
        "房价",
        "销量",
        "产量",
        "成绩",
        "质量",
    ),
)


def find_column(data: Data, name: str | int) -> Column:
    """Return a column by its name or, where none bears it, by its number counted from 1.

    Raises:
        DataError: there is none; the sentence names the nearest.
    """
    text = str(name).strip()
    column: Column
    for column in data.columns:
        if column.name == text:
            return column
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(data.columns):
        column = data.columns[int(text) - 1]
        return column
    raise unknown_column(text, [column.name for column in data.columns])


def unknown_column(name: str, names: list[str]) -> DataError:
    """Return the error for a column that is not there, with the nearest name where one is near."""
    folded = {known.lower(): known for known in names}
    near = difflib.get_close_matches(name.lower(), list(folded), n=1, cutoff=0.6)
    if near:
        return DataError(
            QT_TRANSLATE_NOOP("engine", "There is no column “{name}”. Did you mean “{near}”?"),
            name=name,
            near=folded[near[0]],
        )
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return DataError(
        QT_TRANSLATE_NOOP("engine", "There is no column “{name}”. There are: {names}."),
        name=name,
        names=shown,
    )


def proposed_task(column: Column) -> Task:
    """Return what predicting a column most likely means."""
    if column.minimum is None or column.kind in ("choice", "boolean", "text", "date"):
        return "classification"
    if len(column.classes) == TWO_CLASSES:
        return "classification"
    whole = column.kind in ("integer", "identifier") and not column.unreadable
    few = whole and 0 < len(column.classes) <= FEW_NUMBERS and min(column.counts) > 1
    return "classification" if few else "regression"


def proposed_target(data: Data) -> Column | None:
    """Return the column that bears a target's name, else the last one that can be predicted."""
    able: list[Column] = [column for column in data.columns if column.kind in INPUT_KINDS]
    for names in TARGET_NAMES:
        for column in reversed(able):
            if _without_unit(column.name).lower() in names:
                return column
    return able[-1] if able else None


def _without_unit(name: str) -> str:
    """A title without what stands in brackets behind it: "产量(kg/亩)" is "产量"."""
    return re.sub(r"\s*[(\[（].*$", "", name).strip() or name


def proposed_role(kind: Kind) -> Role:
    """Return the role of a column of this kind that is not the target."""
    return "input" if kind in INPUT_KINDS else "ignored"


def set_target(data: Data, name: str | int | None, task: Task | None = None) -> Data:
    """Predict another column; the one before becomes an input again. None: predict nothing.

    Raises:
        DataError: there is no such column, or it cannot be predicted.
    """
    chosen = find_column(data, name) if name is not None else None
    if chosen is not None:
        _check_target(chosen)
    columns = []
    for column in data.columns:
        if chosen is not None and column.name == chosen.name:
            columns.append(column.changed(role="target", kind=_kind_of_target(column)))
        elif column.role == "target":
            columns.append(column.changed(role=proposed_role(column.kind)))
        else:
            columns.append(column)
    changed = data.changed(columns=tuple(columns))
    if chosen is None:
        return changed
    return set_task(changed, task or proposed_task(chosen))


def set_task(data: Data, task: Task) -> Data:
    """Predict the target as one of its classes, or as a number.

    Raises:
        DataError: the target does not suit the task.
    """
    if task not in get_args(Task):
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "The task is classification or regression; got “{task}”."),
            task=task,
        )
    target = data.target
    if target is None:
        return data.changed(task=task)
    if task == "regression":
        if target.minimum is None:
            raise DataError(
                QT_TRANSLATE_NOOP(
                    "engine", "“{column}” holds words, so it cannot be predicted as a number."
                ),
                hint=QT_TRANSLATE_NOOP("engine", "Choose classification, or another column."),
                column=target.name,
            )
        if target.kind not in NUMERIC_KINDS:
            target = target.changed(kind=_numeric_kind(target))
    elif len(target.classes) < TWO_CLASSES:
        raise _not_classes(target)
    return data.changed(columns=_replaced(data, target), task=task)


def set_column_role(data: Data, name: str | int, role: Role) -> Data:
    """Learn from a column, predict it, or leave it alone.

    Raises:
        DataError: its kind does not suit the role.
    """
    column = find_column(data, name)
    if role == "target":
        return set_target(data, column.name)
    if role == "input" and column.kind not in INPUT_KINDS:
        raise DataError(
            QT_TRANSLATE_NOOP(
                "engine", "“{column}” is of kind {kind}, which a network cannot learn from."
            ),
            hint=QT_TRANSLATE_NOOP("engine", "Change its kind first."),
            column=column.name,
            kind=Message.of(KIND_NAMES[column.kind]),
        )
    return data.changed(columns=_replaced(data, column.changed(role=role)))


def set_column_kind(data: Data, name: str | int, kind: Kind) -> Data:
    """Take a column for something else; its role follows where the kind allows no other.

    Raises:
        DataError: its values do not allow the kind.
    """
    column = find_column(data, name)
    _check_kind(column, kind)
    role: Role = column.role
    if role != "target":
        role = (
            proposed_role(kind) if (kind in INPUT_KINDS) != (column.kind in INPUT_KINDS) else role
        )
    changed = column.changed(kind=kind, role=role)
    data = data.changed(columns=_replaced(data, changed))
    return set_task(data, proposed_task(changed)) if role == "target" else data


def _replaced(data: Data, column: Column) -> tuple[Column, ...]:
    return tuple(column if old.name == column.name else old for old in data.columns)


def _numeric_kind(column: Column) -> Kind:
    if column.kind in NUMERIC_KINDS:
        return column.kind
    words = column.classes or (column.example,)
    return "integer" if all(word.lstrip("+-").isdigit() for word in words) else "number"


def _kind_of_target(column: Column) -> Kind:
    if column.kind == "identifier" and column.minimum is not None:
        return _numeric_kind(column)
    return "choice" if column.kind in ("text", "identifier", "date") else column.kind


def _check_target(column: Column) -> None:
    if column.kind == "empty":
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "“{column}” is empty, so it cannot be predicted."),
            hint=QT_TRANSLATE_NOOP("engine", "Choose another column."),
            column=column.name,
        )
    if column.kind == "constant":
        raise DataError(
            QT_TRANSLATE_NOOP(
                "engine", "“{column}” has one value only, “{value}”: there is nothing to predict."
            ),
            hint=QT_TRANSLATE_NOOP("engine", "Choose another column."),
            column=column.name,
            value=column.example,
        )
    if column.minimum is None and len(column.classes) < TWO_CLASSES:
        raise _not_classes(column)


def _not_classes(column: Column) -> DataError:
    return DataError(
        QT_TRANSLATE_NOOP(
            "engine", "“{column}” has too many different values to be predicted as classes."
        ),
        hint=QT_TRANSLATE_NOOP("engine", "Choose another column."),
        column=column.name,
    )


def _check_kind(column: Column, kind: Kind) -> None:
    if kind not in get_args(Kind):
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "There is no kind “{kind}”. There are: {kinds}."),
            kind=kind,
            kinds=", ".join(get_args(Kind)),
        )
    if kind in NUMERIC_KINDS and column.minimum is None:
        raise DataError(
            QT_TRANSLATE_NOOP(
                "engine", "“{column}” holds words such as “{value}”, so it is no number."
            ),
            column=column.name,
            value=column.example,
        )
    if kind == "choice" and column.kind in CLASS_KINDS and not column.classes:
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "“{column}” has too many different values to be a choice."),
            column=column.name,
        )
    if kind in ("choice", "boolean") and len(column.classes) < (
        TWO_CLASSES if kind == "boolean" else 1
    ):
        raise DataError(
            QT_TRANSLATE_NOOP(
                "engine", "“{column}” has not enough different values for the kind {kind}."
            ),
            column=column.name,
            kind=Message.of(KIND_NAMES[kind]),
        )
    if kind == "boolean" and len(column.classes) != TWO_CLASSES:
        raise DataError(
            QT_TRANSLATE_NOOP(
                "engine", "“{column}” has {count} different values; yes or no has two."
            ),
            column=column.name,
            count=len(column.classes),
        )
