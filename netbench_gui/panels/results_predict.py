"""The part of the Results tab in which one row is typed in and predicted."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.project.document import Project
from engine.report import Report
from netbench_gui.look.figures import measure
from netbench_gui.look.style_sheet import set_look
from netbench_gui.widgets.fitted_scroll import FittedScroll
from netbench_gui.widgets.probability_bars import ProbabilityBars
from netbench_gui.widgets.row_form import RowForm
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme
    from netbench_gui.session.session import TrainingSession

TYPING_MS = 250


class PredictRow(QWidget):
    """A field for each input column; the answer follows the typing."""

    def __init__(
        self, theme: Theme, session: TrainingSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("predict_row")
        self._theme, self._session = theme, session
        self._report: Report | None = None
        self._target = ""
        self._fills = True
        self._shown_row: int | None = None
        self._random = random.Random()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_MS)
        self._timer.timeout.connect(self._ask)
        self._build()
        session.predicted.connect(self._on_session_predicted)
        session.predict_failed.connect(self._on_session_predict_failed)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self._retranslate()

    def _build(self) -> None:
        self._title = QLabel()
        self._title.setProperty("type", "title")
        self.form = RowForm(self._theme)
        self.form.edited.connect(self._on_form_edited)
        self._dice = ToolButton(self._theme, "shuffle", " ", kind="box")
        self._dice.setObjectName("random_row")
        self._dice.clicked.connect(self._on_dice_clicked)
        self.form.add_last(self._dice)
        self.bars = ProbabilityBars(self._theme)
        self._value = QLabel()
        self._value.setObjectName("predicted_value")
        self._value.setProperty("type", "headline")
        self._note = QLabel()
        self._note.setObjectName("predict_note")
        self._note.setProperty("type", "caption")
        self._note.setProperty("tone", "danger")
        self._note.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._truth_label = QLabel()
        self._truth_label.setObjectName("true_value")
        self._truth_label.setProperty("type", "caption")
        self._truth_label.setProperty("tone", "muted")
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._truth_label)
        self._column.addLayout(head)
        # Many fields scroll by themselves, so that the answer stays in sight.
        self._fields = FittedScroll(self.form, self._theme.px(54))
        for widget in (self._fields, self._note, self.bars, self._value):
            self._column.addWidget(widget)
        self._column.addStretch(1)

    def show_report(self, report: Report, project: Project) -> None:
        """Offer the columns of a run, filled with its first test row."""
        self._report = report
        data = project.data
        # What reads a table is loaded long before there is a run.
        from engine.data.summary import NumberFormat, missing_words

        source = data.source if data else None
        self.form.show_columns(data.inputs if data else (), NumberFormat.of(source).read, missing_words(source))
        self._fills = data is None or data.preparation.missing_inputs == "impute"
        self._target = data.target.name if data and data.target else ""
        self.bars.setVisible(report.task == "classification")
        self._value.setVisible(report.task == "regression")
        self.bars.show_shares((), ())
        self._value.clear()
        self._dice.setVisible(bool(report.test_rows))
        if report.test_rows:
            self.show_test_row(0)

    def show_test_row(self, place: int) -> None:
        """Fill the fields with a test row and predict it."""
        assert self._report is not None
        self._shown_row = place
        self.form.show_row(self._report.test_rows[place])
        self._retranslate()
        self._timer.stop()
        self._ask()

    def shown_row(self) -> int | None:
        """The place of the test row in the fields, None where they were changed."""
        return self._shown_row

    def _ask(self) -> None:
        self._session.predict(self.form.row())

    def _truth(self) -> str:
        """What the target of the shown test row really is."""
        report, place = self._report, self._shown_row
        if report is None or place is None:
            return ""
        if report.labels is not None and place < len(report.labels):
            return report.classes[report.labels[place]]
        if report.true_values is not None and place < len(report.true_values):
            return measure(report.true_values[place])
        return ""

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Predict one row"))
        self._dice.setText(self.tr("A test row"))
        self._dice.setAccessibleName(self.tr("A test row at random"))
        self._dice.setToolTip(self.tr("Fills the fields with a row of the test set, at random."))
        self._dice.updateGeometry()
        self._show_note()

    def _show_note(self, trouble: str = "") -> None:
        truth = self._truth()
        text = self.tr("true {target}: {truth}").format(target=self._target, truth=truth)
        self._truth_label.setText(text if truth else "")
        remark = trouble or (self.form.remark(fills=self._fills) if self._report is not None else "")
        set_look(self._note, tone="danger" if trouble else "muted")
        self._note.setText(remark)
        self._note.setVisible(bool(remark))

    def _on_form_edited(self) -> None:
        self._shown_row = None
        self._show_note()
        self._timer.start()

    def _on_dice_clicked(self) -> None:
        if self._report is not None and self._report.test_rows:
            self.show_test_row(self._random.randrange(len(self._report.test_rows)))

    def _on_session_predicted(self, answer: dict[str, Any]) -> None:
        if "classes" in answer:
            self.bars.show_shares(answer["classes"], answer["probabilities"])
        else:
            text = self.tr("{target}: {value}")
            self._value.setText(text.format(target=self._target, value=measure(answer["value"])))
        self._show_note()

    def _on_session_predict_failed(self, sentence: str) -> None:
        # The last answer was to another row.
        self.bars.show_shares((), ())
        self._value.clear()
        self._show_note(sentence)

    def _on_theme_changed(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self._theme.px(4))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
