"""The Runs tab: what was trained, how good it was, and the way back to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QToolButton, QWidget

from engine.events import EpochEnded, RunFinished, RunStarted
from engine.history import History
from engine.optimizers import SGD
from engine.project.document import Project
from engine.project.edits import add_layer, change_metadata, change_training
from engine.project.run_lock import held
from engine.project.runs import new_run_folder, save_history, save_run_start
from netbench_gui.look.theme import Theme
from netbench_gui.models.run_table import COLUMNS, differences
from netbench_gui.panels import runs as runs_module
from netbench_gui.panels.runs import RunsPanel
from netbench_gui.session.trash import move_to_trash
from netbench_gui.store import ProjectStore
from tests.gui.fakes import FakeNotifier, FakeSession

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def keep_run(project_path: Path, project: Project, *, epochs: int | None = None, reason: str | None = "completed") -> Path:
    """Write a run as training does, without training."""
    folder = new_run_folder(project_path, project_path.parent)
    save_run_start(folder, project, base=project_path.parent)
    history = History()
    history.add(RunStarted(
        train=241, validation=52, test=51, device="cpu", threads=1, step="dense", parameters=163,
        epochs=project.training.epochs, batches=16,
    ))
    done = project.training.epochs if epochs is None else epochs
    for number in range(1, done + 1):
        history.add(EpochEnded(number, {"loss": 1 / number, "val_loss": 2 / number}))
    if reason is not None:
        history.add(RunFinished(reason, done, done, {"loss": 0.1, "accuracy": 0.9 + 0.01 * done}, "dense", 2.0))  # type: ignore[arg-type]
    save_history(folder, history)
    return folder


@pytest.fixture
def session() -> FakeSession:
    return FakeSession()


@pytest.fixture
def notifier() -> FakeNotifier:
    return FakeNotifier()


@pytest.fixture
def folders(tmp_path: Path, store: ProjectStore) -> list[Path]:
    """Three kept runs of a saved project; the open project has the settings of the first."""
    path = tmp_path / "企鹅.netbench"
    base = change_training(store.project, epochs=4)
    store.open(base, path)
    return [
        keep_run(path, base),
        keep_run(path, change_training(base, optimizer=SGD(0.05), batch_size=32, seed=12)),
        keep_run(path, change_training(base, epochs=9), epochs=5, reason="stopped"),
    ]


@pytest.fixture
def panel(qtbot, theme: Theme, store: ProjectStore, session: FakeSession, notifier: FakeNotifier) -> RunsPanel:
    panel = RunsPanel(theme, store, session, notifier)
    qtbot.add_widget(panel)
    panel.resize(1264, 240)
    return panel


def show(qtbot, panel: RunsPanel, rows: int = 3) -> None:
    panel.show()
    qtbot.wait_exposed(panel)
    qtbot.wait_until(lambda: panel.model.rowCount() == rows, timeout=2000)


def texts(panel: RunsPanel, row: int) -> dict[str, str]:
    return {name: panel.model.index(row, i).data() for i, name in enumerate(COLUMNS)}


def act(panel: RunsPanel, row: int, name: str) -> None:
    panel.table.selectRow(row)
    action = panel.menu().findChild(QAction, name)
    assert action is not None
    action.trigger()


def press(panel: RunsPanel, name: str) -> None:
    button = panel.findChild(QToolButton, name)
    assert button is not None
    button.click()


def test_without_runs_it_says_what_will_be_here(qtbot, panel: RunsPanel, store: ProjectStore, tmp_path: Path) -> None:
    store.open(store.project, tmp_path / "new.netbench")
    panel.show()
    qtbot.wait_exposed(panel)
    assert panel.empty.isVisible()
    assert panel.empty.headline() == "Every run is kept here"


def test_the_newest_run_comes_first_with_its_figures(qtbot, folders: list[Path], panel: RunsPanel) -> None:
    show(qtbot, panel)
    newest = texts(panel, 0)
    assert (newest["run"], newest["ended"], newest["epochs"]) == ("3", "stopped", "5 of 9")
    assert newest["differs"] == "Epochs 9"
    middle = texts(panel, 1)
    assert (middle["val_loss"], middle["score"], middle["seed"]) == ("0.500", "Accuracy 94.0 %", "12")
    assert middle["differs"] == "SGD, Batch size 32"
    assert texts(panel, 2)["differs"] == ""


def test_a_click_or_enter_shows_a_run_and_the_shown_one_is_marked(
    qtbot, folders: list[Path], panel: RunsPanel, session: FakeSession
) -> None:
    show(qtbot, panel)
    place = panel.table.visualRect(panel.model.index(1, 0)).center()
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.calls == [("show_run", folders[1])]
    assert texts(panel, 1)["run"] == "2 · shown"
    panel.table.selectRow(2)
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert session.calls[-1] == ("show_run", folders[0])


def test_a_damaged_run_is_listed_with_its_trouble(
    qtbot, folders: list[Path], panel: RunsPanel, session: FakeSession, notifier: FakeNotifier
) -> None:
    (folders[2] / "history.json").write_text("{", encoding="utf-8")
    show(qtbot, panel)
    assert str(folders[2]) in texts(panel, 0)["differs"]
    place = panel.table.visualRect(panel.model.index(0, 0)).center()
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.calls == []
    assert notifier.messages[-1][0] == "error"


def test_a_run_that_ends_comes_into_the_list(
    qtbot, folders: list[Path], panel: RunsPanel, session: FakeSession, store: ProjectStore
) -> None:
    show(qtbot, panel)
    assert store.path is not None
    keep_run(store.path, store.project)
    session.set_state("finished")
    qtbot.wait_until(lambda: panel.model.rowCount() == 4, timeout=2000)


def test_a_hidden_tab_reads_nothing(monkeypatch, folders: list[Path], panel: RunsPanel, session: FakeSession) -> None:
    monkeypatch.setattr(runs_module, "read_run", lambda _folder: pytest.fail("read while hidden"))
    session.set_state("finished")
    session.run_changed.emit()


def test_the_settings_of_a_run_are_used_again_as_one_step(
    qtbot, folders: list[Path], panel: RunsPanel, store: ProjectStore
) -> None:
    show(qtbot, panel)
    before = store.project
    act(panel, 1, "use_settings")
    assert store.project.training.optimizer == SGD(0.05)
    assert store.project.data == before.data
    assert store.project.metadata == before.metadata
    store.undo_stack.undo()
    assert store.project == before


def test_the_folder_of_a_run_is_opened(qtbot, monkeypatch, folders: list[Path], panel: RunsPanel) -> None:
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    show(qtbot, panel)
    act(panel, 0, "open_folder")
    assert [Path(url.toLocalFile()) for url in opened] == [folders[2]]


def test_deleting_asks_in_place_and_can_be_refused(
    qtbot, monkeypatch, folders: list[Path], panel: RunsPanel, notifier: FakeNotifier
) -> None:
    moved: list[Path] = []

    def move(folder: Path) -> str:
        moved.append(folder)
        folder.rename(folder.parent.parent / "gone")
        return ""

    monkeypatch.setattr(runs_module, "move_to_trash", move)
    show(qtbot, panel)
    question = panel.findChild(QWidget, "delete_question")
    act(panel, 0, "delete_run")
    assert question.isVisible()
    press(panel, "delete_no")
    assert not question.isVisible()
    assert moved == []
    act(panel, 0, "delete_run")
    press(panel, "delete_yes")
    assert moved == [folders[2]]
    assert panel.model.rowCount() == 2
    assert notifier.messages[-1] == ("info", "Run 3 is in the trash.")


def test_the_run_that_goes_on_cannot_be_deleted(
    qtbot, folders: list[Path], panel: RunsPanel, session: FakeSession
) -> None:
    session.run_folder = folders[2]
    session.set_state("running")
    show(qtbot, panel)
    panel.table.selectRow(0)
    assert not panel.menu().findChild(QAction, "delete_run").isEnabled()
    panel.table.selectRow(1)
    assert panel.menu().findChild(QAction, "delete_run").isEnabled()


def test_a_run_that_is_trained_elsewhere_is_told_and_stays(
    qtbot, monkeypatch, folders: list[Path], panel: RunsPanel, store: ProjectStore, notifier: FakeNotifier
) -> None:
    monkeypatch.setattr(runs_module, "move_to_trash", lambda folder: pytest.fail(f"{folder} went"))
    folder = keep_run(store.path, store.project, epochs=2, reason=None)
    with held(folder):
        show(qtbot, panel, 4)
        assert texts(panel, 0)["ended"] == "in training"
        act(panel, 0, "delete_run")
        press(panel, "delete_yes")
    assert notifier.messages[-1] == ("problem", "Run 4 is in training elsewhere. Stop it there first.")


def test_a_run_that_is_just_beginning_is_no_broken_one(
    qtbot, folders: list[Path], panel: RunsPanel, store: ProjectStore
) -> None:
    folder = new_run_folder(store.path, folders[0])
    with held(folder):  # the rows are being read
        show(qtbot, panel, 3)
        save_run_start(folder, store.project, base=folder)
        panel.hide()
        show(qtbot, panel, 4)
        assert texts(panel, 0)["ended"] == "in training"
    panel.hide()
    panel.show()
    qtbot.wait_until(lambda: texts(panel, 0)["ended"] == "not ended", timeout=2000)


def test_a_run_in_the_trash_is_kept_somewhere(tmp_path: Path) -> None:
    folder = tmp_path / "p.runs" / "0001"
    folder.mkdir(parents=True)
    (folder / "weights.safetensors").write_text("x")
    place = move_to_trash(folder)
    assert place is not None
    assert not folder.exists()
    if place:  # no trash in this system
        assert (Path(place) / "weights.safetensors").read_text() == "x"


def test_differences_are_told_in_words(project: Project) -> None:
    assert differences(project, project) == []
    other = change_training(project, seed=99)
    assert differences(other, project) == []
    other = add_layer(project, project.layers[1])
    assert differences(other, project) == ["Dense 16 → Dropout → Dropout → Dense 3"]
    other = change_training(project, shuffle=False)
    assert differences(other, project) == ["Shuffle rows off"]


def test_unsaved_projects_do_not_see_each_others_runs(
    qtbot, monkeypatch, tmp_path: Path, panel: RunsPanel, store: ProjectStore
) -> None:
    monkeypatch.setattr(runs_module, "data_folder", lambda: tmp_path)
    place = tmp_path / "runs"
    for name in ("Penguins", "Iris"):
        folder = new_run_folder(None, place)
        save_run_start(folder, change_metadata(store.project, name=name), base=tmp_path)
        save_history(folder, History())
    show(qtbot, panel, rows=1)
    assert texts(panel, 0)["ended"] == "not ended"


def test_it_follows_theme_zoom_and_language(qtbot, folders: list[Path], panel: RunsPanel, theme: Theme) -> None:
    show(qtbot, panel)
    theme.set_mode("dark")
    theme.set_zoom(1.6)
    panel.changeEvent(QEvent(QEvent.Type.LanguageChange))
    assert not panel.grab().isNull()
    theme.set_zoom(1.0)
    theme.set_mode("light")
