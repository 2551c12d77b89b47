"""Whole fits against Keras itself: the same first weights, the same order of the rows, the same history, weights and predictions."""

from __future__ import annotations

import inspect
import math
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import torch

import engine.callbacks
import engine.layers
import engine.losses
import engine.metrics
import engine.optimizers
from engine.errors import EngineError
from engine.models import Sequential
from engine.optimizers import Optimizer

# Keras's own way with numpy; and an epoch that a pass is too short for is told by both.
pytestmark = [
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:(Your input ran out of data|x ran out of batches):UserWarning"),
]

ROOT = Path(__file__).resolve().parents[2]
ROWS, COLUMNS, CLASSES, BATCH = 110, 6, 3, 16  # the last of seven batches has 14 rows
RUN = 1e-4  # relative, of runs

# torch's formula has epsilon behind the root (FACTS): measured in this very run, 1.4e-2 of a bias and 1.1e-4 of the history.
# Adam and AdamW differ by 8e-5, Nadam and LAMB by 7e-6, all others by less than 1e-6.
ANOTHER_FORMULA = {"rmsprop": 2e-2}


def data(seed: int = 3, rows: int = ROWS) -> dict[str, np.ndarray]:
    """Inputs, and targets of every kind that follow from them."""
    random = np.random.default_rng(seed)
    x = random.standard_normal((rows, COLUMNS)).astype(np.float32)
    classes = (x[:, :CLASSES] + 0.5 * random.standard_normal((rows, CLASSES))).argmax(axis=1)
    values = (2 * x[:, :1] - x[:, 1:2] + 0.5 + 0.1 * random.standard_normal((rows, 1))).astype(np.float32)
    return {
        "x": x, "classes": classes, "one_hot": np.eye(CLASSES, dtype=np.float32)[classes],
        "soft": (0.8 * np.eye(CLASSES)[classes] + 0.2 / CLASSES).astype(np.float32),
        "binary": (values > 0.5).astype(np.float32), "values": values,
        "several": np.hstack([values, -2 * values + x[:, 3:4]]).astype(np.float32),
        "positive": np.exp(0.3 * values).astype(np.float32), "signs": np.sign(values - 0.4).astype(np.float32),
        "doubtful": np.clip(values.round() / 4 + 0.5, 0, 1).astype(np.float32), "counts": values.round().clip(0, 2),
        "weights": random.uniform(0.2, 3.0, rows).astype(np.float32),
    }


DATA = data()
OTHER = data(seed=4, rows=45)


def classifier(layers: Any) -> list[Any]:
    return [layers.Dense(8, "relu"), layers.Dense(CLASSES, "softmax")]


def yes_or_no(layers: Any) -> list[Any]:
    return [layers.Dense(8, "tanh"), layers.Dense(1, "sigmoid")]


def regressor(layers: Any) -> list[Any]:
    return [layers.Dense(8, "relu"), layers.Dense(1)]


Build = Callable[[Any], list[Any]]


@dataclass(frozen=True)
class Case:
    """A fit.

    Attributes:
        name: of the case.
        build: the layers, of the module given.
        targets: which of the data.
        loss, optimizer: names, or functions of the module that gives them.
        metrics, weighted: names, or functions of the module.
        options: of fit; a function gets Keras's or our package.
        shape: of a row; words: whether rows are numbers of words.
        within: relative difference allowed.
    """

    name: str
    build: Build = classifier
    targets: str = "classes"
    loss: Any = "sparse_categorical_crossentropy"
    optimizer: Any = field(default_factory=lambda: lambda optimizers: optimizers.SGD(0.1, momentum=0.9))
    metrics: tuple[Any, ...] = ()
    weighted: tuple[Any, ...] = ()
    options: Callable[[Any], dict[str, Any]] = lambda package: {}
    within: float = RUN
    fits: int = 1
    shape: tuple[int, ...] = (COLUMNS,)
    words: bool = False

    def rows(self, given: dict[str, np.ndarray]) -> np.ndarray:
        x = given["x"].reshape(-1, *self.shape)
        return np.minimum(np.abs(4 * x), 9).astype(np.int64) if self.words else x


def made(thing: Any, module: Any) -> Any:
    return thing(module) if inspect.isfunction(thing) else thing


def pair(case: Case) -> tuple[Any, Sequential]:
    """Keras's model and ours, with Keras's first weights."""
    keras.utils.clear_session(free_memory=False)  # or Keras numbers its metrics over all models
    keras.utils.set_random_seed(1)
    theirs = keras.Sequential(case.build(keras.layers))
    theirs.build((None, *case.shape))
    ours = Sequential(case.build(engine.layers), seed=1)
    ours.build((None, *case.shape))
    ours.set_weights(theirs.get_weights())
    for model, package in ((theirs, keras), (ours, engine)):
        model.compile(
            made(case.optimizer, package.optimizers), made(case.loss, package.losses),
            metrics=[made(metric, package.metrics) for metric in case.metrics] or None,
            weighted_metrics=[made(metric, package.metrics) for metric in case.weighted] or None,
        )
    return theirs, ours


