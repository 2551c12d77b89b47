"""Every layer against Keras 3: values, gradients, shapes, counts, names of weights, arguments and default values."""

from __future__ import annotations

import copy
import inspect
import pickle
from typing import Any

import keras
import numpy as np
import pytest
import torch
from keras.src.utils.naming import to_snake_case

from engine import layers
from engine.errors import EngineError
from engine.layers import Layer
from engine.models import Sequential
from engine.optimizers import SGD

RELATIVE = 1e-5
ROWS = 8
FLAT, STEPS, IMAGE = (6,), (7, 4), (6, 5, 4)

Case = tuple[str, tuple[int, ...], dict[str, Any]]

# With what the loss gets from a batch of them beside the penalties on weights.
L1L2 = {"class_name": "L1L2", "config": {"l1": 0.02, "l2": 0.003}}
RIGHT_ANGLES = {"class_name": "OrthogonalRegularizer", "config": {"factor": 0.1, "mode": "columns"}}
PENALIZED: list[Case] = [
    ("ActivityRegularization", FLAT, {}),
    ("ActivityRegularization", FLAT, {"l1": 0.3}),
    ("ActivityRegularization", IMAGE, {"l1": 0.01, "l2": 0.2}),
    ("Dense", FLAT, {"units": 3, "activation": "tanh", "activity_regularizer": "l1"}),
    ("Dense", STEPS, {"units": 3, "activation": "softmax", "activity_regularizer": L1L2, "kernel_regularizer": "l2"}),
    ("Dense", FLAT, {"units": 4, "activity_regularizer": RIGHT_ANGLES, "bias_regularizer": "l1"}),
    ("Conv1D", STEPS, {"filters": 5, "kernel_size": 3, "padding": "causal", "activity_regularizer": "l2"}),
    ("Conv2D", IMAGE, {"filters": 3, "kernel_size": 3, "activation": "relu", "activity_regularizer": L1L2}),
]

