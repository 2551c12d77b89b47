"""Plan: shapes, output head, loss, optimizer, data steps, seeds of a run. Trainer and exporters read nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod
from pathlib import Path
from typing import Literal

from engine.call import Call, Ref
from engine.callbacks import EarlyStopping
from engine.errors import EngineError
from engine.history import History
from engine.layers import Layer, Shape
from engine.layers.base import KEPT
from engine.machine import usable_cores
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.metrics import Metric, named
from engine.plan.data import DataSteps, data_steps
from engine.project.document import Project, Task
from engine.project.problems import find_problems
from engine.project.shapes import LayerShape, stack_shapes
from engine.targets import Output

EVALUATION_ROWS = 1024
LARGE_STEP = 2e8  # multiplications of a step from which a second thread pays (FACTS: small steps gain nothing)
MOST_THREADS = 4

# A last batch of one row has no spread that a layer could measure.
JOIN = Call("engine.portable.batches.join_single_row", Ref("batches"))

# What puts modules one behind the other: as they are, or telling those that ask which steps of a row are real.
PLAIN, MASKED = "torch.nn.Sequential", "engine.portable.masks.MaskedSequential"

# What turns the sums of the last layer into what people read, where the loss has taken the activation in.
FINAL = {"softmax": Call("torch.nn.Softmax", dim=-1), "sigmoid": Call("torch.nn.Sigmoid")}


@dataclass(frozen=True)
class PlannedModule:
    """A torch module of the network, the layer it belongs to, and whether it is that layer's first.

    Attributes:
        penalty: portable code that turns what it keeps of a batch into a penalty, or None.
    """

    call: Call
    layer_id: str
    is_first: bool
    penalty: Call | None = None


@dataclass(frozen=True)
class PlannedWeight:
    """A tensor of the network.

    Attributes:
        name: its name in the state_dict: "0.weight".
        module: index of the module that holds it; attribute: its name there.
        penalty, constraint: portable calls, the tensor left out, or None.
    """

    name: str
    module: int
    attribute: str
    shape: Shape
    initializer: Call | None
    draws: bool
    trainable: bool
    penalty: Call | None
    layer_id: str
    constraint: Call | None = None


@dataclass(frozen=True)
class PlannedMetric:
    """A metric as a part, for whoever adds its sums up over pieces of the rows.

    Attributes:
        name: under which the history keeps it.
        weighted: whether weights of the rows count in it.
    """

    name: str
    metric: Metric
    weighted: bool = False


@dataclass(frozen=True)
class Plan:
    """Everything that decides a run.

    Attributes:
        base: folder that relative data paths start from, None for the working directory.
        data: steps from the file to arrays, None where arrays are given.
        inputs: values of a row; input_shape: their axes.
        stack: target of the call that puts the modules one behind the other.
        final: activation that the loss computes; applied to outputs for predictions.
        device: torch's name, or "auto" until `on_device` has settled it.
        threads, flush_denormal: set in the thread that trains; they change the last bits.
        join: what is done to an epoch's batches where a layer needs more than one row, None elsewhere.
        step: "auto" lets the trainer take the quick step where it can.
        weighted: whether training rows have weights; the loss then takes them behind outputs and targets.
        dtype: torch's name of the numbers: "float32" or, where the library was asked for it, "float64".
        scored: the metrics as parts, where the library asks for them; () in documents.
        rate_changes: steps, counted from 0, from which on another learning rate was set by hand.
    """

    project: Project
    base: Path | None
    data: DataSteps | None
    task: Task
    inputs: int
    input_shape: Shape
    output: Output
    classes: tuple[str, ...]
    modules: tuple[PlannedModule, ...]
    weights: tuple[PlannedWeight, ...]
    stack: str
    final: Call | None
    loss: Call
    metrics: tuple[tuple[str, Call], ...]
    epochs: int
    batch_size: int
    evaluation_rows: int
    shuffle: bool
    seed: int
    device: str
    threads: int
    flush_denormal: bool
    join: Call | None
    draws_in_training: bool
    early_stopping: EarlyStopping | None
    step: Literal["auto", "autograd"]
    weighted: bool = False
    rate_changes: tuple[tuple[int, float], ...] = ()
    dtype: Literal["float32", "float64"] = "float32"
    scored: tuple[PlannedMetric, ...] = ()

    @property
    def network(self) -> Call:
        """The whole network, before its first weights."""
        return Call(self.stack, *(module.call for module in self.modules))

    @property
    def optimizer(self) -> Call:
        """The optimizer, with the fused kernel where the device has one."""
        return self.project.training.optimizer.call_on(
            "cpu" if self.device == "auto" else self.device, rate_changes=self.project.training.reduce_lr is not None
        )

    @property
    def rate(self) -> Call | None:
        """The schedule's rate of a step, None where the rate stays as it is."""
        return self.project.training.optimizer.rate_call()

    @property
    def accumulation(self) -> Call | None:
        """The object that says after which batches a step is due, None where each has one."""
        return self.project.training.optimizer.accumulation_call()

    @property
    def gradient_steps(self) -> tuple[Call, ...]:
        """What is done to the gradients before each step."""
        return self.project.training.optimizer.gradient_calls()

    @property
    def decay(self) -> Call | None:
        """What shrinks the weights before each step."""
        return self.project.training.optimizer.decay_call()

    @property
    def average(self) -> Call | None:
        """The object that keeps a moving average of the weights."""
        return self.project.training.optimizer.average_call()

    @property
    def stopping(self) -> Call | None:
        """The object that says when the run ends early."""
        return self.early_stopping.call() if self.early_stopping else None

    @property
    def reduce_lr(self) -> Call | None:
        """The object that lowers the rate when learning stalls."""
        part = self.project.training.reduce_lr
        return part.call() if part else None

    @property
    def seeds(self) -> tuple[int, int, int, int]:
        """Sub-seeds for split, weights, order and dropout: changing one thing leaves the others as they were."""
        import numpy as np

        split, weights, order, dropout = np.random.SeedSequence(self.seed).generate_state(4)
        return int(split), int(weights), int(order), int(dropout)

    @property
    def parameters(self) -> int:
        """Trainable numbers."""
        return sum(prod(weight.shape) for weight in self.weights if weight.trainable)

    def check_shareable(self) -> None:
        """Refuse what has no meaning for a part of a batch.

        Raises:
            EngineError: a layer or a penalty compares the rows of a batch, or the loss is no mean over its rows.
        """
        for layer in self.project.layers:
            if layer.needs_batch > 1:
                raise EngineError(
                    QT_TRANSLATE_NOOP(
                        "engine", "{layer} compares the rows of a batch, so several processes cannot share one."
                    ),
                    hint=QT_TRANSLATE_NOOP("engine", "Take LayerNormalization, or train in one process."),
                    layer=Message.of(layer.title),
                )
            if layer.activity is not None and not layer.activity.by_rows:
                raise EngineError(
                    QT_TRANSLATE_NOOP(
                        "engine", "“{penalty}” compares the rows of a batch, so several processes cannot share one."
                    ),
                    hint=QT_TRANSLATE_NOOP("engine", "Take another penalty on outputs, or train in one process."),
                    penalty=Message.of(layer.activity.title),
                )
        loss = self.project.training.loss
        if not loss.by_rows:
            raise EngineError(
                QT_TRANSLATE_NOOP(
                    "engine", "{loss} looks at a whole batch at once, so several processes cannot share one."
                ),
                hint=QT_TRANSLATE_NOOP("engine", "Take another loss, or train in one process."),
                loss=Message.of(loss.title),
            )
        if loss.reduction not in {"sum_over_batch_size", "mean"}:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "Several processes can share a batch only where the loss is its mean."),
                hint=QT_TRANSLATE_NOOP("engine", "Leave “reduction” as it is, or train in one process."),
            )

    def repeating(self, history: History) -> Plan:
        """The run as it went: with the learning rates that were set by hand on the way."""
        return replace(self, rate_changes=tuple((one.step, one.learning_rate) for one in history.rate_changes))

    def on_device(self, device: str) -> Plan:
        """The same run on a device that torch has confirmed."""
        return replace(self, device=device)


