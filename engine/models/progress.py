"""The lines that fit writes while it goes on, in Keras's form."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from engine.errors import EngineError
from engine.events import BatchesEnded, EpochEnded, Event, Logs, RunStarted
from engine.messages import QT_TRANSLATE_NOOP

WIDTH = 20
SHORTEST = 1e-3  # below it, numbers are written with an exponent
SILENT, BAR, LINES = 0, 1, 2


def verbosity(value: object) -> int:
    """Keras's verbose as a number: 0 silent, 1 a bar, 2 one line for each epoch; "auto" is 1.

    Raises:
        EngineError: it is something else.
    """
    if value == "auto":
        return BAR
    if value in (SILENT, BAR, LINES):
        return int(value)
    raise EngineError(QT_TRANSLATE_NOOP("engine", 'verbose is 0, 1, 2 or "auto"; got {value}.'), value=repr(value)[:60])


class ProgressLines:
    """Writes the events of one fit."""

    def __init__(self, verbose: object, epochs: int, first: int = 0, out: TextIO | None = None) -> None:
        """Prepare.

        Args:
            verbose: as Keras's.
            epochs: number of the last epoch.
            first: epochs that were counted before.
            out: where to write, standard output where left out.
        """
        self._verbose, self._epochs, self._first = verbosity(verbose), epochs, first
        self._out = out or sys.stdout
        self._batches, self._since, self._sum = 0, 0.0, 0.0
        encoding = getattr(self._out, "encoding", None) or "utf-8"
        try:
            "━".encode(encoding)
            self._full, self._empty = "━", "─"
        except (UnicodeEncodeError, LookupError):
            self._full, self._empty = "=", "."

    def show(self, event: Event) -> None:
        """Write what this event changes."""
        if self._verbose == SILENT:
            return
        match event:
            case RunStarted():
                self._batches, self._since = event.batches, time.perf_counter()
            case BatchesEnded():
                self._show_batches(event)
            case EpochEnded():
                self._show_epoch(event.logs)
                self._since = time.perf_counter()

    def _show_batches(self, event: BatchesEnded) -> None:
        if event.first == 0:
            self._out.write(f"Epoch {self._first + event.epoch}/{self._epochs}\n")
            self._sum = 0.0
        self._sum += sum(event.losses)
        done = event.first + len(event.losses)
        if self._verbose == BAR and self._out.isatty() and done < self._batches:
            spent = time.perf_counter() - self._since
            left = spent / done * (self._batches - done)
            self._out.write(
                f"\r\033[K{self._bar(done)} {left:.0f}s {_per_step(spent, done)} - loss: {number(self._sum / done)}"
            )
            self._out.flush()

    def _show_epoch(self, logs: Logs) -> None:
        spent = time.perf_counter() - self._since
        if self._verbose == BAR:
            start = "\r\033[K" if self._out.isatty() else ""
            self._out.write(
                f"{start}{self._bar(self._batches)} {spent:.0f}s {_per_step(spent, self._batches)}{values(logs)}\n"
            )
        else:
            self._out.write(
                f"{self._batches}/{self._batches} - {spent:.0f}s - {_per_step(spent, self._batches)}{values(logs)}\n"
            )
        self._out.flush()

    def show_pass(self, batches: int, seconds: float, logs: Logs | None = None) -> None:
        """Write the one line of evaluate or predict."""
        self._batches = batches
        if self._verbose == BAR:
            self._out.write(f"{self._bar(batches)} {seconds:.0f}s {_per_step(seconds, batches)}{values(logs or {})}\n")
        elif self._verbose == LINES:
            self._out.write(
                f"{batches}/{batches} - {seconds:.0f}s - {_per_step(seconds, batches)}{values(logs or {})}\n"
            )

    def _bar(self, done: int) -> str:
        width = WIDTH if not self._batches else WIDTH * done // self._batches
        return f"{done:>{len(str(self._batches))}}/{self._batches} {self._full * width}{self._empty * (WIDTH - width)}"


def values(logs: Logs) -> str:
    """The numbers behind the bar."""
    return "".join(f" - {name}: {number(value)}" for name, value in logs.items() if name != "learning_rate")


def number(value: float) -> str:
    """Four digits; small ones with an exponent."""
    return f"{value:.4f}" if value == 0 or abs(value) > SHORTEST or value != value else f"{value:.4e}"  # noqa: PLR0124 - NaN


def _per_step(seconds: float, steps: int) -> str:
    each = seconds / max(steps, 1)
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if each >= size:
            return f"{each / size:.0f}{unit}/step"
    return f"{each * 1e6:.0f}us/step"
