"""How many rows each part of the split gets, from the schema alone; the portable split gives exactly these."""

from __future__ import annotations

from engine.project.document import Data


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
