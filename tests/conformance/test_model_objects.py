"""What Keras's users do with the objects of a model, ours and Keras's side by side."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest

import engine

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
