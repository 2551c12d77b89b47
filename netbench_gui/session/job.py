"""A piece of work beside the window: one function in a thread, one answer."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal

from netbench_gui.session.thread import STACK_BYTES


class Job(QThread):
    """Runs a function once.

    The function may ask `is_cancelled` and may tell `note_progress`.

    Signals:
        done(answer): it returned.
        failed(error): it raised.
        progressed(done, total): how far it is.
    """

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(int, int)

    def __init__(self, function: Callable[[Job], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setStackSize(STACK_BYTES)
        self._function = function
        self._cancelled = threading.Event()
        self._answer: object = None
        self._error: Exception | None = None
        # Told when the thread has ended, so that the answer may start the next job.
        self.finished.connect(self._on_finished)

    def cancel(self) -> None:
        """Give it up; the function ends when it next looks."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        """Whether it is given up."""
        return self._cancelled.is_set()

    def note_progress(self, done: int, total: int) -> None:
        """Tell how far it is."""
        self.progressed.emit(done, total)

    def run(self) -> None:
        """Do it; Qt calls this in the thread."""
        try:
            self._answer = self._function(self)
        except Exception as error:
            self._error = error

    def _on_finished(self) -> None:
        if self._error is not None:
            self.failed.emit(self._error)
        else:
            self.done.emit(self._answer)
