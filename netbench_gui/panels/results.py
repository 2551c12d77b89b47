"""The Results tab: how the network does on the test rows, and on a row typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedLayout,
    QWidget,
)

from netbench_gui.look.figures import count, figure
from netbench_gui.panels.results_predict import PredictRow
from netbench_gui.panels.results_scores import (
    ClassScores,
    Confusions,
    ScoreList,
    TrueAndPredicted,
    scores_of,
)
from netbench_gui.widgets.chip import Chip
from netbench_gui.widgets.empty_state import EmptyState
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme
    from netbench_gui.session.session import TrainingSession
    from netbench_gui.store import ProjectStore

NARROW = 900
# Below this a picture of dots says nothing.
_PICTURE = 130


class _Columns(QBoxLayout):
    """Columns that may be lower than their texts would like: the fields scroll by themselves."""

    def hasHeightForWidth(self) -> bool:
        return False


class ResultsPanel(QWidget):
    """Three columns: where it errs, how well it does, what it says to one row.

    Attributes:
        corner: the scores in short, and the button for a whole file.

    Signals:
        predict_file_wanted: the user wants a whole file predicted.
    """

    predict_file_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        store: ProjectStore,
        session: TrainingSession,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("results_panel")
        self._theme, self._store, self._session = theme, store, session
        self._next_wrong = 0
        self._build()
        self._build_corner()
        session.report_changed.connect(self._show_report)
        session.run_changed.connect(self._show_report)
        session.state_changed.connect(self._on_session_state_changed)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self._show_report()

    def _build(self) -> None:
        self.empty = EmptyState(self._theme, "badge-check")
        self.confusions = Confusions(self._theme)
        self.class_scores = ClassScores(self._theme)
        self.class_scores.wrong_row_wanted.connect(self._on_wrong_row_wanted)
        self.true_and_predicted = TrueAndPredicted(self._theme)
        self.score_list = ScoreList(self._theme)
        self.predict_row = PredictRow(self._theme, self._session)
        self._columns = _Columns(QBoxLayout.Direction.LeftToRight)
        self._rules = [QFrame(), QFrame()]
        parts = (
            self.confusions,
            self.true_and_predicted,
            self._rules[0],
            self.class_scores,
            self.score_list,
            self._rules[1],
            self.predict_row,
        )
        stretches = (0, 4, 0, 4, 3, 0, 4)
        for part, stretch in zip(parts, stretches, strict=True):
            self._columns.addWidget(part, stretch)
        self._columns.setAlignment(self.true_and_predicted, Qt.AlignmentFlag.AlignTop)
        content = QWidget()
        content.setLayout(self._columns)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(content)
        # The panel's white is below; a scroll area would paint the window's grey over it.
        content.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._scroll)

    def _build_corner(self) -> None:
        self.corner = QWidget()
        self.corner.setObjectName("results_corner")
        self._rows_label, self._loss_label = QLabel(), QLabel()
        for label in (self._rows_label, self._loss_label):
            label.setProperty("tone", "muted")
        self.chip = Chip(self._theme, "", "success", "check")
        self._file = ToolButton(self._theme, "table-2", " ", kind="box")
        self._file.setObjectName("predict_file")
        self._file.clicked.connect(self.predict_file_wanted)
        row = QHBoxLayout(self.corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(8))
        for widget in (self._rows_label, self.chip, self._loss_label, self._file):
            row.addWidget(widget)

    def _show_report(self) -> None:
        report, project = self._session.report, self._session.project or self._store.project
        shown = report is not None and report.rows > 0
        self._stack.setCurrentWidget(self._scroll if shown else self.empty)
        for widget in (self._rows_label, self.chip, self._loss_label, self._file):
            widget.setVisible(report is not None)
        if report is not None and shown:
            classes = report.task == "classification"
            self.confusions.setVisible(classes)
            self.class_scores.setVisible(classes)
            self.true_and_predicted.setVisible(not classes)
            self.score_list.setVisible(not classes)
            if classes:
                self.confusions.show_report(report)
                self.class_scores.show_report(report, project)
            else:
                self.true_and_predicted.show_report(report)
                self.score_list.show_report(report, project)
            self._next_wrong = 0
            self.predict_row.show_report(report, project)
        self._retranslate()

    def _retranslate(self) -> None:
        report, project = self._session.report, self._session.project or self._store.project
        if report is not None:
            self.empty.show_text(
                self.tr("No rows were kept for the test"),
                self.tr("Give the test a share of the rows in the data panel and train again."),
            )
        elif self._session.is_active:
            self.empty.show_text(
                self.tr("The test comes after the run"),
                self.tr("Until then the network does not see the test rows."),
            )
        else:
            self.empty.show_text(
                self.tr("Train first; the test rows are kept for this"),
                self.tr("Afterwards this shows which rows the network gets right, and which not."),
            )
        self._file.setText(self.tr("Predict a whole file…"))
        self._file.setAccessibleName(self._file.text())
        self._file.setToolTip(
            self.tr("Predicts every row of a table with the same columns and saves the answers.")
        )
        if report is None:
            return
        self._rows_label.setText(self.tr("Test, {count} row(s)", "", report.rows).format(count=count(report.rows)))
        scores = scores_of(report, project)
        self.chip.show_text(f"{scores[0][1]} {scores[0][2]}" if scores else "")
        self.chip.setVisible(bool(scores))
        loss = report.test.get("loss")
        self._loss_label.setText(self.tr("Loss {value}").format(value=figure(loss)))
        self._loss_label.setVisible(loss is not None)

    def _on_session_state_changed(self, _state: str) -> None:
        if self._session.report is None:
            self._retranslate()

    def _on_wrong_row_wanted(self) -> None:
        report = self._session.report
        wrong = report.wrong_rows() if report is not None else []
        if wrong:
            self.predict_row.show_test_row(wrong[self._next_wrong % len(wrong)])
            self._next_wrong += 1

    def _arrange(self) -> None:
        narrow = self.width() / self._theme.zoom < NARROW
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        for rule in self._rules:
            rule.setProperty("rule", "h" if narrow else "v")
            rule.style().polish(rule)

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._columns.setContentsMargins(px(16), px(12), px(16), px(12))
        self._columns.setSpacing(px(20))
        self._arrange()
        self._fit_picture()

    def _fit_picture(self) -> None:
        """Show the whole picture at once, however long the list of fields beside it is."""
        margins = self._columns.contentsMargins()
        room = self.height() - margins.top() - margins.bottom()
        self.true_and_predicted.setFixedHeight(max(room, self._theme.px(_PICTURE)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._fit_picture()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
