"""Forward and backward formulas of the quick step, as lines of source: products, dropout, activations, losses.

Each line calls the operation that autograd calls for the same module, on tensors of the same shape, so that the bits
are the same. `g` is the gradient that goes backward from line to line. What has no formula here is differentiated by
autograd alone (`LocalAutograd`, `HeadLoss`, `Penalties`), to the same bits as well, but that cannot be compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import nn

from engine.training.build import Penalty
from engine.training.products import Product

ATEN = "torch.ops.aten"
MEAN = 1  # at::Reduction::Mean
IN_PLACE = ", grad_input=g"  # the gradient behind an activation is not needed any more


@dataclass
class Source:
    """The lines of a step under construction.

    Attributes:
        forward, backward: lines; the backward ones of a module are added in front of those before.
        tensors: weights, their gradients and constants, by their names in the lines.
        buffers: shape of one row of each buffer that is used again by every batch.
        objects: what has no formula; lines that call them cannot be compiled.
        outputs: numbers of a row that the loss looks at.
        products: those among the lines; sums: columns of what is summed over the rows of a batch.
    """

    forward: list[str] = field(default_factory=list)
    backward: list[str] = field(default_factory=list)
    tensors: dict[str, torch.Tensor] = field(default_factory=dict)
    buffers: dict[str, tuple[int, ...]] = field(default_factory=dict)
    objects: dict[str, Any] = field(default_factory=dict)
    outputs: int = 1
    products: list[Product] = field(default_factory=list)
    sums: list[int] = field(default_factory=list)
    dtype: torch.dtype = torch.float32
    _count: int = 0

    def name(self, letter: str) -> str:
        """A name that no line has yet."""
        self._count += 1
        return f"{letter}{self._count}"

    def tensor(self, letter: str, tensor: torch.Tensor) -> str:
        """Give a tensor a name."""
        name = self.name(letter)
        self.tensors[name] = tensor
        return name

    def buffer(self, letter: str, row: tuple[int, ...]) -> str:
        """Give rows of this shape a buffer."""
        name = self.name(letter)
        self.buffers[name] = row
        return name

    def product(self, product: Product) -> str:
        """Note a product and give its line."""
        self.products.append(product)
        return product.line

    def add(self, forward: Sequence[str], backward: Sequence[str]) -> None:
        """Put lines behind the forward ones, and in front of the backward ones."""
        self.forward += forward
        self.backward[:0] = backward


def add_linear(source: Source, linear: nn.Linear, x: str, *, needs_input: bool) -> str:
    """X · Wᵀ + b."""
    units, inputs = linear.weight.shape
    weight, gradient = source.tensor("w", linear.weight.data), source.tensor("gw", _gradient(linear.weight))
    transposed, y = source.tensor("t", linear.weight.data.t()), source.buffer("h", (units,))
    bias_or_none = dict(linear.named_parameters()).get("bias")
    bias = "" if bias_or_none is None else source.tensor("b", bias_or_none.data)
    forward = source.product(Product(x, transposed, y, (None, inputs, units), "right", bias))
    backward = [source.product(Product("g.t()", x, gradient, (units, None, inputs), "left"))]
    if bias_or_none is not None:
        backward.append(f"torch.sum(g, [0], out={source.tensor('gb', _gradient(bias_or_none))})")
        source.sums.append(units)
    if needs_input:
        before = source.buffer("d", (inputs,))
        line = source.product(Product("g", weight, before, (None, units, inputs)))
        if inputs == 1:  # one value of one row lies in memory as its own transposed, and torch multiplies it so
            line = f"torch.mm({transposed}, g.t(), out={before}) if size == 1 else {line}"
        backward += [line, f"g = {before}"]
    source.add([forward], backward)
    return y


def add_dropout(source: Source, rate: float, x: str) -> str:
    """Zeros a share of the values and scales the rest, by the same draws as nn.Dropout under the same seed."""
    kept = 1.0 - rate
    if kept == 1.0:  # nn.Dropout draws nothing then
        return x
    mask, y = source.name("m"), source.name("y")
    source.add(
        [f"{mask} = torch.empty_like({x}).bernoulli_({kept!r}).div_({kept!r})", f"{y} = {x} * {mask}"],
        [f"g = g * {mask}"],
    )
    return y


@dataclass(frozen=True)
class Formula:
    """An activation: values and gradient as expressions of {x} in front of it, {y} behind it, {g}, and its attributes.

    `in_place` may stand for `value` where {x} is the buffer of a product: the backward formula of another activation
    needs its own output.
    """

    value: str
    gradient: str
    in_place: str = ""


FORMULAS = {
    "torch.nn.ReLU": Formula(
        "torch.relu({x})", f"{ATEN}.threshold_backward({{g}}, {{y}}, 0{IN_PLACE})", "torch.relu_({x})"
    ),
    "torch.nn.LeakyReLU": Formula(
        f"{ATEN}.leaky_relu({{x}}, {{negative_slope}})",
        f"{ATEN}.leaky_relu_backward({{g}}, {{x}}, {{negative_slope}}, False)",
    ),
    "torch.nn.ELU": Formula(
        f"{ATEN}.elu({{x}}, {{alpha}})", f"{ATEN}.elu_backward({{g}}, {{alpha}}, 1.0, 1.0, False, {{x}})"
    ),
    # The constants of Klambauer et al., as torch writes them.
    "torch.nn.SELU": Formula(
        "torch.selu({x})",
        f"{ATEN}.elu_backward({{g}}, 1.6732632423543772848170429916717, 1.0507009873554804934193349852946, 1.0,"
        " False, {x})",
    ),
    "torch.nn.GELU": Formula(
        f"{ATEN}.gelu({{x}}, approximate={{approximate}})",
        f"{ATEN}.gelu_backward({{g}}, {{x}}, approximate={{approximate}})",
    ),
    "torch.nn.SiLU": Formula(f"{ATEN}.silu({{x}})", f"{ATEN}.silu_backward({{g}}, {{x}})"),
    "torch.nn.Mish": Formula(f"{ATEN}.mish({{x}})", f"{ATEN}.mish_backward({{g}}, {{x}})"),
    "torch.nn.Tanh": Formula("torch.tanh({x})", f"{ATEN}.tanh_backward({{g}}, {{y}})", "torch.tanh_({x})"),
    "torch.nn.Sigmoid": Formula("torch.sigmoid({x})", f"{ATEN}.sigmoid_backward({{g}}, {{y}})", "torch.sigmoid_({x})"),
    "torch.nn.Hardsigmoid": Formula(f"{ATEN}.hardsigmoid({{x}})", f"{ATEN}.hardsigmoid_backward({{g}}, {{x}})"),
    "torch.nn.Hardswish": Formula(f"{ATEN}.hardswish({{x}})", f"{ATEN}.hardswish_backward({{g}}, {{x}})"),
    "torch.nn.Hardtanh": Formula(
        f"{ATEN}.hardtanh({{x}}, {{min_val}}, {{max_val}})",
        f"{ATEN}.hardtanh_backward({{g}}, {{x}}, {{min_val}}, {{max_val}})",
    ),
    "torch.nn.ReLU6": Formula(f"{ATEN}.hardtanh({{x}}, 0, 6)", f"{ATEN}.hardtanh_backward({{g}}, {{x}}, 0, 6)"),
    "torch.nn.Softplus": Formula(
        f"{ATEN}.softplus({{x}}, {{beta}}, {{threshold}})",
        f"{ATEN}.softplus_backward({{g}}, {{x}}, {{beta}}, {{threshold}})",
    ),
    "torch.nn.Softshrink": Formula(
        f"{ATEN}.softshrink({{x}}, {{lambd}})", f"{ATEN}.softshrink_backward({{g}}, {{x}}, {{lambd}})"
    ),
    "torch.nn.Hardshrink": Formula(
        f"{ATEN}.hardshrink({{x}}, {{lambd}})", f"{ATEN}.hardshrink_backward({{g}}, {{x}}, {{lambd}})"
    ),
    "torch.nn.Softmax": Formula("torch.softmax({x}, {dim})", "torch._softmax_backward_data({g}, {y}, {dim}, {dtype})"),
    "torch.nn.LogSoftmax": Formula(
        "torch.log_softmax({x}, {dim})", "torch._log_softmax_backward_data({g}, {y}, {dim}, {dtype})"
    ),
}


def add_formula(source: Source, target: str, module: nn.Module, x: str, *, in_place: bool) -> str:
    """An activation of the table."""
    formula, y = FORMULAS[target], source.name("y")
    words = {name: repr(value) for name, value in vars(module).items() if not name.startswith("_")}
    words |= {"x": x, "y": y, "g": "g", "dtype": str(source.dtype)}
    value = formula.in_place if in_place and formula.in_place else formula.value
    source.add([f"{y} = {value.format(**words)}"], [f"g = {formula.gradient.format(**words)}"])
    return y


class LocalAutograd:
    """A module that autograd differentiates by itself."""

    def __init__(self, module: nn.Module, *, needs_input: bool) -> None:
        self._module, self._needs_input = module, needs_input
        self._parameters = [tensor for tensor in module.parameters() if tensor.requires_grad]
        self._x = self._y = torch.empty(0)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Values behind the module."""
        with torch.enable_grad():
            self._x = x.detach().requires_grad_(self._needs_input)
            self._y = self._module(self._x)
        return self._y.detach()

    def backward(self, gradient: torch.Tensor) -> torch.Tensor:
        """Gradient in front of the module; those of its weights go to their buffers."""
        wanted = [*self._parameters, *([self._x] if self._needs_input else [])]
        found = torch.autograd.grad(self._y, wanted, gradient)
        for tensor, value in zip(self._parameters, found, strict=False):
            _gradient(tensor).copy_(value)
        return found[-1] if self._needs_input else gradient


