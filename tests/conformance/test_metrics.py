"""Every metric against Keras's own, by itself and in training."""

from __future__ import annotations

import inspect
from typing import Any

import keras
import numpy as np
import pytest
import torch

from engine import metrics
from engine.call import execute
from engine.errors import EngineError
from engine.metrics import Metric
from engine.targets import Output

Array = np.ndarray[Any, Any]
ROWS = (32, 32, 13)  # batches, the last one odd


def batches(data: str, seed: int = 1) -> list[tuple[Array, Array]]:
    """Targets and predictions of a few batches."""
    draw = np.random.default_rng(seed)
    return [DATA[data](draw, rows) for rows in ROWS]


def _flat_targets(draw: Any, rows: int) -> tuple[Array, Array]:
    truth, predicted = _yes_or_no(draw, (rows, 1))
    return truth[:, 0], predicted


def _softmax(values: Array) -> Array:
    grown = np.exp(values)
    return (grown / grown.sum(axis=-1, keepdims=True)).astype(np.float32)


def _classes(draw: Any, rows: int) -> tuple[Array, Array]:
    """Class numbers, and shares of four classes that are right more often than not."""
    labels = draw.integers(0, 4, rows)
    return labels, _softmax(draw.normal(size=(rows, 4)) + 1.5 * np.eye(4)[labels])


def _yes_or_no(draw: Any, shape: tuple[int, ...]) -> tuple[Array, Array]:
    truth = draw.integers(0, 2, shape).astype(np.float32)
    return truth, np.clip(0.35 * truth + 0.65 * draw.random(shape), 0, 1).astype(np.float32)


def _ties(draw: Any, rows: int) -> tuple[Array, Array]:
    """Predictions that lie on thresholds: tenths, 0 and 1."""
    truth = draw.integers(0, 2, (rows, 1)).astype(np.float32)
    return truth, (draw.integers(0, 11, (rows, 1)) / 10).astype(np.float32)


def _numbers(draw: Any, shape: tuple[int, ...]) -> tuple[Array, Array]:
    truth = draw.normal(2.0, 1.5, shape).astype(np.float32)
    return truth, (truth + draw.normal(0.2, 0.8, shape)).astype(np.float32)


def _one_hot(draw: Any, rows: int) -> tuple[Array, Array]:
    labels, shares = _classes(draw, rows)
    return np.eye(4, dtype=np.float32)[labels], shares


def _soft(draw: Any, rows: int) -> tuple[Array, Array]:
    return _softmax(draw.normal(size=(rows, 4))), _softmax(draw.normal(size=(rows, 4)))


def _saturated(draw: Any, rows: int) -> tuple[Array, Array]:
    """Shares of exactly 0 and 1, right and wrong."""
    return np.eye(4, dtype=np.float32)[draw.integers(0, 4, rows)], np.eye(4, dtype=np.float32)[draw.integers(0, 4, rows)]


def _with_logits(make: Any) -> Any:
    def made(draw: Any, rows: int) -> tuple[Array, Array]:
        truth, shares = make(draw, rows)
        return truth, (4 * np.log(shares + 1e-3)).astype(np.float32)

    return made


def _column(make: Any) -> Any:
    def made(draw: Any, rows: int) -> tuple[Array, Array]:
        truth, predicted = make(draw, rows)
        return truth[:, None], predicted

    return made


DATA: dict[str, Any] = {
    "index": _classes,
    "index column": _column(_classes),
    "one-hot": _one_hot,
    "soft": _soft,
    "saturated": _saturated,
    "binary": lambda draw, rows: _yes_or_no(draw, (rows, 1)),
    "binary flat": lambda draw, rows: _yes_or_no(draw, (rows,)),
    "binary mixed": _flat_targets,
    "ties": _ties,
    "many": lambda draw, rows: _yes_or_no(draw, (rows, 3)),
    "deep": lambda draw, rows: _yes_or_no(draw, (rows, 2, 3)),
    "numbers": lambda draw, rows: _numbers(draw, (rows, 1)),
    "numbers flat": lambda draw, rows: _numbers(draw, (rows,)),
    "numbers three": lambda draw, rows: _numbers(draw, (rows, 3)),
    "numbers deep": lambda draw, rows: _numbers(draw, (rows, 2, 3)),
    "positive": lambda draw, rows: (
        draw.poisson(2.0, (rows, 2)).astype(np.float32), draw.gamma(2.0, 1.0, (rows, 2)).astype(np.float32)
    ),
    "signs": lambda draw, rows: (
        np.sign(draw.normal(size=(rows, 3))).astype(np.float32), np.tanh(draw.normal(size=(rows, 3))).astype(np.float32)
    ),
    "whole": lambda draw, rows: (
        draw.integers(0, 3, (rows, 2)).astype(np.float32), draw.integers(0, 3, (rows, 2)).astype(np.float32)
    ),
    "class numbers": lambda draw, rows: (draw.integers(0, 3, rows), draw.integers(0, 3, rows)),
    "index logits": _with_logits(_classes),
    "one-hot logits": _with_logits(_one_hot),
    "many logits": _with_logits(lambda draw, rows: _yes_or_no(draw, (rows, 3))),
    "listed": lambda draw, rows: (
        draw.integers(0, 6, rows), np.argsort(draw.random((rows, 6)), axis=1)[:, :4].astype(np.float32)
    ),
}

