"""What a row of a form says: its name, which can be clicked, words that replace the declaration's, and its help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
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


def option_words() -> dict[Any, str]:
    """Words for values of a Literal that people read, wherever such a value can be chosen."""
    translate = QCoreApplication.translate
    return {
        "valid": translate("Options", "valid (none)"),
        "same": translate("Options", "same (as long)"),
        "causal": translate("Options", "causal (in front)"),
        "uniform_average": translate("Options", "even mean"),
        "variance_weighted_average": translate("Options", "mean by variance"),
        "micro": translate("Options", "micro (all rows)"),
        "macro": translate("Options", "macro (each class alike)"),
        "weighted": translate("Options", "weighted by rows"),
        "uniform": translate("Options", "even"),
        "truncated_normal": translate("Options", "normal, cut off"),
        "untruncated_normal": translate("Options", "normal"),
        "fan_in": translate("Options", "inputs (fan in)"),
        "fan_out": translate("Options", "outputs (fan out)"),
        "fan_avg": translate("Options", "both (fan avg)"),
        "rows": translate("Options", "rows"),
        "columns": translate("Options", "columns"),
        "interpolation": translate("Options", "middle"),
        "minoring": translate("Options", "lower end"),
        "majoring": translate("Options", "upper end"),
    }


class RowLabel(QLabel):
    """The name of a row; a click goes to its editor."""

    clicked = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
