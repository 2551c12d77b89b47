"""Every loss of Keras, value and gradient, against Keras itself: by itself, as a function, and as training uses it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import Any

import keras
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import losses
from engine.call import execute
from engine.errors import EngineError
from engine.losses import Loss
from engine.targets import Output

ROWS, UNITS = 7, 4
REDUCTIONS = ("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none", None)

# What Keras's module has and this one has not.
LEFT_OUT = {
    "CTC": "aligns sequences of letters with sounds; no network here gives sequences without a target for each step",
    "ctc": "see CTC",
    "Circle": "compares rows with each other; the outputs are places in space, no predictions of the rows' targets",
    "circle": "see Circle",
}


@dataclass(frozen=True)
class Case:
    """A loss with arguments, and what it compares.

    Attributes:
        outputs: numbers, positive, shares, sigmoid (a share for each unit) or logits.
        targets: as outputs; also one_hot, binary, signs, classes.
    """

    name: str
    outputs: str
    targets: str
    options: dict[str, Any] = field(default_factory=dict)
    shape: tuple[int, ...] = (ROWS, UNITS)

    def __str__(self) -> str:
        options = ",".join(f"{name}={value}" for name, value in self.options.items())
        return f"{self.name}({options})-{self.outputs}-{self.targets}-{'x'.join(map(str, self.shape))}"

    def pair(self, dtype: torch.dtype) -> tuple[torch.Tensor, torch.Tensor]:
        """y_true and y_pred, of double precision at first so that both dtypes see the same numbers."""
        draw = torch.Generator().manual_seed(sum(map(ord, str(self))))
        outputs = _drawn(self.outputs, self.shape, self.options.get("axis", -1), draw)
        targets = _drawn(self.targets, self.shape, self.options.get("axis", -1), draw)
        return targets.to(dtype), outputs.to(dtype)


def _drawn(what: str, shape: tuple[int, ...], axis: Any, draw: torch.Generator) -> torch.Tensor:
    axis = axis if isinstance(axis, int) else -1
    numbers = torch.randn(*shape, generator=draw, dtype=torch.float64)
    classes = torch.randint(0, shape[axis], numbers.select(axis, 0).shape, generator=draw)
    match what:
        case "numbers" | "logits":
            return 2 * numbers
        case "positive":
            return numbers.exp()
        case "counts":
            return numbers.exp().floor()
        case "shares":
            return numbers.softmax(axis)
        case "sigmoid":
            return numbers.sigmoid()
        case "extreme":  # some beyond what Keras keeps
            return (20 * numbers).sigmoid()
        case "one_hot":
            return torch.nn.functional.one_hot(classes, shape[axis]).movedim(-1, axis).double()
        case "binary":
            return (numbers > 0).double()
        case "signs":
            return numbers.sign()
        case "classes":
            return classes.double()
    raise ValueError(what)


def _cases() -> Iterator[Case]:
    wide, long = (3, 5, 4), (ROWS,)
    for name in ("MeanSquaredError", "MeanAbsoluteError", "LogCosh", "Huber"):
        for shape in ((ROWS, UNITS), (ROWS, 1), long, wide):
            yield Case(name, "numbers", "numbers", shape=shape)
    yield from (Case("Huber", "numbers", "numbers", {"delta": delta}) for delta in (0.3, 2.5))
    for name in ("MeanAbsolutePercentageError", "MeanSquaredLogarithmicError"):
        yield Case(name, "numbers", "positive")
        yield Case(name, "positive", "positive", shape=wide)
    yield Case("MeanAbsolutePercentageError", "numbers", "numbers")
    yield Case("MeanAbsolutePercentageError", "numbers", "binary")  # some are 0
    for axis in (-1, 1, 0):
        yield Case("CosineSimilarity", "numbers", "numbers", {"axis": axis})
        yield Case("CosineSimilarity", "numbers", "numbers", {"axis": axis}, wide)
    yield Case("Poisson", "positive", "counts")
    yield Case("Poisson", "positive", "counts", shape=wide)
    yield Case("KLDivergence", "shares", "shares")
    yield Case("KLDivergence", "shares", "one_hot")
    yield Case("KLDivergence", "extreme", "sigmoid", shape=wide)
    for name in ("Hinge", "SquaredHinge"):
        for targets in ("binary", "signs", "sigmoid"):
            yield Case(name, "numbers", targets)
        yield Case(name, "numbers", "binary", shape=(ROWS, 1))
        yield Case(name, "numbers", "signs", shape=wide)
    for shape in ((ROWS, UNITS), wide):
        yield Case("CategoricalHinge", "numbers", "one_hot", shape=shape)
        yield Case("CategoricalHinge", "shares", "shares", shape=shape)
    smoothed: list[dict[str, Any]] = [{}, {"label_smoothing": 0.1}]
    for options in smoothed:
        yield Case("BinaryCrossentropy", "logits", "binary", {"from_logits": True, **options})
        yield Case("BinaryCrossentropy", "logits", "sigmoid", {"from_logits": True, "axis": 0, **options})
        for outputs in ("sigmoid", "extreme", "shares"):
            yield Case("BinaryCrossentropy", outputs, "binary", options)
        yield Case("BinaryCrossentropy", "sigmoid", "binary", options, (ROWS, 1))
        yield Case("BinaryCrossentropy", "sigmoid", "sigmoid", options, wide)
    balanced = {"apply_class_balancing": True}
    for extra in (*smoothed, {"gamma": 0.0}, {"gamma": 3.5}, balanced, {**balanced, "alpha": 0.8}):
        yield Case("BinaryFocalCrossentropy", "sigmoid", "binary", extra)
        yield Case("BinaryFocalCrossentropy", "logits", "binary", {"from_logits": True, **extra})
        yield Case("BinaryFocalCrossentropy", "extreme", "binary", {"axis": 1, **extra}, wide)
    for extra in smoothed:
        for axis in (-1, 1):
            for name in ("CategoricalCrossentropy", "CategoricalFocalCrossentropy"):
                yield Case(name, "logits", "one_hot", {"from_logits": True, "axis": axis, **extra})
                yield Case(name, "logits", "shares", {"from_logits": True, "axis": axis, **extra}, wide)
                for outputs in ("shares", "sigmoid", "extreme"):
                    yield Case(name, outputs, "one_hot", {"axis": axis, **extra})
                yield Case(name, "shares", "shares", {"axis": axis, **extra}, wide)
    for extra in ({"alpha": 1.5}, {"gamma": 0.5}, {"alpha": [0.1, 0.2, 0.3, 0.4]}):
        yield Case("CategoricalFocalCrossentropy", "shares", "one_hot", extra)
        yield Case("CategoricalFocalCrossentropy", "logits", "one_hot", {"from_logits": True, **extra}, wide)
    for extra in ({}, {"ignore_class": 2}):
        for axis in (-1, 1):
            options = {"axis": axis, **extra}
            yield Case("SparseCategoricalCrossentropy", "logits", "classes", {"from_logits": True, **options})
            yield Case("SparseCategoricalCrossentropy", "logits", "classes", {"from_logits": True, **options}, wide)
            for outputs in ("shares", "sigmoid", "extreme"):
                yield Case("SparseCategoricalCrossentropy", outputs, "classes", options)
            yield Case("SparseCategoricalCrossentropy", "shares", "classes", options, wide)
    for q in (0.5, 0.1, 0.9):
        yield Case("CategoricalGeneralizedCrossEntropy", "shares", "classes", {"q": q})
        yield Case("CategoricalGeneralizedCrossEntropy", "shares", "classes", {"q": q}, wide)
    for axis in (None, -1, 0, (0, 1)):
        for shape in ((ROWS, UNITS), wide):
            yield Case("Dice", "sigmoid", "binary", {"axis": axis}, shape)
            yield Case("Tversky", "sigmoid", "binary", {"axis": axis}, shape)
    yield Case("Tversky", "shares", "one_hot", {"alpha": 0.3, "beta": 0.7})
    yield Case("Tversky", "shares", "one_hot", {"alpha": 2.0, "beta": 0.0, "axis": -1})


CASES = list({str(case): case for case in _cases()}.values())
every_case = pytest.mark.parametrize("case", CASES, ids=str)


def weights_for(losses: tuple[int, ...]) -> list[torch.Tensor | float | None]:
    """No weights, and every shape of them that suits losses of this shape."""
    draw = torch.Generator().manual_seed(3)
    each: list[torch.Tensor | float | None] = [None, 0.75]
    shapes = {losses, (*losses, 1), (*losses[:1], *(1 for _ in losses[1:]))}
    if not losses:
        shapes |= {(ROWS,)}
    each += [torch.rand(shape, generator=draw) for shape in sorted(shapes)]
    if losses:
        each.append(torch.zeros(losses))
    return each


def graded(function: Any, y_pred: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """What a function of y_pred gives, and the gradient of its sum."""
    leaf = y_pred.clone().requires_grad_()
    value = function(leaf)
    value.sum().backward()
    assert leaf.grad is not None
    return value.detach(), leaf.grad


HALF_A_DIGIT = 6e-8  # of numbers of about 1; where these cancel, processors differ by it


def assert_equal(found: torch.Tensor, expected: torch.Tensor, relative: float = 1e-5, least: float = 0.0) -> None:
    """Equal to a relative error, of the largest number where others are nearly 0."""
    least = max(least, relative * float(expected.abs().max()) / 10)
    torch.testing.assert_close(found.double(), expected.double(), rtol=relative, atol=least, equal_nan=True)


def assert_same(ours: Any, theirs: Any, y_pred: torch.Tensor, relative: float = 1e-5) -> torch.Tensor:
    """Compare value, shape and gradient of two functions of y_pred; give the value."""
    expected, gradient = graded(theirs, y_pred)
    value, found = graded(ours, y_pred)
    assert value.shape == expected.shape
    assert_equal(value, expected, relative, HALF_A_DIGIT)
    assert_equal(found, gradient, relative)
    return value


def trained(call: Any, targets: torch.Tensor, *weights: torch.Tensor) -> Any:
    """The loss of outputs as training computes it."""
    function = execute(call)
    return lambda outputs: function(outputs, targets, *weights)


# --- names


def kerass(kind: Any) -> set[str]:
    return {name for name in dir(keras.losses) if not name.startswith("_") and kind(getattr(keras.losses, name))}


def test_every_loss_and_function_of_keras_is_here_or_left_out_by_name() -> None:
    assert (kerass(inspect.isclass) | kerass(inspect.isfunction)) - {*losses.__all__} == set(LEFT_OUT)
    assert {case.name for case in CASES} == {part.__name__ for part in Loss.kinds.values()}


@pytest.mark.parametrize("name", sorted(kerass(inspect.isclass) - {"Loss"} - set(LEFT_OUT)))
def test_arguments_come_in_kerass_order_with_kerass_defaults(name: str) -> None:
    theirs = {
        argument.name: argument.default
        for argument in inspect.signature(getattr(keras.losses, name)).parameters.values()
        if argument.name not in {"name", "dtype"}
    }
    part = getattr(losses, name)
    assert {field: part.model_fields[field].default for field in part.positional_fields()} == theirs
    assert part.positional_fields() == tuple(theirs)
    assert part(name="mine", dtype="float32", **theirs) == part(*theirs.values()) == part()


@pytest.mark.parametrize("name", sorted(kerass(inspect.isfunction) - {"get", "serialize", "deserialize"} - set(LEFT_OUT)))
def test_functions_take_kerass_arguments(name: str) -> None:
    theirs = inspect.signature(getattr(keras.losses, name)).parameters
    ours = inspect.signature(getattr(losses, name)).parameters
    assert [(each.name, each.default) for each in ours.values()] == [
        (each.name, each.default) for each in theirs.values()
    ]


def test_names_and_aliases_are_found_as_in_keras() -> None:
    from keras.src.losses import ALL_OBJECTS_DICT

    for name, theirs in ALL_OBJECTS_DICT.items():
        if name in {"Loss", "LossFunctionWrapper"} or name in LEFT_OUT:
            continue
        found = losses.get(name)
        if inspect.isfunction(theirs):
            assert found is getattr(losses, theirs.__name__)
        else:
            assert type(found) is getattr(losses, name)
    assert losses.get(None) is None
    made = losses.get({"class_name": "Huber", "config": {"delta": 3.0}})
    assert made == losses.Huber(3.0) == losses.get(losses.serialize(made))
    assert losses.get(losses.serialize(losses.huber)) is losses.huber
    assert Loss.coerce(losses.huber) == losses.Huber()
    assert type(losses.get("logcosh").part()) is losses.LogCosh
    with pytest.raises(EngineError, match="Did you mean “mean_squared_error”"):
        losses.get("mean_square_error")


# --- by themselves


@every_case
def test_value_and_gradient_are_kerass_for_all_reductions_and_weights(case: Case) -> None:
    theirs = getattr(keras.losses, case.name)
    y_true, y_pred = case.pair(torch.float32)
    shape = tuple(theirs(reduction="none", **case.options)(y_true, y_pred).shape)
    weights = weights_for(shape)
    if case is next(each for each in CASES if each.name == case.name):
        chosen = list(product(REDUCTIONS, weights))
    else:  # each reduction and each weight once
        chosen = [(REDUCTIONS[n % 6], weights[n % len(weights)]) for n in range(max(6, len(weights)))]
    singles = [(*pair, torch.float32) for pair in chosen]
    doubles = [("sum", weights[-1], torch.float64), ("mean_with_sample_weight", weights[2], torch.float64)]
    for reduction, weight, dtype in singles + doubles:
        if "ignore_class" in case.options and weight is not None and np.size(weight) != np.prod(shape):
            continue  # Keras on torch breaks there
        y_true, y_pred = case.pair(dtype)
        counts = weight.to(dtype) if isinstance(weight, torch.Tensor) else weight
        ours = getattr(losses, case.name)(reduction=reduction, **case.options)
        keras_loss = theirs(reduction=reduction, dtype=str(dtype).removeprefix("torch."), **case.options)
        value = assert_same(partial(ours, y_true, sample_weight=counts), partial(keras_loss, y_true, sample_weight=counts), y_pred)
        assert value.dtype == dtype  # Keras rounds some doubles to single precision on the way


@every_case
def test_functions_give_kerass_losses_of_the_rows(case: Case) -> None:
    name = next(name for name in dir(losses) if getattr(getattr(losses, name), "part", None) is getattr(losses, case.name))
    y_true, y_pred = case.pair(torch.float32)
    ours, theirs = getattr(losses, name), getattr(keras.losses, name)
    assert_same(partial(ours, y_true, **case.options), partial(theirs, y_true, **case.options), y_pred)


@every_case
def test_numpy_comes_back_as_numpy_and_torch_as_torch(case: Case) -> None:
    y_true, y_pred = case.pair(torch.float64)
    part = getattr(losses, case.name)(**case.options)
    weight = None if part.by_rows else 0.5
    tensor = part(y_true, y_pred, weight)
    array = part(y_true.numpy(), y_pred.numpy(), weight)
    assert isinstance(tensor, torch.Tensor)
    assert isinstance(array, np.float64 | np.ndarray)
    assert np.array_equal(array, tensor.numpy())
    single = part(y_true.float(), y_pred.float(), weight)
    assert np.array_equal(part(y_true.tolist(), y_pred.tolist(), weight), single.numpy())
    assert isinstance(part(y_true.numpy(), y_pred), torch.Tensor)


@pytest.mark.parametrize("name", ["MeanSquaredError", "BinaryCrossentropy", "Hinge", "Huber", "LogCosh"])
def test_a_column_is_compared_with_a_row_of_as_many(name: str) -> None:
    draw = torch.Generator().manual_seed(1)
    y_true, y_pred = (torch.rand(6, generator=draw) for _ in range(2))
    for true, pred in ((y_true, y_pred[:, None]), (y_true[:, None], y_pred), (y_true.round(), y_pred[:, None])):
        assert_equal(
            getattr(losses, name)()(true, pred, torch.arange(6.0)),
            getattr(keras.losses, name)()(true, pred, torch.arange(6.0)),
            )


def test_class_numbers_may_stand_in_a_column() -> None:
    classes = torch.tensor([0, 2, 1, 1])
    shares = torch.rand(4, 3).softmax(-1)
    for part in (losses.SparseCategoricalCrossentropy(), losses.SparseCategoricalCrossentropy(ignore_class=2)):
        assert part(classes[:, None], shares) == part(classes, shares) == part(classes.float(), shares)
    expected = keras.losses.SparseCategoricalCrossentropy()(classes[:, None], shares)
    assert_equal(losses.SparseCategoricalCrossentropy()(classes[:, None], shares), expected, 1e-6)


def test_rows_of_an_ignored_class_count_nowhere() -> None:
    shares = torch.rand(5, 3).softmax(-1)
    for ignored, classes in ((-1, [0, -1, 2, 1, -1]), (255, [255] * 5), (1, [1, 1, 0, 2, 1])):
        for reduction in REDUCTIONS:
            for weight in (None, torch.rand(5), torch.rand(5, 1)):
                arguments = (torch.tensor(classes), shares, weight)
                ours = losses.SparseCategoricalCrossentropy(ignore_class=ignored, reduction=reduction)
                theirs = keras.losses.SparseCategoricalCrossentropy(ignore_class=ignored, reduction=reduction)
                assert_equal(ours(*arguments), theirs(*arguments))


# --- what differs, by name


def test_generalized_cross_entropy_takes_a_column_where_keras_compares_every_row_with_every_other() -> None:
    classes, shares = torch.tensor([[0], [1]]), torch.tensor([[0.9, 0.1], [0.5, 0.5]])
    assert tuple(keras.losses.categorical_generalized_cross_entropy(classes, shares, 0.5).shape) == (2, 2)
    ours = losses.categorical_generalized_cross_entropy(classes, shares, 0.5)
    assert torch.equal(ours, losses.categorical_generalized_cross_entropy(classes[:, 0], shares, 0.5))


def test_a_row_of_zeros_has_a_finite_cosine_gradient_where_kerass_is_no_number() -> None:
    y_true, y_pred = torch.tensor([[1.0, 2.0], [1.0, 0.0]]), torch.tensor([[0.0, 0.0], [1.0, 1.0]])
    expected, gradient = graded(lambda p: keras.losses.CosineSimilarity()(y_true, p), y_pred)
    value, found = graded(lambda p: losses.CosineSimilarity()(y_true, p), y_pred)
    assert_equal(value, expected, 1e-6)
    assert gradient[0].isnan().all()
    assert found.isfinite().all()


def test_numbers_of_other_shapes_are_refused_where_keras_repeats_them() -> None:
    column, table = torch.ones(3, 1), torch.zeros(3, 4)
    assert float(keras.losses.MeanSquaredError()(column, table)) == 1.0
    with pytest.raises(EngineError, match=r"one shape; got \(3, 1\) and \(3, 4\)"):
        losses.MeanSquaredError()(column, table)


def test_a_merged_softmax_goes_on_where_keras_stops_at_a_share_of_1e_7() -> None:
    # Keras computes softmax, then clips: a row worse than 16.1 teaches nothing. From the logits it does teach.
    logits = torch.tensor([[30.0, 0.0]])
    part, output = losses.SparseCategoricalCrossentropy(), Output("classification", 2, "index", logits=True)
    value, found = graded(trained(part.call(output), torch.tensor([1])), logits)
    theirs = keras.losses.SparseCategoricalCrossentropy()
    expected, gradient = graded(lambda z: theirs(torch.tensor([1]), z.softmax(-1)), logits)
    assert float(value) == pytest.approx(30.0)
    assert float(expected) == pytest.approx(16.118, abs=1e-3)
    assert float(found.abs().sum()) == pytest.approx(2.0)
    assert float(gradient.abs().sum()) == 0.0
    same = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(torch.tensor([1]), logits)
    assert_equal(value, same, 1e-6)


# --- as training uses them


def in_training() -> Iterator[Any]:
    """Losses, the output in front of them, and Keras's loss for the same outputs."""
    for case in CASES:
        shape_suits = len(case.shape) == 2 and case.options.get("axis", -1) in (-1, None)
        if shape_suits and case.targets != "signs" and case.options.get("ignore_class") is None:
            part = getattr(losses, case.name)(**case.options)
            encoding = {"classes": "index", "numbers": "value", "positive": "value"}.get(case.targets, "one_hot")
            yield pytest.param(case, part, Output("classification", case.shape[-1], encoding), id=str(case))
            merged = {**case.options, "from_logits": False}
            if case.outputs == "logits" and part.head:
                part = getattr(losses, case.name)(**merged)
                output = Output("classification", case.shape[-1], encoding, logits=True)
                yield pytest.param(case, part, output, id=f"{case}-merged")