EVEN = [0.0, 0.25, 0.5, 0.75, 1.0]
UNEVEN = [0.7, 0.1, 0.4]
_AT = [
    {}, {"num_thresholds": 1}, {"num_thresholds": 2}, {"num_thresholds": 33}, {"class_id": 2},
]


def _confusions() -> list[tuple[str, dict[str, Any], str]]:
    found: list[tuple[str, dict[str, Any], str]] = []
    for name in ("TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives", "Precision", "Recall"):
        for options in ({}, {"thresholds": 0.3}, {"thresholds": EVEN}, {"thresholds": UNEVEN}):
            found += [(name, options, data) for data in ("binary", "binary flat", "one-hot", "many", "ties", "deep")]
        found.append((name, {}, "binary mixed"))
    for name in ("Precision", "Recall"):
        for options in ({"top_k": 2}, {"class_id": 1}, {"top_k": 2, "class_id": 3}, {"top_k": 1, "thresholds": 0.4},
                        {"top_k": 2, "thresholds": EVEN}, {"class_id": 0, "thresholds": UNEVEN}):
            found.append((name, options, "one-hot"))
    for name, rate in (("SensitivityAtSpecificity", "specificity"), ("SpecificityAtSensitivity", "sensitivity"),
                       ("PrecisionAtRecall", "recall"), ("RecallAtPrecision", "precision")):
        for options in _AT:
            for value in (0.4, 0.8):
                found.append((name, {rate: value, **options}, "one-hot"))
        found += [(name, {rate: 0.6}, data) for data in ("binary", "binary flat", "ties", "many", "saturated")]
    for curve in ("ROC", "PR", "PRGAIN"):
        for method in ("interpolation", "minoring", "majoring"):
            found += [("AUC", {"curve": curve, "summation_method": method}, data)
                      for data in ("binary", "one-hot", "ties")]
            found += [("AUC", {"curve": curve, "summation_method": method, "multi_label": True, **options}, "many")
                      for options in ({}, {"label_weights": [0.5, 2.0, 1.0]}, {"num_labels": 3})]
    for options in ({"num_thresholds": 2}, {"num_thresholds": 3}, {"num_thresholds": 1001}, {"thresholds": UNEVEN},
                    {"thresholds": EVEN[1:-1]}, {"thresholds": [0.5]}):
        found += [("AUC", options, data) for data in ("binary flat", "ties", "saturated", "deep")]
    found += [("AUC", {"from_logits": True}, "many logits"), ("AUC", {"label_weights": [0.5, 2.0, 1.0]}, "many"),
              ("AUC", {"from_logits": True, "multi_label": True, "curve": "PR"}, "many logits"),
              ("AUC", {"thresholds": UNEVEN, "multi_label": True}, "many"),
              ("AUC", {"thresholds": UNEVEN, "label_weights": [0.5, 2.0, 1.0]}, "many")]
    return found


def _accuracies() -> list[tuple[str, dict[str, Any], str]]:
    found: list[tuple[str, dict[str, Any], str]] = [("Accuracy", {}, data) for data in ("whole", "class numbers")]
    for options in ({}, {"threshold": 0.3}):
        found += [("BinaryAccuracy", options, d) for d in ("binary", "binary flat", "binary mixed", "many", "ties", "deep")]
    found += [("CategoricalAccuracy", {}, data) for data in ("one-hot", "soft", "one-hot logits")]
    found += [("SparseCategoricalAccuracy", {}, data) for data in ("index", "index column", "index logits")]
    for options in ({"k": 1}, {"k": 2}, {"k": 4}):
        found += [("TopKCategoricalAccuracy", options, data) for data in ("one-hot", "soft", "saturated")]
        found += [("SparseTopKCategoricalAccuracy", options, "index")]
        found += [("SparseTopKCategoricalAccuracy", {**options, "from_sorted_ids": True}, "listed")]
    return found


