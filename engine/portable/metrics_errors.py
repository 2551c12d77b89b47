"""How far outputs lie from targets, entry by entry; a scale gives the target's own units."""

import math

import torch


def mean_absolute_error(outputs, targets, scale=1.0):
    """Mean distance between output and target, in the target's own units."""
    return (outputs.double() - targets.double()).abs().mean().item() * scale


def root_mean_squared_error(outputs, targets, scale=1.0):
    """Root of the mean squared distance between output and target, in the target's own units."""
    return (outputs.double() - targets.double()).square().mean().sqrt().item() * scale


def r2(outputs, targets):
    """Share of the targets' variation that the outputs explain, 0 where there is none."""
    targets = targets.double()
    off, spread = outputs.double() - targets, targets - targets.mean()
    return 1 - (off.square().sum() / spread.square().sum()).item() if spread.any() else 0.0


def differences(outputs, targets, scale=1.0):
    """Output minus target."""
    return (outputs.double() - targets.double()) * scale


def absolute_errors(outputs, targets, scale=1.0):
    """The distance between output and target."""
    return differences(outputs, targets, scale).abs()


def squared_errors(outputs, targets, scale=1.0):
    """The squared distance between output and target."""
    return differences(outputs, targets, scale).square()


def percentage_errors(outputs, targets):
    """The distance in percent of the target."""
    return 100 * absolute_errors(outputs, targets) / targets.double().abs().clamp(min=1e-7)


def squared_log_errors(outputs, targets):
    """The squared distance of log(1 + value); what lies below 0 counts as 0."""
    logs = [values.double().clamp(min=1e-7).log1p() for values in (outputs, targets)]
    return (logs[0] - logs[1]).square()


def log_cosh_errors(outputs, targets, scale=1.0):
    """log(cosh(distance)): half the square when small, the distance less log 2 when large."""
    distances = absolute_errors(outputs, targets, scale)
    return distances + torch.nn.functional.softplus(-2 * distances) - math.log(2)


def cosine_similarities(outputs, targets, axis=-1):
    """The cosine of the angle between output and target: 1 is the same direction."""
    units = []
    for values in (outputs.double(), targets.double()):
        length = values.square().sum(dim=axis, keepdim=True).rsqrt()
        units.append(values * length.clamp(max=1e7))
    return (units[0] * units[1]).sum(dim=axis)


def poisson_errors(outputs, targets):
    """p − y log p, the surprise at a count y where p is expected, without what y alone gives."""
    return outputs - targets * (outputs + 1e-7).log()


def target_sums(outputs, targets, weights=None):
    """Number of rows; then for each output: weights, targets, their squares, squared misses."""
    targets = targets.double()
    counted = targets.new_ones(len(targets)) if weights is None else weights.double()
    values = (torch.ones_like(targets), targets, targets.square(), (targets - outputs).square())
    sums = [(counted[:, None] * each).sum(dim=0) for each in values]
    return torch.cat([targets.new_tensor([len(targets)]), *sums])


def explained(sums, aggregation="uniform_average", regressors=0, each=False):
    """R²: the share of the targets' variation that the outputs explain."""
    count, moments = sums[0] * (len(sums) // 4), sums[1:].reshape(4, -1)
    weight, total, squares, missed = moments
    variation = squares - total * total / weight
    scores = 1 - missed / variation
    scores = torch.where(scores.isinf(), 0.0, scores)
    if aggregation == "variance_weighted_average":
        scores = (variation * scores).sum() / variation.sum()
    elif aggregation == "uniform_average":
        scores = scores.mean()
    if 0 < regressors < count - 1:
        scores = 1 - (1 - scores) * (count - 1) / (count - regressors - 1)
    return scores if each else scores.mean().item()


def moment_sums(outputs, targets, weights=None):
    """Sums for a correlation, for each output: weights, both, their squares, their product."""
    outputs, targets = outputs.double(), targets.double()
    counted = targets.new_ones(len(targets)) if weights is None else weights.double()
    values = (
        torch.ones_like(targets),
        outputs,
        targets,
        outputs.square(),
        targets.square(),
        outputs * targets,
    )
    return torch.cat([(counted[:, None] * each).sum(dim=0) for each in values])


def correlation(sums, concordance=False):
    """Pearson's correlation of outputs and targets, or Lin's concordance; the mean over outputs."""
    weight, *moments = sums.reshape(6, -1)
    mean, true_mean, square, true_square, product = (each / weight for each in moments)
    variance, true_variance = square - mean * mean, true_square - true_mean * true_mean
    together = product - mean * true_mean
    if concordance:
        scale = variance + true_variance + (mean - true_mean).square()
        return (2 * together / (scale + 1e-7)).mean().item()
    return (together / (variance * true_variance).sqrt()).mean().item()


def row_correlations(outputs, targets, axis=-1, concordance=False):
    """The correlation of outputs and targets within each row."""
    outputs, targets = outputs.double(), targets.double()
    mean, true_mean = (each.mean(dim=axis, keepdim=True) for each in (outputs, targets))
    left, right = outputs - mean, targets - true_mean
    together = (left * right).mean(dim=axis)
    squares = left.square().mean(dim=axis), right.square().mean(dim=axis)
    if concordance:
        scale = squares[0] + squares[1] + (mean - true_mean).square().squeeze(axis)
        return 2 * together / (scale + 1e-7)
    return together / (squares[0] * squares[1]).sqrt()
