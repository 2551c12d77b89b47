"""What a run needs to go on as if it had never stopped, and how it lies on disk."""

from __future__ import annotations

import contextlib
import math
import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import nn

from engine.errors import EngineError, FileError
from engine.events import Logs
from engine.messages import QT_TRANSLATE_NOOP
from engine.plan import Plan
from engine.training.random_draws import RandomDraws
from engine.training.step import Step

WEIGHTS = "weights.safetensors"
CHECKPOINT = "checkpoint.pt"
BACKUP = "backup.pt"


@dataclass
class Checkpoint:
    """The state of a run.

    Attributes:
        epoch: the epoch that is going on or comes next, from 1.
        batch: batches of it that are done.
        order: row order of an epoch that is going on, None between epochs.
        losses, outputs, targets: of the batches done in this epoch.
        epochs: logs of the completed epochs.
        model, optimizer: weights and what the optimizer remembers; an optimizer that is {} starts afresh.
        best, best_epoch, best_value: the weights (kept for early stopping) and place of the best monitored value.
        watching: what early stopping and the plateau remember.
        device: torch's name of the one that trains, "" where that was not kept.
    """

    epoch: int = 1
    batch: int = 0
    order: torch.Tensor | None = None
    losses: list[float] = field(default_factory=list)
    outputs: list[torch.Tensor] = field(default_factory=list)
    targets: list[torch.Tensor] = field(default_factory=list)
    epochs: list[Logs] = field(default_factory=list)
    best: dict[str, torch.Tensor] | None = None
    best_epoch: int | None = None
    best_value: float = math.inf
    watching: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    reason: str = "stopped"
    device: str = ""
    step: str = ""
    rule: str = ""
    weights: list[str] = field(default_factory=list)
    model: dict[str, torch.Tensor] = field(default_factory=dict)
    optimizer: dict[str, Any] = field(default_factory=dict)
    order_state: torch.Tensor | None = None
    draws_state: torch.Tensor | None = None

    def take(
        self, plan: Plan, step: Step, model: nn.Sequential, order: torch.Generator, draws: RandomDraws
    ) -> None:
        """Complete the state with what lies in the objects."""
        self.device, self.step, self.rule = plan.device, step.name, plan.optimizer.target
        self.weights = weight_names(plan)
        self.model = {name: tensor.detach().cpu().clone() for name, tensor in model.state_dict().items()}
        self.optimizer = step.state()
        self.order_state, self.draws_state = order.get_state(), draws.state

    def check(self, plan: Plan, step: str, rows: int) -> None:
        """Refuse a checkpoint that another network or another step wrote, or inside an epoch of other rows."""
        if self.order is not None and len(self.order) != rows:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "The run cannot go on, because the rows have changed since. Start again.")
            )
        is_same_rule = bool(self.optimizer) and self.rule == plan.optimizer.target
        has_moved = self.device not in ("", plan.device) and is_same_rule and self.step != step
        if has_moved and self.weights == weight_names(plan):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "The run cannot go on on “{device}”, because it began on “{other}”."),
                hint=QT_TRANSLATE_NOOP("engine", "Choose the device that it began on, or start again."),
                device=plan.device, other=self.device,
            )
        is_other_rule = bool(self.optimizer) and (self.step, self.rule) != (step, plan.optimizer.target)
        if is_other_rule or self.weights != weight_names(plan):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "The run cannot go on, because the network has changed since. Start again.")
            )

    def put_back(self, model: nn.Sequential, step: Step, order: torch.Generator, draws: RandomDraws) -> None:
        """Bring the objects into this state; without weights of its own, the model's stay."""
        if self.model:
            with torch.no_grad():
                for name, tensor in model.state_dict().items():
                    tensor.copy_(self.model[name])
        if self.optimizer:
            step.load_state(self.optimizer)
        if self.order_state is not None and self.draws_state is not None:
            order.set_state(self.order_state)
            draws.go_on_from(self.draws_state)


def weight_names(plan: Plan) -> list[str]:
    """Names and shapes of a plan's tensors, by which a checkpoint knows the network it is of."""
    return [f"{weight.name}{list(weight.shape)}" for weight in plan.weights]


def save_run(folder: Path, model: nn.Sequential, state: Checkpoint) -> None:
    """Write weights.safetensors and checkpoint.pt into a run's folder, each in one piece."""
    weights = {name: tensor.detach().cpu().contiguous().clone() for name, tensor in model.state_dict().items()}
    # Fields one by one: asdict would copy every tensor.
    document = {item.name: getattr(state, item.name) for item in fields(state)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / WEIGHTS, lambda path: save_file(weights, path))
        _write(folder / CHECKPOINT, lambda path: torch.save(document, path))
    except (OSError, RuntimeError, SafetensorError) as error:  # a full disk is each of them
        raise FileError(QT_TRANSLATE_NOOP("engine", "The run could not be saved in {folder}: {reason}."),
                        folder=str(folder), reason=getattr(error, "strerror", None) or str(error)) from None


def load_checkpoint(folder: Path) -> Checkpoint:
    """Read a run's checkpoint; nothing in it can run code."""
    try:
        document = torch.load(folder / CHECKPOINT, map_location="cpu", weights_only=True)
        return Checkpoint(**document)
    except FileNotFoundError:
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "{folder} holds no run that can go on."), folder=str(folder)
        ) from None
    except Exception as error:  # a damaged file can fail in any way
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "The checkpoint in {folder} is damaged. Start again."), folder=str(folder)
        ) from error


def write_backup(folder: Path, state: Checkpoint, epoch: int) -> None:
    """Keep the state of a fit that goes on in this epoch, in one piece."""
    document = {item.name: getattr(state, item.name) for item in fields(state)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / BACKUP, lambda path: torch.save({"epoch": epoch, "state": document}, path))
    except (OSError, RuntimeError) as error:
        raise FileError(QT_TRANSLATE_NOOP("engine", "The run could not be saved in {folder}: {reason}."),
                        folder=str(folder), reason=getattr(error, "strerror", None) or str(error)) from None


def read_backup(folder: Path) -> tuple[Checkpoint, int] | None:
    """The state that was kept and its epoch; None where nothing was. Nothing in the file can run code."""
    if not (folder / BACKUP).is_file():
        return None
    try:
        document = torch.load(folder / BACKUP, map_location="cpu", weights_only=True)
        return Checkpoint(**document["state"]), int(document["epoch"])
    except Exception as error:  # a damaged file can fail in any way
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "The checkpoint in {folder} is damaged. Start again."), folder=str(folder)
        ) from error


def delete_backup(folder: Path) -> None:
    """Throw the state away, and the folder where nothing else lies in it."""
    (folder / BACKUP).unlink(missing_ok=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def load_weights(folder: Path) -> dict[str, torch.Tensor]:
    """Read a run's weights, by their names in the script's state_dict."""
    try:
        return load_file(folder / WEIGHTS)
    except FileNotFoundError:
        raise FileError(QT_TRANSLATE_NOOP("engine", "{folder} holds no trained network."), folder=str(folder)) from None
    except Exception as error:  # safetensors has its own errors
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "The weights in {folder} are damaged."), folder=str(folder)
        ) from error


def _write(path: Path, write: Any) -> None:
    beside = path.with_name(path.name + ".part")
    try:
        write(beside)
        with beside.open("r+b") as file:  # Windows flushes only what may be written
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
