"""Forward and backward formulas of the quick step: linear, dropout, activations, losses.

Each calls the operation that autograd calls for the same module, so that the bits are the same.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Protocol

import torch
from torch import nn

_aten = torch.ops.aten
_MEAN = 1  # at::Reduction::Mean


class Operation(Protocol):
    """A module as two formulas; `forward` keeps what `backward` needs."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Values behind the module for the values in front of it."""

    def backward(self, gradient: torch.Tensor, *, needs_input: bool) -> torch.Tensor:
        """Gradient in front of the module; gradients of its weights go to their buffers."""


class LinearOperation:
    """x · Wᵀ + b."""

    def __init__(self, linear: nn.Linear) -> None:
        bias = dict(linear.named_parameters()).get("bias")
        self._weight, self._bias = linear.weight.data, None if bias is None else bias.data
        self._weight_gradient = linear.weight.grad
        self._bias_gradient = None if bias is None else bias.grad
        self._transposed = self._weight.t()
        self._x = self._weight
        self._buffers: dict[int, tuple[torch.Tensor, torch.Tensor]] = {}

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        buffers = self._buffers.get(len(x))
        if buffers is None:
            units, inputs = self._weight.shape
            buffers = self._buffers[len(x)] = (torch.empty(len(x), units), torch.empty(len(x), inputs))
        self._x = x
        if self._bias is None:
            return torch.mm(x, self._transposed, out=buffers[0])
        return torch.addmm(self._bias, x, self._transposed, out=buffers[0])

    def backward(self, gradient: torch.Tensor, *, needs_input: bool) -> torch.Tensor:
        torch.mm(gradient.t(), self._x, out=self._weight_gradient)
        if self._bias_gradient is not None:
            torch.sum(gradient, 0, out=self._bias_gradient)
        return torch.mm(gradient, self._weight, out=self._buffers[len(gradient)][1]) if needs_input else gradient


class DropoutOperation:
    """Zeros a share of the values and scales the rest, by the same draws as nn.Dropout under the same seed."""

    def __init__(self, rate: float) -> None:
        self._kept = 1.0 - rate
        self._mask = torch.empty(0)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if self._kept == 1.0:  # nn.Dropout draws nothing then
            return x
        self._mask = torch.empty_like(x).bernoulli_(self._kept).div_(self._kept)
        return x * self._mask

    def backward(self, gradient: torch.Tensor, *, needs_input: bool) -> torch.Tensor:  # noqa: ARG002 - no weights
        return gradient if self._kept == 1.0 else gradient * self._mask


class _Elementwise(ABC):
    """An activation. `_x` is in front of it, `_y` behind it.

    It may overwrite what is in front of it only where that is the buffer of a product: the backward formula of another
    activation needs its own output.
    """

    def __init__(self, options: dict[str, Any], *, in_place: bool) -> None:
        self._options, self._in_place = options, in_place
        self._x = self._y = torch.empty(0)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        self._x, self._y = x, self._value(x)
        return self._y

    @abstractmethod
    def _value(self, x: torch.Tensor) -> torch.Tensor:
        """The values behind it."""


class _Identity(_Elementwise):
    def _value(self, x: torch.Tensor) -> torch.Tensor:
        return x

    def backward(self, gradient: torch.Tensor, *, needs_input: bool) -> torch.Tensor:  # noqa: ARG002 - no weights
        return gradient


