"""Metrics of probabilities: how surprised the network is by the truth. Their formulas are those of the losses."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from engine.call import Call
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics import fields
from engine.metrics.base import CLASSES, TARGETS, MeanMetric, rows, shares
from engine.metrics.regression import ERRORS, own_values
from engine.targets import Encoding, Output

LIKELIHOOD = "engine.portable.metrics_likelihood."


class BinaryCrossentropy(MeanMetric):
    """Mean of −y log p − (1 − y) log(1 − p), p between 1e-7 and 1 − 1e-7."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Binary cross-entropy")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How surprised the network is by the truth where each output is a yes or no of its own."
    )
    tasks: ClassVar[tuple[str, ...]] = CLASSES
    keras_order: ClassVar[tuple[str, ...]] = ("name", "dtype", "from_logits", "label_smoothing")
    aliases: ClassVar[tuple[str, ...]] = ("bce", "BCE")
    averaged: ClassVar[bool] = True
    kind: Literal["binary_crossentropy"] = "binary_crossentropy"
    from_logits: bool = fields.from_logits()
    label_smoothing: float = fields.label_smoothing()

    def values(self, output: Output) -> Call:
        return Call(LIKELIHOOD + "binary_surprise", shares(output), rows(output), **_changed(self))


class CategoricalCrossentropy(MeanMetric):
    """Mean of −Σ y log p over the classes, p as shares of their sum, between 1e-7 and 1 − 1e-7.

    In training one unit, whose share would always be 1, is taken as BinaryCrossentropy takes it.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Cross-entropy")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How surprised the network is by the true class; unlike the loss without weights and penalties."
    )
    tasks: ClassVar[tuple[str, ...]] = CLASSES
    keras_order: ClassVar[tuple[str, ...]] = ("name", "dtype", "from_logits", "label_smoothing", "axis")
    alone: ClassVar[Encoding] = "one_hot"
    kind: Literal["categorical_crossentropy"] = "categorical_crossentropy"
    from_logits: bool = fields.from_logits()
    label_smoothing: float = fields.label_smoothing()
    axis: int = fields.axis()

    def values(self, output: Output) -> Call:
        if output.encoding == "binary":
            return Call(LIKELIHOOD + "binary_surprise", shares(output), TARGETS, **_changed(self))
        options = {**_changed(self), **self.row_axis()}
        return Call(LIKELIHOOD + "class_surprise", shares(output), rows(output), **options)


class SparseCategoricalCrossentropy(MeanMetric):
    """The same number; by itself it takes targets as class numbers. Rows of the ignored class count as 0.

    In training one unit is taken as BinaryCrossentropy takes it.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Sparse cross-entropy")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The same number as cross-entropy; Keras's name when targets are class numbers."
    )
    tasks: ClassVar[tuple[str, ...]] = CLASSES
    keras_order: ClassVar[tuple[str, ...]] = ("name", "dtype", "from_logits", "ignore_class", "axis")
    alone: ClassVar[Encoding] = "index"
    kind: Literal["sparse_categorical_crossentropy"] = "sparse_categorical_crossentropy"
    from_logits: bool = fields.from_logits()
    ignore_class: int | None = fields.ignore_class()
    axis: int = fields.axis()

    def values(self, output: Output) -> Call:
        if output.encoding == "binary":
            return Call(LIKELIHOOD + "binary_surprise", shares(output), TARGETS, from_logits=self.from_logits)
        options = {**_changed(self), **self.row_axis()}
        targets = TARGETS if output.encoding == "index" else Call("torch.argmax", TARGETS, dim=-1)
        return Call(LIKELIHOOD + "index_surprise", shares(output), targets, **options)


class KLDivergence(MeanMetric):
    """Mean of Σ y log(y / p) over the outputs, both between 1e-7 and 1 (Kullback and Leibler 1951)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "KL divergence")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How far predicted shares of the classes are from the true ones; 0 if they are the same."
    )
    tasks: ClassVar[tuple[str, ...]] = CLASSES
    aliases: ClassVar[tuple[str, ...]] = ("kld", "KLD", "kullback_leibler_divergence")
    kind: Literal["kl_divergence"] = "kl_divergence"

    def values(self, output: Output) -> Call:
        return Call(LIKELIHOOD + "divergences", shares(output), rows(output))


class Poisson(MeanMetric):
    """Mean of p − y log(p + 1e-7); predictions must not be negative."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Poisson")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How surprised the network is by a count; for targets such as visitors a day, outputs from 0 up."
    )
    averaged: ClassVar[bool] = True
    kind: Literal["poisson"] = "poisson"

    def values(self, output: Output) -> Call:
        return Call(ERRORS + "poisson_errors", *own_values(output))


def _changed(part: MeanMetric) -> dict[str, Any]:
    """The options of a cross-entropy that are not what the function does anyway."""
    names = ("from_logits", "label_smoothing", "ignore_class")
    found = {name: getattr(part, name) for name in names if hasattr(part, name)}
    return {name: value for name, value in found.items() if value != type(part).model_fields[name].default}
