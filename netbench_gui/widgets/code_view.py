"""Shows a script, with the lines of the selected layer marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextDocumentLayout, QPlainTextEdit, QWidget

from netbench_gui.widgets.python_highlighter import PythonHighlighter

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_GUTTER, _BAR = 48, 3


class CodeView(QPlainTextEdit):
    """Read-only source with line numbers; each line may belong to an owner, as to a layer.

    Signals:
        owner_clicked: the owner of the line that was clicked, or on which Enter was pressed.
    """

    owner_clicked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._owners: dict[int, str] = {}
        self._owner: str | None = None
        self._press = QPoint()
        self.setObjectName("code_view")
        self.setProperty("code", True)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self._layout = _TallLines(theme, self)
        self.document().setDocumentLayout(self._layout)
        self._gutter = _Gutter(self)
        self._highlighter = PythonHighlighter(theme, self.document())
        self.updateRequest.connect(self._on_update_request)
        theme.changed.connect(self._on_theme_changed)
        self._retranslate()
        self._on_theme_changed()

    def show_code(self, text: str, line_owners: Mapping[int, str] | None = None) -> None:
        """Show a script where the last one stood.

        Args:
            text: the source.
            line_owners: for lines that belong to something, counted from 1, its name.
        """
        self._owners = dict(line_owners or {})
        if text != self.toPlainText():
            down, right = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
            self.setPlainText(text)
            self.verticalScrollBar().setValue(down)
            self.horizontalScrollBar().setValue(right)
        self.viewport().update()
        self._gutter.update()

    def highlight(self, owner: str | None) -> None:
        """Mark the lines of an owner, and scroll to them if none is in view."""
        self._owner = owner
        lines = sorted(line for line, name in self._owners.items() if name == owner)
        if lines and not any(self._in_view(line) for line in lines):
            cursor = QTextCursor(self.document().findBlockByNumber(lines[0] - 1))
            self.setTextCursor(cursor)
            self.centerCursor()
        self.viewport().update()
        self._gutter.update()

    def highlighted_lines(self) -> list[int]:
        """Return the numbers of the marked lines."""
        if self._owner is None:
            return []
        return sorted(line for line, name in self._owners.items() if name == self._owner)

    def owner_of(self, line: int) -> str | None:
        """Return the owner of a line, counted from 1."""
        return self._owners.get(line)

    def _in_view(self, line: int) -> bool:
        block = self.document().findBlockByNumber(line - 1)
        if not block.isValid():
            return False
        place = self.blockBoundingGeometry(block).translated(self.contentOffset())
        return place.top() >= 0 and place.bottom() <= self.viewport().height()

    def _marked(self, block: QTextBlock) -> bool:
        return self._owner is not None and self.owner_of(block.blockNumber() + 1) == self._owner

    def _visible_blocks(self) -> list[tuple[QTextBlock, QRectF]]:
        """Return the blocks in view with their places in the viewport."""
        found = []
        block = self.firstVisibleBlock()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > self.viewport().height():
                break
            found.append((block, place))
            block = block.next()
        return found

    def _emit_owner(self, line: int) -> None:
        owner = self.owner_of(line)
        if owner is not None:
            self.owner_clicked.emit(owner)

    def paint_gutter(self, painter: QPainter) -> None:
        """Paint the line numbers; the gutter calls it."""
        theme = self._theme
        width = self._gutter.width()
        painter.fillRect(self._gutter.rect(), theme.color("surface"))
        painter.setFont(theme.font("code_small"))
        for block, place in self._visible_blocks():
            marked = self._marked(block)
            line = QRect(0, round(place.top()), width, theme.row("code"))
            if marked:
                painter.fillRect(line, theme.color("accent_soft"))
                painter.fillRect(QRect(0, line.top(), _BAR, line.height()), theme.color("accent"))
            painter.setPen(theme.color("accent" if marked else "muted"))
            number = line.adjusted(0, 0, -theme.px(12), 0)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(number, flags, str(block.blockNumber() + 1))

    def click_gutter(self, y: float) -> None:
        """Select the owner of the line at a height; the gutter calls it."""
        for block, place in self._visible_blocks():
            if place.top() <= y < place.bottom():
                self._emit_owner(block.blockNumber() + 1)

    def _on_update_request(self, area: QRect, scrolled: int) -> None:
        if scrolled:
            self._gutter.scroll(0, scrolled)
        else:
            self._gutter.update(0, area.y(), self._gutter.width(), area.height())

    def _on_theme_changed(self) -> None:
        self.setFont(self._theme.font("code"))
        self.document().setDefaultFont(self._theme.font("code"))
        self.document().setDocumentMargin(0)
        self.setViewportMargins(self._theme.px(_GUTTER), 0, 0, 0)
        self._place_gutter()
        self.viewport().update()

    def _place_gutter(self) -> None:
        inner = self.contentsRect()
        width = self._theme.px(_GUTTER)
        self._gutter.setGeometry(inner.left(), inner.top(), width, self.viewport().height())

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Script"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_gutter()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        for block, place in self._visible_blocks():
            if self._marked(block):
                band = QRect(0, round(place.top()), self.viewport().width(), round(place.height()))
                painter.fillRect(band, self._theme.color("accent_soft"))
        painter.end()
        super().paintEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        # Dragging selects text to copy; only a click in one place chooses.
        still = (event.position().toPoint() - self._press).manhattanLength() < 4
        if event.button() == Qt.MouseButton.LeftButton and still:
            self.click_gutter(event.position().y())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._emit_owner(self.textCursor().blockNumber() + 1)
            return
        super().keyPressEvent(event)


class _Gutter(QWidget):
    """The strip of line numbers."""

    def __init__(self, view: CodeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self) -> QSize:
        return QSize(self._view.viewportMargins().left(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        self._view.paint_gutter(QPainter(self))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._view.click_gutter(event.position().y())


class _TallLines(QPlainTextDocumentLayout):
    """Gives each line the row height of code: a plain text document knows no line spacing."""

    def __init__(self, theme: Theme, view: CodeView) -> None:
        super().__init__(view.document())
        self._theme = theme

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:  # noqa: N802
        area = super().blockBoundingRect(block)
        area.setHeight(max(area.height(), self._theme.row("code")))
        return area
