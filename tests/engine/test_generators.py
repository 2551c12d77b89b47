"""Batches that come one by one: the numbers of the same batches cut from arrays, in memory that grows with the batch."""

from __future__ import annotations

import threading
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.data.generators import Dataset, PyDataset, Sequence
from engine.errors import EngineError
from engine.layers import BatchNormalization, Dense, Dropout
from engine.models import Sequential

ROWS, COLUMNS, CLASSES, BATCH = 75, 5, 3, 16
RANDOM = np.random.default_rng(2)
X = RANDOM.standard_normal((ROWS, COLUMNS))
Y = X[:, :CLASSES].argmax(axis=1)
WEIGHTS = RANDOM.uniform(0.5, 2.0, ROWS)


def model(*middle: Any, optimizer: Any = "adam", **options: Any) -> Sequential:
    made = Sequential([Dense(8, "relu"), *(layer.changed() for layer in middle), Dense(CLASSES, "softmax")], seed=3)
    made.compile(optimizer, "sparse_categorical_crossentropy", **{"metrics": ["accuracy"], **options})
    return made


def cut(*arrays: Any, size: int = BATCH) -> list[Any]:
    return [tuple(array[start : start + size] for array in arrays) for start in range(0, len(arrays[0]), size)]


class Numbered(Sequence):
    """Batches by number."""

    def __init__(self, *arrays: Any) -> None:
        super().__init__()
        self.batches = cut(*arrays)
        self.told: list[str] = []

    def __len__(self) -> int:
        return len(self.batches)

    def __getitem__(self, index: int) -> Any:
        return self.batches[index]

    def on_epoch_begin(self) -> None:
        self.told.append("begin")

    def on_epoch_end(self) -> None:
        self.told.append("end")


class Bare:
    """Batches by number, derived from nothing."""

    def __init__(self, *arrays: Any) -> None:
        self.batches = cut(*arrays)

    def __len__(self) -> int:
        return len(self.batches)

    def __getitem__(self, index: int) -> Any:
        return self.batches[index]


def forever(*arrays: Any) -> Iterator[Any]:
    while True:
        yield from cut(*arrays)


def loader(*arrays: Any) -> Any:
    return torch.utils.data.DataLoader(torch.utils.data.TensorDataset(*map(torch.tensor, arrays)), batch_size=BATCH)


STEPS = {"steps_per_epoch": 5}
SOURCES: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "generator": (forever, STEPS),
    "sequence": (Numbered, {}),
    "bare sequence": (Bare, {}),
    "data loader": (loader, {}),
    "pipeline": (lambda *arrays: Dataset.from_arrays(*arrays).batch(BATCH), {}),
    "rows of a pipeline": (lambda *arrays: Dataset.from_arrays(*arrays).map(lambda *row: row).batch(BATCH).prefetch(2), {}),
    "endless pipeline": (lambda *arrays: Dataset.from_arrays(*arrays).batch(BATCH).repeat().prefetch(), STEPS),
    "function": (lambda *arrays: Dataset.from_generator(lambda: iter(cut(*arrays))), {}),
}


def same(one: Sequential, other: Sequential) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one.get_weights(), other.get_weights(), strict=True))


@pytest.mark.parametrize("optimizer", ["adam", "rmsprop"])
@pytest.mark.parametrize("middle", [(), (Dropout(0.3),), (BatchNormalization(),)], ids=["plain", "dropout", "batch norm"])
@pytest.mark.parametrize("source", SOURCES)
def test_a_fit_gives_the_numbers_of_the_same_batches_cut_from_arrays(source: str, middle: tuple[Any, ...], optimizer: Any) -> None:
    make, options = SOURCES[source]
    whole, streamed = model(*middle, optimizer=optimizer), model(*middle, optimizer=optimizer)
    expected = whole.fit(X, Y, BATCH, 3, verbose=0, shuffle=False).history
    found = streamed.fit(make(X, Y), epochs=3, verbose=0, shuffle=False, **options).history
    assert found == {name: pytest.approx(values, rel=1e-12) for name, values in expected.items()}
    assert same(whole, streamed)


@pytest.mark.parametrize("source", ["generator", "sequence", "pipeline"])
def test_weights_of_rows_come_with_the_batches(source: str) -> None:
    make, options = SOURCES[source]
    whole, streamed = (model(weighted_metrics=["accuracy"]) for _ in range(2))
    expected = whole.fit(X, Y, BATCH, 2, verbose=0, shuffle=False, sample_weight=WEIGHTS).history
    found = streamed.fit(make(X, Y, WEIGHTS), epochs=2, verbose=0, shuffle=False, **options).history
    assert found == {name: pytest.approx(values, rel=1e-6) for name, values in expected.items()}
    assert same(whole, streamed)
    classes = {0: 2.0, 1: 0.5}
    whole.fit(X, Y, BATCH, verbose=0, shuffle=False, class_weight=classes)
    streamed.fit(make(X, Y), verbose=0, shuffle=False, class_weight=classes, **options)
    assert same(whole, streamed)


