"""The frame of every panel: a head with a title, and a body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme


class Panel(QFrame):
    """A rounded white (or dark) sheet with a head row.

    Attributes:
        body: the layout below the head; its margins are the panel's to set.
    """

    def __init__(
        self, theme: Theme, title: str = "", subtitle: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("panel", True)
        self._head = QWidget()
        self._head_row = QHBoxLayout(self._head)
        self._title = QLabel(title)
        self._title.setProperty("type", "title")
        self._subtitle = QLabel(subtitle)
        self._subtitle.setProperty("type", "caption")
        self._subtitle.setProperty("tone", "muted")
        baseline = Qt.AlignmentFlag.AlignVCenter
        self._head_row.addWidget(self._title, 0, baseline)
        self._head_row.addWidget(self._subtitle, 0, baseline)
        self._head_row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addWidget(self._head)
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        outer.addLayout(self.body, 1)
        self.setAccessibleName(title)
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)

    def set_title(self, title: str) -> None:
        """Name the panel."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Set the muted line beside the title; it goes where there is no room for it."""
        self._subtitle.setText(subtitle)
        self._fit_subtitle()

    def add_head_widget(self, widget: QWidget) -> None:
        """Put a widget at the right end of the head."""
        self._head_row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def _fit_subtitle(self) -> None:
        items = (self._head_row.itemAt(i) for i in range(self._head_row.count()))
        others = [item.widget() for item in items if item is not None]
        need = sum(
            widget.sizeHint().width() + self._head_row.spacing()
            for widget in others
            if widget is not None and (widget is self._subtitle or not widget.isHidden())
        )
        margins = self._head_row.contentsMargins()
        need += margins.left() + margins.right()
        self._subtitle.setVisible(bool(self._subtitle.text()) and need <= self.width())

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._head.setFixedHeight(px(40))
        self._head_row.setContentsMargins(px(12), 0, px(12), 0)
        self._head_row.setSpacing(px(8))
        self._fit_subtitle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_subtitle()
