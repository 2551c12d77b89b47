"""Cross-entropies: how surprised the network is by the true class."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from engine.call import Call
from engine.errors import EngineError
from engine.losses.base import (
    ADVANCED,
    FORMULAS,
    FormulaLoss,
    Reduction,
    axis_field,
    from_logits_field,
    label_smoothing_field,
    reduction_field,
)
from engine.messages import QT_TRANSLATE_NOOP
from engine.targets import Encoding, Output


class CategoricalCrossentropy(FormulaLoss):
    """−Σ y log p over the classes, p = softmax of the outputs, computed from the sums before softmax.

    On outputs that are shares already (softmax elsewhere, sigmoid) as Keras: they are divided by their sum and kept
    within 1e-7 of 0 and 1. By itself it takes y_true and y_pred of one shape, (rows, classes).
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Cross-entropy")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How surprised the network is by the true class; for two or more classes with softmax."
    )
    tasks: ClassVar[tuple[str, ...]] = ("classification",)
    head: ClassVar[str | None] = "softmax"
    wants: ClassVar[Any] = "shares"
    least_units: ClassVar[int] = 2
    aliases: ClassVar[tuple[str, ...]] = ("cross_entropy", "crossentropy")
    common: ClassVar[bool] = True
    kind: Literal["categorical_crossentropy"] = "categorical_crossentropy"
    from_logits: bool = from_logits_field("softmax")
    label_smoothing: float = label_smoothing_field()
    axis: int = axis_field()

    def plain(self, output: Output) -> Call | None:
        if not (output.logits or self.from_logits):
            return None
        smoothing = {"label_smoothing": self.label_smoothing} if self.label_smoothing else {}
        return Call("torch.nn.CrossEntropyLoss", **smoothing)

    def code(self, output: Output) -> str:
        return "SparseCategoricalCrossentropy" if output.encoding == "index" else "CategoricalCrossentropy"

    def encoding(self, task: str, units: int) -> Encoding:  # noqa: ARG002 - one form for all
        return "index"


class SparseCategoricalCrossentropy(FormulaLoss):
    """The same number as CategoricalCrossentropy for targets that are class numbers, (rows,) or (rows, 1).

    With `ignore_class`, rows of that class lose nothing, and the mean is over the others.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Sparse cross-entropy")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The same number as cross-entropy; Keras's name when targets are class numbers."
    )
    tasks: ClassVar[tuple[str, ...]] = ("classification",)
    head: ClassVar[str | None] = "softmax"
    wants: ClassVar[Any] = "shares"
    least_units: ClassVar[int] = 2
    takes: ClassVar[Any] = "classes"
    kind: Literal["sparse_categorical_crossentropy"] = "sparse_categorical_crossentropy"
    from_logits: bool = from_logits_field("softmax")
    ignore_class: int | None = Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Ignored class"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Number of a class, from 0, whose rows do not count. Usually none; often −1 stands for unknown."
        ),
        json_schema_extra=ADVANCED,
    )
    # Here because Keras has it before the axis.
    reduction: Reduction = reduction_field()
    axis: int = axis_field()

    @property
    def by_rows(self) -> bool:
        return self.ignore_class is None  # how many rows count depends on the others

    def plain(self, output: Output) -> Call | None:
        return Call("torch.nn.CrossEntropyLoss") if output.logits or self.from_logits else None

    def call(self, output: Output) -> Call:
        return super().call(output) if self.ignore_class is None else self.weighted(output)

    def weighted(self, output: Output) -> Call:
        if self.ignore_class is None:
            return super().weighted(output)
        if output.encoding != "index":
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "A loss with ignore_class takes class numbers, not shares of classes.")
            )
        return Call(FORMULAS + "PartialLoss", self.by_row(output), self.ignore_class, **self.reduced())

    def code(self, output: Output) -> str:
        return "SparseCategoricalCrossentropy" if output.encoding == "index" else "CategoricalCrossentropy"

    def options(self, output: Output) -> dict[str, Any]:
        return {name: value for name, value in super().options(output).items() if name != "ignore_class"}

    def encoding(self, task: str, units: int) -> Encoding:  # noqa: ARG002 - one form for all
        return "index"


class BinaryCrossentropy(FormulaLoss):
    """−y log p − (1 − y) log(1 − p), p = sigmoid of the output, the mean over the outputs of a row.

    On outputs that are shares already as Keras: they are kept within 1e-7 of 0 and 1.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Binary cross-entropy")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How surprised the network is by the truth of a yes or no; for two classes with one sigmoid unit."
    )
    tasks: ClassVar[tuple[str, ...]] = ("classification",)
    head: ClassVar[str | None] = "sigmoid"
    wants: ClassVar[Any] = "shares"
    aliases: ClassVar[tuple[str, ...]] = ("bce", "BCE")
    common: ClassVar[bool] = True
    kind: Literal["binary_crossentropy"] = "binary_crossentropy"
    from_logits: bool = from_logits_field("sigmoid")
    label_smoothing: float = label_smoothing_field()
    axis: int = axis_field()

    def plain(self, output: Output) -> Call | None:
        is_plain = not self.label_smoothing and (output.logits or self.from_logits)
        return Call("torch.nn.BCEWithLogitsLoss") if is_plain else None
