"""The strip that tells in one sentence what happened, and offers what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from netbench_gui.i18n import Text, said
from netbench_gui.look.style_sheet import set_look
from netbench_gui.look.tokens import RADIUS_FIELD
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

MessageKind = Literal["info", "success", "notice", "problem"]

# Kind -> (icon, its colour role, fill). The shape tells the kind as well as the colour.
_LOOKS: dict[MessageKind, tuple[str, str, str | None]] = {
    "info": ("info", "muted", None),
    "success": ("circle-check", "success", None),
    "notice": ("triangle-alert", "warning", "warning_soft"),
    "problem": ("circle-alert", "danger", "danger_soft"),
}


class MessageBar(QWidget):
    """One message at a time; a notice or a problem stays until it is closed or replaced.

    Signals:
        closed: the user closed the message.
    """

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind: MessageKind = "info"
        self._message: Text = ""
        self._labels: tuple[Text, ...] = ()
        self._buttons: list[ToolButton] = []
        self.setObjectName("message_bar")
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setObjectName("message_text")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = ToolButton(theme, "x")
        self._close.setObjectName("message_close")
        self._close.clicked.connect(self._on_close_clicked)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._close)
        self._retranslate()
        self.clear()
        theme.changed.connect(self._on_theme_changed)

    def show_message(
        self,
        text: Text,
        kind: MessageKind = "info",
        actions: Sequence[tuple[Text, Callable[[], object]]] = (),
    ) -> None:
        """Say one sentence, with buttons for what can be done about it.

        Args:
            text: the sentence, or what gives it in the language of the window.
            kind: info and success are quiet; notice and problem are filled and can be closed.
            actions: for each button its text and what it calls; the message closes after it.
        """
        self._kind, self._message = kind, text
        self._drop_buttons()
        self._labels = tuple(label for label, _ in actions)
        for place, (label, call) in enumerate(actions):
            button = ToolButton(self._theme, text=said(label), kind="box")
            button.setObjectName(f"message_action_{place}")
            button.clicked.connect(lambda _checked=False, call=call: self._run(call))
            self._buttons.append(button)
            self._row.insertWidget(2 + place, button)
        self._close.setVisible(bool(actions) or kind in {"notice", "problem"})
        self._retranslate()
        self._on_theme_changed()
        # A screen reader says what would otherwise be seen only.
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Say nothing."""
        self._kind, self._message = "info", ""
        self._drop_buttons()
        self._close.hide()
        self._retranslate()
        self._on_theme_changed()

    def text(self) -> str:
        """Return the sentence."""
        return self._text.text()

    def message(self) -> Text:
        """Return what was asked to be shown, which may speak another language later."""
        return self._message

    def kind(self) -> MessageKind:
        """Return the kind of the message."""
        return self._kind

    def buttons(self) -> tuple[ToolButton, ...]:
        """Return the buttons of the message in their order."""
        return tuple(self._buttons)

    def _run(self, call: Callable[[], object]) -> None:
        self.clear()
        call()

    def _drop_buttons(self) -> None:
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons.clear()
        self._labels = ()

    def _on_close_clicked(self) -> None:
        self.clear()
        self.closed.emit()

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        icon, role, fill = _LOOKS[self._kind]
        quiet = fill is None
        self._icon.setVisible(bool(self._text.text()))
        self._icon.setPixmap(
            self._theme.pixmap(icon, 14 if quiet else 20, role, ratio=self.devicePixelRatioF())
        )
        set_look(self._text, type="caption" if quiet else None, tone="muted" if quiet else None)
        self._row.setContentsMargins(px(8), 0 if quiet else px(4), px(8), 0 if quiet else px(4))
        self._row.setSpacing(px(6) if quiet else px(8))
        self.setMinimumHeight(self._theme.row("status"))
        self.update()

    def _retranslate(self) -> None:
        text = said(self._message)
        self._text.setText(text)
        self.setAccessibleName(text)
        for button, label in zip(self._buttons, self._labels, strict=True):
            button.setText(said(label))
            button.updateGeometry()
        self._close.setToolTip(self.tr("Close this message"))
        self._close.setAccessibleName(self.tr("Close this message"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        fill = _LOOKS[self._kind][2]
        if fill is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(fill))
            radius = self._theme.px(RADIUS_FIELD)
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
