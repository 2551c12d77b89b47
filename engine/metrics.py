"""Declared metrics: numbers for people, read at the end of each epoch. Torch has no objects for them: they are Code."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.call import Call, Ref
from engine.messages import QT_TRANSLATE_NOOP
from engine.spec import Part
from engine.targets import Output

SEEN = Ref("outputs"), Ref("targets")  # of all rows of the epoch, in the order of the batches
SUMS = Ref("sums")
TARGET_SCALE = Ref("target_scale")


class Metric(Part, family=True):
    """The family of metrics.

    Class attributes:
        tasks: the tasks it suits.
        better: "higher" or "lower".
        share: whether it is a share, 0 to 1, that people read in percent.
        keras_name: what Keras calls it in a history where that is not the kind.
    """

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "metric")
    keras_name: ClassVar[str] = ""
    tasks: ClassVar[tuple[str, ...]] = ("regression",)
    better: ClassVar[str] = "lower"
    share: ClassVar[bool] = False

    name: str = ""

    @property
    def log_name(self) -> str:
        """The name under which a history keeps it."""
        return self.name or self.kind

    def sums(self, output: Output) -> Call:
        """Portable code: outputs and targets of some rows -> counts and sums, float64 (n,), that add up over rows.

        Its option `weights` takes weights of the rows, (rows,).
        """
        raise NotImplementedError

    def value(self, output: Output) -> Call:
        """Portable code: those sums, `SUMS`, -> the number."""
        raise NotImplementedError

    def call(self, output: Output) -> Call:
        """Portable code that turns the outputs and targets of an epoch into the number: the value of its sums."""
        value = self.value(output)
        arguments = (self.sums(output) if argument == SUMS else argument for argument in value.arguments)
        return Call(value.target, *arguments, **dict(value.options))

    @staticmethod
    def scale(output: Output) -> dict[str, Ref]:
        """The option that brings a difference back to the target's own units."""
        return {"scale": TARGET_SCALE} if output.scaled else {}


class Accuracy(Metric):
    """Share of rows whose most likely class is the true one; with one unit: on the right side of the threshold."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Accuracy")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Share of the rows whose class is predicted correctly.")
    tasks: ClassVar[tuple[str, ...]] = ("classification",)
    better: ClassVar[str] = "higher"
    share: ClassVar[bool] = True
    aliases: ClassVar[tuple[str, ...]] = ("acc",)
    kind: Literal["accuracy"] = "accuracy"

    def call(self, output: Output) -> Call:
        if output.units == 1:
            return Call("engine.portable.metrics.binary_accuracy", *SEEN, threshold=0.0 if output.logits else 0.5)
        if output.encoding == "one_hot":
            return Call("engine.portable.metrics.one_hot_accuracy", *SEEN)
        return Call("engine.portable.metrics.accuracy", *SEEN)


class MAE(Metric):
    """Mean of |y − p| in the target's own units."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Mean absolute error")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "How far predictions are off on average, in the target's own units."
    )
    aliases: ClassVar[tuple[str, ...]] = ("mean_absolute_error",)
    kind: Literal["mae"] = "mae"

    def call(self, output: Output) -> Call:
        return Call("engine.portable.metrics.mean_absolute_error", *SEEN, **self.scale(output))


class RMSE(Metric):
    """Root of the mean of (y − p)² in the target's own units."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Root mean squared error")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Like the mean absolute error, but large misses weigh more."
    )
    aliases: ClassVar[tuple[str, ...]] = ("root_mean_squared_error",)
    kind: Literal["rmse"] = "rmse"

    def call(self, output: Output) -> Call:
        return Call("engine.portable.metrics.root_mean_squared_error", *SEEN, **self.scale(output))


class R2(Metric):
    """1 − Σ(y − p)² / Σ(y − ȳ)²."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "R²")
    description: ClassVar[str] = QT_TRANSLATE_NOOP(
        "engine", "Share of the target's variation that is explained; 1 is perfect, 0 is no better than the mean."
    )
    better: ClassVar[str] = "higher"
    aliases: ClassVar[tuple[str, ...]] = ("r2_score", "r_squared")
    kind: Literal["r2"] = "r2"

    def call(self, output: Output) -> Call:  # noqa: ARG002 - free of units
        return Call("engine.portable.metrics.r2", *SEEN)
