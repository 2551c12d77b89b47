"""Layers that bring values to another scale."""

import torch
from torch import nn


class Rescaling(nn.Module):
    """Multiplies by a number and adds another."""

    def __init__(self, scale, offset=0.0):
        super().__init__()
        self.scale, self.offset = scale, offset

    def forward(self, x):
        return x * self.scale + self.offset


class Normalization(nn.Module):
    """Brings values of known mean and variance to mean 0 and variance 1, or back."""

    def __init__(self, shape, view, mean=0.0, variance=1.0, invert=False):
        super().__init__()
        self.view, self.invert = view, invert
        self.register_buffer("mean", torch.zeros(shape) + torch.tensor(mean))
        self.register_buffer("variance", torch.zeros(shape) + torch.tensor(variance))
        self.register_buffer("count", torch.tensor(0))

    def forward(self, x):
        mean, deviation = self.mean.view(self.view), self.variance.view(self.view).sqrt()
        if self.invert:
            return mean + x * deviation.clamp(min=1e-7)
        return (x - mean) / deviation.clamp(min=1e-7)