def add_module(source: Source, module: nn.Module, x: str, *, needs_input: bool) -> str:
    """A module without a formula."""
    name, y = source.name("module"), source.name("y")
    source.objects[name] = LocalAutograd(module, needs_input=needs_input)
    source.add([f"{y} = {name}.forward({x})"], [f"g = {name}.backward(g)"])
    return y


def _add_cross_entropy(source: Source, loss: Any, value: str) -> bool:
    if loss.weight is not None or loss.label_smoothing:
        return False
    nll = f"{ATEN}.nll_loss_backward(one, logs, y, None, {MEAN}, -100, counted"
    if value in source.buffers:  # memory of its own costs small batches more than the operations
        logs, g = (source.buffer("l", source.buffers[value]) for _ in range(2))
        forward = [f"logs = {ATEN}._log_softmax({value}, 1, False, out={logs})"]
        backward = [
            f"{nll}, grad_input={g})",
            f"g = {ATEN}._log_softmax_backward_data({g}, logs, 1, {source.dtype}, out={g})",
        ]
    else:
        forward = [f"logs = torch.log_softmax({value}, 1)"]
        backward = [f"g = {nll})", f"g = torch._log_softmax_backward_data(g, logs, 1, {source.dtype})"]
    source.add([*forward, f"loss, counted = {ATEN}.nll_loss_forward(logs, y, None, {MEAN}, -100)"], backward)
    return True


