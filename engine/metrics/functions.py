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


def _of(name: str, part: type[MeanMetric]) -> Callable[..., Any]:
    def function(y_true: Any, y_pred: Any, *arguments: Any, **options: Any) -> Any:
        from engine.training.live_metrics import row_values

        named = dict(zip(part.positional_fields(), arguments, strict=False))
        return row_values(part(**named, **options), y_true, y_pred)

    function.__name__ = function.__qualname__ = name
    function.part = part  # type: ignore[attr-defined]
    function.__doc__ = f"The values of which {part.__name__} is the mean; its fields may follow y_true and y_pred."
    return function


binary_accuracy = _of("binary_accuracy", BinaryAccuracy)
categorical_accuracy = _of("categorical_accuracy", CategoricalAccuracy)
sparse_categorical_accuracy = _of("sparse_categorical_accuracy", SparseCategoricalAccuracy)
top_k_categorical_accuracy = _of("top_k_categorical_accuracy", TopKCategoricalAccuracy)
sparse_top_k_categorical_accuracy = _of("sparse_top_k_categorical_accuracy", SparseTopKCategoricalAccuracy)
binary_crossentropy = _of("binary_crossentropy", BinaryCrossentropy)
categorical_crossentropy = _of("categorical_crossentropy", CategoricalCrossentropy)
sparse_categorical_crossentropy = _of("sparse_categorical_crossentropy", SparseCategoricalCrossentropy)
kl_divergence = _of("kl_divergence", KLDivergence)
poisson = _of("poisson", Poisson)
hinge = _of("hinge", Hinge)
squared_hinge = _of("squared_hinge", SquaredHinge)
categorical_hinge = _of("categorical_hinge", CategoricalHinge)
mean_squared_error = _of("mean_squared_error", MeanSquaredError)
mean_absolute_error = _of("mean_absolute_error", MeanAbsoluteError)
mean_absolute_percentage_error = _of("mean_absolute_percentage_error", MeanAbsolutePercentageError)
mean_squared_logarithmic_error = _of("mean_squared_logarithmic_error", MeanSquaredLogarithmicError)
log_cosh = _of("log_cosh", LogCoshError)
pearson_correlation = _of("pearson_correlation", PearsonCorrelation)
concordance_correlation = _of("concordance_correlation", ConcordanceCorrelation)
