"""Keras's losses: the loss of each row, and what becomes of them where rows have weights."""

import math

import torch
from torch import nn

EPSILON = 1e-7  # probabilities are kept this far from 0 and 1


class RowLoss:
    """The mean of the losses of the rows."""

    def __call__(self, outputs, targets):
        return self.rows(outputs, targets).mean()


class WeightedLoss:
    """The losses of the rows, each times its weight, as one number."""

    def __init__(self, loss, reduction="sum_over_batch_size"):
        self.loss, self.reduction = loss, reduction

    def __call__(self, outputs, targets, weights=None):
        return self.reduced(self.loss.rows(outputs, targets), weights)

    def reduced(self, losses, weights=None):
        if weights is not None:
            losses = losses * weights
        if self.reduction in ("none", "sum"):
            return losses if self.reduction == "none" else losses.sum()
        if self.reduction == "mean_with_sample_weight" and weights is not None:
            total = weights.sum()
            return losses.sum() / (total + (total == 0))  # without any weight nothing is lost
        return losses.sum() / losses.numel()


class PartialLoss(WeightedLoss):
    """The same without the rows of one class, which count nowhere."""

    def __init__(self, loss, ignore_class, reduction="sum_over_batch_size"):
        super().__init__(loss, reduction)
        self.ignore_class = ignore_class

    def __call__(self, outputs, targets, weights=None):
        losses = self.rows(outputs, targets)
        return self.reduced(losses, self.counted(losses, targets, weights))

    def rows(self, outputs, targets):
        counts = targets != self.ignore_class
        losses = self.loss.rows(outputs, torch.where(counts, targets, 0))
        return torch.where(counts, losses, 0.0)

    def counted(self, losses, targets, weights=None):
        counts = (targets != self.ignore_class).to(losses.dtype)
        if self.reduction in ("sum_over_batch_size", "mean"):
            counts = counts * (counts.numel() / counts.sum().clamp(min=1))
        return counts if weights is None else counts * weights


class TorchLoss(RowLoss):
    """A loss of torch.nn with reduction="none", averaged over the values of each row."""

    def __init__(self, loss):
        self.loss = loss

    def rows(self, outputs, targets):
        losses = self.loss(outputs, targets)
        return losses.mean(dim=-1) if losses.ndim == outputs.ndim else losses


class MeanAbsolutePercentageError(RowLoss):
    """100 |y - p| / |y|: misses in percent of the target."""

    def rows(self, outputs, targets):
        return 100 * ((targets - outputs) / targets.abs().clamp(min=EPSILON)).abs().mean(dim=-1)


class MeanSquaredLogarithmicError(RowLoss):
    """(log(1 + y) - log(1 + p))²: misses as ratios, for numbers from 0."""

    def rows(self, outputs, targets):
        found, wanted = (values.clamp(min=EPSILON).add(1).log() for values in (outputs, targets))
        return (found - wanted).square().mean(dim=-1)


class LogCosh(RowLoss):
    """log(cosh(p - y)): like ½ (y - p)² near 0, like |y - p| elsewhere."""

    def rows(self, outputs, targets):
        missed = outputs - targets
        return (missed + nn.functional.softplus(-2 * missed) - math.log(2)).mean(dim=-1)


class CosineSimilarity(RowLoss):
    """Minus the cosine of the angle between target and output: -1 is the same direction."""

    def __init__(self, axis=-1):
        self.axis = axis

    def rows(self, outputs, targets):
        return -(self.unit(targets) * self.unit(outputs)).sum(dim=self.axis)

    def unit(self, values):
        length = values.square().sum(dim=self.axis, keepdim=True).clamp(min=EPSILON**2).sqrt()
        return values / length


class KLDivergence(RowLoss):
    """Σ y log(y / p): how far the shares p are from the shares y."""

    def rows(self, outputs, targets):
        shares, targets = outputs.clamp(EPSILON, 1), targets.clamp(EPSILON, 1)
        return (targets * (targets / shares).log()).sum(dim=-1)


def surprise_of_each(shares, targets):
    """-y log p - (1 - y) log(1 - p)."""
    shares = shares.clamp(EPSILON, 1 - EPSILON)
    return -targets * shares.log() - (1 - targets) * torch.log1p(-shares)


class BinaryCrossentropy(RowLoss):
    """-y log p - (1 - y) log(1 - p); from logits, p is the sigmoid of the outputs."""

    def __init__(self, from_logits=False, label_smoothing=0.0, axis=-1):
        self.from_logits, self.label_smoothing, self.axis = from_logits, label_smoothing, axis

    def rows(self, outputs, targets):
        targets = targets * (1 - self.label_smoothing) + 0.5 * self.label_smoothing
        if self.from_logits:
            surprise = nn.functional.binary_cross_entropy_with_logits
            return surprise(outputs, targets, reduction="none").mean(dim=self.axis)
        return surprise_of_each(outputs, targets).mean(dim=self.axis)


class BinaryFocalCrossentropy(RowLoss):
    """Binary cross-entropy to which what is right already adds little (Lin et al. 2017)."""

    def __init__(self, alpha=None, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1):
        self.alpha, self.gamma, self.from_logits = alpha, gamma, from_logits
        self.label_smoothing, self.axis = label_smoothing, axis

    def rows(self, outputs, targets):
        targets = targets * (1 - self.label_smoothing) + 0.5 * self.label_smoothing
        shares = outputs.sigmoid() if self.from_logits else outputs
        right = targets * shares + (1 - targets) * (1 - shares)
        losses = (1 - right) ** self.gamma * surprise_of_each(shares, targets)
        if self.alpha is not None:  # yes counts alpha times, no 1 - alpha times
            losses = (targets * self.alpha + (1 - targets) * (1 - self.alpha)) * losses
        return losses.mean(dim=self.axis)


