"""A network that lives between fits: its modules and live layers, trained, scored and asked where they lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch import nn

from engine.call import Call
from engine.data.rows import PreparedData, Rows
from engine.errors import DataError
from engine.events import BatchesEnded, Event, Logs, RunFinished, RunStarted
from engine.layers import Shape
from engine.messages import QT_TRANSLATE_NOOP
from engine.plan import Plan
from engine.training.build import build_model, penalty_per_row, set_trained
from engine.training.checkpoint import Checkpoint, weight_names
from engine.training.device import settle_device
from engine.training.evaluation import Part, shared
from engine.training.learner import Learner
from engine.training.live import LiveLayer
from engine.training.live_optimizers import LiveOptimizer
from engine.training.running_scores import RunningScores
from engine.training.scorer import Scorer, at_rest
from engine.training.trainer import Pace, Run, prepared_run, step_name


class LiveNetwork:
    """The modules of a plan that has no loss yet; each live layer stands for its own.

    Attributes:
        model: all modules, a last softmax or sigmoid included. They learn where they lie, so that whoever looks at
            weights or sets them while a fit goes on, sees and sets those at work.
        run: the fit that goes on, None between fits.
        running: what the fit's epoch has come to so far, where somebody asked for it.
        known_plan: the plan of the batch before, behind what it follows from; for whoever learns batch by batch.
    """

    def __init__(self, plan: Plan, layers: Sequence[LiveLayer], shape: Shape) -> None:
        """Build it.

        Args:
            plan: shapes, first weights and the device; of the layers alone, so that no activation is taken into a loss.
            layers: one for each layer of the plan; those that have weights keep them, and share them with the networks
                that they have joined before.
            shape: of one row in front of the first.
        """
        self._plan, self._device = plan, torch.device(plan.device)
        self.model: nn.Sequential = build_model(plan).to(self._device).eval()
        self.run: Run | None = None
        self.running: RunningScores | None = None
        self.known_plan: tuple[object, Plan] | None = None
        self._learner: Learner | None = None
        self._learner_of: tuple[object, LiveOptimizer] | None = None
        self._order_state: torch.Tensor | None = None
        self._draws_state: torch.Tensor | None = None
        self._restored: Checkpoint | None = None
        self._layers = tuple(layers)
        for part, layer in zip(plan.project.layers, layers, strict=True):
            planned = zip(plan.modules, self.model, strict=True)
            layer.join(self, shape, [module for each, module in planned if each.layer_id == part.id], plan.dtype)
            shape = part.output_shape(shape)

    # Learning

    def train(
        self, plan: Plan, data: PreparedData, optimizer: LiveOptimizer, pace: Pace, *, counts: bool = False
    ) -> Iterator[Event]:
        """Go on from the weights as they are, and keep what was learnt, also when the generator is closed.

        Order and Dropout go on with the random numbers where the last fit left them, and the optimizer with what it
        remembers, as long as the same weights are trained by the same step.

        Args:
            plan: how.
            data: the rows.
            optimizer: whose memory is used and kept, and whose rate can be set meanwhile.
            pace: how often events come.
            counts: whether `running` is kept up to date.
        """
        self.put_down()
        run = prepared_run(plan, data, pace=pace, is_kept=True, goes_on=True, model=self._planned(plan))
        plan, step = run.plan, step_name(run.plan, run.processes)
        learns = _learns(plan, step)
        state = self._restored or Checkpoint()
        self._restored = None
        state.step, state.rule, state.weights = step, plan.optimizer.target, weight_names(plan)
        if not state.optimizer and optimizer.learns == learns:
            state.optimizer = optimizer.memory
        if state.order_state is None:
            state.order_state, state.draws_state = self._order_state, self._draws_state
        events = run.go(state)
        try:
            for event in events:
                match event:
                    case RunStarted():
                        self.run, optimizer.at_work = run, run.step.update
                    case BatchesEnded() if counts:
                        self._count(run, event)
                    case RunFinished():
                        self.run = optimizer.at_work = None
                yield event
        finally:
            self.run = optimizer.at_work = None
            events.close()
            optimizer.memory, optimizer.learns = run.state.optimizer, learns
            self._order_state, self._draws_state = run.state.order_state, run.state.draws_state
            self._rest()

    def _count(self, run: Run, event: BatchesEnded) -> None:
        state, first, pieces = run.state, event.first, slice(-1, None)
        if first == 0 or self.running is None:  # also where the fit goes on inside an epoch
            self.running, first, pieces = RunningScores(run.plan), 0, slice(None)
        bounds = run.bounds[first : len(state.losses)]
        for (start, end), loss in zip(bounds, state.losses[first:], strict=True):
            self.running.add_loss(loss, end - start)
        if self.running.sees_rows:
            weights = run.weights_of(bounds[0][0], bounds[-1][1])
            outputs, targets = torch.cat(state.outputs[pieces]), torch.cat(state.targets[pieces])
            self.running.add_rows(outputs, targets, weights)

    def learn(self, of: object, plan: Plan, rows: Rows, optimizer: LiveOptimizer, scores: RunningScores) -> float:
        """Take one step on a batch; give its loss.

        Args:
            of: what the plan follows from; as long as it is the same, the learner of the batch before goes on.
            plan: how.
            rows: the batch.
            optimizer: as in `train`.
            scores: take the batch in.
        """
        batch = Part.sharing(rows)
        if self._learner is None or self._learner_of != (of, optimizer):
            self.put_down()
            plan = settle_device(plan)
            memory = optimizer.memory if optimizer.learns == _learns(plan, step_name(plan)) else {}
            model = self._planned(plan)
            self._learner = Learner(plan, model, batch.batch(0, 0), memory, self._draws_state)
            self._learner_of, optimizer.at_work = (of, optimizer), self._learner.update
        elif self._neighbours():
            self._planned(self._learner.plan)  # another model may have learnt with these weights since
        loss = self._learner.learn(batch, scores)
        self._let_others_go_on()
        return loss

    def put_down(self) -> None:
        """End learning batch by batch for now: what was learnt by the way goes to where a fit looks for it."""
        self.known_plan = None
        if self._learner is None or self._learner_of is None:
            return
        optimizer = self._learner_of[1]
        plan = self._learner.plan
        optimizer.memory, optimizer.learns = self._learner.memory(), _learns(plan, step_name(plan))
        optimizer.at_work = None
        self._draws_state = self._learner.draws.state
        self._learner = self._learner_of = None
        self._rest()

    def finish(self, optimizer: LiveOptimizer) -> None:
        """At the end of a fit of batches: averages of the weights take their place, where there are any."""
        if optimizer.at_work is not None:
            optimizer.at_work.finish()

    def permutation(self, plan: Plan, count: int) -> torch.Tensor:
        """A new order of so many batches or rows, by the random numbers that shuffle."""
        generator = torch.Generator().manual_seed(plan.seeds[2])
        if self._order_state is not None:
            generator.set_state(self._order_state)
        order = torch.randperm(count, generator=generator)
        self._order_state = generator.get_state()
        return order

    def learning(self) -> Run:
        """The fit that goes on."""
        assert self.run is not None
        return self.run

    def numbers(self) -> Logs:
        """What the fit's epoch has come to so far."""
        return self.running.logs() if self.running is not None else {}

    def _planned(self, plan: Plan) -> nn.Sequential:
        """The modules that a plan trains: without what the loss takes in; only what is to be learnt has gradients."""
        model = type(self.model)(*list(self.model)[: len(plan.modules)])
        set_trained(plan, model)
        return model

    def _rest(self) -> None:
        set_trained(self._plan, self.model)
        for parameter in self.model.parameters():
            parameter.grad = None
        for _, module in self._kept_outputs():  # without what led to them
            module.outputs = module.outputs.detach()
        self.model.eval()
        self._let_others_go_on()

    def losses_of_outputs(self) -> list[torch.Tensor]:
        """The penalties on what layers gave for the last batch, divided by its rows."""
        return [penalty_per_row(call, module.outputs) for call, module in self._kept_outputs()]

    def _kept_outputs(self) -> list[tuple[Call, Any]]:
        pairs = [(planned.penalty, module) for planned, module in zip(self._plan.modules, self.model, strict=True)]
        return [(call, module) for call, module in pairs if call is not None and module.outputs is not None]

    def _neighbours(self) -> set[LiveNetwork]:
        """Other networks with weights that are ours as well."""
        return {network for layer in self._layers for network in layer.networks if network is not self}

    def _let_others_go_on(self) -> None:
        """What a fit of another network trains is what its own plan says, whoever has learnt meanwhile."""
        for network in self._neighbours():
            if network.run is not None:
                network._planned(network.run.plan)

    # Scoring and asking

    def scorer(self, plan: Plan) -> Scorer:
        """What scores rows by this plan with the weights as they are at each batch."""
        model = type(self.model)(*list(self.model)[: len(plan.modules)])
        return Scorer(plan.on_device(str(self._device)), model)

    def new_scores(self, plan: Plan) -> RunningScores:
        """Numbers of rows that are still to come."""
        return RunningScores(plan)

    def at_rest(self) -> AbstractContextManager[None]:
        """Within it rows are scored and asked about, also while a fit goes on."""
        return at_rest(self.model)

    def outputs(self, x: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """What the network says about rows; within `at_rest`."""
        with torch.no_grad():
            return self.model(shared(x).to(self._device)).cpu().numpy()  # type: ignore[no-any-return]

    # Keeping

    def checkpoint(self, plan: Plan, optimizer: LiveOptimizer) -> Checkpoint:
        """What a fit needs to go on from here, weights included; inside an epoch also the place in it."""
        self.put_down()
        if self.run is not None:
            state = replace(self.run.take())
        else:
            state = Checkpoint(optimizer=optimizer.memory, order_state=self._order_state, draws_state=self._draws_state)
        state.model, state.weights = self.state(), weight_names(plan)
        state.step, state.rule = step_name(plan), plan.optimizer.target
        # Epochs are counted anew by the fit that goes on.
        state.epoch, state.epochs, state.best = 1, [], None
        return state

    def memory(self, optimizer: LiveOptimizer) -> dict[str, Any]:
        """What the next fit depends on besides the weights: what the optimizer remembers, and the random numbers."""
        self.put_down()
        memory, learns = optimizer.memory, optimizer.learns
        if self.run is not None:
            state = self.run.take()
            memory, learns = state.optimizer, _learns(self.run.plan, self.run.step.name)
            return {"optimizer": memory, "learns": learns, "order": state.order_state, "draws": state.draws_state}
        return {"optimizer": memory, "learns": learns, "order": self._order_state, "draws": self._draws_state}

    def remember(self, optimizer: LiveOptimizer, memory: Mapping[str, Any]) -> None:
        """Take what `memory` gave."""
        optimizer.memory, optimizer.learns = memory["optimizer"], memory["learns"]
        self._order_state, self._draws_state = memory["order"], memory["draws"]

    def restore(self, state: Checkpoint) -> None:
        """Let the next fit go on from a checkpoint.

        Raises:
            EngineError: it is of another network.
        """
        self.load(state.model)
        state.model = {}
        self._restored = state

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


def _learns(plan: Plan, step: str) -> list[object]:
    """What an optimizer's memory belongs to."""
    return [step, plan.optimizer.target, weight_names(plan), [weight.trainable for weight in plan.weights]]
