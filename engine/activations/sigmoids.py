"""Further activations that squeeze sums: relatives of tanh and sigmoid."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.activations.base import Activation
from engine.call import Call
from engine.messages import QT_TRANSLATE_NOOP


class HardTanh(Activation):
    """f(x) = min(max(x, −1), 1)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "hard_tanh")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Cuts sums off at −1 and 1: tanh made of straight lines.")
    kind: Literal["hard_tanh"] = "hard_tanh"

    def call(self) -> Call:
        return Call("torch.nn.Hardtanh")


class HardSigmoid(Activation):
    """f(x) = min(max(x + 3, 0), 6) / 6."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "hard_sigmoid")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "A quick sigmoid made of three straight lines.")
    kind: Literal["hard_sigmoid"] = "hard_sigmoid"

    def call(self) -> Call:
        return Call("torch.nn.Hardsigmoid")


class HardSiLU(Activation):
    """f(x) = x · min(max(x + 3, 0), 6) / 6 (Howard et al. 2019)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "hard_silu")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "A quick silu, made for small devices.")
    aliases: ClassVar[tuple[str, ...]] = ("hard_swish",)
    kind: Literal["hard_silu"] = "hard_silu"

    def call(self) -> Call:
        return Call("torch.nn.Hardswish")


class SoftSign(Activation):
    """f(x) = x / (1 + |x|)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "softsign")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Like tanh, but nears −1 and 1 more slowly.")
    kind: Literal["softsign"] = "softsign"

    def call(self) -> Call:
        return Call("torch.nn.Softsign")


class LogSigmoid(Activation):
    """f(x) = log(1 / (1 + exp(−x)))."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "log_sigmoid")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "The logarithm of sigmoid, never above 0.")
    kind: Literal["log_sigmoid"] = "log_sigmoid"

    def call(self) -> Call:
        return Call("torch.nn.LogSigmoid")


class SparseSigmoid(Activation):
    """f(x) = min(max((x + 1) / 2, 0), 1) (Blondel et al. 2019)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "sparse_sigmoid")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "A steep straight sigmoid: exactly 0 below −1, 1 above 1.")
    kind: Literal["sparse_sigmoid"] = "sparse_sigmoid"

    def call(self) -> Call:
        return Call("engine.portable.activations.SparseSigmoid")
