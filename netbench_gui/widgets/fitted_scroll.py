"""A scroll area that is as high as what it holds, and lower only where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

_NONE = Qt.FocusPolicy.NoFocus
_RING = 4  # of the focus, below a field


class FittedScroll(QScrollArea):
    """Scrolls up and down only; what lies below it moves up when its content shrinks."""

    def __init__(self, content: QWidget, least_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content, self._least_height = content, least_height
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(content)
        # The panel's white is below; a scroll area would paint the window's grey over it.
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when the content's changes."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        if watched is self._content and event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self._show_whole_rows()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._show_whole_rows()
        super().resizeEvent(event)

    def _show_whole_rows(self) -> None:
        """Where not all rows have room, cut none in two."""
        rest, height = 0, self.height()
        if self._content.sizeHint().height() > height:
            fields = [each.geometry() for each in self._content.findChildren(QWidget) if each.focusPolicy() != _NONE]
            ends = [place.bottom() + _RING for place in fields if place.bottom() + _RING <= height]
            rest = height - max(ends, default=height)
        self.setViewportMargins(0, 0, 0, rest)

    def sizeHint(self) -> QSize:
        """Return the size of the content."""
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least height, or the content's where that is lower."""
        height = min(self._least_height, self._content.sizeHint().height())
        return QSize(self._content.minimumSizeHint().width(), height)
