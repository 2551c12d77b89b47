"""Learning from batches that come one by one, as a generator or the user's own loop gives them."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from engine.plan import Plan
from engine.training.arithmetic import arithmetic
from engine.training.autograd import AutogradStep
from engine.training.dense import DenseStep, can_run_dense
from engine.training.evaluation import Part
from engine.training.random_draws import RandomDraws
from engine.training.running_scores import RunningScores


class Learner:
    """Takes a step for each batch that it is given, by the same formulas as a run.

    Attributes:
        plan: how.
        update: the optimizer at work.
        draws: the random numbers of Dropout and noise.
    """

    def __init__(
        self, plan: Plan, model: nn.Sequential, none: Part, memory: dict[str, Any], draws_state: torch.Tensor | None
    ) -> None:
        """Prepare it.

        Args:
            plan: with its device settled.
            model: the plan's network, which learns where it lies.
            none: no rows, of the shape and kind of those that will come.
            memory: what the optimizer remembers, {} for nothing.
            draws_state: of the random numbers; None begins with those of the plan's seed.
        """
        self.plan, self._device = plan, torch.device(plan.device)
        self._step: DenseStep | AutogradStep = (DenseStep if can_run_dense(plan) else AutogradStep)(plan, model, none)
        self.update = self._step.update
        self.draws = RandomDraws(self._device, plan.seeds[3], is_used=plan.draws_in_training)
        if memory:
            self._step.load_state(memory)
        if draws_state is not None:
            self.draws.go_on_from(draws_state)
        self._step.begin_epoch()

    def learn(self, batch: Part, scores: RunningScores) -> float:
        """Take one step, and the batch's numbers, of before the step, into the scores; give its loss."""
        with arithmetic(self.plan.threads, flush_denormal=self.plan.flush_denormal):
            weights = None if batch.weights is None else batch.weights.to(self._device)
            with self.draws.lent(), self._step.mode():
                self._step.learn_batch(batch.x.to(self._device), batch.y.to(self._device), weights)
            (loss,), outputs, targets = self._step.read()
            scores.add_loss(loss, len(batch.x))
            if scores.sees_rows:
                scores.add_rows(outputs[: len(batch.x)], targets[: len(batch.x)], weights)
        return loss

    def memory(self) -> dict[str, Any]:
        """What the optimizer remembers."""
        return self._step.state()
