"""A step recorded once on the GPU and replayed: one launch instead of some dozens, each longer than its work.

What is recorded are the kernels that the autograd step launches, so that the numbers stay the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import torch
from torch import nn

from engine.plan import Plan
from engine.training.autograd import AutogradStep
from engine.training.evaluation import Part

WARM_STEPS = 3  # before anything is recorded, libraries choose their kernels and the optimizer makes its memory
RECORDABLE = ("torch.optim.Adam", "torch.optim.AdamW", "torch.optim.SGD")


class Recorder(Protocol):
    """Records what a function launches; whoever calls the result launches it again on the same memory."""

    def __call__(self, function: Callable[[], None]) -> Callable[[], Any]: ...


def record_on_cuda(function: Callable[[], None]) -> Callable[[], Any]:
    """Record a function's kernels into a CUDA graph; none of them runs yet."""
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        function()
    return graph.replay


def can_be_recorded(plan: Plan) -> bool:
    """Whether each step of a plan launches the same kernels with the same numbers: a steady rate, a plain update."""
    return (
        plan.device.startswith("cuda")
        and plan.optimizer.target in RECORDABLE
        and not dict(plan.optimizer.options).get("amsgrad", False)
        and plan.rate is None
        and not plan.rate_changes
    )


class GraphStep(AutogradStep):
    """The autograd step, recorded for batches of the usual size; others are learnt as ever."""

    def __init__(
        self, plan: Plan, model: nn.Sequential, rows: Part, record: Recorder = record_on_cuda
    ) -> None:
        super().__init__(plan, model, rows)
        self._record = record
        self._size, self._warm = plan.batch_size, 0
        self._rows = torch.zeros(plan.batch_size, dtype=torch.int64, device=rows.x.device)
        self._replay: Callable[[], Any] | None = None
        self._rate = 0.0
        self._is_refused = not self.update.is_plain
        # The step's number lies on the device, so that nobody has to ask for it.
        if "capturable" in self.update.optimizer.defaults:
            for group in self.update.optimizer.param_groups:
                group["capturable"] = rows.x.device.type == "cuda"

    def learn_rows(self, rows: torch.Tensor) -> None:
        """Take one step on these rows."""
        if self._is_refused or len(rows) != self._size or self._warm < WARM_STEPS:
            self._warm += 1
            super().learn_rows(rows)
            return
        if self._replay is None or self._rate != self.update.learning_rate:
            self._begin()
            if self._replay is None:
                super().learn_rows(rows)
                return
        self._rows.copy_(rows)
        self._replay()
        self.update.steps += 1
        self._losses.append(self._loss_of_batch.clone())
        self._outputs.append(self._outputs_of_batch.clone())
        self._targets.append(self._targets_of_batch.clone())

    def load_state(self, state: dict[str, Any]) -> None:
        """Go on from a saved state."""
        super().load_state(state)
        self._replay = None

    def _begin(self) -> None:
        self._rate = self.update.learning_rate
        kept = len(self._losses), self.update.steps
        try:
            self._replay = self._record(self._one_step)
            self._loss_of_batch, self._outputs_of_batch, self._targets_of_batch = (
                found.pop() for found in (self._losses, self._outputs, self._targets)
            )
        except RuntimeError:  # a library that cannot be recorded: the step itself goes on as it is
            self._is_refused, self._replay = True, None
            for found in (self._losses, self._outputs, self._targets):
                del found[kept[0] :]
        self.update.steps = kept[1]

    def _one_step(self) -> None:
        super().learn_rows(self._rows)
