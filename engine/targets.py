"""What the last layer gives and what it is compared with, as values that losses and metrics decide by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Encoding = Literal["index", "binary", "one_hot", "value"]


@dataclass(frozen=True)
class Output:
    """The network's output as the loss and the metrics see it.

    Attributes:
        task: "classification" or "regression".
        units: values per row.
        encoding: of the targets: class numbers (int64, shape (rows,)); one 0/1 (float32, (rows, 1)); one-hot rows
            (float32, (rows, units)); values (float32, (rows, units)).
        logits: whether the last activation is computed inside the loss, so that outputs come without it.
        scaled: whether regression targets are standardised, so that metrics are multiplied back.
        final: the kind of that last activation, None where none is taken in.
        signed: whether one unit means yes from 0 on, as hinge losses have it, instead of from a half on.
    """

    task: Literal["classification", "regression"]
    units: int
    encoding: Encoding
    logits: bool = False
    scaled: bool = False
    final: str | None = None
    signed: bool = False

    @property
    def threshold(self) -> float:
        """From which output on one unit means yes."""
        return 0.0 if self.logits or self.signed else 0.5
