"""How much the rows of each class count."""

import numpy as np


def balanced_weights(labels, training_labels, classes):
    """Return a weight for each row, so that all classes count alike among the training rows."""
    counts = np.bincount(training_labels, minlength=classes)
    return (len(training_labels) / (classes * np.maximum(counts, 1)))[labels].astype(np.float32)


def chosen_weights(labels, weights):
    """Return a weight for each row: that of its class."""
    return np.array(weights, dtype=np.float32)[labels]
