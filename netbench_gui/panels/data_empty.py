"""What the DATA panel shows before there is a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from netbench_gui.look.style_sheet import set_look
from netbench_gui.widgets.tool_button import PrimaryButton, ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme


class NoData(QWidget):
    """"Drop a table here", Open… and Samples.

    Signals:
        open_wanted: a file should be chosen.
    """

    open_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("no_data")
        self._headline, self._hint = QLabel(), QLabel()
        self._headline.setObjectName("no_data_headline")
        set_look(self._headline, type="headline")
        set_look(self._hint, tone="muted")
        for label in (self._headline, self._hint):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._open = PrimaryButton(theme, "folder-open", " ")
        self._open.setObjectName("empty_open")
        self._open.clicked.connect(self.open_wanted)
        self._samples = ToolButton(theme, "", " ", kind="box")
        self._samples.setObjectName("empty_samples")
        self._samples.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._open)
        buttons.addWidget(self._samples)
        buttons.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addStretch(2)
        self._column.addWidget(self._headline)
        self._column.addWidget(self._hint)
        self._column.addLayout(buttons)
        self._column.addStretch(3)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self._retranslate()

    def set_samples_menu(self, menu: QMenu) -> None:
        """Open this menu from Samples."""
        self._samples.setMenu(menu)
        self._samples.updateGeometry()

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(12), px(12), px(12), px(12))
        self._column.setSpacing(px(12))

    def _retranslate(self) -> None:
        self._headline.setText(self.tr("Drop a table here"))
        self._hint.setText(self.tr("A CSV or text file with one row per example."))
        for button, text, tip in (
            (self._open, self.tr("Open…"), self.tr("Choose a table or a project.")),
            (self._samples, self.tr("Samples"), self.tr("Open one of the bundled projects.")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(tip)
            button.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
