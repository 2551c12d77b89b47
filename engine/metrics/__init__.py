"""Declared metrics: numbers for people, read at the end of each epoch. Torch has no objects for them: they are Code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.metrics.accuracy import (
    Accuracy,
    BinaryAccuracy,
    CategoricalAccuracy,
    SparseCategoricalAccuracy,
    SparseTopKCategoricalAccuracy,
    TopKCategoricalAccuracy,
)
from engine.metrics.base import SEEN, SUMS, TARGET_SCALE, MeanMetric, Metric, named
from engine.metrics.confusion import (
    FalseNegatives,
    FalsePositives,
    Precision,
    Recall,
    TrueNegatives,
    TruePositives,
)
from engine.metrics.correlation import ConcordanceCorrelation, PearsonCorrelation
from engine.metrics.curves import (
    AUC,
    PrecisionAtRecall,
    RecallAtPrecision,
    SensitivityAtSpecificity,
    SpecificityAtSensitivity,
)
from engine.metrics.f_score import F1Score, FBetaScore
from engine.metrics.functions import (
    binary_accuracy,
    binary_crossentropy,
    categorical_accuracy,
    categorical_crossentropy,
    categorical_hinge,
    concordance_correlation,
    hinge,
    kl_divergence,
    log_cosh,
    mean_absolute_error,
    mean_absolute_percentage_error,
    mean_squared_error,
    mean_squared_logarithmic_error,
    pearson_correlation,
    poisson,
    sparse_categorical_accuracy,
    sparse_categorical_crossentropy,
    sparse_top_k_categorical_accuracy,
    squared_hinge,
    top_k_categorical_accuracy,
)
from engine.metrics.hinge import CategoricalHinge, Hinge, SquaredHinge
from engine.metrics.likelihood import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    KLDivergence,
    Poisson,
    SparseCategoricalCrossentropy,
)
from engine.metrics.overlap import BinaryIoU, IoU, MeanIoU, OneHotIoU, OneHotMeanIoU
from engine.metrics.reduction import Mean, MeanMetricWrapper, Sum
from engine.metrics.regression import (
    CosineSimilarity,
    LogCoshError,
    MeanAbsoluteError,
    MeanAbsolutePercentageError,
    MeanSquaredError,
    MeanSquaredLogarithmicError,
    R2Score,
    RootMeanSquaredError,
)
from engine.spec import refusing

__all__ = [
    "AUC",
    "MAE",
    "R2",
    "RMSE",
    "SEEN",
    "SUMS",
    "TARGET_SCALE",
    "Accuracy",
    "BinaryAccuracy",
    "BinaryCrossentropy",
    "BinaryIoU",
    "CategoricalAccuracy",
    "CategoricalCrossentropy",
    "CategoricalHinge",
    "ConcordanceCorrelation",
    "CosineSimilarity",
    "F1Score",
    "FBetaScore",
    "FalseNegatives",
    "FalsePositives",
    "Hinge",
    "IoU",
    "KLDivergence",
    "LogCosh",
    "LogCoshError",
    "Mean",
    "MeanAbsoluteError",
    "MeanAbsolutePercentageError",
    "MeanIoU",
    "MeanMetric",
    "MeanMetricWrapper",
    "MeanSquaredError",
    "MeanSquaredLogarithmicError",
    "Metric",
    "OneHotIoU",
    "OneHotMeanIoU",
    "PearsonCorrelation",
    "Poisson",
    "Precision",
    "PrecisionAtRecall",
    "R2Score",
    "Recall",
    "RecallAtPrecision",
    "RootMeanSquaredError",
    "SensitivityAtSpecificity",
    "SparseCategoricalAccuracy",
    "SparseCategoricalCrossentropy",
    "SparseTopKCategoricalAccuracy",
    "SpecificityAtSensitivity",
    "SquaredHinge",
    "Sum",
    "TopKCategoricalAccuracy",
    "TrueNegatives",
    "TruePositives",
    "binary_accuracy",
    "binary_crossentropy",
    "categorical_accuracy",
    "categorical_crossentropy",
    "categorical_hinge",
    "concordance_correlation",
    "deserialize",
    "get",
    "hinge",
    "kl_divergence",
    "log_cosh",
    "mean_absolute_error",
    "mean_absolute_percentage_error",
    "mean_squared_error",
    "mean_squared_logarithmic_error",
    "named",
    "pearson_correlation",
    "poisson",
    "serialize",
    "sparse_categorical_accuracy",
    "sparse_categorical_crossentropy",
    "sparse_top_k_categorical_accuracy",
    "squared_hinge",
    "top_k_categorical_accuracy",
]

# Shorter names.
MAE, RMSE, R2, LogCosh = MeanAbsoluteError, RootMeanSquaredError, R2Score, LogCoshError


def get(identifier: Any) -> Any:
    """The metric of a name, a class or a description, as in Keras; None for None.

    Raises:
        UnknownNameError: there is none of this name; the nearest is named.
    """
    if identifier is None or isinstance(identifier, Mean | Sum | MeanMetricWrapper):
        return identifier
    if isinstance(identifier, str) and identifier.lower() in _REDUCTIONS:
        return _REDUCTIONS[identifier.lower()]()
    if isinstance(identifier, dict) and "class_name" in identifier:
        return Metric.find(identifier["class_name"])(**identifier.get("config", {}))
    return Metric.coerce(identifier)


def serialize(metric: Metric) -> dict[str, Any]:
    """Keras's description of a metric: {"class_name": …, "config": {…}}."""
    return metric.serialized()


def deserialize(description: Any) -> Any:
    """The metric of a description; see `get`."""
    return get(description)


_REDUCTIONS = {"mean": Mean, "sum": Sum}

if not TYPE_CHECKING:  # a checker knows the names that are here
    __getattr__ = refusing(__name__)
