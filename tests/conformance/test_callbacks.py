"""Every callback against Keras's: the same hooks in the same order with the same numbers, the same files, the same decisions."""

from __future__ import annotations

import csv
import inspect
import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import keras
import numpy as np
import pytest

import engine.callbacks
import engine.layers
import engine.optimizers
from engine.callbacks import Callback, CallbackList, EarlyStopping, ReduceLROnPlateau
from engine.errors import EngineError
from engine.models import Sequential

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

ROWS, COLUMNS, CLASSES = 50, 5, 3
RANDOM = np.random.default_rng(1)
X = RANDOM.standard_normal((ROWS, COLUMNS)).astype(np.float32)
Y = X[:, :CLASSES].argmax(axis=1)

# What Keras's module has and this one has not.
LEFT_OUT = {
    "RemoteMonitor": "sends numbers to a server; nothing here talks to the network by itself",
    "TensorBoard": "writes the files of another program, whose library is as large as torch",
    "OrbaxCheckpoint": "writes JAX's checkpoints",
}


def pair(optimizer: Callable[[Any], Any] = lambda optimizers: optimizers.SGD(0.1), **options: Any) -> tuple[Any, Sequential]:
    """Keras's model and ours, with the same first weights."""
    keras.utils.set_random_seed(1)
    theirs = keras.Sequential([keras.layers.Dense(6, "relu"), keras.layers.Dense(CLASSES, "softmax")])
    theirs.build((None, COLUMNS))
    ours = Sequential([engine.layers.Dense(6, "relu"), engine.layers.Dense(CLASSES, "softmax")], seed=1)
    ours.build((None, COLUMNS))
    ours.set_weights(theirs.get_weights())
    for model, package in ((theirs, keras), (ours, engine)):
        model.compile(optimizer(package.optimizers), "sparse_categorical_crossentropy", **{"metrics": ["accuracy"], **options})
    return theirs, ours


def fit(model: Any, *callbacks: Any, **options: Any) -> Any:
    given = {"epochs": 3, "batch_size": 16, "shuffle": False, "verbose": 0, **options}
    return model.fit(X, Y, callbacks=list(callbacks), **given)


