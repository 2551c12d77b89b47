"""`netbench new`: a project for a table."""

from __future__ import annotations

import argparse
from pathlib import Path

from engine.cli.arguments import add_force, add_settings, free_file
from engine.cli.output import Output


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT.netbench", help="the project file to write")
    parser.add_argument(
        "--data", required=True, metavar="FILE",
        help="a table, sample:NAME for a bundled one, generated:moons or generated:xor",
    )
    parser.add_argument(
        "--target", metavar="COL",
        help="the column to predict: its name, or its number counted from 1",
    )
    parser.add_argument("--task", choices=("classification", "regression"))
    parser.add_argument(
        "--layers", metavar="LIST",
        help="hidden layers as kind:argument:argument,…, e.g. dense:16:relu,dropout:0.2",
    )
    add_settings(parser)
    add_force(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    from engine.cli.settings import apply_settings, describe, parse_layers, source_fields
    from engine.project.edits import new_project
    from engine.project.paths import rebased
    from engine.project.shapes import total_parameters
    from engine.project.storage import save_project

    out = free_file(Path(options.out), force=options.force, not_over=Path(options.data))
    base = out.absolute().parent
    layers = parse_layers(options.layers) if options.layers is not None else None
    fields = source_fields(options.settings)
    data = describe(options.data, fields, base, target=options.target, task=options.task)
    # A name on Linux may hold bytes that are no text.
    name = out.stem.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    project = new_project(data, name=name, layers=layers)
    others = [setting for setting in options.settings if not setting.is_about_source]
    project = rebased(apply_settings(project, others, base), base, base)
    save_project(project, out, base=base)
    output.answer({"project": str(out), "parameters": total_parameters(project)})
    stack = " → ".join(str(layer.summary()) for layer in project.layers)
    output.say(f"{out}: {len(data.inputs)} columns → {stack}")
    target = project.data.target if project.data else None
    if target and project.data:
        output.say(f"predicts {target.name} ({project.data.task}) from {data.rows} rows")
    output.say(f"{total_parameters(project)} parameters; train it with: netbench train {out}")
    return 0