DETERMINISTIC: list[Case] = [
    ("Dense", FLAT, {"units": 3}),
    ("Dense", FLAT, {"units": 3, "activation": "tanh", "use_bias": False}),
    ("Dense", STEPS, {"units": 3, "activation": "softmax"}),
    ("Dense", IMAGE, {"units": 2, "activation": "selu"}),
    ("Dense", FLAT, {"units": 6, "activation": "glu"}),
    ("Activation", FLAT, {"activation": "silu"}),
    ("Activation", IMAGE, {"activation": "softmax"}),
    ("Activation", STEPS, {"activation": "glu"}),
    ("Embedding", FLAT, {"input_dim": 9, "output_dim": 3}),
    ("Embedding", FLAT, {"input_dim": 9, "output_dim": 3, "mask_zero": True}),
    ("Masking", STEPS, {}),
    ("Masking", STEPS, {"mask_value": 1.0}),
    ("Embedding", (3, 2), {"input_dim": 5, "output_dim": 4, "embeddings_initializer": "he_normal"}),
    ("Flatten", FLAT, {}),
    ("Flatten", IMAGE, {}),
    ("Reshape", FLAT, {"target_shape": (2, 3)}),
    ("Reshape", FLAT, {"target_shape": (-1, 2, 1)}),
    ("Reshape", IMAGE, {"target_shape": (4, -1)}),
    ("Reshape", IMAGE, {"target_shape": (-1,)}),
    ("Permute", STEPS, {"dims": (2, 1)}),
    ("Permute", IMAGE, {"dims": (3, 1, 2)}),
    ("Rescaling", FLAT, {"scale": 0.25}),
    ("Rescaling", IMAGE, {"scale": -2.0, "offset": 0.5}),
    ("Normalization", FLAT, {}),
    ("Normalization", IMAGE, {}),
    ("Normalization", IMAGE, {"axis": (1, 3)}),
    ("Normalization", STEPS, {"axis": None}),
    ("Normalization", STEPS, {"axis": 1, "invert": True}),
    ("Normalization", FLAT, {"mean": 3.0, "variance": 2.0}),
    ("Normalization", STEPS, {"mean": (1.0, -1.0, 0.5, 2.0), "variance": (1.0, 4.0, 0.0, 0.25)}),
    ("Normalization", STEPS, {"axis": (1, 2), "mean": (1.0, -1.0, 0.5, 2.0), "variance": (1.0, 4.0, 9.0, 0.25)}),
    ("Normalization", FLAT, {"axis": None, "mean": 3.0, "variance": 2.0, "invert": True}),
    ("BatchNormalization", FLAT, {}),
    ("BatchNormalization", FLAT, {"momentum": 0.5, "epsilon": 0.1}),
    ("BatchNormalization", FLAT, {"center": False}),
    ("BatchNormalization", FLAT, {"scale": False}),
    ("BatchNormalization", FLAT, {"center": False, "scale": False}),
    ("BatchNormalization", STEPS, {}),
    ("BatchNormalization", STEPS, {"axis": 1, "scale": False}),
    ("BatchNormalization", IMAGE, {}),
    ("BatchNormalization", IMAGE, {"axis": 2, "center": False, "momentum": 0.9}),
    ("LayerNormalization", FLAT, {}),
    ("LayerNormalization", FLAT, {"epsilon": 0.1}),
    ("LayerNormalization", FLAT, {"center": False}),
    ("LayerNormalization", FLAT, {"scale": False}),
    ("LayerNormalization", FLAT, {"center": False, "scale": False}),
    ("LayerNormalization", IMAGE, {}),
    ("LayerNormalization", IMAGE, {"axis": (2, 3)}),
    ("LayerNormalization", IMAGE, {"axis": (1, 2, 3), "center": False}),
    ("LayerNormalization", IMAGE, {"axis": (1, 3), "scale": False}),
    ("LayerNormalization", (3, 1, 4), {"axis": (3, 2)}),
    ("RMSNormalization", FLAT, {}),
    ("RMSNormalization", STEPS, {"epsilon": 0.1}),
    ("RMSNormalization", IMAGE, {"axis": (2, 3)}),
    ("UnitNormalization", FLAT, {}),
    ("UnitNormalization", IMAGE, {"axis": 1}),
    ("UnitNormalization", IMAGE, {"axis": (1, 2)}),
    ("GroupNormalization", (96,), {}),
    ("GroupNormalization", FLAT, {"groups": 2}),
    ("GroupNormalization", FLAT, {"groups": 3, "scale": False, "epsilon": 0.1}),
    ("GroupNormalization", IMAGE, {"groups": 2}),
    ("GroupNormalization", IMAGE, {"groups": -1, "center": False}),
    ("GroupNormalization", IMAGE, {"groups": 3, "axis": 1, "center": False, "scale": False}),
    ("ReLU", FLAT, {}),
    ("ReLU", IMAGE, {"max_value": 1.0, "negative_slope": 0.2, "threshold": 0.3}),
    ("LeakyReLU", FLAT, {}),
    ("LeakyReLU", STEPS, {"negative_slope": 0.1}),
    ("PReLU", FLAT, {}),
    ("PReLU", FLAT, {"shared_axes": (1,)}),
    ("PReLU", IMAGE, {"alpha_initializer": "he_normal"}),
    ("PReLU", IMAGE, {"shared_axes": (1, 2)}),
    ("ELU", FLAT, {}),
    ("ELU", STEPS, {"alpha": 0.4}),
    ("Softmax", FLAT, {}),
    ("Softmax", IMAGE, {"axis": 1}),
    ("Softmax", IMAGE, {"axis": (1, 2)}),
    ("Conv1D", STEPS, {"filters": 5, "kernel_size": 3}),
    ("Conv1D", STEPS, {"filters": 5, "kernel_size": 4, "padding": "same", "activation": "relu"}),
    ("Conv1D", STEPS, {"filters": 5, "kernel_size": 3, "padding": "causal", "dilation_rate": 2}),
    ("Conv1D", STEPS, {"filters": 4, "kernel_size": 2, "strides": 3, "padding": "same", "groups": 2, "use_bias": False}),
    ("Conv1D", STEPS, {"filters": 4, "kernel_size": (2,), "strides": (2,), "padding": "causal"}),
    ("Conv2D", IMAGE, {"filters": 3, "kernel_size": 3}),
    ("Conv2D", IMAGE, {"filters": 3, "kernel_size": (2, 3), "padding": "same", "activation": "tanh"}),
    ("Conv2D", IMAGE, {"filters": 3, "kernel_size": 3, "strides": 2, "padding": "same"}),
    ("Conv2D", IMAGE, {"filters": 3, "kernel_size": (3, 2), "strides": (1, 2), "padding": "same", "use_bias": False}),
    ("Conv2D", IMAGE, {"filters": 4, "kernel_size": 2, "dilation_rate": (2, 1), "groups": 4}),
    ("Conv2D", IMAGE, {"filters": 4, "kernel_size": 1, "strides": 3, "padding": "same"}),
    ("MaxPooling1D", STEPS, {}),
    ("MaxPooling1D", STEPS, {"pool_size": 3, "strides": 2, "padding": "same"}),
    ("AveragePooling1D", STEPS, {"pool_size": 2}),
    ("AveragePooling1D", STEPS, {"pool_size": 3, "strides": 1, "padding": "same"}),
    ("MaxPooling2D", IMAGE, {}),
    ("MaxPooling2D", IMAGE, {"pool_size": (2, 3), "strides": (2, 1), "padding": "same"}),
    ("AveragePooling2D", IMAGE, {"pool_size": (2, 2)}),
    ("AveragePooling2D", IMAGE, {"pool_size": 3, "strides": 1, "padding": "same"}),
    ("AveragePooling2D", IMAGE, {"pool_size": (3, 2), "strides": 2}),
    ("GlobalAveragePooling1D", STEPS, {}),
    ("GlobalAveragePooling1D", STEPS, {"keepdims": True}),
    ("GlobalMaxPooling1D", STEPS, {}),
    ("GlobalMaxPooling1D", STEPS, {"keepdims": True}),
    ("GlobalAveragePooling2D", IMAGE, {}),
    ("GlobalAveragePooling2D", IMAGE, {"keepdims": True}),
    ("GlobalMaxPooling2D", IMAGE, {}),
    ("GlobalMaxPooling2D", IMAGE, {"keepdims": True}),
    *PENALIZED,
]
RANDOM: list[Case] = [
    ("Dropout", (400,), {"rate": 0.3}),
    ("Dropout", (50, 40), {"rate": 0.3, "noise_shape": (None, 1, None)}),
    ("AlphaDropout", (400,), {"rate": 0.3}),
    ("AlphaDropout", (50, 40), {"rate": 0.3, "noise_shape": (None, None, 1)}),
    ("SpatialDropout1D", (20, 100), {"rate": 0.3}),
    ("SpatialDropout2D", (5, 4, 100), {"rate": 0.3}),
    ("GaussianDropout", (400,), {"rate": 0.3}),
    ("GaussianNoise", (400,), {"stddev": 0.7}),
]


def case_name(value: Any) -> str | None:
    if isinstance(value, dict):
        return ",".join(f"{key}={item}" for key, item in value.items()) or "default"
    return "x".join(map(str, value)) if isinstance(value, tuple) else value


each_case = pytest.mark.parametrize(("name", "shape", "arguments"), DETERMINISTIC + RANDOM, ids=case_name)
each_exact = pytest.mark.parametrize(("name", "shape", "arguments"), DETERMINISTIC, ids=case_name)
each_random = pytest.mark.parametrize(("name", "shape", "arguments"), RANDOM, ids=case_name)


def same(ours: Any, theirs: Any) -> None:
    """To 1e-5 of the largest value."""
    ours, theirs = (value.detach().numpy() if torch.is_tensor(value) else value for value in (ours, theirs))
    assert ours.shape == theirs.shape
    scale = np.abs(theirs).max(initial=0.0) or 1.0
    assert np.abs(ours - theirs).max(initial=0.0) <= RELATIVE * scale


def weights_of(theirs: Any) -> list[Any]:
    return [weight.value.detach().numpy().copy() for weight in theirs.weights]


