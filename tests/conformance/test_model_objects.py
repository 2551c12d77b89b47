"""What Keras's users do with the objects of a model, ours and Keras's side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import torch

import engine
from engine.errors import EngineError

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

X = np.random.default_rng(0).normal(size=(40, 4)).astype("float32")
Y = (X[:, :1] > 0).astype("float32")
START = [np.random.default_rng(seed).normal(size=shape) for seed, shape in enumerate([(4, 5), (5,), (5, 1), (1,)])]


def model_of(library: Any) -> Any:
    layers = library.layers
    model = library.models.Sequential(
        [layers.Input((4,)), layers.Dense(5, activation="tanh"), layers.Dense(1, activation="sigmoid")]
    )
    model.set_weights(START)
    return model


def results_of(library: Any) -> list[float]:
    model, metrics = model_of(library), library.metrics
    given = [metrics.BinaryAccuracy(name="acc"), metrics.MeanSquaredError(), metrics.AUC(name="auc")]
    model.compile("sgd", "binary_crossentropy", metrics=given[:2], weighted_metrics=given[2:])
    seen: list[Any] = []

    def note(*_: Any) -> None:
        seen.extend(float(metric.result()) for metric in given)

    model.fit(X, Y, epochs=2, shuffle=False, verbose=0)
    note()
    model.fit(X[:24], Y[:24], epochs=2, shuffle=False, verbose=0, validation_data=(X[24:], Y[24:]))
    note()
    model.evaluate(X[:8], Y[:8], verbose=0)
    note()
    model.reset_metrics()
    note()
    model.train_on_batch(X[:9], Y[:9])
    note()
    model.reset_metrics()
    model.test_on_batch(X[:7], Y[:7])
    note()
    given[0].update_state([1.0, 0.0], [0.9, 0.8])
    if library is not keras:  # which goes on with the rows of the batch
        seen.append(float(given[0].result()))
    return seen


def test_metrics_given_to_compile_know_the_last_result() -> None:
    ours = results_of(engine)
    np.testing.assert_allclose(ours[:-1], results_of(keras), rtol=1e-5, atol=1e-6)
    assert ours[-1] == 0.5


def rates_of(library: Any) -> list[float]:
    model, optimizer = model_of(library), library.optimizers.SGD(0.5)
    model.compile(optimizer, "mse")
    assert isinstance(model.optimizer, library.optimizers.SGD)
    plateau = library.callbacks.ReduceLROnPlateau(monitor="loss", factor=0.5, patience=0, min_delta=10.0)
    model.fit(X, Y, epochs=3, verbose=0, callbacks=[plateau])
    seen = [float(optimizer.learning_rate)]
    model.optimizer.learning_rate.assign(0.01)
    return [*seen, float(optimizer.learning_rate), float(model.optimizer.learning_rate.numpy())]


def test_the_optimizer_given_to_compile_shows_the_rate() -> None:
    np.testing.assert_allclose(rates_of(engine), rates_of(keras), rtol=1e-6)
    assert model_of(engine).layers[0].name == "dense"


def test_a_list_of_one_array_is_the_array() -> None:
    found = []
    for library in (engine, keras):
        for x, y in ((X, Y), ([X], Y), ([X], [Y])) if library is engine else ((X, Y),):
            model = model_of(library)
            model.compile("sgd", ["mse"], metrics=[["mae"]])
            model.fit(x, y, epochs=2, shuffle=False, verbose=0, validation_data=(x, y))
            values = model.evaluate(x, y, verbose=0)
            found.append([*values, *np.ravel(model.predict(x, verbose=0)), *np.ravel(model.train_on_batch(x, y))])
    for each in found:
        np.testing.assert_allclose(each, found[0], rtol=1e-4, atol=1e-6)
    model = engine.Sequential([engine.Input((2, 3)), engine.layers.Flatten(), engine.layers.Dense(1)])
    assert model.predict([np.ones((2, 3))], verbose=0).shape == (1, 1)  # a row
    assert model.predict([np.ones((5, 2, 3))], verbose=0).shape == (5, 1)


def test_a_model_is_loaded_with_kerass_arguments(tmp_path: Path) -> None:
    model = model_of(engine)
    model.compile("adam", "mse")
    model.save(tmp_path / "a.safetensors")
    load = engine.models.load_model
    assert not load(tmp_path / "a.safetensors", compile=False).compiled
    loaded = load(str(tmp_path / "a.safetensors"), custom_objects=None, safe_mode=True)
    assert loaded.compiled
    assert np.array_equal(loaded.predict(X, verbose=0), model.predict(X, verbose=0))
    with pytest.raises(EngineError, match="custom_objects"):
        load(tmp_path / "a.safetensors", {"layer": int})


def test_a_clone_has_the_layers_and_weights_of_its_own() -> None:
    for library in (engine, keras):
        model = model_of(library)
        model.layers[0].trainable = False
        model.compile("sgd", "mse")
        clone = library.models.clone_model(model)
        assert [layer.name for layer in clone.layers] == [layer.name for layer in model.layers]
        assert not clone.layers[0].trainable
        assert clone.compiled
        assert clone.optimizer is not model.optimizer
        assert clone.output_shape == model.output_shape
        assert not np.array_equal(clone.get_weights()[2], model.get_weights()[2])
        before = [kernel.copy() for kernel in model.get_weights()]
        clone.compile("sgd", "mse")
        clone.fit(X, Y, verbose=0)
        assert all(np.array_equal(*pair) for pair in zip(before, model.get_weights(), strict=True))


@pytest.mark.parametrize("x", [[0, 2, 1], [[0], [3]], np.array([[0, 1], [2, 2]]), 2, np.array([1.0, 0.0])])
@pytest.mark.parametrize("classes", [None, 5])
def test_classes_are_written_as_keras_writes_them(x: Any, classes: int | None) -> None:
    ours, theirs = (library.utils.to_categorical(x, classes) for library in (engine, keras))
    assert ours.dtype == theirs.dtype
    assert np.array_equal(ours, theirs)


def test_a_configuration_names_classes_as_kerass_does() -> None:
    for library in (engine, keras):
        config = model_of(library).get_config()
        named = [(each["class_name"], each["config"]["name"]) for each in config["layers"][-2:]]
        assert [kind for kind, _ in named] == ["Dense", "Dense"]
    again = engine.Sequential.from_config({"layers": config["layers"][-2:]})
    assert [layer.units for layer in again.layers] == [5, 1]


def test_shapes_names_and_values_are_read_as_in_keras() -> None:
    for library in (engine, keras):
        model = model_of(library)
        model.compile("adam", "mse")
        layer = model.layers[0]
        assert tuple(layer.compute_output_shape((None, 4))) == (None, 5)
        assert model.optimizer.name == "adam"
        assert layer.kernel.value.detach().shape == (4, 5)
        assert np.allclose(layer.kernel.value.detach(), START[0])


MODEL = model_of(engine)
MODEL.compile("sgd", "mse")
PAIRS = torch.utils.data.TensorDataset(torch.tensor(X), torch.tensor(Y))
REFUSED: list[tuple[Any, str]] = [
    (lambda: MODEL.set_weights(None), "weights must be a list; got None"),
    (lambda: MODEL.layers[0].set_weights(3), "weights must be a list"),
    (lambda: MODEL.layers[0].build(None), "shape of one row"),
    (lambda: MODEL.compute_output_shape(None), "shape of one row"),
    (lambda: MODEL.optimizer.build(None), "variables must be a list"),
    (lambda: MODEL.optimizer.apply(None), "grads must be a list"),
    (lambda: MODEL.optimizer.apply_gradients([1]), "a pair must be a list"),
    (lambda: MODEL.optimizer.apply_gradients([(1, 2, 3)]), "pairs of a gradient and its variable"),
    (lambda: engine.models.load_model(3), "named by its path"),
    (lambda: MODEL.save(None), "named by its path"),
    (lambda: MODEL.load_weights(3), "named by its path"),
    (lambda: MODEL.summary(line_length="a"), "line_length"),
    (lambda: MODEL.summary(print_fn=3), "print_fn is a function"),
    (lambda: engine.Sequential(3), "A model is made of layers, such as Dense"),
    (lambda: engine.Sequential([MODEL]), "Spread the layers of a model"),
    (lambda: MODEL.fit(PAIRS), "gives rows, not batches. Wrap it in a DataLoader"),
    (lambda: MODEL.predict(X * np.nan), "cannot compute with"),
    (lambda: MODEL.compile("sgd", ["mse", "mae"]), "not the name of any loss"),
    (lambda: engine.Sequential.from_config({}), "has the list “layers”"),
    (lambda: engine.Sequential.from_config(3), "has the list “layers”"),
    (lambda: engine.models.clone_model(3), "takes a model"),
    (lambda: engine.models.clone_model(MODEL, clone_function=print), "clone_function"),
    (lambda: engine.utils.to_categorical([0, 3], 3), "has the class 3"),
    (lambda: engine.utils.to_categorical([-1]), "has the class -1"),
    (lambda: engine.utils.to_categorical([1], "a"), "num_classes"),
    (lambda: engine.utils.to_categorical("a"), "numbers"),
]


@pytest.mark.parametrize(("attempt", "sentence"), REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_what_makes_no_sense_is_refused_in_a_sentence(attempt: Any, sentence: str) -> None:
    with pytest.raises(EngineError, match=sentence):
        attempt()
