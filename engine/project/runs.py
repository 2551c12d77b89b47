"""Runs on disk: NAME.runs/0001 beside the project, each with its settings, history and weights."""

from __future__ import annotations

import contextlib
import io
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from engine.errors import EngineError, FileError
from engine.events import EpochEnded, Logs, RateChanged, Reason, RunFinished, RunStarted
from engine.history import History
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.project.document import Metadata, Project
from engine.project.paths import rebased
from engine.project.storage import (
    dump_json,
    load_project,
    os_reason,
    read_json,
    save_project,
    write_file,
)

SUFFIX = ".runs"
PROJECT = "project.netbench"
HISTORY = "history.json"
BATCHES = "batches.npy"
WEIGHTS = "weights.safetensors"
CHECKPOINT = "checkpoint.pt"
PREPARATION = "preparation.json"
FILES = (PROJECT, HISTORY, BATCHES, WEIGHTS, CHECKPOINT, PREPARATION)
# A run's folder lies two levels below its project, whose table may lie one above that.
LEVELS_UP = 3


@dataclass(frozen=True)
class RunSummary:
    """One line of the list of runs.

    Attributes:
        folder: where it lies.
        project: name of the project.
        begun: when training began.
        reason: why it ended, None where it did not end by itself (a crash, or it still goes on).
        epochs: completed epochs.
        test: scores on the test rows, empty where it did not end.
        seconds: how long it took, None where it did not end.
        trouble: why it cannot be read, None where it can.
    """

    folder: Path
    project: str = ""
    begun: datetime | None = None
    reason: Reason | None = None
    epochs: int = 0
    test: Logs = field(default_factory=dict)
    seconds: float | None = None
    trouble: Message | None = None


@dataclass(frozen=True)
class Run:
    """A run as its folder holds it; `project` names its table from that folder.

    Attributes:
        weights, checkpoint, preparation: the files, None where the run did not come so far.
    """

    folder: Path
    project: Project
    history: History
    weights: Path | None
    checkpoint: Path | None
    preparation: Path | None


def runs_folder(project_path: Path) -> Path:
    """Where the runs of a project lie."""
    stem = project_path.stem if project_path.suffix == ".netbench" else project_path.name
    return project_path.with_name(stem + SUFFIX)


def new_run_folder(project_path: Path | None, fallback: Path) -> Path:
    """Make the next numbered folder beside the project.

    Args:
        project_path: the project's file, None where it was never saved.
        fallback: where the runs go without one, or where its folder cannot be written.

    Raises:
        FileError: neither can be written.
    """
    if project_path is not None:
        try:
            return _next_folder(runs_folder(project_path))
        except OSError:  # a project on a read-only share still trains
            pass
    try:
        return _next_folder(fallback)
    except OSError as error:
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "No folder for the run can be made in “{folder}”: {reason}."),
            folder=str(fallback),
            reason=os_reason(error),
        ) from None


def list_runs(folder: Path) -> list[RunSummary]:
    """All runs in NAME.runs, oldest first; one that cannot be read is listed with its trouble."""
    try:
        inside = [entry for entry in folder.iterdir() if not entry.name.startswith(".")]
    except OSError:
        return []
    folders = [entry for entry in inside if entry.is_dir()]
    return [_summary(run) for run in sorted(folders, key=_place)]


def load_run(folder: Path) -> Run:
    """Read a run; what it did not come to write is empty or None.

    Raises:
        FileError: the folder holds no run, or its files are damaged.
    """
    if not (folder / PROJECT).exists():
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{folder}” holds no run: there is no “{file}” in it."),
            folder=str(folder),
            file=PROJECT,
        )
    project = load_project(folder / PROJECT)
    names = (WEIGHTS, CHECKPOINT, PREPARATION)
    files = [folder / name if (folder / name).is_file() else None for name in names]
    return Run(folder, project, load_history(folder), *files)


def find_run(runs: Path, project: Project, base: Path) -> Run | None:
    """The newest completed run of exactly this project, whatever it is called, or None.

    A run whose learning rate was set by hand on the way is not one: the project alone does not repeat it.
    """
    wanted = _nameless(rebased(project, base, base))
    for summary in reversed(list_runs(runs)):
        if summary.reason in ("completed", "early_stopped"):
            run = load_run(summary.folder)
            is_plain = run.weights is not None and not run.history.rate_changes
            if is_plain and _nameless(rebased(run.project, run.folder, base)) == wanted:
                return run
    return None


