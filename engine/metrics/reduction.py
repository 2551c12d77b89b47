"""Sums and means of values that come from anywhere. They are no part of a project: they see no outputs and targets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from engine.spec.words import check_number_type

if TYPE_CHECKING:
    from engine.training.weighted_values import RunningMean

NUMBER_TYPES = ("float32", "float64")  # sums are float64 anyway


class _Running:
    """Sums so far.

    Attributes:
        name: for people.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._running: RunningMean | None = None

    @property
    def live(self) -> RunningMean:
        """The sums so far."""
        if self._running is None:
            from engine.training.weighted_values import RunningMean

            self._running = RunningMean()
        return self._running

    def result(self) -> Any:
        """The mean so far, 0 before the first value."""
        return self.live.mean()

    def reset_state(self) -> None:
        """Forget what was taken in."""
        self.live.reset()


class Mean(_Running):
    """The weighted mean of values: Σ w v / Σ w, 0 before the first one."""

    def __init__(self, name: str | None = "mean", dtype: Any = None) -> None:
        check_number_type(type(self).__name__, dtype, NUMBER_TYPES)
        super().__init__(name or "mean")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        """Take values in.

        Args:
            values: a number or an array; all axes behind the first are averaged.
            sample_weight: a number, or one for each value or each row.
        """
        self.live.add(values, sample_weight)

    def __call__(self, values: Any, sample_weight: Any = None) -> Any:
        """Take values in and give the mean so far."""
        self.update_state(values, sample_weight)
        return self.result()


class Sum(_Running):
    """The weighted sum of values: Σ w v."""

    def __init__(self, name: str | None = "sum", dtype: Any = None) -> None:
        check_number_type(type(self).__name__, dtype, NUMBER_TYPES)
        super().__init__(name or "sum")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        """Take values in; see Mean, but nothing is averaged."""
        self.live.add(values, sample_weight, averaged=False)

    def result(self) -> Any:
        """The sum so far."""
        return self.live.total()

    def __call__(self, values: Any, sample_weight: Any = None) -> Any:
        """Take values in and give the sum so far."""
        self.update_state(values, sample_weight)
        return self.result()


class MeanMetricWrapper(_Running):
    """The mean of what a function gives: `fn(y_true, y_pred, **options)`, a value of each row, of numpy or torch."""

    def __init__(
        self,
        fn: Callable[..., Any],
        name: str | None = None,
        dtype: Any = None,
        **options: Any,
    ) -> None:
        check_number_type(type(self).__name__, dtype, NUMBER_TYPES)
        super().__init__(name or "mean_metric_wrapper")
        self.fn, self._options = fn, options

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Take rows in."""
        self.live.add(self.fn(y_true, y_pred, **self._options), sample_weight)

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        """Take rows in and give the mean so far."""
        self.update_state(y_true, y_pred, sample_weight)
        return self.result()
