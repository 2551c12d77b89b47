"""Declared penalties on large weights; the loss of every batch includes them, as in Keras."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Literal

from pydantic import Field

from engine.call import Call
from engine.messages import QT_TRANSLATE_NOOP
from engine.spec import Part


class Regularizer(Part, family=True):
    """The family of regularisers."""

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "regulariser")

    @abstractmethod
    def call(self, axes: tuple[int, ...] = ()) -> Call:
        """Portable code that turns a weight tensor into its penalty, a tensor without dimensions.

        Args:
            axes: torch's axes in the order in which Keras has them, () for the same order.
        """


class L1(Regularizer):
    """l1 · Σ|w|."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "L1")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Pulls all weights evenly towards 0, so that useless ones vanish."
    )
    aliases: ClassVar[tuple[str, ...]] = ("l1_norm",)
    kind: Literal["l1"] = "l1"
    l1: float = Field(
        0.01, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Strength"),
        description=QT_TRANSLATE_NOOP("engine", "Share of the sum of all |weights| that is added to the loss."),
    )

    def call(self, axes: tuple[int, ...] = ()) -> Call:  # noqa: ARG002 - the same for every layout
        return Call("engine.portable.penalties.l1_penalty", self.l1)


class L2(Regularizer):
    """l2 · Σw²."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "L2")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Pulls large weights strongly towards 0, which smooths what is learnt."
    )
    aliases: ClassVar[tuple[str, ...]] = ("l2_norm",)
    kind: Literal["l2"] = "l2"
    l2: float = Field(
        0.01, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Strength"),
        description=QT_TRANSLATE_NOOP("engine", "Share of the sum of all weights² that is added to the loss."),
    )

    def call(self, axes: tuple[int, ...] = ()) -> Call:  # noqa: ARG002 - the same for every layout
        return Call("engine.portable.penalties.l2_penalty", self.l2)


class L1L2(Regularizer):
    """l1 · Σ|w| + l2 · Σw²."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "L1 and L2")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Both pulls together.")
    kind: Literal["l1_l2"] = "l1_l2"
    l1: float = Field(
        0.0, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Strength of L1"),
        description=QT_TRANSLATE_NOOP("engine", "Share of the sum of all |weights| that is added to the loss."),
    )
    l2: float = Field(
        0.0, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Strength of L2"),
        description=QT_TRANSLATE_NOOP("engine", "Share of the sum of all weights² that is added to the loss."),
    )

    def call(self, axes: tuple[int, ...] = ()) -> Call:  # noqa: ARG002 - the same for every layout
        return Call("engine.portable.penalties.l1_l2_penalty", self.l1, self.l2)
