"""Fields that several metrics have."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field
from pydantic.config import JsonDict

from engine.call import Call, Ref
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.targets import Output

ADVANCED: JsonDict = {"advanced": True}
_Item = TypeVar("_Item")


def _as_tuple(value: Any) -> Any:
    if hasattr(value, "tolist"):  # an array
        value = value.tolist()
    return tuple(value) if isinstance(value, list) else value


# A tuple that a file writes as a list.
Listed = Annotated[tuple[_Item, ...], BeforeValidator(_as_tuple)]
Threshold = Annotated[float, Field(ge=0.0, le=1.0)]
Thresholds = Annotated[tuple[Threshold, ...], BeforeValidator(_as_tuple), Field(min_length=1)]


def threshold(default: float | None) -> Any:
    """The field for the output above which the answer is yes."""
    return Field(
        default, ge=0.0, le=1.0,
        title=QT_TRANSLATE_NOOP("engine", "Threshold"),
        description=QT_TRANSLATE_NOOP("engine", "An output above it counts as a yes."),
    )


def thresholds() -> Any:
    """The field for one threshold or several."""
    return Field(
        None,
        title=QT_TRANSLATE_NOOP("engine", "Thresholds"),
        description=QT_TRANSLATE_NOOP(
            "engine", "An output above it counts as a yes; 0.5 if left out. Of several, curves show the mean."
        ),
        json_schema_extra=ADVANCED,
    )


def top_k() -> Any:
    """The field that lets the largest outputs of a row alone count as a yes."""
    return Field(
        None, ge=1, le=65536,
        title=QT_TRANSLATE_NOOP("engine", "Top k"),
        description=QT_TRANSLATE_NOOP("engine", "Only the k largest outputs of a row count as a yes."),
        json_schema_extra=ADVANCED,
    )


def k() -> Any:
    """The field for how many guesses a row has."""
    return Field(
        5, ge=1, le=65536,
        title=QT_TRANSLATE_NOOP("engine", "Guesses"),
        description=QT_TRANSLATE_NOOP("engine", "The true class may be any of this many likeliest ones."),
    )


def class_id() -> Any:
    """The field that asks about one class alone."""
    return Field(
        None, ge=0, le=65535,
        title=QT_TRANSLATE_NOOP("engine", "Class"),
        description=QT_TRANSLATE_NOOP("engine", "Number of the one class to look at, counted from 0; all if left out."),
    )


def num_thresholds(least: int) -> Any:
    """The field for how finely outputs are told apart."""
    return Field(
        200, ge=least, le=1_000_000,
        title=QT_TRANSLATE_NOOP("engine", "Number of thresholds"),
        description=QT_TRANSLATE_NOOP("engine", "How many thresholds from 0 to 1 are tried; more is more exact."),
        json_schema_extra=ADVANCED,
    )


def rate(title: str, description: str) -> Any:
    """The field for a rate that must be reached."""
    return Field(0.5, ge=0.0, le=1.0, title=title, description=description)


def from_logits() -> Any:
    """The field that says that outputs come without softmax or sigmoid."""
    return Field(
        default=False,
        title=QT_TRANSLATE_NOOP("engine", "From logits"),
        description=QT_TRANSLATE_NOOP("engine", "Whether the last layer has no softmax or sigmoid of its own."),
        json_schema_extra=ADVANCED,
    )


def label_smoothing() -> Any:
    """The field that makes targets less certain."""
    return Field(
        0.0, ge=0.0, le=1.0,
        title=QT_TRANSLATE_NOOP("engine", "Label smoothing"),
        description=QT_TRANSLATE_NOOP("engine", "Share of certainty taken from the true class and spread over all."),
        json_schema_extra=ADVANCED,
    )


def axis() -> Any:
    """The field for the axis of arrays that are handed over directly; in training rows have one."""
    return Field(
        -1, ge=-8, le=8,
        title=QT_TRANSLATE_NOOP("engine", "Axis"),
        description=QT_TRANSLATE_NOOP("engine", "The axis whose values belong together; -1 is the last."),
        json_schema_extra=ADVANCED,
    )


def ignore_class() -> Any:
    """The field for a class whose rows do not count."""
    return Field(
        None, ge=-65536, le=65535,
        title=QT_TRANSLATE_NOOP("engine", "Ignored class"),
        description=QT_TRANSLATE_NOOP("engine", "Number of a class whose rows do not count."),
        json_schema_extra=ADVANCED,
    )


def one_column(values: Ref | Call, output: Output, number: int | None, part: str) -> Ref | Call:
    """Outputs or targets of one class, or all where `number` is None.

    Raises:
        EngineError: there is no such class.
    """
    if number is None:
        return values
    if number >= output.units:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "{part}: class_id is {number}, but the output has {units} values, from 0."),
            part=part, number=number, units=output.units,
        )
    return Call("engine.portable.metrics_confusion.column", values, number)
