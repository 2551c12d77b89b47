"""Further activations that let large sums through: relatives of relu, and those that shrink sums towards 0."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from engine.activations.base import RARE, Activation, alpha_field, shrink_field
from engine.call import Call
from engine.messages import QT_TRANSLATE_NOOP


class ReLU6(Activation):
    """f(x) = min(max(x, 0), 6) (Krizhevsky 2010)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "relu6")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Like relu, but never more than 6; for small devices.")
    kind: Literal["relu6"] = "relu6"

    def call(self) -> Call:
        return Call("torch.nn.ReLU6")


class CELU(Activation):
    """f(x) = x for x > 0, else alpha · (exp(x / alpha) − 1) (Barron 2017)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "celu")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "An elu without a corner at 0, whatever its depth.")
    kind: Literal["celu"] = "celu"
    alpha: float = alpha_field()

    def call(self) -> Call:
        return Call("torch.nn.CELU") if self.alpha == 1 else Call("torch.nn.CELU", alpha=self.alpha)


class Mish(Activation):
    """f(x) = x · tanh(softplus(x)) (Misra 2019)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "mish")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "A smooth relu much like silu; takes longer to compute.")
    kind: Literal["mish"] = "mish"

    def call(self) -> Call:
        return Call("torch.nn.Mish")


class SquarePlus(Activation):
    """f(x) = (x + √(x² + b)) / 2 (Barron 2021)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "squareplus")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Much like softplus, without an exponential.")
    kind: Literal["squareplus"] = "squareplus"
    b: float = Field(
        4.0, ge=0.0, le=1e6,
        title=QT_TRANSLATE_NOOP("engine", "Smoothness"),
        description=QT_TRANSLATE_NOOP("engine", "How wide the bend is; 0 makes it relu."),
        json_schema_extra=RARE,
    )

    def call(self) -> Call:
        return Call("engine.portable.activations.SquarePlus", self.b)


class SparsePlus(Activation):
    """f(x) = 0 for x ≤ −1, (x + 1)² / 4 for −1 < x < 1, x for x ≥ 1 (Blondel et al. 2019)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "sparse_plus")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "A smooth relu that is exactly 0 for sums below −1.")
    kind: Literal["sparse_plus"] = "sparse_plus"

    def call(self) -> Call:
        return Call("engine.portable.activations.SparsePlus")


class Exponential(Activation):
    """f(x) = exp(x)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "exponential")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Raises e to the power of the sum; an output for counts and rates. Grows too fast for hidden layers."
    )
    kind: Literal["exponential"] = "exponential"

    def call(self) -> Call:
        return Call("engine.portable.activations.Exponential")


class Threshold(Activation):
    """f(x) = x for x > threshold, else default_value. Keras asks for both values; here they are 0 where left out."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "threshold")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Passes sums above a threshold on, and puts one value in place of all others."
    )
    kind: Literal["threshold"] = "threshold"
    threshold: float = Field(
        0.0, ge=-1e9, le=1e9,
        title=QT_TRANSLATE_NOOP("engine", "Threshold"),
        description=QT_TRANSLATE_NOOP("engine", "Sums up to here are replaced."),
    )
    default_value: float = Field(
        0.0, ge=-1e9, le=1e9,
        title=QT_TRANSLATE_NOOP("engine", "Value below"),
        description=QT_TRANSLATE_NOOP("engine", "What takes the place of the others."),
    )

    def call(self) -> Call:
        return Call("torch.nn.Threshold", self.threshold, self.default_value)


class SoftShrink(Activation):
    """f(x) = x − threshold for x > threshold, x + threshold for x < −threshold, else 0."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "soft_shrink")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Pulls sums towards 0 by a fixed step, small ones onto 0.")
    kind: Literal["soft_shrink"] = "soft_shrink"
    threshold: float = shrink_field()

    def call(self) -> Call:
        return Call("torch.nn.Softshrink", self.threshold)


class HardShrink(Activation):
    """f(x) = x for |x| > threshold, else 0."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "hard_shrink")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Sets sums near 0 to 0 and leaves the others as they are.")
    kind: Literal["hard_shrink"] = "hard_shrink"
    threshold: float = shrink_field()

    def call(self) -> Call:
        return Call("torch.nn.Hardshrink", self.threshold)


class TanhShrink(Activation):
    """f(x) = x − tanh(x)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "tanh_shrink")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Flattens sums near 0 and moves the others 1 towards 0.")
    kind: Literal["tanh_shrink"] = "tanh_shrink"

    def call(self) -> Call:
        return Call("torch.nn.Tanhshrink")
