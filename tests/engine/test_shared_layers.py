"""A layer in several models: one layer with one set of weights, as in Keras."""

from __future__ import annotations

import copy
import gc
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import callbacks
from engine.callbacks import Callback
from engine.errors import EngineError
from engine.layers import BatchNormalization, Dense, Dropout, Input, Layer, LayerNormalization, Normalization
from engine.models import Sequential, load_model
from engine.training.live import _LIVE

X = np.random.default_rng(5).normal(size=(48, 4)).astype("float32")
BEHIND: dict[str, list[Layer]] = {"quick step": [], "with others": [Dropout(0.3), BatchNormalization()], "autograd step": [LayerNormalization()]}


def coders(behind: list[Layer], *, is_shared: bool = True) -> tuple[Sequential, Sequential]:
    """An autoencoder and its first half, of the same layers or of like ones."""
    first: list[Layer] = [Dense(3, "relu"), *(layer.changed() for layer in behind)]
    whole = Sequential([Input((4,)), *first, Dense(4)], seed=1)
    half = Sequential([Input((4,)), *(first if is_shared else [layer.changed() for layer in first])], seed=2)
    whole.compile("adam", "mse")
    half.compile("sgd", "mse")
    return whole, half


def alike(one: list[Any], other: list[Any]) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def first_half(whole: Sequential, half: Sequential) -> list[Any]:
    return whole.get_weights()[: len(half.get_weights())]


@pytest.mark.parametrize("behind", BEHIND.values(), ids=BEHIND)
def test_models_of_the_same_layers_have_the_same_weights_before_and_after_fits_of_either(behind: list[Layer]) -> None:
    whole, half = coders(behind)
    for model, y in ((whole, X), (half, X[:, :3]), (whole, X), (half, X[:, :3])):
        before = half.get_weights()
        model.fit(X, y, epochs=2, verbose=0)
        assert not alike(before, half.get_weights())
        assert alike(first_half(whole, half), half.get_weights())
        kernel, bias = half.get_weights()[:2]
        seen = Sequential(whole.layers[:1]).predict(X, verbose=0)
        assert np.allclose(seen, np.maximum(X @ kernel + bias, 0), atol=1e-6)


@pytest.mark.parametrize("behind", BEHIND.values(), ids=BEHIND)
@pytest.mark.parametrize("way", ["batches", "fits", "fits in a fit"])
def test_learning_in_turns_gives_the_digits_of_models_that_hand_their_weights_over(behind: list[Layer], way: str) -> None:
    results = []
    for is_shared in (True, False):
        whole, half = coders(behind, is_shared=is_shared)
        half.set_weights(first_half(whole, half))

        def in_turn(*_: Any, whole: Any = whole, half: Any = half, is_shared: bool = is_shared, **__: Any) -> None:
            if not is_shared:
                half.set_weights(first_half(whole, half))
            half.train_on_batch(X[:8], X[:8, :3]) if way == "batches" else half.fit(X, X[:, :3], verbose=0)
            if not is_shared:
                whole.set_weights([*half.get_weights(), *whole.get_weights()[len(half.get_weights()) :]])

        if way == "fits in a fit":
            # On a batch's end as well, where the step is in the middle of its epoch.
            for hook in ("on_epoch_end", "on_train_batch_end"):
                whole.fit(X, X, epochs=2, verbose=0, callbacks=[callbacks.LambdaCallback(**{hook: in_turn})])
        else:
            for _ in range(4):
                whole.train_on_batch(X[:8], X[:8]) if way == "batches" else whole.fit(X, X, verbose=0)
                in_turn()
        results.append([*whole.get_weights(), *half.get_weights()])
    assert alike(*results)


@pytest.mark.parametrize("behind", BEHIND.values(), ids=BEHIND)
def test_a_model_that_only_looks_on_changes_no_digit(behind: list[Layer]) -> None:
    whole, half = coders(behind)
    alone, _ = coders(behind)
    look = callbacks.LambdaCallback(on_epoch_end=lambda *_: half.predict(X, verbose=0))
    seen = [whole.fit(X, X, epochs=2, verbose=0, callbacks=[look]).history["loss"] for _ in range(2)]
    assert seen == [alone.fit(X, X, epochs=2, verbose=0).history["loss"] for _ in range(2)]
    assert alike(whole.get_weights(), alone.get_weights())


def test_layers_of_a_model_make_another() -> None:
    whole, _ = coders([])
    whole.fit(X, X, verbose=0)
    start = Sequential(whole.layers[:-1])
    assert np.array_equal(start.predict(X, verbose=0), whole.layers[0](X))
    start.add(Dense(2))
    start.compile("sgd", "mse")
    whole.layers[0].trainable = False
    before = whole.get_weights()
    start.fit(X, X[:, :2], epochs=2, verbose=0)
    assert alike(before, whole.get_weights())
    assert [layer.name for layer in start.layers] == ["dense", "dense_1"]
    whole.layers[0].trainable = True
    start.fit(X, X[:, :2], verbose=0)
    assert alike(start.get_weights()[:2], whole.get_weights()[:2])
    assert not alike(before, whole.get_weights())


def test_two_models_become_one() -> None:
    whole, half = coders([])
    back = Sequential([Input((3,)), Dense(4)], seed=3)
    both = Sequential([*half.layers, *back.layers], seed=4)
    assert np.allclose(both.predict(X, verbose=0), back.predict(half.predict(X, verbose=0), verbose=0), atol=1e-6)
    assert [layer.name for layer in both.layers] == ["dense", "dense"]
    assert both.get_layer("dense_1") is back.layers[0]
    both.compile("adam", "mse")
    both.fit(X, X, verbose=0)
    assert alike(both.get_weights(), [*half.get_weights(), *back.get_weights()])
    back.layers[0].trainable = False
    kept = back.get_weights()
    both.fit(X, X, verbose=0)
    assert alike(kept, back.get_weights())
    assert alike(half.get_weights(), whole.get_weights()[:2])