def fitted(case: Case, **more: Any) -> tuple[Any, Any, Any, Sequential]:
    """Both histories and both models."""
    theirs, ours = pair(case)
    histories = []
    for model, package in ((theirs, keras), (ours, engine)):
        options = {"epochs": 3, "batch_size": BATCH, "shuffle": False, "verbose": 0, **case.options(package), **more}
        for _ in range(case.fits):
            history = model.fit(case.rows(DATA), DATA[case.targets], **options)
        histories.append(history)
    return histories[0], histories[1], theirs, ours


def difference(ours: Any, theirs: Any) -> float:
    """The largest difference, relative to the largest number."""
    ours, theirs = np.asarray(ours, dtype=np.float64), np.asarray(theirs, dtype=np.float64)
    assert ours.shape == theirs.shape
    return float(np.abs(ours - theirs).max() / max(np.abs(theirs).max(), 1e-3)) if ours.size else 0.0


def assert_same_run(case: Case, **more: Any) -> tuple[Any, Sequential]:
    theirs, ours, their_model, our_model = fitted(case, **more)
    assert set(ours.history) == set(theirs.history)
    assert ours.epoch == theirs.epoch
    for name, values in theirs.history.items():
        assert difference(ours.history[name], values) < case.within, name
    for number, (our, their) in enumerate(zip(our_model.get_weights(), their_model.get_weights(), strict=True)):
        assert difference(our, their) < case.within, f"weight {number}"
    others = case.rows(OTHER)
    answers = our_model.predict(others, verbose=0), their_model.predict(others, verbose=0)
    assert difference(*answers) < case.within
    scores = [
        model.evaluate(others, OTHER[case.targets], batch_size=7, sample_weight=OTHER["weights"], verbose=0, return_dict=True)
        for model in (our_model, their_model)
    ]
    assert set(scores[0]) == set(scores[1])
    for name, value in scores[1].items():
        assert difference(scores[0][name], value) < case.within, f"evaluate: {name}"
    return their_model, our_model


def regression(name: str, loss: Any, targets: str = "values", build: Build = regressor, **others: Any) -> Case:
    return Case(name, build, targets, loss, **others)


def quiet(layers: Any) -> list[Any]:
    """Every way to have a penalty on outputs; the last one is behind softmax."""
    return [
        layers.Dense(8, "relu", activity_regularizer="l1", kernel_regularizer="l2"),
        layers.ActivityRegularization(l1=0.01, l2=0.02), layers.Dense(CLASSES, "softmax", activity_regularizer="l2"),
    ]


def quiet_window(layers: Any) -> list[Any]:
    return [
        layers.Reshape((COLUMNS, 1)), layers.Conv1D(4, 3, activation="tanh", activity_regularizer="l2"),
        layers.Flatten(), layers.Dense(1, "sigmoid"), layers.ActivityRegularization(0.1),
    ]


def quiet_angles(layers: Any) -> list[Any]:
    return [layers.Dense(8, "tanh", activity_regularizer="orthogonal_regularizer"), layers.Dense(1)]


def ended(activation: str, units: int = CLASSES) -> Build:
    return lambda layers: [layers.Dense(8, "tanh"), layers.Dense(units, activation)]


