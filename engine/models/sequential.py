"""Sequential: a stack of layers that learns, in Keras's words."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.errors import EngineError
from engine.layers import Input
from engine.losses import Loss
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics import Metric
from engine.models.arguments import refuse, refuse_values, whole_number
from engine.models.compiled import Compiled, planned_metrics
from engine.models.history import FitHistory
from engine.models.keeping import KeptStack
from engine.models.learning import fit_model, learn_batch
from engine.models.scoring import evaluate_model, predict_batch, predict_model, score_batch
from engine.optimizers import Optimizer

if TYPE_CHECKING:
    import numpy as np

    from engine.plan.plan import PlannedMetric
    from engine.training.live_optimizers import LiveOptimizer


class Sequential(KeptStack):
    """A stack of layers that learns from arrays, or from batches that come one by one.

    Attributes:
        history: of the last fit, None before.
        stop_training: a callback sets it to end the fit; stop_evaluating, stop_predicting: likewise.
    """

    def __init__(
        self,
        layers: Iterable[Any] | None = None,
        trainable: bool = True,
        name: str | None = None,
        *,
        use_gpu: bool = False,
        seed: int | None = None,
        dtype: str | None = None,
    ) -> None:
        """Make a model; see `LayerStack`."""
        super().__init__(layers, name=name, use_gpu=use_gpu, seed=seed, dtype=dtype, trainable=trainable)
        self.history: FitHistory | None = None
        self.stop_training = self.stop_evaluating = self.stop_predicting = False
        self._compiled: Compiled | None = None

    def compile(  # noqa: PLR0913, PLR0917 - Keras's arguments in Keras's order
        self,
        optimizer: Any = "rmsprop",
        loss: Any = None,
        loss_weights: Any = None,
        metrics: Any = None,
        weighted_metrics: Any = None,
        run_eagerly: bool = False,  # noqa: ARG002
        steps_per_execution: Any = 1,
        jit_compile: Any = "auto",  # noqa: ARG002
        auto_scale_loss: bool = True,  # noqa: ARG002
        **others: Any,
    ) -> None:
        """Choose how it learns. Weights stay; the optimizer begins without memory.

        Args:
            optimizer: a name, a class or `Adam(0.01)`.
            loss: likewise; without one the model can predict, not learn.
            loss_weights: None, 1.0 or [1.0]: there is one output.
            metrics: a list of names, classes or metrics. The history calls them as strings call them.
            weighted_metrics: likewise; in these, weights of the rows count.
            run_eagerly: without effect, as the next three: the quickest way is taken by itself.
            steps_per_execution: how many batches Keras takes at once.
            jit_compile: whether Keras compiles.
            auto_scale_loss: what Keras does to numbers of 16 bits.
            others: refused, with the nearest name.

        Raises:
            EngineError: a name is unknown (the nearest is named), or an argument is not supported.
        """
        refuse("compile", _arguments(type(self).compile), others)
        refuse_values("compile", {"loss_weights": (loss_weights, (None, 1, 1.0, [1], [1.0]))})
        if steps_per_execution != "auto":
            whole_number("compile", "steps_per_execution", steps_per_execution, 1)
        from engine.training.live_optimizers import LiveOptimizer

        given = optimizer.given if isinstance(optimizer, LiveOptimizer) else None
        part = optimizer.part if isinstance(optimizer, LiveOptimizer) else Optimizer.coerce(optimizer)
        if isinstance(loss, list | tuple) and len(loss) == 1:  # Keras allows one for each output
            (loss,) = loss
        chosen = None if loss is None else Loss.coerce(loss)
        live = LiveOptimizer(part.changed(), given or part)
        self._compiled = Compiled(live, chosen, planned_metrics(metrics, weighted_metrics))

    @property
    def compiled(self) -> bool:
        """Whether compile was called."""
        return self._compiled is not None

    @property
    def optimizer(self) -> LiveOptimizer:
        """The live optimizer; its learning_rate can be read and set, also while a fit goes on.

        Raises:
            EngineError: the model is not compiled.
        """
        return self.chosen().optimizer

    @property
    def loss(self) -> Loss | None:
        """What training makes small."""
        return self._compiled.loss if self._compiled is not None else None

    @property
    def metrics(self) -> list[Metric]:
        """The metrics, the weighted ones behind the others."""
        return list(self.named_metrics.values())

    @property
    def named_metrics(self) -> dict[str, Metric]:
        """The metrics by their names in the history."""
        return {each.name: each.metric for each in self._compiled.metrics} if self._compiled is not None else {}

    @property
    def metrics_names(self) -> list[str]:
        """What evaluate's list holds, in its order."""
        return ["loss", *self.named_metrics]

    def fit(  # noqa: PLR0913, PLR0917 - Keras's arguments in Keras's order
        self,
        x: Any = None,
        y: Any = None,
        batch_size: Any = None,
        epochs: Any = 1,
        verbose: Any = "auto",
        callbacks: Any = None,
        validation_split: Any = 0.0,
        validation_data: Any = None,
        shuffle: bool = True,
        class_weight: Any = None,
        sample_weight: Any = None,
        initial_epoch: Any = 0,
        steps_per_epoch: Any = None,
        validation_steps: Any = None,
        validation_batch_size: Any = None,
        validation_freq: Any = 1,
        **others: Any,
    ) -> FitHistory:
        """Learn from rows, going on from the weights as they are.

        A second fit goes on: with the weights, the optimizer's memory, and the random numbers of order and Dropout. So
        2 epochs and 2 epochs of the same rows are the same bits as 4. Changing what is trainable empties the memory.

        Args:
            x: numbers of shape (rows, …): numpy, torch, pandas or lists, of any numeric type. Or whatever gives batches
                (x, y) or (x, y, weights): a generator, a torch DataLoader, a Sequence or Dataset of
                `engine.data.generators`; y and sample_weight are left out then.
            y: class numbers (rows,); one-hot or shares (rows, classes); 0 and 1 for one sigmoid unit; values (rows,) or
                (rows, units).
            batch_size: rows of one step, 32 where left out.
            epochs: number of the last epoch.
            verbose: 0 silent, 1 a bar, 2 one line for each epoch, "auto" is 1.
            callbacks: one or a list of them, Keras's or your own; see `engine.callbacks`.
            validation_split: share of the rows, taken from the end, that is not learnt from.
            validation_data: (x, y) or (x, y, weights) instead of such a share, or batches.
            shuffle: whether each epoch draws a new order; of batches by number, their order.
            class_weight: {class: weight}; the loss of a batch is the sum of weight · loss of a row, by its rows.
            sample_weight: a weight for each row, (rows,); likewise.
            initial_epoch: epochs that count as done.
            steps_per_epoch: batches of an epoch; the next goes on where it ended. Left out, an epoch is one pass.
            validation_steps: batches of validation, from the first on.
            validation_batch_size: rows at a time; decides the last bits at most.
            validation_freq: every so many epochs are validated, or those of a list, counted from 1.
            others: refused, with the nearest name.

        Returns:
            The history: `.history` has one list for each name, `.epoch` the numbers of the epochs.

        Raises:
            EngineError: the model is not compiled, the rows do not suit it, or an argument is wrong.
        """
        refuse("fit", _arguments(type(self).fit), others)
        return fit_model(
            self, x=x, y=y, batch_size=batch_size, epochs=epochs, verbose=verbose, callbacks=callbacks,
            validation_split=validation_split, validation_data=validation_data, shuffle=shuffle,
            class_weight=class_weight, sample_weight=sample_weight, initial_epoch=initial_epoch,
            steps_per_epoch=steps_per_epoch, validation_steps=validation_steps,
            validation_batch_size=validation_batch_size, validation_freq=validation_freq,
        )

    def evaluate(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: Any = None,
        verbose: Any = "auto",
        sample_weight: Any = None,
        steps: Any = None,
        callbacks: Any = None,
        return_dict: bool = False,
        **others: Any,
    ) -> Any:
        """Loss and metrics on rows. Memory grows with the batch, not with the rows.

        Args:
            x: as in `fit`.
            y: as in `fit`.
            batch_size: rows at a time; decides the last bits at most. Left out, what is quickest.
            verbose: as in `fit`.
            sample_weight: as in `fit`.
            steps: batches, from the first on; all where left out.
            callbacks: as in `fit`; their hooks of tests are called.
            return_dict: give {"loss": …, "accuracy": …}.
            others: refused, with the nearest name.

        Returns:
            The loss alone, or [loss, metrics in their order]; see `return_dict`.

        Raises:
            EngineError: as in `fit`.
        """
        refuse("evaluate", _arguments(type(self).evaluate), others)
        scores = evaluate_model(self, x, y, batch_size, verbose, sample_weight, steps, callbacks)
        return scores if return_dict else _in_order(scores)

    def predict(
        self,
        x: Any,
        batch_size: Any = None,
        verbose: Any = "auto",
        steps: Any = None,
        callbacks: Any = None,
        **others: Any,
    ) -> np.ndarray[Any, Any]:
        """What the network says about rows.

        Args:
            x: as in `fit`.
            batch_size: rows at a time; left out, what is quickest.
            verbose: as in `fit`.
            steps: batches, from the first on; all where left out.
            callbacks: as in `fit`; their hooks of predictions are called.
            others: refused, with the nearest name.

        Returns:
            (rows, units), of the model's type of numbers: shares of the classes behind softmax, values behind linear.

        Raises:
            EngineError: the rows do not suit the model.
        """
        refuse("predict", _arguments(type(self).predict), others)
        return predict_model(self, x, batch_size, verbose, steps, callbacks)

    def train_on_batch(
        self, x: Any, y: Any = None, sample_weight: Any = None, class_weight: Any = None, return_dict: bool = False
    ) -> Any:
        """Take one step on a batch, for a loop of your own. The optimizer remembers, as in `fit`.

        Args:
            x: as in `fit`, arrays only.
            y: as in `fit`.
            sample_weight: as in `fit`.
            class_weight: as in `fit`.
            return_dict: as in `evaluate`.

        Returns:
            Loss and metrics of the batch as before the step; the form is that of `evaluate`.

        Raises:
            EngineError: as in `fit`.
        """
        scores = learn_batch(self, x, y, sample_weight, class_weight)
        return scores if return_dict else _in_order(scores)

    def test_on_batch(self, x: Any, y: Any = None, sample_weight: Any = None, return_dict: bool = False) -> Any:
        """Loss and metrics of a batch; arguments, result and errors as of `train_on_batch`."""
        scores = score_batch(self, x, y, sample_weight)
        return scores if return_dict else _in_order(scores)

    def predict_on_batch(self, x: Any) -> np.ndarray[Any, Any]:
        """What the network says about the rows of a batch; see `predict`."""
        return predict_batch(self, x)

    def reset_metrics(self) -> None:
        """Let the metrics forget their last results; every fit, evaluation and batch begins its numbers anew."""
        if self._compiled is not None:
            self._compiled.reset()

    def __call__(self, x: Any, *, training: bool = False) -> Any:
        """Pass a batch through all layers; as a layer's call does, numpy gives numpy and torch gives torch."""
        if isinstance(x, Input):
            from engine.training.live_calls import no_functional_models

            raise no_functional_models()
        if not self.built:
            self.read_inputs(x)
        for layer in self.layers:
            x = layer(x, training=training)
        return x

    # What callbacks and other modules ask

    def judge_by(self, metrics: tuple[PlannedMetric, ...]) -> None:
        """Take these metrics instead of compile's."""
        self._compiled = replace(self.chosen(), metrics=metrics)

    def chosen(self) -> Compiled:
        """What compile chose.

        Raises:
            EngineError: the model is not compiled.
        """
        if self._compiled is None:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "The model is not compiled."),
                hint=QT_TRANSLATE_NOOP("engine", "Call model.compile(optimizer=…, loss=…) first."),
            )
        return self._compiled


def _arguments(method: Any) -> list[str]:
    return [name for name in inspect.signature(method).parameters if name not in {"self", "others"}]


def _in_order(scores: dict[str, float]) -> Any:
    return list(scores.values()) if len(scores) > 1 else scores["loss"]
