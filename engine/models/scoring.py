"""How a model is scored and asked: rows or batches go through it one batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from engine.callbacks import CallbackList, ProgbarLogger
from engine.data.arrays import sliceable
from engine.data.lists import only_input
from engine.data.rows import Rows
from engine.data.streams import BatchStream, RawBatch, is_stream
from engine.errors import EngineError
from engine.events import Logs
from engine.messages import QT_TRANSLATE_NOOP
from engine.models.arguments import optional_number
from engine.models.plans import plan_of, settings_of
from engine.models.rows import RowReader, given_rows, refuse_beside_batches
from engine.project.document import Training
from engine.project.shapes import stack_shapes

if TYPE_CHECKING:
    import numpy as np

    from engine.models.sequential import Sequential

BATCH = 32  # Keras's, where each batch is told of
MOST_ROWS, LEAST_ROWS, VALUES = 4096, 32, 2**20  # rows at a time, so that what passes a layer stays near the processor


def told(callbacks: Any, verbose: Any) -> CallbackList:
    """The user's callbacks and, unless it is to be silent, one that writes."""
    found = CallbackList(callbacks)
    if verbose != 0 and not any(isinstance(each, ProgbarLogger) for each in found.callbacks):
        found.append(ProgbarLogger())
    return found


class Scoring:
    """An evaluation, which can be repeated."""

    def __init__(
        self, model: Sequential, reader: RowReader, batches: Callable[[], Iterator[Rows]], callbacks: CallbackList
    ) -> None:
        """Prepare.

        Args:
            model: that is scored.
            reader: of the rows.
            batches: begins to give them.
            callbacks: their hooks of tests are called.
        """
        self._model, self._reader, self._batches, self._callbacks = model, reader, batches, callbacks

    def run(self) -> Logs:
        """Loss and metrics."""
        model, callbacks = self._model, self._callbacks
        tells = callbacks.wants_batches("test")
        writers = _writers(callbacks)
        model.stop_evaluating = False
        callbacks.on_test_begin()
        batches = iter(self._batches())
        first = next(batches, None)
        if first is None:
            raise EngineError(QT_TRANSLATE_NOOP("engine", "There are no rows to be scored."))
        network = model.network()
        scorer = network.scorer(self._reader.plan)
        with network.at_rest():
            for number, rows in enumerate(chain((first,), batches)):
                if tells:
                    callbacks.on_test_batch_begin(number)
                scorer.take(rows)
                if tells:
                    callbacks.on_test_batch_end(number, scorer.logs())
                _see(writers, number, scorer.logs)
                if model.stop_evaluating:
                    break
        logs = scorer.logs()
        model.chosen().tell(logs)
        callbacks.on_test_end(dict(logs))
        return logs


