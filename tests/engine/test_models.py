"""Sequential in Keras's words: what it computes is what the trainer computes, and what it refuses, it refuses in a sentence."""

from __future__ import annotations

import io
import json
import os
import random
import re
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch

from engine.callbacks import EarlyStopping, ProgbarLogger
from engine.data.rows import from_arrays
from engine.errors import EngineError, FileError
from engine.history import History
from engine.layers import BatchNormalization, Conv2D, Dense, Dropout, Embedding, Flatten, GaussianNoise, Input
from engine.losses import Huber
from engine.metrics import Accuracy
from engine.models import Sequential, load_model, model_from_json
from engine.models.history import FitHistory
from engine.optimizers import SGD, Adam
from engine.plan.plan import stack_plan
from engine.project.document import Project, Training
from engine.training.build import build_model
from engine.training.device import Device
from engine.training.trainer import train

ROOT = Path(__file__).resolve().parents[2]
COLUMNS, CLASSES = 6, 3
SENTENCE = re.compile(r"^[^\n]+[.?](?: [^\n]+[.?])*$")


def rows(count: int = 240, seed: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Inputs, classes and values that follow from them."""
    random = np.random.default_rng(seed)
    x = random.standard_normal((count, COLUMNS))
    return x, x[:, :CLASSES].argmax(axis=1), (2 * x[:, 0] - x[:, 1] + 0.5).reshape(-1, 1)


def classifier(*middle: Any, optimizer: Any = "adam", seed: int = 1, **options: Any) -> Sequential:
    own = (layer.changed() for layer in middle)
    model = Sequential([Dense(16, "relu", input_shape=(COLUMNS,)), *own, Dense(CLASSES, "softmax")], seed=seed, **options)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def regressor(units: int = 1, loss: Any = "mse") -> Sequential:
    model = Sequential([Dense(16, "relu", input_shape=(COLUMNS,)), Dense(units)], seed=1)
    model.compile(Adam(0.01), loss, metrics=["mae"])
    return model


def fit(model: Sequential, *arguments: Any, **options: Any) -> dict[str, list[float]]:
    return model.fit(*arguments, verbose=0, **options).history


def same_weights(one: Sequential, other: Sequential) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one.get_weights(), other.get_weights(), strict=True))


# --- the code that the documents show


DESIGNED = """
from engine.models import Sequential
from engine.layers import Dense

model = Sequential()
model.add(Dense(units=64, activation="relu", input_shape=(784,)))
model.add(Dense(units=32, activation="relu"))
model.add(Dense(units=10, activation="softmax"))
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=10, batch_size=32)
model.evaluate(x_test, y_test)
"""


def readme_code() -> str:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    return next(block for block in blocks if "engine.models" in block)


@pytest.mark.parametrize("code", [DESIGNED, readme_code()], ids=["design", "readme"])
def test_the_documented_code_runs_and_learns(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    random = np.random.default_rng(0)
    x = random.standard_normal((400, 784)).astype(np.float32)
    y = np.eye(10)[x[:, :10].argmax(axis=1)]
    names: dict[str, Any] = {"x_train": x, "y_train": y, "x_test": x[:100], "y_test": y[:100]}
    exec(code, names)
    losses = names["model"].history.history["loss"]
    assert losses[-1] < losses[0] / 2
    assert names["model"].evaluate(x, y, verbose=0)[1] > 0.9
    assert "Epoch 10/10\n13/13 " in capsys.readouterr().out


def test_importing_and_stacking_loads_no_torch() -> None:
    code = ("import sys\nfrom engine.models import Sequential\nfrom engine.layers import Dense\n"
            "model = Sequential([Dense(4, 'relu', input_shape=(3,)), Dense(1)])\nmodel.summary(print_fn=len)\nmodel.count_params()\n"
            "assert 'torch' not in sys.modules")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=60, cwd=ROOT, check=False)
    assert result.returncode == 0, result.stderr


# --- learning


def test_a_classifier_learns() -> None:
    x, labels, _ = rows()
    model = classifier(optimizer=Adam(0.01))
    history = fit(model, x, labels, 16, 20, validation_split=0.25)
    assert history["loss"][-1] < history["loss"][0] / 3
    assert history["val_accuracy"][-1] > 0.85
    assert (model.predict(x, verbose=0).argmax(axis=1) == labels).mean() > 0.9


def test_a_regression_learns_in_the_units_of_its_targets() -> None:
    x, _, values = rows()
    model = regressor()
    history = fit(model, x, values * 10, 16, 60)
    assert history["mae"][-1] < history["mae"][0] / 4
    assert np.abs(model.predict(x, verbose=0) - values * 10).mean() == pytest.approx(history["mae"][-1], rel=0.3)


def test_several_values_are_learnt_at_once() -> None:
    x, _, values = rows()
    model = regressor(units=2, loss=Huber(2.0))
    history = fit(model, x, np.hstack([values, -values]), 16, 40)
    assert history["loss"][-1] < history["loss"][0] / 10
    assert model.predict(x, verbose=0).shape == (len(x), 2)


@pytest.mark.parametrize("shape", [(-1,), (-1, 1)])
def test_two_classes_are_learnt_with_one_sigmoid(shape: tuple[int, ...]) -> None:
    x, _, values = rows()
    model = Sequential([Dense(8, "relu", input_shape=(COLUMNS,)), Dense(1, "sigmoid")], seed=1)
    model.compile(Adam(0.02), "binary_crossentropy", metrics=["accuracy"])
    fit(model, x, (values > 0).reshape(shape), 16, 20)
    assert model.evaluate(x, (values > 0).reshape(shape), verbose=0)[1] > 0.95
    outputs = model.predict(x, verbose=0)
    assert outputs.min() >= 0
    assert outputs.max() <= 1


def test_pictures_pass_through_flatten() -> None:
    x, labels, _ = rows()
    pictures = x.reshape(-1, 2, 3)
    model = Sequential([GaussianNoise(0.01, input_shape=(2, 3)), Flatten(), Dense(16, "relu"), Dense(3, "softmax")], seed=1)
    model.compile(Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
    assert fit(model, pictures, labels, 16, 15)["accuracy"][-1] > 0.85
    assert model.input_shape == (None, 2, 3)
    assert np.allclose(model(pictures[:5]), model.predict(pictures[:5], verbose=0))


# --- the same numbers as the trainer's


def planned(model: Sequential, loss: str, epochs: int, task: str, metric: str) -> Any:
    training = Training(optimizer="adam", loss=loss, metrics=(metric,), epochs=epochs, batch_size=32, seed=model.seed, device="cpu")
    classes = tuple("012") if task == "classification" else ()
    return stack_plan(Project(layers=tuple(layer.part for layer in model.layers), training=training),
                      inputs=COLUMNS, task=task, classes=classes)  # type: ignore[arg-type]


@pytest.mark.parametrize("middle", [(), (Dropout(0.3), Dense(8, "tanh")), (BatchNormalization(),)], ids=["plain", "dropout", "batch norm"])
def test_a_fit_is_the_run_of_the_same_plan(middle: tuple[Any, ...]) -> None:
    x, labels, _ = rows()
    model = classifier(*middle)
    plan = planned(model, "sparse_categorical_crossentropy", 3, "classification", "accuracy")
    assert all(torch.equal(a, b) for a, b in zip(build_model(plan).state_dict().values(), model.network().state().values(), strict=False))
    history = History()
    for event in train(plan, from_arrays(x[:180], labels[:180], validation=(x[180:], labels[180:]))):
        history.add(event)
    fitted = model.fit(x, labels, epochs=3, validation_split=0.25, verbose=0)
    assert fitted.epochs == history.epochs
    assert fitted.batch_losses == history.batch_losses


def test_evaluate_gives_the_numbers_of_validation() -> None:
    x, labels, _ = rows()
    model = classifier()
    history = fit(model, x[:180], labels[:180], epochs=2, validation_data=(x[180:], labels[180:]))
    scores = model.evaluate(x[180:], labels[180:], verbose=0, return_dict=True)
    assert scores == {"loss": history["val_loss"][-1], "accuracy": history["val_accuracy"][-1]}
    assert model.evaluate(x[180:], labels[180:], 7, 0) == pytest.approx(list(scores.values()), rel=1e-5)


def test_the_same_seed_gives_the_same_bits_and_another_does_not() -> None:
    x, labels, _ = rows()
    models = [classifier(Dropout(0.2), seed=seed) for seed in (1, 1, 2)]
    histories = [fit(model, x, labels, epochs=2) for model in models]
    assert histories[0] == histories[1] != histories[2]
    assert same_weights(models[0], models[1])
    assert not same_weights(models[0], models[2])


def test_without_a_seed_pythons_random_decides() -> None:
    seeds = []
    for state in (5, 5, 6):
        random.seed(state)
        seeds.append(Sequential().seed)
    assert seeds[0] == seeds[1] != seeds[2]


def test_torchs_random_numbers_stay_the_users_own() -> None:
    x, labels, _ = rows()
    torch.manual_seed(11)
    expected = torch.rand(3)
    torch.manual_seed(11)
    fit(classifier(Dropout(0.2)), x, labels)
    assert torch.equal(torch.rand(3), expected)


# --- fitting again goes on


@pytest.mark.parametrize("optimizer", ["adam", "rmsprop", SGD(0.05, momentum=0.9), "adagrad"])
@pytest.mark.parametrize("middle", [(), (Dropout(0.3),), (BatchNormalization(),)], ids=["plain", "dropout", "batch norm"])
def test_two_and_two_epochs_are_four(optimizer: Any, middle: tuple[Any, ...]) -> None:
    x, labels, _ = rows()
    once, twice = classifier(*middle, optimizer=optimizer), classifier(*middle, optimizer=optimizer)
    whole = fit(once, x, labels, 16, 4)
    parts = [fit(twice, x, labels, 16, 2), fit(twice, x, labels, 16, 2)]
    assert whole["loss"] == parts[0]["loss"] + parts[1]["loss"]
    assert same_weights(once, twice)


def test_compiling_again_keeps_the_weights_and_empties_the_memory() -> None:
    x, labels, _ = rows()
    model, other = classifier(), classifier()
    for each in (model, other):
        fit(each, x, labels)
    weights = model.get_weights()
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    assert all(np.array_equal(a, b) for a, b in zip(weights, model.get_weights(), strict=True))
    fit(model, x, labels)
    fit(other, x, labels)
    assert not same_weights(model, other)


def test_initial_epoch_counts_on() -> None:
    x, labels, _ = rows()
    history = classifier().fit(x, labels, epochs=5, initial_epoch=3, verbose=0)
    assert history.epoch == [3, 4]
    assert len(history.history["loss"]) == 2


def test_an_interrupted_fit_keeps_what_was_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    x, labels, _ = rows()
    model, threads = classifier(), torch.get_num_threads()
    before = model.get_weights()

    def interrupt(self: FitHistory, event: object) -> None:
        if type(event).__name__ == "EpochEnded":
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(FitHistory, "add", interrupt)
        with pytest.raises(KeyboardInterrupt):
            fit(model, x, labels, epochs=50)
    once = classifier()
    fit(once, x, labels)
    assert same_weights(model, once)
    assert not np.array_equal(before[0], model.get_weights()[0])
    assert torch.get_num_threads() == threads
    assert fit(model, x, labels)["loss"] == fit(once, x, labels)["loss"]


def test_early_stopping_takes_keras_positions_and_gives_the_best_weights_back() -> None:
    x, labels, _ = rows(80)
    shuffled = np.random.default_rng(0).permutation(labels)
    model = classifier(optimizer=Adam(0.05))
    history = model.fit(x, shuffled, epochs=60, verbose=0, validation_split=0.3, callbacks=[EarlyStopping("val_loss", 0, 3, 0, restore_best_weights=True)])
    losses = history.history["val_loss"]
    assert len(losses) == int(np.argmin(losses)) + 4 < 60
    assert model.evaluate(x[56:], shuffled[56:], verbose=0)[0] == min(losses)


def test_a_loss_that_is_no_number_ends_the_fit_with_a_warning() -> None:
    x, _, values = rows()
    model = Sequential([Dense(8, "relu", input_shape=(COLUMNS,)), Dense(1)], seed=1)
    model.compile(SGD(1000.0), "mse")
    with pytest.warns(RuntimeWarning, match="not a number any more"):
        history = fit(model, x, values * 1e6, epochs=20)
    assert len(history["loss"]) < 20


# --- data in any form


def forms() -> list[Any]:
    x, _, _ = rows(40)
    x = np.round(x * 4)
    table = pd.DataFrame(x, columns=list("abcdef"))
    return [x.astype(np.float16), x.astype(np.int8), x.tolist(), table, table.astype("Int64"), table.astype(object),
            torch.tensor(x), torch.tensor(x, requires_grad=True), np.asfortranarray(x), x[::-1][::-1]]


@pytest.mark.parametrize("x", forms(), ids=lambda x: f"{type(x).__name__}")
def test_every_form_of_the_same_rows_gives_the_same_bits(x: Any) -> None:
    _, labels, _ = rows(40)
    assert fit(classifier(), x, labels) == fit(classifier(), forms()[0], labels)


def test_every_form_of_the_same_classes_gives_the_same_bits() -> None:
    x, labels, _ = rows(60)
    expected = fit(classifier(), x, labels, validation_split=0.2)
    for form in (labels.tolist(), labels.astype(np.uint8), labels.astype(float), labels[:, None], np.eye(3)[labels],
                 np.eye(3, dtype=int)[labels].tolist(), pd.Series(labels), torch.tensor(labels)):
        assert fit(classifier(), x, form, validation_split=0.2) == expected


def test_shares_of_the_classes_are_learnt_by_the_same_formula() -> None:
    x, labels, _ = rows(200)
    sharp = np.eye(3)[labels]
    soft = 0.8 * sharp + 0.2 / 3
    model = classifier(optimizer=Adam(0.01))
    loss = model.evaluate(x, soft, verbose=0)[0]
    assert loss == pytest.approx(float(-(soft * np.log(model.predict(x, verbose=0))).sum(axis=1).mean()), rel=1e-5)
    history = fit(model, x, soft, 16, 20, validation_data=(x, labels))
    assert history["accuracy"][-1] > 0.8
    assert history["val_loss"][-1] < history["val_loss"][0]


def test_the_last_rows_are_for_validation() -> None:
    x, labels, _ = rows(50)
    split = fit(classifier(), x, labels, validation_split=0.3)
    given = fit(classifier(), x[:35], labels[:35], validation_data=(x[35:], labels[35:]))
    assert split == given
    # The pair wins over the share, as in Keras.
    assert fit(classifier(), x[:35], labels[:35], validation_data=(x[35:], labels[35:]), validation_split=0.5) == given


def test_names_are_taken_as_strings_classes_and_objects() -> None:
    x, labels, _ = rows(40)
    histories = []
    for optimizer, metric in (("adam", "accuracy"), ("Adam", Accuracy), (Adam, Accuracy()), (Adam(0.001), "accuracy"), (Adam(np.float64(0.001)), "accuracy")):
        model = Sequential(seed=1)
        model.add(Dense(np.int64(16), "relu", input_shape=(np.int32(COLUMNS),)))
        model.add(Dropout(np.float32(0.5)))
        model.add(Dense(3, activation="softmax"))
        model.compile(optimizer, "categorical_crossentropy", None, [metric])
        histories.append(fit(model, x, labels, np.int64(16), np.int32(2)))
    assert all(history == histories[0] for history in histories)


def test_the_history_calls_a_metric_as_the_user_did() -> None:
    x, labels, _ = rows(40)
    model = Sequential([Dense(3, "softmax")], seed=1)
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["acc"])
    assert list(fit(model, x, labels, validation_split=0.5)) == ["loss", "acc", "val_loss", "val_acc"]


# --- shape, weights, summary


def test_the_summary_tells_shapes_and_numbers() -> None:
    model = Sequential([Dense(64, "relu", input_shape=(784,)), BatchNormalization(), Dropout(0.5), Dense(10, "softmax")], name="digits")
    lines: list[str] = []
    model.summary(print_fn=lines.append)
    table = "\n".join(lines)
    assert 'Model: "digits"' in table
    assert re.search(r"dense \(Dense\) +\(None, 64\) +50,240$", table, re.MULTILINE)
    assert re.search(r"dropout \(Dropout\) +\(None, 64\) +0$", table, re.MULTILINE)
    assert "Total params: 51,146 (199.79 KB)" in table
    assert "Non-trainable params: 128 (512 B)" in table
    assert model.count_params() == 51_146
    assert (model.input_shape, model.output_shape) == ((None, 784), (None, 10))
    model.layers[0].trainable = False
    lines.clear()
    model.summary(print_fn=lines.append)
    assert f"Trainable params: {51_146 - 128 - 50_240:,}" in "\n".join(lines)
    assert not any("frozen" in line for line in lines)
    model.summary(90, None, lines.append, show_trainable=True)
    assert any(line.startswith(" dense (Dense, frozen) ") for line in lines)


def test_the_model_tells_shapes_and_weights_as_keras_does() -> None:
    model = Sequential([Dense(4, input_shape=(6,)), BatchNormalization(), Dense(2)])
    assert model.compute_output_shape((None, 9)) == (None, 2)
    names = [[weight.path for weight in weights] for weights in (model.trainable_weights, model.non_trainable_variables)]
    assert names[0] == ["dense/kernel", "dense/bias", "batch_normalization/gamma", "batch_normalization/beta", "dense_1/kernel", "dense_1/bias"]
    assert names[1] == ["batch_normalization/moving_mean", "batch_normalization/moving_variance"]
    model.layers[0].trainable = False
    assert [weight.path for weight in model.non_trainable_weights][:2] == ["dense/kernel", "dense/bias"]
    assert len(model.weights) == 8
    with pytest.raises(EngineError):
        Sequential([Flatten(), Dense(3)]).compute_output_shape((None, "a"))


def test_weights_are_laid_out_as_keras_lays_them_out() -> None:
    x, _, _ = rows(20)
    model = Sequential([Dense(4, "tanh", input_shape=(COLUMNS,)), BatchNormalization(), Dense(2)], seed=1)
    kernel, bias, gamma, beta, mean, variance, second, last = model.get_weights()
    assert kernel.shape == (COLUMNS, 4)
    hidden = (np.tanh(x @ kernel + bias) - mean) / np.sqrt(variance + 1e-3) * gamma + beta
    assert np.allclose(model.predict(x, verbose=0), hidden @ second + last, atol=1e-5)
    model.set_weights([weight * 2 for weight in model.get_weights()])
    assert np.array_equal(model.get_weights()[0], kernel * 2)


def test_a_layer_added_or_taken_away_leaves_the_weights_of_the_others() -> None:
    x, labels, _ = rows(40)
    model = classifier()
    fit(model, x, labels)
    first = model.layers[0]
    before = first.get_weights()
    popped = model.pop()
    assert popped.name == "dense_1"
    model.add(Dense(CLASSES, "softmax"))
    assert model.layers[0] is first
    assert all(np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=False))
    assert not np.array_equal(popped.get_weights()[0], model.get_weights()[2])
    fit(model, x, labels)
    assert not np.array_equal(before[0], first.get_weights()[0])


def test_the_first_rows_decide_the_shape_where_nobody_did() -> None:
    x, labels, _ = rows(40)
    model = Sequential([Dense(4, "relu"), Dense(3, "softmax")], seed=1)
    model.compile("adam", "sparse_categorical_crossentropy")
    assert model.get_weights() == []
    assert not model.built
    assert isinstance(model.evaluate(x, labels, verbose=0), float)
    assert model.input_shape == (None, COLUMNS)
    built = Sequential([Dense(4, "relu"), Dense(3, "softmax")], seed=1)
    built.build((None, COLUMNS))
    assert same_weights(model, built)


def test_a_model_is_saved_and_loaded(tmp_path: Path) -> None:
    x, labels, _ = rows(40)
    model = classifier(BatchNormalization(), Dropout(0.2), optimizer=SGD(0.1, momentum=0.9), name="saved")
    fit(model, x, labels, epochs=2)
    model.save(tmp_path / "model.safetensors")
    loaded = load_model(tmp_path / "model.safetensors")
    assert np.array_equal(loaded.predict(x, verbose=0), model.predict(x, verbose=0))
    assert loaded.evaluate(x, labels, verbose=0) == model.evaluate(x, labels, verbose=0)
    assert (loaded.name, loaded.seed, loaded.optimizer.momentum) == ("saved", 1, 0.9)
    content = (tmp_path / "model.safetensors").read_bytes()
    for damaged in (b"", content[:100], content[:-5], content.replace(b"dropout", b"dropuot"), content.replace(b"units", b"unist")):
        (tmp_path / "damaged.safetensors").write_bytes(damaged)
        with pytest.raises(FileError, match="damaged"):
            load_model(tmp_path / "damaged.safetensors")


    changed = load_model(tmp_path / "model.safetensors")
    for each in (changed, model):
        fit(each, x, labels, epochs=2)
    assert same_weights(changed, model)


@pytest.mark.parametrize("optimizer", ["adam", "rmsprop", SGD(0.1, momentum=0.9), Adam(0.01, use_ema=True)])
def test_a_loaded_model_goes_on_as_the_saved_one_would(tmp_path: Path, optimizer: Any) -> None:
    x, labels, _ = rows(40)
    model = classifier(Dropout(0.2), optimizer=optimizer)
    fit(model, x, labels, epochs=2)
    model.save(tmp_path / "model.safetensors")
    model.save(tmp_path / "bare.safetensors", include_optimizer=False)
    loaded, bare = load_model(tmp_path / "model.safetensors"), load_model(tmp_path / "bare.safetensors")
    assert same_weights(loaded, bare)
    assert loaded.optimizer.iterations == model.optimizer.iterations > 0
    for each in (model, loaded, bare):
        fit(each, x, labels, epochs=2)
    assert same_weights(model, loaded)
    assert not same_weights(model, bare)


def test_weights_alone_are_saved_and_loaded(tmp_path: Path) -> None:
    x, labels, _ = rows(40)
    model, other = classifier(BatchNormalization()), classifier(BatchNormalization(), seed=2)
    fit(model, x, labels)
    model.save_weights(tmp_path / "model.weights.safetensors")
    other.load_weights(tmp_path / "model.weights.safetensors")
    assert same_weights(model, other)
    model.save(tmp_path / "model.safetensors")
    other.set_weights([weight * 0 for weight in other.get_weights()])
    other.load_weights(str(tmp_path / "model.safetensors"))
    assert same_weights(model, other)
    with pytest.raises(EngineError, match="are not those of this network"):
        classifier().load_weights(tmp_path / "model.weights.safetensors")
    with pytest.raises(EngineError, match="holds weights, but no model"):
        load_model(tmp_path / "model.weights.safetensors")
    with pytest.raises(EngineError, match="is there already"):
        model.save_weights(tmp_path / "model.weights.safetensors", overwrite=False)


def test_a_model_is_made_again_from_plain_values() -> None:
    model = classifier(BatchNormalization(), Dropout(0.2), name="mine")
    model.layers[0].trainable = False
    text = model.to_json()
    for other in (Sequential.from_config(json.loads(text)), model_from_json(text)):
        assert other.get_config() == model.get_config()
        assert same_weights(other, model)
        assert not other.layers[0].trainable
        assert not other.compiled
    for wrong in ("no json", "{}", '{"layers": [{"kind": "os.system"}], "name": "a", "seed": 1}', "[1]"):
        with pytest.raises(EngineError):
            model_from_json(wrong)


def test_weights_that_were_looked_at_before_a_fit_show_what_it_learnt() -> None:
    x, labels, _ = rows(40)
    model = classifier()
    kernel = model.layers[0].weights[0]
    before = kernel.numpy()
    fit(model, x, labels)
    assert not np.array_equal(before, kernel.numpy())
    assert np.array_equal(kernel.numpy(), model.get_weights()[0])
    kernel.assign(before)
    assert np.array_equal(model.get_weights()[0], before)
    assert all(parameter.grad is None for parameter in model.network().model.parameters())


def test_the_rate_can_be_set_between_fits_steps_and_epochs() -> None:
    x, labels, _ = rows(64)
    model = classifier(optimizer=SGD(0.1))
    fit(model, x, labels)
    model.optimizer.learning_rate = 0.0
    before = model.get_weights()
    fit(model, x, labels)
    model.train_on_batch(x, labels)
    assert all(np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True))
    model.optimizer.learning_rate = 0.1
    model.train_on_batch(x, labels)
    assert not np.array_equal(before[0], model.get_weights()[0])


def test_the_engine_is_imported_quickly_and_gives_its_rooms_when_asked() -> None:
    code = ("import sys, time\nbegun = time.perf_counter()\nimport engine\nassert time.perf_counter() - begun < 0.5\n"
            "assert not {'torch', 'numpy', 'pydantic'} & set(sys.modules)\n"
            "engine.layers.Dense(3), engine.callbacks.EarlyStopping(), engine.Sequential([engine.Input((3,))])\nassert 'torch' not in sys.modules\n"
            "from engine import activations, callbacks, constraints, initializers, layers, losses, metrics, models, optimizers, regularizers\n"
            "optimizers.schedules\nassert 'set_random_seed' in dir(engine)\nengine.utils.set_random_seed, engine.utils.to_categorical\n"
            "from engine.utils import to_categorical\nimport engine.utils\nassert not hasattr(engine.utils, 'plot_model')\n"
            "import importlib.util\nassert importlib.util.find_spec('engine.utils')\n"
            "try:\n    engine.nothing\nexcept AttributeError:\n    pass\nelse:\n    raise SystemExit(1)\n")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=60, cwd=ROOT, check=False)
    assert result.returncode == 0, result.stderr


# --- progress


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_progress_is_written_as_keras_writes_it(capsys: pytest.CaptureFixture[str]) -> None:
    x, labels, _ = rows(64)
    model = classifier()
    model.fit(x, labels, epochs=2, verbose=1, validation_split=0.5)
    line = r"1/1 ━{20} \d+s \d+(us|ms|s)/step - loss: \d\.\d{4} - accuracy: \d\.\d{4} - val_loss: \d\.\d{4} - val_accuracy: \d\.\d{4}\n"
    assert re.fullmatch(f"Epoch 1/2\n{line}Epoch 2/2\n{line}", capsys.readouterr().out)
    model.fit(x, labels, epochs=1, verbose=2)
    assert re.fullmatch(r"2/2 - \d+s - \d+(us|ms|s)/step - loss: .* - accuracy: .*\n", capsys.readouterr().out)
    model.fit(x, labels, verbose=0)
    model.predict(x, verbose=0)
    assert capsys.readouterr().out == ""
    model.evaluate(x, labels)
    assert re.fullmatch(r"1/1 ━{20} .* - loss: .* - accuracy: .*\n", capsys.readouterr().out)


def written(out: Terminal, **params: Any) -> ProgbarLogger:
    progress = ProgbarLogger(out)
    progress.set_params({"verbose": 1, "epochs": 2, "steps": 10, **params})
    return progress


def test_the_bar_grows_on_a_terminal() -> None:
    out = Terminal()
    progress = written(out)
    progress.on_train_begin()
    progress.on_epoch_begin(0)
    progress.on_train_batch_end(2, {"loss": 2.0})
    progress.on_train_batch_end(3, {"loss": 3.0})  # too soon to be painted
    progress.on_epoch_end(0, {"loss": 0.00001})
    text = re.sub(r"\x1b\[\d*[mK]", "", out.getvalue())
    assert text.startswith("Epoch 1/2\n")
    assert " 3/10 " in text
    assert "━" * 20 in text
    assert "loss: 2.0000" in text
    assert "loss: 3.0000" not in text
    assert text.endswith("loss: 1.0000e-05\n")


def test_a_terminal_without_lines_gets_signs() -> None:
    out = Terminal()
    out.encoding = "ascii"  # type: ignore[misc]
    progress = written(out, steps=3, epochs=1)
    progress.on_test_begin()
    progress.on_test_end({"loss": 1.0})
    assert re.sub(r"\x1b\[\d*[mK]", "", out.getvalue()).startswith("\r3/3 ====================")


# --- what cannot be done


def test_a_gpu_that_is_not_there_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    x, labels, _ = rows(40)
    monkeypatch.setattr("engine.training.device.list_devices", lambda: (Device("cpu", "CPU"),))
    with pytest.warns(UserWarning, match="no GPU that PyTorch can use") as found:
        model = Sequential([Dense(3, "softmax")], use_gpu=True, seed=1)
    assert found[0].filename == __file__
    model.compile("adam", "sparse_categorical_crossentropy")
    assert fit(model, x, labels)["loss"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Sequential(use_gpu=False)


def judged(model: Sequential, metric: Any) -> Sequential:
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=[metric])
    return model


X, LABELS, VALUES = rows(40)
REFUSED: list[tuple[Callable[[], Any], str]] = [
    (lambda: fit(classifier(), X[:, :4], LABELS), "Dense expects rows of 6 values, but x has 4."),
    (lambda: fit(classifier(), X.reshape(-1, 2, 3), LABELS), r"Dense expects rows of shape \(6,\), but x has \(2, 3\). Put Flatten"),
    (lambda: fit(classifier(), X, LABELS[:7]), "x has 40 rows, but y has 7."),
    (lambda: fit(classifier(), X, LABELS + 1), "y has the class 3, but the last layer has 3 units, for the classes 0 to 2."),
    (lambda: fit(classifier(), X, LABELS - 1), "y has the class -1"),
    (lambda: fit(classifier(), X, LABELS + 0.5), "y must hold class numbers"),
    (lambda: fit(classifier(), X, np.eye(4)[LABELS]), "The last layer gives 3 values for each row, but y has 4."),
    (lambda: fit(classifier(), X, -np.eye(3)[LABELS]), "shares of the classes"),
    (lambda: fit(classifier(), np.where(X > 2, np.nan, X), LABELS), r"x\[\d+\] holds nan"),
    (lambda: fit(classifier(), X * 1e300, LABELS), r"x\[0\] holds .*e\+"),
    (lambda: fit(classifier(), [[1, 2], [3]], [0, 1]), "different lengths"),
    (lambda: fit(classifier(), pd.DataFrame({"a": ["red", "blue"]}), [0, 1]), "holds 'red'"),
    (lambda: fit(classifier(), X, ["a"] * 40), "y must hold numbers only"),
    (lambda: fit(classifier(), X[:0], LABELS[:0]), "x has no rows"),
    (lambda: fit(classifier(), (row for row in X), LABELS), "bring “y” along"),
    (lambda: fit(classifier(), X), "y must be an array"),
    (lambda: fit(classifier(), X, LABELS, epoch=3), "fit has no argument “epoch”. Did you mean “epochs”?"),
    (lambda: fit(classifier(), X, LABELS, class_weight=[1, 2]), "class_weight gives each class its weight"),
    (lambda: fit(classifier(), X, LABELS, class_weight={0: 1.0}, sample_weight=LABELS), "at the same time"),
    (lambda: fit(classifier(), X, LABELS, sample_weight=LABELS[:7]), "x has 40 rows, but sample_weight has 7."),
    (lambda: fit(classifier(), X, LABELS, sample_weight=np.ones((40, 3))), "one weight for each row"),
    (lambda: fit(classifier(), X, LABELS, validation_freq=0), "validation_freq"),
    (lambda: fit(classifier(), iter([]), validation_data=None), "gives no batches"),
    (lambda: fit(classifier(), iter([3])), "A batch is"),
    (lambda: fit(classifier(), iter([(X, LABELS)]), validation_split=0.5), "Give validation_data"),
    (lambda: fit(classifier(), X, LABELS, 0), "batch_size"),
    (lambda: fit(classifier(), X, LABELS, epochs=2.5), "epochs"),
    (lambda: fit(classifier(), X, LABELS, validation_split="a"), "validation_split"),
    (lambda: fit(classifier(), X, LABELS, validation_split=0.99), "leaves nothing"),
    (lambda: fit(classifier(), X, LABELS, validation_data=X), "validation_data is"),
    (lambda: fit(classifier(), X, LABELS, validation_data=(X[:, :2], LABELS)), "validation_data x has 2"),
    (lambda: fit(classifier(), X, LABELS, callbacks=[print]), "A callback is an object"),
    (lambda: classifier().fit(X, LABELS, verbose=7), "verbose"),
    (lambda: fit(classifier(BatchNormalization()), X, LABELS, 1), "needs at least 2, but a batch has 1"),
    (lambda: classifier().compile("adm"), "Did you mean “adam”"),
    (lambda: classifier().compile("adam", "mean_square_error"), "Did you mean “mean_squared_error”"),
    (lambda: classifier().compile("adam", "mse", metrics=["acuracy"]), "Did you mean “accuracy”"),
    (lambda: classifier().compile("adam", "mse", ["mae"]), "loss_weights"),
    (lambda: classifier().compile("adam", "mse", [2.0]), "loss_weights"),
    (lambda: fit(judged(classifier(), "mse"), X, LABELS), "“mse” compares numbers, but Sparse cross-entropy compares classes"),
    (lambda: fit(Sequential([Dense(3)]), X, LABELS), "not compiled"),
    (lambda: regressor(loss="binary_crossentropy").evaluate(X, LABELS % 2), "needs sigmoid at the output, which has linear"),
    (lambda: regressor(units=2).evaluate(X, VALUES, verbose=0), "gives 2 values for each row, but y has 1"),
    (lambda: classifier().set_weights([np.zeros(3)]), "has 4 weights, but 1 were given"),
    (lambda: Sequential([3]), "made of layers"),
    (lambda: Sequential([Dense(3)]).count_params(), "no weights yet"),
    (lambda: Sequential([Dense(3, name="a"), Dense(3, name="a")]), "“a” is there already"),
    (lambda: Sequential([Dense(3, input_shape=(2, 3))]).predict(X.reshape(-1, 2, 3)), "Put Flatten"),
    (lambda: Sequential([Conv2D(3, input_shape=(28, 28))]), "“conv2d”.*height, width, channels.*28, 28"),
    (lambda: Sequential([Input((4, 4, 1)), Conv2D(3, 5)]), "5 × 5 does not fit into rows of shape .4, 4, 1."),
    (lambda: Sequential([Input((4,)), Input((4,))]), "only once"),
    (lambda: Sequential([Dense(3), Input((4,))]), "comes first"),
    (lambda: Sequential([Embedding(5, 2), Flatten()]).predict([[5]]), "from 0 to 4, but x has 5"),
    (lambda: Sequential([Dropout(0.1, input_shape=(2, 3))]).predict(X.reshape(-1, 2, 3)), "one axis is needed"),
    (lambda: Dense(3, input_shape=(None, 2.5)), "shape of one row"),
    (lambda: classifier().save("model.h5"), ".safetensors"),
    (lambda: load_model("missing.safetensors"), "There is no file"),
    (lambda: setattr(Adam(), "learning_rate", 1.0), "a description, which does not change"),
]


@pytest.mark.parametrize(("attempt", "sentence"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_done_is_refused_in_a_sentence(attempt: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(EngineError, match=sentence) as found:
        attempt()
    assert SENTENCE.match(str(found.value))
    assert found.value.__cause__ is None
