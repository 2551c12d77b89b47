"""Declared schedules: learning rates that change from step to step. Each is one portable function of the step."""

from __future__ import annotations

import math
from abc import abstractmethod
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic.config import JsonDict

from engine.call import Call, Ref, execute
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.spec import Part, refusing

STEP = Ref("step")  # number of the step, from 0
PORTABLE = "engine.portable.schedules."

_ADVANCED: JsonDict = {"advanced": True}
_STEPS: JsonDict = {"unit": QT_TRANSLATE_NOOP("engine", "steps")}
_FIRST_TITLE = QT_TRANSLATE_NOOP("engine", "First rate")
_FIRST_HELP = QT_TRANSLATE_NOOP("engine", "The rate of the first step.")
_DURATION_TITLE = QT_TRANSLATE_NOOP("engine", "Duration")
_PERIOD_TITLE = QT_TRANSLATE_NOOP("engine", "Period")
_STAIRS_TITLE = QT_TRANSLATE_NOOP("engine", "In stairs")
_STAIRS_HELP = QT_TRANSLATE_NOOP("engine", "The rate changes only at the end of each period, instead of at every step.")
_FLOOR_TITLE = QT_TRANSLATE_NOOP("engine", "Least share")
_FLOOR_HELP = QT_TRANSLATE_NOOP("engine", "The rate falls to this share of its highest value, 0 to 1.")


def initial_learning_rate() -> Any:
    """The field for the rate that Keras wants to be told; here it begins as a usual one."""
    return Field(0.01, ge=0.0, le=1000.0, title=_FIRST_TITLE, description=_FIRST_HELP)


def steps(title: str, description: str) -> Any:
    """The field for a number of steps that Keras wants to be told."""
    return Field(1000, ge=1, le=10**9, title=title, description=description, json_schema_extra=_STEPS)


def staircase() -> Any:
    """The field for stairs instead of a slope."""
    return Field(False, title=_STAIRS_TITLE, description=_STAIRS_HELP)


def alpha() -> Any:
    """The field for what is left at the end."""
    return Field(0.0, ge=0.0, le=1.0, title=_FLOOR_TITLE, description=_FLOOR_HELP)


class Schedule(Part, family=True):
    """The family of schedules: functions of the number of the step, from 0 over all epochs, to the rate of that step.

    `CosineDecay(0.1, 1000)(step)` gives the rate; as an optimizer's `learning_rate` it decides each step.
    """

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "schedule")
    keras_module: ClassVar[str] = "keras.optimizers.schedules"

    @classmethod
    def starting_at(cls, rate: float) -> Schedule:
        """The schedule as a form first offers it: its default values, from this rate on."""
        return cls.model_validate({"initial_learning_rate": rate})

    def lasting(self, steps: int) -> Schedule:  # noqa: ARG002 - some know no time
        """The schedule as it suits a run of so many steps."""
        return self

    @property
    def end(self) -> int | None:
        """The step from which on the rate stays as it is, None where it goes on changing."""
        return None

    @abstractmethod
    def call(self) -> Call:
        """Portable code: `STEP` -> rate."""

    def __call__(self, step: Any) -> Any:
        """Rate of a step.

        Args:
            step: a number from 0, or an array or tensor of them.

        Returns:
            A float; for an array or tensor one of the same shape, float32 for torch.

        Raises:
            EngineError: a step is not a number from 0.
        """
        if hasattr(step, "apply_"):  # a tensor of torch, which this module does not import
            return step.detach().cpu().double().clone().apply_(self._rate).to(step.device).float()
        import numpy as np

        try:
            given = np.asarray(step, dtype=np.float64)
        except (TypeError, ValueError):
            raise _no_step(step) from None
        return np.vectorize(self._rate, otypes=[np.float64])(given) if given.ndim else self._rate(given.item())

    def _rate(self, step: float) -> float:
        if not 0 <= step < math.inf:
            raise _no_step(step)
        return float(execute(self.call(), step=step))


# Keras's name for the family.
LearningRateSchedule = Schedule


