"""Metrics read from confusion counts: what is true and what is taken for true, at one threshold or several.

With more than two classes every entry of the one-hot rows counts, as in Keras; with `class_id` one class alone.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.call import Call
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics import fields
from engine.metrics.base import CLASSES, SUMS, Metric, rows, shares
from engine.targets import Output

COUNTS = "engine.portable.metrics_confusion."
NEVER_TAKEN = -1e10  # what the outputs become that are not among the k largest; Keras's threshold for the others


def are_even(thresholds: tuple[float, ...]) -> bool:
    """Whether thresholds go from 0 to 1 in even steps; outputs are then told apart by multiplication, as in Keras."""
    steps = len(thresholds) - 1
    return steps > 1 and all(
        abs(value - number / steps) <= 1e-7 + 1e-5 * number / steps for number, value in enumerate(thresholds)
    )


class _AtThresholds(Metric):
    """Read from the counts at one threshold or several; several are told by their mean in training."""

    tasks: ClassVar[tuple[str, ...]] = CLASSES
    reads: ClassVar[Literal["rows", "entries", "columns", "classes"]] = "entries"
    entry: ClassVar[str]

    def levels(self) -> tuple[float, ...]:
        """The thresholds in the order in which they were given."""
        given: float | tuple[float, ...] | None = self.thresholds  # type: ignore[attr-defined]
        if given is None:
            return (0.5,) if self._top_k() is None else (NEVER_TAKEN,)
        return given if isinstance(given, tuple) else (given,)

    def sums(self, output: Output) -> Call:
        name, top = type(self).__name__, self._top_k()
        outputs, levels = shares(output), self.levels()
        if top is not None:
            outputs = Call(COUNTS + "top_only", outputs, top)
        number = getattr(self, "class_id", None)
        outputs = fields.one_column(outputs, output, number, name)
        targets = fields.one_column(rows(output), output, number, name)
        if len(levels) == 1:
            return Call(COUNTS + "threshold_counts", outputs, targets, levels[0])
        if are_even(levels):
            reached = Call(COUNTS + "even_levels", outputs, len(levels))
        else:
            reached = Call(COUNTS + "levels", outputs, tuple(sorted(levels)))
        return Call(COUNTS + "level_counts", reached, targets, len(levels))

    def value(self, output: Output) -> Call:  # noqa: ARG002 - the same for all
        return Call(COUNTS + self.entry, SUMS)

    def _top_k(self) -> int | None:
        return getattr(self, "top_k", None)


class Precision(_AtThresholds):
    """tp / (tp + fp): the share of the entries taken for true that are. By itself an array for several thresholds."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Precision")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Share of the alarms that are right; watch it where a false alarm is costly."
    )
    better: ClassVar[str] = "higher"
    share: ClassVar[bool] = True
    common: ClassVar[bool] = True
    entry: ClassVar[str] = "precision"
    kind: Literal["precision"] = "precision"
    thresholds: fields.Threshold | fields.Thresholds | None = fields.thresholds()
    top_k: int | None = fields.top_k()
    class_id: int | None = fields.class_id()


class Recall(_AtThresholds):
    """tp / (tp + fn): the share of the true entries that are found. By itself an array for several thresholds."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Recall")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Share of the true cases that are found; watch it where a missed case is costly."
    )
    better: ClassVar[str] = "higher"
    share: ClassVar[bool] = True
    common: ClassVar[bool] = True
    entry: ClassVar[str] = "recall"
    kind: Literal["recall"] = "recall"
    thresholds: fields.Threshold | fields.Thresholds | None = fields.thresholds()
    top_k: int | None = fields.top_k()
    class_id: int | None = fields.class_id()


class TruePositives(_AtThresholds):
    """Number of entries that are true and are taken for it."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "True positives")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "How often a yes was right.")
    better: ClassVar[str] = "higher"
    entry: ClassVar[str] = "true_positives"
    kind: Literal["true_positives"] = "true_positives"
    thresholds: fields.Threshold | fields.Thresholds | None = fields.thresholds()


class TrueNegatives(_AtThresholds):
    """Number of entries that are false and are taken for it."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "True negatives")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "How often a no was right.")
    better: ClassVar[str] = "higher"
    entry: ClassVar[str] = "true_negatives"
    kind: Literal["true_negatives"] = "true_negatives"
    thresholds: fields.Threshold | fields.Thresholds | None = fields.thresholds()


class FalsePositives(_AtThresholds):
    """Number of entries that are false but are taken for true."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "False positives")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "How often a yes was wrong: a false alarm.")
    entry: ClassVar[str] = "false_positives"
    kind: Literal["false_positives"] = "false_positives"
    thresholds: fields.Threshold | fields.Thresholds | None = fields.thresholds()


class FalseNegatives(_AtThresholds):
    """Number of entries that are true but are taken for false."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "False negatives")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "How often a no was wrong: a missed case.")
    entry: ClassVar[str] = "false_negatives"
    kind: Literal["false_negatives"] = "false_negatives"
    thresholds: fields.Threshold | fields.Thresholds | None = fields.thresholds()
