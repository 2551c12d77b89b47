"""Optimizers that torch does not have, or not with Keras's formula."""

import torch


class EachTensor(torch.optim.Optimizer):
    """An optimizer that moves each tensor by itself; subclasses say how."""

    def __init__(self, parameters, **settings):
        super().__init__(parameters, settings)

    def step(self):
        for group in self.param_groups:
            for weights in group["params"]:
                if weights.grad is not None:
                    state = self.state[weights]
                    state["step"] = state.get("step", 0) + 1
                    self.move(weights.detach(), weights.grad, state, group)

    def memory(self, state, name, like):
        if name not in state:
            state[name] = torch.zeros_like(like)
        return state[name]


class SGD(EachTensor):
    """Momentum that keeps the rate each of its steps had; torch.optim.SGD takes today's for all."""

    def move(self, weights, gradient, state, group):
        velocity = self.memory(state, "velocity", weights)
        velocity.mul_(group["momentum"]).sub_(gradient, alpha=group["lr"])
        if group["nesterov"]:
            weights.add_(velocity, alpha=group["momentum"]).sub_(gradient, alpha=group["lr"])
        else:
            weights.add_(velocity)


class RMSprop(EachTensor):
    """Epsilon inside the root, momentum with the rate of its time; torch.optim's has neither."""

    def move(self, weights, gradient, state, group):
        kept = group["alpha"]
        size = self.memory(state, "square", weights)
        size.mul_(kept).addcmul_(gradient, gradient, value=1 - kept)
        if group["centered"]:
            mean = self.memory(state, "mean", weights)
            mean.mul_(kept).add_(gradient, alpha=1 - kept)
            size = size - mean.square()
        change = group["lr"] * gradient / (size + group["eps"]).sqrt()
        if group["momentum"]:
            velocity = self.memory(state, "velocity", weights)
            change = velocity.mul_(group["momentum"]).add_(change)
        weights.sub_(change)


class Ftrl(EachTensor):
    """Follow the regularised leader (McMahan et al. 2013)."""

    def move(self, weights, gradient, state, group):
        lr = group["lr"]
        if lr == 0:  # what follows divides by it
            return
        # A tensor, for the same last bit as in Keras: small squares are differences of such powers.
        power = torch.tensor(-group["power"])
        if "total" not in state:
            state["total"] = torch.full_like(weights, group["initial"])
        linear, before = self.memory(state, "linear", weights), state["total"]
        total = state["total"] = before + gradient.square()
        sigma = (total.pow(power) - before.pow(power)) / lr
        linear += gradient + 2 * group["shrinkage"] * weights - sigma * weights
        curvature = total.pow(power) / lr + (2 * group["l2"] + group["beta"] / lr)
        weights.copy_((linear.clamp(-group["l1"], group["l1"]) - linear) / curvature)


class Lion(EachTensor):
    """Equally large steps for all weights, in the direction of the momentum (Chen et al. 2023)."""

    def move(self, weights, gradient, state, group):
        beta_1, beta_2 = group["betas"]
        momentum = self.memory(state, "momentum", weights)
        direction = (momentum * beta_1).add_(gradient, alpha=1 - beta_1).sign_()
        weights.sub_(direction, alpha=group["lr"])
        momentum.mul_(beta_2).add_(gradient, alpha=1 - beta_2)


class Lamb(EachTensor):
    """Adam whose step is as long as the weights of the tensor say (You et al. 2019)."""

    def move(self, weights, gradient, state, group):
        beta_1, beta_2 = group["betas"]
        mean = self.memory(state, "mean", weights)
        square = self.memory(state, "square", weights)
        mean.lerp_(gradient, 1 - beta_1)
        square.mul_(beta_2).addcmul_(gradient, gradient, value=1 - beta_2)
        size = (square / (1 - beta_2 ** state["step"])).sqrt() + group["eps"]
        update = mean / (1 - beta_1 ** state["step"]) / size
        length, step = weights.norm(), update.norm()
        ratio = torch.where((length > 0) & (step > 0), length / step, 1.0)
        weights.sub_(ratio * group["lr"] * update)


class Adafactor(EachTensor):
    """Sizes of gradients kept by row and by column only (Shazeer and Stern 2018).

    Rows and columns are two axes of a tensor: torch has units and inputs in front.
    """

    def move(self, weights, gradient, state, group):
        floor, least = group["eps"]
        kept = 1 - state["step"] ** group["decay"]
        square = gradient.square() + floor
        if weights.ndim < 2:
            size = self.average(state, "square", square, kept)
        else:
            row, column = group["axes"]
            rows = self.average(state, "rows", square.mean(column, keepdim=True), kept)
            columns = self.average(state, "columns", square.mean(row, keepdim=True), kept)
            size = rows / rows.mean(row, keepdim=True) * columns
        update = gradient / size.sqrt()
        update = update / (rms(update) / group["threshold"]).clamp(min=1)
        rate = min(group["lr"], state["step"] ** -0.5)
        weights.sub_(rms(weights).clamp(min=least) * rate * update)

    def average(self, state, name, value, kept):
        return self.memory(state, name, value).mul_(kept).add_(value, alpha=1 - kept)


def rms(tensor):
    """Root of the mean square."""
    return tensor.square().mean().sqrt()
