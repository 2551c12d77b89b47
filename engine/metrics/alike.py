"""What Keras takes in a list of metrics besides metrics: its functions, and losses."""

from __future__ import annotations

from typing import Any

from engine.errors import EngineError, UnknownNameError
from engine.losses import CosineSimilarity, Loss
from engine.losses.base import MEANS
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics.base import Metric


def alike(value: Any) -> Any:
    """The metric that a function of metrics or losses, or a loss, computes; anything else as it is.

    Its name in a history is that of the function or of the loss. Of a loss the mean is over all rows, where Keras has
    the mean over the batches: the same unless the last batch is smaller.

    Raises:
        EngineError: no metric computes what the loss does.
    """
    part = getattr(value, "part", None)
    if isinstance(part, type) and issubclass(part, Metric):
        return part(name=value.__name__)
    if isinstance(part, type) and issubclass(part, Loss):
        return _of_loss(part(), value.__name__)
    return _of_loss(value, value.kind) if isinstance(value, Loss) else value


def _of_loss(loss: Loss, name: str) -> Metric:
    try:
        part: Any = Metric.find(Loss.find(loss.kind).__name__)
    except UnknownNameError:
        part = None
    if part is None or loss.reduction not in MEANS or isinstance(loss, CosineSimilarity):  # minus the metric
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "The loss {loss} cannot be a metric here; the metrics are {names}."),
            loss=type(loss).__name__, names=", ".join(Metric.kinds),
        )
    fields = {field: getattr(loss, field) for field in part.positional_fields() if hasattr(loss, field)}
    return part(name=name, **fields)  # type: ignore[no-any-return]
