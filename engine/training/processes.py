"""Several processes that share each batch: torch's own launcher starts them, DistributedDataParallel joins their work.

    torchrun --nproc-per-node 2 program.py

Each process learns its part of every batch; the gradients are averaged, weighted by the rows, so that the weights are
those of one process with the whole batch. All processes end with the same weights and the same history.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import distributed, nn
from torch.nn.parallel import DistributedDataParallel

from engine.plan import Plan
from engine.training.autograd import AutogradStep
from engine.training.evaluation import Part

# All processes read at the same batch, whatever the clock says: reading is something they do together.
BATCHES_A_READING = 200


@dataclass(frozen=True)
class Processes:
    """Those that work together: `rank` is the number of this one, `count` how many there are."""

    rank: int = 0
    count: int = 1

    def share(self, rows: torch.Tensor) -> torch.Tensor:
        """This process's part of a batch."""
        return rows.tensor_split(self.count)[self.rank]

    def agreed(self, plan: Plan) -> Plan:
        """The plan of the first process, as far as chance could make them differ, on this process's own GPU."""
        seed = [plan.seed]
        distributed.broadcast_object_list(seed)
        if plan.device.startswith("cuda"):
            plan = plan.on_device(f"cuda:{os.environ.get('LOCAL_RANK', '0')}")
        return replace(plan, seed=seed[0])


def launched_processes(plan: Plan) -> Processes:
    """The processes that torch's launcher started; one alone where nobody launched any.

    Raises:
        EngineError: the plan cannot be shared.
    """
    if not distributed.is_available() or int(os.environ.get("WORLD_SIZE", "1")) < 2 or "RANK" not in os.environ:
        return Processes()
    plan.check_shareable()
    if not distributed.is_initialized():
        distributed.init_process_group("nccl" if plan.device.startswith("cuda") else "gloo")
    return Processes(distributed.get_rank(), distributed.get_world_size())


class SharedStep(AutogradStep):
    """The autograd step on a part of each batch."""

    def __init__(self, plan: Plan, model: nn.Sequential, rows: Part, processes: Processes) -> None:
        super().__init__(plan, model, rows)
        self._processes = processes
        devices = None if self._device.type == "cpu" else [self._device]
        self._network = DistributedDataParallel(model, device_ids=devices)

    def learn(self, order: torch.Tensor, bounds: Sequence[tuple[int, int]], seconds: float) -> None:  # noqa: ARG002
        """Take steps from batch `self.batch` of the epoch on, as many as all processes agree on."""
        last = min(len(bounds), self.batch - self.batch % BATCHES_A_READING + BATCHES_A_READING)
        while self.batch < last:
            start, end = bounds[self.batch]
            self.learn_rows(order[start:end])
            self.batch += 1

    def learn_rows(self, rows: torch.Tensor) -> None:
        """Take one step on this process's part of these rows."""
        part = self._processes.share(rows)
        targets = self._y[part].to(self._device)
        weights = [] if self._weights is None else [self._weights[part].to(self._device)]
        outputs = self._network(self._x[part].to(self._device))
        loss = self._loss(outputs, targets, *weights) if len(part) else outputs.sum()
        # The average over the processes is then the mean over the whole batch.
        loss = loss * (len(part) * self._processes.count / len(rows))
        loss = self._penalties.added(loss, len(rows) / self._processes.count)
        self.update.optimizer.zero_grad()
        loss.backward()
        self.update()
        self._losses.append(loss.detach())
        self._outputs.append(outputs.detach())
        self._targets.append(targets)

    def read(self) -> tuple[list[float], torch.Tensor, torch.Tensor]:
        """Losses of the batches, and outputs and targets of all their rows, since the last reading."""
        mine = (torch.stack(self._losses).tolist(), _on_cpu(self._outputs), _on_cpu(self._targets))
        everyones: list[Any] = [None] * self._processes.count
        distributed.all_gather_object(everyones, mine)
        losses, outputs, targets = zip(*everyones, strict=True)
        self._losses, self._outputs, self._targets = [], [], []
        means = [sum(batch) / len(batch) for batch in zip(*losses, strict=True)]
        return means, _in_order(outputs), _in_order(targets)


def _on_cpu(tensors: list[torch.Tensor]) -> list[torch.Tensor]:
    return [tensor.cpu() for tensor in tensors]


def _in_order(parts: Sequence[list[torch.Tensor]]) -> torch.Tensor:
    """Rows in the order of the batches: of each batch, the parts of all processes."""
    return torch.cat([part for batch in zip(*parts, strict=True) for part in batch])
