"""Metrics over all thresholds: the area under a curve, and the best rate while another is held."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from engine.call import Call, Ref
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics import fields
from engine.metrics.base import CLASSES, SUMS, Metric, rows, shares
from engine.metrics.confusion import COUNTS, are_even
from engine.targets import Output

AREAS = {"ROC": "roc_area", "PR": "pr_area", "PRGAIN": "gain_area"}
EPSILON = 1e-7  # the first threshold lies this much below 0, the last this much above 1


def _lowered(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _raised(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


class AUC(Metric):
    """Area under the receiver operating characteristic (ROC), precision-recall (PR) or its gains (PRGAIN).

    The curve has a point at each threshold; between them see `summation_method`: "interpolation" takes the middle (on
    the PR curve as Davis and Goadrich 2006), "minoring" and "majoring" the lower or the upper end. PRGAIN: Flach and
    Kull (2015). With more than two classes every entry of the one-hot rows counts, unless `multi_label` is set: then
    the mean of the areas of the columns, weighted by `label_weights`.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "AUC")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How well true cases are ranked above the others, whatever the threshold; 0.5 is chance, 1 perfect."
    )
    tasks: ClassVar[tuple[str, ...]] = CLASSES
    better: ClassVar[str] = "higher"
    share: ClassVar[bool] = True
    common: ClassVar[bool] = True
    reads: ClassVar[Literal["rows", "entries", "columns", "classes"]] = "entries"
    keras_order: ClassVar[tuple[str, ...]] = (
        "num_thresholds", "curve", "summation_method", "name", "dtype", "thresholds", "multi_label", "num_labels",
        "label_weights", "from_logits",
    )
    kind: Literal["auc"] = "auc"
    num_thresholds: int = fields.num_thresholds(2)
    curve: Annotated[Literal["ROC", "PR", "PRGAIN"], BeforeValidator(_raised)] = Field(
        "ROC",
        title=QT_TRANSLATE_NOOP("engine", "Curve"),
        description=QT_TRANSLATE_NOOP(
            "engine", "ROC: alarms found against false alarms. PR: precision against recall, for rare cases."
        ),
    )
    summation_method: Annotated[
        Literal["interpolation", "minoring", "majoring"], BeforeValidator(_lowered)
    ] = Field(
        "interpolation",
        title=QT_TRANSLATE_NOOP("engine", "Summation method"),
        description=QT_TRANSLATE_NOOP("engine", "How high the curve is between two thresholds."),
        json_schema_extra=fields.ADVANCED,
    )
    thresholds: fields.Thresholds | None = Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Thresholds"),
        description=QT_TRANSLATE_NOOP("engine", "The thresholds between 0 and 1 to try, instead of even steps."),
        json_schema_extra=fields.ADVANCED,
    )
    multi_label: bool = Field(
        default=False,
        title=QT_TRANSLATE_NOOP("engine", "Each output by itself"),
        description=QT_TRANSLATE_NOOP("engine", "Whether each output has its own area, of which the mean counts."),
        json_schema_extra=fields.ADVANCED,
    )
    num_labels: int | None = Field(
        None, ge=1, le=65536,
        title=QT_TRANSLATE_NOOP("engine", "Number of outputs"),
        description=QT_TRANSLATE_NOOP("engine", "How many outputs there are, if each has an area of its own."),
        json_schema_extra=fields.ADVANCED,
    )
    label_weights: fields.Listed[float] | None = Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Weights of the outputs"),
        description=QT_TRANSLATE_NOOP("engine", "How much each output counts; all alike if left out."),
        json_schema_extra=fields.ADVANCED,
    )
    from_logits: bool = fields.from_logits()

    @model_validator(mode="after")
    def _labels_fit(self) -> AUC:
        if self.num_labels and not self.multi_label:
            raise EngineError(QT_TRANSLATE_NOOP("engine", "num_labels is for multi_label=True only."))
        return self

    def sums(self, output: Output) -> Call:
        reached, bins = self._levels(self.answers(output))
        options: dict[str, Any] = {}
        if self.label_weights is not None and len(self.label_weights) != output.units:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "AUC: there are {count} label_weights, but the output has {units} values."),
                count=len(self.label_weights), units=output.units,
            )
        if self.num_labels is not None and self.num_labels != output.units:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "AUC: num_labels is {count}, but the output has {units} values."),
                count=self.num_labels, units=output.units,
            )
        if self.multi_label:
            options["columns"] = output.units
        elif self.label_weights is not None:
            options["column_weights"] = self.label_weights
        return Call(COUNTS + "level_counts", reached, rows(output), bins, **options)

    def value(self, output: Output) -> Call:
        options: dict[str, Any] = {}
        if self.summation_method != "interpolation":
            options["method"] = self.summation_method
        if self.multi_label:
            options["columns"] = output.units
            if self.label_weights is not None:
                options["column_weights"] = self.label_weights
        return Call(COUNTS + AREAS[self.curve], SUMS, **options)

    def answers(self, output: Output) -> Ref | Call:
        """Outputs from 0 to 1."""
        return Call("torch.sigmoid", shares(output)) if self.from_logits else shares(output)

    def _levels(self, outputs: Ref | Call) -> tuple[Call, int]:
        if self.thresholds is None:
            return Call(COUNTS + "even_levels", outputs, self.num_thresholds, lowest=1), self.num_thresholds
        inner = tuple(sorted(self.thresholds))
        bins = len(inner) + 2
        if are_even((0.0, *inner, 1.0)):
            return Call(COUNTS + "even_levels", outputs, bins, lowest=1), bins
        return Call(COUNTS + "levels", outputs, (-EPSILON, *inner, 1.0 + EPSILON)), bins


