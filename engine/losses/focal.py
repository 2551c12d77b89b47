"""Cross-entropies that look at what is still wrong."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

from engine.call import Call
from engine.errors import EngineError
from engine.losses.base import FormulaLoss, axis_field, from_logits_field, label_smoothing_field
from engine.messages import QT_TRANSLATE_NOOP
from engine.targets import Encoding, Output


def _gamma_field() -> Any:
    return Field(
        2.0, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Gamma"),
        description=QT_TRANSLATE_NOOP(
            "engine", "How strongly rows that are right already are passed over; 0 passes over none."
        ),
    )


class BinaryFocalCrossentropy(FormulaLoss):
    """(1 − q)^gamma times the binary cross-entropy, q = share given to the truth (Lin et al. 2017).

    With `apply_class_balancing` times alpha for 1 and 1 − alpha for 0.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Binary focal cross-entropy")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Cross-entropy that passes over what is right already. For a yes or no where one of the two is rare."
    )
    tasks: ClassVar[tuple[str, ...]] = ("classification",)
    head: ClassVar[str | None] = "sigmoid"
    wants: ClassVar[Any] = "shares"
    kind: Literal["binary_focal_crossentropy"] = "binary_focal_crossentropy"
    apply_class_balancing: bool = Field(
        False,
        title=QT_TRANSLATE_NOOP("engine", "Balance the classes"),
        description=QT_TRANSLATE_NOOP("engine", "Lets yes count alpha times and no 1 − alpha times."),
    )
    alpha: float = Field(
        0.25, ge=0.0, le=1.0,
        title=QT_TRANSLATE_NOOP("engine", "Alpha"),
        description=QT_TRANSLATE_NOOP("engine", "How much yes counts where the classes are balanced."),
        json_schema_extra={"needs": "apply_class_balancing"},
    )
    gamma: float = _gamma_field()
    from_logits: bool = from_logits_field("sigmoid")
    label_smoothing: float = label_smoothing_field()
    axis: int = axis_field()

    def options(self, output: Output) -> dict[str, Any]:
        options = super().options(output)
        balanced = {"alpha": self.alpha} if options.pop("apply_class_balancing", False) else {}
        return balanced | {name: value for name, value in options.items() if name != "alpha"}


class CategoricalFocalCrossentropy(FormulaLoss):
    """−Σ alpha (1 − p)^gamma y log p over the classes, p within 1e-7 of 0 and 1 (Lin et al. 2017)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Focal cross-entropy")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Cross-entropy that passes over rows that are right already. For classes of which some are rare."
    )
    tasks: ClassVar[tuple[str, ...]] = ("classification",)
    head: ClassVar[str | None] = "softmax"
    wants: ClassVar[Any] = "shares"
    least_units: ClassVar[int] = 2
    kind: Literal["categorical_focal_crossentropy"] = "categorical_focal_crossentropy"
    alpha: float | tuple[float, ...] = Field(
        0.25,
        title=QT_TRANSLATE_NOOP("engine", "Alpha"),
        description=QT_TRANSLATE_NOOP("engine", "A factor of the loss: one number, or a list with one for each class."),
    )
    gamma: float = _gamma_field()
    from_logits: bool = from_logits_field("softmax")
    label_smoothing: float = label_smoothing_field()
    axis: int = axis_field()

    @field_validator("alpha", mode="before")
    @classmethod
    def _as_tuple(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) or hasattr(value, "tolist") else value

    @field_validator("alpha")
    @classmethod
    def _is_not_negative(cls, value: float | tuple[float, ...]) -> float | tuple[float, ...]:
        numbers = value if isinstance(value, tuple) else (value,)
        if not numbers or min(numbers) < 0:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "alpha is a number from 0, or a list of them; got {value}."),
                value=repr(value),
            )
        return value


class CategoricalGeneralizedCrossEntropy(FormulaLoss):
    """(1 − p^q) / q, p = softmax of the outputs at the true class (Zhang and Sabuncu 2018).

    Near q = 0 it is the cross-entropy, near q = 1 the mean absolute error. By itself it takes class numbers.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Generalised cross-entropy")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Cross-entropy that gives up on rows it cannot explain. For tables in which some classes are wrong."
    )
    tasks: ClassVar[tuple[str, ...]] = ("classification",)
    head: ClassVar[str | None] = "softmax"
    wants: ClassVar[Any] = "shares"
    least_units: ClassVar[int] = 2
    takes: ClassVar[Any] = "classes"
    kind: Literal["categorical_generalized_cross_entropy"] = "categorical_generalized_cross_entropy"
    q: float = Field(
        0.5, gt=0.0, lt=1.0,
        title=QT_TRANSLATE_NOOP("engine", "q"),
        description=QT_TRANSLATE_NOOP("engine", "The nearer to 1, the less a row that does not fit counts."),
    )

    def formula(self, output: Output) -> Call:
        if output.encoding == "one_hot":
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{loss} takes class numbers, not shares of classes."),
                loss=type(self).__name__,
            )
        return super().formula(output)

    def encoding(self, task: str, units: int) -> Encoding:  # noqa: ARG002 - one form for all
        return "index"
