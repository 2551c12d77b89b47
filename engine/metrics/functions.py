"""Keras's functions beside its classes: the value of each row instead of their mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.metrics.accuracy import (
    BinaryAccuracy,
    CategoricalAccuracy,
    SparseCategoricalAccuracy,
    SparseTopKCategoricalAccuracy,
    TopKCategoricalAccuracy,
)
from engine.metrics.base import MeanMetric
from engine.metrics.correlation import ConcordanceCorrelation, PearsonCorrelation
from engine.metrics.hinge import CategoricalHinge, Hinge, SquaredHinge
from engine.metrics.likelihood import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    KLDivergence,
    Poisson,
    SparseCategoricalCrossentropy,
)
from engine.metrics.regression import (
    LogCoshError,
    MeanAbsoluteError,
    MeanAbsolutePercentageError,
    MeanSquaredError,
    MeanSquaredLogarithmicError,
)


def _of(part: type[MeanMetric]) -> Callable[..., Any]:
    def function(y_true: Any, y_pred: Any, *arguments: Any, **options: Any) -> Any:
        from engine.training.live_metrics import row_values

        named = dict(zip(part.positional_fields(), arguments, strict=False))
        return row_values(part(**named, **options), y_true, y_pred)

    function.__doc__ = f"The values of which {part.__name__} is the mean; its fields may follow y_true and y_pred."
    return function


binary_accuracy = _of(BinaryAccuracy)
categorical_accuracy = _of(CategoricalAccuracy)
sparse_categorical_accuracy = _of(SparseCategoricalAccuracy)
top_k_categorical_accuracy = _of(TopKCategoricalAccuracy)
sparse_top_k_categorical_accuracy = _of(SparseTopKCategoricalAccuracy)
binary_crossentropy = _of(BinaryCrossentropy)
categorical_crossentropy = _of(CategoricalCrossentropy)
sparse_categorical_crossentropy = _of(SparseCategoricalCrossentropy)
kl_divergence = _of(KLDivergence)
poisson = _of(Poisson)
hinge = _of(Hinge)
squared_hinge = _of(SquaredHinge)
categorical_hinge = _of(CategoricalHinge)
mean_squared_error = _of(MeanSquaredError)
mean_absolute_error = _of(MeanAbsoluteError)
mean_absolute_percentage_error = _of(MeanAbsolutePercentageError)
mean_squared_logarithmic_error = _of(MeanSquaredLogarithmicError)
log_cosh = _of(LogCoshError)
pearson_correlation = _of(PearsonCorrelation)
concordance_correlation = _of(ConcordanceCorrelation)
