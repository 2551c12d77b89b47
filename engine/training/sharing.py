"""Whether the quick step of a plan may be shared by more cores than its threads, shown by doing it both ways."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import torch

from engine.plan import Plan
from engine.training.cores import GRAIN, Cores, Deadline, all_flush, computed_by, free_cores, shares_evenly
from engine.training.dense_ops import Source
from engine.training.dense_source import Loop, Sharing
from engine.training.products import EVIDENCE, has_same_sum, tries

ENOUGH = 1e7  # multiplications of a step that are worth sharing
EARLIEST = 0.25  # seconds of work behind which sharing is tried; what ends sooner has no use for it
NARROW = 32  # units; fewer are seen in their products alone
LONGEST = 0.5  # seconds of this thread for the products, and then for the steps; what they do not show is not so
Lists = tuple[list[torch.Tensor], ...]


def cores_for(plan: Plan) -> Cores | None:
    """Cores to choose from for the steps of a plan; None where there are no more, or too little to do for them."""
    most = free_cores()
    if most <= plan.threads or 3 * plan.batch_size * plan.parameters < ENOUGH or not all_flush(most):
        return None
    return Cores(plan.threads, most)


def sharing_of(source: Source, size: int, cores: Cores) -> Sharing | None:
    """How several cores are to share the products of a step.

    Args:
        source: of the step.
        size: rows of a batch.
        cores: the plan's threads, whose digits are kept, and those that share.

    Returns:
        None where some number would have other digits whatever the way, or where that takes too long to see.
    """
    if not _is_shared_evenly(source, size, cores):
        return None
    numbers = cores.least, cores.most, source.dtype, Deadline(LONGEST)
    if not all(has_same_sum(columns, size, *numbers) for columns in source.sums):
        return None
    lines, own = {}, {*source.forward, *source.backward}
    for product in source.products:
        way = product.way_for(size, *numbers) if product.line in own else None
        if way is None:
            return None
        lines[product.line] = product.shared_line(way)
    return Sharing(cores.most, lines)


def _is_shared_evenly(source: Source, size: int, cores: Cores) -> bool:
    """Whether no element-wise operation cuts a vector, by either number of cores, and one core sums the loss up."""
    numbers = [size * prod(row) for row in source.buffers.values()]
    if not all(shares_evenly(each, count) for each in numbers for count in (cores.least, cores.most)):
        return False
    return size * source.outputs < GRAIN


def has_same_digits(
    ways: Sequence[tuple[int, Loop]], source: Source, size: int, targets: torch.Tensor, buffers: list[torch.Tensor],
    lists: Lists, units: int,
) -> bool:
    """Whether random batches from random weights end in the same digits, whoever computes them.

    Nothing is left behind: weights, the optimizer's memory and the random numbers are put back.

    Args:
        ways: numbers of cores, and the loop that they run.
        source: of the loops.
        size: rows of a batch.
        targets: of some rows.
        buffers: of the loops, for batches of this size.
        lists: weights, gradients and the optimizer's memory.
        units: outputs that the metrics want to see of each row, 0 without any.
    """
    # What is narrow has been shown apart, product by product; whole steps would be too dear.
    wide = [weight for weight in lists[0] if weight.ndim > 1 and len(weight) >= NARROW]
    kept = [tensor.clone() for part in lists for tensor in part]
    random, generator = torch.get_rng_state(), torch.Generator().manual_seed(0)
    smallest = min((min(weight.numel(), size * len(weight)) for weight in wide), default=EVIDENCE)
    deadline, count = Deadline(LONGEST), tries(smallest)
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
            if 0 < number < count - 1 and deadline.is_over:
                return False
        return True
    finally:
        _put_back(lists, kept)
        torch.set_rng_state(random)


def _put_back(lists: Lists, kept: Sequence[torch.Tensor]) -> None:
    for tensor, value in zip((tensor for part in lists for tensor in part), kept, strict=True):
        tensor.copy_(value)
