"""Metrics that count right answers."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from engine.call import Call
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics import fields
from engine.metrics.base import CLASSES, OUTPUTS, SEEN, TARGETS, MeanMetric, rows, shares
from engine.targets import Encoding, Output

HITS = "engine.portable.metrics_accuracy."


class _Hits(MeanMetric):
    """The share of right answers."""

    tasks: ClassVar[tuple[str, ...]] = CLASSES
    better: ClassVar[str] = "higher"
    share: ClassVar[bool] = True


def _likeliest(output: Output) -> Call:
    """Whether the likeliest class is the true one; with one unit: whether the output is on the right side of 0.5."""
    if output.units == 1:
        return Call(HITS + "threshold_hits", *SEEN, threshold=output.threshold)
    return Call(HITS + ("class_hits" if output.encoding == "index" else "one_hot_hits"), *SEEN)


class Accuracy(_Hits):
    """Share of rows whose most likely class is the true one; with one unit: on the right side of the threshold.

    In training it is the accuracy that suits the output, as Keras's string "accuracy". By itself it is Keras's class:
    the share of predictions that equal their target.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Accuracy")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Share of the rows whose class is predicted correctly.")
    common: ClassVar[bool] = True
    aliases: ClassVar[tuple[str, ...]] = ("acc",)
    kind: Literal["accuracy"] = "accuracy"

    def values(self, output: Output) -> Call:
        return Call(HITS + "equal_hits", *SEEN) if output.encoding == "value" else _likeliest(output)

    def call(self, output: Output) -> Call:
        hits = self.values(output)
        if hits.name == "equal_hits":
            return super().call(output)
        # One function in the script, where nearly everybody reads it.
        name = {"class_hits": "accuracy", "one_hot_hits": "one_hot_accuracy", "threshold_hits": "threshold_accuracy"}
        return Call(HITS + name[hits.name], *SEEN, **dict(hits.options))


class BinaryAccuracy(_Hits):
    """Share of outputs on the right side of the threshold; with several units every one of them counts."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Binary accuracy")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Share of right answers where each output is a yes or no of its own."
    )
    keras_order: ClassVar[tuple[str, ...]] = ("name", "dtype", "threshold")
    kind: Literal["binary_accuracy"] = "binary_accuracy"
    threshold: float = fields.threshold(0.5)

    def values(self, output: Output) -> Call:
        return Call(HITS + "threshold_hits", shares(output), rows(output), threshold=self.threshold)


class CategoricalAccuracy(_Hits):
    """Share of rows whose largest output is that of the true class; with one unit as Accuracy.

    By itself it takes targets as one-hot rows.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Categorical accuracy")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Share of the rows whose likeliest class is the true one; the same as accuracy."
    )
    alone: ClassVar[Encoding] = "one_hot"
    kind: Literal["categorical_accuracy"] = "categorical_accuracy"

    def values(self, output: Output) -> Call:
        return _likeliest(output)


class SparseCategoricalAccuracy(_Hits):
    """The same; by itself it takes targets as class numbers."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Sparse categorical accuracy")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The same as accuracy; Keras's name when targets are class numbers."
    )
    alone: ClassVar[Encoding] = "index"
    kind: Literal["sparse_categorical_accuracy"] = "sparse_categorical_accuracy"

    def values(self, output: Output) -> Call:
        return _likeliest(output)


def _among_first(output: Output, k: int) -> Call:
    return Call(HITS + ("top_hits" if output.encoding == "index" else "one_hot_top_hits"), *SEEN, k)


class TopKCategoricalAccuracy(_Hits):
    """Share of rows whose true class is among the k largest outputs; equal outputs share a place.

    By itself it takes targets as one-hot rows.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Top-k accuracy")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Share of the rows whose true class is among the k likeliest; kinder than accuracy with many classes."
    )
    alone: ClassVar[Encoding] = "one_hot"
    kind: Literal["top_k_categorical_accuracy"] = "top_k_categorical_accuracy"
    k: int = fields.k()

    def values(self, output: Output) -> Call:
        return _among_first(output, self.k)


class SparseTopKCategoricalAccuracy(_Hits):
    """The same; by itself it takes targets as class numbers.

    With `from_sorted_ids` predictions are class numbers, the likeliest first, which a network's outputs never are: in
    training it changes nothing.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Sparse top-k accuracy")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The same as top-k accuracy; Keras's name when targets are class numbers."
    )
    keras_order: ClassVar[tuple[str, ...]] = ("k", "name", "dtype", "from_sorted_ids")
    alone: ClassVar[Encoding] = "index"
    kind: Literal["sparse_top_k_categorical_accuracy"] = "sparse_top_k_categorical_accuracy"
    k: int = fields.k()
    from_sorted_ids: bool = Field(
        default=False,
        title=QT_TRANSLATE_NOOP("engine", "From sorted classes"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Whether predictions handed over directly are class numbers, the likeliest first."
        ),
        json_schema_extra=fields.ADVANCED,
    )

    def values(self, output: Output) -> Call:
        return _among_first(output, self.k)

    def listed_values(self) -> Call:
        """Portable code for predictions that are class numbers."""
        return Call(HITS + "listed_hits", OUTPUTS, TARGETS, self.k)
