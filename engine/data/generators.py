"""Batches that come one by one, for data larger than memory: what users derive from, and a small pipeline.

Whatever gives batches can be handed to fit, evaluate and predict: a generator, a torch DataLoader, a `Sequence`, a
`Dataset`. A batch is (x, y), (x, y, weights) or, to predict, x alone.
"""

from __future__ import annotations

import queue
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP


class Sequence(ABC):
    """Batches by number. Derive from it: `len(…)` is the number of batches, `[number]` gives one."""

    def __init__(self, workers: int = 1, use_multiprocessing: bool = False, max_queue_size: int = 10) -> None:
        """Keras's arguments; batches are made where they are used, so that they have no effect."""
        self.workers, self.use_multiprocessing, self.max_queue_size = workers, use_multiprocessing, max_queue_size

    @abstractmethod
    def __len__(self) -> int:
        """Batches of an epoch."""

    @abstractmethod
    def __getitem__(self, index: int) -> Any:
        """The batch of this number."""

    def __iter__(self) -> Iterator[Any]:
        for index in range(len(self)):
            yield self[index]

    @property
    def num_batches(self) -> int | None:
        """Batches of an epoch."""
        return len(self)

    def on_epoch_begin(self) -> None:  # noqa: B027 - a hook
        """Called before each epoch."""

    def on_epoch_end(self) -> None:  # noqa: B027 - a hook
        """Called behind each epoch; to shuffle, say."""


PyDataset = Sequence


class Dataset:
    """A chain of steps over elements: each step gives a new Dataset, and nothing is computed before it is asked for.

    `Dataset.from_arrays(x, y).shuffle(seed=1).map(scaled).batch(32).prefetch(2)`; every pass begins anew.
    """

    def __init__(self, make: Callable[[], Iterable[Any]], length: int | None = None) -> None:
        """Begin a chain.

        Args:
            make: gives the elements of one pass.
            length: how many there are, None where nobody knows.
        """
        if not callable(make):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{name} takes a function that gives the elements of a pass; got {value}."),
                name="Dataset.from_generator", value=repr(make)[:60],
            )
        self._make, self.length = make, length

    @classmethod
    def from_arrays(cls, *arrays: Any) -> Dataset:
        """Elements are tuples, one row of each array; arrays that lie on disk (np.load with mmap_mode) are read by row.

        Raises:
            EngineError: their lengths differ.
        """
        lengths = {len(array) for array in arrays}
        if len(lengths) != 1:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "The arrays have different numbers of rows: {lengths}."),
                lengths=", ".join(str(len(array)) for array in arrays) or "0",
            )
        return _ArrayRows(arrays)

    @classmethod
    def from_generator(cls, make: Callable[[], Iterable[Any]], length: int | None = None) -> Dataset:
        """Elements are what `make()` gives, which is called for each pass."""
        return cls(make, length)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._make())

    def map(self, function: Callable[..., Any]) -> Dataset:
        """Replace each element by function(element), or function(x, y, …) for tuples."""
        def made() -> Iterator[Any]:
            for element in self:
                yield function(*element) if isinstance(element, tuple) else function(element)

        return Dataset(made, self.length)

    def shuffle(self, buffer_size: int | None = None, seed: int | None = None) -> Dataset:
        """Give the elements in a random order, another one in each pass.

        Args:
            buffer_size: elements that are held back to draw from; rows of arrays need none and are all drawn from.
            seed: decides the orders.
        """
        size = _positive("shuffle", "buffer_size", 1000 if buffer_size is None else buffer_size)
        random = np.random.default_rng(seed)

        def made() -> Iterator[Any]:
            held: list[Any] = []
            for element in self:
                if len(held) < size:
                    held.append(element)
                    continue
                place = int(random.integers(size))
                yield held[place]
                held[place] = element
            random.shuffle(held)
            yield from held

        return Dataset(made, self.length)

    def batch(self, batch_size: int, drop_remainder: bool = False) -> Dataset:
        """Stack so many elements into one; the last batch keeps what is left, or is dropped."""
        size = _positive("batch", "batch_size", batch_size)

        def made() -> Iterator[Any]:
            held: list[Any] = []
            for element in self:
                held.append(element)
                if len(held) == size:
                    yield _stacked(held)
                    held = []
            if held and not drop_remainder:
                yield _stacked(held)

        return Dataset(made, self._batches(size, drop_remainder=drop_remainder))

    def repeat(self, count: int | None = None) -> Dataset:
        """Pass through the elements so many times, without end where no count is given."""
        if count is not None:
            _positive("repeat", "count", count)

        def made() -> Iterator[Any]:
            passed = 0
            while count is None or passed < count:
                is_empty = True
                for element in self:
                    is_empty = False
                    yield element
                if is_empty:
                    return
                passed += 1

        return Dataset(made, None if count is None or self.length is None else self.length * count)

    def take(self, count: int) -> Dataset:
        """The first elements only."""
        size = _positive("take", "count", count)

        def made() -> Iterator[Any]:
            for number, element in enumerate(self, start=1):
                yield element
                if number == size:
                    return

        return Dataset(made, size if self.length is None else min(size, self.length))

    def prefetch(self, buffer_size: int = 2) -> Dataset:
        """Let a thread of its own make so many elements ahead, while the network learns."""
        size = _positive("prefetch", "buffer_size", buffer_size)
        return Dataset(lambda: _Ahead(self, size), self.length)

    def _batches(self, size: int, *, drop_remainder: bool) -> int | None:
        if self.length is None:
            return None
        return self.length // size if drop_remainder else -(-self.length // size)


