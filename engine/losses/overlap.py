"""Overlap losses: how little the targets and the outputs of a whole batch cover each other."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

from engine.losses.base import ADVANCED, FormulaLoss, Reduction, reduction_field
from engine.messages import QT_TRANSLATE_NOOP
from engine.targets import Output

Axes = int | tuple[int, ...] | None


def _axes_field() -> Any:
    return Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Axis"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Along which axes overlaps are summed: none is the whole batch at once, −1 each row by itself."
        ),
        json_schema_extra=ADVANCED,
    )


class _Overlap(FormulaLoss):
    tasks: ClassVar[tuple[str, ...]] = ("classification",)
    wants: ClassVar[Any] = "shares"

    @field_validator("axis", mode="before", check_fields=False)
    @classmethod
    def _as_tuple(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    @property
    def axes(self) -> tuple[int, ...] | None:
        """The axes, None for all."""
        axis: Axes = getattr(self, "axis", None)
        return (axis,) if isinstance(axis, int) else axis

    @property
    def suits_rows(self) -> bool:
        return self.axes is None or all(-2 <= axis < 2 for axis in self.axes)

    @property
    def by_rows(self) -> bool:
        return self.axes in {(-1,), (1,)}

    def options(self, output: Output) -> dict[str, Any]:
        axis: Axes = getattr(self, "axis", None)
        return super().options(output) | ({} if axis is None else {"axis": axis})


class Dice(_Overlap):
    """1 − 2 Σ y p / (Σ y + Σ p + 1e-7), the sums over `axis`: over the whole batch where that is None (Dice 1945)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Dice")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How little targets and outputs overlap in a whole batch. Where what is looked for is rare."
    )
    kind: Literal["dice"] = "dice"
    # Here because Keras has it before the axis.
    reduction: Reduction = reduction_field()
    axis: Axes = _axes_field()


class Tversky(_Overlap):
    """1 − Σ y p / (Σ y p + alpha Σ y (1 − p) + beta Σ (1 − y) p + 1e-7) (Salehi et al. 2017)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Tversky")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "As Dice, with a weight for what was missed and one for false alarms. Where the two cost differently."
    )
    kind: Literal["tversky"] = "tversky"
    alpha: float = Field(
        0.5, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Alpha"),
        description=QT_TRANSLATE_NOOP("engine", "How much it counts what was missed."),
    )
    beta: float = Field(
        0.5, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Beta"),
        description=QT_TRANSLATE_NOOP("engine", "How much false alarms count."),
    )
    # Here because Keras has it before the axis.
    reduction: Reduction = reduction_field()
    axis: Axes = _axes_field()
