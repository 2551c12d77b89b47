"""`netbench evaluate`: the scores of a trained run."""

from __future__ import annotations

import argparse
from pathlib import Path

from engine.cli.output import SCALED_LOSS, Output, loss_is_scaled
from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run_folder", metavar="RUN", help="a run's folder")
    parser.add_argument(
        "--data", metavar="FILE", help="a table to score on; else the run's own test rows"
    )


def run(options: argparse.Namespace, output: Output) -> int:
    from engine.project.runs import load_run

    folder = Path(options.run_folder)
    known = load_run(folder)
    if known.history.finished is None:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "The run in “{folder}” was not finished."),
            hint=QT_TRANSLATE_NOOP("engine", "Train again, or choose another run."),
            folder=str(folder),
        )
    from engine.training.predict import Predictor

    table = Path(options.data).absolute() if options.data else None
    scores = Predictor(folder).evaluate(table)
    output.answer(scores)
    for name, value in scores.items():
        output.say(f"{name}: {value:.6g}")
    if scores and loss_is_scaled(known.project):
        output.say(SCALED_LOSS)
    if not scores:
        output.say("The run kept no rows for testing; give a table with --data.")
    return 0
