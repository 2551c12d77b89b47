"""The Problems tab: what is wrong, where, and one click out of it."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QToolButton

from engine.errors import EngineError
from engine.layers import Dropout, Flatten, Layer, LayerNormalization
from engine.project.document import Project
from engine.project.edits import change_layer, change_training
from engine.project.problems import Fix
from netbench_gui.look.theme import Theme
from netbench_gui.panels.problems import ProblemsPanel
from netbench_gui.selection import Selection
from netbench_gui.store import ProjectStore
from netbench_gui.widgets.problem_row import ProblemRow, first_sentence
from tests.gui.fakes import FakeNotifier

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def notifier() -> FakeNotifier:
    return FakeNotifier()


@pytest.fixture
def panel(qtbot, theme: Theme, store: ProjectStore, selection: Selection, notifier: FakeNotifier) -> ProblemsPanel:
    panel = ProblemsPanel(theme, store, selection, notifier)
    qtbot.add_widget(panel)
    panel.resize(1264, 240)
    panel.show()
    qtbot.wait_exposed(panel)
    return panel


def break_output(store: ProjectStore) -> None:
    layer_id = store.project.layers[-1].id
    store.edit("units", lambda project: change_layer(project, layer_id, units=1))


def button(row: ProblemRow, name: str) -> QToolButton:
    found = row.findChild(QToolButton, name)
    assert found is not None
    return found


def test_the_gravest_comes_first_and_the_count_is_told(qtbot, panel: ProblemsPanel, store: ProjectStore) -> None:
    assert [row.problem().severity for row in panel.rows()] == ["notice"]
    with qtbot.wait_signal(panel.count_changed, timeout=1000) as told:
        break_output(store)
    assert told.args == [1]
    assert panel.rows()[0].sentence() == "The output has 1 unit, but species has 3 classes."
    with qtbot.wait_signal(panel.count_changed, timeout=1000) as told:
        store.undo_stack.undo()
    assert told.args == [0]


def test_a_fix_is_one_undoable_step(panel: ProblemsPanel, store: ProjectStore) -> None:
    break_output(store)
    before = store.project
    button(panel.rows()[0], "fix_problem").click()
    assert panel.count() == 0
    assert store.undo_stack.undoText() == "Use 3 units, softmax"
    store.undo_stack.undo()
    assert store.project == before


def test_show_asks_for_the_field(qtbot, panel: ProblemsPanel, store: ProjectStore, selection: Selection) -> None:
    break_output(store)
    layer_id = store.project.layers[-1].id
    with qtbot.wait_signal(selection.field_wanted, timeout=1000) as wanted:
        button(panel.rows()[0], "show_problem").click()
    assert wanted.args[0].startswith(f"layers.{layer_id}")
    assert selection.layer_id == layer_id


def test_fixing_with_the_keyboard_goes_on_with_the_next(qtbot, panel: ProblemsPanel, store: ProjectStore) -> None:
    break_output(store)
    panel.activateWindow()
    fix = button(panel.rows()[0], "fix_problem")
    fix.setFocus(Qt.FocusReason.TabFocusReason)
    if not fix.hasFocus():  # without a window manager no window is active
        qtbot.wait_until(lambda: panel.focusWidget() is fix, timeout=1000)
    qtbot.keyClick(fix, Qt.Key.Key_Return)
    assert panel.count() == 0
    assert len(panel.rows()) == 1


def test_a_fix_that_fails_changes_nothing_and_is_told(
    monkeypatch, panel: ProblemsPanel, store: ProjectStore, notifier: FakeNotifier
) -> None:
    def refuse(_project: Project) -> Project:
        raise EngineError("There is no room.")

    break_output(store)
    problem = store.problems[0]
    assert problem.fix is not None
    store.problems = (dataclasses.replace(problem, fix=Fix(problem.fix.label, refuse)),)
    panel._refresh()
    before = store.project
    button(panel.rows()[0], "fix_problem").click()
    assert store.project == before
    assert notifier.messages == [("error", "There is no room.")]


def test_without_problems_it_says_that_one_can_train(panel: ProblemsPanel, store: ProjectStore) -> None:
    button(panel.rows()[0], "fix_problem").click()
    assert panel.rows() == []
    assert panel.empty.isVisible()
    assert panel.empty.headline() == "No problems. You can train."


def test_an_edit_that_changes_no_problem_leaves_the_rows_alone(panel: ProblemsPanel, store: ProjectStore) -> None:
    rows = panel.rows()
    store.edit("epochs", lambda project: change_training(project, epochs=9))
    assert panel.rows() == rows
    button(panel.rows()[0], "fix_problem").click()
    assert store.project.training.epochs == 9


def test_a_fix_is_that_of_the_project_as_it_is_now(panel: ProblemsPanel, store: ProjectStore) -> None:
    store.edit("none", lambda project: project.changed(layers=()))
    rows = panel.rows()
    assert store.project.data is not None
    larger = store.project.data.changed(rows=4000)
    store.edit("rows", lambda project: project.changed(data=larger))
    assert panel.rows() == rows
    button(panel.rows()[0], "fix_problem").click()
    assert [getattr(layer, "units", None) for layer in store.project.layers] == [64, 3]


def test_it_says_where_a_problem_is(panel: ProblemsPanel, store: ProjectStore) -> None:
    break_output(store)
    store.edit("batch", lambda project: change_training(project, batch_size=1000))
    texts = {row.problem().where.split(".")[0]: row._where.text() for row in panel.rows()}
    assert texts["layers"].startswith("Layer 3, Dense · ")
    assert texts["training"].startswith("Training settings · Batch size")
    assert texts["data"].startswith("Data · They are filled")


def test_it_follows_theme_zoom_and_language(panel: ProblemsPanel, store: ProjectStore, theme: Theme) -> None:
    break_output(store)
    theme.set_mode("dark")
    theme.set_zoom(1.6)
    panel.changeEvent(QEvent(QEvent.Type.LanguageChange))
    assert len(panel.rows()) == 2
    assert not panel.grab().isNull()
    theme.set_zoom(1.0)
    theme.set_mode("light")


@pytest.mark.parametrize(("text", "parts"), [
    ("One thing. Another thing.", ("One thing.", "Another thing.")),
    ("Rate 0.5 is high.", ("Rate 0.5 is high.", "")),
    ("有 19 个值缺失。用中位数填补。", ("有 19 个值缺失。", "用中位数填补。")),
])
def test_the_first_sentence_is_the_headline(text: str, parts: tuple[str, str]) -> None:
    assert first_sentence(text) == parts


@pytest.mark.parametrize("behind", [Dropout(), LayerNormalization(), Flatten()], ids=type)
def test_what_stands_behind_the_output_is_fixed_with_one_click(
    panel: ProblemsPanel, store: ProjectStore, behind: Layer
) -> None:
    before = store.project
    store.edit("Add", lambda project: project.changed(layers=(*project.layers, behind)))
    assert panel.count() == 1
    button(panel.rows()[0], "fix_problem").click()
    assert store.project.layers == before.layers
    assert panel.count() == 0
