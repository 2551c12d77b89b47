"""Which rows are for training, for validation and for the test."""

import numpy as np


def stratified_split(labels, validation, test, seed):
    """Share the rows of each class out at random; one of each class remains for training."""
    random = np.random.Generator(np.random.PCG64(seed))
    parts = [], [], []
    for label in np.unique(labels):
        rows = random.permutation(np.flatnonzero(labels == label))
        checked = min(int(len(rows) * validation + 0.5), len(rows) - 1)
        tested = min(int(len(rows) * test + 0.5), len(rows) - 1 - checked)
        cuts = [len(rows) - checked - tested, len(rows) - tested]
        for part, chosen in zip(parts, np.split(rows, cuts), strict=True):
            part.append(chosen)
    return [np.sort(np.concatenate(part)) for part in parts]


def random_split(rows, validation, test, seed):
    """Share the rows out at random; at least one remains for training."""
    order = np.random.Generator(np.random.PCG64(seed)).permutation(rows)
    checked = min(int(rows * validation + 0.5), rows - 1)
    tested = min(int(rows * test + 0.5), rows - 1 - checked)
    parts = np.split(order, [rows - checked - tested, rows - tested])
    return [np.sort(part) for part in parts]
