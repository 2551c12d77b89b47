"""A fit on batches that come one by one: the events of a run, without the rows ever lying together."""

from __future__ import annotations

import math
import time
import warnings
from collections.abc import Generator
from typing import TYPE_CHECKING

from engine.data.streams import BatchStream
from engine.errors import EngineError
from engine.events import BatchesEnded, EpochEnded, Event, Logs, Reason, RunFinished, RunStarted
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.models.rows import RowReader

if TYPE_CHECKING:
    from engine.training.live_optimizers import LiveOptimizer
    from engine.training.network import LiveNetwork
    from engine.training.running_scores import RunningScores
    from engine.training.trainer import Pace


class StreamRun:
    """Learns the batches of a stream. The numbers are those of the same batches cut from arrays in that order.

    Attributes:
        stop_wanted: set it, and the run ends at the next event.
        scores: what the epoch has come to so far.
    """

    def __init__(
        self, network: LiveNetwork, stream: BatchStream, reader: RowReader, optimizer: LiveOptimizer, pace: Pace
    ) -> None:
        """Prepare.

        Args:
            network: that learns.
            stream: of the batches.
            reader: of the batches.
            optimizer: whose memory is used and kept.
            pace: how often events come.
        """
        self._network, self._stream, self._reader = network, stream, reader
        self._optimizer, self._pace = optimizer, pace
        self.stop_wanted = False
        self.scores: RunningScores = network.new_scores(reader.plan)

    def logs_so_far(self) -> Logs:
        """Loss and metrics of the epoch's batches up to now."""
        return self.scores.logs()

    def go(self, of: object, epochs: int) -> Generator[Event, None, None]:
        """Yield the events of so many epochs; `of` is what the plan follows from."""
        plan, begun = self._reader.plan, time.perf_counter()
        yield RunStarted(
            train=0, validation=0, test=0, device=plan.device, threads=plan.threads, step="stream",
            parameters=plan.parameters, epochs=epochs, batches=self._stream.count or 0,
        )
        reason: Reason = "completed"
        done = 0
        while done < epochs and not self.stop_wanted:
            self.scores = self._network.new_scores(plan)
            yield from self._epoch(of, done + 1)
            if self._is_stopped() or not self.scores.rows:
                break
            logs = {**self.scores.logs(), "learning_rate": float(self._optimizer.learning_rate)}
            done += 1
            yield EpochEnded(done, logs)
            if not math.isfinite(logs["loss"]):
                reason = "diverged"
                break
            if self._stream.is_over:
                break
        has_ended_early = self._stream.is_over and done < epochs and reason == "completed"
        if has_ended_early and not self.stop_wanted and not self._stream.has_warned:
            self._warn(done, epochs)
        if reason == "completed" and done < epochs:
            reason = "stopped"
        self._network.finish(self._optimizer)
        yield RunFinished(
            reason=reason, epochs=done, best_epoch=None, test={}, step="stream", seconds=time.perf_counter() - begun
        )

    def _epoch(self, of: object, epoch: int) -> Generator[Event, None, None]:
        first, losses = 0, list[float]()
        deadline = time.perf_counter() + self._pace.seconds
        for number, batch in enumerate(self._stream.epoch()):
            rows = self._reader.read(batch)
            if not losses and self._pace.before is not None:
                self._pace.before(number)
            self._check(len(rows))
            losses.append(self._network.learn(of, self._reader.plan, rows, self._optimizer, self.scores))
            if time.perf_counter() >= deadline:
                yield BatchesEnded(epoch, first, tuple(losses))
                if self._is_stopped():
                    return
                first, losses = number + 1, []
                deadline = time.perf_counter() + self._pace.seconds
        if losses:
            yield BatchesEnded(epoch, first, tuple(losses))

    def _is_stopped(self) -> bool:
        return self.stop_wanted

    def _check(self, rows: int) -> None:
        for layer in self._reader.plan.project.layers:
            if layer.needs_batch > rows:
                raise EngineError(
                    QT_TRANSLATE_NOOP(
                        "engine", "{layer} compares the rows of a batch and needs at least 2, but a batch has 1."
                    ),
                    layer=Message.of(layer.title),
                )

    def _warn(self, done: int, epochs: int) -> None:
        sentence = QT_TRANSLATE_NOOP(
            "engine", "x gave no more batches after {done} of {epochs} epochs, so that the fit ended."
        )
        warnings.warn(sentence.format(done=done, epochs=epochs), UserWarning, stacklevel=2)