class ExponentialDecay(Schedule):
    """rate · decay_rate^(step / decay_steps)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Exponential decay")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Takes off the same share again and again: fast at first, then ever more gently."
    )
    kind: Literal["exponential_decay"] = "exponential_decay"
    initial_learning_rate: float = initial_learning_rate()
    decay_steps: int = steps(
        _PERIOD_TITLE, QT_TRANSLATE_NOOP("engine", "Steps in which the rate is multiplied by the factor once.")
    )
    decay_rate: float = Field(
        0.9, gt=0.0, le=1000.0,
        title=QT_TRANSLATE_NOOP("engine", "Factor"),
        description=QT_TRANSLATE_NOOP("engine", "The rate is multiplied by this in every period; below 1 it falls."),
    )
    staircase: bool = staircase()

    def lasting(self, steps: int) -> ExponentialDecay:
        return self.changed(decay_steps=max(steps // 20, 1))

    def call(self) -> Call:
        stairs = {"staircase": True} if self.staircase else {}
        return Call(f"{PORTABLE}exponential_decay", STEP, self.initial_learning_rate, decay_steps=self.decay_steps,
                    decay_rate=self.decay_rate, **stairs)


def _listed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


class PiecewiseConstantDecay(Schedule):
    """values[0] up to step boundaries[0] (included), then values[1], …"""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Piecewise constant")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Rates of your own choice, one after the other.")
    kind: Literal["piecewise_constant_decay"] = "piecewise_constant_decay"
    boundaries: Annotated[tuple[Annotated[float, Field(ge=0.0)], ...], BeforeValidator(_listed)] = Field(
        (1000.0,), min_length=1, max_length=1000,
        title=QT_TRANSLATE_NOOP("engine", "Last steps"),
        description=QT_TRANSLATE_NOOP("engine", "The last step of each rate but the last one, in rising order."),
    )
    values: Annotated[tuple[Annotated[float, Field(ge=0.0, le=1000.0)], ...], BeforeValidator(_listed)] = Field(
        (0.01, 0.001), min_length=2, max_length=1001,
        title=QT_TRANSLATE_NOOP("engine", "Rates"),
        description=QT_TRANSLATE_NOOP("engine", "The learning rates, one more than there are last steps."),
    )

    @classmethod
    def starting_at(cls, rate: float) -> PiecewiseConstantDecay:
        return cls(values=(rate, rate / 10))

    @model_validator(mode="after")
    def _fit(self) -> PiecewiseConstantDecay:
        if len(self.values) != len(self.boundaries) + 1:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{boundaries} boundaries need {needed} values, but there are {values}."),
                boundaries=len(self.boundaries), needed=len(self.boundaries) + 1, values=len(self.values),
            )
        if sorted(set(self.boundaries)) != list(self.boundaries):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "The boundaries must be steps in rising order; got {boundaries}."),
                boundaries=[*self.boundaries],
            )
        return self

    def lasting(self, steps: int) -> PiecewiseConstantDecay:
        parts = len(self.values)
        boundaries = dict.fromkeys(float(steps * (place + 1) // parts) for place in range(parts - 1))
        return self.changed(boundaries=tuple(boundaries)) if len(boundaries) == parts - 1 else self

    @property
    def end(self) -> int:
        return int(self.boundaries[-1]) + 1

    def call(self) -> Call:
        # Whole numbers read as such in the script.
        boundaries = [int(boundary) if boundary == int(boundary) else boundary for boundary in self.boundaries]
        return Call(f"{PORTABLE}piecewise_constant_decay", STEP, boundaries=boundaries, values=[*self.values])


class PolynomialDecay(Schedule):
    """(rate − end) · (1 − step / decay_steps)^power + end."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Polynomial decay")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Falls to an end rate in a given time: evenly with power 1, faster at first with power 2."
    )
    kind: Literal["polynomial_decay"] = "polynomial_decay"
    initial_learning_rate: float = initial_learning_rate()
    decay_steps: int = steps(
        _DURATION_TITLE, QT_TRANSLATE_NOOP("engine", "After so many steps the rate has reached its end.")
    )
    end_learning_rate: float = Field(
        0.0001, ge=0.0, le=1000.0,
        title=QT_TRANSLATE_NOOP("engine", "End rate"),
        description=QT_TRANSLATE_NOOP("engine", "The rate from the end of the duration on."),
    )
    power: float = Field(
        1.0, ge=0.0, le=100.0,
        title=QT_TRANSLATE_NOOP("engine", "Power"),
        description=QT_TRANSLATE_NOOP("engine", "With 1 the rate falls along a line, with 2 along a parabola."),
    )
    cycle: bool = Field(
        False,
        title=QT_TRANSLATE_NOOP("engine", "Begin anew"),
        description=QT_TRANSLATE_NOOP("engine", "At the end the rate jumps up and falls again, for longer."),
        json_schema_extra=_ADVANCED,
    )

    def lasting(self, steps: int) -> PolynomialDecay:
        return self.changed(decay_steps=max(steps, 1))

    @property
    def end(self) -> int | None:
        return None if self.cycle else self.decay_steps

    def call(self) -> Call:
        rest = {"end_learning_rate": self.end_learning_rate, "power": self.power}
        cycle = {"cycle": True} if self.cycle else {}
        return Call(f"{PORTABLE}polynomial_decay", STEP, self.initial_learning_rate, decay_steps=self.decay_steps,
                    **rest, **cycle)


