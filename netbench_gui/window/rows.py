"""The upper panels over the lower one, which can take the whole window."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, Qt, QVariantAnimation, Signal
from PySide6.QtWidgets import QSplitter, QStyle, QWidget

from netbench_gui.look.theme import Theme

UPPER_SHARE = 400 / 676  # of what is drawn at 1280 × 800
SMALLEST_LOWER = 200
MOTION_MS = 160


class WindowRows(QSplitter):
    """Two halves.

    Signals:
        maximised(is_maximised): the lower half took the whole window, or gave it back.
    """

    maximised = Signal(bool)

    def __init__(self, theme: Theme, upper: QWidget, lower: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._theme = theme
        self._upper, self._lower = upper, lower
        self._sizes: list[int] = []
        self._animation: QVariantAnimation | None = None
        self.is_maximised = False
        self.setObjectName("rows")
        self.addWidget(upper)
        self.addWidget(lower)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.setCollapsible(1, False)
        self.setCollapsible(0, False)
        theme.changed.connect(self._measure)
        self._measure()

    def set_default_heights(self) -> None:
        """Give both halves the heights they were drawn with."""
        room = self.height() - self.handleWidth()
        upper = round(room * UPPER_SHARE)
        self.setSizes([upper, room - upper])

    def set_maximised(self, maximised: bool) -> None:
        """Give the lower half everything, or give it back."""
        if maximised == self.is_maximised:
            return
        self.is_maximised = maximised
        self._finish()
        room = self.height() - self.handleWidth()
        if maximised:
            self._sizes = self.sizes()
            self._move(self._sizes[0], 0, room)
        else:
            self._upper.show()
            self._move(0, self._sizes[0] if self._sizes else round(room * UPPER_SHARE), room)
        self.maximised.emit(maximised)

    def _move(self, start: int, end: int, room: int) -> None:
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        if not self.isVisible() or self.style().styleHint(hint, None, self) == 0:
            self._settle(end, room)
            return
        # While it moves the upper half may be smaller than it likes.
        self._upper.setMinimumHeight(1)
        self._animation = QVariantAnimation(self)
        self._animation.setDuration(MOTION_MS)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.setStartValue(start)
        self._animation.setEndValue(end)
        self._animation.valueChanged.connect(lambda upper: self.setSizes([upper, room - upper]))
        self._animation.finished.connect(lambda: self._settle(end, room))
        self._animation.start()

    def _settle(self, upper: int, room: int) -> None:
        self._animation = None
        self._upper.setMinimumHeight(0)
        self._upper.setVisible(upper > 0)
        if upper > 0:
            self.setSizes([upper, room - upper])

    def _finish(self) -> None:
        if self._animation is not None:
            self._animation.stop()
            self._animation = None

    def _measure(self) -> None:
        self.setHandleWidth(self._theme.px(8))
        self._lower.setMinimumHeight(self._theme.px(SMALLEST_LOWER))
