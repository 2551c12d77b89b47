"""What fields of layers have in common: axes and sizes as Keras takes them, and the fields about weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic.config import JsonDict

from engine.activations import Linear
from engine.errors import EngineError
from engine.initializers import Initializer
from engine.messages import QT_TRANSLATE_NOOP
from engine.spec import plain_number

START: JsonDict = {"group": QT_TRANSLATE_NOOP("engine", "Weights at the start")}
PENALTY: JsonDict = {"group": QT_TRANSLATE_NOOP("engine", "Regularizer")}
LIMIT: JsonDict = {"group": QT_TRANSLATE_NOOP("engine", "Limits on weights")}
ADVANCED: JsonDict = {"advanced": True}


def _whole_numbers(value: Any, least: int | None, sentence: str) -> int | tuple[int, ...]:
    value = plain_number(value)
    several = [plain_number(item) for item in value] if isinstance(value, list | tuple) else [value]
    if not several or not all(type(item) is int and (least is None or item >= least) for item in several):
        raise EngineError(sentence, value=repr(value)[:60])
    return tuple(several) if isinstance(value, list | tuple) else several[0]


def _axes(value: Any) -> int | tuple[int, ...]:
    axes = _whole_numbers(
        value, None, QT_TRANSLATE_NOOP("engine", "An axis is a whole number, several are (1, 2); got {value}.")
    )
    several = axes if isinstance(axes, tuple) else (axes,)
    if 0 in several or len(set(several)) < len(several):
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "Axes are counted from 1 and named once; axis 0 is the rows. Got {value}."),
            value=repr(value)[:60],
        )
    return axes


def _lengths(value: Any) -> int | tuple[int, ...]:
    return _whole_numbers(
        value, 1,
        QT_TRANSLATE_NOOP("engine", "A size is a whole number from 1, or one for each axis, as (3, 3); got {value}."),
    )


def optional(check: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same check for a field that may be None."""
    return lambda value: None if value is None else check(value)


# A row's axes in Keras's numbers: 1 is the first, −1 the last, 0 would be the batch.
Axes = Annotated[int | tuple[int, ...], BeforeValidator(_axes)]
OptionalAxes = Annotated[int | tuple[int, ...] | None, BeforeValidator(optional(_axes))]
# Lengths of a window, a stride: one for all axes, or one for each.
Lengths = Annotated[int | tuple[int, ...], BeforeValidator(_lengths)]
OptionalLengths = Annotated[int | tuple[int, ...] | None, BeforeValidator(optional(_lengths))]


def or_linear(value: Any) -> Any:
    """Keras's word for linear is None."""
    return Linear() if value is None else value


def whole_axis(axis: int | tuple[int, ...]) -> int | tuple[int, ...]:
    """Refuse several axes where Keras takes one."""
    if isinstance(axis, tuple):
        raise EngineError(QT_TRANSLATE_NOOP("engine", "One axis is needed here; got {value}."), value=repr(axis))
    return axis


def each(value: int | tuple[int, ...], count: int) -> tuple[int, ...]:
    """One length for each of `count` axes."""
    return value if isinstance(value, tuple) else (value,) * count


def suits(count: int) -> Callable[[Any], Any]:
    """A check that an initializer, penalty or limit suits weights with so many axes."""
    return lambda part: None if part is None else part.for_axes(count)


def check_parts(count: int, *parts: Any) -> None:
    """Refuse an initializer, penalty or limit that does not suit weights with so many axes.

    Raises:
        EngineError: one does not.
    """
    for part in parts:
        suits(count)(part)


def activation_field() -> Any:
    """The activation of a layer with weights."""
    return Field(
        Linear(),
        title=QT_TRANSLATE_NOOP("engine", "Activation"),
        description=QT_TRANSLATE_NOOP(
            "engine", "What each neuron does with its sum. Without one, layers add up to a single straight line."
        ),
    )


def use_bias_field() -> Any:
    """Whether a layer has a bias."""
    return Field(
        True,
        title=QT_TRANSLATE_NOOP("engine", "Use bias"),
        description=QT_TRANSLATE_NOOP("engine", "Adds a number of its own to each neuron's sum."),
    )


def epsilon_field(default: float) -> Any:
    """The small number of a division."""
    return Field(
        default, gt=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Epsilon"),
        description=QT_TRANSLATE_NOOP("engine", "A small number that keeps the division from failing."),
    )


def axis_field(default: int | None = -1) -> Any:
    """The axes that a layer works along."""
    return Field(
        default,
        title=QT_TRANSLATE_NOOP("engine", "Axis"),
        description=QT_TRANSLATE_NOOP("engine", "Along which axes of a row it works: 1 is the first, -1 the last."),
        json_schema_extra=ADVANCED,
    )


