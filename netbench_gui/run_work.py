"""What runs in threads beside the window: the only functions here that touch torch."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.events import Event, RunFinished
from engine.history import History
from engine.project.runs import load_history, save_history, save_run_start
from netbench_gui.training_thread import RunControl, RunRequest

if TYPE_CHECKING:
    from netbench_gui.job import Job
    from netbench_gui.run_report import RunReport

# A run that crashes with the machine loses at most this much of its curves.
SAVE_SECONDS = 5.0


@dataclass(frozen=True)
class DeviceChoice:
    """A device as the menu offers it: torch's name, and the maker's."""

    name: str
    title: str


def run_training(request: RunRequest, control: RunControl) -> Generator[Event, None, None]:
    """Prepare the data of a project and train it."""
    from engine.plan import make_plan
    from engine.training.run import prepare_run
    from engine.training.trainer import Pace, StopTraining, train

    folder = request.folder
    pace = Pace()
    control.adopt(pace, StopTraining)
    plan = make_plan(request.project, request.base)
    data = prepare_run(plan, request.base, control.note_progress, control.is_cancelled)
    history = History()
    if folder is not None and request.resume:
        history = load_history(folder)
    elif folder is not None:
        save_run_start(folder, request.project, base=request.base)
    resume = folder if request.resume else None
    events = train(plan, data, folder=folder, resume=resume, pace=pace)
    yield from _recorded(events, history, folder, StopTraining)


def _recorded(
    events: Any, history: History, folder: Path | None, stop: type[BaseException]
) -> Generator[Event, None, None]:
    """Pass events on and write the history into the run's folder now and then, and at the end."""
    saved = time.monotonic()
    try:
        event = next(events, None)
        while event is not None:
            history.add(event)
            ended = isinstance(event, RunFinished)
            if folder is not None and (ended or time.monotonic() - saved > SAVE_SECONDS):
                save_history(folder, history)
                saved = time.monotonic()
            try:
                yield event
            except stop as request:
                event = events.throw(request)
            else:
                event = next(events, None)
    finally:
        events.close()
        if folder is not None and history.started is not None and history.finished is None:
            save_history(folder, history)


def make_run_report(folder: Path, job: Job) -> RunReport:
    """Score a run's network on its rows, for the Results tab."""
    from netbench_gui.run_report import report_of_run

    return report_of_run(folder, job)


def predict_row(folder: Path, row: dict[str, str]) -> dict[str, Any]:
    """Ask a run's network about one row as typed in."""
    from engine.training.predict import Predictor

    answer: dict[str, Any] = Predictor(folder).predict_rows([row])[0]
    return answer


def verify_run(
    folder: Path,
    base: Path | None,
    progress: Callable[[int, int], None],
    is_cancelled: Callable[[], bool],
) -> object:
    """Run the exported script alone and compare it with the run."""
    from engine.export.verify import verify_script

    return verify_script(folder, base, progress, is_cancelled)


def find_devices() -> tuple[DeviceChoice, ...]:
    """Load torch and ask it where it can train."""
    from engine.training.device import list_devices

    return tuple(DeviceChoice(device.name, device.title) for device in list_devices())
