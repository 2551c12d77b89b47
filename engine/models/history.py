"""What fit gives back: the numbers of its epochs in Keras's form."""

from __future__ import annotations

from engine.history import History


class FitHistory(History):
    """The history of one fit.

    Attributes:
        first: epochs that were counted before this fit (`initial_epoch`).
    """

    def __init__(self, first: int = 0) -> None:
        super().__init__()
        self.first = first

    @property
    def history(self) -> dict[str, list[float]]:
        """One list for each name, a value for each epoch: "loss", the metrics, and both with "val_" for validation."""
        names = [name for name in (self.epochs[0] if self.epochs else {}) if name != "learning_rate"]
        return {name: [logs[name] for logs in self.epochs] for name in names}

    @property
    def epoch(self) -> list[int]:
        """Numbers of the epochs, counted from 0 as in Keras."""
        return [self.first + number for number in range(len(self.epochs))]