def make_plan(project: Project, base: Path | None = None) -> Plan:
    """Resolve a project.

    Args:
        project: a project without problems.
        base: folder of the project file, from which relative data paths start.

    Raises:
        EngineError: the project has problems; the sentence is that of the first.
    """
    for problem in find_problems(project):
        if problem.severity == "problem":
            hint = problem.fix.label if problem.fix else None
            raise EngineError(problem.message, hint=_as_sentence(hint) if hint else None)
    data = project.data
    if data is None:
        raise EngineError(QT_TRANSLATE_NOOP("engine", "There are no data yet. Open a table."))
    return stack_plan(project, base=base, inputs=data.input_size, task=data.task, classes=data.classes,
                      scaled=data.task == "regression" and data.preparation.scale_target, for_people=True)


def stack_plan(
    project: Project, *, inputs: int | Shape, task: Task, classes: tuple[str, ...], base: Path | None = None,
    scaled: bool = False, weighted: bool = False, for_people: bool = False,
) -> Plan:
    """Resolve the network and the training of a project whose rows may come as arrays instead of a table.

    Args:
        project: layers and training settings.
        inputs: values of a row, or the shape of one.
        task: what is predicted.
        classes: their names, () for numbers.
        base: folder of the project file.
        scaled: whether the targets are standardised.
        weighted: whether training rows have weights.
        for_people: whether outputs are shown as shares and classes whatever the loss makes of them; Keras takes those
            of a loss from logits, and of a hinge, as they are.
    """
    training = project.training
    input_shape = (inputs,) if isinstance(inputs, int) else inputs
    shapes = stack_shapes(project.layers, input_shape)
    told = _told(project.layers)
    modules, weights, merged = _network(project, shapes, told)
    units = shapes[-1].after[-1] if shapes else input_shape[-1]
    encoding = training.loss.encoding(task, units)
    head = None if _is_activated(modules, training.loss.head) else training.loss.head
    final = merged or (head if for_people else None)
    signed = for_people and training.loss.wants == "signed"
    output = Output(task, units, encoding, logits=final is not None, scaled=scaled, final=final, signed=signed)
    steps = data_steps(project.data, output, training.class_weight) if project.data else None
    weighted = weighted or (steps is not None and steps.class_weights is not None)
    return Plan(
        project=project, base=base,
        data=steps,
        task=task, inputs=prod(input_shape), input_shape=input_shape, output=output, classes=classes,
        modules=modules, weights=weights, stack=MASKED if told else PLAIN,
        final=FINAL[final] if final else None,
        loss=training.loss.weighted(output) if weighted else training.loss.call(output),
        metrics=tuple((name, metric.call(output)) for name, metric in named(training.metrics)),
        epochs=training.epochs, batch_size=training.batch_size, evaluation_rows=EVALUATION_ROWS,
        shuffle=training.shuffle, seed=training.seed, device=training.device,
        threads=_threads(weights, training.batch_size), flush_denormal=True,
        join=JOIN if any(layer.needs_batch > 1 for layer in project.layers) else None,
        draws_in_training=any(layer.random_in_training for layer in project.layers),
        early_stopping=training.early_stopping, step=training.step, weighted=weighted,
    )


