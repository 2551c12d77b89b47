"""What a step implementation does for the trainer and the checkpoint."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

import torch

from engine.training.optimizer_step import OptimizerStep


class Step(Protocol):
    """Learns one batch at a time, with an optimizer of its own, and keeps the model's parameters up to date."""

    name: str

    update: OptimizerStep
    batch: int

    def begin_epoch(self) -> None:
        """Prepare the model for learning."""

    def mode(self) -> AbstractContextManager[Any]:
        """The context in which batches are learnt."""

    def learn(self, order: torch.Tensor, bounds: Sequence[tuple[int, int]], seconds: float) -> None:
        """Take steps from batch `self.batch` of the epoch on, one at least, until `seconds` have passed."""

    def read(self) -> tuple[list[float], torch.Tensor, torch.Tensor]:
        """Losses of the batches, and outputs and targets of their rows, since the last reading."""

    def state(self) -> dict[str, Any]:
        """What the next step depends on besides the model."""

    def load_state(self, state: dict[str, Any]) -> None:
        """Go on from a saved state."""
