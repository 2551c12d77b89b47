"""What the machine lets this program use."""

from __future__ import annotations

import os
import time


def usable_cores() -> int:
    """Cores that this program may use; in a container that is less than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class IdleCores:
    """How many of the machine's cores have nothing to do, from one look to the next."""

    def __init__(self) -> None:
        self._seen = self._now()

    def __call__(self) -> float:
        """Cores without work since the last look; a container is told about the whole machine."""
        (since, before), (now, idle) = self._seen, self._now()
        self._seen = now, idle
        return min((idle - before) / max(now - since, 1e-3), float(os.cpu_count() or 1))

    @staticmethod
    def _now() -> tuple[float, float]:
        import psutil

        return time.perf_counter(), float(psutil.cpu_times().idle)
