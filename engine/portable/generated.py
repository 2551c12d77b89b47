"""Rows drawn by a formula: two coordinates and a class."""

import numpy as np
import pandas as pd


def xor(rows, noise, seed):
    """Draw four clouds; opposite corners share a class."""
    random = np.random.Generator(np.random.PCG64(seed))
    corners = np.arange(rows) % 4
    sides = np.column_stack([corners // 2, corners % 2])
    points = 2.0 * sides - 1.0 + noise * random.standard_normal((rows, 2))
    labels = np.where(sides[:, 0] == sides[:, 1], "0", "1")
    return pd.DataFrame({"x1": points[:, 0], "x2": points[:, 1], "class": labels})


def moons(rows, noise, seed):
    """Draw two half circles that reach into each other."""
    random = np.random.Generator(np.random.PCG64(seed))
    labels = np.arange(rows) % 2
    angles = np.pi * random.random(rows)
    points = np.column_stack([np.cos(angles), np.sin(angles)])
    points = np.where(labels[:, None] == 0, points, [1.0, 0.5] - points)
    points += noise * random.standard_normal((rows, 2))
    names = labels.astype(str)
    return pd.DataFrame({"x1": points[:, 0], "x2": points[:, 1], "class": names})
