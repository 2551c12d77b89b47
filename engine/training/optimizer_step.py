"""From the gradients of a batch to new weights, in Keras's order; the script writes the same lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from torch import nn

from engine.call import Call, execute
from engine.plan import Plan
from engine.training.build import build_constraints
from engine.training.update import fused_lists, make_memory, without_compiler


class OptimizerStep:
    """Clips, decays, updates, averages and constrains; knows which step it is.

    Attributes:
        optimizer: torch's.
        steps: batches learnt so far, over all fits; schedules count by it.
        is_plain: whether there is nothing to do but the update, at rates that are known before.
    """

    def __init__(
        self, plan: Plan, model: nn.Sequential, optimizer: torch.optim.Optimizer, update: Callable[[], Any]
    ) -> None:
        self.optimizer, self.update = optimizer, update
        self.steps = 0
        self._group = optimizer.param_groups[0]
        self._rate, self._changes = plan.rate, dict(plan.rate_changes)
        self._names: dict[str, Any] = {"parameters": _Parameters(model)}
        self._gradients, self._decay = plan.gradient_steps, plan.decay
        self._constraints = build_constraints(plan, model)
        self._average = execute(plan.average, **self._names) if plan.average else None
        self._mean = execute(plan.accumulation, **self._names) if plan.accumulation else None
        self.is_plain = not (self._gradients or self._decay or self._constraints or self._average or self._mean)
        self._lists: tuple[list[torch.Tensor], ...] | None = None

    @property
    def learning_rate(self) -> float:
        """The rate of the next step."""
        return float(self._group["lr"])

    @learning_rate.setter
    def learning_rate(self, rate: float) -> None:
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        # Who sets a rate by hand, takes the schedule's place.
        self._rate = None

    def set_by_hand(self, rate: float) -> None:
        """Take this rate from the next step on, instead of the schedule's and of those that were planned."""
        self._changes = {}
        self.learning_rate = rate

    def __call__(self) -> None:
        """Move the weights by the gradients of a batch, or by those of several once they are there."""
        if self._rate is not None or self._changes:
            self._group["lr"] = self._rate_of(self.steps)
        if self._mean is None or self._mean.is_complete():
            if not self.is_plain:
                self._prepare()
            self.update()
        self.steps += 1
        if not self.is_plain:
            self._complete()

    def _rate_of(self, step: int) -> float:
        if step in self._changes:
            self.learning_rate = self._changes[step]
        rate: float = execute(self._rate, step=step) if self._rate is not None else self._group["lr"]
        return rate

    # For whoever takes several steps at once

    def lists(self) -> tuple[list[torch.Tensor], ...]:
        """Weights, gradients and memory of a fused kernel."""
        if self._lists is None:
            make_memory(self.optimizer)
            self._lists = fused_lists(self.optimizer)
        return self._lists

    def coming_rates(self, count: int) -> list[float]:
        """The rates of the next steps."""
        if self._rate is None and not self._changes:
            return [float(self._group["lr"])] * count
        return [float(self._rate_of(step)) for step in range(self.steps, self.steps + count)]

    def have_taken(self, count: int, rates: list[float]) -> None:
        """Know of steps that were taken elsewhere."""
        self.steps += count
        self._group["lr"] = rates[-1]

    def _prepare(self) -> None:
        for call in self._gradients:
            execute(call, **self._names)
        if self._decay is not None:
            execute(self._decay, **self._names, rate=self._group["lr"])

    def _complete(self) -> None:
        if self._average is not None:
            self._average.update()
        for constrain in self._constraints:
            constrain()

    def finish(self) -> None:
        """At the end of a run: the averages take the place of the weights, where there are any."""
        if self._average is not None and self._average.seen:
            self._average.finish()

    def swap_averages(self) -> None:
        """Weights and averages change places."""
        with torch.no_grad():
            for tensor, average in self._averaged():
                kept = tensor.clone()
                tensor.copy_(average)
                average.copy_(kept)

    def keep_averages(self) -> None:
        """The averages become what the weights are."""
        with torch.no_grad():
            for tensor, average in self._averaged():
                average.copy_(tensor)

    def _averaged(self) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
        if self._average is not None:
            yield from zip(self._names["parameters"], self._average.averages, strict=True)

    def state(self) -> dict[str, Any]:
        """What the next step depends on besides the model."""
        with without_compiler():
            state: dict[str, Any] = {"optimizer": self.optimizer.state_dict(), "steps": self.steps}
        state["follows_schedule"] = self._rate is not None
        if self._average is not None:
            state["averages"] = [tensor.clone() for tensor in self._average.averages]
        if self._mean is not None:
            state["sums"] = [tensor.clone() for tensor in self._mean.sums]
        return state

    def load_state(self, state: dict[str, Any]) -> None:
        """Go on from a saved state."""
        with without_compiler():
            self.optimizer.load_state_dict(state["optimizer"])
        self._group, self._lists = self.optimizer.param_groups[0], None
        self.steps = state["steps"]
        if not state["follows_schedule"]:
            self._rate = None
        if self._average is not None:
            self._average.averages = _in_place_of(self._average.averages, state["averages"])
            self._average.seen = self.steps
        if self._mean is not None:
            self._mean.seen = self.steps
            self._mean.sums = _in_place_of(self._mean.sums, state.get("sums", self._mean.sums))


def _in_place_of(old: list[torch.Tensor], saved: list[torch.Tensor]) -> list[torch.Tensor]:
    """Copies of saved tensors, on the devices of those that they replace."""
    return [tensor.to(place, copy=True) for place, tensor in zip(old, saved, strict=True)]


class _Parameters:
    """The parameters of a model, to be gone through as often as one likes, as the script's model.parameters() is."""

    def __init__(self, model: nn.Sequential) -> None:
        self._tensors: Sequence[nn.Parameter] = [tensor for tensor in model.parameters() if tensor.requires_grad]

    def __iter__(self) -> Any:
        return iter(self._tensors)


def optimizer_calls(plan: Plan) -> list[Call]:
    """All Code that a step of this plan may execute, for whoever pastes it."""
    calls = [plan.rate, plan.accumulation, *plan.gradient_steps, plan.decay, plan.average]
    calls += [weight.constraint for weight in plan.weights if weight.trainable]
    return [call for call in calls if call is not None]
