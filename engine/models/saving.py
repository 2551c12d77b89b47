"""Models in files: layers, weights and what compile chose; numbers and names only, looked up in our own tables."""

from __future__ import annotations

import json
from os import PathLike
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from engine.errors import EngineError, FileError
from engine.layers import Layer
from engine.losses import Loss
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics import Metric
from engine.models.sequential import Sequential
from engine.optimizers import Optimizer

VERSION = 1
SUFFIX = ".safetensors"


def save_model(model: Sequential, path: str | PathLike[str], *, overwrite: bool = True) -> None:
    """Write a model; see `Sequential.save`."""
    from engine.training.model_file import write_model

    path = Path(path)
    if path.suffix != SUFFIX:
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "Models are saved as .safetensors files, which can run nothing; got “{file}”."),
            file=str(path),
        )
    if path.exists() and not overwrite:
        raise FileError(QT_TRANSLATE_NOOP("engine", "“{file}” is there already."), file=str(path))
    write_model(path, model._built().state(), json.dumps({"version": VERSION, **_description(model)}))


def load_model(path: str | PathLike[str], *, use_gpu: bool = False) -> Sequential:
    """Read a model that `Sequential.save` wrote. Nothing in the file is run or imported.

    Args:
        path: the file.
        use_gpu: as in Sequential.

    Returns:
        The model with its weights, compiled as it was; the optimizer begins without memory.

    Raises:
        EngineError: the file is not there, damaged, from a newer version, or no model.
    """
    from engine.training.model_file import read_model

    path = Path(path)
    tensors, text = read_model(path)
    try:
        document = json.loads(text)
        if document["version"] > VERSION:
            raise FileError(QT_TRANSLATE_NOOP("engine", "“{file}” was saved by a newer NetBench."), file=str(path))
        model = _model(document, use_gpu=use_gpu)
        model._built().load(tensors)
    except FileError:
        raise
    except (ValidationError, EngineError, KeyError, TypeError, ValueError) as error:
        reason = str(error) if isinstance(error, EngineError) else type(error).__name__
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” is damaged: {reason}"), file=str(path), reason=reason
        ) from None
    return model


def _description(model: Sequential) -> dict[str, Any]:
    chosen = None
    if model._optimizer is not None:
        chosen = {
            "optimizer": model._optimizer.part.to_json(),
            "loss": model._loss.to_json() if model._loss else None,
            "metrics": [metric.to_json() if name == metric.kind else name for name, metric in model._metrics],
        }
    return {
        "name": model.name,
        "seed": model.seed,
        "input_shape": list(model.input_shape[1:]),
        "layers": [layer.part.to_json() for layer in model.layers],
        "compile": chosen,
    }


def _model(document: dict[str, Any], *, use_gpu: bool) -> Sequential:
    model = Sequential(
        [Layer.coerce(layer) for layer in document["layers"]],
        name=document["name"],
        use_gpu=use_gpu,
        seed=document["seed"],
    )
    model.build(tuple(document["input_shape"]))
    chosen = document["compile"]
    if chosen is not None:
        metrics = [metric if isinstance(metric, str) else Metric.coerce(metric) for metric in chosen["metrics"]]
        loss = None if chosen["loss"] is None else Loss.coerce(chosen["loss"])
        model.compile(Optimizer.coerce(chosen["optimizer"]), loss, metrics=metrics)
    return model
