"""The data panel chooses the target and the inputs, and every choice is one undoable edit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from engine.project.data_edits import set_target
from engine.project.document import Column, Data, Project
from engine.project.edits import change_data
from netbench_gui.look.theme import Theme
from netbench_gui.models.column_list import ColumnListModel
from netbench_gui.panels.data import DataPanel
from netbench_gui.selection import Selection
from netbench_gui.store import ProjectStore
from netbench_gui.widgets.chip_button import ChipButton
from netbench_gui.widgets.column_row import ColumnList
from netbench_gui.widgets.field_choice import ChoiceField
from netbench_gui.widgets.field_line import NumberField
from netbench_gui.widgets.split_editor import SplitButton, SplitEditor
from netbench_gui.widgets.tool_button import ToolButton
from tests.gui.fakes import FakeNotifier


@pytest.fixture
def notifier() -> FakeNotifier:
    return FakeNotifier()


@pytest.fixture
def panel(
    qtbot: QtBot, theme: Theme, store: ProjectStore, selection: Selection, notifier: FakeNotifier
) -> DataPanel:
    panel = DataPanel(theme, store, selection, notifier)  # type: ignore[arg-type]
    qtbot.addWidget(panel)
    panel.resize(272, 500)
    panel.show()
    panel.activateWindow()
    return panel


def data_of(store: ProjectStore) -> Data:
    assert store.project.data is not None
    return store.project.data


def roles(store: ProjectStore) -> dict[str, str]:
    return {column.name: column.role for column in data_of(store).columns}


def columns(panel: DataPanel) -> ColumnList:
    return panel.findChild(ColumnList, "column_list")


def model(panel: DataPanel) -> ColumnListModel:
    found = columns(panel).model()
    assert isinstance(found, ColumnListModel)
    return found


def click_row(qtbot: QtBot, panel: DataPanel, name: str, x: int = 150) -> None:
    view = columns(panel)
    place = view.visualRect(model(panel).index(model(panel).row_of(name)))
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, place.center().y())
    )


def trigger(panel: DataPanel, column: str, action: str) -> None:
    menu = panel.column_menu(model(panel).columns()[model(panel).row_of(column)])
    found = menu.findChild(QAction, action)
    assert found is not None
    found.trigger()


def test_the_table_is_described(panel: DataPanel) -> None:
    assert panel.findChild(QLabel, "data_file").text() == "penguins.csv"
    assert panel.findChild(QLabel, "data_size").accessibleName().startswith("344 row")
    assert panel.findChild(QLabel, "data_missing").text() == "19 missing"
    assert panel.findChild(ChoiceField, "data.target").currentText() == "species"
    assert panel.findChild(ChipButton, "data.task").text().startswith("3 class")
    assert panel.findChild(QLabel, "data_used").text() == "5 of 6 used"
    assert sum(panel.findChild(SplitButton).counts()) == 344


@pytest.mark.parametrize("x", [20, 120, 250])
def test_a_click_anywhere_in_a_row_toggles_the_column(
    qtbot: QtBot, panel: DataPanel, store: ProjectStore, x: int
) -> None:
    click_row(qtbot, panel, "island", x)
    assert roles(store)["island"] == "input"
    click_row(qtbot, panel, "bill_length_mm", x)
    assert roles(store)["bill_length_mm"] == "ignored"
    store.undo_stack.undo()
    assert roles(store)["bill_length_mm"] == "input"
    assert panel.findChild(QLabel, "data_used").text() == "6 of 6 used"


def test_space_toggles_the_current_column(qtbot: QtBot, panel: DataPanel, store: ProjectStore) -> None:
    view = columns(panel)
    view.setFocus()
    view.setCurrentIndex(model(panel).index(0))
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert roles(store)["bill_length_mm"] == "ignored"
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert roles(store)["bill_depth_mm"] == "ignored"
    assert store.undo_stack.count() == 2


def test_the_target_is_not_unticked(qtbot: QtBot, panel: DataPanel, store: ProjectStore) -> None:
    click_row(qtbot, panel, "species")
    assert roles(store)["species"] == "target"
    assert store.undo_stack.count() == 0


def test_choosing_another_target_changes_task_and_output(panel: DataPanel, store: ProjectStore) -> None:
    combo = panel.findChild(ChoiceField, "data.target")
    index = combo.findText("body_mass_g")
    combo.setCurrentIndex(index)
    combo.activated.emit(index)
    assert data_of(store).task == "regression"
    assert roles(store)["species"] == "input"
    assert store.project.layers[-1].units == 1  # type: ignore[attr-defined]
    assert panel.findChild(ChipButton, "data.task").text() == "regression"
    assert store.undo_stack.undoText() == "Predict “body_mass_g”"
    store.undo_stack.undo()
    assert combo.currentText() == "species"


def test_the_task_is_changed_from_the_chip(panel: DataPanel, store: ProjectStore, notifier: FakeNotifier) -> None:
    assert panel.findChild(ChipButton, "data.task").menu() is not None
    panel.findChild(QAction, "task_regression").trigger()
    assert data_of(store).task == "classification"
    assert [kind for kind, _ in notifier.messages] == ["error"]
    assert "holds words" in notifier.messages[0][1]
    assert panel.findChild(QAction, "task_classification").isChecked()


def test_the_menu_of_a_column_changes_target_and_kind(
    panel: DataPanel, store: ProjectStore, notifier: FakeNotifier
) -> None:
    trigger(panel, "sex", "use_as_target")
    assert roles(store)["sex"] == "target"
    trigger(panel, "island", "kind_text")
    kinds = {column.name: column.kind for column in data_of(store).columns}
    assert kinds["island"] == "text"
    assert not notifier.messages
    trigger(panel, "island", "kind_number")
    assert "is no number" in notifier.messages[-1][1]
    assert store.undo_stack.count() == 2


def test_f2_opens_the_menu_of_the_current_column(qtbot: QtBot, panel: DataPanel) -> None:
    view = columns(panel)
    view.setFocus()
    view.setCurrentIndex(model(panel).index(2))
    qtbot.keyClick(view, Qt.Key.Key_F2)
    menu = panel.findChild(QMenu, "column_menu")
    qtbot.waitUntil(menu.isVisible)
    menu.close()


def test_what_cannot_be_learnt_from_says_why(qtbot: QtBot, panel: DataPanel, store: ProjectStore, notifier: FakeNotifier) -> None:
    odd = (
        Column(name="when", kind="date", role="ignored"), Column(name="remark", kind="text", role="ignored"),
        Column(name="number", kind="identifier", role="ignored"), Column(name="same", kind="constant", role="ignored"),
        Column(name="nothing", kind="empty", role="ignored"),
    )
    store.edit("odd", lambda p: change_data(p, p.data.changed(columns=(*p.data.columns, *odd))))  # type: ignore[union-attr]
    for column in odd:
        index = model(panel).index(model(panel).row_of(column.name))
        tip = index.data(Qt.ItemDataRole.ToolTipRole)
        assert len(tip.splitlines()) == 2, tip
    panel.resize(272, 900)
    click_row(qtbot, panel, "when")
    assert "cannot learn from" in notifier.messages[-1][1]
    assert roles(store)["when"] == "ignored"


def test_the_split_is_changed_from_the_bar(qtbot: QtBot, panel: DataPanel, store: ProjectStore) -> None:
    bar = panel.findChild(SplitButton)
    before = bar.counts()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton)
    editor = panel.findChild(SplitEditor)
    qtbot.waitUntil(editor.isVisible)
    test = editor.findChild(NumberField, "data.split.test")
    test.selectAll()
    qtbot.keyClicks(test, "0.3")
    assert data_of(store).split.test == 0.3
    assert store.undo_stack.count() == 1
    assert bar.counts()[2] > before[2]
    validation = editor.findChild(NumberField, "data.split.validation")
    validation.selectAll()
    qtbot.keyClicks(validation, "0.9")
    assert data_of(store).split.validation == 0.0  # "0." is valid on the way, "0.9" is not
    assert "95 %" in editor.findChild(QLabel, "sentence.data.split.validation").text()
    editor.close()


def test_a_target_of_classes_is_not_offered_to_be_scaled(panel: DataPanel, store: ProjectStore) -> None:
    scale = panel.findChild(SplitEditor).findChild(QWidget, "row.data.preparation.scale_target")
    tasks = []
    for column in data_of(store).columns:
        store.edit("Target", lambda project, name=column.name: change_data(project, set_target(project.data, name)))
        tasks.append(data_of(store).task)
        assert scale.isHidden() == (tasks[-1] == "classification")
    assert set(tasks) == {"classification", "regression"}


def test_rows_with_holes_can_be_left_out(qtbot: QtBot, panel: DataPanel, store: ProjectStore) -> None:
    qtbot.keyClick(panel.findChild(SplitButton), Qt.Key.Key_Space)
    editor = panel.findChild(SplitEditor)
    ways = editor.findChild(ChoiceField, "data.preparation.missing_inputs")
    index = ways.findText("leave rows out")
    ways.setCurrentIndex(index)
    ways.activated.emit(index)
    editor.close()
    assert data_of(store).preparation.missing_inputs == "leave_out"
    assert "left out" in panel.findChild(QLabel, "data_missing").toolTip()


def test_without_data_it_invites(qtbot: QtBot, panel: DataPanel, store: ProjectStore) -> None:
    store.open(Project(), None)
    assert panel.findChild(QLabel, "no_data_headline").isVisible()
    assert panel.findChild(QLabel, "no_data_headline").text() == "Drop a table here"
    with qtbot.waitSignal(panel.open_wanted):
        qtbot.mouseClick(panel.findChild(ToolButton, "empty_open"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.open_wanted):
        qtbot.mouseClick(panel.findChild(ToolButton, "data_open"), Qt.MouseButton.LeftButton)
    menu = QMenu()
    panel.set_samples_menu(menu)
    assert panel.findChild(ToolButton, "empty_samples").menu() is menu


def test_a_missing_target_is_said_in_place(panel: DataPanel, store: ProjectStore) -> None:
    store.edit("none", lambda p: change_data(p, set_target(p.data, None)))  # type: ignore[arg-type]
    assert panel.findChild(QLabel, "data_problem").text() == "No column is chosen to predict."
    assert panel.findChild(ChoiceField, "data.target").property("problem") is True


def test_show_goes_to_the_place_of_a_problem(qtbot: QtBot, panel: DataPanel, selection: Selection) -> None:
    qtbot.waitUntil(panel.isActiveWindow)
    selection.show_field("data.columns")
    qtbot.waitUntil(columns(panel).hasFocus)
    selection.show_field("data.target")
    qtbot.waitUntil(panel.findChild(ChoiceField, "data.target").hasFocus)
    selection.show_field("data.split")
    qtbot.waitUntil(panel.findChild(SplitEditor).isVisible)
    panel.findChild(SplitEditor).close()


def test_every_control_has_a_name(panel: DataPanel) -> None:
    for control in panel.findChildren(QWidget):
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isVisibleTo(panel):
            assert control.objectName(), control
            assert control.accessibleName(), control.objectName()
