"""torch's global generator, from which dropout and noise draw: lent to one run at a time, in that run's own state.

Whoever else draws from it (the building of a network, another run, the user's own code between two batches) changes no
run, and a run leaves it as it was.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import torch

_LOCK = threading.RLock()


@contextmanager
def untouched() -> Iterator[None]:
    """Draw from the global generator of the CPU without anybody noticing."""
    with _LOCK:
        users = torch.get_rng_state()
        try:
            yield
        finally:
            torch.set_rng_state(users)


class RandomDraws:
    """The draws of one run.

    Attributes:
        state: of the generator, between two uses.
    """

    def __init__(self, device: torch.device, seed: int, *, is_used: bool) -> None:
        self._device, self._is_used = device, is_used
        # The global generator after torch.manual_seed(seed), as the exported script has it.
        place = torch.device("cpu") if device.type == "mps" else device
        self.state = torch.Generator(place).manual_seed(seed).get_state()
        if device.type == "mps" and is_used:
            with _LOCK:
                torch.mps.manual_seed(seed)
                self.state = torch.mps.get_rng_state()

    def go_on_from(self, state: torch.Tensor) -> None:
        """Draw on from a saved state; one of another kind of device says nothing here, and the seed's draws come."""
        if state.shape == self.state.shape:
            self.state = state

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Draw on from `state`; a run that draws nothing waits for nobody."""
        if not self._is_used:
            yield
            return
        with _LOCK:
            users = self._get()
            self._set(self.state)
            try:
                yield
            finally:
                self.state = self._get()
                self._set(users)

    def _get(self) -> torch.Tensor:
        match self._device.type:
            case "cuda":
                return torch.cuda.get_rng_state(self._device)
            case "mps":
                return torch.mps.get_rng_state()
            case _:
                return torch.get_rng_state()

    def _set(self, state: torch.Tensor) -> None:
        match self._device.type:
            case "cuda":
                torch.cuda.set_rng_state(state, self._device)
            case "mps":
                torch.mps.set_rng_state(state)
            case _:
                torch.set_rng_state(state)
