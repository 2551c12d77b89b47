"""The Curves tab: loss and metric over the epochs, live."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from engine.project.document import Project
from netbench_gui.look.figures import NOTHING, count, figure
from netbench_gui.models.run_columns import RunColumns
from netbench_gui.panels.curves_corner import CurvesCorner
from netbench_gui.panels.curves_marks import run_marks
from netbench_gui.panels.curves_quantity import Quantity, quantities
from netbench_gui.widgets.chart_legend import LegendItem
from netbench_gui.widgets.chart_view import ChartView
from netbench_gui.widgets.first_steps import FirstSteps
from netbench_gui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme
    from netbench_gui.notify import Notifier
    from netbench_gui.session.session import TrainingSession
    from netbench_gui.store import ProjectStore

REPAINT_MS, SLOWEST_REPAINT_MS = 160, 400
PAINT_SHARE = 0.02
NARROW = 900
_FIRST_STEPS = 400


class CurvesPanel(QWidget):
    """Two charts, or one with a switch where the panel is narrow; before the first run, what to do.

    Attributes:
        corner: the buttons for the corner of the tab bar: smoothing, log scale, save.
    """

    def __init__(
        self,
        theme: Theme,
        store: ProjectStore,
        session: TrainingSession,
        notifier: Notifier,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("curves_panel")
        self._theme, self._store, self._session = theme, store, session
        self._columns = RunColumns()
        self._shown: object = None
        self._metric = ""
        self._offered: list[Quantity] = []
        self._dirty = True
        self._smoothing = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._build()
        self.corner = CurvesCorner(theme, self.shown_views, notifier, session)
        self.corner.smoothing_chosen.connect(self._on_corner_smoothing_chosen)
        self.corner.log_scale_chosen.connect(self._on_corner_log_scale_chosen)
        session.events_arrived.connect(self._on_session_events_arrived)
        session.run_changed.connect(self._restart)
        session.state_changed.connect(self._on_session_state_changed)
        store.changed.connect(self._on_store_changed)
        theme.changed.connect(self._on_theme_changed)
        self._restart()
        self._on_theme_changed()

    def _build(self) -> None:
        self.first_steps = FirstSteps(self._theme)
        self._rule = QFrame()
        self._rule.setProperty("rule", "v")
        self.loss_view = ChartView(self._theme, "loss")
        self.metric_view = ChartView(self._theme, "metric")
        self.metric_view.title_chosen.connect(self._on_metric_title_chosen)
        self._switch = Segmented(self._theme, (("loss", ""), ("metric", "")), self)
        self._switch.setObjectName("chart_switch")
        self._switch.chosen.connect(self._arrange)
        self._switch.hide()
        for view in self.views():
            view.chart.cursor_moved.connect(self._on_chart_cursor_moved)
        row = QHBoxLayout(self)
        row.addWidget(self.first_steps)
        row.addWidget(self._rule)
        row.addWidget(self.loss_view, 1)
        row.addWidget(self.metric_view, 1)
        row.setSpacing(0)

    def views(self) -> tuple[ChartView, ChartView]:
        """Both charts with their head lines."""
        return self.loss_view, self.metric_view

    def shown_views(self) -> list[ChartView]:
        """The charts that are in view."""
        return [view for view in self.views() if not view.isHidden()]

    def has_run(self) -> bool:
        """Whether there is a run to show."""
        return self._session.history.started is not None or self._session.is_active

    # What is shown

    def _project(self) -> Project:
        """The project of the run, which keeps the settings it began with."""
        if self.has_run() and self._session.project is not None:
            return self._session.project
        return self._store.project

    def _quantities(self) -> list[Quantity]:
        return quantities(self._project(), self._session.history)

    def _chosen(self) -> Quantity | None:
        """What the second chart draws."""
        offered = self._quantities()
        return next((one for one in offered if one.name == self._metric), offered[0] if offered else None)

    def _restart(self) -> None:
        """Show the run from its beginning, with the axes, titles and scales it needs."""
        self._columns = RunColumns()
        started = self._session.history.started
        self._shown = (id(self._session.history), started)
        self._columns.follow(self._session.history)
        project = self._project()
        epochs = started.epochs if started else project.training.epochs
        batches = started.batches if started else 0
        self.loss_view.chart.set_logarithmic(self.corner_log())
        self.loss_view.chart.begin(
            epochs,
            self._curves("loss"),
            batches=self._session.history.batch_losses,
            batches_per_epoch=batches,
        )
        chosen = self._chosen()
        if chosen is not None:
            self.metric_view.chart.set_logarithmic(self.corner_log() and chosen.kind == "amount")
            curves = self._curves(chosen.name, validation=chosen.has_validation)
            self.metric_view.chart.begin(epochs, curves, kind=chosen.kind)
        for view in self.views():
            view.chart.set_cursor_epoch(None)
        self._retranslate()
        self._arrange()
        self._refresh()

    def corner_log(self) -> bool:
        """Whether the log scale is on; false while the corner is not there yet."""
        corner = getattr(self, "corner", None)
        return corner is not None and corner.log_scale()

    def _curves(self, name: str, *, validation: bool = True) -> list[tuple[str, list[float]]]:
        curves = [("train", self._columns.smoothed(name, self._smoothing))]
        if validation and self._has_validation():
            curves.append(("val", self._columns.smoothed(f"val_{name}", self._smoothing)))
        return curves

    def _has_validation(self) -> bool:
        started, data = self._session.history.started, self._project().data
        if started is not None:
            return started.validation > 0
        return data is None or data.split.validation > 0

    def _refresh(self) -> None:
        """Draw what has come since; does nothing while the panel is hidden."""
        if not self.isVisible():
            self._dirty = True
            return
        self._dirty = False
        if self._shown != (id(self._session.history), self._session.history.started):
            self._restart()
            return
        if self._offered != self._quantities():  # a rate set by hand can be drawn from now on
            self._retranslate()
            self._arrange()
        self._columns.follow(self._session.history)
        for view in self.shown_views():
            view.chart.follow()
        self._show_marks()
        self._show_values()

    def _show_marks(self) -> None:
        marks = run_marks(self._session, self._project())
        self.loss_view.chart.set_marks(marks.for_loss)
        self.metric_view.chart.set_marks(marks.for_metric)

    def _show_values(self) -> None:
        epoch = self.loss_view.chart.cursor_epoch
        lead = "" if epoch is None else self.tr("epoch {number}").format(number=count(epoch))
        self.loss_view.legend.show_items(self._legend("loss", epoch, figure), lead)
        chosen = self._chosen()
        if chosen is not None:
            items = self._legend(chosen.name, epoch, chosen.text, validation=chosen.has_validation)
            self.metric_view.legend.show_items(items, lead)

    def _legend(
        self, name: str, epoch: int | None, text: Callable[[float], str], *, validation: bool = True
    ) -> list[LegendItem]:
        def value(column: str) -> str:
            values = self._columns.column(column)
            place = len(values) if epoch is None else epoch
            return text(values[place - 1]) if 1 <= place <= len(values) else NOTHING

        items = [LegendItem("train", self.tr("training") if validation else "", value(name))]
        if validation and self._has_validation():
            items.append(LegendItem("val", self.tr("validation"), value(f"val_{name}")))
        return items

    # Arrangement

    def _is_narrow(self) -> bool:
        return self.width() / self._theme.zoom < NARROW

    def _arrange(self, _key: str = "") -> None:
        first = not self.has_run()
        two = self._chosen() is not None and not first
        narrow = self._is_narrow()
        self.first_steps.setVisible(first)
        self._rule.setVisible(first)
        widest = max(self.width() // 2, 1)
        self.first_steps.setFixedWidth(min(self._theme.px(_FIRST_STEPS), widest))
        on_metric = two and narrow and self._switch.current() == "metric"
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self._switch.isAncestorOf(focus)
        shows_metric = two and (on_metric or not narrow)
        for view, shown in ((self.loss_view, not on_metric), (self.metric_view, shows_metric)):
            view.set_switch(self._switch if two and narrow and shown else None)
            view.setVisible(shown)
        self._switch.setVisible(two and narrow)
        if had_focus and not self._switch.isHidden():
            self._switch.button(self._switch.current()).setFocus()
        self.corner.set_run_shown(not first) if hasattr(self, "corner") else None

    def _retranslate(self) -> None:
        project = self._project()
        data = project.data
        scaled = data is not None and data.task == "regression" and data.preparation.scale_target
        loss = self.tr("Loss (scaled target)") if scaled else self.tr("Loss")
        self.loss_view.set_title(loss)
        self._switch.set_text("loss", self.tr("Loss"))
        self._offered, chosen = self._quantities(), self._chosen()
        if chosen is not None:
            choices = [(one.name, one.title) for one in self._offered]
            self.metric_view.set_title(chosen.title, choices, self.tr("Chooses what is drawn."))
            self._switch.set_text("metric", chosen.title)
        note = "" if self.has_run() else self.tr("The curves appear here, epoch by epoch.")
        self.loss_view.chart.set_note(note)
        tip = self.tr(
            "Move the mouse over the chart, or press ← and →, to read the values of an epoch."
        )
        for view in self.views():
            view.chart.setAccessibleDescription(tip)
        self.first_steps.show_project(self._store.project, self._store.problems)

    # What happens

    def _on_session_events_arrived(self, _events: list[object]) -> None:
        self._dirty = True
        if not self._timer.isActive():
            self._refresh()
            self._start_timer()

    def _on_timer_timeout(self) -> None:
        if self._dirty and self.isVisible():
            self._refresh()
            self._start_timer()

    def _start_timer(self) -> None:
        """Wait so long that drawing takes little of the interpreter that training needs."""
        cost = sum(view.chart.paint_seconds for view in self.shown_views())
        wait = round(cost / PAINT_SHARE * 1000)
        self._timer.start(min(max(wait, REPAINT_MS), SLOWEST_REPAINT_MS))

    def _on_session_state_changed(self, _state: str) -> None:
        if self.first_steps.isHidden() != self.has_run():
            self._restart()
        else:
            self._refresh()

    def _on_store_changed(self, _old: Project, _new: Project) -> None:
        if not self.has_run():
            self._restart()

    def _on_chart_cursor_moved(self, epoch: int | None) -> None:
        for view in self.views():
            view.chart.set_cursor_epoch(epoch)
        self._show_values()

    def _on_metric_title_chosen(self, kind: str) -> None:
        self._metric = kind
        self._restart()

    def _on_corner_smoothing_chosen(self, over: int) -> None:
        self._smoothing = over
        self._restart()

    def _on_corner_log_scale_chosen(self, _on: bool) -> None:
        self._restart()

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        row = self.layout()
        assert row is not None
        row.setContentsMargins(0, px(8), 0, px(4))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._dirty:
            self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._show_marks()
            self._show_values()
        super().changeEvent(event)
