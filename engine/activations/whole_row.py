"""Further activations that look at all units of a row together."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.activations.base import AlongAxis, Shape, axis_field
from engine.call import Call
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP


class LogSoftmax(AlongAxis):
    """x_i − log Σ exp(x_j) over the units of one row."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "log_softmax")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "The logarithm of softmax, exact also for tiny shares.")
    kind: Literal["log_softmax"] = "log_softmax"
    axis: int = axis_field()

    def call(self) -> Call:
        return Call("torch.nn.LogSoftmax", dim=self.axis)


class Sparsemax(AlongAxis):
    """max(x_i − τ, 0), τ such that the units of a row add up to 1 (Martins and Astudillo 2016)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "sparsemax")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Shares that add up to 1 like softmax, but small ones become 0. In Keras 3.15 they do not add up."
    )
    kind: Literal["sparsemax"] = "sparsemax"
    axis: int = axis_field()

    def call(self) -> Call:
        return Call("engine.portable.activations.Sparsemax", self.axis)


class GLU(AlongAxis):
    """a · sigmoid(b), a the first half of the units and b the second (Dauphin et al. 2016): (…, 2n) -> (…, n)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "glu")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "One half of the units decides how much of the other half passes, so half as many come out."
    )
    kind: Literal["glu"] = "glu"
    axis: int = axis_field()

    def call(self) -> Call:
        return Call("torch.nn.GLU", dim=self.axis)

    def batch_shape(self, shape: Shape) -> Shape:
        place = self.place(len(shape))
        if shape[place] % 2:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "“glu” halves its values and needs an even number of them; got {count}."),
                count=shape[place],
            )
        return (*shape[:place], shape[place] // 2, *shape[place + 1 :])
