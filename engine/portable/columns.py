"""From cells to the network's numbers; all that is learnt is learnt from the training rows."""

import numpy as np


class NumberColumns:
    """Numbers with mean 0 and deviation 1; a missing one becomes the median (training rows)."""

    def __init__(self, training, names):
        numbers = training[names].astype(float)
        self.median = numbers.median().fillna(0.0).to_dict()
        numbers = numbers.fillna(self.median).to_numpy()
        self.mean, scale = numbers.mean(axis=0), numbers.std(axis=0)
        self.scale = np.where(scale > 1e-12 * abs(self.mean), scale, 1.0)  # 1: all are equal

    def __call__(self, table):
        numbers = table[list(self.median)].astype(float).fillna(self.median)
        return (numbers.to_numpy() - self.mean) / self.scale


class UnscaledColumns:
    """Numbers as they are; a missing one becomes the median of the training rows."""

    def __init__(self, training, names):
        self.median = training[names].astype(float).median().fillna(0.0).to_dict()

    def __call__(self, table):
        return table[list(self.median)].astype(float).fillna(self.median).to_numpy()


class BooleanColumns:
    """Yes or no as 1 or 0; a missing one becomes the more frequent of the training rows."""

    def __init__(self, training, words):
        self.usual, self.yes = {}, {}
        for name, (no, yes) in words.items():
            counts = training[name].value_counts()
            self.usual[name] = yes if counts.get(yes, 0) > counts.get(no, 0) else no
            self.yes[name] = yes

    def __call__(self, table):
        cells = table[list(self.usual)].astype(object).fillna(self.usual)
        return np.column_stack([cells[name] == yes for name, yes in self.yes.items()])


class ChoiceColumns:
    """A choice as one 0 or 1 per class; missing becomes the most frequent, unseen all 0."""

    def __init__(self, training, classes):
        self.usual, self.words = {}, {}
        for name, words in classes.items():
            counts = training[name].value_counts()
            self.usual[name] = max(words, key=lambda word: counts.get(word, 0))
            self.words[name] = [word if word in counts else None for word in words]

    def __call__(self, table):
        cells = table[list(self.usual)].astype(object).fillna(self.usual)
        return np.column_stack(
            [cells[name] == word for name in self.words for word in self.words[name]]
        )


def input_values(table, columns):
    """Return the rows as the network sees them."""
    return np.hstack([prepare(table) for prepare in columns]).astype(np.float32, order="C")


def binary_targets(labels):
    """Return the second class as 1, the first as 0, in one column."""
    return labels.reshape(-1, 1).astype(np.float32)


def one_hot_targets(labels, classes):
    """Return 1 in the column of the row's class, 0 elsewhere."""
    return np.eye(classes, dtype=np.float32)[labels]


def value_targets(values):
    """Return the numbers in one column."""
    return values.reshape(-1, 1).astype(np.float32)


def mean_and_scale(values):
    """Return the mean and the standard deviation, 1 where all are equal."""
    mean, scale = float(values.mean()), float(values.std())
    return mean, scale if scale > 1e-12 * abs(mean) else 1.0


def scaled_targets(values, mean, scale):
    """Return the numbers in one column, in units of the training rows' deviation."""
    return ((values - mean) / scale).reshape(-1, 1).astype(np.float32)
