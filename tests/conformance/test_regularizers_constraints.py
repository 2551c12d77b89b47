"""Every regulariser and constraint against Keras 3: values and gradients, in Keras's layout and in torch's."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any

import keras
import numpy as np
import pytest
import torch

from engine import constraints, regularizers
from engine.call import Call, execute
from engine.constraints import Constraint
from engine.errors import EngineError
from engine.regularizers import Regularizer
from engine.spec import Part

LOOKUPS = {"get", "serialize", "deserialize"}


def drawn(*shape: int) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(3), dtype=torch.float32)


MATRIX, WIDE, BIAS, WINDOW = drawn(7, 4), drawn(3, 9), drawn(6), drawn(3, 2, 5, 4)
# Keras's axes of a kernel among torch's: (inputs, units), and (height, width, inputs, units).
DENSE, CONVOLUTION = (1, 0), (2, 3, 1, 0)

PENALTIES: list[tuple[str, dict[str, Any]]] = [
    ("L1", {}), ("L1", {"l1": 0.3}), ("L1", {"l1": 0.0}),
    ("L2", {}), ("L2", {"l2": 0.3}),
    ("L1L2", {}), ("L1L2", {"l1": 0.2}), ("L1L2", {"l2": 0.3}), ("L1L2", {"l1": 0.2, "l2": 0.3}),
    ("OrthogonalRegularizer", {}), ("OrthogonalRegularizer", {"factor": 0.5}),
    ("OrthogonalRegularizer", {"factor": 0.5, "mode": "columns"}), ("OrthogonalRegularizer", {"mode": "rows"}),
]
LIMITS: list[tuple[str, dict[str, Any]]] = [
    ("NonNeg", {}),
    *(("MaxNorm", options) for options in ({}, {"max_value": 1.0}, {"max_value": 0.5, "axis": 1}, {"axis": -1})),
    *(("UnitNorm", options) for options in ({}, {"axis": 1}, {"axis": -1})),
    *(("MinMaxNorm", options) for options in (
        {}, {"min_value": 1.5, "max_value": 2.0}, {"min_value": 1.5, "max_value": 2.0, "rate": 0.3},
        {"min_value": 0.5, "max_value": 1.0, "rate": 0.7, "axis": 1}, {"rate": 0.0},
    )),
]
ON_WINDOWS: list[tuple[str, dict[str, Any]]] = [
    ("MaxNorm", {"max_value": 0.8, "axis": [0, 1, 2]}), ("UnitNorm", {"axis": [0, 1, 2]}), ("UnitNorm", {"axis": 3}),
    ("MinMaxNorm", {"min_value": 3.0, "max_value": 4.0, "rate": 0.5, "axis": [0, 1]}), ("MaxNorm", {"axis": -2}),
]


def outcome(function: Any, tensor: torch.Tensor) -> list[torch.Tensor]:
    """Values, and the gradient of a sum in which each value counts differently."""
    tensor = tensor.clone().requires_grad_()
    result = function(tensor)
    (result * torch.linspace(0.5, 1.5, result.numel(), dtype=result.dtype).reshape(result.shape)).sum().backward()
    assert tensor.grad is not None
    return [result.detach(), tensor.grad]


def assert_close(here: list[torch.Tensor], there: list[torch.Tensor]) -> None:
    for mine, keras_ in zip(here, there, strict=True):
        torch.testing.assert_close(mine, keras_.to(mine.dtype), rtol=1e-5, atol=1e-7)


def in_network(part: Any, kernel: torch.Tensor, axes: tuple[int, ...]) -> Any:
    """What the part does to the tensor of a layer, seen in Keras's layout."""
    back = [axes.index(place) for place in range(len(axes))]
    call = part.call(axes)
    result = execute(Call(call.target, kernel.permute(back), *call.arguments, **dict(call.options)))
    return result.permute(axes) if result.ndim else result


def name_of(value: Any) -> str:
    return value if isinstance(value, str) else "-".join(f"{key}={item}" for key, item in value.items()) or "default"


# --- values and gradients


@pytest.mark.parametrize(("name", "options"), PENALTIES, ids=name_of)
def test_a_penalty_and_its_gradient_are_kerass(name: str, options: dict[str, Any]) -> None:
    here, there = getattr(regularizers, name)(**options), getattr(keras.regularizers, name)(**options)
    for weights in (MATRIX, WIDE, MATRIX.double()):
        if name == "L1L2" and not options:  # Keras's penalty is then a plain 0 without a derivative
            assert here(weights) == there(weights) == 0
            continue
        expected = outcome(there, weights)
        assert_close(outcome(here, weights), expected)
        assert_close(outcome(lambda kernel: in_network(here, kernel, DENSE), weights), expected)
    if name != "OrthogonalRegularizer" and options:
        for weights in (BIAS, WINDOW):
            assert_close(outcome(here, weights), outcome(there, weights))


