"""What keeps a project from training well."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from engine.activations import Softmax
from engine.layers import Activation, ActivityRegularization, Layer
from engine.losses import Loss
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.project.document import INPUT_KINDS, KIND_NAMES, Column, Data, Project
from engine.project.edits import (
    change_data,
    change_layer,
    change_training,
    new_project,
    output_layer,
    proposed_loss,
    proposed_metrics,
    proposed_output,
)
from engine.project.problem import Fix, Problem
from engine.project.problem import fix_by as _fix
from engine.project.problem import notice as _notice
from engine.project.problem import problem as _problem
from engine.project.row_problems import find_row_problems
from engine.project.shapes import training_memory
from engine.project.sizes import split_sizes
from engine.project.suiting import Objection, objections
from engine.project.training_problems import find_training_problems

__all__ = ["Fix", "Problem", "final_activation", "final_layer", "find_problems"]

TWO_CLASSES = 2
GIGABYTE = 1_000_000_000


def find_problems(project: Project, *, free_memory: int | None = None) -> tuple[Problem, ...]:
    """All problems of a project, the gravest first.

    Args:
        project: what is to be trained.
        free_memory: bytes that are free on this machine, None where nobody knows.
    """
    looks = (_data, _stack, find_row_problems, _output, _metrics, _batches, find_training_problems)
    found = [problem for look in looks for problem in look(project)] + [*_memory(project, free_memory)]
    return tuple(sorted(found, key=lambda problem: problem.severity != "problem"))


def _data(project: Project) -> Iterator[Problem]:
    data = project.data
    if data is None:
        yield _problem("data", QT_TRANSLATE_NOOP("engine", "There are no data yet. Open a table."))
        return
    target = data.target
    if target is None:
        yield _problem("data.target", QT_TRANSLATE_NOOP("engine", "No column is chosen to predict."))
        return
    if not data.inputs:
        yield _problem("data.columns", QT_TRANSLATE_NOOP("engine", "No column is ticked to learn from."))
    for column in data.columns:
        if column.role == "input" and column.kind not in INPUT_KINDS:
            yield _problem(
                "data.columns",
                QT_TRANSLATE_NOOP(
                    "engine", "“{column}” is of kind {kind}, which a network cannot learn from. Untick it."
                ),
                column=column.name, kind=Message.of(KIND_NAMES[column.kind]),
            )
    if data.task == "classification" and len(target.classes) < TWO_CLASSES:
        one = QT_TRANSLATE_NOOP(
            "engine", "“{column}” has 1 class; two are needed to tell apart. Choose another column to predict."
        )
        none = QT_TRANSLATE_NOOP(
            "engine", "“{column}” has no classes; two are needed to tell apart. Choose another column to predict."
        )
        yield _problem("data.target", one if target.classes else none, column=target.name)
    elif data.task == "regression" and target.kind not in ("number", "integer"):
        yield _problem(
            "data.task",
            QT_TRANSLATE_NOOP("engine", "“{column}” is not a number, so it cannot be predicted as one."),
            column=target.name,
        )
    training, validation, test = split_sizes(data)
    if training < 1:
        yield _problem("data.split", QT_TRANSLATE_NOOP("engine", "The split leaves no rows for training."))
    elif data.split.validation and not validation:
        yield _notice(
            "data.split", QT_TRANSLATE_NOOP("engine", "The table is so small that no row is left for validation.")
        )
    elif data.split.test and not test:
        yield _notice(
            "data.split", QT_TRANSLATE_NOOP("engine", "The table is so small that no row is left for the test.")
        )
    holes = [column for column in data.inputs if column.missing]
    if holes and data.preparation.missing_inputs == "impute":
        yield _missing_inputs(holes)
    if target.missing:
        one = QT_TRANSLATE_NOOP("engine", "1 row without “{column}” is left out.")
        many = QT_TRANSLATE_NOOP("engine", "{count} rows without “{column}” are left out.")
        text = one if target.missing == 1 else many
        yield _notice("data.target", text, count=target.missing, column=target.name)


def _missing_inputs(holes: list[Column]) -> Problem:
    count = sum(column.missing for column in holes)
    one = QT_TRANSLATE_NOOP(
        "engine",
        "1 value is missing in “{column}”. It is filled with the median (numbers) or the most frequent class of the training rows.",  # noqa: E501
    )
    many = QT_TRANSLATE_NOOP(
        "engine",
        "{count} values are missing in “{column}”. They are filled with the median (numbers) or the most frequent class of the training rows.",  # noqa: E501
    )
    across = QT_TRANSLATE_NOOP(
        "engine",
        "{count} values are missing in {columns} columns. They are filled with the median (numbers) or the most frequent class of the training rows.",  # noqa: E501
    )
    return _notice(
        "data.preparation", across if len(holes) > 1 else one if count == 1 else many,
        _fix(QT_TRANSLATE_NOOP("engine", "Leave the rows out instead"), _leave_out_missing),
        count=count, columns=len(holes), column=holes[0].name,
    )


def _leave_out_missing(project: Project) -> Project:
    data = project.data
    if data is None:
        return project
    return change_data(project, data.changed(preparation=data.preparation.changed(missing_inputs="leave_out")))


def _stack(project: Project) -> Iterator[Problem]:
    if not project.layers and project.data:
        layers = new_project(project.data).layers
        yield _problem(
            "layers", QT_TRANSLATE_NOOP("engine", "The network has no layers."),
            _fix(QT_TRANSLATE_NOOP("engine", "Use two Dense layers"), lambda p: p.changed(layers=layers)),
        )
    for layer in project.layers[:-1]:
        function = getattr(layer, "activation", None)
        if isinstance(function, Softmax) and not _only_neutral_behind(project, layer):
            fixable = "activation" in type(layer).model_fields
            yield _notice(
                f"layers.{layer.id}.activation" if fixable else f"layers.{layer.id}",
                QT_TRANSLATE_NOOP(
                    "engine", "softmax in the middle squeezes all units into shares of 1, and learning stalls."
                ),
                _fix(QT_TRANSLATE_NOOP("engine", "Use relu"), partial(_change, layer.id, activation="relu"))
                if fixable else _fix(QT_TRANSLATE_NOOP("engine", "Remove it"), partial(_remove, layer.id)),
            )
    output = project.output_index
    if output is None and project.layers:
        last = output_layer(project.data).changed(id="output")
        yield _problem(
            "layers", QT_TRANSLATE_NOOP("engine", "The network needs a Dense layer at its end."),
            _fix(QT_TRANSLATE_NOOP("engine", "Add Dense, {units} · {activation}"),
                 lambda p: p.changed(layers=(*p.layers, last)), units=last.units, activation=last.activation.kind),
        )
    elif output is not None:
        for layer in project.layers[output + 1 :]:
            if not hasattr(layer, "activation") and not isinstance(layer, ActivityRegularization):
                yield _notice(
                    f"layers.{layer.id}",
                    QT_TRANSLATE_NOOP("engine", "This layer stands behind the output and changes what is predicted."),
                    _fix(QT_TRANSLATE_NOOP("engine", "Remove it"), partial(_remove, layer.id)),
                )


def _only_neutral_behind(project: Project, layer: Layer) -> bool:
    index = project.layers.index(layer)
    return index == project.output_index and all(
        isinstance(behind, ActivityRegularization)
        or (isinstance(behind, Activation) and behind.activation.kind == "linear")
        for behind in project.layers[index + 1 :]
    )


def final_layer(project: Project) -> Layer | None:
    """The layer that gives what the network gives; those behind it only add penalties to the loss."""
    return next((layer for layer in reversed(project.layers) if not isinstance(layer, ActivityRegularization)), None)


def final_activation(project: Project) -> str:
    """Kind of the activation that the network ends with."""
    function = getattr(final_layer(project), "activation", None)
    return function.kind if function is not None else "linear"


def _output(project: Project) -> Iterator[Problem]:
    data, output = project.data, project.output_index
    if data is None or data.target is None or output is None:
        return
    layer = project.layers[output]
    found: int = getattr(layer, "units", 1)
    units, activation = proposed_output(data)
    use = QT_TRANSLATE_NOOP("engine", "Use {units} units, {activation}")
    use_one = QT_TRANSLATE_NOOP("engine", "Use 1 unit, {activation}")
    edit = partial(_change, layer.id, units=units, activation=activation, follows_target=True)
    fix = _fix(use if units > 1 else use_one, edit, units=units, activation=activation)
    classes = len(data.classes)
    place = f"layers.{layer.id}.units"
    if data.task == "classification" and classes >= TWO_CLASSES:
        if found != classes and not (classes == TWO_CLASSES and found == 1):
            one = QT_TRANSLATE_NOOP("engine", "The output has 1 unit, but {target} has {classes} classes.")
            many = QT_TRANSLATE_NOOP("engine", "The output has {units} units, but {target} has {classes} classes.")
            text = one if found == 1 else many
            yield _problem(place, text, fix, units=found, target=data.target.name, classes=classes)
            return
    elif data.task == "regression" and found != 1:
        text = QT_TRANSLATE_NOOP("engine", "The output has {units} units, but {target} is one number.")
        yield _problem(place, text, fix, units=found, target=data.target.name)
        return
    yield from _loss(project, data, found, fix)


def _loss(project: Project, data: Data, units: int, fix: Fix) -> Iterator[Problem]:
    loss, last = project.training.loss, final_activation(project)
    name, place = Message.of(loss.title), _place_of_activation(project)
    target = data.target.name if data.target else ""
    if data.task not in loss.tasks:
        numbers = QT_TRANSLATE_NOOP("engine", "{loss} compares numbers, but {target} is a class.")
        classes = QT_TRANSLATE_NOOP("engine", "{loss} compares classes, but {target} is a number.")
        text = numbers if data.task == "classification" else classes
        yield _problem("training.loss", text, _other_loss(data, units), loss=name, target=target)
    elif (found := next(objections(loss, units, last), None)) is not None:
        yield _objection(project, data, units, found)
    elif last == "softmax" and (data.task == "regression" or units == 1):
        yield _problem(
            place, QT_TRANSLATE_NOOP("engine", "softmax of one unit is always 1, so nothing can be learnt."), fix
        )
    elif loss.own_units and data.task == "regression" and data.preparation.scale_target:
        yield _problem(
            "data.preparation",
            QT_TRANSLATE_NOOP("engine", "{loss} compares {target} in its own units, but it is standardised."),
            _fix(QT_TRANSLATE_NOOP("engine", "Keep its own units"), _keep_units),
            loss=name, target=target,
        )
    elif data.task == "regression" and last != "linear" and loss.wants == "any":
        yield _notice(
            place, QT_TRANSLATE_NOOP("engine", "{activation} at the output limits which numbers can be predicted."),
            _other_activation(project, "linear"), activation=last,
        )


def _objection(project: Project, data: Data, units: int, found: Objection) -> Problem:
    """What the network and the loss do not agree on, with the way out."""
    if found.field == "activation":
        return Problem(_place_of_activation(project), "problem", found.message,
                       _other_activation(project, found.activation))
    if found.field == "loss":
        return Problem("training.loss", "problem", found.message, _other_loss(data, units))
    loss = project.training.loss
    usual = loss.changed(**{found.field: type(loss).model_fields[found.field].default})
    fix = _fix(QT_TRANSLATE_NOOP("engine", "Use the usual setting"), partial(_change_loss, usual))
    return Problem(f"training.loss.{found.field}", "problem", found.message, fix)


def _other_loss(data: Data, units: int) -> Fix:
    better = Message.of(proposed_loss(data, units).title)
    return _fix(QT_TRANSLATE_NOOP("engine", "Use {loss}"), _follow_loss, loss=better)


def _place_of_activation(project: Project) -> str:
    last = final_layer(project)
    return f"layers.{last.id}.activation" if last is not None else "layers"


def _other_activation(project: Project, kind: str) -> Fix:
    """Another activation at the output; a last layer that has none to choose is taken away."""
    last = final_layer(project) or project.layers[-1]
    if "activation" not in type(last).model_fields:
        return _fix(QT_TRANSLATE_NOOP("engine", "Remove it"), partial(_remove, last.id))
    edit = partial(_change, last.id, activation=kind)
    return _fix(QT_TRANSLATE_NOOP("engine", "Use {activation}"), edit, activation=kind)


def _metrics(project: Project) -> Iterator[Problem]:
    data = project.data
    if data is None or data.target is None:
        return
    numbers = QT_TRANSLATE_NOOP("engine", "{metric} compares numbers, but {target} is a class.")
    classes = QT_TRANSLATE_NOOP("engine", "{metric} compares classes, but {target} is a number.")
    for metric in project.training.metrics:
        if data.task not in metric.tasks:
            yield _problem(
                "training.metrics", numbers if data.task == "classification" else classes,
                _fix(QT_TRANSLATE_NOOP("engine", "Use the usual metrics"), _follow_metrics),
                metric=Message.of(metric.title), target=data.target.name,
            )


def _batches(project: Project) -> Iterator[Problem]:
    data, size = project.data, project.training.batch_size
    if data is None or data.target is None:
        return
    rows = split_sizes(data)[0]
    use = QT_TRANSLATE_NOOP("engine", "Use batch size {size}")
    if rows >= 1 and size > rows:
        better = min(32, rows)
        one = QT_TRANSLATE_NOOP("engine", "The batch of {size} is larger than the 1 training row there is.")
        many = QT_TRANSLATE_NOOP(
            "engine", "The batch of {size} is larger than the {rows} training rows, so each epoch is one step."
        )
        yield _notice(
            "training.batch_size", one if rows == 1 else many,
            _fix(use, partial(_batch_size, better), size=better), size=size, rows=rows,
        )
    for layer in project.layers:
        if layer.needs_batch > min(size, rows):
            yield _problem(
                f"layers.{layer.id}",
                QT_TRANSLATE_NOOP(
                    "engine", "{layer} compares the rows of a batch and needs at least 2, but a batch has 1."
                ),
                _fix(use, partial(_batch_size, 16), size=16) if rows > 1 else None, layer=Message.of(layer.title),
            )


def _memory(project: Project, free: int | None) -> Iterator[Problem]:
    needed = training_memory(project)
    if free is None or needed <= free:
        return
    largest = max(project.layers, key=lambda layer: getattr(layer, "units", 0), default=None)
    fix = None
    if largest is not None and hasattr(largest, "units"):
        units = min(largest.units, 1024)
        edit = partial(_change, largest.id, units=units)
        one, many = QT_TRANSLATE_NOOP("engine", "Use 1 unit"), QT_TRANSLATE_NOOP("engine", "Use {units} units")
        fix = _fix(one if units == 1 else many, edit, units=units)
    yield _problem(
        f"layers.{largest.id}.units" if largest is not None else "layers",
        QT_TRANSLATE_NOOP("engine", "These layers need {needed} GB; {free} GB are free."), fix,
        needed=f"{needed / GIGABYTE:.3g}", free=f"{free / GIGABYTE:.2g}",
    )


def _change(layer_id: str, project: Project, **fields: object) -> Project:
    return change_layer(project, layer_id, **fields)


def _remove(layer_id: str, project: Project) -> Project:
    return project.changed(layers=tuple(layer for layer in project.layers if layer.id != layer_id))


def _batch_size(size: int, project: Project) -> Project:
    return change_training(project, batch_size=size)


def _follow_metrics(project: Project) -> Project:
    return change_training(project, metrics=proposed_metrics(project.data), metrics_follow_target=True)


def _keep_units(project: Project) -> Project:
    data = project.data
    if data is None:
        return project
    return change_data(project, data.changed(preparation=data.preparation.changed(scale_target=False)))


def _change_loss(loss: Loss, project: Project) -> Project:
    return change_training(project, loss=loss)


def _follow_loss(project: Project) -> Project:
    units = getattr(project.layers[project.output_index or 0], "units", 1)
    return change_training(project, loss=proposed_loss(project.data, units), loss_follows_target=True)