def _scores() -> list[tuple[str, dict[str, Any], str]]:
    found: list[tuple[str, dict[str, Any], str]] = []
    for average in (None, "micro", "macro", "weighted"):
        for threshold in (None, 0.4):
            options = {"average": average, "threshold": threshold}
            found += [("F1Score", options, data) for data in ("one-hot", "many")]
            found += [("FBetaScore", {**options, "beta": beta}, "one-hot") for beta in (0.5, 2.0)]
    for options in ({}, {"target_class_ids": [1]}, {"threshold": 0.7}):
        found += [("BinaryIoU", options, data) for data in ("binary", "binary flat", "many", "ties")]
    for ignored in ({}, {"ignore_class": 1}):
        found += [("IoU", {"num_classes": 3, "target_class_ids": [0, 2], **ignored}, "class numbers"),
                  ("IoU", {"num_classes": 4, "target_class_ids": [0], "sparse_y_pred": False, **ignored}, "index"),
                  ("IoU", {"num_classes": 2, "target_class_ids": [0, 1], **ignored}, "class numbers"),
                  ("MeanIoU", {"num_classes": 3, **ignored}, "class numbers"),
                  ("MeanIoU", {"num_classes": 6, **ignored}, "class numbers"),
                  ("MeanIoU", {"num_classes": 4, "sparse_y_true": False, "sparse_y_pred": False, **ignored}, "one-hot"),
                  ("OneHotIoU", {"num_classes": 4, "target_class_ids": [1, 3], **ignored}, "one-hot"),
                  ("OneHotMeanIoU", {"num_classes": 4, **ignored}, "one-hot")]
    return found


def _errors() -> list[tuple[str, dict[str, Any], str]]:
    found: list[tuple[str, dict[str, Any], str]] = []
    for name in ("MeanSquaredError", "RootMeanSquaredError", "MeanAbsoluteError", "MeanAbsolutePercentageError",
                 "MeanSquaredLogarithmicError", "LogCoshError"):
        found += [(name, {}, d) for d in ("numbers", "numbers flat", "numbers three", "numbers deep", "one-hot")]
    for name in ("CosineSimilarity", "PearsonCorrelation", "ConcordanceCorrelation"):
        found += [(name, {}, data) for data in ("numbers three", "numbers deep", "one-hot")]
        found += [(name, {"axis": 1}, "numbers three")]
    found += [("CosineSimilarity", {"axis": 1}, "numbers deep"), ("CosineSimilarity", {}, "saturated")]
    for aggregation in (None, "uniform_average", "variance_weighted_average"):
        for regressors in (0, 3):
            options = {"class_aggregation": aggregation, "num_regressors": regressors}
            found += [("R2Score", options, data) for data in ("numbers", "numbers three")]
    found += [("R2Score", {"num_regressors": 500}, "numbers three"), ("Poisson", {}, "positive"),
              ("Poisson", {}, "one-hot")]
    found += [("KLDivergence", {}, data) for data in ("one-hot", "soft", "saturated")]
    for smoothing in (0.0, 0.2):
        options = {"label_smoothing": smoothing}
        found += [("BinaryCrossentropy", options, data) for data in ("binary", "many", "soft", "saturated", "deep")]
        found += [("BinaryCrossentropy", {**options, "from_logits": True}, "many logits")]
        found += [("CategoricalCrossentropy", options, data) for data in ("one-hot", "soft", "saturated", "many")]
        found += [("CategoricalCrossentropy", {**options, "from_logits": True}, "one-hot logits")]
    for options in ({}, {"ignore_class": 1}, {"from_logits": True}):
        data = "index logits" if "from_logits" in options else "index"
        found += [("SparseCategoricalCrossentropy", options, data)]
    found += [("SparseCategoricalCrossentropy", {}, "index column")]
    for name in ("Hinge", "SquaredHinge"):
        found += [(name, {}, data) for data in ("signs", "binary", "many", "one-hot")]
    found += [("CategoricalHinge", {}, data) for data in ("one-hot", "one-hot logits", "soft")]
    return found


