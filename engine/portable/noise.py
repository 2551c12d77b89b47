"""Layers that act at random while training; torch has no object for these."""

import torch
from torch import nn


def mask_shape(x, noise_shape):
    """Return the shape of a mask: None stands for the length that x has there."""
    lengths = zip(x.shape, noise_shape, strict=True)
    return [length if wanted is None else wanted for length, wanted in lengths]


class GaussianNoise(nn.Module):
    """Adds normal noise while training."""

    def __init__(self, stddev):
        super().__init__()
        self.stddev = stddev

    def forward(self, x):
        return x + torch.randn_like(x) * self.stddev if self.training else x


class GaussianDropout(nn.Module):
    """Multiplies by normal noise around 1 while training, as wide as Dropout of this rate."""

    def __init__(self, rate):
        super().__init__()
        self.stddev = (rate / (1 - rate)) ** 0.5

    def forward(self, x):
        return x * (1 + torch.randn_like(x) * self.stddev) if self.training else x


class Dropout(nn.Module):
    """Dropout with one mask for all along the axes where noise_shape is 1."""

    def __init__(self, rate, noise_shape):
        super().__init__()
        self.kept, self.noise_shape = 1 - rate, noise_shape

    def forward(self, x):
        if not self.training:
            return x
        return x * x.new_empty(mask_shape(x, self.noise_shape)).bernoulli_(self.kept) / self.kept


class AlphaDropout(nn.Module):
    """Sets values to selu's lowest while training, and keeps mean 0 and variance 1."""

    def __init__(self, rate, noise_shape):
        super().__init__()
        self.rate, self.noise_shape = rate, noise_shape

    def forward(self, x):
        if not self.training:
            return x
        lowest = -1.7580993408473766  # selu of minus infinity
        kept = x.new_empty(mask_shape(x, self.noise_shape)).bernoulli_(1 - self.rate)
        scale = ((1 - self.rate) * (1 + self.rate * lowest**2)) ** -0.5
        return scale * (x * kept + lowest * (1 - kept)) - scale * lowest * self.rate
