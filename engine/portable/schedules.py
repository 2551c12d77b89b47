"""Learning rates that change from step to step; steps count from 0."""

import math


def exponential_decay(step, initial_learning_rate, decay_steps, decay_rate, staircase=False):
    """Multiply the rate by decay_rate every decay_steps steps, smoothly or in stairs."""
    periods = step // decay_steps if staircase else step / decay_steps
    return initial_learning_rate * power(decay_rate, periods)


def piecewise_constant_decay(step, boundaries, values):
    """Give values[0] up to and including step boundaries[0], then values[1], and so on."""
    return values[sum(step > boundary for boundary in boundaries)]


def polynomial_decay(
    step, initial_learning_rate, decay_steps, end_learning_rate=0.0001, power=1.0, cycle=False
):
    """Fall to the end rate in decay_steps steps; with cycle, begin anew over a longer time."""
    if cycle:
        decay_steps = decay_steps * max(1, math.ceil(step / decay_steps))
    left = 1 - min(step, decay_steps) / decay_steps
    return (initial_learning_rate - end_learning_rate) * left**power + end_learning_rate


def inverse_time_decay(step, initial_learning_rate, decay_steps, decay_rate, staircase=False):
    """Divide the rate by 1 + decay_rate · step / decay_steps."""
    periods = step // decay_steps if staircase else step / decay_steps
    return initial_learning_rate / (1 + decay_rate * periods)


def cosine_decay(
    step, initial_learning_rate, decay_steps, alpha=0.0, warmup_target=None, warmup_steps=0
):
    """Rise evenly to warmup_target, where there is one; then fall along half a cosine."""
    top = initial_learning_rate
    if warmup_target is not None:
        if step < warmup_steps:
            rise = warmup_target - initial_learning_rate
            return initial_learning_rate + rise * step / warmup_steps
        top, step = warmup_target, step - warmup_steps
    cosine = 0.5 * (1 + math.cos(math.pi * min(step / decay_steps, 1)))
    return top * ((1 - alpha) * cosine + alpha)


def cosine_decay_restarts(
    step, initial_learning_rate, first_decay_steps, t_mul=2.0, m_mul=1.0, alpha=0.0
):
    """Fall along half a cosine again and again, each time t_mul as long and m_mul as high."""
    done = step / first_decay_steps
    if t_mul == 1:
        restarts = math.floor(done)
        done -= restarts
    else:
        # Rounding must not miss a restart that falls on this very step.
        restarts = math.floor(math.log(1 - done * (1 - t_mul)) / math.log(t_mul) + 1e-9)
        start = (1 - t_mul**restarts) / (1 - t_mul)
        done = (done - start) / t_mul**restarts
    cosine = 0.5 * power(m_mul, restarts) * (1 + math.cos(math.pi * done))
    return initial_learning_rate * ((1 - alpha) * cosine + alpha)


def power(base, exponent):
    """Return base to the power of exponent, infinite where no number is as large."""
    try:
        return base**exponent
    except OverflowError:
        return math.inf
