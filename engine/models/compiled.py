"""What compile chose: how a model learns, and by which numbers it is judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.errors import EngineError
from engine.events import Logs
from engine.losses import Loss
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics import Metric
from engine.plan.plan import PlannedMetric

if TYPE_CHECKING:
    from engine.training.live_optimizers import LiveOptimizer


@dataclass(frozen=True, eq=False)
class Compiled:
    """The optimizer with its memory, the loss and the metrics; each compile makes another.

    Attributes:
        metrics: in their order; the weighted ones behind the others.
    """

    optimizer: LiveOptimizer
    loss: Loss | None
    metrics: tuple[PlannedMetric, ...]

    def tell(self, logs: Logs) -> None:
        """Let the metrics know what rows have come to, so that `metric.result()` says it."""
        from engine.training.live_metrics import live_metric

        for each in self.metrics:
            if each.name in logs:
                live_metric(each.metric).tell(logs[each.name])

    def reset(self) -> None:
        """Let the metrics forget that."""
        for each in self.metrics:
            each.metric.reset_state()


def planned_metrics(metrics: Any, weighted_metrics: Any) -> tuple[PlannedMetric, ...]:
    """Metrics with the names that the history gives them: a string keeps its own, as in Keras.

    Of several of one name, the second gets "_1" behind it; a weighted one "weighted_" in front.

    Raises:
        EngineError: it is no list, or one of them is unknown.
    """
    counts: Counter[str] = Counter()
    found = []
    for weighted, chosen in ((False, metrics), (True, weighted_metrics)):
        for name, metric in _named(chosen, "weighted_metrics" if weighted else "metrics"):
            free = name
            if counts[name]:
                free = f"weighted_{name}" if weighted else f"{name}_{counts[name]}"
                if weighted and counts[free]:
                    free = f"{free}_{counts[free]}"
            counts[name] += 1
            counts[free] += free != name
            found.append(PlannedMetric(free, metric, weighted))
    return tuple(found)


def _named(metrics: Any, argument: str) -> Iterable[tuple[str, Metric]]:
    if metrics is None:
        return
    if isinstance(metrics, str | Metric | type) or callable(metrics):
        metrics = [metrics]
    if isinstance(metrics, Mapping) or not isinstance(metrics, Iterable):
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", '{argument} is a list, such as ["accuracy"]; got {value}.'),
            argument=argument, value=repr(metrics)[:60],
        )
    for metric in metrics:
        if isinstance(metric, list | tuple):  # Keras allows a list for each output
            yield from _named(metric, argument)
            continue
        part = Metric.coerce(metric)
        yield (metric if isinstance(metric, str) else part.name or part.keras_name or part.kind), part
