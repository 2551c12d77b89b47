"""Declared activations: one function of a neuron's sum, by Keras's name and torch's object.

Classes make parts, as `GELU(approximate=True)`; functions under Keras's names compute at once, as `gelu(x)`.
A new activation is one class in one of these files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.activations.base import Activation, Function
from engine.activations.classic import (
    ELU,
    GELU,
    SELU,
    LeakyReLU,
    Linear,
    ReLU,
    Sigmoid,
    SiLU,
    Softmax,
    Softplus,
    Tanh,
)
from engine.activations.rectifiers import (
    CELU,
    Exponential,
    HardShrink,
    Mish,
    ReLU6,
    SoftShrink,
    SparsePlus,
    SquarePlus,
    TanhShrink,
    Threshold,
)
from engine.activations.sigmoids import HardSigmoid, HardSiLU, HardTanh, LogSigmoid, SoftSign, SparseSigmoid
from engine.activations.whole_row import GLU, LogSoftmax, Sparsemax
from engine.spec import refusing

celu = Function(CELU)
elu = Function(ELU)
exponential = Function(Exponential)
gelu = Function(GELU)
glu = Function(GLU)
hard_shrink = Function(HardShrink)
hard_sigmoid = Function(HardSigmoid)
hard_silu = hard_swish = Function(HardSiLU)
hard_tanh = Function(HardTanh)
leaky_relu = Function(LeakyReLU)
linear = Function(Linear)
log_sigmoid = Function(LogSigmoid)
log_softmax = Function(LogSoftmax)
mish = Function(Mish)
relu = Function(ReLU)
relu6 = Function(ReLU6)
selu = Function(SELU)
sigmoid = Function(Sigmoid)
silu = swish = Function(SiLU)
soft_shrink = Function(SoftShrink)
softmax = Function(Softmax)
softplus = Function(Softplus)
softsign = Function(SoftSign)
sparse_plus = Function(SparsePlus)
sparse_sigmoid = Function(SparseSigmoid)
sparsemax = Function(Sparsemax)
squareplus = Function(SquarePlus)
tanh = Function(Tanh)
tanh_shrink = Function(TanhShrink)
threshold = Function(Threshold)


def get(identifier: Any) -> Activation:
    """The activation of a name, class, function or configuration; linear for None.

    Raises:
        EngineError: there is no such activation.
    """
    return Linear() if identifier is None else Activation.coerce(identifier)


def serialize(activation: Any) -> Any:
    """The name alone where all fields are at Keras's defaults, else {"class_name": …, "config": {…}}."""
    part = get(activation)
    return part.kind if part == type(part)() else part.serialized()


def deserialize(config: Any) -> Activation:
    """The activation that `serialize` has written down."""
    return get(config)


__all__ = [
    "CELU", "ELU", "GELU", "GLU", "SELU", "Activation", "Exponential", "Function", "HardShrink", "HardSiLU",
    "HardSigmoid", "HardTanh", "LeakyReLU", "Linear", "LogSigmoid", "LogSoftmax", "Mish", "ReLU", "ReLU6", "SiLU",
    "Sigmoid", "SoftShrink", "SoftSign", "Softmax", "Softplus", "SparsePlus", "SparseSigmoid", "Sparsemax",
    "SquarePlus", "Tanh", "TanhShrink", "Threshold", "celu", "deserialize", "elu", "exponential", "gelu", "get", "glu",
    "hard_shrink", "hard_sigmoid", "hard_silu", "hard_swish", "hard_tanh", "leaky_relu", "linear", "log_sigmoid",
    "log_softmax", "mish", "relu", "relu6", "selu", "serialize", "sigmoid", "silu", "soft_shrink", "softmax",
    "softplus", "softsign", "sparse_plus", "sparse_sigmoid", "sparsemax", "squareplus", "swish", "tanh", "tanh_shrink",
    "threshold",
]

if not TYPE_CHECKING:  # a checker knows the names that are here
    __getattr__ = refusing(__name__)
