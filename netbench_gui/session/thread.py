"""Asks the training generator for events in a thread: not asking is pause, throwing is stop, sending steers."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from PySide6.QtCore import QObject, QThread, Signal

from engine.events import BatchesEnded, ChangeRate, EpochEnded, Event, RunFinished, RunStarted
from engine.project.document import Project

Wish = Literal["run", "pause", "batch", "epoch", "stop"]

NORMAL_PACE = 0.025
# The system's default for threads is 0.5 MB on macOS, too little for torch.
STACK_BYTES = 16 * 1024 * 1024


class Pace(Protocol):
    """How often the generator yields; 0 is after every batch."""

    seconds: float


class StopRun(Exception):  # noqa: N818 - a request, not a fault
    """What is thrown into a generator that names nothing else."""


@dataclass(frozen=True)
class RunRequest:
    """What is to be trained.

    Attributes:
        base: folder that the data's path is relative to.
        folder: where the run is kept.
        resume: whether the stopped run in `folder` goes on.
    """

    project: Project
    base: Path | None
    folder: Path | None
    resume: bool = False


class RunControl:
    """What the run reads from the window while it works, and tells before its first event.

    Attributes:
        progress: the share of the preparation that is done, None before it.
        prepared: the rows as they were prepared, for whoever asks about the run later.
        stop_with: the exception that makes the generator stop gracefully.
    """

    def __init__(self) -> None:
        self.progress: float | None = None
        self.prepared: Any = None
        self.stop_with: Callable[[], BaseException] = StopRun
        self._cancelled = threading.Event()
        self._pace: Pace | None = None
        self._seconds = NORMAL_PACE

    def adopt(self, pace: Pace, stop_with: Callable[[], BaseException]) -> None:
        """Steer a generator by these."""
        self._pace, self.stop_with = pace, stop_with
        pace.seconds = self._seconds

    def set_pace(self, seconds: float) -> None:
        """Yield after this time, or after every batch for 0."""
        self._seconds = seconds
        if self._pace is not None:
            self._pace.seconds = seconds

    def note_progress(self, share: float) -> None:
        """Tell how far the preparation is, 0 to 1."""
        self.progress = share

    def cancel(self) -> None:
        """Give the preparation up."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        """Whether the preparation is given up."""
        return self._cancelled.is_set()


Events = Generator[Event, ChangeRate | None, None]
RunFunction = Callable[[RunRequest, RunControl], Events]


class TrainingThread(QThread):
    """One run from its first event to its last.

    Events wait here until the window takes them, so that a thousand batches cost it nothing.

    Attributes:
        error: what ended the run, None where it ended by itself.

    Signals:
        parked: the run stands still between two batches.
    """

    parked = Signal()

    def __init__(
        self,
        run: RunFunction,
        request: RunRequest,
        wish: Wish,
        parent: QObject | None = None,
        *,
        shortest: float = 0.0,
    ) -> None:
        """Prepare a run; one that would be over sooner than in `shortest` seconds is held back to last that long."""
        super().__init__(parent)
        self.setObjectName("training")
        self.setStackSize(STACK_BYTES)
        self.error: Exception | None = None
        self.control = RunControl()
        self._function, self._request = run, request
        self._events: deque[Event] = deque()
        self._gate = threading.Condition()
        self._wish: Wish = "run"
        self._change: ChangeRate | None = None
        self._epochs = self._batches = 0
        self._shortest, self._begun = shortest, 0.0
        self.ask(wish)

    @property
    def left_a_stopped_run(self) -> bool:
        """Whether a stopped run was to go on and did not come to it; it is as it was then."""
        return self._request.resume and not self._begun

    def ask(self, wish: Wish) -> None:
        """Run on, pause at the next batch, go one batch or one epoch, or stop."""
        with self._gate:
            if self._wish != "stop":
                self._wish = wish
                self.control.set_pace(0.0 if wish == "batch" else NORMAL_PACE)
                if wish == "stop":
                    self.control.cancel()
            self._gate.notify_all()

    def send(self, change: ChangeRate) -> None:
        """Steer the run from its next batch on; of several that wait, the last one counts."""
        self._change = change

    def take_events(self) -> list[Event]:
        """Return what came since the last call."""
        taken = []
        while self._events:
            taken.append(self._events.popleft())
        return taken

    def run(self) -> None:
        """Iterate; Qt calls this in the thread."""
        try:
            self._iterate()
        except Exception as error:
            self.error = error

    def _iterate(self) -> None:
        with contextlib.closing(self._function(self._request, self.control)) as events:
            event = next(events, None)
            while event is not None:
                if isinstance(event, RunStarted):
                    self._epochs, self._batches = event.epochs, event.batches
                    self._begun = time.monotonic()
                self._events.append(event)
                if self._shortest and isinstance(event, EpochEnded):
                    self._hold_back(event)
                # Looked at without the lock: it is read after every batch and changes rarely.
                if self._wish not in {"run", "stop"}:
                    self._wait_at_gate(event)
                if self._wish == "stop" and not isinstance(event, RunFinished):
                    break
                event = self._next(events)
            else:
                return
            self._stop(events)

    def _next(self, events: Events) -> Event | None:
        change, self._change = self._change, None
        try:
            return events.send(change)
        except StopIteration:
            return None

    def _hold_back(self, event: EpochEnded) -> None:
        """Let the curves of a short run be seen to grow; a run that takes its time anyway is not held."""
        rest = self._begun + self._shortest * event.epoch / self._epochs - time.monotonic()
        if rest > 0 and self._wish == "run":
            with self._gate:
                self._gate.wait_for(lambda: self._wish != "run", rest)

    def _stop(self, events: Events) -> None:
        event: Event | None
        stop = self.control.stop_with()
        try:
            event = events.throw(stop)
        except (StopIteration, type(stop)):
            return
        while event is not None:
            self._events.append(event)
            event = next(events, None)

    def _wait_at_gate(self, event: Event) -> None:
        with self._gate:
            if self._ends_step(event):
                self._wish = "pause"
            if self._wish == "pause" and not isinstance(event, RunFinished):
                self.parked.emit()
                self._gate.wait_for(lambda: self._wish != "pause")

    def _ends_step(self, event: Event) -> bool:
        """Whether the batch or the epoch that was asked for is done.

        The last batch of an epoch takes the epoch's end with it, the last epoch the run's.
        """
        if isinstance(event, EpochEnded):
            return self._wish in {"batch", "epoch"} and event.epoch < self._epochs
        if isinstance(event, BatchesEnded) and self._wish == "batch":
            return event.first + len(event.losses) < self._batches
        return False
