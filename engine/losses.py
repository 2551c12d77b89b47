"""Declared losses: what training makes small. Formulas are Keras's: the mean over the outputs, then over the rows."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Literal

from pydantic import Field

from engine.call import Call
from engine.messages import QT_TRANSLATE_NOOP
from engine.spec import Part
from engine.targets import Encoding, Output


class Loss(Part, family=True):
    """The family of losses.

    Class attributes:
        tasks: the tasks it suits.
        merges: kind of the last activation that torch computes inside the loss (more exactly), None: it stays a layer.
        needs: kind of the last activation without which the loss has no meaning, None: any.
    """

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "loss")
    tasks: ClassVar[tuple[str, ...]] = ("classification", "regression")
    merges: ClassVar[str | None] = None

    @abstractmethod
    def call(self, output: Output) -> Call:
        """The object `(outputs, targets) -> mean loss`, a tensor without dimensions: torch.nn's where that is exact."""

    def weighted(self, output: Output) -> Call:
        """Portable code `(outputs, targets, weights) -> loss`; weights of the rows (rows,), all 1 where left out."""
        return self.call(output)

    def encoding(self, task: str, units: int) -> Encoding:
        """How the targets are written for this loss."""
        if task == "regression":
            return "value"
        return "binary" if units == 1 else "one_hot"


class CategoricalCrossentropy(Loss):
    """−Σ y log p over the classes, p = softmax of the outputs, computed by torch from the sums before softmax."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Cross-entropy")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How surprised the network is by the true class; for two or more classes with softmax."
    )
    tasks: ClassVar[tuple[str, ...]] = ("classification",)
    merges: ClassVar[str | None] = "softmax"
    aliases: ClassVar[tuple[str, ...]] = ("cross_entropy", "crossentropy")
    kind: Literal["categorical_crossentropy"] = "categorical_crossentropy"

    def call(self, output: Output) -> Call:  # noqa: ARG002 - the same for every output
        return Call("torch.nn.CrossEntropyLoss")

    def encoding(self, task: str, units: int) -> Encoding:  # noqa: ARG002 - one form for all
        return "index"


class SparseCategoricalCrossentropy(CategoricalCrossentropy):
    """The same number; Keras's name for targets that are class numbers."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Sparse cross-entropy")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The same number as cross-entropy; Keras's name when targets are class numbers."
    )
    aliases: ClassVar[tuple[str, ...]] = ()
    kind: Literal["sparse_categorical_crossentropy"] = "sparse_categorical_crossentropy"  # type: ignore[assignment]


class BinaryCrossentropy(Loss):
    """−y log p − (1 − y) log(1 − p), p = sigmoid of the output."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Binary cross-entropy")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How surprised the network is by the truth of a yes or no; for two classes with one sigmoid unit."
    )
    tasks: ClassVar[tuple[str, ...]] = ("classification",)
    merges: ClassVar[str | None] = "sigmoid"
    aliases: ClassVar[tuple[str, ...]] = ("bce",)
    kind: Literal["binary_crossentropy"] = "binary_crossentropy"

    def call(self, output: Output) -> Call:  # noqa: ARG002 - the same for every output
        return Call("torch.nn.BCEWithLogitsLoss")


class MeanSquaredError(Loss):
    """Mean of (y − p)²."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Mean squared error")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The mean of the squared differences; large misses weigh heavily."
    )
    aliases: ClassVar[tuple[str, ...]] = ("mse",)
    kind: Literal["mean_squared_error"] = "mean_squared_error"

    def call(self, output: Output) -> Call:  # noqa: ARG002 - the same for every output
        return Call("torch.nn.MSELoss")


class MeanAbsoluteError(Loss):
    """Mean of |y − p|."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Mean absolute error")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "The mean difference; outliers weigh no more than others.")
    aliases: ClassVar[tuple[str, ...]] = ("mae",)
    kind: Literal["mean_absolute_error"] = "mean_absolute_error"

    def call(self, output: Output) -> Call:  # noqa: ARG002 - the same for every output
        return Call("torch.nn.L1Loss")


class Huber(Loss):
    """½ (y − p)² up to delta, then delta · (|y − p| − ½ delta) (Huber 1964)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Huber")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Squared for small differences, plain for large ones; calm with outliers."
    )
    aliases: ClassVar[tuple[str, ...]] = ("huber_loss",)
    kind: Literal["huber"] = "huber"
    delta: float = Field(
        1.0, gt=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Delta"),
        description=QT_TRANSLATE_NOOP("engine", "From this difference on, outliers weigh no more than others."),
    )

    def call(self, output: Output) -> Call:  # noqa: ARG002 - the same for every output
        return Call("torch.nn.HuberLoss", delta=self.delta)
