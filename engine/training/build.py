"""Calls become objects: the network with its first weights, the loss, the optimizer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import accumulate
from typing import Any

import torch
from torch import nn

from engine.call import Call, execute
from engine.plan import Plan
from engine.training.random_draws import untouched
from engine.training.update import without_compiler

Penalty = Callable[[], torch.Tensor]
Constraint = Callable[[], None]


def number_type(plan: Plan) -> torch.dtype:
    """Torch's type of the numbers that the network computes with."""
    return torch.float64 if plan.dtype == "float64" else torch.float32


def build_model(plan: Plan) -> nn.Sequential:
    """The network on the CPU, with the first weights that the seed decides."""
    # torch's constructors draw weights of their own, which the initializers then replace.
    with untouched():
        model: nn.Sequential = execute(plan.network).to(number_type(plan))
    start = torch.Generator().manual_seed(plan.seeds[1])
    with torch.no_grad():
        for weight in plan.weights:
            tensor = getattr(model[weight.module], weight.attribute)
            if not weight.trainable:
                tensor.requires_grad_(False)
            if weight.initializer is not None:
                options: dict[str, Any] = {"generator": start} if weight.draws else {}
                _fill(weight.initializer, tensor, options)
    return model


def set_trained(plan: Plan, model: nn.Sequential) -> None:
    """Let the weights that a plan trains have gradients, and no others."""
    for weight in plan.weights:
        tensor = getattr(model[weight.module], weight.attribute)
        if isinstance(tensor, nn.Parameter):
            tensor.requires_grad_(weight.trainable)


def empty_model(plan: Plan) -> nn.Sequential:
    """The network without weights, made without drawing a random number; for weights that are loaded."""
    with torch.device("meta"):
        model: nn.Sequential = execute(plan.network)
    return model.to_empty(device="cpu").eval()


def batch_bounds(plan: Plan, rows: int) -> list[tuple[int, int]]:
    """First row and end of each training batch of an epoch, cut and joined as the script does it."""
    batches: Sequence[torch.Tensor] = torch.split(torch.arange(rows), plan.batch_size)
    if plan.join is not None:
        batches = execute(plan.join, batches=batches)
    ends = list(accumulate(len(batch) for batch in batches))
    return list(zip([0, *ends], ends, strict=False))


def build_loss(plan: Plan) -> nn.Module:
    """The loss: (outputs, targets) -> mean over the rows."""
    return execute(plan.loss)  # type: ignore[no-any-return]


def build_constraints(plan: Plan, model: nn.Sequential) -> list[Constraint]:
    """What puts the weights right after each step."""
    constraints: list[Constraint] = []
    for weight in plan.weights:
        if weight.constraint is not None and weight.trainable:
            tensor = getattr(model[weight.module], weight.attribute)
            constraints.append(partial(_constrain, weight.constraint, tensor))
    return constraints


def build_penalties(plan: Plan, model: nn.Sequential) -> list[Penalty]:
    """The penalties on weights that every batch's loss includes."""
    penalties: list[Penalty] = []
    for weight in plan.weights:
        if weight.penalty is not None:
            tensor = getattr(model[weight.module], weight.attribute)
            penalties.append(partial(penalty_on, weight.penalty, tensor))
    return penalties


class Penalties:
    """All that is added to the loss of a batch: penalties on weights, and on what layers gave."""

    def __init__(self, plan: Plan, model: nn.Sequential) -> None:
        self._of_weights = build_penalties(plan, model)
        modules = zip(plan.modules, model, strict=True)
        self._of_outputs = [(planned.penalty, module) for planned, module in modules if planned.penalty is not None]

    def added(self, loss: Any, rows: float) -> Any:
        """The loss with the penalties.

        Args:
            loss: a tensor; of the batch that has just passed through the network.
            rows: of the batch; a process that shares it with others counts its average part.
        """
        for penalty in self._of_weights:
            loss = loss + penalty()
        for call, module in self._of_outputs:
            loss = loss + penalty_on(call, module.outputs) / rows  # type: ignore[arg-type]
        return loss


def build_optimizer(plan: Plan, parameters: Iterable[torch.Tensor]) -> torch.optim.Optimizer:
    """The optimizer over these parameters."""
    with without_compiler():
        return execute(plan.optimizer, parameters=parameters)  # type: ignore[no-any-return]


def _fill(call: Call, tensor: torch.Tensor, options: dict[str, Any]) -> None:
    execute(call.on(tensor, **options))


def _constrain(call: Call, tensor: torch.Tensor) -> None:
    with torch.no_grad():
        tensor.copy_(execute(call.on(tensor)))


def penalty_on(call: Call, tensor: torch.Tensor) -> torch.Tensor:
    """What the portable code of a regulariser makes of weights or outputs: a tensor without dimensions."""
    return execute(call.on(tensor))  # type: ignore[no-any-return]


def penalty_per_row(call: Call, outputs: torch.Tensor) -> torch.Tensor:
    """The penalty on what a layer gave for a batch, divided by its rows."""
    return penalty_on(call, outputs) / max(len(outputs), 1)
