"""What the message bar says about a run: what it learns from, and how it ended."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.events import Event, NotKept, RateChanged, RunFinished, RunStarted
from engine.project.edits import change_training
from netbench_gui.look.figures import count, rate_text
from netbench_gui.models.log_titles import log_title
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
            elif isinstance(event, RateChanged):
                self._tell_rate(event)
            elif isinstance(event, NotKept):
                self._notifier.error(event.error)
            elif isinstance(event, RunFinished):
                self._tell_end(event)

    def _tell_rate(self, event: RateChanged) -> None:
        def text() -> str:
            sentence = self.tr("From epoch {epoch} on the learning rate is {rate}, set by hand.")
            return sentence.format(epoch=count(event.epoch), rate=rate_text(event.learning_rate))

        self._notifier.info(text)

    def _tell_start(self, event: RunStarted) -> None:
        self._notifier.info(lambda: self._start_text(event))

    def _start_text(self, event: RunStarted) -> str:
        rows = self.tr("{count} row(s)", "", event.train).format(count=count(event.train))
        if not event.validation:
            return self.tr("Training on {rows}.").format(rows=rows)
        others = self.tr("{count} row(s)", "", event.validation).format(count=count(event.validation))
        text = self.tr("Training on {rows}. Validation on {others} the network does not learn from.")
        return text.format(rows=rows, others=others)

    def _tell_end(self, event: RunFinished) -> None:
        if event.reason == "diverged":
            self._tell_divergence(event)
        elif event.reason == "early_stopped":
            self._tell_early_stop(event)
        elif event.reason == "stopped":
            self._notifier.info(lambda: self.tr("Stopped. What was learnt is kept; Continue goes on from here."))
        else:
            rows = self._session.history.started.test if self._session.history.started else 0
            self._notifier.success(lambda: self._end_text(rows))

    def _end_text(self, rows: int) -> str:
        text = self.tr("Trained and tested on {count} row(s) the network has never seen.", "", rows)
        return text.format(count=count(rows)) if rows else self.tr("Trained.")

    def _tell_early_stop(self, event: RunFinished) -> None:
        project = self._session.project
        stopping = project.training.early_stopping if project else None
        if stopping is None or event.best_epoch is None:
            return
        best, kept = event.best_epoch, stopping.restore_best_weights
        watched = "" if stopping.monitor == "val_loss" else stopping.monitor
        self._notifier.info(lambda: self._early_stop_text(event.epochs - best, best if kept else None, watched))

    def _early_stop_text(self, waited: int, kept: int | None, watched: str) -> str:
        project = self._session.project
        if watched and project is not None:
            text = self.tr("Stopped early: {number} has not improved for {count} epoch(s).", "", waited)
            return text.format(number=log_title(project, watched), count=count(waited))
        if kept is None:
            text = self.tr("Validation has not improved for {count} epoch(s); the last weights were kept.", "", waited)
            return text.format(count=count(waited))
        text = self.tr(
            "Validation has not improved for {count} epoch(s); the weights of epoch {epoch} were kept.", "", waited
        )
        return text.format(count=count(waited), epoch=count(kept))

    def _tell_divergence(self, event: RunFinished) -> None:
        def text() -> str:
            sentence = self.tr("The loss became infinite in epoch {epoch}. Usually the learning rate is too high.")
            return sentence.format(epoch=count(event.epochs))

        optimizer = self._store.project.training.optimizer
        rate = getattr(optimizer, "learning_rate", None)
        by_hand = bool(self._session.history.rate_changes)
        if not isinstance(rate, float) or rate <= _SLOWEST or by_hand:
            self._notifier.problem(text)
            return
        # What the optimizer begins with where that is far below, else far enough down to help at once.
        usual = type(optimizer).model_fields["learning_rate"].default
        safe = usual if rate >= 100 * usual else _SAFE_RATE
        lower = safe if rate > safe else rate / 10
        self._notifier.problem(
            text, [(lambda: self.tr("Use {rate}").format(rate=f"{lower:.6g}"), lambda: self._use_rate(lower))]
        )

    def _use_rate(self, rate: float) -> None:
        optimizer = self._store.project.training.optimizer.changed(learning_rate=rate)
        self._store.edit(
            lambda: self.tr("Learning rate"), lambda project: change_training(project, optimizer=optimizer)
        )
