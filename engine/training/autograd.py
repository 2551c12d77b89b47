"""The step that takes any stack: forward, backward and update by torch itself, as the exported script writes it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import torch
from torch import nn

from engine.plan import Plan
from engine.training.build import Penalties, build_loss, build_optimizer
from engine.training.evaluation import Part
from engine.training.optimizer_step import OptimizerStep
from engine.training.update import BareStep


class AutogradStep:
    """Learns one batch at a time; a `Step`.

    Attributes:
        model: the network; its parameters are always those learnt so far.
        batch: number of the next batch of the epoch.
    """

    name = "autograd"

    def __init__(self, plan: Plan, model: nn.Sequential, rows: Part) -> None:
        self.model, self.batch = model, 0
        self._x, self._y, self._weights = rows.x, rows.y, rows.weights
        self._device = torch.device(plan.device)  # where rows that are too many lie elsewhere
        self._loss = build_loss(plan)
        self._penalties = Penalties(plan, model)
        optimizer = build_optimizer(plan, model.parameters())
        self.update = OptimizerStep(plan, model, optimizer, BareStep(optimizer))
        self._resting = _resting(plan, model)
        self._losses: list[torch.Tensor] = []
        self._outputs: list[torch.Tensor] = []
        self._targets: list[torch.Tensor] = []

    def begin_epoch(self) -> None:
        """Layers that act while training, act; frozen ones keep their statistics."""
        self.model.train()
        for module in self._resting:
            module.eval()

    def mode(self) -> AbstractContextManager[Any]:
        """The context in which batches are learnt."""
        return nullcontext()

    def learn(self, order: torch.Tensor, bounds: Sequence[tuple[int, int]], seconds: float) -> None:
        """Take steps from batch `self.batch` of the epoch on, one at least, until `seconds` have passed."""
        deadline = time.perf_counter() + seconds
        while self.batch < len(bounds):
            start, end = bounds[self.batch]
            self.learn_rows(order[start:end])
            self.batch += 1
            if time.perf_counter() >= deadline:
                break

    def learn_rows(self, rows: torch.Tensor) -> None:
        """Take one step on these rows."""
        weights = None if self._weights is None else self._weights[rows].to(self._device)
        self.learn_batch(self._x[rows].to(self._device), self._y[rows].to(self._device), weights)

    def learn_batch(self, x: torch.Tensor, targets: torch.Tensor, weights: torch.Tensor | None = None) -> None:
        """Take one step on rows that come from elsewhere."""
        outputs = self.model(x)
        loss = self._loss(outputs, targets) if weights is None else self._loss(outputs, targets, weights)
        loss = self._penalties.added(loss, len(x))
        self.update.optimizer.zero_grad()
        loss.backward()
        self.update()
        self._losses.append(loss.detach())
        self._outputs.append(outputs.detach())
        self._targets.append(targets)

    def read(self) -> tuple[list[float], torch.Tensor, torch.Tensor]:
        """Losses of the batches, and outputs and targets of their rows, since the last reading."""
        losses: list[float] = torch.stack(self._losses).tolist()
        outputs, targets = torch.cat(self._outputs), torch.cat(self._targets)
        self._losses, self._outputs, self._targets = [], [], []
        return losses, outputs, targets

    def state(self) -> dict[str, Any]:
        """What the next step depends on besides the model."""
        return self.update.state()

    def load_state(self, state: dict[str, Any]) -> None:
        """Go on from a saved state."""
        self.update.load_state(state)


def _resting(plan: Plan, model: nn.Sequential) -> list[nn.Module]:
    """Modules with weights of which none is trained."""
    held = {weight.module for weight in plan.weights}
    trained = {weight.module for weight in plan.weights if weight.trainable}
    return [model[number] for number in sorted(held - trained)]
