"""One run, from its first event to its last: the state that a checkpoint holds, and the loop over it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from engine.call import execute
from engine.data.rows import PreparedData
from engine.errors import EngineError, FileError
from engine.events import (
    BatchesEnded,
    ChangeRate,
    EpochEnded,
    Evaluating,
    Event,
    KeepState,
    Logs,
    NotKept,
    RateChanged,
    Reason,
    RunFinished,
    RunStarted,
    Sent,
)
from engine.messages import QT_TRANSLATE_NOOP
from engine.plan import Plan
from engine.training.arithmetic import arithmetic
from engine.training.autograd import AutogradStep
from engine.training.build import batch_bounds, build_model
from engine.training.checkpoint import Checkpoint, save_run
from engine.training.dense import DenseStep, can_run_dense
from engine.training.evaluation import Evaluation, Part
from engine.training.graph import GraphStep, can_be_recorded
from engine.training.processes import Processes, SharedStep
from engine.training.random_draws import RandomDraws
from engine.training.step import Step

ALONE = Processes()


class StopTraining(Exception):  # noqa: N818 - a request, not an error
    """Throw this into the generator to stop at the next batch; it then scores the test rows and finishes."""


@dataclass
class Pace:
    """How often events come: after the first batch that ends `seconds` after the last event; 0 is every batch.

    Attributes:
        before: called with the number of the batch, from 0, that comes next after an event.
    """

    seconds: float = 0.025
    before: Callable[[int], object] | None = None


class _Stopwatch:
    """Wall time while the generator runs; a paused run's clock stands."""

    def __init__(self, seconds: float = 0.0) -> None:
        self._sum, self._since = seconds, time.perf_counter()

    def pause(self) -> None:
        self._sum += time.perf_counter() - self._since

    def go_on(self) -> None:
        self._since = time.perf_counter()

    @property
    def seconds(self) -> float:
        return self._sum + time.perf_counter() - self._since


def _is_out_of_memory(error: Exception) -> bool:
    # The CPU's allocator raises a plain RuntimeError.
    words = ("out of memory", "not enough memory", "can't allocate memory")
    return isinstance(error, MemoryError) or any(word in str(error).lower() for word in words)


