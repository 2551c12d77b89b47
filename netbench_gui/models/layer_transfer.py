"""Layers on their way: as plain JSON on the clipboard, and as what a drag carries."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QMimeData

from engine.errors import EngineError
from engine.layers import Dense, Layer
from engine.messages import QT_TRANSLATE_NOOP
from engine.project.document import Project
from engine.project.edits import add_layer
from engine.spec import explain

LAYERS_FORMAT = "application/x-netbench-layers"
# Far more than a network has; what is longer is somebody's text file.
_LONGEST = 1_000_000


@dataclass(frozen=True)
class Dragged:
    """What a drag carries.

    Attributes:
        layer: a copy of the layer, for where it is not known.
        moved: its id in the stack it comes from, None for a new one.
        stack: which stack that is; ids of different stacks may be the same.
    """

    layer: Layer
    moved: str | None = None
    stack: str = ""


def write_layers(layers: Iterable[Layer]) -> str:
    """Layers as JSON that people can read, and paste into a message."""
    documents = [layer.model_dump(mode="json", exclude={"id"}) for layer in layers]
    return json.dumps(documents[0] if len(documents) == 1 else documents, indent=1)


def read_layers(text: str) -> tuple[Layer, ...]:
    """Check JSON and make layers of it.

    Returns:
        The layers; () where the text is about something else.

    Raises:
        EngineError: the text means layers, but a field is unknown or wrong.
    """
    if len(text) > _LONGEST:
        return ()
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    documents = found if isinstance(found, list) else [found]
    if not all(isinstance(document, dict) and "kind" in document for document in documents):
        return ()
    return tuple(_read(document) for document in documents)


def _read(document: dict[str, Any]) -> Layer:
    kind = document["kind"]
    try:
        return Layer.coerce({**document, "id": ""})
    except ValidationError as error:
        raise EngineError(explain(error, str(kind))) from None


def clipboard_data(layers: Iterable[Layer]) -> QMimeData:
    """What Copy puts on the clipboard: our own format, and the same as text for everybody."""
    text = write_layers(layers)
    data = QMimeData()
    data.setData(LAYERS_FORMAT, text.encode())
    data.setText(text)
    return data


def clipboard_text(data: QMimeData | None) -> str:
    """The part of a clipboard that may be layers."""
    if data is None:
        return ""
    if data.hasFormat(LAYERS_FORMAT):
        return bytes(data.data(LAYERS_FORMAT).data()).decode(errors="replace")
    return data.text()


def drag_data(dragged: Dragged) -> QMimeData:
    """What a drag carries. No text: a field that the card is dropped on would take it."""
    document = {
        "layer": dragged.layer.model_dump(mode="json", exclude={"id"}),
        "moved": dragged.moved,
        "stack": dragged.stack,
    }
    data = QMimeData()
    data.setData(LAYERS_FORMAT, json.dumps(document).encode())
    return data


def read_drag(data: QMimeData) -> Dragged:
    """Check what a drag carries; it may come from another program.

    Raises:
        EngineError: it is no layer.
    """
    try:
        document = json.loads(bytes(data.data(LAYERS_FORMAT).data()))
        moved, stack = document["moved"], document["stack"]
        layers = read_layers(json.dumps(document["layer"]))
    except (ValueError, RecursionError, TypeError, KeyError):
        layers = ()
    if not layers:
        raise EngineError(QT_TRANSLATE_NOOP("engine", "What was dropped is not a layer."))
    return Dragged(layers[0], moved, stack)


def insert_layers(project: Project, layers: Iterable[Layer], index: int | None) -> Project:
    """Put layers in one behind the other; only one output layer may follow the target."""
    for layer in layers:
        taken = any(getattr(other, "follows_target", False) for other in project.layers)
        if taken and isinstance(layer, Dense) and layer.follows_target:
            layer = layer.changed(follows_target=False)  # noqa: PLW2901 - the layer as it goes in
        project = add_layer(project, layer, index)
        index = None if index is None else index + 1
    return project
