"""What the machine lets this program use."""

from __future__ import annotations

import os


def usable_cores() -> int:
    """Cores that this program may use; in a container that is less than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
