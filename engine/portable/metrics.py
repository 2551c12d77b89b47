"""What all metrics share: the rows' values summed, the sums read, targets as rows."""

import torch


def class_rows(targets, classes):
    """Class numbers, (rows,), as rows that are true at the class and false elsewhere."""
    return (targets == torch.arange(classes, device=targets.device)[:, None]).T


def class_shares(outputs):
    """Softmax over the classes, column by column: of a few classes that is sooner done."""
    return outputs.transpose(0, -1).softmax(dim=0).transpose(0, -1)


def own_units(values, scale, mean):
    """Standardised values in the target's own units."""
    return values.double() * scale + mean


def mean_of(values):
    """The mean of the rows' values."""
    return values.double().mean().item()


def row_sums(values, weights=None):
    """The sum of the rows' values and the number of rows; with weights both are weighted."""
    if values.ndim > 1:
        values = values.flatten(1).mean(dim=1, dtype=torch.float64)
    values = values.double()
    if weights is None:
        return torch.stack([values.sum(), values.new_tensor(len(values))])
    weights = weights.double()
    return torch.stack([(values * weights).sum(), weights.sum()])


def weighted_mean(sums):
    """The mean of the rows' values, 0 without rows."""
    total, count = sums.tolist()
    return total / count if count else 0.0


def root_of_mean(sums):
    """The root of the mean of the rows' values, 0 without rows."""
    total, count = sums.tolist()
    return (total / count) ** 0.5 if count else 0.0
