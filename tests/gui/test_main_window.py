"""The window as a whole: actions, tool bar, title, tabs, drops, closing, and narrow windows."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from engine.events import BatchesEnded, EpochEnded, Event, RunFinished, RunStarted
from engine.layers import Dense
from engine.project.edits import change_training
from netbench_gui.i18n import Text, said
from netbench_gui.language import Languages
from netbench_gui.look.theme import Theme
from netbench_gui.look.tokens import projector_zoom
from netbench_gui.notify import Notifier
from netbench_gui.selection import Selection
from netbench_gui.session.session import TrainingSession
from netbench_gui.session.thread import RunControl, RunRequest, StopRun
from netbench_gui.settings import Settings
from netbench_gui.store import ProjectStore
from netbench_gui.window.actions import ACTIONS
from netbench_gui.window.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class SlowRun:
    """Goes on until it is told how to end."""

    def __init__(self) -> None:
        self.end = threading.Event()
        self.reason = "completed"

    def __call__(self, _request: RunRequest, control: RunControl) -> Generator[Event, None, None]:
        logs = {"loss": 0.5, "val_loss": 0.4}
        done = 0
        try:
            yield RunStarted(241, 52, 51, "cpu", 1, "dense", 163, 50, batches=1)
            for epoch in range(1, 32):
                yield BatchesEnded(epoch, 0, (0.5,))
                yield EpochEnded(epoch, logs)
                done = epoch
            while not self.end.wait(0.01):
                yield BatchesEnded(32, 0, ())
        except StopRun:
            self.reason = "stopped"
        yield RunFinished(self.reason, done, done, {"loss": 0.3}, "dense", 2.04)  # type: ignore[arg-type]


@pytest.fixture
def run() -> SlowRun:
    return SlowRun()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(tmp_path / "settings.ini")
    settings.has_trained = True
    return settings


@pytest.fixture
def session(store: ProjectStore, run: SlowRun, tmp_path: Path) -> Iterator[TrainingSession]:
    folder = tmp_path / "run"
    session = TrainingSession(store, Notifier(), run=run, new_folder=lambda _: folder)
    yield session
    run.end.set()
    session.close()


@pytest.fixture
def notifier(qapp: QApplication) -> Notifier:
    return Notifier()


@pytest.fixture
def window(
    qtbot: QtBot,
    theme: Theme,
    store: ProjectStore,
    selection: Selection,
    session: TrainingSession,
    notifier: Notifier,
    settings: Settings,
) -> Iterator[MainWindow]:
    window = MainWindow(theme, store, selection, session, notifier, settings)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    qtbot.wait_exposed(window)
    yield window
    window.tool_bar.train_button.hide_ring()
    window.deleteLater()
    # Without a running event loop nobody else would; every theme dresses all widgets there are.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def action(window: MainWindow, name: str) -> QAction:
    return window.commands.actions[name]


def word(window: MainWindow) -> str:
    return window.tool_bar.status.text()


def start(window: MainWindow, session: TrainingSession, qtbot: QtBot) -> None:
    window.tool_bar.train_button.click()
    qtbot.wait_until(lambda: len(session.history.epochs) == 31)


def test_the_first_window_is_ready_to_train(window: MainWindow) -> None:
    assert word(window) == "Ready"
    assert window.tool_bar.train_button.isEnabled()
    assert not window.tool_bar.pause_button.isEnabled()
    assert window.tool_bar.step_button.isEnabled()
    assert not window.tool_bar.stop_button.isEnabled()
    assert not window.lower_panel.problem_badge.isVisible()


def test_every_action_has_a_name_a_tip_and_a_key_of_its_own(window: MainWindow) -> None:
    keys = [key.toString() for one in window.commands.actions.all() for key in one.shortcuts()]
    assert len(keys) == len(set(keys))
    for one in window.commands.actions.all():
        assert one.text()
        assert one.toolTip()
    assert len(window.commands.actions.all()) == len(ACTIONS)


def test_every_control_of_the_shell_has_a_name(window: MainWindow) -> None:
    for part in (window.tool_bar, window.status_row, window.menuBar()):
        for button in part.findChildren(QToolButton):
            if button.objectName().startswith("qt_"):
                continue
            assert button.objectName(), button
            assert button.accessibleName() or button.text(), button.objectName()


def test_the_title_follows_edits_and_saving(
    window: MainWindow, store: ProjectStore, tmp_path: Path
) -> None:
    assert window.windowTitle() == "Penguins.netbench"
    store.edit("Epochs", lambda project: change_training(project, epochs=3))
    assert window.windowTitle() == "Penguins.netbench — not saved"
    label = window.findChild(QLabel, "project_title")
    assert label is not None
    assert label.text() == "Penguins.netbench — not saved"
    store.mark_saved(tmp_path / "Mine.netbench")
    assert window.windowTitle() == "Mine.netbench"


def test_undo_and_redo_follow_the_store(window: MainWindow, store: ProjectStore) -> None:
    undo, redo = window.tool_bar.undo_buttons
    assert not undo.isEnabled()
    store.edit("Epochs", lambda project: change_training(project, epochs=3))
    assert undo.isEnabled()
    assert "Epochs" in action(window, "undo").text()
    undo.click()
    assert store.project.training.epochs == 50
    assert redo.isEnabled()
    action(window, "redo").trigger()
    assert store.project.training.epochs == 3


def test_the_buttons_follow_a_run(
    window: MainWindow, session: TrainingSession, run: SlowRun, qtbot: QtBot
) -> None:
    bar = window.tool_bar
    start(window, session, qtbot)
    assert word(window) == "Epoch 32 of 50"
    assert not bar.train_button.isEnabled()
    assert bar.pause_button.isEnabled()
    assert bar.stop_button.isEnabled()
    assert not bar.step_button.isEnabled()
    bar.pause_button.click()
    qtbot.wait_until(lambda: session.state == "paused")
    assert bar.train_button.text() == "Continue"
    assert bar.train_button.isEnabled()
    assert bar.step_button.isEnabled()
    bar.stop_button.click()
    qtbot.wait_until(lambda: session.state == "stopped")
    assert bar.train_button.text() == "Continue"
    assert bar.train_button.menu() is not None
    assert word(window).startswith("Stopped")


def test_the_end_of_a_run_is_told(
    window: MainWindow, session: TrainingSession, run: SlowRun, qtbot: QtBot
) -> None:
    start(window, session, qtbot)
    run.end.set()
    qtbot.wait_until(lambda: session.state == "finished")
    assert word(window).startswith("Trained 31 epoch")
    assert word(window).endswith("2.0 s")
    assert window.tool_bar.train_button.text() == "Train"


def test_a_divergence_offers_a_lower_rate(
    window: MainWindow,
    session: TrainingSession,
    notifier: Notifier,
    run: SlowRun,
    store: ProjectStore,
    qtbot: QtBot,
) -> None:
    # The session of these tests speaks through another notifier; the bar listens to the window's.
    shown: list[tuple[Text, str, object]] = []
    notifier.message_shown.connect(lambda *message: shown.append(message))
    start(window, session, qtbot)
    run.reason = "diverged"
    run.end.set()
    qtbot.wait_until(lambda: session.state == "diverged")
    assert shown[-1][1] == "problem"
    assert "infinite in epoch 31" in said(shown[-1][0])
    (button,) = window.status_row.message.buttons()
    assert button.text() == "Use 0.0001"
    button.click()
    assert store.project.training.optimizer.learning_rate == 0.0001  # type: ignore[attr-defined]


def test_problems_disable_train_and_say_how_many(window: MainWindow, store: ProjectStore) -> None:
    store.edit("Layers", lambda project: project.changed(layers=()))
    assert not window.tool_bar.train_button.isEnabled()
    assert word(window).startswith("1 problem")
    assert word(window).endswith("to fix before training")
    assert window.lower_panel.problem_badge.isVisible()
    assert window.lower_panel.problem_badge.text() == "1"
    count = window.findChild(QWidget, "problem_count")
    assert count is not None
    count.click()  # type: ignore[attr-defined]
    assert window.lower_panel.current_tab() == "problems"


def test_the_ring_around_train_stays_until_the_first_press(
    window: MainWindow, settings: Settings, session: TrainingSession, qtbot: QtBot
) -> None:
    settings.has_trained = False
    window.tool_bar.train_button.show_ring()
    start(window, session, qtbot)
    assert not window.tool_bar.train_button.has_ring()
    assert settings.has_trained


def test_a_device_is_an_edit_that_undo_takes_back(window: MainWindow, store: ProjectStore) -> None:
    menu = window.findChild(QMenu, "device_menu")
    assert menu is not None
    assert [one.text() for one in menu.actions()] == ["Automatic", "CPU"]
    menu.actions()[1].trigger()
    assert store.project.training.device == "cpu"
    assert window.tool_bar.device_button.text() == "CPU"
    store.undo_stack.undo()
    assert window.tool_bar.device_button.text() == "Automatic"


def test_the_lower_panel_takes_the_window_and_gives_it_back(
    window: MainWindow, settings: Settings, qtbot: QtBot
) -> None:
    heights = window.rows.sizes()
    qtbot.mouseDClick(window.lower_panel.bar, Qt.MouseButton.LeftButton, pos=QPoint(30, 15))
    qtbot.wait_until(lambda: not window.columns.isVisible())
    assert action(window, "maximise_lower").isChecked()
    action(window, "maximise_lower").trigger()
    qtbot.wait_until(lambda: window.rows.sizes() == heights)


def test_without_animations_the_lower_panel_is_large_at_once(
    window: MainWindow, settings: Settings
) -> None:
    action(window, "animations").trigger()
    assert settings.animations == "off"
    action(window, "maximise_lower").trigger()
    assert not window.columns.isVisible()


def test_zoom_by_keys_and_projector(window: MainWindow, theme: Theme, settings: Settings) -> None:
    action(window, "zoom_in").trigger()
    assert theme.zoom == 1.1
    assert settings.zoom == 1.1
    assert window.status_row.zoom.text() == "110 %"
    action(window, "projector").trigger()
    screen = window.screen().size()
    assert theme.zoom == max(1.1, projector_zoom(screen.width(), screen.height()))  # never smaller than before
    assert window.isFullScreen()
    action(window, "projector").trigger()
    assert theme.zoom == 1.1
    assert not window.isFullScreen()
    window.status_row.zoom.click()
    assert theme.zoom == 1.0


def test_dark_is_chosen_in_the_view_menu(
    window: MainWindow, theme: Theme, settings: Settings
) -> None:
    menu = window.findChild(QMenu, "menu_theme")
    assert menu is not None
    menu.aboutToShow.emit()
    dark = next(one for one in menu.actions() if one.text() == "Dark")
    dark.trigger()
    assert theme.dark
    assert settings.theme_mode == "dark"


def test_a_narrow_window_gives_way_step_by_step(window: MainWindow, qtbot: QtBot) -> None:
    style = Qt.ToolButtonStyle
    window.resize(1280, 800)
    new = window.tool_bar.files[0]
    assert new.toolButtonStyle() == style.ToolButtonTextBesideIcon
    assert window.columns.has_three_columns
    window.resize(970, 640)
    assert new.toolButtonStyle() == style.ToolButtonIconOnly
    qtbot.wait_until(lambda: not window.columns.has_three_columns)
    window.columns.switch.choose("settings")
    assert window.settings_panel.isVisible()
    assert not window.data_panel.isVisible()
    window.resize(1280, 800)
    qtbot.wait_until(lambda: window.columns.has_three_columns)
    assert window.settings_panel.isVisible()
    assert window.data_panel.isVisible()


@pytest.mark.parametrize("width", [960, 1000, 1120, 1180, 1240, 1280])
def test_nothing_in_the_tool_bar_is_cut_off(window: MainWindow, width: int) -> None:
    window.resize(QSize(width, 800))
    bar = window.tool_bar
    layout = bar.layout()
    assert layout is not None
    layout.activate()
    for button in bar.findChildren(QToolButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), button.objectName()
            assert button.geometry().right() <= bar.width()


@pytest.mark.parametrize("width", [1000, 1180, 1280])
def test_the_tool_bar_of_a_paused_run_has_room(
    window: MainWindow, session: TrainingSession, qtbot: QtBot, width: int
) -> None:
    window.resize(QSize(width, 800))
    start(window, session, qtbot)
    action(window, "pause").trigger()
    qtbot.wait_until(lambda: session.state == "paused")
    bar = window.tool_bar
    bar.rate_button.setText("0.001 → 0.0001")
    bar.rate_button.show()
    assert not bar.pause_button.isEnabled()
    assert action(window, "pause").isChecked()
    qtbot.wait_until(lambda: bar.status.geometry().right() <= bar.width())
    action(window, "pause").trigger()
    assert bar.pause_button.isEnabled()
    assert not action(window, "pause").isChecked()


@pytest.mark.parametrize("zoom", [1.0, 1.6, 2.0])
@pytest.mark.parametrize("width", [960, 1280])
def test_a_bar_that_is_too_narrow_comes_to_rest(
    window: MainWindow, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, width: int, zoom: float
) -> None:
    theme.set_zoom(zoom)
    window.resize(QSize(width, 800))
    bar = window.tool_bar
    bar.device_button.setText("NVIDIA GeForce RTX 4070 Laptop GPU")
    fitted: list[int] = []
    fit = bar._fit
    monkeypatch.setattr(bar, "_fit", lambda: (fitted.append(1), fit()))
    bar.device_button.updateGeometry()
    for _ in range(200):
        QApplication.processEvents()
    assert len(fitted) < 10
    if zoom * 960 <= width * 1.25:
        layout = bar.layout()
        assert layout is not None
        assert layout.minimumSize().width() <= bar.width()


def drop(target: object, path: Path, place: QPoint) -> QDropEvent:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    # As file managers do: a text field would take this.
    mime.setText(str(path))
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, copy, mime, left, none)
    QApplication.sendEvent(target, enter)
    event = QDropEvent(QPointF(place), copy, mime, left, none, QEvent.Type.Drop)
    QApplication.sendEvent(target, event)
    assert enter.isAccepted()
    return event


@pytest.mark.parametrize("over_a_field", [False, True])
def test_a_file_dropped_anywhere_is_opened(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, over_a_field: bool
) -> None:
    table = tmp_path / "wheat.csv"
    wanted: list[Path] = []
    window.documents.table_wanted.disconnect()
    window.documents.table_wanted.connect(wanted.append)
    fields = window.settings_panel.findChildren(QLineEdit)
    field = next(field for field in fields if field.isVisible())
    before = field.text()
    place = field.mapTo(window, field.rect().center()) if over_a_field else QPoint(50, 90)
    event = drop(window.windowHandle(), table, place)
    assert event.isAccepted()
    qtbot.wait_until(lambda: wanted == [table])
    assert field.text() == before


def test_a_dropped_text_is_none_of_the_windows_business(window: MainWindow) -> None:
    mime = QMimeData()
    mime.setText("dense")
    event = QDragEnterEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    QApplication.sendEvent(window, event)
    assert not event.isAccepted()


def test_closing_during_a_run_asks_and_keep_training_keeps_it(
    window: MainWindow, session: TrainingSession, qtbot: QtBot
) -> None:
    start(window, session, qtbot)
    assert not window.close()
    message = window.status_row.message
    assert message.text() == "Stop the training and close? What was learnt is kept."
    assert [button.text() for button in message.buttons()] == ["Stop and close", "Keep training"]
    message.buttons()[1].click()
    assert session.is_active
    assert window.isVisible()


def test_stop_and_close_stops_then_closes(
    window: MainWindow, session: TrainingSession, qtbot: QtBot
) -> None:
    start(window, session, qtbot)
    window.close()
    window.status_row.message.buttons()[0].click()
    qtbot.wait_until(lambda: not window.isVisible())
    assert session.state == "stopped"


def test_closing_goes_on_where_the_run_ends_before_the_answer(
    window: MainWindow, session: TrainingSession, run: SlowRun, qtbot: QtBot
) -> None:
    start(window, session, qtbot)
    window.close()
    run.end.set()
    qtbot.wait_until(lambda: not window.isVisible())
    assert session.state == "finished"


def test_keep_training_keeps_the_window_after_the_run(
    window: MainWindow, session: TrainingSession, run: SlowRun, qtbot: QtBot
) -> None:
    start(window, session, qtbot)
    window.close()
    window.status_row.message.buttons()[1].click()
    run.end.set()
    qtbot.wait_until(lambda: not session.is_active)
    QApplication.processEvents()
    assert window.isVisible()


def test_closing_with_unsaved_changes_asks(window: MainWindow, store: ProjectStore) -> None:
    store.edit("Epochs", lambda project: change_training(project, epochs=3))
    assert not window.close()
    message = window.status_row.message
    assert "not saved" in message.text()
    message.buttons()[1].click()
    assert not window.isVisible()


def test_the_shape_of_the_window_is_remembered(
    window: MainWindow,
    theme: Theme,
    store: ProjectStore,
    selection: Selection,
    session: TrainingSession,
    settings: Settings,
    qtbot: QtBot,
) -> None:
    window.resize(960, 700)
    window.rows.setSizes([330, 250])
    sizes = window.rows.sizes()
    window.close()
    other = MainWindow(theme, store, selection, session, Notifier(), settings)
    qtbot.addWidget(other)
    other.show()
    qtbot.wait_exposed(other)
    assert other.size() == QSize(960, 700)
    assert other.rows.sizes() == sizes


def test_the_list_of_keys_names_every_key(window: MainWindow, store: ProjectStore) -> None:
    store.edit("Epochs", lambda project: change_training(project, epochs=7))
    assert action(window, "undo").text() == "Undo: Epochs"
    action(window, "shortcuts").trigger()
    dialog = window.findChild(QWidget, "shortcuts_dialog")
    assert dialog is not None
    texts = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"F5", "F6", "F11", "Ctrl+Shift+M", "Undo"} <= texts
    dialog.close()


def test_about_says_what_it_is(window: MainWindow) -> None:
    action(window, "about").trigger()
    dialog = window.findChild(QWidget, "about_dialog")
    assert dialog is not None
    assert not dialog.isModal()
    dialog.close()


def test_the_language_changes_while_the_window_is_open(
    qtbot: QtBot,
    theme: Theme,
    store: ProjectStore,
    selection: Selection,
    session: TrainingSession,
    settings: Settings,
    qapp: QApplication,
) -> None:
    languages = Languages(qapp)
    languages.use("en")
    window = MainWindow(theme, store, selection, session, Notifier(), settings, languages=languages)
    qtbot.addWidget(window)
    assert window.status_row.language.text() == "English"
    window.choose_language("zh_CN")
    assert settings.language == "zh_CN"
    assert window.status_row.language.text() == "简体中文"
    window.choose_language("en")
    assert window.status_row.language.text() == "English"


def test_a_passing_hint_gives_the_message_back(window: MainWindow, notifier: Notifier) -> None:
    notifier.info("Before.")
    window.status_row.show_hint("Release to place it.")
    assert window.status_row.message.text() == "Release to place it."
    window.status_row.show_hint("")
    assert window.status_row.message.text() == "Before."


def test_the_first_window_leaves_its_last_line_on_a_small_screen(
    qtbot: QtBot,
    theme: Theme,
    store: ProjectStore,
    selection: Selection,
    session: TrainingSession,
    notifier: Notifier,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    small = SimpleNamespace(availableSize=lambda: QSize(1366, 728))
    monkeypatch.setattr(MainWindow, "screen", lambda _: small)
    settings = Settings(tmp_path / "settings.ini")
    window = MainWindow(theme, store, selection, session, notifier, settings)
    qtbot.addWidget(window)
    assert window.width() == 1280
    assert window.height() <= 700


def test_a_pause_after_an_epoch_names_the_epoch_that_is_done(
    window: MainWindow, session: TrainingSession, qtbot: QtBot
) -> None:
    start(window, session, qtbot)
    assert word(window) == "Epoch 32 of 50"
    # What was learnt so far are whole epochs.
    session.history.batch_losses[:] = [0.5] * 31
    action(window, "pause").trigger()
    qtbot.wait_until(lambda: session.state == "paused")
    assert word(window) == "Epoch 31 of 50"
    action(window, "pause").trigger()
    assert word(window) == "Epoch 32 of 50"


def test_more_parameters_than_32_bits_count_are_shown_and_fixed(window: MainWindow, store: ProjectStore) -> None:
    large = (Dense(65_536), Dense(65_536))
    store.edit("Add", lambda project: project.changed(layers=(*large, *project.layers)))
    assert any("4\u2009295" in card.sentence for card in window.network_panel.layers.cards)
    assert "to fix before training" in word(window)
    window.network_panel.apply_first_fix()
    assert word(window) == "Ready"


def test_a_shorter_title_stays_at_the_right(window: MainWindow, store: ProjectStore, qtbot: QtBot) -> None:
    store.edit("Epochs", lambda project: change_training(project, epochs=7))
    title = window.menuBar().title  # type: ignore[attr-defined]
    qtbot.wait_until(lambda: title.geometry().right() == window.width() - 1)
    wide = title.width()
    store.undo_stack.undo()
    qtbot.wait_until(lambda: title.width() < wide)
    qtbot.wait_until(lambda: title.geometry().right() == window.width() - 1)


def test_a_file_that_claims_endless_rows_does_not_break_the_window(window: MainWindow, store: ProjectStore) -> None:
    data = store.project.data
    assert data is not None
    columns = tuple(column.changed(missing=10**40) for column in data.columns)
    store.open(store.project.changed(data=data.changed(rows=10**40, columns=columns)), None)
    assert window.tool_bar.status.text()


def test_nothing_is_cut_off_in_the_smallest_window(
    window: MainWindow, session: TrainingSession, run: SlowRun, qtbot: QtBot
) -> None:
    start(window, session, qtbot)
    run.end.set()
    qtbot.wait_until(lambda: session.state == "finished")
    rest = window.findChild(QLabel, "run_rest")
    window.resize(960, 600)
    qtbot.wait_until(lambda: window.width() == 960)
    target = window.data_panel.findChild(QWidget, "data.target")
    head = target.parentWidget()
    qtbot.wait_until(lambda: head.height() >= head.minimumSizeHint().height())
    assert target.geometry().bottom() < head.height()
    assert not rest.isVisible() or rest.width() >= rest.sizeHint().width()
    assert "2.0 s" in window.tool_bar.status.text()
