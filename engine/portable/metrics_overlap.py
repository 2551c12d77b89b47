"""F scores and overlaps (IoU) from counts for each class."""

import torch


def class_counts(outputs, targets, threshold=None, weights=None):
    """For each class its true positives, then the false positives, then the false negatives.

    A row is taken for the class of its largest output, or for all above the threshold.
    """
    if threshold is None:
        taken = (outputs >= outputs.amax(dim=-1, keepdim=True)) & (outputs.abs() > 1e-9)
    else:
        taken = outputs > threshold
    targets = targets.double()
    counted = targets.new_ones(len(targets)) if weights is None else weights.double()
    hits = counted @ (taken * targets)
    return torch.cat([hits, counted @ taken.double() - hits, counted @ targets - hits])


def f_score(counts, beta=1.0, average=None, each=False):
    """(1 + β²) tp / ((1 + β²) tp + β² fn + fp): the mean over the classes, or as `average` says."""
    counts = counts.reshape(3, -1)
    if average == "micro":
        counts = counts.sum(dim=1, keepdim=True)
    tp, fp, fn = counts
    whole = (1 + beta**2) * tp + beta**2 * fn + fp
    scores = torch.where(whole == 0, 0.0, (1 + beta**2) * tp / whole)
    if average == "weighted":
        support = tp + fn
        total = support.sum()
        scores = torch.where(total == 0, 0.0, (scores * support).sum() / total)
    return scores if each and average is None else scores.mean().item()


def class_pairs(predicted, true, classes, ignored=None, weights=None):
    """How many rows of each true class were taken for which; the confusion matrix, flat."""
    if weights is not None and weights.ndim < predicted.ndim:
        weights = weights[:, None].expand_as(predicted)
    predicted, true = predicted.flatten().long(), true.flatten().long()
    valid = (predicted >= 0) & (predicted < classes) & (true >= 0) & (true < classes)
    if ignored is not None:
        valid &= true != ignored
    counted = valid.double() if weights is None else valid * weights.double().flatten()
    places = torch.where(valid, true * classes + predicted, 0)
    return torch.bincount(places, counted, minlength=classes * classes)


def mean_overlap(pairs, chosen=None):
    """IoU = tp / (tp + fp + fn), the mean over the chosen classes that occur; all by default."""
    matrix = pairs.reshape(round(len(pairs) ** 0.5), -1)
    hits = matrix.diag()
    whole = matrix.sum(dim=0) + matrix.sum(dim=1) - hits
    if chosen is not None:
        hits, whole = hits[list(chosen)], whole[list(chosen)]
    occurs = whole > 1e-9
    shares = torch.where(occurs, hits / whole, 0.0)
    return (shares.sum() / occurs.sum().clamp(min=1)).item()
