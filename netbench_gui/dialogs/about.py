"""What this program is, its version, and whose work it stands on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from netbench_gui.look.style_sheet import set_look
from netbench_gui.look.theme import Theme
from netbench_gui.version import version


class AboutDialog(QDialog):
    """Version, sentence, licences."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self._title, self._what, self._thanks = QLabel(), QLabel(), QLabel()
        set_look(self._title, type="headline")
        set_look(self._thanks, tone="muted", type="caption")
        self._retranslate()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        px = theme.px
        column.setContentsMargins(px(24), px(24), px(24), px(16))
        column.setSpacing(px(12))
        for label in (self._title, self._what, self._thanks):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addStretch(1)
        column.addWidget(buttons)
        self.setMinimumWidth(px(420))

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("About NetBench"))
        self._title.setText(self.tr("NetBench {version}").format(version=version()))
        self._what.setText(
            self.tr("A first neural network, built, trained and understood, and taken away as a PyTorch script.")
        )
        self._thanks.setText(
            self.tr(
                "Built on PyTorch, Qt for Python, NumPy and pandas. "
                "Icons by Lucide (ISC), letters Inter and JetBrains Mono (OFL)."
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
