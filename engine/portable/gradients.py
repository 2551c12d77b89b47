"""What happens around an optimizer's step: clipping before it, weight decay, averages after it."""

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


class WeightAverages:
    """Moving averages of the weights; now and then, and at the end, they become the weights."""

    def __init__(self, parameters, momentum, overwrite_frequency=None):
        self.weights = list(parameters)
        self.averages = [weights.detach().clone() for weights in self.weights]
        self.momentum, self.overwrite_frequency = momentum, overwrite_frequency
        self.steps = 0

    def update(self):
        """Take the weights of this step in; those of the first step count in full."""
        kept = self.momentum if self.steps else 0.0
        for average, weights in zip(self.averages, self.weights, strict=True):
            average.mul_(kept).add_(weights.detach(), alpha=1 - kept)
        self.steps += 1
        if self.overwrite_frequency and self.steps % self.overwrite_frequency == 0:
            self.finish()

    def finish(self):
        """Put the averages in the place of the weights."""
        for average, weights in zip(self.averages, self.weights, strict=True):
            weights.detach().copy_(average)
