"""F scores: precision and recall in one number."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from engine.call import Call
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics import fields
from engine.metrics.base import CLASSES, SUMS, Metric, rows, shares
from engine.targets import Output

OVERLAP = "engine.portable.metrics_overlap."


def _average() -> Any:
    return Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Average"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Macro: all classes count alike; weighted: by their rows; micro: all answers together."
        ),
    )


def _threshold() -> Any:
    return Field(
        None, gt=0.0, le=1.0,
        title=QT_TRANSLATE_NOOP("engine", "Threshold"),
        description=QT_TRANSLATE_NOOP(
            "engine", "All outputs above it count as a yes; if left out, the largest output of a row alone does."
        ),
        json_schema_extra=fields.ADVANCED,
    )


class _FScore(Metric):
    """(1 + β²) · precision · recall / (β² · precision + recall) of each class, 0 where nothing is true or taken for it.

    A row is taken for the class of its largest output, or for all above the threshold. In training one output has
    nothing to be larger than, so that its threshold is 0.5 where none is given (Keras takes every row for true then),
    and without `average` the number is the mean over the classes. By itself it gives an array then, as Keras.
    """

    tasks: ClassVar[tuple[str, ...]] = CLASSES
    better: ClassVar[str] = "higher"
    share: ClassVar[bool] = True
    reads: ClassVar[Literal["rows", "entries", "columns", "classes"]] = "columns"

    def sums(self, output: Output) -> Call:
        threshold: float | None = self.threshold  # type: ignore[attr-defined]
        if threshold is None and output.units == 1 and output.encoding != self.alone:
            threshold = 0.5
        options = {} if threshold is None else {"threshold": threshold}
        return Call(OVERLAP + "class_counts", shares(output), rows(output), **options)

    def value(self, output: Output) -> Call:  # noqa: ARG002 - the same for all
        beta, average = getattr(self, "beta", 1.0), self.average  # type: ignore[attr-defined]
        options: dict[str, Any] = {} if beta == 1.0 else {"beta": beta}
        if average is not None:
            options["average"] = average
        return Call(OVERLAP + "f_score", SUMS, **options)


class F1Score(_FScore):
    """2 · precision · recall / (precision + recall), the harmonic mean of both; see FBetaScore."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "F1")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Precision and recall in one number, high only if both are; for classes of unequal size."
    )
    common: ClassVar[bool] = True
    aliases: ClassVar[tuple[str, ...]] = ("f1",)
    kind: Literal["f1_score"] = "f1_score"
    average: Literal["micro", "macro", "weighted"] | None = _average()
    threshold: float | None = _threshold()


class FBetaScore(_FScore):
    __doc__ = _FScore.__doc__

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "F-beta")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Like F1, but recall counts more than precision if beta is above 1, less if it is below."
    )
    keras_name: ClassVar[str] = "fbeta_score"
    aliases: ClassVar[tuple[str, ...]] = ("f_beta_score",)
    kind: Literal["fbeta_score"] = "fbeta_score"
    average: Literal["micro", "macro", "weighted"] | None = _average()
    beta: float = Field(
        1.0, gt=0.0, le=1e6,
        title=QT_TRANSLATE_NOOP("engine", "Beta"),
        description=QT_TRANSLATE_NOOP("engine", "How many times recall is as important as precision."),
    )
    threshold: float | None = _threshold()
