"""Adam and its kin: a step of its own for each weight, from moving averages of gradients and of their squares."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from engine.call import Call
from engine.messages import QT_TRANSLATE_NOOP
from engine.optimizers.base import (
    ADVANCED,
    PARAMETERS,
    Optimizer,
    Rate,
    beta_1,
    beta_2,
    epsilon,
    learning_rate,
    weight_decay,
)

_AMSGRAD_TITLE = QT_TRANSLATE_NOOP("engine", "AMSGrad")
_AMSGRAD_HELP = QT_TRANSLATE_NOOP("engine", "Divides by the largest size seen so far: steps never grow again.")
_EPSILON_HELP = QT_TRANSLATE_NOOP(
    "engine",
    "A tiny number that keeps a division from failing. It acts after the bias correction, not before it as in Keras.",
)


def _amsgrad() -> Any:
    return Field(False, title=_AMSGRAD_TITLE, description=_AMSGRAD_HELP, json_schema_extra=ADVANCED)


def _betas(optimizer: Adam | AdamW | Adamax | Nadam) -> dict[str, tuple[float, float]]:
    """The option of the two memories, left out where it says what torch does anyway."""
    chosen = (optimizer.beta_1, optimizer.beta_2)
    return {} if chosen == (0.9, 0.999) else {"betas": chosen}


class Adam(Optimizer):
    """m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²; w ← w − rate · m̂ / (√v̂ + ε) (Kingma and Ba 2014).

    m̂ and v̂ are corrected for their start at 0. Torch applies ε after this correction, Keras before. AMSGrad: Reddi et
    al. 2018. With weight_decay it is torch's AdamW: in Keras the decay never passes through the gradient.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Adam")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "A step of its own for each weight. Works nearly everywhere."
    )
    fused_on: ClassVar[tuple[str, ...]] = ("cpu", "cuda", "mps")
    common: ClassVar[bool] = True
    kind: Literal["adam"] = "adam"
    learning_rate: Rate = learning_rate(0.001)
    beta_1: float = beta_1()
    beta_2: float = beta_2()
    epsilon: float = epsilon(_EPSILON_HELP)
    amsgrad: bool = _amsgrad()

    @property
    def state_size(self) -> int:
        return super().state_size + self.amsgrad

    def call(self) -> Call:
        target, decay = ("AdamW", {"weight_decay": self.weight_decay}) if self.weight_decay else ("Adam", {})
        amsgrad = {"amsgrad": True} if self.amsgrad else {}
        return Call(f"torch.optim.{target}", PARAMETERS, lr=self.first_rate, **_betas(self), eps=self.epsilon,
                    **decay, **amsgrad)

    def decay_call(self) -> Call | None:
        return None


class AdamW(Optimizer):
    """Adam with decoupled weight decay: w ← w − rate · decay · w before each step (Loshchilov and Hutter 2017)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "AdamW")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Adam that also shrinks all weights a little at each step."
    )
    fused_on: ClassVar[tuple[str, ...]] = ("cpu", "cuda", "mps")
    aliases: ClassVar[tuple[str, ...]] = ("adam_w",)
    common: ClassVar[bool] = True
    kind: Literal["adamw"] = "adamw"
    learning_rate: Rate = learning_rate(0.001)
    weight_decay: float = weight_decay(0.004)
    beta_1: float = beta_1()
    beta_2: float = beta_2()
    epsilon: float = epsilon(_EPSILON_HELP)
    amsgrad: bool = _amsgrad()

    @property
    def state_size(self) -> int:
        return super().state_size + self.amsgrad

    def call(self) -> Call:
        amsgrad = {"amsgrad": True} if self.amsgrad else {}
        return Call("torch.optim.AdamW", PARAMETERS, lr=self.first_rate, **_betas(self), eps=self.epsilon,
                    weight_decay=self.weight_decay, **amsgrad)

    def decay_call(self) -> Call | None:
        return None


class Adamax(Optimizer):
    """Adam with the largest instead of the mean square: u ← max(β₂ u, |g|) (Kingma and Ba 2014, section 7).

    Torch adds ε to |g|, Keras to u.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Adamax")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Adam that divides by the largest recent gradient.")
    kind: Literal["adamax"] = "adamax"
    learning_rate: Rate = learning_rate(0.001)
    beta_1: float = beta_1()
    beta_2: float = beta_2()
    epsilon: float = epsilon(
        QT_TRANSLATE_NOOP(
            "engine", "A tiny number that keeps a division from failing. It acts a little earlier than in Keras."
        )
    )

    def call(self) -> Call:
        return Call("torch.optim.Adamax", PARAMETERS, lr=self.first_rate, **_betas(self), eps=self.epsilon)


class Nadam(Optimizer):
    """Adam with Nesterov momentum (Dozat 2016); momentum_decay=1.0 is what Keras computes: β₁ (1 − ½ · 0.96ᵗ)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Nadam")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Adam that looks ahead along its momentum.")
    kind: Literal["nadam"] = "nadam"
    learning_rate: Rate = learning_rate(0.001)
    beta_1: float = beta_1()
    beta_2: float = beta_2()
    epsilon: float = epsilon()

    def call(self) -> Call:
        return Call("torch.optim.NAdam", PARAMETERS, lr=self.first_rate, **_betas(self), eps=self.epsilon,
                    momentum_decay=1.0)


class Lamb(Optimizer):
    """Adam's step, for each tensor made as long as rate · its weights (You et al. 2019). Portable code."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Lamb")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Adam whose steps suit the size of each layer's weights. Made for very large batches."
    )
    elementwise: ClassVar[bool] = False
    kind: Literal["lamb"] = "lamb"
    learning_rate: Rate = learning_rate(0.001)
    beta_1: float = beta_1()
    beta_2: float = beta_2()
    epsilon: float = epsilon()

    def call(self) -> Call:
        return Call("engine.portable.optimizers.Lamb", PARAMETERS, lr=self.first_rate,
                    betas=(self.beta_1, self.beta_2), eps=self.epsilon)
