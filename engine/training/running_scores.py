"""Loss and metrics of rows that come piece by piece: sums are kept, not rows."""

from __future__ import annotations

import math
from typing import Any

import torch

from engine.call import Call, Ref, execute, execute_all
from engine.events import Logs
from engine.metrics import Metric
from engine.plan import Plan
from engine.plan.plan import PlannedMetric
from engine.targets import Output

WEIGHTS = Ref("weights")


class RunningScores:
    """What a fit, an evaluation or a batch has come to so far; loss first, then the metrics in their order."""

    def __init__(self, plan: Plan) -> None:
        self._loss, self._rows = 0.0, 0
        self._plan = plan
        self._sums: dict[str, torch.Tensor] = {}
        self._whole: list[tuple[torch.Tensor, torch.Tensor]] = []
        self._added = [each for each in plan.scored if adds_up(each.metric, plan.output)]

    @property
    def rows(self) -> int:
        """Rows taken in."""
        return self._rows

    def add_loss(self, loss: float, rows: int) -> None:
        """Take in the loss of a batch."""
        self._loss += loss * rows
        self._rows += rows

    def add_rows(self, outputs: torch.Tensor, targets: torch.Tensor, weights: torch.Tensor | None = None) -> None:
        """Take in what was said about rows, and what is true."""
        names: dict[str, Any] = {"outputs": outputs, "targets": targets, "weights": weights}
        calls = {each.name: self._call(each, is_weighted=weights is not None) for each in self._added}
        for name, sums in execute_all(calls, **names).items():
            self._sums[name] = self._sums[name] + sums if name in self._sums else sums
        if len(self._added) < len(self._plan.scored):
            # Copies: the quick step writes its next batch over this one.
            self._whole.append((outputs.clone(), targets.clone()))

    def _call(self, planned: PlannedMetric, *, is_weighted: bool) -> Call:
        call = planned.metric.sums(self._plan.output)
        return call.with_options(weights=WEIGHTS) if planned.weighted and is_weighted else call

    @property
    def sees_rows(self) -> bool:
        """Whether there are metrics that want to be told of rows."""
        return bool(self._plan.scored)

    def logs(self) -> Logs:
        """The numbers."""
        loss = self._loss / self._rows if self._rows else math.nan
        return {"loss": loss, **{each.name: self._value(each) for each in self._plan.scored}}

    def _value(self, planned: PlannedMetric) -> float:
        output = self._plan.output
        if planned.name in self._sums:
            return float(execute(planned.metric.value(output), sums=self._sums[planned.name]))
        if not self._whole:
            return math.nan
        outputs, targets = (torch.cat(pieces) for pieces in zip(*self._whole, strict=True))
        return float(execute(planned.metric.call(output), outputs=outputs, targets=targets))


def adds_up(metric: Metric, output: Output) -> bool:
    """Whether a metric has sums that add up over rows; another one needs all rows at once."""
    try:
        metric.sums(output)
    except NotImplementedError:
        return False
    return True
