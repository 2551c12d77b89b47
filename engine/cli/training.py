"""A run as the commands make it: prepare, train, keep what came out, stopped or not."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.progress import Progress
from engine.cli.stopping import StopRequest
from engine.errors import Cancelled
from engine.history import History
from engine.messages import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.events import Event
    from engine.project.document import Project


def train_project(
    project: Project,
    base: Path,
    make_folder: Callable[[], Path],
    *,
    stop: StopRequest,
    progress: Progress,
    tell: Callable[[Event], Any] | None = None,
) -> tuple[Path, History]:
    """Train a project into a new run's folder.

    Args:
        project: a project without problems.
        base: its folder.
        make_folder: makes the run's folder once the data are ready, so that none is left empty.
        stop: asked between batches.
        progress: shows how far it is.
        tell: gets each event, the last one only when the run is on the disk.

    Raises:
        Cancelled: it was stopped before training began.
    """
    from engine.events import RunFinished
    from engine.plan import make_plan
    from engine.project.run_lock import held
    from engine.project.runs import PREPARATION, save_run_start
    from engine.training.recording import recorded
    from engine.training.run import prepare_run
    from engine.training.trainer import StopTraining, train

    plan = make_plan(project, base)
    data = prepare_run(plan, base, progress.preparing, stop.wanted)
    if stop.wanted():
        raise Cancelled(QT_TRANSLATE_NOOP("engine", "Stopped before training began."))
    folder, history = make_folder(), History()
    asked = False
    with held(folder), contextlib.closing(recorded(train(plan, data, folder=folder), history, folder)) as events:
        save_run_start(folder, project, base=base)
        if data.fitted is not None:
            data.fitted.save(folder / PREPARATION)
        event = next(events, None)
        while event is not None:
            progress.event(event)
            is_over = isinstance(event, RunFinished)
            if tell and not is_over:
                tell(event)
            if stop.wanted() and not asked and not is_over:
                asked = True
                event = events.throw(StopTraining())
            else:
                event = next(events, None)
    if tell and history.finished:
        tell(history.finished)
    return folder, history
