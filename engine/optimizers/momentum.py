"""Optimizers that follow the gradient, or a momentum of it, with one rate for all weights."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from engine.call import Call
from engine.messages import QT_TRANSLATE_NOOP
from engine.optimizers.base import PARAMETERS, Optimizer, Rate, beta_1, beta_2, learning_rate


class SGD(Optimizer):
    """v ← momentum · v − rate · g; w ← w + v, or with Nesterov w ← w + momentum · v − rate · g.

    torch.optim.SGD multiplies the whole momentum by today's rate. While the rate stays, that is the same; where it
    changes, portable code takes its place, which gives each step the rate of its time, as Keras does.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "SGD")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "The plain step downhill; with momentum it rolls on.")
    fused_on: ClassVar[tuple[str, ...]] = ("cpu", "cuda", "mps")
    memories: ClassVar[int] = 0
    common: ClassVar[bool] = True
    kind: Literal["sgd"] = "sgd"
    learning_rate: Rate = learning_rate(0.01)
    momentum: float = Field(
        0.0, ge=0.0, lt=1.0,
        title=QT_TRANSLATE_NOOP("engine", "Momentum"),
        description=QT_TRANSLATE_NOOP("engine", "Share of the last step that is taken again, 0 to 1."),
    )
    nesterov: bool = Field(
        False,
        title=QT_TRANSLATE_NOOP("engine", "Nesterov"),
        description=QT_TRANSLATE_NOOP("engine", "Looks ahead along the momentum; needs momentum above 0."),
        json_schema_extra={"needs": "momentum"},
    )

    @property
    def state_size(self) -> int:
        return super().state_size + (self.momentum > 0)

    def call(self) -> Call:
        options = {"momentum": self.momentum} if self.momentum else {}
        # torch refuses Nesterov without momentum, where both mean the same plain step.
        nesterov = {"nesterov": True} if self.nesterov and self.momentum else {}
        return Call("torch.optim.SGD", PARAMETERS, lr=self.first_rate, **options, **nesterov)

    def changing_call(self) -> Call:
        if not self.momentum:
            return self.call()
        return Call("engine.portable.optimizers.SGD", PARAMETERS, lr=self.first_rate, momentum=self.momentum,
                    nesterov=self.nesterov)


class Lion(Optimizer):
    """w ← w − rate · sign(β₁ m + (1 − β₁) g); m ← β₂ m + (1 − β₂) g (Chen et al. 2023). Portable code."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Lion")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Equally large steps for all weights, up or down. Wants about a tenth of Adam's rate."
    )
    memories: ClassVar[int] = 1
    kind: Literal["lion"] = "lion"
    learning_rate: Rate = learning_rate(0.001)
    beta_1: float = beta_1(least=1e-6)
    beta_2: float = beta_2(0.99)

    def call(self) -> Call:
        return Call("engine.portable.optimizers.Lion", PARAMETERS, lr=self.first_rate,
                    betas=(self.beta_1, self.beta_2))
