"""Shape and parameter count behind each layer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import prod

from engine.errors import EngineError
from engine.layers import Layer, Shape
from engine.project.document import Project

BYTES_PER_NUMBER = 4


@dataclass(frozen=True)
class LayerShape:
    """What a layer makes of a row.

    Attributes:
        before, after: shape of one row in front of and behind the layer; () where it cannot take what reaches it.
        parameters: numbers the layer holds.
    """

    before: Shape
    after: Shape
    parameters: int


@lru_cache(maxsize=256)
def stack_shapes(layers: tuple[Layer, ...], inputs: Shape) -> tuple[LayerShape, ...]:
    """Follow one row of shape `inputs` through the layers.

    Raises:
        EngineError: a layer cannot take what reaches it.
    """
    shapes = []
    for layer in layers:
        after = layer.output_shape(inputs)
        shapes.append(LayerShape(inputs, after, layer.parameters(inputs)))
        inputs = after
    return tuple(shapes)


def project_shapes(project: Project) -> tuple[LayerShape, ...]:
    """Shapes of all layers of a project; without data the input counts as one value.

    From the first layer on that cannot take what reaches it, they are unknown: ().
    """
    size = project.data.input_size if project.data else 1
    inputs: Shape = (max(size, 1),)
    try:
        return stack_shapes(project.layers, inputs)
    except EngineError:
        known = _known_part(project.layers, inputs)
        return (*known, *[LayerShape((), (), 0)] * (len(project.layers) - len(known)))


def _known_part(layers: tuple[Layer, ...], inputs: Shape) -> tuple[LayerShape, ...]:
    """Shapes of the first layers, as far as one takes what the one before gives."""
    shapes: tuple[LayerShape, ...] = ()
    for count in range(1, len(layers) + 1):
        try:
            shapes = stack_shapes(layers[:count], inputs)
        except EngineError:
            break
    return shapes


def total_parameters(project: Project) -> int:
    """Numbers that the whole network holds."""
    return sum(shape.parameters for shape in project_shapes(project))


def training_memory(project: Project) -> int:
    """Bytes that training needs besides the data: weights, gradients, optimizer state, and one batch's values."""
    shapes = project_shapes(project)
    weights = sum(shape.parameters for shape in shapes) * (2 + project.training.optimizer.state_size)
    rows = max(project.training.batch_size, 1)
    if project.data:
        rows = min(rows, max(project.data.rows, 1))
    # Forward values and their gradients, for each layer.
    values = 2 * rows * sum(prod(shape.after) for shape in shapes)
    return BYTES_PER_NUMBER * (weights + values)
