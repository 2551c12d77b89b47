"""How fast the engine trains, beside its exported script, other libraries and what the machine can do at best.

    python tests/benchmarks/training.py [rounds] [--networks NAME …] [--ways NAME …] [--plain] [--cores N] [--json FILE]
    python tests/benchmarks/training.py --profile | --busy | --metrics | --rows [N] | --start | --all

Without a section the table of ways is made: same networks, same rows, Adam at 0.001, same batches, rows shuffled each epoch.
Each way is a process of its own; imports, compilation and a first epoch come before the clock. Ways take turns, rounds alternate
their order, and medians and the medians of the rounds' ratios are shown. Accuracy is of rows that nobody trained on.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import tempfile
from contextlib import ExitStack
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import sections
from measuring import ALL_WAYS, INSTALL, Child, MeasuringError, Series, missing, ratio, run_rounds, serve
from profile_step import profile
from rich.console import Console
from rich.table import Table
from workloads import NETWORKS, Network, Workload

PACKAGES = ("torch", "numpy", "jax", "tensorflow-cpu", "keras", "scikit-learn", "skorch")


def measure_ways(console: Console, network: Network, keys: list[str], settings: argparse.Namespace) -> dict[str, Series]:
    """Time the ways on one network; one that cannot run is named and left out."""
    workload = Workload(network, () if settings.plain else ("accuracy",))
    epochs = settings.epochs or network.epochs
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="netbench-benchmark-")))
        started = {key: stack.enter_context(Child(key, workload, settings.cores, folder)) for key in keys}
        children: dict[str, Child] = {}
        for key, child in started.items():
            try:
                child.wait_until_warm()
                children[key] = child
            except MeasuringError as error:
                console.print(f"{ALL_WAYS[key].title} is left out: {error}", style="yellow")
        series = run_rounds(children, workload, settings.rounds, epochs)
    for key, values in series.items():
        values.title, values.group = ALL_WAYS[key].title, ALL_WAYS[key].group
    return series


def ways_table(network: Network, series: dict[str, Series]) -> Table:
    """A row for each way: time of a step, and how many times the engine's (with metrics and without) it is."""
    table = Table(title=f"{network.title}, {network.steps} steps an epoch")
    table.add_column("way")
    engines = {key: values for key, values in series.items() if values.group == "engine"}
    for name in ("µs a step", "µs of processor", *(f"÷ {values.title}" for values in engines.values()), "accuracy"):
        table.add_column(name, justify="right")
    table.add_column("threads")
    for values in series.values():
        accuracy = "" if values.accuracy is None else f"{values.accuracy:.3f}"
        ratios = [f"{ratio(values, engine):.2f}" for engine in engines.values()]
        times = (values.median, statistics.median(values.busy))
        table.add_row(values.title, *(f"{seconds * 1e6:,.0f}" for seconds in times), *ratios, accuracy, values.threads)
    return table


def goals(network: Network, series: dict[str, Series]) -> dict[str, dict[str, float]]:
    """How many times faster each engine is than the script, the best Keras and raw JAX, and its distance to the limit."""
    result: dict[str, dict[str, float]] = {}
    limits = [values for values in series.values() if values.group == "limit"]
    for key, engine in series.items():
        if engine.group != "engine":
            continue
        found = {}
        for group in network.goals:
            rivals = [values for values in series.values() if values.group == group]
            if rivals:
                found[group] = ratio(min(rivals, key=lambda values: values.median), engine)
        if limits:
            found["limit"] = engine.median / sum(values.median for values in limits)
        result[key] = found
    return result


def goal_lines(network: Network, series: dict[str, Series]) -> list[str]:
    """Goals and limit as sentences."""
    names = {"script": "the exported script", "keras": "the best Keras", "scan": "raw JAX"}
    lines = []
    for key, found in goals(network, series).items():
        parts = [f"{found[name]:.2f}× of {names[name]} (goal {goal}×)" for name, goal in network.goals.items() if name in found]
        if "limit" in found:
            parts.append(f"a step takes {found['limit']:.2f}× the time of its products and its pass of Adam")
        if parts:
            lines.append(f"{series[key].title}: {'; '.join(parts)}")
    return lines


