"""Live layers and optimizers: they hold tensors, the parts they live from stay plain descriptions."""

from __future__ import annotations

import copy
import gc
import json
import pickle
from typing import Any

import numpy as np
import pytest
import torch

from engine.activations import Activation as ActivationFunction
from engine.callbacks import LearningRateScheduler
from engine.errors import EngineError
from engine.layers import (
    Activation,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Input,
    Layer,
    LayerNormalization,
)
from engine.models import Sequential
from engine.optimizers import SGD, Adam
from engine.project.document import Project, Training
from engine.training.live import _LIVE, LiveLayer

X = np.random.default_rng(0).standard_normal((12, 5)).astype(np.float32)
Y = X[:, :2].argmax(axis=1)


def model_of(*layers: Layer, optimizer: Any = "adam") -> Sequential:
    model = Sequential([*layers, Dense(2, "softmax", name="output")], seed=4)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def fit(model: Sequential, epochs: int = 1) -> list[float]:
    return model.fit(X, Y, 4, epochs, verbose=0).history["loss"]


# --- layers called on their own


@pytest.mark.parametrize("layer", [kind() for kind in Layer.kinds.values()], ids=lambda layer: layer.kind)  # type: ignore[attr-defined]
def test_every_declared_layer_can_be_called(layer: Layer) -> None:
    draw = np.random.default_rng(1)
    x = draw.integers(0, 5, (12, 32)) if layer.index_limit else draw.standard_normal((12, 32)).astype(np.float32)
    x = x.reshape(12, *{"permute": (8, 4)}.get(layer.kind, {0: (32,), 2: (8, 4), 3: (4, 4, 2)}[layer.row_axes]))  # type: ignore[attr-defined]
    values = layer(x)
    assert isinstance(values, np.ndarray)
    assert values.shape == (12, *layer.output_shape(x.shape[1:]))
    assert np.array_equal(layer(x), values)
    tensor = layer(torch.tensor(x))
    assert isinstance(tensor, torch.Tensor)
    assert np.array_equal(tensor.detach().numpy(), values)


@pytest.mark.parametrize("kind", ActivationFunction.kinds)
def test_dense_computes_its_formula(kind: str) -> None:
    layer = Dense(4, kind)
    layer(X)
    kernel, bias = layer.live.get_weights()
    layer.live.set_weights([kernel, bias + 0.5])
    expected = Activation(kind)(X @ kernel + bias + 0.5)
    assert np.allclose(layer(X), expected, atol=1e-5)


def test_lists_and_rows_of_one_value_are_taken() -> None:
    assert Dense(3)([[1, 2], [3, 4]]).shape == (2, 3)
    assert Dense(3)([1, 2, 3]).shape == (3, 3)
    assert Flatten()(np.ones((2, 3, 4))).shape == (2, 12)


def test_gradients_pass_through_a_layer() -> None:
    x = torch.tensor(X, requires_grad=True)
    layer = Dense(3, "tanh")
    layer(x).sum().backward()
    assert x.grad is not None
    assert x.grad.abs().sum() > 0


def test_training_is_what_the_call_says() -> None:
    layer = Dropout(0.5)
    assert np.array_equal(layer(X), X)
    assert (layer(X, training=True) == 0).mean() == pytest.approx(0.5, abs=0.2)
    assert np.array_equal(layer(X), X)


def test_batch_normalization_moves_its_mean_only_while_training() -> None:
    layer = BatchNormalization(momentum=0.5)
    layer(X)
    assert not layer.live.get_weights()[2].any()
    layer(X, training=True)
    assert np.allclose(layer.live.get_weights()[2], X.mean(axis=0) / 2, atol=1e-6)


def test_a_layer_answers_for_its_own_and_forgets_with_its_description() -> None:
    one, other = Dense(4), Dense(4)
    assert not np.array_equal(one(X), other(X))
    assert one.live is one.live
    gc.collect()
    known = len(_LIVE)
    del one, other
    gc.collect()
    assert len(_LIVE) == known - 2


def test_a_called_description_stays_a_description() -> None:
    part = Dense(4, "relu")
    before = part.to_json()
    part(X)
    project = Project(layers=(part,))
    assert part == Dense(4, "relu")
    assert part.to_json() == before
    assert not any(isinstance(value, torch.Tensor | LiveLayer) for value in vars(project.layers[0]).values())
    assert Project.model_validate(json.loads(project.model_dump_json())) == project


def test_torchs_random_numbers_stay_the_users_own() -> None:
    torch.manual_seed(3)
    expected = torch.rand(2)
    torch.manual_seed(3)
    Dense(4)(X)
    assert torch.equal(torch.rand(2), expected)


# --- layers of a model


