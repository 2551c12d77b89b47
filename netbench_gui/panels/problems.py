"""The Problems tab: everything that keeps the project from training well, each with a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from engine.errors import EngineError
from engine.project.document import Project, Training
from engine.project.problems import Problem
from netbench_gui.i18n import translate
from netbench_gui.widgets.empty_state import EmptyState
from netbench_gui.widgets.problem_row import ProblemRow

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme
    from netbench_gui.notify import Notifier
    from netbench_gui.selection import Selection
    from netbench_gui.store import ProjectStore


class ProblemsPanel(QWidget):
    """One row for each problem, the gravest first.

    Signals:
        count_changed: how many problems stop the training now.
    """

    count_changed = Signal(int)

    def __init__(
        self,
        theme: Theme,
        store: ProjectStore,
        selection: Selection,
        notifier: Notifier,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("problems_panel")
        self._theme, self._store = theme, store
        self._selection, self._notifier = selection, notifier
        self._shown: tuple[tuple[Problem, str], ...] = ()
        self._rows: list[ProblemRow] = []
        self._count = -1
        self._build()
        store.changed.connect(self._on_store_changed)
        theme.changed.connect(self._on_theme_changed)
        self._retranslate()
        self._on_theme_changed()
        self._refresh()

    def rows(self) -> list[ProblemRow]:
        """The rows in their order."""
        return list(self._rows)

    def count(self) -> int:
        """How many problems stop the training."""
        return sum(problem.severity == "problem" for problem in self._store.problems)

    def _build(self) -> None:
        self.empty = EmptyState(self._theme, "circle-check", "success")
        self._legend = QLabel()
        self._legend.setProperty("type", "caption")
        self._legend.setProperty("tone", "muted")
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setSpacing(0)
        self._column.addWidget(self._legend)
        self._column.addStretch(1)
        self._rules: list[QFrame] = []
        self._scroll = QScrollArea()
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(content)
        # The panel's white is below; a scroll area would paint the window's grey over it.
        content.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._scroll)

    def _refresh(self) -> None:
        """Show the problems of the project as it is; rows that stay the same are left alone."""
        problems = self._store.problems
        places = tuple((problem, self._place(problem)) for problem in problems)
        if [_key(*entry) for entry in places] == [_key(*entry) for entry in self._shown]:
            # The fix belongs to the newest project even where its words are the same.
            self._shown = places
        else:
            self._shown = places
            self._fill()
        self._stack.setCurrentWidget(self._scroll if problems else self.empty)
        if self.count() != self._count:
            self._count = self.count()
            self.count_changed.emit(self._count)

    def _fill(self) -> None:
        had_focus = next((i for i, row in enumerate(self._rows) if self._has_focus(row)), None)
        for widget in (*self._rows, *self._rules):
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._rows, self._rules = [], []
        for place, (problem, where) in enumerate(self._shown):
            row, rule = ProblemRow(self._theme, problem, where), QFrame()
            rule.setProperty("rule", "h")
            row.show_wanted.connect(lambda place=place: self._show_field(place))
            row.fix_wanted.connect(lambda place=place: self._fix(place))
            self._column.insertWidget(2 * place, row)
            self._column.insertWidget(2 * place + 1, rule)
            self._rows.append(row)
            self._rules.append(rule)
        if had_focus is not None and self._rows:
            # Whoever fixes with the keyboard goes on with the next one.
            self._rows[min(had_focus, len(self._rows) - 1)].take_focus()

    @staticmethod
    def _has_focus(row: ProblemRow) -> bool:
        return any(child.hasFocus() for child in row.findChildren(QWidget))

    def _place(self, problem: Problem) -> str:
        """Where a problem stands, in the user's words."""
        project = self._store.project
        parts = problem.where.split(".")
        if parts[0] == "layers" and len(parts) > 1:
            return self._layer_place(project, parts)
        if parts[0] == "training":
            group = self.tr("Training settings")
            info = Training.model_fields.get(parts[1]) if len(parts) > 1 else None
            return f"{group} · {translate(info.title)}" if info and info.title else group
        return self.tr("Network") if parts[0] == "layers" else self.tr("Data")

    def _layer_place(self, project: Project, parts: list[str]) -> str:
        for number, layer in enumerate(project.layers, start=1):
            if layer.id == parts[1]:
                text = self.tr("Layer {number}, {name}")
                place = text.format(number=number, name=translate(layer.title))
                info = type(layer).model_fields.get(parts[2]) if len(parts) > 2 else None
                return f"{place} · {translate(info.title)}" if info and info.title else place
        return self.tr("Network")

    def _show_field(self, place: int) -> None:
        self._selection.show_field(self._shown[place][0].where)

    def _fix(self, place: int) -> None:
        fix = self._shown[place][0].fix
        if fix is None:
            return
        try:
            self._store.edit(lambda: translate(fix.label), fix.edit)
        except EngineError as error:
            self._notifier.error(error)

    def _retranslate(self) -> None:
        self.empty.show_text(self.tr("No problems. You can train."))
        self._legend.setText(self.tr("Red stops the training. Yellow is for your information."))

    def _on_store_changed(self, _old: Project, _new: Project) -> None:
        self._refresh()

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(16), px(8), px(16), px(8))
        self._legend.setContentsMargins(0, px(10), 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._shown = ()
            self._refresh()
        super().changeEvent(event)


def _key(problem: Problem, place: str) -> tuple[object, ...]:
    label = problem.fix.label if problem.fix else None
    return problem.where, problem.severity, problem.message, label, place
