"""A choice between two or three views, as in Layer | Training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from netbench_gui.look.tokens import RADIUS_FIELD

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme


class Segmented(QWidget):
    """Buttons in one outline, exactly one of them on.

    Signals:
        chosen: the key of the segment that the user or `choose` turned on.
    """

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, segments: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._segments: dict[str, _Segment] = {}
        # The group also gives the arrow keys between the segments.
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (key, text) in enumerate(segments):
            button = _Segment(theme, first=place == 0, last=place == len(segments) - 1)
            button.setObjectName(f"segment_{key}")
            button.setText(text)
            self._segments[key] = button
            self._group.addButton(button)
            row.addWidget(button)
        if segments:
            self._segments[segments[0][0]].setChecked(True)
        self._group.buttonToggled.connect(self._on_group_button_toggled)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def current(self) -> str:
        """Return the key of the segment that is on."""
        return next((key for key, button in self._segments.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Turn a segment on."""
        self._segments[key].setChecked(True)

    def set_text(self, key: str, text: str) -> None:
        """Rename a segment, as after a change of the language."""
        self._segments[key].setText(text)

    def button(self, key: str) -> QToolButton:
        """Return the button of a segment, for tooltips and shortcuts."""
        return self._segments[key]

    def _on_group_button_toggled(self, button: QToolButton, checked: bool) -> None:
        if checked:
            self.chosen.emit(next(k for k, one in self._segments.items() if one is button))


class _Segment(QToolButton):
    """One part; only the outer corners are round."""

    def __init__(self, theme: Theme, *, first: bool, last: bool) -> None:
        super().__init__()
        self._theme = theme
        self._first, self._last = first, last
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        # Room for the heavier letters of the chosen state, so that nothing moves.
        width = QFontMetrics(self._theme.font("strong")).horizontalAdvance(self.text())
        return QSize(width + 2 * self._theme.px(10), self._theme.row("field"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        color = self._theme.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        fill = "accent_soft" if chosen else "hover" if self.underMouse() else "surface"
        painter.setPen(color("control"))
        painter.setBrush(color(fill))
        painter.drawPath(self._outline())
        if chosen and not self._first:
            painter.drawLine(QPointF(0.5, 0.5), QPointF(0.5, self.height() - 0.5))
        painter.setFont(self._theme.font("strong" if chosen else "body"))
        role = "accent" if chosen else "muted"
        painter.setPen(color(role if self.isEnabled() else "disabled"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def _outline(self) -> QPainterPath:
        radius = self._theme.px(RADIUS_FIELD)
        # A part that does not end the row reaches beyond its edge: no double line between two.
        left = 0.5 if self._first else -radius - 0.5
        right = self.width() - 0.5 if self._last else self.width() + radius + 0.5
        path = QPainterPath()
        path.addRoundedRect(QRectF(left, 0.5, right - left, self.height() - 1), radius, radius)
        return path