class _ReLU(_Elementwise):
    def _value(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu_(x) if self._in_place else torch.relu(x)

    def backward(self, gradient: torch.Tensor, *, needs_input: bool) -> torch.Tensor:  # noqa: ARG002 - no weights
        return _aten.threshold_backward(gradient, self._y, 0)  # type: ignore[no-any-return]


class _LeakyReLU(_Elementwise):
    def _value(self, x: torch.Tensor) -> torch.Tensor:
        return nn.functional.leaky_relu(x, self._options["negative_slope"])

    def backward(self, gradient: torch.Tensor, *, needs_input: bool) -> torch.Tensor:  # noqa: ARG002 - no weights
        return _aten.leaky_relu_backward(gradient, self._x, self._options["negative_slope"], False)  # type: ignore[no-any-return]


class _ELU(_Elementwise):
    alpha, scale = 1.0, 1.0

    def _value(self, x: torch.Tensor) -> torch.Tensor:
        return nn.functional.elu(x)

    def backward(self, gradient: torch.Tensor, *, needs_input: bool) -> torch.Tensor:  # noqa: ARG002 - no weights
        return _aten.elu_backward(gradient, self.alpha, self.scale, 1.0, False, self._x)  # type: ignore[no-any-return]


class _SELU(_ELU):
    # The constants of Klambauer et al., as torch writes them.
    alpha, scale = 1.6732632423543772848170429916717, 1.0507009873554804934193349852946

    def _value(self, x: torch.Tensor) -> torch.Tensor:
        return torch.selu(x)


class _GELU(_Elementwise):
    def _value(self, x: torch.Tensor) -> torch.Tensor:
        return nn.functional.gelu(x)

    def backward(self, gradient: torch.Tensor, *, needs_input: bool) -> torch.Tensor:  # noqa: ARG002 - no weights
        return _aten.gelu_backward(gradient, self._x)  # type: ignore[no-any-return]


class _SiLU(_Elementwise):
    def _value(self, x: torch.Tensor) -> torch.Tensor:
        return nn.functional.silu(x)

    def backward(self, gradient: torch.Tensor, *, needs_input: bool) -> torch.Tensor:  # noqa: ARG002 - no weights
        return _aten.silu_backward(gradient, self._x)  # type: ignore[no-any-return]


class _Tanh(_Elementwise):
    def _value(self, x: torch.Tensor) -> torch.Tensor:
        return torch.tanh_(x) if self._in_place else torch.tanh(x)

    def backward(self, gradient: torch.Tensor, *, needs_input: bool) -> torch.Tensor:  # noqa: ARG002 - no weights
        return _aten.tanh_backward(gradient, self._y)  # type: ignore[no-any-return]


class _Sigmoid(_Elementwise):
    def _value(self, x: torch.Tensor) -> torch.Tensor:
        return torch.sigmoid_(x) if self._in_place else torch.sigmoid(x)

    def backward(self, gradient: torch.Tensor, *, needs_input: bool) -> torch.Tensor:  # noqa: ARG002 - no weights
        return _aten.sigmoid_backward(gradient, self._y)  # type: ignore[no-any-return]


class _Softplus(_Elementwise):
    def _value(self, x: torch.Tensor) -> torch.Tensor:
        return nn.functional.softplus(x)

    def backward(self, gradient: torch.Tensor, *, needs_input: bool) -> torch.Tensor:  # noqa: ARG002 - no weights
        return _aten.softplus_backward(gradient, self._x, 1.0, 20.0)  # type: ignore[no-any-return]


class _Softmax(_Elementwise):
    def _value(self, x: torch.Tensor) -> torch.Tensor:
        return torch.softmax(x, -1)

    def backward(self, gradient: torch.Tensor, *, needs_input: bool) -> torch.Tensor:  # noqa: ARG002 - no weights
        return _aten._softmax_backward_data(gradient, self._y, -1, torch.float32)  # type: ignore[no-any-return]


ACTIVATIONS: dict[str, Any] = {
    "torch.nn.Identity": _Identity,
    "torch.nn.Flatten": _Identity,  # rows of a table are flat already
    "torch.nn.ReLU": _ReLU,
    "torch.nn.LeakyReLU": _LeakyReLU,
    "torch.nn.ELU": _ELU,
    "torch.nn.SELU": _SELU,
    "torch.nn.GELU": _GELU,
    "torch.nn.SiLU": _SiLU,
    "torch.nn.Tanh": _Tanh,
    "torch.nn.Sigmoid": _Sigmoid,
    "torch.nn.Softplus": _Softplus,
    "torch.nn.Softmax": _Softmax,
}


class _CrossEntropy:
    """log_softmax and the negative log-likelihood of the true class."""

    def __init__(self, options: dict[str, Any]) -> None:  # noqa: ARG002 - one interface for all losses
        self._one = torch.ones(())

    def __call__(self, outputs: torch.Tensor, targets: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        logs = torch.log_softmax(outputs, 1)
        loss, weight = _aten.nll_loss_forward(logs, targets, None, _MEAN, -100)
        gradient = _aten.nll_loss_backward(self._one, logs, targets, None, _MEAN, -100, weight)
        return loss, torch._log_softmax_backward_data(gradient, logs, 1, torch.float32)


class _BinaryCrossEntropy:
    def __init__(self, options: dict[str, Any]) -> None:  # noqa: ARG002 - one interface for all losses
        self._one = torch.ones(())

    def __call__(self, outputs: torch.Tensor, targets: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        loss = nn.functional.binary_cross_entropy_with_logits(outputs, targets)
        return loss, (torch.sigmoid(outputs) - targets).mul_(self._one).div_(outputs.numel())


class _SquaredError:
    def __init__(self, options: dict[str, Any]) -> None:  # noqa: ARG002 - one interface for all losses
        self._one = torch.ones(())

    def __call__(self, outputs: torch.Tensor, targets: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return nn.functional.mse_loss(outputs, targets), _aten.mse_loss_backward(self._one, outputs, targets, _MEAN)


class _AbsoluteError:
    def __init__(self, options: dict[str, Any]) -> None:  # noqa: ARG002 - one interface for all losses
        self._one = torch.ones(())

    def __call__(self, outputs: torch.Tensor, targets: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        difference = outputs - targets
        loss = difference.abs().mean()
        return loss, (self._one.expand_as(difference) / difference.numel()) * difference.sgn()


class _Huber:
    def __init__(self, options: dict[str, Any]) -> None:
        self._delta, self._one = float(options.get("delta", 1.0)), torch.ones(())

    def __call__(self, outputs: torch.Tensor, targets: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        loss = nn.functional.huber_loss(outputs, targets, delta=self._delta)
        return loss, _aten.huber_loss_backward(self._one, outputs, targets, _MEAN, self._delta)


LOSSES: dict[str, Any] = {
    "torch.nn.CrossEntropyLoss": _CrossEntropy,
    "torch.nn.BCEWithLogitsLoss": _BinaryCrossEntropy,
    "torch.nn.MSELoss": _SquaredError,
    "torch.nn.L1Loss": _AbsoluteError,
    "torch.nn.HuberLoss": _Huber,
}
