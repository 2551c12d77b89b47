"""Fields for one row of a table: a line for a number, a list for a choice."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from engine.project.document import NUMERIC_KINDS, Column
from netbench_gui.look.style_sheet import set_look
from netbench_gui.widgets.combo_box import ComboBox

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_FIELD = 112


def _plain(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def _is_far(value: float, low: float, high: float) -> bool:
    """Whether a number lies beyond both, by more than the digits that are shown."""
    room = 1e-9 * max(abs(low), abs(high))
    return value < low - room or value > high + room


class RowForm(QWidget):
    """One labelled field for each column; as many side by side as there is room for.

    Signals:
        edited: the user changed a field.
    """

    edited = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns: tuple[Column, ...] = ()
        self._read: Callable[[str], float] = _plain
        self._missing: frozenset[str] = frozenset({""})
        self._labels: list[QLabel] = []
        self._fields: dict[str, QLineEdit | ComboBox] = {}
        self._last: QWidget | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._across = 0
        theme.changed.connect(self._arrange)

    def show_columns(
        self, columns: Sequence[Column], read: Callable[[str], float] = _plain, missing: Collection[str] = ()
    ) -> None:
        """Make the fields for other columns, empty.

        Args:
            columns: those of the row.
            read: the number that a text stands for in their table, NaN for none.
            missing: words in small letters that stand for nothing, besides the empty one.
        """
        self._read, self._missing = read, frozenset({"", *missing})
        if tuple(columns) == self._columns:
            return
        self._columns = tuple(columns)
        for widget in (*self._labels, *self._fields.values()):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._labels, self._fields = [], {}
        for column in columns:
            label, field = QLabel(column.name, self), self._field(column)
            label.setProperty("type", "caption")
            label.setProperty("tone", "muted")
            label.setToolTip(column.name)
            label.setBuddy(field)
            field.setObjectName(f"row_{column.name}")
            field.setAccessibleName(column.name)
            self._labels.append(label)
            self._fields[column.name] = field
        self._retranslate()
        self._arrange()

    def add_last(self, widget: QWidget) -> None:
        """Put a widget behind the last field, as a button that fills them."""
        self._last = widget
        self._arrange()

    def show_row(self, row: Mapping[str, object]) -> None:
        """Fill the fields without telling anybody."""
        for name, field in self._fields.items():
            with QSignalBlocker(field):
                text = _text(row.get(name))
                if isinstance(field, ComboBox):
                    field.setCurrentIndex(max(field.findData(text), 0))
                else:
                    field.setText(text)
                    field.setCursorPosition(0)  # of a long number the beginning says more
        self._mark()

    def row(self) -> dict[str, str]:
        """What stands in the fields; "" where a value is missing."""
        return {
            name: str(field.currentData()) if isinstance(field, ComboBox) else field.text().strip()
            for name, field in self._fields.items()
        }

    def remark(self, *, fills: bool = True) -> str:
        """What whoever reads the answer should know of the row; "" for nothing.

        Args:
            fills: whether missing values were filled in for the training.
        """
        values = {name: text for name, text in self.row().items() if text.lower() not in self._missing}
        for column in self._columns:
            low, high = column.minimum, column.maximum
            value = self._number(values.get(column.name, ""))
            if column.kind in NUMERIC_KINDS and low is not None and high is not None and _is_far(value, low, high):
                text = self.tr("“{column}” lies outside the table's {low} to {high}: what the network says is a guess.")
                return text.format(column=column.name, low=f"{low:.6g}", high=f"{high:.6g}")
        is_filled = fills and len(values) < len(self._columns)
        return self.tr("What is empty is filled in as in training.") if is_filled else ""

    def _number(self, text: str) -> float:
        """As the table's numbers are read, else as Python's are; NaN for none."""
        value = self._read(text)
        return _plain(text) if math.isnan(value) else value

    def _mark(self) -> None:
        """Frame the fields that should hold a number and do not."""
        for column in self._columns:
            field = self._fields[column.name]
            if isinstance(field, QLineEdit) and column.kind in NUMERIC_KINDS:
                text = field.text().strip()
                set_look(field, problem=text.lower() not in self._missing and math.isnan(self._number(text)))

    def _on_field_edited(self) -> None:
        self._mark()
        self.edited.emit()

    def _field(self, column: Column) -> QLineEdit | ComboBox:
        if column.kind in ("choice", "boolean") and column.classes:
            combo = ComboBox(self._theme, self)
            combo.addItem("–", "")
            for name in column.classes:
                combo.addItem(name, name)
            combo.currentIndexChanged.connect(lambda _index: self._on_field_edited())
            return combo
        line = QLineEdit(self)
        line.textEdited.connect(lambda _text: self._on_field_edited())
        return line

    def _arrange(self) -> None:
        px = self._theme.px
        self._grid.setHorizontalSpacing(px(10))
        self._grid.setVerticalSpacing(px(2))
        across = max(1, min(4, self.width() // px(_FIELD + 10)))
        self._across = across
        last_line = (len(self._fields) - (self._last is None)) // across
        for i, (label, field) in enumerate(zip(self._labels, self._fields.values(), strict=True)):
            line, place = divmod(i, across)
            label.setFixedHeight(px(18))
            self._grid.addWidget(label, line * 3, place)
            self._grid.addWidget(field, line * 3 + 1, place)
            self._grid.setRowMinimumHeight(line * 3 + 2, px(4) if line < last_line else 0)
            label.setMinimumWidth(px(40))
            field.setMinimumWidth(px(72))
        if self._last is not None:
            line, place = divmod(len(self._fields), across)
            self._grid.addWidget(self._last, line * 3 + 1, place)
        for place in range(4):
            self._grid.setColumnStretch(place, 1 if place < across else 0)

    def _retranslate(self) -> None:
        for column, field in zip(self._columns, self._fields.values(), strict=True):
            field.setToolTip(
                self.tr("The value of “{column}” for the row to predict.").format(
                    column=column.name
                )
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if max(1, min(4, self.width() // self._theme.px(_FIELD + 10))) != self._across:
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _text(value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)
