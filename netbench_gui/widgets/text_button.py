"""A word that can be pressed: in the status row, and the count of problems in the tool bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from netbench_gui.look.tokens import RADIUS_FIELD, TypeName

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_SMALLEST = 24


class TextButton(QAbstractButton):
    """Text in the colour of a role, if wanted with an icon; a ground shows under the mouse."""

    def __init__(
        self,
        theme: Theme,
        *,
        role: str = "muted",
        style: TypeName = "caption",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._role, self._style, self._icon = role, style, icon
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    def show_text(self, text: str) -> None:
        """Say something else."""
        if text != self.text():
            self.setText(text)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        theme = self._theme
        width = QFontMetrics(theme.font(self._style)).horizontalAdvance(self.text())
        if self._icon:
            width += theme.icon_size().width() + theme.px(6)
        return QSize(width + 2 * theme.px(6), theme.px(_SMALLEST))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            radius = theme.px(RADIUS_FIELD)
            painter.drawRoundedRect(self.rect(), radius, radius)
        room = QRect(self.rect()).adjusted(theme.px(6), 0, 0, 0)
        if self._icon:
            side = theme.icon_size().width()
            top = (self.height() - side) // 2
            ratio = self.devicePixelRatioF()
            pixmap = theme.pixmap(self._icon, 16, self._role, ratio=ratio)
            painter.drawPixmap(room.left(), top, pixmap)
            room.adjust(side + theme.px(6), 0, 0, 0)
        painter.setFont(theme.font(self._style))
        painter.setPen(theme.color(self._role))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()
