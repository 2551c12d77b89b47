"""Processes that train a few epochs when they are told to, so that ways that cannot share a process can take turns."""

from __future__ import annotations

import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from peers import PEERS
from ways import WAYS, Way
from workloads import NAMED, Workload

ROOT = Path(__file__).resolve().parents[2]
ALL_WAYS: dict[str, Way] = {**WAYS, **PEERS}
INSTALL = 'python -m pip install -e ".[bench]"'
# Quiet, and on the CPU whatever the machine has.
ENVIRONMENT = {
    "CUDA_VISIBLE_DEVICES": "", "JAX_PLATFORMS": "cpu", "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "1",
    "PYTHONUNBUFFERED": "1",
}  # fmt: skip


class MeasuringError(Exception):
    """A way cannot be measured; says why."""


@dataclass
class Series:
    """What one way took, a value for each round.

    Attributes:
        seconds: of a step, by the clock on the wall.
        busy: of a step, by the processor's clock, all threads together; a loaded machine changes it less.
    """

    title: str
    group: str
    seconds: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    accuracy: float | None = None
    threads: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def add(self, child: Child, epochs: int, workload: Workload) -> None:
        """Let the child train, and note what a step took."""
        seconds, busy = child.learn(epochs)
        steps = epochs * workload.network.steps
        self.seconds.append(seconds / steps)
        self.busy.append(busy / steps)


def missing(way: Way) -> list[str]:
    """Modules that a way needs and that are not installed."""
    return [name for name in way.needs if importlib.util.find_spec(name) is None]


def environment(**more: str) -> dict[str, str]:
    """Of a child: the source first, everything else as here."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, **ENVIRONMENT, "PYTHONPATH": path, **more}


class Child:
    """A way in a process of its own, warmed up by one epoch; a context manager."""

    def __init__(self, key: str, workload: Workload, cores: int, folder: Path) -> None:
        """Start it.

        Args:
            key: of the way.
            workload: what it trains.
            cores: how many of the machine's it may use.
            folder: for its temporary files.
        """
        way = ALL_WAYS[key]
        task = {"way": key, "network": workload.network.name, "metrics": workload.metrics, "cores": cores}
        self._errors: IO[str] = tempfile.TemporaryFile("w+", dir=folder, encoding="utf-8", errors="replace")  # noqa: SIM115
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("training.py")), "--child", json.dumps(task)],
            env=environment(TMPDIR=str(folder), **way.environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self._errors, text=True,
        )  # fmt: skip
        self.threads = ""

    def __enter__(self) -> Child:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()
        self._errors.close()

    def wait_until_warm(self) -> None:
        """Until imports, compilation and the first epoch are done.

        Raises:
            MeasuringError: it ended instead.
        """
        self.threads = str(self._answer()["threads"])

    def learn(self, epochs: int) -> tuple[float, float]:
        """Seconds of that many epochs, and those of the processor."""
        answer = self._ask(str(epochs))
        return answer["seconds"], answer["busy"]

    def finish(self) -> float | None:
        """Share of the test rows that the network gets right at the end; None where nothing was learnt."""
        accuracy: float | None = self._ask("end")["accuracy"]
        return accuracy

    def _ask(self, line: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        except OSError:
            pass  # the answer says why
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self._process.wait()
            self._errors.seek(0)
            said = [text for text in self._errors.read().splitlines() if text.strip()]
            raise MeasuringError(said[-1].strip() if said else f"it ended with code {self._process.returncode}")
        answer: dict[str, Any] = json.loads(line)
        return answer


def serve(task: dict[str, Any]) -> None:
    """Be the child: train when a line with a number comes, and give the accuracy at the end."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print is no answer
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: task["cores"]])
    workload = Workload(NAMED[task["network"]], tuple(task["metrics"]))
    way = ALL_WAYS[task["way"]]
    running = way.start(workload)
    running.learn(1)

    def say(**answer: Any) -> None:
        out.write(json.dumps(answer) + "\n")
        out.flush()

    say(threads=running.threads)
    for line in sys.stdin:
        if line.strip() == "end":
            say(accuracy=workload.accuracy(running.weights()) if running.weights else None)
            return
        busy = time.process_time()
        seconds = running.learn(int(line))
        say(seconds=seconds, busy=time.process_time() - busy)


def run_rounds(children: dict[str, Child], workload: Workload, rounds: int, epochs: int) -> dict[str, Series]:
    """Let warm children take turns, every second round the other way round.

    Raises:
        MeasuringError: one ended.
    """
    keys = list(children)
    series = {key: Series(key, "", threads=child.threads) for key, child in children.items()}
    for number in range(rounds):
        for key in keys if number % 2 else reversed(keys):
            series[key].add(children[key], epochs, workload)
    for key, child in children.items():
        series[key].accuracy = child.finish()
    return series


def ratio(one: Series, other: Series) -> float:
    """How many times longer `one` takes: the median of the rounds' ratios, for what slows a round slows both."""
    return statistics.median(a / b for a, b in zip(one.seconds, other.seconds, strict=True))


def busy_ratio(one: Series, other: Series) -> float:
    """The same by the processor's clock."""
    return statistics.median(a / b for a, b in zip(one.busy, other.busy, strict=True))
