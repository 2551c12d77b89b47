"""The import dialog shows how a table is read, lets everything be overruled, and blocks nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.project.data_edits import set_column_role
from engine.project.document import Data, TableSource
from engine.project.edits import new_project
from netbench_gui.dialogs import import_table, table_reading
from netbench_gui.dialogs.import_table import ImportTableDialog
from netbench_gui.look.theme import Theme
from netbench_gui.models.import_table import STATE_ROLE, ImportTableModel
from netbench_gui.panels.data import DataPanel
from netbench_gui.selection import Selection
from netbench_gui.store import ProjectStore
from netbench_gui.widgets.field_choice import ChoiceField
from netbench_gui.widgets.field_line import TextField
from netbench_gui.widgets.import_view import ImportTableView
from netbench_gui.widgets.raw_lines import RawLines
from netbench_gui.widgets.task_chip import TaskChip
from netbench_gui.widgets.tool_button import ToolButton
from tests.gui.fakes import FakeNotifier

Open = Callable[..., ImportTableDialog]


def wheat(bad_line: str = "") -> str:
    """A Chinese table with a title line, semicolons, decimal commas and a word for missing values."""
    lines = ["江苏省试验记录;;;", "编号;品种;土壤pH;产量"]
    for row in range(40):
        ph = "缺测" if row == 2 else f"6,{row % 10}2"
        lines.append(f"JS-{row:03d};{('扬麦25', '宁麦13')[row % 2]};{ph};{400 + 3 * row % 97},{row % 7}")
    if bad_line:
        lines.insert(10, bad_line)
    return "\n".join(lines) + "\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "wheat.csv"
    path.write_bytes(wheat().encode("gb18030"))
    return path


@pytest.fixture
def open_dialog(qtbot: QtBot, theme: Theme) -> Any:
    opened: list[ImportTableDialog] = []

    def open_it(path: Path | str, **options: Any) -> ImportTableDialog:
        dialog = ImportTableDialog(theme, path, **options)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        dialog.open()
        opened.append(dialog)
        return dialog

    yield open_it
    for dialog in opened:
        dialog.reject()


def wait_read(qtbot: QtBot, dialog: ImportTableDialog) -> Data:
    use = dialog.findChild(ToolButton, "import_use")
    qtbot.waitUntil(use.isEnabled)
    data = dialog.data()
    assert data is not None
    return data


def choose(dialog: ImportTableDialog, name: str, text: str) -> None:
    combo = dialog.findChild(ChoiceField, name)
    index = combo.findText(text)
    assert index >= 0, [combo.itemText(i) for i in range(combo.count())]
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


def source_of(data: Data) -> TableSource:
    assert isinstance(data.source, TableSource)
    return data.source


def heads(dialog: ImportTableDialog) -> tuple[ImportTableView, ImportTableModel]:
    view = dialog.findChild(ImportTableView)
    model = view.model()
    assert isinstance(model, ImportTableModel)
    return view, model


def test_what_was_detected_is_shown(qtbot: QtBot, open_dialog: Open, table: Path) -> None:
    dialog = open_dialog(table)
    data = wait_read(qtbot, dialog)
    shown = {name: dialog.findChild(ChoiceField, f"reading.{name}").currentText()
             for name in ("encoding", "delimiter", "decimal", "thousands", "header_row")}
    assert shown == {"encoding": "GB18030 (Chinese)", "delimiter": "; semicolon", "decimal": ", comma as in 6,82",
                     "thousands": "none", "header_row": "Line 2"}
    assert dialog.findChild(QLabel, "mark.encoding").text() == "detected"
    assert not dialog.findChild(ToolButton, "back_to_detected").isEnabled()
    assert dialog.findChild(QLabel, "import_size").text() == f"40 row(s) × {len(data.columns)} column(s)"
    lines = dialog.findChild(RawLines)
    assert [lines.tag(number) for number in (1, 2, 3)] == ["title, skipped", "column names", "first row"]
    assert "江苏省试验记录" in lines.accessibleDescription()
    assert dialog.windowTitle() == "Open table: wheat.csv"


def test_values_are_shown_as_they_will_be_used(qtbot: QtBot, open_dialog: Open, table: Path) -> None:
    dialog = open_dialog(table)
    wait_read(qtbot, dialog)
    _, model = heads(dialog)
    assert model.index(1, 2).data() == "6.02"
    assert model.index(3, 2).data(STATE_ROLE) == "unreadable"
    assert model.rowCount() == 9
    qtbot.mouseClick(dialog.findChild(ToolButton, "marker_0"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: model.index(3, 2).data(STATE_ROLE) == "missing")
    data = wait_read(qtbot, dialog)
    assert source_of(data).missing == ("缺测",)
    assert data.columns[2].missing == 1
    assert dialog.findChild(TextField, "reading.missing").text() == "缺测"


def test_reading_is_overruled_and_given_back(qtbot: QtBot, open_dialog: Open, table: Path) -> None:
    dialog = open_dialog(table)
    wait_read(qtbot, dialog)
    choose(dialog, "reading.decimal", ". point as in 6.82")
    qtbot.waitUntil(lambda: dialog.data() is not None and source_of(dialog.data()).decimal == ".")
    assert dialog.findChild(QLabel, "mark.decimal").text() == "by hand"
    wait_read(qtbot, dialog)
    qtbot.mouseClick(dialog.findChild(ToolButton, "back_to_detected"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.data() is not None and source_of(dialog.data()).decimal == ",")
    assert dialog.findChild(QLabel, "mark.decimal").text() == "detected"


def test_kinds_roles_and_target_are_chosen_in_the_table(qtbot: QtBot, open_dialog: Open, table: Path) -> None:
    dialog = open_dialog(table)
    wait_read(qtbot, dialog)
    view, _ = heads(dialog)
    choose(dialog, "import_target", "产量")
    data = dialog.data()
    assert data is not None
    assert (data.target.name, data.task) == ("产量", "regression")  # type: ignore[union-attr]
    assert dialog.findChild(TaskChip).text() == "regression"
    qtbot.mouseClick(dialog.findChild(ToolButton, "marker_0"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: source_of(dialog.data()).missing != ())  # type: ignore[arg-type]
    # What was chosen outlives another reading.
    assert dialog.data().target.name == "产量"  # type: ignore[union-attr]
    view.setCurrentIndex(view.model().index(0, 2))
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert dialog.data().columns[2].role == "ignored"  # type: ignore[union-attr]
    cell = view.visualRect(view.model().index(0, 2))
    role = view.itemDelegate().role_rect(cell).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(cell.left() + 15, role.y()))
    assert dialog.data().columns[2].role == "input"  # type: ignore[union-attr]
    dialog.column_menu(1).findChild(QAction, "kind_text").trigger()
    assert dialog.data().columns[1].kind == "text"  # type: ignore[union-attr]


def test_f2_and_a_click_open_the_menu_of_kinds(qtbot: QtBot, open_dialog: Open, table: Path) -> None:
    dialog = open_dialog(table)
    wait_read(qtbot, dialog)
    view, model = heads(dialog)
    view.setCurrentIndex(model.index(0, 1))
    with qtbot.waitSignal(view.menu_wanted) as asked:
        qtbot.keyClick(view, Qt.Key.Key_F2)
    assert asked.args[0] == 1
    dialog.findChild(QWidget, "kind_menu").close()
    place = view.itemDelegate().combo_rect(view.visualRect(model.index(0, 3))).center()
    with qtbot.waitSignal(view.menu_wanted) as asked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args[0] == 3
    for menu in dialog.findChildren(QWidget, "kind_menu"):
        menu.close()


def test_a_choice_that_cannot_be_is_explained_in_place(qtbot: QtBot, open_dialog: Open, table: Path) -> None:
    dialog = open_dialog(table)
    before = wait_read(qtbot, dialog)
    dialog.column_menu(1).findChild(QAction, "kind_number").trigger()
    assert "is no number" in dialog.findChild(QLabel, "import_sentence").text()
    assert dialog.data() == before


def test_using_the_table_hands_it_over(qtbot: QtBot, open_dialog: Open, table: Path) -> None:
    dialog = open_dialog(table)
    data = wait_read(qtbot, dialog)
    with qtbot.waitSignal(dialog.accepted_data) as accepted:
        qtbot.mouseClick(dialog.findChild(ToolButton, "import_use"), Qt.MouseButton.LeftButton)
    assert accepted.args[0] == data
    assert not dialog.isVisible()
    assert new_project(data).layers


def test_a_ragged_row_can_be_left_out(qtbot: QtBot, open_dialog: Open, tmp_path: Path) -> None:
    path = tmp_path / "ragged.csv"
    path.write_text(wheat("JS-900;扬麦25;6,1;400;7;8"), encoding="utf-8")
    dialog = open_dialog(path)
    error = dialog.findChild(QLabel, "import_error")
    qtbot.waitUntil(error.isVisible)
    assert error.text() == "ragged.csv, line 11: 6 values where the header has 4."
    assert dialog.data() is None
    assert not dialog.findChild(ToolButton, "import_use").isEnabled()
    # How it is written is shown all the same.
    assert dialog.findChild(ChoiceField, "reading.delimiter").currentText() == "; semicolon"
    qtbot.mouseClick(dialog.findChild(ToolButton, "import_leave_out"), Qt.MouseButton.LeftButton)
    data = wait_read(qtbot, dialog)
    assert (data.rows, source_of(data).ragged_rows) == (40, "leave_out")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("empty.csv", b"", "empty.csv"), ("renamed.csv", b"\x89PNG\r\n\x1a\n" + bytes(200), "PNG"), ("gone.csv", None, "gone.csv")],
)
def test_what_cannot_be_read_is_one_sentence_in_place(
    qtbot: QtBot, open_dialog: Open, tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    dialog = open_dialog(path)
    error = dialog.findChild(QLabel, "import_error")
    qtbot.waitUntil(error.isVisible)
    assert words in error.text()
    assert not dialog.findChild(ToolButton, "import_leave_out").isVisible()


def test_a_long_reading_shows_how_far_it_is_and_can_be_cancelled(
    qtbot: QtBot, open_dialog: Open, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = []

    def slow(*_: Any, progress: Any, cancelled: Any, **__: Any) -> None:
        progress(0.4)
        while not cancelled():
            pass
        ended.append(True)
        raise table_reading.Cancelled("cancelled")

    monkeypatch.setattr(table_reading, "inspect_table", slow)
    monkeypatch.setattr(import_table, "PATIENCE_MS", 20)
    dialog = open_dialog(table)
    bar = dialog.findChild(QWidget, "import_progress")
    qtbot.waitUntil(lambda: bar.isVisible() and bar.value() == 40)  # type: ignore[attr-defined]
    assert dialog.isVisible()
    qtbot.mouseClick(dialog.findChild(ToolButton, "import_cancel"), Qt.MouseButton.LeftButton)
    assert ended == [True]
    assert not dialog.isVisible()


def test_the_projects_own_table_is_looked_at_again(
    qtbot: QtBot, theme: Theme, table: Path, open_dialog: Open
) -> None:
    first = open_dialog(table, source=TableSource(path=str(table), missing=("缺测",)))
    data = set_column_role(wait_read(qtbot, first), "品种", "target")
    data = set_column_role(data, "产量", "ignored")
    data = data.changed(split=data.split.changed(test=0.25))
    store = ProjectStore(new_project(data))
    panel = DataPanel(theme, store, Selection(store), FakeNotifier())  # type: ignore[arg-type]
    qtbot.addWidget(panel)
    panel.show()
    qtbot.mouseClick(panel.findChild(ToolButton, "data_reading"), Qt.MouseButton.LeftButton)
    dialog = panel.findChild(ImportTableDialog)
    again = wait_read(qtbot, dialog)
    assert again.columns == data.columns
    assert dialog.findChild(QLabel, "mark.missing").text() == "by hand"
    qtbot.mouseClick(dialog.findChild(ToolButton, "back_to_detected"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: source_of(dialog.data()).missing == ())
    with qtbot.waitSignal(dialog.accepted_data):
        qtbot.mouseClick(dialog.findChild(ToolButton, "import_use"), Qt.MouseButton.LeftButton)
    assert source_of(store.project.data).missing == ()  # type: ignore[arg-type]
    assert store.project.data.split.test == 0.25  # type: ignore[union-attr]
    assert store.undo_stack.undoText() == "Change the reading"
    store.close()


def test_every_control_has_a_name(qtbot: QtBot, open_dialog: Open, table: Path) -> None:
    dialog = open_dialog(table)
    wait_read(qtbot, dialog)
    for control in dialog.findChildren(QWidget):
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isVisibleTo(dialog):
            assert control.objectName(), control
            assert control.accessibleName(), control.objectName()
