"""One optimizer step by the shortest way: torch's fused kernels without twenty microseconds of Python around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch

MARK = "__dynamo_disable"  # where torch remembers the exempt form of a function
LAST_STEP = 2.0**24  # torch counts steps in 32 bits, which cannot tell the next one
Update = Callable[[], Any]


@contextmanager
def without_compiler() -> Iterator[None]:
    """Use an optimizer without importing torch's compiler, as long to load as torch itself, which nobody asked for.

    torch imports it to exempt some functions from compiling, and remembers on them that it has done so. Meanwhile they
    are marked as exempt.
    """
    names = ("__init__", "add_param_group", "state_dict", "load_state_dict", "zero_grad")
    functions = [getattr(getattr(torch.optim.Optimizer, name), "__wrapped__", None) for name in names]
    marked = [each for each in functions if each is not None and not hasattr(each, MARK)]
    for function in marked:
        setattr(function, MARK, function)
    try:
        yield
    finally:
        for function in marked:
            if getattr(function, MARK, None) is function:
                delattr(function, MARK)


@dataclass(frozen=True)
class UpdateLines:
    """Lines of the quick step's loop that move the weights.

    Attributes:
        each: for every batch.
        before: in front of the loop.
        after: behind it.
    """

    each: tuple[str, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


NO_UPDATE = UpdateLines(())


def fused_lines(optimizer: torch.optim.Optimizer) -> UpdateLines | None:
    """Lines for the quick step's loop that do what `optimizer.step` does; None where torch has no kernel for it.

    They use the lists `parameters`, `gradients`, `first`, `second` and `steps` (see `fused_lists`), and `rates[i]`.
    """
    group = optimizer.param_groups[0]
    if not group.get("fused") or not _has_kernels():
        return None
    if isinstance(optimizer, torch.optim.Adam | torch.optim.AdamW) and not group["amsgrad"]:
        kernel = "adamw" if _is_decoupled(optimizer) else "adam"
        beta1, beta2 = group["betas"]
        # The numbers of all steps at once; one by one they would take as long as the kernel. As 32 bits count.
        before = (f"numbers = (steps[0] + torch.arange(1, count + 1)).clamp_(max={LAST_STEP!r}).unbind(0)",)
        each = (
            "number = numbers[i]",
            f"torch._fused_{kernel}_(parameters, gradients, first, second, none,"
            f" [{', '.join(['number'] * len(group['params']))}], lr=rates[i], beta1={beta1!r}, beta2={beta2!r},"
            f" weight_decay={float(group['weight_decay'])!r}, eps={float(group['eps'])!r}, amsgrad=False,"
            " maximize=False)",
        )
        return UpdateLines(each, before, ("steps[0].copy_(numbers[count - 1])",))
    if isinstance(optimizer, torch.optim.SGD):
        return UpdateLines((
            f"torch._fused_sgd_(parameters, gradients, first, weight_decay={float(group['weight_decay'])!r},"
            f" momentum={float(group['momentum'])!r}, lr=rates[i], dampening={float(group['dampening'])!r},"
            f" nesterov={group['nesterov']!r}, maximize=False, is_first_step=False)",
        ))
    return None


def fused_lists(optimizer: torch.optim.Optimizer) -> tuple[list[torch.Tensor], ...]:
    """The lists that the lines use: tensors, gradients, and what the optimizer itself remembers, which stays true."""
    tensors = optimizer.param_groups[0]["params"]
    states = [optimizer.state[tensor] for tensor in tensors]
    for state in states:
        if "step" in state:  # all tensors have taken the same steps: one number counts for all
            state["step"] = states[0]["step"]
    names = ("exp_avg", "exp_avg_sq", "step")
    if isinstance(optimizer, torch.optim.SGD):
        names = ("momentum_buffer", "", "")
    kept = ([state[name] for state in states if state.get(name) is not None] if name else [] for name in names)
    return ([tensor.data for tensor in tensors], [tensor.grad for tensor in tensors], *kept)


def make_memory(optimizer: torch.optim.Optimizer) -> None:
    """Give a fused optimizer the memory that its first step would begin with; `step` itself would import a compiler."""
    is_sgd = isinstance(optimizer, torch.optim.SGD)
    group = optimizer.param_groups[0]
    names = ("exp_avg", "exp_avg_sq") if not is_sgd else ("momentum_buffer",) if group["momentum"] else ()
    for tensor in group["params"]:
        state = optimizer.state[tensor]
        if not state and names:
            if not is_sgd:
                state["step"] = torch.zeros((), dtype=torch.float32)
            state |= {name: torch.zeros_like(tensor) for name in names}


class BareStep:
    """`optimizer.step` without what torch wraps around it: hooks that nobody set, and the import of its compiler."""

    def __init__(self, optimizer: torch.optim.Optimizer) -> None:
        step: Any = type(optimizer).step
        while hasattr(step, "__wrapped__"):
            step = step.__wrapped__
        self._optimizer, self._step = optimizer, step

    def __call__(self) -> None:
        with torch.no_grad():
            self._step(self._optimizer)


def quick_update(optimizer: torch.optim.Optimizer) -> Update:
    """`optimizer.step`, or a call that does exactly the same sooner."""
    group = optimizer.param_groups[0]
    if not group.get("fused") or not _has_kernels():
        return BareStep(optimizer)
    if isinstance(optimizer, torch.optim.Adam | torch.optim.AdamW) and not group["amsgrad"]:
        return _AdamUpdate(optimizer)
    if isinstance(optimizer, torch.optim.SGD):
        return _SGDUpdate(optimizer)
    return BareStep(optimizer)


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
            make_memory(self._optimizer)
            self._lists = fused_lists(self._optimizer)
        tensors, gradients, means, squares, steps = self._lists
        group = self._group
        beta1, beta2 = group["betas"]
        steps[0].add_(1)
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
            make_memory(self._optimizer)
            self._lists = fused_lists(self._optimizer)
        tensors, gradients, buffers, _, _ = self._lists
        torch._fused_sgd_(tensors, gradients, buffers, weight_decay=group["weight_decay"], momentum=group["momentum"],
                          lr=group["lr"], dampening=group["dampening"], nesterov=group["nesterov"], maximize=False,
                          is_first_step=False)
