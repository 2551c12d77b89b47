"""What watches and steers a run is looked at before it begins: each problem has a fix that takes it away."""

from __future__ import annotations

from typing import Any

import pytest

from engine.callbacks import EarlyStopping, ReduceLROnPlateau
from engine.layers import BatchNormalization, Dense
from engine.optimizers import Adam
from engine.optimizers.schedules import (
    CosineDecay,
    CosineDecayRestarts,
    ExponentialDecay,
    InverseTimeDecay,
    PiecewiseConstantDecay,
    PolynomialDecay,
    Schedule,
)
from engine.plan import make_plan
from engine.project.document import Project
from engine.project.edits import change_data, change_training
from engine.project.problem import Problem
from engine.project.problems import find_problems
from engine.project.sizes import epoch_batches, log_names
from engine.project.storage import load_project
from engine.resources import sample_folder

SCHEDULES = (
    CosineDecay, CosineDecayRestarts, ExponentialDecay, InverseTimeDecay, PiecewiseConstantDecay, PolynomialDecay
)


@pytest.fixture
def project() -> Project:
    return load_project(sample_folder() / "iris.netbench")


def only(project: Project, where: str) -> Problem:
    (found,) = [problem for problem in find_problems(project) if problem.where == where]
    return found


def fixed(project: Project, problem: Problem) -> Project:
    assert problem.fix is not None
    return problem.fix.edit(project)


def text(message: Any) -> str:
    return str(message)


def with_rate(project: Project, rate: Any) -> Project:
    return change_training(project, optimizer=Adam(rate))


@pytest.mark.parametrize(
    ("field", "watcher"),
    [
        ("early_stopping", EarlyStopping(monitor="val_f1_score", patience=3, mode="max")),
        ("reduce_lr", ReduceLROnPlateau(monitor="f1_score", patience=4)),
    ],
)
def test_what_no_metric_gives_cannot_be_watched(project: Project, field: str, watcher: Any) -> None:
    wrong = change_training(project, **{field: watcher})
    problem = only(wrong, f"training.{field}.monitor")
    assert problem.severity == "problem"
    assert watcher.monitor in text(problem.message)
    right = fixed(wrong, problem)
    assert getattr(right.training, field) == watcher.changed(monitor="val_loss")
    assert not [problem for problem in find_problems(right) if problem.severity == "problem"]
    make_plan(right)


def test_a_metric_that_is_chosen_can_be_watched(project: Project) -> None:
    watcher = EarlyStopping(monitor="val_f1_score", patience=3)
    chosen = change_training(project, metrics=("accuracy", "f1_score"), early_stopping=watcher)
    assert "val_f1_score" in log_names(chosen)
    assert not [problem for problem in find_problems(chosen) if problem.where.startswith("training")]


def test_without_validation_the_number_of_the_training_rows_is_watched(project: Project) -> None:
    data = project.data
    assert data is not None
    without = change_data(project, data.changed(split=data.split.changed(validation=0.0)))
    assert log_names(without) == ("loss", "accuracy")
    watching = change_training(without, early_stopping=EarlyStopping(monitor="val_loss"))
    assert not [problem for problem in find_problems(watching) if problem.where.startswith("training")]
    wrong = change_training(without, early_stopping=EarlyStopping(monitor="val_auc"))
    right = fixed(wrong, only(wrong, "training.early_stopping.monitor"))
    assert right.training.early_stopping == EarlyStopping(monitor="loss")


def test_a_schedule_and_a_plateau_get_in_each_others_way(project: Project) -> None:
    wrong = change_training(with_rate(project, CosineDecay(0.01, 100_000)), reduce_lr=ReduceLROnPlateau())
    problem = only(wrong, "training.reduce_lr")
    assert problem.severity == "problem"
    right = fixed(wrong, problem)
    assert right.training.reduce_lr is None
    assert right.training.optimizer == wrong.training.optimizer


def test_a_schedule_that_ends_long_before_the_run_is_remarked(project: Project) -> None:
    steps = project.training.epochs * epoch_batches(project)
    wrong = with_rate(project, CosineDecay(0.01, steps // 2))
    problem = only(wrong, "training.optimizer.learning_rate")
    assert problem.severity == "notice"
    right = fixed(wrong, problem)
    assert right.training.optimizer.learning_rate == CosineDecay(0.01, steps)
    assert not [problem for problem in find_problems(right) if problem.where.startswith("training")]


@pytest.mark.parametrize(
    "share",
    [1.0, 0.9],
)
def test_a_schedule_that_lasts_is_not_remarked(project: Project, share: float) -> None:
    steps = project.training.epochs * epoch_batches(project)
    lasting = with_rate(project, PolynomialDecay(0.01, int(steps * share), end_learning_rate=0.0))
    assert not [problem for problem in find_problems(lasting) if problem.where.startswith("training")]


def test_an_end_at_which_much_is_left_of_the_rate_is_not_remarked(project: Project) -> None:
    for rate in (CosineDecay(0.01, 20, alpha=0.2), PiecewiseConstantDecay([20], [0.01, 0.001])):
        assert not [p for p in find_problems(with_rate(project, rate)) if p.where.startswith("training")]


def test_a_warm_up_belongs_to_the_length(project: Project) -> None:
    rate = CosineDecay(0.0, 100, warmup_target=0.01, warmup_steps=50)
    assert rate.end == 150
    assert rate.lasting(400) == CosineDecay(0.0, 350, warmup_target=0.01, warmup_steps=50)


@pytest.mark.parametrize("kind", SCHEDULES)
@pytest.mark.parametrize("steps", [0, 1, 7, 750, 10**6])
def test_a_schedule_is_fitted_to_a_run(kind: type[Schedule], steps: int) -> None:
    made = kind.starting_at(0.01).lasting(steps)
    assert isinstance(made, kind)
    assert made(0) == pytest.approx(0.01)
    if steps >= 750:
        assert made(steps - 1) < 0.01
        assert made.end is None or made.end <= steps


@pytest.mark.parametrize("kind", SCHEDULES)
def test_behind_its_end_the_rate_stays(kind: type[Schedule]) -> None:
    made = kind.starting_at(0.01).lasting(700)
    if made.end is not None:
        assert made(made.end) == pytest.approx(made(made.end + 10_000))
        assert made(made.end - 2) != made(made.end)


def test_steps_are_counted_as_the_trainer_counts_them(project: Project) -> None:
    from engine.training.build import batch_bounds

    stacks = ((Dense(4, "relu"),), (Dense(4, "relu"), BatchNormalization()))
    for layers in stacks:
        for size in (1, 7, 13, 103, 500):
            changed = change_training(project.changed(layers=(*layers, *project.layers)), batch_size=size)
            if any(problem.severity == "problem" for problem in find_problems(changed)):
                continue
            plan = make_plan(changed)
            rows = 104 if changed.data is None else _training_rows(changed)
            assert epoch_batches(changed) == len(batch_bounds(plan, rows))


def _training_rows(project: Project) -> int:
    from engine.project.sizes import split_sizes

    assert project.data is not None
    return split_sizes(project.data)[0]
