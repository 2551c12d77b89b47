"""Keras's losses: the loss of each row, times its weight, and one number for all rows."""

import math

import torch
from torch import nn

EPSILON = 1e-7  # probabilities are kept this far from 0 and 1


class RowLoss:
    """The losses of rows, each times its weight, as one number."""

    def __init__(self, reduction="sum_over_batch_size"):
        self.reduction = reduction

    def __call__(self, outputs, targets, weights=None):
        return self.reduced(self.rows(outputs, targets), weights)

    def reduced(self, losses, weights=None):
        if weights is not None:
            losses = losses * weights
        if self.reduction == "none":
            return losses
        if self.reduction == "sum":
            return losses.sum()
        if self.reduction == "mean_with_sample_weight" and weights is not None:
            total = weights.sum()
            return losses.sum() / (total + (total == 0))  # without any weight nothing is lost
        return losses.sum() / losses.numel()


class TorchLoss(RowLoss):
    """A loss of torch.nn with reduction="none", averaged over the values of each row."""

    def __init__(self, loss, reduction="sum_over_batch_size"):
        super().__init__(reduction)
        self.loss = loss

    def rows(self, outputs, targets):
        losses = self.loss(outputs, targets)
        return losses.mean(dim=-1) if losses.ndim == outputs.ndim else losses


class MeanSquaredError(RowLoss):
    """(y - p)²: large misses weigh heavily."""

    def rows(self, outputs, targets):
        return (outputs - targets).square().mean(dim=-1)


class MeanAbsoluteError(RowLoss):
    """|y - p|: outliers weigh no more than others."""

    def rows(self, outputs, targets):
        return (outputs - targets).abs().mean(dim=-1)


class MeanAbsolutePercentageError(RowLoss):
    """100 |y - p| / |y|: misses in percent of the target."""

    def rows(self, outputs, targets):
        return 100 * ((targets - outputs) / targets.abs().clamp(min=EPSILON)).abs().mean(dim=-1)


class MeanSquaredLogarithmicError(RowLoss):
    """(log(1 + y) - log(1 + p))²: misses as ratios, for numbers from 0."""

    def rows(self, outputs, targets):
        found, wanted = (values.clamp(min=EPSILON).add(1).log() for values in (outputs, targets))
        return (found - wanted).square().mean(dim=-1)


class Huber(RowLoss):
    """½ (y - p)² up to delta, a straight line from there on."""

    def __init__(self, delta=1.0, reduction="sum_over_batch_size"):
        super().__init__(reduction)
        self.delta = delta

    def rows(self, outputs, targets):
        losses = nn.functional.huber_loss(outputs, targets, reduction="none", delta=self.delta)
        return losses.mean(dim=-1)


class LogCosh(RowLoss):
    """log(cosh(p - y)): like ½ (y - p)² near 0, like |y - p| elsewhere."""

    def rows(self, outputs, targets):
        missed = outputs - targets
        return (missed + nn.functional.softplus(-2 * missed) - math.log(2)).mean(dim=-1)


class CosineSimilarity(RowLoss):
    """Minus the cosine of the angle between target and output: -1 is the same direction."""

    def __init__(self, axis=-1, reduction="sum_over_batch_size"):
        super().__init__(reduction)
        self.axis = axis

    def rows(self, outputs, targets):
        return -(self.unit(targets) * self.unit(outputs)).sum(dim=self.axis)

    def unit(self, values):
        length = values.square().sum(dim=self.axis, keepdim=True).clamp(min=EPSILON**2).sqrt()
        return values / length


class Poisson(RowLoss):
    """p - y log p: for counts, of which p is the expected value."""

    def rows(self, outputs, targets):
        return (outputs - targets * (outputs + EPSILON).log()).mean(dim=-1)


