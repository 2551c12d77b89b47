"""Projects whose scripts are compared with their runs: every value of every setting, in combinations drawn once and for all."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from engine.activations import Activation as ActivationFunction
from engine.data.generate import describe_generated
from engine.data.inspect import inspect_table
from engine.initializers import Initializer
from engine.layers import (
    ELU,
    Activation,
    ActivityRegularization,
    AlphaDropout,
    AveragePooling1D,
    AveragePooling2D,
    BatchNormalization,
    Conv1D,
    Conv2D,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    GaussianDropout,
    GaussianNoise,
    GlobalAveragePooling1D,
    GlobalAveragePooling2D,
    GlobalMaxPooling1D,
    GlobalMaxPooling2D,
    GroupNormalization,
    Layer,
    LayerNormalization,
    LeakyReLU,
    Masking,
    MaxPooling1D,
    MaxPooling2D,
    Normalization,
    Permute,
    PReLU,
    ReLU,
    Rescaling,
    Reshape,
    RMSNormalization,
    Softmax,
    SpatialDropout1D,
    SpatialDropout2D,
    UnitNormalization,
)
from engine.losses import Loss
from engine.metrics import Metric
from engine.optimizers import Optimizer
from engine.project.document import Data, GeneratedSource, Project, TableSource
from engine.project.edits import change_training, new_project, settle

CASES = 84
ROWS = 97
T = TypeVar("T")


@dataclass(frozen=True)
class Table:
    """How a table is written, and what has to be said to read it.

    Attributes:
        separator, decimal, encoding: of the file.
        said: fields of the TableSource that nobody can find out.
        preparation: how its columns are prepared.
    """

    separator: str = ","
    decimal: str = "."
    encoding: str = "utf-8"
    header: bool = True
    chinese: bool = False
    above: str = ""
    empty: str = ""
    ragged: bool = False
    holes_in_target: bool = False
    said: tuple[tuple[str, Any], ...] = ()
    preparation: tuple[tuple[str, Any], ...] = ()


TABLES = {
    "plain": Table(),
    "rows with holes left out": Table(preparation=(("missing_inputs", "leave_out"),)),
    "numbers as they are": Table(preparation=(("scale_numbers", False),)),
    "target as it is": Table(preparation=(("scale_target", False),)),
    "nothing scaled, holes left out": Table(
        preparation=(("scale_numbers", False), ("scale_target", False), ("missing_inputs", "leave_out"))
    ),
    "decimal comma": Table(separator=";", decimal=",", encoding="cp1252"),
    "decimal comma, holes left out": Table(separator=";", decimal=",", preparation=(("missing_inputs", "leave_out"),)),
    "gb18030": Table(encoding="gb18030", chinese=True),
    "utf-16 with tabs": Table(separator="\t", encoding="utf-16"),
    "byte order mark": Table(encoding="utf-8-sig"),
    "title rows": Table(above="Measured in spring\n\n", said=(("header_row", 3),)),
    "no header": Table(header=False, said=(("header_row", None),)),
    "ragged": Table(ragged=True, said=(("ragged_rows", "leave_out"),)),
    "ragged without header": Table(
        ragged=True, header=False, said=(("ragged_rows", "leave_out"), ("header_row", None))
    ),
    "question marks for holes": Table(empty="?", said=(("missing", ("?",)),)),
    "targets missing": Table(holes_in_target=True, empty="n/a"),
}
TARGETS = {"kind": 4, "sick": 5, "price": 6}  # place of the column


def write_table(path: Path, table: Table, *, seed: int = 0) -> None:
    """Draw 97 rows with two numbers, a choice, a yes/no, and three columns to predict, and write them."""
    draw = np.random.default_rng(seed)
    length, count = draw.normal(5.0, 2.0, ROWS), draw.integers(0, 500, ROWS)
    colours = (
        ("红", "绿", "蓝")
        if table.chinese
        else ("grün", "red", "blue")
        if table.encoding == "cp1252"
        else ("green", "red", "blue")
    )
    colour, old = draw.integers(0, 3, ROWS), draw.integers(0, 2, ROWS)
    signal = (length - 5) + 2.0 * (colour == 1) - old + 0.004 * count + draw.normal(0, 0.5, ROWS)
    kinds = np.digitize(signal, np.quantile(signal, [0.3, 0.7]))
    header = (
        ["长度", "数量", "颜色", "旧", "种类", "病", "价格"]
        if table.chinese
        else ["length", "count", "colour", "old", "kind", "sick", "price"]
    )
    rows = [header] if table.header else []
    for n in range(ROWS):
        rows.append(
            [
                f"{length[n]:.3f}".replace(".", table.decimal),
                str(count[n]),
                colours[colour[n]],
                ("no", "yes")[old[n]],
                ("low", "middle", "high")[kinds[n]],
                ("f", "t")[int(signal[n] > 1)],
                f"{100 + 30 * signal[n]:.2f}".replace(".", table.decimal),
            ]
        )
    body = rows[1:] if table.header else rows
    for n, column in zip(draw.permutation(ROWS)[:20], np.arange(20) % 4, strict=True):
        body[n][column] = table.empty
    if table.holes_in_target:
        for n in (3, 50, 96):
            body[n][4:] = [table.empty] * 3
    lines = [table.separator.join(row) for row in rows]
    if table.ragged:
        lines[10] += table.separator + "7"
        lines[40] = lines[40].rpartition(table.separator)[0]
        lines[41] = table.separator.join(["x"] * 12)
    path.write_bytes((table.above + "\n".join(lines) + "\n").encode(table.encoding))


def data_of(folder: Path, name: str, target: str, *, file: str = "table.csv") -> Data:
    """Write a table of this kind into a folder and describe it."""
    table = TABLES[name]
    write_table(folder / file, table)
    source = TableSource(path=file, **dict(table.said)) if table.said else None
    data = inspect_table(file, source, target=TARGETS[target] + 1, base=folder).data
    return data.changed(preparation=data.preparation.changed(**dict(table.preparation)))


HEADS: tuple[tuple[str, tuple[Layer, ...], Any], ...] = (
    ("kind", (Dense(3, "softmax"),), "categorical_crossentropy"),
    ("kind", (Dense(3, "softmax"),), "sparse_categorical_crossentropy"),
    ("kind", (Dense(3), Activation("softmax")), "categorical_crossentropy"),
    ("kind", (Dense(3, "sigmoid"),), "binary_crossentropy"),
    ("kind", (Dense(3, "softmax"),), "mean_squared_error"),
    ("kind", (Dense(3, "sigmoid"),), "mean_absolute_error"),
    ("kind", (Dense(3),), "huber"),
    ("sick", (Dense(1, "sigmoid"),), "binary_crossentropy"),
    ("sick", (Dense(1), Activation("sigmoid")), "binary_crossentropy"),
    ("sick", (Dense(2, "softmax"),), "categorical_crossentropy"),
    ("sick", (Dense(2, "sigmoid"),), "binary_crossentropy"),
    ("sick", (Dense(1, "sigmoid"),), "mean_squared_error"),
    ("sick", (Dense(1, "tanh"),), "mean_absolute_error"),
    ("price", (Dense(1),), "mean_squared_error"),
    ("price", (Dense(1),), "mean_absolute_error"),
    ("price", (Dense(1),), {"kind": "huber", "delta": 0.312345678}),
    ("price", (Dense(1, "softplus"),), "mean_squared_error"),
    # Losses that torch has no object for, and those with arguments.
    ("kind", (Dense(3, "softmax"),), {"kind": "categorical_crossentropy", "label_smoothing": 0.12345678}),
    ("kind", (Dense(3),), {"kind": "sparse_categorical_crossentropy", "from_logits": True}),
    ("kind", (Dense(3, "softmax"),), {"kind": "sparse_categorical_crossentropy", "ignore_class": 1}),
    ("kind", (Dense(3, "softmax"),), {"kind": "categorical_focal_crossentropy", "alpha": [0.2, 0.5, 1.0]}),
    ("kind", (Dense(3, "softmax"),), {"kind": "categorical_generalized_cross_entropy", "q": 0.7}),
    ("kind", (Dense(3, "softmax"),), "kl_divergence"),
    ("kind", (Dense(3, "softmax"),), "poisson"),
    ("kind", (Dense(3, "tanh"),), "cosine_similarity"),
    ("kind", (Dense(3, "linear"),), {"kind": "categorical_hinge", "reduction": "sum"}),
    ("kind", (Dense(3, "sigmoid"),), {"kind": "dice", "axis": -1}),
    ("sick", (Dense(1, "sigmoid"),), {"kind": "binary_crossentropy", "label_smoothing": 0.1}),
    ("sick", (Dense(1),), {"kind": "binary_crossentropy", "from_logits": True}),
    ("sick", (Dense(1, "sigmoid"),), {"kind": "binary_focal_crossentropy", "apply_class_balancing": True}),
    ("sick", (Dense(1, "tanh"),), "hinge"),
    ("sick", (Dense(1),), "squared_hinge"),
    ("sick", (Dense(1, "sigmoid"),), {"kind": "tversky", "alpha": 0.3, "beta": 0.7}),
    ("price", (Dense(1),), "log_cosh"),
    ("price", (Dense(1),), "mean_absolute_percentage_error"),
    ("price", (Dense(1, "softplus"),), "mean_squared_logarithmic_error"),
    ("price", (Dense(1, "softplus"),), {"kind": "poisson", "reduction": "mean"}),
)
MIDDLES: tuple[tuple[Layer, ...], ...] = (
    (),
    (),
    (Dropout(0.3),),
    (Dropout(0.3),),
    (Flatten(),),
    (BatchNormalization(),),
    (LayerNormalization(epsilon=0.0123456789),),
    (GaussianNoise(0.212345678),),
    (BatchNormalization(momentum=0.9), Activation("relu"), Dropout(0.1)),
    (Dense(9, "tanh"), Dropout(0.5), Dense(5, "gelu")),
)
OPTIMIZERS: tuple[Any, ...] = (
    *({"kind": kind} for kind in sorted(Optimizer.kinds) if Optimizer.kinds[kind].__module__.startswith("engine.")),
    {"kind": "sgd", "momentum": 0.9},
    {"kind": "sgd", "momentum": 0.8, "nesterov": True},
    {"kind": "rmsprop", "momentum": 0.5, "centered": True},
    {"kind": "adamw", "amsgrad": True},
)
ACTIVATIONS = tuple(
    kind for kind in sorted(ActivationFunction.kinds) if ActivationFunction.kinds[kind].__module__.startswith("engine.")
)
INITIALIZERS = tuple(
    kind for kind in sorted(Initializer.kinds) if Initializer.kinds[kind].__module__.startswith("engine.")
)
BIAS_INITIALIZERS = tuple(kind for kind in INITIALIZERS if not Initializer.kinds[kind].needs_matrix)  # type: ignore[attr-defined]
REGULARIZERS: tuple[Any, ...] = (
    None,
    None,
    None,
    None,
    None,
    "l1",
    {"kind": "l2", "l2": 0.00123456789},
    {"kind": "l1_l2", "l1": 0.001, "l2": 0.01},
)
STOPPINGS: tuple[Any, ...] = (
    None,
    None,
    None,
    {"patience": 2},
    {"patience": 1, "min_delta": 0.02},
    {"patience": 3, "monitor": "loss", "min_delta": 0.05, "restore_best_weights": False},
)
CLASS_WEIGHTS: tuple[Any, ...] = (None, None, "balanced", {"kind": "chosen", "weights": [2.0, 0.512345678]})
PLATEAUS: tuple[Any, ...] = (
    None,
    None,
    {"patience": 1, "factor": 0.512345678, "min_delta": 0.05},
    {"monitor": "loss", "patience": 0, "cooldown": 1, "min_lr": 0.0001, "min_delta": 0.3},
)
LIMITS: tuple[Any, ...] = (
    None,
    None,
    None,
    "max_norm",
    "non_neg",
    "unit_norm",
    {"kind": "min_max_norm", "min_value": 0.3, "rate": 0.7},
)
UPDATES: tuple[dict[str, Any], ...] = (
    {},
    {},
    {},
    {"clipnorm": 0.312345678},
    {"clipvalue": 0.05},
    {"global_clipnorm": 0.7},
    {"weight_decay": 0.0123456},
    {"use_ema": True, "ema_momentum": 0.9},
    {"use_ema": True, "ema_momentum": 0.5, "ema_overwrite_frequency": 3},
    {"gradient_accumulation_steps": 3, "weight_decay": 0.01},
    {"gradient_accumulation_steps": 2, "use_ema": True, "ema_momentum": 0.5, "ema_overwrite_frequency": 3},
)
SCHEDULES: tuple[Any, ...] = (
    None,
    None,
    None,
    {"kind": "exponential_decay", "initial_learning_rate": 0.05, "decay_steps": 7, "decay_rate": 0.9},
    {"kind": "cosine_decay", "initial_learning_rate": 0.0, "decay_steps": 30, "warmup_target": 0.05, "warmup_steps": 5},
    {"kind": "cosine_decay_restarts", "initial_learning_rate": 0.05, "first_decay_steps": 4},
    {"kind": "polynomial_decay", "initial_learning_rate": 0.05, "decay_steps": 6, "power": 2.0, "cycle": True},
    {"kind": "inverse_time_decay", "initial_learning_rate": 0.05, "decay_steps": 3, "decay_rate": 0.5, "staircase": True},
    {"kind": "piecewise_constant_decay", "boundaries": [3, 9], "values": [0.05, 0.01, 0.002]},
)
# "usual" are those that follow the target; numbers keep theirs.
METRICS: tuple[Any, ...] = (
    "usual",
    "usual",
    ("accuracy", "precision", "recall", {"kind": "f1_score", "average": "macro"}, "auc"),
    ("auc", {"kind": "auc", "curve": "PR", "name": "pr"}, "top_k_categorical_accuracy", "true_positives"),
    ("precision", {"kind": "fbeta_score", "beta": 2.0, "average": "weighted"}, "recall", "false_negatives"),
)
SPLITS: tuple[Any, ...] = (
    {},
    {},
    {},
    {"validation": 0.0},
    {"test": 0.0},
    {"validation": 0.3, "test": 0.1},
    {"validation": 0.0, "test": 0.0},
)

DIMENSIONS: dict[str, Sequence[Any]] = {
    "table": tuple(TABLES),
    "head": HEADS,
    "middle": MIDDLES,
    "optimizer": OPTIMIZERS,
    "activation": ACTIVATIONS,
    "kernel": INITIALIZERS,
    "bias": BIAS_INITIALIZERS,
    "use_bias": (True, True, True, False),
    "penalty": REGULARIZERS,
    "stopping": STOPPINGS,
    "class_weight": CLASS_WEIGHTS,
    "plateau": PLATEAUS,
    "limit": LIMITS,
    "update": UPDATES,
    "schedule": SCHEDULES,
    "metrics": METRICS,
    "split": SPLITS,
    "batch": (5, 7, 16, 23, 32, 200),
    "units": (1, 3, 8, 17),
    "shuffle": (True, True, False),
    "rate": (0.001, 0.031234567891, 0.2),
    "seed": (7, 0, 4294967295),
}


# Stacks on four columns that use every layer beside those above, in their own modules and in torch's.
STACKS: dict[str, tuple[Layer, ...]] = {
    "image": (
        Reshape((4, 4, 1)), Rescaling(2.0, 0.1), Conv2D(6, 3, padding="same", activation="relu"), BatchNormalization(),
        SpatialDropout2D(0.1), MaxPooling2D(2, 1, "same"), Conv2D(4, (2, 3), 2, "same", bias_initializer="random_normal"),
        PReLU(shared_axes=(1, 2)), AveragePooling2D(2, 1), GlobalMaxPooling2D(),
    ),
    "image without padding": (
        Reshape((4, 4, 1)), Permute((2, 1, 3)), Conv2D(4, 2, groups=1, kernel_constraint="max_norm"), LeakyReLU(),
        GroupNormalization(2), LayerNormalization((1, 3), scale=False), Dropout(0.2, (None, 1, None, None)),
        GlobalAveragePooling2D(keepdims=True), Flatten(),
    ),
    "sequence": (
        Reshape((8, 2)), Conv1D(6, 3, padding="causal", dilation_rate=2, activation="tanh"), SpatialDropout1D(0.2),
        MaxPooling1D(), Dense(4, "relu"), AveragePooling1D(2, 1, "same"), BatchNormalization(axis=1, center=False),
        GlobalAveragePooling1D(),
    ),
    "sequence to its maximum": (Reshape((4, 4)), Conv1D(5, 2, strides=2, padding="same"), ELU(0.7), GlobalMaxPooling1D()),
    "rows": (
        Normalization(mean=0.1, variance=2.0), GaussianDropout(0.2), Dense(8), PReLU(), RMSNormalization(),
        AlphaDropout(0.1), BatchNormalization(scale=False, moving_mean_initializer="ones"), ReLU(max_value=3.0),
        UnitNormalization(), LayerNormalization(center=False), Softmax(), AlphaDropout(0.1, (None, 1)), Normalization(),
    ),
    "sequence with steps that are not real": (
        Reshape((8, 2)), ReLU(), Masking(), Dense(4, "tanh"), BatchNormalization(center=False), GaussianNoise(0.1),
        BatchNormalization(axis=1, scale=False), GlobalAveragePooling1D(),
    ),
    "penalties on outputs": (
        Reshape((4, 4, 1)), Conv2D(3, 2, activation="relu", activity_regularizer="l1", kernel_regularizer="l2"),
        ActivityRegularization(l1=0.00123456789, l2=0.01), Reshape((9, 3)), Conv1D(2, 3, activity_regularizer="l2"), Flatten(),
        Dense(7, "tanh", activity_regularizer="orthogonal_regularizer", bias_regularizer="l1"), Dropout(0.2),
    ),
}


def drawn_settings() -> list[dict[str, Any]]:
    """Every value of every dimension as often as it fits, each dimension in an order of its own."""
    draw = random.Random(2026)
    columns = {}
    for name, values in DIMENSIONS.items():
        column: list[Any] = []
        while len(column) < CASES:
            column += draw.sample(list(values), len(values))
        columns[name] = column[:CASES]
    return [{name: column[n] for name, column in columns.items()} for n in range(CASES)]


def project_of(folder: Path, settings: dict[str, Any]) -> Project:
    """The project of one combination, its table beside it."""
    target, last, loss = settings["head"]
    data = data_of(folder, settings["table"], target)
    scale = data.preparation.scale_target and not Loss.coerce(loss).own_units
    data = data.changed(
        split=data.split.changed(**settings["split"]), preparation=data.preparation.changed(scale_target=scale)
    )
    first = Dense(
        settings["units"] * (2 if settings["activation"] == "glu" else 1),  # glu halves them
        settings["activation"],
        use_bias=settings["use_bias"],
        kernel_initializer=settings["kernel"],
        bias_initializer=settings["bias"],
        kernel_regularizer=settings["penalty"],
        kernel_constraint=settings["limit"],
    )
    # A schedule and a plateau exclude each other.
    schedule = settings["schedule"] if settings["plateau"] is None else None
    optimizer = {**settings["update"], **settings["optimizer"], "learning_rate": schedule or settings["rate"]}
    numbers = settings["metrics"] == "usual" or target == "price"
    chosen: dict[str, Any] = {} if numbers else {"metrics": tuple(map(Metric.coerce, settings["metrics"]))}
    project = new_project(data, name="Parity").changed(layers=(first, *settings["middle"], *last))
    return change_training(
        settle(project),
        optimizer=optimizer,
        class_weight=None if target == "price" else settings["class_weight"],
        reduce_lr=settings["plateau"],
        **chosen,
        loss=loss,
        batch_size=settings["batch"],
        epochs=12 if settings["stopping"] else 3,
        shuffle=settings["shuffle"],
        seed=settings["seed"],
        early_stopping=settings["stopping"],
    )


def words_project(folder: Path, *layers: Layer) -> Project:
    """Rows of eight word numbers, 0 for none, behind an Embedding and these layers."""
    draw = np.random.default_rng(5)
    words = draw.integers(1, 40, (ROWS, 8)) * (np.arange(8) < draw.integers(0, 9, (ROWS, 1)))
    kinds = np.where(words.sum(axis=1) > 100, "long", "short")
    lines = ["a,b,c,d,e,f,g,h,kind", *(f"{','.join(map(str, row))},{kind}" for row, kind in zip(words, kinds, strict=True))]
    folder.mkdir()
    (folder / "words.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    data = inspect_table("words.csv", None, target=9, base=folder).data
    data = data.changed(preparation=data.preparation.changed(scale_numbers=False))
    embedding = Embedding(40, 3, mask_zero=True, embeddings_regularizer="l2")
    return change_training(new_project(data, layers=(embedding, *layers)), epochs=3)


def generated(shape: str, *layers: Layer) -> Project:
    """A project on rows drawn by a formula."""
    data = describe_generated(GeneratedSource(shape=shape, rows=101, noise=0.2, seed=3))  # type: ignore[arg-type]
    return change_training(new_project(data, layers=layers or (Dense(6, "tanh"),)), epochs=3)


def sample(name: str, *layers: Layer, **training: Any) -> Project:
    """A project on a bundled table."""
    return change_training(
        new_project(inspect_table(f"sample:{name}.csv").data, layers=layers), **{"epochs": 3, **training}
    )
