"""The quick step for Dense networks on the CPU: explicit forward and backward formulas, batch after batch in one loop.

It must equal the autograd step to the last bit (FACTS: it can), so every product and every derivative is the very
operation that autograd would call, in the same order, on tensors of the same shape. All parameters lie in one flat
buffer, each beginning on a 64-byte boundary as a tensor of its own would.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Hashable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import torch
from torch import nn

from engine.plan import Plan
from engine.training import sharing
from engine.training.build import build_loss, build_optimizer, build_penalties
from engine.training.cores import Cores, computed_by
from engine.training.dense_ops import (
    FORMULAS,
    IN_PLACE,
    Source,
    add_dropout,
    add_formula,
    add_linear,
    add_loss,
    add_module,
    add_penalties,
)
from engine.training.dense_source import ALIGNED, ALONE, Loop, Sharing, compiled, loop_source
from engine.training.evaluation import Part
from engine.training.optimizer_step import OptimizerStep
from engine.training.update import NO_UPDATE, UpdateLines, fused_lines, quick_update

SMALL = 2**20  # numbers in all rows together that are put in the order of the epoch at once
# How steps are shared that were shown to have the same digits then, None where they have not; for the next fit.
SHOWN: dict[Hashable, Sharing | None] = {}
LONGEST_CALL = 0.05  # seconds without a word, so that Ctrl+C and the other threads get a chance
# Modules that change no number of an Identity, and those that autograd may differentiate one by one.
NEUTRAL = {"torch.nn.Identity", "torch.nn.Flatten"}
SINGLY = ("torch.nn.BatchNorm1d", "engine.portable.activations.", "torch.nn.Softsign", "torch.nn.Tanhshrink",
          "torch.nn.CELU", "torch.nn.LogSigmoid", "torch.nn.Threshold", "torch.nn.PReLU", "torch.nn.GLU")


def can_run_dense(plan: Plan) -> bool:
    """Whether the quick step computes this plan: rows of one axis through known modules, all trained, on the CPU."""
    return (
        plan.device == "cpu"
        and plan.step == "auto"
        and len(plan.input_shape) == 1
        and any(module.call.target == "torch.nn.Linear" for module in plan.modules)
        and not _has_frozen(plan)
        and all(_is_known(module.call.target) for module in plan.modules)
    )


def _has_frozen(plan: Plan) -> bool:
    held = {weight.module for weight in plan.weights}
    trained = {weight.module for weight in plan.weights if weight.trainable}
    return held != trained


def _is_known(target: str) -> bool:
    return target in {"torch.nn.Linear", "torch.nn.Dropout", *NEUTRAL, *FORMULAS} or target.startswith(SINGLY)


class DenseStep:
    """Learns batches without autograd, as many at once as the time allows; a `Step`.

    Attributes:
        is_compiled: whether the whole loop, the update included, is one compiled function.
        batch: number of the next batch of the epoch.
    """

    name = "dense"

    def __init__(self, plan: Plan, model: nn.Sequential, rows: Part) -> None:
        self.model, self.batch = model, 0
        self._x, self._y, self._weights = rows.x, rows.y, rows.weights
        flat, self._places = _flatten(model)
        # A fused kernel rounds the last few numbers of each tensor in its own way, and some optimizers look at whole
        # tensors, so these get the tensors one by one, as in the script; the others compute each number alike wherever
        # it stands, quicker on one long tensor.
        is_flat = plan.project.training.optimizer.elementwise and not dict(plan.optimizer.options).get("fused", False)
        optimizer = build_optimizer(plan, [flat] if is_flat else model.parameters())
        self.update = OptimizerStep(plan, model, optimizer, quick_update(optimizer))
        self._keeps, self._units, self._rows = bool(plan.metrics), plan.output.units, plan.batch_size
        size = plan.batch_size * plan.inputs * self._x.dtype.itemsize
        self._in_order = self._x.numel() <= SMALL and size % ALIGNED == 0
        self._source, self._value = _write(plan, model, self._x, weighted=rows.weights is not None)
        self._gradients, _ = self._loop(NO_UPDATE)
        lines = fused_lines(optimizer) if self.update.is_plain else None
        self.is_compiled, self._lines = lines is not None and not self._source.objects, lines or NO_UPDATE
        self._learn, self._text = self._loop(self._lines) if self.is_compiled else (self._gradients, "")
        self._cores = sharing.cores_for(plan) if self.is_compiled else None
        self._shared: Loop | None = None  # by `most` cores
        self._thread, self._worked = threading.get_ident(), 0.0  # seconds
        self._buffers: dict[int, list[torch.Tensor]] = {}
        self._data: list[torch.Tensor] = []
        self._epoch: tuple[Any, ...] = ()
        self._losses: list[torch.Tensor] = []
        self._read = self._done = 0
        self._pace = 0.0  # seconds of a batch, as measured

    def begin_epoch(self) -> None:
        """Layers that act while training, act."""
        self.model.train()

    def mode(self) -> AbstractContextManager[Any]:
        """The context in which batches are learnt: nobody records anything for backward."""
        return torch.no_grad()

    def _come_back(self) -> None:
        """Have the weights in the buffer again, where another model has learnt with them meanwhile."""
        for parameter, view, gradient in self._places:
            if parameter.data_ptr() != view.data_ptr():
                view.copy_(parameter.detach())
                parameter.data = view
            if parameter.grad is None or parameter.grad.data_ptr() != gradient.data_ptr():
                parameter.grad = gradient

    def learn(self, order: torch.Tensor, bounds: Sequence[tuple[int, int]], seconds: float) -> None:
        """Take steps from batch `self.batch` of the epoch on, one at least, until `seconds` have passed."""
        self._come_back()
        self._lay_out(order)
        begun = time.perf_counter()
        while self.batch < len(bounds):
            start, end = bounds[self.batch]
            left = seconds - (time.perf_counter() - begun)
            count = _equal(bounds, self.batch, self._affordable(left))
            since = time.perf_counter()
            self._take(start, count, end - start)
            self.batch += count
            self._pace = (time.perf_counter() - since) / count
            if time.perf_counter() - begun >= seconds:
                break

    def learn_batch(self, x: torch.Tensor, targets: torch.Tensor, weights: torch.Tensor | None = None) -> None:
        """Take one step on rows that come from elsewhere."""
        self._come_back()
        order = torch.arange(len(x))
        seen = torch.empty(len(x), self._units if self._keeps else 0, dtype=x.dtype)
        given = [] if weights is None else [weights]
        self._data = [x.clone(), targets, order, seen, torch.ones((), dtype=x.dtype), *given]  # where tensors begin
        self._epoch = ()
        self._take(0, 1, len(x))

    def _affordable(self, seconds: float) -> int:
        """How many batches fit into the time; not many more than the last time, since a first batch is slow."""
        if not self.is_compiled or not self._pace:
            return 1
        return max(1, int(min(seconds, LONGEST_CALL) / self._pace))

    def _lay_out(self, order: torch.Tensor) -> None:
        """Rows (few), targets and weights in the order of the epoch, and room for its outputs."""
        if self._epoch and self._epoch[0] is order:
            return
        x = self._x.index_select(0, order) if self._in_order else self._x
        ends = [x, self._y.index_select(0, order), order, torch.empty(0), torch.ones((), dtype=self._x.dtype)]
        if self._keeps:
            ends[3] = torch.empty(len(order), self._units, dtype=self._x.dtype)
        if self._weights is not None:
            ends.append(self._weights.index_select(0, order))
        self._data, self._epoch = ends, (order,)

    def _take(self, start: int, count: int, size: int) -> None:
        buffers = self._buffers.get(size)
        if buffers is None:
            rows = self._source.buffers.values()
            buffers = [torch.empty(size, *row, dtype=self._x.dtype) for row in rows]
            self._buffers[size] = buffers
        tensors = list(self._source.tensors.values())
        if self.is_compiled:
            rates = self.update.coming_rates(count)
            losses = self._learn_compiled(start, count, size, rates, tensors, buffers)
            self.update.have_taken(count, rates)
        else:
            losses = self._gradients(self._data, start, 1, size, [0.0], tensors, buffers, [], [], [], [], [])
            self.update()
        if not self._losses:
            self._read = start
        self._losses.append(losses)
        self._done = start + count * size

    def _learn_compiled(
        self, start: int, count: int, size: int, rates: list[float], tensors: list[torch.Tensor],
        buffers: list[torch.Tensor],
    ) -> torch.Tensor:
        """Take steps on as many cores as are free and change no digit."""
        lists, cores = self.update.lists(), self._cores
        since = time.perf_counter()
        if cores is None or not self._is_shareable(cores, size, buffers):
            losses = self._learn(self._data, start, count, size, rates, tensors, buffers, *lists)
            self._worked += time.perf_counter() - since
            return losses
        taken, since = cores.count, time.perf_counter()
        learn = self._shared if self._shared and taken == cores.most else self._learn
        with computed_by(taken):
            losses = learn(self._data, start, count, size, rates, tensors, buffers, *lists)
        cores.took(time.perf_counter() - since, count)
        return losses

    def _is_shareable(self, cores: Cores, size: int, buffers: list[torch.Tensor]) -> bool:
        if size != self._rows or threading.get_ident() != self._thread:  # the one is rare, the other has other helpers
            return False
        if self._shared is not None:
            return True
        if self._worked < sharing.EARLIEST:
            return False
        shapes = (weight.shape for weight in self.update.lists()[0])
        key = (self._text, self._source.dtype, size, cores.least, cores.most, *shapes)
        if key not in SHOWN:
            SHOWN[key] = self._shown(cores, size, buffers)
        shown = SHOWN[key]
        if shown is None:
            self._cores = None
            return False
        self._shared, _ = self._loop(self._lines, shown)
        return True

    def _shown(self, cores: Cores, size: int, buffers: list[torch.Tensor]) -> Sharing | None:
        found = sharing.sharing_of(self._source, size, cores)
        if found is None:
            return None
        ways = ((cores.least, self._learn), (cores.most, self._loop(self._lines, found)[0]))
        units, lists = self._units if self._keeps else 0, self.update.lists()
        is_same = sharing.has_same_digits(ways, self._source, size, self._data[1][:size], buffers, lists, units)
        return found if is_same else None

    def _loop(self, update: UpdateLines, shared: Sharing = ALONE) -> tuple[Loop, str]:
        """The loop with these lines for the update, and its text."""
        text = loop_source(
            self._source, value=self._value, keeps_outputs=self._keeps, weighted=self._weights is not None,
            update=update, sharing=shared, rows=self._rows, in_order=self._in_order,
        )
        return compiled(text, self._source.objects), text

    def read(self) -> tuple[list[float], torch.Tensor, torch.Tensor]:
        """Losses of the batches, and outputs and targets of their rows, since the last reading."""
        losses: list[float] = torch.cat(self._losses).tolist()
        self._losses = []
        seen = self._data[3][self._read : self._done] if self._keeps else self._data[3]
        return losses, seen, self._data[1][self._read : self._done]

    def state(self) -> dict[str, Any]:
        """What the next step depends on besides the model."""
        return self.update.state()

    def load_state(self, state: dict[str, Any]) -> None:
        """Go on from a saved state."""
        self.update.load_state(state)
        self.update.update = quick_update(self.update.optimizer)


def _equal(bounds: Sequence[tuple[int, int]], first: int, most: int) -> int:
    """How many batches from `first` on have the same size."""
    size, count = bounds[first][1] - bounds[first][0], 1
    if most >= len(bounds) - first and bounds[-1][1] - bounds[-1][0] == size:
        return len(bounds) - first
    while count < most and first + count < len(bounds):
        start, end = bounds[first + count]
        if end - start != size:
            break
        count += 1
    return count


def _flatten(model: nn.Sequential) -> tuple[nn.Parameter, list[tuple[nn.Parameter, torch.Tensor, torch.Tensor]]]:
    """Move the model's parameters into one buffer; the model keeps views of it, and of the gradients' buffer.

    Returns:
        The buffer, and of each parameter its views.
    """
    parameters = list(model.parameters())
    dtype = parameters[0].dtype
    step = ALIGNED // dtype.itemsize
    sizes = [-(-parameter.numel() // step) * step for parameter in parameters]
    values, gradients = torch.zeros(sum(sizes), dtype=dtype), torch.zeros(sum(sizes), dtype=dtype)
    flat = nn.Parameter(values)
    flat.grad = gradients
    place, places = 0, []
    for parameter, size in zip(parameters, sizes, strict=True):
        view, gradient = (
            whole[place : place + parameter.numel()].view(parameter.shape) for whole in (values, gradients)
        )
        view.copy_(parameter.detach())
        parameter.data, parameter.grad = view, gradient
        places.append((parameter, view, gradient))
        place += size
    return flat, places


def _write(plan: Plan, model: nn.Sequential, x: torch.Tensor, *, weighted: bool) -> tuple[Source, str]:
    """The lines of a batch, and the name of its outputs."""
    source = Source(dtype=x.dtype, outputs=plan.output.units)
    source.buffers["x"] = tuple(x.shape[1:])
    value, behind_product, learning = "x", False, False
    for planned, module in zip(plan.modules, model, strict=True):
        target = planned.call.target
        is_product = target == "torch.nn.Linear"
        kept = len(source.backward)
        if is_product:
            value = add_linear(source, module, value, needs_input=learning)  # type: ignore[arg-type]
        elif target == "torch.nn.Dropout":
            value = add_dropout(source, float(module.p), value)  # type: ignore[arg-type]
        elif target in FORMULAS:
            value = add_formula(source, target, module, value, in_place=behind_product)
        elif target not in NEUTRAL:
            value = add_module(source, module, value, needs_input=learning)
        learning = learning or any(tensor.requires_grad for tensor in module.parameters())
        if not learning:  # nothing in front of the first weights needs a gradient
            del source.backward[: len(source.backward) - kept]
        behind_product = is_product
    add_loss(source, build_loss(plan), value, weighted=weighted)
    penalized = [weight for weight in plan.weights if weight.penalty is not None]
    if penalized:
        tensors = [getattr(model[weight.module], weight.attribute) for weight in penalized]
        add_penalties(source, build_penalties(plan, model), tensors)
    if source.objects:  # what autograd gives may stand for several numbers at once
        source.backward = [line.replace(IN_PLACE, "") for line in source.backward]
    return source, value
