"""What a row of a form says: its name, which can be clicked, words that replace the declaration's, and its help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel


@dataclass(frozen=True)
class FieldText:
    """Words that replace those of the declaration, already translated; "" keeps them.

    Attributes:
        options: the words for the values of a Literal.
    """

    title: str = ""
    description: str = ""
    options: Mapping[Any, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FieldHelp:
    """What the help strip says about a field."""

    title: str
    bounds: str
    sentence: str


class RowLabel(QLabel):
    """The name of a row; a click goes to its editor."""

    clicked = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
