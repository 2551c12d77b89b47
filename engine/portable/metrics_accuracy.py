"""Which rows, or which answers of a row, are right."""


def accuracy(outputs, targets):
    """Share of rows whose largest output is the true class."""
    return (outputs.max(dim=1).indices == targets).sum().item() / len(targets)


def one_hot_accuracy(outputs, targets):
    """Share of rows whose largest output is the true class, the only 1 among the targets."""
    return (outputs.argmax(dim=1) == targets.argmax(dim=1)).sum().item() / len(targets)


def threshold_accuracy(outputs, targets, threshold=0.5):
    """Share of rows whose output is on the right side of the threshold; targets are 0 or 1."""
    return ((outputs > threshold) == targets).sum().item() / len(targets)


def class_hits(outputs, targets):
    """Whether the largest output is that of the true class; targets are class numbers."""
    return outputs.argmax(dim=-1) == targets


def one_hot_hits(outputs, targets):
    """Whether the largest output is that of the true class, the largest among the targets."""
    return outputs.argmax(dim=-1) == targets.argmax(dim=-1)


def threshold_hits(outputs, targets, threshold=0.5):
    """Whether each output lies on its target's side of the threshold; another target than 0 or 1 is never met."""
    return (outputs > threshold) == targets


def equal_hits(outputs, targets):
    """Whether each output is exactly its target."""
    return outputs == targets


def top_hits(outputs, targets, k):
    """Whether the true class is among the k largest outputs; targets are class numbers."""
    truth = outputs.take_along_dim(targets[..., None].long(), dim=-1)
    return (outputs > truth).sum(dim=-1) < k


def one_hot_top_hits(outputs, targets, k):
    """Whether the true class, the largest of the targets, is among the k largest outputs."""
    return top_hits(outputs, targets.argmax(dim=-1), k)


def listed_hits(outputs, targets, k):
    """Whether the true class is among the first k class numbers that each row lists."""
    return (outputs[..., :k] == targets[..., None]).any(dim=-1)
