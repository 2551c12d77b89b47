"""Layers that bring values to a common size: BatchNormalization and LayerNormalization."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from engine.call import Call
from engine.layers.base import Layer, Shape, Weight
from engine.messages import QT_TRANSLATE_NOOP, Message

_ONES, _ZEROS = Call("torch.nn.init.ones_"), Call("torch.nn.init.zeros_")


class BatchNormalization(Layer):
    """(x − mean) / √(variance + epsilon) · gamma + beta, mean and variance over the batch (Ioffe and Szegedy 2015).

    Torch keeps the unbiased running variance, Keras the biased one.
    """

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Batch norm.")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine",
        "Brings each value to mean 0 and size 1 over the batch. Its running variance is the unbiased one, unlike in Keras.",  # noqa: E501
    )
    icon: ClassVar[str] = "align-center-horizontal"
    palette: ClassVar[int] = 40
    needs_batch: ClassVar[int] = 2
    aliases: ClassVar[tuple[str, ...]] = ("batch_norm",)

    kind: Literal["batch_normalization"] = "batch_normalization"
    momentum: float = Field(
        0.99, ge=0.0, lt=1.0,
        title=QT_TRANSLATE_NOOP("engine", "Momentum"),
        description=QT_TRANSLATE_NOOP("engine", "Share of the running mean that is kept at each step."),
    )
    epsilon: float = Field(
        1e-3, gt=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Epsilon"),
        description=QT_TRANSLATE_NOOP("engine", "A small number that keeps the division from failing."),
    )

    def calls(self, shape: Shape) -> Iterator[Call]:
        # Keras's momentum is the share kept, torch's the share taken in.
        yield Call("torch.nn.BatchNorm1d", shape[-1], eps=self.epsilon, momentum=round(1.0 - self.momentum, 12))

    def weights(self, shape: Shape) -> Iterator[Weight]:
        size = shape[-1:]
        yield Weight("weight", size, _ONES, keras_name="gamma")
        yield Weight("bias", size, _ZEROS, keras_name="beta")
        yield Weight("running_mean", size, trainable=False, keras_name="moving_mean")
        yield Weight("running_var", size, trainable=False, keras_name="moving_variance")

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "momentum {momentum}"), momentum=f"{self.momentum:g}")


class LayerNormalization(Layer):
    """(x − mean) / √(variance + epsilon) · gamma + beta, mean and variance over a row's values (Ba et al. 2016)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Layer norm.")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Brings the values of each row to mean 0 and size 1.")
    icon: ClassVar[str] = "rows-3"
    palette: ClassVar[int] = 50
    aliases: ClassVar[tuple[str, ...]] = ("layer_norm",)

    kind: Literal["layer_normalization"] = "layer_normalization"
    epsilon: float = Field(
        1e-3, gt=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Epsilon"),
        description=QT_TRANSLATE_NOOP("engine", "A small number that keeps the division from failing."),
    )

    def calls(self, shape: Shape) -> Iterator[Call]:
        yield Call("torch.nn.LayerNorm", shape[-1], eps=self.epsilon)

    def weights(self, shape: Shape) -> Iterator[Weight]:
        yield Weight("weight", shape[-1:], _ONES, keras_name="gamma")
        yield Weight("bias", shape[-1:], _ZEROS, keras_name="beta")

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "epsilon {epsilon}"), epsilon=f"{self.epsilon:g}")
