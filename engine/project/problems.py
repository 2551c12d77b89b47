"""What keeps a project from training well, as values: where, how grave, one sentence, and a fix where there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

from engine.activations import Softmax
from engine.layers import Activation, Dense, Layer
from engine.losses import Loss, MeanSquaredError
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.project.document import INPUT_KINDS, Data, Project
from engine.project.edits import change_data, change_layer, change_training, new_project, proposed_loss, proposed_output
from engine.project.shapes import project_shapes, training_memory
from engine.project.sizes import split_sizes

Severity = Literal["problem", "notice"]
TWO_CLASSES = 2
GIGABYTE = 1_000_000_000


@dataclass(frozen=True)
class Fix:
    """A one-click way out: its label says the result, `edit` makes the project without the problem."""

    label: Message
    edit: Callable[[Project], Project]


@dataclass(frozen=True)
class Problem:
    """Something that stops training (`problem`) or deserves a look (`notice`).

    Attributes:
        where: path of the field, with a layer's id for its place: "layers.1f2e.units", "training.loss", "data".
    """

    where: str
    severity: Severity
    message: Message
    fix: Fix | None = None

    @property
    def layer_id(self) -> str | None:
        """The layer it stands at, None where it concerns something else."""
        parts = self.where.split(".")
        return parts[1] if parts[0] == "layers" and len(parts) > 1 else None


def find_problems(project: Project, *, free_memory: int | None = None) -> tuple[Problem, ...]:
    """All problems of a project, the gravest first.

    Args:
        project: what is to be trained.
        free_memory: bytes that are free on this machine, None where nobody knows.
    """
    found = [*_data(project), *_stack(project), *_output(project), *_batches(project), *_memory(project, free_memory)]
    return tuple(sorted(found, key=lambda problem: problem.severity != "problem"))


def _data(project: Project) -> Iterator[Problem]:
    data = project.data
    if data is None:
        yield Problem("data", "problem", Message.of(QT_TRANSLATE_NOOP("engine", "There are no data yet. Open a table.")))
        return
    if data.target is None:
        yield Problem("data.target", "problem", Message.of(QT_TRANSLATE_NOOP("engine", "No column is chosen to predict.")))
        return
    target = data.target
    if not data.inputs:
        yield Problem("data.columns", "problem", Message.of(QT_TRANSLATE_NOOP("engine", "No column is ticked to learn from.")))
    for column in data.columns:
        if column.role == "input" and column.kind not in INPUT_KINDS:
            yield Problem("data.columns", "problem", Message.of(
                QT_TRANSLATE_NOOP("engine", "“{column}” is of kind {kind}, which a network cannot learn from. Untick it."),
                column=column.name, kind=column.kind))
    if data.task == "classification" and len(target.classes) < TWO_CLASSES:
        yield Problem("data.target", "problem", Message.of(
            QT_TRANSLATE_NOOP("engine", "“{column}” has {count} class; two are needed to tell apart. Choose another column to predict."),
            column=target.name, count=len(target.classes)))
    elif data.task == "regression" and target.kind not in ("number", "integer"):
        yield Problem("data.task", "problem", Message.of(
            QT_TRANSLATE_NOOP("engine", "“{column}” is not a number, so it cannot be predicted as one."), column=target.name))
    training, validation, test = split_sizes(data)
    if training < 1:
        yield Problem("data.split", "problem", Message.of(QT_TRANSLATE_NOOP("engine", "The split leaves no rows for training.")))
    elif data.split.validation and not validation:
        yield Problem("data.split", "notice", Message.of(
            QT_TRANSLATE_NOOP("engine", "The table is so small that no row is left for validation.")))
    elif data.split.test and not test:
        yield Problem("data.split", "notice", Message.of(QT_TRANSLATE_NOOP("engine", "The table is so small that no row is left for the test.")))
    holes = [column for column in data.inputs if column.missing]
    if holes and data.preparation.missing_inputs == "impute":
        yield Problem("data.preparation", "notice", Message.of(
            QT_TRANSLATE_NOOP("engine", "{count} values are missing in {columns} columns. They are filled with the median (numbers) or the most frequent class of the training rows."),
            count=sum(column.missing for column in holes), columns=len(holes)),
            Fix(Message.of(QT_TRANSLATE_NOOP("engine", "Leave the rows out instead")), _leave_out_missing))
    if target.missing:
        yield Problem("data.target", "notice", Message.of(
            QT_TRANSLATE_NOOP("engine", "{count} rows without “{column}” are left out."), count=target.missing, column=target.name))


def _leave_out_missing(project: Project) -> Project:
    data = project.data
    if data is None:
        return project
    return change_data(project, data.changed(preparation=data.preparation.changed(missing_inputs="leave_out")))


def _stack(project: Project) -> Iterator[Problem]:
    if not project.layers and project.data:
        layers = new_project(project.data).layers
        yield Problem("layers", "problem", Message.of(QT_TRANSLATE_NOOP("engine", "The network has no layers.")),
                      Fix(Message.of(QT_TRANSLATE_NOOP("engine", "Use two Dense layers")), lambda p: p.changed(layers=layers)))
    for layer in project.layers[:-1]:
        function = getattr(layer, "activation", None)
        if isinstance(function, Softmax) and not _only_neutral_behind(project, layer):
            fix = Fix(Message.of(QT_TRANSLATE_NOOP("engine", "Use relu")), partial(_change, layer.id, activation="relu"))
            yield Problem(f"layers.{layer.id}.activation", "notice", Message.of(
                QT_TRANSLATE_NOOP("engine", "softmax in the middle squeezes all units into shares of 1, and learning stalls.")), fix)
    output = project.output_index
    if output is None and project.layers:
        units, activation = proposed_output(project.data)
        yield Problem("layers", "problem", Message.of(QT_TRANSLATE_NOOP("engine", "The network needs a Dense layer at its end.")),
                      Fix(Message.of(QT_TRANSLATE_NOOP("engine", "Add Dense, {units} · {activation}"), units=units, activation=activation),
                          lambda p: p.changed(layers=(*p.layers, Dense(units, activation, id="output", follows_target=True)))))
    elif output is not None:
        for layer in project.layers[output + 1 :]:
            if not isinstance(layer, Activation):
                yield Problem(f"layers.{layer.id}", "notice", Message.of(
                    QT_TRANSLATE_NOOP("engine", "This layer stands behind the output and changes what is predicted.")),
                    Fix(Message.of(QT_TRANSLATE_NOOP("engine", "Remove it")), partial(_remove, layer.id)))


def _only_neutral_behind(project: Project, layer: Layer) -> bool:
    index = project.layers.index(layer)
    return index == project.output_index and all(
        isinstance(behind, Activation) and behind.activation.kind == "linear" for behind in project.layers[index + 1 :]  # type: ignore[attr-defined]
    )


def final_activation(project: Project) -> str:
    """Kind of the activation that the network ends with."""
    if not project.layers:
        return "linear"
    function = getattr(project.layers[-1], "activation", None)
    return function.kind if function is not None else "linear"


def _output(project: Project) -> Iterator[Problem]:
    data, output = project.data, project.output_index
    if data is None or data.target is None or output is None:
        return
    layer: Dense = project.layers[output]  # type: ignore[assignment]
    units, activation = proposed_output(data)
    loss: Loss = project.training.loss
    use = QT_TRANSLATE_NOOP("engine", "Use {units} units, {activation}")
    use_one = QT_TRANSLATE_NOOP("engine", "Use 1 unit, {activation}")
    fix = Fix(Message.of(use if units > 1 else use_one, units=units, activation=activation),
              partial(_change, layer.id, units=units, activation=activation, follows_target=True))
    classes = len(data.classes)
    place = f"layers.{layer.id}.units"
    if data.task == "classification" and classes >= TWO_CLASSES:
        if layer.units != classes and not (classes == TWO_CLASSES and layer.units == 1):
            one = QT_TRANSLATE_NOOP("engine", "The output has 1 unit, but {target} has {classes} classes.")
            many = QT_TRANSLATE_NOOP("engine", "The output has {units} units, but {target} has {classes} classes.")
            yield Problem(place, "problem", Message.of(one if layer.units == 1 else many, units=layer.units,
                                                       target=data.target.name, classes=classes), fix)
            return
    elif data.task == "regression" and layer.units != 1:
        yield Problem(place, "problem", Message.of(
            QT_TRANSLATE_NOOP("engine", "The output has {units} units, but {target} is one number."),
            units=layer.units, target=data.target.name), fix)
        return
    yield from _loss(project, data, layer, loss, fix)


def _loss(project: Project, data: Data, layer: Dense, loss: Loss, fix: Fix) -> Iterator[Problem]:
    last = final_activation(project)
    if data.task not in loss.tasks:
        yield Problem("training.loss", "problem", Message.of(
            QT_TRANSLATE_NOOP("engine", "{loss} compares classes, but {target} is a number."),
            loss=Message.of(loss.title), target=data.target.name if data.target else ""),
            Fix(Message.of(QT_TRANSLATE_NOOP("engine", "Use {loss}"), loss=Message.of(MeanSquaredError.title)), _follow_loss))
    elif loss.merges == "softmax" and layer.units == 1:
        better = proposed_loss(data, layer.units)
        yield Problem("training.loss", "problem", Message.of(
            QT_TRANSLATE_NOOP("engine", "{loss} needs one unit for each class, but the output has 1."), loss=Message.of(loss.title)),
            Fix(Message.of(QT_TRANSLATE_NOOP("engine", "Use {loss}"), loss=Message.of(better.title)), _follow_loss))
    elif loss.merges and last != loss.merges:
        yield Problem(f"layers.{project.layers[-1].id}.activation", "problem", Message.of(
            QT_TRANSLATE_NOOP("engine", "{loss} needs {needed} at the output, which has {found}."),
            loss=Message.of(loss.title), needed=loss.merges, found=last),
            Fix(Message.of(QT_TRANSLATE_NOOP("engine", "Use {activation}"), activation=loss.merges),
                partial(_change, project.layers[-1].id, activation=loss.merges)))
    elif data.task == "regression" and last == "softmax":
        yield Problem(f"layers.{project.layers[-1].id}.activation", "problem", Message.of(
            QT_TRANSLATE_NOOP("engine", "softmax of one unit is always 1, so nothing can be learnt.")), fix)
    elif data.task == "regression" and last != "linear":
        yield Problem(f"layers.{project.layers[-1].id}.activation", "notice", Message.of(
            QT_TRANSLATE_NOOP("engine", "{activation} at the output limits which numbers can be predicted."), activation=last),
            Fix(Message.of(QT_TRANSLATE_NOOP("engine", "Use linear")), partial(_change, project.layers[-1].id, activation="linear")))
    elif data.task == "classification" and layer.units == 1 and last == "softmax":
        yield Problem(f"layers.{project.layers[-1].id}.activation", "problem", Message.of(
            QT_TRANSLATE_NOOP("engine", "softmax of one unit is always 1, so nothing can be learnt.")), fix)


def _batches(project: Project) -> Iterator[Problem]:
    data, size = project.data, project.training.batch_size
    if data is None or data.target is None:
        return
    rows = split_sizes(data)[0]
    if rows >= 1 and size > rows:
        yield Problem("training.batch_size", "notice", Message.of(
            QT_TRANSLATE_NOOP("engine", "The batch of {size} is larger than the {rows} training rows, so each epoch is one step."),
            size=size, rows=rows),
            Fix(Message.of(QT_TRANSLATE_NOOP("engine", "Use batch size {size}"), size=min(32, rows)), partial(_batch_size, min(32, rows))))
    for layer in project.layers:
        if layer.needs_batch > min(size, rows):
            fix = Fix(Message.of(QT_TRANSLATE_NOOP("engine", "Use batch size {size}"), size=16), partial(_batch_size, 16)) if rows > 1 else None
            yield Problem(f"layers.{layer.id}", "problem", Message.of(
                QT_TRANSLATE_NOOP("engine", "{layer} compares the rows of a batch and needs at least 2, but a batch has 1."),
                layer=Message.of(layer.title)), fix)


def _memory(project: Project, free: int | None) -> Iterator[Problem]:
    needed = training_memory(project)
    if free is None or needed <= free:
        return
    largest = max(project.layers, key=lambda layer: getattr(layer, "units", 0), default=None)
    shapes = project_shapes(project)
    fix = None
    if largest is not None and hasattr(largest, "units") and shapes:
        units = min(largest.units, 1024)
        fix = Fix(Message.of(QT_TRANSLATE_NOOP("engine", "Use {units} units"), units=units), partial(_change, largest.id, units=units))
    where = f"layers.{largest.id}.units" if largest is not None else "layers"
    yield Problem(where, "problem", Message.of(
        QT_TRANSLATE_NOOP("engine", "These layers need {needed} GB; {free} GB are free."),
        needed=f"{needed / GIGABYTE:.3g}", free=f"{free / GIGABYTE:.2g}"), fix)


def _change(layer_id: str, project: Project, **fields: object) -> Project:
    return change_layer(project, layer_id, **fields)


def _remove(layer_id: str, project: Project) -> Project:
    return project.changed(layers=tuple(layer for layer in project.layers if layer.id != layer_id))


def _batch_size(size: int, project: Project) -> Project:
    return change_training(project, batch_size=size)


def _follow_loss(project: Project) -> Project:
    return change_training(project, loss=proposed_loss(project.data, getattr(project.layers[project.output_index or 0], "units", 1)),
                           loss_follows_target=True)
