"""How a model learns: what fit and train_on_batch are given becomes a plan with rows, or a stream of batches."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.callbacks import CallbackList
from engine.data.rows import PreparedData, Rows
from engine.data.streams import ArrayBatches, BatchStream, RawBatch, is_stream
from engine.errors import DataError, EngineError
from engine.events import Event, Logs
from engine.messages import QT_TRANSLATE_NOOP
from engine.models.arguments import optional_number, share, whole_number
from engine.models.fitting import Fitting, Learning, validated_epochs
from engine.models.history import FitHistory
from engine.models.planning import check_learnable
from engine.models.plans import plan_of, settings_of
from engine.models.rows import (
    ClassWeight,
    RowReader,
    checked_class_weight,
    given_rows,
    refuse_beside_batches,
    whole_rows,
)
from engine.models.scoring import Scoring, scoring, told
from engine.models.streaming import StreamRun
from engine.project.document import Training

if TYPE_CHECKING:
    from engine.models.sequential import Sequential

# The events of a run, the run once it has begun, and what its epoch has come to so far.
Course = tuple[Iterator[Event], Callable[[], Learning], Callable[[], Logs]]

BATCH = 32
NAMES = ("x", "y", "sample_weight")


class RowsToLearn:
    """Rows that are there whole, for a run of the trainer."""

    def __init__(self, model: Sequential, settings: Training, reader: RowReader, given: RawBatch) -> None:
        """Read them."""
        self._model, self._settings = model, settings
        self._rows = reader.read(given)
        self._plan = reader.plan
        check_learnable(self._plan, model.parts, min(len(self._rows), settings.batch_size))
        self.steps: int | None = -(-len(self._rows) // settings.batch_size)

    def begin(self, fitting: Fitting, epochs: int) -> Course:
        """Begin to learn for so many epochs."""
        network, optimizer = self._model.network(), self._model.optimizer
        none = Rows(self._rows.x[:0], self._rows.y[:0])
        data = PreparedData(self._rows, none, none)
        training = self._plan.project.training.changed(epochs=epochs)
        plan = replace(self._plan, epochs=epochs, project=self._plan.project.changed(training=training))
        events = network.train(plan, data, optimizer, fitting.pace(), counts=fitting.counts)
        return events, network.learning, network.numbers


class BatchesToLearn:
    """Batches that come one by one."""

    def __init__(self, model: Sequential, reader: RowReader, stream: BatchStream) -> None:
        """Look at the first, which the first epoch still gives."""
        self._model, self._reader, self._stream = model, reader, stream
        rows = reader.read(stream.peek())
        check_learnable(reader.plan, model.parts, len(rows))
        self.steps = stream.count

    def begin(self, fitting: Fitting, epochs: int) -> Course:
        """As of `RowsToLearn`."""
        model = self._model
        run = StreamRun(model.network(), self._stream, self._reader, model.optimizer, fitting.pace())
        return run.go(_key(model, self._reader), epochs), lambda: run, run.logs_so_far


def _key(model: Sequential, reader: RowReader) -> tuple[object, ...]:
    """What the learner of batches follows from; as long as it is the same, it goes on."""
    return model.chosen(), model.frozen_names(), reader.plan.weighted, reader.plan.output.encoding


def fit_model(  # noqa: PLR0913 - Keras's arguments
    model: Sequential, *, x: Any, y: Any, batch_size: Any, epochs: Any, verbose: Any, callbacks: Any,
    validation_split: Any, validation_data: Any, shuffle: Any, class_weight: Any, sample_weight: Any,
    initial_epoch: Any, steps_per_epoch: Any, validation_steps: Any, validation_batch_size: Any, validation_freq: Any,
) -> FitHistory:
    """See `Sequential.fit`."""
    last = whole_number("fit", "epochs", epochs, 1)
    first = whole_number("fit", "initial_epoch", initial_epoch, 0)
    is_validated = validated_epochs(validation_freq)
    size = optional_number("fit", "batch_size", batch_size)
    settings = settings_of(model, "fit", epochs=last, batch_size=size or BATCH, shuffle=shuffle)
    given, held_back = given_rows(RawBatch(x, y, sample_weight), model.row_shape), 0
    found = told(callbacks, verbose)
    if (part := share("fit", "validation_split", validation_split)) and validation_data is None:
        given, validation_data = split_last(given, part)
        held_back = len(given.x)
    source = _source(
        model, settings, given, optional_number("fit", "steps_per_epoch", steps_per_epoch), size,
        checked_class_weight(class_weight, sample_weight),
    )
    validation: Scoring | None = None
    if validation_data is not None:
        validation, _ = scoring(
            model, settings, given_rows(_validation(validation_data), model.row_shape), found,
            batch_size=optional_number("fit", "validation_batch_size", validation_batch_size),
            steps=optional_number("fit", "validation_steps", validation_steps), usual=size,
            name="" if held_back else "validation_data ", first=held_back, is_repeated=True,
        )
    history = model.history = FitHistory()
    found.callbacks.insert(_before_progress(found), history)
    found.set_model(model)
    found.set_params({"verbose": verbose, "epochs": last, "steps": source.steps})
    model.stop_training = False
    found.on_train_begin()
    first = model.restored_epoch(first)
    logs: Logs = {}
    if first < last:
        fitting = Fitting(
            model, found, history, first=first, last=last,
            validate=validation.run if validation is not None else None, is_validated=is_validated,
        )
        fitting.follow(*source.begin(fitting, last - first))
        logs = fitting.logs
    found.on_train_end(logs)
    if history.finished is not None and history.finished.reason == "diverged":
        sentence = QT_TRANSLATE_NOOP(
            "engine", "The loss is not a number any more, so training ended. Try a smaller learning rate."
        )
        warnings.warn(sentence, RuntimeWarning, stacklevel=3)
    return history


def _before_progress(callbacks: CallbackList) -> int:
    """The history comes behind the user's callbacks, so that it notes what they add."""
    from engine.callbacks import ProgbarLogger

    own = [place for place, each in enumerate(callbacks.callbacks) if type(each) is ProgbarLogger]
    return own[-1] if own and own[-1] == len(callbacks.callbacks) - 1 else len(callbacks.callbacks)


