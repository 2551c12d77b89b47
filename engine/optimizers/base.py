"""What every optimizer declares: its rate, what is done before and after its step, and its object of torch."""

from __future__ import annotations

import weakref
from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field, GetCoreSchemaHandler, ValidatorFunctionWrapHandler, model_validator
from pydantic.config import JsonDict
from pydantic_core import CoreSchema, core_schema

from engine.call import Call, Ref
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.optimizers.schedules import Schedule
from engine.spec import Part

if TYPE_CHECKING:
    from engine.training.live_optimizers import LiveOptimizer

PARAMETERS = Ref("parameters")
RATE = Ref("rate")
ADVANCED: JsonDict = {"advanced": True}
GRADIENTS = "engine.portable.gradients."

_RATE_TITLE = QT_TRANSLATE_NOOP("engine", "Learning rate")
_RATE_HELP = QT_TRANSLATE_NOOP(
    "engine", "How far the weights move in one step. Too large is unstable, too small is slow."
)
_EPSILON_TITLE = QT_TRANSLATE_NOOP("engine", "Epsilon")
_EPSILON_HELP = QT_TRANSLATE_NOOP("engine", "A tiny number that keeps a division from failing.")
_BETA_1_TITLE = QT_TRANSLATE_NOOP("engine", "Beta 1")
_BETA_1_HELP = QT_TRANSLATE_NOOP("engine", "How long past gradients are remembered, 0 to 1.")
_BETA_2_TITLE = QT_TRANSLATE_NOOP("engine", "Beta 2")
_BETA_2_HELP = QT_TRANSLATE_NOOP("engine", "How long the size of past gradients is remembered, 0 to 1.")
_DECAY_TITLE = QT_TRANSLATE_NOOP("engine", "Weight decay")
_DECAY_HELP = QT_TRANSLATE_NOOP(
    "engine", "Share of each weight, times the learning rate, that is taken off at each step."
)
# Keras's words for what has no place here, and why.
_REFUSED = {
    "loss_scale_factor": QT_TRANSLATE_NOOP(
        "engine", "{part} takes no loss_scale_factor: numbers have 32 bits here, which need no scaling."
    ),
}


@dataclass(frozen=True)
class _RateOrSchedule:
    """Tells pydantic to take a number within bounds or any schedule, by name, class, mapping or itself."""

    ge: float = 0.0
    le: float = 1000.0

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        number = core_schema.float_schema(ge=self.ge, le=self.le, strict=True, allow_inf_nan=False)
        return core_schema.no_info_wrap_validator_function(
            _read_rate,
            number,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda rate: rate.to_json() if isinstance(rate, Schedule) else rate
            ),
        )


def _read_rate(value: Any, number: ValidatorFunctionWrapHandler) -> Any:
    is_schedule = isinstance(value, Schedule | str | dict) or (
        isinstance(value, type) and issubclass(value, Schedule)
    )
    return Schedule.coerce(value) if is_schedule else number(value)


Rate = Annotated[float | Schedule, _RateOrSchedule()]


def learning_rate(default: float) -> Any:
    """The field every optimizer begins with."""
    return Field(default, title=_RATE_TITLE, description=_RATE_HELP)


def epsilon(description: str = _EPSILON_HELP) -> Any:
    """The field for the tiny number under a fraction line."""
    return Field(1e-7, ge=0.0, title=_EPSILON_TITLE, description=description, json_schema_extra=ADVANCED)


def beta_1(*, least: float = 0.0) -> Any:
    """The field for the memory of gradients."""
    return Field(0.9, ge=least, lt=1.0, title=_BETA_1_TITLE, description=_BETA_1_HELP, json_schema_extra=ADVANCED)


def beta_2(default: float = 0.999) -> Any:
    """The field for the memory of squared gradients."""
    return Field(default, ge=0.0, lt=1.0, title=_BETA_2_TITLE, description=_BETA_2_HELP, json_schema_extra=ADVANCED)


def weight_decay(default: float | None = None) -> Any:
    """The field for decoupled weight decay (Loshchilov and Hutter 2017)."""
    extra = ADVANCED if default is None else None
    return Field(default, ge=0.0, title=_DECAY_TITLE, description=_DECAY_HELP, json_schema_extra=extra)


_LIVE: dict[int, LiveOptimizer] = {}


