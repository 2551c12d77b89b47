"""Losses and the network in front of them: what goes together, what is offered instead, what programs may try."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
import torch

from engine import losses
from engine.call import Call, execute
from engine.data.inspect import inspect_table
from engine.errors import EngineError
from engine.export.pytorch import export_script
from engine.layers import Activation, ActivityRegularization, Dense, Dropout
from engine.losses import Loss
from engine.models import Sequential
from engine.plan import make_plan
from engine.project.document import Project
from engine.project.edits import change_training, new_project
from engine.project.problems import Problem, find_problems
from engine.project.runs import save_run_start
from engine.project.suiting import needed_activation, objections
from engine.targets import Output
from engine.training.arithmetic import arithmetic
from engine.training.predict import Predictor
from engine.training.run import prepare_run
from engine.training.trainer import train

LOSSES: list[Any] = [part for part in Loss.kinds.values() if part.__module__.startswith("engine.")]
X = np.random.default_rng(0).normal(size=(40, 5)).astype("float32")
LABELS = (X.sum(axis=1) > 0).astype(int) + (X[:, 0] > 1)


def project(sample: str, last: Any, loss: Any, *behind: Any) -> Project:
    made = new_project(inspect_table(f"sample:{sample}.csv").data, layers=())
    layers = (Dense(8, "relu"), *((last,) if isinstance(last, Dense) else last), *behind)
    return change_training(made.changed(layers=tuple(layer.changed(id=str(n)) for n, layer in enumerate(layers))), loss=loss)


def grave(found: Project) -> list[Problem]:
    return [problem for problem in find_problems(found) if problem.severity == "problem"]


def model(*layers: Any, loss: Any, metrics: Any = None, seed: int = 3) -> Sequential:
    made = Sequential([Dense(8, "relu", input_shape=(5,)), *layers], seed=seed)
    made.compile("adam", loss, metrics=metrics)
    return made


# --- in documents


@pytest.mark.parametrize("part", LOSSES, ids=lambda part: part.__name__)
@pytest.mark.parametrize("last", ["softmax", "sigmoid", "linear", "relu", "tanh", "softplus"])
@pytest.mark.parametrize(("sample", "units"), [("iris", 3), ("diabetes", 1), ("two classes", 1)])
def test_every_problem_with_a_loss_has_a_fix_that_ends_it(part: Any, last: str, sample: str, units: int) -> None:
    if sample == "two classes":
        data = two_classes()
        found = change_training(new_project(data, layers=()).changed(layers=(Dense(8, id="a"), Dense(1, last, id="b"))), loss=part())
    else:
        found = project(sample, Dense(units, last), part())
    for _ in range(4):  # one problem may hide the next
        problems = grave(found)
        if not problems:
            break
        assert problems[0].fix is not None, problems[0].message
        assert problems[0].where.startswith(("training.loss", "layers.", "data.preparation"))
        found = problems[0].fix.edit(found)
    assert not grave(found)
    make_plan(found)


def test_a_penalty_on_outputs_behind_the_output_is_no_trouble_and_hides_none() -> None:
    loss, penalty = losses.CategoricalCrossentropy(), ActivityRegularization(l2=0.1)
    good = project("iris", Dense(3, "softmax"), loss, penalty)
    assert find_problems(good) == find_problems(project("iris", Dense(3, "softmax"), loss))
    wrong = project("iris", Dense(3, "relu"), loss, penalty)
    (found,) = grave(wrong)
    assert found.where == "layers.1.activation"
    assert found.fix is not None
    assert found.fix.edit(wrong).layers == good.layers


def two_classes() -> Any:
    data = inspect_table("sample:penguins.csv").data
    target = next(column for column in data.columns if column.name == "sex")
    columns = tuple(
        column.changed(role="target" if column is target else "input" if column.role == "target" else column.role)
        for column in data.columns
    )
    return data.changed(columns=columns)


OBJECTIONS: list[tuple[Any, int, str, str, str]] = [
    (losses.CategoricalCrossentropy(), 3, "linear", "needs softmax at the output, which has linear", "activation"),
    (losses.CategoricalCrossentropy(), 1, "sigmoid", "needs one unit for each class", "loss"),
    (losses.CategoricalCrossentropy(from_logits=True), 3, "softmax", "compute softmax itself", "from_logits"),
    (losses.BinaryCrossentropy(axis=2), 1, "sigmoid", "along the axis 2", "axis"),
    (losses.BinaryFocalCrossentropy(), 1, "tanh", "needs sigmoid", "activation"),
    (losses.CosineSimilarity(), 1, "linear", "compares several values of a row", "loss"),
    (losses.KLDivergence(), 3, "relu", "needs softmax", "activation"),
    (losses.Dice(), 1, "linear", "needs sigmoid", "activation"),
    (losses.Dice(axis=(0, 2)), 1, "sigmoid", "along the axis (0, 2)", "axis"),
    (losses.Poisson(), 1, "linear", "needs softplus", "activation"),
    (losses.Hinge(), 1, "sigmoid", "needs tanh", "activation"),
    (losses.MeanSquaredError(reduction="none"), 1, "linear", "without a reduction", "reduction"),
]


@pytest.mark.parametrize(("loss", "units", "last", "words", "field"), OBJECTIONS)
def test_what_does_not_go_together_is_said(loss: Loss, units: int, last: str, words: str, field: str) -> None:
    found = next(objections(loss, units, last))
    assert words in str(found.message)
    assert found.field == field


FITTING: list[tuple[Any, int, str]] = [
    (losses.CategoricalCrossentropy(from_logits=True), 3, "linear"),
    (losses.CategoricalCrossentropy(axis=1), 3, "softmax"),
    (losses.Poisson(), 1, "softplus"),
    (losses.Poisson(), 3, "softmax"),
    (losses.Hinge(), 1, "linear"),
    (losses.CategoricalHinge(), 3, "linear"),
    (losses.Dice(axis=-1), 2, "sigmoid"),
    (losses.Tversky(axis=(0, 1)), 2, "softmax"),
    (losses.MeanSquaredError(), 1, "tanh"),
]


@pytest.mark.parametrize(("loss", "units", "last"), FITTING)
def test_what_goes_together_is_left_alone(loss: Loss, units: int, last: str) -> None:
    assert list(objections(loss, units, last)) == []


def test_a_loss_of_numbers_does_not_suit_classes_nor_one_of_classes_numbers() -> None:
    found = grave(project("iris", Dense(3, "softmax"), "mape"))[0]
    assert "compares numbers, but species is a class" in str(found.message)
    assert str(found.fix.label) == "Use Cross-entropy"  # type: ignore[union-attr]
    found = grave(project("diabetes", Dense(1), "hinge"))[0]
    assert "compares classes" in str(found.message)


def test_ratios_need_the_target_in_its_own_units() -> None:
    found = project("diabetes", Dense(1, "softplus"), "poisson")
    problem = grave(found)[0]
    assert problem.where == "data.preparation"
    assert "in its own units" in str(problem.message)
    assert problem.fix is not None
    assert not problem.fix.edit(found).data.preparation.scale_target  # type: ignore[union-attr]


def test_a_layer_without_an_activation_to_choose_is_taken_away() -> None:
    found = project("iris", Dense(3, "softmax"), "categorical_crossentropy", Dropout(0.1))
    problem = grave(found)[0]
    assert problem.fix is not None
    assert str(problem.fix.label) == "Remove it"
    assert not grave(problem.fix.edit(found))


def test_a_loss_from_logits_is_the_same_run_as_one_that_takes_the_softmax_in() -> None:
    merged = make_plan(project("iris", Dense(3, "softmax"), losses.CategoricalCrossentropy()))
    logits = make_plan(project("iris", Dense(3), losses.CategoricalCrossentropy(from_logits=True)))
    assert (logits.modules, logits.loss, logits.final, logits.output) == (
        merged.modules, merged.loss, merged.final, merged.output
    )  # fmt: skip


def trained(folder: Path, found: Project) -> Predictor:
    save_run_start(folder, found, base=folder)
    plan = make_plan(found, folder)
    for _ in train(plan, prepare_run(plan, folder=folder), folder=folder):
        pass
    return Predictor(folder)


def test_predictions_have_the_digits_of_the_run_however_many_threads_the_asking_one_has(tmp_path: Path) -> None:
    found = change_training(new_project(two_classes(), layers=(Dense(1500, "tanh"), Dense(40, "relu"))), epochs=1)
    predictor, x = trained(tmp_path, found), np.random.default_rng(1).normal(size=(64, make_plan(found).inputs))
    answers = []
    for threads in (1, 2):
        with arithmetic(threads, flush_denormal=False):
            answers.append(predictor.outputs(x.astype("float32")))
            assert torch.get_num_threads() == threads
    assert np.array_equal(*answers)


@pytest.mark.parametrize("loss", ["hinge", "squared_hinge"])
def test_the_sign_of_a_hinges_output_is_its_class(tmp_path: Path, loss: str) -> None:
    found = change_training(
        new_project(two_classes(), layers=()).changed(layers=(Dense(8, "relu", id="a"), Dense(1, "tanh", id="b"))),
        loss=loss, epochs=2, metrics=["accuracy", "precision", "binary_accuracy", loss],
    )  # fmt: skip
    plan = make_plan(found)
    assert plan.output.threshold == 0.0
    named = dict(plan.metrics)
    outputs, targets = torch.tensor([[-0.9], [-0.1], [0.2], [0.8]]), torch.tensor([[0.0], [1.0], [1.0], [0.0]])
    scores = {name: execute(call, outputs=outputs, targets=targets, weights=None) for name, call in named.items()}
    assert (scores["accuracy"], scores["precision"], scores["binary_accuracy"]) == (0.5, 0.5, 0.5)
    assert scores[loss] == pytest.approx(float(execute(plan.loss)(outputs, targets)), rel=1e-6)
    assert "output > 0.0" in export_script(plan).text
    shares = trained(tmp_path, found).outputs(np.random.default_rng(1).normal(size=(9, plan.inputs)).astype("float32"))
    assert ((shares >= 0) & (shares <= 1)).all()
    assert shares.sum(axis=1) == pytest.approx(np.ones(9))


def test_only_means_over_rows_can_be_shared_by_processes() -> None:
    make_plan(project("iris", Dense(3, "softmax"), "categorical_focal_crossentropy")).check_shareable()
    make_plan(project("iris", Dense(3, "sigmoid"), losses.Dice(axis=-1))).check_shareable()
    for loss in (losses.Dice(), losses.SparseCategoricalCrossentropy(ignore_class=1), losses.Poisson(reduction="sum")):
        with pytest.raises(EngineError, match="everal processes can"):
            make_plan(project("iris", Dense(3, "softmax"), loss)).check_shareable()


# --- in programs


def test_from_logits_learns_the_same_and_predicts_logits() -> None:
    one = model(Dense(3, "softmax"), loss="sparse_categorical_crossentropy")
    two = model(Dense(3), loss=losses.SparseCategoricalCrossentropy(from_logits=True))
    histories = [each.fit(X, LABELS, epochs=3, verbose=0).history for each in (one, two)]
    assert histories[0] == histories[1]
    logits = two.predict(X, verbose=0)
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    assert one.predict(X, verbose=0) == pytest.approx(shares, rel=1e-5)


@pytest.mark.parametrize(
    ("loss", "last"),
    [
        (losses.BinaryCrossentropy(), "softmax"),
        (losses.CategoricalCrossentropy(label_smoothing=0.2), "sigmoid"),
        (losses.CategoricalFocalCrossentropy(), "sigmoid"),
        (losses.Poisson(), "softplus"),
        (losses.KLDivergence(), "sigmoid"),
        (losses.Hinge(), "sigmoid"),
        (losses.CosineSimilarity(), "linear"),
    ],
)
def test_what_keras_allows_programs_may_do(loss: Loss, last: str) -> None:
    one_hot = np.eye(3)[LABELS]
    found = model(Dense(3, last), loss=loss)
    before = found.evaluate(X, one_hot, verbose=0)
    assert before == pytest.approx(float(loss(one_hot.astype("float32"), found.predict(X, verbose=0))), rel=1e-5)
    assert found.fit(X, one_hot, epochs=20, verbose=0).history["loss"][-1] < before


def test_a_layer_behind_the_softmax_leaves_it_where_it_is() -> None:
    found = model(Dense(3, "softmax"), Dropout(0.2), loss="sparse_categorical_crossentropy")
    expected = losses.SparseCategoricalCrossentropy()(LABELS, found.predict(X, verbose=0))
    assert found.evaluate(X, LABELS, verbose=0) == pytest.approx(float(expected), rel=1e-5)
    merged = model(Dense(3), Activation("softmax"), loss="sparse_categorical_crossentropy")
    assert merged.fit(X, LABELS, epochs=1, verbose=0).history["loss"]


@pytest.mark.parametrize("ignored", [-1, 1])
def test_rows_of_the_ignored_class_change_nothing(ignored: int) -> None:
    targets = np.where(np.arange(40) % 4 == 0, ignored, np.where(LABELS == 1, 2, LABELS))
    loss = losses.SparseCategoricalCrossentropy(ignore_class=ignored)
    found = model(Dense(3, "softmax"), loss=loss)
    kept = targets != ignored
    alone = model(Dense(3, "softmax"), loss="sparse_categorical_crossentropy")
    assert found.evaluate(X, targets, verbose=0) == pytest.approx(alone.evaluate(X[kept], targets[kept], verbose=0), rel=1e-5)
    assert np.isfinite(found.fit(X, targets, epochs=2, verbose=0).history["loss"]).all()


@pytest.mark.parametrize("name", ["hinge", "squared_hinge"])
def test_hinges_take_minus_one_and_one_as_well_as_zero_and_one(name: str) -> None:
    yes = (LABELS > 0).astype(int)
    one = model(Dense(1, "tanh"), loss=name).fit(X, yes, epochs=2, verbose=0).history["loss"]
    assert one == model(Dense(1, "tanh"), loss=name).fit(X, 2 * yes - 1, epochs=2, verbose=0).history["loss"]


def test_compile_takes_kerass_functions_and_names() -> None:
    for loss in (losses.mean_squared_error, "MSE", "mse", losses.MeanSquaredError, losses.MeanSquaredError()):
        assert model(Dense(1), loss=loss).fit(X, X[:, :1], epochs=1, verbose=0).history["loss"]


def refused() -> Iterator[tuple[Any, Any, Any, str]]:
    shares = np.full((40, 3), 1 / 3)
    yield Dense(3), "categorical_crossentropy", LABELS, "needs softmax at the output, which has linear"
    yield Dense(3, "tanh"), "categorical_focal_crossentropy", shares, "from_logits=True"
    yield Dense(1, "sigmoid"), "categorical_crossentropy", LABELS % 2, "take binary_crossentropy"
    yield Dense(3), losses.MeanSquaredError(reduction=None), shares, "without a reduction"
    yield Dense(3, "softmax"), losses.CategoricalCrossentropy(axis=0), LABELS, "along the axis 0"
    yield Dense(3, "softmax"), losses.CategoricalGeneralizedCrossEntropy(), shares, "takes class numbers"
    yield Dense(3, "softmax"), losses.SparseCategoricalCrossentropy(ignore_class=0), shares, "takes class numbers"
    yield Dense(3, "softmax"), losses.SparseCategoricalCrossentropy(), LABELS - 1, "has the class -1"
    yield Dense(1, "sigmoid"), losses.BinaryFocalCrossentropy(), LABELS, "takes targets from 0 to 1"
    yield Dense(1, "sigmoid"), "binary_crosentropy", LABELS, "Did you mean “binary_crossentropy”"
    yield Dense(1), losses.get, LABELS, "not from here cannot be the loss: get"


@pytest.mark.parametrize(("last", "loss", "targets", "words"), list(refused()))
def test_what_cannot_be_learnt_is_refused_in_a_sentence(last: Any, loss: Any, targets: Any, words: str) -> None:
    with pytest.raises(EngineError, match=words) as caught:
        model(last, loss=loss).fit(X, targets, verbose=0)
    assert "\n" not in str(caught.value)


def test_a_loss_declared_with_an_object_of_torch_alone_has_a_weighted_form() -> None:
    declared = {"__annotations__": {"kind": Literal["test_plain"]}, "kind": "test_plain"}
    made: Any = type(
        "Smooth", (Loss,), {"__module__": __name__, "call": lambda self, output: Call("torch.nn.SmoothL1Loss"), **declared}
    )
    del Loss.kinds["test_plain"]  # known only here
    output = Output("regression", 2, "value")
    outputs, targets = torch.randn(6, 2), torch.randn(6, 2)
    weighted = execute(made().weighted(output))
    assert weighted(outputs, targets) == pytest.approx(float(execute(made().call(output))(outputs, targets)), rel=1e-6)
    rows = made().rows(targets, outputs)
    assert float(weighted(outputs, targets, torch.eye(6)[2])) == pytest.approx(float(rows[2]) / 6, rel=1e-6)


def test_every_loss_says_which_activation_it_needs() -> None:
    for part in LOSSES:
        needed = needed_activation(part(), 3, "linear")
        if needed:
            assert needed_activation(part(), 3, needed) is None
    assert replace(next(objections(losses.Dice(), 1, "linear")), activation="sigmoid").is_firm is False
