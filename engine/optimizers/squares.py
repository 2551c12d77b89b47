"""Optimizers that divide each gradient by the size that gradients had there, or that gather it in sums."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from engine.call import Call
from engine.messages import QT_TRANSLATE_NOOP
from engine.optimizers.base import ADVANCED, PARAMETERS, Optimizer, Rate, epsilon, learning_rate

_RHO_TITLE = QT_TRANSLATE_NOOP("engine", "Rho")
_RHO_HELP = QT_TRANSLATE_NOOP("engine", "How long the size of past gradients is remembered, 0 to 1.")
_FIRST_SUM_TITLE = QT_TRANSLATE_NOOP("engine", "First sum")
_FIRST_SUM_HELP = QT_TRANSLATE_NOOP("engine", "The sum of squares starts at this.")


def _rho(default: float) -> Any:
    return Field(default, ge=0.0, lt=1.0, title=_RHO_TITLE, description=_RHO_HELP)


def _first_sum() -> Any:
    return Field(0.1, ge=0.0, title=_FIRST_SUM_TITLE, description=_FIRST_SUM_HELP, json_schema_extra=ADVANCED)


class RMSprop(Optimizer):
    """v ← ρ v + (1 − ρ) g²; w ← w − rate · g / (√v + ε) (Hinton 2012). Torch adds ε outside the root, Keras inside.

    Portable code, which is Keras's formula in all respects, takes the place of torch.optim.RMSprop where that one takes
    the root of a number that rounding has made negative (centred, even gradients), and where it multiplies the momentum
    of all past steps by today's rate (a rate that changes).
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "RMSprop")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Divides each gradient by its recent size. Epsilon stands outside the root, unlike in Keras."
    )
    memories: ClassVar[int] = 1
    common: ClassVar[bool] = True
    kind: Literal["rmsprop"] = "rmsprop"
    learning_rate: Rate = learning_rate(0.001)
    rho: float = _rho(0.9)
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

    @property
    def state_size(self) -> int:
        return super().state_size + (self.momentum > 0) + self.centered

    def call(self) -> Call:
        if self.centered:
            return self._own()
        momentum = {"momentum": self.momentum} if self.momentum else {}
        return Call("torch.optim.RMSprop", PARAMETERS, lr=self.first_rate, alpha=self.rho, eps=self.epsilon, **momentum)

    def changing_call(self) -> Call:
        return self._own() if self.momentum else self.call()

    def _own(self) -> Call:
        return Call("engine.portable.optimizers.RMSprop", PARAMETERS, lr=self.first_rate, alpha=self.rho,
                    eps=self.epsilon, momentum=self.momentum, centered=self.centered)


class Adagrad(Optimizer):
    """s ← s + g²; w ← w − rate · g / (√s + ε) (Duchi et al. 2011). Torch adds ε outside the root, Keras inside."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Adagrad")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Steps get smaller the more a weight has moved. Epsilon stands outside the root, unlike in Keras."
    )
    fused_on: ClassVar[tuple[str, ...]] = ("cpu",)
    memories: ClassVar[int] = 1
    kind: Literal["adagrad"] = "adagrad"
    learning_rate: Rate = learning_rate(0.001)
    initial_accumulator_value: float = _first_sum()
    epsilon: float = epsilon()

    def call(self) -> Call:
        return Call("torch.optim.Adagrad", PARAMETERS, lr=self.first_rate,
                    initial_accumulator_value=self.initial_accumulator_value, eps=self.epsilon)


class Adadelta(Optimizer):
    """v ← ρ v + (1 − ρ) g²; d = g · √(u + ε) / √(v + ε); u ← ρ u + (1 − ρ) d²; w ← w − rate · d (Zeiler 2012)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Adadelta")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Finds its own step size; start with a learning rate near 1."
    )
    kind: Literal["adadelta"] = "adadelta"
    learning_rate: Rate = learning_rate(0.001)
    rho: float = _rho(0.95)
    epsilon: float = epsilon()

    def call(self) -> Call:
        return Call("torch.optim.Adadelta", PARAMETERS, lr=self.first_rate, rho=self.rho, eps=self.epsilon)


