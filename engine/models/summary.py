"""The table that summary prints: one line for each layer, with its shape and its numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from engine.layers import Layer, Shape
from engine.messages import QT_TRANSLATE_NOOP
from engine.project.shapes import BYTES_PER_NUMBER, stack_shapes

NARROWEST = 60


def summary_lines(
    name: str, layers: Sequence[Layer], shape: Shape | None, frozen: Collection[str] = (), width: int | None = None,
    *, marks_frozen: bool = False,
) -> Iterator[str]:
    """Yield the lines.

    Args:
        name: the model's.
        layers: with their names as ids.
        shape: of one row, None where nobody has said: shapes and numbers are then unknown.
        frozen: names of the layers that are not trained.
        width: letters of a line.
        marks_frozen: whether layers that are not trained say so.
    """
    def called(layer: Layer) -> str:
        mark = ", frozen" if marks_frozen and layer.id in frozen else ""
        return f"{layer.id} ({type(layer).__name__}{mark})"

    rows = [(called(layer), "?", "?") for layer in layers]
    trained = total = 0
    if shape is not None:
        before = shape
        rows = []
        for layer, layer_shape in zip(layers, stack_shapes(tuple(layers), shape), strict=True):
            after = ", ".join(str(length) for length in layer_shape.after)
            rows.append((called(layer), f"(None, {after})", f"{layer_shape.parameters:,}"))
            total += layer_shape.parameters
            if layer.id not in frozen:
                trained += sum(weight.size for weight in layer.tensors(before) if weight.trainable)
            before = layer_shape.after
    head = ("Layer (type)", "Output shape", "Param #")
    columns = [max(len(row[place]) for row in (*rows, head)) for place in range(3)]
    spare = max((width or NARROWEST) - sum(columns) - 4, 0)
    first, second = columns[0] + 2 + spare // 2, columns[1] + 2 + spare - spare // 2

    def line(row: tuple[str, str, str]) -> str:
        return f" {row[0]:<{first}}{row[1]:<{second}}{row[2]:>{columns[2]}}"

    rule = first + second + columns[2] + 2
    yield f'Model: "{name}"'
    yield "_" * rule
    yield line(head)
    yield "=" * rule
    yield from map(line, rows)
    yield "=" * rule
    if shape is None:
        yield QT_TRANSLATE_NOOP(
            "engine", "The network is not built yet: give the first layer input_shape, or call fit."
        )
    else:
        for title, count in (("Total", total), ("Trainable", trained), ("Non-trainable", total - trained)):
            yield f"{title} params: {count:,} ({_size(count)})"
    yield "_" * rule


def _size(numbers: int) -> str:
    size = float(numbers * BYTES_PER_NUMBER)
    for unit in ("B", "KB", "MB"):
        if size < 1024:
            return f"{size:.0f} B" if unit == "B" else f"{size:.2f} {unit}"
        size /= 1024
    return f"{size:.2f} GB"
