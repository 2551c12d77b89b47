"""Ways to train a workload, each alone in a process: the engine, its exported script, and the work that nobody can avoid."""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from workloads import ENDLESS, Array, Workload

Weights = list[tuple[Array, Array]]


@dataclass
class Running:
    """A training that waits for its next epochs.

    Attributes:
        learn: trains this many epochs and gives their seconds.
        weights: ends the training and gives kernels (inputs, units) and biases; None where nothing is learnt.
        threads: how many, and of what.
    """

    learn: Callable[[int], float]
    weights: Callable[[], Weights] | None
    threads: str


@dataclass(frozen=True)
class Way:
    """A way to train.

    Attributes:
        start: prepares it for a workload.
        needs: modules that must be installed.
        environment: variables that must be set before anything is imported.
        group: "engine", "script", "keras", "scan", "other" or "limit"; ratios are between these.
    """

    title: str
    start: Callable[[Workload], Running]
    group: str
    needs: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)


def start_engine(workload: Workload) -> Running:
    """The trainer without a window, every event taken."""
    from engine.data.rows import from_arrays
    from engine.training.arithmetic import arithmetic
    from engine.training.checkpoint import load_weights
    from engine.training.sharing import cores_for
    from engine.training.trainer import train

    x, y = workload.train
    data = from_arrays(x, y if workload.network.units[-1] > 1 else y[:, None].astype("float32"))
    folder = Path(tempfile.mkdtemp(prefix="netbench-benchmark-"))
    events = train(workload.plan(), data, folder=folder)
    started: Any = next(events)

    def learn(epochs: int) -> float:
        begun, done = time.perf_counter(), 0
        while done < epochs:
            done += type(next(events)).__name__ == "EpochEnded"
        return time.perf_counter() - begun

    def weights() -> Weights:
        events.close()
        return pairs(load_weights(folder))

    with arithmetic(started.threads, flush_denormal=True):
        cores = cores_for(workload.plan())
    most = "" if cores is None else f" to {cores.most}"
    return Running(learn, weights, f"{started.threads}{most} torch, {started.step} step")


def start_engine_alone(workload: Workload) -> Running:
    """The same with the loss alone."""
    return start_engine(replace(workload, metrics=()))


def start_script(workload: Workload) -> Running:
    """The exported script as it stands, from its first line to its own loop.

    It runs in a thread of its own; the line that it prints at the end of each epoch is where it is stopped and timed. Before the
    first epoch it reads its table.
    """
    from engine.export.pytorch import export_script

    folder = Path(tempfile.mkdtemp(prefix="netbench-benchmark-"))
    workload.write_table(folder / "rows.csv")
    plan = workload.plan(folder / "rows.csv")
    place = folder / "script.py"
    place.write_text(export_script(plan, folder).text, encoding="utf-8")
    go, done = threading.Semaphore(0), threading.Semaphore(0)
    state: dict[str, Any] = {"left": 0, "since": 0.0, "seconds": 0.0, "error": None}

    def wait() -> None:
        go.acquire()
        if not state["left"]:
            raise SystemExit
        state["since"] = time.perf_counter()

    def at_print(*values: object) -> None:
        if not str(values[0]).startswith("epoch "):
            return
        state["left"] -= 1
        if not state["left"]:
            state["seconds"] = time.perf_counter() - state["since"]
            done.release()
            wait()

    names: dict[str, Any] = {"__name__": "__main__", "__file__": str(place), "print": at_print}

    def run() -> None:
        try:
            wait()
            exec(compile(place.read_text("utf-8"), place, "exec"), names)
        except SystemExit:
            return
        except BaseException as error:
            state["error"] = error
            done.release()

    def learn(epochs: int) -> float:
        state["left"] = epochs
        go.release()
        done.acquire()
        if state["error"] is not None:
            raise state["error"]
        return float(state["seconds"])

    sys.argv = [str(place), "--epochs", str(ENDLESS)]
    thread = threading.Thread(target=run, daemon=True)
    thread.start()

    def weights() -> Weights:
        state["left"] = 0
        go.release()
        thread.join()
        return pairs(names["model"].state_dict())

    return Running(learn, weights, f"{plan.threads} torch")