def _source(
    model: Sequential,
    settings: Training,
    given: RawBatch,
    steps: int | None,
    size: int | None,
    weights: ClassWeight | None,
) -> RowsToLearn | BatchesToLearn:
    reader = RowReader(
        model.read_inputs, lambda weighted: plan_of(model, settings, weighted=weighted), class_weight=weights
    )

    def order(count: int) -> Any:
        return model.network().permutation(reader.plan, count)

    if is_stream(given.x):
        refuse_beside_batches(given.y, given.weights)
        stream = BatchStream(given.x, steps=steps, order=order if settings.shuffle else None)
        return BatchesToLearn(model, reader, stream)
    if steps is None:
        return RowsToLearn(model, settings, reader, given)
    rows = reader.read(given)
    size = size or -(-len(rows) // steps)
    batches = ArrayBatches(rows.x, rows.y, rows.weights, size, order if settings.shuffle else None)
    return BatchesToLearn(model, reader, BatchStream(batches, steps=steps))


def split_last(given: RawBatch, part: float) -> tuple[RawBatch, RawBatch]:
    """Share rows out as Keras does: the last floor(rows · part) or one more for validation, before any shuffling.

    Raises:
        EngineError: one part would have no rows, or there are no rows but batches.
    """
    if is_stream(given.x):
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "validation_split takes the last rows of arrays, but x gives batches."),
            hint=QT_TRANSLATE_NOOP("engine", "Give validation_data."),
        )
    whole = whole_rows(given, NAMES)
    rows = len(whole.x)
    first = int(rows * (1.0 - part))
    if not 0 < first < rows:
        raise DataError(
            QT_TRANSLATE_NOOP(
                "engine", "validation_split={share} of {rows} rows leaves nothing for one of the two parts."
            ),
            share=part,
            rows=rows,
        )
    cuts = slice(first), slice(first, None)
    learnt, held = ([None if values is None else values[cut] for values in whole] for cut in cuts)
    return RawBatch(*learnt), RawBatch(*held)


def _validation(data: Any) -> RawBatch:
    if isinstance(data, RawBatch) or is_stream(data):
        return data if isinstance(data, RawBatch) else RawBatch(data)
    if not isinstance(data, tuple | list) or len(data) not in {2, 3}:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "validation_data is (x, y) or (x, y, weights), or gives batches; got {value}."),
            value=repr(data)[:60],
        )
    return RawBatch(*data)


def learn_batch(model: Sequential, x: Any, y: Any, sample_weight: Any, class_weight: Any) -> Logs:
    """See `Sequential.train_on_batch`."""
    weights = checked_class_weight(class_weight, sample_weight)
    reader = RowReader(
        model.read_inputs, lambda weighted: _plan_at_work(model, weighted=weighted), class_weight=weights
    )
    rows = reader.read(RawBatch(x, y, sample_weight))
    check_learnable(reader.plan, model.parts, len(rows))
    network = model.network()
    scores = network.new_scores(reader.plan)
    network.learn(_key(model, reader), reader.plan, rows, model.optimizer, scores)
    logs = scores.logs()
    model.chosen().tell(logs)
    return logs


def _plan_at_work(model: Sequential, *, weighted: bool) -> Any:
    """The plan of the batch before where it still holds; making one takes longer than a step."""
    network, wanted = model.network(), (model.chosen(), model.frozen_names(), weighted)
    known = network.known_plan
    if known is not None and known[0] == wanted:
        return known[1]
    plan = plan_of(model, settings_of(model, "train_on_batch"), weighted=weighted)
    network.known_plan = (wanted, plan)
    return plan
