"""How many rows, batches and numbers a run has, from the document alone; the portable code gives exactly these."""

from __future__ import annotations

from engine.metrics import named
from engine.project.document import Data, Project


def split_sizes(data: Data) -> tuple[int, int, int]:
    """Rows for training, validation and test.

    Rows with a missing target are not counted. Where rows with holes are left out, their number is known only once the
    table is read; the sizes are then an upper bound.
    """
    target = data.target
    if target is None:
        return 0, 0, 0
    groups = target.counts if data.task == "classification" else ()
    training = validation = test = 0
    for rows in groups or (max(data.rows - target.missing, 0),):
        checked = min(int(rows * data.split.validation + 0.5), max(rows - 1, 0))
        tested = min(int(rows * data.split.test + 0.5), max(rows - 1 - checked, 0))
        training, validation, test = training + rows - checked - tested, validation + checked, test + tested
    return training, validation, test


def epoch_batches(project: Project) -> int:
    """Batches of an epoch, and so steps; 0 without rows. An upper bound where `split_sizes` is one."""
    rows = split_sizes(project.data)[0] if project.data else 0
    size = project.training.batch_size
    batches = -(-rows // size)
    # A single row at the end joins the batch before it where a layer cannot do with one.
    joins = rows % size == 1 and batches > 1 and any(layer.needs_batch > 1 for layer in project.layers)
    return batches - joins


def log_names(project: Project) -> tuple[str, ...]:
    """What the history of each epoch will hold besides the learning rate: loss, metrics, and val_ for each."""
    names = ("loss", *(name for name, _ in named(project.training.metrics)))
    validates = project.data is not None and split_sizes(project.data)[1] > 0
    return (*names, *(f"val_{name}" for name in names)) if validates else names