LOSSES = [
    Case("classes"),
    Case("one-hot", targets="one_hot", loss="categorical_crossentropy"),
    Case("shares", targets="soft", loss="categorical_crossentropy"),
    Case("smoothed", targets="one_hot", loss=lambda losses: losses.CategoricalCrossentropy(label_smoothing=0.1)),
    Case("from logits", lambda layers: [layers.Dense(8, "relu"), layers.Dense(CLASSES)],
         loss=lambda losses: losses.SparseCategoricalCrossentropy(from_logits=True)),
    Case("summed", loss=lambda losses: losses.SparseCategoricalCrossentropy(reduction="sum"),
         optimizer=lambda optimizers: optimizers.SGD(0.01)),
    Case("mean over weights", loss=lambda losses: losses.SparseCategoricalCrossentropy(reduction="mean_with_sample_weight"),
         options=lambda package: {"sample_weight": DATA["weights"]}),
    Case("yes or no", yes_or_no, "binary", "binary_crossentropy"),
    Case("yes or no from logits", regressor, "binary", lambda losses: losses.BinaryCrossentropy(from_logits=True)),
    Case("several yes or no", ended("sigmoid"), "one_hot", "binary_crossentropy"),
    Case("focal", yes_or_no, "binary", lambda losses: losses.BinaryFocalCrossentropy(apply_class_balancing=True)),
    Case("categorical focal", targets="one_hot", loss="categorical_focal_crossentropy"),
    Case("squares of shares", targets="one_hot", loss="mse"),
    Case("divergence", targets="soft", loss="kl_divergence"),
    Case("dice", ended("sigmoid"), "one_hot", lambda losses: losses.Dice(), metrics=()),
    regression("squares", "mse"),
    regression("absolute", "mae"),
    regression("several values", "mean_squared_error", "several", lambda layers: [layers.Dense(8, "relu"), layers.Dense(2)]),
    regression("percent", "mape", "positive", ended("softplus", 1), optimizer=lambda optimizers: optimizers.SGD(0.001)),
    regression("logarithmic", "msle", "positive", ended("softplus", 1)),
    regression("huber", lambda losses: losses.Huber(delta=0.7)),
    regression("log-cosh", "log_cosh"),
    regression("poisson", "poisson", "positive", ended("softplus", 1)),
    regression("cosine", "cosine_similarity", "several", lambda layers: [layers.Dense(8, "relu"), layers.Dense(2)]),
    regression("hinge", "hinge", "signs", ended("tanh", 1)),
    regression("squared hinge", "squared_hinge", "signs", ended("tanh", 1)),
    Case("categorical hinge", targets="one_hot", loss="categorical_hinge"),
]

# What compares numbers, beside losses that compare classes: on the shares that the network answers.
ERRORS: tuple[Any, ...] = (
    "mse", "mae", "msle", "cosine_similarity", "poisson", lambda metrics: metrics.RootMeanSquaredError(),
    lambda metrics: metrics.R2Score(), lambda metrics: metrics.LogCoshError(), lambda metrics: metrics.MeanAbsolutePercentageError(),
)
METRICS = [
    Case("accuracy", metrics=("accuracy", "sparse_categorical_accuracy", "sparse_categorical_crossentropy")),
    Case("twice the same", metrics=("acc", "acc")),
    Case("top k", metrics=(lambda metrics: metrics.SparseTopKCategoricalAccuracy(k=2),)),
    Case("one-hot metrics", targets="one_hot", loss="categorical_crossentropy",
         metrics=("accuracy", "categorical_accuracy", lambda metrics: metrics.Precision(), lambda metrics: metrics.Recall(),
                  lambda metrics: metrics.AUC(), lambda metrics: metrics.F1Score(average="macro"),
                  lambda metrics: metrics.TopKCategoricalAccuracy(k=2), "kl_divergence")),
    Case("yes-or-no metrics", yes_or_no, "binary", "binary_crossentropy",
         metrics=("accuracy", "binary_accuracy", "binary_crossentropy", lambda metrics: metrics.Precision(thresholds=0.4),
                  lambda metrics: metrics.Recall(), lambda metrics: metrics.AUC(), lambda metrics: metrics.AUC(curve="PR"),
                  lambda metrics: metrics.TruePositives(), lambda metrics: metrics.SensitivityAtSpecificity(0.6))),
    regression("numbers' metrics", "mse",
               metrics=("mae", "mse", lambda metrics: metrics.RootMeanSquaredError(), lambda metrics: metrics.R2Score(),
                        lambda metrics: metrics.MeanAbsolutePercentageError(), lambda metrics: metrics.LogCoshError())),
    Case("weighted", weighted=("accuracy",), metrics=("accuracy",), options=lambda package: {"sample_weight": DATA["weights"]}),
    Case("weighted yes or no", yes_or_no, "binary", "binary_crossentropy", metrics=(lambda metrics: metrics.AUC(),),
         weighted=(lambda metrics: metrics.AUC(name="weighted"), lambda metrics: metrics.Precision(), "binary_accuracy"),
         options=lambda package: {"class_weight": {0: 0.4, 1: 2.5}, "validation_split": 0.3}),
    regression("weighted numbers", "mse", optimizer=lambda optimizers: optimizers.SGD(0.05), weighted=("mae", lambda metrics: metrics.RootMeanSquaredError()),
               options=lambda package: {"sample_weight": DATA["weights"], "validation_split": 0.25}),
    *(Case(f"accuracy of {name}", build, targets, loss, metrics=("accuracy", "binary_accuracy"), weighted=("accuracy",),
           options=lambda package: {"validation_split": 0.3})
      for name, build, targets, loss in (
          ("shares of one output", yes_or_no, "doubtful", "binary_crossentropy"), ("one number", regressor, "counts", "mse"),
          ("signs", ended("tanh", 1), "signs", "hinge"), ("signs squared", ended("tanh", 1), "signs", "squared_hinge"))),
    *(Case(f"errors of {name}", build, targets, loss, metrics=ERRORS, weighted=("mse", lambda metrics: metrics.R2Score(name="weighted")),
           options=lambda package: {"validation_split": 0.3})
      for name, build, targets, loss in (
          ("one share", yes_or_no, "binary", "binary_crossentropy"), ("doubtful shares", yes_or_no, "doubtful", "binary_crossentropy"),
          ("several shares", ended("sigmoid"), "soft", "binary_crossentropy"), ("classes", classifier, "one_hot", "categorical_crossentropy"),
          ("soft classes", classifier, "soft", "categorical_crossentropy"),
          ("focal shares", yes_or_no, "binary", "binary_focal_crossentropy"))),
    Case("functions as metrics", yes_or_no, "doubtful", "binary_crossentropy", metrics=(
        lambda metrics: metrics.mean_absolute_error, lambda metrics: metrics.hinge, lambda metrics: metrics.log_cosh,
        lambda metrics: metrics.binary_accuracy)),
    Case("errors of logits", regressor, "binary", lambda losses: losses.BinaryCrossentropy(from_logits=True), metrics=ERRORS[:4]),
]

