"""How a thread computes while it trains or scores: on how many cores, and with tiny numbers taken as 0."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import torch

_WITHIN = threading.local()


@contextmanager
def arithmetic(threads: int | None, *, flush_denormal: bool) -> Iterator[None]:
    """Compute so within the block; both belong to the calling thread and change the last bits.

    Args:
        threads: torch's threads, None to leave them as they are.
        flush_denormal: whether denormal numbers are 0; torch cannot be asked, so blocks within blocks count.
    """
    owner, before = threading.get_ident(), torch.get_num_threads()
    if threads is not None and threads != before:
        torch.set_num_threads(threads)
    depth = getattr(_WITHIN, "depth", 0)
    flushes = flush_denormal and (depth > 0 or torch.set_flush_denormal(True))
    if flushes:
        _WITHIN.depth = depth + 1
    try:
        yield
    finally:
        # A generator that nobody finished is closed by whichever thread collects it; that one computes as it did.
        if threading.get_ident() == owner:
            if flushes:
                _WITHIN.depth -= 1
                if not _WITHIN.depth:
                    torch.set_flush_denormal(False)
            if torch.get_num_threads() != before:
                torch.set_num_threads(before)