def _add_binary_cross_entropy(source: Source, loss: nn.Module, value: str) -> bool:  # noqa: ARG001 - as the others
    source.add(
        [f"loss = {ATEN}.binary_cross_entropy_with_logits({value}, y, None, None, {MEAN})"],
        [f"g = (torch.sigmoid({value}) - y).mul_(one).div_({value}.numel())"],
    )
    return True


def _add_squared_error(source: Source, loss: nn.Module, value: str) -> bool:  # noqa: ARG001 - as the others
    source.add(
        [f"loss = {ATEN}.mse_loss({value}, y, {MEAN})"], [f"g = {ATEN}.mse_loss_backward(one, {value}, y, {MEAN})"]
    )
    return True


def _add_absolute_error(source: Source, loss: nn.Module, value: str) -> bool:  # noqa: ARG001 - as the others
    source.add(
        [f"off = {value} - y", "loss = off.abs().mean()"],
        ["g = (one.expand_as(off) / off.numel()) * off.sgn()"],
    )
    return True


def _add_huber(source: Source, loss: Any, value: str) -> bool:
    delta = float(loss.delta)
    source.add(
        [f"loss = {ATEN}.huber_loss({value}, y, {MEAN}, {delta!r})"],
        [f"g = {ATEN}.huber_loss_backward(one, {value}, y, {MEAN}, {delta!r})"],
    )
    return True


