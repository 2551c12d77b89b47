"""Stand-ins for what trains and what reads run folders, so that panels are tested without torch."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.errors import EngineError
from engine.events import BatchesEnded, EpochEnded, Event, RunFinished, RunStarted
from engine.history import History
from engine.project.document import Project
from netbench_gui.i18n import Text, said

ACTIVE = {"starting", "running", "paused", "stopping"}


class FakeSession(QObject):
    """The signals of TrainingSession; what is asked of it is written down in `calls`."""

    state_changed = Signal(str)
    events_arrived = Signal(list)
    run_changed = Signal()
    report_changed = Signal()
    predicted = Signal(object)
    predict_failed = Signal(str)
    verify_progress = Signal(int, int)
    verified = Signal(object)
    verify_failed = Signal(str)

    def __init__(self, project: Project | None = None) -> None:
        super().__init__()
        self.state = "ready"
        self.history = History()
        self.project = project
        self.run_folder: Path | None = None
        self.report: Any = None
        self.wanted_rate: float | None = None
        self.calls: list[tuple[str, Any]] = []

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @property
    def learning_rate(self) -> float | None:
        return self.history.learning_rate if self.wanted_rate is None else self.wanted_rate

    def is_of(self, project: Project) -> bool:
        run = self.project
        return run is not None and (run.data, run.layers, run.training) == (project.data, project.layers, project.training)

    def change_rate(self, rate: float) -> None:
        self.calls.append(("change_rate", rate))
        self.wanted_rate = rate
        self.state_changed.emit(self.state)

    def set_state(self, state: str) -> None:
        self.state = state
        self.state_changed.emit(state)

    def tell(self, *events: Event) -> None:
        """Take in events and announce them once, as the session does ten times a second."""
        for event in events:
            self.history.add(event)
        self.events_arrived.emit(list(events))

    def start(self, epochs: int = 50, batches: int = 4, *, validation: int = 52, first_epoch: int = 1) -> None:
        """Begin a run, as after Train."""
        self.history = History()
        self.set_state("starting")
        self.run_changed.emit()
        self.tell(RunStarted(
            train=241, validation=validation, test=51, device="cpu", threads=1, step="dense", parameters=163,
            epochs=epochs, batches=batches, first_epoch=first_epoch,
        ))
        self.set_state("running")

    def epoch(self, number: int, loss: float, *, best: bool = False, **logs: float) -> None:
        """End an epoch with these figures; validation is a little lower."""
        batches = self.history.started.batches if self.history.started else 0
        told: list[Event] = [BatchesEnded(number, 0, (loss,) * batches)] if batches else []
        values = {"loss": loss, "val_loss": loss * 0.9, **logs, "learning_rate": 0.001}
        self.tell(*told, EpochEnded(number, values, is_best=best))

    def finish(self, reason: Any = "completed", *, best_epoch: int | None = None, test: dict[str, float] | None = None) -> None:
        self.tell(RunFinished(
            reason=reason, epochs=len(self.history.epochs), best_epoch=best_epoch, test=test or {}, step="dense", seconds=2.0,
        ))
        names = {"completed": "finished", "early_stopped": "finished", "stopped": "stopped", "diverged": "diverged"}
        self.set_state(names[reason])

    def show_report(self, report: Any) -> None:
        self.report = report
        self.report_changed.emit()

    def train(self) -> None:
        self.calls.append(("train", None))

    def predict(self, row: dict[str, str]) -> None:
        self.calls.append(("predict", row))

    def verify(self) -> None:
        self.calls.append(("verify", None))

    def cancel_verify(self) -> None:
        self.calls.append(("cancel_verify", None))

    def show_run(self, folder: Path) -> None:
        self.calls.append(("show_run", folder))
        self.run_folder = folder
        self.run_changed.emit()


class FakeNotifier(QObject):
    """Writes down what would stand in the message bar."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[tuple[str, str]] = []

    def info(self, text: Text) -> None:
        self.messages.append(("info", said(text)))

    def success(self, text: Text) -> None:
        self.messages.append(("success", said(text)))

    def notice(self, text: Text, actions: Any = ()) -> None:
        self.messages.append(("notice", said(text)))

    def problem(self, text: Text, actions: Any = ()) -> None:
        self.messages.append(("problem", said(text)))

    def error(self, error: EngineError) -> None:
        self.messages.append(("error", str(error)))


@dataclass(frozen=True)
class FakeVerdict:
    """What a comparison of the script with the run found."""

    verified: bool = True
    epochs: int = 50
    weights: int = 163
    weights_identical: int = 163
    first_difference: dict[str, Any] | None = None
    largest_difference: float = 0.0


@dataclass(frozen=True)
class FakeRun:
    """A kept run, as `engine.project.runs` lists it."""

    folder: Path
    number: int
    when: Any
    reason: str = "completed"
    epochs: int = 50
    best_epoch: int | None = 48
    test: dict[str, float] = field(default_factory=dict)
    project: Project = field(default_factory=Project)