def test_the_fields_of_the_part_are_read_through_a_layer() -> None:
    layer = model_of(Dense(7, "relu", name="hidden", input_shape=(5,))).layers[0]
    assert (layer.name, layer.units, layer.activation.kind, layer.use_bias) == ("hidden", 7, "relu", True)
    assert (layer.input_shape, layer.output_shape, layer.count_params()) == ((None, 5), (None, 7), 42)
    assert [(weight.name, weight.path, weight.shape) for weight in layer.weights] == [
        ("kernel", "hidden/kernel", (5, 7)), ("bias", "hidden/bias", (7,))]
    with pytest.raises(AttributeError, match="unit_count"):
        layer.unit_count  # noqa: B018 - reading is the test


def test_names_are_given_as_keras_gives_them() -> None:
    model = model_of(Dense(4, input_shape=(5,)), Dense(4), BatchNormalization(), LayerNormalization(), BatchNormalization())
    assert [layer.name for layer in model.layers] == [
        "dense", "dense_1", "batch_normalization", "layer_normalization", "batch_normalization_1", "output"]
    assert [weight.name for weight in model.get_layer("batch_normalization").weights] == ["gamma", "beta", "moving_mean", "moving_variance"]
    assert model.get_layer(index=1) is model.layers[1]


def test_a_layer_works_with_the_weights_of_its_model() -> None:
    model = model_of(Dense(4, "relu", input_shape=(5,)))
    first, last = model.layers
    assert np.allclose(last(first(X)), model.predict(X, verbose=0), atol=1e-6)
    fit(model)
    assert np.allclose(last(first(X)), model.predict(X, verbose=0), atol=1e-6)
    kernel, bias = first.get_weights()
    first.set_weights([np.zeros_like(kernel), bias])
    assert not model.get_weights()[0].any()
    assert np.ptp(model.predict(X, verbose=0), axis=0).max() < 1e-6


def test_weights_that_do_not_fit_change_nothing() -> None:
    model = model_of(Dense(4, "relu", input_shape=(5,)))
    before = model.get_weights()
    for wrong in ([np.ones((5, 4))], [np.ones((5, 4)), np.ones(3)], [np.ones((4, 5)), np.ones(4)], [np.ones((5, 4)), ["a"] * 4]):
        with pytest.raises(EngineError):
            model.layers[0].set_weights(wrong)
    assert all(np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True))


def test_copies_of_weights_are_the_users_own() -> None:
    model = model_of(Dense(4, "relu", input_shape=(5,)))
    model.get_weights()[0][:] = 9
    assert model.get_weights()[0].max() < 9


# --- freezing


@pytest.mark.parametrize("optimizer", ["adam", SGD(0.1, momentum=0.9), "rmsprop", "adamw"])
def test_a_frozen_layer_keeps_its_weights_and_the_others_learn(optimizer: Any) -> None:
    model = model_of(Dense(4, "relu", input_shape=(5,)), BatchNormalization(), Dense(3, "tanh"), optimizer=optimizer)
    for place in (0, 1):
        model.layers[place].trainable = False
    before = model.get_weights()
    fit(model, 3)
    same = [np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True)]
    assert same == [True] * 6 + [False] * 4


def test_freezing_and_thawing_between_fits() -> None:
    model = model_of(Dense(4, "relu", input_shape=(5,)), optimizer="rmsprop")
    fit(model, 2)
    model.layers[0].trainable = False
    before = model.get_weights()
    fit(model, 2)
    assert np.array_equal(before[0], model.get_weights()[0])
    model.layers[0].trainable = True
    fit(model, 2)
    assert not np.array_equal(before[0], model.get_weights()[0])


def test_a_model_that_is_frozen_as_a_whole_refuses_to_learn() -> None:
    model = model_of(Dense(4, "relu", input_shape=(5,)))
    model.trainable = False
    with pytest.raises(EngineError, match="nothing to learn"):
        fit(model)
    assert model.evaluate(X, Y, verbose=0)


# --- optimizers


def test_the_learning_rate_is_read_and_set_between_fits() -> None:
    model, same = model_of(Dense(4, "relu", input_shape=(5,))), model_of(Dense(4, "relu", input_shape=(5,)))
    assert model.optimizer.learning_rate == 0.001
    assert model.optimizer.beta_1 == 0.9
    fit(model)
    fit(same)
    model.optimizer.learning_rate = np.float64(0.0)
    before = model.get_weights()
    fit(model)
    assert all(np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True))
    model.optimizer.learning_rate = 0.1
    fit(model)
    fit(same)
    # A rate of 100 times the size takes steps of about that size; the memory of the optimizer is kept.
    steps = [np.abs(each.get_weights()[0] - before[0]).mean() for each in (model, same)]
    assert steps[0] > 20 * steps[1]
    assert model.history is not None
    assert model.history.epochs[-1]["learning_rate"] == 0.1


