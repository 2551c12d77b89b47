"""What fit gives back: the numbers of its epochs in Keras's form."""

from __future__ import annotations

from engine import callbacks
from engine.history import History


class FitHistory(History, callbacks.History):
    """The history of one fit, which is a callback of its own and also keeps the events of the run.

    Attributes:
        history: one list for each name: "loss", the metrics, both with "val_" for validation, and what callbacks add.
            An epoch without validation adds nothing to the lists of validation.
        epoch: numbers of the epochs, counted from 0 as in Keras.
        epochs: the numbers of each epoch together, the learning rate included.
    """

    def __init__(self) -> None:
        callbacks.History.__init__(self)
        History.__init__(self)
