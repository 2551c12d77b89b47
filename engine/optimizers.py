"""Declared optimizers: Keras's names and default values, torch.optim's objects.

Where torch's formula differs (FACTS: epsilon, accumulators), the plain torch object wins and the help says so.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar, Literal

from pydantic import Field
from pydantic.config import JsonDict

from engine.call import Call, Ref
from engine.messages import QT_TRANSLATE_NOOP
from engine.spec import Part

PARAMETERS = Ref("parameters")
STEP, RATE = Ref("step"), Ref("rate")
_ADVANCED: JsonDict = {"advanced": True}
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


def learning_rate(default: float) -> Any:
    """The field every optimizer begins with."""
    return Field(default, ge=0.0, le=1000.0, title=_RATE_TITLE, description=_RATE_HELP)


def epsilon() -> Any:
    """The field for the tiny number under a fraction line."""
    return Field(1e-7, ge=0.0, title=_EPSILON_TITLE, description=_EPSILON_HELP, json_schema_extra=_ADVANCED)


def beta_1() -> Any:
    """The field for the memory of gradients."""
    return Field(0.9, ge=0.0, lt=1.0, title=_BETA_1_TITLE, description=_BETA_1_HELP, json_schema_extra=_ADVANCED)


def beta_2() -> Any:
    """The field for the memory of squared gradients."""
    return Field(0.999, ge=0.0, lt=1.0, title=_BETA_2_TITLE, description=_BETA_2_HELP, json_schema_extra=_ADVANCED)


def betas(optimizer: Adam | AdamW | Adamax | Nadam) -> dict[str, tuple[float, float]]:
    """The option of the two memories, left out where it says what torch does anyway."""
    chosen = (optimizer.beta_1, optimizer.beta_2)
    return {} if chosen == (0.9, 0.999) else {"betas": chosen}


class Optimizer(Part, family=True):
    """The family of optimizers.

    Class attributes:
        fused_on: devices on which torch has one fused kernel for the step; it is taken there, and named in the script.
        state_size: numbers kept per weight besides the weight and its gradient, for the memory estimate.
    """

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "optimizer")
    fused_on: ClassVar[tuple[str, ...]] = ()
    state_size: ClassVar[int] = 2

    learning_rate: float

    @abstractmethod
    def call(self) -> Call:
        """The object of torch.optim, over the network's parameters."""

    def rate_call(self) -> Call | None:
        """Portable code that gives the rate of the step `STEP`, counted from 0; None where it stays as it is."""
        return None

    def gradient_calls(self) -> tuple[Call, ...]:
        """What is done to the gradients of `PARAMETERS` between backward and step: clipping."""
        return ()

    def decay_call(self) -> Call | None:
        """What shrinks `PARAMETERS` before the step, at the rate `RATE`; None where torch's object does so."""
        return None

    def average_call(self) -> Call | None:
        """Portable object over `PARAMETERS` that keeps a moving average: update() after each step, finish() at the end.

        Its `averages` (a list of tensors, one for each parameter) and `steps` are all that it remembers.
        """
        return None

    def call_on(self, device: str) -> Call:
        """The same, with the fused kernel named where `device` has it."""
        kind = device.partition(":")[0]
        return self.call().with_options(fused=True) if kind in self.fused_on else self.call()


class SGD(Optimizer):
    """w ← w − rate · v, with v the (Nesterov) momentum of the gradient."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "SGD")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "The plain step downhill; with momentum it rolls on.")
    fused_on: ClassVar[tuple[str, ...]] = ("cpu", "cuda", "mps")
    state_size: ClassVar[int] = 1
    kind: Literal["sgd"] = "sgd"
    learning_rate: float = learning_rate(0.01)
    momentum: float = Field(
        0.0, ge=0.0, lt=1.0,
        title=QT_TRANSLATE_NOOP("engine", "Momentum"),
        description=QT_TRANSLATE_NOOP("engine", "Share of the last step that is taken again, 0 to 1."),
    )
    nesterov: bool = Field(
        False,
        title=QT_TRANSLATE_NOOP("engine", "Nesterov"),
        description=QT_TRANSLATE_NOOP("engine", "Looks ahead along the momentum; needs momentum above 0."),
    )

    def call(self) -> Call:
        options = {"momentum": self.momentum} if self.momentum else {}
        # torch refuses Nesterov without momentum, where both mean the same plain step.
        nesterov = {"nesterov": True} if self.nesterov and self.momentum else {}
        return Call("torch.optim.SGD", PARAMETERS, lr=self.learning_rate, **options, **nesterov)


class Adam(Optimizer):
    """Adaptive moments (Kingma and Ba 2014). Torch applies epsilon after the bias correction, Keras before."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Adam")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "A step of its own for each weight. Works nearly everywhere."
    )
    fused_on: ClassVar[tuple[str, ...]] = ("cpu", "cuda", "mps")
    kind: Literal["adam"] = "adam"
    learning_rate: float = learning_rate(0.001)
    beta_1: float = beta_1()
    beta_2: float = beta_2()
    epsilon: float = epsilon()

    def call(self) -> Call:
        return Call("torch.optim.Adam", PARAMETERS, lr=self.learning_rate, **betas(self), eps=self.epsilon)