CASES = [*_accuracies(), *_confusions(), *_scores(), *_errors()]
# Its weights are whole numbers unless it is told so; ours stay what they are.
IOU = {"IoU", "BinaryIoU", "MeanIoU", "OneHotIoU", "OneHotMeanIoU"}


def case_name(value: Any) -> str:
    if isinstance(value, dict):
        return ",".join(f"{key}={value[key]}" for key in value) or "default"
    return str(value)


every_case = pytest.mark.parametrize(("name", "options", "data"), CASES, ids=case_name)


def kerass(name: str, options: dict[str, Any]) -> Any:
    more = {"dtype": "float32"} if name in IOU else {}
    return getattr(keras.metrics, name)(**options, **more)


def ours(name: str, options: dict[str, Any]) -> Any:
    return getattr(metrics, name)(**options)


def plain(value: Any) -> Any:
    return value.detach().cpu().numpy() if isinstance(value, torch.Tensor) else value


def weights_for(name: str, data: str, truth: Array) -> Array | None:
    """Weights that Keras takes for these targets."""
    shape = truth.shape[:2] if data == "deep" else truth.shape[:1]
    if name == "BinaryIoU":  # which lays everything in one row
        shape = truth.shape
    if data == "numbers flat" and name != "RootMeanSquaredError":
        return None  # Keras fails: it has made one number of the rows before it weights them
    return np.random.default_rng(9).random(shape).astype(np.float32)


def close(found: Any, expected: Any, name: str = "") -> None:
    """Equal to 1e-5; what is nearly 0, to a millionth of the largest."""
    expected = plain(expected)
    assert np.shape(found) == np.shape(expected)
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6 * max(1, np.abs(expected).max()), err_msg=name)


@every_case
@pytest.mark.filterwarnings("ignore:You are passing weight as")
@pytest.mark.filterwarnings("ignore:More independent predictors")
def test_a_metric_by_itself_gives_kerass_number(name: str, options: dict[str, Any], data: str) -> None:
    theirs, mine = kerass(name, options), ours(name, options)
    for number, (truth, predicted) in enumerate(batches(data)):
        weights = weights_for(name, data, truth) if number == len(ROWS) - 1 else None
        theirs.update_state(truth, predicted, sample_weight=weights)
        mine.update_state(truth, predicted, sample_weight=weights)
        if number:  # two batches without weights, one with them
            found = mine.result()
            close(found, theirs.result())
            assert isinstance(found, float) or found.dtype == np.float64
    mine.reset_state()
    mine.update_state(truth, predicted, weights)
    theirs.reset_state()
    theirs.update_state(truth, predicted, weights)
    close(mine.result(), theirs.result())


def test_weights_of_entries_and_columns_are_taken_as_in_keras() -> None:
    truth, predicted = batches("many")[0]
    draw = np.random.default_rng(3)
    for weights in (draw.random((len(truth), 3)), draw.random((len(truth), 1)), draw.random(len(truth)), 0.5):
        given = np.float32(weights)
        for name in ("Precision", "Recall", "FalsePositives", "AUC"):
            close(ours(name, {})(truth, predicted, given), kerass(name, {})(truth, predicted, given), name)
    for name in ("BinaryAccuracy", "RootMeanSquaredError", "BinaryCrossentropy", "MeanAbsoluteError"):
        for weights in (draw.random((len(truth), 1)), draw.random(len(truth)), 0.5):
            given = np.float32(weights)
            if np.ndim(given) == 0 and name in ("MeanAbsoluteError", "BinaryCrossentropy"):
                given = np.full(len(truth), given)
            close(ours(name, {})(truth, predicted, given), kerass(name, {})(truth, predicted, given), name)


def test_means_and_sums_of_values_are_kerass() -> None:
    draw = np.random.default_rng(5)
    for name in ("Mean", "Sum"):
        for shape, weighted in (
            ((6,), (None, (6,), ())), ((6, 3), (None, (6,), (6, 1), (6, 3))), ((6, 3, 2), (None, (6,), (6, 3)))
        ):
            theirs, mine = getattr(keras.metrics, name)(), getattr(metrics, name)()
            assert mine.name == theirs.name
            assert mine.result() == float(theirs.result()) == 0
            for each in weighted:
                values = draw.normal(2.0, 1.0, shape).astype(np.float32)
                weights = None if each is None else np.float32(draw.random(each))
                close(mine(values, sample_weight=weights), theirs(values, sample_weight=weights))
            mine.reset_state()
            theirs.reset_state()
            close(mine(3.0), theirs(3.0))
    truth, predicted = batches("numbers three")[0]
    theirs = keras.metrics.MeanMetricWrapper(fn=keras.metrics.mean_squared_error, name="x")
    mine = metrics.MeanMetricWrapper(metrics.mean_squared_error, "x")
    weights = np.float32(draw.random(len(truth)))
    close(mine(truth, predicted), theirs(truth, predicted))
    close(mine(truth, predicted, sample_weight=weights), theirs(truth, predicted, sample_weight=weights))
    assert mine.name == theirs.name


