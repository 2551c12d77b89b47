"""Models in files: layers, weights, what compile chose and what the optimizer remembers; numbers and names only.

Names are looked up in our own tables, so that nothing in a file can run.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from engine.errors import EngineError, FileError
from engine.layers import Layer
from engine.losses import Loss
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics import Metric
from engine.models.arguments import refuse, refuse_values
from engine.models.plans import plan_of, settings_of
from engine.models.sequential import Sequential
from engine.optimizers import Optimizer
from engine.plan.plan import PlannedMetric

VERSION = 2
SUFFIX, WEIGHTS_SUFFIX = ".safetensors", ".weights.safetensors"
OPTIMIZER = "optimizer/"  # in front of the names of the optimizer's tensors


def save_model(
    model: Any, path: str | PathLike[str], *, overwrite: bool = True, include_optimizer: bool = True
) -> None:
    """Write a model; see `Sequential.save`."""
    from engine.training.model_file import flattened, write_model

    path = _checked_path(path, SUFFIX, overwrite=overwrite)
    network = model.network()
    tensors, document = network.state(), {"version": VERSION, **config_of(model), "compile": compile_config_of(model)}
    if include_optimizer and model.compiled:
        document["memory"] = flattened(network.memory(model.optimizer), OPTIMIZER, tensors)
    write_model(path, tensors, json.dumps(document))


def load_model(
    path: str | PathLike[str],
    custom_objects: Any = None,
    compile: bool = True,  # noqa: A002 - Keras's word
    safe_mode: bool = True,  # noqa: ARG001
    *,
    use_gpu: bool = False,
) -> Sequential:
    """Read a model that `Sequential.save` wrote. Nothing in the file is run or imported.

    Args:
        path: the file.
        custom_objects: not supported.
        compile: whether the model is compiled as it was.
        safe_mode: without effect: all files are safe.
        use_gpu: as in Sequential.

    Returns:
        The model with its weights, compiled as it was; a fit goes on as the saved model's would.

    Raises:
        EngineError: the file is not there, damaged, from a newer version, or no model.
    """
    from engine.training.model_file import read_model, unflattened

    refuse_values("load_model", {"custom_objects": (custom_objects, (None, {}))})
    path = _path(path)
    tensors, text = read_model(path)
    own = {name: tensor for name, tensor in tensors.items() if not name.startswith(OPTIMIZER)}

    def read() -> Any:
        document = json.loads(text)
        if document["version"] > VERSION:
            raise FileError(QT_TRANSLATE_NOOP("engine", "“{file}” was saved by a newer NetBench."), file=str(path))
        model = model_from(document, use_gpu=use_gpu)
        compile_from(model, document["compile"] if compile else None)
        model.network().load(own)
        if document.get("memory") is not None and model.compiled:
            model.network().remember(model.optimizer, unflattened(document["memory"], tensors))
        return model

    model: Sequential = _read(path, read)
    return model


def save_weights(model: Any, path: str | PathLike[str], *, overwrite: bool = True) -> None:
    """Write the weights alone; see `Sequential.save_weights`."""
    from engine.training.model_file import write_model

    write_model(_checked_path(path, WEIGHTS_SUFFIX, overwrite=overwrite), model.network().state(), "")


def load_weights(model: Any, path: str | PathLike[str]) -> None:
    """Read weights; see `Sequential.load_weights`."""
    from engine.training.model_file import read_weights

    tensors = read_weights(_path(path))
    model.network().load({name: tensor for name, tensor in tensors.items() if not name.startswith(OPTIMIZER)})


def _path(path: Any) -> Path:
    try:
        return Path(path)
    except TypeError:
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "A file is named by its path, such as “{example}”; got {value}."),
            example=f"model{SUFFIX}", value=repr(path)[:60],
        ) from None


def _checked_path(path: str | PathLike[str], suffix: str, *, overwrite: bool) -> Path:
    path = _path(path)
    if not path.name.endswith(suffix):
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” has to end in “{ending}”: such a file can run nothing."),
            file=str(path), ending=suffix,
        )
    if path.exists() and not overwrite:
        raise FileError(QT_TRANSLATE_NOOP("engine", "“{file}” is there already."), file=str(path))
    return path


def _read(path: Path, read: Callable[[], Any]) -> Any:
    """Read what a file holds; whatever is wrong with it becomes one sentence."""
    try:
        return read()
    except FileError:
        raise
    except (ValidationError, EngineError, KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        reason = str(error) if isinstance(error, EngineError) else type(error).__name__
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” is damaged: {reason}"), file=str(path), reason=reason
        ) from None


# A model as plain values


def config_of(model: Any) -> dict[str, Any]:
    """The model without its weights, as values that JSON knows."""
    shape = list(model.known_shape()) if model.built else None
    return {
        "name": model.name,
        "seed": model.seed,
        "dtype": model.dtype,
        "input_shape": shape,
        "layers": [part.to_json() for part in model.parts],
        "frozen": sorted(model.frozen_names()),
    }


def model_from(config: Any, kind: type[Any] = Sequential, *, use_gpu: bool = False) -> Any:
    """The model of such values, with first weights; nothing is imported by its name.

    Args:
        config: the values.
        kind: the class of the model.
        use_gpu: as in Sequential.

    Raises:
        EngineError: a layer is unknown or wrong.
    """
    if not isinstance(config, Mapping) or "layers" not in config:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "A description of a model has the list “layers”; got {value}."),
            value=repr(config)[:60],
        )
    try:
        layers = [Layer.coerce(layer) for layer in config["layers"]]
        model = kind(
            layers, name=config.get("name"), use_gpu=use_gpu, seed=config.get("seed"),
            dtype=config.get("dtype", "float32"),
        )
        if config.get("input_shape") is not None:
            model.build((None, *config["input_shape"]))
        for name in config.get("frozen", ()):
            model.get_layer(name).trainable = False
    except (ValidationError, KeyError, TypeError, AttributeError) as error:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "This is no description of a model: {reason}."), reason=repr(error)[:120]
        ) from None
    return model


def clone_model(
    model: Sequential,
    input_tensors: Any = None,
    clone_function: Any = None,
    call_function: Any = None,
    recursive: bool = False,  # noqa: ARG001
    **others: Any,
) -> Sequential:
    """Another model of like layers with first weights of its own, compiled alike.

    Args:
        model: which one.
        input_tensors: not supported.
        clone_function: not supported.
        call_function: not supported.
        recursive: without effect: a model has no models in it.
        others: refused.

    Raises:
        EngineError: it is no model, or an argument asks for what is not here.
    """
    neutral = {"input_tensors": input_tensors, "clone_function": clone_function, "call_function": call_function}
    refuse("clone_model", ("model", *neutral, "recursive"), others)
    refuse_values("clone_model", {name: (value, (None,)) for name, value in neutral.items()})
    if not isinstance(model, Sequential):
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "clone_model takes a model; got {value}."), value=repr(model)[:60]
        )
    config = {**config_of(model), "seed": None}
    clone: Sequential = model_from(config, type(model), use_gpu=model.device != "cpu")
    compile_from(clone, compile_config_of(model))
    return clone


def model_from_json(text: str) -> Sequential:
    """The model of what `Sequential.to_json` gave, with first weights.

    Raises:
        EngineError: it is no such text.
    """
    try:
        config = json.loads(text)
    except (TypeError, ValueError) as error:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "This is no description of a model: {reason}."), reason=str(error)[:120]
        ) from None
    model: Sequential = model_from(config)
    return model


def compile_config_of(model: Sequential) -> dict[str, Any] | None:
    """What compile chose, as values that JSON knows; None where nothing was chosen."""
    if not model.compiled:
        return None
    chosen = model.chosen()
    return {
        "optimizer": chosen.optimizer.part.to_json(),
        "loss": chosen.loss.to_json() if chosen.loss else None,
        "metrics": [_metric_config(each) for each in chosen.metrics],
    }


def _metric_config(planned: PlannedMetric) -> dict[str, Any]:
    return {"name": planned.name, "metric": planned.metric.to_json(), "weighted": planned.weighted}


def compile_from(model: Sequential, config: dict[str, Any] | None) -> None:
    """Compile a model as such values say."""
    if config is None:
        return
    metrics: tuple[PlannedMetric, ...] = ()
    for each in config["metrics"]:
        if isinstance(each, dict) and "metric" in each:
            metrics += (PlannedMetric(each["name"], Metric.coerce(each["metric"]), bool(each["weighted"])),)
        else:  # version 1: a name alone, or the metric
            part = Metric.coerce(each)
            metrics += (PlannedMetric(each if isinstance(each, str) else part.kind, part),)
    loss = None if config["loss"] is None else Loss.coerce(config["loss"])
    model.compile(Optimizer.coerce(config["optimizer"]), loss)
    model.judge_by(metrics)


# What a broken fit needs


def write_backup(model: Any, folder: str | PathLike[str], epoch: int) -> None:
    """Keep the state of a fit; see `callbacks.BackupAndRestore`."""
    from engine.training.checkpoint import write_backup as write

    plan = plan_of(model, settings_of(model, "fit"), weighted=False)
    write(Path(folder), model.network().checkpoint(plan, model.optimizer), epoch)


def restore_backup(model: Any, folder: str | PathLike[str]) -> int | None:
    """Put a state back, if one was kept; give the epoch with which the fit goes on."""
    from engine.training.checkpoint import read_backup

    found = read_backup(Path(folder))
    if found is None:
        return None
    state, epoch = found
    model.network().restore(state)
    return epoch


def delete_backup(folder: str | PathLike[str]) -> None:
    """Throw a state away."""
    from engine.training.checkpoint import delete_backup as delete

    delete(Path(folder))
