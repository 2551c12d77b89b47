"""The curves of a run as a picture file, drawn without a window."""

from __future__ import annotations

import io
import itertools
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.history import History
from engine.project.storage import write_file
from engine.resources import sample_folder

if TYPE_CHECKING:
    from PIL import ImageDraw

# Drawn at twice the size of a screen, so that lines and letters stay smooth.
WIDTH, HEIGHT = 1920, 800
MARGIN, GAP, TOP, BOTTOM = 110, 150, 150, 90
INK, MUTED, GRID, PAPER = "#17202B", "#556170", "#E4E8ED", "#FFFFFF"
# Colour never stands alone: validation is dashed as well.
TRAINING, VALIDATION = "#1B5FC1", "#BF5600"
DASH = (18, 12)
Point = tuple[float, float]


def save_curves(history: History, path: Path, *, title: str = "") -> None:
    """Draw loss and first metric of each epoch, training and validation, and write a PNG.

    Raises:
        FileError: the file cannot be written.
    """
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((MARGIN, 30), title, font=_font(40, "SemiBold"), fill=INK)
    _legend(draw)
    first = history.epochs[0] if history.epochs else {}
    metric = next((n for n in first if n not in ("loss", "learning_rate")), None)
    names = ["loss"] + ([metric] if metric and not metric.startswith("val_") else [])
    width = (WIDTH - 2 * MARGIN - GAP * (len(names) - 1)) / len(names)
    for number, name in enumerate(names):
        left = MARGIN + number * (width + GAP)
        _chart(draw, (left, TOP, left + width, HEIGHT - BOTTOM), history, name)
    content = io.BytesIO()
    image.save(content, "PNG")
    write_file(path, content.getvalue())


def round_top(largest: float) -> float:
    """The end of an axis from 0 on that holds `largest`: 1, 2 or 4 times a power of ten."""
    if not largest > 0 or not math.isfinite(largest):
        return 1.0
    power = 10.0 ** math.floor(math.log10(largest))
    return next((step * power for step in (1, 2, 4) if step * power >= largest), 10 * power)


def _chart(
    draw: ImageDraw.ImageDraw, box: tuple[float, float, float, float], history: History, name: str
) -> None:
    left, top, right, bottom = box
    series = {
        key: [logs.get(key, math.nan) for logs in history.epochs] for key in (name, f"val_{name}")
    }
    values = [v for line in series.values() for v in line if math.isfinite(v)]
    upper = 1.0 if name == "accuracy" else round_top(max(values, default=1.0))
    lower = min(0.0, -round_top(-min(values, default=0.0)) if min(values, default=0.0) < 0 else 0.0)
    draw.text((left, top - 54), name.replace("_", " "), font=_font(30, "Medium"), fill=INK)
    for part in range(5):
        value = lower + (upper - lower) * part / 4
        y = bottom - (bottom - top) * part / 4
        draw.line([(left, y), (right, y)], fill=GRID, width=2)
        draw.text((left - 14, y), f"{value:.3g}", font=_font(24), fill=MUTED, anchor="rm")
    epochs = max(len(history.epochs), 1)
    for epoch in sorted({1, (epochs + 1) // 2, epochs}):
        x = left + (right - left) * (epoch - 1) / max(epochs - 1, 1)
        draw.text((x, bottom + 18), str(epoch), font=_font(24), fill=MUTED, anchor="mt")
    draw.text((right, bottom + 50), "epoch", font=_font(24), fill=MUTED, anchor="rt")
    for (key, line), color in zip(series.items(), (TRAINING, VALIDATION), strict=True):
        points = [
            (
                left + (right - left) * number / max(epochs - 1, 1),
                bottom - (bottom - top) * (min(max(v, lower), upper) - lower) / (upper - lower),
            )
            for number, v in enumerate(line)
            if math.isfinite(v)
        ]
        _line(draw, points, color, dashed=key.startswith("val_"))


def _legend(draw: ImageDraw.ImageDraw) -> None:
    x = WIDTH - MARGIN
    for word, color, dashed in (("validation", VALIDATION, True), ("training", TRAINING, False)):
        font = _font(28)
        x -= int(font.getlength(word))
        draw.text((x, 56), word, font=font, fill=INK, anchor="lm")
        _line(draw, [(x - 96, 56), (x - 16, 56)], color, dashed=dashed)
        x -= 140


def _line(draw: ImageDraw.ImageDraw, points: Sequence[Point], color: str, *, dashed: bool) -> None:
    if len(points) == 1:
        x, y = points[0]
        draw.ellipse([(x - 6, y - 6), (x + 6, y + 6)], fill=color)
    elif not dashed:
        draw.line(list(points), fill=color, width=5, joint="curve")
    else:
        for piece in _dashes(points):
            draw.line(piece, fill=color, width=5, joint="curve")


def _dashes(points: Sequence[Point]) -> list[list[Point]]:
    """Cut a line into dashes along its way, bends included."""
    pieces: list[list[Point]] = []
    on, left = True, float(DASH[0])
    piece = [points[0]] if points else []
    for (x, y), (end_x, end_y) in itertools.pairwise(points):
        length, gone = math.hypot(end_x - x, end_y - y), 0.0
        while length - gone > left:
            gone += left
            place = (x + (end_x - x) * gone / length, y + (end_y - y) * gone / length)
            if on:
                pieces.append([*piece, place])
            on = not on
            piece, left = [place], float(DASH[not on])
        left -= length - gone
        piece.append((end_x, end_y))
    if on and len(piece) > 1:
        pieces.append(piece)
    return pieces


def _font(size: int, weight: str = "Regular") -> Any:
    from PIL import ImageFont

    try:
        return ImageFont.truetype(sample_folder().parent / "fonts" / f"Inter-{weight}.otf", size)
    except OSError:
        return ImageFont.load_default(size)
