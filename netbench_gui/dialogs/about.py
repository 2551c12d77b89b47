"""What this program is, its version, and whose work it stands on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from netbench_gui.look.style_sheet import set_look
from netbench_gui.look.theme import Theme
from netbench_gui.version import version


class AboutDialog(QDialog):
    """Version, sentence, licences."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self.setWindowTitle(self.tr("About NetBench"))
        title = QLabel(self.tr("NetBench {version}").format(version=version()))
        set_look(title, type="headline")
        what = QLabel(
            self.tr("A first neural network, built, trained and understood, and taken away as a PyTorch script.")
        )
        thanks = QLabel(
            self.tr(
                "Built on PyTorch, Qt for Python, NumPy and pandas. "
                "Icons by Lucide (ISC), letters Inter and JetBrains Mono (OFL)."
            )
        )
        set_look(thanks, tone="muted", type="caption")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        px = theme.px
        column.setContentsMargins(px(24), px(24), px(24), px(16))
        column.setSpacing(px(12))
        for label in (title, what, thanks):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addStretch(1)
        column.addWidget(buttons)
        self.setMinimumWidth(px(420))