FUNCTIONS = [
    ("binary_accuracy", "many", {"threshold": 0.3}), ("categorical_accuracy", "one-hot", {}),
    ("sparse_categorical_accuracy", "index", {}), ("top_k_categorical_accuracy", "one-hot", {"k": 2}),
    ("sparse_top_k_categorical_accuracy", "index", {"k": 2}), ("binary_crossentropy", "many", {"label_smoothing": 0.1}),
    ("categorical_crossentropy", "one-hot logits", {"from_logits": True}), ("sparse_categorical_crossentropy", "index", {}),
    ("kl_divergence", "soft", {}), ("poisson", "positive", {}), ("hinge", "signs", {}), ("squared_hinge", "many", {}),
    ("categorical_hinge", "one-hot", {}), ("mean_squared_error", "numbers three", {}),
    ("mean_absolute_error", "numbers deep", {}), ("mean_absolute_percentage_error", "numbers three", {}),
    ("mean_squared_logarithmic_error", "numbers three", {}), ("log_cosh", "numbers three", {}),
    ("pearson_correlation", "numbers three", {"axis": -1}), ("concordance_correlation", "numbers three", {"axis": 0}),
]


@pytest.mark.parametrize(("name", "data", "options"), FUNCTIONS, ids=case_name)
def test_a_function_gives_the_values_of_the_rows(name: str, data: str, options: dict[str, Any]) -> None:
    truth, predicted = batches(data)[0]
    expected = getattr(keras.metrics, name)(truth, predicted, **options)
    found = getattr(metrics, name)(truth, predicted, **options)
    close(found, expected)
    assert found.dtype == np.float32
    tensors = [torch.tensor(each) for each in (truth, predicted)]
    assert isinstance(getattr(metrics, name)(*tensors, **options), torch.Tensor)


# --- in training

OUTPUTS = [
    Output("classification", 4, "index", logits=True, final="softmax"),
    Output("classification", 4, "index"),
    Output("classification", 4, "one_hot", logits=True, final="softmax"),
    Output("classification", 4, "one_hot", logits=True, final="sigmoid"),
    Output("classification", 4, "one_hot"),
    Output("classification", 1, "binary", logits=True, final="sigmoid"),
    Output("classification", 1, "binary"),
    Output("regression", 1, "value", scaled=True),
    Output("regression", 1, "value"),
    Output("regression", 3, "value"),
]
SCALE, MEAN = 2.5, 7.0


def seen(output: Output) -> tuple[torch.Tensor, torch.Tensor]:
    """Outputs and targets of an epoch as the trainer has them."""
    draw = torch.Generator().manual_seed(4)
    outputs = torch.randn(200, output.units, generator=draw)
    if output.task == "regression":
        targets = outputs + 0.5 * torch.randn(200, output.units, generator=draw)
        return (outputs, targets) if output.scaled else (outputs.abs() + 0.1, targets.abs() + 0.1)
    labels = torch.randint(0, max(output.units, 2), (200,), generator=draw)
    if output.units == 1:
        targets = labels[:, None].float()
        outputs = outputs + 2 * targets - 1
    else:
        targets = labels if output.encoding == "index" else torch.eye(4)[labels]
        outputs = outputs + 2 * torch.eye(4)[labels]
    if not output.logits:
        outputs = outputs.sigmoid() if output.units == 1 else outputs.softmax(dim=-1)
    return outputs, targets


def read(output: Output, outputs: torch.Tensor, targets: torch.Tensor, alone: str) -> tuple[torch.Tensor, torch.Tensor]:
    """The same as a user of Keras sees it: the model's answers, and targets as the metric wants them."""
    if output.logits:
        outputs = outputs.softmax(dim=-1) if output.final == "softmax" else outputs.sigmoid()
    if output.scaled:
        return outputs.double() * SCALE + MEAN, targets.double() * SCALE + MEAN
    if output.encoding == "index" and alone != "index":
        targets = torch.eye(output.units)[targets]
    if output.encoding == "one_hot" and alone == "index":
        targets = targets.argmax(dim=-1)
    return outputs, targets


