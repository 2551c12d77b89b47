"""The lines that fit, evaluate and predict write while they go on, in Keras's form."""

from __future__ import annotations

import os
import sys
import time
from typing import TextIO

from engine.callbacks.base import Callback, Logs
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP

WIDTH = 20
INTERVAL = 0.05  # seconds between two pictures of the bar
SHORTEST = 1e-3  # below it, numbers are written with an exponent
SILENT, BAR, LINES = 0, 1, 2

BOLD, GREEN, GREY, PLAIN = "\x1b[1m", "\x1b[32m", "\x1b[37m", "\x1b[0m"


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


class ProgbarLogger(Callback):
    """Writes a bar that grows on a terminal (verbose 1), or one line at the end of each epoch (2).

    It need not see every batch: a fit tells it of the last one now and then, so that it costs nothing.

    Attributes:
        is_patient: a fit need not slow down for its hooks of batches.
        is_in_fit: whether a fit goes on, in which validation is silent.
    """

    is_patient = True

    def __init__(self, out: TextIO | None = None) -> None:
        super().__init__()
        self._out = out
        self.verbose, self.epochs, self.target = BAR, 1, 0
        self.is_in_fit = False
        self._begin()

    def set_params(self, params: Logs) -> None:
        super().set_params(params)
        self.verbose, self.epochs = verbosity(params["verbose"]), params["epochs"]
        if os.environ.get("RANK", "0") != "0":  # of several processes that share a fit, the first one writes
            self.verbose = SILENT
        self.target = params["steps"] or 0

    @property
    def out(self) -> TextIO:
        """Where it writes: standard output as it is now, unless another was given."""
        return self._out or sys.stdout

    @property
    def is_live(self) -> bool:
        """Whether it shows batches: on a terminal, whose line can be written again."""
        return self.verbose == BAR and self.out.isatty()

    @property
    def is_due(self) -> bool:
        """Whether the bar may be painted again."""
        return self.is_live and time.perf_counter() - self._painted >= INTERVAL

    def see(self, batches: int) -> None:
        """Know how many batches of the epoch are done, without a word."""
        self._done = batches

    def show(self, batches: int, logs: Logs) -> None:
        """Show so many batches, and the numbers so far."""
        self._grow(batches, logs)

    # Keras's hooks

    def on_train_begin(self, logs: Logs | None = None) -> None:  # noqa: ARG002
        self.is_in_fit = True  # validation is silent then

    def on_train_end(self, logs: Logs | None = None) -> None:  # noqa: ARG002
        self.is_in_fit = False

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:  # noqa: ARG002
        self._begin()
        if self.verbose and self.epochs > 1:
            self._write(f"Epoch {epoch + 1}/{self.epochs}\n")

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        self._grow(batch + 1, logs or {})

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:  # noqa: ARG002
        self._finish(logs or {})

    def on_test_begin(self, logs: Logs | None = None) -> None:  # noqa: ARG002
        if not self.is_in_fit:
            self._begin()

    def on_test_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        if not self.is_in_fit:
            self._grow(batch + 1, logs or {})

    def on_test_end(self, logs: Logs | None = None) -> None:
        if not self.is_in_fit:
            self._finish(logs or {})

    def on_predict_begin(self, logs: Logs | None = None) -> None:  # noqa: ARG002
        self._begin()

    def on_predict_batch_end(self, batch: int, logs: Logs | None = None) -> None:  # noqa: ARG002
        self._grow(batch + 1, {})

    def on_predict_end(self, logs: Logs | None = None) -> None:  # noqa: ARG002
        self._finish({})

    # What is written

    def _begin(self) -> None:
        self._since, self._painted, self._first = time.perf_counter(), 0.0, 0.0
        self._done = self._done_first = 0

    def _grow(self, done: int, logs: Logs) -> None:
        now = time.perf_counter()
        if not self._first:
            self._first, self._done_first = now, done
        self._done = done
        if self.is_live and now - self._painted >= INTERVAL:
            self._painted = now
            left, spent = self._each(done, now) * (self.target - done), now - self._since
            clock = _duration(left) if self.target else f"{spent:.0f}s"
            bar = self._bar(done, target=self.target)
            self._write(f"\r\033[K{bar} {self._strong(clock)}{self._pace(done, now)}{values(logs)}")

    def _finish(self, logs: Logs) -> None:
        now, done = time.perf_counter(), self.target or self._done
        spent, pace = f"{now - self._since:.0f}s", self._pace(done, now)
        if self.verbose == BAR:
            start = "\r\033[K" if self.out.isatty() else ""
            self._write(f"{start}{self._bar(done, target=done)} {self._strong(spent)}{pace}{values(logs)}\n")
        elif self.verbose == LINES:
            self._write(f"{done}/{done} - {spent} -{pace}{values(logs)}\n")

    def _each(self, done: int, now: float) -> float:
        """Seconds of a step; the first ones, which are slow, do not count once there are others."""
        if self._first and done > self._done_first and now > self._first:
            return (now - self._first) / (done - self._done_first)
        return (now - self._since) / max(done, 1)

    def _pace(self, done: int, now: float) -> str:
        each = self._each(done, now)
        for unit, size in (("s", 1.0), ("ms", 1e-3)):
            if each >= size:
                return f" {each / size:.0f}{unit}/step"
        return f" {each * 1e6:.0f}us/step"

    def _bar(self, done: int, *, target: int) -> str:
        if not target:
            return f"{done:>7}/Unknown"
        full, empty = _signs(self.out)
        width = WIDTH * min(done, target) // target
        count = f"{done:>{len(str(target))}}/{target}"
        if not self.out.isatty():
            return f"{count} {full * width}{empty * (WIDTH - width)}"
        grown = f"{GREEN}{full * width}{PLAIN}" if width else ""
        return f"{BOLD}{count}{PLAIN} {grown}{GREY}{full * (WIDTH - width)}{PLAIN}"

    def _strong(self, text: str) -> str:
        return f"{BOLD}{text}{PLAIN}" if self.out.isatty() else text

    def _write(self, text: str) -> None:
        self.out.write(text)
        self.out.flush()


def values(logs: Logs) -> str:
    """The numbers behind the bar."""
    return "".join(f" - {name}: {number(value)}" for name, value in logs.items())


def number(value: float) -> str:
    """Four digits; small ones with an exponent."""
    return f"{value:.4f}" if abs(value) > SHORTEST or value != value else f"{value:.4e}"  # noqa: PLR0124 - NaN


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02d}:{rest:02d}"
    return f"{minutes}:{rest:02d}" if minutes else f"{rest}s"


def _signs(out: TextIO) -> tuple[str, str]:
    """What full and empty parts of a bar are made of; not every terminal has lines."""
    try:
        "━".encode(getattr(out, "encoding", None) or "utf-8")
        return "━", "─"
    except (UnicodeEncodeError, LookupError):
        return "=", "."
