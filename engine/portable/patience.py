"""What watches a number from epoch to epoch: early stopping and the learning rate on a plateau."""

import math


def watched(logs, monitor):
    """Return the number that is watched: without validation rows that of training."""
    return logs[monitor if monitor in logs else monitor.removeprefix("val_")]


class EarlyStopping:
    """Tells the best epoch, and when too many epochs have passed without a better one."""

    def __init__(self, monitor, patience, min_delta=0.0, mode="min", baseline=None, start=0):
        self.monitor, self.patience, self.min_delta = monitor, patience, min_delta
        self.sign, self.baseline, self.start = (1 if mode == "min" else -1), baseline, start
        self.best, self.waited, self.is_over = math.inf, 0, False

    def is_best(self, epoch, logs):
        """Take an epoch in; return whether it is the best so far."""
        if epoch <= self.start:
            return False
        value = self.sign * watched(logs, self.monitor)
        self.waited += 1
        if value < self.best - self.min_delta:
            self.best = value
            if self.baseline is None or value < self.sign * self.baseline - self.min_delta:
                self.waited = 0
            return True
        self.is_over = epoch > 1 and self.waited >= self.patience
        return False


class ReduceLROnPlateau:
    """Lowers the learning rate when too many epochs have passed without a better one."""

    def __init__(self, monitor, factor, patience, min_delta, cooldown, min_lr, mode="min"):
        self.monitor, self.factor, self.patience = monitor, factor, patience
        self.min_delta, self.cooldown, self.min_lr = min_delta, cooldown, min_lr
        self.sign = 1 if mode == "min" else -1
        self.best, self.waited, self.resting = math.inf, 0, 0

    def rate(self, rate, logs):
        """Take an epoch in; return the learning rate of the next."""
        value = self.sign * watched(logs, self.monitor)
        if self.resting > 0:
            self.resting -= 1
            self.waited = 0
        if value < self.best - self.min_delta:
            self.best, self.waited = value, 0
        elif self.resting <= 0:
            self.waited += 1
            if self.waited >= self.patience and rate > self.min_lr:
                self.waited, self.resting = 0, self.cooldown
                return max(rate * self.factor, self.min_lr)
        return rate
