"""Metrics at work by themselves: they take rows in call by call and keep sums, as Keras's objects do."""

from __future__ import annotations

import weakref
from typing import Any

import numpy as np
import torch

from engine.call import Ref, execute
from engine.errors import DataError, EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics.accuracy import SparseTopKCategoricalAccuracy
from engine.metrics.base import MeanMetric, Metric
from engine.metrics.likelihood import SparseCategoricalCrossentropy
from engine.metrics.overlap import BinaryIoU
from engine.targets import Output
from engine.training.tensors import given_back, taken
from engine.training.weighted_values import aligned, broadcast, reduced, spread, told, weights_taken

WEIGHTS = Ref("weights")


class LiveMetric:
    """A metric with the sums of the rows that it has seen.

    Attributes:
        part: the description, frozen.
    """

    def __init__(self, part: Metric) -> None:
        self.part = part
        self.reset_state()

    @property
    def name(self) -> str:
        """What a history calls it."""
        return self.part.name or self.part.keras_name or self.part.kind

    def reset_state(self) -> None:
        """Forget the rows taken in."""
        self._told: float | None = None
        self._sums: torch.Tensor | None = None
        self._output = Output("classification", 1, self.part.alone)
        self._given: tuple[Any, ...] = ()

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Take rows in.

        Args:
            y_true: targets; class numbers for the metrics called sparse.
            y_pred: predictions, (rows, …).
            sample_weight: a number, or weights of the rows, or of their values.

        Raises:
            EngineError: shapes do not fit, or not those of the rows before.
        """
        if self._told is not None:
            self.reset_state()
        self._given = (y_true, y_pred)
        with torch.no_grad():
            outputs = taken(y_pred, "y_pred")
            targets = taken(y_true, "y_true").to(outputs.device)
            if self.part.reads != "rows" and "classification" in self.part.tasks:
                outputs = outputs.float()  # so that what lies on a threshold lies on it, as in Keras
            if not outputs.ndim:
                raise DataError(QT_TRANSLATE_NOOP("engine", "{name} has no rows."), name="y_pred")
            if isinstance(self.part, MeanMetric):
                sums = self._mean_sums(outputs, targets, sample_weight)
            else:
                sums = getattr(self, f"_sums_of_{self.part.reads}")(outputs, targets, sample_weight)
        if self._sums is not None and self._sums.shape != sums.shape:
            raise DataError(
                QT_TRANSLATE_NOOP("engine", "{part} has seen rows of another length; reset_state() forgets them."),
                part=type(self.part).__name__,
            )
        self._sums = sums if self._sums is None else self._sums.to(sums.device) + sums

    def result(self) -> Any:
        """The metric over all rows taken in: a number, or an array where Keras gives one.

        Torch where the last rows were, else numpy.
        """
        part, output = self.part, self._output
        if self._told is not None:
            return told(torch.tensor(self._told, dtype=torch.float64), ())
        sums = self._nothing() if self._sums is None else self._sums
        call = part.mean() if isinstance(part, MeanMetric) else part.value(output)
        order = _order(part)
        values = execute(call if order is None else call.with_options(each=True), sums=sums)
        if not isinstance(values, torch.Tensor):
            values = torch.tensor(np.array(values, dtype=float), device=sums.device)
        if order and values.ndim:
            values = values[order] if len(order) > 1 else values[0]
        return told(values, self._given)

    def tell(self, value: float) -> None:
        """Let this be the result, which a model's rows have come to, in place of those taken in here."""
        self._told = value

    def _nothing(self) -> torch.Tensor:
        if isinstance(self.part, MeanMetric):
            return torch.zeros(2, dtype=torch.float64)
        empty = torch.zeros(0, 1)
        return execute(self.part.sums(self._output), outputs=empty, targets=empty)  # type: ignore[no-any-return]

    def _mean_sums(self, outputs: torch.Tensor, targets: torch.Tensor, weights: Any) -> torch.Tensor:
        part = self.part
        assert isinstance(part, MeanMetric)
        values = _values(part, outputs, targets)
        # Keras averages the last axis first, which of flat arrays is that of the rows: a call counts as one row then.
        if part.averaged and (values.ndim > 1 or weights is None):
            values = values.mean(dim=-1)
        counted = weights_taken(weights, values)
        if isinstance(part, SparseCategoricalCrossentropy) and part.ignore_class is not None and counted is not None:
            counted = spread(counted, values) * (_without_last(targets, outputs) != part.ignore_class)
        return reduced(values, counted)

    def _sums_of_entries(self, outputs: torch.Tensor, targets: torch.Tensor, weights: Any) -> torch.Tensor:
        targets, outputs = aligned(targets, outputs)
        _check_alike(self.part, targets, outputs)
        counted = weights_taken(weights, outputs)
        if counted is not None:
            _, counted = aligned(targets, counted[..., None], widen=False)
            if outputs.ndim == 1:
                counted = broadcast(counted, outputs)[:, None]
            elif counted.ndim and counted.shape[-1] == 1:  # alike for all columns, of which one may be chosen
                counted = broadcast(counted, outputs[..., :1]).reshape(-1, 1)
            else:
                counted = broadcast(counted, outputs).reshape(-1, outputs.shape[-1])
        if outputs.ndim == 1:
            outputs, targets = outputs[:, None], targets[:, None]
        outputs, targets = (each.reshape(-1, each.shape[-1]) for each in (outputs, targets))
        return self._counted(outputs, targets, counted)

    def _sums_of_columns(self, outputs: torch.Tensor, targets: torch.Tensor, weights: Any) -> torch.Tensor:
        targets, outputs = aligned(targets, outputs)
        if outputs.ndim == 1:
            outputs, targets = outputs[:, None], targets[:, None]
        _check_alike(self.part, targets, outputs)
        if outputs.ndim > 2:
            raise DataError(
                QT_TRANSLATE_NOOP("engine", "{part} takes rows of numbers, but y_pred has shape {shape}."),
                part=type(self.part).__name__, shape=tuple(outputs.shape),
            )
        counted = weights_taken(weights, outputs)
        return self._counted(outputs, targets, None if counted is None else broadcast(counted, outputs[:, 0]))

    def _sums_of_classes(self, outputs: torch.Tensor, targets: torch.Tensor, weights: Any) -> torch.Tensor:
        part: Any = self.part
        name, classes = type(part).__name__, part.classes()
        if classes is None:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{part} by itself needs num_classes, the number of classes."), part=name
            )
        if isinstance(part, BinaryIoU):
            outputs = outputs >= part.threshold
        elif not part.sparse_y_pred:
            outputs = outputs.argmax(dim=_axis(part, outputs))
        if not getattr(part, "sparse_y_true", isinstance(part, BinaryIoU)):
            targets = targets.argmax(dim=_axis(part, targets))
        outputs, targets = outputs.flatten(), targets.flatten()
        _check_alike(self.part, targets, outputs)
        counted = weights_taken(weights, outputs)
        names = {"outputs": outputs, "targets": targets}
        call = part.pairs(Ref("outputs"), Ref("targets"), classes)
        if counted is not None:
            names["weights"] = broadcast(counted.flatten() if counted.ndim > 1 else counted, targets)
            call = call.with_options(weights=WEIGHTS)
        return execute(call, **names)  # type: ignore[no-any-return]

    def _counted(
        self, outputs: torch.Tensor, targets: torch.Tensor, weights: torch.Tensor | None
    ) -> torch.Tensor:
        self._output = Output("regression", outputs.shape[-1], self.part.alone)
        call, names = self.part.sums(self._output), {"outputs": outputs, "targets": targets}
        if weights is not None:
            call, names["weights"] = call.with_options(weights=WEIGHTS), weights
        return execute(call, **names)  # type: ignore[no-any-return]


