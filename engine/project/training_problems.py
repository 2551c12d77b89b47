"""Problems with what watches and steers a run: numbers that nobody has, learning rates in each other's way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from engine.callbacks import EarlyStopping, ReduceLROnPlateau
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.optimizers import Schedule
from engine.project.document import Project
from engine.project.edits import change_training
from engine.project.problem import Problem, fix_by, notice, problem
from engine.project.sizes import epoch_batches, log_names

# A schedule that has ended before this share of the run leaves much of it to a rate that hardly teaches.
EARLY_END = 0.8


def find_training_problems(project: Project) -> Iterator[Problem]:
    """Look at early stopping, the plateau and the schedule."""
    training = project.training
    for name in ("early_stopping", "reduce_lr"):
        watcher = getattr(training, name)
        if watcher is not None:
            yield from _watched(project, name, watcher)
    rate = training.optimizer.learning_rate
    if not isinstance(rate, Schedule):
        return
    if training.reduce_lr is not None:
        text = QT_TRANSLATE_NOOP("engine", "{schedule} decides the learning rate, so a plateau cannot lower it.")
        fix = fix_by(QT_TRANSLATE_NOOP("engine", "Use the schedule alone"), _without_plateau)
        yield problem("training.reduce_lr", text, fix, schedule=Message.of(rate.title))
    yield from _ended_schedule(project, rate)


def _watched(project: Project, name: str, watcher: EarlyStopping | ReduceLROnPlateau) -> Iterator[Problem]:
    """What is watched has to be there; of the training rows, where none are kept for validation."""
    known = log_names(project)
    if watcher.monitor in known or watcher.monitor.removeprefix("val_") in known:
        return
    instead = "val_loss" if "val_loss" in known else "loss"
    text = QT_TRANSLATE_NOOP("engine", "{watcher} watches {monitor}, which no metric of this project gives.")
    label = QT_TRANSLATE_NOOP("engine", "Watch {monitor}")
    yield problem(
        f"training.{name}.monitor", text, fix_by(label, partial(_watch, name, instead), monitor=instead),
        watcher=Message.of(watcher.title), monitor=watcher.monitor,
    )


def _ended_schedule(project: Project, rate: Schedule) -> Iterator[Problem]:
    steps = project.training.epochs * epoch_batches(project)
    if rate.end is None or rate.end >= EARLY_END * steps:
        return
    last, first = rate(rate.end), max(rate(0), rate(rate.end // 2))
    if last > first / 100:  # what is left of the rate still teaches
        return
    text = QT_TRANSLATE_NOOP(
        "engine", "{schedule} ends after {end} steps, but the run has {steps}; from there on little is learnt."
    )
    fix = fix_by(QT_TRANSLATE_NOOP("engine", "Let it last {steps} steps"), partial(_lasting, steps), steps=steps)
    yield notice(
        "training.optimizer.learning_rate", text, fix, schedule=Message.of(rate.title), end=rate.end, steps=steps
    )


def _watch(name: str, monitor: str, project: Project) -> Project:
    return change_training(project, **{name: getattr(project.training, name).changed(monitor=monitor)})


def _without_plateau(project: Project) -> Project:
    return change_training(project, reduce_lr=None)


def _lasting(steps: int, project: Project) -> Project:
    optimizer = project.training.optimizer
    rate = optimizer.learning_rate
    if not isinstance(rate, Schedule):
        return project
    return change_training(project, optimizer=optimizer.changed(learning_rate=rate.lasting(steps)))
