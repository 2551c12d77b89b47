"""Live optimizers: what a declared optimizer becomes when it takes steps. They hold the part and what it remembers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import torch
from pydantic import ValidationError
from torch import nn

from engine.call import execute
from engine.data.lists import read_list
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.optimizers import Optimizer, Schedule
from engine.spec import explain, plain_number
from engine.training.live_rate import LiveRate
from engine.training.optimizer_step import OptimizerStep
from engine.training.update import BareStep, without_compiler

MOMENTUM = "momentum_buffer"  # torch's name for a sum of gradients that the rate is still to be multiplied with
COUNTERS = ("step", "mu_product")  # which torch keeps for each weight, Keras once


class LiveOptimizer:
    """An optimizer with what it remembers from step to step. Fields of the part are read through it.

    A model gives it to `fit`. By itself it moves tensors and arrays in place, one step at each `apply`, as Keras does:
    clip the gradients, decay the weights, move them, average them. It passes for an optimizer of its part's class:
    `isinstance(model.optimizer, Adam)`.

    Attributes:
        part: the description, frozen.
        given: the object that compile was given, which shows the rate as it is, as Keras's does; None without one.
        memory: what fit needs to go on; {} before the first fit and after a change of what is trained.
        learns: what the memory belongs to.
        at_work: what takes the steps of a fit that goes on, None between fits.
    """

    def __init__(self, part: Optimizer, given: Optimizer | None = None) -> None:
        self.part, self.given = part, given
        self.memory: dict[str, Any] = {}
        self.learns: object = None
        self.at_work: OptimizerStep | None = None
        self._given: list[Any] = []
        self._weights: list[nn.Parameter] = []
        self._optimizer: torch.optim.Optimizer | None = None
        self._average: Any = None
        self._mean: Any = None
        self._steps = 0

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return type(self.part)

    def __reduce__(self) -> Any:  # pickle wants to know of no other class
        return _unpickled, (), dict(vars(self))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__pydantic"):  # who compares it with a description, looks there
            return getattr(self.part, name)
        if name.startswith("_") or name == "part":
            raise AttributeError(name)
        return getattr(self.part, name)

    def __setattr__(self, name: str, value: Any) -> None:
        is_field = "part" in vars(self) and name in type(self.part).model_fields
        if name == "name" or (is_field and name != "learning_rate"):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{part} keeps the {field} that it was made with; its rate can be set."),
                hint=QT_TRANSLATE_NOOP("engine", "Compile the model with another optimizer."),
                part=type(self.part).__name__, field=name,
            )
        object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        return f"<{self.part!r}>"

    @property
    def name(self) -> str:
        """What Keras calls it: "adam"."""
        return self.part.kind

    @property
    def built(self) -> bool:
        """Whether it knows what `apply` moves."""
        return self._optimizer is not None

    @property
    def iterations(self) -> int:
        """Steps taken so far, by `apply` or over all fits."""
        return self._batches // (self.part.gradient_accumulation_steps or 1)

    @property
    def _batches(self) -> int:
        """Gradients taken in so far; schedules count by it."""
        if self.at_work is not None:
            return self.at_work.steps
        return self._steps if self.built else int(self.memory.get("steps", 0))

    @property
    def learning_rate(self) -> float:
        """The rate of the next step; it can be set at any time, and the memory is kept.

        It may be set to a number or to a schedule.

        Raises:
            EngineError: on setting it to something that is no rate, or to a number where a schedule decides.
        """
        rate = self.part.learning_rate
        if isinstance(rate, Schedule):
            return LiveRate(rate(self._batches), self)
        return LiveRate(rate if self.at_work is None else self.at_work.learning_rate, self)

    @learning_rate.setter
    def learning_rate(self, rate: float | Schedule) -> None:
        old = self.part.learning_rate
        rate = float(rate) if isinstance(rate, LiveRate) else rate
        try:  # a constructor of the user's may take other words
            part = self.part.changed(learning_rate=plain_number(rate))
        except ValidationError as error:
            raise EngineError(explain(error, type(self.part).__name__)) from None
        new = part.learning_rate
        if isinstance(old, Schedule) and not isinstance(new, Schedule):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "A schedule decides the learning rate here, which cannot be set."),
                hint=QT_TRANSLATE_NOOP("engine", "Make the optimizer with a number instead, or set another schedule."),
            )
        self.part = part
        if self.given is not None:  # once it is a model's, it is no description any more
            vars(self.given)["learning_rate"] = new
        if isinstance(new, Schedule):
            return
        if self._optimizer is not None:
            _set_rate(self._optimizer.param_groups, self._optimizer.state.values(), new)
        if self.at_work is not None:
            optimizer = self.at_work.optimizer
            _set_rate(optimizer.param_groups, optimizer.state.values(), new)
            self.at_work.learning_rate = new
        elif self.memory:
            saved = self.memory["optimizer"]
            _set_rate(saved["param_groups"], saved["state"].values(), new)

    def swap_averages(self) -> None:
        """Let weights and their moving averages change places, while a fit goes on; see `callbacks.SwapEMAWeights`.

        Raises:
            EngineError: the optimizer keeps no averages.
        """
        if self.part.average_call() is None:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "The optimizer keeps no averages of the weights."),
                hint=QT_TRANSLATE_NOOP("engine", "Make it with use_ema=True."),
            )
        if self.at_work is not None:  # between fits the averages are the weights
            self.at_work.swap_averages()

    def keep_averages(self) -> None:
        """Let the averages be what the weights are."""
        if self.at_work is not None:
            self.at_work.keep_averages()

    # --- at work by itself

    def build(self, variables: Iterable[Any]) -> None:
        """Say what it moves. Once built it stays with these.

        Args:
            variables: tensors of torch or arrays of numpy, of floating numbers; they are changed in place.

        Raises:
            EngineError: something among them cannot be changed in place.
        """
        if self.built:
            return
        given = read_list(variables, "variables")
        if not given:
            raise EngineError(QT_TRANSLATE_NOOP("engine", "There is nothing to learn: no variables were given."))
        self._weights = [_weight(variable, number) for number, variable in enumerate(given)]
        self._given = given
        self._optimizer = self._fresh(self._weights)
        average = self.part.average_call()
        self._average = execute(average, parameters=self._weights) if average is not None else None
        mean = self.part.accumulation_call()
        self._mean = execute(mean, parameters=self._weights) if mean is not None else None

    def apply(self, grads: Iterable[Any], trainable_variables: Iterable[Any] | None = None) -> None:
        """Take a step, or with `gradient_accumulation_steps` take the gradients in until one is due.

        Args:
            grads: a gradient of the same shape for each variable; None leaves its variable as it is.
            trainable_variables: those that the gradients belong to, where they are not all in order.

        Raises:
            EngineError: they do not fit together.
        """
        gradients = read_list(grads, "grads")
        if not gradients:
            return
        if trainable_variables is not None:
            variables = read_list(trainable_variables, "trainable_variables")
            self.build(variables)
        elif self.built:
            variables = self._given
        else:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "The optimizer does not know yet what it moves."),
                hint=QT_TRANSLATE_NOOP("engine", "Call build(variables) first, or give apply the variables too."),
            )
        if len(gradients) != len(variables):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "There are {variables} variables, but {gradients} gradients."),
                variables=len(variables), gradients=len(gradients),
            )
        moved = self._take(gradients, variables)
        self._step(moved)

    def apply_gradients(self, grads_and_vars: Iterable[tuple[Any, Any]]) -> int:
        """Take a step by pairs of a gradient and its variable; gives the number of steps taken so far."""
        pairs = [read_list(pair, "a pair") for pair in read_list(grads_and_vars, "grads_and_vars")]
        if any(len(pair) != 2 for pair in pairs):
            raise EngineError(QT_TRANSLATE_NOOP("engine", "grads_and_vars has pairs of a gradient and its variable."))
        self.apply([gradient for gradient, _ in pairs], [variable for _, variable in pairs])
        return self.iterations

    def finalize_variable_values(self, var_list: Iterable[Any] | None = None) -> None:  # noqa: ARG002 - Keras's word
        """Put the moving averages in the place of the weights, where `use_ema` keeps any."""
        if self._average is not None and self._average.seen:
            self._average.finish()

    @property
    def variables(self) -> list[Any]:
        """All that it remembers: steps, rate (unless a schedule decides), averages, and what belongs to each weight."""
        rate = self.part.learning_rate
        kept: list[Any] = [torch.tensor(self.iterations)]
        kept += [] if isinstance(rate, Schedule) else [torch.tensor(rate)]
        kept += self._average.averages if self._average is not None else []
        kept += self._mean.sums if self._mean is not None else []
        if self._optimizer is None:
            return kept
        start = self._start()
        for number, weight in enumerate(self._weights):
            state = self._optimizer.state.get(weight) or start[number]
            kept += [value for name, value in state.items() if name not in COUNTERS and torch.is_tensor(value)]
            if number == 0:
                kept += [value for name, value in state.items() if name == "mu_product"]
        return kept

    def _fresh(self, weights: list[nn.Parameter]) -> torch.optim.Optimizer:
        with without_compiler():
            optimizer: torch.optim.Optimizer = execute(self.part.call_alone(), parameters=weights)
        return optimizer

    def _start(self) -> list[dict[str, Any]]:
        """What it remembers before the first step: torch makes that at the first step only, so copies take one."""
        copies = [nn.Parameter(weight.detach().clone()) for weight in self._weights]
        for copy in copies:
            copy.grad = torch.zeros_like(copy)
        optimizer = self._fresh(copies)
        BareStep(optimizer)()
        return [optimizer.state.get(copy, {}) for copy in copies]

    def _take(self, gradients: list[Any], variables: list[Any]) -> list[nn.Parameter]:
        """Give the weights their gradients; those that have one."""
        places = {id(variable): number for number, variable in enumerate(self._given)}
        for weight in self._weights:
            weight.grad = None
        taken: list[nn.Parameter] = []
        for number, (gradient, variable) in enumerate(zip(gradients, variables, strict=True)):
            place = places.get(id(variable))
            if place is None:
                raise EngineError(
                    QT_TRANSLATE_NOOP("engine", "Variable {number} is none of those that the optimizer was built on."),
                    hint=QT_TRANSLATE_NOOP("engine", "Make another optimizer for other variables."),
                    number=number,
                )
            if gradient is not None:
                weight = self._weights[place]
                weight.grad = _gradient(gradient, weight, number)
                taken.append(weight)
        if not taken:
            raise EngineError(QT_TRANSLATE_NOOP("engine", "There is no gradient for any variable."))
        return taken

    def _step(self, moved: list[nn.Parameter]) -> None:
        if self._mean is None or self._mean.is_complete():
            self._move(moved)
        if self._average is not None:
            self._average.update()
        self._steps += 1

    def _move(self, moved: list[nn.Parameter]) -> None:
        assert self._optimizer is not None
        part, rate = self.part, self.learning_rate
        if isinstance(part.learning_rate, Schedule):
            _set_rate(self._optimizer.param_groups, self._optimizer.state.values(), rate)
        for call in part.gradient_calls():
            execute(call, parameters=moved)
        if (decay := part.decay_call()) is not None:
            execute(decay, parameters=moved, rate=rate)
        BareStep(self._optimizer)()


def _unpickled() -> LiveOptimizer:
    return LiveOptimizer.__new__(LiveOptimizer)


def _set_rate(groups: Sequence[dict[str, Any]], states: Iterable[dict[str, Any]], rate: float) -> None:
    """Set the rate of an optimizer that has taken steps. Momentum keeps the rate that these had, as in Keras."""
    before = groups[0]["lr"]
    for group in groups:
        group["lr"] = rate
    for state in states:
        # At a rate of 0 torch's momentum rests, and goes on afterwards.
        if state.get(MOMENTUM) is not None and before and rate:
            state[MOMENTUM] *= before / rate


def _weight(variable: Any, number: int) -> nn.Parameter:
    """A parameter that shares its numbers with a tensor or array."""
    if isinstance(variable, torch.Tensor):
        tensor = variable.detach()
    elif isinstance(variable, np.ndarray) and variable.flags.writeable and min(variable.strides, default=0) >= 0:
        tensor = torch.from_numpy(variable) if variable.dtype.kind == "f" else torch.empty(0, dtype=torch.int64)
    else:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "Variable {number} is a {kind}, which cannot be changed in place."),
            hint=QT_TRANSLATE_NOOP("engine", "Give a tensor of torch or an array of numpy that may be written to."),
            number=number, kind=type(variable).__name__,
        )
    if not tensor.dtype.is_floating_point:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "Variable {number} holds {kind}, not floating numbers, and cannot learn."),
            number=number, kind=str(variable.dtype),
        )
    return nn.Parameter(tensor)


def _gradient(gradient: Any, weight: nn.Parameter, number: int) -> torch.Tensor:
    """A copy of a gradient, which clipping may change."""
    try:
        tensor = gradient.detach() if isinstance(gradient, torch.Tensor) else torch.tensor(np.asarray(gradient))
    except (TypeError, ValueError):
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "Gradient {number} is a {kind}, not numbers."),
            number=number, kind=type(gradient).__name__,
        ) from None
    if tensor.shape != weight.shape:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "Gradient {number} has shape {found}, but its variable has {expected}."),
            number=number, found=tuple(tensor.shape), expected=tuple(weight.shape),
        )
    return tensor.to(weight, copy=True)