@pytest.mark.parametrize("source", SOURCES)
def test_validation_evaluation_and_prediction_take_batches_too(source: str) -> None:
    make, options = SOURCES[source]
    steps = options.get("steps_per_epoch")
    asked = model()
    asked.fit(X, Y, BATCH, verbose=0)
    assert asked.evaluate(make(X, Y), steps=steps, verbose=0) == pytest.approx(asked.evaluate(X, Y, BATCH, 0), rel=1e-6)
    assert np.array_equal(asked.predict(make(X), steps=steps, verbose=0), asked.predict(X, BATCH, 0))
    history = asked.fit(X, Y, BATCH, 2, verbose=0, validation_data=make(X, Y), validation_steps=steps).history
    assert history["val_loss"][-1] == pytest.approx(asked.evaluate(X, Y, verbose=0)[0], rel=1e-6)


def test_targets_come_as_class_numbers_one_hot_or_shares() -> None:
    one_hot = np.eye(CLASSES)[Y]
    soft = 0.9 * one_hot + 0.1 / CLASSES
    whole, hot, shared, soft_whole = (model() for _ in range(4))
    whole.fit(X, Y, BATCH, 2, verbose=0, shuffle=False)
    hot.fit(Numbered(X, one_hot), epochs=2, verbose=0, shuffle=False)
    assert same(whole, hot)
    soft_whole.fit(X, soft, BATCH, 2, verbose=0, shuffle=False)
    shared.fit(Numbered(X, soft), epochs=2, verbose=0, shuffle=False)
    assert same(soft_whole, shared)


def test_a_sequence_is_told_of_epochs_and_its_batches_are_shuffled() -> None:
    batches = Numbered(X, Y)
    taken: list[int] = []

    class Noting(Numbered):
        def __getitem__(self, index: int) -> Any:
            taken.append(index)
            return super().__getitem__(index)

    model().fit(batches, epochs=2, verbose=0)
    assert batches.told == ["begin", "end"] * 2
    orders = []
    for _ in range(2):
        taken.clear()
        model().fit(Noting(X, Y), epochs=2, verbose=0)
        assert taken.pop(0) == 0  # looked at before anything is learnt
        assert sorted(taken) == sorted([*range(5)] * 2)
        orders.append(list(taken))
    assert orders[0] == orders[1] != [*range(5)] * 2
    assert orders[0][:5] != orders[0][5:]


def test_a_generator_that_ends_ends_the_fit_with_a_warning() -> None:
    with pytest.warns(UserWarning, match="no more batches after 1 of 3 epochs"):
        assert len(model().fit(iter(cut(X, Y)), epochs=3, verbose=0).history["loss"]) == 1
    with pytest.warns(UserWarning, match="ran out of batches after 2 of 3"):
        assert len(model().fit(iter(cut(X, Y)), epochs=3, steps_per_epoch=3, verbose=0).history["loss"]) == 2
    with pytest.warns(UserWarning, match="ran out of batches after 5 of 9"):
        model().evaluate(iter(cut(X, Y)), steps=9, verbose=0)


def test_learning_by_batches_and_by_arrays_go_on_from_each_other() -> None:
    whole, mixed = model(optimizer="rmsprop"), model(optimizer="rmsprop")
    whole.fit(X, Y, BATCH, 3, verbose=0, shuffle=False)
    mixed.fit(X, Y, BATCH, 1, verbose=0, shuffle=False)
    for batch in cut(X, Y):
        mixed.train_on_batch(*batch)
    mixed.fit(Numbered(X, Y), verbose=0, shuffle=False)
    assert same(whole, mixed)


# --- the pipeline


def test_a_pipeline_is_a_chain_of_steps() -> None:
    numbers = Dataset.from_generator(lambda: iter(range(7)), 7)
    assert list(numbers.map(lambda number: number * 2).take(3)) == [0, 2, 4]
    assert [batch.tolist() for batch in numbers.batch(3)] == [[0, 1, 2], [3, 4, 5], [6]]
    assert [batch.tolist() for batch in numbers.batch(3, drop_remainder=True)] == [[0, 1, 2], [3, 4, 5]]
    assert list(numbers.repeat(2)) == [*range(7)] * 2
    assert numbers.repeat(2).batch(3).length == 5
    assert numbers.repeat().length is None
    assert list(numbers.prefetch(3)) == [*range(7)]


