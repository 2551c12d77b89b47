"""Tells that something in the program broke, that the work is safe, and what to pass on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
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
        self._text, self._file = text, file
        px = theme.px
        self._headline, self._hint, self._place = QLabel(), QLabel(), QLabel()
        set_look(self._headline, type="headline")
        self._details = QPlainTextEdit(text)
        self._details.setObjectName("crash_details")
        self._details.setReadOnly(True)
        self._details.setFont(theme.font("code_small"))
        set_look(self._place, type="caption", tone="muted")
        self._place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self._headline, self._hint, self._place):
            label.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.copy_button = buttons.addButton("", role)
        self.copy_button.setObjectName("crash_copy")
        self.copy_button.clicked.connect(self._on_copy_button_clicked)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(16))
        column.setSpacing(px(8))
        for widget in (self._headline, self._hint, self._details, self._place, buttons):
            column.addWidget(widget)
        self.resize(px(640), px(420))
        self._retranslate()

    def _on_copy_button_clicked(self) -> None:
        QApplication.clipboard().setText(self._text)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Something in NetBench broke"))
        self._headline.setText(self.tr("Something in NetBench broke. Your work is saved."))
        self._hint.setText(self.tr("You can go on. This report helps to mend it."))
        self._details.setAccessibleName(self.tr("Details"))
        self._place.setText(self.tr("Also kept in {file}").format(file=self._file) if self._file else "")
        self.copy_button.setText(self.tr("Copy report"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
