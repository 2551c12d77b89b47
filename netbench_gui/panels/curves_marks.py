"""Which marks a run sets on its charts, and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.history import History
from engine.project.document import Project
from netbench_gui.look.figures import count, rate_text
from netbench_gui.widgets.chart_marks import Marks

if TYPE_CHECKING:
    from netbench_gui.session.session import TrainingSession


translate = QCoreApplication.translate


@dataclass(frozen=True)
class RunMarks:
    """The marks of both charts; the best epoch stands on the loss."""

    for_loss: Marks
    for_metric: Marks


def run_marks(session: TrainingSession, project: Project) -> RunMarks:
    """What the state of a run asks to be marked."""
    history = session.history
    paused = session.state == "paused"
    epoch = _epochs_done(history)
    flag, text = None, ""
    if paused and epoch:
        text = translate("CurvesPanel", "paused, epoch {number}")
        flag, text = epoch, text.format(number=count(_started(epoch)))
    elif not session.is_active and history.finished is not None:
        flag, text = _ending(history, epoch)
    resumed = history.started.first_epoch - 1 if history.started else 0
    plain = Marks(
        running=session.is_active, flag=flag, flag_text=text, pauses=paused, resumed=resumed or None,
        changes=_changes(history),
    )
    mute = {"flag_text": "", "changes": tuple((epoch, "") for epoch, _ in plain.changes)}
    return RunMarks(_with_best(plain, session, project), Marks(**{**vars(plain), **mute}))


def _changes(history: History) -> tuple[tuple[float, str], ...]:
    """Where the learning rate was set by hand, in epochs done."""
    batches = history.started.batches if history.started else 0
    text = translate("CurvesPanel", "rate {rate}, epoch {number}")
    return tuple(
        (
            change.epoch - 1 + (change.batch / batches if batches else 0.0),
            text.format(rate=rate_text(change.learning_rate), number=count(change.epoch)),
        )
        for change in history.rate_changes
    )


def _with_best(plain: Marks, session: TrainingSession, project: Project) -> Marks:
    best = session.history.best_epoch
    if best is None:
        return plain
    has_validation = session.history.started is None or session.history.started.validation > 0
    stopping = project.training.early_stopping
    monitored = "train" if stopping and not stopping.monitor.startswith("val_") else "val"
    kept = stopping is not None and stopping.restore_best_weights
    if session.is_active:
        text = translate("CurvesPanel", "best so far")
    elif kept:
        text = translate("CurvesPanel", "best, epoch {number}: weights kept")
    else:
        text = translate("CurvesPanel", "best, epoch {number}")
    return Marks(
        **{
            **vars(plain),
            "best": best,
            "best_text": text.format(number=count(best)),
            "on_stem": not session.is_active,
            "best_role": monitored if has_validation else "train",
        }
    )


def _ending(history: History, epoch: float) -> tuple[float | None, str]:
    assert history.finished is not None
    completed, begun = history.finished.epochs, _started(epoch)
    match history.finished.reason:
        case "early_stopped":
            text = translate("CurvesPanel", "stopped early, epoch {number}")
            return completed, text.format(number=count(completed))
        case "stopped":
            text = translate("CurvesPanel", "stopped, epoch {number}")
        case "diverged":
            text = translate("CurvesPanel", "no longer a number, epoch {number}")
        case _:
            return None, ""
    return epoch, text.format(number=count(begun))


def _epochs_done(history: History) -> float:
    """Epochs done, the part of the last one included."""
    if history.started is None or not history.started.batches:
        return float(len(history.epochs))
    return min(len(history.batch_losses) / history.started.batches, float(history.started.epochs))


def _started(epoch: float) -> int:
    """The number of the epoch that a place on the axis lies in."""
    return max(1, int(epoch) if epoch == int(epoch) else int(epoch) + 1)
