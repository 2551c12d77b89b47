"""Progress on standard error: a live bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from typing import Protocol

from engine.cli.output import Output, in_words
from engine.events import BatchesEnded, EpochEnded, Event, Logs, NotKept, RunStarted

LINE_SECONDS = 5.0
SHOWN_VALUES = 4
WIDE = 110


class Progress(Protocol):
    """Shows how far the work is."""

    def preparing(self, share: float) -> None:
        """Take note of the share of the data that is prepared."""
        ...

    def event(self, event: Event) -> None:
        """Take note of what training tells."""
        ...

    def verifying(self, done: int, epochs: int) -> None:
        """Take note of the epochs that a script has done."""
        ...


class Lines:
    """A line when there is something to say, at most every few seconds."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._said = time.monotonic()
        self._epochs = 0
        self._text = ""

    def preparing(self, share: float) -> None:
        if 0.0 < share < 1.0:
            self._say(f"reading the table: {share:.0%}")

    def event(self, event: Event) -> None:
        match event:
            case RunStarted():
                self._epochs = event.epochs
            case EpochEnded():
                words = f"epoch {event.epoch}/{self._epochs}: {in_words(_shown(event.logs))}"
                self._say(words, at_once=event.epoch == self._epochs)
            case NotKept():
                self._output.note(str(event.error))

    def verifying(self, done: int, epochs: int) -> None:
        self._say(f"running the script: epoch {done}/{epochs}", at_once=done == epochs)

    def _say(self, text: str, *, at_once: bool = False) -> None:
        if text != self._text and (at_once or time.monotonic() - self._said >= LINE_SECONDS):
            self._text = text
            self._output.note(text)
            self._said = time.monotonic()


class Bar:
    """rich's bar with the scores beside it; rich draws it, at most ten times a second."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        self.drawing = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=None),
            TextColumn("{task.fields[scores]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            expand=True,
        )
        # On a narrow terminal the bar would vanish beside four numbers.
        self._values = SHOWN_VALUES if self.drawing.console.width >= WIDE else 2
        self._task = self.drawing.add_task("reading the table", total=1.0, scores="")
        self._started: RunStarted | None = None

    def preparing(self, share: float) -> None:
        self.drawing.update(self._task, completed=share)

    def event(self, event: Event) -> None:
        if isinstance(event, RunStarted):
            self._started = event
            steps = event.epochs * max(event.batches, 1)
            self.drawing.reset(self._task, total=steps, description="training", scores="")
        elif self._started is None:
            return
        elif isinstance(event, BatchesEnded):
            before = (event.epoch - 1) * self._started.batches
            done = before + event.first + len(event.losses)
            words = f"epoch {event.epoch}/{self._started.epochs}"
            self.drawing.update(self._task, completed=done, description=words)
        elif isinstance(event, EpochEnded):
            self.drawing.update(self._task, scores=in_words(_shown(event.logs, self._values)))
        elif isinstance(event, NotKept):
            self.drawing.console.print(str(event.error), markup=False)

    def verifying(self, done: int, epochs: int) -> None:
        words = f"running the script: epoch {done}/{epochs}"
        self.drawing.update(
            self._task, completed=done, total=epochs, description=words, scores=""
        )


@contextlib.contextmanager
def shown_progress(output: Output) -> Iterator[Progress]:
    """Show progress in the way that suits where standard error goes."""
    if not sys.stderr.isatty():
        yield Lines(output)
        return
    bar = Bar()
    with bar.drawing:
        yield bar


def _shown(logs: Logs, count: int = SHOWN_VALUES) -> Logs:
    """Loss and the first metric, of training and validation."""
    names = [name for name in logs if name != "learning_rate"]
    training = [name for name in names if not name.startswith("val_")][:2]
    chosen = [*training, *(f"val_{name}" for name in training)]
    return {name: logs[name] for name in chosen[:count] if name in logs}
