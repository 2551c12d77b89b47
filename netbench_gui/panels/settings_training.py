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
from netbench_gui.forms.form import Form
from netbench_gui.forms.part_form import PartForm
from netbench_gui.forms.words import FieldText
from netbench_gui.i18n import Text, translate
from netbench_gui.models.log_titles import log_titles
from netbench_gui.panels.settings_rate import RATE, RateRows
from netbench_gui.widgets.field_section import Caption, Section
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

FIRST, SECOND = ("epochs", "batch_size", "optimizer"), ("loss", "seed")
MORE = ("metrics", "early_stopping", "reduce_lr", "class_weight", "shuffle", "step")
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
        self._first = Form(theme, Training, "training", names=FIRST, nested="none")
        self._rate = RateRows(theme)
        self._second = Form(theme, Training, "training", names=SECOND, nested="plain")
        self._more = Section(theme)
        self._more.setObjectName("section.training.more")
        self._more.button().setObjectName("open.training.more")
        self._rest = Form(theme, Training, "training", names=MORE)
        self._of_optimizer = PartForm(theme, "training.optimizer", shows=lambda spec: spec.name != RATE)
        self._of_loss = PartForm(theme, "training.loss", shows=lambda spec: spec.advanced)
        self._captions = {part: Caption(theme) for part in (self._of_optimizer, self._of_loss)}
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
        training, data = project.training, project.data
        classes = data.classes if data else ()
        sources = {"logs": log_titles(project), "classes": [(name, name) for name in classes]}
        # Weights of classes make no sense without any, but what is set can be taken away.
        self._rest.set_absent(() if classes or training.class_weight else ("class_weight",))
        for form in (self._first, self._second, self._rest):
            form.set_sources(sources)
            form.show_value(training, problems, "training")
        self._rate.show_project(project, problems)
        self._of_optimizer.show_part(training.optimizer, problems, "training.optimizer")
        self._of_loss.show_part(training.loss, problems, "training.loss")
        target = data.target if data else None
        follow = self.tr("Follow {target}").format(target=target.name) if target else ""
        if (loss := self._second.row("loss")) is not None:
            loss.set_offer(_suiting(Loss, project, (training.loss,)))
            loss.show_follows(training.loss_follows_target and target is not None, follow)
        if (metrics := self._rest.row("metrics")) is not None:
            metrics.set_offer(_suiting(Metric, project, training.metrics))
        self._follow_metrics.setText(follow)
        self._follow_metrics.setAccessibleName(follow)
        self._show_captions()

    def search(self, wanted: str) -> int:
        """Show the rows that are about this and return how many; all for ""."""
        parts = (self._first, self._rate, self._second)
        in_sight = sum(part.search(wanted) for part in parts)
        folded = sum(part.search(wanted) for part in (self._rest, self._of_optimizer, self._of_loss))
        self._more.show_found(folded > 0 if wanted else None)
        self._show_captions()
        return in_sight + folded

    def reveal(self, path: str) -> QWidget | None:
        """Open what hides a field and return its editor."""
        name, _, rest = path.partition(".")
        if name == "optimizer" and rest and (editor := self._rate.reveal(rest)) is not None:
            return editor
        folded = {"optimizer": self._of_optimizer, "loss": self._of_loss}.get(name)
        editor = folded.reveal(rest) if folded is not None and rest else self._rest.reveal(path)
        if editor is not None:
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
        self._more.body.addWidget(self._rest)
        for part, caption in self._captions.items():
            self._more.body.addWidget(caption)
            self._more.body.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._first, self._rate, self._second, self._more):
            column.addWidget(widget)

    def _connect(self) -> None:
        for form in (self._first, self._second, self._rest):
            form.edited.connect(self._on_form_edited)
        for part in (self._rate, self._of_optimizer):
            part.edited.connect(self._on_optimizer_edited)
        self._of_loss.edited.connect(lambda loss: self._on_form_edited("loss", loss))
        for source in (self._first, self._second, self._rest, self._rate, self._of_optimizer, self._of_loss):
            source.finished.connect(self.finished)
            source.fix_wanted.connect(self.fix_wanted)
            source.rows_changed.connect(self.rows_changed)
        self._more.button().clicked.connect(self._on_more_clicked)
        self._dice.clicked.connect(self._on_dice_clicked)
        self._follow_metrics.clicked.connect(self._on_follow_metrics_clicked)
        if (loss := self._second.row("loss")) is not None:
            loss.follow_wanted.connect(self._on_follow_loss_wanted)

    def _show_captions(self) -> None:
        """Name what the last rows are about, while there are any."""
        training = self._project.training if self._project else Training()
        for part, shown in ((self._of_optimizer, training.optimizer), (self._of_loss, training.loss)):
            self._captions[part].setText(translate(shown.title))
            self._captions[part].setVisible(not part.isHidden())
        metrics = self._rest.row("metrics")
        in_sight = metrics is not None and not metrics.isHidden()
        data = self._project.data if self._project else None
        has_target = data is not None and data.target is not None
        self._follow_bar.setVisible(in_sight and has_target and not training.metrics_follow_target)

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

    def _on_follow_metrics_clicked(self) -> None:
        self._want("metrics", lambda: self.tr("Metrics"), lambda p: _followed(p, "metrics"))
        self.finished.emit()

    def _retranslate(self) -> None:
        self._more.set_text(self.tr("More settings"))
        self._dice.setToolTip(self.tr("Draw a new seed: another split, other first weights."))
        self._dice.setAccessibleName(self.tr("New seed"))
        self._follow_metrics.setToolTip(self.tr("Show the metrics that suit the target."))
        self._of_loss.set_texts({"reduction": FieldText(options={
            "sum_over_batch_size": self.tr("mean of all rows"),
            "sum": self.tr("sum of all rows"),
            "mean": self.tr("mean (the same)"),
            "mean_with_sample_weight": self.tr("mean by weights"),
            "none": self.tr("none (cannot train)"),
        })})
        better = {"auto": self.tr("Automatic"), "min": self.tr("smaller"), "max": self.tr("larger")}
        self._rest.set_texts({
            "early_stopping.mode": FieldText(options=better),
            "reduce_lr.mode": FieldText(options=better),
            "step": FieldText(options={"auto": self.tr("Automatic"), "autograd": self.tr("Autograd")}),
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


def _suiting(family: type[Any], project: Project, chosen: tuple[Loss | Metric, ...]) -> list[type[Any]]:
    """Losses or metrics for the task, and those chosen before, so that they can be seen and taken away."""
    task = project.data.task if project.data else None
    before = {type(part) for part in chosen}
    return [kind for kind in family.kinds.values() if task is None or task in kind.tasks or kind in before]