class _ArrayRows(Dataset):
    """Rows of arrays, of which a batch is cut at once."""

    def __init__(self, arrays: tuple[Any, ...], random: np.random.Generator | None = None) -> None:
        super().__init__(self._rows, len(arrays[0]))
        self._arrays, self._random = arrays, random

    def _order(self) -> Any:
        count = len(self._arrays[0])
        return range(count) if self._random is None else self._random.permutation(count)

    def _rows(self) -> Iterator[Any]:
        for row in self._order():
            element = tuple(_at(array, int(row)) for array in self._arrays)
            yield element if len(element) > 1 else element[0]

    def shuffle(self, buffer_size: int | None = None, seed: int | None = None) -> Dataset:  # noqa: ARG002 - all rows
        return _ArrayRows(self._arrays, np.random.default_rng(seed))

    def batch(self, batch_size: int, drop_remainder: bool = False) -> Dataset:
        size = _positive("batch", "batch_size", batch_size)

        def made() -> Iterator[Any]:
            order = self._order()
            for start in range(0, len(order), size):
                rows = order[start : start + size]
                if len(rows) < size and drop_remainder:
                    return
                batch = tuple(_cut(array, rows, is_in_order=self._random is None) for array in self._arrays)
                yield batch if len(batch) > 1 else batch[0]

        return Dataset(made, self._batches(size, drop_remainder=drop_remainder))


def _at(array: Any, row: int) -> Any:
    return array.iloc[row] if hasattr(array, "iloc") else array[row]


def _cut(array: Any, rows: Any, *, is_in_order: bool) -> Any:
    place: Any = slice(int(rows[0]), int(rows[-1]) + 1) if is_in_order else rows
    if hasattr(array, "iloc"):
        return array.iloc[place]
    if isinstance(array, list | tuple):
        array = np.asarray(array)
    return array[place]


def _stacked(elements: list[Any]) -> Any:
    first = elements[0]
    if isinstance(first, tuple):
        return tuple(_stacked([element[place] for element in elements]) for place in range(len(first)))
    try:
        return np.stack([np.asarray(element) for element in elements])
    except ValueError:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "The elements of a batch have different shapes: {shapes}."),
            shapes=", ".join(sorted({str(np.shape(element)) for element in elements})),
        ) from None


def _positive(method: str, name: str, value: Any) -> int:
    if not isinstance(value, int | np.integer) or isinstance(value, bool) or value < 1:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "{method}: “{name}” is a whole number from {least}; got {value}."),
            method=method, name=name, least=1, value=repr(value)[:60],
        )
    return int(value)


class _Ahead:
    """Elements that a thread makes ahead; it ends when nobody asks any more."""

    def __init__(self, source: Iterable[Any], size: int) -> None:
        self._queue: queue.Queue[tuple[str, Any]] = queue.Queue(size)
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._make, args=(source,), daemon=True)
        self._thread.start()

    def _make(self, source: Iterable[Any]) -> None:
        try:
            for element in source:
                if not self._put("element", element):
                    return
            self._put("end", None)
        except BaseException as error:
            self._put("error", error)

    def _put(self, kind: str, value: Any) -> bool:
        while not self._is_over.is_set():
            try:
                self._queue.put((kind, value), timeout=0.1)
            except queue.Full:
                continue
            return True
        return False

    def __iter__(self) -> Iterator[Any]:
        try:
            while True:
                kind, value = self._queue.get()
                if kind == "end":
                    return
                if kind == "error":
                    raise value
                yield value
        finally:
            self._is_over.set()
            self._thread.join(timeout=5)
