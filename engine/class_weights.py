"""Declared class weights: how much the rows of each class count while training."""

from __future__ import annotations

from abc import abstractmethod
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from engine.call import Call, Ref
from engine.messages import QT_TRANSLATE_NOOP
from engine.spec import Part

LABELS, TRAINING_LABELS = Ref("labels"), Ref("training_labels")


class ClassWeight(Part, family=True):
    """The family of class weights."""

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "class weight")

    @abstractmethod
    def call(self, classes: int) -> Call:
        """Portable code: the class number of each row -> its weight, float32 (rows,)."""


class Balanced(ClassWeight):
    """training rows / (classes · training rows of the class), as in King and Zeng 2001."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Balanced")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Rare classes count more, so that all classes count alike. Use it when most rows are of one class."
    )
    kind: Literal["balanced"] = "balanced"

    def call(self, classes: int) -> Call:
        return Call("engine.portable.class_weights.balanced_weights", LABELS, TRAINING_LABELS, classes)


class Chosen(ClassWeight):
    """A weight for each class, in the order of the classes; 1 where none is given."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "By hand")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "A weight of your own for each class.")
    kind: Literal["chosen"] = "chosen"
    weights: Annotated[
        tuple[Annotated[float, Field(ge=0.0)], ...],
        BeforeValidator(lambda value: tuple(value) if isinstance(value, list) else value),
    ] = Field(
        (),
        title=QT_TRANSLATE_NOOP("engine", "Weights"),
        description=QT_TRANSLATE_NOOP("engine", "One number for each class, in the order of the classes."),
        json_schema_extra={"source": "classes"},
    )

    def call(self, classes: int) -> Call:
        weights: list[Any] = [*self.weights[:classes], *[1.0] * (classes - len(self.weights))]
        return Call("engine.portable.class_weights.chosen_weights", LABELS, weights)