class _BestRate(Metric):
    """The best of one rate over all thresholds at which another is at least as large as wanted, 0 where none is."""

    tasks: ClassVar[tuple[str, ...]] = CLASSES
    better: ClassVar[str] = "higher"
    share: ClassVar[bool] = True
    reads: ClassVar[Literal["rows", "entries", "columns", "classes"]] = "entries"
    sought: ClassVar[str]
    held: ClassVar[str]

    def sums(self, output: Output) -> Call:
        count: int = self.num_thresholds  # type: ignore[attr-defined]
        number: int | None = self.class_id  # type: ignore[attr-defined]
        name = type(self).__name__
        outputs = fields.one_column(shares(output), output, number, name)
        targets = fields.one_column(rows(output), output, number, name)
        if count == 1:
            return Call(COUNTS + "threshold_counts", outputs, targets, 0.5)
        return Call(COUNTS + "level_counts", Call(COUNTS + "even_levels", outputs, count), targets, count)

    def value(self, output: Output) -> Call:  # noqa: ARG002 - the same for all
        least: float = getattr(self, type(self).positional_fields()[0])
        return Call(COUNTS + "best_rate", SUMS, self.sought, self.held, least)


class SensitivityAtSpecificity(_BestRate):
    """The best tp / (tp + fn) where tn / (tn + fp) is at least `specificity`."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Sensitivity at specificity")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The most true cases that can be found while enough of the others stay unsuspected."
    )
    sought: ClassVar[str] = "sensitivity"
    held: ClassVar[str] = "specificity"
    kind: Literal["sensitivity_at_specificity"] = "sensitivity_at_specificity"
    specificity: float = fields.rate(
        QT_TRANSLATE_NOOP("engine", "Specificity"),
        QT_TRANSLATE_NOOP("engine", "Least share of the false cases that must be told as false."),
    )
    num_thresholds: int = fields.num_thresholds(1)
    class_id: int | None = fields.class_id()


class SpecificityAtSensitivity(_BestRate):
    """The best tn / (tn + fp) where tp / (tp + fn) is at least `sensitivity`."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Specificity at sensitivity")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The most false cases left unsuspected while enough of the true ones are found."
    )
    sought: ClassVar[str] = "specificity"
    held: ClassVar[str] = "sensitivity"
    kind: Literal["specificity_at_sensitivity"] = "specificity_at_sensitivity"
    sensitivity: float = fields.rate(
        QT_TRANSLATE_NOOP("engine", "Sensitivity"),
        QT_TRANSLATE_NOOP("engine", "Least share of the true cases that must be found."),
    )
    num_thresholds: int = fields.num_thresholds(1)
    class_id: int | None = fields.class_id()


class PrecisionAtRecall(_BestRate):
    """The best tp / (tp + fp) where tp / (tp + fn) is at least `recall`."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Precision at recall")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The best precision that can be had while enough of the true cases are found."
    )
    sought: ClassVar[str] = "precision"
    held: ClassVar[str] = "sensitivity"
    kind: Literal["precision_at_recall"] = "precision_at_recall"
    recall: float = fields.rate(
        QT_TRANSLATE_NOOP("engine", "Recall"),
        QT_TRANSLATE_NOOP("engine", "Least share of the true cases that must be found."),
    )
    num_thresholds: int = fields.num_thresholds(1)
    class_id: int | None = fields.class_id()


class RecallAtPrecision(_BestRate):
    """The best tp / (tp + fn) where tp / (tp + fp) is at least `precision`."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Recall at precision")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "The most true cases that can be found while enough of the alarms are right."
    )
    sought: ClassVar[str] = "sensitivity"
    held: ClassVar[str] = "precision"
    kind: Literal["recall_at_precision"] = "recall_at_precision"
    precision: float = fields.rate(
        QT_TRANSLATE_NOOP("engine", "Precision"),
        QT_TRANSLATE_NOOP("engine", "Least share of the alarms that must be right."),
    )
    num_thresholds: int = fields.num_thresholds(1)
    class_id: int | None = fields.class_id()