PENALTIES: list[Build] = [
    lambda layers: [layers.Dense(8, "relu", kernel_regularizer="l2"), layers.Dense(CLASSES, "softmax", kernel_regularizer="l1")],
    lambda layers: [layers.Dense(8, "relu", kernel_constraint="unit_norm"), layers.Dense(CLASSES, "softmax", use_bias=False)],
    quiet,
    lambda layers: [layers.Dense(8, "relu", activity_regularizer="l2"), layers.Dense(CLASSES, activity_regularizer="l1"), layers.Softmax()],
]

OPTIONS = [
    Case("validation pair", metrics=("accuracy",), options=lambda package: {"validation_data": (OTHER["x"], OTHER["classes"])}),
    Case("validation triple", metrics=("accuracy",), weighted=("accuracy",),
         options=lambda package: {"validation_data": (OTHER["x"], OTHER["classes"], OTHER["weights"]), "validation_batch_size": 8}),
    Case("validation split", metrics=("accuracy",), options=lambda package: {"validation_split": 0.27}),
    Case("some of the validation", options=lambda package: {
        "validation_data": (OTHER["x"], OTHER["classes"]), "validation_steps": 2, "validation_batch_size": 8}),
    Case("every second epoch", options=lambda package: {"validation_split": 0.2, "validation_freq": 2, "epochs": 5}),
    Case("listed epochs", options=lambda package: {"validation_split": 0.2, "validation_freq": [1, 4], "epochs": 5}),
    Case("weights of rows", options=lambda package: {"sample_weight": DATA["weights"], "validation_split": 0.2}),
    Case("weights of classes", options=lambda package: {"class_weight": {0: 3.0, 2: 0.5}, "validation_split": 0.2}),
    Case("weights of one-hot classes", targets="one_hot", loss="categorical_crossentropy",
         options=lambda package: {"class_weight": {0: 3.0, 1: 0.1}}),
    Case("later epochs", options=lambda package: {"epochs": 5, "initial_epoch": 3}),
    Case("no epochs", options=lambda package: {"epochs": 3, "initial_epoch": 3}),
    Case("fit again", fits=2, optimizer="adam"),
    Case("short epochs", options=lambda package: {"steps_per_epoch": 3, "epochs": 4}),
    Case("short epochs of split batches", options=lambda package: {"steps_per_epoch": 4, "batch_size": None}),
    Case("usual batches", options=lambda package: {"batch_size": None}),
    Case("one batch", options=lambda package: {"batch_size": 1000}),
    Case("penalties on outputs of weighted rows", quiet, weighted=("accuracy",),
         options=lambda package: {"sample_weight": DATA["weights"], "validation_split": 0.2}),
    Case("penalties on outputs of a window", quiet_window, "binary", "binary_crossentropy", metrics=("accuracy",)),
    Case("penalties on outputs beside a sum", quiet, loss=lambda losses: losses.SparseCategoricalCrossentropy(reduction="sum"),
         optimizer=lambda optimizers: optimizers.SGD(0.01)),
    regression("right angles of outputs", "mse", build=quiet_angles),
    *(Case(f"penalties {number}", build, options=lambda package: {"validation_split": 0.2}) for number, build in enumerate(PENALTIES)),
]


def ending(*front: Callable[[Any], Any]) -> Build:
    return lambda layers: [*(make(layers) for make in front), layers.Dense(CLASSES, "softmax")]


