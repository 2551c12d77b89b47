"""Activations that torch has no module for, by Keras's formulas."""

import torch
from torch import nn


class BoundedReLU(nn.Module):
    """Values above a threshold, up to a largest one; a share of those below."""

    def __init__(self, negative_slope=0.0, max_value=None, threshold=0.0):
        super().__init__()
        self.negative_slope, self.max_value, self.threshold = negative_slope, max_value, threshold

    def forward(self, x):
        y = torch.where(x > self.threshold, x, 0.0)
        if self.max_value is not None:
            y = y.clamp(0.0, self.max_value)
        if self.negative_slope:
            y = y - self.negative_slope * torch.relu(self.threshold - x)
        return y


class SquarePlus(nn.Module):
    """(x + √(x² + b)) / 2: relu with a bend."""

    def __init__(self, b):
        super().__init__()
        self.b = b

    def forward(self, x):
        return (x + torch.sqrt(x.square() + self.b)) / 2


class SparsePlus(nn.Module):
    """0 up to −1, x from 1 on, a parabola between."""

    def forward(self, x):
        return torch.where(x <= -1, 0.0, torch.where(x < 1, (x + 1).square() / 4, x))


class SparseSigmoid(nn.Module):
    """0 up to −1, 1 from 1 on, a straight line between."""

    def forward(self, x):
        return torch.where(x <= -1, 0.0, torch.where(x >= 1, 1.0, (x + 1) / 2))


class Exponential(nn.Module):
    """e to the power of x."""

    def forward(self, x):
        return torch.exp(x)


class Sparsemax(nn.Module):
    """Shares that add up to 1 along an axis; small values get none."""

    def __init__(self, axis):
        super().__init__()
        self.axis = axis

    def forward(self, x):
        x = x.movedim(self.axis, -1)
        largest = x.sort(dim=-1, descending=True).values
        count = torch.arange(1, x.shape[-1] + 1, device=x.device, dtype=x.dtype)
        taken = largest * count > largest.cumsum(dim=-1) - 1  # these get a share
        number = taken.sum(dim=-1, keepdim=True)
        excess = ((largest * taken).sum(dim=-1, keepdim=True) - 1) / number
        return torch.relu(x - excess).movedim(-1, self.axis)