def by_itself(metric: Metric, output: Output) -> Metric | None:
    """The metric that gives by itself what this one gives in training; None where there is nothing to compare."""
    match metric.kind:
        case "accuracy" | "categorical_accuracy" | "sparse_categorical_accuracy" if output.units == 1:
            return metrics.BinaryAccuracy()
        case "accuracy":
            return metrics.CategoricalAccuracy()
        case "f1_score" | "fbeta_score" if output.units == 1:
            return metric.changed(threshold=0.5)
        case "pearson_correlation" | "concordance_correlation" if output.units == 1:
            return metric.changed(axis=0)
        case "iou" | "mean_iou":
            if output.units == 1:
                return metrics.BinaryIoU((0,) if metric.kind == "iou" else (0, 1))
            return metric.changed(num_classes=4, sparse_y_pred=False, sparse_y_true=False)
        case "one_hot_iou" | "one_hot_mean_iou":
            if output.units == 1:
                return metrics.BinaryIoU((0,) if metric.kind == "one_hot_iou" else (0, 1))
            return metric.changed(num_classes=4)
        case "categorical_crossentropy" | "sparse_categorical_crossentropy" if output.units == 1:
            return metrics.BinaryCrossentropy()
        case "sparse_top_k_categorical_accuracy" if output.units == 1:
            return None  # class numbers of one unit there are none
    return metric


@pytest.mark.parametrize("kind", [*Metric.kinds])
def test_in_training_a_metric_gives_what_it_gives_by_itself(kind: str) -> None:
    part = Metric.find(kind)
    variants = [part()]
    if "thresholds" in part.model_fields and kind != "auc":
        variants += [part(thresholds=0.3), part(thresholds=[0.8, 0.2, 0.5])]
    if "top_k" in part.model_fields:
        variants += [part(top_k=2), part(class_id=0)]
    if "average" in part.model_fields:
        variants += [part(average=average) for average in ("micro", "macro", "weighted")]
    if kind == "auc":
        variants += [part(curve="PR"), part(multi_label=True, curve="PRGAIN"), part(thresholds=(0.2, 0.7))]
    if kind == "r2":
        variants += [part(class_aggregation=None), part(num_regressors=3)]
    compared = 0
    for metric in variants:
        for output in OUTPUTS:
            alone = by_itself(metric, output)
            # Numbers compared as classes, and the reverse, are the library's business: Keras compares anything.
            if alone is None or (output.task == "regression" and "regression" not in part.tasks):
                continue
            outputs, targets = seen(output)
            with torch.no_grad():
                found = execute(
                    metric.call(output), outputs=outputs, targets=targets, target_scale=SCALE, target_mean=MEAN
                )
            answers, truth = read(output, outputs, targets, alone.alone)
            expected = alone(truth, answers)
            assert isinstance(found, float)
            assert found == pytest.approx(float(expected.double().mean()), rel=1e-5, abs=1e-6), output
            compared += 1
            alone.reset_state()
    assert compared


def test_accuracy_in_training_is_the_one_that_suits_the_output() -> None:
    for output in OUTPUTS[:7]:
        outputs, targets = seen(output)
        found = execute(metrics.Accuracy().call(output), outputs=outputs, targets=targets)
        predicted = (outputs > (0 if output.logits else 0.5)).float() if output.units == 1 else outputs.argmax(dim=-1)
        truth = targets.argmax(dim=-1) if output.encoding == "one_hot" else targets
        assert found == (predicted == truth).double().mean().item()


# --- names and signatures

WITHOUT = {
    "binary_focal_crossentropy": "a loss: losses.BinaryFocalCrossentropy",
    "categorical_focal_crossentropy": "a loss: losses.CategoricalFocalCrossentropy",
    "huber": "a loss: losses.Huber",
}
# Keras demands them; a form begins with something.
DEMANDED = {"num_classes", "target_class_ids", "specificity", "sensitivity", "recall", "precision"}
LIVE_ONLY = {"Mean", "Sum", "MeanMetricWrapper"}


def test_everything_of_kerass_metrics_is_here() -> None:
    theirs = {name for name in dir(keras.metrics) if not name.startswith("_")}
    assert theirs - set(WITHOUT) <= set(metrics.__all__), sorted(theirs - set(WITHOUT) - set(metrics.__all__))
    assert set(WITHOUT) <= theirs
    assert not set(WITHOUT) & set(metrics.__all__)