def row_values(part: MeanMetric, y_true: Any, y_pred: Any) -> Any:
    """The values of which a metric is the mean, (rows,), as Keras's functions give them; gradients pass.

    Raises:
        EngineError: shapes do not fit.
    """
    outputs = taken(y_pred, "y_pred")
    values = _values(part, outputs, taken(y_true, "y_true").to(outputs.device))
    values = values.mean(dim=-1) if part.averaged else values
    return given_back(values.to(outputs.dtype), y_true, y_pred)


def _values(part: MeanMetric, outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    if isinstance(part, SparseTopKCategoricalAccuracy) and part.from_sorted_ids:
        call, targets = part.listed_values(), _without_last(targets, outputs)
    else:
        if part.alone == "index":
            targets = _class_numbers(part, targets, outputs)
        else:
            targets, outputs = aligned(targets, outputs)
            _check_alike(part, targets, outputs)
            _axis(part, outputs)
        call = part.values(Output("regression", outputs.shape[-1], part.alone))
    return execute(call, outputs=outputs, targets=targets)  # type: ignore[no-any-return]


def _class_numbers(part: Metric, targets: torch.Tensor, outputs: torch.Tensor) -> torch.Tensor:
    axis = _axis(part, outputs)
    numbers = _without_last(targets, outputs).long()
    shape = list(outputs.shape)
    classes = shape.pop(axis)
    if list(numbers.shape) != shape:
        raise _unlike(part, targets, outputs)
    wrong = (numbers < 0) | (numbers >= classes)
    if (ignored := getattr(part, "ignore_class", None)) is not None:
        wrong &= numbers != ignored
    if wrong.any():
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "y_true has the class {number}, but y_pred has {classes} classes, from 0."),
            number=int(numbers[wrong][0]), classes=classes,
        )
    return numbers


def _check_alike(part: Metric, targets: torch.Tensor, outputs: torch.Tensor) -> None:
    if targets.shape != outputs.shape:
        raise _unlike(part, targets, outputs)


def _unlike(part: Metric, targets: torch.Tensor, outputs: torch.Tensor) -> DataError:
    return DataError(
        QT_TRANSLATE_NOOP("engine", "{part}: y_true has shape {found}, which does not suit y_pred of {expected}."),
        part=type(part).__name__, found=tuple(targets.shape), expected=tuple(outputs.shape),
    )


def _order(part: Metric) -> list[int] | None:
    """Where each of the thresholds has its place among them in order; [] for an array of another kind, else None."""
    if (levels := getattr(part, "levels", None)) is not None:
        ranks = sorted(range(len(levels())), key=levels().__getitem__)
        return sorted(range(len(ranks)), key=ranks.__getitem__)
    return [] if part.reads == "columns" else None


def _axis(part: Metric, values: torch.Tensor) -> int:
    axis: int = getattr(part, "axis", -1)
    if not -values.ndim <= axis < values.ndim:
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{part} has axis={axis}, but the rows given have shape {shape}."),
            part=type(part).__name__, axis=axis, shape=tuple(values.shape),
        )
    return axis


def _without_last(targets: torch.Tensor, outputs: torch.Tensor) -> torch.Tensor:
    return targets[..., 0] if targets.ndim == outputs.ndim and targets.shape[-1] == 1 else targets


_LIVE: dict[int, LiveMetric] = {}


def live_metric(part: Metric) -> LiveMetric:
    """The live metric of a description; it lives as long as that very object, to which nothing is attached."""
    live = _LIVE.get(id(part))
    if live is None:
        live = _LIVE[id(part)] = LiveMetric(part.changed())
        weakref.finalize(part, _LIVE.pop, id(part), None).atexit = False
    return live
