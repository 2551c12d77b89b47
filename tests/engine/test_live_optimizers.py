"""Optimizers at work by themselves: build and apply on tensors and arrays, in place, as in Keras."""

from __future__ import annotations

import gc
from typing import Any

import numpy as np
import pytest
import torch

from engine.errors import EngineError
from engine.optimizers import SGD, Adafactor, Adam, Optimizer, base, get, schedules
from engine.project.document import Project, Training

KINDS: list[Any] = [part for part in Optimizer.kinds.values() if part.__module__.startswith("engine.")]


def arrays() -> list[np.ndarray]:
    return [np.array([[1.0, -2.0], [3.0, 0.5]], dtype=np.float32), np.array([1.0, -1.0], dtype=np.float32)]


def gradients() -> list[np.ndarray]:
    return [np.array([[0.5, 0.25], [-1.0, 2.0]], dtype=np.float32), np.array([-0.5, 4.0], dtype=np.float32)]


def test_a_step_moves_arrays_and_tensors_in_place() -> None:
    for kinds in (lambda array: array, torch.tensor, lambda array: torch.tensor(array, requires_grad=True)):
        weights = [kinds(array) for array in arrays()]
        optimizer = SGD(0.1)
        optimizer.build(weights)
        optimizer.apply([kinds(gradient) for gradient in gradients()])
        for weight, start, gradient in zip(weights, arrays(), gradients(), strict=True):
            found = weight if isinstance(weight, np.ndarray) else weight.detach().numpy()
            assert found == pytest.approx(start - 0.1 * gradient)
            assert found.dtype == np.float32
        assert optimizer.iterations == 1


@pytest.mark.parametrize("part", KINDS, ids=lambda part: part.__name__)
def test_arrays_and_tensors_take_the_same_steps(part: Any) -> None:
    weights, tensors = arrays(), [torch.tensor(array) for array in arrays()]
    ours, theirs = part(), part()
    for _ in range(3):
        ours.apply(gradients(), weights)
        assert theirs.apply_gradients(zip(map(torch.tensor, gradients()), tensors, strict=True)) == ours.iterations
    assert all(np.array_equal(a, b.numpy()) for a, b in zip(weights, tensors, strict=True))
    assert any(not np.array_equal(a, b) for a, b in zip(weights, arrays(), strict=True))


@pytest.mark.parametrize("part", KINDS, ids=lambda part: part.__name__)
def test_double_numbers_stay_double(part: Any) -> None:
    weights = [array.astype(np.float64) for array in arrays()]
    single = arrays()
    doubles, singles = part(weight_decay=0.01), part(weight_decay=0.01)
    for _ in range(3):
        doubles.apply(gradients(), weights)
        singles.apply(gradients(), single)
    assert all(array.dtype == np.float64 for array in weights)
    for a, b in zip(weights, single, strict=True):
        assert a == pytest.approx(b, rel=1e-3, abs=1e-4)


def test_gradients_are_not_changed_by_clipping() -> None:
    given = gradients()
    tensors = [torch.tensor(gradient) for gradient in gradients()]
    for fields in ({"clipnorm": 0.1}, {"clipvalue": 0.1}, {"global_clipnorm": 0.1}):
        SGD(**fields).apply(given, arrays())
        SGD(**fields).apply(tensors, arrays())
    assert all(np.array_equal(a, b) for a, b in zip(given, gradients(), strict=True))
    assert all(np.array_equal(a, b) for a, b in zip(tensors, gradients(), strict=True))


def test_a_variable_without_gradient_stays_and_the_order_is_free() -> None:
    weights = arrays()
    optimizer = SGD(0.1, weight_decay=0.5)
    optimizer.build(weights)
    optimizer.apply([None, gradients()[1]])
    assert np.array_equal(weights[0], arrays()[0])
    assert not np.array_equal(weights[1], arrays()[1])
    before = weights[1].copy()
    optimizer.apply([gradients()[0]], [weights[0]])
    assert np.array_equal(weights[1], before)
    optimizer.apply([gradients()[1], gradients()[0]], [weights[1], weights[0]])
    assert optimizer.iterations == 3
    optimizer.apply([])
    assert optimizer.iterations == 3


