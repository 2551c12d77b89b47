"""Every optimizer takes Keras's steps: the same weights after each of twelve steps by the same gradients.

Where torch's object has another formula the difference is its epsilon alone, named below with its size; it vanishes with
the epsilon.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import keras
import numpy as np
import pytest
import torch

from engine import optimizers
from engine.errors import EngineError
from engine.optimizers import Optimizer

# Keras's own conversions are of an older numpy's manner.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

STEPS = 12
SHAPES = [(3, 4), (4,), (2, 2, 3, 4), ()]
EXACT = 1e-5

# Where torch puts epsilon, and by how much that moves the weights below with epsilon 1e-7: the largest distance measured
# over all cases, as a share of the largest weight. Nadam was measured too: torch puts it where Keras does.
EPSILON = {
    "Adam": ("behind the correction of the means for their start, Keras before it", 7e-6),
    "AdamW": ("behind the correction of the means for their start, Keras before it", 7e-6),
    "Adamax": ("to each gradient's size, Keras to the largest", 1e-6),
    "RMSprop": ("outside the root, Keras inside", 3e-5),
    "Adagrad": ("outside the root, Keras inside", 1e-6),
}

# What Keras has besides, and why it is not here.
NOT_HERE = {
    "LossScaleOptimizer": "numbers have 32 bits, which need no scaling",
    "Muon": "for the matrices of transformers, with Adam for all the rest",
    "ScheduleFreeAdamW": "weights differ between training and evaluation, which a run does not know",
    "MultiOptimizer": "one optimizer for all weights",
    "OptimizerMap": "belongs to MultiOptimizer",
    "TFOptimizer": "of another backend",
}

OWN: dict[str, list[dict[str, Any]]] = {
    "SGD": [
        {"learning_rate": 0.1},
        {"learning_rate": 0.1, "momentum": 0.9},
        {"learning_rate": 0.1, "momentum": 0.9, "nesterov": True},
        {"nesterov": True},
    ],
    "Adam": [{"learning_rate": 0.01, "beta_1": 0.8, "beta_2": 0.95}, {"amsgrad": True}],
    "AdamW": [{"learning_rate": 0.01, "beta_1": 0.8, "beta_2": 0.95}, {"amsgrad": True, "weight_decay": 0.2}],
    "RMSprop": [
        {"learning_rate": 0.01, "rho": 0.7},
        {"momentum": 0.5},
        {"centered": True},
        {"centered": True, "momentum": 0.9},
    ],
    "Adagrad": [{"learning_rate": 0.1, "initial_accumulator_value": 0.5}],
    "Adadelta": [{"learning_rate": 1.0, "rho": 0.8, "epsilon": 1e-4}],
    "Adamax": [{"learning_rate": 0.01, "beta_1": 0.8, "beta_2": 0.95}],
    "Nadam": [{"learning_rate": 0.01, "beta_1": 0.8, "beta_2": 0.95, "epsilon": 1e-2}],
    "Ftrl": [
        {"learning_rate": 0.1, "learning_rate_power": -0.7, "initial_accumulator_value": 0.3},
        {"learning_rate": 0.1, "l1_regularization_strength": 0.1, "l2_regularization_strength": 0.2},
        {"learning_rate": 0.1, "l2_shrinkage_regularization_strength": 0.05, "beta": 0.2},
    ],
    "Lion": [{"learning_rate": 0.01, "beta_1": 0.8, "beta_2": 0.9}],
    "Lamb": [{"learning_rate": 0.01, "beta_1": 0.8, "beta_2": 0.95, "epsilon": 1e-3}],
    "Adafactor": [
        {"learning_rate": 0.1, "beta_2_decay": -0.5, "epsilon_1": 1e-3, "epsilon_2": 0.1},
        {"clip_threshold": 0.5, "relative_step": False},
    ],
}
COMMON: list[dict[str, Any]] = [
    {},
    {"weight_decay": 0.1},
    {"clipnorm": 2.0},
    {"clipvalue": 0.3},
    {"global_clipnorm": 3.0},
    {"use_ema": True, "ema_momentum": 0.9},
    {"use_ema": True, "ema_momentum": 0.8, "ema_overwrite_frequency": 3},
    {"learning_rate": "schedule"},
    {"learning_rate": "set"},
    {"learning_rate": "schedule", "weight_decay": 0.1, "clipnorm": 2.0, "use_ema": True, "ema_overwrite_frequency": 4},
    {"gradient_accumulation_steps": 3},
    {"gradient_accumulation_steps": 2, "learning_rate": "schedule", "weight_decay": 0.1, "global_clipnorm": 3.0},
    {"gradient_accumulation_steps": 2, "use_ema": True, "ema_momentum": 0.8, "ema_overwrite_frequency": 2},
]
MOMENTUM = [{"learning_rate": how, "momentum": 0.9} for how in ("schedule", "set")]
CASES = [
    (name, fields)
    for name, own in OWN.items()
    for fields in [*COMMON, *own, *(MOMENTUM if name in ("SGD", "RMSprop") else [])]
]


def case_name(value: Any) -> str:
    return value if isinstance(value, str) else "-".join(f"{key}={item}" for key, item in value.items()) or "default"


def made(module: Any, name: str, fields: dict[str, Any]) -> Any:
    """The optimizer of either library."""
    if fields.get("learning_rate") == "schedule":
        fields = {**fields, "learning_rate": module.schedules.CosineDecay(0.05, 10, alpha=0.1)}
    elif fields.get("learning_rate") == "set":
        fields = {**fields, "learning_rate": 0.02}
    return getattr(module, name)(**fields)


def arrays(seed: int) -> list[np.ndarray]:
    """Numbers of ordinary size: 0.1 to 1, of either sign."""
    draw = np.random.default_rng(seed)
    return [
        np.asarray(draw.uniform(0.1, 1.0, shape) * draw.choice([-1, 1], shape), dtype=np.float32) for shape in SHAPES
    ]


def weights_of(optimizer: Any, variables: list[Any], fields: dict[str, Any]) -> Iterator[list[np.ndarray]]:
    """The weights after each step, and at last as they are at the end of a run."""
    optimizer.build(variables)
    for step in range(STEPS):
        if step == 6 and fields.get("learning_rate") == "set":
            optimizer.learning_rate = 0.005
        gradients = arrays(100 + step)
        if "gradient_accumulation_steps" in fields:  # so that their means are of ordinary size as well
            gradients = [np.abs(gradient) for gradient in gradients]
        optimizer.apply([torch.tensor(gradient) for gradient in gradients])
        yield [as_array(variable) for variable in variables]
    optimizer.finalize_variable_values(variables)
    yield [as_array(variable) for variable in variables]


def as_array(variable: Any) -> np.ndarray:
    value = variable.value.detach().numpy() if isinstance(variable, keras.Variable) else np.asarray(variable)
    return value.copy()


def largest_distance(name: str, fields: dict[str, Any]) -> float:
    """How far the two libraries come apart, as a share of the largest weight that a tensor has or had at first."""
    theirs = weights_of(made(keras.optimizers, name, fields), [keras.Variable(array) for array in arrays(1)], fields)
    ours = weights_of(made(optimizers, name, fields), arrays(1), fields)
    moved = False
    largest = 0.0
    for expected, found in zip(theirs, ours, strict=True):
        for a, b, start in zip(expected, found, arrays(1), strict=True):
            largest = max(largest, float(np.abs(a - b).max() / max(np.abs(a).max(), np.abs(start).max())))
            moved = moved or not np.allclose(a, start, rtol=1e-4)
    assert moved or name == "Adadelta"  # whose first steps are very small
    return largest


@pytest.mark.parametrize(("name", "fields"), CASES, ids=case_name)
def test_an_optimizer_takes_kerass_steps(name: str, fields: dict[str, Any]) -> None:
    distance = largest_distance(name, fields)
    is_ours = name == "RMSprop" and (fields in MOMENTUM[:1] or "centered" in fields)
    follows = name not in EPSILON or is_ours
    if follows:
        assert distance <= EXACT
        return
    _, size = EPSILON[name]
    assert distance <= size < 1e-4
    # Without epsilon nothing is left of the difference.
    assert largest_distance(name, {**fields, "epsilon": 1e-30}) <= EXACT


@pytest.mark.parametrize("name", EPSILON)
def test_the_named_difference_is_there(name: str) -> None:
    assert largest_distance(name, {"learning_rate": 0.01, "epsilon": 0.1}) > EXACT


@pytest.mark.parametrize("name", OWN)
def test_names_order_and_defaults_are_kerass(name: str) -> None:
    theirs = inspect.signature(getattr(keras.optimizers, name).__init__).parameters
    left_out = {"self", "name", "kwargs", "loss_scale_factor"}
    ours = getattr(optimizers, name)
    assert [word for word in theirs if word not in left_out] == list(ours.positional_fields())
    for word in ours.positional_fields():
        assert ours.model_fields[word].default == theirs[word].default, word


def test_all_of_kerass_optimizers_are_here_or_accounted_for() -> None:
    theirs = {
        name
        for name, value in vars(keras.optimizers).items()
        if isinstance(value, type) and issubclass(value, keras.optimizers.Optimizer) and name != "Optimizer"
    }
    here = {part.__name__ for part in Optimizer.kinds.values() if part.__module__.startswith("engine.")}
    assert here == set(OWN)
    assert theirs - here <= set(NOT_HERE)
    assert here <= theirs


@pytest.mark.parametrize("name", OWN)
def test_it_remembers_as_many_variables_as_in_keras(name: str) -> None:
    if name == "Adafactor":
        pytest.skip("Keras keeps placeholders beside the rows and columns")
    for fields in COMMON:
        theirs, ours = made(keras.optimizers, name, fields), made(optimizers, name, fields)
        theirs.build([keras.Variable(array) for array in arrays(1)])
        ours.build(arrays(1))
        assert len(ours.variables) == len(theirs.variables)
        assert ours.iterations == int(theirs.iterations) == 0
        for optimizer in (theirs, ours):
            optimizer.apply([torch.tensor(gradient) for gradient in arrays(2)])
        assert len(ours.variables) == len(theirs.variables)
        assert ours.iterations == int(theirs.iterations) == (0 if "gradient_accumulation_steps" in fields else 1)


@pytest.mark.parametrize("name", OWN)
def test_it_is_found_and_written_as_in_keras(name: str) -> None:
    for fields in [*COMMON, *OWN[name]]:
        theirs, ours = made(keras.optimizers, name, fields), made(optimizers, name, fields)
        read = optimizers.deserialize(keras.optimizers.serialize(theirs))
        assert type(read) is type(ours)
        if isinstance(ours.learning_rate, float):  # which Keras keeps in 32 bits
            assert read.learning_rate == pytest.approx(ours.learning_rate)
        assert read.changed(learning_rate=ours.learning_rate) == ours
        assert optimizers.deserialize(optimizers.serialize(ours)) == ours
        if name != "Lamb":  # which is missing in Keras's own table of names
            assert type(keras.optimizers.deserialize(optimizers.serialize(ours))) is type(theirs)
    assert optimizers.get(name) == optimizers.get(name.lower()) == getattr(optimizers, name)()


def test_what_has_no_place_here_is_refused_in_a_sentence() -> None:
    with pytest.raises(EngineError, match="loss_scale_factor"):
        optimizers.Adam(loss_scale_factor=2.0)
    assert optimizers.Adam(loss_scale_factor=None, name="my_adam") == optimizers.Adam()
    for library in (keras.optimizers, optimizers):
        with pytest.raises(ValueError, match="gradient_accumulation_steps"):
            library.Adam(gradient_accumulation_steps=1)
    for pair in ({"clipnorm": 1.0, "clipvalue": 1.0}, {"clipvalue": 1.0, "global_clipnorm": 1.0}):
        with pytest.raises(ValueError, match="Only one of"):
            keras.optimizers.SGD(**pair)
        with pytest.raises(EngineError, match="Only one of"):
            optimizers.SGD(**pair)
