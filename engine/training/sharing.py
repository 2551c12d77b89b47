"""Whether the quick step of a plan may be shared by more cores than its threads, shown by doing it both ways."""

from __future__ import annotations

import time
from collections.abc import Sequence

import torch

from engine.plan import Plan
from engine.training.cores import Cores, all_flush, computed_by, free_cores, shares_evenly
from engine.training.dense_ops import Source
from engine.training.dense_source import Loop
from engine.training.products import EVIDENCE, Sharing, has_same_sum, tries

ENOUGH = 1e7  # multiplications of a step that are worth sharing
NARROW = 32  # units; whole steps that show enough numbers of fewer would be too dear
LONGEST = 0.5  # seconds that a trial of more than two batches may take; what it could not show in them, is not so
Lists = tuple[list[torch.Tensor], ...]


def cores_for(plan: Plan) -> Cores | None:
    """Cores to choose from for the steps of a plan; None where there are no more, or too little to do for them."""
    most = free_cores()
    if most <= plan.threads or not _is_enough(plan.batch_size, plan.parameters) or not all_flush(most):
        return None
    return Cores(plan.threads, most)


def _is_enough(rows: int, parameters: int) -> bool:
    return 3 * rows * parameters >= ENOUGH


def sharing_of(source: Source, size: int, least: int, most: int) -> Sharing | None:
    """How several cores are to share the products of a step.

    Args:
        source: of the step.
        size: rows of a batch.
        least: the plan's threads, whose digits they keep.
        most: the cores that share.

    Returns:
        None where a step is not worth it, or some number would have other digits whatever the way.
    """
    weights = {product.out: product for product in source.products if product.turned == "left"}
    if not _is_enough(size, sum(product.numbers or 0 for product in weights.values())):
        return None
    if not all(has_same_sum(product.shape[0] or 0, size, least, most, source.dtype) for product in weights.values()):
        return None
    lines = {}
    for product in source.products:
        way = product.way_for(size, least, most, source.dtype)
        if way is None:
            return None
        lines[product.line] = product.shared_line(way)
    return Sharing(most, lines)


def has_same_digits(
    ways: Sequence[tuple[int, Loop]], source: Source, size: int, targets: torch.Tensor, buffers: list[torch.Tensor],
    lists: Lists, units: int,
) -> bool:
    """Whether random batches from random weights end in the same digits, whoever computes them, and are worth it.

    Nothing is left behind: weights, the optimizer's memory and the random numbers are put back.

    Args:
        ways: numbers of cores, and the loop that they run.
        source: of the loops.
        size: rows of a batch; an element-wise operation on them has to be shared evenly to count at all, since only a
            few of its numbers would differ.
        targets: of some rows.
        buffers: of the loops, for batches of this size.
        lists: weights, gradients and the optimizer's memory.
        units: outputs that the metrics want to see of each row, 0 without any.
    """
    most = max(cores for cores, _ in ways)
    if not _is_enough(size, sum(weight.numel() for weight in lists[0])):
        return False
    if not all(shares_evenly(buffer.numel(), most) for buffer in buffers):
        return False
    kernels = [weight for weight in lists[0] if weight.ndim > 1]
    kept = [tensor.clone() for part in lists for tensor in part]
    random, generator = torch.get_rng_state(), torch.Generator().manual_seed(0)
    begun, count = time.perf_counter(), _tries(size, [kernel for kernel in kernels if len(kernel) >= NARROW])
    try:
        for number in range(count):
            weights = [torch.randn(weight.shape, dtype=weight.dtype, generator=generator) for weight in lists[0]]
            x = torch.randn(buffers[0].shape, dtype=source.dtype, generator=generator)
            results = []
            for cores, learn in ways:
                _put_back(lists, kept)
                torch.set_rng_state(random)
                for weight, value in zip(lists[0], weights, strict=True):
                    weight.copy_(value).div_(value[0].numel() ** 0.5)
                seen = torch.empty(size, units, dtype=source.dtype)
                data = [x, targets, torch.arange(size), seen, torch.ones((), dtype=source.dtype)]
                with computed_by(cores):
                    loss = learn(data, 0, 1, size, [0.01], list(source.tensors.values()), buffers, *lists)
                results.append([loss, seen, *(tensor.clone() for part in lists for tensor in part)])
            if not all(torch.equal(*pair) for other in results[1:] for pair in zip(results[0], other, strict=True)):
                return False
            # The first try is slower than those behind it; two have to be.
            if 0 < number < count - 1 and (time.perf_counter() - begun) / (number + 1) * count > LONGEST:
                return False
        return True
    finally:
        _put_back(lists, kept)
        torch.set_rng_state(random)


def _tries(size: int, kernels: Sequence[torch.Tensor]) -> int:
    """How many random batches show enough numbers of the smallest product; two at least."""
    return tries(min((min(kernel.numel(), size * len(kernel)) for kernel in kernels), default=EVIDENCE))


def _put_back(lists: Lists, kept: Sequence[torch.Tensor]) -> None:
    for tensor, value in zip((tensor for part in lists for tensor in part), kept, strict=True):
        tensor.copy_(value)
