"""Proof that a script repeats a run: it is run alone, and its numbers are compared with those of the run."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import Cancelled, EngineError, FileError
from engine.messages import QT_TRANSLATE_NOOP

Progress = Callable[[int, int], None]
POLL_SECONDS = 0.1


@dataclass(frozen=True)
class Verification:
    """What the comparison found.

    Attributes:
        verified: whether all epochs, test scores and weights are identical.
        epochs: epochs compared; epochs_identical: those without a difference.
        weights, weights_identical: numbers in the final weights; 0 where the run stopped inside an epoch, whose weights
            no script of whole epochs can have.
        first_difference: {"epoch", "name", "run", "script"} or None; epoch is None for test scores and weights.
        largest_difference: of all finite numbers compared.
    """

    verified: bool
    epochs: int
    epochs_identical: int
    weights: int
    weights_identical: int
    first_difference: Mapping[str, Any] | None
    largest_difference: float


def verify_script(
    folder: Path,
    *,
    records: Sequence[Mapping[str, float]] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Verification:
    """Run the script of a finished run without NetBench and compare.

    Args:
        folder: the run's folder.
        records: the epochs as somebody shows them; the folder's own where left out.
        progress: called with (epochs done, epochs in all).
        cancelled: asked ten times a second.

    Raises:
        EngineError: the run has no epochs, or the script failed.
        Cancelled: `cancelled` said so.
    """
    from engine.data.readers import resolve_path
    from engine.export.pytorch import export_script
    from engine.plan import make_plan
    from engine.project.document import TableSource
    from engine.project.runs import load_run
    from engine.training.checkpoint import load_weights
    from engine.training.device import settle_device

    folder = folder.absolute()  # the script runs in a folder of its own
    run = load_run(folder)
    shown = list(run.history.records if records is None else records)
    if not shown or run.history.finished is None:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "The run in “{folder}” has no finished epochs to compare."), folder=str(folder)
        )
    plan = make_plan(run.project, base=folder).repeating(run.history)
    started = run.history.started
    plan = plan.on_device(started.device) if started else settle_device(plan)
    source = run.project.data.source if run.project.data else None
    table = resolve_path(source.path, folder) if isinstance(source, TableSource) else None
    with tempfile.TemporaryDirectory(prefix="netbench-verify-") as place:
        script = Path(place) / "script.py"
        script.write_text(export_script(plan).text, "utf-8")
        results = _run(script, table, len(shown), progress, cancelled)
    whole = not run.history.finished.partial_epoch
    difference = _Difference()
    identical = difference.epochs(shown, results["history"])
    if whole:
        difference.compare(None, run.history.finished.test, results["scores"])
    total, same = difference.weights(load_weights(folder), results["weights"]) if whole else (0, 0)
    return Verification(
        difference.first is None, len(shown), identical, total, same, difference.first, difference.largest
    )


def _run(
    script: Path, table: Path | None, epochs: int, progress: Progress | None, cancelled: Callable[[], bool] | None
) -> dict[str, Any]:
    """Run a script in an interpreter that sees nothing of NetBench's folders, and read what it wrote."""
    import torch

    names = {"history": "history.json", "scores": "scores.json", "weights": "weights.pt"}
    files = {option: script.with_name(name) for option, name in names.items()}
    command = [sys.executable, "-I", "-X", "utf8", "-u", str(script), "--epochs", str(epochs)]
    command += [word for name, path in files.items() for word in (f"--{name}", str(path))]
    if table is not None:
        command += ["--data", str(table)]
    output = script.with_name("output.txt")
    with output.open("wb") as sink:
        process = subprocess.Popen(command, stdout=sink, stderr=subprocess.STDOUT, cwd=script.parent)
        try:
            while True:
                try:
                    process.wait(POLL_SECONDS)
                    break
                except subprocess.TimeoutExpired:
                    if progress:
                        progress(min(output.read_bytes().count(b"epoch "), epochs), epochs)
                    if cancelled and cancelled():
                        raise Cancelled(QT_TRANSLATE_NOOP("engine", "The verification was cancelled.")) from None
        finally:
            process.kill()
            process.wait()
    if process.returncode:
        last = output.read_text("utf-8", "replace").strip().rpartition("\n")[2]
        raise FileError(QT_TRANSLATE_NOOP("engine", "The script ended with an error: {reason}"), reason=last[:300])
    if progress:
        progress(epochs, epochs)
    return {
        "history": json.loads(files["history"].read_text("utf-8")),
        "scores": json.loads(files["scores"].read_text("utf-8")),
        "weights": torch.load(files["weights"], map_location="cpu", weights_only=True),
    }


class _Difference:
    """Compares numbers and keeps the first and the largest difference. NaN equals NaN."""

    def __init__(self) -> None:
        self.first: dict[str, Any] | None = None
        self.largest = 0.0

    def epochs(self, run: Sequence[Mapping[str, float]], script: Sequence[Mapping[str, Any]]) -> int:
        """Compare histories; return how many epochs are identical."""
        identical = 0
        for number, logs in enumerate(run, start=1):
            identical += self.compare(number, logs, script[number - 1] if number <= len(script) else {})
        if len(script) > len(run):
            self._note(len(run) + 1, "epoch", None, len(run) + 1)
        return identical

    def compare(self, epoch: int | None, run: Mapping[str, float], script: Mapping[str, Any]) -> bool:
        """Compare one record by name."""
        same = True
        for name in [*run, *(name for name in script if name not in run)]:
            ours, theirs = _number(run.get(name)), _number(script.get(name))
            if name in run and name in script and (ours == theirs or (ours is None and theirs is None)):
                continue
            same = False
            self._note(epoch, name, ours, theirs)
            if ours is not None and theirs is not None:
                self.largest = max(self.largest, abs(ours - theirs))
        return same

    def weights(self, run: Mapping[str, Any], script: Mapping[str, Any]) -> tuple[int, int]:
        """Compare state_dicts; return (numbers in all, identical numbers)."""
        total = same = 0
        for name, ours in run.items():
            theirs = script.get(name)
            total += ours.numel()
            if theirs is None or theirs.shape != ours.shape:
                self._note(None, name, None, None)
                continue
            equal = (ours == theirs) | (ours.isnan() & theirs.isnan()) if ours.is_floating_point() else ours == theirs
            same += int(equal.sum())
            if not bool(equal.all()):
                self._note(None, name, None, None)
                self.largest = max(self.largest, float((ours.double() - theirs.double()).abs().max()))
        return total, same

    def _note(self, epoch: int | None, name: str, run: Any, script: Any) -> None:
        if self.first is None:
            self.first = {"epoch": epoch, "name": name, "run": run, "script": script}


def _number(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
