"""A part of a form that can be folded away: "More settings"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from netbench_gui.look.style_sheet import set_look
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme


class Section(QWidget):
    """A link with an arrow, and below it what it opens.

    Attributes:
        body: the layout that takes the rows.

    Signals:
        toggled: whether it is open now.
    """

    toggled = Signal(bool)

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_open = False
        self._was_open: bool | None = None
        self._button = ToolButton(theme, "chevron-right", text or " ", kind="link")
        self._button.clicked.connect(lambda: self.set_open(not self._is_open))
        self._head = QWidget()
        self._head_row = QHBoxLayout(self._head)
        self._head_row.setSpacing(0)
        self._head_row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head_row.addStretch(1)
        self._content = QWidget()
        self._content.setVisible(False)
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._content)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.set_text(text)

    def button(self) -> ToolButton:
        """Return the link that opens and closes it."""
        return self._button

    def set_text(self, text: str) -> None:
        """Name the section."""
        self._button.setText(text)
        self._button.setAccessibleName(text)
        self._button.updateGeometry()

    def is_open(self) -> bool:
        """Return whether the rows are shown."""
        return self._is_open

    def show_found(self, found: bool | None) -> None:
        """While one searches show the section opened, or not at all; None: as it was before."""
        if self._was_open is None and found is not None:
            self._was_open = self._is_open
        self.setVisible(found is not False)
        if found:
            self.set_open(True)
        elif found is None and self._was_open is not None:
            self.set_open(self._was_open)
            self._was_open = None

    def set_open(self, is_open: bool) -> None:
        """Show or fold the rows."""
        if is_open != self._is_open:
            self._is_open = is_open
            self._button.set_icon_name("chevron-down" if is_open else "chevron-right")
            self._content.setVisible(is_open)
            self.toggled.emit(is_open)

    def _on_theme_changed(self) -> None:
        self._head.setFixedHeight(self._theme.row("form"))
        self._head_row.setContentsMargins(0, 0, 0, 0)


class Caption(QLabel):
    """What the rows below are about, where they are not folded away."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        set_look(self, type="strong")
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self.setContentsMargins(px(4), px(10), 0, px(2))
