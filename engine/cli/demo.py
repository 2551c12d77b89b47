"""`netbench demo`: the sample project, trained before your eyes where there is no window."""

from __future__ import annotations

import argparse
from pathlib import Path

from engine.cli.arguments import add_force, free_folder
from engine.cli.output import Output
from engine.cli.train import summary

SAMPLE = "penguins.netbench"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", default="netbench-demo", metavar="FOLDER", help="where everything goes"
    )
    add_force(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    from engine.cli.curves_image import save_curves
    from engine.cli.progress import shown_progress
    from engine.cli.stopping import StopRequest
    from engine.cli.training import train_project
    from engine.export.save import save_script
    from engine.plan import make_plan
    from engine.project.runs import new_run_folder
    from engine.project.storage import load_project, save_project
    from engine.resources import sample_folder

    folder = free_folder(Path(options.out), force=options.force)
    base = folder.absolute()
    project = load_project(sample_folder() / SAMPLE)
    name = project.metadata.name
    path = folder / SAMPLE
    save_project(project, path)
    output.say(f"Training {name}: which species is it, by its measurements?")
    with StopRequest() as stop, shown_progress(output) as progress:
        run_folder, history = train_project(
            project,
            base,
            lambda: new_run_folder(path, folder / "penguins.runs"),
            stop=stop,
            progress=progress,
        )
    picture = folder / "curves.png"
    save_curves(history, picture, title=name)
    script = folder / "penguins.py"
    save_script(make_plan(project, base), script)
    for line in summary(history.finished) if history.finished else []:
        output.say(line)
    output.say(f"curves:  {picture}")
    output.say(f"script:  {script} (plain PyTorch that repeats this run: python {script})")
    output.say(f"project: {path}")
    output.say(f"The window, on a machine with a display: netbench {path}")
    output.answer(
        {
            "project": str(path),
            "run": str(run_folder),
            "curves": str(picture),
            "script": str(script),
        }
    )
    return 0
