"""`netbench export`: the network as a script, and the proof that it repeats the run."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.arguments import add_force, free_file
from engine.cli.output import Output

if TYPE_CHECKING:
    from engine.project.document import Project


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", metavar="P", help="a project file")
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
    project = load_project(path)
    files = save_script(make_plan(project, path.absolute().parent), out, distributed=options.distributed)
    if options.verify:
        return _verify(project, path, output)
    output.answer({"files": [str(file) for file in files]})
    output.say(f"wrote {', '.join(map(str, files))}")
    return 0


def _verify(project: Project, path: Path, output: Output) -> int:
    from engine.cli.check import refuse_problems
    from engine.cli.progress import shown_progress
    from engine.cli.stopping import StopRequest
    from engine.cli.training import train_project
    from engine.export.verify import verify_script
    from engine.project.runs import find_run, new_run_folder, runs_folder

    base = path.absolute().parent
    runs = runs_folder(path)
    with StopRequest() as stop, shown_progress(output) as progress:
        known = find_run(runs, project, base)
        if known is not None:
            folder = known.folder
        else:
            refuse_problems(project, base)
            folder, _ = train_project(
                project,
                base,
                lambda: new_run_folder(path, Path.cwd() / runs.name),
                stop=stop,
                progress=progress,
            )
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