as_in_training = pytest.mark.parametrize(("case", "part", "output"), list(in_training()))


@as_in_training
def test_training_computes_kerass_loss_with_and_without_weights(case: Case, part: Loss, output: Output) -> None:
    y_true, y_pred = case.pair(torch.float32)
    targets = y_true.long() if output.encoding == "index" else y_true
    for reduction in REDUCTIONS[:4]:
        ours = part.changed(reduction=reduction)
        theirs = getattr(keras.losses, case.name)(reduction=reduction, **case.options)
        for call in (ours.call(output), ours.weighted(output)):
            assert assert_same(trained(call, targets), partial(theirs, y_true), y_pred).shape == ()
        weights = torch.rand(len(y_true), generator=torch.Generator().manual_seed(2))
        weighted = trained(ours.weighted(output), targets, weights)
        assert_same(weighted, partial(theirs, y_true, sample_weight=weights), y_pred)


@as_in_training
def test_torchs_own_object_agrees_with_the_code_for_weights_of_1(case: Case, part: Loss, output: Output) -> None:
    y_true, y_pred = case.pair(torch.float32)
    targets = y_true.long() if output.encoding == "index" else y_true
    code = trained(part.weighted(output), targets, torch.ones(len(targets)))
    assert_same(code, trained(part.call(output), targets), y_pred, 1e-6)


