"""What users derive from declared parts, or give in their place: it works as its parent, or is refused in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import keras
import numpy as np
import pytest
import torch

from engine import activations, callbacks, constraints, initializers, layers, losses, metrics, optimizers, regularizers
from engine.errors import EngineError
from engine.models import Sequential
from engine.spec import Part

X = np.random.default_rng(0).standard_normal((40, 4)).astype(np.float32)
Y = X[:, :3].argmax(axis=1)


class Bent(layers.Dense):
    """Always with relu."""

    def __init__(self, units: int, **options: Any) -> None:
        self.before = units
        super().__init__(units, activation="relu", **options)
        self.behind = units


class Quick(optimizers.Adam):
    """Another rate."""

    def __init__(self, learning_rate: float = 0.05, **options: Any) -> None:
        super().__init__(learning_rate, **options)


class Right(metrics.SparseCategoricalAccuracy):
    """The same."""


class Surprise(losses.SparseCategoricalCrossentropy):
    """The same."""


def fitted(dense: Any, optimizer: Any, loss: Any, metric: Any) -> tuple[Any, list[Any]]:
    model = Sequential([dense, layers.Dense(3, "softmax")], seed=1)
    model.compile(optimizer, loss, metrics=[metric])
    history = model.fit(X, Y, epochs=2, verbose=0, validation_split=0.2).history
    return history, model.get_weights()


def test_a_class_without_a_kind_of_its_own_works_as_its_parent() -> None:
    before = {family: dict(family.kinds) for family in Part.__subclasses__()}
    history, weights = fitted(Bent(5), Quick(), Surprise(), Right(name="hits"))
    plain, same = fitted(
        layers.Dense(5, "relu"), optimizers.Adam(0.05), losses.SparseCategoricalCrossentropy(),
        metrics.SparseCategoricalAccuracy(name="hits"),
    )
    assert history == plain
    assert all(np.array_equal(a, b) for a, b in zip(weights, same, strict=True))
    assert Bent(5).changed(units=6).to_json() == Bent(6).to_json()
    assert (Bent(5).before, Bent(5).behind) == (5, 5)
    with pytest.raises(EngineError, match="Bent is a description, which does not change"):
        Bent(5).units = 6
    assert Bent(5).to_json() == layers.Dense(5, "relu").to_json()
    assert before == {family: dict(family.kinds) for family in Part.__subclasses__()}
    assert layers.Layer.find("dense") is layers.Dense


def test_two_parts_of_one_kind_are_no_parts() -> None:
    with pytest.raises(TypeError, match="Two parts are called 'dense'"):

        class Other(layers.Layer):
            kind: Literal["dense"] = "dense"


@pytest.mark.parametrize(
    ("parent", "method"),
    [
        (layers.Dense, "call"), (layers.Dense, "build"), (layers.Dropout, "compute_output_shape"),
        (losses.MeanSquaredError, "call"), (losses.Huber, "__call__"), (metrics.MeanSquaredError, "update_state"),
        (metrics.AUC, "result"), (optimizers.SGD, "update_step"), (initializers.Zeros, "__call__"),
        (regularizers.L2, "__call__"), (constraints.MaxNorm, "__call__"),
        (optimizers.schedules.CosineDecay, "__call__"),
    ],
)
def test_a_method_that_nobody_would_call_is_not_overridden(parent: Any, method: str) -> None:
    with pytest.raises(EngineError, match=rf"Own overrides “{method}”, which training does not call.* {parent.__name__} "):
        type("Own", (parent,), {method: lambda self: None, "__module__": "of.the.user"})


def own(family: Any, **body: Any) -> Any:
    """A class as Keras's users write one."""
    return type("Own", (family,), {"__module__": "of.the.user", **body})


def noting(self: Any, value: Any = 0.1) -> None:
    self.value = value


FAMILIES: list[Any] = [
    layers.Layer, losses.Loss, metrics.Metric, initializers.Initializer, regularizers.Regularizer,
    constraints.Constraint, optimizers.Optimizer, optimizers.schedules.LearningRateSchedule,
]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_an_own_member_of_a_family_is_refused_when_it_is_made(family: Any) -> None:
    for body in ({}, {"__init__": noting}, {"call": lambda self, *given: given}):
        with pytest.raises(EngineError, match=r"Your own .* “Own” cannot train here yet; the known ones are ") as found:
            own(family, **body)()
        assert next(iter(family.kinds)) in str(found.value)


def test_a_declaration_names_what_it_lacks() -> None:
    class Halves(layers.Layer):
        kind: Literal["test_halves"] = "test_halves"

    try:
        with pytest.raises(EngineError, match="Halves is declared without calls, which every layer has"):
            Halves()
    finally:
        del layers.Layer.kinds["test_halves"]


def test_an_own_class_given_in_place_of_its_object_says_what_it_lacks() -> None:
    with pytest.raises(EngineError, match=r"Surely has to be made before it is given to a model: .*'delta'"):
        losses.Loss.coerce(
            type("Surely", (losses.Huber,), {"__init__": lambda self, delta: None, "__module__": "of.the.user"})
        )


def model() -> Sequential:
    return Sequential([layers.Dense(3, "softmax", input_shape=(4,))])


