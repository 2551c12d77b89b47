"""Which rows are for training, for validation and for the test."""

import numpy as np


def stratified_split(labels, validation, test, seed):
    """Share the rows of each class out at random; one of each class remains for training."""
    random = np.random.Generator(np.random.PCG64(seed))
    part = np.zeros(len(labels), dtype=int)
    for label in np.unique(labels):
        rows = random.permutation(np.flatnonzero(labels == label))
        checked = min(int(len(rows) * validation + 0.5), len(rows) - 1)
        tested = min(int(len(rows) * test + 0.5), len(rows) - 1 - checked)
        part[rows[:checked]] = 1
        part[rows[checked : checked + tested]] = 2
    return [np.flatnonzero(part == number) for number in range(3)]


def random_split(rows, validation, test, seed):
    """Share the rows out at random; at least one remains for training."""
    order = np.random.Generator(np.random.PCG64(seed)).permutation(rows)
    checked = min(int(rows * validation + 0.5), rows - 1)
    tested = min(int(rows * test + 0.5), rows - 1 - checked)
    parts = order[checked + tested :], order[:checked], order[checked : checked + tested]
    return [np.sort(part) for part in parts]
