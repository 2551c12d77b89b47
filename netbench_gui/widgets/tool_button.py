"""Buttons of the tool bar and of the panels: flat, outlined, or filled blue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QStyle, QToolButton, QWidget

from netbench_gui.look.tokens import RADIUS_FIELD
from netbench_gui.widgets.focus_ring import FocusRing

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

ButtonKind = Literal["flat", "box", "primary", "link"]

_SPLIT = 32
_CHEVRON = 14
_ICON_ROLES: dict[ButtonKind, str] = {
    "flat": "text",
    "box": "text",
    "primary": "accent_text",
    "link": "accent",
}


class ToolButton(QToolButton):
    """A button that paints itself from the theme.

    Fusion sets icon and text too close together and knows no divided filled button. The icon of
    the button's action or `icon_name` is used; a menu shows a chevron (`InstantPopup`) or a
    divided part of its own (`MenuButtonPopup`).
    """

    def __init__(
        self,
        theme: Theme,
        icon_name: str = "",
        text: str = "",
        *,
        kind: ButtonKind = "flat",
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind: ButtonKind = kind
        self._tall = tall
        self._icon_side = 18 if tall else 16
        self._lead = ""
        self._trail = ""
        self._opens = False
        self.setProperty("kind", kind)
        self.setProperty("tall", tall)
        self.setText(text)
        self.setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            if text
            else Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        # Tab only: so the focus ring always means the keyboard.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if icon_name:
            self.set_icon_name(icon_name)
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)

    def set_icon_name(self, name: str) -> None:
        """Show another icon, in the colour that goes with the kind."""
        role = _ICON_ROLES[self._kind]
        checked = "accent" if self._kind in {"flat", "box"} else role
        self.setIcon(self._theme.icon(name, self._icon_side, role, on=checked))

    def set_kind(self, kind: ButtonKind) -> None:
        """Change between flat, box, primary and link; set the icon again after it."""
        self._kind = kind
        self.setProperty("kind", kind)
        self._on_theme_changed()

    def set_lead(self, text: str) -> None:
        """Show a muted word before the text, as in "Device Automatic"."""
        if text != self._lead:
            self._lead = text
            self._on_theme_changed()

    def set_trail(self, text: str) -> None:
        """Show a muted word after the text, as in "Smoothing 0"."""
        self._trail = text
        self._on_theme_changed()

    def show_chevron(self) -> None:
        """Show a chevron without a menu: the button opens something of its own."""
        self._opens = True
        self.updateGeometry()

    def _has_split(self) -> bool:
        divided = self.popupMode() == QToolButton.ToolButtonPopupMode.MenuButtonPopup
        return self.menu() is not None and divided

    def _has_chevron(self) -> bool:
        instant = self.popupMode() == QToolButton.ToolButtonPopupMode.InstantPopup
        return self._opens or (self.menu() is not None and instant)

    def _shown_text(self) -> str:
        if self.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
            return ""
        return self.text().replace("&", "")

    def _text_font(self) -> QFont:
        if self._kind == "primary":
            return self._theme.font("title" if self._tall else "strong")
        return self._theme.font("medium")

    def _pieces(self) -> list[tuple[str, QFont, str]]:
        """Return the words in order, each with its font and its colour role."""
        role = _ICON_ROLES[self._kind]
        if self.isChecked() and self._kind in {"flat", "box"}:
            role = "accent"
        words = [
            (self._lead, self._theme.font("body"), "muted"),
            (self._shown_text(), self._text_font(), role),
            (self._trail, self._theme.font("body"), "muted"),
        ]
        if not words[1][0]:
            return []
        return [piece for piece in words if piece[0]]

    def _side(self) -> int:
        if not self._pieces():
            return 0
        if self._kind == "primary" and self._tall:
            return self._theme.px(16)
        return self._theme.px({"link": 4, "box": 11}.get(self._kind, 10))

    def sizeHint(self) -> QSize:
        theme = self._theme
        height = theme.row("tool_button" if self._tall else "field")
        pieces = self._pieces()
        icon = 0 if self.icon().isNull() else self.iconSize().width()
        if not pieces:
            width = height
            if self._has_chevron():
                width += theme.px(_CHEVRON)
        else:
            width = icon + 2 * self._side() + (theme.px(8) if icon else 0)
            width += sum(QFontMetrics(font).horizontalAdvance(word) for word, font, _ in pieces)
            width += theme.px(6) * (len(pieces) - 1)
            if self._has_chevron():
                width += theme.px(6) + theme.icon_size(_CHEVRON).width()
        if self._has_split():
            width += theme.px(_SPLIT)
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        room = self.rect()
        if self._has_split():
            room = self._paint_split(painter)
        self._paint_content(painter, room)

    def _paint_frame(self, painter: QPainter) -> None:
        color = self._theme.color
        enabled, pressed = self.isEnabled(), self.isDown() or self.isChecked()
        hovered = enabled and self.underMouse()
        fill: QColor | None = None
        outline: QColor | None = None
        if self._kind == "primary":
            fill = color("hover" if not enabled else "accent_fill")
            if hovered:
                fill = color("accent_fill_hover")
        else:
            if self._kind == "box":
                fill = color("surface" if self._tall else "card")
                outline = color("control" if enabled else "border")
            if hovered:
                fill = color("hover")
            if pressed:
                fill = color("accent_soft")
        radius = self._theme.px(RADIUS_FIELD)
        area = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        if outline is not None:
            area.adjust(0.5, 0.5, -0.5, -0.5)
            painter.setPen(outline)
        painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, radius, radius)

    def _paint_split(self, painter: QPainter) -> QRect:
        theme = self._theme
        part = QRect(self.rect())
        part.setLeft(self.width() - theme.px(_SPLIT))
        role = _ICON_ROLES[self._kind] if self.isEnabled() else "disabled"
        inset = self.height() // 4
        painter.setPen(QPen(theme.color(role, 0.5), 1))
        x = part.left() + 0.5
        painter.drawLine(QPointF(x, inset), QPointF(x, self.height() - inset))
        self._paint_chevron(painter, part.center().x() + 1, 16, role)
        return self.rect().adjusted(0, 0, -theme.px(_SPLIT), 0)

    def _paint_chevron(self, painter: QPainter, middle: int, side: int, role: str) -> None:
        ratio = self.devicePixelRatioF()
        pixmap = self._theme.pixmap("chevron-down", side, role, ratio=ratio)
        size = self._theme.icon_size(side).width()
        painter.drawPixmap(middle - size // 2, (self.height() - size) // 2, pixmap)

    def _paint_content(self, painter: QPainter, room: QRect) -> None:
        theme = self._theme
        pieces = self._pieces()
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        state = QIcon.State.On if self.isChecked() else QIcon.State.Off
        size = self.iconSize()
        top = (self.height() - size.height()) // 2
        x = self._side()
        if not pieces:
            chevron = theme.px(_CHEVRON) if self._has_chevron() else 0
            x = (room.width() - chevron - size.width()) // 2
        if not self.icon().isNull():
            self.icon().paint(
                painter, QRect(x, top, size.width(), size.height()), mode=mode, state=state
            )
            x += size.width() + theme.px(8)
        for word, font, role in pieces:
            painter.setFont(font)
            painter.setPen(theme.color(role if self.isEnabled() else "disabled"))
            width = QFontMetrics(font).horizontalAdvance(word)
            place = QRect(x, 0, width + 2, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, word)
            x += width + theme.px(6)
        if self._has_chevron():
            role = "text" if self.isEnabled() else "disabled"
            side = theme.icon_size(_CHEVRON).width()
            middle = x + side // 2 if pieces else room.width() - theme.px(4) - side // 2
            self._paint_chevron(painter, middle, _CHEVRON, role)

    def _on_theme_changed(self) -> None:
        self.setIconSize(self._theme.icon_size(self._icon_side))
        self.updateGeometry()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        split = self.width() - self._theme.px(_SPLIT)
        if self._has_split() and self.isEnabled() and event.position().x() >= split:
            self.showMenu()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.menu() is not None:
            self.showMenu()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)


class PrimaryButton(ToolButton):
    """The one filled button of a window state: Train, a fix, or "Use this table"."""

    def __init__(
        self,
        theme: Theme,
        icon_name: str = "",
        text: str = "",
        *,
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, icon_name, text, kind="primary", tall=tall, parent=parent)
        self._ring: FocusRing | None = None
        self._animation: QVariantAnimation | None = None

    def show_ring(self) -> None:
        """Draw attention by a ring: it appears twice, then stays."""
        if self._ring is not None:
            return
        self._ring = FocusRing(self._theme, self)
        if self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) == 0:
            return
        self._animation = QVariantAnimation(self)
        self._animation.setDuration(600)
        self._animation.setLoopCount(2)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.valueChanged.connect(self._on_animation_value_changed)
        self._animation.start()

    def hide_ring(self) -> None:
        """Take the ring away, as after the first training."""
        if self._animation is not None:
            self._animation.stop()
            self._animation = None
        if self._ring is not None:
            self._ring.remove()
            self._ring = None

    def has_ring(self) -> bool:
        """Return whether the ring is drawn."""
        return self._ring is not None

    def _on_animation_value_changed(self, value: float) -> None:
        if self._ring is not None:
            self._ring.set_strength(value)