class AdamW(Optimizer):
    """Adam with decoupled weight decay (Loshchilov and Hutter 2017)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "AdamW")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Adam that also shrinks all weights a little at each step."
    )
    fused_on: ClassVar[tuple[str, ...]] = ("cpu", "cuda", "mps")
    aliases: ClassVar[tuple[str, ...]] = ("adam_w",)
    kind: Literal["adamw"] = "adamw"
    learning_rate: float = learning_rate(0.001)
    weight_decay: float = Field(
        0.004, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Weight decay"),
        description=QT_TRANSLATE_NOOP(
            "engine", "Share of each weight, times the learning rate, that is taken off at each step."
        ),
    )
    beta_1: float = beta_1()
    beta_2: float = beta_2()
    epsilon: float = epsilon()

    def call(self) -> Call:
        return Call("torch.optim.AdamW", PARAMETERS, lr=self.learning_rate, **betas(self),
                    eps=self.epsilon, weight_decay=self.weight_decay)


class RMSprop(Optimizer):
    """Gradient over its running size (Hinton 2012). Torch adds epsilon outside the root, Keras inside."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "RMSprop")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Divides each gradient by its recent size. Epsilon stands outside the root, unlike in Keras."
    )
    kind: Literal["rmsprop"] = "rmsprop"
    state_size: ClassVar[int] = 3
    learning_rate: float = learning_rate(0.001)
    rho: float = Field(
        0.9, ge=0.0, lt=1.0,
        title=QT_TRANSLATE_NOOP("engine", "Rho"),
        description=QT_TRANSLATE_NOOP("engine", "How long the size of past gradients is remembered, 0 to 1."),
    )
    momentum: float = Field(
        0.0, ge=0.0, lt=1.0,
        title=QT_TRANSLATE_NOOP("engine", "Momentum"),
        description=QT_TRANSLATE_NOOP("engine", "Share of the last step that is taken again, 0 to 1."),
    )
    epsilon: float = epsilon()
    centered: bool = Field(
        False,
        title=QT_TRANSLATE_NOOP("engine", "Centred"),
        description=QT_TRANSLATE_NOOP("engine", "Takes the mean gradient off before its size is measured."),
    )

    def call(self) -> Call:
        return Call("torch.optim.RMSprop", PARAMETERS, lr=self.learning_rate, alpha=self.rho, eps=self.epsilon,
                    momentum=self.momentum, centered=self.centered)


class Adagrad(Optimizer):
    """Gradient over the root of all past squares (Duchi et al. 2011). Torch adds epsilon outside the root."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Adagrad")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Steps get smaller the more a weight has moved. Epsilon stands outside the root, unlike in Keras."
    )
    fused_on: ClassVar[tuple[str, ...]] = ("cpu",)
    state_size: ClassVar[int] = 1
    kind: Literal["adagrad"] = "adagrad"
    learning_rate: float = learning_rate(0.001)
    initial_accumulator_value: float = Field(
        0.1, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "First sum"),
        description=QT_TRANSLATE_NOOP("engine", "The sum of squares starts at this."),
        json_schema_extra=_ADVANCED,
    )
    epsilon: float = epsilon()

    def call(self) -> Call:
        return Call("torch.optim.Adagrad", PARAMETERS, lr=self.learning_rate,
                    initial_accumulator_value=self.initial_accumulator_value, eps=self.epsilon)


class Adadelta(Optimizer):
    """Steps scaled by the size of past steps (Zeiler 2012)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Adadelta")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Finds its own step size; start with a learning rate near 1."
    )
    kind: Literal["adadelta"] = "adadelta"
    learning_rate: float = learning_rate(0.001)
    rho: float = Field(
        0.95, ge=0.0, lt=1.0,
        title=QT_TRANSLATE_NOOP("engine", "Rho"),
        description=QT_TRANSLATE_NOOP("engine", "How long the size of past gradients is remembered, 0 to 1."),
    )
    epsilon: float = epsilon()

    def call(self) -> Call:
        return Call("torch.optim.Adadelta", PARAMETERS, lr=self.learning_rate, rho=self.rho, eps=self.epsilon)


class Adamax(Optimizer):
    """Adam with the largest instead of the mean gradient (Kingma and Ba 2014, section 7)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Adamax")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Adam that divides by the largest recent gradient.")
    kind: Literal["adamax"] = "adamax"
    learning_rate: float = learning_rate(0.001)
    beta_1: float = beta_1()
    beta_2: float = beta_2()
    epsilon: float = epsilon()

    def call(self) -> Call:
        return Call("torch.optim.Adamax", PARAMETERS, lr=self.learning_rate, **betas(self), eps=self.epsilon)


class Nadam(Optimizer):
    """Adam with Nesterov momentum (Dozat 2016); momentum_decay=1.0 is what Keras computes."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Nadam")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Adam that looks ahead along its momentum.")
    kind: Literal["nadam"] = "nadam"
    learning_rate: float = learning_rate(0.001)
    beta_1: float = beta_1()
    beta_2: float = beta_2()
    epsilon: float = epsilon()

    def call(self) -> Call:
        return Call("torch.optim.NAdam", PARAMETERS, lr=self.learning_rate, **betas(self),
                    eps=self.epsilon, momentum_decay=1.0)
