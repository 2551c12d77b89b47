"""Callbacks in Keras's words: rules that a document can hold, and objects that watch and steer a fit."""

from typing import TYPE_CHECKING

from engine.callbacks.base import Callback, CallbackList
from engine.callbacks.files import BackupAndRestore, CSVLogger, ModelCheckpoint
from engine.callbacks.progress import ProgbarLogger
from engine.callbacks.rules import EarlyStopping, ReduceLROnPlateau, RunRule, direction
from engine.callbacks.steering import (
    History,
    LambdaCallback,
    LearningRateScheduler,
    SwapEMAWeights,
    TerminateOnNaN,
)
from engine.spec import refusing

__all__ = [
    "BackupAndRestore",
    "CSVLogger",
    "Callback",
    "CallbackList",
    "EarlyStopping",
    "History",
    "LambdaCallback",
    "LearningRateScheduler",
    "ModelCheckpoint",
    "ProgbarLogger",
    "ReduceLROnPlateau",
    "RunRule",
    "SwapEMAWeights",
    "TerminateOnNaN",
    "direction",
]

if not TYPE_CHECKING:  # a checker knows the names that are here
    __getattr__ = refusing(__name__)