def close(ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    return ours == {name: pytest.approx(value, rel=1e-4, abs=1e-7) for name, value in theirs.items()}


def test_every_callback_of_keras_is_here_or_left_out_for_a_reason() -> None:
    theirs = {name for name, kind in vars(keras.callbacks).items() if inspect.isclass(kind)}
    ours = {name for name in engine.callbacks.__all__ if inspect.isclass(getattr(engine.callbacks, name))}
    assert theirs - ours == set(LEFT_OUT)
    assert ours - theirs == {"RunRule"}


NAMES = sorted({name for name, kind in vars(keras.callbacks).items() if inspect.isclass(kind)} - set(LEFT_OUT) - {"CallbackList", "ProgbarLogger"})


@pytest.mark.parametrize("name", NAMES)
def test_arguments_stand_where_keras_has_them(name: str) -> None:
    def arguments(kind: Any) -> list[tuple[str, Any]]:
        parameters = list(inspect.signature(kind.__init__).parameters.values())[1:]
        return [(each.name, each.default) for each in parameters if each.kind == each.POSITIONAL_OR_KEYWORD]

    theirs, kind = arguments(getattr(keras.callbacks, name)), getattr(engine.callbacks, name)
    if issubclass(kind, engine.callbacks.RunRule):
        fields = [(field, kind.model_fields[field].default) for field in kind.positional_fields()]
        fields.insert(kind.verbose_place, ("verbose", 0))
        assert fields == theirs
        values = [value for _, value in theirs]
        assert kind(*values) == kind()
    else:
        assert arguments(kind) == theirs


@pytest.mark.parametrize("name", sorted(name for name in vars(keras.callbacks.Callback) if not name.startswith("_")))
def test_every_hook_of_keras_is_here(name: str) -> None:
    theirs, ours = getattr(keras.callbacks.Callback, name), getattr(Callback, name)
    if callable(theirs):
        assert list(inspect.signature(ours).parameters) == list(inspect.signature(theirs).parameters)


# --- hooks


def recorder(package: Any, told: list[tuple[Any, ...]]) -> Any:
    """A user's callback that writes down what it is told."""

    def hook(name: str) -> Any:
        def call(self: Any, *arguments: Any, **options: Any) -> None:
            logs = options.get("logs", arguments[-1] if arguments and isinstance(arguments[-1], dict) else None)
            number = arguments[0] if arguments and isinstance(arguments[0], int) else None
            told.append((name, number, {key: float(value) for key, value in (logs or {}).items() if np.ndim(value) == 0}))

        return call

    hooks = {name: hook(name) for name in vars(Callback) if name.startswith("on_") and name not in {"on_batch_begin", "on_batch_end"}}
    return type("Recorder", (package.callbacks.Callback,), hooks)()


def told_by(act: Callable[[Any, Any], Any]) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """What Keras and we tell a callback while a model acts."""
    found = []
    for model, package in zip(pair(), (keras, engine), strict=True):
        told: list[tuple[Any, ...]] = []
        act(model, recorder(package, told))
        found.append(told)
    return found[0], found[1]


ACTS: dict[str, Callable[[Any, Any], Any]] = {
    "fit": fit,
    "validated": lambda model, callback: fit(model, callback, validation_split=0.4, validation_batch_size=7),
    "validated sometimes": lambda model, callback: fit(model, callback, validation_split=0.4, validation_freq=2),
    "evaluate": lambda model, callback: model.evaluate(X, Y, batch_size=16, verbose=0, callbacks=[callback]),
    "evaluate some": lambda model, callback: model.evaluate(X, Y, steps=2, verbose=0, callbacks=[callback]),
    "predict": lambda model, callback: model.predict(X, batch_size=16, verbose=0, callbacks=[callback]),
    "short epochs": lambda model, callback: fit(model, callback, steps_per_epoch=2, epochs=2),
    "later": lambda model, callback: fit(model, callback, initial_epoch=2),
}


@pytest.mark.parametrize("act", ACTS)
def test_hooks_come_in_keras_order_with_keras_numbers(act: str) -> None:
    theirs, ours = told_by(ACTS[act])
    assert [event[:2] for event in ours] == [event[:2] for event in theirs]
    for our, their in zip(ours, theirs, strict=True):
        assert close(our[2], their[2]), our[:2]


def test_a_callback_knows_its_model_and_what_was_asked_for() -> None:
    theirs, ours = (fit(model, callback) and callback for model, callback in zip(
        pair(), (recorder(keras, []), recorder(engine, [])), strict=True))
    assert ours.params == theirs.params
    assert isinstance(ours.model, Sequential)


def test_the_other_names_of_the_batch_hooks_are_called() -> None:
    batches: list[int] = []

    class Old(Callback):
        def on_batch_end(self, batch: int, logs: Any = None) -> None:
            batches.append(batch)

    fit(pair()[1], Old(), epochs=1)
    assert batches == [0, 1, 2, 3]


def test_evaluation_and_prediction_end_where_a_callback_says_so() -> None:
    class Ends(Callback):
        def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
            self.model.stop_evaluating = batch == 1

        def on_predict_batch_end(self, batch: int, logs: Any = None) -> None:
            self.model.stop_predicting = batch == 1

    _, model = pair()
    assert len(model.predict(X, 16, 0, callbacks=[Ends()])) == 32
    assert model.evaluate(X, Y, 16, 0, callbacks=Ends()) == pytest.approx(model.evaluate(X[:32], Y[:32], 16, 0))


def test_a_callback_may_ask_the_model_while_it_learns() -> None:
    class Asks(Callback):
        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            self.model.predict(X, verbose=0)
            self.model.evaluate(X, Y, verbose=0)
            self.model.get_weights()

    def histories(*callbacks: Any) -> Any:
        model = Sequential([engine.layers.Dense(6, "relu"), engine.layers.Dropout(0.3), engine.layers.BatchNormalization(),
                            engine.layers.Dense(CLASSES, "softmax")], seed=1)
        model.compile("adam", "sparse_categorical_crossentropy")
        return fit(model, *callbacks).history, model.get_weights()

    with_it, without = histories(Asks()), histories()
    assert with_it[0] == without[0]
    assert all(np.array_equal(a, b) for a, b in zip(with_it[1], without[1], strict=True))


def test_a_patient_fit_and_one_that_tells_each_batch_are_the_same_bits() -> None:
    ours = [pair(lambda optimizers: optimizers.Adam(0.01))[1] for _ in range(2)]
    histories = [fit(ours[0]).history, fit(ours[1], recorder(engine, [])).history]
    assert histories[0] == histories[1]


# --- by itself, fed with logs


class Fed:
    """A model that callbacks talk to outside of any fit."""

    def __init__(self, rate: float = 1.0) -> None:
        self.stop_training = False
        self.optimizer = SimpleNamespace(learning_rate=rate)
        self.weights = [np.zeros(2)]

    def get_weights(self) -> list[Any]:
        return [weight.copy() for weight in self.weights]

    def set_weights(self, weights: list[Any]) -> None:
        self.weights = weights


WALKS = {
    "falling": [1.0, 0.9, 0.8, 0.7, 0.6, 0.5],
    "restless": [1.0, 0.7, 0.8, 0.69, 0.75, 0.71, 0.72, 0.6, 0.9, 0.95, 0.96],
    "flat": [0.5] * 8,
    "rising": [0.1, 0.2, 0.3, 0.4, 0.5],
    "with gaps": [1.0, None, 0.8, None, 0.85, 0.86, 0.87],
}
RULES: list[dict[str, Any]] = [
    {}, {"patience": 2}, {"patience": 2, "min_delta": 0.05}, {"patience": 1, "mode": "max"}, {"patience": 2, "baseline": 0.65},
    {"patience": 3, "baseline": 0.2}, {"patience": 1, "start_from_epoch": 3}, {"patience": 2, "restore_best_weights": True},
    {"patience": 9, "restore_best_weights": True, "start_from_epoch": 2},
]


@pytest.mark.filterwarnings("ignore:Early stopping conditioned:UserWarning", "ignore:EarlyStopping watches:UserWarning")
@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize("rule", RULES, ids=str)
def test_early_stopping_by_itself_decides_as_keras(walk: str, rule: dict[str, Any]) -> None:
    found = []
    for package in (keras, engine):
        callback, model = package.callbacks.EarlyStopping("val_loss", **rule), Fed()
        callback.set_model(model)
        callback.on_train_begin()
        ended = None
        for epoch, value in enumerate(WALKS[walk]):
            model.weights = [np.full(2, float(epoch))]
            callback.on_epoch_end(epoch, {"loss": 1.0} if value is None else {"loss": 1.0, "val_loss": value})
            if model.stop_training:
                ended = epoch
                break
        callback.on_train_end()
        best = None if callback.best is None else pytest.approx(float(callback.best))
        found.append((ended, callback.stopped_epoch, callback.best_epoch, callback.wait, best, model.weights[0].tolist()))
    assert found[0] == found[1]


PLATEAUS: list[dict[str, Any]] = [
    {"patience": 1}, {"patience": 2, "factor": 0.5}, {"patience": 1, "cooldown": 2}, {"patience": 1, "min_lr": 0.05},
    {"patience": 2, "min_delta": 0.2}, {"patience": 1, "mode": "max", "factor": 0.9}, {"patience": 0, "min_lr": 0.3, "cooldown": 1},
]


@pytest.mark.filterwarnings("ignore:Learning rate reduction:UserWarning", "ignore:ReduceLROnPlateau watches:UserWarning")
@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize("rule", PLATEAUS, ids=str)
def test_the_rate_on_a_plateau_by_itself_falls_as_in_keras(walk: str, rule: dict[str, Any]) -> None:
    found = []
    for package in (keras, engine):
        callback, model, rates = package.callbacks.ReduceLROnPlateau("val_loss", **rule), Fed(), []
        callback.set_model(model)
        callback.on_train_begin()
        for epoch, value in enumerate(WALKS[walk]):
            logs = {"loss": 1.0} if value is None else {"val_loss": value}
            callback.on_epoch_end(epoch, logs)
            rates.append((pytest.approx(float(model.optimizer.learning_rate)), pytest.approx(logs["learning_rate"]), callback.wait, callback.cooldown_counter))
        found.append(rates)
    assert found[0] == found[1]


@pytest.mark.parametrize("monitor", ["accuracy", "val_accuracy", "loss", "val_loss", "mine"])
def test_what_is_better_follows_from_the_models_metric(monitor: str) -> None:
    values = [0.5, 0.6, 0.55, 0.7, 0.4, 0.3]
    found = []
    for model, package in zip(pair(), (keras, engine), strict=True):
        model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy", package.metrics.SparseCategoricalAccuracy(name="mine")])
        model.evaluate(X, Y, verbose=0)
        callback = package.callbacks.EarlyStopping(monitor, patience=9)
        callback.set_model(model)
        callback.on_train_begin()
        for epoch, value in enumerate(values):
            callback.on_epoch_end(epoch, {monitor: value})
        found.append((float(callback.best), callback.best_epoch))
    assert found[0] == found[1]


def test_what_a_rule_remembers_is_read_from_the_description() -> None:
    _, model = pair()
    stop = EarlyStopping("loss", patience=1, min_delta=10.0, verbose=1)
    fit(model, stop, epochs=9)
    assert (stop.stopped_epoch, stop.best_epoch, stop.wait) == (1, 0, 1)
    assert isinstance(stop, Callback)
    assert stop == EarlyStopping("loss", 10.0, 1, 1)
    assert EarlyStopping().verbose == 0
    assert "verbose" not in stop.to_json()


def test_a_rule_begins_anew_with_each_fit() -> None:
    _, model = pair()
    stop = ReduceLROnPlateau("loss", patience=1, min_delta=10.0)
    for _ in range(2):
        fit(model, stop, epochs=2)
    assert model.optimizer.learning_rate == pytest.approx(0.1 * 0.1 * 0.1)


# --- each callback in a fit


def test_verbose_callbacks_say_what_they_do(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = []
    for model, package, ending in zip(pair(), (keras, engine), ("keras", "safetensors"), strict=True):
        fit(
            model,
            package.callbacks.LearningRateScheduler(lambda epoch, rate: rate / 2, verbose=1),
            package.callbacks.ReduceLROnPlateau("loss", 0.5, 1, 1, "min", 9.0),
            package.callbacks.EarlyStopping("loss", 9.0, 2, 1, restore_best_weights=True),
            package.callbacks.ModelCheckpoint(tmp_path / f"model.{ending}", "loss", 1, True),
            epochs=5,
        )
        said.append([line for line in capsys.readouterr().out.replace(ending, "").splitlines() if line])
    # Keras keeps rates in single precision and prints them so.
    assert [line.rpartition(" ")[0] if "rate to" in line else line for line in said[1]] == [
        line.rpartition(" ")[0] if "rate to" in line else line for line in said[0]
    ]


def test_the_table_of_numbers_is_keras_table(tmp_path: Path) -> None:
    for options in ({}, {"validation_split": 0.2}, {"validation_split": 0.2, "validation_freq": 2}):
        tables = []
        for model, package in zip(pair(), (keras, engine), strict=True):
            path = tmp_path / f"{package.__name__}.csv"
            fit(model, package.callbacks.CSVLogger(path), **options)
            fit(model, package.callbacks.CSVLogger(str(path), separator=",", append=True), **options)
            tables.append(list(csv.reader(io.StringIO(path.read_text("utf-8")))))
        assert tables[1][0] == tables[0][0]
        assert len(tables[0]) == len(tables[1]) == 7
        for our, their in zip(tables[1][1:], tables[0][1:], strict=True):
            for mine, other in zip(our, their, strict=True):
                assert mine == other if other == "NA" else float(mine) == pytest.approx(float(other), rel=1e-4)


SAVES: list[dict[str, Any]] = [
    {}, {"save_best_only": True, "monitor": "loss"}, {"save_best_only": True, "monitor": "accuracy", "mode": "auto"},
    {"save_best_only": True, "monitor": "loss", "initial_value_threshold": 0.5}, {"save_freq": 3}, {"save_freq": 5, "save_weights_only": True},
    {"save_weights_only": True}, {"save_best_only": True, "monitor": "loss", "mode": "max"},
]


@pytest.mark.parametrize("options", SAVES, ids=str)
def test_models_are_saved_when_keras_saves_them(tmp_path: Path, options: dict[str, Any]) -> None:
    names = []
    for model, package in zip(pair(), (keras, engine), strict=True):
        folder = tmp_path / package.__name__
        ending = {"keras": ("keras", "weights.h5"), "engine": ("safetensors", "weights.safetensors")}[package.__name__]
        name = "{epoch:02d}-{batch}-{loss:.3f}" if "save_freq" in options else "{epoch:02d}-{accuracy:.2f}"
        path = folder / f"{name}.{ending[options.get('save_weights_only', False)]}"
        fit(model, package.callbacks.ModelCheckpoint(path, **options), epochs=4)
        names.append({found.name.removesuffix(f".{ending[1]}").removesuffix(f".{ending[0]}") for found in folder.iterdir()} if folder.exists() else set())
    assert names[0] == names[1]


def test_a_checkpoint_is_the_model_of_its_epoch(tmp_path: Path) -> None:
    from engine.models import load_model

    _, model = pair(lambda optimizers: optimizers.Adam(0.01))
    fit(model, engine.callbacks.ModelCheckpoint(tmp_path / "{epoch}.safetensors"), epochs=4)
    again = load_model(tmp_path / "2.safetensors")
    fit(again, epochs=2)
    assert all(np.array_equal(a, b) for a, b in zip(again.get_weights(), model.get_weights(), strict=True))


def test_functions_of_the_user_are_called_as_in_keras() -> None:
    found = []
    for model, package in zip(pair(), (keras, engine), strict=True):
        told: list[Any] = []
        fit(
            model,
            package.callbacks.LambdaCallback(
                on_epoch_begin=lambda epoch, logs, told=told: told.append(("begin", epoch)),
                on_epoch_end=lambda epoch, logs, told=told: told.append(("end", epoch, sorted(logs))),
                on_train_begin=lambda logs, told=told: told.append("train"),
                on_train_end=lambda logs, told=told: told.append(("over", sorted(logs))),
                on_train_batch_end=lambda batch, logs, told=told: told.append(batch),
                on_test_begin=lambda logs, told=told: told.append("test"),
            ),
            validation_split=0.2,
        )
        found.append(told)
    assert found[0] == found[1]


@pytest.mark.filterwarnings("ignore:The loss is not a number:RuntimeWarning")
def test_a_loss_that_is_no_number_ends_the_fit_at_its_batch() -> None:
    found = []
    for model, package in zip(pair(), (keras, engine), strict=True):
        model.layers[0].set_weights([weight * 1e30 for weight in model.layers[0].get_weights()])
        model.layers[1].set_weights([weight * 1e30 for weight in model.layers[1].get_weights()])
        told: list[int] = []
        batches = package.callbacks.LambdaCallback(on_train_batch_end=lambda batch, logs, told=told: told.append(batch))
        ends = package.callbacks.TerminateOnNaN()
        history = fit(model, ends, batches, epochs=3).history
        found.append((told, len(history["loss"])))
    assert found[0] == found[1] == ([0], 1)
    with pytest.raises(EngineError, match="so training ended"):
        fit(model, engine.callbacks.TerminateOnNaN(raise_error=True))


class PowerCut(Exception):  # noqa: N818
    pass


@pytest.mark.parametrize(("save_freq", "at"), [("epoch", 7), (3, 7), (1, 6), ("epoch", 2)])
def test_a_fit_that_broke_goes_on_as_if_it_had_not(tmp_path: Path, save_freq: Any, at: int) -> None:
    def model() -> Sequential:
        made = Sequential([engine.layers.Dense(6, "relu", input_shape=(COLUMNS,)), engine.layers.Dropout(0.2),
                           engine.layers.Dense(CLASSES, "softmax")], seed=5)
        made.compile(engine.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
        return made

    class Breaks(Callback):
        steps = 0

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            self.steps += 1
            if self.steps == at:
                raise PowerCut

    options = {"shuffle": True, "epochs": 5, "validation_split": 0.2}
    whole = model()
    expected = fit(whole, **options).history
    with pytest.raises(PowerCut):
        fit(model(), engine.callbacks.BackupAndRestore(tmp_path / "kept", save_freq), Breaks(), **options)
    again = model()
    history = fit(again, engine.callbacks.BackupAndRestore(tmp_path / "kept", save_freq), **options)
    assert {name: values[-len(history.epoch):] for name, values in expected.items()} == history.history
    assert all(np.array_equal(a, b) for a, b in zip(again.get_weights(), whole.get_weights(), strict=True))
    assert not (tmp_path / "kept").exists()
    kept = fit(model(), engine.callbacks.BackupAndRestore(tmp_path / "kept", delete_checkpoint=False), **options)
    assert kept.epoch == [0, 1, 2, 3, 4]
    assert fit(model(), engine.callbacks.BackupAndRestore(tmp_path / "kept"), **options).history == {}


@pytest.mark.parametrize("swap", [False, True])
def test_averages_are_seen_where_keras_shows_them(swap: bool) -> None:
    found = []
    for model, package in zip(pair(lambda optimizers: optimizers.SGD(0.3, use_ema=True, ema_momentum=0.9)), (keras, engine), strict=True):
        seen: list[Any] = []
        look = package.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs, model=model, seen=seen: seen.append(model.get_weights()))
        history = fit(model, package.callbacks.SwapEMAWeights(swap), look, validation_split=0.3).history
        found.append((history, [*seen, model.get_weights()]))
    (theirs, their_weights), (ours, our_weights) = found
    assert close(ours, theirs)
    for our, their in zip(our_weights, their_weights, strict=True):
        for mine, other in zip(our, their, strict=True):
            assert np.allclose(mine, other, rtol=1e-4, atol=1e-6)


def test_callbacks_come_as_one_a_list_or_lists_of_lists() -> None:
    told: list[tuple[Any, ...]] = []
    one = recorder(engine, told)
    for form in (one, [one], [[one], ()], CallbackList([one]), (one,)):
        told.clear()
        pair()[1].fit(X, Y, verbose=0, callbacks=form)
        assert [name for name, *_ in told].count("on_epoch_end") == 1
    assert CallbackList([one, EarlyStopping]).wants_batches("train")
    assert not CallbackList([EarlyStopping(), ReduceLROnPlateau()]).wants_batches("train")


REFUSED: list[tuple[Callable[[], Any], str]] = [
    (lambda: engine.callbacks.LearningRateScheduler(0.1), "takes a function"),
    (lambda: fit(pair()[1], engine.callbacks.LearningRateScheduler(lambda epoch: "fast")), "has to give a float"),
    (lambda: engine.callbacks.ModelCheckpoint("model.keras"), "ends in “.safetensors”"),
    (lambda: engine.callbacks.ModelCheckpoint("model.safetensors", save_weights_only=True), "ends in “.weights.safetensors”"),
    (lambda: engine.callbacks.ModelCheckpoint("model.safetensors", mode="up"), "mode must be one of"),
    (lambda: engine.callbacks.ModelCheckpoint("model.safetensors", save_freq=0), "save_freq"),
    (lambda: fit(pair()[1], engine.callbacks.ModelCheckpoint("{speed}.safetensors")), "cannot be filled in"),
    (lambda: engine.callbacks.BackupAndRestore(""), "needs a folder"),
    (lambda: fit(pair()[1], engine.callbacks.CSVLogger("no/such/folder.csv")), "could not be written"),
    (lambda: fit(pair()[1], engine.callbacks.SwapEMAWeights(), validation_split=0.2), "keeps no averages"),
    (lambda: fit(pair()[1], "early_stopping"), "A callback is an object"),
    (lambda: fit(pair()[1], engine.callbacks.LearningRateScheduler), "has to be made before"),
    (lambda: engine.callbacks.LambdaCallback(on_epoch_end=3), "is a function"),
    (lambda: EarlyStopping(patience=-1), "patience"),
    (lambda: EarlyStopping(verbose="loud"), "verbose"),
    (lambda: EarlyStopping("loss", 0, 0, 1, verbose=1), "twice"),
    (lambda: ReduceLROnPlateau(factor=1.0), "factor"),
]


@pytest.mark.parametrize(("attempt", "sentence"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_done_is_refused_in_a_sentence(attempt: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(EngineError, match=sentence) as found:
        attempt()
    assert "\n" not in str(found.value)


# --- classes derived from declared callbacks


def watching(package: Any) -> tuple[Any, list[Any]]:
    """Early stopping that listens to more hooks than its own, and begins to watch late."""
    seen: list[Any] = []

    class Late(package.callbacks.EarlyStopping):  # type: ignore[misc]
        def __init__(self, **options: Any) -> None:
            self.first = 2
            super().__init__("loss", **options)
            self.seen = seen

        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
            super().on_epoch_begin(epoch, logs)
            self.seen.append(("begins", epoch, self.params["epochs"]))

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            self.seen.append((batch, sorted(logs)))

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            if epoch >= self.first:
                super().on_epoch_end(epoch, logs)

        def on_train_end(self, logs: Any = None) -> None:
            super().on_train_end(logs)
            self.seen.append((self.stopped_epoch, self.best_epoch, self.model.stop_training))

    return Late(patience=1, min_delta=10.0, restore_best_weights=True), seen


def test_a_derived_early_stopping_is_called_in_its_own_hooks() -> None:
    found = []
    for model, package in zip(pair(), (keras, engine), strict=True):
        stop, seen = watching(package)
        history = fit(model, stop, epochs=9)
        found.append((history.epoch, seen, stop.stopped_epoch, stop.wait, stop.patience))
        assert isinstance(stop, package.callbacks.Callback)
    assert found[0] == found[1]
    assert len(found[0][0]) == 4


def test_a_derived_plateau_adds_to_the_logs_behind_its_own_work() -> None:
    found = []
    for model, package in zip(pair(lambda optimizers: optimizers.SGD(0.1)), (keras, engine), strict=True):

        class Tells(package.callbacks.ReduceLROnPlateau):  # type: ignore[misc]
            def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
                super().on_epoch_end(epoch, logs)
                logs["twice"] = 2 * float(self.model.optimizer.learning_rate)

        found.append(fit(model, Tells("loss", patience=1, min_delta=10.0), epochs=4).history)
    assert close(found[1], found[0])
    assert found[1]["twice"][-1] < found[1]["twice"][0]


def test_what_a_callback_remembers_is_not_set_from_outside() -> None:
    class Waits(EarlyStopping):
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            self.wait = 0

    with pytest.raises(EngineError, match="“wait” of Waits can be read, but not set"):
        fit(pair()[1], Waits("loss"))
