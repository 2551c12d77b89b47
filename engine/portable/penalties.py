"""Penalties on large weights, added to the loss of each batch."""


def l1_penalty(weights, strength):
    """Pull all weights evenly towards 0."""
    return strength * weights.abs().sum()


def l2_penalty(weights, strength):
    """Pull large weights strongly towards 0."""
    return strength * weights.square().sum()


def l1_l2_penalty(weights, l1, l2):
    """Pull all weights towards 0, large ones more strongly."""
    return l1 * weights.abs().sum() + l2 * weights.square().sum()
