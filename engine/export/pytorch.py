"""The plan as a Python script: plain PyTorch that repeats the run without NetBench, digit for digit.

The script reads from top to bottom: what it may be told, the functions it needs, the table, the network, training,
scores, saving, prediction. Definitions are pasted from `engine.portable`: they are those which the trainer
executes.
"""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath

from engine.call import Call
from engine.export.loop import add_pass, add_results, add_training
from engine.export.render import WIDTH, Name, flat, places, portable_source, target, text
from engine.export.script import Lines, Script
from engine.plan import Plan
from engine.plan.data import DataSteps
from engine.project.document import TableSource
from engine.project.paths import SAMPLE, is_absolute, is_sample, locate

# What a Ref of the plan is called in the script.
NAMES = {
    "path": "arguments.data",
    "table": "table",
    "training_table": "table.iloc[parts[0]]",
    "split_seed": "SPLIT",
    "rows": "len(table)",
    "labels": "labels",
    "training_labels": "labels[parts[0]]",
    "values": "values",
    "training_values": "values[parts[0]]",
    "columns": "columns",
    "target_mean": "target_mean",
    "target_scale": "target_scale",
    "batches": "batches",
    "outputs": "outputs",
    "targets": "targets",
    "parameters": "model.parameters()",
    "step": "step",
    "rate": 'optimizer.param_groups[0]["lr"]',
}


def export_script(plan: Plan, folder: Path | None = None, *, distributed: bool = False) -> Script:
    """Print a plan.

    Args:
        plan: a plan whose rows come from a table or a formula.
        folder: where the script will lie; it finds the table from there. Without one, beside the project.
        distributed: whether torch's launcher may start several processes of it that share each batch.

    Returns:
        The script and the layers that its lines belong to. It ends where the run ended: after `plan.epochs` epochs.

    Raises:
        EngineError: several processes cannot share this training.
    """
    if distributed:
        plan.check_shareable()
    if plan.data is None:
        msg = "Arrays in memory have no script; give the project a table."
        raise ValueError(msg)
    lines = Lines(NAMES)
    imports, sources = portable_source(_portable_calls(plan, plan.data))
    if distributed:
        imports += ["import os", "import torch.distributed as dist"]
    _add_head(lines, plan, imports)
    _add_arguments(lines, plan, _data_path(plan, folder))
    if distributed:
        _add_processes(lines)
    lines.add("\n")
    for source in sources:
        lines.add(source + "\n\n")
    _add_data(lines, plan.data)
    _add_model(lines, plan, distributed=distributed)
    add_pass(lines, plan, distributed=distributed)
    add_training(lines, plan, distributed=distributed)
    add_results(lines, plan, _inputs(plan.data, "rows"), distributed=distributed)
    return lines.finish()


def _portable_calls(plan: Plan, steps: DataSteps) -> list[Call]:
    labels = None if steps.target.name == "class_numbers" else steps.target
    calls = [steps.read, steps.numbers, steps.complete, labels, steps.split, *steps.columns, steps.scale,
             steps.targets, plan.network, *(weight.penalty for weight in plan.weights),
             *(module.penalty for module in plan.modules)]
    if len(steps.columns) > 1:
        calls.append(steps.inputs)
    if plan.join is not None:
        calls.append(plan.join)
    stopping = plan.early_stopping
    calls += [steps.class_weights, plan.reduce_lr, plan.loss]
    calls.append(None if stopping is None or stopping.is_plain else plan.stopping)
    calls += [plan.accumulation, *plan.gradient_steps, plan.decay, plan.rate, plan.optimizer, plan.average]
    calls += [weight.constraint for weight in plan.weights]
    calls += [weight.initializer for weight in plan.weights]
    calls += [call for _, call in plan.metrics]
    return [each for call in calls if call is not None for each in call.walk() if each.is_code]


