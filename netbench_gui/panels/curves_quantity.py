"""What of a run can be drawn beside its loss: the metrics, and the learning rate where it changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication

from engine.history import History
from engine.metrics import Metric, named
from engine.project.document import Project
from netbench_gui.i18n import translate
from netbench_gui.look.figures import NOTHING, measure, percent, rate_text
from netbench_gui.widgets.chart_scale import ScaleKind

RATE = "learning_rate"


@dataclass(frozen=True)
class Quantity:
    """A number that each epoch has.

    Attributes:
        name: under which the logs of an epoch keep it.
        title: in the language of the window.
        kind: how its axis looks.
        figures: how its values are written.
    """

    name: str
    title: str
    kind: ScaleKind = "amount"
    figures: Literal["measure", "percent", "rate"] = "measure"

    @property
    def has_validation(self) -> bool:
        """Whether the validation rows have it, too."""
        return self.name != RATE

    def text(self, value: float) -> str:
        """A value for people."""
        if self.figures == "percent":
            return percent(value)
        if self.figures == "rate":
            return rate_text(value) if value == value else NOTHING  # noqa: PLR0124 - not a number
        return measure(value)


def quantities(project: Project, history: History) -> list[Quantity]:
    """What a run of this project offers, the metrics in their order first."""
    found = [_of_metric(name, metric) for name, metric in named(project.training.metrics)]
    if rate_changes(project, history):
        title = QCoreApplication.translate("CurvesPanel", "Learning rate")
        found.append(Quantity(RATE, title, figures="rate"))
    return found


def rate_changes(project: Project, history: History) -> bool:
    """Whether the learning rate is not the same all the time."""
    training = project.training
    has_schedule = training.optimizer.rate_call() is not None
    return has_schedule or training.reduce_lr is not None or bool(history.rate_changes)


def scale_kind(metric: Metric) -> ScaleKind:
    """How the axis of a metric looks."""
    if metric.share:
        return "share"
    return "explained" if metric.kind == "r2" else "amount"


def _of_metric(name: str, metric: Metric) -> Quantity:
    figures: Literal["measure", "percent"] = "percent" if metric.share else "measure"
    return Quantity(name, translate(metric.title), scale_kind(metric), figures)
