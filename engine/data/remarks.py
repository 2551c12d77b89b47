"""What to look at in a table before training: words among numbers, marks of missing values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.data.detect import MISSING_MARKERS
from engine.data.summary import ColumnSummary
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.project.document import KIND_NAMES, Column, Data

MOST_ISSUES = 100


@dataclass(frozen=True)
class Issue:
    """A cell to look at.

    Attributes:
        line: counted from 1, as an editor shows it.
        column: its name.
        raw: the cell as it stands there.
    """

    line: int
    column: str
    raw: str
    message: Message


def missing_markers(summaries: list[ColumnSummary], columns: list[Column]) -> tuple[str, ...]:
    """Words that may stand for missing values; offered, never assumed."""
    found: list[str] = []
    for summary, column in zip(summaries, columns, strict=True):
        words = [word for _, word in summary.words] if column.unreadable else list(column.classes)
        if column.kind in ("text", "choice", "number", "integer"):
            found += [word for word in dict.fromkeys(words) if _is_marker(word, column)]
        if column.minimum is not None and column.mean is not None:
            found += _outlying(column)
    return tuple(dict.fromkeys(found))


def _is_marker(word: str, column: Column) -> bool:
    # -999 is a marker only where it lies far from everything else, see _outlying.
    return word.lower() in MISSING_MARKERS and (bool(column.unreadable) or column.minimum is None)


def _outlying(column: Column) -> list[str]:
    low, high = column.minimum, column.maximum
    bars = column.histogram
    if low is None or high is None or len(bars) < 3:
        return []
    found = []
    # A gap of three empty bars beside the usual code for "not measured".
    if low in (-99.0, -999.0, -9999.0) and not any(bars[1:4]):
        found.append(f"{low:.0f}")
    if high in (999.0, 9999.0, 99999.0) and not any(bars[-4:-1]):
        found.append(f"{high:.0f}")
    return found


def issues_in(summaries: list[ColumnSummary], columns: list[Column]) -> Iterator[Issue]:
    """Cells that are no numbers in columns of numbers, as many as one wants to read."""
    found = 0
    for summary, column in zip(summaries, columns, strict=True):
        if not column.unreadable:
            continue
        for line, word in summary.words:
            if found == MOST_ISSUES:
                return
            found += 1
            yield Issue(
                line,
                column.name,
                word,
                Message.of(
                    QT_TRANSLATE_NOOP(
                        "engine",
                        "Line {line}: “{raw}” is no number, as the others in “{column}” are.",
                    ),
                    line=line,
                    raw=word[:80],
                    column=column.name,
                ),
            )


def warnings_about(data: Data, left_out: int, markers: tuple[str, ...]) -> Iterator[Message]:
    """What the user should know about the table before training."""
    if left_out:
        yield Message.of(
            QT_TRANSLATE_NOOP(
                "engine",
                "Rows left out because they have more or fewer values than the header: {count}.",
            ),
            count=left_out,
        )
    for marker in markers:
        yield Message.of(
            QT_TRANSLATE_NOOP(
                "engine", "“{word}” may stand for a missing value. Say so if it does."
            ),
            word=marker,
        )
    for column in data.columns:
        if column.unreadable:
            one = QT_TRANSLATE_NOOP(
                "engine", "One cell of “{column}” is no number. Correct it or mark it as missing."
            )
            many = QT_TRANSLATE_NOOP(
                "engine", "No numbers in “{column}”: {count} cells. Correct or mark them as missing."
            )
            yield Message.of(
                one if column.unreadable == 1 else many,
                column=column.name,
                count=column.unreadable,
            )
        elif column.role == "ignored":
            yield Message.of(
                QT_TRANSLATE_NOOP("engine", "“{column}” is not used: its kind is {kind}."),
                column=column.name,
                kind=Message.of(KIND_NAMES[column.kind]),
            )
    target = data.target
    if target is None:
        yield Message.of(
            QT_TRANSLATE_NOOP(
                "engine", "No column can be predicted: each is empty, constant, text or a date."
            )
        )
        return
    if target.missing:
        yield Message.of(
            QT_TRANSLATE_NOOP("engine", "Rows left out because “{column}” is missing: {count}."),
            count=target.missing,
            column=target.name,
        )
    if data.task == "classification" and min(target.counts, default=2) == 1:
        rare = target.classes[target.counts.index(1)]
        yield Message.of(
            QT_TRANSLATE_NOOP(
                "engine",
                "The class “{name}” of “{column}” has one row only: it cannot be tested.",
            ),
            column=target.name,
            name=rare,
        )
