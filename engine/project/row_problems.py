"""Problems with what travels through the stack: shapes that do not fit, and values that a layer cannot take."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import isqrt

from engine.activations import GLU
from engine.errors import EngineError
from engine.layers import Dense, Embedding, Flatten, Layer, Normalization, Permute, Reshape, Shape
from engine.layers.words import MOST_WORDS
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.project.document import NUMERIC_KINDS, Column, Data, Project
from engine.project.edits import add_layer, change_data, change_layer, index_of, move_layer, remove_layer
from engine.project.problem import Fix, Problem, fix_by, notice, problem


def find_row_problems(project: Project) -> Iterator[Problem]:
    """Follow a row through the stack; what stands behind the first layer that does not fit is not looked at."""
    data = project.data
    if data is None or not data.inputs:
        return
    shape: Shape = (data.input_size,)
    shapes: list[Shape] = []
    keeps_values = True
    for layer in project.layers:
        shapes.append(shape)
        try:
            after = layer.output_shape(shape)
        except EngineError as error:
            fix = _reshaped(layer, shape) or _evened(layer) or _taken_out(project, layer)
            yield Problem(f"layers.{layer.id}", "problem", error.message, fix)
            return
        if layer.index_limit is not None:
            yield from _indices(project, data, layer, layer.index_limit, keeps_values=keeps_values)
        if isinstance(layer, Normalization) and not layer.is_given:
            yield notice(
                f"layers.{layer.id}.mean",
                QT_TRANSLATE_NOOP("engine", "Without a mean and a variance, {layer} passes all values on as they are."),
                layer=Message.of(layer.title),
            )
        keeps_values = keeps_values and isinstance(layer, Flatten | Permute | Reshape)
        shape = after
    if len(shape) > 1:
        yield problem(
            f"layers.{project.layers[-1].id}",
            QT_TRANSLATE_NOOP("engine", "The network gives rows of shape {shape}, but one axis is needed."),
            _flattened(project, shapes), shape=" × ".join(map(str, shape)),
        )


def _flattened(project: Project, shapes: list[Shape]) -> Fix | None:
    """Flat rows for the output, or no layer behind it that gives them more axes; `shapes` are those before each."""
    output = project.output_index
    if output is None:
        return None
    if len(shapes[output]) == 1:
        return _taken_out(project, project.layers[-1])
    return fix_by(
        QT_TRANSLATE_NOOP("engine", "Put Flatten in front of the output"),
        partial(_put_before, project.layers[output].id, Flatten()),
    )


def _reshaped(layer: Layer, shape: Shape) -> Fix | None:
    """A Reshape that gives flat rows the axes that the layer needs: an image as square as can be."""
    if len(shape) > 1 or layer.row_axes < 2:
        return None
    side = isqrt(shape[0])
    image = (side, side) if side * side == shape[0] else (shape[0], 1)
    target = (*(image if layer.row_axes == 3 else shape), 1)
    try:
        layer.output_shape(target)
    except EngineError:
        return None
    return fix_by(
        QT_TRANSLATE_NOOP("engine", "Put Reshape to {shape} in front"),
        partial(_put_before, layer.id, Reshape(target_shape=target)), shape=" × ".join(map(str, target)),
    )


def _evened(layer: Layer) -> Fix | None:
    """One more unit for an activation that needs an even number."""
    if not isinstance(layer, Dense) or not isinstance(layer.activation, GLU) or layer.units % 2 == 0:
        return None
    units = layer.units + 1
    return fix_by(
        QT_TRANSLATE_NOOP("engine", "Use {count} units"),
        partial(change_layer, layer_id=layer.id, units=units), count=units,
    )


def _taken_out(project: Project, layer: Layer) -> Fix | None:
    """The stack without a layer that nothing in front of it would suit; an output has to stay."""
    output = project.output_index
    if isinstance(layer, Dense) or (output is not None and project.layers[output].id == layer.id):
        return None
    text = QT_TRANSLATE_NOOP("engine", "Take {layer} out")
    return fix_by(text, partial(remove_layer, layer_id=layer.id), layer=Message.of(layer.title))


def _put_before(layer_id: str, new: Layer, project: Project) -> Project:
    return add_layer(project, new, index_of(project, layer_id))


def _indices(project: Project, data: Data, layer: Layer, limit: int, *, keeps_values: bool) -> Iterator[Problem]:
    place, name = f"layers.{layer.id}", Message.of(layer.title)
    if not keeps_values:
        yield problem(
            place,
            QT_TRANSLATE_NOOP("engine", "{layer} takes whole numbers from 0, so it has to come first."),
            _moved_first(project, layer) or _taken_out(project, layer), layer=name,
        )
    elif data.preparation.scale_numbers and any(column.kind in NUMERIC_KINDS for column in data.inputs):
        yield problem(
            place,
            QT_TRANSLATE_NOOP("engine", "{layer} takes whole numbers from 0, but the numbers are scaled before."),
            fix_by(QT_TRANSLATE_NOOP("engine", "Leave the numbers as they are"), _leave_unscaled), layer=name,
        )
    else:
        wrong = next((column for column in data.inputs if not _is_index(column, limit)), None)
        if wrong is not None:
            yield problem(
                place,
                QT_TRANSLATE_NOOP("engine", "{layer} takes whole numbers from 0 to {last}, but “{column}” has others."),
                _widened(data, layer) or _taken_out(project, layer), layer=name, last=limit - 1, column=wrong.name,
            )


def _moved_first(project: Project, layer: Layer) -> Fix | None:
    """The layer in front of all others, unless another one stands there for the same reason."""
    if any(other.index_limit is not None for other in project.layers[: index_of(project, layer.id)]):
        return None
    return fix_by(
        QT_TRANSLATE_NOOP("engine", "Move it to the front"), partial(move_layer, layer_id=layer.id, index=0)
    )


def _widened(data: Data, layer: Layer) -> Fix | None:
    """As many words as the columns name, where they hold whole numbers from 0."""
    words = 1 + max((round(column.maximum or 0) for column in data.inputs), default=0)
    words = max(words, 2)  # for a yes or no
    if not isinstance(layer, Embedding) or words > MOST_WORDS or not all(_is_index(one, words) for one in data.inputs):
        return None
    return fix_by(
        QT_TRANSLATE_NOOP("engine", "Use {count} words"),
        partial(change_layer, layer_id=layer.id, input_dim=words), count=words,
    )


def _is_index(column: Column, limit: int) -> bool:
    if column.kind not in NUMERIC_KINDS:  # 0 and 1
        return limit > 1
    low, high = column.minimum, column.maximum
    return column.kind == "integer" and low is not None and high is not None and low >= 0 and high < limit


def _leave_unscaled(project: Project) -> Project:
    data = project.data
    if data is None:
        return project
    return change_data(project, data.changed(preparation=data.preparation.changed(scale_numbers=False)))
