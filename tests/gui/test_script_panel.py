"""The Script tab: follows the edits, shows whose line is whose, and proves that it repeats the run."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QProgressBar, QToolButton

from engine.project.document import Project
from engine.project.edits import change_layer, change_training
from netbench_gui.look.theme import Theme
from netbench_gui.panels.script import ScriptPanel
from netbench_gui.selection import Selection
from netbench_gui.store import ProjectStore
from tests.gui.fakes import FakeNotifier, FakeSession, FakeVerdict

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def session() -> FakeSession:
    return FakeSession()


@pytest.fixture
def notifier() -> FakeNotifier:
    return FakeNotifier()


@pytest.fixture
def panel(
    qtbot, theme: Theme, store: ProjectStore, selection: Selection, session: FakeSession, notifier: FakeNotifier
) -> ScriptPanel:
    panel = ScriptPanel(theme, store, selection, session, notifier)
    qtbot.add_widget(panel)
    qtbot.add_widget(panel.corner)
    panel.resize(1264, 300)
    panel.show()
    panel.corner.show()
    qtbot.wait_exposed(panel)
    return panel


def change_units(store: ProjectStore, units: int, place: int = 0) -> None:
    layer_id = store.project.layers[place].id
    store.edit("units", lambda project: change_layer(project, layer_id, units=units))


def label(panel: ScriptPanel, name: str) -> QLabel:
    found = panel.findChild(QLabel, name) or panel.corner.findChild(QLabel, name)
    assert found is not None
    return found


def button(panel: ScriptPanel, name: str) -> QToolButton:
    found = panel.findChild(QToolButton, name) or panel.corner.findChild(QToolButton, name)
    assert found is not None
    return found


def finish_a_run(session: FakeSession, store: ProjectStore) -> None:
    session.project = store.project
    session.start(epochs=2)
    session.epoch(1, 1.0)
    session.epoch(2, 0.8)
    session.finish()


def test_the_script_follows_the_edits(qtbot, panel: ScriptPanel, store: ProjectStore) -> None:
    assert "nn.Linear(6, 16)" in panel.code.toPlainText()
    change_units(store, 24)
    qtbot.wait_until(lambda: "nn.Linear(6, 24)" in panel.code.toPlainText(), timeout=2000)
    assert label(panel, "script_length").text().startswith("PyTorch · ")


def test_many_edits_in_a_row_are_printed_once(qtbot, monkeypatch, panel: ScriptPanel, store: ProjectStore) -> None:
    shown = []
    real = panel.code.show_code
    monkeypatch.setattr(panel.code, "show_code", lambda *given: (shown.append(1), real(*given)))
    for units in range(20, 30):
        change_units(store, units)
    assert not shown
    qtbot.wait_until(lambda: "nn.Linear(6, 29)" in panel.code.toPlainText(), timeout=2000)
    assert shown == [1]


def test_a_hidden_panel_prints_nothing_until_it_is_shown(panel: ScriptPanel, store: ProjectStore) -> None:
    panel.hide()
    change_units(store, 40)
    panel._refresh()
    assert "nn.Linear(6, 16)" in panel.code.toPlainText()
    panel.show()
    assert "nn.Linear(6, 40)" in panel.code.toPlainText()


def test_an_edit_keeps_the_place_in_the_script(qtbot, panel: ScriptPanel, store: ProjectStore) -> None:
    bar = panel.code.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    change_units(store, 24)
    qtbot.wait_until(lambda: "nn.Linear(6, 24)" in panel.code.toPlainText(), timeout=2000)
    assert bar.value() == place


def test_layer_and_lines_belong_together_both_ways(
    panel: ScriptPanel, selection: Selection, store: ProjectStore, notifier: FakeNotifier
) -> None:
    layer_id = store.project.layers[0].id
    selection.select(layer_id)
    lines = panel.code.highlighted_lines()
    text = panel.code.toPlainText().split("\n")
    assert any("nn.Linear(6, 16)" in text[line - 1] for line in lines)
    assert notifier.messages[-1][1].startswith("Lines ")
    selection.select(None)
    panel.code.owner_clicked.emit(layer_id)
    assert selection.layer_id == layer_id


def test_a_problem_leaves_the_last_script_and_says_what_it_waits_for(qtbot, panel: ScriptPanel, store: ProjectStore) -> None:
    change_units(store, 1, place=2)
    trouble = label(panel, "script_trouble")
    qtbot.wait_until(trouble.isVisible, timeout=2000)
    assert "The output has 1 unit" in trouble.text()
    assert "nn.Linear(16, 3)" in panel.code.toPlainText()
    assert not button(panel, "copy_script").isEnabled()
    store.undo_stack.undo()
    qtbot.wait_until(lambda: not trouble.isVisible(), timeout=2000)
    assert button(panel, "copy_script").isEnabled()


def test_the_script_of_another_project_goes(qtbot, panel: ScriptPanel, store: ProjectStore) -> None:
    assert "import torch" in panel.code.toPlainText()
    store.open(Project(), None)
    qtbot.wait_until(lambda: label(panel, "script_trouble").isVisible())
    assert panel.code.toPlainText() == ""
    assert label(panel, "script_length").text() == ""


def test_the_script_is_copied(panel: ScriptPanel, notifier: FakeNotifier) -> None:
    button(panel, "copy_script").click()
    assert QGuiApplication.clipboard().text().strip() == panel.code.toPlainText().strip()
    assert notifier.messages[-1][0] == "success"


def test_the_script_is_saved_as_python_with_the_bundled_table(tmp_path: Path, panel: ScriptPanel, notifier: FakeNotifier) -> None:
    panel.choose_file = lambda *asked: asked[-1](str(tmp_path / "企鹅"))
    button(panel, "save_script").click()
    assert notifier.messages[-1][0] == "success"
    compile((tmp_path / "企鹅.py").read_text(encoding="utf-8"), "script", "exec")


def test_a_script_that_cannot_be_written_is_told(tmp_path: Path, panel: ScriptPanel, notifier: FakeNotifier) -> None:
    (tmp_path / "file").write_text("")
    panel.choose_file = lambda *asked: asked[-1](str(tmp_path / "file" / "x.py"))
    button(panel, "save_script").click()
    assert notifier.messages[-1][0] == "error"


def test_before_and_during_a_run_there_is_nothing_to_verify(panel: ScriptPanel, session: FakeSession) -> None:
    assert panel.verify.phase() == "untrained"
    assert not button(panel, "verify").isVisible()
    session.start()
    assert panel.verify.phase() == "training"
    assert not button(panel, "verify").isVisible()


def test_verify_shows_its_progress_and_that_all_is_identical(panel: ScriptPanel, session: FakeSession, store: ProjectStore) -> None:
    finish_a_run(session, store)
    assert panel.verify.phase() == "ready"
    button(panel, "verify").click()
    assert session.calls == [("verify", None)]
    session.verify_progress.emit(20, 50)
    assert label(panel, "verify_text").text() == "Epoch 20 of 50"
    assert panel.findChild(QProgressBar, "verify_progress").value() == 20
    session.verified.emit(FakeVerdict())
    assert panel.verify.title() == "The script repeats this run"
    assert panel.verify.figures() == [
        ("Epochs identical", "50 of 50"), ("Final weights", "163 of 163"), ("Largest difference", "0"),
    ]
    assert button(panel, "verify").text() == "Verify again"


def test_a_difference_is_shown_with_both_values(panel: ScriptPanel, session: FakeSession, store: ProjectStore) -> None:
    finish_a_run(session, store)
    button(panel, "verify").click()
    first = {"epoch": 3, "name": "val_loss", "run": 0.1, "script": 0.30000000000000004}
    session.verified.emit(FakeVerdict(False, 50, 163, 100, first, 0.2))
    assert panel.verify.phase() == "different"
    assert label(panel, "verify_text").text() == (
        "First difference in epoch 3: val_loss, run 0.1, script 0.30000000000000004."
    )
    assert panel.verify.figures()[0] == ("Epochs identical", "2 of 50")
    button(panel, "verify").click()
    session.verified.emit(FakeVerdict(False, 2, 10, 9, {"epoch": None, "name": "0.weight", "run": None, "script": None}, 1e-9))
    assert "after the run: 0.weight" in label(panel, "verify_text").text()


def test_a_failed_comparison_says_why(panel: ScriptPanel, session: FakeSession, store: ProjectStore) -> None:
    finish_a_run(session, store)
    button(panel, "verify").click()
    session.verify_failed.emit("The table has changed since.")
    assert panel.verify.phase() == "failed"
    assert label(panel, "verify_text").text() == "The table has changed since."


def test_a_comparison_can_be_cancelled(panel: ScriptPanel, session: FakeSession, store: ProjectStore) -> None:
    finish_a_run(session, store)
    button(panel, "verify").click()
    button(panel, "cancel_verify").click()
    assert session.calls[-1] == ("cancel_verify", None)
    assert panel.verify.phase() == "ready"
    session.verified.emit(FakeVerdict())
    assert panel.verify.phase() == "ready"


def test_another_run_has_to_be_verified_anew(panel: ScriptPanel, session: FakeSession, store: ProjectStore) -> None:
    finish_a_run(session, store)
    button(panel, "verify").click()
    session.verified.emit(FakeVerdict())
    finish_a_run(session, store)
    assert panel.verify.phase() == "ready"


def test_it_says_when_the_settings_are_no_longer_those_of_the_run(panel: ScriptPanel, session: FakeSession, store: ProjectStore) -> None:
    finish_a_run(session, store)
    assert "changed since" not in label(panel, "verify_text").text()
    store.edit("epochs", lambda project: change_training(project, epochs=9))
    assert "changed since" in label(panel, "verify_text").text()


def test_it_follows_theme_zoom_and_language(panel: ScriptPanel, theme: Theme) -> None:
    theme.set_mode("dark")
    theme.set_zoom(1.6)
    panel.changeEvent(QEvent(QEvent.Type.LanguageChange))
    panel.verify.changeEvent(QEvent(QEvent.Type.LanguageChange))
    assert not panel.grab().isNull()
    theme.set_zoom(1.0)
    theme.set_mode("light")


def test_in_a_low_panel_the_verdict_is_scrolled_and_not_squeezed(
    qtbot, panel: ScriptPanel, session: FakeSession, store: ProjectStore
) -> None:
    finish_a_run(session, store)
    button(panel, "verify").click()
    session.verified.emit(FakeVerdict())
    change_units(store, 24)
    panel.resize(1264, 150)
    text = label(panel, "verify_text")
    qtbot.wait_until(lambda: panel.verify.height() > panel.height())
    assert text.height() >= text.heightForWidth(text.width())
