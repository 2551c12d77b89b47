"""Pooling of rows whose channels come last; pad has numbers of values: left, right, top, bottom."""

import torch
from torch import nn


class MaxPooling1D(nn.MaxPool1d):
    """The largest value of each window of steps."""

    def __init__(self, size, stride, pad=()):
        super().__init__(size, stride)
        self.pad = pad

    def forward(self, x):
        x = x.movedim(-1, 1)
        if self.pad:
            x = nn.functional.pad(x, self.pad, value=-torch.inf)
        return super().forward(x).movedim(1, -1)


class MaxPooling2D(nn.MaxPool2d):
    """The largest value of each window of an image."""

    def __init__(self, size, stride, pad=()):
        super().__init__(size, stride)
        self.pad = pad

    def forward(self, x):
        x = x.movedim(-1, 1)
        if self.pad:
            x = nn.functional.pad(x, self.pad, value=-torch.inf)
        return super().forward(x).movedim(1, -1)


class AveragePooling1D(nn.AvgPool1d):
    """The mean of each window of steps; what was padded does not count."""

    def __init__(self, size, stride, pad=()):
        super().__init__(size, stride)
        self.pad = pad

    def forward(self, x):
        x = x.movedim(-1, 1)
        if not self.pad:
            return super().forward(x).movedim(1, -1)
        share = super().forward(nn.functional.pad(torch.ones_like(x[:1, :1]), self.pad))
        return (super().forward(nn.functional.pad(x, self.pad)) / share).movedim(1, -1)


class AveragePooling2D(nn.AvgPool2d):
    """The mean of each window of an image; what was padded does not count."""

    def __init__(self, size, stride, pad=()):
        super().__init__(size, stride)
        self.pad = pad

    def forward(self, x):
        x = x.movedim(-1, 1)
        if not self.pad:
            return super().forward(x).movedim(1, -1)
        share = super().forward(nn.functional.pad(torch.ones_like(x[:1, :1]), self.pad))
        return (super().forward(nn.functional.pad(x, self.pad)) / share).movedim(1, -1)


class GlobalAveragePooling(nn.Module):
    """The mean of each channel over all positions."""

    def __init__(self, keepdims=False):
        super().__init__()
        self.keepdims = keepdims

    def forward(self, x):
        return x.mean(tuple(range(1, x.ndim - 1)), self.keepdims)


class GlobalMaxPooling(nn.Module):
    """The largest value of each channel over all positions."""

    def __init__(self, keepdims=False):
        super().__init__()
        self.keepdims = keepdims

    def forward(self, x):
        return x.amax(tuple(range(1, x.ndim - 1)), self.keepdims)
