"""How many cores take a step: more than the plan's threads where no digit depends on it, as long as that is quicker.

The plan's threads decide the digits and stand in the script. Yet most operations have the same digits however many
cores share them. A step that has been seen to have them takes every core while nobody else wants them, and leaves them
to whoever does: two threads of which one waits for its core are far slower than one alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf

import torch

from engine.machine import IdleCores, usable_cores

MOST = 4  # cores; products as small as these gain little from more
GRAIN = 32768  # numbers from which on torch shares an element-wise operation (at::internal::GRAIN_SIZE)
WHOLE = 64  # numbers; what is left over by the widest vectors is rounded in another way
SLOWER = 1.25  # times the plan's own pace: somebody else wants the cores
SOON, SELDOM = 0.25, 16.0  # seconds of work from one comparison to the next
PATIENCE = 8.0  # times as long by the clock as by the thread's own time
FREE = 0.7  # share of the further cores that must be idle to be tried again before that


def free_cores() -> int:
    """Cores that this process may use, at most `MOST`."""
    return min(MOST, usable_cores())


def shares_evenly(numbers: int, cores: int) -> bool:
    """Whether an element-wise operation on so many numbers is computed alike by one core and by several."""
    taken = min(cores, -(-numbers // GRAIN))  # as at::parallel_for shares it
    return taken < 2 or -(-numbers // taken) % WHOLE == 0


def all_flush(cores: int) -> bool:
    """Whether the threads that would help take denormal numbers as 0, as this one does.

    A thread begins as the one that starts it, and torch keeps its threads: older ones may compute otherwise.
    """
    bits = torch.full((2 * cores * GRAIN,), 71362, dtype=torch.int32)  # 1e-40, which would be 0 if it were written so
    with computed_by(cores):
        bits.view(torch.float32).mul_(1.0)
    return not bits.any().item()


@contextmanager
def computed_by(cores: int) -> Iterator[None]:
    """Let torch use so many cores within the block."""
    threads = torch.get_num_threads()
    if cores == threads:
        yield
        return
    torch.set_num_threads(cores)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


class Deadline:
    """So many seconds of this thread's own time, which a busy machine does not shorten; by the clock not much more."""

    def __init__(self, seconds: float) -> None:
        self._end, self._last = time.thread_time() + seconds, time.perf_counter() + PATIENCE * seconds

    @property
    def is_over(self) -> bool:
        """Whether they have passed."""
        return time.thread_time() > self._end or time.perf_counter() > self._last


NEVER = Deadline(inf)


class Cores:
    """Chooses between the plan's threads and all cores by the time that calls take, again and again.

    Cores that somebody else has taken are tried again when they are idle, so that nothing is lost meanwhile.

    Attributes:
        least, most: the two numbers to choose from.
    """

    def __init__(self, least: int, most: int, idle: Callable[[], float] | None = None) -> None:
        """Begin with all cores.

        Args:
            least: the plan's threads.
            most: all cores.
            idle: tells how many cores of the machine had nothing to do since it was asked last.
        """
        self.least, self.most = least, most
        self._idle = idle or IdleCores()
        self._unseen = 0.0  # seconds of work since all cores were tried
        self._chosen = most
        self._paces = {least: inf, most: inf}
        self._trials = [most, most, least, least]  # the first warms up
        self._slow = 0
        self._pause, self._rest = SOON, 0.0

    @property
    def count(self) -> int:
        """Cores for the next call."""
        return self._trials[0] if self._trials else self._chosen

    def took(self, seconds: float, batches: int) -> None:
        """Learn how long the last call has taken."""
        self._rest -= seconds
        self._unseen += seconds
        seconds /= batches
        if self._trials:
            self._try(seconds)
        elif self._chosen == self.most and seconds > SLOWER * self._paces[self.least]:
            self._slow += 1
            if self._slow > 1:  # once may be chance
                self._settle(self.least)
        elif self._rest <= 0 and self._is_in_vain():
            self._rest = SOON
        elif self._rest <= 0:
            other = self.least if self._chosen == self.most else self.most
            self._paces = {self.least: inf, self.most: inf}
            self._trials = [self._chosen, self._chosen, other, other]
        else:
            self._slow = 0

    def _try(self, seconds: float) -> None:
        count = self._trials.pop(0)
        self._paces[count] = min(self._paces[count], seconds)
        fast, slow = sorted(self._paces.values())
        if SLOWER * fast < slow < inf:  # plain to see: not once more
            self._trials = []
        if not self._trials:
            self._settle(self.most if self._paces[self.most] < self._paces[self.least] else self.least)

    def _is_in_vain(self) -> bool:
        """Whether the further cores are busy, so that to try them would only take time."""
        if self._chosen == self.most or self._unseen >= SELDOM:
            return False
        return self._idle() < FREE * (self.most - self.least)

    def _settle(self, count: int) -> None:
        """Choose; the longer the same number is the better one, the more seldom they are compared."""
        self._unseen = 0.0
        self._idle()  # from here on
        self._pause = min(2 * self._pause, SELDOM) if count == self._chosen else SOON
        self._chosen, self._slow = count, 0
        self._rest = self._pause
