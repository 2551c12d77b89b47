"""How fast a run goes and how long it will still take, pauses left out."""

from __future__ import annotations

import time
from collections.abc import Callable

from engine.history import History


class RunClock:
    """A stopwatch that stands while the run is paused."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._sum = 0.0
        self._since: float | None = None
        self._first_epochs = 0
        self._first_progress = 0.0

    def start(self, history: History) -> None:
        """Begin at what a continued run has behind it."""
        self._sum, self._since = 0.0, self._now()
        self._first_epochs, self._first_progress = len(history.epochs), history.progress

    def pause(self) -> None:
        """Stand still."""
        if self._since is not None:
            self._sum += self._now() - self._since
            self._since = None

    def resume(self) -> None:
        """Go on."""
        if self._since is None:
            self._since = self._now()

    @property
    def seconds(self) -> float:
        """How long it has run."""
        return self._sum + (self._now() - self._since if self._since is not None else 0.0)

    def epochs_per_second(self, history: History) -> float | None:
        """Return the speed, None before there is one."""
        epochs = len(history.epochs) - self._first_epochs
        return epochs / self.seconds if epochs > 0 and self.seconds > 0 else None

    def seconds_left(self, history: History) -> float | None:
        """Return how long it will still take, None before anybody can know."""
        done = history.progress - self._first_progress
        if done <= 0:
            return None
        return self.seconds * (1.0 - history.progress) / done
