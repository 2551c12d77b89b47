"""What fit, evaluate and predict are given, read as rows that suit the model, or refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from engine.data.arrays import (
    as_shares,
    check_lengths,
    class_weights,
    holds_shares,
    read_targets,
    read_weights,
    sliceable,
)
from engine.data.lists import only_input, only_target
from engine.data.rows import Rows
from engine.data.streams import RawBatch
from engine.errors import DataError, EngineError
from engine.layers import Shape
from engine.messages import QT_TRANSLATE_NOOP
from engine.models.planning import with_shares
from engine.plan import Plan

if TYPE_CHECKING:
    import numpy as np

Inputs = Callable[..., "np.ndarray[Any, Any]"]
ClassWeight = Mapping[int, float]


class RowReader:
    """Reads rows for a fit or an evaluation. The first rows decide what shape rows have and how targets are written."""

    def __init__(
        self,
        inputs: Inputs,
        make_plan: Callable[[bool], Plan],
        *,
        class_weight: ClassWeight | None = None,
        name: str = "",
    ) -> None:
        """Prepare.

        Args:
            inputs: reads x and compares its rows with the model, which takes their shape if it has none.
            make_plan: gives the plan for rows with or without weights; asked once the shape is known.
            class_weight: weights of the classes.
            name: what stands in front of x and y in sentences.
        """
        self._inputs, self._make_plan, self._class_weight = inputs, make_plan, class_weight
        self.names = (f"{name}x", f"{name}y", f"{name}sample_weight")
        self._plan: Plan | None = None
        self._is_settled = False

    @property
    def plan(self) -> Plan:
        """What the rows are for, once some were read; where targets are shares of the classes, the plan for those."""
        assert self._plan is not None
        return self._plan

    def read(self, batch: RawBatch, first: int = 0) -> Rows:
        """Rows, targets and weights; `first` is the number of the first row, for sentences.

        Raises:
            EngineError: they do not suit the model or each other.
        """
        (x, y, _), inputs = self.names, self._inputs(batch.x, self.names[0], first)
        self._begin(is_weighted=batch.weights is not None)
        plan = self.plan
        targets = only_target(batch.y, len(inputs))
        targets = read_targets(targets, plan.output, plan.project.training.loss, y, plan.dtype)
        check_lengths(inputs, targets, (x, y))
        weights = self._weights(batch, inputs)
        if plan.output.encoding == "index" and targets.ndim > 1:
            self._take_shares()
        self._is_settled = True
        if self.plan.output.encoding == "one_hot":
            targets = as_shares(targets, plan.output.units, plan.dtype)
        return Rows(inputs, targets, weights)

    def batches(self, given: RawBatch, size: int, first: int = 0) -> Iterator[Rows]:
        """Read rows that are given whole, batch by batch; nothing is copied whole. `first` as in `read`."""
        whole = whole_rows(given, self.names)
        self._inputs(whole.x[:1], self.names[0], first)
        self._begin(is_weighted=whole.weights is not None)
        if self.plan.output.encoding == "index" and holds_shares(whole.y, self.plan.output.units):
            self._take_shares()
        for start in range(0, len(whole.x), size):
            cut = slice(start, start + size)
            batch = RawBatch(*(None if values is None else values[cut] for values in whole))
            yield self.read(batch, first + start)

    def _begin(self, *, is_weighted: bool) -> None:
        if self._plan is None:
            self._plan = self._make_plan(is_weighted or self._class_weight is not None)

    def _weights(self, batch: RawBatch, inputs: np.ndarray[Any, Any]) -> np.ndarray[Any, Any] | None:
        import numpy as np

        (x, _, name), plan = self.names, self.plan
        if not plan.weighted:
            if batch.weights is None:
                return None
            raise DataError(
                QT_TRANSLATE_NOOP("engine", "The first batch had no weights of rows, but a later one has."),
                hint=QT_TRANSLATE_NOOP("engine", "Give weights with every batch, or with none."),
            )
        if batch.weights is not None:
            weights = read_weights(only_target(batch.weights, len(inputs)), name, plan.dtype)
            check_lengths(inputs, weights, (x, name))
            return weights
        if self._class_weight is not None:
            return class_weights(only_target(batch.y, len(inputs)), self._class_weight, plan.dtype)
        return np.ones(len(inputs), dtype=plan.dtype)

    def _take_shares(self) -> None:
        if self._is_settled:
            raise DataError(
                QT_TRANSLATE_NOOP(
                    "engine", "The first batch had one class for each row, but a later one has shares of the classes."
                ),
                hint=QT_TRANSLATE_NOOP("engine", "Let the first batch have such shares as well."),
            )
        self._plan = with_shares(self.plan)


def given_rows(given: RawBatch, row: Shape | None) -> RawBatch:
    """The same, with arrays out of lists of one; `row` is the shape of a row where it is known."""
    x = only_input(given.x, row)
    rows = len(x) if hasattr(x, "shape") and len(x.shape) else 1
    return RawBatch(x, only_target(given.y, rows), only_target(given.weights, rows))


def whole_rows(given: RawBatch, names: tuple[str, str, str]) -> RawBatch:
    """Rows that are given whole, as arrays of one length that can be cut.

    Raises:
        EngineError: they are no numbers, or of different lengths.
    """
    whole = RawBatch(
        *(None if values is None else sliceable(values, name) for values, name in zip(given, names, strict=True))
    )
    if whole.x is None:
        sliceable(None, names[0])
    for values, name in zip(whole[1:], names[1:], strict=True):
        if values is not None:
            check_lengths(whole.x, values, (names[0], name))
    return whole


def checked_class_weight(class_weight: Any, sample_weight: Any) -> ClassWeight | None:
    """Weights of the classes as Keras takes them: a dictionary from the class to its weight.

    Raises:
        EngineError: it is something else, or rows have weights already.
    """
    if class_weight is None:
        return None
    if sample_weight is not None:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "class_weight and sample_weight cannot be given at the same time."),
            hint=QT_TRANSLATE_NOOP("engine", "Multiply the weights of the rows by those of their classes."),
        )
    try:
        weights = {int(number): float(weight) for number, weight in class_weight.items()}
    except (AttributeError, TypeError, ValueError):
        weights = {}
    if not weights:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "class_weight gives each class its weight, such as {example}; got {value}."),
            example="{0: 1.0, 1: 5.0}", value=repr(class_weight)[:60],
        )
    return weights


def refuse_beside_batches(y: Any, sample_weight: Any) -> None:
    """Refuse targets and weights beside batches, which bring them along.

    Raises:
        EngineError: there are any.
    """
    for name, value in (("y", y), ("sample_weight", sample_weight)):
        if value is not None:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "x gives batches, which bring “{argument}” along; leave it out."),
                argument=name,
            )
