"""The lowest line of the window: the message bar, and the device, the zoom and the language."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from engine.machine import usable_cores
from netbench_gui.i18n import Text
from netbench_gui.language import LANGUAGE_NAMES
from netbench_gui.look.style_sheet import set_look
from netbench_gui.look.theme import Theme
from netbench_gui.notify import Notifier
from netbench_gui.session.session import TrainingSession
from netbench_gui.widgets.message_bar import MessageBar, MessageKind
from netbench_gui.widgets.text_button import TextButton


class StatusRow(QWidget):
    """Shows what the notifier says.

    Signals:
        zoom_pressed(), language_pressed(): the words at the right were pressed.
    """

    zoom_pressed = Signal()
    language_pressed = Signal()

    def __init__(self, theme: Theme, session: TrainingSession, notifier: Notifier) -> None:
        super().__init__()
        self._theme, self._session = theme, session
        self._language = "en"
        # What a passing hint has put aside.
        self._said: tuple[Text, MessageKind] | None = None
        self.setObjectName("status_row")
        self.message = MessageBar(theme)
        self.device = QLabel()
        self.device.setObjectName("status_device")
        set_look(self.device, type="caption", tone="muted")
        self.zoom = TextButton(theme)
        self.zoom.setObjectName("status_zoom")
        self.zoom.clicked.connect(self.zoom_pressed)
        self.language = TextButton(theme)
        self.language.setObjectName("status_language")
        self.language.clicked.connect(self.language_pressed)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.message, 1)
        for widget in (self.device, self.zoom, self.language):
            self._row.addWidget(widget)
        notifier.message_shown.connect(self._on_notifier_message_shown)
        session.run_changed.connect(self._retranslate)
        session.state_changed.connect(self._retranslate)
        session.devices_found.connect(self._retranslate)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_language(self, language: str) -> None:
        """Name the language of the window."""
        self._language = language
        self._retranslate()

    def show_hint(self, text: str) -> None:
        """Say something while it lasts, as during a drag; an empty text brings the message back."""
        if text:
            self._said = self._said or (self.message.message(), self.message.kind())
            if not self.message.buttons():
                self.message.show_message(text)
        elif self._said is not None:
            (before, kind), self._said = self._said, None
            if not self.message.buttons():
                self.message.show_message(before, kind)

    def _on_notifier_message_shown(self, text: Text, kind: MessageKind, actions: object) -> None:
        self._said = None
        self.message.show_message(text, kind, actions)  # type: ignore[arg-type]  # a signal's value

    def _device_text(self) -> str:
        started = self._session.history.started
        name = started.device if started else "cpu"
        if name != "cpu":
            titles = {device.name: device.title for device in self._session.devices}
            return titles.get(name, name)
        return self.tr("CPU · %n core(s)", "", usable_cores())

    def _retranslate(self, *_: object) -> None:
        self.device.setText(self._device_text())
        self.zoom.show_text(self.tr("{percent} %").format(percent=round(100 * self._theme.zoom)))
        self.zoom.setToolTip(self.tr("How large everything is. (Ctrl++, Ctrl+-, Ctrl+0)"))
        self.zoom.setAccessibleName(self.tr("Zoom"))
        self.language.show_text(LANGUAGE_NAMES[self._language])
        self.language.setToolTip(self.tr("The language of the window."))
        self.language.setAccessibleName(self.tr("Language"))

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(0, 0, px(2), 0)
        self._row.setSpacing(px(6))
        self.setMinimumHeight(self._theme.row("status"))
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
