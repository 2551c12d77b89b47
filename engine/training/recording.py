"""A run whose numbers and state lie in its folder while it goes on, so that no crash takes more than seconds of it."""

from __future__ import annotations

import time
from collections.abc import Generator
from pathlib import Path

from engine.errors import EngineError
from engine.events import ChangeRate, Event, KeepState, RunFinished, Sent
from engine.history import History
from engine.project.runs import save_history
from engine.training.trainer import StopTraining

SAVE_SECONDS = 5.0
SHARE = 0.01  # of the time, at most, goes into saving


def recorded(
    events: Generator[Event, Sent, None], history: History, folder: Path | None
) -> Generator[Event, ChangeRate | None, None]:
    """Pass the events of `train` on, collect them, and write the run into its folder now and then, and at the end.

    The history is written before the state: what it holds beyond that is left out when the run goes on.

    Args:
        events: of a run that keeps its state in the same folder.
        history: takes them in.
        folder: of the run; None keeps nothing.
    """
    due = time.monotonic() + SAVE_SECONDS
    try:
        event = next(events, None)
        while event is not None:
            history.add(event)
            keep: KeepState | None = None
            begun = time.monotonic()
            if folder is not None and isinstance(event, RunFinished):
                save_history(folder, history)
            elif folder is not None and begun > due:
                keep = KeepState(error=_history_saved(folder, history))
            cost = time.monotonic() - begun
            try:
                change = yield event
            except StopTraining as request:
                event = events.throw(request)
                continue
            # A rate that was set goes first; the state is kept with the next event.
            event = _sent(events, change or keep)
            if keep is not None and change is None:
                due = time.monotonic() + max(SAVE_SECONDS, (cost + keep.seconds) / SHARE)
    finally:
        try:
            if folder is not None and history.started is not None and history.finished is None:
                save_history(folder, history)
        finally:
            events.close()


def _history_saved(folder: Path, history: History) -> EngineError | None:
    """Write the history; what keeps it from being written."""
    try:
        save_history(folder, history)
    except EngineError as error:
        return error
    return None


def _sent(events: Generator[Event, Sent, None], wish: Sent) -> Event | None:
    try:
        return events.send(wish)
    except StopIteration:
        return None