PICTURES, SERIES = {"shape": (3, 2, 1)}, {"shape": (3, 2)}
LAYERS = [
    Case("layers as activations", lambda layers: [
        layers.Dense(7, activation=layers.LeakyReLU()), layers.Dense(6, activation=layers.ReLU(max_value=1.5, negative_slope=0.1)),
        layers.Dense(5, activation=layers.ELU(0.7)), layers.Dense(CLASSES, activation=layers.Softmax())]),
    Case("pictures", ending(lambda layers: layers.Conv2D(4, 2, padding="same", activation="relu"), lambda layers: layers.MaxPooling2D(2),
                            lambda layers: layers.Flatten()), metrics=("accuracy",), **PICTURES),
    Case("mean of pictures", ending(lambda layers: layers.Rescaling(0.5, 0.1), lambda layers: layers.Conv2D(4, (2, 1), use_bias=False),
                                    lambda layers: layers.GlobalAveragePooling2D()), **PICTURES),
    Case("series", ending(lambda layers: layers.Conv1D(5, 2, activation="tanh", padding="causal"), lambda layers: layers.GlobalMaxPooling1D()), **SERIES),
    Case("words", ending(lambda layers: layers.Embedding(10, 4), lambda layers: layers.GlobalAveragePooling1D()), words=True),
    Case("laid out anew", ending(lambda layers: layers.Reshape((3, 2)), lambda layers: layers.Permute((2, 1)), lambda layers: layers.Dense(4),
                                 lambda layers: layers.Flatten())),
    Case("flattened first", ending(lambda layers: layers.Flatten(), lambda layers: layers.Dense(6, "relu")), **PICTURES),
    Case("normalized rows", ending(lambda layers: layers.Dense(6), lambda layers: layers.LayerNormalization(), lambda layers: layers.ReLU())),
    Case("other norms", ending(lambda layers: layers.RMSNormalization(), lambda layers: layers.Dense(6), lambda layers: layers.UnitNormalization())),
    Case("groups", ending(lambda layers: layers.Dense(6), lambda layers: layers.GroupNormalization(2)), optimizer="sgd"),
    Case("learnt slopes", ending(lambda layers: layers.Dense(6), lambda layers: layers.PReLU(), lambda layers: layers.Dense(5), lambda layers: layers.LeakyReLU(),
                                 lambda layers: layers.ELU())),
    Case("softmax as a layer", lambda layers: [layers.Dense(6, "gelu"), layers.Dense(CLASSES), layers.Softmax()]),
    Case("activation as a layer", lambda layers: [layers.Dense(6, "silu"), layers.Dense(CLASSES), layers.Activation("softmax")]),
    Case("given statistics", ending(lambda layers: layers.Normalization(mean=0.3, variance=2.0), lambda layers: layers.Dense(6, "mish"))),
    Case("shape told", lambda layers: [layers.Input((COLUMNS,)), layers.Dense(6, "relu"), layers.Dense(CLASSES, "softmax")]),
]


class Hooks:
    """Callbacks of Keras's or our package by the same lines."""

    @staticmethod
    def stopping(package: Any) -> dict[str, Any]:
        stop = package.callbacks.EarlyStopping("val_loss", patience=2, restore_best_weights=True)
        return {"validation_split": 0.3, "epochs": 30, "callbacks": [stop]}

    @staticmethod
    def best_of_all(package: Any) -> dict[str, Any]:
        return {"epochs": 4, "callbacks": [package.callbacks.EarlyStopping("loss", patience=9, restore_best_weights=True)]}

    @staticmethod
    def baseline(package: Any) -> dict[str, Any]:
        return {"epochs": 9, "callbacks": [package.callbacks.EarlyStopping("loss", 0, 3, 0, "min", 0.1)]}

    @staticmethod
    def late(package: Any) -> dict[str, Any]:
        stop = package.callbacks.EarlyStopping("val_accuracy", 0.02, 1, 0, "auto", None, True, 3)
        return {"epochs": 20, "validation_split": 0.3, "callbacks": [stop]}

    @staticmethod
    def plateau(package: Any) -> dict[str, Any]:
        lower = package.callbacks.ReduceLROnPlateau("val_loss", 0.3, 1, 0, "auto", 0.01, 1, 1e-4)
        return {"epochs": 12, "validation_split": 0.3, "callbacks": [lower]}

    @staticmethod
    def schedule(package: Any) -> dict[str, Any]:
        return {"epochs": 4, "callbacks": [package.callbacks.LearningRateScheduler(lambda epoch, rate: rate * math.exp(-0.3 * epoch))]}

    @staticmethod
    def end(package: Any) -> dict[str, Any]:
        class Ends(package.callbacks.Callback):  # type: ignore[misc]
            def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
                if batch == 4:
                    self.model.stop_training = True

        return {"epochs": 4, "validation_split": 0.2, "batch_size": 8, "callbacks": [Ends()]}

    @staticmethod
    def rate_of_batches(package: Any) -> dict[str, Any]:
        class Slower(package.callbacks.Callback):  # type: ignore[misc]
            def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
                self.model.optimizer.learning_rate = 0.1 / (1 + batch)

        return {"callbacks": [Slower()]}

    @staticmethod
    def weights(package: Any) -> dict[str, Any]:
        class Halves(package.callbacks.Callback):  # type: ignore[misc]
            def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
                layer = self.model.layers[0]
                layer.set_weights([weight * 0.5 for weight in layer.get_weights()])

        return {"callbacks": [Halves()], "validation_split": 0.2}

    @staticmethod
    def forever(package: Any) -> dict[str, Any]:
        return {"epochs": 6, "callbacks": [package.callbacks.TerminateOnNaN()]}


