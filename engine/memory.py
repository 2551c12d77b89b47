"""How much memory is free, where the system tells without a library."""

from __future__ import annotations

import sys
from pathlib import Path

KILOBYTE = 1024


def free_memory() -> int | None:
    """Bytes that a program may take without pushing others to the disk; None where nobody knows."""
    if sys.platform == "win32":
        return _free_on_windows()
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
        line = next(line for line in lines if line.startswith("MemAvailable:"))
        free = int(line.split()[1]) * KILOBYTE
    except (OSError, StopIteration, ValueError, IndexError):
        return None
    return min(free, limit) if (limit := _free_in_group()) is not None else free


def _free_in_group() -> int | None:
    """What a container leaves, which may be less than the machine has."""
    group = Path("/sys/fs/cgroup")
    try:
        limit = int((group / "memory.max").read_text("ascii"))  # "max" where there is none
        return max(0, limit - int((group / "memory.current").read_text("ascii")))
    except (OSError, ValueError):
        return None


def _free_on_windows() -> int | None:
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in ("total", "free", "a", "b", "c", "d", "e")),
        )

    status = Status()
    status.length = ctypes.sizeof(Status)
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - there on Windows only
    return int(status.free) if kernel.GlobalMemoryStatusEx(ctypes.byref(status)) else None
