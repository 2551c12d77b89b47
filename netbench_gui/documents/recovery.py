"""Unsaved work on disk: written within seconds of an edit, found again after a crash."""

from __future__ import annotations

import contextlib
import json
import secrets
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from PySide6.QtCore import QObject, QTimer

from engine.errors import EngineError
from engine.project.storage import save_project, write_file
from netbench_gui.settings import data_folder
from netbench_gui.store import ProjectStore

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Within 5 s of an edit, and not at every key.
DELAY_MS = 2000


@dataclass(frozen=True)
class Recovered:
    """A project that a killed program left behind.

    Attributes:
        file: the copy.
        path: where the project itself lies, None where it was never saved.
    """

    file: Path
    name: str
    path: Path | None
    saved_at: datetime


class Recovery(QObject):
    """Keeps a copy of the open project while it has unsaved changes.

    Attributes:
        trouble: why the last copy could not be written, None where it could.
    """

    def __init__(self, store: ProjectStore, folder: Path | None = None) -> None:
        super().__init__(store)
        self.trouble: EngineError | None = None
        self._store = store
        self._folder = folder or data_folder() / "recovery"
        self._id = secrets.token_hex(6)
        self._lock: IO[str] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.write_now)

    def start(self) -> None:
        """Watch the store from now on."""
        self._store.changed.connect(self._on_store_changed)
        self._store.path_changed.connect(self._on_store_changed)

    def write_now(self) -> None:
        """Write the copy, or take it away where the project's own file says the same."""
        self._timer.stop()
        if self._store.is_saved:
            self._remove(self._file)
            return
        try:
            self._hold_lock()
            path = self._store.path
            about = {
                "name": self._store.project.metadata.name,
                "path": str(path) if path else None,
                "saved_at": datetime.now().astimezone().isoformat(timespec="seconds"),
            }
            write_file(self._file.with_suffix(".json"), json.dumps(about).encode("utf-8"))
            save_project(self._store.project, self._file)
            self.trouble = None
        except OSError as error:
            self.trouble = EngineError(str(error.strerror or error))
        except EngineError as error:
            # Work goes on without a copy; the disk may be full.
            self.trouble = error

    def find(self) -> list[Recovered]:
        """Return what killed programs left, the newest first."""
        found = []
        for file in self._folder.glob("*.netbench") if self._folder.is_dir() else ():
            if file != self._file and not _is_locked(file.with_suffix(".lock")):
                with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                    about = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
                    path = Path(about["path"]) if about["path"] else None
                    saved_at = datetime.fromisoformat(about["saved_at"])
                    found.append(Recovered(file, str(about["name"]), path, saved_at))
        return sorted(found, key=lambda one: one.saved_at, reverse=True)

    def discard(self, recovered: Recovered) -> None:
        """Forget what a killed program left."""
        self._remove(recovered.file)

    def close(self) -> None:
        """The program ends in order: nothing needs recovering."""
        self._timer.stop()
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        self._remove(self._file)

    @property
    def _file(self) -> Path:
        return self._folder / f"{self._id}.netbench"

    def _hold_lock(self) -> None:
        """Hold a lock that the system lets go of when this process dies, however it dies."""
        if self._lock is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = self._file.with_suffix(".lock").open("w", encoding="utf-8")
            _try_lock(self._lock)

    def _remove(self, file: Path) -> None:
        suffixes = [".netbench", ".json"]
        if file != self._file or self._lock is None:
            suffixes.append(".lock")
        for suffix in suffixes:
            with contextlib.suppress(OSError):
                file.with_suffix(suffix).unlink()

    def _on_store_changed(self, *_: object) -> None:
        if self._store.is_saved:
            self._remove(self._file)
        elif not self._timer.isActive():
            self._timer.start()


def _is_locked(path: Path) -> bool:
    try:
        with path.open("r+", encoding="utf-8") as file:
            return not _try_lock(file)
    except OSError:
        return False


def _try_lock(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
