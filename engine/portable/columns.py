"""From cells to the network's numbers; all that is learnt is learnt from the training rows."""

import numpy as np


class NumberColumns:
    """Numbers with mean 0 and deviation 1; a missing one becomes the median (training rows)."""

    def __init__(self, training, names):
        self.names = names
        self.median = training[names].astype(float).median().fillna(0.0).tolist()
        numbers = self.fill(training)
        mean, scale = numbers.mean(axis=0), numbers.std(axis=0)
        self.mean = mean.tolist()
        self.scale = np.where(scale > 1e-12 * abs(mean), scale, 1.0).tolist()  # 1: all are equal

    def fill(self, table):
        numbers = table[self.names].to_numpy(dtype=float)
        return np.where(np.isnan(numbers), self.median, numbers)

    def __call__(self, table):
        return (self.fill(table) - self.mean) / self.scale


class UnscaledColumns:
    """Numbers as they are; a missing one becomes the median of the training rows."""

    def __init__(self, training, names):
        self.names = names
        self.median = training[names].astype(float).median().fillna(0.0).tolist()

    def __call__(self, table):
        numbers = table[self.names].to_numpy(dtype=float)
        return np.where(np.isnan(numbers), self.median, numbers)


class BooleanColumns:
    """Yes or no as 1 or 0; a missing one becomes the more frequent of the training rows."""

    def __init__(self, training, words):
        self.words = words
        counts = {name: training[name].value_counts() for name in words}
        self.usual = {
            name: max(words[name], key=lambda w: counts[name].get(w, 0)) for name in words
        }

    def __call__(self, table):
        columns = []
        for name, (_, yes) in self.words.items():
            columns.append(
                np.where(table[name].isna(), self.usual[name], table[name].astype(str)) == yes
            )
        return np.column_stack(columns)


class ChoiceColumns:
    """A choice as one 0 or 1 per class; missing becomes the most frequent, unseen all 0."""

    def __init__(self, training, classes):
        self.classes, self.usual, self.seen = classes, {}, {}
        for name, words in classes.items():
            counts = training[name].value_counts()
            self.usual[name] = max(words, key=lambda word: counts.get(word, 0))
            self.seen[name] = [word for word in words if word in counts.index]

    def __call__(self, table):
        columns = []
        for name, words in self.classes.items():
            cells = np.where(table[name].isna(), self.usual[name], table[name].astype(str))
            columns += [(cells == word) & (word in self.seen[name]) for word in words]
        return np.column_stack(columns)


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
