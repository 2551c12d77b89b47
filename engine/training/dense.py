"""The quick step for Dense, activation and Dropout on the CPU: explicit forward and backward formulas.

It must equal the autograd step to the last bit (FACTS: it can), so every product and every derivative here is the very
operation that autograd would call, in the same order, on tensors of the same shape. All parameters lie in one flat
buffer, each beginning on a 64-byte boundary as a tensor of its own would.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import torch
from torch import nn

from engine.plan import Plan
from engine.training.build import build_optimizer
from engine.training.dense_ops import ACTIVATIONS, LOSSES, DropoutOperation, LinearOperation, Operation
from engine.training.evaluation import Part
from engine.training.optimizer_step import OptimizerStep
from engine.training.update import quick_update

ALIGNED = 16  # numbers of 4 bytes in 64 bytes


def can_run_dense(plan: Plan) -> bool:
    """Whether the quick step computes this plan: a known stack and loss, on the CPU, without penalties."""
    return (
        plan.device == "cpu"
        and plan.step == "auto"
        and plan.loss.target in LOSSES
        and not plan.weighted
        and bool(plan.weights)
        and all(weight.trainable and weight.penalty is None for weight in plan.weights)
        and all(module.call.target in {"torch.nn.Linear", "torch.nn.Dropout", *ACTIVATIONS} for module in plan.modules)
    )


class DenseStep:
    """Learns one batch at a time without autograd; a `Step`."""

    name = "dense"

    def __init__(self, plan: Plan, model: nn.Sequential, rows: Part) -> None:
        self.model = model
        self._x, self._y = rows.x, rows.y
        flat = _flatten(model)
        # A fused kernel rounds the last few numbers of each tensor in its own way, so it gets the tensors one by
        # one, as in the script; the others compute each number alike wherever it stands, quicker on one long tensor.
        is_fused = dict(plan.optimizer.options).get("fused", False)
        optimizer = build_optimizer(plan, model.parameters() if is_fused else [flat])
        self.update = OptimizerStep(plan, model, optimizer, quick_update(optimizer))
        self._operations = _operations(plan, model)
        self._last = _index_of_first_linear(self._operations)
        self._loss = LOSSES[plan.loss.target](dict(plan.loss.options))
        self._inputs: dict[int, torch.Tensor] = {}
        self._losses: list[torch.Tensor] = []
        self._outputs: list[torch.Tensor] = []
        self._rows: list[torch.Tensor] = []

    def begin_epoch(self) -> None:
        """Nothing to prepare: Dropout is part of the formulas."""

    def mode(self) -> AbstractContextManager[Any]:
        """The context in which batches are learnt: nobody records anything for backward."""
        return torch.no_grad()

    def learn(self, rows: torch.Tensor) -> None:
        """Take one step on these rows."""
        size = len(rows)
        x = self._inputs.get(size)
        if x is None:
            x = self._inputs[size] = torch.empty(size, *self._x.shape[1:])
        torch.index_select(self._x, 0, rows, out=x)
        targets = self._y.index_select(0, rows)
        value = x
        for operation in self._operations:
            value = operation.forward(value)
        loss, gradient = self._loss(value, targets)
        self._losses.append(loss)
        # The last buffer is used again by the next batch; metrics read a copy.
        self._outputs.append(value.clone())
        self._rows.append(targets)
        for number in range(len(self._operations) - 1, self._last - 1, -1):
            gradient = self._operations[number].backward(gradient, needs_input=number > self._last)
        self.update()

    def read(self) -> tuple[list[float], torch.Tensor, torch.Tensor]:
        """Losses of the batches, and outputs and targets of their rows, since the last reading."""
        losses: list[float] = torch.stack(self._losses).tolist()
        outputs, targets = torch.cat(self._outputs), torch.cat(self._rows)
        self._losses, self._outputs, self._rows = [], [], []
        return losses, outputs, targets

    def state(self) -> dict[str, Any]:
        """What the next step depends on besides the model."""
        return self.update.state()

    def load_state(self, state: dict[str, Any]) -> None:
        """Go on from a saved state."""
        self.update.load_state(state)
        self.update.update = quick_update(self.update.optimizer)


def _flatten(model: nn.Sequential) -> nn.Parameter:
    """Move the model's parameters into one buffer; the model keeps views of it, and of the gradients' buffer."""
    parameters = list(model.parameters())
    sizes = [-(-parameter.numel() // ALIGNED) * ALIGNED for parameter in parameters]
    values, gradient = torch.zeros(sum(sizes)), torch.zeros(sum(sizes))
    flat = nn.Parameter(values)
    flat.grad = gradient
    place = 0
    for parameter, size in zip(parameters, sizes, strict=True):
        view = values[place : place + parameter.numel()].view(parameter.shape)
        view.copy_(parameter.detach())
        parameter.data = view
        parameter.grad = gradient[place : place + parameter.numel()].view(parameter.shape)
        place += size
    return flat


def _operations(plan: Plan, model: nn.Sequential) -> list[Operation]:
    operations: list[Operation] = []
    for planned, module in zip(plan.modules, model, strict=True):
        match planned.call.target:
            case "torch.nn.Linear":
                operations.append(LinearOperation(module))  # type: ignore[arg-type]
            case "torch.nn.Dropout":
                operations.append(DropoutOperation(float(planned.call.arguments[0])))
            case target:
                behind_product = bool(operations) and isinstance(operations[-1], LinearOperation)
                operations.append(ACTIVATIONS[target](dict(planned.call.options), in_place=behind_product))
    return operations


def _index_of_first_linear(operations: list[Operation]) -> int:
    """Nothing in front of the first weights needs a gradient."""
    return next(number for number, operation in enumerate(operations) if isinstance(operation, LinearOperation))
