"""Overlap of what is taken for a class and what belongs to it: intersection over union (Jaccard)."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from engine.call import Call, Ref
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics import fields
from engine.metrics.base import CLASSES, OUTPUTS, SUMS, TARGETS, Metric, shares
from engine.metrics.f_score import OVERLAP
from engine.targets import Output


def _num_classes() -> Any:
    return Field(
        None, ge=1, le=65536,
        title=QT_TRANSLATE_NOOP("engine", "Number of classes"),
        description=QT_TRANSLATE_NOOP("engine", "Rows of classes from this number on do not count; all if left out."),
        json_schema_extra=fields.ADVANCED,
    )


def _target_class_ids(default: tuple[int, ...]) -> Any:
    return Field(
        default, min_length=1,
        title=QT_TRANSLATE_NOOP("engine", "Classes"),
        description=QT_TRANSLATE_NOOP("engine", "Numbers of the classes whose mean overlap counts, from 0."),
    )


def _sparse(title: str, description: str, *, default: bool) -> Any:
    return Field(default=default, title=title, description=description, json_schema_extra=fields.ADVANCED)


def _sparse_y_true() -> Any:
    return _sparse(
        QT_TRANSLATE_NOOP("engine", "Targets are class numbers"),
        QT_TRANSLATE_NOOP("engine", "Whether targets handed over directly are class numbers instead of rows."),
        default=True,
    )


def _sparse_y_pred(*, default: bool) -> Any:
    return _sparse(
        QT_TRANSLATE_NOOP("engine", "Outputs are class numbers"),
        QT_TRANSLATE_NOOP("engine", "Whether predictions handed over directly are class numbers instead of rows."),
        default=default,
    )


class _Overlap(Metric):
    """tp / (tp + fp + fn) of each class; the mean over the wanted classes that occur.

    In training the classes are those of the output, and a row is taken for its likeliest class. By itself the number
    of classes must be said, and predictions are class numbers or rows as the switches say. Weights stay what they are,
    while Keras cuts them to whole numbers unless dtype is a floating one.
    """

    tasks: ClassVar[tuple[str, ...]] = CLASSES
    better: ClassVar[str] = "higher"
    share: ClassVar[bool] = True
    reads: ClassVar[Literal["rows", "entries", "columns", "classes"]] = "classes"

    @model_validator(mode="after")
    def _classes_are_there(self) -> _Overlap:
        count, wanted = self.classes(), self.wanted()
        if count is not None and wanted and not 0 <= max(wanted) < count:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "Class {number} is none of the {count} classes, which count from 0."),
                number=max(wanted), count=count,
            )
        return self

    def classes(self) -> int | None:
        """Number of classes, None for those of the output."""
        return getattr(self, "num_classes", None)

    def wanted(self) -> tuple[int, ...] | None:
        """The classes whose mean counts, None for all."""
        return getattr(self, "target_class_ids", None)

    def sums(self, output: Output) -> Call:
        if output.units == 1:
            taken = Call("torch.ge", shares(output), getattr(self, "threshold", 0.5))
            return self.pairs(taken, TARGETS, self.classes() or 2)
        true = TARGETS if output.encoding == "index" else Call("torch.argmax", TARGETS, dim=-1)
        return self.pairs(Call("torch.argmax", OUTPUTS, dim=-1), true, self.classes() or output.units)

    def pairs(self, predicted: Ref | Call, true: Ref | Call, classes: int) -> Call:
        """Portable code that counts which class was taken for which."""
        ignored = getattr(self, "ignore_class", None)
        options = {} if ignored is None else {"ignored": ignored}
        return Call(OVERLAP + "class_pairs", predicted, true, classes, **options)

    def value(self, output: Output) -> Call:  # noqa: ARG002 - the same for all
        wanted = self.wanted()
        options = {} if wanted is None else {"chosen": wanted}
        return Call(OVERLAP + "mean_overlap", SUMS, **options)


class IoU(_Overlap):
    __doc__ = _Overlap.__doc__

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "IoU")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How well what is taken for a class and what belongs to it overlap, for the classes you name."
    )
    keras_name: ClassVar[str] = "io_u"
    keras_order: ClassVar[tuple[str, ...]] = (
        "num_classes", "target_class_ids", "name", "dtype", "ignore_class", "sparse_y_true", "sparse_y_pred", "axis",
    )
    aliases: ClassVar[tuple[str, ...]] = ("io_u",)
    kind: Literal["iou"] = "iou"
    num_classes: int | None = _num_classes()
    target_class_ids: fields.Listed[int] = _target_class_ids((0,))
    ignore_class: int | None = fields.ignore_class()
    sparse_y_true: bool = _sparse_y_true()
    sparse_y_pred: bool = _sparse_y_pred(default=True)
    axis: int = fields.axis()


class BinaryIoU(_Overlap):
    """tp / (tp + fp + fn) of no (0) and yes (1): an output from the threshold on is a yes."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Binary IoU")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How well predicted and true answers overlap where each output is a yes or no of its own."
    )
    keras_name: ClassVar[str] = "binary_io_u"
    aliases: ClassVar[tuple[str, ...]] = ("binary_io_u",)
    kind: Literal["binary_iou"] = "binary_iou"
    target_class_ids: fields.Listed[int] = _target_class_ids((0, 1))
    threshold: float = fields.threshold(0.5)

    def classes(self) -> int | None:
        return 2

    def sums(self, output: Output) -> Call:
        from engine.metrics.base import rows

        return self.pairs(Call("torch.ge", shares(output), self.threshold), rows(output), 2)


