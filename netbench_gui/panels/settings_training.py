"""The rows of the training: what decides a run besides data and layers."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.losses import Loss
from engine.metrics import Metric
from engine.project.document import Project, Training
from engine.project.edits import change_training, settle
from engine.project.problems import Problem
from engine.spec import Part
from netbench_gui.forms.form import Form, PartForm
from netbench_gui.forms.row import FieldText
from netbench_gui.i18n import Text
from netbench_gui.widgets.field_section import Section
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

FIRST, SECOND = ("epochs", "batch_size", "optimizer"), ("loss", "seed")
MORE = ("metrics", "shuffle", "early_stopping", "step")
_LARGEST_NEW_SEED = 9_999


class TrainingRows(QWidget):
    """All training settings, the everyday ones in sight and the rest folded away.

    Signals:
        edit_wanted(name, title, edit): apply this edit, called so, to the project.
    """

    edit_wanted = Signal(str, object, object)
    finished = Signal()
    fix_wanted = Signal(object)
    rows_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._project: Project | None = None
        self._first = Form(theme, Training, "training", names=FIRST, nested=False)
        self._rate = PartForm(theme, "training.optimizer", names=("learning_rate",))
        self._second = Form(theme, Training, "training", names=SECOND)
        self._more = Section(theme)
        self._more.setObjectName("section.training.more")
        self._more.button().setObjectName("open.training.more")
        self._others = PartForm(theme, "training.optimizer", without=("learning_rate",))
        self._rest = Form(theme, Training, "training", names=MORE)
        self._dice = ToolButton(theme, "dices", kind="box")
        self._dice.setObjectName("new_seed")
        self._follow_metrics = ToolButton(theme, "link", " ", kind="link")
        self._follow_metrics.setObjectName("follow_metrics")
        self._lay_out()
        self._connect()
        self._retranslate()

    def show_project(self, project: Project, problems: tuple[Problem, ...]) -> None:
        """Show the settings of a project silently."""
        self._project = project
        training = project.training
        for form in (self._first, self._second, self._rest):
            form.show_value(training, problems, "training")
        for part in (self._rate, self._others):
            part.show_part(training.optimizer, problems, "training.optimizer")
        target = project.data.target if project.data else None
        follow = self.tr("Follow {target}").format(target=target.name) if target else ""
        if (loss := self._second.row("loss")) is not None:
            loss.show_follows(training.loss_follows_target and target is not None, follow)
            loss.set_offer(_suiting(project, Loss, training.loss))
        if (metrics := self._rest.row("metrics")) is not None:
            metrics.set_offer(_suiting(project, Metric, *training.metrics))
        self._follow_metrics.setText(follow)
        self._follow_metrics.setAccessibleName(follow)
        self._follow_bar.setVisible(bool(target) and not training.metrics_follow_target)

    def reveal(self, path: str) -> QWidget | None:
        """Open what hides a field and return its editor."""
        name, _, rest = path.partition(".")
        if name == "optimizer" and rest:
            if (editor := self._rate.reveal(rest)) is not None:
                return editor
            if (editor := self._others.reveal(rest)) is not None:
                self._more.set_open(True)
                return editor
        if (editor := self._rest.reveal(path)) is not None:
            self._more.set_open(True)
            return editor
        return self._first.reveal(name) or self._second.reveal(path)

    def _lay_out(self) -> None:
        if (seed := self._second.row("seed")) is not None:
            seed.add_beside(self._dice)
        self._follow_bar = QWidget()
        bar = QHBoxLayout(self._follow_bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.addWidget(self._follow_metrics, 0, Qt.AlignmentFlag.AlignRight)
        self._rest.insert_below("metrics", self._follow_bar)
        self._more.body.addWidget(self._others)
        self._more.body.addWidget(self._rest)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._first, self._rate, self._second, self._more):
            column.addWidget(widget)

    def _connect(self) -> None:
        for form in (self._first, self._second, self._rest):
            form.edited.connect(self._on_form_edited)
        for part in (self._rate, self._others):
            part.edited.connect(self._on_optimizer_edited)
        for source in (self._first, self._second, self._rest, self._rate, self._others):
            source.finished.connect(self.finished)
            source.fix_wanted.connect(self.fix_wanted)
            source.rows_changed.connect(self.rows_changed)
        self._dice.clicked.connect(self._on_dice_clicked)
        self._follow_metrics.clicked.connect(self._on_follow_metrics_clicked)
        if (loss := self._second.row("loss")) is not None:
            loss.follow_wanted.connect(self._on_follow_loss_wanted)

    def _want(self, name: str, title: Text, edit: Callable[[Project], Project]) -> None:
        self.edit_wanted.emit(f"training.{name}", title, edit)

    def _on_form_edited(self, name: str, value: Any) -> None:
        forms = (self._first, self._second, self._rest)
        row = next(row for form in forms if (row := form.row(name)) is not None)
        self._want(name, row.name(), lambda project: change_training(project, **{name: value}))

    def _on_optimizer_edited(self, optimizer: Any) -> None:
        row = self._first.row("optimizer")
        title = row.name() if row else ""
        self._want("optimizer", title, lambda p: change_training(p, optimizer=optimizer))

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

    def _on_follow_metrics_clicked(self) -> None:
        self._want("metrics", lambda: self.tr("Metrics"), lambda p: _followed(p, "metrics"))
        self.finished.emit()

    def _retranslate(self) -> None:
        self._more.set_text(self.tr("More settings"))
        self._dice.setToolTip(self.tr("Draw a new seed: another split, other first weights."))
        self._dice.setAccessibleName(self.tr("New seed"))
        self._follow_metrics.setToolTip(self.tr("Show the metrics that suit the target."))
        self._first.set_texts({"optimizer": FieldText(
            self.tr("Optimizer"), self.tr("How the weights move downhill, step by step.")
        )})
        self._second.set_texts({"loss": FieldText(
            self.tr("Loss"), self.tr("The number that training makes small.")
        ), "loss.reduction": FieldText(options={
            "sum_over_batch_size": self.tr("mean of all rows"),
            "sum": self.tr("sum of all rows"),
            "mean": self.tr("mean (the same)"),
            "mean_with_sample_weight": self.tr("mean by weights"),
            "none": self.tr("none (cannot train)"),
        })})
        watched = {"val_loss": self.tr("validation loss"), "loss": self.tr("training loss")}
        steps = {"auto": self.tr("Automatic"), "autograd": self.tr("Autograd")}
        self._rest.set_texts({
            "metrics": FieldText(
                self.tr("Metrics"), self.tr("Numbers for people, shown beside the loss.")
            ),
            "early_stopping.monitor": FieldText(options=watched),
            "step": FieldText(options=steps),
        })
        if self._project is not None:
            self.show_project(self._project, ())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _followed(project: Project, what: str) -> Project:
    flags = {"loss_follows_target": True} if what == "loss" else {"metrics_follow_target": True}
    return settle(project.changed(training=project.training.changed(**flags)))


def _suiting(project: Project, family: type[Loss | Metric], *chosen: Loss | Metric) -> list[type[Part]]:
    """Members of a family for the task, and those chosen before, so that they can be seen and taken away."""
    task = project.data.task if project.data else None
    kinds: list[Any] = [*family.kinds.values()]
    return [kind for kind in kinds if task is None or task in kind.tasks or kind in map(type, chosen)]
