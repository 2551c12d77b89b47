"""All keys in one list, taken from the actions themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt
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

from netbench_gui.i18n import listed
from netbench_gui.look.style_sheet import set_look
from netbench_gui.look.theme import Theme


class ShortcutsDialog(QDialog):
    """Keys at the left, what they do at the right."""

    def __init__(self, theme: Theme, actions: Iterable[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts_dialog")
        px = theme.px
        self._rows: list[tuple[QAction, QLabel, QLabel]] = []
        table = QWidget()
        grid = QGridLayout(table)
        grid.setHorizontalSpacing(px(24))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 1)
        for row, action in enumerate(action for action in actions if _keys(action)):
            keys, text = QLabel(), QLabel()
            set_look(keys, type="strong")
            grid.addWidget(keys, row, 0)
            grid.addWidget(text, row, 1)
            self._rows.append((action, keys, text))
            # The action itself may learn the new language after this window.
            action.changed.connect(self._retranslate)
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
        self._retranslate()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        for action, keys, text in self._rows:
            keys.setText(_keys(action))
            text.setText(action.data() or _without_mnemonic(action.text()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _keys(action: QAction) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return listed(dict.fromkeys(key.toString(native) for key in action.shortcuts()))


def _without_mnemonic(text: str) -> str:
    return re.sub(r"\(&\w\)", "", text).replace("&", "").rstrip("…")
