"""Whole fits learn as Keras's do, whatever the optimizer does around its step: same start, same rows, same losses."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest

from engine import layers, models, optimizers

# Keras's own conversions are of an older numpy's manner.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

EPOCHS, BATCH = 4, 8
DRAW = np.random.default_rng(0)
X = DRAW.normal(size=(53, 5)).astype(np.float32)  # the last batch of an epoch has 5 rows
Y = (X @ DRAW.normal(size=(5, 1)) + 0.1 * DRAW.normal(size=(53, 1))).astype(np.float32)

CASES: list[tuple[str, dict[str, Any]]] = [
    ("SGD", {"learning_rate": 0.05, "momentum": 0.9, "nesterov": True, "clipnorm": 1.0}),
    ("SGD", {"learning_rate": "schedule", "momentum": 0.9, "weight_decay": 0.1}),
    ("SGD", {"learning_rate": 0.05, "use_ema": True, "ema_momentum": 0.9, "global_clipnorm": 1.0}),
    ("SGD", {"learning_rate": 0.05, "use_ema": True, "ema_momentum": 0.9, "ema_overwrite_frequency": 5}),
    ("RMSprop", {"learning_rate": "schedule", "momentum": 0.5, "centered": True}),
    ("Adadelta", {"learning_rate": 1.0, "clipvalue": 0.5}),
    ("Adagrad", {"learning_rate": 0.1}),
    ("Adamax", {"learning_rate": 0.01, "weight_decay": 0.1}),
    ("Nadam", {"learning_rate": "schedule", "weight_decay": 0.1}),
    ("AdamW", {"learning_rate": "schedule", "global_clipnorm": 1.0, "epsilon": 1e-12}),
    ("Adam", {"learning_rate": 0.01, "weight_decay": 0.1, "amsgrad": True}),
    ("Ftrl", {"learning_rate": 0.1, "l1_regularization_strength": 0.01}),
    ("Lion", {"learning_rate": 0.003, "use_ema": True}),
    ("Lamb", {"learning_rate": 0.01, "weight_decay": 0.1}),
    ("Adafactor", {"learning_rate": 0.1}),
    # 24 steps an epoch: the sums go on from one epoch, and one fit, to the next.
    ("SGD", {"learning_rate": "schedule", "momentum": 0.9, "gradient_accumulation_steps": 5}),
    ("Adam", {"learning_rate": 0.02, "gradient_accumulation_steps": 4, "clipnorm": 0.5, "weight_decay": 0.1}),
    ("AdamW", {"learning_rate": 0.02, "gradient_accumulation_steps": 2, "use_ema": True, "ema_overwrite_frequency": 3}),
]


def learnt(module: Any, kernel: Any, name: str, fields: dict[str, Any]) -> tuple[list[float], list[np.ndarray]]:
    """Losses of the epochs, training and validation, and the weights in the end."""
    if fields["learning_rate"] == "schedule":
        fields = {**fields, "learning_rate": kernel.schedules.CosineDecay(0.05, 20, alpha=0.1)}
    if module is keras.models:
        stack = [keras.layers.Input((5,)), keras.layers.Dense(6, "tanh"), keras.layers.Dense(1)]
    else:
        stack = [layers.Dense(6, "tanh", input_shape=(5,)), layers.Dense(1)]
    model = module.Sequential(stack)
    model.compile(getattr(kernel, name)(**fields), "mean_squared_error")
    draw = np.random.default_rng(1)
    model.set_weights([0.5 * draw.normal(size=shape).astype(np.float32) for shape in ((5, 6), (6,), (6, 1), (1,))])
    # In two goes: the second goes on where the first has ended.
    losses = []
    for _ in range(2):
        log = model.fit(X, Y, BATCH, EPOCHS // 2, verbose=0, shuffle=False, validation_split=0.2).history
        losses += [*log["loss"], *log["val_loss"]]
    return losses, [np.asarray(weight) for weight in model.get_weights()]


@pytest.mark.parametrize(("name", "fields"), CASES, ids=str)
def test_a_fit_learns_as_in_keras(name: str, fields: dict[str, Any]) -> None:
    expected, weights = learnt(keras.models, keras.optimizers, name, fields)
    losses, found = learnt(models, optimizers, name, fields)
    assert losses == pytest.approx(expected, rel=1e-4)
    for ours, theirs in zip(found, weights, strict=True):
        assert np.abs(ours - theirs).max() <= 1e-4 * np.abs(theirs).max()
