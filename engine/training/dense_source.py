"""The quick step's source: one loop over batches, which torch's own compiler takes and Python takes as well.

Compiled, a batch costs little more than its operations, and the interpreter's lock is free meanwhile, so that a window
stays quick. TorchScript reads it from text, whatever Python runs it; where it is missing, Python runs the same text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import torch

from engine.training.dense_ops import Source
from engine.training.update import NO_UPDATE, UpdateLines
from engine.training.written import function_of

ALIGNED = 64  # bytes; where torch's own tensors begin
Loop = Callable[..., torch.Tensor]

HEAD = """
def learn(data: List[Tensor], start: int, count: int, size: int, rates: List[float], tensors: List[Tensor],
          buffers: List[Tensor], parameters: List[Tensor], gradients: List[Tensor], first: List[Tensor],
          second: List[Tensor], steps: List[Tensor]):
    X = data[0]
    order = data[2]
    one = data[4]
    losses: List[Tensor] = []
    none: List[Tensor] = []
"""


@dataclass(frozen=True)
class Sharing:
    """How cores share a step.

    Attributes:
        cores: how many.
        lines: lines of the step, and those that stand for them.
    """

    cores: int = 1
    lines: Mapping[str, str] = field(default_factory=dict)


ALONE = Sharing()


def loop_source(
    source: Source, *, value: str, keeps_outputs: bool, weighted: bool, rows: int, in_order: bool = False,
    update: UpdateLines = NO_UPDATE, sharing: Sharing = ALONE,
) -> str:
    """The text of `learn`, which learns `count` batches of `size` rows from row `start` of the order on.

    Args:
        source: the lines of a batch.
        value: name of the outputs in them.
        keeps_outputs: whether metrics want to see the outputs.
        weighted: whether rows have weights.
        rows: of a batch; none begins elsewhere than behind whole ones.
        in_order: whether X is in the order of the epoch already.
        update: lines that move the weights; without any, gradients are all that is made.
        sharing: how cores share the work.
    """
    lines = [HEAD.strip("\n"), f"    cores = {sharing.cores}"]
    lines += [f"    {name} = tensors[{number}]" for number, name in enumerate(source.tensors)]
    lines += [f"    {name} = buffers[{number}]" for number, name in enumerate(source.buffers)]
    # What is in the order of the epoch is cut into batches at once.
    cut = {"y": 1}
    if in_order:
        cut["x"] = 0
    if weighted:
        cut["weight"] = 5
    if keeps_outputs:
        cut["room"] = 3
    body = [f"{name} = {name}_batches[i]" for name in cut]
    if not in_order:
        body.append("torch.index_select(X, 0, order.narrow(0, start + i * size, size), out=x)")
    forward = list(source.forward)
    product = next((place for place, line in enumerate(forward) if line.endswith(f"out={value})")), None)
    is_aligned = product is not None and rows * source.buffers[value][0] * source.dtype.itemsize % ALIGNED == 0
    if keeps_outputs and is_aligned:
        forward.insert(product or 0, f"{value} = room")  # the last product goes where it is kept
    elif keeps_outputs:
        forward.append(f"room.copy_({value})")
    body += [*forward, "losses.append(loss)", *source.backward, *update.each]
    rows_of = "narrow(0, start, count * size).split(size)"
    lines += [f"    {name}_batches = data[{place}].{rows_of}" for name, place in cut.items()]
    lines += [f"    {line}" for line in update.before]
    lines.append("    for i in range(count):")
    lines += [f"        {sharing.lines.get(line, line)}" for line in body]
    lines += [f"    {line}" for line in update.after]
    lines.append("    return torch.stack(losses)")
    return "\n".join(lines) + "\n"


def compiled(text: str, objects: dict[str, Any]) -> Loop:
    """The loop as a function: TorchScript's where nothing but tensors occurs in it, else Python's."""
    if not objects and hasattr(torch.jit, "CompilationUnit"):
        function: Loop = torch.jit.CompilationUnit(text).learn

        def run(*arguments: Any) -> torch.Tensor:
            # Optimising costs more than it brings, and could join operations to others that round differently. Nothing
            # is ever differentiated here, and each operation is a quarter quicker where torch knows that.
            with torch.jit.optimized_execution(False), torch.inference_mode():  # type: ignore[attr-defined]
                return function(*arguments)

        return run
    return function_of(text, "learn", objects)
