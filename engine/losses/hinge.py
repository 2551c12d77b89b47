"""Hinge losses: right by a margin is right enough."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from engine.losses.base import FormulaLoss
from engine.messages import QT_TRANSLATE_NOOP


class Hinge(FormulaLoss):
    """Mean of max(1 − y p, 0) for y of −1 and 1; targets 0 and 1 are turned into them."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Hinge")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Loses nothing once an output is on the right side of 0 by 1. For two classes with one unit, tanh."
    )
    tasks: ClassVar[tuple[str, ...]] = ("classification",)
    wants: ClassVar[Any] = "signed"
    kind: Literal["hinge"] = "hinge"


class SquaredHinge(FormulaLoss):
    """Mean of max(1 − y p, 0)² for y of −1 and 1; targets 0 and 1 are turned into them."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Squared hinge")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "As hinge, but large misses weigh more. For two classes with one unit, tanh."
    )
    tasks: ClassVar[tuple[str, ...]] = ("classification",)
    wants: ClassVar[Any] = "signed"
    kind: Literal["squared_hinge"] = "squared_hinge"


class CategoricalHinge(FormulaLoss):
    """max(1 + largest output of a wrong class − output of the true class, 0)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Categorical hinge")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Loses nothing once the true class leads by 1. For two or more classes, with linear at the output."
    )
    tasks: ClassVar[tuple[str, ...]] = ("classification",)
    least_units: ClassVar[int] = 2
    kind: Literal["categorical_hinge"] = "categorical_hinge"
