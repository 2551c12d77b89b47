"""The row of the learning rate, and where a schedule decides it what that means for this run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from engine.call import execute
from engine.optimizers import Optimizer, Schedule
from engine.project.document import Project
from engine.project.problems import Problem
from engine.project.sizes import epoch_batches
from netbench_gui.forms.part_form import PartForm
from netbench_gui.look.figures import count, plural
from netbench_gui.look.style_sheet import set_look
from netbench_gui.widgets.rate_preview import RatePreview

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

RATE = "learning_rate"
_POINTS = 160
# A picture of more steps than this would be wrong at its end anyway, and is not what anybody trains.
_MOST_STEPS = 10**9


class RateRows(QWidget):
    """A number, or a schedule with its fields and a picture of the rate over the run.

    Signals:
        edited(optimizer): the optimizer with another rate.
    """

    edited = Signal(object)
    finished = Signal()
    fix_wanted = Signal(object)
    rows_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._project: Project | None = None
        self.form = PartForm(theme, "training.optimizer", shows=lambda spec: spec.name == RATE, nested="none")
        self.schedule = PartForm(theme, f"training.optimizer.{RATE}")
        self._about = QLabel()
        self._about.setObjectName("run_steps")
        self._about.setWordWrap(True)
        set_look(self._about, type="caption", tone="muted")
        self.preview = RatePreview(theme)
        self.preview.setObjectName("rate_preview")
        self._picture = QWidget()
        self._column = QVBoxLayout(self._picture)
        self._column.addWidget(self._about)
        self._column.addWidget(self.preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.form, self._picture, self.schedule):
            column.addWidget(widget)
        for form in (self.form, self.schedule):
            form.finished.connect(self.finished)
            form.fix_wanted.connect(self.fix_wanted)
            form.rows_changed.connect(self.rows_changed)
        self.form.edited.connect(self._on_form_edited)
        self.schedule.edited.connect(self._on_schedule_edited)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_project(self, project: Project, problems: tuple[Problem, ...]) -> None:
        """Show the rate of a project silently."""
        self._project = project
        optimizer, where = project.training.optimizer, "training.optimizer"
        rate = optimizer.learning_rate
        self.form.show_part(optimizer, problems, where)
        self.schedule.show_part(rate if isinstance(rate, Schedule) else None, problems, f"{where}.{RATE}")
        self._show_picture()

    def search(self, wanted: str) -> int:
        """Show the rows that are about this and return how many; all for ""."""
        found = self.form.search(wanted)
        inside = self.schedule.search("" if found else wanted)
        self._picture.setVisible(found + inside > 0 and self._rate_call() is not None)
        return found + inside

    def reveal(self, path: str) -> QWidget | None:
        """Return the editor of the rate, or of a field of its schedule: "learning_rate.decay_steps"."""
        name, _, rest = path.partition(".")
        return (self.schedule.reveal(rest) if rest else None) or self.form.reveal(name)

    def _rate_call(self) -> Any:
        return self._project.training.optimizer.rate_call() if self._project is not None else None

    def _show_picture(self) -> None:
        project, call = self._project, self._rate_call()
        self._picture.setVisible(call is not None and not self.form.isHidden())
        if project is None or call is None:
            return
        epochs, batches = project.training.epochs, epoch_batches(project)
        steps = epochs * batches
        self._about.setText(self.tr("{steps}: {epochs} × {batches}").format(
            steps=self.tr("{count} step(s)", "", plural(steps)).format(count=count(steps)),
            epochs=self.tr("{count} epoch(s)", "", plural(epochs)).format(count=count(epochs)),
            batches=self.tr("{count} batch(es)", "", plural(batches)).format(count=count(batches)),
        ))
        last = min(max(steps - 1, 1), _MOST_STEPS)
        places = range(_POINTS) if last >= _POINTS else range(last + 1)
        at = [round(place * last / (len(places) - 1)) for place in places]
        self.preview.show_rates([execute(call, step=step) for step in at])

    def _on_form_edited(self, optimizer: Optimizer) -> None:
        rate, project = optimizer.learning_rate, self._project
        if project is not None and isinstance(rate, Schedule):
            # A schedule that was just chosen lasts as long as the run does.
            rate = rate.lasting(project.training.epochs * epoch_batches(project))
            optimizer = optimizer.changed(learning_rate=rate)
        self.edited.emit(optimizer)

    def _on_schedule_edited(self, schedule: Schedule) -> None:
        if self._project is not None:
            self.edited.emit(self._project.training.optimizer.changed(learning_rate=schedule))

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(4), 0, 0, px(6))
        self._column.setSpacing(px(2))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._show_picture()
        super().changeEvent(event)
