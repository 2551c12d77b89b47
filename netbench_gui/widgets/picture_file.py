"""Writes a painted picture to a file: PNG in dots, SVG in lines and letters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

_DOTS = 2.0

Paint = Callable[[QPainter], None]


def write_picture(path: Path, size: QSize, ground: QColor, paint: Paint, title: str) -> None:
    """Paint into a file; its ending decides the format.

    Raises:
        OSError: the file cannot be written.
    """
    if path.suffix.lower() == ".svg":
        path.write_bytes(_svg(size, ground, paint, title))
    else:
        path.write_bytes(_png(size, ground, paint))


def _png(size: QSize, ground: QColor, paint: Paint) -> bytes:
    image = QImage(size * _DOTS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_DOTS)
    image.fill(ground)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def _svg(size: QSize, ground: QColor, paint: Paint, title: str) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(title)
    painter = QPainter(generator)
    painter.fillRect(QRect(0, 0, size.width(), size.height()), ground)
    paint(painter)
    painter.end()
    return bytes(data.data())
