"""The ring around the button that has the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QCheckBox, QRadioButton, QWidget
from shiboken6 import isValid

from netbench_gui.look.tokens import FOCUS_OFFSET, OUTLINE_STRONG, RADIUS_CHIP, RADIUS_FIELD

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_REACH = FOCUS_OFFSET + OUTLINE_STRONG
_MOVES = frozenset({
    QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.EnabledChange,
})


class FocusRing(QWidget):
    """Two pixels of accent, two pixels off its target.

    A style sheet cannot paint outside its widget, so the ring is a widget of its own that lies
    above the target and lets the mouse through.
    """

    def __init__(self, theme: Theme, target: QWidget) -> None:
        self._chain = _up_to_frame(target)
        super().__init__(self._chain[-1])
        self._theme = theme
        self._target = target
        self._strength = 1.0
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in self._chain[:-1]:
            widget.installEventFilter(self)
        self._settle()

    def set_strength(self, strength: float) -> None:
        """Let the ring shine through, from 0 to 1."""
        self._strength = strength
        self.update()

    def remove(self) -> None:
        """Take the ring away for good."""
        if not isValid(self):  # it went with its window
            return
        for widget in self._chain[:-1]:
            if isValid(widget):
                widget.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        # A window that is being destroyed still hides and moves what is in it: its Python half is
        # gone by then, and measuring against it would crash.
        if event.type() in _MOVES and isValid(self._target) and isValid(self._chain[-1]):
            self._settle()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("accent", self._strength), OUTLINE_STRONG))
        small = isinstance(self._target, QCheckBox | QRadioButton)
        radius = self._theme.px(RADIUS_CHIP if small else RADIUS_FIELD) + FOCUS_OFFSET + 1
        half = OUTLINE_STRONG / 2
        area = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(area, radius, radius)

    def _settle(self) -> None:
        frame = self._chain[-1]
        if not frame.isAncestorOf(self._target):  # it was moved elsewhere
            self.hide()
            return
        place = QRect(self._target.mapTo(frame, QPoint(0, 0)), self._target.size())
        self.setGeometry(place.adjusted(-_REACH, -_REACH, _REACH, _REACH))
        self.setVisible(self._target.isVisible() and self._target.isEnabled())
        self.raise_()


class FocusRings(QObject):
    """Keeps one ring around whichever button has the keyboard.

    Buttons in this program take the focus by Tab only, so the ring means the keyboard. Fields and
    lists mark the focus inside their own outline.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._ring: FocusRing | None = None

    def follow(self, old: QWidget | None, new: QWidget | None) -> None:
        """Move the ring from one widget to the next."""
        del old
        self.clear()
        self._ring = FocusRing(self._theme, new) if isinstance(new, QAbstractButton) else None

    def clear(self) -> None:
        """Take the ring away, also before the application ends."""
        if self._ring is not None and isValid(self._ring):
            self._ring.remove()
        self._ring = None


def _up_to_frame(target: QWidget) -> list[QWidget]:
    """Return the target and its ancestors up to what clips it: a viewport or the window."""
    chain = [target]
    while not chain[-1].isWindow():
        parent = chain[-1].parentWidget()
        if parent is None:
            break
        chain.append(parent)
        above = parent.parentWidget()
        if isinstance(above, QAbstractScrollArea) and above.viewport() is parent:
            break
    return chain
