"""Masks say which steps of a row are real and which only fill it up; they pass from module to module with the rows."""

import torch
from torch import nn


class MaskedSequential(nn.Sequential):
    """Modules in a row; those that leave out what fills rows up are told which steps are real."""

    def forward(self, x):
        mask = None
        for module in self:
            if hasattr(module, "mask_of"):
                mask = module.mask_of(x)
            x = module(x, mask) if hasattr(module, "takes_mask") else module(x)
        return x


class Masking(nn.Module):
    """Steps that hold nothing but one value are not real, and become 0."""

    def __init__(self, value):
        super().__init__()
        self.value = value

    def mask_of(self, x):
        return (x != self.value).any(-1)

    def forward(self, x):
        return torch.where(self.mask_of(x).unsqueeze(-1), x, 0.0)