# What each kind of weight is called in a form, how it starts, what is added for it to the loss, what it keeps to.
_STARTS = {
    "kernel": (QT_TRANSLATE_NOOP("engine", "Weights"), QT_TRANSLATE_NOOP("engine", "How the weights start.")),
    "bias": (QT_TRANSLATE_NOOP("engine", "Bias"), QT_TRANSLATE_NOOP("engine", "How the bias starts.")),
    "gamma": (QT_TRANSLATE_NOOP("engine", "Scale"), QT_TRANSLATE_NOOP("engine", "How the scale (gamma) starts.")),
    "beta": (QT_TRANSLATE_NOOP("engine", "Shift"), QT_TRANSLATE_NOOP("engine", "How the shift (beta) starts.")),
    "mean": (
        QT_TRANSLATE_NOOP("engine", "Running mean"), QT_TRANSLATE_NOOP("engine", "How the running mean starts.")
    ),
    "variance": (
        QT_TRANSLATE_NOOP("engine", "Running variance"),
        QT_TRANSLATE_NOOP("engine", "How the running variance starts."),
    ),
    "alpha": (QT_TRANSLATE_NOOP("engine", "Slopes"), QT_TRANSLATE_NOOP("engine", "How the slopes start.")),
}
_PENALTIES = {
    "kernel": (
        QT_TRANSLATE_NOOP("engine", "Penalty on weights"),
        QT_TRANSLATE_NOOP("engine", "Adds to the loss when weights grow, against learning by heart."),
    ),
    "bias": (
        QT_TRANSLATE_NOOP("engine", "Penalty on bias"),
        QT_TRANSLATE_NOOP("engine", "Adds to the loss when the bias grows; rarely needed."),
    ),
    "activity": (
        QT_TRANSLATE_NOOP("engine", "Penalty on outputs"),
        QT_TRANSLATE_NOOP("engine", "Adds to the loss when the outputs of the layer grow; L1 lets few neurons answer."),
    ),
    "gamma": (
        QT_TRANSLATE_NOOP("engine", "Penalty on scale"),
        QT_TRANSLATE_NOOP("engine", "Adds to the loss when the scale grows; rarely needed."),
    ),
    "beta": (
        QT_TRANSLATE_NOOP("engine", "Penalty on shift"),
        QT_TRANSLATE_NOOP("engine", "Adds to the loss when the shift grows; rarely needed."),
    ),
    "alpha": (
        QT_TRANSLATE_NOOP("engine", "Penalty on slopes"),
        QT_TRANSLATE_NOOP("engine", "Adds to the loss when the slopes grow; rarely needed."),
    ),
}
_LIMITS = {
    "kernel": (
        QT_TRANSLATE_NOOP("engine", "Limit on weights"),
        QT_TRANSLATE_NOOP("engine", "What the weights have to keep to; they are put right after each step."),
    ),
    "bias": (
        QT_TRANSLATE_NOOP("engine", "Limit on bias"),
        QT_TRANSLATE_NOOP("engine", "What the bias has to keep to; it is put right after each step."),
    ),
    "gamma": (
        QT_TRANSLATE_NOOP("engine", "Limit on scale"),
        QT_TRANSLATE_NOOP("engine", "What the scale has to keep to; it is put right after each step."),
    ),
    "beta": (
        QT_TRANSLATE_NOOP("engine", "Limit on shift"),
        QT_TRANSLATE_NOOP("engine", "What the shift has to keep to; it is put right after each step."),
    ),
    "alpha": (
        QT_TRANSLATE_NOOP("engine", "Limit on slopes"),
        QT_TRANSLATE_NOOP("engine", "What the slopes have to keep to; they are put right after each step."),
    ),
}


def start_field(weight: str, initializer: Initializer) -> Any:
    """How a weight starts: "kernel", "bias", "gamma", "beta", "mean", "variance", "alpha"."""
    title, description = _STARTS[weight]
    return Field(initializer, title=title, description=description, json_schema_extra=START)


def penalty_field(weight: str) -> Any:
    """The penalty on a weight; "activity": on what the layer gives."""
    title, description = _PENALTIES[weight]
    return Field(None, title=title, description=description, json_schema_extra=PENALTY)


def limit_field(weight: str) -> Any:
    """What a weight has to keep to."""
    title, description = _LIMITS[weight]
    return Field(None, title=title, description=description, json_schema_extra=LIMIT)