CLASSES = sorted(
    name for name in dir(keras.metrics)
    if isinstance(getattr(keras.metrics, name), type) and name not in {"Metric", *LIVE_ONLY}
)


@pytest.mark.parametrize("name", CLASSES)
def test_arguments_come_in_kerass_order_with_kerass_defaults(name: str) -> None:
    part = getattr(metrics, name)
    wanted = list(inspect.signature(getattr(keras.metrics, name).__init__).parameters.values())[1:]
    order = part.keras_order or (*part.positional_fields(), "name", "dtype")
    assert order == tuple(each.name for each in wanted)
    for each in wanted:
        if each.name in DEMANDED:
            assert each.default is inspect.Parameter.empty or name == "BinaryIoU"
        elif each.name not in ("name", "dtype"):
            assert part.model_fields[each.name].default == each.default
    values = [getattr(part(), each.name, None) for each in wanted]
    assert part(*values) == part() == part(*values[:-1], **{wanted[-1].name: values[-1]})
    with pytest.raises(EngineError, match="twice"):
        part(*values, **{wanted[0].name: values[0]})
    needed = {each.name: value for each, value in zip(wanted, values, strict=True) if each.name in DEMANDED}
    if needed.get("num_classes", 2) is None:
        needed["num_classes"] = 2
    called = getattr(keras.metrics, name)(**needed).name
    number = called.rpartition("_")[2]
    plainly = called.removesuffix(f"_{number}") if number.isdigit() else called  # the second one of a name is counted
    assert (part.keras_name or part().kind) == plainly


def test_every_name_that_keras_knows_is_known() -> None:
    from keras.src.metrics import ALL_OBJECTS_DICT

    for name, theirs in ALL_OBJECTS_DICT.items():
        if theirs.__name__ in {"Metric", "MeanMetricWrapper"}:
            continue
        assert type(metrics.get(name)).__name__ == theirs.__name__
    assert metrics.get(None) is None
    assert metrics.get("acc") == metrics.Accuracy() == metrics.get(metrics.Accuracy)
    assert metrics.get(metrics.AUC(50)) == metrics.AUC(50)
    assert metrics.get({"class_name": "AUC", "config": {"num_thresholds": 50}}) == metrics.AUC(50)
    assert metrics.deserialize(metrics.serialize(metrics.AUC(50, "PR"))) == metrics.AUC(50, "pr")
    with pytest.raises(EngineError, match="Did you mean “precision”"):
        metrics.get("presicion")


# --- what is not Keras's


def test_torch_comes_back_where_torch_was_given() -> None:
    truth, predicted = batches("many")[0]
    metric = metrics.Precision(thresholds=[0.2, 0.7])
    assert isinstance(metric(truth, predicted), np.ndarray)
    assert isinstance(metric(torch.tensor(truth), torch.tensor(predicted)), torch.Tensor)
    assert metrics.MeanSquaredError()([[1.0], [2.0]], [[1.0], [4.0]]) == 2.0
    double = metrics.MeanSquaredError()(torch.ones(2, 1).double(), torch.zeros(2, 1).double())
    assert double.dtype == torch.float64
    assert not metrics.AUC()(torch.ones(2), torch.rand(2, requires_grad=True)).requires_grad


def test_two_equal_metrics_count_by_themselves() -> None:
    first, second = metrics.TruePositives(), metrics.TruePositives()
    assert first == second
    assert first([1, 1], [0.9, 0.9]) == 2.0
    assert second([1, 0], [0.9, 0.9]) == 1.0
    assert first.result() == 2.0
    first.reset_state()
    assert first.result() == 0.0
    assert second.result() == 1.0


def test_before_the_first_row_a_metric_is_0_as_in_keras() -> None:
    for name in CLASSES:
        if name in ("F1Score", "FBetaScore", "R2Score") or "IoU" in name:
            continue  # Keras fails
        assert ours(name, {}).result() == 0