def start_products(workload: Workload) -> Running:
    """The matrix products of a step and nothing else, into memory that is there, with as many threads as are quickest."""
    import torch

    network, plan = workload.network, workload.plan()
    _prepare_torch(plan)
    layers = []
    for inputs, units in network.shapes:
        x, gradient, kernel = torch.rand(network.batch, inputs), torch.rand(network.batch, units), torch.rand(units, inputs)
        layers.append((x, gradient, kernel, torch.empty_like(gradient), torch.empty_like(kernel), torch.empty_like(x)))

    def step() -> None:
        for x, _, kernel, y, _, _ in layers:
            torch.mm(x, kernel.t(), out=y)
        for number in range(len(layers) - 1, -1, -1):
            x, gradient, kernel, _, kernel_gradient, x_gradient = layers[number]
            torch.mm(gradient.t(), x, out=kernel_gradient)
            if number:
                torch.mm(gradient, kernel, out=x_gradient)

    return _repeated(step, network.steps, plan)


def start_optimizer(workload: Workload) -> Running:
    """One pass of the fused Adam over the parameters and nothing else, with as many threads as are quickest."""
    import torch

    plan = workload.plan()
    _prepare_torch(plan)
    shapes = [shape for inputs, units in workload.network.shapes for shape in ((units, inputs), (units,))]
    values, gradients = [[torch.rand(shape) for shape in shapes] for _ in range(2)]
    means, squares = [[torch.zeros(shape) for shape in shapes] for _ in range(2)]
    steps = [torch.ones(())] * len(shapes)

    def step() -> None:
        torch._fused_adam_(
            values, gradients, means, squares, [], steps, lr=1e-3, beta1=0.9, beta2=0.999, weight_decay=0.0, eps=1e-7,
            amsgrad=False, maximize=False,
        )  # fmt: skip

    return _repeated(step, workload.network.steps, plan)


def pairs(tensors: dict[str, Any]) -> Weights:
    """Kernels and biases of a state_dict, in the order of the layers."""
    numbers = sorted({int(name.partition(".")[0]) for name in tensors})
    return [(tensors[f"{n}.weight"].numpy().T, tensors[f"{n}.bias"].numpy()) for n in numbers]


def _prepare_torch(plan: Any) -> None:
    import torch

    torch.set_num_threads(plan.threads)
    torch.set_flush_denormal(plan.flush_denormal)
    torch.set_grad_enabled(False)


def _repeated(step: Callable[[], None], steps: int, plan: Any) -> Running:
    """A step many times, by as many threads as are quickest for it: the plan's or all."""
    import torch

    from engine.training.cores import free_cores

    counts = sorted({plan.threads, free_cores()})

    def one(threads: int) -> float:
        torch.set_num_threads(threads)
        begun = time.perf_counter()
        step()
        return time.perf_counter() - begun

    def learn(epochs: int) -> float:
        best = {threads: min(one(threads) for _ in range(4)) for threads in counts}
        torch.set_num_threads(min(counts, key=lambda threads: best[threads]))
        begun = time.perf_counter()
        for _ in range(epochs * steps):
            step()
        return time.perf_counter() - begun

    return Running(learn, None, f"{' or '.join(map(str, counts))} torch")


WAYS = {
    "engine": Way("engine", start_engine, "engine"),
    "engine-alone": Way("engine, loss alone", start_engine_alone, "engine"),
    "script": Way("exported script", start_script, "script"),
    "products": Way("limit: the products alone", start_products, "limit"),
    "optimizer": Way("limit: fused Adam alone", start_optimizer, "limit"),
}
