"""A network that lives between fits: its modules and live layers, trained, scored and asked through one trainer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from torch import nn

from engine.data.prepare import PreparedData, Rows
from engine.errors import DataError
from engine.events import Event, Logs, RunFinished
from engine.layers import Shape
from engine.messages import QT_TRANSLATE_NOOP
from engine.plan import Plan
from engine.training.build import build_model
from engine.training.checkpoint import Checkpoint, weight_names
from engine.training.dense import can_run_dense
from engine.training.evaluation import Evaluation, Part
from engine.training.live import LiveLayer, LiveOptimizer
from engine.training.trainer import Pace, train


class LiveNetwork:
    """The modules of a plan that has no loss yet; each live layer stands for its own.

    Attributes:
        model: all modules, a last softmax or sigmoid included.
    """

    def __init__(self, plan: Plan, layers: Sequence[LiveLayer], shape: Shape) -> None:
        """Build it.

        Args:
            plan: shapes, first weights and the device; of the layers alone, so that no activation is taken into a loss.
            layers: one for each layer of the plan; those that have weights keep them.
            shape: of one row in front of the first.
        """
        self._device = torch.device(plan.device)
        self.model: nn.Sequential = build_model(plan).to(self._device).eval()
        self._order_state: torch.Tensor | None = None
        self._draws_state: torch.Tensor | None = None
        for layer in layers:
            modules = [
                module
                for planned, module in zip(plan.modules, self.model, strict=True)
                if planned.layer_id == layer.name
            ]
            before = layer.get_weights()
            layer.bind(shape, modules)
            if before:
                layer.set_weights(before)
            shape = layer.part.output_shape(shape)

    def train(self, plan: Plan, data: PreparedData, optimizer: LiveOptimizer) -> Iterator[Event]:
        """Go on from the weights as they are, and keep what was learnt, also when the generator is closed.

        Order and Dropout go on with the random numbers where the last fit left them, and the optimizer with what it
        remembers, as long as the same weights are trained by the same step.
        """
        learns = (can_run_dense(plan), weight_names(plan), [weight.trainable for weight in plan.weights])
        memory = optimizer.memory if optimizer.learns == learns else {}
        state = Checkpoint(
            step="dense" if can_run_dense(plan) else "autograd",
            rule=plan.optimizer.target,
            weights=weight_names(plan),
            model=self.state(),
            optimizer=memory,
            order_state=self._order_state,
            draws_state=self._draws_state,
        )
        is_finished = False
        events = train(plan, data, start=state, pace=Pace(0.1))
        try:
            for event in events:
                is_finished = isinstance(event, RunFinished)
                yield event
        finally:
            events.close()
            self.model.load_state_dict(state.best if is_finished and state.best is not None else state.model)
            optimizer.memory, optimizer.learns = state.optimizer, learns
            self._order_state, self._draws_state = state.order_state, state.draws_state

    def scores(self, plan: Plan, rows: Rows) -> Logs:
        """Loss and metrics of rows, computed as those of validation rows are while training."""
        part = Part.on(self._device, rows)
        scores: Logs = {}
        model = nn.Sequential(*list(self.model)[: len(plan.modules)])  # without what the loss takes in
        with _as_planned(plan):
            for _, scores in Evaluation(plan, model).run(part):  # noqa: B007 - the last one counts
                pass
        return scores

    def outputs(self, x: np.ndarray[Any, Any], rows: int) -> Iterator[np.ndarray[Any, Any]]:
        """Yield what the network says about each `rows` rows of x, float32 (rows, units)."""
        self.model.eval()
        for first in range(0, len(x), rows):
            with torch.no_grad():
                yield self.model(torch.tensor(x[first : first + rows]).to(self._device)).cpu().numpy()

    def state(self) -> dict[str, torch.Tensor]:
        """Copies of all tensors on the CPU, by their names in the script's state_dict."""
        return {name: tensor.detach().cpu().clone() for name, tensor in self.model.state_dict().items()}

    def load(self, tensors: Mapping[str, torch.Tensor]) -> None:
        """Take these tensors, all of them or none.

        Raises:
            DataError: names or shapes are not those of this network.
        """
        expected = self.model.state_dict()
        if tensors.keys() != expected.keys() or any(tensors[name].shape != expected[name].shape for name in expected):
            raise DataError(QT_TRANSLATE_NOOP("engine", "The weights are not those of this network."))
        self.model.load_state_dict(dict(tensors))


@contextmanager
def _as_planned(plan: Plan) -> Iterator[None]:
    """Threads and flush-denormal as while training, so that the last bits are the same."""
    threads = torch.get_num_threads()
    torch.set_num_threads(plan.threads)
    flush = torch.set_flush_denormal(plan.flush_denormal)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
        if flush:
            torch.set_flush_denormal(False)