def scoring(  # noqa: PLR0913 - Keras's arguments
    model: Sequential, settings: Training, given: RawBatch, callbacks: CallbackList, *,
    batch_size: int | None, steps: int | None, usual: int | None = None, name: str = "", first: int = 0,
    is_repeated: bool = False,
) -> tuple[Scoring, int | None]:
    """An evaluation of rows or batches, and the number of batches where it is known.

    Args:
        model: that is scored.
        settings: of the fit or the evaluation.
        given: rows; or batches as its x.
        callbacks: their hooks of tests are called.
        batch_size: rows at a time, None for what is quickest.
        steps: batches, None for all.
        usual: rows at a time where the number of batches matters and `batch_size` says nothing.
        name: what stands in front of x and y in sentences.
        first: number of the first row.
        is_repeated: whether rows are read once and kept, for several evaluations.
    """
    reader = RowReader(model.read_inputs, lambda weighted: plan_of(model, settings, weighted=weighted), name=name)
    if is_stream(given.x):
        refuse_beside_batches(given.y, given.weights)
        stream = BatchStream(given.x, steps=steps, name=reader.names[0])
        return Scoring(model, reader, lambda: map(reader.read, stream.epoch()), callbacks), stream.count
    whole = sliceable(given.x, reader.names[0])
    is_told = callbacks.wants_batches("test")
    size = batch_size or (usual if steps is not None or is_told else None)
    size = _size(model, whole, reader.names[0], batch_size=size, steps=steps, is_told=is_told)
    count = -(-len(whole) // size)

    def batches() -> Iterator[Rows]:
        return islice(reader.batches(given, size, first), steps)

    if is_repeated:
        kept = list(batches())
        return Scoring(model, reader, lambda: iter(kept), callbacks), min(count, steps or count)
    return Scoring(model, reader, batches, callbacks), min(count, steps or count)


def _size(model: Sequential, x: Any, name: str, *, batch_size: int | None, steps: int | None, is_told: bool) -> int:
    """Rows at a time."""
    if batch_size is not None:
        return batch_size
    if steps is not None:
        return (len(x) + steps - 1) // steps
    if is_told:
        return BATCH
    model.read_inputs(x[:1], name)
    shapes = stack_shapes(model.parts, model.known_shape())
    widest = max(_values(shape.before) + _values(shape.after) for shape in shapes)
    return max(LEAST_ROWS, min(MOST_ROWS, VALUES // widest))


def _values(shape: tuple[int, ...]) -> int:
    values = 1
    for length in shape:
        values *= length
    return values


def evaluate_model(
    model: Sequential, x: Any, y: Any, batch_size: Any, verbose: Any, sample_weight: Any, steps: Any, callbacks: Any
) -> Logs:
    """See `Sequential.evaluate`."""
    found = told(callbacks, verbose)
    given = given_rows(RawBatch(x, y, sample_weight), model.row_shape)
    evaluation, count = scoring(
        model, settings_of(model, "evaluate"), given, found,
        batch_size=optional_number("evaluate", "batch_size", batch_size),
        steps=optional_number("evaluate", "steps", steps),
    )
    found.set_model(model)
    found.set_params({"verbose": verbose, "epochs": 1, "steps": count})
    return evaluation.run()


def score_batch(model: Sequential, x: Any, y: Any, sample_weight: Any) -> Logs:
    """See `Sequential.test_on_batch`."""
    settings = settings_of(model, "test_on_batch")
    reader = RowReader(model.read_inputs, lambda weighted: plan_of(model, settings, weighted=weighted))
    rows = reader.read(RawBatch(x, y, sample_weight))
    network = model.network()
    scorer = network.scorer(reader.plan)
    with network.at_rest():
        scorer.take(rows)
    logs = scorer.logs()
    model.chosen().tell(logs)
    return logs


def predict_model(
    model: Sequential, x: Any, batch_size: Any, verbose: Any, steps: Any, callbacks: Any
) -> np.ndarray[Any, Any]:
    """See `Sequential.predict`."""
    import numpy as np

    found = told(callbacks, verbose)
    count = optional_number("predict", "steps", steps)
    size = optional_number("predict", "batch_size", batch_size)
    room: np.ndarray[Any, Any] | None = None
    if is_stream(x):
        stream = BatchStream(x, steps=count)
        total, batches = stream.count, (model.read_inputs(batch.x) for batch in stream.epoch())
    else:
        whole = sliceable(only_input(x, model.row_shape), "x")
        is_told = found.wants_batches("predict")
        size = _size(model, whole, "x", batch_size=size, steps=count, is_told=is_told)
        model.read_inputs(whole[:1])
        total = min(-(-len(whole) // size), count or len(whole))
        starts = range(0, min(len(whole), total * size), size)
        batches = (model.read_inputs(whole[start : start + size], "x", start) for start in starts)
        room = np.empty((min(len(whole), total * size), *model.output_shape[1:]), dtype=model.dtype)
    found.set_model(model)
    found.set_params({"verbose": verbose, "epochs": 1, "steps": total})
    return _predicted(model, batches, found, room)


def _predicted(
    model: Sequential,
    batches: Iterator[np.ndarray[Any, Any]],
    callbacks: CallbackList,
    room: np.ndarray[Any, Any] | None,
) -> np.ndarray[Any, Any]:
    """Ask for the batches one by one; where their number is known, the answers go into `room`."""
    import numpy as np

    tells = callbacks.wants_batches("predict")
    writers = _writers(callbacks)
    pieces: list[np.ndarray[Any, Any]] = []
    done, model.stop_predicting = 0, False
    callbacks.on_predict_begin()
    first = next(batches, None)
    if first is None:
        raise EngineError(QT_TRANSLATE_NOOP("engine", "{name} gives no batches."), name="x")
    network = model.network()
    with network.at_rest():
        for number, rows in enumerate(chain((first,), batches)):
            if tells:
                callbacks.on_predict_batch_begin(number)
            outputs = network.outputs(rows)
            if room is None:
                pieces.append(outputs)
            else:
                room[done : done + len(outputs)] = outputs
            done += len(outputs)
            if tells:
                callbacks.on_predict_batch_end(number, {"outputs": outputs})
            _see(writers, number, dict)
            if model.stop_predicting:
                break
    callbacks.on_predict_end()
    return np.concatenate(pieces) if room is None else room[:done]


def _writers(callbacks: CallbackList) -> list[ProgbarLogger]:
    """Those that show progress; validation within a fit is silent."""
    return [each for each in callbacks.callbacks if isinstance(each, ProgbarLogger) and not each.is_in_fit]


def _see(writers: list[ProgbarLogger], number: int, logs: Callable[[], Logs]) -> None:
    """Let the progress know of a batch, and show it now and then."""
    for progress in writers:
        progress.see(number + 1)
        if progress.is_due:
            progress.show(number + 1, logs())


def predict_batch(model: Sequential, x: Any) -> np.ndarray[Any, Any]:
    """See `Sequential.predict_on_batch`."""
    rows = model.read_inputs(x)
    network = model.network()
    with network.at_rest():
        return network.outputs(rows)
