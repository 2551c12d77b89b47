"""What stands over the palette: how to use it, and a field to find a layer in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from netbench_gui.look.style_sheet import set_look
from netbench_gui.widgets.search_field import SearchField
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme


class PaletteHead(QWidget):
    """A caption with a magnifier, which makes room for the field.

    Attributes:
        field: hidden until a search begins.

    Signals:
        ended: the search is over; the focus belongs to the palette again.
    """

    ended = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._caption = QLabel()
        self._caption.setObjectName("palette_head")
        set_look(self._caption, type="caption", tone="muted")
        self._button = ToolButton(theme, "search")
        self._button.setObjectName("find_layer")
        self.field = SearchField(theme)
        self.field.setObjectName("layer_search")
        self.field.hide()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._caption, 1)
        self._row.addWidget(self._button)
        self._row.addWidget(self.field, 1)
        self._button.clicked.connect(lambda _checked=False: self.begin())
        self.field.escaped.connect(self.end)
        self.field.abandoned.connect(self.close_field)
        theme.changed.connect(self._on_theme_changed)
        self._retranslate()
        self._on_theme_changed()

    def begin(self, text: str = "") -> None:
        """Begin to search with what was typed elsewhere."""
        for widget in (self._caption, self._button):
            widget.hide()
        self.field.show()
        self._on_theme_changed()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.setText(text)  # and the cursor behind it, for the next letter

    def end(self) -> None:
        """Show everything again."""
        self.close_field()
        self.ended.emit()

    def close_field(self) -> None:
        """Make room for the caption again."""
        self.field.clear()
        self.field.hide()
        for widget in (self._caption, self._button):
            widget.show()
        self._on_theme_changed()

    def caption_width(self) -> int:
        """How much room the caption wants."""
        return self._caption.sizeHint().width() + self._button.sizeHint().width() + self._theme.px(24)

    def _retranslate(self) -> None:
        self._caption.setText(self.tr("Drag in, or Enter"))
        tip = self.tr("Find a layer by its name; typing in the list does the same.")
        self._button.setToolTip(tip)
        self._button.setAccessibleName(self.tr("Find a layer"))
        self.field.set_words(self.tr("Find a layer"), tip, self.tr("Empty the field"))

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(16) if self.field.isHidden() else px(8), 0, px(6), 0)
        self._row.setSpacing(px(2))
        self.setFixedHeight(self._theme.row("form"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