@pytest.mark.parametrize(("name", "options"), LIMITS, ids=name_of)
def test_a_constraint_is_kerass(name: str, options: dict[str, Any]) -> None:
    here, there = getattr(constraints, name)(**options), getattr(keras.constraints, name)(**options)
    for weights in (MATRIX, WIDE, 0.1 * MATRIX, MATRIX.double(), torch.zeros(2, 3)):
        expected = there(weights)
        assert_close([here(weights), in_network(here, weights, DENSE)], [expected, expected])
        if weights.any():  # a length of 0 has no derivative
            assert_close(outcome(here, weights), outcome(there, weights))
    if options.get("axis") != 1:
        assert_close([here(BIAS)], [there(BIAS)])


@pytest.mark.parametrize(("name", "options"), ON_WINDOWS, ids=name_of)
def test_a_constraint_on_the_kernel_of_a_convolution_is_kerass(name: str, options: dict[str, Any]) -> None:
    here, there = getattr(constraints, name)(**options), getattr(keras.constraints, name)(**options)
    expected = there(WINDOW)
    assert_close([here(WINDOW), in_network(here, WINDOW, CONVOLUTION)], [expected, expected])


@pytest.mark.parametrize(("name", "options"), [*PENALTIES, *LIMITS], ids=name_of)
def test_arrays_come_back_as_arrays_and_numbers(name: str, options: dict[str, Any]) -> None:
    part = getattr(regularizers, name, None) or getattr(constraints, name)
    for weights in (MATRIX, MATRIX.double()):
        result = part(**options)(weights.numpy())
        assert isinstance(result, np.ndarray | np.floating)
        assert result.dtype == weights.numpy().dtype
        np.testing.assert_array_equal(result, part(**options)(weights).numpy())
    assert np.shape(part(**options)(MATRIX.tolist())) == np.shape(result)


def test_one_vector_alone_has_no_angle() -> None:
    # Keras divides by the number of pairs and gets no number.
    assert regularizers.OrthogonalRegularizer()(MATRIX[:1]) == 0
    assert torch.isnan(keras.regularizers.OrthogonalRegularizer()(MATRIX[:1]))


# --- names


@pytest.mark.parametrize(
    ("here", "there", "family"),
    [(regularizers, keras.regularizers, Regularizer), (constraints, keras.constraints, Constraint)],
    ids=["regularizers", "constraints"],
)
def test_keras_has_nothing_that_is_missing_here(here: ModuleType, there: ModuleType, family: type[Part]) -> None:
    names = [name for name in dir(there) if not name.startswith("_") and name not in LOOKUPS]
    assert [name for name in names if not hasattr(here, name)] == []
    classes = {getattr(here, name) for name in names} - {family}
    assert classes == {part for part in family.kinds.values() if part.__module__.startswith("engine.")}
    for name in names:
        part = getattr(here, name)
        if part is family:
            continue
        expected = inspect.signature(getattr(there, name)).parameters
        assert part.positional_fields() == tuple(expected)
        assert [part.model_fields[argument].default for argument in expected] == [
            parameter.default for parameter in expected.values()
        ]
        made = part()
        assert here.serialize(made) == {"class_name": part.__name__, "config": made.get_config()}
        assert made.get_config() == pytest.approx(getattr(there, name)().get_config())
        for other in (name, part, made, here.serialize(made), made.to_json()):
            assert here.get(other) == here.deserialize(other) == made
    assert here.get(None) is None


def test_what_is_none_is_refused() -> None:
    for module in (regularizers, constraints):
        for wrong in ("l3", lambda w: w, 3, {}, object(), {"class_name": "L3"}, {"class_name": "L2", "config": 3}):
            with pytest.raises(EngineError):
                module.get(wrong)
    for part in (*Regularizer.kinds.values(), *Constraint.kinds.values()):
        for wrong in ("words", None, object(), [[1.0], [1.0, 2.0]], []):
            with pytest.raises(EngineError):
                part()(wrong)  # type: ignore[operator]


def test_an_axis_that_the_weights_lack_is_refused() -> None:
    for part in (constraints.MaxNorm(axis=1), constraints.UnitNorm(axis=[0, 1]), constraints.MinMaxNorm(axis=-2)):
        with pytest.raises(EngineError, match="axis"):
            part(BIAS)
        with pytest.raises(EngineError, match="axis"):
            part.for_axes(1)
    with pytest.raises(EngineError, match="axis"):
        constraints.MaxNorm(axis=2).call(DENSE)
    for axis in ([0, 0], [0, -2]):
        with pytest.raises(EngineError, match="twice"):
            constraints.UnitNorm(axis=axis)(MATRIX)
    for wrong in ("0", 1.5, [], [0, "1"], None, True, 99):
        with pytest.raises(EngineError, match="axis"):
            constraints.MaxNorm(axis=wrong)
    with pytest.raises(EngineError, match="matrix"):
        regularizers.OrthogonalRegularizer()(BIAS)
    with pytest.raises(EngineError, match="matrix"):
        regularizers.OrthogonalRegularizer().call(CONVOLUTION)
