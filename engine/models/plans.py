"""The plan of a model as it is: its layers, what compile chose, what is frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.errors import EngineError
from engine.losses import Loss
from engine.messages import QT_TRANSLATE_NOOP
from engine.models.arguments import checked_training
from engine.models.planning import training_plan
from engine.plan import Plan
from engine.project.document import Training

if TYPE_CHECKING:
    from engine.models.sequential import Sequential


def compiled_loss(model: Sequential) -> Loss:
    """The loss that compile chose.

    Raises:
        EngineError: it chose none, or there was no compile.
    """
    loss = model.chosen().loss
    if loss is None:
        raise EngineError(QT_TRANSLATE_NOOP("engine", "compile was given no loss, so there is nothing to learn by."))
    return loss


def settings_of(model: Sequential, method: str, **others: Any) -> Training:
    """The settings of a fit or an evaluation.

    Raises:
        EngineError: the model is not compiled, or one of the settings is wrong; the sentence names the method.
    """
    loss = compiled_loss(model)
    part = model.chosen().optimizer.part
    return checked_training(method, optimizer=part, loss=loss, seed=model.seed, device=model.device, **others)


def plan_of(model: Sequential, settings: Training, *, weighted: bool) -> Plan:
    """The plan for rows with or without weights.

    Raises:
        EngineError: output, loss and metrics do not suit each other.
    """
    return training_plan(
        model.parts, model.known_shape(), settings, model.chosen().metrics, model.frozen_names(),
        weighted=weighted, dtype=model.dtype,
    )
