"""Where the time of a quick step goes: each of its lines, timed by what the loop takes with it and without those behind it."""

from __future__ import annotations

import re
import time
from typing import Any

import torch
from rich.console import Console
from rich.table import Table
from workloads import Network, Workload

KINDS = {
    "products": r"\.(add)?mm\(|bmm\(", "Adam": r"_fused_adam", "loss": r"softmax|nll_loss|losses\.append",
    "activations": r"relu|threshold", "sums of gradients": r"torch\.sum\(",
}  # fmt: skip
REST = "rows, counters"


def kind(line: str) -> str:
    """What a line of the loop does."""
    return next((name for name, pattern in KINDS.items() if re.search(pattern, line)), REST)


def parts(text: str) -> tuple[list[str], list[str], list[str]]:
    """What stands before the body of the loop, the body, and what stands behind it."""
    lines = text.splitlines()
    begin = 1 + next(number for number, line in enumerate(lines) if line.lstrip().startswith("for i in range(count)"))
    end = next(number for number in range(begin, len(lines)) if not lines[number].startswith(" " * 8))
    return lines[:begin], lines[begin:end], lines[end:]


def first_lines(text: str, count: int) -> str:
    """The loop with so many lines of its body; what the last one assigns is kept, so that no compiler leaves it out."""
    before, body, behind = parts(text)
    body = body[:count] or ["        pass"]
    assigned = re.match(r"\s+(\w+)(?:, \w+)? = ", body[-1])
    kept = [f"        kept.append({assigned[1]})"] if assigned else []
    before[-1:] = ["    kept: List[Tensor] = []", before[-1]]
    behind = [line for line in behind if not line.startswith("    return")]
    return "\n".join([*before, *body, *kept, *behind, "    return one"]) + "\n"


def profile(console: Console, networks: list[Network], rounds: int) -> dict[str, Any]:
    """Time the lines of each network's step with the plan's threads."""
    table = Table(title="Where the time of a step goes, µs")
    for name in ("network", "a whole step", *KINDS, REST):
        table.add_column(name, justify="left" if name == "network" else "right")
    result: dict[str, Any] = {}
    for network in networks:
        times = line_times(network, rounds)
        shares = dict.fromkeys((*KINDS, REST), 0.0)
        for line, seconds in times.items():
            shares[kind(line)] += seconds
        table.add_row(network.title, *(f"{seconds * 1e6:,.1f}" for seconds in (sum(shares.values()), *shares.values())))
        result[network.name] = {"lines": times, "kinds": shares}
    console.print(table)
    return result


def line_times(network: Network, rounds: int) -> dict[str, float]:
    """Seconds of each line of a batch, in the loop as it is compiled."""
    from engine.training.arithmetic import arithmetic
    from engine.training.build import build_model
    from engine.training.dense import DenseStep
    from engine.training.dense_source import compiled
    from engine.training.evaluation import Part

    workload = Workload(network)
    plan, (x, y) = workload.plan(), workload.train
    with arithmetic(plan.threads, flush_denormal=True), torch.no_grad():
        step = DenseStep(plan, build_model(plan), Part(torch.from_numpy(x), torch.from_numpy(y)))
        step._lay_out(torch.randperm(len(x)))
        text = step._text
        steps, size = min(network.steps, 200), plan.batch_size
        buffers = [torch.empty(size, *row) for row in step._source.buffers.values()]
        rates = step.update.coming_rates(steps)
        given = (step._data, 0, steps, size, rates, list(step._source.tensors.values()), buffers, *step.update.lists())
        body = [line.strip() for line in parts(text)[1]]
        loops = [compiled(first_lines(text, count), {}) for count in range(len(body) + 1)]
        best = [float("inf")] * len(loops)
        for _ in range(3 * rounds):
            for number, loop in enumerate(loops):
                begun = time.perf_counter()
                loop(*given)
                best[number] = min(best[number], (time.perf_counter() - begun) / steps)
    return {line: max(0.0, after - before) for line, before, after in zip(body, best, best[1:], strict=False)}
