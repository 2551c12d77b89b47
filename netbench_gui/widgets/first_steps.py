"""What a beginner reads before the first run: the data are ready, the network fits, press Train."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from engine.project.document import Project
from engine.project.problems import Problem
from engine.project.shapes import total_parameters
from netbench_gui.i18n import translate
from netbench_gui.look.figures import count, plural

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

# Number of sums that a processor does in a few seconds at this size of step, roughly.
_A_FEW_SECONDS = 2_000_000_000


class FirstSteps(QWidget):
    """Three lines with an icon each: what is there, what fits, what to do."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._project = Project()
        self._problems: tuple[Problem, ...] = ()
        self.setObjectName("first_steps")
        self._headline = QLabel()
        self._headline.setProperty("type", "headline")
        self._headline.setWordWrap(True)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._steps = [self._add_step(row) for row in range(3)]
        # They give way where a sentence takes two lines in a low window.
        self._gaps = [QSpacerItem(0, 0) for _ in range(2)]
        for gap, row in zip(self._gaps, (2, 5), strict=True):
            self._grid.addItem(gap, row, 1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._headline)
        self._column.addLayout(self._grid)
        self._column.addStretch(1)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_project(self, project: Project, problems: Sequence[Problem]) -> None:
        """Say how far this project is."""
        self._project = project
        self._problems = tuple(problem for problem in problems if problem.severity == "problem")
        self._retranslate()

    def _add_step(self, row: int) -> tuple[QLabel, QLabel, QLabel]:
        icon, title, detail = QLabel(), QLabel(), QLabel()
        title.setProperty("type", "medium")
        detail.setProperty("type", "caption")
        detail.setProperty("tone", "muted")
        detail.setWordWrap(True)
        self._grid.addWidget(icon, row * 3, 0, 2, 1)
        self._grid.addWidget(title, row * 3, 1)
        self._grid.addWidget(detail, row * 3 + 1, 1)
        return icon, title, detail

    def _show_step(self, step: int, icon: tuple[str, str], title: str, detail: str) -> None:
        picture, name, text = self._steps[step]
        picture.setPixmap(self._theme.pixmap(icon[0], 20, icon[1], ratio=self.devicePixelRatioF()))
        name.setText(title)
        text.setText(detail)

    def _retranslate(self) -> None:
        ready = not self._problems
        self._headline.setText(
            self.tr("Ready to train your first network")
            if ready
            else self.tr("Almost ready to train")
            if self._project.data
            else self.tr("Open a table to begin")
        )
        of_data = [problem for problem in self._problems if problem.where.split(".")[0] == "data"]
        others = [problem for problem in self._problems if problem not in of_data]
        self._show_data(of_data)
        self._show_network(others)
        icon = ("play", "accent" if ready else "disabled")
        self._show_step(2, icon, self.tr("Press Train"), self._train_line())

    def _show_data(self, problems: list[Problem]) -> None:
        data = self._project.data
        if problems or data is None:
            text = translate(problems[0].message) if problems else ""
            self._show_step(0, ("circle-alert", "danger"), self.tr("The data need a look"), text)
            return
        width = len(data.inputs)
        rows = self.tr("{count} row(s)", "", plural(data.rows)).format(count=count(data.rows))
        columns = self.tr("{count} column(s) to learn from", "", width).format(count=count(width))
        text = self.tr("{rows}, {columns}").format(rows=rows, columns=columns)
        self._show_step(0, ("circle-check", "success"), self.tr("The data are ready"), text)

    def _show_network(self, problems: list[Problem]) -> None:
        data = self._project.data
        if problems:
            of_training = problems[0].where.split(".")[0] == "training"
            title = self.tr("The settings need a look") if of_training else self.tr("The network needs a look")
            text = translate(problems[0].message)
            self._show_step(1, ("circle-alert", "danger"), title, text)
            return
        if data is None or data.target is None:
            text = self.tr("It follows the data.")
            self._show_step(1, ("circle-dashed", "disabled"), self.tr("The network"), text)
            return
        size, total, classes = data.input_size, total_parameters(self._project), len(data.classes)
        values = self.tr("{count} value(s) in", "", plural(size)).format(count=count(size))
        several = self.tr("{count} class(es) out", "", classes).format(count=count(classes))
        outputs = several if classes else self.tr("one number out")
        parameters = self.tr("{count} parameter(s)", "", plural(total)).format(count=count(total))
        text = self.tr("{inputs}, {outputs}, {parameters}").format(
            inputs=values, outputs=outputs, parameters=parameters
        )
        icon = ("circle-check", "success")
        self._show_step(1, icon, self.tr("The network fits the data"), text)

    def _train_line(self) -> str:
        data, training = self._project.data, self._project.training
        sums = training.epochs * (data.rows if data else 0) * total_parameters(self._project)
        if self._problems:
            return self.tr("or the key F5, once the points above are settled.")
        if sums < _A_FEW_SECONDS and training.epochs <= 500:
            return self.tr("or the key F5. It takes a few seconds.")
        return self.tr("or the key F5. The curves show how it goes.")

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(24), px(12), px(16), px(12))
        self._column.setSpacing(px(12))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(0)
        for gap in self._gaps:
            gap.changeSize(0, px(14), QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
        self._grid.invalidate()
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
