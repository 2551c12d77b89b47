"""The learning rate of the run that goes on: shown in the tool bar, and set by hand from the next batch on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.events import HIGHEST_RATE
from netbench_gui.forms.field_spec import Bounds
from netbench_gui.look.figures import rate_text
from netbench_gui.look.style_sheet import set_look
from netbench_gui.look.theme import Theme
from netbench_gui.session.session import TrainingSession
from netbench_gui.widgets.field_line import NumberField
from netbench_gui.widgets.tool_button import ToolButton

# What the buttons do to the rate, and what they are called in code.
FACTORS = (("tenth", "÷ 10", 0.1), ("half", "÷ 2", 0.5), ("double", "× 2", 2.0), ("tenfold", "× 10", 10.0))
# A product of the binary numbers 0.1 and 0.003 is not what anybody would type.
_DIGITS = 12
_WIDTH = 248


class RateButton(ToolButton):
    """Names the rate while a run goes on; a click opens the popup that changes it."""

    def __init__(self, theme: Theme, session: TrainingSession) -> None:
        super().__init__(theme, "gauge", " ", tall=True)
        self._session = session
        self.setObjectName("rate_button")
        self.show_chevron()
        self.popup = RatePopup(theme, session, self)
        self.clicked.connect(self.open_popup)
        session.state_changed.connect(self._on_changed)
        session.events_arrived.connect(self._on_changed)
        session.run_changed.connect(self._on_changed)
        self._on_changed()

    def open_popup(self) -> None:
        """Show the popup below the button."""
        if self.isVisible() and can_change(self._session):
            self.popup.open_below(self)

    def _on_changed(self, *_: object) -> None:
        rate = self._session.learning_rate
        is_shown = self._session.is_active and rate is not None
        if is_shown and rate is not None and self.text() != rate_text(rate):
            self.setText(rate_text(rate))
            self.updateGeometry()
            self._retranslate()
        self.setEnabled(can_change(self._session))
        self.setVisible(is_shown)

    def _retranslate(self) -> None:
        text = self.tr("Learning rate {rate}. Change it from the next batch on. (F9)").format(rate=self.text())
        self.setToolTip(text)
        self.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


class RatePopup(QFrame):
    """A field for the rate, and four quick steps; what is chosen counts at once and the popup stays."""

    def __init__(self, theme: Theme, session: TrainingSession, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme, self._session = theme, session
        self.setObjectName("rate_popup")
        self.setProperty("popup", True)
        self._title = QLabel()
        set_look(self._title, type="strong")
        self.field = NumberField(theme, Bounds(0.0, HIGHEST_RATE), whole=False)
        self.field.setObjectName("rate_field")
        self._use = ToolButton(theme, "", " ", kind="box")
        self._use.setObjectName("rate_use")
        self._about = QLabel()
        self._about.setObjectName("rate_about")
        self._about.setWordWrap(True)
        set_look(self._about, type="caption", tone="muted")
        self._quick = QHBoxLayout()
        self._buttons = []
        for name, text, factor in FACTORS:
            button = ToolButton(theme, "", text, kind="box")
            button.setObjectName(f"rate_{name}")
            button.clicked.connect(lambda _checked=False, factor=factor: self._multiply(factor))
            self._buttons.append(button)
            self._quick.addWidget(button)
        self._quick.addStretch(1)
        self._line = QHBoxLayout()
        self._line.addWidget(self.field, 1)
        self._line.addWidget(self._use)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self._column.addLayout(self._line)
        self._column.addLayout(self._quick)
        self._column.addWidget(self._about)
        self.field.returnPressed.connect(self._take)
        self.field.refused.connect(self._on_field_refused)
        self._use.clicked.connect(self._take)
        session.state_changed.connect(self._on_session_state_changed)
        theme.changed.connect(self._on_theme_changed)
        self._retranslate()
        self._on_theme_changed()

    def open_below(self, button: QWidget) -> None:
        """Show the rate in force, ready to be typed over."""
        self.field.show_value(self._session.learning_rate)
        self._retranslate()
        self.adjustSize()
        place = button.mapToGlobal(QPoint(0, button.height() + self._theme.px(4)))
        window = button.window()
        right = window.mapToGlobal(QPoint(window.width() - self._theme.px(8), 0)).x()
        self.move(min(place.x(), right - self.width()), place.y())
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    def _take(self) -> None:
        if self.field.is_valid():
            self._set_rate(self.field.value())

    def _multiply(self, factor: float) -> None:
        rate = self._session.learning_rate
        if rate is not None:
            self._set_rate(min(float(f"{rate * factor:.{_DIGITS}g}"), HIGHEST_RATE))

    def _set_rate(self, rate: float) -> None:
        self._session.change_rate(rate)
        self.field.show_value(rate)
        self.field.selectAll()

    def _sentence(self) -> str:
        project = self._session.project
        has_schedule = project is not None and project.training.optimizer.rate_call() is not None
        if has_schedule:
            return self.tr("Counts from the next batch on, in place of the schedule. The script repeats it.")
        return self.tr("Counts from the next batch on. The script repeats it.")

    def _on_field_refused(self, sentence: str) -> None:
        set_look(self._about, tone="danger" if sentence else "muted")
        self.field.show_problem(bool(sentence))
        self._about.setText(sentence or self._sentence())

    def _on_session_state_changed(self, _state: str) -> None:
        if not can_change(self._session):
            self.hide()

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(12), px(10), px(12), px(10))
        self._column.setSpacing(px(8))
        self._line.setSpacing(px(6))
        self._quick.setSpacing(px(6))
        self.setFixedWidth(px(_WIDTH))

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Learning rate"))
        self.field.setAccessibleName(self._title.text())
        self._use.setText(self.tr("Use"))
        self._use.setToolTip(self.tr("Learn with this rate from the next batch on."))
        self._use.setAccessibleName(self._use.text())
        self._use.updateGeometry()
        for button in self._buttons:
            button.setAccessibleName(button.text())
            button.setToolTip(self.tr("Multiply or divide the rate in force."))
        self._on_field_refused("")

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._on_field_refused("")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def can_change(session: TrainingSession) -> bool:
    """Whether a run goes on that can be steered."""
    return session.state in {"running", "paused"}
