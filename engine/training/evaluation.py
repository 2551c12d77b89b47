"""Loss and metrics of a part of the rows, in batches of the size that the Plan states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn

from engine.call import Prepared
from engine.data.rows import Rows
from engine.events import Logs
from engine.plan import Plan
from engine.training.build import Penalties, build_loss

RESIDENT_SHARE = 0.6  # of a GPU's free memory; the rest is for weights, gradients and a batch's values


@dataclass(frozen=True)
class Part:
    """Rows as tensors on the device: x (rows, …), y as the loss wants it, weights (rows,) or None."""

    x: torch.Tensor
    y: torch.Tensor
    weights: torch.Tensor | None = None

    @classmethod
    def on(cls, device: torch.device, rows: Rows) -> Part:
        """Carry rows to a device, where they stay for the run; too many for a GPU's memory, they stay here."""
        # A copy lies on a 64-byte boundary, as the tensors of the script do.
        weights = None if rows.weights is None else torch.tensor(rows.weights)
        part = cls(torch.tensor(rows.x), torch.tensor(rows.y), weights)
        if device.type == "cuda" and part.size > RESIDENT_SHARE * torch.cuda.mem_get_info(device)[0]:
            return part
        return cls(part.x.to(device), part.y.to(device), None if weights is None else weights.to(device))

    @classmethod
    def sharing(cls, rows: Rows) -> Part:
        """Rows as tensors that share the memory of the arrays, where it may be written to."""
        return cls(shared(rows.x), shared(rows.y), None if rows.weights is None else shared(rows.weights))

    def batch(self, start: int, end: int) -> Part:
        """The rows from `start` to below `end`."""
        weights = None if self.weights is None else self.weights[start:end]
        return Part(self.x[start:end], self.y[start:end], weights)

    @property
    def size(self) -> int:
        """Bytes of its tensors."""
        return sum(tensor.nbytes for tensor in (self.x, self.y, self.weights) if tensor is not None)


def shared(array: np.ndarray[Any, Any]) -> torch.Tensor:
    """An array as a tensor, without a copy unless it may only be read."""
    return torch.from_numpy(array) if array.flags.writeable else torch.tensor(array)


class Evaluation:
    """Scores a network on rows."""

    def __init__(
        self, plan: Plan, model: nn.Sequential, target_scale: float = 1.0, target_mean: float = 0.0
    ) -> None:
        self._plan, self._model = plan, model
        self._units: dict[str, Any] = {"target_scale": target_scale, "target_mean": target_mean}
        self._device = torch.device(plan.device)
        self._loss = build_loss(plan)
        self._penalties = Penalties(plan, model)
        self._metrics = Prepared(dict(plan.metrics))

    def scores(
        self, loss: float, outputs: list[torch.Tensor], targets: list[torch.Tensor], weights: torch.Tensor | None = None
    ) -> Logs:
        """Loss and metrics of a pass, whose outputs and targets came in pieces."""
        whole: dict[str, Any] = {"outputs": torch.cat(outputs), "targets": torch.cat(targets), **self._units}
        if weights is not None:
            whole["weights"] = weights
        return {"loss": loss, **self._metrics(**whole)}

    def run(self, part: Part) -> Iterator[tuple[int, Logs]]:
        """Yield (rows done, {}) after each batch, at last (rows, scores)."""
        size, total = self._plan.evaluation_rows, 0.0
        seen: list[torch.Tensor] = []
        self._model.eval()
        for start in range(0, len(part.x), size):
            batch = part.batch(start, start + size)
            loss, outputs = self.batch(batch)
            total += loss.item() * len(batch.x)
            seen.append(outputs)
            yield start + len(batch.x), {}
        weights = None if part.weights is None else part.weights.to(self._device)
        yield len(part.x), self.scores(total / len(part.x), seen, [part.y.to(self._device)], weights)

    def batch(self, part: Part) -> tuple[torch.Tensor, torch.Tensor]:
        """Loss, penalties included, and outputs of rows, all at once."""
        with torch.no_grad():
            targets = part.y.to(self._device)
            outputs = self._model(part.x.to(self._device))
            if part.weights is None:
                loss = self._loss(outputs, targets)
            else:
                loss = self._loss(outputs, targets, part.weights.to(self._device))
            loss = self._penalties.added(loss, len(part.x))
        return loss, outputs
