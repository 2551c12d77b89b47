"""Convolutions of rows whose channels come last; pad has numbers of zeros: left, right, top, bottom."""

from torch import nn


class Conv1D(nn.Conv1d):
    """A convolution of rows of shape (steps, channels)."""

    def __init__(self, channels, filters, size, pad=(), **options):
        super().__init__(channels, filters, size, **options)
        self.pad = pad

    def forward(self, x):
        x = x.movedim(-1, 1)
        if self.pad:
            x = nn.functional.pad(x, self.pad)
        return super().forward(x).movedim(1, -1)


class Conv2D(nn.Conv2d):
    """A convolution of rows of shape (height, width, channels)."""

    def __init__(self, channels, filters, size, pad=(), **options):
        super().__init__(channels, filters, size, **options)
        self.pad = pad

    def forward(self, x):
        x = x.movedim(-1, 1)
        if self.pad:
            x = nn.functional.pad(x, self.pad)
        return super().forward(x).movedim(1, -1)
