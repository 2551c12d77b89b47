"""Sequential: a stack of layers that learns, in Keras's words."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterable
from dataclasses import replace
from math import prod
from os import PathLike
from typing import TYPE_CHECKING, Any

from engine.data.arrays import as_shares, check_lengths, read_inputs, read_targets, split_last
from engine.data.prepare import PreparedData, Rows, from_arrays
from engine.errors import EngineError
from engine.losses import Loss
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics import Metric
from engine.models.arguments import checked_training, early_stopping, named_metrics, refuse, share, whole_number
from engine.models.history import FitHistory
from engine.models.planning import check_learnable, check_stack, training_plan, with_shares
from engine.models.progress import ProgressLines
from engine.models.stack import LayerStack
from engine.optimizers import Optimizer
from engine.plan import Plan
from engine.project.document import Training

if TYPE_CHECKING:
    import numpy as np

    from engine.training.live import LiveOptimizer

FIT = (
    "x",
    "y",
    "batch_size",
    "epochs",
    "verbose",
    "callbacks",
    "validation_split",
    "validation_data",
    "shuffle",
    "initial_epoch",
)
BATCH = 32
PREDICTION_ROWS = 1024


class Sequential(LayerStack):
    """A stack of layers that learns from arrays.

    Attributes:
        history: of the last fit, None before.
    """

    def __init__(
        self,
        layers: Iterable[Any] | None = None,
        *,
        name: str | None = None,
        use_gpu: bool = False,
        seed: int | None = None,
    ) -> None:
        super().__init__(layers, name=name, use_gpu=use_gpu, seed=seed)
        self.history: FitHistory | None = None
        self._optimizer: LiveOptimizer | None = None
        self._loss: Loss | None = None
        self._metrics: tuple[tuple[str, Metric], ...] = ()

    def compile(
        self, optimizer: Any = "rmsprop", loss: Any = None, loss_weights: Any = None, metrics: Any = None, **others: Any
    ) -> None:
        """Choose how it learns. Weights stay; the optimizer begins without memory.

        Args:
            optimizer: a name, a class or `Adam(0.01)`.
            loss: likewise; without one the model can predict, not learn.
            loss_weights: not supported; here because Keras has it at this place.
            metrics: a list of names, classes or metrics. The history calls them as strings call them.
            others: Keras's further arguments, refused unless they ask for nothing.

        Raises:
            EngineError: a name is unknown (the nearest is named), or an argument is not supported.
        """
        from engine.training.live import LiveOptimizer

        refuse("compile", ("optimizer", "loss", "metrics"), {"loss_weights": loss_weights, **others})
        part, chosen, named = (
            Optimizer.coerce(optimizer),
            None if loss is None else Loss.coerce(loss),
            named_metrics(metrics),
        )
        self._optimizer, self._loss, self._metrics = LiveOptimizer(part), chosen, named

    @property
    def optimizer(self) -> LiveOptimizer:
        """The live optimizer; its learning_rate can be read, and set between fits.

        Raises:
            EngineError: the model is not compiled.
        """
        return self._compiled()[0]

    def fit(  # noqa: PLR0913, PLR0917 - Keras's arguments in Keras's order
        self,
        x: Any = None,
        y: Any = None,
        batch_size: Any = None,
        epochs: Any = 1,
        verbose: Any = "auto",
        callbacks: Any = None,
        validation_split: float = 0.0,
        validation_data: Any = None,
        shuffle: bool = True,
        class_weight: Any = None,
        sample_weight: Any = None,
        initial_epoch: Any = 0,
        **others: Any,
    ) -> FitHistory:
        """Learn from rows, going on from the weights as they are.

        A second fit goes on: with the weights, the optimizer's memory, and the random numbers of order and Dropout. So
        2 epochs and 2 epochs of the same rows are the same bits as 4. Changing what is trainable empties the memory.

        Args:
            x: numbers of shape (rows, …): numpy, torch, pandas or lists, of any numeric type.
            y: class numbers (rows,); one-hot or shares (rows, classes); 0 and 1 for one sigmoid unit; values (rows,) or
                (rows, units).
            batch_size: rows of one step, 32 where left out.
            epochs: number of the last epoch.
            verbose: 0 silent, 1 a bar, 2 one line for each epoch, "auto" is 1.
            callbacks: one EarlyStopping at most.
            validation_split: share of the rows, taken from the end, that is not learnt from.
            validation_data: (x, y) instead of such a share.
            shuffle: whether each epoch draws a new order.
            class_weight: not supported yet.
            sample_weight: not supported yet.
            initial_epoch: epochs that count as done.
            others: Keras's further arguments, refused unless they ask for nothing.

        Returns:
            The history: `.history` has one list for each name, `.epoch` the numbers of the epochs.

        Raises:
            EngineError: the model is not compiled, the rows do not suit it, or an argument is not supported.
        """
        refuse("fit", FIT, {"class_weight": class_weight, "sample_weight": sample_weight, **others})
        first = whole_number("fit", "initial_epoch", initial_epoch, 0)
        last = whole_number("fit", "epochs", epochs, first + 1)
        held_out = share("fit", "validation_split", validation_split)
        optimizer, loss = self._compiled()
        checked = None if validation_data is None else _pair(validation_data)
        inputs = self._rows(x)
        settings = checked_training(
            "fit",
            optimizer=optimizer.part,
            loss=loss,
            metrics=tuple(metric for _, metric in self._metrics),
            epochs=last - first,
            batch_size=BATCH if batch_size is None else batch_size,
            seed=self.seed,
            shuffle=shuffle,
            device=self._device,
            early_stopping=early_stopping(callbacks, has_validation=checked is not None or held_out > 0),
        )
        rows, validation = self._rows_for(settings, inputs, y), None
        if checked is not None:
            validation = self._rows_for(
                settings, self._rows(checked[0], "validation_data x"), checked[1], "validation_data "
            )
        elif held_out:
            rows, validation = split_last(rows.x, rows.y, held_out)
        plan, data = self._prepared(settings, rows, validation)
        check_learnable(plan, self._parts, len(rows.x))
        lines, history = ProgressLines(verbose, last, first), FitHistory(first)
        self.history = history
        for event in self._built().train(plan, data, optimizer):
            lines.show(event)
            history.add(event)
        if history.finished is not None and history.finished.reason == "diverged":
            sentence = QT_TRANSLATE_NOOP(
                "engine", "The loss is not a number any more, so training ended. Try a smaller learning rate."
            )
            warnings.warn(sentence, RuntimeWarning, stacklevel=2)
        return history

    def evaluate(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: Any = None,
        verbose: Any = "auto",
        *,
        return_dict: bool = False,
        **others: Any,
    ) -> Any:
        """Loss and metrics on rows.

        Args:
            x: as in `fit`.
            y: as in `fit`.
            batch_size: rows at a time; decides the last bits at most.
            verbose: as in `fit`.
            return_dict: give {"loss": …, "accuracy": …}.
            others: Keras's further arguments, refused unless they ask for nothing.

        Returns:
            The loss alone, or [loss, metrics in their order]; see `return_dict`.

        Raises:
            EngineError: as in `fit`.
        """
        refuse("evaluate", ("x", "y", "batch_size", "verbose", "return_dict"), others)
        optimizer, loss = self._compiled()
        inputs = self._rows(x)
        settings = checked_training(
            "evaluate", optimizer=optimizer.part, loss=loss, seed=self.seed, device=self._device
        )
        plan, data = self._prepared(settings, self._rows_for(settings, inputs, y), None)
        size = _batch("evaluate", batch_size, plan.evaluation_rows)
        lines, since = ProgressLines(verbose, 1), time.perf_counter()
        scores = self._built().scores(replace(plan, evaluation_rows=size), data.train)
        lines.show_pass(-(-len(inputs) // size), time.perf_counter() - since, scores)
        if return_dict:
            return scores
        return list(scores.values()) if self._metrics else scores["loss"]

    def predict(self, x: Any, batch_size: Any = None, verbose: Any = "auto", **others: Any) -> np.ndarray[Any, Any]:
        """What the network says about rows.

        Args:
            x: as in `fit`.
            batch_size: rows at a time, 1024 where left out.
            verbose: as in `fit`.
            others: Keras's further arguments, refused unless they ask for nothing.

        Returns:
            float32 (rows, units): shares of the classes behind softmax, values behind linear.

        Raises:
            EngineError: the rows do not suit the model.
        """
        import numpy as np

        refuse("predict", ("x", "batch_size", "verbose"), others)
        inputs = self._rows(x)
        size = _batch("predict", batch_size, PREDICTION_ROWS)
        lines, since = ProgressLines(verbose, 1), time.perf_counter()
        outputs = np.concatenate(list(self._built().outputs(inputs, size)))
        lines.show_pass(-(-len(inputs) // size), time.perf_counter() - since)
        return outputs

    def __call__(self, x: Any, *, training: bool = False) -> Any:
        """Pass a batch through all layers; as a layer's call does, numpy gives numpy and torch gives torch."""
        if not self.built:
            self._rows(x)
        for layer in self.layers:
            x = layer(x, training=training)
        return x

    def save(self, path: str | PathLike[str], *, overwrite: bool = True) -> None:
        """Write the model into one .safetensors file, which holds numbers and names and can run nothing.

        It has the layers, the weights and what compile chose; the optimizer's memory is not kept.

        Args:
            path: ends in ".safetensors".
            overwrite: whether a file that is there may be replaced.

        Raises:
            EngineError: the model is not built, or the file cannot be written.
        """
        from engine.models.saving import save_model

        save_model(self, path, overwrite=overwrite)

    # From what is given to what the trainer takes

    def _compiled(self) -> tuple[LiveOptimizer, Loss]:
        if self._optimizer is None:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "The model is not compiled."),
                hint=QT_TRANSLATE_NOOP("engine", "Call model.compile(optimizer=…, loss=…) first."),
            )
        if self._loss is None:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "compile was given no loss, so there is nothing to learn by.")
            )
        return self._optimizer, self._loss

    def _rows(self, x: Any, name: str = "x") -> np.ndarray[Any, Any]:
        """Rows of the model's shape, laid flat: whatever stands in front of Flatten does not look at their axes."""
        rows = read_inputs(x, name)
        self._take_shape(rows.shape[1:], name)
        check_stack(self._parts, rows.shape[1:], name, is_whole=True)
        return rows.reshape(len(rows), prod(rows.shape[1:]))

    def _plan(self, settings: Training) -> Plan:
        frozen = {layer.name for layer in self.layers if not layer.trainable}
        return training_plan(self._parts, self._known_shape(), settings, self._metrics, frozen)

    def _rows_for(self, settings: Training, inputs: np.ndarray[Any, Any], y: Any, name: str = "") -> Rows:
        targets = read_targets(y, self._plan(settings).output, settings.loss, f"{name}y")
        check_lengths(inputs, targets, (f"{name}x", f"{name}y"))
        return Rows(inputs, targets)

    def _prepared(self, settings: Training, rows: Rows, validation: Rows | None) -> tuple[Plan, PreparedData]:
        """The plan and the rows, both in the one form that all targets allow: class numbers or shares."""
        plan = self._plan(settings)
        parts = [part for part in (rows, validation) if part is not None]
        if plan.output.encoding == "index" and any(part.y.ndim > 1 for part in parts):
            plan = with_shares(plan, self._metrics)
            parts = [Rows(part.x, as_shares(part.y, plan.output.units)) for part in parts]
        return plan, from_arrays(
            parts[0].x, parts[0].y, validation=(parts[1].x, parts[1].y) if len(parts) > 1 else None
        )


def _batch(method: str, size: Any, usual: int) -> int:
    return usual if size is None else whole_number(method, "batch_size", size, 1)


def _pair(validation_data: Any) -> tuple[Any, Any]:
    if not isinstance(validation_data, tuple | list) or len(validation_data) != 2:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "validation_data is a pair (x, y); weights of rows are not supported yet.")
        )
    return validation_data[0], validation_data[1]