class Run:
    """One run: what a checkpoint holds, and the loop over it.

    Attributes:
        state: what the run needs to go on; complete when it has ended.
        step: what learns; there once the run has started.
    """

    def __init__(
        self, plan: Plan, data: PreparedData, *, folder: Path | None = None, pace: Pace | None = None,
        is_kept: bool = False, why: str = "", processes: Processes = ALONE, model: nn.Sequential | None = None,
    ) -> None:
        """Prepare a run.

        Args:
            plan: with its device settled.
            data: the rows.
            folder: as in `train`.
            pace: as in `train`.
            is_kept: whether the state is wanted at the end.
            why: the device was chosen.
            processes: those that share each batch.
            model: the plan's network where there is one already; it learns where it lies, and its weights are not kept
                in the state. Left out, the run makes one.
        """
        self.plan, self.data, self.folder, self.pace, self.is_kept = plan, data, folder, pace or Pace(), is_kept
        self.why, self.processes, self._given, self._is_complete = why, processes, model, False
        self.clock = _Stopwatch()
        self.stop_wanted = False
        self.rate_wanted: ChangeRate | None = None
        self._news: list[Event] = []
        self._has_told = False
        self.state = Checkpoint()

    def go(self, resumed: Checkpoint | None = None) -> Generator[Event, Sent, None]:
        """Yield the events of `train`; go on from a checkpoint where one is given."""
        with arithmetic(self.plan.threads, flush_denormal=self.plan.flush_denormal):
            events = self._events(resumed)
            try:
                while True:
                    try:
                        event = self._news.pop() if self._news else next(events)
                    except StopIteration:
                        return
                    except (RuntimeError, MemoryError) as error:
                        if not _is_out_of_memory(error):
                            raise
                        raise EngineError(
                            QT_TRANSLATE_NOOP("engine", "The memory was not enough for this network and batch size."),
                            hint=QT_TRANSLATE_NOOP("engine", "Use fewer units or a smaller batch size."),
                        ) from error
                    self.clock.pause()
                    try:
                        self._take_in((yield event))
                    except StopTraining:
                        self.stop_wanted = True
                    self.clock.go_on()
            finally:
                events.close()
                self._save()

    def _take_in(self, sent: Sent) -> None:
        if isinstance(sent, KeepState):
            begun = time.perf_counter()
            if sent.error is None:
                try:
                    self._save()
                except FileError as error:  # the disk may be full for a while; training goes on
                    sent.error = error
            if sent.error is not None and not self._has_told:
                self._news.append(NotKept(sent.error))
            self._has_told = sent.error is not None
            sent.seconds = time.perf_counter() - begun
        elif sent is not None:
            self.rate_wanted = sent

    def _events(self, resumed: Checkpoint | None) -> Generator[Event, None, None]:
        plan = self.plan
        self._build(resumed)
        state, step = self.state, self.step
        yield RunStarted(
            train=len(self.train.x), validation=len(self.validation.x), test=len(self.test.x), device=plan.device,
            threads=torch.get_num_threads() if plan.device == "cpu" else plan.threads, step=step.name,
            parameters=plan.parameters, epochs=plan.epochs, first_epoch=state.epoch, batches=len(self.bounds),
            why=self.why, first_batch=state.batch if state.order is not None else 0,
        )
        reason = self._end()
        while reason is None and not self.stop_wanted:
            yield from self._epoch()
            reason = self._end()
        reason = reason or "stopped"
        # The checkpoint keeps the last weights, so that a stopped run can go on; the run's own are the best.
        self.take()
        self._is_complete = True
        step.update.finish()
        if self.state.best is not None:
            self.model.load_state_dict(self.state.best)
        test = yield from self._evaluate(self.test, "")
        state.seconds = self.clock.seconds
        state.reason = reason
        yield RunFinished(
            reason=reason, epochs=len(state.epochs), best_epoch=state.best_epoch, test=test, step=step.name,
            seconds=state.seconds, run=str(self.folder) if self.folder else None, partial_epoch=state.order is not None,
        )

    def _end(self) -> Reason | None:
        """Why the run is over behind its last epoch, None where it goes on; a run may have been kept just there."""
        state = self.state
        if state.order is not None:  # within an epoch
            return None
        if state.epochs and not math.isfinite(state.epochs[-1]["loss"]):
            return "diverged"
        if self.stopping is not None and self.stopping.is_over:
            return "early_stopped"
        return "completed" if state.epoch > self.plan.epochs else None

    def _build(self, resumed: Checkpoint | None) -> None:
        plan, device = self.plan, torch.device(self.plan.device)
        self.model = build_model(plan).to(device) if self._given is None else self._given
        parts = (self.data.train, self.data.validation, self.data.test)
        self.train, self.validation, self.test = (Part.on(device, rows) for rows in parts)
        self.bounds = batch_bounds(plan, len(self.train.x))
        self.step = self._make_step()
        self.evaluation = Evaluation(plan, self.model, self.data.target_scale, self.data.target_mean)
        self.stopping = execute(plan.stopping) if plan.stopping else None
        self.plateau = execute(plan.reduce_lr) if plan.reduce_lr else None
        order = torch.Generator().manual_seed(plan.seeds[2])
        # Each process drops other values of its part.
        self.draws = RandomDraws(device, plan.seeds[3] + self.processes.rank, is_used=plan.draws_in_training)
        if resumed is not None:
            resumed.check(plan, self.step.name, len(self.train.x))
            self.state = resumed
            resumed.put_back(self.model, self.step, order, self.draws)
            resumed.model = {}
            self.clock = _Stopwatch(resumed.seconds)
        # What they remember lives in the checkpoint.
        for name, watcher in (("stopping", self.stopping), ("plateau", self.plateau)):
            if watcher is not None:
                vars(watcher).update(self.state.watching.get(name, {}))
                self.state.watching[name] = vars(watcher)
        # From here on there is something to save: a run that may not go on stays as it is on disk.
        self.order = order

    def _make_step(self) -> Step:
        if self.processes.count > 1:
            return SharedStep(self.plan, self.model, self.train, self.processes)
        step = DenseStep if can_run_dense(self.plan) else GraphStep if can_be_recorded(self.plan) else AutogradStep
        return step(self.plan, self.model, self.train)

    def _epoch(self) -> Generator[Event, None, None]:
        state, step = self.state, self.step
        rows = len(self.train.x)
        if state.order is None:
            shuffled = self.plan.shuffle
            state.order = torch.randperm(rows, generator=self.order) if shuffled else torch.arange(rows)
            state.batch, state.losses, state.outputs, state.targets = 0, [], [], []
        order, bounds = state.order.to(self.train.x.device), self.bounds
        step.begin_epoch()
        step.batch = state.batch
        deadline = time.perf_counter() + self.pace.seconds
        while state.batch < len(bounds):
            yield from self._change_rate()
            first = state.batch
            if self.pace.before is not None:
                self.pace.before(first)
            broken: BaseException | None = None
            try:
                with self.draws.lent(), step.mode():
                    step.learn(order, bounds, deadline - time.perf_counter())
            except BaseException as error:  # Ctrl+C as well
                broken = error
            # Also where a batch breaks: those before it count, in the checkpoint as in the history.
            state.batch = step.batch
            self._note_batches(first)
            if broken is None or (isinstance(broken, Exception) and state.batch > first):
                yield BatchesEnded(state.epoch, first, tuple(state.losses[first:]), step.update.learning_rate)
            if broken is not None:
                raise broken
            deadline = time.perf_counter() + self.pace.seconds
            if self.stop_wanted and state.batch < len(bounds):
                return
        logs = self.logs_so_far()
        validation = yield from self._evaluate(self.validation, "val_")
        logs |= validation
        logs["learning_rate"] = step.update.learning_rate
        state.order, state.outputs, state.targets = None, [], []
        is_best = self._note_best(logs)
        if self.plateau is not None:
            rate = self.plateau.rate(step.update.learning_rate, logs)
            if rate != step.update.learning_rate:
                step.update.learning_rate = rate
        state.epochs.append(logs)
        state.epoch += 1
        yield EpochEnded(state.epoch - 1, logs, is_best)

    def _change_rate(self) -> Generator[Event, None, None]:
        if self.rate_wanted is not None:
            rate, self.rate_wanted = self.rate_wanted.learning_rate, None
            update = self.step.update
            update.set_by_hand(rate)
            yield RateChanged(self.state.epoch, self.state.batch, update.steps, rate)

    def _note_batches(self, first: int) -> None:
        state = self.state
        if state.batch > first:
            losses, outputs, targets = self.step.read()
            rows = self.bounds[state.batch - 1][1] - self.bounds[first][0]
            state.losses += losses[: state.batch - first]
            state.outputs.append(outputs[:rows].cpu())
            state.targets.append(targets[:rows].cpu())

    def logs_so_far(self) -> Logs:
        """Loss and metrics of the epoch's batches up to now."""
        state, total = self.state, 0.0
        done = self.bounds[: len(state.losses)]
        for (start, end), loss in zip(done, state.losses, strict=True):
            total += loss * (end - start)
        weights = self.weights_of(0, done[-1][1])
        return self.evaluation.scores(total / done[-1][1], state.outputs, state.targets, weights)

    def weights_of(self, start: int, end: int) -> torch.Tensor | None:
        """Weights of the rows that stand there in the order of the epoch, on the CPU; None where rows have none."""
        weights, order = self.train.weights, self.state.order
        return None if weights is None or order is None else weights[order[start:end].to(weights.device)].cpu()

    def _evaluate(self, part: Part, prefix: str) -> Generator[Event, None, Logs]:
        if not len(part.x):
            return {}
        scores: Logs = {}
        begun = time.perf_counter()
        for done, scores in self.evaluation.run(part):
            if not scores and time.perf_counter() - begun > self.pace.seconds:
                yield Evaluating(self.state.epoch, done, len(part.x))
                begun = time.perf_counter()
        return {prefix + name: value for name, value in scores.items()}

    def _note_best(self, logs: Logs) -> bool:
        state, settings = self.state, self.plan.early_stopping
        if self.stopping is not None:
            is_best = self.stopping.is_best(state.epoch, logs)
        else:
            value = logs.get("val_loss", logs["loss"])
            is_best = value < state.best_value
            state.best_value = value if is_best else state.best_value
        if is_best:
            state.best_epoch = state.epoch
            if settings and settings.restore_best_weights:
                state.best = {name: tensor.detach().clone() for name, tensor in self.model.state_dict().items()}
        return bool(is_best)

    def take(self) -> Checkpoint:
        """Complete the state: a run that goes on from it equals one that never stopped."""
        self.state.take(self.plan, self.step, self.model, self.order, self.draws)
        if self._given is not None:
            self.state.model = {}
        self.state.seconds = self.clock.seconds
        return self.state

    def _save(self) -> None:
        """Complete the state, and write it and the weights where a folder was given, once there is a network."""
        if self.is_kept and hasattr(self, "order"):
            if not self._is_complete:  # closed in the middle
                self.take()
            if self.folder is not None:
                save_run(self.folder, self.model, self.state)
