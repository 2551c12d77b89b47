"""Scoring rows batch by batch with a network that somebody else may be training."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from torch import nn

from engine.data.rows import Rows
from engine.events import Logs
from engine.plan import Plan
from engine.training.arithmetic import arithmetic
from engine.training.evaluation import Evaluation, Part
from engine.training.running_scores import RunningScores


class Scorer:
    """Loss and metrics of rows that come batch by batch; memory grows with the batch, not with the rows."""

    def __init__(self, plan: Plan, model: nn.Sequential) -> None:
        """Prepare it for a plan and its network."""
        self._evaluation = Evaluation(plan, model)
        self._scores = RunningScores(plan)

    def take(self, rows: Rows) -> None:
        """Take a batch in; within `at_rest`."""
        part, scores = Part.sharing(rows), self._scores
        loss, outputs = self._evaluation.batch(part)
        scores.add_loss(loss.item(), len(part.x))
        if scores.sees_rows:
            weights = None if part.weights is None else part.weights.to(outputs.device)
            scores.add_rows(outputs, part.y.to(outputs.device), weights)

    def logs(self) -> Logs:
        """The numbers so far."""
        return self._scores.logs()


@contextmanager
def at_rest(model: nn.Sequential) -> Iterator[None]:
    """Layers that act while training, rest, and tiny numbers are 0; afterwards each does what it did before."""
    at_work = [module for module in model if module.training]
    for module in at_work:
        module.eval()
    try:
        with arithmetic(None, flush_denormal=True):
            yield
    finally:
        for module in at_work:
            module.train()