PLAIN_SGD: Any = lambda optimizers: optimizers.SGD(0.1)  # noqa: E731
CALLBACKS = [
    Case("early stopping", options=Hooks.stopping),
    Case("the best of all epochs", options=Hooks.best_of_all),
    Case("never better than the baseline", options=Hooks.baseline),
    Case("watched late", options=Hooks.late, metrics=("accuracy",)),
    Case("plateau", options=Hooks.plateau, optimizer=lambda optimizers: optimizers.SGD(0.5)),
    Case("schedule of epochs", options=Hooks.schedule, optimizer=PLAIN_SGD),
    Case("end inside an epoch", options=Hooks.end, metrics=("accuracy",)),
    Case("rate of each batch", options=Hooks.rate_of_batches, optimizer=PLAIN_SGD),
    Case("weights set between epochs", options=Hooks.weights),
    Case("no end without cause", options=Hooks.forever),
]


@pytest.mark.parametrize("case", [*LOSSES, *METRICS, *LAYERS, *OPTIONS, *CALLBACKS], ids=lambda case: case.name)
def test_a_fit_gives_keras_numbers(case: Case) -> None:
    assert_same_run(case)


def test_losses_stand_in_for_metrics() -> None:
    def of(package: Any) -> list[Any]:
        losses = package.losses
        return [losses.MeanSquaredError(), losses.poisson, losses.BinaryCrossentropy(label_smoothing=0.2), losses.Hinge]

    # Keras has the mean over the batches, so that all have to be of one size.
    case = Case("losses", yes_or_no, "doubtful", "binary_crossentropy")
    models = pair(case)
    histories = []
    for model, package in zip(models, (keras, engine), strict=True):
        model.compile("sgd", case.loss, metrics=[made() if inspect.isclass(made) else made for made in of(package)])
        history = model.fit(DATA["x"], DATA["doubtful"], epochs=2, batch_size=11, shuffle=False, verbose=0)
        histories.append(history.history)
    theirs, ours = histories
    assert set(ours) == set(theirs)
    for name, values in theirs.items():
        assert difference(ours[name], values) < RUN, name


@pytest.mark.parametrize("loss", ["Huber", "Dice", "CosineSimilarity"])
def test_a_loss_of_which_there_is_no_metric_is_refused_as_one(loss: str) -> None:
    with pytest.raises(EngineError, match=f"The loss {loss} cannot be a metric here; the metrics are accuracy, "):
        Sequential().compile("sgd", "mse", metrics=[getattr(engine.losses, loss)()])


@pytest.mark.parametrize("layer", [engine.layers.PReLU(), engine.layers.Dense(3), engine.layers.Softmax(axis=1)], ids=["PReLU", "Dense", "Softmax"])
def test_a_layer_with_more_to_it_is_no_activation_of_another(layer: Any) -> None:
    with pytest.raises(EngineError, match=f"{type(layer).__name__} cannot work inside of another layer. Put it behind"):
        engine.layers.Dense(3, activation=layer)


@pytest.mark.parametrize("kind", sorted(Optimizer.kinds))
def test_a_fit_with_every_optimizer_gives_keras_numbers(kind: str) -> None:
    name = Optimizer.kinds[kind].__name__
    case = Case(kind, optimizer=lambda optimizers: getattr(optimizers, name)(), within=ANOTHER_FORMULA.get(kind, RUN))
    assert_same_run(case)


# --- batch by batch


def batches(rows: int = BATCH) -> list[slice]:
    return [slice(start, start + rows) for start in range(0, ROWS, rows)]