def test_class_numbers_and_shares_of_them_are_one_loss() -> None:
    classes, logits = torch.tensor([0, 2, 1, 1]), torch.randn(4, 3)
    one_hot = torch.nn.functional.one_hot(classes, 3).float()
    for part in (losses.CategoricalCrossentropy(label_smoothing=0.2), losses.SparseCategoricalCrossentropy()):
        values = []
        for encoding, targets in (("index", classes), ("one_hot", one_hot)):
            output = Output("classification", 3, encoding, logits=True)  # type: ignore[arg-type]
            values += [execute(call)(logits, targets) for call in (part.call(output), part.weighted(output))]
        for value in values:
            assert_equal(value, values[0], 1e-6)


def test_the_generalized_cross_entropy_of_a_merged_softmax_is_kerass_behind_one() -> None:
    classes, logits = torch.tensor([0, 2, 1, 1]), torch.randn(4, 3)
    output = Output("classification", 3, "index", logits=True)
    theirs = keras.losses.CategoricalGeneralizedCrossEntropy(q=0.3)
    call = losses.CategoricalGeneralizedCrossEntropy(0.3).call(output)
    assert_same(trained(call, classes), lambda z: theirs(classes, z.softmax(-1)), logits)


# --- any numbers

SHAPES = st.lists(st.integers(1, 5), min_size=1, max_size=4).map(tuple)


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(["MeanSquaredError", "MeanAbsoluteError", "Huber", "LogCosh", "Hinge", "CosineSimilarity", "Poisson"]),
    shape=SHAPES, seed=st.integers(0, 2**31), reduction=st.sampled_from(REDUCTIONS), weighted=st.sampled_from(["no", "rows", "one"]),
)
def test_any_shape_is_kerass(name: str, shape: tuple[int, ...], seed: int, reduction: str | None, weighted: str) -> None:
    draw = np.random.default_rng(seed)
    y_true, y_pred = (np.exp(draw.normal(size=shape)).astype("float32") for _ in range(2))
    weight = {"no": None, "one": 2.5, "rows": draw.random(shape[:-1]).astype("float32") if shape[1:] else 0.5}[weighted]
    expected = getattr(keras.losses, name)(reduction=reduction)(y_true, y_pred, weight)
    found = getattr(losses, name)(reduction=reduction)(y_true, y_pred, weight)
    assert_equal(torch.tensor(found), expected)


