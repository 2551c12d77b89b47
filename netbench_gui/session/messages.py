"""What the message bar says about a run: what it learns from, and how it ended."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.events import Event, RunFinished, RunStarted
from engine.project.edits import change_training
from netbench_gui.look.figures import count
from netbench_gui.notify import Notifier
from netbench_gui.session.session import TrainingSession
from netbench_gui.store import ProjectStore

_SAFE_RATE, _SLOWEST = 1e-4, 1e-8


class RunMessages(QObject):
    """Listens to the session and speaks through the notifier."""

    def __init__(self, store: ProjectStore, session: TrainingSession, notifier: Notifier) -> None:
        super().__init__(session)
        self._store, self._session, self._notifier = store, session, notifier
        session.events_arrived.connect(self._on_session_events_arrived)

    def _on_session_events_arrived(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, RunStarted):
                self._tell_start(event)
            elif isinstance(event, RunFinished):
                self._tell_end(event)

    def _tell_start(self, event: RunStarted) -> None:
        if event.validation:
            text = self.tr(
                "Training on {rows} rows. Validation on {others} rows the network does not learn from."
            ).format(rows=count(event.train), others=count(event.validation))
        else:
            text = self.tr("Training on {rows} rows.").format(rows=count(event.train))
        self._notifier.info(text)

    def _tell_end(self, event: RunFinished) -> None:
        if event.reason == "diverged":
            self._tell_divergence(event)
        elif event.reason == "early_stopped":
            self._tell_early_stop(event)
        elif event.reason == "stopped":
            self._notifier.info(self.tr("Stopped. What was learnt is kept; Continue goes on from here."))
        else:
            rows = self._session.history.started.test if self._session.history.started else 0
            self._notifier.success(
                self.tr("Trained and tested on %n row(s) the network has never seen.", "", rows)
                if rows
                else self.tr("Trained.")
            )

    def _tell_early_stop(self, event: RunFinished) -> None:
        project = self._session.project
        stopping = project.training.early_stopping if project else None
        if stopping is None or event.best_epoch is None:
            return
        patience = self.tr("Validation has not improved for %n epoch(s);", "", event.epochs - event.best_epoch)
        kept = self.tr("the weights of epoch {epoch} were kept.").format(epoch=event.best_epoch)
        last = self.tr("the last weights were kept.")
        self._notifier.info(f"{patience} {kept if stopping.restore_best_weights else last}")

    def _tell_divergence(self, event: RunFinished) -> None:
        text = self.tr("The loss became infinite in epoch {epoch}. Usually the learning rate is too high.").format(
            epoch=event.epochs
        )
        optimizer = self._store.project.training.optimizer
        rate = getattr(optimizer, "learning_rate", None)
        if not isinstance(rate, float) or rate <= _SLOWEST:
            self._notifier.problem(text)
            return
        # Far enough down to help at once.
        lower = _SAFE_RATE if rate > _SAFE_RATE else rate / 10
        label = self.tr("Use {rate}").format(rate=f"{lower:.6g}")
        self._notifier.problem(text, [(label, lambda: self._use_rate(lower))])

    def _use_rate(self, rate: float) -> None:
        optimizer = self._store.project.training.optimizer.changed(learning_rate=rate)
        self._store.edit(self.tr("Learning rate"), lambda project: change_training(project, optimizer=optimizer))