LOSSES: dict[type[nn.Module], Callable[[Source, Any, str], bool]] = {
    nn.CrossEntropyLoss: _add_cross_entropy,
    nn.BCEWithLogitsLoss: _add_binary_cross_entropy,
    nn.MSELoss: _add_squared_error,
    nn.L1Loss: _add_absolute_error,
    nn.HuberLoss: _add_huber,
}


class HeadLoss:
    """A loss that autograd differentiates by itself, by the outputs alone."""

    def __init__(self, loss: Callable[..., torch.Tensor]) -> None:
        self._loss = loss

    def __call__(self, outputs: torch.Tensor, *others: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Loss, and its gradient by the outputs."""
        with torch.enable_grad():
            outputs = outputs.detach().requires_grad_()
            loss = self._loss(outputs, *others)
            (gradient,) = torch.autograd.grad(loss, outputs)
        return loss.detach(), gradient


def add_loss(source: Source, loss: Callable[..., torch.Tensor], value: str, *, weighted: bool) -> None:
    """The loss of a batch, `loss`, and the gradient that goes backward from it."""
    emit = LOSSES.get(type(loss)) if not weighted else None  # type: ignore[arg-type]
    if emit is not None and emit(source, loss, value):
        return
    source.objects["head"] = HeadLoss(loss)
    source.add([f"loss, g = head({value}, y{', weight' if weighted else ''})"], [])


class Penalties:
    """Penalties on weights: what they add to the loss, and to the gradients."""

    def __init__(self, penalties: Sequence[Penalty], tensors: Sequence[torch.Tensor]) -> None:
        self._penalties, self._tensors = penalties, tensors
        self._values: list[torch.Tensor] = []

    def added(self, loss: torch.Tensor) -> torch.Tensor:
        """The loss with the penalties."""
        with torch.enable_grad():
            self._values = [penalty() for penalty in self._penalties]
        for value in self._values:
            loss = loss + value.detach()
        return loss

    def backward(self) -> None:
        """Add their gradients to those of the batch."""
        for value, tensor in zip(self._values, self._tensors, strict=True):
            (gradient,) = torch.autograd.grad(value, tensor)
            _gradient(tensor).add_(gradient)


def add_penalties(source: Source, penalties: Sequence[Penalty], tensors: Sequence[torch.Tensor]) -> None:
    """Penalties behind the loss; their gradients come when those of the batch are there."""
    source.objects["penalties"] = Penalties(penalties, tensors)
    source.forward.append("loss = penalties.added(loss)")
    source.backward.append("penalties.backward()")


def _gradient(tensor: torch.Tensor) -> torch.Tensor:
    if tensor.grad is None:
        msg = "The quick step needs a buffer for every gradient."
        raise AssertionError(msg)
    return tensor.grad
