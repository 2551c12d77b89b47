"""Loss and metrics of rows that come piece by piece: sums are kept, not rows."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import torch

from engine.call import Call, Prepared, Ref, execute
from engine.events import Logs
from engine.metrics import Metric
from engine.plan import Plan
from engine.plan.plan import PlannedMetric
from engine.targets import Output

WEIGHTS = Ref("weights")


class RunningScores:
    """What a fit, an evaluation or a batch has come to so far; loss first, then the metrics in their order."""

    def __init__(self, plan: Plan) -> None:
        self._formulas = _formulas(plan.scored, plan.output)
        self._loss, self._rows = 0.0, 0
        self._sums: dict[str, torch.Tensor] = {}
        self._whole: list[tuple[torch.Tensor, torch.Tensor]] = []

    @property
    def rows(self) -> int:
        """Rows taken in."""
        return self._rows

    @property
    def sees_rows(self) -> bool:
        """Whether there are metrics that want to be told of rows."""
        return bool(self._formulas.names)

    def add_loss(self, loss: float, rows: int) -> None:
        """Take in the loss of a batch."""
        self._loss += loss * rows
        self._rows += rows

    def add_rows(self, outputs: torch.Tensor, targets: torch.Tensor, weights: torch.Tensor | None = None) -> None:
        """Take in what was said about rows, and what is true."""
        formulas = self._formulas
        summed = formulas.sums if weights is None else formulas.weighted_sums
        for name, sums in summed(outputs=outputs, targets=targets, weights=weights).items():
            self._sums[name] = self._sums[name] + sums if name in self._sums else sums
        if formulas.whole:
            # Copies: the quick step writes its next batch over this one.
            self._whole.append((outputs.clone(), targets.clone()))

    def logs(self) -> Logs:
        """The numbers."""
        loss = self._loss / self._rows if self._rows else math.nan
        return {"loss": loss, **{name: self._value(name) for name in self._formulas.names}}

    def _value(self, name: str) -> float:
        if name in self._sums:
            return float(execute(self._formulas.values[name], sums=self._sums[name]))
        if not self._whole:
            return math.nan
        outputs, targets = (torch.cat(pieces) for pieces in zip(*self._whole, strict=True))
        return float(execute(self._formulas.whole[name], outputs=outputs, targets=targets))


@dataclass(frozen=True)
class _Formulas:
    """Metrics, by name.

    Attributes:
        sums, weighted_sums: give those of a piece of the rows, without and with weights; values: of all sums together.
        whole: of all rows at once, for metrics whose sums do not add up.
    """

    names: tuple[str, ...]
    sums: Callable[..., dict[str, torch.Tensor]]
    weighted_sums: Callable[..., dict[str, torch.Tensor]]
    values: dict[str, Call]
    whole: dict[str, Call]


@lru_cache(maxsize=64)
def _formulas(scored: tuple[PlannedMetric, ...], output: Output) -> _Formulas:
    added = [each for each in scored if adds_up(each.metric, output)]
    sums = {each.name: each.metric.sums(output) for each in added}
    counted = {each.name for each in added if each.weighted}
    return _Formulas(
        tuple(each.name for each in scored),
        Prepared(sums),
        Prepared({
            name: call.with_options(weights=WEIGHTS) if name in counted else call for name, call in sums.items()
        }),
        {each.name: each.metric.value(output) for each in added},
        {each.name: each.metric.call(output) for each in scored if each not in added},
    )


def adds_up(metric: Metric, output: Output) -> bool:
    """Whether a metric has sums that add up over rows; another one needs all rows at once."""
    try:
        metric.sums(output)
    except NotImplementedError:
        return False
    return True
