"""How well each class was found, from the true and the predicted classes of the test rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ClassScore:
    """The scores of one class; not a number where there is nothing to divide by."""

    name: str
    precision: float
    recall: float
    f1: float
    rows: int


def confusion(labels: Sequence[int], predicted: Sequence[int], classes: int) -> list[list[int]]:
    """Counts by true class (row) and predicted class (column)."""
    counts = [[0] * classes for _ in range(classes)]
    for true, guess in zip(labels, predicted, strict=True):
        counts[true][guess] += 1
    return counts


def class_scores(counts: Sequence[Sequence[int]], names: Sequence[str]) -> list[ClassScore]:
    """Precision, recall and F1 of each class."""
    scores = []
    for i, name in enumerate(names):
        right, rows = counts[i][i], sum(counts[i])
        guesses = sum(row[i] for row in counts)
        precision, recall = _ratio(right, guesses), _ratio(right, rows)
        f1 = _ratio(2 * right, rows + guesses)
        scores.append(ClassScore(name, precision, recall, f1, rows))
    return scores


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else math.nan
