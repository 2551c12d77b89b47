"""One optimizer step by the shortest way: torch's fused kernels without twenty microseconds of Python around them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

Update = Callable[[], Any]


def fused_lines(optimizer: torch.optim.Optimizer) -> list[str] | None:
    """Lines for the quick step's loop that do what `optimizer.step` does; None where torch has no kernel for it.

    They use the lists `parameters`, `gradients`, `first`, `second` and `steps` (see `fused_lists`), and `rates[i]`.
    """
    group = optimizer.param_groups[0]
    if not group.get("fused") or not _has_kernels():
        return None
    if isinstance(optimizer, torch.optim.Adam | torch.optim.AdamW) and not group["amsgrad"]:
        kernel = "adamw" if _is_decoupled(optimizer) else "adam"
        beta1, beta2 = group["betas"]
        return [
            "torch._foreach_add_(steps, 1)",
            f"torch._fused_{kernel}_(parameters, gradients, first, second, none, steps, lr=rates[i], beta1={beta1!r},"
            f" beta2={beta2!r}, weight_decay={float(group['weight_decay'])!r}, eps={float(group['eps'])!r},"
            " amsgrad=False, maximize=False)",
        ]
    if isinstance(optimizer, torch.optim.SGD):
        return [
            f"torch._fused_sgd_(parameters, gradients, first, weight_decay={float(group['weight_decay'])!r},"
            f" momentum={float(group['momentum'])!r}, lr=rates[i], dampening={float(group['dampening'])!r},"
            f" nesterov={group['nesterov']!r}, maximize=False, is_first_step=False)"
        ]
    return None


def fused_lists(optimizer: torch.optim.Optimizer) -> tuple[list[torch.Tensor], ...]:
    """The lists that the lines use: tensors, gradients, and what the optimizer itself remembers, which stays true."""
    tensors = optimizer.param_groups[0]["params"]
    states = [optimizer.state[tensor] for tensor in tensors]
    names = ("exp_avg", "exp_avg_sq", "step")
    if isinstance(optimizer, torch.optim.SGD):
        names = ("momentum_buffer", "", "")
    kept = ([state[name] for state in states if state.get(name) is not None] if name else [] for name in names)
    return ([tensor.data for tensor in tensors], [tensor.grad for tensor in tensors], *kept)


def quick_update(optimizer: torch.optim.Optimizer) -> Update:
    """`optimizer.step`, or a call that does exactly the same sooner, once the first step has made the memory."""
    group = optimizer.param_groups[0]
    if not group.get("fused") or not _has_kernels():
        return optimizer.step
    if isinstance(optimizer, torch.optim.Adam | torch.optim.AdamW) and not group["amsgrad"]:
        return _AdamUpdate(optimizer)
    if isinstance(optimizer, torch.optim.SGD):
        return _SGDUpdate(optimizer)
    return optimizer.step


def _is_decoupled(optimizer: torch.optim.Optimizer) -> bool:
    group = optimizer.param_groups[0]
    return isinstance(optimizer, torch.optim.AdamW) or bool(group.get("decoupled_weight_decay", False))


def _has_kernels() -> bool:
    return all(hasattr(torch, name) for name in ("_fused_adam_", "_fused_adamw_", "_fused_sgd_"))


class _AdamUpdate:
    """Adam and AdamW. The optimizer's own state is used and kept, so that its state_dict stays true."""

    def __init__(self, optimizer: torch.optim.Optimizer) -> None:
        self._optimizer, self._group = optimizer, optimizer.param_groups[0]
        self._lists: tuple[list[torch.Tensor], ...] | None = None
        self._kernel = torch._fused_adamw_ if _is_decoupled(optimizer) else torch._fused_adam_

    def __call__(self) -> None:
        if self._lists is None:
            self._optimizer.step()  # makes the state
            self._lists = fused_lists(self._optimizer)
            return
        tensors, gradients, means, squares, steps = self._lists
        group = self._group
        beta1, beta2 = group["betas"]
        torch._foreach_add_(steps, 1)
        self._kernel(tensors, gradients, means, squares, [], steps, lr=group["lr"], beta1=beta1, beta2=beta2,
                     weight_decay=group["weight_decay"], eps=group["eps"], amsgrad=False, maximize=False)


class _SGDUpdate:
    """SGD with or without momentum."""

    def __init__(self, optimizer: torch.optim.Optimizer) -> None:
        self._optimizer, self._group = optimizer, optimizer.param_groups[0]
        self._lists: tuple[list[torch.Tensor], ...] | None = None

    def __call__(self) -> None:
        group = self._group
        if self._lists is None:
            self._optimizer.step()
            self._lists = fused_lists(self._optimizer)
            return
        tensors, gradients, buffers, _, _ = self._lists
        torch._fused_sgd_(tensors, gradients, buffers, weight_decay=group["weight_decay"], momentum=group["momentum"],
                          lr=group["lr"], dampening=group["dampening"], nesterov=group["nesterov"], maximize=False,
                          is_first_step=False)