def values_for(layer: Layer, shape: tuple[int, ...], rows: int = ROWS) -> torch.Tensor:
    draw = torch.Generator().manual_seed(1)
    if layer.index_limit is not None:
        return torch.randint(layer.index_limit, (rows, *shape), generator=draw).float()
    return torch.randn(rows, *shape, generator=draw)


def both(name: str, shape: tuple[int, ...], arguments: dict[str, Any]) -> tuple[Layer, Any]:
    """Our layer and Keras's, built for these rows, with the same weights that are no default."""
    ours, theirs = getattr(layers, name)(**arguments), getattr(keras.layers, name)(**arguments)
    ours.build((None, *shape))
    if not theirs.built:
        theirs.build((None, *shape))
    draw = np.random.default_rng(3)
    weights = [
        draw.uniform(0.5, 1.5, weight.shape) if "variance" in weight.name else draw.standard_normal(weight.shape)
        for weight in theirs.weights
    ]
    ours.set_weights(weights)
    theirs.set_weights(weights)
    if name == "Normalization":
        theirs.finalize_state()
    return ours, theirs


# --- what is exact


@each_case
def test_shapes_counts_and_weights_are_kerass(name: str, shape: tuple[int, ...], arguments: dict[str, Any]) -> None:
    ours, theirs = both(name, shape, arguments)
    # What Keras gives, not what it announces: that is wrong for glu.
    assert ours.live.output_shape == (None, *theirs(values_for(ours, shape)).shape[1:])
    assert ours.count_params() == theirs.count_params()
    assert [(weight.name, weight.shape) for weight in ours.weights] == [
        (weight.name, tuple(weight.shape)) for weight in theirs.weights
    ]
    for mine, yours in ((ours.trainable_weights, theirs.trainable_weights),
                        (ours.non_trainable_weights, theirs.non_trainable_weights)):
        assert [weight.name for weight in mine] == [weight.name for weight in yours]
    named = [weight for weight in ours.weights if weight.name not in type(ours).model_fields]
    assert all(getattr(ours.live, weight.name).shape == weight.shape for weight in named)
    for mine, yours in zip(ours.get_weights(), weights_of(theirs), strict=True):
        same(mine, yours)


@each_case
def test_inference_gives_kerass_values(name: str, shape: tuple[int, ...], arguments: dict[str, Any]) -> None:
    ours, theirs = both(name, shape, arguments)
    x = values_for(ours, shape)
    expected = theirs(x, training=False)
    same(ours(x), expected)
    given = ours(x.numpy())
    assert isinstance(given, np.ndarray)
    same(given, expected)


@each_exact
@pytest.mark.parametrize("training", [False, True])
def test_gradients_are_kerass(
    name: str, shape: tuple[int, ...], arguments: dict[str, Any], training: bool
) -> None:
    ours, theirs = both(name, shape, arguments)
    x = values_for(ours, shape)
    found = []
    for layer, weights in (
        (ours, [parameter for module in ours.live._modules for parameter in module.parameters()]),
        (theirs, [weight.value for weight in theirs.trainable_weights]),
    ):
        start = x.clone().requires_grad_(ours.index_limit is None)
        wanted = [*weights, *([start] if start.requires_grad else [])]
        y = layer(start, training=training)
        weighting = torch.randn(y.shape, generator=torch.Generator().manual_seed(5))
        found.append((y, torch.autograd.grad((y * weighting).sum(), wanted) if wanted else ()))
    (ours_y, ours_grads), (theirs_y, theirs_grads) = found
    same(ours_y, theirs_y)
    for weight, mine, yours in zip([*ours.live.trainable_weights, None], ours_grads, theirs_grads, strict=False):
        if weight is not None:  # torch's layout to Keras's
            part = next(each for each in ours.tensors(shape) if each.keras_name == weight.name)
            same(mine.permute(part.keras_axes or tuple(range(mine.ndim))), yours)
        else:
            same(mine, yours)


def test_the_moving_mean_is_kerass_and_the_moving_variance_torchs() -> None:
    # FACTS: torch keeps the unbiased variance, n / (n − 1) times Keras's: 1.6 % for 64 values, 0.1 % for 1000.
    for shape, count in ((FLAT, 64), (STEPS, 64 * 7), (IMAGE, 64 * 30)):
        ours, theirs = both("BatchNormalization", shape, {"momentum": 0.0})
        x = values_for(ours, shape, 64)
        ours(x, training=True)
        theirs(x, training=True)
        *_, ours_mean, ours_variance = ours.get_weights()
        *_, theirs_mean, theirs_variance = weights_of(theirs)
        same(ours_mean, theirs_mean)
        same(ours_variance, theirs_variance * count / (count - 1))


@pytest.mark.parametrize("rank", [1, 2])
def test_average_pooling_counts_nothing_that_is_padded_as_tensorflow_does(rank: int) -> None:
    # Keras on torch pads copies of the edge where one side gets more than the other, and counts them, unlike on
    # TensorFlow and JAX: of windows of 4 over [1, 2, 4] the first mean is 7/3 there and here, and 2 on torch.
    x = np.array([1.0, 2.0, 4.0]).reshape(1, 3, *(1,) * rank)
    size = (4, 1)[:rank]
    assert getattr(layers, f"AveragePooling{rank}D")(size, 1, "same")(x).ravel() == pytest.approx([7 / 3, 7 / 3, 3.0])
    theirs = getattr(keras.layers, f"AveragePooling{rank}D")(size, 1, "same")
    assert theirs(x).numpy().ravel()[0] == pytest.approx(2.0)


@pytest.mark.parametrize("arguments", [{}, {"scale": False}, {"center": False, "epsilon": 0.1}], ids=case_name)
def test_layer_normalization_along_the_first_axis_is_that_along_the_last(arguments: dict[str, Any]) -> None:
    # Keras on torch takes axis 1 for the last one here and fails.
    ours = layers.LayerNormalization(axis=1, **arguments)
    ours.build((None, *IMAGE))
    theirs = keras.layers.LayerNormalization(axis=-1, **arguments)
    theirs.build((None, *IMAGE[1:], IMAGE[0]))
    weights = [np.random.default_rng(1).standard_normal(weight.shape) for weight in theirs.weights]
    ours.set_weights(weights)
    theirs.set_weights(weights)
    x = values_for(ours, IMAGE)
    same(ours(x).movedim(1, -1), theirs(x.movedim(1, -1)))


