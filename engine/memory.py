"""How much memory this machine, or the container around the program, has free."""

from __future__ import annotations

from pathlib import Path

_GROUP = Path("/sys/fs/cgroup")


def free_memory() -> int:
    """Bytes that a program may still take without others being swapped out."""
    import psutil

    free = int(psutil.virtual_memory().available)
    try:
        limit = int((_GROUP / "memory.max").read_text("ascii"))  # "max" where there is none
        return max(0, min(free, limit - int((_GROUP / "memory.current").read_text("ascii"))))
    except (OSError, ValueError):
        return free