class KLDivergence(RowLoss):
    """Σ y log(y / p): how far the shares p are from the shares y."""

    def rows(self, outputs, targets):
        shares, targets = outputs.clamp(EPSILON, 1), targets.clamp(EPSILON, 1)
        return (targets * (targets / shares).log()).sum(dim=-1)


class BinaryCrossentropy(RowLoss):
    """-y log p - (1 - y) log(1 - p); from logits, p is the sigmoid of the outputs."""

    def __init__(
        self, from_logits=False, label_smoothing=0.0, axis=-1, reduction="sum_over_batch_size"
    ):
        super().__init__(reduction)
        self.from_logits, self.label_smoothing, self.axis = from_logits, label_smoothing, axis

    def rows(self, outputs, targets):
        return self.values(outputs, self.smooth(targets)).mean(dim=self.axis)

    def smooth(self, targets):
        return targets * (1 - self.label_smoothing) + 0.5 * self.label_smoothing

    def values(self, outputs, targets):
        if self.from_logits:
            loss = nn.functional.binary_cross_entropy_with_logits
            return loss(outputs, targets, reduction="none")
        shares = outputs.clamp(EPSILON, 1 - EPSILON)
        return -targets * shares.log() - (1 - targets) * torch.log1p(-shares)


class BinaryFocalCrossentropy(BinaryCrossentropy):
    """Binary cross-entropy to which what is right already adds little (Lin et al. 2017)."""

    def __init__(self, apply_class_balancing=False, alpha=0.25, gamma=2.0, **options):
        super().__init__(**options)
        self.apply_class_balancing, self.alpha, self.gamma = apply_class_balancing, alpha, gamma

    def values(self, outputs, targets):
        shares = outputs.sigmoid() if self.from_logits else outputs
        kept = shares.clamp(EPSILON, 1 - EPSILON)
        losses = -targets * kept.log() - (1 - targets) * torch.log1p(-kept)
        right = targets * shares + (1 - targets) * (1 - shares)
        losses = (1 - right) ** self.gamma * losses
        if self.apply_class_balancing:
            losses = (targets * self.alpha + (1 - targets) * (1 - self.alpha)) * losses
        return losses


class CategoricalCrossentropy(RowLoss):
    """-Σ y log p over the classes; from logits, p is the softmax of the outputs."""

    def __init__(
        self, from_logits=False, label_smoothing=0.0, axis=-1, reduction="sum_over_batch_size"
    ):
        super().__init__(reduction)
        self.from_logits, self.label_smoothing, self.axis = from_logits, label_smoothing, axis

    def rows(self, outputs, targets):
        return -(self.smooth(targets) * self.logs(outputs)).sum(dim=self.axis)

    def smooth(self, targets):
        return targets * (1 - self.label_smoothing) + self.label_smoothing / targets.shape[-1]

    def logs(self, outputs):
        if self.from_logits:
            return outputs.log_softmax(dim=self.axis)
        shares = outputs / outputs.sum(dim=self.axis, keepdim=True)
        return shares.clamp(EPSILON, 1 - EPSILON).log()


class CategoricalFocalCrossentropy(CategoricalCrossentropy):
    """Cross-entropy to which rows that are right already add little (Lin et al. 2017)."""

    def __init__(self, alpha=0.25, gamma=2.0, **options):
        super().__init__(**options)
        self.alpha, self.gamma = alpha, gamma

    def rows(self, outputs, targets):
        shares = outputs.softmax(dim=self.axis) if self.from_logits else outputs
        shares = shares / shares.sum(dim=self.axis, keepdim=True)
        shares = shares.clamp(EPSILON, 1 - EPSILON)
        alpha = self.alpha  # one number, or one for each class
        if isinstance(alpha, tuple):
            alpha = shares.new_tensor(alpha)
        losses = alpha * (1 - shares) ** self.gamma * -self.smooth(targets) * shares.log()
        return losses.sum(dim=self.axis)