def test_adapt_measures_what_keras_measures() -> None:
    x = np.random.default_rng(2).normal(3.0, 2.0, (20, 5, 4)).astype(np.float32)
    for arguments in ({}, {"axis": 1}, {"axis": (1, 2)}, {"axis": None}, {"invert": True}):
        ours, theirs = layers.Normalization(**arguments), keras.layers.Normalization(**arguments)
        ours.adapt(x)
        theirs.adapt(x)
        same(ours(x), theirs(x))
        for mine, yours in zip(ours.get_weights(), weights_of(theirs), strict=True):
            same(mine, yours)
        # A model that begins with it goes on with what was measured.
        model = Sequential([ours, layers.Flatten(), layers.Dense(2)])
        same(model.layers[0](x), theirs(x))


@pytest.mark.parametrize("name", ["Dense", "BatchNormalization", "Dropout"])
def test_a_frozen_layer_trains_as_in_keras(name: str) -> None:
    arguments = {"Dense": {"units": 3}, "BatchNormalization": {"momentum": 0.5}, "Dropout": {"rate": 0.5}}[name]
    ours, theirs = both(name, FLAT, arguments)
    x = values_for(ours, FLAT)
    ours.trainable = theirs.trainable = False
    assert not ours.live.trainable_weights
    assert [weight.name for weight in ours.live.non_trainable_weights] == [
        weight.name for weight in theirs.non_trainable_weights
    ]
    if name != "Dropout":
        same(ours(x, training=True), theirs(x, training=True))
    else:
        assert (ours(x, training=True) == 0).any()
    for mine, yours in zip(ours.get_weights(), weights_of(theirs), strict=True):
        same(mine, yours)


# --- what the loss gets


def losses_of(layer: Any) -> list[float]:
    return [float(loss.detach()) for loss in layer.losses]


@pytest.mark.parametrize(("name", "shape", "arguments"), PENALIZED, ids=case_name)
@pytest.mark.parametrize("training", [False, True])
def test_penalties_on_a_batch_are_kerass(
    name: str, shape: tuple[int, ...], arguments: dict[str, Any], training: bool
) -> None:
    ours, theirs = both(name, shape, arguments)
    for rows in (ROWS, 3):  # of the last batch only
        x = values_for(ours, shape, rows)
        assert torch.equal(ours(x, training=training), ours(x))
        for layer in (ours, theirs):
            layer(x, training=training)
        assert losses_of(ours) == pytest.approx(losses_of(theirs), rel=RELATIVE)
        assert len(ours.losses) == 1 + sum("regularizer" in key for key in arguments) - ("activity_regularizer" in arguments)
    if not any(losses_of(theirs)):
        return
    found = []
    for layer in (ours, theirs):
        start = x.clone().requires_grad_()
        layer(start)
        found.append(torch.autograd.grad(layer.losses[0], start)[0])
    same(*found)


def test_penalties_of_a_model_and_of_a_frozen_layer_are_kerass() -> None:
    def network(kind: Any) -> list[Any]:
        return [
            kind.Input(FLAT), kind.Dense(5, "relu", kernel_regularizer="l1", activity_regularizer="l2"),
            kind.ActivityRegularization(0.1), kind.Dense(3, bias_regularizer="l2", kernel_regularizer="l2"),
        ]

    ours, theirs = Sequential(network(layers), seed=1), keras.Sequential(network(keras.layers))
    assert len(ours.losses) == 3  # nobody has seen a row
    weights = [np.random.default_rng(2).standard_normal(weight.shape) for weight in theirs.weights]
    x = np.random.default_rng(1).standard_normal((ROWS, *FLAT)).astype(np.float32)
    for model in (ours, theirs):
        model.set_weights(weights)
        model(x)
    assert losses_of(ours) == pytest.approx(losses_of(theirs), rel=RELATIVE)
    for model in (ours, theirs):
        model.layers[0].trainable = False
        model(x)
    assert len(ours.losses) == 4
    assert losses_of(ours) == pytest.approx(losses_of(theirs), rel=RELATIVE)


