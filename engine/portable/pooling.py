"""Pooling of rows whose channels come last; pad has numbers of values: left, right, top, bottom."""

import torch
from torch import nn


class MaxPooling(nn.Module):
    """The largest value of each window, of steps or of an image."""

    def __init__(self, size, stride, pad=()):
        super().__init__()
        self.size, self.stride, self.pad = size, stride, pad

    def forward(self, x):
        pool = nn.functional.max_pool1d if x.ndim == 3 else nn.functional.max_pool2d
        x = x.movedim(-1, 1)
        if self.pad:
            x = nn.functional.pad(x, self.pad, value=-torch.inf)
        return pool(x, self.size, self.stride).movedim(1, -1)


class AveragePooling(nn.Module):
    """The mean of each window, of steps or of an image; what was padded does not count."""

    def __init__(self, size, stride, pad=()):
        super().__init__()
        self.size, self.stride, self.pad = size, stride, pad

    def forward(self, x):
        pool = nn.functional.avg_pool1d if x.ndim == 3 else nn.functional.avg_pool2d
        x = x.movedim(-1, 1)
        if not self.pad:
            return pool(x, self.size, self.stride).movedim(1, -1)
        x, real = (nn.functional.pad(v, self.pad) for v in (x, torch.ones_like(x[:1, :1])))
        share = pool(real, self.size, self.stride)
        return (pool(x, self.size, self.stride) / share).movedim(1, -1)


class GlobalAveragePooling(nn.Module):
    """The mean of each channel over all positions."""

    def __init__(self, keepdims=False):
        super().__init__()
        self.keepdims = keepdims

    def forward(self, x):
        return x.mean(tuple(range(1, x.ndim - 1)), self.keepdims)


class MaskedAveragePooling(GlobalAveragePooling):
    """The mean of each channel over the steps that are real; 0 where none is."""

    takes_mask = True

    def forward(self, x, mask=None):
        if mask is None:
            return super().forward(x)
        mask = mask.unsqueeze(-1)
        total = torch.where(mask, x, 0.0).sum(1, self.keepdims)
        return total / mask.sum(1, self.keepdims).clamp(min=1)


class GlobalMaxPooling(nn.Module):
    """The largest value of each channel over all positions."""

    def __init__(self, keepdims=False):
        super().__init__()
        self.keepdims = keepdims

    def forward(self, x):
        return x.amax(tuple(range(1, x.ndim - 1)), self.keepdims)