@pytest.mark.parametrize("weights", [{}, {"sample_weight": True}, {"class_weight": {0: 2.0, 1: 0.3}}], ids=["plain", "rows", "classes"])
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_steps_of_the_users_own_loop_give_keras_numbers(optimizer: str, weights: dict[str, Any]) -> None:
    case = Case("on batch", optimizer=optimizer, metrics=("accuracy",), weighted=("accuracy",))
    pairs = pair(case)
    for _ in range(2):
        for cut in batches():
            given = {name: DATA["weights"][cut] if value is True else value for name, value in weights.items()}
            x, y = DATA["x"][cut], DATA["classes"][cut]
            theirs, ours = (
                [model.train_on_batch(x, y, **given, return_dict=True), model.test_on_batch(x, y, return_dict=True)] for model in pairs
            )
            for our, their in zip(ours, theirs, strict=True):
                assert our == {name: pytest.approx(float(value), rel=RUN) for name, value in their.items()}
            theirs, ours = (model.predict_on_batch(x) for model in pairs)
            assert difference(ours, theirs) < RUN
    for our, their in zip(pairs[1].get_weights(), pairs[0].get_weights(), strict=True):
        assert difference(our, their) < RUN


def test_a_batchs_numbers_come_as_keras_gives_them() -> None:
    x, y = DATA["x"][:8], DATA["classes"][:8]
    for metrics in ((), ("accuracy",)):
        theirs, ours = pair(Case("form", metrics=metrics))
        assert isinstance(ours.test_on_batch(x, y), list) == isinstance(theirs.test_on_batch(x, y), list) == bool(metrics)
        assert set(ours.train_on_batch(x, y, return_dict=True)) == set(theirs.train_on_batch(x, y, return_dict=True))
        assert len(ours.metrics_names) == len(metrics) + 1


@pytest.mark.parametrize("optimizer", ["adam", "rmsprop", "adagrad"])
def test_a_fit_of_one_epoch_is_a_loop_over_its_batches(optimizer: str) -> None:
    _, fitted_model = pair(Case("fit", optimizer=optimizer))
    _, looped = pair(Case("loop", optimizer=optimizer))
    for _ in range(2):
        fitted_model.fit(DATA["x"], DATA["classes"], BATCH, shuffle=False, verbose=0)
        for cut in batches():
            looped.train_on_batch(DATA["x"][cut], DATA["classes"][cut])
        same_bits(fitted_model, looped)


# --- layers that act while training, and layers that rest


def test_normalized_batches_differ_by_the_unbiased_variance_alone() -> None:
    def build(layers: Any) -> list[Any]:
        return [layers.Dense(8, "relu"), layers.BatchNormalization(), layers.Dense(CLASSES, "softmax")]

    theirs, ours, their_model, our_model = fitted(Case("batch normalization", build, metrics=("accuracy",)))
    for name in ("loss", "accuracy"):
        assert difference(ours.history[name], theirs.history[name]) < RUN
    for place, (our, their) in enumerate(zip(our_model.get_weights(), their_model.get_weights(), strict=True)):
        is_variance = place == 5
        assert difference(our, their) < (1 / (BATCH - 1) if is_variance else RUN)


FROZEN: list[tuple[Build, int]] = [
    (lambda layers: [layers.Dense(8, "relu"), layers.Dense(5, "tanh"), layers.Dense(CLASSES, "softmax")], 0),
    (lambda layers: [layers.Dense(8, "relu"), layers.Dense(5, "tanh"), layers.Dense(CLASSES, "softmax")], 1),
    (lambda layers: [layers.Dense(8, "relu"), layers.BatchNormalization(), layers.Dense(CLASSES, "softmax")], 1),
    (lambda layers: [layers.Dense(8, kernel_regularizer="l2"), layers.Dense(CLASSES, "softmax", kernel_regularizer="l2")], 0),
]


@pytest.mark.parametrize(("build", "place"), FROZEN, ids=["first", "middle", "batch normalization", "penalty"])
def test_a_frozen_layer_rests_as_in_keras(build: Build, place: int) -> None:
    theirs, ours = pair(Case("frozen", build))
    histories = []
    for model in (theirs, ours):
        frozen = model.layers[place]
        frozen.trainable = False
        before = frozen.get_weights()
        model.compile("sgd", "sparse_categorical_crossentropy")
        histories.append(model.fit(DATA["x"], DATA["classes"], BATCH, 2, shuffle=False, verbose=0, validation_split=0.2).history)
        assert all(np.array_equal(a, b) for a, b in zip(before, frozen.get_weights(), strict=True))
    assert {name: pytest.approx(values, rel=RUN) for name, values in histories[0].items()} == histories[1]
    for our, their in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        assert difference(our, their) < RUN


# --- double precision