@pytest.mark.parametrize("make", [lambda: Dataset.from_arrays(np.arange(20)), lambda: Dataset.from_generator(lambda: iter(range(20)), 20)], ids=["rows", "elements"])
def test_shuffling_draws_another_order_in_each_pass_as_the_seed_says(make: Callable[[], Dataset]) -> None:
    shuffled, again = make().shuffle(8, seed=1), make().shuffle(8, seed=1)
    passes = [[int(element) for element in shuffled] for _ in range(2)]
    assert [sorted(each) for each in passes] == [[*range(20)]] * 2
    assert passes[0] != passes[1]
    assert passes == [[int(element) for element in again] for _ in range(2)]


def test_rows_on_disk_are_read_batch_by_batch(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", X.astype(np.float32))
    rows = np.load(tmp_path / "x.npy", mmap_mode="r")
    whole, mapped = model(), model()
    whole.fit(X.astype(np.float32), Y, BATCH, verbose=0, shuffle=False)
    mapped.fit(Dataset.from_arrays(rows, Y).batch(BATCH), verbose=0)
    assert same(whole, mapped)
    assert np.array_equal(mapped.predict(rows, verbose=0), mapped.predict(X.astype(np.float32), verbose=0))


def test_a_thread_that_makes_batches_ahead_ends_with_the_pass_and_tells_its_errors() -> None:
    before = threading.active_count()
    for _ in Dataset.from_generator(lambda: iter(range(1000))).prefetch(2):
        break
    assert threading.active_count() == before

    def broken() -> Iterator[int]:
        yield 1
        raise RuntimeError("the disk is gone")

    found = iter(Dataset.from_generator(broken).prefetch(4))
    assert next(found) == 1
    with pytest.raises(RuntimeError, match="the disk is gone"):
        next(found)


@pytest.mark.parametrize("task", ["evaluate", "predict", "fit"])
def test_memory_grows_with_the_batch_and_not_with_the_rows(task: str) -> None:
    rows = 200_000
    x = np.zeros((rows, COLUMNS))
    y = np.zeros(rows, dtype=np.int8)
    asked = model()
    asked.build((None, COLUMNS))
    asked.evaluate(x[:100], y[:100], verbose=0)
    tracemalloc.start()
    try:
        if task == "evaluate":
            asked.evaluate(x, y, verbose=0)
        elif task == "predict":
            asked.predict(x, verbose=0)
        else:
            asked.fit(Dataset.from_arrays(x, y).batch(4096), verbose=0)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    answers = rows * CLASSES * 4 if task == "predict" else 0
    assert peak < answers + x.nbytes / 4


REFUSED: list[tuple[Callable[[], Any], str]] = [
    (lambda: model().fit(forever(X, Y), Y), "bring “y” along"),
    (lambda: model().fit(Numbered(X, Y), sample_weight=WEIGHTS), "bring “sample_weight” along"),
    (lambda: model().fit(iter([]), verbose=0), "x gives no batches"),
    (lambda: model().fit(iter([(X, Y), (X[:, :3], Y)]), verbose=0), "Dense expects rows of 5 values, but x has 3"),
    (lambda: model().fit(iter([(X, Y), (X, Y[:5])]), verbose=0), "x has 75 rows, but y has 5"),
    (lambda: model().fit(iter([(X, Y), (X, np.full((ROWS, CLASSES), 1 / 3))]), verbose=0), "a later one has shares"),
    (lambda: model().fit(iter([(X, Y), (X, Y, WEIGHTS)]), verbose=0), "had no weights of rows, but a later one has"),
    (lambda: model().fit(iter([(X,)]), verbose=0), "y must be an array"),
    (lambda: model().fit(iter([(X, Y, WEIGHTS, 1)]), verbose=0), "A batch is"),
    (lambda: model().fit(iter(["ab"]), verbose=0), "A batch is"),
    (lambda: model(BatchNormalization()).fit(iter([(X[:1], Y[:1])]), verbose=0), "needs at least 2"),
    (lambda: model().evaluate(iter([]), verbose=0), "no rows to be scored"),
    (lambda: model().predict(iter([]), verbose=0), "x gives no batches"),
    (lambda: Dataset.from_arrays(X, Y[:3]), "different numbers of rows: 75, 3"),
    (lambda: Dataset.from_arrays(X).batch(0), "batch_size"),
    (lambda: list(Dataset.from_generator(lambda: iter([np.zeros(2), np.zeros(3)])).batch(2)), "different shapes"),
    (lambda: Dataset.from_generator(iter([1])), "takes a function"),
]


@pytest.mark.parametrize(("attempt", "sentence"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_done_is_refused_in_a_sentence(attempt: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(EngineError, match=sentence):
        attempt()


def test_keras_name_of_a_sequence_is_here() -> None:
    assert PyDataset is Sequence
