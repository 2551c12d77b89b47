"""All keys in one list, taken from the actions themselves."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from netbench_gui.look.style_sheet import set_look
from netbench_gui.look.theme import Theme


class ShortcutsDialog(QDialog):
    """Keys at the left, what they do at the right."""

    def __init__(self, theme: Theme, actions: Iterable[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts_dialog")
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        px = theme.px
        table = QWidget()
        grid = QGridLayout(table)
        grid.setHorizontalSpacing(px(24))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 1)
        for row, (keys, text) in enumerate(_rows(actions)):
            label = QLabel(keys)
            set_look(label, type="strong")
            grid.addWidget(label, row, 0)
            grid.addWidget(QLabel(text), row, 1)
        scroll = QScrollArea()
        scroll.setWidget(table)
        scroll.setWidgetResizable(True)
        for part in (table, scroll.viewport()):
            part.setAutoFillBackground(False)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.addWidget(scroll, 1)
        column.addWidget(buttons)
        self.resize(px(480), px(560))


def _rows(actions: Iterable[QAction]) -> list[tuple[str, str]]:
    native = QKeySequence.SequenceFormat.NativeText
    rows = []
    for action in actions:
        keys = ", ".join(dict.fromkeys(key.toString(native) for key in action.shortcuts()))
        if keys:
            rows.append((keys, action.text().replace("&", "").rstrip("…")))
    return rows
