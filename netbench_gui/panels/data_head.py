"""The upper part of the DATA panel: the file, its size, and the column to predict."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.project.document import Column, Data
from engine.project.problems import Problem
from netbench_gui.i18n import translate
from netbench_gui.look.figures import count, plural
from netbench_gui.look.style_sheet import set_look
from netbench_gui.models.column_words import KIND_ICONS, kind_name
from netbench_gui.widgets.field_choice import ChoiceField, Option
from netbench_gui.widgets.task_chip import TaskChip
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme


class ElidedLabel(QLabel):
    """A label that cuts what does not fit and tells it all in the tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show a text as far as there is room."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        shown = QFontMetrics(self.font()).elidedText(
            self._whole, Qt.TextElideMode.ElideMiddle, self.width()
        )
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self._whole)
        return QSize(width, super().sizeHint().height())


class DataHead(QWidget):
    """File, size, and what to predict.

    Signals:
        target_wanted(name): another column should be predicted.
        task_wanted(task): it should be predicted as this.
        reading_wanted: how the file is read should be looked at again.
        fix_wanted(problem): the fix of a problem with the data was asked for.
    """

    target_wanted = Signal(object)
    task_wanted = Signal(str)
    reading_wanted = Signal()
    fix_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._data: Data | None = None
        self._problem: Problem | None = None
        self._icon, self._file = QLabel(), ElidedLabel()
        self._file.setObjectName("data_file")
        set_look(self._file, type="medium")
        self._reading = ToolButton(theme, "", " ", kind="link")
        self._reading.setObjectName("data_reading")
        self._size, self._hole, self._missing = ElidedLabel(), QLabel(), QLabel()
        self._size.setObjectName("data_size")
        self._missing.setObjectName("data_missing")
        set_look(self._size, type="caption", tone="muted")
        set_look(self._missing, type="caption", tone="warning")
        self._predict, self.target = QLabel(), ChoiceField(theme)
        self.target.setObjectName("data.target")
        set_look(self._predict, tone="muted")
        self._predict.setBuddy(self.target)
        self.task = TaskChip(theme)
        self._sentence = QLabel()
        self._sentence.setObjectName("data_problem")
        self._sentence.setWordWrap(True)
        set_look(self._sentence, type="caption", tone="danger")
        self._lay_out()
        self._reading.clicked.connect(self.reading_wanted)
        self.target.edited.connect(self.target_wanted)
        self.task.task_wanted.connect(self.task_wanted)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self._retranslate()

    def show_data(self, data: Data, problems: tuple[Problem, ...]) -> None:
        """Show a table silently, and the gravest problem with it."""
        self._data = data
        self._problem = next(
            (p for p in problems if p.where.startswith("data") and p.severity == "problem"), None
        )
        self._show_texts()

    def _lay_out(self) -> None:
        self._first, self._second, self._third = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._first.addWidget(self._icon)
        self._first.addWidget(self._file, 1)
        self._first.addWidget(self._reading)
        self._second.addWidget(self._size, 1)
        self._second.addWidget(self._hole)
        self._second.addWidget(self._missing)
        self._third.addWidget(self._predict)
        self._third.addWidget(self.target, 1)
        self._third.addWidget(self.task)
        self._column = QVBoxLayout(self)
        for row in (self._first, self._second, self._third):
            self._column.addLayout(row)
        self._column.addWidget(self._sentence)

    def _show_texts(self) -> None:
        data = self._data
        if data is None:
            return
        table = data.source.kind == "table"
        self._file.show_text(file_name(data))
        self._reading.setVisible(table)
        width = len(data.columns)
        rows = self.tr("{count} row(s)", "", plural(data.rows)).format(count=count(data.rows))
        columns = self.tr("{count} column(s)", "", width).format(count=count(width))
        self._size.show_text(self.tr("{rows} · {columns}").format(rows=rows, columns=columns))
        self._show_missing(data)
        self.target.show_options(
            Option(column.name, column.name, kind_name(column.kind), KIND_ICONS[column.kind])
            for column in data.columns
            if column.kind not in {"empty", "constant"}
        )
        self.target.show_value(data.target.name if data.target else None)
        self.task.show_data(data)
        problem = self._problem
        self.target.show_problem(problem is not None and problem.where == "data.target")
        self._sentence.setText(translate(problem.message) if problem else "")
        self._sentence.setVisible(problem is not None)

    def _show_missing(self, data: Data) -> None:
        used = [column for column in data.columns if column.role != "ignored" and column.missing]
        missing = sum(column.missing for column in used)
        self._hole.setVisible(missing > 0)
        self._missing.setVisible(missing > 0)
        self._missing.setText(self.tr("{count} missing").format(count=count(missing)))
        values = self.tr("{count} missing value(s)", "", plural(missing)).format(count=count(missing))
        columns = self.tr("{count} column(s)", "", len(used)).format(count=count(len(used)))
        if data.preparation.missing_inputs == "impute":
            text = self.tr(
                "{values} in {columns}, filled with the median or the most frequent class of the training rows."
            )
        else:
            text = self.tr("{values} in {columns}. Rows with gaps are left out.")
        tip = text.format(values=values, columns=columns)
        for label in (self._hole, self._missing):
            label.setToolTip(tip)

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(2))
        for row in (self._first, self._second, self._third):
            row.setSpacing(px(6))
        self._first.setSpacing(px(8))
        self._second.setSpacing(px(4))
        self._third.setContentsMargins(0, px(6), 0, 0)
        self._third.setSpacing(px(9))
        self._show_icons()

    def _show_icons(self) -> None:
        self._icon.setPixmap(self._theme.pixmap("table-2", 16, "muted"))
        self._hole.setPixmap(self._theme.pixmap("circle-dashed", 14, "warning"))

    def _retranslate(self) -> None:
        self._predict.setText(self.tr("Predict"))
        self._reading.setText(self.tr("How to read it…"))
        self._reading.setAccessibleName(self.tr("How to read it…"))
        self._reading.setToolTip(self.tr("Look again at how the file is read."))
        self._reading.updateGeometry()
        self.target.setAccessibleName(self.tr("Predict"))
        self.target.setToolTip(self.tr("The column that the network learns to predict."))
        self._show_texts()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def file_name(data: Data) -> str:
    """Return what the table is called: its file's name, or that of the formula."""
    source = data.source
    if source.kind == "table":
        return re.split(r"[/\\]", source.path)[-1].removeprefix("sample:")
    return source.shape


def used_inputs(columns: tuple[Column, ...]) -> int:
    """Return how many columns the network learns from."""
    return sum(column.role == "input" for column in columns)
