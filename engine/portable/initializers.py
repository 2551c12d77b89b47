"""First weights, by Keras's formulas where torch's functions have others."""

import math

import torch
from torch import nn


def seeded(seed):
    """Return a generator that begins with this seed."""
    return torch.Generator().manual_seed(seed)


def fans(shape, outputs_last=False):
    """Inputs and outputs of weights: (outputs, inputs, window…) or (window…, inputs, outputs)."""
    if len(shape) < 2:
        return (shape[0], shape[0]) if shape else (1, 1)
    outputs, inputs, *window = reversed(shape) if outputs_last else shape
    return inputs * math.prod(window), outputs * math.prod(window)


def variance_scaling(
    tensor,
    scale,
    mode,
    distribution,
    outputs_last=False,
    input_axes=None,
    output_axes=None,
    generator=None,
):
    """Fill with random numbers of the variance scale / inputs, outputs or their mean."""
    inputs, outputs = fans(tensor.shape, outputs_last)
    if input_axes is not None:
        inputs = math.prod(tensor.shape[axis] for axis in input_axes)
        outputs = math.prod(tensor.shape[axis] for axis in output_axes)
    count = {"fan_in": inputs, "fan_out": outputs, "fan_avg": (inputs + outputs) / 2}[mode]
    deviation = math.sqrt(scale / max(1.0, count))
    if distribution == "uniform":
        limit = math.sqrt(3.0) * deviation
        return nn.init.uniform_(tensor, -limit, limit, generator=generator)
    if distribution == "untruncated_normal":
        return nn.init.normal_(tensor, 0.0, deviation, generator=generator)
    deviation /= 0.87962566103423978  # of a bell cut at two deviations this share remains
    bound = 2 * deviation
    return nn.init.trunc_normal_(tensor, 0.0, deviation, -bound, bound, generator=generator)


def scaled_identity(tensor, gain):
    """Fill the diagonal with a number and the rest with 0."""
    with torch.no_grad():
        return nn.init.eye_(tensor).mul_(gain)
