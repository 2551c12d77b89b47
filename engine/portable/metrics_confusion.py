"""Confusion counts at one threshold or many, and what is read from them.

Each output is told by its level: how many of the rising thresholds it exceeds. How many false and
how many true entries there are on each level is all that precision, recall and AUC need.
"""

import numpy as np
import torch


def levels(outputs, thresholds):
    """How many of the rising thresholds each output exceeds."""
    return torch.bucketize(outputs.contiguous(), outputs.new_tensor(thresholds), out_int32=True)


def even_levels(outputs, thresholds, lowest=0):
    """How many of so many thresholds, in even steps from 0 to 1, each output exceeds.

    All exceed the `lowest`.
    """
    steps = outputs.clamp(0, 1).mul_(thresholds - 1).ceil_()
    # Kept within bounds once more: what is not a number has no level.
    return steps.int().clamp_(lowest, thresholds - 1)


def top_only(outputs, k):
    """The k largest outputs of each row; the others become so small that none exceeds."""
    kept = torch.zeros_like(outputs, dtype=torch.bool)
    kept.scatter_(-1, outputs.topk(min(k, outputs.shape[-1])).indices, True)
    return outputs.masked_fill(~kept, -1e10)


def threshold_counts(outputs, targets, threshold, weights=None):
    """The level counts of one threshold: entries that are false and below it, false and above,
    true and below, true and above.
    """
    taken, true = outputs > threshold, targets.bool()
    if weights is None:
        sums = torch.stack([each.sum() for each in (taken & true, taken, true)])
        hits, above, positive = sums.tolist()
        wrong, missed = above - hits, positive - hits
        counts = [taken.numel() - above - missed, wrong, missed, hits]
        return torch.tensor(counts, dtype=torch.float64, device=taken.device)
    counted = (weights if weights.ndim == taken.ndim else weights[:, None]).double()
    kinds = (~taken & ~true, taken & ~true, ~taken & true, taken & true)
    return torch.stack([(counted * kind).sum() for kind in kinds])


def level_counts(reached, targets, thresholds, columns=1, weights=None, column_weights=None):
    """How many entries have each level: first those whose target is 0, then the others.

    With several columns each one is counted by itself.
    """
    bins = thresholds + 1
    places = reached.add(targets.bool(), alpha=bins)
    if columns > 1:
        places = places * columns + torch.arange(columns, device=places.device)
    if weights is None and column_weights is None:
        in_columns = places.transpose(0, -1).flatten()
        return torch.bincount(in_columns, minlength=2 * bins * columns).double()
    counted = torch.ones_like(places, dtype=torch.float64)
    if weights is not None:
        counted = counted * (weights if weights.ndim == places.ndim else weights[:, None])
    if column_weights is not None:
        counted = counted * counted.new_tensor(column_weights)
    return torch.bincount(places.flatten(), counted.flatten(), minlength=2 * bins * columns)


def confusion(counts, columns=1):
    """True positives, false positives, true negatives, false negatives at each threshold."""
    # So few numbers are sooner read by NumPy.
    counted = counts.cpu().numpy().reshape((2, -1) if columns == 1 else (2, -1, columns))
    false, true = counted[:, ::-1].cumsum(axis=1)[:, ::-1]  # on the level or above
    tp, fp = true[1:], false[1:]
    return tp, fp, false[0] - fp, true[0] - tp


def column(values, number):
    """One column, still as a column."""
    return values[..., number : number + 1]


