"""Declared constraints: what weights have to keep to, applied after each step."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Literal

from engine.call import Call
from engine.messages import QT_TRANSLATE_NOOP
from engine.spec import Part


class Constraint(Part, family=True):
    """The family of constraints."""

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "constraint")

    @abstractmethod
    def call(self, axes: tuple[int, ...] = ()) -> Call:
        """Portable code: a weight tensor -> the tensor that takes its place.

        Args:
            axes: torch's axes in the order in which Keras has them, () for the same order.
        """


class NonNeg(Constraint):
    """max(w, 0)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Not below 0")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Negative weights become 0 after each step.")
    kind: Literal["non_neg"] = "non_neg"

    def call(self, axes: tuple[int, ...] = ()) -> Call:  # noqa: ARG002 - the same for every layout
        return Call("torch.relu")
