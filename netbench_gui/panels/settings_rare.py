"""The training settings under "More settings": metrics, what ends or steers a run, the rest of optimizer and loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.metrics import Metric
from engine.project.document import Project, Training
from engine.project.problems import Problem
from netbench_gui.forms.form import Form
from netbench_gui.forms.options import Sources
from netbench_gui.forms.part_form import PartForm
from netbench_gui.forms.row import FormRow
from netbench_gui.forms.words import FieldText
from netbench_gui.i18n import translate
from netbench_gui.panels.settings_rate import RATE
from netbench_gui.widgets.field_section import Caption
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

FIELDS = ("metrics", "early_stopping", "reduce_lr", "class_weight", "shuffle", "step")


class RareRows(QWidget):
    """Made when somebody wants to see them: there are more of them than of all others.

    Signals:
        edited(name, value): a field of the training, its optimizer and its loss included.
        follow_metrics_wanted: the metrics should follow the target again.
    """

    edited = Signal(str, object)
    finished = Signal()
    fix_wanted = Signal(object)
    rows_changed = Signal()
    follow_metrics_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._project: Project | None = None
        self.form = Form(theme, Training, "training", names=FIELDS)
        self._of_optimizer = PartForm(theme, "training.optimizer", shows=lambda spec: spec.name != RATE)
        self._of_loss = PartForm(theme, "training.loss", shows=lambda spec: spec.advanced)
        self._captions = {"optimizer": Caption(theme), "loss": Caption(theme)}
        self._follow = ToolButton(theme, "link", " ", kind="link")
        self._follow.setObjectName("follow_metrics")
        self._lay_out()
        self.form.edited.connect(self.edited)
        self._of_optimizer.edited.connect(lambda part: self.edited.emit("optimizer", part))
        self._of_loss.edited.connect(lambda part: self.edited.emit("loss", part))
        for source in (self.form, self._of_optimizer, self._of_loss):
            source.finished.connect(self.finished)
            source.fix_wanted.connect(self.fix_wanted)
            source.rows_changed.connect(self.rows_changed)
        self._follow.clicked.connect(self.follow_metrics_wanted)
        self._retranslate()

    def row(self, name: str) -> FormRow | None:
        """Return the row of a field."""
        return self.form.row(name)

    def show_project(
        self,
        project: Project,
        problems: tuple[Problem, ...],
        *,
        sources: Sources,
        metrics: list[type[Metric]],
        follow: str,
    ) -> None:
        """Show the settings of a project silently; `metrics` are offered, `follow` names the way back to the target."""
        self._project = project
        training = project.training
        has_classes = project.data is not None and bool(project.data.classes)
        # Weights of classes make no sense without any, but what is set can be taken away.
        self.form.set_absent(() if has_classes or training.class_weight else ("class_weight",))
        self.form.set_sources(sources)
        self.form.show_value(training, problems, "training")
        self._of_optimizer.show_part(training.optimizer, problems, "training.optimizer")
        self._of_loss.show_part(training.loss, problems, "training.loss")
        if (row := self.form.row("metrics")) is not None:
            row.set_offer(metrics)
        self._follow.setText(follow)
        self._follow.setAccessibleName(follow)
        self._show_captions()

    def search(self, wanted: str) -> int:
        """Show the rows that are about this and return how many; all for ""."""
        found = sum(part.search(wanted) for part in (self.form, self._of_optimizer, self._of_loss))
        self._show_captions()
        return found

    def reveal(self, path: str) -> QWidget | None:
        """Return the editor of a field."""
        name, _, rest = path.partition(".")
        part = {"optimizer": self._of_optimizer, "loss": self._of_loss}.get(name)
        return part.reveal(rest) if part is not None and rest else self.form.reveal(path)

    def _lay_out(self) -> None:
        self._follow_bar = QWidget()
        bar = QHBoxLayout(self._follow_bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.addWidget(self._follow, 0, Qt.AlignmentFlag.AlignRight)
        self.form.insert_below("metrics", self._follow_bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.form)
        for name, part in (("optimizer", self._of_optimizer), ("loss", self._of_loss)):
            column.addWidget(self._captions[name])
            column.addWidget(part)

    def _show_captions(self) -> None:
        """Name what the last rows are about, while there are any."""
        project = self._project
        if project is None:
            return
        training = project.training
        self._captions["optimizer"].setText(translate(training.optimizer.title))
        self._captions["optimizer"].setVisible(not self._of_optimizer.isHidden())
        self._captions["loss"].setText(translate(training.loss.title))
        self._captions["loss"].setVisible(not self._of_loss.isHidden())
        metrics = self.form.row("metrics")
        in_sight = metrics is not None and not metrics.isHidden()
        has_target = project.data is not None and project.data.target is not None
        self._follow_bar.setVisible(in_sight and has_target and not training.metrics_follow_target)

    def _retranslate(self) -> None:
        translate = QCoreApplication.translate
        self._follow.setToolTip(translate("TrainingRows", "Show the metrics that suit the target."))
        self._of_loss.set_texts({"reduction": FieldText(options={
            "sum_over_batch_size": translate("TrainingRows", "mean of all rows"),
            "sum": translate("TrainingRows", "sum of all rows"),
            "mean": translate("TrainingRows", "mean (the same)"),
            "mean_with_sample_weight": translate("TrainingRows", "mean by weights"),
            "none": translate("TrainingRows", "none (cannot train)"),
        })})
        automatic = translate("TrainingRows", "Automatic")
        smaller, larger = translate("TrainingRows", "smaller"), translate("TrainingRows", "larger")
        better = {"auto": automatic, "min": smaller, "max": larger}
        steps: dict[Any, str] = {"auto": automatic, "autograd": translate("TrainingRows", "Autograd")}
        self.form.set_texts({
            "early_stopping.mode": FieldText(options=better),
            "reduce_lr.mode": FieldText(options=better),
            "step": FieldText(options=steps),
        })
        self._show_captions()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
