"""The learning rate is changed while the window trains: button, popup, curves, runs, and the script that repeats it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engine.events import BatchesEnded, ChangeRate, EpochEnded, RateChanged, RunFinished, RunStarted
from engine.project.edits import change_training
from engine.project.runs import load_run
from engine.project.storage import load_project
from engine.resources import sample_folder
from netbench_gui.look.theme import Theme
from netbench_gui.models.run_table import RunTable, read_run
from netbench_gui.notify import Notifier
from netbench_gui.selection import Selection
from netbench_gui.session.session import TrainingSession
from netbench_gui.session.thread import Events, RunControl, RunRequest, StopRun
from netbench_gui.settings import Settings
from netbench_gui.store import ProjectStore
from netbench_gui.widgets.tool_button import ToolButton
from netbench_gui.window.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support")


class SteeredRun:
    """Learns a batch for each ticket, and takes over the rates that are sent."""

    def __init__(self) -> None:
        self.tickets = threading.Semaphore(0)
        self.sent: list[float] = []
        self.seconds = 0.0

    def __call__(self, _request: RunRequest, control: RunControl) -> Events:
        control.adopt(self, StopRun)
        rate, step = 0.001, 0
        try:
            change = yield RunStarted(241, 52, 51, "cpu", 1, "dense", 163, 50, batches=1)
            while self.tickets.acquire():
                if isinstance(change, ChangeRate):
                    rate = change.learning_rate
                    self.sent.append(rate)
                    yield RateChanged(step + 1, 0, step, rate)
                step += 1
                change = (yield BatchesEnded(step, 0, (0.5,), rate)) or (yield EpochEnded(step, {"loss": 0.5, "learning_rate": rate}))
        except StopRun:
            yield RunFinished("stopped", step, step, {"loss": 0.3}, "dense", 1.0)


@pytest.fixture
def run() -> SteeredRun:
    return SteeredRun()


@pytest.fixture
def make_window(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> Iterator[Callable[[ProjectStore, TrainingSession, Notifier], MainWindow]]:
    windows: list[MainWindow] = []

    def make(store: ProjectStore, session: TrainingSession, notifier: Notifier) -> MainWindow:
        settings = Settings(tmp_path / "settings.ini")
        settings.has_trained = True
        window = MainWindow(theme, store, Selection(store), session, notifier, settings)
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        qtbot.wait_exposed(window)
        windows.append(window)
        return window

    yield make
    for window in windows:
        window.tool_bar.train_button.hide_ring()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def session(store: ProjectStore, run: SteeredRun, tmp_path: Path) -> Iterator[TrainingSession]:
    session = TrainingSession(store, Notifier(), run=run, new_folder=lambda _: tmp_path / "run")
    yield session
    run.tickets.release(1)
    session.close()


@pytest.fixture
def window(make_window: Callable[..., MainWindow], store: ProjectStore, session: TrainingSession) -> MainWindow:
    return make_window(store, session, Notifier())


def begin(window: MainWindow, session: TrainingSession, run: SteeredRun, qtbot: QtBot) -> None:
    window.tool_bar.train_button.click()
    run.tickets.release(1)
    qtbot.wait_until(lambda: session.learning_rate == 0.001)


def quick(window: MainWindow, name: str) -> ToolButton:
    button = window.tool_bar.rate_button.popup.findChild(ToolButton, name)
    assert isinstance(button, ToolButton)
    return button


def test_the_rate_is_shown_only_while_a_run_goes_on(
    window: MainWindow, session: TrainingSession, run: SteeredRun, qtbot: QtBot
) -> None:
    button = window.tool_bar.rate_button
    assert not button.isVisible()
    assert not window.commands.actions["change_rate"].isEnabled()
    begin(window, session, run, qtbot)
    assert button.isVisible()
    assert button.text() == "0.001"
    assert "0.001" in button.accessibleName()
    assert window.commands.actions["change_rate"].isEnabled()
    session.stop()
    run.tickets.release(1)
    qtbot.wait_until(lambda: session.state == "stopped")
    assert not button.isVisible()
    assert not button.popup.isVisible()


def test_quick_steps_count_at_once_and_the_popup_stays(
    window: MainWindow, session: TrainingSession, run: SteeredRun, qtbot: QtBot
) -> None:
    begin(window, session, run, qtbot)
    window.commands.actions["change_rate"].trigger()
    popup = window.tool_bar.rate_button.popup
    assert popup.isVisible()
    assert popup.field.text() == "0.001"
    quick(window, "rate_half").click()
    assert session.wanted_rate == 0.0005
    assert window.tool_bar.rate_button.text() == "0.0005"
    quick(window, "rate_tenth").click()
    assert (session.wanted_rate, popup.field.text()) == (0.00005, "5e-5")
    assert popup.isVisible()
    run.tickets.release(2)
    qtbot.wait_until(lambda: bool(session.history.rate_changes))
    assert run.sent == [0.00005]
    assert session.wanted_rate is None
    assert session.learning_rate == 0.00005


def test_a_rate_is_typed_and_return_sends_it(
    window: MainWindow, session: TrainingSession, run: SteeredRun, qtbot: QtBot
) -> None:
    begin(window, session, run, qtbot)
    window.tool_bar.rate_button.click()
    popup = window.tool_bar.rate_button.popup
    popup.field.selectAll()
    qtbot.keyClicks(popup.field, "0,02")
    assert session.wanted_rate is None
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    assert session.wanted_rate == 0.02
    popup.field.selectAll()
    qtbot.keyClicks(popup.field, "-1")
    about = popup.findChild(QLabel, "rate_about")
    assert isinstance(about, QLabel)
    assert about.text() == "A number is needed: 0 to 1000."
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    assert session.wanted_rate == 0.02


def test_a_paused_run_takes_the_rate_when_it_goes_on(
    window: MainWindow, session: TrainingSession, run: SteeredRun, qtbot: QtBot
) -> None:
    begin(window, session, run, qtbot)
    session.pause()
    run.tickets.release(1)
    qtbot.wait_until(lambda: session.state == "paused")
    session.change_rate(0.25)
    assert (session.learning_rate, session.history.rate_changes) == (0.25, [])
    assert window.tool_bar.rate_button.text() == "0.25"
    session.resume()
    run.tickets.release(1)
    qtbot.wait_until(lambda: bool(session.history.rate_changes))
    assert run.sent == [0.25]


def test_a_change_is_marked_on_the_curves_and_can_be_drawn(
    window: MainWindow, session: TrainingSession, run: SteeredRun, qtbot: QtBot
) -> None:
    curves = window.lower_panel.pages.widget(0)
    begin(window, session, run, qtbot)
    assert [one.name for one in curves._offered] == ["accuracy"]  # type: ignore[attr-defined]
    session.change_rate(0.0005)
    run.tickets.release(3)
    qtbot.wait_until(lambda: bool(curves.loss_view.chart.marks.changes))  # type: ignore[attr-defined]
    change = session.history.rate_changes[0]
    marks = curves.loss_view.chart.marks  # type: ignore[attr-defined]
    assert marks.changes == ((change.epoch - 1.0, f"rate 0.0005, epoch {change.epoch}"),)
    assert [one.name for one in curves._offered] == ["accuracy", "learning_rate"]  # type: ignore[attr-defined]
    curves._on_metric_title_chosen("learning_rate")  # type: ignore[attr-defined]
    assert curves.metric_view.title() == "Learning rate"  # type: ignore[attr-defined]
    qtbot.wait_until(lambda: curves.metric_view.legend.text() == " 0.0005")  # type: ignore[attr-defined]


def test_a_run_changed_twice_in_the_window_is_repeated_by_its_script(
    make_window: Callable[..., MainWindow], qtbot: QtBot, qapp: object, tmp_path: Path
) -> None:
    project = change_training(load_project(sample_folder() / "iris.netbench"), epochs=6)
    store = ProjectStore(project)
    folder = tmp_path / "iris.runs" / "0001"
    folder.mkdir(parents=True)
    session = TrainingSession(store, Notifier(), new_folder=lambda _: folder)
    window = make_window(store, session, Notifier())
    try:
        window.commands.actions["step_epoch"].trigger()
        qtbot.wait_until(lambda: session.state == "paused", timeout=120_000)
        window.tool_bar.rate_button.click()
        quick(window, "rate_tenfold").click()
        window.tool_bar.rate_button.popup.hide()
        window.commands.actions["step_batch"].trigger()
        qtbot.wait_until(lambda: session.state == "paused" and len(session.history.rate_changes) == 1, timeout=60_000)
        window.commands.actions["step_batch"].trigger()
        qtbot.wait_until(lambda: session.state == "paused", timeout=60_000)
        session.change_rate(0.0004)
        window.commands.actions["train"].trigger()
        qtbot.wait_until(lambda: session.state == "finished", timeout=120_000)
        batches = session.history.started.batches if session.history.started else 0
        assert [(one.epoch, one.batch, one.step) for one in session.history.rate_changes] == [
            (2, 0, batches), (2, 2, batches + 2)
        ]
        with qtbot.wait_signal(session.verified, timeout=120_000) as said:
            session.verify()
        assert said.args is not None
        found = said.args[0]
        assert (found.verified, found.epochs, found.epochs_identical) == (True, 6, 6)
        window.lower_panel.show_tab("script")
        script = window.lower_panel.pages.currentWidget()
        assert f"RATE_CHANGES = {{{batches}: 0.01, {batches + 2}: 0.0004}}" in script.code.toPlainText()  # type: ignore[attr-defined]
        kept = load_run(folder)
        assert kept.history.rate_changes == session.history.rate_changes
        table = RunTable(Theme())
        table.show_runs([read_run(folder)], store.project, None)
        told = table.data(table.index(0, table.columnCount() - 1))
        assert told.endswith("rate 0.01 from epoch 2 on, rate 0.0004 from epoch 2 on")
    finally:
        session.close()
        store.close()


def test_the_script_forgets_the_changes_when_the_settings_are_others(
    window: MainWindow, session: TrainingSession, run: SteeredRun, store: ProjectStore, qtbot: QtBot
) -> None:
    window.lower_panel.show_tab("script")
    script = window.lower_panel.pages.currentWidget()
    begin(window, session, run, qtbot)
    session.change_rate(0.0005)
    run.tickets.release(2)
    qtbot.wait_until(lambda: "RATE_CHANGES" in script.code.toPlainText())  # type: ignore[attr-defined]
    store.edit("Epochs", lambda project: change_training(project, epochs=3))
    qtbot.wait_until(lambda: "RATE_CHANGES" not in script.code.toPlainText())  # type: ignore[attr-defined]


