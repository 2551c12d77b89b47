"""A whole run: prepare the data of a plan, train, and keep what a later prediction needs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engine.data.prepare import prepare
from engine.data.rows import PreparedData
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.plan import Plan
from engine.project.runs import PREPARATION


def prepare_run(
    plan: Plan,
    base: Path | None = None,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    *,
    folder: Path | None = None,
) -> PreparedData:
    """Read and prepare the rows of a plan.

    Args:
        plan: a plan with a table or a formula.
        base: the folder that the table's path starts from; the plan's own where left out.
        progress: told the share that is done, 0 to 1.
        cancelled: asked between the steps.
        folder: the run's folder; what is needed to prepare new rows alike is written there.

    Raises:
        DataError: the table is not (or no longer) what the project says.
        EngineError: the split leaves no rows for training.
    """
    data = plan.project.data
    if data is None:
        raise EngineError(QT_TRANSLATE_NOOP("engine", "There are no data yet. Open a table."))
    prepared = prepare(
        data, plan.output, base=base or plan.base, split_seed=plan.seeds[0], progress=progress, cancelled=cancelled,
        class_weight=plan.project.training.class_weight,
    )
    if not len(prepared.train.x):
        raise EngineError(QT_TRANSLATE_NOOP("engine", "The split leaves no rows for training."))
    if folder is not None and prepared.fitted is not None:
        folder.mkdir(parents=True, exist_ok=True)
        prepared.fitted.save(folder / PREPARATION)
    return prepared