def test_a_frozen_layer_stays_whoever_learns_meanwhile() -> None:
    whole, half = coders([])
    whole.layers[0].trainable = False
    whole.train_on_batch(X, X)
    whole.layers[0].trainable = True
    half.train_on_batch(X, X[:, :3])
    whole.layers[0].trainable = False
    before = half.get_weights()
    whole.train_on_batch(X, X)
    assert alike(before, half.get_weights())


def test_a_layer_that_went_from_one_model_to_another_takes_its_weights_along() -> None:
    whole, _ = coders([])
    last = whole.pop()
    kernel = last.get_weights()[0]
    other = Sequential([Input((3,)), last])
    assert np.array_equal(other.get_weights()[0], kernel)


def test_statistics_are_shared_as_well() -> None:
    measured = Normalization()
    measured.adapt(X)
    models = [Sequential([Input((4,)), measured, Dense(2)]) for _ in range(2)]
    assert np.allclose(models[1].layers[0](X), (X - X.mean(0)) / X.std(0), atol=1e-5)
    measured.adapt(X + 1)
    assert all(np.allclose(model.get_weights()[0], X.mean(0) + 1, atol=1e-5) for model in models)


def test_files_and_copies_have_weights_of_their_own(tmp_path: Path) -> None:
    whole, half = coders([])
    whole.fit(X, X, verbose=0)
    whole.save(tmp_path / "whole.safetensors")
    half.save_weights(tmp_path / "half.weights.safetensors")
    before, twin, loaded = half.get_weights(), copy.deepcopy(half), load_model(tmp_path / "whole.safetensors")
    whole.fit(X, X, verbose=0)
    loaded.fit(X, X, verbose=0)
    assert alike(loaded.get_weights(), whole.get_weights())
    assert alike(twin.get_weights(), before)
    for other in (twin, pickle.loads(pickle.dumps(half))):
        assert alike(Sequential(other.layers[:1]).get_weights(), other.get_weights())
        with pytest.raises(EngineError, match="cannot be in it twice"):
            other.add(other.layers[0])
    half.load_weights(tmp_path / "half.weights.safetensors")
    assert alike(first_half(whole, half), before)


def test_models_that_are_gone_leave_nothing_behind() -> None:
    layer = Dense(3)
    gc.collect()
    known = len(_LIVE)
    for _ in range(3):
        whole = Sequential([Input((4,)), layer, Dense(4)])
        Sequential([*whole.layers, Dense(2)]).predict(X, verbose=0)
    del whole
    gc.collect()
    assert len(_LIVE) == known + 1
    assert not layer.live.networks


def test_what_cannot_be_shared_is_refused() -> None:
    layer = Dense(3)
    model = Sequential([Input((4,)), layer])
    with pytest.raises(EngineError, match="cannot be in it twice"):
        Sequential([layer, layer])
    with pytest.raises(EngineError, match="cannot be in it twice"):
        model.add(model.layers[0])
    with pytest.raises(EngineError, match="expects rows of 4 values, but input_shape has 5"):
        Sequential([Input((5,)), layer])
    with pytest.raises(EngineError, match="expects rows of 4 values, but x has 5"):
        Sequential([layer]).predict(np.ones((2, 5)), verbose=0)
    with pytest.raises(EngineError, match="float32, cpu and cannot be in one of float64, cpu"):
        Sequential([layer], dtype="float64").predict(X, verbose=0)
    assert model.predict(X, verbose=0).shape == (48, 3)


def test_the_losses_of_a_model_are_of_its_own_last_batch() -> None:
    dense = Dense(4, activity_regularizer="l2", kernel_initializer="ones")
    model = Sequential([Input((6,)), dense, Dense(3)])
    model.compile("sgd", "mse")
    x, y = np.ones((20, 6), np.float32), np.zeros((20, 3), np.float32)
    model.predict(x, verbose=0)
    of_its_own = float(model.losses[0])
    Sequential([Input((6,)), dense]).predict(3 * x[:5], verbose=0)
    assert float(model.losses[0]) == of_its_own
    model.fit(x, y, verbose=0)
    assert not model.losses[0].requires_grad


def test_a_copy_that_learns_leaves_its_original_alone() -> None:
    x, y = np.ones((9, 6), np.float32), np.zeros((9, 3), np.float32)
    # A penalty on outputs is for the autograd step.
    model = Sequential([Input((6,)), Dense(3, activity_regularizer="l2")])
    model.compile("adam", "mse")
    model.train_on_batch(x, y)
    before, twin = model.get_weights(), copy.deepcopy(model)
    twin.train_on_batch(x, y)
    assert np.array_equal(model.get_weights()[0], before[0])
    assert not np.array_equal(twin.get_weights()[0], before[0])


def test_a_model_whose_batches_were_watched_can_be_pickled() -> None:
    class Watching(Callback):
        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            assert "accuracy" in logs

    model = Sequential([Input((6,)), Dense(3, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    x, y = np.ones((9, 6), np.float32), np.zeros(9, np.int64)
    model.fit(x, y, verbose=0, callbacks=[Watching()])
    twin = pickle.loads(pickle.dumps(model))
    assert np.array_equal(twin.predict(x, verbose=0), model.predict(x, verbose=0))
    twin.fit(x, y, verbose=0, callbacks=[Watching()])
