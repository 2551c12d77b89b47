"""What happens around an optimizer's step: the mean over batches, clipping, weight decay, averages."""

import torch


def clip_each_norm(parameters, limit):
    """Shorten the gradient of each tensor to this length where it is longer."""
    for weights in parameters:
        if weights.grad is not None:
            length = weights.grad.norm()
            weights.grad.mul_(limit / length.clamp(min=limit))


def clip_global_norm(parameters, limit):
    """Shorten all gradients alike, so that together they are no longer than this."""
    gradients = [weights.grad for weights in parameters if weights.grad is not None]
    length = torch.stack([gradient.square().sum() for gradient in gradients]).sum().sqrt()
    for gradient in gradients:
        gradient.mul_(limit / length.clamp(min=limit))


def decay_weights(parameters, rate, decay):
    """Take a share of each weight off, apart from the gradient's step."""
    with torch.no_grad():
        for weights in parameters:
            weights.mul_(1 - rate * decay)


class GradientMean:
    """The mean of the gradients of several batches, which moves the weights in place of each."""

    def __init__(self, parameters, batches):
        self.weights = list(parameters)
        self.sums = [torch.zeros_like(weights) for weights in self.weights]
        self.batches, self.seen = batches, 0

    def is_complete(self):
        """Take a batch's gradients in; after the last one needed their mean is in their place."""
        self.seen += 1
        is_last = self.seen % self.batches == 0
        for total, weights in zip(self.sums, self.weights, strict=True):
            if weights.grad is not None:
                total.add_(weights.grad)
                if is_last:
                    weights.grad.copy_(total).div_(self.batches)
            if is_last:
                total.zero_()
        return is_last


class WeightAverages:
    """Moving averages of the weights; now and then, and at the end, they become the weights."""

    def __init__(self, parameters, momentum, overwrite_frequency=None, batches=1):
        self.weights = list(parameters)
        self.averages = [weights.detach().clone() for weights in self.weights]
        self.momentum, self.overwrite_frequency = momentum, overwrite_frequency
        self.batches, self.seen = batches, 0  # batches of a step

    def update(self):
        """Take the weights of this batch in; those of the first step count in full."""
        step = self.seen // self.batches
        kept = self.momentum if step else 0.0
        for average, weights in zip(self.averages, self.weights, strict=True):
            average.mul_(kept).add_(weights.detach(), alpha=1 - kept)
        self.seen += 1
        if self.overwrite_frequency and (step + 1) % self.overwrite_frequency == 0:
            self.finish()

    def finish(self):
        """Put the averages in the place of the weights."""
        for average, weights in zip(self.averages, self.weights, strict=True):
            weights.detach().copy_(average)