def test_a_wrong_learning_rate_is_refused_and_the_old_one_stays() -> None:
    model = model_of(Dense(4, input_shape=(5,)), optimizer=Adam(0.01))
    for wrong in (-1, "fast", None, float("nan")):
        with pytest.raises(EngineError, match="learning_rate"):
            model.optimizer.learning_rate = wrong  # type: ignore[assignment]
    assert model.optimizer.learning_rate == 0.01


def test_the_optimizer_given_to_compile_shows_the_rate_as_it_is() -> None:
    part = Adam(0.01)
    model = model_of(Dense(4, input_shape=(5,)), optimizer=part)
    model.optimizer.learning_rate = 0.5
    assert part.learning_rate == model.optimizer.learning_rate == 0.5
    model.compile(model.optimizer, "sparse_categorical_crossentropy")
    model.fit(X, Y, verbose=0, callbacks=[LearningRateScheduler(lambda epoch, rate: rate / 2)])
    assert part.learning_rate == model.optimizer.learning_rate == 0.25
    assert part == Adam(0.25)


def test_a_rate_is_a_number_that_can_be_assigned() -> None:
    model = model_of(Dense(4, input_shape=(5,)), optimizer=SGD(0.01))
    rate = model.optimizer.learning_rate
    assert repr(rate) == "0.01"
    assert json.dumps([rate]) == "[0.01]"
    assert rate.numpy() == np.float32(0.01)
    rate.assign(0.5)
    assert model.optimizer.learning_rate == 0.5
    assert type(copy.deepcopy(rate)) is float
    model.optimizer.learning_rate = model.optimizer.learning_rate
    assert type(model.optimizer.part.learning_rate) is float
    assert type(SGD(rate).learning_rate) is float
    with pytest.raises(EngineError, match="learning_rate"):
        rate.assign(-1)


# --- as Keras's objects


def test_live_objects_pass_for_those_of_their_class() -> None:
    model = model_of(Dense(4, input_shape=(5,)), Dropout(0.5), optimizer=Adam(0.01))
    given = Dense(4)
    assert [isinstance(layer, Dense) for layer in model.layers] == [True, False, True]
    assert all(isinstance(layer, Layer) for layer in model.layers)
    assert isinstance(model.optimizer, Adam)
    assert not isinstance(model.optimizer, SGD)
    assert given not in model.layers
    assert model.layers[0] in model.layers
    for like in (copy.deepcopy(model.layers[0]), pickle.loads(pickle.dumps(model.layers[0]))):
        assert repr(like) == repr(model.layers[0]) == "<Dense dense: (None, 5) -> (None, 4)>"
        assert np.array_equal(like.get_weights()[0], model.layers[0].get_weights()[0])
    assert pickle.loads(pickle.dumps(model.optimizer)).learning_rate == 0.01
    model.compile(model.optimizer, "mse")
    assert model.optimizer.part == Adam(0.01)


def test_what_a_live_object_was_made_with_cannot_be_set() -> None:
    model = model_of(Dense(4, "relu", input_shape=(5,)), Dropout(0.5))
    attempts = ((model.layers[1], "rate", 0.0), (model.layers[0], "activation", None), (model.layers[0], "name", "x"))
    for thing, field, value in (*attempts, (model.optimizer, "beta_1", 0.0), (Dense(4).live, "units", 3)):
        before = getattr(thing, field)
        with pytest.raises(EngineError, match=rf"keeps the {field} that it was made with"):
            setattr(thing, field, value)
        assert getattr(thing, field) == before
    model.layers[0].trainable = False
    model.layers[0].note = "mine"
    model.optimizer.note = "mine"
    assert model.layers[0].note == model.optimizer.note == "mine"


def test_a_layer_takes_other_rows_where_its_weights_are_made_for_them() -> None:
    layer = Conv2D(2, 3, strides=2, padding="same")
    small = layer(np.ones((1, 6, 6, 1)))
    assert small.shape == (1, 3, 3, 2)
    assert layer(np.ones((1, 7, 7, 1))).shape == (1, 4, 4, 2)
    assert np.array_equal(layer(np.ones((1, 6, 6, 1))), small)
    assert Dropout(0.5)(X[:, :2]).shape == (len(X), 2)


@pytest.mark.parametrize("call", [lambda: Dense(3)(Input((4,))), lambda: Sequential([Dense(3)])(Input((4,)))])
def test_functional_models_are_refused(call: Any) -> None:
    with pytest.raises(EngineError, match=r"no functional models here. List the layers"):
        call()


def test_a_document_takes_the_description_of_a_live_object() -> None:
    model = Sequential([Input((4,)), Dense(3)])
    model.compile("adam", "mse")
    assert type(Project(layers=(model.layers[0],)).layers[0]) is Dense
    assert type(Training(optimizer=model.optimizer).optimizer) is Adam