def class_logs(outputs, from_logits, axis):
    """Logarithms of the shares of the classes."""
    if from_logits:
        return outputs.log_softmax(dim=axis)
    shares = outputs / outputs.sum(dim=axis, keepdim=True)
    return shares.clamp(EPSILON, 1 - EPSILON).log()


class CategoricalCrossentropy(RowLoss):
    """-Σ y log p over the classes; from logits, p is the softmax of the outputs."""

    def __init__(self, from_logits=False, label_smoothing=0.0, axis=-1):
        self.from_logits, self.label_smoothing, self.axis = from_logits, label_smoothing, axis

    def rows(self, outputs, targets):
        smoothing = self.label_smoothing
        targets = targets * (1 - smoothing) + smoothing / targets.shape[-1]
        return -(targets * class_logs(outputs, self.from_logits, self.axis)).sum(dim=self.axis)


class SparseCategoricalCrossentropy(RowLoss):
    """-log p of the true class, whose number the target is."""

    def __init__(self, from_logits=False, label_smoothing=0.0, axis=-1):
        self.from_logits, self.label_smoothing, self.axis = from_logits, label_smoothing, axis

    def rows(self, outputs, targets):
        axis, smoothing = self.axis, self.label_smoothing
        logs = class_logs(outputs, self.from_logits, axis)
        losses = -logs.gather(axis, targets.unsqueeze(axis)).squeeze(axis)
        return (1 - smoothing) * losses - smoothing * logs.mean(dim=axis) if smoothing else losses


class CategoricalFocalCrossentropy(RowLoss):
    """Cross-entropy to which rows that are right already add little (Lin et al. 2017)."""

    def __init__(self, alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1):
        self.alpha, self.gamma, self.from_logits = alpha, gamma, from_logits
        self.label_smoothing, self.axis = label_smoothing, axis

    def rows(self, outputs, targets):
        targets = targets * (1 - self.label_smoothing) + self.label_smoothing / targets.shape[-1]
        shares = outputs.softmax(dim=self.axis) if self.from_logits else outputs
        shares = shares / shares.sum(dim=self.axis, keepdim=True)
        shares = shares.clamp(EPSILON, 1 - EPSILON)
        alpha = self.alpha  # one number, or one for each class
        if isinstance(alpha, tuple):
            alpha = shares.new_tensor(alpha)
        losses = alpha * (1 - shares) ** self.gamma * -targets * shares.log()
        return losses.sum(dim=self.axis)


class CategoricalGeneralizedCrossEntropy(RowLoss):
    """(1 - p^q) / q, p of the true class: wrong labels do little harm (Zhang and Sabuncu 2018)."""

    def __init__(self, q=0.5, from_logits=False):
        self.q, self.from_logits = q, from_logits

    def rows(self, outputs, targets):
        shares = outputs.softmax(dim=-1) if self.from_logits else outputs
        return (1 - shares.gather(-1, targets.unsqueeze(-1)).squeeze(-1) ** self.q) / self.q


def margins(outputs, targets):
    """What is missing to 1 on the right side of 0; targets of 0 and 1 become -1 and 1."""
    is_binary = ((targets == 0) | (targets == 1)).all()
    return (1 - torch.where(is_binary, 2 * targets - 1, targets) * outputs).clamp(min=0)


class Hinge(RowLoss):
    """max(1 - y p, 0) for targets -1 and 1."""

    def rows(self, outputs, targets):
        return margins(outputs, targets).mean(dim=-1)


class SquaredHinge(RowLoss):
    """max(1 - y p, 0)² for targets -1 and 1."""

    def rows(self, outputs, targets):
        return margins(outputs, targets).square().mean(dim=-1)


class CategoricalHinge(RowLoss):
    """max(1 + the largest output of a wrong class - the output of the true one, 0)."""

    def rows(self, outputs, targets):
        true = (targets * outputs).sum(dim=-1)
        return (((1 - targets) * outputs).amax(dim=-1) - true + 1).clamp(min=0)


class Dice(RowLoss):
    """1 - 2 Σ y p / (Σ y + Σ p): how little targets and outputs overlap in the whole batch."""

    def __init__(self, axis=None):
        self.axis = axis

    def rows(self, outputs, targets):
        both = (targets * outputs).sum(dim=self.axis)
        return 1 - 2 * both / (targets.sum(dim=self.axis) + outputs.sum(dim=self.axis) + EPSILON)


class Tversky(RowLoss):
    """Like Dice, with what was missed times alpha and what was too much times beta."""

    def __init__(self, alpha=0.5, beta=0.5, axis=None):
        self.alpha, self.beta, self.axis = alpha, beta, axis

    def rows(self, outputs, targets):
        both = (targets * outputs).sum(dim=self.axis)
        missed = (targets * (1 - outputs)).sum(dim=self.axis)
        too_much = ((1 - targets) * outputs).sum(dim=self.axis)
        return 1 - both / (both + self.alpha * missed + self.beta * too_much + EPSILON)