def test_the_rate_of_an_optimizer_at_work_can_be_set() -> None:
    weight = np.zeros(1, dtype=np.float32)
    optimizer = SGD(1.0)
    with pytest.raises(EngineError, match="does not change"):
        optimizer.learning_rate = 0.5
    optimizer.build([weight])
    optimizer.learning_rate = np.float32(0.5)  # type: ignore[assignment]
    assert optimizer.learning_rate == optimizer.live.learning_rate == 0.5
    optimizer.apply([np.ones(1)])
    assert weight == -0.5
    for wrong in (-1.0, "fast", None):
        with pytest.raises(EngineError):
            optimizer.learning_rate = wrong  # type: ignore[assignment]
    assert optimizer.learning_rate == 0.5
    with pytest.raises(EngineError, match="does not change"):
        optimizer.momentum = 0.9


def test_momentum_keeps_the_rate_that_its_steps_had() -> None:
    weight = np.zeros(1, dtype=np.float32)
    optimizer = SGD(1.0, momentum=0.5)
    optimizer.apply([np.ones(1)], [weight])
    assert weight == -1.0
    optimizer.learning_rate = 0.1
    optimizer.apply([np.zeros(1)])
    assert weight == pytest.approx(-1.5)


def test_a_schedule_decides_each_step_and_is_not_set_aside() -> None:
    weight = np.zeros(1, dtype=np.float32)
    optimizer = SGD(schedules.PiecewiseConstantDecay([0, 1], [1.0, 0.1, 0.01]))
    optimizer.build([weight])
    rates = []
    for _ in range(4):
        rates.append(optimizer.live.learning_rate)
        optimizer.apply([np.ones(1)])
    assert rates == [1.0, 0.1, 0.01, 0.01]
    assert weight == pytest.approx(-1.12)
    with pytest.raises(EngineError, match="schedule decides"):
        optimizer.learning_rate = 0.1
    optimizer.learning_rate = schedules.CosineDecay(0.5, 100)
    assert optimizer.live.learning_rate == pytest.approx(0.5, rel=0.01)


def test_averages_take_the_weights_place_in_the_end() -> None:
    weight = np.zeros(1, dtype=np.float32)
    optimizer = SGD(1.0, use_ema=True, ema_momentum=0.5)
    for _ in range(3):  # the weights are -1, -2, -3
        optimizer.apply([np.ones(1)], [weight])
    assert weight == -3
    optimizer.finalize_variable_values([weight])
    assert weight == pytest.approx(0.5 * (0.5 * -1 + 0.5 * -2) + 0.5 * -3)


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ([[1.0, 2.0]], "Variable 0 is a list"),
        ([np.zeros(2), "weights"], "Variable 1 is a str"),
        ([np.zeros(2, dtype=int)], "not floating numbers"),
        ([torch.zeros(2, dtype=torch.int64)], "not floating numbers"),
        ([np.zeros(2)[::-1]], "cannot be changed in place"),
        ([np.broadcast_to(np.zeros(1), (2,))], "cannot be changed in place"),
        ([], "nothing to learn"),
    ],
)
def test_what_cannot_be_moved_is_refused(variables: list[Any], sentence: str) -> None:
    with pytest.raises(EngineError, match=sentence):
        Adam().build(variables)


def test_gradients_that_do_not_fit_are_refused_and_nothing_moves() -> None:
    with pytest.raises(EngineError, match="does not know yet"):
        Adam().apply(gradients())
    weights = arrays()
    optimizer = Adam()
    optimizer.build(weights)
    for wrong, sentence in (
        (gradients()[:1], "2 variables, but 1 gradients"),
        ([gradients()[0], np.zeros(3)], "has shape"),
        ([gradients()[0], "steep"], "not numbers"),
        ([gradients()[0], [1.0, [2.0]]], "not numbers"),
        ([None, None], "no gradient"),
    ):
        with pytest.raises(EngineError, match=sentence):
            optimizer.apply(wrong)
    with pytest.raises(EngineError, match="none of those"):
        optimizer.apply(gradients(), arrays())
    assert optimizer.iterations == 0
    assert all(np.array_equal(a, b) for a, b in zip(weights, arrays(), strict=True))


def test_a_description_at_work_is_still_a_description() -> None:
    optimizer = Adam(0.01)
    project = Project(training=Training(optimizer=Adam(0.01)))
    optimizer.apply(gradients(), arrays())
    assert optimizer == project.training.optimizer == Adam(0.01)
    assert Adam(0.01).iterations == 0
    assert len(optimizer.variables) == 6
    assert get(optimizer) is optimizer
    assert get(None) is None


def test_what_it_remembers_goes_with_it() -> None:
    optimizer = Adafactor()
    place = id(optimizer)
    optimizer.apply(gradients(), arrays())
    assert place in base._LIVE
    del optimizer
    gc.collect()
    assert place not in base._LIVE