BAD = [
    (lambda: metrics.AUC()([0, 1], [[0.1], [0.2], [0.3]]), r"AUC: y_true has shape \(2, 1\)"),
    (lambda: metrics.MeanSquaredError()(np.ones((3, 2)), np.ones((3, 3))), "y_true has shape"),
    (lambda: metrics.SparseCategoricalAccuracy()([0, 5], np.ones((2, 3))), "the class 5, but y_pred has 3"),
    (lambda: metrics.SparseCategoricalCrossentropy()([0, -1], np.ones((2, 3))), "the class -1"),
    (lambda: metrics.MeanIoU()([0, 1], [0, 1]), "needs num_classes"),
    (lambda: metrics.IoU(2, [2]), "Class 2 is none of the 2"),
    (lambda: metrics.Precision(thresholds=1.5), "thresholds"),
    (lambda: metrics.Precision(class_id=7)([[1.0, 0.0]], [[0.2, 0.8]]), "class_id is 7"),
    (lambda: metrics.AUC(num_thresholds=1), "num_thresholds"),
    (lambda: metrics.AUC(curve="ROK"), "curve"),
    (lambda: metrics.AUC(num_labels=3), "multi_label"),
    (lambda: metrics.AUC(label_weights=[1.0])([[1.0, 0.0]], [[0.2, 0.8]]), "label_weights"),
    (lambda: metrics.FBetaScore(beta=0.0), "beta"),
    (lambda: metrics.F1Score("median"), "average"),
    (lambda: metrics.F1Score()(np.ones((2, 2, 2)), np.ones((2, 2, 2))), "rows of numbers"),
    (lambda: metrics.BinaryAccuracy(threshold="high"), "threshold"),
    (lambda: metrics.MeanAbsoluteError()(np.ones((3, 1)), np.ones((3, 1)), np.ones(2)), "sample_weight has shape"),
    (lambda: metrics.AUC()(np.ones((3, 1)), np.ones((3, 1)), np.ones(2)), "sample_weight has shape"),
    (lambda: metrics.F1Score()(np.ones((3, 2)), np.ones((3, 2)), np.ones(2)), "sample_weight has shape"),
    (lambda: metrics.Mean()(["a", "b"]), "values"),
    (lambda: metrics.CategoricalCrossentropy(axis=3)(np.ones((3, 2)), np.ones((3, 2))), "axis=3"),
    (lambda: metrics.CosineSimilarity(axis=0).sums(OUTPUTS[-1]), "axis=0"),
    (lambda: metrics.MeanSquaredError()(1.0, 2.0), "no rows"),
]


@pytest.mark.parametrize(("action", "sentence"), BAD, ids=[sentence for _, sentence in BAD])
def test_what_does_not_fit_is_refused_in_one_sentence(action: Any, sentence: str) -> None:
    with pytest.raises(EngineError, match=sentence) as caught:
        action()
    assert "\n" not in str(caught.value)


def test_rows_of_another_length_than_before_are_refused() -> None:
    metric = metrics.F1Score()
    metric.update_state(np.eye(3), np.eye(3))
    with pytest.raises(EngineError, match="reset_state"):
        metric.update_state(np.eye(4), np.eye(4))
    assert metric.result().tolist() == [1.0, 1.0, 1.0]


def test_not_a_number_breaks_nothing() -> None:
    for name in CLASSES:
        metric = ours(name, {"num_classes": 3} if "IoU" in name and name != "BinaryIoU" else {})
        predicted = torch.full((4, 3), torch.nan)
        truth = torch.tensor([0, 1, 2, 0]) if metric.alone == "index" else torch.eye(3)[[0, 1, 2, 0]]
        if "IoU" in name and getattr(metric, "sparse_y_pred", False):
            predicted = torch.zeros(4)
            truth = torch.tensor([0, 1, 2, 0])
        metric.update_state(truth, predicted)
        float(metric.result().mean())


def test_weights_of_an_overlap_stay_what_they_are() -> None:
    # Keras cuts them to whole numbers unless told otherwise: 0.9 becomes 0.
    truth, predicted, weights = [0, 0, 1, 1], [0, 1, 0, 1], [0.9, 0.3, 0.3, 0.1]
    found = metrics.MeanIoU(2)(truth, predicted, weights)
    close(found, keras.metrics.MeanIoU(2, dtype="float32")(truth, predicted, weights))
    assert found == pytest.approx((0.9 / 1.5 + 0.1 / 0.7) / 2)


def test_several_of_a_kind_have_names_of_their_own() -> None:
    chosen = [metrics.Precision(class_id=0), metrics.AUC(), metrics.Precision(class_id=1), metrics.Precision(name="mine")]
    assert [name for name, _ in metrics.named(chosen)] == ["precision", "auc", "precision_1", "mine"]
