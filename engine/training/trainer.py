"""Training as a generator of events: not asking for the next one is pause, closing is stop, sending steers."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from torch import nn

from engine.data.rows import PreparedData
from engine.events import Event, Sent
from engine.plan import Plan
from engine.training.checkpoint import Checkpoint, load_checkpoint
from engine.training.dense import can_run_dense
from engine.training.device import list_devices, measured_device, settle_device
from engine.training.loop import ALONE, Pace, Run, StopTraining
from engine.training.processes import Processes, launched_processes

__all__ = ["Pace", "Run", "StopTraining", "prepared_run", "step_name", "train"]


def train(
    plan: Plan, data: PreparedData, *, folder: Path | None = None, resume: Path | None = None,
    start: Checkpoint | None = None, pace: Pace | None = None,
) -> Generator[Event, Sent, None]:
    """Train a plan on prepared data.

    Send a `ChangeRate` to go on with another learning rate from the next batch on, a `KeepState` to have the folder
    hold all that is needed to go on from here.

    Args:
        plan: what is trained, and how.
        data: the rows, as `engine.data.prepare` makes them.
        folder: where weights and the resumable checkpoint are written when the run ends, stops or is closed.
        resume: folder of a stopped run of the same plan; the run goes on as if it had never stopped.
        start: weights, optimizer and random states to begin with; the run leaves its own end in it, closed or not.
        pace: how often events come; the consumer may change it on the way.

    Yields:
        RunStarted, then BatchesEnded and EpochEnded, RateChanged where one was sent, at last RunFinished.

    Raises:
        EngineError: the device is not there, or the checkpoint is not of this plan.
    """
    state = load_checkpoint(resume) if resume else start
    if state is not None:
        plan = _where_it_began(plan, state)
    run = prepared_run(
        plan, data, folder=folder, pace=pace, is_kept=folder is not None or start is not None, goes_on=state is not None
    )
    yield from run.go(state)


def _where_it_began(plan: Plan, state: Checkpoint) -> Plan:
    """The plan on the device of its first part, where "auto" chose that and this machine has it."""
    known = {device.name for device in list_devices()}
    return plan.on_device(state.device) if plan.device == "auto" and state.device in known else plan


def prepared_run(
    plan: Plan, data: PreparedData, *, folder: Path | None = None, pace: Pace | None = None, is_kept: bool = False,
    goes_on: bool = False, model: nn.Sequential | None = None,
) -> Run:
    """A run on a settled device, among the processes that torch's launcher started; arguments as of `Run`.

    Args:
        plan: what is trained; its device may be "auto".
        data: the rows.
        folder: of the run.
        pace: of the events.
        is_kept: whether the state is wanted.
        goes_on: whether something was learnt already, so that the device is not measured.
        model: the network, where there is one.

    Raises:
        EngineError: the device is not there.
    """
    processes = launched_processes(plan)
    if goes_on or processes.count > 1:
        plan, why = settle_device(plan), None
    else:
        plan, why = measured_device(plan, data)
    if processes.count > 1:
        plan = processes.agreed(plan)
        folder = folder if processes.rank == 0 else None
    return Run(
        plan, data, folder=folder, pace=pace, is_kept=is_kept, why=str(why or ""), processes=processes, model=model
    )


def step_name(plan: Plan, processes: Processes = ALONE) -> str:
    """Which step takes the plan: "dense" or "autograd"."""
    return "dense" if processes.count == 1 and can_run_dense(plan) else "autograd"
