"""A combo box whose list has rows of full height, icons of the right size, and entries that typing finds."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QListView, QStyledItemDelegate, QWidget

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

# Other texts by which an entry is found: names in code and in the other language.
WORDS_ROLE = Qt.ItemDataRole.UserRole + 1
_MOST_ROWS = 12


class FindingList(QListView):
    """A list in which typed letters find an entry that begins so, or else one that holds them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed, self._last = "", 0.0

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Go on with what was typed just before, or begin anew; Qt calls this for each letter."""
        now = time.monotonic()
        if now - self._last > QApplication.keyboardInputInterval() / 1000:
            self._typed = ""
        self._last = now
        again = len(self._typed) == 1 and search == self._typed
        self._typed = search if again else self._typed + search
        current = self.currentIndex().row()
        row = self._find(self._typed.casefold(), current + 1 if len(self._typed) == 1 else max(current, 0))
        if row is not None:
            self.setCurrentIndex(self.model().index(row, 0))

    def _find(self, wanted: str, start: int) -> int | None:
        """The first row from `start` on, and around, that begins so; else one that holds it."""
        model = self.model()
        count = model.rowCount()
        rows = [(start + step) % count for step in range(count)]
        rows = [row for row in rows if model.flags(model.index(row, 0)) & Qt.ItemFlag.ItemIsEnabled]
        texts = {row: self._texts(row) for row in rows}
        begins = (row for row in rows if any(text.startswith(wanted) for text in texts[row]))
        holds = (row for row in rows if any(wanted in text for text in texts[row]))
        return next((row for found in (begins, holds) for row in found), None)

    def _texts(self, row: int) -> list[str]:
        index = self.model().index(row, 0)
        return [str(text).casefold() for text in (index.data(), *(index.data(WORDS_ROLE) or ()))]


class ComboBox(QComboBox):
    """A combo box that follows the theme, and the wheel only while it has the focus."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setView(FindingList(self))
        self.setMaxVisibleItems(_MOST_ROWS)
        # The default delegate of combo boxes takes no row height from a style sheet.
        self._delegate = QStyledItemDelegate(self)
        self.setItemDelegate(self._delegate)
        # Not the wheel: scrolling a form must not change what it passes over.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _on_theme_changed(self) -> None:
        self.setIconSize(self._theme.icon_size(16))
        self.view().setIconSize(self._theme.icon_size(16))
