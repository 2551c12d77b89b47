"""One program at a time trains in a run's folder; when it ends, however that comes, the folder is free again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.errors import FileError
from engine.messages import QT_TRANSLATE_NOOP

LOCK = ".training"
PATIENCE = 0.5  # seconds; somebody may just be looking


@contextmanager
def held(folder: Path | None) -> Iterator[None]:
    """Keep every other program from training in a run's folder within the block.

    Where the folder knows no locks, as on some network shares, nobody is kept out.

    Args:
        folder: of the run; None where it is kept nowhere.

    Raises:
        FileError: another program trains there.
    """
    if folder is None:
        yield
        return
    from filelock import FileLock, Timeout

    # A generator may be closed by another thread than the one that began it.
    lock = FileLock(folder / LOCK, timeout=PATIENCE, thread_local=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "Another program trains in “{folder}”."),
            hint=QT_TRANSLATE_NOOP("engine", "Wait until it has ended, or stop it there."), folder=str(folder),
        ) from None
    except (OSError, NotImplementedError):
        pass
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # the folder may be gone; Windows removes no open file
            if lock.is_locked:
                (folder / LOCK).unlink(missing_ok=True)
        lock.release()


def is_held(folder: Path) -> bool:
    """Whether some program trains in a run's folder now."""
    if not (folder / LOCK).exists():
        return False
    from filelock import FileLock, Timeout

    try:
        with FileLock(folder / LOCK, timeout=0):
            return False
    except Timeout:
        return True
    except (OSError, NotImplementedError):
        return False
