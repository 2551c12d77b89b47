"""Rows of several axes in a project: what does not fit is a Problem with a way out, never a crash; what fits trains."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine.data.inspect import inspect_table
from engine.errors import EngineError
from engine.layers import (
    BatchNormalization,
    Conv1D,
    Conv2D,
    Dense,
    Embedding,
    Flatten,
    GlobalMaxPooling2D,
    Input,
    Layer,
    LayerNormalization,
    MaxPooling2D,
    Normalization,
    Reshape,
    Softmax,
)
from engine.models import Sequential
from engine.plan import make_plan
from engine.project.document import Project
from engine.project.edits import change_data, new_project
from engine.project.problems import Problem, find_problems
from engine.project.shapes import project_shapes, total_parameters, training_memory


def iris(*layers: Layer) -> Project:
    """Four columns, three classes; the output layer comes behind."""
    return new_project(inspect_table("sample:iris.csv").data, layers=layers)


def grave(project: Project) -> list[Problem]:
    return [problem for problem in find_problems(project) if problem.severity == "problem"]


def test_an_image_made_of_columns_has_its_shapes_and_no_problem() -> None:
    project = iris(Dense(64), Reshape((8, 8, 1)), Conv2D(6, 3, activation="relu"), MaxPooling2D(), Flatten())
    assert grave(project) == []
    assert [shape.after for shape in project_shapes(project)] == [
        (64,), (8, 8, 1), (6, 6, 6), (3, 3, 6), (54,), (3,)
    ]
    assert [shape.parameters for shape in project_shapes(project)] == [320, 0, 60, 0, 0, 165]
    assert make_plan(project).parameters == total_parameters(project) == 545


@pytest.mark.parametrize(
    ("layers", "place", "words"),
    [
        ((Conv2D(4),), 0, "works on rows of shape (height, width, channels), but gets rows of shape (4,)"),
        ((Dense(8), Conv1D(4)), 1, "works on rows of shape (steps, channels), but gets rows of shape (8,)"),
        ((Dense(9), Reshape((2, 4))), 1, "9 values cannot be laid out as (2, 4)"),
        ((Reshape((2, 2, 1)), Conv2D(4), Flatten(), Dense(3)), 1, "3 × 3 does not fit into rows of shape (2, 2, 1)"),
        ((BatchNormalization(axis=2),), 0, "works along axis 2"),
    ],
)
def test_a_layer_that_cannot_take_its_rows_is_a_problem_at_its_card(
    layers: tuple[Layer, ...], place: int, words: str
) -> None:
    project = iris(*layers)
    (problem,) = grave(project)
    assert problem.layer_id == project.layers[place].id
    assert words in str(problem.message)
    with pytest.raises(EngineError, match=r"rows|laid out"):
        make_plan(project)
    # The cards behind it have no numbers; nothing else breaks.
    shapes = project_shapes(project)
    assert len(shapes) == len(project.layers)
    assert all(shape.after for shape in shapes[:place])
    assert not any(shape.after for shape in shapes[place:])
    assert total_parameters(project) >= 0
    assert training_memory(project) > 0


@pytest.mark.parametrize(
    ("layers", "target"),
    [
        ((Dense(64), Conv2D(4), GlobalMaxPooling2D()), (8, 8, 1)),
        ((Dense(12), Conv2D(4, (3, 1)), GlobalMaxPooling2D()), (12, 1, 1)),
        ((Conv1D(4, 2), Flatten()), (4, 1)),
    ],
)
def test_a_flat_row_is_reshaped_in_one_click(layers: tuple[Layer, ...], target: tuple[int, ...]) -> None:
    project = iris(*layers)
    (problem,) = grave(project)
    assert problem.fix is not None
    fixed = problem.fix.edit(project)
    assert grave(fixed) == []
    assert Reshape(target) in [layer.changed(id="") for layer in fixed.layers]


def test_a_network_that_ends_in_several_axes_is_flattened_in_one_click() -> None:
    project = iris(Reshape((2, 2)), Dense(5, "relu"))
    (problem,) = grave(project)
    assert "2 × 3, but one axis is needed" in str(problem.message)
    assert problem.fix is not None
    fixed = problem.fix.edit(project)
    assert grave(fixed) == []
    assert [type(layer) for layer in fixed.layers[-2:]] == [Flatten, Dense]


def test_an_embedding_needs_whole_numbers_as_they_are() -> None:
    table = inspect_table("sample:diabetes.csv").data
    columns = tuple(
        column.changed(role="ignored") if column.role == "input" and column.name != "age" else column
        for column in table.columns
    )
    project = new_project(table.changed(columns=columns), layers=(Embedding(100, 4), Flatten()))
    (problem,) = grave(project)
    assert "the numbers are scaled before" in str(problem.message)
    assert problem.fix is not None
    assert grave(problem.fix.edit(project)) == []
    few = project.changed(layers=(Embedding(20, 4), *project.layers[1:]))
    assert problem.fix is not None
    few = problem.fix.edit(few)
    (problem,) = grave(few)
    assert "whole numbers from 0 to 19, but “age” has others" in str(problem.message)
    assert problem.fix is not None
    enough = problem.fix.edit(few)
    assert grave(enough) == []
    assert enough.layers[0].input_dim == 80  # type: ignore[attr-defined]  # the oldest is 79
    late = iris(Dense(3), Embedding(5, 2), Flatten())
    (problem,) = grave(late)
    assert "has to come first" in str(problem.message)
    assert problem.fix is not None
    first = problem.fix.edit(late)
    assert isinstance(first.layers[0], Embedding)
    (problem,) = grave(first)
    assert "the numbers are scaled before" in str(problem.message)
    assert problem.fix is not None
    (problem,) = grave(problem.fix.edit(first))
    assert str(problem.fix.label if problem.fix else "") == "Take Embedding out"  # lengths in cm are no words


@pytest.mark.parametrize(
    ("layer", "label"),
    [
        (Conv2D(4, 9), "Take Convolution 2D out"),
        (Reshape((3, 3)), "Take Reshape out"),
        (LayerNormalization(axis=3), "Take Layer norm. out"),
        (Dense(3, "glu"), "Use 4 units"),
    ],
)
def test_a_layer_that_no_row_suits_has_a_way_out(layer: Layer, label: str) -> None:
    project = iris(layer)
    (problem,) = grave(project)
    assert problem.fix is not None
    assert str(problem.fix.label) == label
    assert grave(problem.fix.edit(project)) == []


def test_a_way_out_is_offered_only_where_it_leads_out() -> None:
    table = inspect_table("sample:iris.csv").data
    two = new_project(table, layers=(Embedding(9, 2), Embedding(9, 2), Flatten()))
    behind = iris(Dense(4))
    behind = behind.changed(layers=(*behind.layers, Reshape((3, 1), name="behind")))
    for first in (two, behind):
        project, clicks = first, 0
        while (problems := grave(project)) and clicks < 6:
            assert problems[0].fix is not None
            project, clicks = problems[0].fix.edit(project), clicks + 1
        assert grave(project) == []


def test_a_softmax_layer_ends_a_network_as_the_activation_does() -> None:
    project = iris(Dense(5, "relu"))
    output = project.layers[-1].changed(activation="linear", follows_target=False)
    project = project.changed(layers=(*project.layers[:-1], output, Softmax(name="shares")))
    assert list(find_problems(project)) == []
    plan = make_plan(project)
    assert plan.output.logits
    assert plan.modules[-1].call.name == "Linear"


def test_a_normalization_that_does_nothing_is_noticed() -> None:
    notices = [str(problem.message) for problem in find_problems(iris(Normalization()))]
    assert notices == ["Without a mean and a variance, Normalization passes all values on as they are."]
    assert list(find_problems(iris(Normalization(mean=1.0, variance=2.0)))) == []


def test_without_data_the_stack_still_has_shapes() -> None:
    project = iris(Reshape((2, 2, 1)), Conv2D(3, 2), Flatten())
    assert len(project_shapes(change_data(project, None))) == 4


# --- in the library


def test_images_and_sequences_learn() -> None:
    draw = np.random.default_rng(0)
    images = draw.standard_normal((60, 6, 6, 1)).astype(np.float32)
    images[:30, 2:4, 2:4] += 2.0
    classes = np.repeat([1, 0], 30)
    model = Sequential(
        [Input((6, 6, 1)), Conv2D(4, 3, activation="relu"), BatchNormalization(), GlobalMaxPooling2D(),
         Dense(2, "softmax")],
        seed=1,
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    losses = model.fit(images, classes, 8, 30, verbose=0).history["loss"]
    assert losses[-1] < 0.5 * losses[0]
    assert model.predict(images, verbose=0).shape == (60, 2)


def test_what_a_layer_learns_in_a_model_is_read_from_its_description() -> None:
    layer = Dense(3, "relu")
    layer.trainable = False
    model = Sequential([layer, Dense(1)], seed=2)
    model.build((None, 4))
    lines: list[Any] = []
    model.summary(print_fn=lines.append)
    assert any("Trainable params: 4 " in line for line in lines)
    assert np.array_equal(layer.get_weights()[0], model.get_weights()[0])
    layer.set_weights([np.ones((4, 3)), np.zeros(3)])
    assert model.get_weights()[0].min() == 1.0
    layer.trainable = True
    model.compile("sgd", "mse")
    model.fit(np.ones((8, 4)), np.ones(8), verbose=0)
    assert not np.array_equal(layer.get_weights()[0], np.ones((4, 3)))
    # Another model that is given the same description works with the same weights.
    other = Sequential([layer, Dense(1)], seed=2)
    other.build((None, 4))
    assert np.array_equal(other.get_weights()[0], layer.get_weights()[0])
