"""How much memory this machine has free."""

from __future__ import annotations


def free_memory() -> int:
    """Bytes that a program may still take without others being swapped out."""
    import psutil

    return int(psutil.virtual_memory().available)
