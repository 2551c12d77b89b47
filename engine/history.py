"""The numbers of a run in the order in which they came, for charts, progress and reports."""

from __future__ import annotations

from engine.events import BatchesEnded, EpochEnded, Event, Logs, RateChanged, RunFinished, RunStarted


class History:
    """Collects the events of one run.

    Attributes:
        started: the RunStarted event, None before it came.
        epochs: the logs of each completed epoch; `epochs[0]` is epoch 1.
        batch_losses: loss of each batch, in order, over all epochs.
        rate_changes: where the learning rate was set by hand, in order.
        learning_rate: the newest that is known, None before the first batch.
        finished: the RunFinished event, None while the run goes on.
    """

    def __init__(self) -> None:
        self.started: RunStarted | None = None
        self.epochs: list[Logs] = []
        self.batch_losses: list[float] = []
        self.rate_changes: list[RateChanged] = []
        self.learning_rate: float | None = None
        self.finished: RunFinished | None = None
        self.best_epoch: int | None = None

    def add(self, event: Event) -> None:
        """Take in the next event of the run."""
        match event:
            case RunStarted():
                self.started = event
                self.finished = None
                # A run that was killed goes on from where it was last kept, which may lie further back.
                del self.epochs[event.first_epoch - 1 :]
                del self.batch_losses[(event.first_epoch - 1) * event.batches + event.first_batch :]
            case BatchesEnded():
                self.batch_losses.extend(event.losses)
                self.learning_rate = event.learning_rate if event.learning_rate is not None else self.learning_rate
            case RateChanged():
                # What was done later in a run that has gone back to an earlier step did not happen.
                self.rate_changes = [change for change in self.rate_changes if change.step < event.step]
                self.rate_changes.append(event)
                self.learning_rate = event.learning_rate
            case EpochEnded():
                self.epochs.append(event.logs)
                self.learning_rate = event.logs.get("learning_rate", self.learning_rate)
                if event.is_best:
                    self.best_epoch = event.epoch
            case RunFinished():
                self.finished = event
                self.best_epoch = event.best_epoch

    @property
    def records(self) -> list[dict[str, float]]:
        """The epochs as the script's --history writes them: [{"epoch": 1, "loss": …}, …]."""
        return [{"epoch": number, **logs} for number, logs in enumerate(self.epochs, start=1)]

    @property
    def progress(self) -> float:
        """Share of the planned batches that are done, 0 to 1."""
        if self.started is None:
            return 0.0
        if self.finished is not None and self.finished.reason != "stopped":
            return 1.0
        planned = self.started.epochs * max(self.started.batches, 1)
        return min(1.0, len(self.batch_losses) / planned) if planned else 0.0
