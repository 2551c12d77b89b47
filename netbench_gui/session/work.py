"""What runs in threads beside the window: the only functions here that touch torch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import FileError
from engine.history import History
from engine.messages import QT_TRANSLATE_NOOP
from engine.project.run_lock import held
from engine.project.runs import load_history, load_run, save_run_start
from engine.project.storage import os_reason
from netbench_gui.session.thread import Events, RunControl, RunRequest

if TYPE_CHECKING:
    from engine.data.prepare import PreparedData
    from engine.report import Report


@dataclass(frozen=True)
class DeviceChoice:
    """A device as the menu offers it: torch's name, and the maker's."""

    name: str
    title: str


def run_training(request: RunRequest, control: RunControl) -> Events:
    """Prepare the data of a project and train it."""
    from engine.plan import make_plan
    from engine.training.recording import recorded
    from engine.training.run import prepare_run
    from engine.training.trainer import Pace, StopTraining, train

    folder = request.folder
    pace = Pace()
    control.adopt(pace, StopTraining)
    plan = make_plan(request.project, request.base)
    history = History()
    with held(folder):
        if folder is not None and request.resume:
            history = load_history(folder)
        elif folder is not None:
            save_run_start(folder, request.project, base=request.base)
        data = prepare_run(plan, request.base, control.note_progress, control.is_cancelled, folder=folder)
        control.prepared = data
        resume = folder if request.resume else None
        events = train(plan.repeating(history), data, folder=folder, resume=resume, pace=pace)
        yield from recorded(events, history, folder)


def report_of(folder: Path, prepared: PreparedData | None) -> Report:
    """Score a run's network on its test rows, for the Results tab."""
    from engine.plan import make_plan
    from engine.training.report import make_report
    from engine.training.run import prepare_run

    if prepared is None:
        prepared = prepare_run(make_plan(load_run(folder).project, folder), folder)
    return make_report(folder, prepared)


def predict_row(folder: Path, row: dict[str, str]) -> dict[str, Any]:
    """Ask a run's network about one row as typed in."""
    from engine.training.predict import Predictor

    predictor = Predictor(folder)
    output = predictor.predict_rows([row])[0]
    if predictor.classes:
        return {"classes": predictor.classes, "probabilities": tuple(map(float, output))}
    return {"value": float(output)}


def predict_file(folder: Path, source: Path, target: Path) -> int:
    """Write a table's rows with what a run's network predicts for them, and return how many."""
    from engine.training.predict import Predictor

    predictor = Predictor(folder)
    answer = predictor.predict_table(predictor.read(source))
    try:
        # Excel takes UTF-8 only with its mark.
        answer.to_csv(target, index=False, encoding="utf-8-sig")
    except OSError as error:
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” cannot be written: {reason}."),
            file=str(target),
            reason=os_reason(error),
        ) from None
    return len(answer)


def verify_run(
    folder: Path,
    records: list[dict[str, float]],
    progress: Callable[[int, int], None],
    is_cancelled: Callable[[], bool],
) -> object:
    """Run the exported script alone and compare it with the run as the window shows it."""
    from engine.export.verify import verify_script

    return verify_script(folder, records=records, progress=progress, cancelled=is_cancelled)


def find_devices() -> tuple[DeviceChoice, ...]:
    """Load torch, let it train a little, and ask it where it can train.

    Half of torch is loaded only at the first step of an optimizer; pandas reads the rows.
    """
    import pandas  # noqa: F401 - loaded now, used by the first run

    from engine.data.prepare import from_arrays
    from engine.layers import Dense
    from engine.plan.plan import stack_plan
    from engine.project.document import Project
    from engine.training.device import list_devices
    from engine.training.trainer import train

    project = Project.model_validate({"layers": (Dense(units=1),), "training": {"epochs": 1}})
    plan = stack_plan(project, inputs=1, task="regression", classes=())
    for _ in train(plan, from_arrays([[0.0], [1.0]], [[0.0], [1.0]])):
        pass
    return tuple(DeviceChoice(device.name, device.title) for device in list_devices())
