"""What a tab says while it has nothing to show: a headline and one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme


class EmptyState(QWidget):
    """Icon, headline and one sentence in the middle."""

    def __init__(
        self, theme: Theme, icon: str, role: str = "muted", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._icon_name, self._role = theme, icon, role
        self._icon, self._headline, self._detail = QLabel(), QLabel(), QLabel()
        self._headline.setProperty("type", "headline")
        self._detail.setProperty("tone", "muted")
        column = QVBoxLayout(self)
        column.addStretch(1)
        for label in (self._icon, self._headline, self._detail):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(2)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_text(self, headline: str, detail: str = "") -> None:
        """Say it; the headline names the area for screen readers too."""
        self._headline.setText(headline)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(headline)

    def headline(self) -> str:
        """What it says first."""
        return self._headline.text()

    def _on_theme_changed(self) -> None:
        column = self.layout()
        assert column is not None
        column.setSpacing(self._theme.px(6))
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(self._theme.pixmap(self._icon_name, 24, self._role, ratio=ratio))
