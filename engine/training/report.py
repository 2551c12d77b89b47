"""What a finished run predicts for its test rows, as plain values for tables and pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from engine.data.prepare import PreparedData
from engine.events import Logs
from engine.project.document import Task
from engine.project.runs import load_run
from engine.training.predict import Predictor


@dataclass(frozen=True)
class Report:
    """Truth and prediction of each test row.

    Attributes:
        labels, predicted: class numbers, None for regression.
        true_values, predicted_values: in the target's own units, None for classification.
        test: the scores, as the finished event has them.
    """

    task: Task
    classes: tuple[str, ...]
    labels: list[int] | None
    predicted: list[int] | None
    true_values: list[float] | None
    predicted_values: list[float] | None
    test: Logs = field(default_factory=dict)


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
    if not predictor.classes:
        truth = data.test.y[:, 0].astype(float) * data.target_scale + data.target_mean
        return Report("regression", (), None, None, truth.tolist(), outputs.tolist(), test)
    found = outputs.argmax(axis=1).tolist()
    return Report("classification", predictor.classes, _labels(data.test.y), found, None, None, test)


def _labels(y: np.ndarray[Any, Any]) -> list[int]:
    if y.ndim == 1:
        labels: list[int] = y.tolist()
        return labels
    numbers = y.argmax(axis=1) if y.shape[1] > 1 else y[:, 0].astype(int)
    result: list[int] = numbers.tolist()
    return result