def _told(layers: Sequence[Layer]) -> frozenset[int]:
    """Places of the layers that are told which steps of a row are real."""
    told, is_known = set(), False
    for place, layer in enumerate(layers):
        if is_known and layer.takes_mask:
            told.add(place)
        is_known = layer.makes_mask or (is_known and layer.keeps_mask)
    return frozenset(told)


def _network(
    project: Project, shapes: tuple[LayerShape, ...], told: frozenset[int]
) -> tuple[tuple[PlannedModule, ...], tuple[PlannedWeight, ...], str | None]:
    modules: list[PlannedModule] = []
    weights: list[PlannedWeight] = []
    for number, (layer, shape) in enumerate(zip(project.layers, shapes, strict=True)):
        first = len(modules)
        calls = tuple((layer.masked_calls if number in told else layer.calls)(shape.before))
        modules += [PlannedModule(call, layer.id, is_first=place == 0) for place, call in enumerate(calls)]
        if layer.activity is not None:
            modules[-1] = replace(modules[-1], penalty=layer.activity.call())
        for weight in layer.tensors(shape.before):
            place = first + weight.module
            penalty = weight.regularizer.call(weight.keras_axes) if weight.regularizer else None
            constraint = weight.constraint.call(weight.keras_axes) if weight.constraint else None
            weights.append(PlannedWeight(
                name=f"{place}.{weight.name}", module=place, attribute=weight.name, shape=weight.shape,
                initializer=weight.initializer, draws=weight.draws, trainable=weight.trainable, penalty=penalty,
                layer_id=layer.id, constraint=constraint,
            ))
    merged = project.training.loss.merges
    # Torch computes the last softmax or sigmoid inside the loss, which is more exact than a module of its own.
    if merged and modules and modules[-1].call == FINAL[merged]:
        modules.pop()
    else:
        merged = None
    return tuple(modules), tuple(weights), merged


def _is_activated(modules: tuple[PlannedModule, ...], kind: str | None) -> bool:
    """Whether the network ends with this activation as a module, because a penalty on outputs sees what it gives."""
    calls = [module.call for module in modules]
    while calls and calls[-1] == KEPT:
        calls.pop()
    return kind is not None and len(calls) < len(modules) and calls[-1:] == [FINAL[kind]]


def _threads(weights: tuple[PlannedWeight, ...], rows: int) -> int:
    work = 3 * rows * sum(prod(weight.shape) for weight in weights)
    # One core is left for the window; with a busy neighbour a second thread makes small steps many times slower.
    return 1 if work < LARGE_STEP else max(1, min(MOST_THREADS, usable_cores() - 1))


def _as_sentence(label: object) -> str:
    return f"{label}."