def test_double_precision_is_that_of_torch_and_keras_comes_close() -> None:
    x, values = DATA["x"].astype(np.float64), DATA["values"].astype(np.float64)
    before = keras.config.dtype_policy()
    keras.config.set_floatx("float64")
    keras.config.set_dtype_policy("float64")
    try:
        theirs = keras.Sequential(regressor(keras.layers))
        theirs.build((None, COLUMNS))
        ours = Sequential(regressor(engine.layers), dtype="float64", seed=1)
        ours.build((None, COLUMNS))
        ours.set_weights(theirs.get_weights())
        plain = torch.nn.Sequential(torch.nn.Linear(COLUMNS, 8), torch.nn.ReLU(), torch.nn.Linear(8, 1)).double()
        for tensor, weight in zip(plain.parameters(), theirs.get_weights(), strict=True):
            tensor.data = torch.tensor(weight.T)
        optimizer = torch.optim.SGD(plain.parameters(), 0.01)
        for _ in range(2):
            for cut in batches():
                optimizer.zero_grad()
                torch.nn.functional.mse_loss(plain(torch.tensor(x[cut])), torch.tensor(values[cut])).backward()
                optimizer.step()
        for model in (theirs, ours):
            model.compile("sgd", "mse", metrics=["mae"])
            model.fit(x, values, BATCH, 2, shuffle=False, verbose=0)
        for our, their, tensor in zip(ours.get_weights(), theirs.get_weights(), plain.parameters(), strict=True):
            assert our.dtype == np.float64
            assert difference(our, tensor.detach().numpy().T) < 1e-14
            assert difference(our, their) < 5e-7  # not all of Keras is in double precision: 1e-8 to 1e-7
        assert ours.predict(x, verbose=0).dtype == np.float64
        assert difference(ours.predict(x, verbose=0), theirs.predict(x, verbose=0)) < 5e-7
    finally:
        keras.config.set_floatx("float32")
        keras.config.set_dtype_policy(before)


# --- batches that come one by one


def same_bits(one: Sequential, other: Sequential) -> None:
    assert all(np.array_equal(a, b) for a, b in zip(one.get_weights(), other.get_weights(), strict=True))


@pytest.mark.parametrize(
    "build", [quiet, lambda layers: [*quiet_window(layers)[:-2], layers.Dense(CLASSES, activity_regularizer="l2")]],
    ids=["behind softmax", "of logits"],
)
def test_penalties_on_outputs_are_in_every_way_to_learn_and_to_score(build: Build) -> None:
    theirs, ours = models = pair(Case("ways", build, loss=lambda losses: losses.SparseCategoricalCrossentropy(
        from_logits=build is not quiet), metrics=("accuracy",)))
    found = []
    for model in models:
        numbers = [model.train_on_batch(DATA["x"][cut], DATA["classes"][cut]) for cut in batches()]
        numbers.append(model.test_on_batch(OTHER["x"], OTHER["classes"]))
        given = [(DATA["x"][cut], DATA["classes"][cut]) for cut in batches()]
        history = model.fit((batch for batch in given), steps_per_epoch=len(given), shuffle=False, verbose=0).history
        numbers += [[history["loss"][0], history["accuracy"][0]], model.evaluate((batch for batch in given), steps=3, verbose=0)]
        found.append([[float(number) for number in each] for each in numbers])
    assert difference(found[1], found[0]) < RUN
    for our, their in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        assert difference(our, their) < RUN


# --- arguments


@pytest.mark.parametrize("method", ["compile", "fit", "evaluate", "predict", "train_on_batch", "test_on_batch", "predict_on_batch"])
def test_arguments_stand_where_keras_has_them(method: str) -> None:
    def arguments(kind: Any) -> list[tuple[str, Any]]:
        parameters = inspect.signature(getattr(kind, method)).parameters.values()
        return [(each.name, each.default) for each in parameters if each.kind == each.POSITIONAL_OR_KEYWORD]

    theirs, ours = arguments(keras.Sequential), arguments(Sequential)
    assert ours == theirs


def test_whatever_keras_takes_at_compile_is_taken() -> None:
    model = Sequential(classifier(engine.layers))
    model.compile("sgd", "sparse_categorical_crossentropy", None, ["acc"], ["acc"], False, 32, True, True)
    assert model.metrics_names == ["loss", "acc", "weighted_acc"]
    assert model.compiled


# --- the same again


SAME = """
import numpy as np
from engine import set_random_seed
from engine.layers import Dense, Dropout
from engine.models import Sequential
set_random_seed(7)
random = np.random.default_rng(0)
x, y = random.standard_normal((60, 4)), random.integers(0, 3, 60)
model = Sequential([Dense(8, "relu"), Dropout(0.3), Dense(3, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
print(repr(model.fit(x, y, 16, 3, verbose=0).history), [weight.tobytes().hex() for weight in model.get_weights()])
"""


def test_one_seed_gives_the_same_bits_in_a_new_process() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    runs = [
        subprocess.run([sys.executable, "-c", SAME], capture_output=True, text=True, env=environment, timeout=120, check=True).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1] != ""
