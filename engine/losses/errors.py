"""Losses that measure how far a number is off."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from engine.call import Call
from engine.losses.base import FormulaLoss
from engine.messages import QT_TRANSLATE_NOOP
from engine.targets import Output


class MeanSquaredError(FormulaLoss):
    """Mean of (y − p)²."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Mean squared error")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The mean of the squared differences; large misses weigh heavily."
    )
    aliases: ClassVar[tuple[str, ...]] = ("mse", "MSE")
    common: ClassVar[bool] = True
    kind: Literal["mean_squared_error"] = "mean_squared_error"

    def plain(self, output: Output) -> Call:  # noqa: ARG002 - the same for every output
        return Call("torch.nn.MSELoss")


class MeanAbsoluteError(FormulaLoss):
    """Mean of |y − p|."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Mean absolute error")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "The mean difference; outliers weigh no more than others.")
    aliases: ClassVar[tuple[str, ...]] = ("mae", "MAE")
    common: ClassVar[bool] = True
    kind: Literal["mean_absolute_error"] = "mean_absolute_error"

    def plain(self, output: Output) -> Call:  # noqa: ARG002 - the same for every output
        return Call("torch.nn.L1Loss")


class Huber(FormulaLoss):
    """½ (y − p)² up to delta, then delta · (|y − p| − ½ delta) (Huber 1964)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Huber")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Squared for small differences, plain for large ones; calm with outliers."
    )
    aliases: ClassVar[tuple[str, ...]] = ("huber_loss",)
    common: ClassVar[bool] = True
    kind: Literal["huber"] = "huber"
    delta: float = Field(
        1.0, gt=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Delta"),
        description=QT_TRANSLATE_NOOP("engine", "From this difference on, outliers weigh no more than others."),
    )

    def plain(self, output: Output) -> Call:  # noqa: ARG002 - the same for every output
        return Call("torch.nn.HuberLoss", delta=self.delta)


class LogCosh(FormulaLoss):
    """Mean of log(cosh(p − y)): about ½ (p − y)² near 0, |p − y| − log 2 far from it."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Log-cosh")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Like Huber, but bends smoothly from squared to plain. Take it where a few targets are far off."
    )
    aliases: ClassVar[tuple[str, ...]] = ("logcosh",)
    kind: Literal["log_cosh"] = "log_cosh"


class MeanAbsolutePercentageError(FormulaLoss):
    """100 · mean of |y − p| / max(|y|, 1e-7)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Mean percentage error")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The mean difference in percent of the target. For numbers of very different size, none near 0."
    )
    tasks: ClassVar[tuple[str, ...]] = ("regression",)
    own_units: ClassVar[bool] = True
    aliases: ClassVar[tuple[str, ...]] = ("mape", "MAPE")
    kind: Literal["mean_absolute_percentage_error"] = "mean_absolute_percentage_error"


class MeanSquaredLogarithmicError(FormulaLoss):
    """Mean of (log(1 + y) − log(1 + p))², y and p at least 1e-7."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Mean squared log error")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The squared difference of logarithms. For numbers from 0 that span several sizes, as prices do."
    )
    tasks: ClassVar[tuple[str, ...]] = ("regression",)
    own_units: ClassVar[bool] = True
    aliases: ClassVar[tuple[str, ...]] = ("msle", "MSLE")
    kind: Literal["mean_squared_logarithmic_error"] = "mean_squared_logarithmic_error"