def _add_head(lines: Lines, plan: Plan, imports: list[str]) -> None:
    project, data = plan.project, plan.project.data
    versions = ", ".join(f"{name} {_version(name)}" for name in ("torch", "numpy", "pandas"))
    lines.add(f'"""Train a network; written by NetBench {_version("netbench")} for {versions}."""\n')
    lines.add(f"# Project: {text(project.metadata.name)}")
    if project.metadata.description:
        lines.add(f"# Description: {text(project.metadata.description)}")
    if data is not None and data.target is not None:
        what = f"{len(plan.classes)} classes" if plan.classes else "a number"
        inputs = f"{plan.inputs} values a row, from {len(data.inputs)} columns"
        lines.add(f"# Input: {inputs}. Output: {text(data.target.name)}, {what}.")
        if isinstance(data.source, TableSource) and data.source.fingerprint:
            name = PurePosixPath(data.source.path.removeprefix(SAMPLE)).name
            lines.add(f"# Data: {text(name)}, SHA-256 {data.source.fingerprint}.")
    lines.add()
    needed = {"import argparse", "import json", "from pathlib import Path", "import numpy as np",
              "import pandas as pd", "import torch", "from torch import nn", *imports}
    if plan.early_stopping and plan.early_stopping.restore_best_weights:
        needed.add("import copy")
    if plan.rate or plan.rate_changes:
        needed.add("import itertools")
    third_party = ("numpy", "pandas", "torch")
    for outside in (False, True):
        block = [line for line in needed if (line.split()[1].partition(".")[0] in third_party) is outside]
        lines.add("\n".join(sorted(block, key=lambda line: (line.startswith("from"), line.split()[1]))) + "\n")


def _add_arguments(lines: Lines, plan: Plan, path: str) -> None:
    source = plan.project.data.source if plan.project.data else None
    device = "cpu" if plan.device == "auto" else plan.device
    lines.add("parser = argparse.ArgumentParser(description=__doc__)")
    if isinstance(source, TableSource):
        place = f"Path(__file__).parent / {text(path)}" if not is_absolute(path) else f"Path({text(path)})"
        option = f'"--data", type=Path, default={place}'
        whole = f"parser.add_argument({option})"
        lines.add(whole if places(whole) <= WIDTH else f"parser.add_argument(\n    {option}\n)")
    lines.add(f'parser.add_argument("--epochs", type=int, default={plan.epochs})')
    lines.add(f'parser.add_argument("--device", default={text(device)})')
    lines.add('for name in ("history", "scores", "weights"):')
    lines.add('    parser.add_argument(f"--{name}", type=Path, help=f"write the {name} to this file")')
    lines.add("arguments = parser.parse_args()")
    torch = _version("torch")
    lines.add(f'if torch.__version__.split("+")[0] != "{torch}":')
    lines.add(f'    print(f"Written for torch {torch}; {{torch.__version__}} may differ in the last digits.")')
    lines.add(f"torch.set_num_threads({plan.threads})  # these decide the last digits of every number")
    if plan.flush_denormal:
        lines.add("torch.set_flush_denormal(True)")
    lines.add(f"SPLIT, WEIGHTS, ORDER, DROPOUT = map(int, np.random.SeedSequence({plan.seed}).generate_state(4))")
    lines.add(f"BATCH_SIZE, EVALUATION_ROWS = {plan.batch_size}, {plan.evaluation_rows}")
    if plan.rate_changes:
        lines.value(dict(plan.rate_changes), before="RATE_CHANGES = ", behind="  # step: learning rate set by hand")
    if plan.classes:
        lines.value(list(plan.classes), before="CLASSES = ")


def _add_processes(lines: Lines) -> None:
    """Which process this is."""
    lines.add("# torchrun starts several processes of this, which share each batch; alone it is one.")
    lines.add('RANK, WORLD = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))')
    lines.add("if WORLD > 1:")
    lines.add('    dist.init_process_group("gloo" if arguments.device == "cpu" else "nccl")')
    lines.add('    if arguments.device != "cpu":')
    lines.add("        arguments.device = f\"cuda:{os.environ['LOCAL_RANK']}\"")


