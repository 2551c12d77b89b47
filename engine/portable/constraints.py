"""What weights have to keep to, applied after each step; lengths are measured along an axis."""


def norms(weights, axis):
    """Return the lengths of the weights along an axis, or along several together."""
    return weights.square().sum(dim=axis, keepdim=True).sqrt()


def max_norm(weights, max_value, axis):
    """Shorten weights that are longer than a largest length."""
    length = norms(weights, axis)
    return weights * (length.clamp(0.0, max_value) / (length + 1e-7))


def unit_norm(weights, axis):
    """Give weights the length 1."""
    return weights / (norms(weights, axis) + 1e-7)


def min_max_norm(weights, min_value, max_value, rate, axis):
    """Bring weights a share of the way to a length between two bounds."""
    length = norms(weights, axis)
    wanted = rate * length.clamp(min_value, max_value) + (1.0 - rate) * length
    return weights * (wanted / (length + 1e-7))