class InverseTimeDecay(Schedule):
    """rate / (1 + decay_rate · step / decay_steps)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Inverse time decay")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Falls fast at first and then ever more slowly, never to 0. For long training without a known end."
    )
    kind: Literal["inverse_time_decay"] = "inverse_time_decay"
    initial_learning_rate: float = initial_learning_rate()
    decay_steps: int = steps(
        _PERIOD_TITLE, QT_TRANSLATE_NOOP("engine", "Steps by which the strength is counted once more.")
    )
    decay_rate: float = Field(
        1.0, ge=0.0, le=1e6,
        title=QT_TRANSLATE_NOOP("engine", "Strength"),
        description=QT_TRANSLATE_NOOP("engine", "With 1 the rate is halved after one period, a third after two."),
    )
    staircase: bool = staircase()

    def lasting(self, steps: int) -> InverseTimeDecay:
        return self.changed(decay_steps=max(steps // 10, 1))

    def call(self) -> Call:
        stairs = {"staircase": True} if self.staircase else {}
        return Call(f"{PORTABLE}inverse_time_decay", STEP, self.initial_learning_rate, decay_steps=self.decay_steps,
                    decay_rate=self.decay_rate, **stairs)


class CosineDecay(Schedule):
    """top · ((1 − alpha) · ½ (1 + cos(π · step / decay_steps)) + alpha) (Loshchilov and Hutter 2016).

    With `warmup_target` the rate first rises along a line from `initial_learning_rate` to it, in `warmup_steps` steps.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Cosine decay")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Falls gently at both ends, after a warm-up if you like. A good choice when the duration is known."
    )
    kind: Literal["cosine_decay"] = "cosine_decay"
    initial_learning_rate: float = initial_learning_rate()
    decay_steps: int = steps(
        _DURATION_TITLE, QT_TRANSLATE_NOOP("engine", "The rate falls for so many steps, after the warm-up.")
    )
    alpha: float = alpha()
    warmup_target: float | None = Field(
        None, ge=0.0, le=1000.0,
        title=QT_TRANSLATE_NOOP("engine", "Warm-up target"),
        description=QT_TRANSLATE_NOOP("engine", "The rate rises to this before it falls; leave it empty for none."),
    )
    warmup_steps: int = Field(
        0, ge=0, le=10**9,
        title=QT_TRANSLATE_NOOP("engine", "Warm-up"),
        description=QT_TRANSLATE_NOOP("engine", "The rate rises for so many steps."),
        json_schema_extra=_STEPS,
    )

    def lasting(self, steps: int) -> CosineDecay:
        warmup = self.warmup_steps if self.warmup_target is not None else 0
        return self.changed(decay_steps=max(steps - warmup, 1))

    @property
    def end(self) -> int:
        return self.decay_steps + (self.warmup_steps if self.warmup_target is not None else 0)

    def call(self) -> Call:
        least = {"alpha": self.alpha} if self.alpha else {}
        warmup = (
            {} if self.warmup_target is None
            else {"warmup_target": self.warmup_target, "warmup_steps": self.warmup_steps}
        )
        return Call(f"{PORTABLE}cosine_decay", STEP, self.initial_learning_rate, decay_steps=self.decay_steps,
                    **least, **warmup)


class CosineDecayRestarts(Schedule):
    """Cosine decay again and again: each cycle t_mul as long and m_mul as high (Loshchilov and Hutter 2016)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Cosine with restarts")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Falls along a cosine and jumps up again, each time for longer. May lead out of a dead end."
    )
    kind: Literal["cosine_decay_restarts"] = "cosine_decay_restarts"
    initial_learning_rate: float = initial_learning_rate()
    first_decay_steps: int = steps(
        QT_TRANSLATE_NOOP("engine", "First cycle"), QT_TRANSLATE_NOOP("engine", "Steps until the first restart.")
    )
    t_mul: float = Field(
        2.0, ge=1.0, le=1000.0,
        title=QT_TRANSLATE_NOOP("engine", "Longer by"),
        description=QT_TRANSLATE_NOOP("engine", "Each cycle is so many times as long as the one before."),
    )
    m_mul: float = Field(
        1.0, ge=0.0, le=1000.0,
        title=QT_TRANSLATE_NOOP("engine", "Height"),
        description=QT_TRANSLATE_NOOP("engine", "Each cycle starts at so many times the rate of the one before."),
    )
    alpha: float = alpha()

    def lasting(self, steps: int) -> CosineDecayRestarts:
        # Three cycles, each twice as long; the last one must not end before the run does.
        return self.changed(first_decay_steps=max(-(-steps // 7), 1))

    def call(self) -> Call:
        least = {"alpha": self.alpha} if self.alpha else {}
        return Call(f"{PORTABLE}cosine_decay_restarts", STEP, self.initial_learning_rate,
                    first_decay_steps=self.first_decay_steps, t_mul=self.t_mul, m_mul=self.m_mul, **least)


def get(identifier: Any) -> Schedule:
    """The schedule of a name ("cosine_decay", "CosineDecay"), a class, a mapping or a schedule.

    Raises:
        EngineError: there is no such schedule.
    """
    return deserialize(identifier)


def serialize(schedule: Schedule) -> dict[str, Any]:
    """Keras's description of a schedule: {"class_name": …, "config": {…}}."""
    return schedule.serialized()


def deserialize(config: Any) -> Schedule:
    """The schedule of such a mapping, or of one of ours.

    Raises:
        EngineError: there is no such schedule, or a field is wrong.
    """
    return Schedule.coerce(config)


def _no_step(step: Any) -> EngineError:
    return EngineError(
        QT_TRANSLATE_NOOP("engine", "A step is a number from 0, or an array of them; got {value}."), value=repr(step)
    )


if not TYPE_CHECKING:  # a checker knows the names that are here
    __getattr__ = refusing(__name__)
