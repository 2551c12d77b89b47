"""The widgets of the import dialog and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.project.document import Data
from netbench_gui.dialogs.reading_form import ReadingForm
from netbench_gui.i18n import sentences
from netbench_gui.look.figures import count
from netbench_gui.look.style_sheet import set_look
from netbench_gui.models.column_words import KIND_ICONS, kind_name
from netbench_gui.models.import_table import ImportTableModel
from netbench_gui.widgets.field_choice import ChoiceField, Option
from netbench_gui.widgets.import_view import ImportTableView
from netbench_gui.widgets.raw_lines import RawLines
from netbench_gui.widgets.task_chip import TaskChip
from netbench_gui.widgets.tool_button import PrimaryButton, ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_FORM_WIDTH, _TARGET_WIDTH, _FOOT = 256, 170, 64
MOST_WARNINGS = 3


class ShareBar(QProgressBar):
    """A progress bar that takes a share from 0 to 1."""

    def setValueShare(self, share: float) -> None:  # noqa: N802 - beside Qt's setValue
        """Show how much is done."""
        self.setValue(round(share * 100))


class ImportLayout(QObject):
    """Left how the file is read, right what was read, below what it is used for."""

    def __init__(self, theme: Theme, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._theme, self._dialog = theme, dialog
        self._data: Data | None = None
        self._warnings: Sequence[str] = ()
        self._refusal = ""
        self.form = ReadingForm(theme)
        self.lines = RawLines(theme)
        self.model = ImportTableModel(self)
        self.table = ImportTableView(theme, self.model)
        self.target = ChoiceField(theme)
        self.target.setObjectName("import_target")
        self.task = TaskChip(theme)
        self.cancel = ToolButton(theme, "", " ", kind="box", tall=True)
        self.cancel.setObjectName("import_cancel")
        self.use = PrimaryButton(theme, "", " ", tall=True)
        self.use.setObjectName("import_use")
        self.leave_out = ToolButton(theme, "", " ", kind="box")
        self.leave_out.setObjectName("import_leave_out")
        self.progress = ShareBar()
        self.progress.setObjectName("import_progress")
        self._make_labels()
        self._make_pages()
        self._lay_out()
        dialog.installEventFilter(self)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.retranslate()

    def show_table(
        self, data: Data, preview: tuple[tuple[str, ...], ...], warnings: Sequence[str]
    ) -> None:
        """Show what was read."""
        self._data, self._warnings, self._refusal = data, warnings, ""
        self.model.show_table(data, preview)
        self.target.show_options(
            Option(column.name, column.name, kind_name(column.kind), KIND_ICONS[column.kind])
            for column in data.columns
            if column.kind not in {"empty", "constant"}
        )
        self.target.show_value(data.target.name if data.target else None)
        self.task.show_data(data)
        self._pages.setCurrentWidget(self._table_page)
        self._waiting.setVisible(False)
        self.use.setEnabled(data.target is not None)
        self.target.setEnabled(True)
        self._show_texts()

    def show_error(self, message: str, hint: str, *, can_leave_out: bool) -> None:
        """Say in place why the file cannot be read like this."""
        self._data = None
        self._error.setText(message)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.leave_out.setVisible(can_leave_out)
        self._pages.setCurrentWidget(self._error_page)
        self._waiting.setVisible(False)
        self.use.setEnabled(False)
        self.target.setEnabled(False)
        self.task.setVisible(False)
        self._show_texts()

    def show_refusal(self, sentence: str) -> None:
        """Say why the last choice was not taken."""
        self._refusal = sentence
        self._show_texts()

    def show_waiting(self) -> None:
        """Show how far the reading is; it takes longer than one would wait without a sign."""
        self._waiting.setVisible(True)
        self._sentence.setVisible(False)

    def _make_labels(self) -> None:
        self._file_title, self._file_hint = QLabel(), QLabel()
        self._read_title, self._read_size, self._read_hint = QLabel(), QLabel(), QLabel()
        self._rows, self._warning, self._predict = QLabel(), QLabel(), QLabel()
        self._sentence, self._error, self._hint = QLabel(), QLabel(), QLabel()
        self._error_icon, self._waiting_text = QLabel(), QLabel()
        for label in (self._file_title, self._read_title):
            set_look(label, type="title")
        for label in (self._file_hint, self._read_size, self._read_hint, self._rows):
            set_look(label, type="caption", tone="muted")
        for label in (self._predict, self._hint, self._waiting_text):
            set_look(label, tone="muted")
        set_look(self._warning, type="caption", tone="warning")
        set_look(self._error, type="strong", tone="danger")
        self._read_size.setObjectName("import_size")
        self._sentence.setObjectName("import_sentence")
        self._error.setObjectName("import_error")
        self._warning.setObjectName("import_warning")
        for label in (self._error, self._hint, self._warning, self._sentence):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)

    def _make_pages(self) -> None:
        self._table_page, self._error_page, self._empty_page = QWidget(), QWidget(), QWidget()
        column = QVBoxLayout(self._table_page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        column.addWidget(self._rows)
        column.addWidget(self._warning)
        column.addStretch(1)
        error = QHBoxLayout()
        error.addWidget(self._error_icon, 0, Qt.AlignmentFlag.AlignTop)
        error.addWidget(self._error, 1)
        below = QVBoxLayout(self._error_page)
        below.setContentsMargins(0, 0, 0, 0)
        below.addLayout(error)
        below.addWidget(self._hint)
        below.addWidget(self.leave_out)
        below.addStretch(1)
        self._pages = QStackedWidget()
        for page in (self._empty_page, self._table_page, self._error_page):
            self._pages.addWidget(page)

    def _lay_out(self) -> None:
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.form)
        # The dialog's own white shows through.
        self._scroll.viewport().setAutoFillBackground(False)
        self.form.setAutoFillBackground(False)
        self._right = QVBoxLayout()
        self._right.addLayout(_row(self._file_title, self._file_hint, None))
        self._right.addWidget(self.lines)
        self._right.addLayout(_row(self._read_title, self._read_size, None, self._read_hint))
        self._right.addWidget(self._pages, 1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self._scroll)
        upper.addWidget(_rule("v"))
        upper.addLayout(self._right, 1)
        self._waiting = QWidget()
        waiting = QHBoxLayout(self._waiting)
        waiting.addWidget(self._waiting_text)
        waiting.addWidget(self.progress, 1)
        self._waiting.setVisible(False)
        self._foot = QHBoxLayout()
        for widget in (self._predict, self.target, self.task):
            self._foot.addWidget(widget)
        self._foot.addWidget(self._sentence, 1)
        self._foot.addWidget(self._waiting, 1)
        self._foot.addWidget(self.cancel)
        self._foot.addWidget(self.use)
        whole = QVBoxLayout(self._dialog)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(upper, 1)
        whole.addWidget(_rule("h"))
        whole.addLayout(self._foot)

    def _show_texts(self) -> None:
        data = self._data
        self._sentence.setVisible(not self._waiting.isVisibleTo(self._dialog))
        set_look(self._sentence, tone="danger" if self._refusal else "")
        self._read_hint.setVisible(data is not None)
        if data is None:
            self._read_size.setText("")
            self._sentence.setText("")
            return
        width = len(data.columns)
        columns = self.tr("{count} column(s)", "", width).format(count=count(width))
        self._read_size.setText(self.tr("{rows} × {columns}").format(rows=self._row_count(data), columns=columns))
        shown = min(self.model.rowCount() - 1, data.rows)
        text = self.tr("Rows 1 to {shown} of {rows}. Numbers are shown as they will be used.")
        self._rows.setText(text.format(shown=count(shown), rows=count(data.rows)))
        self._warning.setText("\n".join(self._warnings[:MOST_WARNINGS]))
        self._warning.setToolTip("\n".join(self._warnings))
        self._warning.setVisible(bool(self._warnings))
        self._sentence.setText(self._refusal or self._summary(data))

    def _summary(self, data: Data) -> str:
        if data.target is None:
            return self.tr("Choose the column to predict.")
        width = len(data.inputs)
        inputs = self.tr("{count} input(s)", "", width).format(count=count(width))
        text = self.tr("{inputs}, {rows}.").format(inputs=inputs, rows=self._row_count(data))
        missing = sum(column.missing for column in data.inputs)
        if not missing:
            return text
        filled = self.tr("{count} missing value(s) will be filled in.", "", missing)
        return sentences((text, filled.format(count=count(missing))))

    def _row_count(self, data: Data) -> str:
        return self.tr("{count} row(s)", "", data.rows).format(count=count(data.rows))

    def retranslate(self) -> None:
        """Write all words anew."""
        self._file_title.setText(self.tr("The file"))
        self._file_hint.setText(self.tr("the first lines as they stand in it"))
        self._read_title.setText(self.tr("What was read"))
        self._read_hint.setText(self.tr("Click a kind to change it"))
        self._predict.setText(self.tr("Predict"))
        self._waiting_text.setText(self.tr("Reading…"))
        self.progress.setAccessibleName(self.tr("Reading…"))
        self.target.setAccessibleName(self.tr("Predict"))
        self.target.setToolTip(self.tr("The column that the network learns to predict."))
        self.table.setAccessibleName(self.tr("What was read"))
        self.table.setToolTip(self.tr("F2 changes a kind, Space uses or ignores a column."))
        for button, text, tip in (
            (self.cancel, self.tr("Cancel"), self.tr("Close; nothing changes. (Esc)")),
            (self.use, self.tr("Use this table"), self.tr(
                "Use the table as it is shown here. (Ctrl+Enter)"
            )),
            (self.leave_out, self.tr("Leave such rows out"), self.tr(
                "Skip every row with another number of values."
            )),
        ):
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(tip)
            button.updateGeometry()
        self._show_texts()

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._scroll.setFixedWidth(px(_FORM_WIDTH))
        self._right.setContentsMargins(px(16), px(14), px(16), px(12))
        self._right.setSpacing(px(8))
        self._foot.setContentsMargins(px(16), px(12), px(16), px(12))
        self._foot.setSpacing(px(9))
        self.target.setFixedWidth(px(_TARGET_WIDTH))
        self._error_icon.setPixmap(self._theme.pixmap("circle-alert", 20, "danger"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        return super().eventFilter(watched, event)


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    return row


def _rule(direction: str) -> QFrame:
    rule = QFrame()
    rule.setProperty("rule", direction)
    return rule
