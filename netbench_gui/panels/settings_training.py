"""The rows of the training: what decides a run besides data and layers."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.losses import Loss
from engine.metrics import Metric
from engine.project.document import Project, Training
from engine.project.edits import change_training, settle
from engine.project.problems import Problem
from netbench_gui.forms.form import Form
from netbench_gui.i18n import Text
from netbench_gui.models.log_titles import log_titles
from netbench_gui.panels.settings_rare import FIELDS, RareRows
from netbench_gui.panels.settings_rate import RateRows
from netbench_gui.widgets.field_section import Section
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

FIRST, SECOND = ("epochs", "batch_size", "optimizer"), ("loss", "seed")
_LARGEST_NEW_SEED = 9_999


class TrainingRows(QWidget):
    """All training settings, the everyday ones in sight and the rest folded away.

    Signals:
        edit_wanted(name, title, edit): apply this edit, called so, to the project.
        opened(section): the user unfolded a section and wants to see it.
    """

    edit_wanted = Signal(str, object, object)
    finished = Signal()
    fix_wanted = Signal(object)
    rows_changed = Signal()
    opened = Signal(QWidget)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._project: Project | None = None
        self._problems: tuple[Problem, ...] = ()
        self._first = Form(theme, Training, "training", names=FIRST, nested="none")
        self._rate = RateRows(theme)
        self._second = Form(theme, Training, "training", names=SECOND, nested="plain")
        self._more = Section(theme)
        self._more.setObjectName("section.training.more")
        self._more.button().setObjectName("open.training.more")
        self._rare: RareRows | None = None
        self._wanted = ""
        self._dice = ToolButton(theme, "dices", kind="box")
        self._dice.setObjectName("new_seed")
        self._lay_out()
        self._connect()
        self._retranslate()

    def show_project(self, project: Project, problems: tuple[Problem, ...]) -> None:
        """Show the settings of a project silently."""
        self._project, self._problems = project, problems
        training, data = project.training, project.data
        for form in (self._first, self._second):
            form.show_value(training, problems, "training")
        self._rate.show_project(project, problems)
        if (loss := self._second.row("loss")) is not None:
            loss.set_offer(_suiting(Loss, project, (training.loss,)))
            has_target = data is not None and data.target is not None
            loss.show_follows(training.loss_follows_target and has_target, self._follow_text())
        self._show_rare()

    def search(self, wanted: str) -> int:
        """Show the rows that are about this and return how many; all for ""."""
        self._wanted = wanted
        in_sight = sum(part.search(wanted) for part in (self._first, self._rate, self._second))
        rare = self._made_rare() if wanted else self._rare
        folded = rare.search(wanted) if rare is not None else 0
        self._more.show_found(folded > 0 if wanted else None)
        return in_sight + folded

    def reveal(self, path: str) -> QWidget | None:
        """Open what hides a field and return its editor."""
        name, _, rest = path.partition(".")
        if name == "optimizer" and rest and (editor := self._rate.reveal(rest)) is not None:
            return editor
        if (name in FIELDS or rest) and (editor := self._made_rare().reveal(path)) is not None:
            self._more.set_open(True)
            return editor
        return self._first.reveal(name) or self._second.reveal(path)

    def _lay_out(self) -> None:
        if (seed := self._second.row("seed")) is not None:
            seed.add_beside(self._dice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._first, self._rate, self._second, self._more):
            column.addWidget(widget)

    def _connect(self) -> None:
        for form in (self._first, self._second):
            form.edited.connect(self._on_edited)
        self._rate.edited.connect(lambda optimizer: self._on_edited("optimizer", optimizer))
        for source in (self._first, self._second, self._rate):
            source.finished.connect(self.finished)
            source.fix_wanted.connect(self.fix_wanted)
            source.rows_changed.connect(self.rows_changed)
        self._more.toggled.connect(self._on_more_toggled)
        self._more.button().clicked.connect(self._on_more_clicked)
        self._dice.clicked.connect(self._on_dice_clicked)
        if (loss := self._second.row("loss")) is not None:
            loss.follow_wanted.connect(self._on_follow_loss_wanted)

    def _made_rare(self) -> RareRows:
        """The rows under "More settings"; the window does not wait for them when it opens."""
        if self._rare is None:
            self._rare = RareRows(self._theme)
            self._rare.edited.connect(self._on_edited)
            self._rare.finished.connect(self.finished)
            self._rare.fix_wanted.connect(self.fix_wanted)
            self._rare.rows_changed.connect(self.rows_changed)
            self._rare.follow_metrics_wanted.connect(self._on_follow_metrics_wanted)
            self._more.body.addWidget(self._rare)
            # At once: a layout would show it only after the events that wait.
            self._rare.show()
            self._rare.search(self._wanted)
            self._show_rare()
            self.rows_changed.emit()
        return self._rare

    def _show_rare(self) -> None:
        project = self._project
        if self._rare is None or project is None:
            return
        classes = project.data.classes if project.data else ()
        self._rare.show_project(
            project, self._problems,
            sources={"logs": log_titles(project), "classes": [(name, name) for name in classes]},
            metrics=_suiting(Metric, project, project.training.metrics), follow=self._follow_text(),
        )

    def _follow_text(self) -> str:
        target = self._project.data.target if self._project and self._project.data else None
        return self.tr("Follow {target}").format(target=target.name) if target else ""

    def _want(self, name: str, title: Text, edit: Callable[[Project], Project]) -> None:
        self.edit_wanted.emit(f"training.{name}", title, edit)

    def _on_edited(self, name: str, value: Any) -> None:
        forms: list[Form | RareRows] = [self._first, self._second, *([self._rare] if self._rare else [])]
        row = next(row for form in forms if (row := form.row(name)) is not None)
        self._want(name, row.name(), lambda project: change_training(project, **{name: value}))

    def _on_more_toggled(self, is_open: bool) -> None:
        if is_open:
            self._made_rare()

    def _on_more_clicked(self) -> None:
        if self._more.is_open():
            self.opened.emit(self._more)

    def _on_dice_clicked(self) -> None:
        old = self._project.training.seed if self._project else 0
        seed = 1 + secrets.randbelow(_LARGEST_NEW_SEED)
        seed = seed if seed != old else seed + 1
        row = self._second.row("seed")
        self._want("seed", row.name() if row else "", lambda p: change_training(p, seed=seed))
        self.finished.emit()

    def _on_follow_loss_wanted(self) -> None:
        self._want("loss", lambda: self.tr("Loss"), lambda p: _followed(p, "loss"))
        self.finished.emit()

    def _on_follow_metrics_wanted(self) -> None:
        self._want("metrics", lambda: self.tr("Metrics"), lambda p: _followed(p, "metrics"))
        self.finished.emit()

    def _retranslate(self) -> None:
        self._more.set_text(self.tr("More settings"))
        self._dice.setToolTip(self.tr("Draw a new seed: another split, other first weights."))
        self._dice.setAccessibleName(self.tr("New seed"))
        if self._project is not None:
            self.show_project(self._project, self._problems)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _followed(project: Project, what: str) -> Project:
    flags = {"loss_follows_target": True} if what == "loss" else {"metrics_follow_target": True}
    return settle(project.changed(training=project.training.changed(**flags)))


def _suiting(family: type[Any], project: Project, chosen: tuple[Loss | Metric, ...]) -> list[type[Any]]:
    """Losses or metrics for the task, and those chosen before, so that they can be seen and taken away."""
    task = project.data.task if project.data else None
    before = {type(part) for part in chosen}
    return [kind for kind in family.kinds.values() if task is None or task in kind.tasks or kind in before]
