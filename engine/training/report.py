"""Truth and prediction of each test row of a finished run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from engine.data.rows import PreparedData
from engine.project.runs import load_run
from engine.report import Report
from engine.training.predict import Predictor


def make_report(folder: Path, data: PreparedData) -> Report:
    """Predict the test rows of a finished run.

    Args:
        folder: the run's folder.
        data: the rows that the run was trained with.
    """
    predictor = Predictor(folder)
    finished = load_run(folder).history.finished
    test = dict(finished.test) if finished else {}
    outputs = predictor.outputs(data.test.x)
    rows = _as_written(data.test_table)
    if not predictor.classes:
        truth = data.test.y[:, 0].astype(float) * data.target_scale + data.target_mean
        found = outputs.tolist()
        return Report("regression", true_values=truth.tolist(), predicted_values=found, test=test, test_rows=rows)
    labels, predicted = _labels(data.test.y), outputs.argmax(axis=1).tolist()
    return Report("classification", predictor.classes, labels, predicted, test=test, test_rows=rows)


def _labels(y: np.ndarray[Any, Any]) -> list[int]:
    if y.ndim == 1:
        labels: list[int] = y.tolist()
        return labels
    numbers = y.argmax(axis=1) if y.shape[1] > 1 else y[:, 0].astype(int)
    result: list[int] = numbers.tolist()
    return result


def _as_written(table: Any) -> list[dict[str, object]]:
    """Rows as they stand in the table; an empty word for a missing value."""
    if table is None:
        return []
    cells = table.astype(object).where(table.notna(), "")
    return [{str(name): str(value) for name, value in row.items()} for row in cells.to_dict("records")]
