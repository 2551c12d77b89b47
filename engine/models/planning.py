"""From a stack and its settings to a Plan over arrays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from math import prod
from typing import Literal

from engine.call import Call, Ref
from engine.errors import EngineError
from engine.layers import Flatten, Layer, Shape
from engine.losses import Loss
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.metrics import SUMS
from engine.plan import Plan
from engine.plan.plan import PlannedMetric, stack_plan
from engine.project.document import Project, Task, Training
from engine.project.problems import final_activation, final_layer
from engine.project.shapes import stack_shapes
from engine.project.suiting import objections
from engine.targets import Output

NumberType = Literal["float32", "float64"]
WEIGHTS = Ref("weights")


def check_stack(layers: tuple[Layer, ...], shape: Shape, name: str = "x", *, is_whole: bool = False) -> None:
    """Follow a row through the layers.

    Args:
        layers: from first to last.
        shape: of one row.
        name: what the user calls the rows.
        is_whole: whether no layer is still to come.

    Raises:
        EngineError: a layer cannot take the rows that reach it, or the whole network gives rows of several axes.
    """
    for layer in layers:
        try:
            shape = layer.output_shape(shape)
        except EngineError as error:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "“{layer}” cannot take what reaches it from {name}: {reason}"),
                hint=error.hint, layer=layer.id or layer.kind, name=name, reason=error.message,
            ) from None
    if is_whole and len(shape) > 1:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "The network gives rows of shape {shape}, but one axis is needed."),
            hint=QT_TRANSLATE_NOOP("engine", "Put Flatten() in front of the last layer."),
            shape=shape,
        )


def planned_shape(layers: tuple[Layer, ...], shape: Shape) -> Shape:
    """The shape of a row as training takes it: flat where the first layer makes it so, for flat rows train quicker."""
    return (prod(shape),) if isinstance(layers[0], Flatten) else shape


def check_learnable(plan: Plan, layers: tuple[Layer, ...], rows: int) -> None:
    """Refuse a training that cannot begin; `rows` are those of the smallest batch.

    Raises:
        EngineError: nothing is trainable, or a layer compares the rows of batches of one row.
    """
    if not plan.parameters:
        raise EngineError(
            QT_TRANSLATE_NOOP(
                "engine", "There is nothing to learn: no layer of the network has weights that are trainable."
            )
        )
    for layer in layers:
        if layer.needs_batch > rows:
            raise EngineError(
                QT_TRANSLATE_NOOP(
                    "engine", "{layer} compares the rows of a batch and needs at least 2, but a batch has 1."
                ),
                layer=Message.of(layer.title),
            )


def network_plan(
    layers: tuple[Layer, ...], shape: Shape, *, seed: int, device: str, dtype: NumberType = "float32"
) -> Plan:
    """The network alone: shapes and first weights, nothing taken into a loss.

    Args:
        layers: with their names as ids.
        shape: of one row.
        seed: decides the first weights.
        device: torch's name of a device that is there.
        dtype: what it computes with.
    """
    project = Project(layers=layers, training=Training(seed=seed, device=device))
    return replace(stack_plan(project, inputs=shape, task="regression", classes=()), dtype=dtype)


def training_plan(
    layers: tuple[Layer, ...],
    shape: Shape,
    training: Training,
    metrics: tuple[PlannedMetric, ...],
    frozen: Collection[str] = (),
    *,
    weighted: bool = False,
    dtype: NumberType = "float32",
) -> Plan:
    """What a fit or an evaluation needs.

    Args:
        layers: with their names as ids.
        shape: of one row.
        training: settings, the loss included.
        metrics: with the names that the history gives them.
        frozen: names of the layers that stay as they are.
        weighted: whether rows have weights.
        dtype: what the network computes with.

    Raises:
        EngineError: output, loss and metrics do not suit each other.
    """
    shape = planned_shape(layers, shape)
    project = Project(layers=layers, training=training)
    task = _task(training.loss, metrics)
    units = stack_shapes(layers, shape)[-1].after[-1]
    names = tuple(str(number) for number in range(max(units, 2))) if task == "classification" else ()
    _check_output(project, units)
    plan = stack_plan(project, inputs=shape, task=task, classes=names, weighted=weighted)
    # A frozen layer is no more held small than it learns.
    weights = tuple(
        replace(weight, trainable=False, penalty=None) if weight.layer_id in frozen else weight
        for weight in plan.weights
    )
    plan = replace(plan, weights=weights, dtype=dtype)
    _check_metrics(plan.output, training.loss, metrics)
    return _with_metrics(plan, metrics)


def with_shares(plan: Plan) -> Plan:
    """The same, for targets that are shares of the classes instead of class numbers.

    Raises:
        EngineError: the loss takes class numbers only.
    """
    output, loss = replace(plan.output, encoding="one_hot"), plan.project.training.loss
    call = loss.weighted(output) if plan.weighted else loss.call(output)
    return _with_metrics(replace(plan, output=output, loss=call, step="autograd"), plan.scored)


def _with_metrics(plan: Plan, metrics: tuple[PlannedMetric, ...]) -> Plan:
    return replace(plan, scored=metrics, metrics=tuple((each.name, _metric_call(each, plan)) for each in metrics))


def _metric_call(planned: PlannedMetric, plan: Plan) -> Call:
    metric, output = planned.metric, plan.output
    if not (planned.weighted and plan.weighted):
        return metric.call(output)
    value, sums = metric.value(output), metric.sums(output).with_options(weights=WEIGHTS)
    arguments = (sums if argument == SUMS else argument for argument in value.arguments)
    return Call(value.target, *arguments, **dict(value.options))


def _task(loss: Loss, metrics: tuple[PlannedMetric, ...]) -> Task:
    if "regression" not in loss.tasks:
        return "classification"
    # A squared error serves both; who asks for an accuracy, means classes.
    return "classification" if any("regression" not in each.metric.tasks for each in metrics) else "regression"


def _check_output(project: Project, units: int) -> None:
    loss, last = project.training.loss, final_activation(project)
    for found in objections(loss, units, last):
        if not found.is_firm or (found.field == "activation" and not hasattr(final_layer(project), "activation")):
            continue  # Keras tries it
        hint = None
        if found.field == "loss":
            hint = QT_TRANSLATE_NOOP("engine", "For two classes and one sigmoid unit take binary_crossentropy.")
        elif found.field == "activation":
            hint = QT_TRANSLATE_NOOP("engine", "Put it there, or tell the loss from_logits=True.")
        raise EngineError(found.message, hint=hint)
    if last == "softmax" and units == 1:
        raise EngineError(QT_TRANSLATE_NOOP("engine", "softmax of one unit is always 1, so nothing can be learnt."))


def _check_metrics(output: Output, loss: Loss, metrics: tuple[PlannedMetric, ...]) -> None:
    for each in metrics:
        # One-hot rows are compared number by number, as in Keras, also where training reads them as class numbers.
        if output.task not in each.metric.tasks and output.encoding == "index" and loss.takes == "classes":
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "The metric “{metric}” compares numbers, but {loss} compares classes."),
                hint=QT_TRANSLATE_NOOP("engine", "Take “accuracy”."),
                metric=each.name,
                loss=Message.of(loss.title),
            )
