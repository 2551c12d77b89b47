"""Predictions and scores of a trained run on rows it has not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from engine.call import execute
from engine.data.arrays import check_indices
from engine.data.fitted import FittedPreparation
from engine.data.rows import Rows
from engine.errors import DataError, EngineError
from engine.events import Logs
from engine.messages import QT_TRANSLATE_NOOP
from engine.plan import Plan, make_plan
from engine.project.runs import PREPARATION, load_run
from engine.training.arithmetic import arithmetic
from engine.training.build import empty_model
from engine.training.checkpoint import load_weights
from engine.training.evaluation import Evaluation, Part

if TYPE_CHECKING:
    import pandas as pd


class Predictor:
    """A trained network with the preparation of its rows. It draws no random number: it may work beside a training run.

    Attributes:
        classes: the target's classes, () for regression.
    """

    def __init__(self, folder: Path) -> None:
        """Load the run in `folder`.

        Raises:
            FileError: the folder holds no trained run, or its files are damaged.
        """
        project = load_run(folder).project
        self._folder = folder
        self._plan: Plan = make_plan(project, base=folder).on_device("cpu")
        self._fitted = FittedPreparation.load(folder / PREPARATION)
        self._model = empty_model(self._plan)
        weights = load_weights(folder)
        expected = self._model.state_dict()
        if weights.keys() != expected.keys() or any(weights[name].shape != expected[name].shape for name in expected):
            raise DataError(
                QT_TRANSLATE_NOOP("engine", "The weights in {folder} are not those of its project."), folder=str(folder)
            )
        self._model.load_state_dict(weights)
        self._final = execute(self._plan.final) if self._plan.final else None
        self.classes = self._plan.classes
        self.target = project.data.target.name if project.data and project.data.target else ""

    def outputs(self, x: np.ndarray) -> np.ndarray:
        """Probabilities of the classes (rows, classes), or values in the target's own units (rows,)."""
        check_indices(self._plan.project.layers, x)
        parts = []
        with torch.no_grad(), self._arithmetic():
            for first in range(0, len(x), self._plan.evaluation_rows):
                values = self._model(torch.tensor(x[first : first + self._plan.evaluation_rows]))
                parts.append(self._final(values) if self._final else values)
        values = torch.cat(parts).double() if parts else torch.zeros(0, self._plan.output.units).double()
        if not self.classes:
            scaled: np.ndarray = (values[:, 0] * self._fitted.target_scale + self._fitted.target_mean).numpy()
            return scaled
        if self._plan.output.signed:  # from −1 to 1, as far as they go
            values = ((1.0 + values) / 2.0).clamp(0.0, 1.0)
        if self._plan.output.units == 1:
            values = torch.cat([1.0 - values, values], dim=1)
        result: np.ndarray = values.numpy()
        return result

    def predict_rows(self, rows: pd.DataFrame | Sequence[Mapping[str, Any]]) -> np.ndarray:
        """Outputs for raw rows: words and numbers as they stand in a table, by column name."""
        import pandas as pd

        table = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows))
        return self.outputs(self._fitted.inputs(table))

    def predict_table(self, table: pd.DataFrame) -> pd.DataFrame:
        """The rows as given, with the column "prediction" and "probability of X" for each class behind."""
        outputs = self.predict_rows(table)
        result = table.copy()
        if not self.classes:
            result["prediction"] = outputs
            return result
        result["prediction"] = [self.classes[number] for number in outputs.argmax(axis=1)]
        for number, name in enumerate(self.classes):
            result[f"probability of {name}"] = outputs[:, number]
        return result

    def read(self, path: Path, *, needs_target: bool = False) -> pd.DataFrame:
        """Read a file with the columns of the training table."""
        return self._fitted.read(path, needs_target=needs_target)

    def evaluate(self, path: Path | None = None) -> Logs:
        """Loss and metrics: on the rows of a file, or on the run's own test rows."""
        if path is None:
            finished = load_run(self._folder).history.finished
            if finished is None:
                raise EngineError(
                    QT_TRANSLATE_NOOP("engine", "The run in {folder} did not come to its end."),
                    folder=str(self._folder),
                )
            return dict(finished.test)
        return self.scores(self._fitted.rows(self.read(path, needs_target=True)))

    def scores(self, rows: Rows) -> Logs:
        """Loss and metrics on prepared rows."""
        part = Part.on(torch.device("cpu"), rows)
        scores: Logs = {}
        evaluation = Evaluation(self._plan, self._model, self._fitted.target_scale, self._fitted.target_mean)
        with self._arithmetic():
            for _, scores in evaluation.run(part):  # noqa: B007 - the last one counts
                pass
        return scores

    def _arithmetic(self) -> AbstractContextManager[None]:
        """Threads and tiny numbers as in the run and its script, whichever thread asks."""
        return arithmetic(self._plan.threads, flush_denormal=self._plan.flush_denormal)
