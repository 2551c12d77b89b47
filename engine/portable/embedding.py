"""A table of numbers for each word; torch's takes whole numbers only, rows here are decimal ones."""

from torch import nn


class Embedding(nn.Embedding):
    """Looks up a row of numbers for each value, which is a whole number from 0."""

    def forward(self, x):
        return super().forward(x.long())


class MaskedEmbedding(Embedding):
    """The same, where 0 is no word but fills short rows up."""

    def mask_of(self, x):
        return x != 0