class MeanIoU(_Overlap):
    """tp / (tp + fp + fn), the mean over all classes that occur."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Mean IoU")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How well what is taken for a class and what belongs to it overlap; the mean over all classes."
    )
    keras_name: ClassVar[str] = "mean_io_u"
    keras_order: ClassVar[tuple[str, ...]] = (
        "num_classes", "name", "dtype", "ignore_class", "sparse_y_true", "sparse_y_pred", "axis",
    )
    aliases: ClassVar[tuple[str, ...]] = ("mean_io_u",)
    kind: Literal["mean_iou"] = "mean_iou"
    num_classes: int | None = _num_classes()
    ignore_class: int | None = fields.ignore_class()
    sparse_y_true: bool = _sparse_y_true()
    sparse_y_pred: bool = _sparse_y_pred(default=True)
    axis: int = fields.axis()


class OneHotIoU(_Overlap):
    """The same as IoU; by itself it takes targets as one-hot rows."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "One-hot IoU")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The same as IoU; Keras's name when targets are one-hot rows."
    )
    keras_name: ClassVar[str] = "one_hot_io_u"
    keras_order: ClassVar[tuple[str, ...]] = (
        "num_classes", "target_class_ids", "name", "dtype", "ignore_class", "sparse_y_pred", "axis",
    )
    aliases: ClassVar[tuple[str, ...]] = ("one_hot_io_u",)
    kind: Literal["one_hot_iou"] = "one_hot_iou"
    num_classes: int | None = _num_classes()
    target_class_ids: fields.Listed[int] = _target_class_ids((0,))
    ignore_class: int | None = fields.ignore_class()
    sparse_y_pred: bool = _sparse_y_pred(default=False)
    axis: int = fields.axis()


class OneHotMeanIoU(_Overlap):
    """The same as MeanIoU; by itself it takes targets as one-hot rows."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "One-hot mean IoU")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The same as mean IoU; Keras's name when targets are one-hot rows."
    )
    keras_name: ClassVar[str] = "one_hot_mean_io_u"
    keras_order: ClassVar[tuple[str, ...]] = (
        "num_classes", "name", "dtype", "ignore_class", "sparse_y_pred", "axis",
    )
    aliases: ClassVar[tuple[str, ...]] = ("one_hot_mean_io_u",)
    kind: Literal["one_hot_mean_iou"] = "one_hot_mean_iou"
    num_classes: int | None = _num_classes()
    ignore_class: int | None = fields.ignore_class()
    sparse_y_pred: bool = _sparse_y_pred(default=False)
    axis: int = fields.axis()
