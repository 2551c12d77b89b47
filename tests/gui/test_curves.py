"""The Curves tab: what it shows before, while and after a run, and what it costs."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from engine.callbacks import EarlyStopping
from engine.events import BatchesEnded, EpochEnded, RateChanged
from engine.project.document import Column, Data, Project, TableSource
from engine.project.edits import change_training, new_project
from netbench_gui.look.theme import Theme
from netbench_gui.panels.curves import CurvesPanel
from netbench_gui.store import ProjectStore
from netbench_gui.widgets.chart import Chart
from netbench_gui.widgets.chart_axes import tick_texts
from netbench_gui.widgets.chart_scale import Scale, epoch_ticks, round_step
from netbench_gui.widgets.trace import MOST_PLACES, Trace
from tests.gui.fakes import FakeNotifier, FakeSession

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def session() -> FakeSession:
    return FakeSession()


@pytest.fixture
def notifier() -> FakeNotifier:
    return FakeNotifier()


@pytest.fixture
def panel(qtbot, theme: Theme, store: ProjectStore, session: FakeSession, notifier: FakeNotifier) -> CurvesPanel:
    panel = CurvesPanel(theme, store, session, notifier)
    qtbot.add_widget(panel)
    qtbot.add_widget(panel.corner)
    panel.resize(1264, 240)
    panel.show()
    qtbot.wait_exposed(panel)
    return panel


def regression() -> Project:
    columns = (
        Column(name="x", kind="number"),
        Column(name="y", kind="number", role="target", minimum=0.0, maximum=9.0, mean=4.0),
    )
    return new_project(Data(source=TableSource(path="y.csv"), columns=columns, rows=100, task="regression"))


def settle(qtbot, panel: CurvesPanel, text: str) -> None:
    qtbot.wait_until(lambda: text in panel.loss_view.legend.text(), timeout=2000)


def hover(chart: Chart, place: QPoint) -> None:
    """Move the mouse within a chart, wherever the pointer of the display is."""
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(place), QPointF(chart.mapToGlobal(place)), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(chart, event)


def press(panel: QWidget, name: str) -> QToolButton:
    button = panel.findChild(QToolButton, name)
    assert button is not None
    return button


def test_before_the_first_run_it_says_what_to_do(panel: CurvesPanel) -> None:
    assert panel.first_steps.isVisible()
    assert panel.shown_views() == [panel.loss_view]
    assert panel.loss_view.legend.text() == "training – validation –"


def test_a_run_takes_the_place_of_the_first_steps(qtbot, panel: CurvesPanel, session: FakeSession) -> None:
    session.start()
    session.epoch(1, 1.2, accuracy=0.4, val_accuracy=0.5)
    settle(qtbot, panel, "1.200")
    assert panel.first_steps.isHidden()
    assert panel.shown_views() == list(panel.views())
    assert panel.metric_view.title() == "Accuracy"
    assert panel.metric_view.legend.text() == "training 40.0 % validation 50.0 %"


def test_a_learning_rate_that_a_schedule_moves_can_be_drawn(
    qtbot, panel: CurvesPanel, session: FakeSession, store: ProjectStore
) -> None:
    session.project = change_training(store.project, optimizer={"kind": "adam", "learning_rate": "cosine_decay"})
    session.start(epochs=10)
    for number, rate in enumerate((0.01, 0.005, 0.00025), start=1):
        session.tell(EpochEnded(number, {"loss": 1.0 / number, "accuracy": 0.5, "learning_rate": rate}))
    chooser = press(panel, "metric_chooser")
    assert [action.text() for action in chooser.menu().actions()] == ["Accuracy", "Learning rate"]
    chooser.menu().actions()[1].trigger()
    assert panel.metric_view.title() == "Learning rate"
    assert panel.metric_view.legend.text().strip() == "0.00025"
    assert panel.metric_view.chart.scale.high == 0.016
    assert len(panel.metric_view.chart.curves) == 1


def test_without_a_metric_a_moving_rate_takes_the_second_place(
    qtbot, panel: CurvesPanel, session: FakeSession, store: ProjectStore
) -> None:
    session.project = change_training(store.project, metrics=())
    session.start()
    session.epoch(1, 1.0)
    assert panel.shown_views() == [panel.loss_view]
    session.tell(RateChanged(2, 0, 4, 0.5))
    qtbot.wait_until(lambda: panel.shown_views() == list(panel.views()))
    assert panel.metric_view.title() == "Learning rate"


def test_changes_by_hand_are_marked_on_both_charts_and_named_on_one(
    qtbot, panel: CurvesPanel, session: FakeSession, store: ProjectStore
) -> None:
    session.project = store.project
    session.start(epochs=10, batches=4)
    session.epoch(1, 1.0)
    session.tell(RateChanged(2, 1, 5, 0.0005))
    session.epoch(2, 0.5)
    settle(qtbot, panel, "0.500")
    assert panel.loss_view.chart.marks.changes == ((1.25, "rate 0.0005, epoch 2"),)
    assert panel.metric_view.chart.marks.changes == ((1.25, ""),)
    assert not panel.loss_view.chart.grab().isNull()


def test_the_x_axis_holds_all_planned_epochs_and_y_never_shrinks(qtbot, panel: CurvesPanel, session: FakeSession) -> None:
    session.start(epochs=40)
    session.epoch(1, 1.4)
    settle(qtbot, panel, "1.400")
    chart = panel.loss_view.chart
    assert (chart.epochs, chart.scale.low, chart.scale.high) == (40, 0.0, 1.6)
    session.epoch(2, 0.01)
    settle(qtbot, panel, "0.010")
    assert (chart.epochs, chart.scale.high) == (40, 1.6)
    session.epoch(3, 1.7)
    settle(qtbot, panel, "1.700")
    assert chart.scale.high == 4.0


def test_it_draws_at_most_ten_times_a_second(qtbot, monkeypatch, panel: CurvesPanel, session: FakeSession) -> None:
    session.start(epochs=1000, batches=0)
    session.epoch(1, 1.0)
    drawn = []
    monkeypatch.setattr(panel.loss_view.chart, "follow", lambda: drawn.append(1))
    for number in range(2, 300):
        session.epoch(number, 1.0)
    assert not drawn
    qtbot.wait_until(lambda: drawn == [1], timeout=2000)


def test_a_hidden_panel_draws_nothing_until_it_is_shown(qtbot, monkeypatch, panel: CurvesPanel, session: FakeSession) -> None:
    session.start()
    session.epoch(1, 1.0)
    settle(qtbot, panel, "1.000")
    panel.hide()
    with monkeypatch.context() as patch:
        patch.setattr(Chart, "follow", lambda _self: pytest.fail("drawn while hidden"))
        session.epoch(2, 0.5)
        session.set_state("paused")
    panel.show()
    assert "0.500" in panel.loss_view.legend.text()


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_figures_that_are_no_numbers_leave_a_gap(qtbot, panel: CurvesPanel, session: FakeSession, value: float) -> None:
    session.start()
    session.epoch(1, 1.0)
    session.epoch(2, value)
    session.epoch(3, 0.8)
    session.finish("diverged")
    settle(qtbot, panel, "0.800")
    curve = panel.loss_view.chart.curves[0]
    assert [len(polygon) for polygon in curve.trace.polygons] == [1, 1]
    press(panel.corner, "log_scale").click()
    assert not panel.grab().isNull()


def test_the_cursor_is_in_both_charts_and_the_head_lines_read_its_epoch(qtbot, panel: CurvesPanel, session: FakeSession) -> None:
    session.start(epochs=10)
    for number, loss in enumerate((1.0, 0.8, 0.6, 0.5), start=1):
        session.epoch(number, loss, accuracy=1 - loss / 2)
    settle(qtbot, panel, "0.500")
    chart = panel.loss_view.chart
    place = chart.place_of(2, 0).toPoint()
    hover(chart, QPoint(place.x(), place.y() - 40))
    assert panel.loss_view.legend.text().startswith("epoch 2 training 0.800")
    assert panel.metric_view.legend.text().startswith("epoch 2 training 60.0 %")
    assert panel.metric_view.chart.cursor_epoch == 2
    hover(chart, QPoint(place.x(), place.y() + 19))
    assert panel.loss_view.legend.text().startswith("training 0.500")


def test_the_arrow_keys_move_the_cursor(qtbot, panel: CurvesPanel, session: FakeSession) -> None:
    session.start(epochs=10)
    for number in range(1, 5):
        session.epoch(number, 1 / number)
    settle(qtbot, panel, "0.250")
    chart = panel.metric_view.chart
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert panel.loss_view.chart.cursor_epoch == 4
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert "epoch 2" in panel.loss_view.legend.text()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert "epoch 3" in panel.loss_view.legend.text()
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert "epoch 1" in panel.loss_view.legend.text()
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert "epoch" not in panel.loss_view.legend.text()


def test_the_best_epoch_is_marked_and_after_the_run_it_says_that_its_weights_are_kept(
    qtbot, panel: CurvesPanel, session: FakeSession, store: ProjectStore
) -> None:
    session.project = change_training(store.project, early_stopping=EarlyStopping(patience=1, restore_best_weights=True))
    session.start(epochs=10)
    session.epoch(1, 1.0, best=True)
    settle(qtbot, panel, "1.000")
    assert panel.loss_view.chart.marks.best_text == "best so far"
    assert not panel.loss_view.chart.marks.on_stem
    session.epoch(2, 1.2)
    session.finish("early_stopped", best_epoch=1)
    marks = panel.loss_view.chart.marks
    assert (marks.best, marks.best_text) == (1, "best, epoch 1: weights kept")
    assert (marks.flag, marks.flag_text) == (2, "stopped early, epoch 2")
    assert not marks.running


def test_a_pause_raises_a_flag_of_two_bars(qtbot, panel: CurvesPanel, session: FakeSession) -> None:
    session.start(epochs=10, batches=4)
    session.epoch(1, 1.0)
    session.tell(BatchesEnded(2, 0, (0.9, 0.9)))
    session.set_state("paused")
    marks = panel.loss_view.chart.marks
    assert (marks.flag, marks.flag_text, marks.pauses) == (1.5, "paused, epoch 2", True)
    session.set_state("running")
    assert panel.loss_view.chart.marks.flag is None


def test_a_continued_run_marks_where_it_was_taken_up(qtbot, panel: CurvesPanel, session: FakeSession) -> None:
    session.start(epochs=10, first_epoch=4)
    assert panel.loss_view.chart.marks.resumed is None or panel.loss_view.chart.marks.resumed == 3
    session.epoch(1, 1.0)
    settle(qtbot, panel, "1.000")
    assert panel.loss_view.chart.marks.resumed == 3


def test_a_narrow_panel_has_one_chart_with_a_switch(qtbot, panel: CurvesPanel, session: FakeSession) -> None:
    session.start()
    session.epoch(1, 1.0)
    panel.resize(700, 240)
    assert panel.shown_views() == [panel.loss_view]
    segment = press(panel, "segment_metric")
    assert segment.isVisible()
    segment.click()
    assert panel.shown_views() == [panel.metric_view]
    assert press(panel, "segment_metric").isVisible()
    panel.resize(1200, 240)
    assert panel.shown_views() == list(panel.views())
    assert not segment.isVisible()


def test_regression_says_that_its_loss_is_scaled_and_offers_its_metrics(
    qtbot, panel: CurvesPanel, session: FakeSession, store: ProjectStore
) -> None:
    store.open(regression(), None)
    session.project = store.project
    session.start()
    session.epoch(1, 1.0, mae=3.0, val_mae=4.0, rmse=5.0, r2=-0.2, val_r2=0.1)
    settle(qtbot, panel, "1.000")
    assert panel.loss_view.title() == "Loss (scaled target)"
    assert panel.metric_view.title() == "Mean absolute error"
    chooser = press(panel, "metric_chooser")
    assert [action.text() for action in chooser.menu().actions()][-1] == "R²"
    chooser.menu().actions()[-1].trigger()
    assert panel.metric_view.title() == "R²"
    assert panel.metric_view.legend.text() == "training −0.200 validation 0.100"
    assert panel.metric_view.chart.scale.low == -1.0


def test_without_validation_rows_there_is_one_curve(qtbot, panel: CurvesPanel, session: FakeSession) -> None:
    session.start(validation=0)
    session.tell(EpochEnded(1, {"loss": 1.0, "accuracy": 0.5}))
    settle(qtbot, panel, "1.000")
    assert panel.loss_view.legend.text() == "training 1.000"
    assert [curve.role for curve in panel.loss_view.chart.curves] == ["train"]


def test_smoothing_changes_the_line_and_not_the_figures(qtbot, panel: CurvesPanel, session: FakeSession) -> None:
    session.start(epochs=10)
    for number, loss in enumerate((1.0, 3.0, 2.0), start=1):
        session.epoch(number, loss)
    action = panel.corner.findChild(QAction, "smoothing_3")
    action.trigger()
    assert panel.loss_view.chart.curves[0].values == [1.0, 2.0, 2.0]
    session.epoch(4, 7.0)
    settle(qtbot, panel, "training 7.000")
    assert panel.loss_view.chart.curves[0].values == [1.0, 2.0, 2.0, 4.0]


def test_the_log_scale_gives_each_factor_of_ten_the_same_room(qtbot, panel: CurvesPanel, session: FakeSession) -> None:
    session.start(epochs=10)
    for number, loss in enumerate((1.0, 0.1, 0.01), start=1):
        session.epoch(number, loss)
    press(panel.corner, "log_scale").click()
    chart = panel.loss_view.chart
    heights = [chart.value_place("train", epoch).y() for epoch in (1, 2, 3)]
    assert heights[1] - heights[0] == pytest.approx(heights[2] - heights[1])
    assert not panel.metric_view.chart.scale.logarithmic


@pytest.mark.parametrize("ending", ["png", "svg", "csv"])
def test_the_curves_are_saved(
    qtbot, tmp_path: Path, panel: CurvesPanel, session: FakeSession, notifier: FakeNotifier, ending: str
) -> None:
    session.start()
    session.epoch(1, 0.1 + 0.2)
    path = tmp_path / f"曲线.{ending}"
    panel.corner.choose_file = lambda *asked: asked[-1](str(path.with_suffix("") if ending == "svg" else path))
    panel.corner.findChild(QAction, f"save_{ending}").trigger()
    assert notifier.messages[-1][0] == "success"
    if ending == "png":
        assert QImage(str(path)).width() > 1000
    else:
        text = path.read_text(encoding="utf-8")
        assert ("<svg" if ending == "svg" else "1,0.30000000000000004,") in text


def test_a_file_that_cannot_be_written_is_told(panel: CurvesPanel, session: FakeSession, notifier: FakeNotifier, tmp_path: Path) -> None:
    session.start()
    panel.corner.choose_file = lambda *asked: asked[-1](str(tmp_path / "no" / "x.csv"))
    panel.corner.findChild(QAction, "save_csv").trigger()
    assert notifier.messages[-1][0] == "error"


def test_edits_before_the_first_run_show_in_the_empty_axes(panel: CurvesPanel, store: ProjectStore) -> None:
    store.edit("epochs", lambda project: change_training(project, epochs=12))
    assert panel.loss_view.chart.epochs == 12


def test_it_follows_theme_zoom_and_language(qtbot, panel: CurvesPanel, session: FakeSession, theme: Theme) -> None:
    session.start()
    session.epoch(1, 1.0)
    before = panel.loss_view.chart.plot_area()
    theme.set_zoom(1.6)
    theme.set_mode("dark")
    assert panel.loss_view.chart.plot_area() != before
    image = panel.grab().toImage()
    assert image.pixelColor(image.width() - 3, 3) == theme.color("surface") or image.pixelColor(2, 2).lightness() < 60
    panel.changeEvent(QEvent(QEvent.Type.LanguageChange))
    theme.set_zoom(1.0)
    theme.set_mode("light")


@pytest.mark.parametrize(("least", "step"), [(0.35, 0.4), (0.4, 0.4), (0.1, 0.1), (0.11, 0.2), (4.1, 10.0), (1e-5, 1e-5)])
def test_steps_are_of_a_one_two_four_series(least: float, step: float) -> None:
    assert round_step(least) == pytest.approx(step)


def test_an_axis_with_negative_values_keeps_its_zero_and_four_intervals() -> None:
    scale = Scale()
    scale.cover(-0.3, 0.9)
    assert len(scale.ticks()) == 5
    assert any(abs(tick) < 1e-9 for tick in scale.ticks())
    assert scale.low <= -0.3
    assert scale.high >= 0.9


def test_an_axis_that_grows_at_one_end_keeps_the_other() -> None:
    scale = Scale()
    scale.cover(0.0, 1.4)
    scale.cover(-0.1, 0.2)
    assert scale.low <= -0.1
    assert scale.high >= 1.4


def test_a_thinned_line_goes_up_where_the_values_go_up() -> None:
    rising, falling = (Trace(4, 1.0, lambda value: value, limit=1) for _ in range(2))
    rising.follow([1.0, 2.0, 3.0, 4.0])
    falling.follow([4.0, 3.0, 2.0, 1.0])
    assert [point.y() for point in rising.polygons[0]] == [1.0, 4.0]
    assert [point.y() for point in falling.polygons[0]] == [4.0, 1.0]


@pytest.mark.parametrize("epochs", [1, 2, 3, 7, 37, 50, 999, 100_000])
def test_the_last_epoch_is_always_named(epochs: int) -> None:
    ticks = epoch_ticks(epochs)
    assert ticks[0] == 0
    assert ticks[-1] == epochs
    assert len(ticks) <= 8
    assert ticks == sorted(set(ticks))


def test_many_batches_are_thinned_and_their_peaks_kept() -> None:
    values = [1.0] * 200_000
    values[123_456] = 9.0
    trace = Trace(200_000, 1 / 4000, lambda value: value)
    grown: list[float] = []
    for start in range(0, 200_000, 777):
        grown.extend(values[start : start + 777])
        trace.follow(grown)
    points = [point for polygon in trace.polygons for point in polygon]
    assert len(points) <= 2 * MOST_PLACES + 2
    assert max(points, key=QPointF.y).y() == 9.0
    assert points[-1].x() == pytest.approx(50)


@pytest.mark.parametrize("logarithmic", [False, True])
def test_huge_losses_leave_room_for_the_chart(logarithmic: bool) -> None:
    scale = Scale(logarithmic=logarithmic)
    scale.reset()
    scale.cover(1e8, 7.5e35)
    texts = [text for _, text in tick_texts(scale)]
    assert texts[-1] == ("1e36" if logarithmic else "8e35")
    assert max(map(len, texts)) <= 5
