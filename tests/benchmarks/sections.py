"""The benchmark's further questions: a busy neighbour, what metrics cost, many rows, how long a start takes."""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from measuring import ALL_WAYS, Child, MeasuringError, Series, busy_ratio, environment, ratio, run_rounds
from rich.console import Console
from rich.table import Table
from workloads import BINARY, Network, Workload

BUSY_GOAL, METRICS_GOAL, START_GOAL = 1.5, 1.10, 0.2
# Metrics that fit several classes, and one unit.
REPORTED = ("accuracy", "precision", "recall", "auc")


def busy(console: Console, networks: list[Network], settings: argparse.Namespace) -> dict[str, Any]:
    """Train alone and beside a process that spins, in turns; and alone on a core less, which is all that such a process leaves."""
    table = _table("Beside a spinning process", "network", "way", "µs alone", "µs beside it", f"ratio (goal {BUSY_GOAL})",
                   "by the processor", "µs on a core less", "÷ that")
    result: dict[str, Any] = {}
    for network in networks:
        for key in ("engine", "script"):
            workload, epochs = Workload(network), 2 * (settings.epochs or network.epochs)
            alone, beside, fewer = Series("alone", ""), Series("beside", ""), Series("fewer", "")
            with ExitStack() as stack:
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
                child, other = (
                    stack.enter_context(Child(key, workload, max(1, cores), folder))
                    for cores in (settings.cores, settings.cores - 1)
                )
                child.wait_until_warm()
                other.wait_until_warm()
                for number in range(settings.rounds):
                    for values in (alone, beside, fewer) if number % 2 else (fewer, beside, alone):
                        spinner = subprocess.Popen([sys.executable, "-c", "while True: pass"]) if values is beside else None
                        try:
                            time.sleep(0.2)  # until it spins, or has gone
                            values.add(other if values is fewer else child, epochs, workload)
                        finally:
                            if spinner is not None:
                                spinner.kill()
                                spinner.wait()
            times = ratio(beside, alone)
            table.add_row(network.title, ALL_WAYS[key].title, _us(alone), _us(beside), f"{times:.2f}",
                          f"{busy_ratio(beside, alone):.2f}", _us(fewer), f"{ratio(beside, fewer):.2f}")
            result.setdefault(network.name, {})[key] = {
                "alone": alone.seconds, "beside": beside.seconds, "ratio": times, "busy ratio": busy_ratio(beside, alone),
                "fewer": fewer.seconds, "ratio to fewer": ratio(beside, fewer),
            }  # fmt: skip
    console.print(table)
    return result


def metrics(console: Console, networks: list[Network], settings: argparse.Namespace) -> dict[str, Any]:
    """Train with the loss alone, with accuracy, and with all that people read."""
    table = _table("What metrics cost", "network", "metrics", "µs a step", f"÷ loss alone (goal {METRICS_GOAL})",
                   "by the processor")
    result: dict[str, Any] = {}
    for network in (*networks, BINARY):
        workload = Workload(network, ())
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            children: dict[str, Child] = {}
            for names in ((), REPORTED[:1], REPORTED):
                title = ", ".join(names) or "loss alone"
                child = stack.enter_context(Child("engine", Workload(network, names), settings.cores, folder))
                try:
                    child.wait_until_warm()
                    children[title] = child
                except MeasuringError as error:
                    console.print(f"{network.title} with {title} is left out: {error}", style="yellow")
            series = run_rounds(children, workload, settings.rounds, settings.epochs or network.epochs)
        for title, values in series.items():
            times = ratio(values, series["loss alone"])
            processor = busy_ratio(values, series["loss alone"])
            table.add_row(network.title, title, _us(values), f"{times:.3f}", f"{processor:.3f}")
            result.setdefault(network.name, {})[title] = {
                "seconds": values.seconds, "busy": values.busy, "ratio": times, "busy ratio": processor,
            }  # fmt: skip
    console.print(table)
    return result


# A process of its own, so that its peak is not that of something before.
ROWS = """
import json, sys, threading, time
import numpy as np, psutil, torch
from engine.layers import Dense
from engine.models import Sequential
rows, inputs, cores = int(sys.argv[1]), 64, int(sys.argv[2])
if hasattr(psutil.Process, "cpu_affinity"):
    psutil.Process().cpu_affinity(psutil.Process().cpu_affinity()[:cores])
torch.set_num_threads(cores)
random = np.random.default_rng(0)
x, y = random.random((rows, inputs), dtype=np.float32), random.integers(0, 10, rows)
model = Sequential([Dense(64, "relu"), Dense(32, "relu"), Dense(10, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x[:2048], y[:2048], epochs=1, verbose=0)
process = psutil.Process()

def watched(work):
    peak, going = [before := process.memory_info().rss], [True]
    def watch():
        while going[0]:
            peak[0] = max(peak[0], process.memory_info().rss)
            time.sleep(0.002)
    watcher = threading.Thread(target=watch)
    watcher.start()
    begun, busy = time.perf_counter(), time.process_time()
    work(x, y)
    seconds, busy = time.perf_counter() - begun, time.process_time() - busy
    going[0] = False
    watcher.join()
    return {"seconds": seconds, "busy": busy, "growth": peak[0] - before}

def products(size, threads):
    shapes = [(64, 64), (64, 32), (32, 10)]
    kernels = [torch.rand(shape) for shape in shapes]
    outputs = [torch.empty(size, shape[1]) for shape in shapes]
    tensor = torch.from_numpy(x)
    def work(*_):
        before = torch.get_num_threads()
        torch.set_num_threads(threads)
        for first in range(0, rows - size + 1, size):
            value = tensor[first : first + size]
            for kernel, output in zip(kernels, outputs):
                value = torch.mm(value, kernel, out=output)
        torch.set_num_threads(before)
    return work

def forward(size):
    from torch import nn
    network = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10), nn.Softmax(-1))
    tensor, outputs = torch.from_numpy(x), torch.empty(rows, 10)
    def work(*_):
        with torch.no_grad():
            for first in range(0, rows - size + 1, size):
                outputs[first : first + size] = network(tensor[first : first + size])
    return work

works = {
    f"products, {count} threads": torch.no_grad()(products(1024, count)) for count in sorted({1, cores})
}
works |= {
    "the same modules by hand": forward(4096),
    "predict": lambda x, y: model.predict(x, verbose=0),
    "evaluate": lambda x, y: model.evaluate(x, y, verbose=0),
}
answer = {}
for work in works.values():
    work(x[:4096], y[:4096])
for _ in range(3):
    for name, work in works.items():
        answer.setdefault(name, []).append(watched(work))
answer["data"] = x.nbytes
print(json.dumps(answer))
"""


