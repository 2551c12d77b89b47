"""One seed for all random numbers."""

from __future__ import annotations

import random

from engine.models.arguments import checked_training


def set_random_seed(seed: int) -> None:
    """Seed the random numbers of Python, numpy and torch, so that a program gives the same numbers each time it is run.

    Models that are made without a seed draw theirs from Python's.

    Args:
        seed: 0 to 2³² − 1.

    Raises:
        EngineError: it is no such number.
    """
    import numpy as np
    import torch

    number = checked_training("set_random_seed", seed=seed).seed
    random.seed(number)
    np.random.seed(number)
    torch.manual_seed(number)
