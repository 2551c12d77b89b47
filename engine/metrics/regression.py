"""Metrics of numbers: how far predictions are off. In training they are in the target's own units."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from engine.call import Call, Ref
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics import fields
from engine.metrics.base import (
    OUTPUTS,
    PORTABLE,
    SUMS,
    TARGETS,
    MeanMetric,
    Metric,
    in_own_units,
    rows,
    shares,
)
from engine.targets import Output

ERRORS = "engine.portable.metrics_errors."


def own_values(output: Output) -> tuple[Ref | Call, Ref | Call]:
    """Outputs and targets as people read them."""
    if output.task == "regression":
        return in_own_units(OUTPUTS, output), in_own_units(TARGETS, output)
    return shares(output), rows(output)


class MeanAbsoluteError(MeanMetric):
    """Mean of |y − p| in the target's own units."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Mean absolute error")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How far predictions are off on average, in the target's own units."
    )
    common: ClassVar[bool] = True
    keras_name: ClassVar[str] = "mean_absolute_error"
    aliases: ClassVar[tuple[str, ...]] = ("mean_absolute_error", "MAE")
    averaged: ClassVar[bool] = True
    kind: Literal["mae"] = "mae"

    def values(self, output: Output) -> Call:
        return Call(ERRORS + "absolute_errors", shares(output), rows(output), **self.scale(output))

    def call(self, output: Output) -> Call:
        return Call(ERRORS + "mean_absolute_error", shares(output), rows(output), **self.scale(output))


class RootMeanSquaredError(MeanMetric):
    """Root of the mean of (y − p)² in the target's own units."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Root mean squared error")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Like the mean absolute error, but large misses weigh more."
    )
    common: ClassVar[bool] = True
    keras_name: ClassVar[str] = "root_mean_squared_error"
    aliases: ClassVar[tuple[str, ...]] = ("root_mean_squared_error", "RMSE")
    kind: Literal["rmse"] = "rmse"

    def values(self, output: Output) -> Call:
        return Call(ERRORS + "squared_errors", shares(output), rows(output), **self.scale(output))

    def mean(self) -> Call:
        return Call(PORTABLE + "root_of_mean", SUMS)

    def call(self, output: Output) -> Call:
        return Call(ERRORS + "root_mean_squared_error", shares(output), rows(output), **self.scale(output))


class R2Score(Metric):
    """R² = 1 − Σ(y − p)² / Σ(y − ȳ)² of each output; 0 where a target never changes but predictions are off.

    `class_aggregation`: the mean over the outputs, or weighted by the variance of their targets; None gives an array
    by itself and the mean in training. With `num_regressors` p: 1 − (1 − R²)(n − 1) / (n − p − 1), n numbers seen.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "R²")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Share of the target's variation that is explained; 1 is perfect, 0 is no better than the mean."
    )
    better: ClassVar[str] = "higher"
    common: ClassVar[bool] = True
    reads: ClassVar[Literal["rows", "entries", "columns", "classes"]] = "columns"
    keras_name: ClassVar[str] = "r2_score"
    aliases: ClassVar[tuple[str, ...]] = ("r2_score", "r_squared", "R2")
    kind: Literal["r2"] = "r2"
    class_aggregation: Literal["uniform_average", "variance_weighted_average"] | None = Field(
        "uniform_average",
        title=QT_TRANSLATE_NOOP("engine", "Average"),
        description=QT_TRANSLATE_NOOP("engine", "Whether all outputs count alike, or by how much their targets vary."),
        json_schema_extra=fields.ADVANCED,
    )
    num_regressors: int = Field(
        0, ge=0, le=1_000_000,
        title=QT_TRANSLATE_NOOP("engine", "Number of inputs"),
        description=QT_TRANSLATE_NOOP("engine", "Lowers the number by what so many inputs would explain by chance."),
        json_schema_extra=fields.ADVANCED,
    )

    def sums(self, output: Output) -> Call:
        return Call(ERRORS + "target_sums", shares(output), rows(output))

    def value(self, output: Output) -> Call:  # noqa: ARG002 - the same for all
        options: dict[str, Any] = {}
        if self.class_aggregation != "uniform_average":
            options["aggregation"] = self.class_aggregation
        if self.num_regressors:
            options["regressors"] = self.num_regressors
        return Call(ERRORS + "explained", SUMS, **options)

    def call(self, output: Output) -> Call:
        value = self.value(output)
        if output.units == 1 and not value.options:
            return Call(ERRORS + "r2", shares(output), rows(output))
        return super().call(output)


class MeanSquaredError(MeanMetric):
    """Mean of (y − p)² in the square of the target's own units."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Mean squared error")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The mean of the squared misses, in squared units; large misses weigh heavily."
    )
    aliases: ClassVar[tuple[str, ...]] = ("mse", "MSE")
    averaged: ClassVar[bool] = True
    kind: Literal["mean_squared_error"] = "mean_squared_error"

    def values(self, output: Output) -> Call:
        return Call(ERRORS + "squared_errors", shares(output), rows(output), **self.scale(output))


class MeanAbsolutePercentageError(MeanMetric):
    """Mean of 100 |y − p| / |y|, |y| being at least 1e-7."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Mean percentage error")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How far predictions are off on average, in percent of the target; not for targets near 0."
    )
    aliases: ClassVar[tuple[str, ...]] = ("mape", "MAPE")
    averaged: ClassVar[bool] = True
    kind: Literal["mean_absolute_percentage_error"] = "mean_absolute_percentage_error"

    def values(self, output: Output) -> Call:
        return Call(ERRORS + "percentage_errors", *own_values(output))


class MeanSquaredLogarithmicError(MeanMetric):
    """Mean of (log(1 + y) − log(1 + p))², what is below 1e-7 counting as 1e-7."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Mean squared log error")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Compares orders of magnitude; for targets from 0 up, such as prices and counts."
    )
    aliases: ClassVar[tuple[str, ...]] = ("msle", "MSLE")
    averaged: ClassVar[bool] = True
    kind: Literal["mean_squared_logarithmic_error"] = "mean_squared_logarithmic_error"

    def values(self, output: Output) -> Call:
        return Call(ERRORS + "squared_log_errors", *own_values(output))


class LogCoshError(MeanMetric):
    """Mean of log(cosh(p − y)), in the target's own units."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Log-cosh error")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Squared for small misses, plain for large ones; calm with outliers."
    )
    keras_name: ClassVar[str] = "logcosh"
    aliases: ClassVar[tuple[str, ...]] = ("logcosh", "log_cosh", "LogCosh")
    averaged: ClassVar[bool] = True
    kind: Literal["log_cosh_error"] = "log_cosh_error"

    def values(self, output: Output) -> Call:
        return Call(ERRORS + "log_cosh_errors", shares(output), rows(output), **self.scale(output))


class CosineSimilarity(MeanMetric):
    """Mean of y · p / (‖y‖ ‖p‖) over the outputs of a row: 1 is the same direction, −1 the opposite one."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Cosine similarity")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Whether predicted and true rows of several numbers point the same way: 1 the same, -1 the opposite."
    )
    better: ClassVar[str] = "higher"
    keras_order: ClassVar[tuple[str, ...]] = ("name", "dtype", "axis")
    kind: Literal["cosine_similarity"] = "cosine_similarity"
    axis: int = fields.axis()

    def values(self, output: Output) -> Call:
        return Call(ERRORS + "cosine_similarities", *own_values(output), **self.row_axis())

