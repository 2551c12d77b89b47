"""Metrics of an epoch: outputs and targets of all its rows, in the order in which they were seen."""


def accuracy(outputs, targets):
    """Share of rows whose largest output is the true class."""
    return (outputs.argmax(dim=1) == targets).sum().item() / len(targets)


def one_hot_accuracy(outputs, targets):
    """Share of rows whose largest output is the true class, the only 1 among the targets."""
    return (outputs.argmax(dim=1) == targets.argmax(dim=1)).sum().item() / len(targets)


def binary_accuracy(outputs, targets, threshold):
    """Share of rows whose output is on the right side of the threshold."""
    return ((outputs > threshold) == (targets > 0.5)).sum().item() / len(targets)


def mean_absolute_error(outputs, targets, scale=1.0):
    """Mean distance between output and target, in the target's own units."""
    return (outputs.double() - targets).abs().mean().item() * scale


def root_mean_squared_error(outputs, targets, scale=1.0):
    """Root of the mean squared distance between output and target, in the target's own units."""
    return (outputs.double() - targets).square().mean().sqrt().item() * scale


def r2(outputs, targets):
    """Share of the targets' variation that the outputs explain."""
    missed = (outputs.double() - targets).square().sum()
    return (1 - missed / (targets.double() - targets.double().mean()).square().sum()).item()