def rows(console: Console, settings: argparse.Namespace) -> dict[str, Any]:
    """Evaluate and predict on many rows, beside the products in batches of 1024 and torch's own modules in those of 4096."""
    answers = []
    for _ in range(settings.rounds):
        command = [sys.executable, "-c", ROWS, str(settings.rows), str(settings.cores)]
        done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
        if done.returncode:
            console.print(f"Many rows are left out: {(done.stderr.strip() or 'it failed').splitlines()[-1]}", style="yellow")
            return {}
        answers.append(json.loads(done.stdout.splitlines()[-1]))
    size = answers[0]["data"] / 2**20
    title = f"{settings.rows:,} rows of 64 values ({size:.0f} MiB), 64-64-32-10"
    table = _table(title, "", "s", "s of processor", "÷ quickest products", "peak memory grows by MiB")
    series = {name: [turn for answer in answers for turn in answer[name]] for name in answers[0] if name != "data"}
    medians = {name: statistics.median(turn["seconds"] for turn in turns) for name, turns in series.items()}
    products = series[min((name for name in series if name.startswith("products")), key=lambda name: medians[name])]
    for name, turns in series.items():
        times = statistics.median(one["seconds"] / other["seconds"] for one, other in zip(turns, products, strict=True))
        row = [f"{medians[name]:.2f}", f"{statistics.median(turn['busy'] for turn in turns):.2f}", f"{times:.2f}"]
        table.add_row(name, *row, f"{max(turn['growth'] for turn in turns) / 2**20:.0f}")
    console.print(table)
    return {"data": answers[0]["data"], **series}


STARTS = {
    "import torch": "import torch",
    "import torch, and an optimizer of it": "import torch; torch.optim.Adam([torch.zeros(1)])",
    "import engine": "import engine",
    "from engine import layers, models": "from engine import layers, models",
    "the same, and a first fit": """
from engine import layers, models
model = models.Sequential([layers.Dense(16, "relu"), layers.Dense(3, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit([[0.0, 1.0, 2.0, 3.0]] * 32, [0, 1, 2, 1] * 8, verbose=0)""",
}
TIMED = "import time; begun = time.perf_counter()\n{}\nseconds, busy = time.perf_counter() - begun, time.process_time()\n" \
        "import sys; print(seconds, busy, 'torch' in sys.modules)"


def start(console: Console, settings: argparse.Namespace) -> dict[str, Any]:
    """Import and first fit, each in a fresh process; the first round fills the disk's cache.

    Any optimizer of torch loads torch's compiler, which takes about as long as torch itself.
    """
    seconds: dict[str, list[float]] = {title: [] for title in STARTS}
    busy: dict[str, list[float]] = {title: [] for title in STARTS}
    torch: dict[str, str] = {}
    for number in range(settings.rounds + 1):
        for title, code in STARTS.items():
            command = [sys.executable, "-c", TIMED.format(code)]
            done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
            taken, processor, torch[title] = done.stdout.split()
            if number:
                seconds[title].append(float(taken))
                busy[title].append(float(processor))
    table = _table("Start", "", "s", "s of processor, Python's own start included", "goal", "loads torch")
    for title in STARTS:
        medians = (f"{statistics.median(values[title]):.3f}" for values in (seconds, busy))
        table.add_row(title, *medians, f"{START_GOAL}" if title.endswith(("engine", "models")) else "", torch[title])
    imports = ("import torch", "from engine import layers, models")
    fit, *known = (statistics.median(seconds[title]) for title in ("the same, and a first fit", *imports))
    table.add_row("what the first fit adds to both imports", f"{fit - sum(known):.3f}", "", "0", "")
    console.print(table)
    return {"seconds": seconds, "busy": busy}


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title)
    for name in columns:
        table.add_column(name, justify="left" if name in ("", "network", "way", "metrics") else "right")
    return table


def _us(values: Series) -> str:
    return f"{values.median * 1e6:,.0f}"