class Adafactor(Optimizer):
    """Adagrad's idea with sums by row and by column instead of one for each weight (Shazeer and Stern 2018).

    The rate of step t is min(rate, 1/√t), times the size of the tensor's weights. Portable code.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Adafactor")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Remembers sizes by row and column only, which saves memory in very large networks."
    )
    elementwise: ClassVar[bool] = False
    memories: ClassVar[int] = 1
    kind: Literal["adafactor"] = "adafactor"
    learning_rate: Rate = learning_rate(0.001)
    beta_2_decay: float = Field(
        -0.8, ge=-10.0, lt=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Decay of beta 2"),
        description=QT_TRANSLATE_NOOP("engine", "How fast the memory of sizes grows: beta 2 is 1 − step^this."),
        json_schema_extra=ADVANCED,
    )
    epsilon_1: float = Field(
        1e-30, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Epsilon 1"),
        description=QT_TRANSLATE_NOOP("engine", "A tiny number that is added to each squared gradient."),
        json_schema_extra=ADVANCED,
    )
    epsilon_2: float = Field(
        1e-3, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Epsilon 2"),
        description=QT_TRANSLATE_NOOP("engine", "Tensors with smaller weights move as if they were this large."),
        json_schema_extra=ADVANCED,
    )
    clip_threshold: float = Field(
        1.0, gt=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Largest update"),
        description=QT_TRANSLATE_NOOP("engine", "An update that is larger on average is shortened to this."),
        json_schema_extra=ADVANCED,
    )
    relative_step: bool = Field(
        True,
        title=QT_TRANSLATE_NOOP("engine", "Relative step"),
        description=QT_TRANSLATE_NOOP("engine", "Kept for Keras's sake, where both choices give the same steps."),
        json_schema_extra=ADVANCED,
    )

    def call(self) -> Call:
        return Call("engine.portable.optimizers.Adafactor", PARAMETERS, lr=self.first_rate, decay=self.beta_2_decay,
                    eps=(self.epsilon_1, self.epsilon_2), threshold=self.clip_threshold, axes=(0, 1))

    def call_alone(self) -> Call:
        # Keras has rows and columns in the last two axes of a tensor, torch in the first two.
        return self.call().with_options(axes=(-2, -1))


class Ftrl(Optimizer):
    """Follow the regularised leader (McMahan et al. 2013), which can hold weights at exactly 0. Portable code.

    n' = n + g²; z ← z + g − (n'^−p − n^−p) / rate · w; w ← (clip(z, ±l1) − z) / ((β + n'^−p) / rate + 2 l2), with p the
    power of the rate.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Ftrl")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "With an L1 pull it holds weights that do not matter at exactly 0. Made for many rare inputs."
    )
    # Powers of single numbers and of long rows differ in the last bit.
    elementwise: ClassVar[bool] = False
    kind: Literal["ftrl"] = "ftrl"
    learning_rate: Rate = learning_rate(0.001)
    learning_rate_power: float = Field(
        -0.5, ge=-10.0, le=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Power of the rate"),
        description=QT_TRANSLATE_NOOP("engine", "How fast steps get smaller as squares add up; 0 keeps them equal."),
        json_schema_extra=ADVANCED,
    )
    initial_accumulator_value: float = _first_sum()
    l1_regularization_strength: float = Field(
        0.0, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "L1 pull"),
        description=QT_TRANSLATE_NOOP("engine", "Pulls weights that matter little to exactly 0."),
    )
    l2_regularization_strength: float = Field(
        0.0, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "L2 pull"),
        description=QT_TRANSLATE_NOOP("engine", "Keeps the weights small and steady."),
    )
    l2_shrinkage_regularization_strength: float = Field(
        0.0, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "L2 shrinkage"),
        description=QT_TRANSLATE_NOOP("engine", "Adds so much of the weights, twice, to their gradient."),
        json_schema_extra=ADVANCED,
    )
    beta: float = Field(
        0.0, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Beta"),
        description=QT_TRANSLATE_NOOP("engine", "Makes the first steps smaller."),
        json_schema_extra=ADVANCED,
    )

    def call(self) -> Call:
        return Call("engine.portable.optimizers.Ftrl", PARAMETERS, lr=self.first_rate,
                    power=self.learning_rate_power, initial=self.initial_accumulator_value,
                    l1=self.l1_regularization_strength, l2=self.l2_regularization_strength,
                    shrinkage=self.l2_shrinkage_regularization_strength, beta=self.beta)