def save_run_start(folder: Path, project: Project, *, base: Path | None = None) -> Project:
    """Begin a run's folder with the project that is trained; its table is named from `base`.

    An older run in the folder is cleared away.

    Raises:
        FileError: the folder cannot be written.
    """
    for name in FILES:
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)
    levels = LEVELS_UP if folder.absolute().parent.suffix == SUFFIX else 1
    return save_project(project, folder / PROJECT, base=base or Path.cwd(), levels_up=levels)


def save_history(folder: Path, history: History) -> None:
    """Write what is known of a run so far; cheap enough to be done every few seconds.

    Raises:
        FileError: the folder cannot be written.
    """
    import numpy as np

    finished = asdict(history.finished) if history.finished else None
    if finished:
        finished.pop("run")  # the folder may be moved
    document = {
        "started": asdict(history.started) if history.started else None,
        "epochs": history.records,
        "best_epoch": history.best_epoch,
        "rate_changes": [asdict(change) for change in history.rate_changes],
        "finished": finished,
    }
    losses = io.BytesIO()
    np.save(losses, np.asarray(history.batch_losses, dtype=np.float64), allow_pickle=False)
    write_file(folder / BATCHES, losses.getvalue())
    write_file(folder / HISTORY, dump_json(document, indent=1).encode("utf-8"))


def load_history(folder: Path) -> History:
    """Read a run's numbers back, exactly; null is NaN. Without the file the history is empty.

    Raises:
        FileError: the file is damaged.
    """
    history = History()
    path = folder / HISTORY
    if not path.exists():
        return history
    document = read_json(path)
    try:
        if started := document["started"]:
            history.add(TypeAdapter(RunStarted).validate_python(started))
        history.batch_losses = _batch_losses(folder)
        for change in document.get("rate_changes", ()):  # runs of older versions have none
            history.add(TypeAdapter(RateChanged).validate_python(change))
        best = document.get("best_epoch")
        for number, record in enumerate(document["epochs"], start=1):
            logs = _numbers({name: value for name, value in record.items() if name != "epoch"})
            history.add(EpochEnded(number, logs, is_best=number == best))
        if finished := document["finished"]:
            ended = TypeAdapter(RunFinished).validate_python(
                {**finished, "test": _numbers(finished["test"])}
            )
            history.add(replace(ended, run=str(folder)))
    except (ValidationError, KeyError, TypeError, AttributeError, ValueError):
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” is damaged: it does not hold the history of a run."),
            file=str(path),
        ) from None
    return history


def _batch_losses(folder: Path) -> list[float]:
    import numpy as np

    # Only the fine line behind the curve is lost where this file is missing or damaged.
    with contextlib.suppress(OSError, ValueError, EOFError):
        losses = np.load(folder / BATCHES, allow_pickle=False)
        if losses.ndim == 1 and losses.dtype == np.float64:
            values: list[float] = losses.tolist()
            return values
    return []


def _numbers(logs: Mapping[str, Any]) -> Logs:
    return {str(name): math.nan if value is None else float(value) for name, value in logs.items()}


def _next_folder(runs: Path) -> Path:
    runs.mkdir(parents=True, exist_ok=True)
    taken = [int(entry.name) for entry in runs.iterdir() if _is_number(entry.name)]
    number = max(taken, default=0) + 1
    while True:
        folder = runs / f"{number:04d}"
        try:
            folder.mkdir()
        except FileExistsError:  # another program was quicker
            number += 1
        else:
            return folder


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdigit()


def _place(folder: Path) -> tuple[bool, int, str]:
    number = _is_number(folder.name)
    return (number, int(folder.name) if number else 0, folder.name)


def _summary(folder: Path) -> RunSummary:
    try:
        run = load_run(folder)
        begun = datetime.fromtimestamp((folder / PROJECT).stat().st_mtime, UTC)
    except EngineError as error:
        return RunSummary(folder, trouble=error.message)
    except OSError as error:
        trouble = QT_TRANSLATE_NOOP("engine", "“{folder}” cannot be read: {reason}.")
        message = Message.of(trouble, folder=str(folder), reason=os_reason(error))
        return RunSummary(folder, trouble=message)
    finished = run.history.finished
    return RunSummary(
        folder,
        project=run.project.metadata.name,
        begun=begun,
        reason=finished.reason if finished else None,
        epochs=len(run.history.epochs),
        test=finished.test if finished else {},
        seconds=finished.seconds if finished else None,
    )


def _nameless(project: Project) -> Project:
    return project.changed(metadata=Metadata())
