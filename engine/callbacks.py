"""Declared callbacks: what may end or steer a run between epochs."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from engine.messages import QT_TRANSLATE_NOOP
from engine.spec import Part


class Callback(Part, family=True):
    """The family of callbacks."""

    family_name: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "callback")


class EarlyStopping(Callback):
    """Stop when the monitored value has not improved by more than `min_delta` for `patience` epochs."""

    title: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Early stopping")
    description: ClassVar[str] = QT_TRANSLATE_NOOP("engine", "Stops when validation no longer improves.")

    kind: Literal["early_stopping"] = "early_stopping"
    monitor: Literal["val_loss", "loss"] = Field(
        "val_loss",
        title=QT_TRANSLATE_NOOP("engine", "Watch"),
        description=QT_TRANSLATE_NOOP("engine", "The number that has to improve."),
    )
    min_delta: float = Field(
        0.0, ge=0.0,
        title=QT_TRANSLATE_NOOP("engine", "Least improvement"),
        description=QT_TRANSLATE_NOOP("engine", "Smaller improvements do not count."),
    )
    patience: int = Field(
        10, ge=0, le=1_000_000,
        title=QT_TRANSLATE_NOOP("engine", "Patience"),
        description=QT_TRANSLATE_NOOP("engine", "How many epochs without improvement are waited for."),
        json_schema_extra={"unit": QT_TRANSLATE_NOOP("engine", "epochs")},
    )
    restore_best_weights: bool = Field(
        True,
        title=QT_TRANSLATE_NOOP("engine", "Keep the best weights"),
        description=QT_TRANSLATE_NOOP("engine", "At the end takes back the weights of the best epoch."),
    )
