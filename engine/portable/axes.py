"""Layers that look at the axes of a row; axis 0 is the batch."""

import torch
from torch import nn


class Permute(nn.Module):
    """Puts the axes of a row into another order."""

    def __init__(self, dims):
        super().__init__()
        self.dims = dims

    def forward(self, x):
        return x.permute(0, *self.dims)


class Softmax(nn.Module):
    """Shares that add up to 1 over several axes together."""

    def __init__(self, axes):
        super().__init__()
        self.axes = axes

    def forward(self, x):
        return torch.exp(x - torch.logsumexp(x, self.axes, keepdim=True))


class PReLU(nn.Module):
    """Multiplies what is negative by a slope that is learnt; shape is that of the slopes."""

    def __init__(self, shape):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(shape))

    def forward(self, x):
        return torch.relu(x) - self.weight * torch.relu(-x)
