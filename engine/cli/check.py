"""`netbench check`: what keeps a project from training."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.output import Output, text_of
from engine.errors import EngineError

if TYPE_CHECKING:
    from engine.project.document import Project
    from engine.project.problems import Problem


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", metavar="P", help="a project file")


def run(options: argparse.Namespace, output: Output) -> int:
    from engine.project.storage import load_project

    path = Path(options.project)
    problems = all_problems(load_project(path), path.absolute().parent)
    found = [
        {
            "where": problem.where,
            "severity": problem.severity,
            "message": str(problem.message),
            "fix": text_of(problem.fix.label) if problem.fix else None,
        }
        for problem in problems
    ]
    output.answer({"problems": found})
    for problem in found:
        fix = f" ({problem['fix']})" if problem["fix"] else ""
        output.say(f"{problem['severity']}: {problem['where']}: {problem['message']}{fix}")
    if not found:
        output.say("no problems")
    return int(any(problem.severity == "problem" for problem in problems))


def all_problems(project: Project, base: Path) -> tuple[Problem, ...]:
    """The problems of a project, those with its table and with this machine's memory included."""
    from engine.memory import free_memory
    from engine.project.problems import find_problems

    problems = find_problems(project, free_memory=free_memory())
    return (*_with_the_table(project, base), *problems)


def refuse_problems(project: Project, base: Path) -> None:
    """Go on only with a project that can be trained.

    Raises:
        EngineError: it has problems; the sentence is that of the first.
    """
    for problem in all_problems(project, base):
        if problem.severity == "problem":
            raise EngineError(problem.message, hint=problem.fix.label if problem.fix else None)


def _with_the_table(project: Project, base: Path) -> tuple[Problem, ...]:
    from engine.data.readers import existing_file, resolve_path
    from engine.project.document import TableSource
    from engine.project.problems import Problem

    if project.data is None or not isinstance(project.data.source, TableSource):
        return ()
    try:
        existing_file(resolve_path(project.data.source.path, base))
    except EngineError as error:
        return (Problem("data.source.path", "problem", error.message),)
    return ()
