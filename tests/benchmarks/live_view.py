"""What the visible window and its curves cost a training run.

    python tests/benchmarks/live_view.py [pairs]      (needs a display; the run takes about ten seconds each time)

Each pair trains the same project once without a window and once in the real window with the curves shown, in processes of their
own and in alternating order. Printed are batches a second and the median of the pairs' ratios (window / headless).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROJECTS = {"4-16-2, batch 16": (16, 16, 220), "2-256-256-2, batch 64": (256, 64, 90)}


def make_project(units: int, batch: int, epochs: int) -> Any:
    """Moons, so that no file is needed."""
    from engine.data.generate import describe_generated
    from engine.layers import Dense
    from engine.project.document import GeneratedSource
    from engine.project.edits import change_training, new_project

    hidden = (Dense(units, "relu"),) if units < 100 else (Dense(units, "relu"), Dense(units, "relu"))
    project = new_project(describe_generated(GeneratedSource(rows=12000)), layers=hidden)
    return change_training(project, batch_size=batch, epochs=epochs)


def timed(events: Iterator[Any], result: dict[str, float]) -> Iterator[Any]:
    """Pass events on and note the batches a second between the first and the last."""
    batches, begun = 0, 0.0
    for event in events:
        match type(event).__name__:
            case "RunStarted":
                begun = time.perf_counter()
            case "BatchesEnded":
                batches += len(event.losses)
            case "RunFinished":
                result["rate"] = batches / (time.perf_counter() - begun)
        yield event


def headless(project: Any) -> float:
    """Train in this process without Qt."""
    from engine.plan import make_plan
    from engine.training.run import prepare_run
    from engine.training.trainer import train

    plan, result = make_plan(project), {"rate": 0.0}
    for _ in timed(train(plan, prepare_run(plan), folder=Path(tempfile.mkdtemp())), result):
        pass
    return result["rate"]


def in_window(project: Any) -> float:
    """Train in the real window, as the Train button does."""
    from netbench_gui.app import Program, make_application
    from netbench_gui.session import work
    from netbench_gui.settings import Settings

    app, result = make_application(), {"rate": 0.0}
    program = Program(app, Settings())
    program.window.resize(1280, 800)
    program.store.open(project, None)
    program.window.show()
    session = program.session
    session._function = lambda request, control: timed(work.run_training(request, control), result)

    def follow(state: str) -> None:
        if state in {"finished", "failed", "diverged"}:
            app.exit()

    session.state_changed.connect(follow)
    session.devices_found.connect(session.train)
    session.warm_up()
    app.exec()
    program.close()
    return result["rate"]


def child(kind: str, title: str) -> None:
    """Run one half of a pair in this process."""
    project = make_project(*PROJECTS[title])
    print(headless(project) if kind == "headless" else in_window(project))


def rate(kind: str, title: str) -> float:
    """Run one half of a pair in a process of its own."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home, "XDG_CACHE_HOME": home}
        command = [sys.executable, __file__, "--child", kind, title]
        return float(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.split()[-1])


def main() -> None:
    """Print the pairs and their median."""
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], sys.argv[3])
        return
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    for title in PROJECTS:
        ratios = []
        for number in range(pairs):
            order = ("headless", "window") if number % 2 else ("window", "headless")
            rates = {kind: rate(kind, title) for kind in order}
            ratios.append(rates["window"] / rates["headless"])
            print(f"  headless {rates['headless']:.0f}/s, window {rates['window']:.0f}/s: {ratios[-1]:.3f}", flush=True)
        print(f"{title}: median {statistics.median(ratios):.3f} of the headless speed")


if __name__ == "__main__":
    main()
