"""How surprised the outputs are by the targets, row by row, and the hinge family.

Everything is computed in the precision of the outputs: shares are kept between 1e-7 and 1 − 1e-7,
and what 1 − 1e-7 is depends on it.
"""

import torch


def binary_surprise(outputs, targets, from_logits=False, label_smoothing=0.0):
    """−y log p − (1 − y) log(1 − p) of each output."""
    targets = targets.to(outputs.dtype) * (1 - label_smoothing) + 0.5 * label_smoothing
    if from_logits:
        surprise = torch.nn.functional.binary_cross_entropy_with_logits
        return surprise(outputs, targets, reduction="none")
    shares = outputs.clamp(1e-7, 1 - 1e-7)
    return -targets * shares.log() - (1 - targets) * (1 - shares).log()


def log_shares(outputs, from_logits=False, axis=-1):
    """The logarithm of each class's share of a row."""
    if from_logits:
        return outputs.log_softmax(dim=axis)
    return (outputs / outputs.sum(dim=axis, keepdim=True)).clamp(1e-7, 1 - 1e-7).log()


def class_surprise(outputs, targets, from_logits=False, label_smoothing=0.0, axis=-1):
    """−Σ y log p over the classes of each row; targets are rows of shares."""
    targets = targets.to(outputs.dtype)
    if label_smoothing:
        targets = targets * (1 - label_smoothing) + label_smoothing / targets.shape[-1]
    return -(targets * log_shares(outputs, from_logits, axis)).sum(dim=axis)


def index_surprise(outputs, targets, from_logits=False, ignore_class=None, axis=-1):
    """−log p of the true class of each row; targets are class numbers."""
    ignored = targets == ignore_class if ignore_class is not None else None
    if ignored is not None:
        targets = targets.masked_fill(ignored, 0)
    logs = log_shares(outputs, from_logits, axis)
    surprise = -logs.take_along_dim(targets.long().unsqueeze(axis), dim=axis).squeeze(axis)
    return surprise if ignored is None else surprise.masked_fill(ignored, 0.0)


def divergences(outputs, targets):
    """Σ y log(y / p) of each row: Kullback and Leibler's divergence."""
    targets = targets.to(outputs.dtype).clamp(1e-7, 1)
    return (targets * (targets / outputs.clamp(1e-7, 1)).log()).sum(dim=-1)


def hinge_misses(outputs, targets, squared=False):
    """max(1 − y p, 0) of each output; targets of 0 and 1 alone count as −1 and 1."""
    binary = ((targets == 0) | (targets == 1)).all()
    signs = torch.where(binary, 2.0 * targets - 1, targets).to(outputs.dtype)
    misses = (1 - signs * outputs).clamp(min=0)
    return misses.square() if squared else misses


def class_hinge_misses(outputs, targets):
    """max(largest wrong − true + 1, 0) of each row; targets are rows of 0 and 1."""
    targets = targets.to(outputs.dtype)
    true = (targets * outputs).sum(dim=-1)
    return (((1 - targets) * outputs).amax(dim=-1) - true + 1).clamp(min=0)