def ratio(part, whole):
    """The part's share of the whole, 0 of nothing."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole != 0)


def true_positives(counts, each=False):
    """Entries that are true and are taken for it; the mean over the thresholds."""
    tp, _, _, _ = confusion(counts)
    return tp if each else tp.mean().item()


def false_positives(counts, each=False):
    """Entries that are false but are taken for true; the mean over the thresholds."""
    _, fp, _, _ = confusion(counts)
    return fp if each else fp.mean().item()


def true_negatives(counts, each=False):
    """Entries that are false and are taken for it; the mean over the thresholds."""
    _, _, tn, _ = confusion(counts)
    return tn if each else tn.mean().item()


def false_negatives(counts, each=False):
    """Entries that are true but are taken for false; the mean over the thresholds."""
    _, _, _, fn = confusion(counts)
    return fn if each else fn.mean().item()


def precision(counts, each=False):
    """The share of the entries taken for true that are; the mean over the thresholds."""
    tp, fp, _, _ = confusion(counts)
    shares = ratio(tp, tp + fp)
    return shares if each else shares.mean().item()


def recall(counts, each=False):
    """The share of the true entries that are taken for true; the mean over the thresholds."""
    tp, _, _, fn = confusion(counts)
    shares = ratio(tp, tp + fn)
    return shares if each else shares.mean().item()


def best_rate(counts, sought, held, least):
    """The largest rate `sought` at a threshold where the rate `held` is at least `least`."""
    tp, fp, tn, fn = confusion(counts)
    rates = {
        "precision": ratio(tp, tp + fp),
        "sensitivity": ratio(tp, tp + fn),
        "specificity": ratio(tn, tn + fp),
    }
    return np.where(rates[held] >= least, rates[sought], 0.0).max().item()


def roc_area(counts, method="interpolation", columns=1, column_weights=None):
    """The area under the ROC curve: true cases found over false alarms, at all thresholds."""
    tp, fp, tn, fn = confusion(counts, columns)
    areas = area_below(ratio(fp, fp + tn), ratio(tp, tp + fn), method)
    return mean_area(areas, column_weights)


def pr_area(counts, method="interpolation", columns=1, column_weights=None):
    """The area under the curve of precision over recall."""
    tp, fp, _, fn = confusion(counts, columns)
    if method == "interpolation":
        areas = interpolated_area(tp, fp, fn)
    else:
        areas = area_below(ratio(tp, tp + fn), ratio(tp, tp + fp), method)
    return mean_area(areas, column_weights)


def gain_area(counts, method="interpolation", columns=1, column_weights=None):
    """The area under precision gain over recall gain: what is won over taking all for true.

    Flach and Kull (2015), Precision-recall-gain curves.
    """
    tp, fp, tn, fn = confusion(counts, columns)
    odds = ratio(tp + fn, tn + fp)
    recall_gain = np.where(tp == 0, 0.0, 1 - odds * ratio(fn, tp)).clip(min=0)
    precision_gain = np.where(tp == 0, 1.0, 1 - odds * ratio(fp, tp))
    return mean_area(area_below(recall_gain, precision_gain, method), column_weights)


def mean_area(areas, column_weights=None):
    """The mean over the columns, weighted or not."""
    if column_weights is None:
        return areas.mean().item()
    shares = np.array(column_weights, dtype=float)
    return ratio((areas * shares).sum(), shares.sum()).item()


def area_below(x, y, method):
    """The area of the strips between points, as high as their middle, lower or upper end."""
    if method == "interpolation":
        heights = (y[:-1] + y[1:]) / 2
    else:
        pick = np.minimum if method == "minoring" else np.maximum
        heights = pick(y[:-1], y[1:])
    return ((x[:-1] - x[1:]) * heights).sum(axis=0)


def interpolated_area(tp, fp, fn):
    """The area under precision over recall; between points the counts are interpolated.

    Davis and Goadrich (2006), The relationship between precision-recall and ROC curves.
    """
    taken = tp + fp
    slope = ratio(tp[:-1] - tp[1:], (taken[:-1] - taken[1:]).clip(min=0))
    start = tp[1:] - slope * taken[1:]
    both = (taken[:-1] > 0) & (taken[1:] > 0)
    growth = np.where(both, ratio(taken[:-1], taken[1:]), 1.0)
    strips = slope * (tp[:-1] - tp[1:] + start * np.log(growth))
    return ratio(strips, tp[1:] + fn[1:]).sum(axis=0)