@settings(max_examples=60, deadline=None)
@given(
    shape=st.lists(st.integers(1, 4), min_size=0, max_size=2).map(tuple), classes=st.integers(2, 6),
    seed=st.integers(0, 2**31), from_logits=st.booleans(), smoothing=st.sampled_from([0.0, 0.3]),
)
def test_any_classes_are_kerass(shape: tuple[int, ...], classes: int, seed: int, from_logits: bool, smoothing: float) -> None:
    draw = np.random.default_rng(seed)
    rows = (3, *shape)
    y_pred = draw.normal(size=(*rows, classes)).astype("float32")
    y_pred = y_pred if from_logits else np.exp(y_pred)
    numbers = draw.integers(0, classes, rows)
    one_hot = np.eye(classes, dtype="float32")[numbers]
    for name, y_true in (("Sparse", numbers), ("", one_hot)):
        options = {"from_logits": from_logits} | ({} if name else {"label_smoothing": smoothing})
        expected = getattr(keras.losses, f"{name}CategoricalCrossentropy")(**options)(y_true, y_pred)
        found = getattr(losses, f"{name}CategoricalCrossentropy")(**options)(y_true, y_pred)
        assert_equal(torch.tensor(found), expected)


# --- what does not go together

REFUSED = [
    (lambda: losses.MeanSquaredError()(np.ones(3), np.ones(4)), "one shape"),
    (lambda: losses.MeanSquaredError()(np.ones((3, 2)), np.ones((3, 2)), np.ones(4)), "sample_weight has shape"),
    (lambda: losses.MeanSquaredError()("words", np.ones(3)), "y_true"),
    (lambda: losses.MeanSquaredError()(np.ones(3), "words"), "y_pred"),
    (lambda: losses.MeanSquaredError()(np.ones(3), None), "y_pred"),
    (lambda: losses.MeanSquaredError()(np.ones(3), np.ones(3), "much"), "sample_weight"),
    (lambda: losses.SparseCategoricalCrossentropy()([0, 3], np.ones((2, 3))), "has the class 3, but y_pred has the classes 0 to 2"),
    (lambda: losses.SparseCategoricalCrossentropy()([0, 0.5], np.ones((2, 3))), "has the class 0.5"),
    (lambda: losses.SparseCategoricalCrossentropy()([0, -1], np.ones((2, 3))), "has the class -1"),
    (lambda: losses.SparseCategoricalCrossentropy()(np.ones((2, 3)), np.ones((2, 3))), "a class number for each row"),
    (lambda: losses.SparseCategoricalCrossentropy()(1, 2.0), "a class number for each row"),
    (lambda: losses.CategoricalCrossentropy()([0, 1], np.ones((2, 3))), "one shape"),
    (lambda: losses.CategoricalCrossentropy(axis=2)(np.ones((2, 3)), np.ones((2, 3))), "along axis 2"),
    (lambda: losses.Dice(axis=(0, 3))(np.ones((2, 3)), np.ones((2, 3))), "along axis 3"),
    (lambda: losses.CategoricalFocalCrossentropy(alpha=[1.0, 2.0])(np.ones((2, 3)), np.ones((2, 3))), "alpha has 2 factors"),
    (lambda: losses.CategoricalFocalCrossentropy(alpha=-1.0), "alpha"),
    (lambda: losses.Huber(reduction="most"), "reduction"),
    (lambda: losses.serialize("mse"), "no loss"),
]


@pytest.mark.parametrize(("call", "words"), REFUSED)
def test_what_does_not_go_together_is_refused_in_a_sentence(call: Any, words: str) -> None:
    with pytest.raises(EngineError, match=words) as caught:
        call()
    assert "\n" not in str(caught.value)
