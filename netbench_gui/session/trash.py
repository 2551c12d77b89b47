"""Where a deleted run goes: somewhere it can be taken back from."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFile


def move_to_trash(folder: Path) -> str | None:
    """Put a run into the system's trash, or, where there is none, into a hidden folder beside.

    Returns:
        Where it is now, "" for the system's trash; None where it could not be moved.
    """
    if QFile(str(folder)).moveToTrash():
        return ""
    place = folder.parent / ".trash"
    try:
        place.mkdir(exist_ok=True)
        target = place / f"{folder.name}-{sum(1 for _ in place.iterdir()) + 1}"
        folder.rename(target)
    except OSError:
        return None
    return str(target)
