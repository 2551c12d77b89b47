"""Asks where to save something, while the window goes on living."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

# Parent, title, first proposal, kinds of files, and what is done with the chosen name.
AskWhere = Callable[[QWidget, str, str, str, Callable[[str], object]], object]


def ask_where(parent: QWidget, title: str, start: str, kinds: str, then: Callable[[str], object]) -> QFileDialog:
    """Open a dialog for saving and return at once; `then` gets the name when one is chosen."""
    dialog = QFileDialog(parent, title, start, kinds)
    dialog.setObjectName("save_dialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(then)
    dialog.open()
    return dialog
