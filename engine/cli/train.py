"""`netbench train`: the run that the window would make, without it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from engine.cli.arguments import add_force, add_settings, free_folder
from engine.cli.output import SCALED_LOSS, Output, in_words, loss_is_scaled
from engine.events import EpochEnded, Event, RunFinished, RunStarted

REASONS = {
    "completed": "completed",
    "early_stopped": "stopped early, as validation no longer improved,",
    "diverged": "the loss became infinite or no number",
    "stopped": "stopped",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", metavar="P", help="a project file")
    parser.add_argument(
        "--out", metavar="FOLDER", help="the run's folder; else NAME.runs/0001 beside the project"
    )
    add_settings(parser)
    add_force(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    from engine.cli.check import refuse_problems
    from engine.cli.progress import shown_progress
    from engine.cli.settings import apply_settings
    from engine.cli.stopping import StopRequest
    from engine.cli.training import train_project
    from engine.project.runs import new_run_folder, runs_folder
    from engine.project.storage import load_project

    path = Path(options.project)
    base = path.absolute().parent
    out = Path(options.out) if options.out else None
    project = apply_settings(load_project(path), options.settings, base)
    refuse_problems(project, base)
    if out is not None:  # now, not after the data are read
        free_folder(out, force=options.force)

    def folder() -> Path:
        return out or new_run_folder(path, Path.cwd() / runs_folder(path).name)

    def tell(event: Event) -> None:
        if (document := event_document(event)) is not None:
            output.answer(document)
        if output.is_closed:  # nobody reads on; keep what is learnt
            stop.request()

    with StopRequest() as stop, shown_progress(output) as progress:
        _, history = train_project(
            project, base, folder, stop=stop, progress=progress, tell=tell
        )
    if history.finished is not None:
        for line in summary(history.finished):
            output.say(line)
        if loss_is_scaled(project):
            output.say(SCALED_LOSS)
        if history.finished.reason == "diverged":
            rate = project.training.optimizer.first_rate or 0.01  # a warm-up may begin at 0
            output.note(
                "The learning rate is probably too large, or the numbers are: try "
                f"--learning-rate {rate / 10:.3g}"
            )
    return 0


def event_document(event: Event) -> dict[str, Any] | None:
    """An event as programs read it, None for one that is not told."""
    match event:
        case RunStarted():
            return {
                "event": "started",
                "rows": {
                    "train": event.train,
                    "validation": event.validation,
                    "test": event.test,
                },
                "device": event.device,
                "threads": event.threads,
                "step": event.step,
                "parameters": event.parameters,
            }
        case EpochEnded():
            return {"event": "epoch", "epoch": event.epoch, **event.logs}
        case RunFinished():
            return {
                "event": "finished",
                "reason": event.reason,
                "epochs": event.epochs,
                "best_epoch": event.best_epoch,
                "test": event.test,
                "run": event.run,
                "step": event.step,
                "seconds": event.seconds,
            }
        case _:
            return None


def summary(finished: RunFinished) -> list[str]:
    """The end of a run for people."""
    epochs = "1 epoch" if finished.epochs == 1 else f"{finished.epochs} epochs"
    words = f"{REASONS[finished.reason]} after {epochs}"
    lines = [f"{words}, {finished.seconds:.1f} s ({finished.step} step)"]
    if finished.test:
        lines.append(f"test: {in_words(finished.test)}")
    if finished.run:
        lines.append(f"run: {finished.run}")
    return lines
