"""Layers that only act while training: Dropout and GaussianNoise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from engine.call import Call
from engine.layers.base import Layer, Shape
from engine.messages import QT_TRANSLATE_NOOP, Message


class Dropout(Layer):
    """Sets a random share of the values to 0 at each training step and scales the rest by 1 / (1 − rate)."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Dropout")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Switches off random values while training, so that no neuron relies on one other."
    )
    icon: ClassVar[str] = "droplet-off"
    palette: ClassVar[int] = 20
    random_in_training: ClassVar[bool] = True

    kind: Literal["dropout"] = "dropout"
    rate: float = Field(
        0.2, ge=0.0, le=0.95,
        title=QT_TRANSLATE_NOOP("engine", "Rate"),
        description=QT_TRANSLATE_NOOP("engine", "Share of the values that is switched off at each step."),
    )

    def calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        yield Call("torch.nn.Dropout", self.rate)

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "{percent} % switched off"), percent=f"{self.rate * 100:g}")


class GaussianNoise(Layer):
    """Adds normal noise of deviation `stddev` to each value at each training step."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Noise")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Shakes every value a little while training, so that rows are not learnt by heart."
    )
    icon: ClassVar[str] = "audio-waveform"
    palette: ClassVar[int] = 60
    random_in_training: ClassVar[bool] = True
    aliases: ClassVar[tuple[str, ...]] = ("noise",)

    kind: Literal["gaussian_noise"] = "gaussian_noise"
    stddev: float = Field(
        0.1, ge=0.0, le=100.0,
        title=QT_TRANSLATE_NOOP("engine", "Deviation"),
        description=QT_TRANSLATE_NOOP(
            "engine", "How strongly the values are shaken; they are about 1 in size after preparation."
        ),
    )

    def calls(self, shape: Shape) -> Iterator[Call]:  # noqa: ARG002 - the same for every shape
        yield Call("engine.portable.noise.GaussianNoise", self.stddev)

    def summary(self) -> Message:
        return Message.of(QT_TRANSLATE_NOOP("engine", "shaken by {stddev}"), stddev=f"{self.stddev:g}")
