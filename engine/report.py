"""What a finished run says about the rows it never learnt from, as plain values for tables and pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Report:
    """The test of a run.

    Attributes:
        task: what was predicted.
        classes: names of the classes in their order, () for regression.
        labels, predicted: for each test row the place of its true and its predicted class; None for
            regression.
        true_values, predicted_values: for each test row, in the target's own units; None for
            classification.
        test: the scores by name: "loss" and every metric.
        test_rows: the test rows as they stand in the table, by column, in the same order.
    """

    task: Literal["classification", "regression"]
    classes: tuple[str, ...] = ()
    labels: list[int] | None = None
    predicted: list[int] | None = None
    true_values: list[float] | None = None
    predicted_values: list[float] | None = None
    test: dict[str, float] = field(default_factory=dict)
    test_rows: list[dict[str, object]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many test rows there are."""
        return len(self.labels or self.true_values or ())

    def wrong_rows(self) -> list[int]:
        """Places of the test rows that were predicted wrongly and whose values are known."""
        pairs = zip(self.labels or (), self.predicted or (), strict=False)
        known = len(self.test_rows)
        return [i for i, (true, guess) in enumerate(pairs) if true != guess and i < known]
