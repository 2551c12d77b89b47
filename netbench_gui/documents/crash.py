"""Our own bugs: the work is saved first, then the user gets a report; the program lives on."""

from __future__ import annotations

import contextlib
import platform
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Signal

from netbench_gui.settings import data_folder


class CrashWatch(QObject):
    """Catches what nobody caught, in any thread.

    Signals:
        crashed(text, file): the report and where it was written ("" where it could not be).
    """

    crashed = Signal(str, str)
    _caught = Signal(str)

    def __init__(self, save_work: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._save_work = save_work
        self._hooks = (sys.excepthook, threading.excepthook)
        # Through a signal: the exception may come from any thread, the report belongs to this one.
        self._caught.connect(self._on_caught)

    def install(self) -> None:
        """Watch from now on."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def remove(self) -> None:
        """Watch no longer."""
        sys.excepthook, threading.excepthook = self._hooks

    def report(self, error: BaseException) -> None:
        """Report an exception that somebody caught without knowing what to do with it."""
        self._on_exception(type(error), error, error.__traceback__)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            self._hooks[0](kind, error, trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        # A bundle without a console has no stderr.
        if sys.stderr is not None:
            with contextlib.suppress(OSError):
                sys.stderr.write(text)
        self._caught.emit(text)

    def _on_thread_exception(self, caught: threading.ExceptHookArgs) -> None:
        error = caught.exc_value or caught.exc_type()
        self._on_exception(caught.exc_type, error, caught.exc_traceback)

    def _on_caught(self, text: str) -> None:
        with contextlib.suppress(Exception):  # the report must come whatever else is broken
            self._save_work()
        report = f"{_surroundings()}\n{text}"
        self.crashed.emit(report, _write(report))


def _surroundings() -> str:
    from netbench_gui.version import version

    return (
        f"NetBench {version()}, Python {platform.python_version()}, PySide6 {pyside_version}, {platform.platform()}\n"
    )


def _write(report: str) -> str:
    file: Path = data_folder() / "crashes" / time.strftime("%Y-%m-%d_%H-%M-%S.txt")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(report, encoding="utf-8")
    except OSError:
        return ""
    return str(file)
