"""`netbench export`: the network as a script, and the proof that it repeats the run."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.arguments import add_force, free_file
from engine.cli.output import Output

if TYPE_CHECKING:
    from engine.cli.progress import Progress
    from engine.cli.stopping import StopRequest
    from engine.plan import Plan
    from engine.project.document import Project


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "project", metavar="P", help="a project file; or a run's folder, for the script of just this run"
    )
    parser.add_argument("--to", required=True, choices=("pytorch",), help="the kind of script")
    parser.add_argument("-o", "--out", required=True, metavar="OUT.py", help="the script to write")
    parser.add_argument(
        "--verify", action="store_true",
        help="run the script alone and compare it with a run, epoch by epoch; prints JSON",
    )
    parser.add_argument(
        "--distributed", action="store_true",
        help="torchrun may start several processes of the script, on one machine or many, which share each batch",
    )
    add_force(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    from engine.export.save import save_script
    from engine.plan import make_plan
    from engine.project.storage import load_project

    path = Path(options.project)
    out = free_file(Path(options.out), force=options.force, not_over=path)
    if path.is_dir():
        project, plan = None, _plan_of_run(path)
    else:
        project = load_project(path)
        plan = make_plan(project, path.absolute().parent)
    files = save_script(plan, out, distributed=options.distributed)
    if options.verify:
        return _verify(project, path, output)
    output.answer({"files": [str(file) for file in files]})
    output.say(f"wrote {', '.join(map(str, files))}")
    return 0


def _plan_of_run(folder: Path) -> Plan:
    """What was trained, with the learning rates that were set by hand on the way."""
    from engine.plan import make_plan
    from engine.project.runs import load_run

    run = load_run(folder)
    plan = make_plan(run.project, folder.absolute()).repeating(run.history)
    return plan.on_device(run.history.started.device) if run.history.started else plan


def _verify(project: Project | None, path: Path, output: Output) -> int:
    """Compare the script with a run; without a project `path` is the run."""
    from engine.cli.progress import shown_progress
    from engine.cli.stopping import StopRequest
    from engine.export.verify import verify_script

    with StopRequest() as stop, shown_progress(output) as progress:
        folder = path if project is None else _run_of(project, path, stop, progress)
        # The script runs in a folder of its own, from where a relative path leads nowhere.
        found = verify_script(
            folder.absolute(), progress=progress.verifying, cancelled=stop.wanted
        )
    output.answer_always(
        {
            "verified": found.verified,
            "epochs": found.epochs,
            "first_difference": found.first_difference,
        }
    )
    return 0 if found.verified else 1


def _run_of(project: Project, path: Path, stop: StopRequest, progress: Progress) -> Path:
    """The newest finished run of exactly this project; it is made where there is none."""
    from engine.cli.check import refuse_problems
    from engine.cli.training import train_project
    from engine.project.runs import find_run, new_run_folder, runs_folder

    base, runs = path.absolute().parent, runs_folder(path)
    known = find_run(runs, project, base)
    if known is not None:
        return known.folder
    refuse_problems(project, base)
    folder, _ = train_project(
        project, base, lambda: new_run_folder(path, Path.cwd() / runs.name), stop=stop, progress=progress
    )
    return folder
