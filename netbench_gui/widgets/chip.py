"""A small rounded label: "3 classes", "follows species", "96.1 %"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from netbench_gui.look.tokens import RADIUS_CHIP

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

ChipKind = Literal["accent", "neutral", "success", "warning", "danger", "count"]

# Kind -> (fill, letters and icon).
_ROLES: dict[ChipKind, tuple[str, str]] = {
    "accent": ("accent_soft", "accent"),
    "neutral": ("hover", "muted"),
    "success": ("success_soft", "success"),
    "warning": ("warning_soft", "warning"),
    "danger": ("danger_soft", "danger"),
    "count": ("danger", "danger_text"),
}
_HEIGHT, _COUNT_HEIGHT, _SIDE, _GAP, _ICON = 20, 18, 7, 4, 12


def chip_size(theme: Theme, text: str, kind: ChipKind = "accent", icon: str = "") -> QSize:
    """Return the room that `paint_chip` needs."""
    width = QFontMetrics(theme.font("caption")).horizontalAdvance(text)
    if kind == "count":
        height = theme.px(_COUNT_HEIGHT)
        return QSize(max(height, width + theme.px(10)), height)
    if icon:
        width += theme.icon_size(_ICON).width() + (theme.px(_GAP) if text else 0)
    return QSize(width + 2 * theme.px(_SIDE), theme.px(_HEIGHT))


def paint_chip(
    painter: QPainter,
    theme: Theme,
    place: QPoint,
    text: str,
    kind: ChipKind = "accent",
    icon: str = "",
) -> None:
    """Paint a chip with its top left corner at `place`; delegates use it too."""
    fill, letters = _ROLES[kind]
    area = QRect(place, chip_size(theme, text, kind, icon))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(fill))
    radius = area.height() / 2 if kind == "count" else theme.px(RADIUS_CHIP)
    painter.drawRoundedRect(area, radius, radius)
    painter.setPen(theme.color(letters))
    painter.setFont(theme.font("caption"))
    if kind == "count":
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
    else:
        side = theme.px(_SIDE)
        inner = area.adjusted(side, 0, -side, 0)
        if icon:
            size = theme.icon_size(_ICON).width()
            ratio = painter.device().devicePixelRatio()
            top = inner.top() + (inner.height() - size) // 2
            painter.drawPixmap(inner.left(), top, theme.pixmap(icon, _ICON, letters, ratio=ratio))
            inner.setLeft(inner.left() + size + theme.px(_GAP))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()


class Chip(QWidget):
    """A chip as a widget; its text is its accessible name."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        kind: ChipKind = "accent",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text, self._kind, self._icon = text, kind, icon
        self.setObjectName("chip")
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    def text(self) -> str:
        """Return what it says."""
        return self._text

    def kind(self) -> ChipKind:
        """Return its kind."""
        return self._kind

    def show_text(self, text: str, kind: ChipKind | None = None, icon: str | None = None) -> None:
        """Say something else, if wanted in another kind or with another icon."""
        self._text = text
        self._kind = kind or self._kind
        self._icon = self._icon if icon is None else icon
        self.setAccessibleName(text)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(self._theme, self._text, self._kind, self._icon)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        paint_chip(painter, self._theme, QPoint(0, 0), self._text, self._kind, self._icon)
