"""Every initializer against Keras 3: shapes, distributions, fans, seeds. The generators differ, so drawn values cannot agree."""

from __future__ import annotations

import inspect
import math
import random
from typing import Any

import keras
import numpy as np
import pytest
import torch

from engine import initializers
from engine.call import Call, execute
from engine.errors import EngineError
from engine.initializers import Initializer
from engine.layers import Dense

LOOKUPS = {"get", "serialize", "deserialize"}
# Kernels of a short-time Fourier transform, for a layer that is not here.
LACKING = {"STFT", "STFTInitializer", "stft"}
NAMES = [name for name in dir(keras.initializers) if not name.startswith("_") and name not in LOOKUPS | LACKING]
NAMED = ["GlorotUniform", "GlorotNormal", "HeUniform", "HeNormal", "LecunUniform", "LecunNormal"]
SHAPES = [(300, 200), (90, 700), (3, 3, 64, 96), (5, 60, 200), (60000,)]

RANDOM: list[tuple[str, dict[str, Any]]] = [
    *((name, {}) for name in NAMED),
    ("RandomNormal", {}), ("RandomNormal", {"mean": 1.0, "stddev": 0.5}),
    ("RandomUniform", {}), ("RandomUniform", {"minval": -1.0, "maxval": 3.0}), ("RandomUniform", {"minval": 2, "maxval": 1}),
    ("TruncatedNormal", {}), ("TruncatedNormal", {"mean": -1.0, "stddev": 2.0}),
    ("VarianceScaling", {}), ("VarianceScaling", {"distribution": "normal"}),
    *(
        ("VarianceScaling", {"scale": 3.0, "mode": mode, "distribution": distribution})
        for mode in ("fan_in", "fan_out", "fan_avg")
        for distribution in ("truncated_normal", "untruncated_normal", "uniform")
    ),
]
BY_AXES = [(name, {"input_axes": [0], "output_axes": [1, 2]}) for name in (*NAMED, "VarianceScaling")]
FIXED: list[tuple[str, dict[str, Any]]] = [
    ("Zeros", {}), ("Ones", {}), ("Constant", {}), ("Constant", {"value": 2.5}), ("Identity", {}), ("Identity", {"gain": -3.0}),
]


