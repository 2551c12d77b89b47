"""A source of batches, whatever its kind, as epochs of batches (x, y, weights) in Keras's counting."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from engine.data.generators import Dataset, Sequence
from engine.errors import DataError
from engine.messages import QT_TRANSLATE_NOOP

Permutation = Callable[[int], Any]


class RawBatch(NamedTuple):
    """A batch as its source gives it."""

    x: Any
    y: Any = None
    weights: Any = None


def is_stream(x: Any) -> bool:
    """Whether this gives batches, rather than being rows itself."""
    if isinstance(x, Sequence | Dataset) or hasattr(x, "__next__"):
        return True
    is_rows = x is None or isinstance(x, str | bytes | Mapping | list | tuple | set | range)
    if is_rows or any(hasattr(x, name) for name in ("__array__", "detach", "to_numpy")):
        return False
    return hasattr(x, "__iter__") or (hasattr(x, "__getitem__") and hasattr(x, "__len__"))


class BatchStream:
    """Batches of a source, epoch by epoch.

    With `steps`, an epoch has so many batches and the next goes on where it ended. Where a pass ends inside an epoch,
    the epoch ends as well, with a warning, as in Keras; the next begins a new pass, unless the source is an iterator
    and has no other. Without `steps`, an epoch is one pass.

    Attributes:
        count: batches of an epoch, None while nobody knows.
        is_over: whether the source has no more batches for another epoch; has_warned: whether a warning said so.
    """

    def __init__(
        self, source: Any, *, steps: int | None = None, name: str = "x", order: Permutation | None = None
    ) -> None:
        """Begin.

        Args:
            source: an iterator, or what gives one for each pass; or batches by number.
            steps: batches of an epoch.
            name: what the user calls it.
            order: gives a new order of so many batches; used where batches have numbers.
        """
        if type(source).__module__ == "torch.utils.data.dataset":
            raise DataError(
                QT_TRANSLATE_NOOP("engine", "{name} is a {kind}, which gives rows, not batches."),
                hint=QT_TRANSLATE_NOOP("engine", "Wrap it in a DataLoader: DataLoader(dataset, batch_size=32)."),
                name=name, kind=type(source).__name__,
            )
        self._source, self._steps, self._name, self._order = source, steps, name, order
        self._by_number = hasattr(source, "__getitem__") and not isinstance(source, Dataset)
        self._is_once = hasattr(source, "__next__")
        self._batches: Iterator[Any] | None = None
        self._first: RawBatch | None = None
        self._length = _length(source)
        self.is_over = self.has_warned = False
        self._seen: int | None = None

    @property
    def count(self) -> int | None:
        if self._steps is not None:
            return self._steps
        return self._length if self._length is not None else self._seen

    def peek(self) -> RawBatch:
        """A batch, to look at: the first epoch still gives it.

        Raises:
            DataError: there is none.
        """
        if self._by_number and self._length != 0:
            return self._read(self._source[0])
        if self._first is None:
            self._begin()
            found = self._next()
            if found is None:
                raise DataError(QT_TRANSLATE_NOOP("engine", "{name} gives no batches."), name=self._name)
            self._first = found
        return self._first

    def epoch(self) -> Iterator[RawBatch]:
        """Yield the batches of the next epoch; where they run out before their time, a warning says so."""
        self._tell("on_epoch_begin")
        if self._steps is None and self._first is None:
            self._begin()
        done = 0
        while self._steps is None or done < self._steps:
            batch = self._next_or_again() if not done else self._next()
            if batch is None:
                break
            done += 1
            yield batch
        if self._steps is None:
            self._seen, self._batches = done, None
            self.is_over = self._is_once or not done
        elif done < self._steps:
            self._batches = None
            self.is_over = self._is_once or not done
            self.has_warned = True
            sentence = QT_TRANSLATE_NOOP("engine", "{name} ran out of batches after {done} of {steps}.")
            warnings.warn(sentence.format(name=self._name, done=done, steps=self._steps), UserWarning, stacklevel=2)
        self._tell("on_epoch_end")

    def _tell(self, hook: str) -> None:
        function = getattr(self._source, hook, None)
        if callable(function):
            function()

    def _begin(self) -> None:
        """Begin a pass."""
        if self._by_number:
            self._batches = self._numbered()
        elif not self._is_once or self._batches is None:
            self._batches = iter(self._source)

    def _numbered(self) -> Iterator[Any]:
        if self._length is None:
            number = 0
            while True:
                yield self._source[number]
                number += 1
        order = range(self._length) if self._order is None else self._order(self._length)
        for number in order:
            yield self._source[int(number)]

    def _next_or_again(self) -> RawBatch | None:
        if self._batches is None:
            self._begin()
        batch = self._next()
        if batch is None and self._steps is not None and not self._is_once:
            self._begin()
            batch = self._next()
        return batch

    def _next(self) -> RawBatch | None:
        if self._first is not None:
            batch, self._first = self._first, None
            return batch
        assert self._batches is not None
        try:
            return self._read(next(self._batches))
        except StopIteration:
            return None

    def _read(self, batch: Any) -> RawBatch:
        if isinstance(batch, tuple | list) and 1 <= len(batch) <= len(RawBatch._fields):
            return RawBatch(*batch)
        if hasattr(batch, "shape") or hasattr(batch, "to_numpy"):
            return RawBatch(batch)
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "A batch is (x, y) or (x, y, weights), but {name} gave {value}."),
            name=self._name, value=repr(batch)[:60],
        )


class ArrayBatches(Sequence):
    """Rows of arrays as batches by number; every pass may have an order of its own."""

    def __init__(self, x: Any, y: Any, weights: Any, size: int, order: Permutation | None = None) -> None:
        """Cut batches of `size` rows."""
        super().__init__()
        self._arrays, self._size, self._order = (x, y, weights), size, order
        self._rows: Any = None

    def __len__(self) -> int:
        return (len(self._arrays[0]) + self._size - 1) // self._size

    def __getitem__(self, index: int) -> RawBatch:
        if index == 0 and self._order is not None:
            self._rows = np.asarray(self._order(len(self._arrays[0])))
        first = index * self._size
        place: Any = slice(first, first + self._size)
        if self._rows is not None:
            place = self._rows[place]
        return RawBatch(*(None if array is None else array[place] for array in self._arrays))


def _length(source: Any) -> int | None:
    if isinstance(source, Dataset):
        return source.length
    try:
        length = source.num_batches if isinstance(source, Sequence) else len(source)
    except (TypeError, AttributeError, NotImplementedError):
        return None
    return None if length is None else int(length)
