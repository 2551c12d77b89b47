"""The parts of the Results tab that say how well the test rows were predicted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.metrics import Metric, named
from engine.project.document import Project
from engine.report import Report
from netbench_gui.i18n import translate
from netbench_gui.look.figures import count, measure, percent
from netbench_gui.models.class_scores import class_scores, confusion
from netbench_gui.widgets.class_table import ClassTable
from netbench_gui.widgets.confusion_matrix import ConfusionMatrix
from netbench_gui.widgets.scatter import Scatter
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme


_NO_BREAK = "\u00a0"


def scores_of(report: Report, project: Project) -> list[tuple[str, str, str]]:
    """Key, title and figure of each score: the metrics first, the loss last."""

    def text(name: str, metric: Metric) -> str:
        value = report.test.get(name)
        return percent(value) if metric.share else measure(value)

    metrics = [(name, metric) for name, metric in named(project.training.metrics) if name in report.test]
    return [(name, translate(metric.title), text(name, metric)) for name, metric in metrics]


class Confusions(QWidget):
    """The confusion matrix with its title; beside it, or on the mouse, what the cells mean."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title, self._hint = QLabel(), QLabel()
        self._title.setProperty("type", "title")
        self._hint.setProperty("type", "caption")
        self._hint.setProperty("tone", "muted")
        self._hint.setObjectName("confusion_hint")
        self.matrix = ConfusionMatrix(theme)
        self.matrix.pointed.connect(self._on_matrix_pointed)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.matrix, 1)
        self._retranslate()

    def show_report(self, report: Report) -> None:
        """Count the test rows."""
        counts = confusion(report.labels or (), report.predicted or (), len(report.classes))
        self.matrix.show_counts(report.classes, counts)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Confusion matrix"))
        self._hint.setText(self.tr("rows: true · columns: predicted"))
        # The sentence of a cell may be longer: it is cut rather than let the column grow.
        self._hint.setMinimumWidth(self._hint.sizeHint().width())

    def _on_matrix_pointed(self, sentence: str) -> None:
        self.matrix.setToolTip(sentence)
        if sentence:
            metrics, width = self._hint.fontMetrics(), self._hint.width()
            elide = Qt.TextElideMode.ElideRight
            self._hint.setText(metrics.elidedText(sentence, elide, width))
        else:
            self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


class ClassScores(QWidget):
    """The table of scores by class, and a way to the rows that went wrong.

    Signals:
        wrong_row_wanted: the user wants to see the next wrong row.
    """

    wrong_row_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wrong = 0
        self._report: Report | None = None
        self._project = Project()
        self._title, self._others = QLabel(), QLabel()
        self._title.setProperty("type", "title")
        self.table = ClassTable(theme)
        # What the chip in the corner has no room for.
        self._others.setObjectName("other_scores")
        self._others.setWordWrap(True)
        self._link = ToolButton(theme, "search", " ", kind="link")
        self._link.setObjectName("wrong_rows")
        self._link.clicked.connect(self.wrong_row_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._title)
        column.addWidget(self.table)
        column.addWidget(self._others)
        column.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._retranslate()

    def show_report(self, report: Report, project: Project) -> None:
        """Score each class, and all of them by the metrics of the project."""
        self._report, self._project = report, project
        counts = confusion(report.labels or (), report.predicted or (), len(report.classes))
        self.table.show_scores(class_scores(counts, report.classes))
        self._wrong = len(report.wrong_rows())
        self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Scores by class"))
        scores = scores_of(self._report, self._project) if self._report is not None else []
        # A score is not torn from its name.
        items = [f"{title} {value}".replace(" ", _NO_BREAK) for _, title, value in scores[1:]]
        self._others.setText(" · ".join(items))
        self._others.setVisible(bool(items))
        text = self.tr("See the {count} row(s) predicted wrongly", "", self._wrong).format(count=count(self._wrong))
        self._link.setText(text)
        self._link.setAccessibleName(text)
        self._link.setToolTip(self.tr("Puts the next wrong row into the fields on the right."))
        self._link.setVisible(self._wrong > 0)
        self._link.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


class TrueAndPredicted(QWidget):
    """The scatter picture of a regression with its title."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._title.setProperty("type", "title")
        self.scatter = Scatter(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._title)
        column.addWidget(self.scatter, 1)
        self._retranslate()

    def show_report(self, report: Report) -> None:
        """Draw a dot for each test row."""
        self.scatter.show_values(report.true_values or (), report.predicted_values or ())

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Predicted against true"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


class ScoreList(QWidget):
    """The scores of a regression, each with the sentence that explains it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._report: Report | None = None
        self._project = Project()
        self._title = QLabel()
        self._title.setProperty("type", "title")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(4))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self._title)
        column.addLayout(self._rows)
        column.addStretch(1)
        self._retranslate()

    def show_report(self, report: Report, project: Project) -> None:
        """List the scores."""
        self._report, self._project = report, project
        self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Scores"))
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if self._report is None:
            return
        about = {name: translate(metric.description) for name, metric in named(self._project.training.metrics)}
        for key, title, value in scores_of(self._report, self._project):
            self._rows.addWidget(self._row(key, title, value, about[key]))

    def _row(self, key: str, title: str, value: str, about: str) -> QWidget:
        row = QWidget()
        head = QHBoxLayout()
        name, number, text = QLabel(title), QLabel(value), QLabel(about)
        name.setProperty("type", "medium")
        number.setProperty("type", "strong")
        number.setObjectName(f"score_{key}")
        text.setProperty("type", "caption")
        text.setProperty("tone", "muted")
        text.setWordWrap(True)
        head.addWidget(name, 1)
        head.addWidget(number)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(text)
        return row

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
