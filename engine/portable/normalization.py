"""Normalization of rows whose channels come last, and with one of scale and shift left out."""

import torch
from torch import nn


class BatchNormalization(nn.BatchNorm1d):
    """Normalizes along one axis of the rows (0 is the batch), with or without scale and shift."""

    def __init__(self, size, axis=-1, scale=True, center=True, **options):
        super().__init__(size, **options)
        self.axis = axis
        if not scale:
            self.weight = None
        if not center:
            self.bias = None

    def forward(self, x):
        x = x.movedim(self.axis, -1)
        flat = super().forward(x.reshape(-1, x.shape[-1]))
        return flat.reshape(x.shape).movedim(-1, self.axis)


class MaskedBatchNorm(BatchNormalization):
    """The same, with mean and variance of the steps that are real."""

    takes_mask = True

    def forward(self, x, mask=None):
        if mask is None or not self.training:
            return super().forward(x)
        real, moved = (v.movedim(self.axis, -1) for v in (mask.unsqueeze(-1).expand_as(x), x))
        real, flat = (v.reshape(-1, v.shape[-1]) for v in (real, moved))
        count = real.sum(0).clamp(min=1)
        mean = torch.where(real, flat, 0.0).sum(0) / count
        variance = torch.where(real, flat - mean, 0.0).square().sum(0) / count
        with torch.no_grad():  # as torch keeps them: the variance is the unbiased one
            self.running_mean.lerp_(mean, self.momentum)
            self.running_var.lerp_(variance * count / (count - 1).clamp(min=1), self.momentum)
        flat = (flat - mean) * (variance + self.eps).rsqrt()
        if self.weight is not None:
            flat = flat * self.weight
        if self.bias is not None:
            flat = flat + self.bias
        return flat.reshape(moved.shape).movedim(-1, self.axis)


class LayerNormalization(nn.Module):
    """Normalizes over any axes of the rows (0 is the batch), with or without scale and shift."""

    def __init__(self, shape, axes, eps, scale=True, center=True):
        super().__init__()
        self.axes, self.eps = axes, eps
        size = [shape[axis - 1] for axis in axes]
        self.view = [n if axis in axes else 1 for axis, n in enumerate(shape, start=1)]
        self.weight = nn.Parameter(torch.ones(size)) if scale else None
        self.bias = nn.Parameter(torch.zeros(size)) if center else None

    def forward(self, x):
        mean = x.mean(self.axes, keepdim=True)
        variance = (x - mean).square().mean(self.axes, keepdim=True)
        x = (x - mean) * (variance + self.eps).rsqrt()
        if self.weight is not None:
            x = x * self.weight.view(self.view)
        return x if self.bias is None else x + self.bias.view(self.view)


class UnitNormalization(nn.Module):
    """Divides by the Euclidean length along the axes (0 is the batch)."""

    def __init__(self, axes):
        super().__init__()
        self.axes = axes

    def forward(self, x):
        return x / torch.linalg.vector_norm(x, dim=self.axes, keepdim=True).clamp(min=1e-12)


class GroupNormalization(nn.GroupNorm):
    """Normalizes over groups of the channels, which stand at one axis (0 is the batch)."""

    def __init__(self, groups, channels, axis=-1, scale=True, center=True, **options):
        super().__init__(groups, channels, **options)
        self.axis = axis
        if not scale:
            self.weight = None
        if not center:
            self.bias = None

    def forward(self, x):
        weight = self.weight
        if weight is None and self.bias is not None:  # torch finds no gradient with bias alone
            weight = torch.ones_like(self.bias)
        # Channels that lie last in memory crash torch's gradient where x itself needs none.
        x = x.movedim(self.axis, 1).contiguous()
        x = torch.group_norm(x, self.num_groups, weight, self.bias, self.eps)
        return x.movedim(1, self.axis)
