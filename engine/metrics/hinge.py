"""Hinge metrics: whether the answer lies far enough on the right side."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.call import Call, Ref
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics.base import CLASSES, OUTPUTS, MeanMetric, rows, shares
from engine.metrics.likelihood import LIKELIHOOD
from engine.targets import Output


def scores(output: Output) -> Ref | Call:
    """What lies on either side of 0: those outputs that a hinge loss has trained, else what the network answers."""
    return OUTPUTS if output.signed else shares(output)


class Hinge(MeanMetric):
    """Mean of max(1 − y p, 0), y = ±1; targets of 0 and 1 alone count as −1 and 1 (Rosasco and others 2004)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Hinge")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How far outputs fall short of a clear -1 or 1; for outputs that may be negative, such as tanh."
    )
    tasks: ClassVar[tuple[str, ...]] = CLASSES
    averaged: ClassVar[bool] = True
    kind: Literal["hinge"] = "hinge"

    def values(self, output: Output) -> Call:
        return Call(LIKELIHOOD + "hinge_misses", scores(output), rows(output))


class SquaredHinge(MeanMetric):
    """Mean of max(1 − y p, 0)², y = ±1; targets of 0 and 1 alone count as −1 and 1."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Squared hinge")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Like hinge, but large misses weigh more.")
    tasks: ClassVar[tuple[str, ...]] = CLASSES
    averaged: ClassVar[bool] = True
    kind: Literal["squared_hinge"] = "squared_hinge"

    def values(self, output: Output) -> Call:
        return Call(LIKELIHOOD + "hinge_misses", scores(output), rows(output), squared=True)


class CategoricalHinge(MeanMetric):
    """Mean of max(p_wrong − p_true + 1, 0), p_wrong the largest output of another class (Crammer and Singer 2001)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Categorical hinge")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How far the true class falls short of leading all others by 1."
    )
    tasks: ClassVar[tuple[str, ...]] = CLASSES
    kind: Literal["categorical_hinge"] = "categorical_hinge"

    def values(self, output: Output) -> Call:
        return Call(LIKELIHOOD + "class_hinge_misses", shares(output), rows(output))
