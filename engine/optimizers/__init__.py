"""Declared optimizers: Keras's names and default values, torch.optim's objects where it has them.

Where torch's formula differs (FACTS: epsilon), the plain torch object wins and the help says so. What torch does not
have is portable code that follows Keras. Not here: LossScaleOptimizer (numbers have 32 bits and need no scaling); Muon,
ScheduleFreeAdamW and MultiOptimizer (made for networks of other kinds).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.optimizers import schedules
from engine.optimizers.adam import Adam, Adamax, AdamW, Lamb, Nadam
from engine.optimizers.base import PARAMETERS, RATE, Optimizer, Rate, learning_rate
from engine.optimizers.momentum import SGD, Lion
from engine.optimizers.schedules import STEP, Schedule
from engine.optimizers.squares import Adadelta, Adafactor, Adagrad, Ftrl, RMSprop
from engine.spec import refusing

__all__ = [
    "PARAMETERS",
    "RATE",
    "SGD",
    "STEP",
    "Adadelta",
    "Adafactor",
    "Adagrad",
    "Adam",
    "AdamW",
    "Adamax",
    "Ftrl",
    "Lamb",
    "Lion",
    "Nadam",
    "Optimizer",
    "RMSprop",
    "Rate",
    "Schedule",
    "deserialize",
    "get",
    "learning_rate",
    "schedules",
    "serialize",
]


def get(identifier: Any) -> Optimizer | None:
    """The optimizer of a name ("adam"), a class, a mapping or an optimizer; None for None.

    Raises:
        EngineError: there is no such optimizer.
    """
    return None if identifier is None else deserialize(identifier)


def serialize(optimizer: Optimizer) -> dict[str, Any]:
    """Keras's description of an optimizer: {"class_name": …, "config": {…}}."""
    return optimizer.serialized()


def deserialize(config: Any) -> Optimizer:
    """The optimizer of such a mapping, or of one of ours.

    Raises:
        EngineError: there is no such optimizer, or a field is wrong.
    """
    return Optimizer.coerce(config)

if not TYPE_CHECKING:  # a checker knows the names that are here
    __getattr__ = refusing(__name__)
