"""Pure edits: a project and what is wanted in, a new project out. Undo keeps the value before."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from engine.activations import Activation, ReLU
from engine.errors import EngineError, UnknownNameError
from engine.layers import Dense, Layer
from engine.losses import BinaryCrossentropy, CategoricalCrossentropy, Loss, MeanSquaredError
from engine.messages import QT_TRANSLATE_NOOP
from engine.metrics import MAE, R2, RMSE, Accuracy, Metric
from engine.project.document import Data, Metadata, Project, Training
from engine.spec import explain

TWO_CLASSES = 2


def new_id() -> str:
    """A name for a layer, unique enough within a project."""
    return secrets.token_hex(4)


def proposed_output(data: Data | None) -> tuple[int, str]:
    """Units and activation of the output layer that suit the target."""
    if data is None or data.task == "regression":
        return 1, "linear"
    classes = len(data.classes)
    return (1, "sigmoid") if classes == TWO_CLASSES else (max(classes, 1), "softmax")


def output_layer(data: Data | None) -> Dense:
    """The output layer that suits the target and follows it."""
    units, activation = proposed_output(data)
    return Dense(units=units, activation=Activation.coerce(activation), follows_target=True)


def proposed_loss(data: Data | None, units: int) -> Loss:
    """The loss that suits the target and the number of output units."""
    if data is None or data.task == "regression":
        return MeanSquaredError()
    return BinaryCrossentropy() if units == 1 else CategoricalCrossentropy()


def proposed_metrics(data: Data | None) -> tuple[Metric, ...]:
    """The metrics people read for the task."""
    return (MAE(), RMSE(), R2()) if data is None or data.task == "regression" else (Accuracy(),)


def settle(project: Project) -> Project:
    """Give every layer an id, and let what follows the target follow it: output layer, loss, metrics."""
    layers: list[Layer] = []
    seen: set[str] = set()
    wanted = output_layer(project.data)
    for layer in project.layers:
        if not layer.id or layer.id in seen:
            layer = layer.changed(id=new_id())  # noqa: PLW2901 - the layer with its id
        if (
            project.data and isinstance(layer, Dense) and layer.follows_target
            and (layer.units, layer.activation) != (wanted.units, wanted.activation)
        ):
            layer = layer.changed(units=wanted.units, activation=wanted.activation)  # noqa: PLW2901
        seen.add(layer.id)
        layers.append(layer)
    if any(new is not old for new, old in zip(layers, project.layers, strict=True)):
        project = project.changed(layers=tuple(layers))
    training = project.training
    output = project.output_index
    if project.data and training.loss_follows_target:
        units = wanted.units if output is None else getattr(project.layers[output], "units", 1)
        loss = proposed_loss(project.data, units)
        if loss != training.loss:
            training = training.changed(loss=loss)
    if project.data and training.metrics_follow_target and proposed_metrics(project.data) != training.metrics:
        training = training.changed(metrics=proposed_metrics(project.data))
    return project if training is project.training else project.changed(training=training)


def add_layer(project: Project, layer: Layer, index: int | None = None) -> Project:
    """Put a layer at `index`; without one, in front of the output layer where that follows the target."""
    if index is None:
        output = project.output_index
        follows = output is not None and getattr(project.layers[output], "follows_target", False)
        index = output if follows and output is not None else len(project.layers)
    layers = list(project.layers)
    layers.insert(max(0, min(index, len(layers))), layer.changed(id=""))
    return settle(project.changed(layers=tuple(layers)))


def move_layer(project: Project, layer_id: str, index: int) -> Project:
    """Move a layer so that it stands at `index` of the stack as it is before the move (a drop's place)."""
    source = index_of(project, layer_id)
    layers = list(project.layers)
    layer = layers.pop(source)
    layers.insert(max(0, min(index - (index > source), len(layers))), layer)
    return settle(project.changed(layers=tuple(layers)))


def remove_layer(project: Project, layer_id: str) -> Project:
    """Take a layer out."""
    index_of(project, layer_id)
    return settle(project.changed(layers=tuple(layer for layer in project.layers if layer.id != layer_id)))


def duplicate_layer(project: Project, layer_id: str) -> Project:
    """Put a copy behind a layer; the copy does not follow the target."""
    index = index_of(project, layer_id)
    copy = project.layers[index]
    if isinstance(copy, Dense):
        copy = copy.changed(follows_target=False)
    return add_layer(project, copy, index + 1)


def change_layer(project: Project, layer_id: str, **fields: Any) -> Project:
    """Change fields of a layer; setting units or activation of an output layer by hand ends its following."""
    index = index_of(project, layer_id)
    layer = project.layers[index]
    if getattr(layer, "follows_target", False) and {"units", "activation"} & set(fields):
        fields.setdefault("follows_target", False)
    changed = _changed(layer, fields)
    return settle(project.changed(layers=(*project.layers[:index], changed, *project.layers[index + 1 :])))


def change_training(project: Project, **fields: Any) -> Project:
    """Change training settings; choosing a loss or metrics by hand ends their following."""
    if "loss" in fields:
        fields.setdefault("loss_follows_target", False)
    if "metrics" in fields:
        fields.setdefault("metrics_follow_target", False)
    return settle(project.changed(training=_changed(project.training, fields)))


def change_metadata(project: Project, **fields: Any) -> Project:
    """Change name or description."""
    return project.changed(metadata=_changed(project.metadata, fields))


def change_data(project: Project, data: Data | None) -> Project:
    """Take other data; the output layer, the loss and the metrics follow where they may."""
    return settle(project.changed(data=data))


def index_of(project: Project, layer_id: str) -> int:
    """Place of a layer in the stack."""
    for index, layer in enumerate(project.layers):
        if layer.id == layer_id:
            return index
    raise UnknownNameError(QT_TRANSLATE_NOOP("engine", "The network has no layer “{layer}”."), layer=layer_id)


def default_layers(data: Data) -> tuple[Layer, ...]:
    """One hidden Dense of a size that suits the table, and the output layer."""
    size = max(8, min(64, 2 ** (max(data.input_size, data.rows // 40, 1) - 1).bit_length()))
    return (Dense(units=size, activation=ReLU()), output_layer(data))


def new_project(data: Data, *, name: str = "Untitled", layers: tuple[Layer, ...] | None = None) -> Project:
    """A project for a table: `layers` are the hidden ones, the output layer follows the target."""
    stack = default_layers(data) if layers is None else (*layers, output_layer(data))
    training = Training(batch_size=max(1, min(32, data.rows // 20 or 1))) if data.rows else Training()
    return settle(Project(metadata=Metadata(name=name), data=data, layers=stack, training=training))


def set_path(project: Project, path: str, value: Any) -> Project:
    """Set any field by its path in the project file ("training.optimizer", "layers.0.units", "data.split.test").

    Raises:
        EngineError: there is no such field, or the value does not suit it.
    """
    document = project.model_dump(mode="json")
    *parents, last = path.split(".")
    place: Any = document
    for step in parents:
        place = _child(place, step, path)
    if isinstance(place, list):
        _child(place, last, path)
        place[int(last)] = value
    elif isinstance(place, dict) and last in place:
        place[last] = value
    else:
        _no_field(path, place)
    flags = document["training"]
    if path.startswith("training.loss") and path != "training.loss_follows_target":
        flags["loss_follows_target"] = False
    if path.startswith("training.metrics") and path != "training.metrics_follow_target":
        flags["metrics_follow_target"] = False
    if parents[:1] == ["layers"] and last in {"units", "activation"} and "follows_target" in place:
        place["follows_target"] = False
    return settle(from_document(document))


def from_document(document: Mapping[str, Any]) -> Project:
    """Check a document and make it a project.

    Raises:
        EngineError: it has unknown, missing or wrong fields; the sentence names the first.
    """
    try:
        return Project.model_validate(dict(document))
    except ValidationError as error:
        raise EngineError(explain(error, "project")) from None


def _changed(value: Any, fields: Mapping[str, Any]) -> Any:
    try:
        return value.changed(**fields)
    except ValidationError as error:
        raise EngineError(explain(error, type(value))) from None


def _child(place: Any, step: str, path: str) -> Any:
    if isinstance(place, list) and step.isdigit() and int(step) < len(place):
        return place[int(step)]
    if isinstance(place, dict) and step in place:
        return place[step]
    return _no_field(path, place)


def _no_field(path: str, place: Any) -> Any:
    numbered = isinstance(place, list) and place
    names = ", ".join(place) if isinstance(place, dict) else "0…" if numbered else ""
    raise EngineError(
        QT_TRANSLATE_NOOP("engine", "A project has no field “{path}”; there it has {names}."),
        path=path, names=names or json.dumps(place),
    )