def test_what_a_layer_keeps_of_a_batch_is_in_no_copy_of_it() -> None:
    model = Sequential([layers.Dense(3, activity_regularizer="l2", input_shape=FLAT)], seed=1)
    model(torch.randn(ROWS, *FLAT))
    assert len(model.losses) == 1
    for twin in (copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
        assert twin.losses == []
        assert np.array_equal(twin.get_weights()[0], model.get_weights()[0])


# --- what is random


@each_random
def test_a_random_layer_passes_values_on_in_inference(
    name: str, shape: tuple[int, ...], arguments: dict[str, Any]
) -> None:
    layer = getattr(layers, name)(**arguments)
    x = values_for(layer, shape)
    assert torch.equal(layer(x), x)
    nothing = {key: 0.0 for key in arguments if key in ("rate", "stddev")}
    assert torch.equal(getattr(layers, name)(**nothing)(x, training=True), x)


@each_random
def test_a_random_layer_has_kerass_statistics(name: str, shape: tuple[int, ...], arguments: dict[str, Any]) -> None:
    ours, theirs = getattr(layers, name)(**arguments), getattr(keras.layers, name)(**arguments)
    torch.manual_seed(0)
    # Means differ little where a mask is the same for 50 values; 500 rows have 20 000 masked places at least.
    x = values_for(ours, shape, 500)
    mine, yours = ours(x, training=True), theirs(x, training=True)
    assert float(mine.mean()) == pytest.approx(float(yours.mean()), abs=0.02)
    assert float(mine.var()) == pytest.approx(float(yours.var()), rel=0.03)
    # How much of the values stays as large or as small as it was: the share that is switched off.
    lowest = -1.7580993408473766 if name == "AlphaDropout" else 0.0
    off = [_switched_off(values, lowest, arguments.get("rate", 0.0)) for values in (mine, yours)]
    assert off[0] == pytest.approx(off[1], abs=0.02)
    # The noise itself, where it is not the value that is noisy.
    assert float((mine - x).mean()) == pytest.approx(float((yours - x).mean()), abs=0.02)
    assert float((mine - x).std()) == pytest.approx(float((yours - x).std()), rel=0.03)


def _switched_off(values: torch.Tensor, lowest: float, rate: float) -> float:
    if lowest:
        scale = ((1 - rate) * (1 + rate * lowest**2)) ** -0.5
        lowest = scale * lowest - scale * lowest * rate
    return float((values - lowest).abs().lt(1e-5).double().mean())


@pytest.mark.parametrize(
    ("layer", "axis"),
    [
        (layers.Dropout(0.5, (None, 1, None)), 1),
        (layers.AlphaDropout(0.5, (None, None, 1)), 2),
        (layers.SpatialDropout1D(0.5), 1),
        (layers.SpatialDropout2D(0.5), (1, 2)),
    ],
    ids=lambda value: value.kind if isinstance(value, Layer) else str(value),
)
def test_a_shared_mask_is_the_same_along_its_axes(layer: Layer, axis: Any) -> None:
    x = torch.ones(50, 6, 5, 4) if layer.row_axes == 3 else torch.ones(50, 6, 5)
    y = layer(x, training=True)
    assert torch.equal(y.amax(axis), y.amin(axis))
    assert 0.3 < float((y == y.min()).double().mean()) < 0.7


# --- Keras's words

NAMES = sorted({name for name, _, _ in DETERMINISTIC + RANDOM})
# Keras's layers that are not here, and why.
ABSENT = {
    "is about more than one row of layers": {
        "Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract", "Wrapper",
        "TimeDistributed", "Bidirectional", "Identity", "InputSpec", "Pipeline", "Lambda", "TorchModuleWrapper",
        "FlaxLayer", "JaxLayer", "TFSMLayer", "SpectralNormalization", "add", "average", "concatenate", "dot", "maximum",
        "minimum", "multiply", "subtract", "serialize", "deserialize",
    },
    "is a network with memory or attention": {
        "RNN", "SimpleRNN", "SimpleRNNCell", "GRU", "GRUCell", "LSTM", "LSTMCell", "ConvLSTM1D", "ConvLSTM2D",
        "ConvLSTM3D", "StackedRNNCells", "Attention", "AdditiveAttention", "MultiHeadAttention", "GroupQueryAttention",
        "ReversibleEmbedding", "EinsumDense",
    },
    "works on volumes": {
        "AveragePooling3D", "AvgPool3D", "AdaptiveAveragePooling3D", "AdaptiveMaxPooling3D", "Conv3D", "Convolution3D",
        "Conv3DTranspose", "Convolution3DTranspose", "Cropping3D", "GlobalAveragePooling3D", "GlobalAvgPool3D",
        "GlobalMaxPool3D", "GlobalMaxPooling3D", "MaxPool3D", "MaxPooling3D", "SpatialDropout3D", "UpSampling3D",
        "ZeroPadding3D",
    },
    "is a rarer way to slide a window": {
        "AdaptiveAveragePooling1D", "AdaptiveAveragePooling2D", "AdaptiveMaxPooling1D", "AdaptiveMaxPooling2D",
        "Conv1DTranspose", "Conv2DTranspose", "Convolution1DTranspose", "Convolution2DTranspose", "Cropping1D",
        "Cropping2D", "DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D",
        "SeparableConvolution1D", "SeparableConvolution2D", "UpSampling1D", "UpSampling2D", "ZeroPadding1D",
        "ZeroPadding2D", "RepeatVector",
    },
    "prepares or varies data, which is done in front of the network": {
        "AugMix", "AutoContrast", "CategoryEncoding", "CenterCrop", "ContrastLimitedAdaptiveHistogramEqualization",
        "CutMix", "Discretization", "Equalization", "HashedCrossing", "Hashing", "IntegerLookup", "MaxNumBoundingBoxes",
        "MelSpectrogram", "MixUp", "RandAugment", "RandomBrightness", "RandomColorDegeneration", "RandomColorJitter",
        "RandomContrast", "RandomCrop", "RandomElasticTransform", "RandomErasing", "RandomFlip", "RandomGaussianBlur",
        "RandomGrayscale", "RandomHue", "RandomInvert", "RandomPerspective", "RandomPosterization", "RandomRotation",
        "RandomSaturation", "RandomSharpness", "RandomShear", "RandomTranslation", "RandomZoom", "Resizing",
        "STFTSpectrogram", "Solarization", "StringLookup", "TextVectorization",
    },
}
# Arguments without a default value in Keras, which a form needs: what ours is does not matter to a line of Keras.
REQUIRED = {"activation", "dims", "filters", "input_dim", "kernel_size", "output_dim", "pool_size", "rate", "scale",
            "stddev", "target_shape", "units"}


def test_every_layer_of_ours_is_compared_and_every_other_is_written_down() -> None:
    assert {part.__name__ for part in Layer.kinds.values() if part.__module__.startswith("engine.")} == set(NAMES)
    theirs = {name for name in dir(keras.layers) if not name.startswith("_")}
    absent = set[str]().union(*ABSENT.values())
    assert theirs - absent == {name for name in theirs if hasattr(layers, name)}
    assert not absent & set(dir(layers))
    assert absent <= theirs


@pytest.mark.parametrize("name", NAMES)
def test_arguments_and_defaults_are_kerass(name: str) -> None:
    ours = getattr(layers, name)
    signature = inspect.signature(getattr(keras.layers, name).__init__).parameters
    theirs = {
        key: parameter.default for key, parameter in signature.items()
        if key not in {"self", "kwargs", "name", "dtype"}
    }
    absent = {each.name: each for each in ours.absent}
    fields = ours.positional_fields()
    assert [key for key in theirs if key not in absent] == list(fields)
    assert absent.keys() - theirs.keys() <= {"input_length", "rms_scaling", "lora_rank", "lora_alpha"}  # in **kwargs
    for place, (key, default) in enumerate(theirs.items()):
        if key in absent:
            assert absent[key].allowed is None or default in absent[key].allowed
            assert absent[key].place in (None, place)
            # Behind all of ours nobody writes by position.
            assert absent[key].place is not None or place >= len(fields)
        elif default is not inspect.Parameter.empty:
            assert ours(**{key: default}) == ours()
        else:
            assert key in REQUIRED


@each_case
def test_configurations_go_from_keras_to_us_and_back(
    name: str, shape: tuple[int, ...], arguments: dict[str, Any]
) -> None:
    ours, theirs = getattr(layers, name)(**arguments, name="mine"), getattr(keras.layers, name)(**arguments, name="mine")
    expected = theirs.get_config()
    assert type(theirs).from_config(ours.get_config()).get_config() == expected
    read = type(ours).from_config(expected)
    assert read.output_shape(shape) == ours.output_shape(shape)
    assert type(theirs).from_config(read.get_config()).get_config() == expected
    assert type(ours).from_config(ours.get_config()) == ours


@pytest.mark.parametrize("name", NAMES)
def test_a_layer_without_a_name_is_called_as_in_keras(name: str) -> None:
    _, shape, arguments = next(case for case in DETERMINISTIC + RANDOM if case[0] == name)
    model = Sequential([layers.Input(shape), getattr(layers, name)(**arguments)])
    assert model.layers[0].name == to_snake_case(name)
    assert getattr(layers, name)(**arguments, name="mine", trainable=False, dtype="float32").id == "mine"


def test_a_model_is_built_and_told_about_as_in_keras() -> None:
    def network(kind: Any) -> list[Any]:
        return [
            kind.Input((8, 8, 1)), kind.Rescaling(1 / 16), kind.Conv2D(4, 3, activation="relu", padding="same"),
            kind.BatchNormalization(), kind.MaxPooling2D(), kind.Conv2D(6, (2, 3)), kind.PReLU(shared_axes=(1, 2)),
            kind.SpatialDropout2D(0.1), kind.GlobalAveragePooling2D(), kind.Dense(3, "softmax"),
        ]

    ours, theirs = Sequential(network(layers)), keras.Sequential(network(keras.layers))
    draw = np.random.default_rng(1)
    weights = [draw.uniform(0.5, 1.0, weight.shape).astype(np.float32) for weight in theirs.weights]
    ours.set_weights(weights)
    theirs.set_weights(weights)
    x = draw.standard_normal((5, 8, 8, 1)).astype(np.float32)
    same(ours.predict(x, verbose=0), theirs(x, training=False))
    assert [layer.output_shape for layer in ours.layers] == [tuple(layer.output.shape) for layer in theirs.layers]
    assert ours.count_params() == theirs.count_params()
    assert ours.output_shape == theirs.output_shape


@each_case
def test_every_layer_can_stand_first_and_learn_in_double_precision(
    name: str, shape: tuple[int, ...], arguments: dict[str, Any]
) -> None:
    layer = getattr(layers, name)(**arguments)
    model = Sequential([layers.Input(shape), layer, layers.Flatten(), layers.Dense(1)], seed=1, dtype="float64")
    model.compile("sgd", "mse")
    x = values_for(layer, shape).numpy()
    model.fit(x, np.ones(ROWS), batch_size=4, verbose=0)
    outputs = model.predict(x, verbose=0)
    assert outputs.dtype == np.float64
    assert np.isfinite(outputs).all()
    other = Sequential.from_config(model.get_config())
    other.set_weights(model.get_weights())
    assert np.array_equal(other.predict(x, verbose=0), outputs)


def image_network(kind: Any) -> list[Any]:
    return [
        kind.Input((6, 6, 1)), kind.Conv2D(4, 3, activation="relu", padding="same"), kind.MaxPooling2D(),
        kind.LayerNormalization(), kind.Conv2D(3, 2, strides=2, padding="same"), kind.ELU(), kind.Flatten(),
        kind.Dense(2, "softmax"),
    ]


def word_network(kind: Any) -> list[Any]:
    return [
        kind.Input((6,)), kind.Embedding(9, 4), kind.Conv1D(5, 3, activation="tanh"), kind.RMSNormalization(),
        kind.PReLU(shared_axes=1), kind.GlobalAveragePooling1D(), kind.UnitNormalization(), kind.Dense(2, "softmax"),
    ]


# --- which steps are real

MASK = np.array([[1, 1, 1, 0], [1, 0, 1, 1], [0, 0, 0, 1], [1, 1, 1, 1]], dtype=bool)


def with_padding(steps: int, channels: int) -> Any:
    """Rows of which some steps hold 1 and nothing else."""
    x = np.random.default_rng(3).standard_normal((4, steps, channels)).astype(np.float32)
    x[~np.resize(MASK, (4, steps))] = 1.0
    return x


@each_case
def test_a_mask_is_behind_each_layer_what_it_is_in_keras(
    name: str, shape: tuple[int, ...], arguments: dict[str, Any]
) -> None:
    ours, theirs = getattr(layers, name)(**arguments), getattr(keras.layers, name)(**arguments)
    x = values_for(ours, shape).numpy()
    before = np.ones(x.shape[:2], dtype=bool)
    expected = theirs.compute_mask(torch.from_numpy(x), torch.from_numpy(before)) if theirs.supports_masking else None
    found = ours.compute_mask(x, before)
    assert (found is None) == (expected is None)
    if expected is not None:
        assert np.array_equal(found, np.asarray(expected))
        assert torch.equal(ours.compute_mask(torch.from_numpy(x), torch.from_numpy(before)), torch.as_tensor(expected))


def test_the_mask_of_a_layer_says_which_steps_are_real() -> None:
    words = np.array([[3, 1, 0, 0], [0, 2, 0, 1]])
    assert np.array_equal(layers.Embedding(5, 2, mask_zero=True).compute_mask(words), words != 0)
    assert layers.Embedding(5, 2).compute_mask(words) is None
    x = with_padding(4, 3)
    found = layers.Masking(1.0).compute_mask(x)
    assert np.array_equal(found, MASK)
    assert np.array_equal(found, np.asarray(keras.layers.Masking(1.0).compute_mask(torch.from_numpy(x))))
    y = layers.Masking(1.0)(x)
    assert np.array_equal(y, np.where(MASK[..., None], x, 0.0))
    same(y, keras.layers.Masking(1.0)(torch.from_numpy(x)))


@pytest.mark.parametrize("keepdims", [False, True])
def test_a_global_mean_leaves_out_what_is_masked(keepdims: bool) -> None:
    x = with_padding(4, 3)
    ours, theirs = layers.GlobalAveragePooling1D(keepdims=keepdims), keras.layers.GlobalAveragePooling1D(keepdims=keepdims)
    same(ours(x, mask=MASK), theirs(torch.from_numpy(x), mask=torch.from_numpy(MASK)))
    same(ours(x), theirs(torch.from_numpy(x)))
    nothing = ours(x, mask=np.zeros_like(MASK))  # Keras divides by 0 here
    assert not nothing.any()


@pytest.mark.parametrize(
    "arguments", [{}, {"axis": 1}, {"scale": False}, {"center": False, "momentum": 0.5}, {"scale": False, "center": False}]
)
def test_batch_normalization_measures_what_is_not_masked(arguments: dict[str, Any]) -> None:
    x = with_padding(4, 3)
    ours, theirs = layers.BatchNormalization(**arguments), keras.layers.BatchNormalization(**arguments)
    same(
        ours(x, mask=MASK, training=True), theirs(torch.from_numpy(x), mask=torch.from_numpy(MASK), training=True)
    )
    found, expected = ours.get_weights(), weights_of(theirs)
    same(found[-2], expected[-2])
    # Torch keeps the unbiased variance: n / (n − 1) times as much, for n real values.
    n = MASK.sum(0) * 3 if arguments.get("axis") == 1 else MASK.sum()
    same(found[-1] - ours.momentum, (expected[-1] - ours.momentum) * n / (n - 1))
    same(ours(x, mask=MASK), ours(x))


def masked_words(kind: Any) -> list[Any]:
    return [
        kind.Input((6,)), kind.Embedding(9, 4, mask_zero=True), kind.Dense(5, "relu"), kind.LayerNormalization(),
        kind.UnitNormalization(), kind.Dropout(0.0), kind.PReLU(), kind.GlobalAveragePooling1D(), kind.Dense(2, "softmax"),
    ]


def masked_steps(kind: Any) -> list[Any]:
    return [
        kind.Input((6,)), kind.Reshape((3, 2)), kind.ReLU(threshold=3.5), kind.Masking(), kind.Dense(4, "tanh"),
        kind.SpatialDropout1D(0.0), kind.GlobalAveragePooling1D(), kind.Dense(2, "softmax"),
    ]


def masked_and_forgotten(kind: Any) -> list[Any]:
    return [
        kind.Input((6,)), kind.Embedding(9, 4, mask_zero=True), kind.Conv1D(5, 3, activation="tanh"),
        kind.GlobalAveragePooling1D(), kind.Dense(2, "softmax"),
    ]


@pytest.mark.filterwarnings("ignore:Layer 'conv1d:UserWarning")  # Keras says that its mask ends there
@pytest.mark.parametrize("network", [image_network, word_network, masked_words, masked_steps, masked_and_forgotten])
def test_a_whole_fit_runs_as_in_keras(network: Any) -> None:
    ours, theirs = Sequential(network(layers), seed=1), keras.Sequential(network(keras.layers))
    ours.set_weights(weights_of(theirs))
    draw = np.random.default_rng(4)
    shape = ours.input_shape[1:]
    x = draw.integers(0, 9, (37, *shape)) if len(shape) == 1 else draw.standard_normal((37, *shape))
    x, y = x.astype(np.float32), (x.reshape(37, -1).mean(axis=1) > x.mean()).astype(np.int64)
    losses = []
    for model, rate in ((ours, SGD(0.1, momentum=0.9)), (theirs, keras.optimizers.SGD(0.1, momentum=0.9))):
        model.compile(rate, "sparse_categorical_crossentropy")
        history = model.fit(x, y, batch_size=8, epochs=4, shuffle=False, validation_split=0.2, verbose=0)
        losses.append([float(loss) for name in ("loss", "val_loss") for loss in history.history[name]])
    assert losses[0] == pytest.approx(losses[1], rel=1e-4)
    for mine, yours in zip(ours.get_weights(), weights_of(theirs), strict=True):
        assert np.abs(mine - yours).max() <= 1e-4 * np.abs(yours).max()


# --- what is refused

REFUSED = [
    (lambda: layers.Dense(3, lora_rank=2), "takes no lora_rank"),
    (lambda: layers.Flatten(activity_regularizer="l2"), "takes no activity_regularizer.*ActivityRegularization layer"),
    (lambda: layers.Dense(3, activity_regularizer="none of these"), "none of these"),
    (lambda: layers.Dense(3, activity_regularizer="orthogonal_regularizer")(np.ones((2, 4, 3))), "3 axes"),
    (lambda: layers.ActivityRegularization(l1=-1.0), "l1"),
    (lambda: layers.Conv2D(3, 3, 1, "same", "channels_first"), "takes no data_format"),
    (lambda: layers.GlobalAveragePooling1D("channels_first"), "takes no data_format"),
    (lambda: layers.Dense(3)(np.ones((2, 4, 3)), mask=np.ones((2, 4))), "Dense takes no mask"),
    (lambda: layers.GlobalAveragePooling1D()(np.ones((2, 4, 3)), mask=np.ones((2, 3))), "shape .2, 4.; got .2, 3."),
    (lambda: layers.GlobalAveragePooling1D()(np.ones((2, 4, 3)), mask="abc"), "shape .2, 4."),
    (lambda: layers.GlobalAveragePooling1D()(np.ones((2, 4, 3)), mask=[[1, 0], [1]]), "shape .2, 4."),
    (lambda: layers.Masking()(np.ones((2, 4))), "rows of shape .4,"),
    (lambda: layers.BatchNormalization(renorm=True), "takes no renorm"),
    (lambda: layers.Embedding(3, 2, weights=[np.zeros((3, 2))]), "takes no weights"),
    (lambda: layers.Dense(3, trainable="no"), "trainable must be true or false"),
    (lambda: layers.Softmax(0), "axis 0 is the rows"),
    (lambda: layers.LayerNormalization((1, 1)), "named once"),
    (lambda: layers.BatchNormalization((1, 2)), "One axis is needed"),
    (lambda: layers.Softmax(1.5), "An axis is a whole number"),
    (lambda: layers.Reshape((0, 3)), "A shape has whole numbers"),
    (lambda: layers.Reshape((-1, -1)), "at most one -1"),
    (lambda: layers.Permute((1, 3)), "names each axis once"),
    (lambda: layers.Dropout(0.5, (None, "a")), "noise_shape has 1"),
    (lambda: layers.Conv2D(3, (3, 3, 3)), "one for each of 2 axes"),
    (lambda: layers.Conv1D(3, 0), "A size is a whole number from 1"),
    (lambda: layers.Conv1D(3, 3, padding="full"), "padding"),
    (lambda: layers.Normalization(mean=(1.0, 2.0), variance=(1.0,)), "as many variances as means"),
    (lambda: layers.Normalization(mean="3", variance=1.0), "a number, or one for each"),
    (lambda: layers.Normalization(mean=3.0)(np.ones((2, 3))), "both the mean and the variance"),
    (lambda: layers.Normalization(mean=(1.0, 2.0), variance=(1.0, 1.0))(np.ones((2, 3))), "has 2 means"),
    (lambda: layers.Normalization(mean=0.0, variance=1.0).adapt(np.ones((2, 3))), "nothing to adapt"),
    (lambda: layers.Reshape((4, 2))(np.ones((2, 6))), "6 values cannot be laid out"),
    (lambda: layers.Permute((2, 1))(np.ones((2, 6))), "orders 2 axes"),
    (lambda: layers.Conv2D(3)(np.ones((2, 6))), "height, width, channels.*rows of shape .6,"),
    (lambda: layers.Conv2D(3, 7)(np.ones((2, 6, 6, 1))), "7 × 7 does not fit"),
    (lambda: layers.Conv2D(3, 2, groups=2)(np.ones((2, 6, 6, 3))), "cannot be divided into 2 groups"),
    (lambda: layers.Conv1D(3, 2, strides=2, dilation_rate=2)(np.ones((2, 6, 3))), "not both"),
    (lambda: layers.MaxPooling1D(8)(np.ones((2, 6, 3))), "does not fit"),
    (lambda: layers.GroupNormalization(4)(np.ones((2, 6))), "6 channels cannot be divided into 4"),
    (lambda: layers.RMSNormalization(1)(np.ones((2, 6, 3))), "last axes"),
    (lambda: layers.LayerNormalization(3)(np.ones((2, 6))), "works along axis 3"),
    (lambda: layers.Dropout(0.5, (None, 2))(np.ones((2, 6))), "does not suit rows"),
    (lambda: layers.Dense(3, "glu")(np.ones((2, 6))), "glu"),
    (lambda: layers.Embedding(5, 2)([[0, 5]]), "from 0 to 4, but x has 5"),
    (lambda: layers.Embedding(5, 2)([[0, 1.5]]), "whole numbers"),
    (lambda: layers.Dense(3, kernel_initializer="identity", bias_initializer="identity"), "cannot start a bias"),
    (lambda: layers.Conv2D(3, 3, kernel_regularizer="orthogonal_regularizer"), "4 axes"),
    (layers.Input, "needs the shape"),
    (lambda: layers.Input((3,), sparse=True), "sparse"),
    (lambda: layers.Dense(3).build((None, "a")), "shape of one row"),
]


@pytest.mark.parametrize(("attempt", "sentence"), REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_what_is_not_here_is_refused_in_a_sentence(attempt: Any, sentence: str) -> None:
    with pytest.raises(EngineError, match=sentence) as caught:
        attempt()
    assert "\n" not in str(caught.value)


def test_what_asks_for_nothing_is_understood() -> None:
    assert layers.Conv2D(8, 3, 2, "same", None, 1, 1, "relu") == layers.Conv2D(8, 3, 2, "same", activation="relu", dilation_rate=1)
    assert layers.Conv2D(8, 3, data_format="channels_last") == layers.Conv2D(8, 3)
    assert layers.Dropout(0.5, None, 42) == layers.Dropout(0.5, seed=1) == layers.Dropout(0.5)
    assert layers.MaxPooling2D(2, 2, "valid", None) == layers.MaxPooling2D(2, 2)
    assert layers.Dense(3, None, lora_rank=None, activity_regularizer=None) == layers.Dense(3)
    assert layers.Flatten(activity_regularizer=None) == layers.Flatten()
    assert layers.Input(batch_shape=(None, 3, 2)).shape == (3, 2)
    assert layers.Reshape([np.int64(2), 3]) == layers.Reshape((2, 3))


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("Softmax", {}),
        ("ReLU", {}),
        ("LeakyReLU", {}),
        ("ELU", {}),
        ("PReLU", {}),
        ("Activation", {"activation": "softmax"}),
        ("Activation", {"activation": "tanh"}),
        ("Dropout", {"rate": 0.5}),
        ("GaussianNoise", {"stddev": 0.5}),
        ("UnitNormalization", {}),
        ("Rescaling", {"scale": 2.0}),
        ("Normalization", {"axis": None, "mean": 1.0, "variance": 2.0}),
        ("Normalization", {"axis": None}),
        ("Flatten", {}),
        ("Reshape", {"target_shape": (1,)}),
    ],
)
def test_values_without_rows_stay_so(name: str, arguments: dict[str, Any]) -> None:
    ours, theirs = getattr(layers, name)(**arguments), getattr(keras.layers, name)(**arguments)
    if name == "Normalization" and "mean" not in arguments:
        for layer in (ours, theirs):
            layer.adapt(np.array([1.0, 2.0, 3.0, 4.0, 5.0]))
    for values in ([1.0, 2.0, 1.0], [-1.0, 3.0, 0.5, 4.0]):
        x = np.array(values, dtype=np.float32)
        expected = theirs(x).detach().numpy()
        for given in (x, values, torch.tensor(x)):
            found = ours(given)
            assert found.shape == expected.shape
            np.testing.assert_allclose(torch.as_tensor(found).detach(), expected, rtol=1e-5, atol=1e-6)
