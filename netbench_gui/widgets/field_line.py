"""Fields one types in: text, numbers with bounds, and values without an editor of their own."""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from netbench_gui.forms.field_spec import Bounds
from netbench_gui.look.figures import count
from netbench_gui.look.style_sheet import set_look
from netbench_gui.widgets.undo_keys import left_to_window

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_SIDE, _ICON, _PAGE = 9, 16, 10
# Digits may be grouped by any of these, as this program does itself.
_SPACES = str.maketrans("", "", " \u00a0\u2009\u202f_")


class LineField(QLineEdit):
    """A line that reports what is typed, shows a unit inside, and leaves undo to the window.

    Signals:
        edited: the value, at each key that makes it another valid one.
        refused: one sentence, when what stands there is no valid value; "" when it is again.
        finished: typing has ended, by Return or by leaving the field.
    """

    edited = Signal(object)
    refused = Signal(str)
    finished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._value: Any = None
        self._unit = ""
        self._has_problem = False
        self._is_refused = False
        self.textEdited.connect(self._on_text_edited)
        self.returnPressed.connect(self._end_typing)
        theme.changed.connect(self._fit_margins)

    def value(self) -> Any:
        """Return the last valid value."""
        return self._value

    def is_valid(self) -> bool:
        """Return whether what stands there is the value."""
        return not self._is_refused

    def show_value(self, value: Any) -> None:
        """Show a value; what is being typed stays while it means the same."""
        if self._is_refused and value == self._value:
            return
        self._value = value
        self._set_refused("")
        try:
            same = bool(self.text()) and self.read(self.text()) == value
        except ValueError:
            same = False
        if not same:
            self.setText(self.write(value))
            self.setCursorPosition(0)

    def refuse(self, value: Any, sentence: str) -> None:
        """Leave what was typed, with the sentence; `value` stays in force."""
        self._value = value
        self._set_refused(sentence)

    def show_unit(self, unit: str) -> None:
        """Write a muted word at the right end, inside the field."""
        self._unit = unit
        self._fit_margins()

    def show_problem(self, has_problem: bool) -> None:
        """Outline the field in red, with an icon."""
        self._has_problem = has_problem
        set_look(self, problem=has_problem)
        self._fit_margins()

    def bounds_text(self) -> str:
        """Return what may stand here in a few words, "" where anything may."""
        return ""

    def read(self, text: str) -> Any:
        """Return the value of a text; ValueError with one sentence where it has none."""
        return text

    def write(self, value: Any) -> str:
        """Return the text of a value."""
        return "" if value is None else str(value)

    def _on_text_edited(self, text: str) -> None:
        try:
            value = self.read(text)
        except ValueError as error:
            self._set_refused(str(error))
            return
        self._set_refused("")
        if value != self._value:
            self._value = value
            self.edited.emit(value)

    def _set_refused(self, sentence: str) -> None:
        if sentence or self._is_refused:
            self._is_refused = bool(sentence)
            self.refused.emit(sentence)

    def _end_typing(self) -> None:
        self.finished.emit()

    def _put_back(self) -> None:
        """Show the value in force again: what you see is what trains."""
        self._set_refused("")
        self.setText(self.write(self._value))

    def _fit_margins(self) -> None:
        right = 0
        if self._unit:
            font = QFontMetrics(self._theme.font())
            right += font.horizontalAdvance(self._unit) + self._theme.px(4)
        if self._has_problem:
            right += self._theme.icon_size(_ICON).width() + self._theme.px(4)
        self.setTextMargins(0, 0, right, 0)
        self.update()

    def event(self, event: QEvent) -> bool:
        return left_to_window(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._is_refused:
            self._put_back()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        passing = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
        if event.reason() in passing:
            return
        self._put_back()
        self.setCursorPosition(0)
        self._end_typing()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        theme = self._theme
        right = self.width() - theme.px(_SIDE)
        if self._has_problem:
            side = theme.icon_size(_ICON).width()
            pixmap = theme.pixmap("circle-alert", _ICON, "danger", ratio=self.devicePixelRatioF())
            painter.drawPixmap(right - side, (self.height() - side) // 2, pixmap)
            right -= side + theme.px(4)
        if self._unit:
            painter.setFont(theme.font())
            painter.setPen(theme.color("muted" if self.isEnabled() else "disabled"))
            area = QRect(0, 0, right, self.height())
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area, flags, self._unit)


class NumberField(LineField):
    """A whole or decimal number; Up and Down step it, what is out of bounds is refused."""

    def __init__(
        self,
        theme: Theme,
        bounds: Bounds = Bounds(),  # noqa: B008 - a frozen value
        *,
        whole: bool = True,
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._bounds, self._whole, self._optional = bounds, whole, optional
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)

    def read(self, text: str) -> int | float | None:
        """Return the number; a decimal comma and grouping spaces are understood."""
        text = text.translate(_SPACES)
        if self._optional and not text:
            return None
        try:
            number = int(text) if self._whole else float(text.replace(",", "."))
        except ValueError:
            raise ValueError(self._expected()) from None
        if not isfinite(number) or not self._bounds.allow(number):
            raise ValueError(self._expected())
        return number

    def write(self, value: Any) -> str:
        """Return the shortest text that means exactly this number."""
        if value is None:
            return ""
        return str(value) if self._whole else shortest(value)

    def bounds_text(self) -> str:
        """Return "1 to 65 536" or the like."""
        low, high = self._bounds.low, self._bounds.high
        least, most = _figure(low), _figure(high)
        if low is not None and high is not None:
            if self._bounds.above:
                return self.tr("above {low}, at most {high}").format(low=least, high=most)
            if self._bounds.below:
                return self.tr("{low} to below {high}").format(low=least, high=most)
            return self.tr("{low} to {high}").format(low=least, high=most)
        if low is not None:
            text = self.tr("above {low}") if self._bounds.above else self.tr("{low} or more")
            return text.format(low=least)
        if high is not None:
            text = self.tr("below {high}") if self._bounds.below else self.tr("at most {high}")
            return text.format(high=most)
        return ""

    def _expected(self) -> str:
        bounds = self.bounds_text()
        if self._whole:
            text = self.tr("A whole number is needed: {bounds}.")
            return text.format(bounds=bounds) if bounds else self.tr("A whole number is needed.")
        text = self.tr("A number is needed: {bounds}.")
        return text.format(bounds=bounds) if bounds else self.tr("A number is needed.")

    def _step(self, steps: int) -> None:
        """Go up or down by the last digit shown, finer where that would leave the range."""
        if self._value is None:
            return
        if self._whole:
            wanted = self._clamped(self._value + steps)
        else:
            digits = _decimals(self._value)
            wanted = round(self._value + steps * 10.0**-digits, digits)
            if wanted == 0 or not self._bounds.allow(wanted):
                wanted = round(self._value + steps * 10.0 ** -(digits + 1), digits + 1)
        if self._bounds.allow(wanted) and wanted != self._value:
            self.setText(self.write(wanted))
            self._on_text_edited(self.text())

    def _clamped(self, number: int) -> int:
        low, high = self._bounds.low, self._bounds.high
        number = number if low is None else max(number, int(low))
        return number if high is None else min(number, int(high))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_PageUp: _PAGE,
            Qt.Key.Key_PageDown: -_PAGE,
        }
        if (step := steps.get(Qt.Key(event.key()))) is not None:
            self._step(step)
            return
        super().keyPressEvent(event)


class TextField(LineField):
    """Any text."""


class JsonField(LineField):
    """A value that has no editor of its own, as it stands in a project file: [3, 3]."""

    def read(self, text: str) -> Any:
        """Return the value, None for nothing; the part itself checks it."""
        if not text.strip():
            return None
        try:
            value = json.loads(text)
        except ValueError:
            raise ValueError(self.tr("A value as in [3, 3] is needed.")) from None
        return tuple(value) if isinstance(value, list) else value

    def write(self, value: Any) -> str:
        """Return the value as in a file, nothing for None."""
        return "" if value is None else json.dumps(value, ensure_ascii=False, default=str)


def shortest(value: float) -> str:
    """The shortest text that means exactly this number."""
    return repr(float(value)).removesuffix(".0").replace("e-0", "e-")


def _decimals(value: float) -> int:
    """Digits behind the point in the shortest text: by the last of them Up and Down step."""
    mantissa, _, exponent = shortest(value).partition("e")
    return max(len(mantissa.partition(".")[2]) - int(exponent or 0), 0) if value else 2


def _figure(bound: float | None) -> str:
    if bound is None:
        return ""
    return count(int(bound)) if bound == int(bound) else shortest(bound)
