"""What every metric declares: how rows become sums that add up, and how the sums become its number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from engine.call import Call, Ref
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.spec import Part
from engine.targets import Encoding, Output

if TYPE_CHECKING:
    from engine.training.live_metrics import LiveMetric

OUTPUTS, TARGETS = Ref("outputs"), Ref("targets")
SEEN = OUTPUTS, TARGETS  # of all rows of the epoch, in the order of the batches
SUMS = Ref("sums")
TARGET_SCALE, TARGET_MEAN = Ref("target_scale"), Ref("target_mean")

PORTABLE = "engine.portable.metrics."
CLASSES = ("classification",)
NUMBERS = ("regression",)
FEW = 20  # classes up to which softmax is faster from column to column


class Metric(Part, family=True):
    """The family of metrics.

    In training a metric is read from sums over an epoch's rows, so that each is one number. By itself it works as in
    Keras, on numpy or torch: `update_state`, `result`, `reset_state`, or a call that does the first two.

    Class attributes:
        tasks: the tasks it suits.
        better: "higher" or "lower".
        share: whether it is a share, 0 to 1, that people read in percent.
        keras_name: what Keras calls it in a history where that is not the kind.
        keras_order: Keras's arguments in order where `name` and `dtype` do not end them.
        alone: how targets are written that are handed to the metric by itself.
        reads: what it reads by itself: "rows", "entries" or "columns" of outputs and targets, or "classes".
    """

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "metric")
    tasks: ClassVar[tuple[str, ...]] = NUMBERS
    better: ClassVar[str] = "lower"
    share: ClassVar[bool] = False
    keras_name: ClassVar[str] = ""
    keras_order: ClassVar[tuple[str, ...]] = ()
    alone: ClassVar[Encoding] = "value"
    reads: ClassVar[Literal["rows", "entries", "columns", "classes"]] = "rows"
    never_called: ClassVar[tuple[str, ...]] = (
        "__call__", "update_state", "result", "reset_state", "add_variable", "add_weight",
    )

    name: str = ""

    def __init__(self, *arguments: Any, **fields: Any) -> None:
        order = type(self).keras_order or (*type(self).positional_fields(), "name", "dtype")
        if len(arguments) <= len(order):
            given = dict(zip(order, arguments, strict=False))
            for name in given.keys() & fields.keys():
                raise EngineError(
                    QT_TRANSLATE_NOOP("engine", "{part} got “{field}” twice: by position and by name."),
                    part=type(self).__name__, field=name,
                )
            fields |= given
            arguments = ()
        if fields.get("name", "") is None:
            del fields["name"]
        super().__init__(*arguments, **fields)

    @classmethod
    def coerce(cls, value: Any) -> Self:
        """As every part, and what Keras takes besides: metrics.mean_squared_error, losses.MeanSquaredError()."""
        from engine.metrics.alike import alike

        return super().coerce(alike(value))

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

    @property
    def live(self) -> LiveMetric:
        """The metric at work, with sums of its own; this description stays as it is and has one live metric only."""
        from engine.training.live_metrics import live_metric

        return live_metric(self)

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Take rows in; see `LiveMetric`."""
        self.live.update_state(y_true, y_pred, sample_weight)

    def result(self) -> Any:
        """The metric over all rows taken in, as Keras gives it: a number, or an array."""
        return self.live.result()

    def reset_state(self) -> None:
        """Forget the rows taken in."""
        self.live.reset_state()

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        """Take rows in and give the metric over all so far: `MeanSquaredError()(y_true, y_pred)`."""
        self.update_state(y_true, y_pred, sample_weight)
        return self.result()


def named(metrics: Iterable[Metric]) -> Iterator[tuple[str, Metric]]:
    """Metrics with the names under which a history keeps them: the second of one name gets "_1" behind it."""
    counts: Counter[str] = Counter()
    for metric in metrics:
        name = metric.log_name
        yield (f"{name}_{counts[name]}" if counts[name] else name), metric
        counts[name] += 1


class MeanMetric(Metric):
    """A metric that is the mean of a value of each row.

    Class attributes:
        averaged: whether it has a value of each output, which Keras averages first.
    """

    averaged: ClassVar[bool] = False

    def values(self, output: Output) -> Call:
        """Portable code: outputs and targets -> a value of each row, (rows,), or several of which the mean counts."""
        raise NotImplementedError

    def sums(self, output: Output) -> Call:
        axis = self.row_axis().get("axis", -1)
        if axis not in (-1, 1):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{part} has axis={axis}, but in training a row has one axis: -1."),
                part=type(self).__name__, axis=axis,
            )
        return Call(PORTABLE + "row_sums", self.values(output))

    def value(self, output: Output) -> Call:  # noqa: ARG002 - the same for most
        return self.mean()

    def call(self, output: Output) -> Call:
        """Portable code: the mean of all rows' values at once, shorter than by way of the sums."""
        self.sums(output)  # refuses what has no meaning in training
        is_mean = type(self).sums is MeanMetric.sums and self.mean() == Call(PORTABLE + "weighted_mean", SUMS)
        if not is_mean:
            return super().call(output)
        return Call(PORTABLE + "mean_of", self.values(output))

    def mean(self) -> Call:
        """Portable code: the sum of the rows' values and their number -> the number."""
        return Call(PORTABLE + "weighted_mean", SUMS)

    def row_axis(self) -> dict[str, int]:
        """The option for an axis other than the last, for the metrics that have one."""
        axis = getattr(self, "axis", -1)
        return {} if axis == -1 else {"axis": axis}


def shares(output: Output) -> Ref | Call:
    """What the network answers: its outputs, behind the last activation where the loss computes it."""
    if output.signed:  # from −1 to 1, as far as they go
        return Call("torch.clamp", Call("torch.mul", Call("torch.add", OUTPUTS, 1.0), 0.5), 0.0, 1.0)
    if not output.logits:
        return OUTPUTS
    if (output.final or ("sigmoid" if output.units == 1 else "softmax")) == "sigmoid":
        return Call("torch.sigmoid", OUTPUTS)
    if output.units <= FEW:
        return Call(PORTABLE + "class_shares", OUTPUTS)
    return Call("torch.softmax", OUTPUTS, dim=-1)


def rows(output: Output) -> Ref | Call:
    """The targets as rows, as long as the outputs."""
    return Call(PORTABLE + "class_rows", TARGETS, output.units) if output.encoding == "index" else TARGETS


def in_own_units(values: Ref | Call, output: Output) -> Ref | Call:
    """Outputs or targets of a regression in the target's own units."""
    return Call(PORTABLE + "own_units", values, TARGET_SCALE, TARGET_MEAN) if output.scaled else values