def _add_data(lines: Lines, steps: DataSteps) -> None:
    lines.add("# The table, and which of its rows are for training, for validation and for the test.")
    lines.value(steps.read, before="table = ")
    for call in (steps.numbers, steps.complete):
        if call is not None:
            lines.value(call, before="table = ")
    if steps.target.name == "class_numbers":  # the same numbers; too little for a function of its own in the script
        name = flat(steps.target.arguments[1], NAMES)
        lines.add(f"labels = np.array([CLASSES.index(name) for name in table[{name}]])")
    else:
        lines.value(steps.target, before=f"{steps.target_name} = ")
    lines.value(steps.split, before="parts = ")
    if len(steps.columns) == 1:
        lines.value(steps.columns[0], before="prepare = ")
    else:
        lines.value(list(steps.columns), before="columns = ")
    lines.add(f"x = {_inputs(steps, 'table')}")
    if steps.scale is not None:
        lines.value(steps.scale, before="target_mean, target_scale = ")
    targets = flat(steps.targets, NAMES) if steps.targets is not None else steps.target_name
    lines.add(f"y = torch.from_numpy({targets}).to(arguments.device)")
    if steps.class_weights is not None:
        weights = flat(steps.class_weights, NAMES)
        lines.add(f"weights = torch.from_numpy({weights}).to(arguments.device)")
    lines.add("training_rows, validation_rows, test_rows = map(torch.from_numpy, parts)\n")


def _inputs(steps: DataSteps, table: str) -> str:
    """The tensor of a table's rows; one kind of columns needs no function that puts several side by side."""
    if len(steps.columns) == 1:
        return f"torch.tensor(prepare({table}), dtype=torch.float32, device=arguments.device)"
    return f"torch.from_numpy(input_values({table}, columns)).to(arguments.device)"


def _add_model(lines: Lines, plan: Plan, *, distributed: bool = False) -> None:
    what = f"{len(plan.classes)} classes" if plan.classes else "1 number"
    lines.add(f"# The network: {plan.inputs} values in, {what} out, {plan.parameters} weights to learn.")
    lines.add(f"model = {target(plan.network)}(")
    titles = {layer.id: type(layer).__name__ for layer in plan.project.layers}
    for number, module in enumerate(plan.modules):
        comment = f"  # {titles[module.layer_id]}" if module.is_first else ""
        if plan.final is not None and number == len(plan.modules) - 1:
            comment += f"; the loss includes {plan.final.name.lower()}"
        before = len(lines.lines)
        lines.value(module.call, indent="    ", behind=",", owner=module.layer_id)
        lines.lines[before] += comment
    lines.add(")")
    drawn = [weight for weight in plan.weights if weight.initializer is not None]
    if any(weight.draws for weight in drawn):
        lines.add("start = torch.Generator().manual_seed(WEIGHTS)")
    for weight in drawn:
        if weight.initializer is not None:
            tensor = Name(f"model[{weight.module}].{weight.attribute}")
            options = {"generator": Name("start")} if weight.draws else {}
            lines.value(weight.initializer.on(tensor, **options), owner=weight.layer_id)
    lines.add("model.to(arguments.device)")
    if distributed:
        lines.add("network = nn.parallel.DistributedDataParallel(model) if WORLD > 1 else model")
    lines.value(plan.loss, before="loss_function = ")
    lines.value(plan.optimizer, before="optimizer = ")
    if plan.accumulation is not None:
        lines.value(plan.accumulation, before="gradients = ")
    if plan.average is not None:
        lines.value(plan.average, before="average = ")
    lines.add("\n")


def _data_path(plan: Plan, folder: Path | None) -> str:
    """Where the table lies, seen from the script."""
    source = plan.project.data.source if plan.project.data else None
    if not isinstance(source, TableSource):
        return ""
    if is_sample(source.path):  # saving the script puts a copy beside it
        return source.path.removeprefix(SAMPLE)
    if folder is None:
        return source.path
    table = locate(source.path, plan.base or Path.cwd())
    try:
        return Path(os.path.relpath(table, folder)).as_posix()
    except ValueError:  # another drive
        return table.as_posix()


def _version(name: str) -> str:
    """Version of an installed package without its build ("2.13.0" of "2.13.0+cpu")."""
    try:
        return version(name).partition("+")[0]
    except PackageNotFoundError:
        return "unknown"

