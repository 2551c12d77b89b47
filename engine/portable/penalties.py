"""Penalties on weights and on what layers give, added to the loss of each batch."""

from torch import nn


def l1_penalty(weights, strength):
    """Pull all weights evenly towards 0."""
    return strength * weights.abs().sum()


def l2_penalty(weights, strength):
    """Pull large weights strongly towards 0."""
    return strength * weights.square().sum()


def l1_l2_penalty(weights, l1, l2):
    """Pull all weights towards 0, large ones more strongly."""
    return l1 * weights.abs().sum() + l2 * weights.square().sum()


def orthogonal_penalty(weights, factor, mode):
    """Pull the rows or columns of a matrix towards right angles to each other."""
    vectors = weights if mode == "rows" else weights.T
    directions = nn.functional.normalize(vectors, dim=1, eps=1e-7)
    cosines = (directions @ directions.T).abs().triu(diagonal=1)  # each pair once
    pairs = max(len(vectors) * (len(vectors) - 1) / 2, 1)
    return factor * cosines.sum() / pairs


class KeptOutputs(nn.Module):
    """Passes its input on and keeps it, so that the loss can have a penalty on it."""

    def __init__(self):
        super().__init__()
        self.outputs = None

    def forward(self, x):
        self.outputs = x
        return x

    def __getstate__(self):
        return {**vars(self), "outputs": None}  # they are of the batch, not of the network