REFUSED: list[tuple[Callable[[], Any], str]] = [
    (lambda: model().compile("sgd", lambda y, p: y - p), "not from here cannot be the loss: <lambda>. Known are: "),
    (lambda: model().compile("sgd", torch.nn.MSELoss()), r"not from here cannot be the loss: MSELoss\(\)."),
    (lambda: model().compile("sgd", keras.losses.MeanSquaredError()), "Take “mean_squared_error”.$"),
    (lambda: model().compile("sgd", "mse", metrics=[keras.metrics.mean_absolute_error]), "Take “mae”.$"),
    (lambda: model().compile("sgd", "mse", metrics=[own(metrics.Metric)]), "Your own metric “Own” cannot train"),
    (lambda: model().compile(torch.optim.Adam([torch.zeros(1, requires_grad=True)]), "mse"), "… is not the name .* Take “adam”.$"),
    (lambda: model().compile(3, "mse"), "^3 is not the name of any optimizer.$"),
    (lambda: layers.Dense(3, activation=torch.relu), "Dense.activation: .* cannot be the activation: relu. Take “relu”.$"),
    (lambda: layers.Dense(3, kernel_initializer=lambda shape: shape), "cannot be the initializer: <lambda>. Known are: "),
    (lambda: optimizers.get("muon"), "no optimizer “muon”. Known are: "),
    (lambda: losses.get("circle"), "no loss “circle”. Known are: "),
    (lambda: optimizers.Adam(lr=0.1), "Adam has no field “lr”. Did you mean “learning_rate”"),
    (lambda: optimizers.SGD(decay=0.1), "Did you mean “learning_rate=schedules.InverseTimeDecay"),
    (lambda: layers.LeakyReLU(alpha=0.1), "Did you mean “negative_slope”"),
    (lambda: layers.Dense(name=5), "^name must be text; got 5.$"),
    (lambda: optimizers.Adam(clipnorm=1.0, clipvalue=1.0), "^Adam: Only one of"),
    (lambda: metrics.Precision(thresholds=2.0), "^Precision: “thresholds” must be"),
    (lambda: metrics.Precision(thresholds=[0.5, 2.0]), "^Precision: “thresholds.1” must be at most 1; got 2.0.$"),
    (lambda: optimizers.SGD(lambda: 0.1), "^SGD: “learning_rate” must be a number; got <function "),
    (lambda: initializers.Constant(np.ones((2, 2))), "^Constant: “value” must be a number; got array"),
    (lambda: layers.Dense(3, dtype="flot32"), "^Dense: dtype is “float32” or left out; got 'flot32'. Give another type to the model"),
    (lambda: layers.Dense(3, dtype="float64"), r"Sequential\(dtype='float64'\)"),
    (lambda: layers.Dense(3, dtype=keras.DTypePolicy("mixed_float16")), "dtype is “float32”"),
    (lambda: layers.Input((3,), dtype="float16"), "^Input: dtype is"),
    (lambda: metrics.MeanSquaredError("mse", "flot32"), "^MeanSquaredError: dtype is"),
    (lambda: metrics.Mean(dtype="flot32"), "^Mean: dtype is"),
    (lambda: losses.MeanSquaredError(dtype=3), "^MeanSquaredError: dtype is"),
    (lambda: optimizers.Adam(dtype="half"), "^Adam: dtype is"),
]  # fmt: skip


@pytest.mark.parametrize(("attempt", "sentence"), REFUSED, ids=range(len(REFUSED)))
def test_what_is_not_taken_is_refused_in_one_line(attempt: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(EngineError, match=sentence) as found:
        attempt()
    assert "\n" not in str(found.value)
    assert " at 0x" not in str(found.value)


@pytest.mark.parametrize("dtype", [None, "float32", np.float32, torch.float32, keras.DTypePolicy("float32")])
def test_the_usual_type_of_numbers_may_be_named(dtype: Any) -> None:
    assert layers.Dense(3, dtype=dtype) == layers.Dense(3)
    assert metrics.MeanSquaredError(dtype=dtype) == metrics.MeanSquaredError(dtype="float64")
    assert losses.Huber(dtype=dtype) == losses.Huber(dtype="float64")
    assert layers.Input((3,), dtype=dtype).shape == layers.Input((3,), dtype="int32").shape
    keras_config = keras.layers.Dense(3, name="a").get_config()
    assert layers.Dense.from_config(keras_config) == layers.Dense(3, name="a")


@pytest.mark.parametrize(
    ("room", "name", "near"),
    [
        (layers, "LSTM", ""), (layers, "Dens", "Dense"), (layers, "GlobalAveragePooling3D", ""), (optimizers, "Muon", ""),
        (optimizers.schedules, "CosineDecy", "CosineDecay"), (losses, "CTC", ""), (metrics, "Precison", "Precision"),
        (callbacks, "TensorBoard", ""), (initializers, "HeNorml", "HeNormal"), (activations, "rellu", "relu"),
        (constraints, "MaxNrm", "MaxNorm"), (regularizers, "L3", ""),
    ],
)  # fmt: skip
def test_a_name_that_is_not_there_is_refused_in_a_sentence(room: Any, name: str, near: str) -> None:
    with pytest.raises(EngineError, match=f"There is no “{name}” in {room.__name__.rpartition('.')[2]} here") as found:
        getattr(room, name)
    assert isinstance(found.value, AttributeError)
    assert not hasattr(room, name)
    assert str(found.value).endswith(f"Did you mean “{near}”?" if near else " here.")
    with pytest.raises(ImportError):
        exec(f"from {room.__name__} import {name}")
    with pytest.raises(AttributeError):
        _ = room.__nothing__
