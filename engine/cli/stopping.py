"""Ctrl+C and SIGTERM as a wish: training ends at the next batch and keeps what was learnt."""

from __future__ import annotations

import signal
import threading
import time
from types import FrameType, TracebackType
from typing import Any, Self

DOUBLE_SECONDS = 0.5


class StopRequest:
    """Notes the signals while it is entered. A second one, later than a stumble, is the usual end.

    Attributes:
        is_wanted: whether to stop.
    """

    def __init__(self) -> None:
        self.is_wanted = False
        self._since = 0.0
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():  # Python's rule for handlers
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def request(self) -> None:
        """Wish it without a signal."""
        self.is_wanted = True

    def wanted(self) -> bool:
        """Whether to stop, for those who ask now and then."""
        return self.is_wanted

    def _on_signal(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        # Some terminals and parents send it twice at once.
        if self.is_wanted and time.monotonic() - self._since > DOUBLE_SECONDS:
            raise KeyboardInterrupt
        if not self.is_wanted:
            self._since = time.monotonic()
        self.is_wanted = True