class Optimizer(Part, family=True):
    """The family of optimizers. A step as in Keras: clip the gradients, decay the weights, move them, average them.

    Class attributes:
        fused_on: devices on which torch has one fused kernel for the step; it is taken there, and named in the script.
        memories: numbers kept per weight besides the weight and its gradient, with the default values.
        elementwise: whether each weight moves by its own gradient alone, so that all tensors may lie in one.
    """

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "optimizer")
    keras_module: ClassVar[str] = "keras.optimizers"
    fused_on: ClassVar[tuple[str, ...]] = ()
    memories: ClassVar[int] = 2
    elementwise: ClassVar[bool] = True
    never_called: ClassVar[tuple[str, ...]] = ("apply", "apply_gradients", "build", "update_step")

    learning_rate: Rate = learning_rate(0.001)
    weight_decay: float | None = weight_decay()
    clipnorm: float | None = Field(
        None, gt=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Clip each norm"),
        description=QT_TRANSLATE_NOOP("engine", "The gradient of each tensor is shortened to this length."),
        json_schema_extra=ADVANCED,
    )
    clipvalue: float | None = Field(
        None, gt=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Clip values"),
        description=QT_TRANSLATE_NOOP("engine", "Each number of a gradient is cut to ± this."),
        json_schema_extra=ADVANCED,
    )
    global_clipnorm: float | None = Field(
        None, gt=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Clip the whole norm"),
        description=QT_TRANSLATE_NOOP(
            "engine", "All gradients together are shortened to this length. Calms training that jumps."
        ),
        json_schema_extra=ADVANCED,
    )
    use_ema: bool = Field(
        False,
        title=QT_TRANSLATE_NOOP("engine", "Average the weights"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Keeps a moving average of the weights, which takes their place at the end."
        ),
        json_schema_extra=ADVANCED,
    )
    ema_momentum: float = Field(
        0.99, ge=0.0, le=1.0,
        title=QT_TRANSLATE_NOOP("engine", "Momentum of the average"),
        description=QT_TRANSLATE_NOOP("engine", "Share of the old average that is kept at each step, 0 to 1."),
        json_schema_extra={"advanced": True, "needs": "use_ema"},
    )
    ema_overwrite_frequency: int | None = Field(
        None, ge=1,
        title=QT_TRANSLATE_NOOP("engine", "Average every"),
        description=QT_TRANSLATE_NOOP(
            "engine", "After so many steps the average takes the weights' place; left empty, at the end only."
        ),
        json_schema_extra={"advanced": True, "unit": QT_TRANSLATE_NOOP("engine", "steps"), "needs": "use_ema"},
    )
    gradient_accumulation_steps: int | None = Field(
        None, ge=2,
        title=QT_TRANSLATE_NOOP("engine", "Step every"),
        description=QT_TRANSLATE_NOOP(
            "engine", "The weights move after so many batches, by their mean gradient, as if batches were larger."
        ),
        json_schema_extra={"advanced": True, "unit": QT_TRANSLATE_NOOP("engine", "batches")},
    )

    def __init__(self, *arguments: Any, **fields: Any) -> None:
        for word, sentence in _REFUSED.items():
            if fields.pop(word, None) is not None:
                raise EngineError(sentence, part=type(self).__name__)
        super().__init__(*arguments, **fields)

    @model_validator(mode="after")
    def _clip_in_one_way(self) -> Optimizer:
        if sum(limit is not None for limit in (self.clipnorm, self.clipvalue, self.global_clipnorm)) > 1:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "Only one of clipnorm, clipvalue and global_clipnorm can be set.")
            )
        return self

    @abstractmethod
    def call(self) -> Call:
        """The object of torch.optim, or portable code like one, over `PARAMETERS`, at the rate of the first step."""

    def changing_call(self) -> Call:
        """The same where the rate changes while training."""
        return self.call()

    def call_on(self, device: str, *, rate_changes: bool = False) -> Call:
        """The object for a run, with the fused kernel named where `device` has it."""
        moves = rate_changes or isinstance(self.learning_rate, Schedule)
        call, kind = self.changing_call() if moves else self.call(), device.partition(":")[0]
        return call.with_options(fused=True) if kind in self.fused_on and not call.is_code else call

    @property
    def first_rate(self) -> float:
        """The learning rate of the first step."""
        return self.learning_rate(0) if isinstance(self.learning_rate, Schedule) else self.learning_rate

    @property
    def state_size(self) -> int:
        """Numbers kept per weight besides the weight and its gradient, for the memory estimate."""
        return self.memories + self.use_ema + (self.gradient_accumulation_steps is not None)

    @property
    def averages_at_end(self) -> bool:
        """Whether the average takes the weights' place when a run ends; see `average_call`."""
        return self.use_ema

    def rate_call(self) -> Call | None:
        """Portable code that gives the rate of the step `STEP`, counted from 0; None where it stays as it is."""
        return self.learning_rate.call() if isinstance(self.learning_rate, Schedule) else None

    def accumulation_call(self) -> Call | None:
        """Portable object over `PARAMETERS` that says behind a backward whether a step is due; None where it always is.

        Its `sums` (a list of tensors, one for each parameter) and `seen` are all that it remembers.
        """
        batches = self.gradient_accumulation_steps
        return Call(f"{GRADIENTS}GradientMean", PARAMETERS, batches) if batches else None

    def gradient_calls(self) -> tuple[Call, ...]:
        """What is done to the gradients of `PARAMETERS` between backward and step: clipping."""
        if self.clipnorm is not None:
            return (Call(f"{GRADIENTS}clip_each_norm", PARAMETERS, self.clipnorm),)
        if self.global_clipnorm is not None:
            return (Call(f"{GRADIENTS}clip_global_norm", PARAMETERS, self.global_clipnorm),)
        if self.clipvalue is not None:
            return (Call("torch.nn.utils.clip_grad_value_", PARAMETERS, self.clipvalue),)
        return ()

    def decay_call(self) -> Call | None:
        """What shrinks `PARAMETERS` before the step, at the rate `RATE`; None where torch's object does so."""
        return Call(f"{GRADIENTS}decay_weights", PARAMETERS, RATE, self.weight_decay) if self.weight_decay else None

    def average_call(self) -> Call | None:
        """Portable object over `PARAMETERS` with moving averages: update() behind each batch, finish() at the end.

        Its `averages` (a list of tensors, one for each parameter) and `seen` are all that it remembers.
        """
        if not self.use_ema:
            return None
        given = {"overwrite_frequency": self.ema_overwrite_frequency, "batches": self.gradient_accumulation_steps}
        options = {name: value for name, value in given.items() if value}
        return Call(f"{GRADIENTS}WeightAverages", PARAMETERS, momentum=self.ema_momentum, **options)

    def call_alone(self) -> Call:
        """The same, over tensors of a user's own, whose axes stand as in Keras."""
        return self.changing_call() if isinstance(self.learning_rate, Schedule) else self.call()

    # --- at work by itself

    @property
    def live(self) -> LiveOptimizer:
        """The optimizer at work, with a memory of its own; this description has one live optimizer only."""
        live = _LIVE.get(id(self))
        if live is None:
            from engine.training.live_optimizers import LiveOptimizer

            live = _LIVE[id(self)] = LiveOptimizer(self.changed())
            weakref.finalize(self, _LIVE.pop, id(self), None).atexit = False
        return live

    def __setattr__(self, name: str, value: Any) -> None:
        live = _LIVE.get(id(self)) if name == "learning_rate" else None
        if live is None or not live.built:
            super().__setattr__(name, value)  # refuses: a description does not change
            return
        # Once it takes steps by itself it is no description any more, and its rate can be set as in Keras.
        live.learning_rate = value
        self.__dict__[name] = live.part.learning_rate

    def build(self, variables: Iterable[Any]) -> None:
        """Say which tensors or arrays it moves; see `LiveOptimizer.build`."""
        self.live.build(variables)

    def apply(self, grads: Iterable[Any], trainable_variables: Iterable[Any] | None = None) -> None:
        """Take a step by these gradients, in place; see `LiveOptimizer.apply`."""
        self.live.apply(grads, trainable_variables)

    def apply_gradients(self, grads_and_vars: Iterable[tuple[Any, Any]]) -> int:
        """Take a step by pairs of a gradient and what it belongs to; gives the number of steps taken so far."""
        return self.live.apply_gradients(grads_and_vars)

    def finalize_variable_values(self, var_list: Iterable[Any] | None = None) -> None:
        """Put the moving averages in the place of the weights, where `use_ema` keeps any."""
        self.live.finalize_variable_values(var_list)

    @property
    def iterations(self) -> int:
        """Steps taken by `apply`."""
        return self.live.iterations

    @property
    def variables(self) -> list[Any]:
        """All that it remembers, as Keras counts; see `LiveOptimizer.variables`."""
        return self.live.variables
