"""Fields for several numbers: in one line, or one below the other with a name each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from netbench_gui.forms.field_spec import Bounds
from netbench_gui.look.style_sheet import set_look
from netbench_gui.widgets.field_line import LineField, NumberField, shortest

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_BRACKETS = str.maketrans("", "", "[](){}")
_BETWEEN = re.compile(r"[\s,;×]+|(?<=\d)x(?=\d)")


class NumbersField(LineField):
    """Numbers side by side: "3, 3". Signs between them may be commas, semicolons, crosses or spaces."""

    def __init__(
        self,
        theme: Theme,
        *,
        whole: bool = False,
        single: bool = False,
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Take whole numbers only or any; `single` gives a lone number as itself, `optional` None for no text."""
        super().__init__(theme, parent)
        self._whole, self._single, self._optional = whole, single, optional

    def read(self, text: str) -> Any:
        """Return the numbers as a tuple, or what they are without one."""
        # A comma is a decimal mark only where something else stands between the numbers.
        if ";" in text:
            text = text.replace(",", ".")
        words = [word for word in _BETWEEN.split(text.translate(_BRACKETS)) if word]
        if not words and self._optional:
            return None
        try:
            numbers = tuple(int(word) if self._whole else float(word) for word in words)
        except ValueError:
            raise ValueError(self._expected()) from None
        if not all(map(isfinite, numbers)):
            raise ValueError(self._expected())
        return numbers[0] if self._single and len(numbers) == 1 else numbers

    def write(self, value: Any) -> str:
        """Return the numbers with commas between them."""
        if value is None:
            return ""
        numbers = value if isinstance(value, tuple) else (value,)
        return ", ".join(str(number) if self._whole else shortest(number) for number in numbers)

    def _expected(self) -> str:
        if self._whole:
            return self.tr("Whole numbers are needed, as in 3, 3.")
        return self.tr("Numbers are needed, as in 0.1, 0.5.")


class NamedNumbersField(QWidget):
    """A number for each of several things, each with its name: the weights of the classes.

    Signals:
        edited: all numbers in the order of the names.
        refused: one sentence, when what stands in a line is no number; "" when it is again.
        finished: typing has ended.
    """

    edited = Signal(object)
    refused = Signal(str)
    finished = Signal()

    def __init__(self, theme: Theme, bounds: Bounds, default: float, parent: QWidget | None = None) -> None:
        """Begin without names; what no number is given for has `default`."""
        super().__init__(parent)
        self._theme, self._bounds, self._default = theme, bounds, default
        self._names: tuple[str, ...] = ()
        self._values: tuple[float, ...] = ()
        self._fields: list[NumberField] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def value(self) -> tuple[float, ...]:
        """Return the numbers."""
        return self._values

    def fields(self) -> list[NumberField]:
        """Return the lines in the order of the names."""
        return list(self._fields)

    def show_names(self, names: Sequence[str]) -> None:
        """Make a line for each of these."""
        if tuple(names) == self._names:
            return
        self._names = tuple(names)
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._fields = []
        for row, name in enumerate(self._names):
            label, field = QLabel(), NumberField(self._theme, self._bounds, whole=False)
            label.setText(self._short(name))
            label.setToolTip(name)
            set_look(label, tone="muted")
            field.setObjectName(f"{self.objectName()}.{row}")
            field.setAccessibleName(name)
            field.edited.connect(self._on_field_edited)
            field.refused.connect(self.refused)
            field.finished.connect(self.finished)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(field, row, 1)
            self._fields.append(field)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.show_value(self._values)

    def show_value(self, value: Iterable[float]) -> None:
        """Show numbers; silent."""
        self._values = tuple(value)
        known = [*self._values[: len(self._fields)], *[self._default] * (len(self._fields) - len(self._values))]
        for field, number in zip(self._fields, known, strict=True):
            field.show_value(number)

    def show_problem(self, has_problem: bool) -> None:
        """Take part in the protocol of fields; the sentence below says it."""

    def refuse(self, value: Iterable[float], sentence: str) -> None:
        """Go back to the numbers in force and say why."""
        self.show_value(value)
        self.refused.emit(sentence)

    def bounds_text(self) -> str:
        """Return what may stand in a line."""
        return self._fields[0].bounds_text() if self._fields else ""

    def _on_field_edited(self) -> None:
        numbers = [field.value() for field in self._fields]
        self._values = tuple(self._default if number is None else float(number) for number in numbers)
        self.edited.emit(self._values)

    def _short(self, name: str) -> str:
        longest = 14
        return name if len(name) <= longest else f"{name[: longest - 1]}…"

    def _on_theme_changed(self) -> None:
        self._grid.setHorizontalSpacing(self._theme.px(6))
        self._grid.setVerticalSpacing(self._theme.px(4))
