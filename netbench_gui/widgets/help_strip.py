"""The strip that explains in one sentence the field that has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from netbench_gui.look.style_sheet import set_look

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme


class HelpStrip(QFrame):
    """A headline, the bounds at the right, and a sentence below; never empty."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("help_strip")
        self.setProperty("help_strip", True)
        self._title, self._bounds, self._sentence = QLabel(), QLabel(), QLabel()
        self._title.setObjectName("help_title")
        self._bounds.setObjectName("help_bounds")
        self._sentence.setObjectName("help_sentence")
        for label in (self._title, self._bounds, self._sentence):
            label.setTextFormat(Qt.TextFormat.PlainText)
        set_look(self._title, type="strong")
        set_look(self._bounds, type="caption", tone="muted")
        set_look(self._sentence, tone="muted")
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._grid = QGridLayout(self)
        self._grid.addWidget(self._title, 0, 0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(self._bounds, 0, 1, right)
        self._grid.addWidget(self._sentence, 1, 0, 1, 2)
        self._grid.setColumnStretch(1, 1)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_help(self, title: str, bounds: str, sentence: str) -> None:
        """Explain something."""
        self._title.setText(title)
        self._bounds.setText(bounds)
        self._sentence.setText(sentence)
        self.setAccessibleName(title)
        self.setAccessibleDescription(f"{bounds} {sentence}".strip())

    def texts(self) -> tuple[str, str, str]:
        """Return headline, bounds and sentence."""
        return self._title.text(), self._bounds.text(), self._sentence.text()

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._grid.setContentsMargins(px(12), px(8), px(12), px(8))
        self._grid.setVerticalSpacing(px(2))
        self._grid.setHorizontalSpacing(px(8))
        # Two lines are kept free, so that the rows above do not move from field to field.
        self._sentence.setMinimumHeight(2 * self._sentence.fontMetrics().lineSpacing())