class SparseCategoricalCrossentropy(CategoricalCrossentropy):
    """-log p of the true class, whose number the target is."""

    def rows(self, outputs, targets):
        logs = self.logs(outputs)
        losses = -logs.gather(self.axis, targets.unsqueeze(self.axis)).squeeze(self.axis)
        smoothing = self.label_smoothing
        return (1 - smoothing) * losses - smoothing * logs.mean(self.axis) if smoothing else losses


class PartialCrossentropy(SparseCategoricalCrossentropy):
    """The same without the rows of one class, which count nowhere."""

    def __init__(self, ignore_class, **options):
        super().__init__(**options)
        self.ignore_class = ignore_class

    def __call__(self, outputs, targets, weights=None):
        losses = self.rows(outputs, targets)
        return self.reduced(losses, self.counted(losses, targets, weights))

    def rows(self, outputs, targets):
        counts = targets != self.ignore_class
        losses = super().rows(outputs, torch.where(counts, targets, 0))
        return torch.where(counts, losses, 0.0)

    def counted(self, losses, targets, weights=None):
        counts = (targets != self.ignore_class).to(losses.dtype)
        if self.reduction in ("sum_over_batch_size", "mean"):
            counts = counts * (counts.numel() / counts.sum().clamp(min=1))
        return counts if weights is None else counts * weights


class CategoricalGeneralizedCrossEntropy(RowLoss):
    """(1 - p^q) / q, p of the true class: wrong labels do little harm (Zhang and Sabuncu 2018)."""

    def __init__(self, q=0.5, from_logits=False, reduction="sum_over_batch_size"):
        super().__init__(reduction)
        self.q, self.from_logits = q, from_logits

    def rows(self, outputs, targets):
        shares = outputs.softmax(dim=-1) if self.from_logits else outputs
        return (1 - shares.gather(-1, targets.unsqueeze(-1)).squeeze(-1) ** self.q) / self.q


class Hinge(RowLoss):
    """max(1 - y p, 0) for targets -1 and 1; those of 0 and 1 are turned into them."""

    def rows(self, outputs, targets):
        return self.margins(outputs, targets).mean(dim=-1)

    def margins(self, outputs, targets):
        is_binary = ((targets == 0) | (targets == 1)).all()
        return (1 - torch.where(is_binary, 2 * targets - 1, targets) * outputs).clamp(min=0)


class SquaredHinge(Hinge):
    """max(1 - y p, 0)²."""

    def rows(self, outputs, targets):
        return self.margins(outputs, targets).square().mean(dim=-1)


class CategoricalHinge(RowLoss):
    """max(1 + the largest output of a wrong class - the output of the true one, 0)."""

    def rows(self, outputs, targets):
        true = (targets * outputs).sum(dim=-1)
        return (((1 - targets) * outputs).amax(dim=-1) - true + 1).clamp(min=0)


class Dice(RowLoss):
    """1 - 2 Σ y p / (Σ y + Σ p): how little targets and outputs overlap in the whole batch."""

    def __init__(self, axis=None, reduction="sum_over_batch_size"):
        super().__init__(reduction)
        self.axis = axis

    def rows(self, outputs, targets):
        both = (targets * outputs).sum(dim=self.axis)
        return 1 - 2 * both / (targets.sum(dim=self.axis) + outputs.sum(dim=self.axis) + EPSILON)


class Tversky(RowLoss):
    """Like Dice, with what was missed times alpha and what was too much times beta."""

    def __init__(self, alpha=0.5, beta=0.5, axis=None, reduction="sum_over_batch_size"):
        super().__init__(reduction)
        self.alpha, self.beta, self.axis = alpha, beta, axis

    def rows(self, outputs, targets):
        both = (targets * outputs).sum(dim=self.axis)
        missed = (targets * (1 - outputs)).sum(dim=self.axis)
        too_much = ((1 - targets) * outputs).sum(dim=self.axis)
        return 1 - both / (both + self.alpha * missed + self.beta * too_much + EPSILON)