def machine(cores: int) -> dict[str, Any]:
    """What the numbers belong to."""
    versions = {}
    for name in PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = "not installed"
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "processor": _processor(), "cores": os.cpu_count(), "cores used": cores, "python": platform.python_version(),
        "load before": load, **versions,
    }  # fmt: skip


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor()


def read_arguments(arguments: list[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rounds", type=int, nargs="?", default=7)
    parser.add_argument("--networks", nargs="+", choices=list(NETWORKS), default=list(NETWORKS), metavar="NAME")
    parser.add_argument("--ways", nargs="+", choices=list(ALL_WAYS), default=list(ALL_WAYS), metavar="NAME",
                        help=", ".join(ALL_WAYS))
    parser.add_argument("--epochs", type=int, help="of one measurement; each network has its own number")
    parser.add_argument("--cores", type=int, default=os.cpu_count(), help="how many each process may use")
    parser.add_argument("--plain", action="store_true", help="no way reports accuracy while it trains")
    parser.add_argument("--profile", action="store_true", help="where the time of a step goes")
    parser.add_argument("--busy", action="store_true", help="training beside a process that spins")
    parser.add_argument("--metrics", action="store_true", help="what metrics cost")
    parser.add_argument("--rows", type=int, nargs="?", const=1_000_000, help="evaluate and predict on so many rows")
    parser.add_argument("--start", action="store_true", help="what import and the first fit take")
    parser.add_argument("--all", action="store_true", help="the table and every section")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers to this file")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    settings = parser.parse_args(arguments)
    if settings.rounds < 1:
        parser.error("at least one round is needed")
    if settings.all:
        settings.profile = settings.busy = settings.metrics = settings.start = True
        settings.rows = settings.rows or 1_000_000
    return settings


def main(arguments: list[str] | None = None) -> None:
    """Run what was asked for, and print it."""
    settings = read_arguments(arguments)
    if settings.child:
        serve(json.loads(settings.child))
        return
    console = Console(width=None if Console().is_terminal else 132)
    document: dict[str, Any] = {"machine": machine(settings.cores), "rounds": settings.rounds}
    console.print("; ".join(f"{name} {value}" for name, value in document["machine"].items()))
    chosen = [NETWORKS[name] for name in settings.networks]
    asked = (settings.profile, settings.busy, settings.metrics, settings.rows, settings.start)
    only_sections = any(asked) and not settings.all
    if not only_sections:
        keys = [key for key in settings.ways if not (settings.plain and key == "engine-alone")]
        for key in [key for key in keys if missing(ALL_WAYS[key])]:
            lacking = " and ".join(missing(ALL_WAYS[key]))
            console.print(f"{ALL_WAYS[key].title} is left out, {lacking} is not installed: {INSTALL}", style="yellow")
            keys.remove(key)
        document["training"] = {}
        for network in chosen:
            series = measure_ways(console, network, keys, settings)
            console.print(ways_table(network, series))
            for line in goal_lines(network, series):
                console.print(line)
            document["training"][network.name] = {
                "ways": {key: asdict(values) for key, values in series.items()}, "engine is faster": goals(network, series),
            }  # fmt: skip
    if settings.profile:
        document["profile"] = profile(console, chosen, settings.rounds)
    if settings.busy:
        document["busy"] = sections.busy(console, chosen, settings)
    if settings.metrics:
        document["metrics"] = sections.metrics(console, chosen, settings)
    if settings.rows:
        document["rows"] = sections.rows(console, settings)
    if settings.start:
        document["start"] = sections.start(console, settings)
    if settings.json:
        settings.json.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