def distance(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> float:
    """Kolmogorov and Smirnov's: the largest difference between two distribution functions."""
    values = np.sort(np.concatenate([one.ravel(), other.ravel()]))
    shares = [np.searchsorted(np.sort(each.ravel()), values, side="right") / each.size for each in (one, other)]
    return float(np.abs(shares[0] - shares[1]).max())


def both(name: str, options: dict[str, Any], shape: tuple[int, ...]) -> list[np.ndarray[Any, Any]]:
    """What is drawn here and there."""
    here = getattr(initializers, name)(**options, seed=1)(shape)
    return [here, getattr(keras.initializers, name)(**options, seed=2)(shape).cpu().numpy()]


def assert_same_distribution(here: np.ndarray[Any, Any], there: np.ndarray[Any, Any]) -> None:
    # Of 50 000 numbers each, two draws of one distribution differ by more than 0.0125 once in a thousand times.
    assert distance(here, there) < 0.0125
    spread = float(there.std())
    assert float(here.std()) == pytest.approx(spread, rel=0.015)
    assert float(here.mean()) == pytest.approx(float(there.mean()), abs=0.02 * spread)


def name_of(value: Any) -> str:
    return value if isinstance(value, str) else "-".join(f"{key}={item}" for key, item in value.items()) or "default"


# --- distributions


@pytest.mark.parametrize(("name", "options"), RANDOM, ids=name_of)
def test_the_distribution_is_kerass_for_every_shape_of_weights(name: str, options: dict[str, Any]) -> None:
    for shape in SHAPES:
        here, there = both(name, options, shape)
        assert here.shape == there.shape == shape
        assert here.dtype == np.float32
        assert_same_distribution(here, there)


@pytest.mark.parametrize(("name", "options"), BY_AXES, ids=name_of)
def test_axes_that_are_named_count_inputs_and_outputs_as_in_keras(name: str, options: dict[str, Any]) -> None:
    assert_same_distribution(*both(name, options, (50, 12, 100)))
    # One of the two alone says nothing.
    alone = getattr(initializers, name)(input_axes=[0], seed=1)((50, 40))
    np.testing.assert_array_equal(alone, getattr(initializers, name)(seed=1)((50, 40)))


@pytest.mark.parametrize(
    ("name", "scale", "fans"),
    [("GlorotUniform", 6, (300, 200)), ("HeUniform", 6, (300,)), ("LecunUniform", 3, (300,))],
)
def test_uniform_values_fill_their_bounds_and_keep_to_them(name: str, scale: float, fans: tuple[int, ...]) -> None:
    bound = math.sqrt(scale / sum(fans))
    values = np.abs(getattr(initializers, name)(seed=1)((300, 200)))
    assert bound * 0.999 < values.max() <= bound * (1 + 1e-6)


@pytest.mark.parametrize(
    ("name", "variance"), [("GlorotNormal", 2 / 500), ("HeNormal", 2 / 300), ("LecunNormal", 1 / 300)]
)
def test_tails_are_cut_and_the_variance_stays(name: str, variance: float) -> None:
    values = getattr(initializers, name)(seed=1)((300, 200))
    deviation = math.sqrt(variance)
    assert float(values.std()) == pytest.approx(deviation, rel=0.01)
    bound = 2 * deviation / 0.87962566103423978
    assert bound * 0.99 < np.abs(values).max() <= bound * (1 + 1e-6)
    cut = np.abs(initializers.TruncatedNormal(1.0, 0.5, seed=1)((300, 200)) - 1.0)
    assert 0.99 < cut.max() <= 1 + 1e-6


@pytest.mark.parametrize(("name", "options"), FIXED, ids=name_of)
def test_values_that_are_not_drawn_are_kerass(name: str, options: dict[str, Any]) -> None:
    shapes = [(4, 4), (3, 5), (5, 3)] + ([] if name == "Identity" else [(3,), (), (2, 3, 4)])
    for shape in shapes:
        for dtype in ("float32", "float64"):
            here = getattr(initializers, name)(**options)(shape, dtype=dtype)
            there = getattr(keras.initializers, name)(**options)(shape, dtype=dtype).cpu().numpy()
            np.testing.assert_array_equal(here, there)
            assert here.dtype == there.dtype


@pytest.mark.parametrize("gain", [1.0, 0.5])
@pytest.mark.parametrize("shape", [(6, 6), (8, 5), (5, 8), (3, 3, 2, 10), (2, 2, 2, 20)])
def test_orthogonal_weights_are_as_orthogonal_as_kerass(shape: tuple[int, ...], gain: float) -> None:
    for values in both("Orthogonal", {"gain": gain}, shape):
        flat = values.reshape(-1, shape[-1])
        products = flat @ flat.T if flat.shape[0] < flat.shape[1] else flat.T @ flat
        np.testing.assert_allclose(products, gain**2 * np.eye(len(products)), atol=1e-5)


def test_orthogonal_weights_are_spread_as_kerass() -> None:
    makers = (initializers.Orthogonal, keras.initializers.Orthogonal)
    many = [np.stack([np.asarray(make(seed=seed)((4, 4))) for seed in range(300)]) for make in makers]
    assert distance(*many) < 0.05


# --- in a network


@pytest.mark.parametrize(("name", "options"), [*RANDOM, ("Orthogonal", {}), ("Orthogonal", {"gain": 2.0})], ids=name_of)
def test_a_layer_starts_with_the_same_numbers_as_its_initializer_called_alone(name: str, options: dict[str, Any]) -> None:
    part = getattr(initializers, name)(**options, seed=7)
    layer = Dense(6, kernel_initializer=part)
    layer(np.zeros((2, 5), np.float32))
    np.testing.assert_array_equal(layer.live.get_weights()[0], part((5, 6)))


@pytest.mark.parametrize(("name", "options"), RANDOM, ids=name_of)
def test_a_seed_brings_its_own_generator_and_none_takes_the_runs(name: str, options: dict[str, Any]) -> None:
    for axes in (None, (), (1, 0)):
        with_seed, without = getattr(initializers, name)(**options, seed=7), getattr(initializers, name)(**options)
        assert (with_seed.draws, without.draws) == (False, True)
        drawn = []
        for part, given in ((with_seed, {}), (without, {"generator": torch.Generator().manual_seed(7)})):
            call, tensor = part.call(axes), torch.empty(4, 9)
            before = torch.get_rng_state()
            execute(Call(call.target, tensor, *call.arguments, **dict(call.options), **given))
            assert torch.equal(before, torch.get_rng_state())
            drawn.append(tensor)
        assert torch.equal(*drawn)


def test_inputs_are_counted_by_how_the_weights_lie() -> None:
    # A kernel is (units, inputs) in torch, an embedding (inputs, units) in both.
    def spread(axes: tuple[int, ...] | None) -> float:
        call, tensor = initializers.HeNormal(seed=1).call(axes), torch.empty(50, 1000)
        execute(Call(call.target, tensor, *call.arguments, **dict(call.options)))
        return float(tensor.std())

    assert spread(None) == spread((1, 0)) == pytest.approx(math.sqrt(2 / 1000), rel=0.02)
    assert spread(()) == pytest.approx(math.sqrt(2 / 50), rel=0.02)


# --- seeds


@pytest.mark.parametrize("name", [*NAMED, "RandomNormal", "RandomUniform", "TruncatedNormal", "VarianceScaling", "Orthogonal"])
def test_a_seed_decides_the_numbers(name: str) -> None:
    part = getattr(initializers, name)
    one = part(seed=1)
    np.testing.assert_array_equal(one((6, 5)), one((6, 5)))
    np.testing.assert_array_equal(one((6, 5)), part(seed=1)((6, 5)))
    assert (one((6, 5)) != part(seed=2)((6, 5))).any()
    # Without a seed each has its own, and keeps it, as in Keras.
    free = part()
    np.testing.assert_array_equal(free((6, 5)), free((6, 5)))
    assert (free((6, 5)) != part()((6, 5))).any()
    repeated = []
    for _ in range(2):
        random.seed(5)
        repeated.append(part()((6, 5)))
    np.testing.assert_array_equal(*repeated)


def test_calling_one_draws_from_no_generator_of_the_user() -> None:
    before = torch.get_rng_state()
    for part in Initializer.kinds.values():
        part()((4, 4))  # type: ignore[operator]
    assert torch.equal(before, torch.get_rng_state())


# --- names


def test_keras_has_no_initializer_that_is_missing_here() -> None:
    assert {name for name in dir(keras.initializers) if name[0].isalpha() and not hasattr(initializers, name)} == LACKING
    classes = {getattr(initializers, name) for name in NAMES} - {Initializer}
    assert classes == {part for part in Initializer.kinds.values() if part.__module__.startswith("engine.")}


@pytest.mark.parametrize("name", [name for name in NAMES if name != "Initializer"])
def test_arguments_and_defaults_are_kerass(name: str) -> None:
    part = getattr(initializers, name)
    expected = inspect.signature(getattr(keras.initializers, name)).parameters
    there = {argument: value.default for argument, value in expected.items() if argument not in ("args", "kwargs")}
    assert {field: part.model_fields[field].default for field in part.positional_fields()} == there
    assert list(there) == list(part.positional_fields())
    made = part()
    written = initializers.serialize(made)
    assert written["class_name"] == keras.initializers.serialize(getattr(keras.initializers, name)())["class_name"]
    # Keras forgets the gain of Identity.
    assert getattr(keras.initializers, name)().get_config().items() <= written["config"].items()
    for other in (name, part, made, written, made.to_json()):
        assert initializers.get(other) == initializers.deserialize(other) == made
    assert part.from_config(made.get_config()) == made


def test_kerass_short_names_are_understood() -> None:
    for name, part in {"normal": "RandomNormal", "uniform": "RandomUniform", "zero": "Zeros", "one": "Ones"}.items():
        assert type(initializers.get(name)).__name__ == part
        assert type(keras.initializers.get(name)).__name__ == part
    assert initializers.get(None) is None


def test_what_cannot_be_is_refused_in_a_sentence() -> None:
    for wrong in ("glorot", lambda shape: shape, 3, {}, object()):
        with pytest.raises(EngineError):
            initializers.get(wrong)
    for shape in (None, "3", 3.5, (3, 2.5), (0, 2), (-1,), (None, 3), object()):
        with pytest.raises(EngineError, match="shape"):
            initializers.HeNormal()(shape)
    with pytest.raises(EngineError, match="memory"):
        initializers.HeNormal()((10**9, 10**9))
    with pytest.raises(EngineError, match="memory"):
        initializers.Zeros()((10**30,))
    with pytest.raises(EngineError, match="type"):
        initializers.HeNormal()((3, 2), dtype="int32")
    for part in (initializers.Orthogonal(), initializers.Identity()):
        with pytest.raises(EngineError, match="bias"):
            part((5,))
    with pytest.raises(EngineError, match="3 axes"):
        initializers.Identity()((2, 2, 2))
    with pytest.raises(EngineError, match="Axis 2"):
        initializers.HeNormal(input_axes=[0], output_axes=[2])((3, 4))
    for field, value in {"seed": 1.5, "input_axes": "0", "mode": "fan", "distribution": "even", "scale": 0.0}.items():
        with pytest.raises(EngineError, match=field):
            initializers.VarianceScaling(**{field: value})


def test_the_type_of_the_numbers_can_be_said_as_in_keras() -> None:
    for dtype in ("float64", np.float64, torch.float64, np.dtype("float64")):
        assert initializers.GlorotUniform(seed=1)((3, 2), dtype=dtype).dtype == np.float64
