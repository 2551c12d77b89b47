"""Tells that something in the program broke, that the work is safe, and what to pass on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from netbench_gui.look.style_sheet import set_look
from netbench_gui.look.theme import Theme


class CrashReportDialog(QDialog):
    """Not modal: the window can be used beside it."""

    def __init__(self, theme: Theme, text: str, file: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash_report")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Something in NetBench broke"))
        self._text = text
        px = theme.px
        headline = QLabel(self.tr("Something in NetBench broke. Your work is saved."))
        set_look(headline, type="headline")
        hint = QLabel(self.tr("You can go on. This report helps to mend it."))
        details = QPlainTextEdit(text)
        details.setObjectName("crash_details")
        details.setReadOnly(True)
        details.setFont(theme.font("code_small"))
        details.setAccessibleName(self.tr("Details"))
        place = QLabel(self.tr("Also kept in {file}").format(file=file) if file else "")
        set_look(place, type="caption", tone="muted")
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (headline, hint, place):
            label.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.copy_button = buttons.addButton(self.tr("Copy report"), role)
        self.copy_button.setObjectName("crash_copy")
        self.copy_button.clicked.connect(self._on_copy_button_clicked)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(16))
        column.setSpacing(px(8))
        for widget in (headline, hint, details, place, buttons):
            column.addWidget(widget)
        self.resize(px(640), px(420))

    def _on_copy_button_clicked(self) -> None:
        QApplication.clipboard().setText(self._text)
