"""The learning rate of a live optimizer: a number, and Keras's variable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from engine.training.live_optimizers import LiveOptimizer


class LiveRate(float):
    """A learning rate that can be assigned, as Keras's variable: `optimizer.learning_rate.assign(0.01)`."""

    _optimizer: LiveOptimizer

    def __new__(cls, rate: float, optimizer: LiveOptimizer) -> LiveRate:
        """Take the rate of an optimizer."""
        made = super().__new__(cls, rate)
        made._optimizer = optimizer
        return made

    def assign(self, rate: float) -> None:
        """Set the rate of the next step; see `LiveOptimizer.learning_rate`."""
        self._optimizer.learning_rate = rate

    def numpy(self) -> np.float32:
        """The rate as numpy has it."""
        return np.float32(self)

    def __reduce__(self) -> Any:  # a copy is a number
        return float, (float(self),)
