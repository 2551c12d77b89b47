"""The network panel: cards that follow the project, and every gesture as one undoable edit."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, QPointF, Qt, QTranslator
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from engine.layers import Layer
from engine.project.edits import change_layer, change_training
from netbench_gui.look.figures import count
from netbench_gui.look.theme import Theme
from netbench_gui.models import templates
from netbench_gui.models.layer_list import Card
from netbench_gui.models.layer_transfer import LAYERS_FORMAT, read_layers, write_layers
from netbench_gui.panels.network import NetworkPanel
from netbench_gui.selection import Selection
from netbench_gui.store import ProjectStore
from netbench_gui.widgets.card_geometry import CardColumns, CardGeometry
from tests.gui.fakes import FakeNotifier

# The offscreen platform says so of every window with a smallest size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

NO_MODIFIER, CONTROL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def notifier() -> FakeNotifier:
    return FakeNotifier()


@pytest.fixture
def panel(qtbot, theme: Theme, store: ProjectStore, selection: Selection, notifier: FakeNotifier) -> Iterator[NetworkPanel]:
    panel = NetworkPanel(theme, store, selection, notifier)
    window = QWidget()
    qtbot.add_widget(window)
    window.resize(1280, 640)
    panel.setParent(window)
    panel.setGeometry(8, 8, 696, 600)
    window.show()
    qtbot.wait_exposed(window)
    yield panel
    QGuiApplication.clipboard().clear()


def kinds(store: ProjectStore) -> list[str]:
    return [layer.kind for layer in store.project.layers]  # type: ignore[attr-defined]


def select(selection: Selection, store: ProjectStore, row: int) -> str:
    selection.select(store.project.layers[row].id)
    return store.project.layers[row].id


def geometry(panel: NetworkPanel, row: int) -> CardGeometry:
    index = panel.layers.index(row)
    return panel.stack.delegate.geometry(index, panel.stack.visualRect(index))


def place_above(panel: NetworkPanel, row: int) -> QPointF:
    """Where a drop puts a layer in front of the card in this row."""
    if row == panel.layers.rowCount():
        return QPointF(geometry(panel, row - 1).card.center().x(), geometry(panel, row - 1).main.bottom() - 3)
    return QPointF(geometry(panel, row).card.center().x(), geometry(panel, row).main.top() + 3)


def drop(panel: NetworkPanel, data: QMimeData, row: int, action: Qt.DropAction = Qt.DropAction.CopyAction) -> None:
    """Drag something over the stack and let go of it in front of a row."""
    viewport, place = panel.stack.viewport(), place_above(panel, row)
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    buttons = Qt.MouseButton.LeftButton
    for kind in (QDragEnterEvent, QDragMoveEvent):
        event = kind(place.toPoint(), action, data, buttons, NO_MODIFIER)
        event.setDropAction(action)
        QApplication.sendEvent(viewport, event)
    event = QDropEvent(place, action if action else actions, data, buttons, NO_MODIFIER)
    event.setDropAction(action)
    QApplication.sendEvent(viewport, event)


def from_palette(panel: NetworkPanel, row: int) -> QMimeData:
    model = panel.palette_view.model()
    return model.mimeData([model.index(row, 0)])


def from_stack(panel: NetworkPanel, row: int) -> QMimeData:
    return panel.layers.mimeData([panel.layers.index(row)])


def make_output_wrong(store: ProjectStore) -> str:
    last = store.project.layers[-1].id
    store.edit("wrong", lambda project: change_layer(project, last, units=1, activation="sigmoid"))
    return last


# What the cards say


def test_cards_show_units_shapes_and_parameters_that_add_up(panel: NetworkPanel, store: ProjectStore) -> None:
    cards = panel.layers.cards
    assert [card.title for card in cards] == ["Input", "Dense", "Dropout", "Dense"]
    assert [card.units for card in cards] == [6, 16, 16, 3]
    assert [card.output for card in cards] == ["6", "16", "16", "3"]
    assert [card.parameters for card in cards] == [0, 112, 0, 51]
    assert cards[2].hollow == 0.2
    total = panel.findChild(QWidget, "stack_total")
    assert "163" in total.accessibleName()
    assert "0.7 kB" in total.accessibleName()
    first = store.project.layers[0].id
    store.edit("more", lambda project: change_layer(project, first, units=65536))
    assert panel.layers.cards[1].output == "65\u2009536"
    assert "MB" in total.accessibleName()


def test_the_output_card_says_that_it_follows_the_target_until_set_by_hand(panel: NetworkPanel, store: ProjectStore) -> None:
    card = panel.layers.cards[-1]
    assert (card.chip, card.follows) == ("follows species", True)
    assert card.names == ("Adelie", "Chinstrap", "Gentoo")
    assert panel.layers.cards[1].chip == ""
    store.edit("units", lambda project: change_layer(project, card.layer_id, units=4))
    changed = panel.layers.cards[-1]
    assert (changed.chip, changed.follows, changed.names) == ("set by hand", False, ())


def test_a_problem_stands_on_its_card_with_the_target_in_bold(panel: NetworkPanel, store: ProjectStore) -> None:
    plain = geometry(panel, 3).card.height()
    make_output_wrong(store)
    card = panel.layers.cards[-1]
    assert card.problem is not None
    assert card.problem.text == "The output has 1 unit, but species has 3 classes."
    assert ("species", True) in card.problem.pieces
    assert card.problem.fix == "Use 3 units, softmax"
    assert geometry(panel, 3).card.height() >= plain + 40
    spoken = panel.layers.index(3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert all(part in spoken for part in ("Dense", "set by hand", card.problem.text, card.problem.fix))


def test_what_the_stack_lacks_stands_on_its_last_card(panel: NetworkPanel, store: ProjectStore) -> None:
    store.edit("no dense", lambda project: project.changed(layers=(project.layers[1],)))
    assert panel.layers.cards[-1].problem is not None
    panel.stack.fix_wanted.emit(store.project.layers[0].id)
    assert kinds(store) == ["dropout", "dense"]


def test_tooltips_name_the_classes_and_the_keys(panel: NetworkPanel) -> None:
    index = panel.layers.index(3)
    item, place = panel.stack.visualRect(index), geometry(panel, 3)
    delegate = panel.stack.delegate
    dots = [place.dot(panel._theme, number).center().toPoint() for number in range(3)]
    assert [delegate.tooltip(index, item, dot) for dot in dots] == ["Adelie", "Chinstrap", "Gentoo"]
    assert "Delete" in delegate.tooltip(index, item, place.bin.center())
    assert "Alt+Up" in delegate.tooltip(index, item, place.grip.center())


# Drag and drop


@pytest.mark.parametrize("row", [1, 2, 3, 4])
def test_a_drop_from_the_palette_inserts_at_the_mark_in_one_step(panel: NetworkPanel, store: ProjectStore, selection: Selection, row: int) -> None:
    drop(panel, from_palette(panel, 2), row)
    assert kinds(store).index("activation") == row - 1
    assert selection.layer_id == store.project.layers[row - 1].id
    assert store.undo_stack.undoText() == "Add Activation"
    store.undo_stack.undo()
    assert kinds(store) == ["dense", "dropout", "dense"]
    store.undo_stack.redo()
    assert len(store.project.layers) == 4


def test_a_dense_from_the_palette_is_not_linear(panel: NetworkPanel, store: ProjectStore) -> None:
    drop(panel, from_palette(panel, 0), 1)
    assert store.project.layers[0].activation.kind == "relu"  # type: ignore[attr-defined]


def test_a_layer_cannot_be_put_above_the_input(panel: NetworkPanel, store: ProjectStore) -> None:
    drop(panel, from_palette(panel, 1), 0)
    assert kinds(store)[0] == "dropout"
    assert panel.layers.cards[0].is_input
    assert not panel.layers.flags(panel.layers.index(0)) & Qt.ItemFlag.ItemIsDragEnabled


def test_a_drop_within_the_stack_moves_the_layer_and_keeps_it_selected(panel: NetworkPanel, store: ProjectStore, selection: Selection) -> None:
    moved = select(selection, store, 1)
    drop(panel, from_stack(panel, 2), 1, Qt.DropAction.MoveAction)
    assert [layer.id for layer in store.project.layers].index(moved) == 0
    assert len(store.project.layers) == 3
    assert selection.layer_id == moved
    assert panel.stack.currentIndex().row() == 1
    store.undo_stack.undo()
    assert kinds(store) == ["dense", "dropout", "dense"]


@pytest.mark.parametrize("row", [2, 3])
def test_a_drop_on_its_own_place_is_no_edit(panel: NetworkPanel, store: ProjectStore, row: int) -> None:
    drop(panel, from_stack(panel, 2), row, Qt.DropAction.MoveAction)
    assert store.undo_stack.count() == 0


def test_with_ctrl_a_drop_leaves_a_copy(panel: NetworkPanel, store: ProjectStore) -> None:
    drop(panel, from_stack(panel, 2), 1, Qt.DropAction.CopyAction)
    assert kinds(store) == ["dropout", "dense", "dropout", "dense"]
    assert len({layer.id for layer in store.project.layers}) == 4


def test_a_card_of_another_window_is_copied_though_its_id_is_known(panel: NetworkPanel, store: ProjectStore) -> None:
    data = from_stack(panel, 2)
    document = json.loads(bytes(data.data(LAYERS_FORMAT).data()))
    data.setData(LAYERS_FORMAT, json.dumps({**document, "stack": "another"}).encode())
    drop(panel, data, 1, Qt.DropAction.MoveAction)
    assert kinds(store) == ["dropout", "dense", "dropout", "dense"]


@pytest.mark.parametrize("payload", [b"", b"{}", b"[[", b'{"layer": {"kind": "dense", "units": -1}, "moved": null, "stack": ""}'])
def test_a_drop_that_is_no_layer_changes_nothing_and_says_so(panel: NetworkPanel, store: ProjectStore, notifier: FakeNotifier, payload: bytes) -> None:
    data = QMimeData()
    data.setData(LAYERS_FORMAT, payload)
    drop(panel, data, 1)
    assert store.undo_stack.count() == 0
    assert len(notifier.messages) == 1


def test_text_and_files_are_not_taken(panel: NetworkPanel) -> None:
    data = QMimeData()
    data.setText("a text")
    event = QDragEnterEvent(QPoint(100, 100), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NO_MODIFIER)
    QApplication.sendEvent(panel.stack.viewport(), event)
    assert not event.isAccepted()
    assert panel.stack.mark_row is None


def test_the_gap_opens_at_the_mark_and_closes_when_the_mouse_leaves(qtbot, panel: NetworkPanel) -> None:
    data, viewport = from_palette(panel, 1), panel.stack.viewport()
    hints: list[str] = []
    panel.hint_changed.connect(hints.append)

    def distance() -> int:
        return geometry(panel, 2).card.top() - geometry(panel, 1).card.bottom() - 1

    assert distance() == 8
    enter = QDragEnterEvent(place_above(panel, 2).toPoint(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NO_MODIFIER)
    QApplication.sendEvent(viewport, enter)
    assert panel.stack.mark_row == 2
    qtbot.wait_until(lambda: distance() == 16)
    QApplication.sendEvent(viewport, QDragLeaveEvent())
    assert panel.stack.mark_row is None
    qtbot.wait_until(lambda: distance() == 8)
    assert [bool(hint) for hint in hints] == [True, False]


def test_a_dragged_card_is_no_text_that_a_field_would_take(panel: NetworkPanel) -> None:
    assert from_stack(panel, 1).formats() == [LAYERS_FORMAT]


# The keyboard


def test_delete_removes_and_selects_the_next_so_that_it_can_be_repeated(qtbot, panel: NetworkPanel, store: ProjectStore, selection: Selection) -> None:
    select(selection, store, 0)
    for key, left in ((Qt.Key.Key_Delete, 2), (Qt.Key.Key_Backspace, 1), (Qt.Key.Key_Delete, 0)):
        qtbot.keyClick(panel.stack, key)
        assert len(store.project.layers) == left
    assert selection.layer_id is None
    qtbot.keyClick(panel.stack, Qt.Key.Key_Delete)
    for _ in range(3):
        store.undo_stack.undo()
    assert kinds(store) == ["dense", "dropout", "dense"]
    assert [card.layer_id for card in panel.layers.cards[1:]] == [layer.id for layer in store.project.layers]


def test_alt_and_arrows_move_the_layer(qtbot, panel: NetworkPanel, store: ProjectStore, selection: Selection) -> None:
    moved = select(selection, store, 1)
    qtbot.keyClick(panel.stack, Qt.Key.Key_Down, ALT)
    assert [layer.id for layer in store.project.layers].index(moved) == 2
    qtbot.keyClick(panel.stack, Qt.Key.Key_Down, ALT)
    for _ in range(3):
        qtbot.keyClick(panel.stack, Qt.Key.Key_Up, ALT)
    assert [layer.id for layer in store.project.layers].index(moved) == 0
    assert selection.layer_id == moved
    assert store.undo_stack.count() == 3


def test_copy_cut_and_paste_go_through_readable_json(qtbot, panel: NetworkPanel, store: ProjectStore, selection: Selection) -> None:
    select(selection, store, 1)
    qtbot.keyClick(panel.stack, Qt.Key.Key_C, CONTROL)
    assert json.loads(QGuiApplication.clipboard().text()) == {"kind": "dropout", "rate": 0.2, "noise_shape": None}
    select(selection, store, 0)
    qtbot.keyClick(panel.stack, Qt.Key.Key_V, CONTROL)
    assert kinds(store) == ["dense", "dropout", "dropout", "dense"]
    select(selection, store, 0)
    qtbot.keyClick(panel.stack, Qt.Key.Key_X, CONTROL)
    assert kinds(store) == ["dropout", "dropout", "dense"]
    qtbot.keyClick(panel.stack, Qt.Key.Key_V, CONTROL)
    assert kinds(store) == ["dropout", "dense", "dropout", "dense"]


def test_a_layer_copied_from_a_message_is_pasted(panel: NetworkPanel, store: ProjectStore) -> None:
    QGuiApplication.clipboard().setText('[{"kind": "dense", "units": 5}, {"kind": "dropout", "rate": 0.5}]')
    panel.paste()
    assert kinds(store) == ["dense", "dropout", "dense", "dropout", "dense"]
    assert store.undo_stack.count() == 1
    assert store.project.layers[2].units == 5  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["", "hello", "[1, 2]", "[" * 100_000, '{"kind": "transformer"}', '{"kind": "dense", "units": "many"}', '{"kind": "dense", "colour": 1}', '{"kind": 3}'])
def test_what_is_no_layer_is_not_pasted_and_said_in_one_sentence(panel: NetworkPanel, store: ProjectStore, notifier: FakeNotifier, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    panel.paste()
    assert store.undo_stack.count() == 0
    assert len(notifier.messages) == 1


def test_every_declared_layer_survives_the_clipboard() -> None:
    layers = tuple(layer.for_palette() for layer in Layer.in_palette_order())
    assert read_layers(write_layers(layers)) == layers


def test_only_one_output_follows_the_target(panel: NetworkPanel, store: ProjectStore, selection: Selection) -> None:
    select(selection, store, 2)
    panel.copy_selected()
    panel.paste()
    panel.duplicate_selected()
    assert [getattr(layer, "follows_target", False) for layer in store.project.layers].count(True) == 1
    store.undo_stack.setIndex(0)
    panel.cut_selected()
    panel.paste()
    assert store.project.layers[-1].follows_target  # type: ignore[attr-defined]


def test_ctrl_d_duplicates_behind_and_selects_the_copy(qtbot, panel: NetworkPanel, store: ProjectStore, selection: Selection) -> None:
    select(selection, store, 0)
    qtbot.keyClick(panel.stack, Qt.Key.Key_D, CONTROL)
    assert kinds(store) == ["dense", "dense", "dropout", "dense"]
    assert selection.layer_id == store.project.layers[1].id


def test_enter_in_the_palette_adds_behind_the_selected_layer_or_before_the_output(qtbot, panel: NetworkPanel, store: ProjectStore, selection: Selection) -> None:
    view = panel.palette_view
    view.setCurrentIndex(view.model().index(3, 0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert kinds(store) == ["dense", "dropout", "batch_normalization", "dense"]
    select(selection, store, 0)
    qtbot.keyClick(view, Qt.Key.Key_Enter)
    assert kinds(store)[1] == "batch_normalization"
    select(selection, store, len(store.project.layers) - 1)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert kinds(store)[-2:] == ["batch_normalization", "dense"]


def test_a_double_click_in_the_palette_adds(qtbot, panel: NetworkPanel, store: ProjectStore) -> None:
    view = panel.palette_view
    place = view.visualRect(view.model().index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert kinds(store) == ["dense", "dropout", "dropout", "dense"]


def names(panel: NetworkPanel) -> list[str]:
    model = panel.palette_view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def heading(panel: NetworkPanel, name: str) -> QModelIndex:
    return panel.palette_view.model().index(names(panel).index(name), 0)


COMMON = ["Dense", "Dropout", "Activation", "Batch norm.", "Layer norm.", "Noise", "Flatten"]
HEADINGS = ["Regularization", "Normalization", "Activations", "Images and text"]


def test_the_palette_shows_the_common_layers_and_the_rest_under_headings(panel: NetworkPanel) -> None:
    assert names(panel) == COMMON + HEADINGS


def test_a_click_on_a_heading_opens_and_folds_its_layers(qtbot, panel: NetworkPanel, store: ProjectStore) -> None:
    view, before = panel.palette_view, names(panel)
    place = view.visualRect(heading(panel, "Images and text")).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert names(panel)[: len(before)] == before
    assert "Convolution 2D" in names(panel)[len(before) :]
    assert len(names(panel)) == len(Layer.in_palette_order()) - sum(
        layer.palette_group in HEADINGS[:3] and layer.palette >= 100 for layer in Layer.in_palette_order()
    ) + len(HEADINGS)
    qtbot.wait_until(lambda: view.visualRect(heading(panel, "Images and text")).top() < place.y())
    place = view.visualRect(heading(panel, "Images and text")).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert names(panel) == before
    assert kinds(store) == ["dense", "dropout", "dense"]


def test_keys_open_a_heading_and_add_what_stands_under_it(qtbot, panel: NetworkPanel, store: ProjectStore) -> None:
    view = panel.palette_view
    view.setCurrentIndex(heading(panel, "Normalization"))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert "RMS norm." in names(panel)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert "RMS norm." not in names(panel)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert kinds(store) == ["dense", "dropout", "rms_normalization", "dense"]


def test_a_heading_cannot_be_dragged_what_stands_under_it_can(panel: NetworkPanel, store: ProjectStore) -> None:
    model = panel.palette_view.model()
    group = heading(panel, "Activations")
    assert not model.flags(group) & Qt.ItemFlag.ItemIsDragEnabled
    assert not model.mimeData([group]).hasFormat(LAYERS_FORMAT)
    model.toggle(group.row())  # type: ignore[attr-defined]
    drop(panel, from_palette(panel, names(panel).index("PReLU")), 2)
    assert kinds(store) == ["dense", "prelu", "dropout", "dense"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("conv", ["Convolution 1D", "Convolution 2D"]), ("LSTM", []), ("归一", ["Batch norm.", "Layer norm."]), ("BatchNorm", ["Batch norm."])],
)
def test_a_letter_begins_a_search_among_all_layers(qtbot, panel: NetworkPanel, typed: str, found: list[str]) -> None:
    field = panel.palette_head.field
    panel.palette_view.keyboardSearch(typed[0])
    assert field.isVisible()
    assert field.text() == typed[0]
    qtbot.wait_until(lambda: not field.hasSelectedText())
    field.setText(typed)
    assert set(found) <= set(names(panel))
    assert bool(names(panel)) is bool(found)
    field.clear()
    assert names(panel) == COMMON + HEADINGS


def test_enter_adds_what_is_found_first_and_escape_ends_the_search(qtbot, panel: NetworkPanel, store: ProjectStore) -> None:
    width = panel.palette_view.width()
    panel.palette_head.begin("rms")
    field = panel.palette_head.field
    assert names(panel) == ["RMS norm."]
    assert panel.palette_view.width() == width
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert kinds(store) == ["dense", "dropout", "rms_normalization", "dense"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert names(panel) == COMMON + HEADINGS


def test_the_stack_takes_its_keys_before_the_menus(panel: NetworkPanel) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_C, CONTROL)
    event.ignore()
    QApplication.sendEvent(panel.stack, event)
    assert event.isAccepted()


def test_the_actions_for_the_menu_know_what_is_possible(panel: NetworkPanel, store: ProjectStore, selection: Selection) -> None:
    named = {action.objectName(): action for action in panel.actions() if not action.isSeparator()}
    assert not named["action_layer_remove"].isEnabled()
    assert not named["action_layer_fix"].isEnabled()
    select(selection, store, 0)
    assert not named["action_layer_move_up"].isEnabled()
    named["action_layer_move_down"].trigger()
    assert kinds(store) == ["dropout", "dense", "dense"]
    named["action_layer_remove"].trigger()
    assert kinds(store) == ["dropout", "dense"]
    make_output_wrong(store)
    named["action_layer_fix"].trigger()
    assert store.project.layers[-1].units == 3  # type: ignore[attr-defined]


# The mouse on painted buttons


def test_a_click_on_the_painted_fix_applies_it(qtbot, panel: NetworkPanel, store: ProjectStore) -> None:
    make_output_wrong(store)
    viewport = panel.stack.viewport()
    fix = geometry(panel, 3).fix
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=fix.center())
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=geometry(panel, 3).main.center())
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=geometry(panel, 3).main.center())
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=fix.center())
    assert store.project.layers[-1].units == 1  # type: ignore[attr-defined]
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=fix.center())
    output = store.project.layers[-1]
    assert (output.units, output.activation.kind, output.follows_target) == (3, "softmax", True)  # type: ignore[attr-defined]
    assert panel.layers.cards[-1].problem is None
    assert store.undo_stack.undoText() == "Use 3 units, softmax"


def test_ctrl_period_fixes_the_selected_layer_first_then_what_stops_training(qtbot, panel: NetworkPanel, store: ProjectStore, selection: Selection) -> None:
    make_output_wrong(store)
    first = select(selection, store, 0)
    store.edit("softmax", lambda project: change_layer(project, first, activation="softmax"))
    qtbot.keyClick(panel.stack, Qt.Key.Key_Period, CONTROL)
    assert store.project.layers[0].activation.kind == "relu"  # type: ignore[attr-defined]
    qtbot.keyClick(panel.stack, Qt.Key.Key_Period, CONTROL)
    assert store.project.layers[-1].units == 3  # type: ignore[attr-defined]
    count = store.undo_stack.count()
    assert not panel.apply_first_fix()
    assert store.undo_stack.count() == count


def test_a_click_on_the_bin_removes_only_that_layer(qtbot, panel: NetworkPanel, store: ProjectStore) -> None:
    qtbot.mouseClick(panel.stack.viewport(), Qt.MouseButton.LeftButton, pos=geometry(panel, 2).bin.center())
    assert kinds(store) == ["dense", "dense"]
    qtbot.mouseClick(panel.stack.viewport(), Qt.MouseButton.LeftButton, pos=geometry(panel, 0).bin.center())
    assert kinds(store) == ["dense", "dense"]


def test_the_stack_and_the_selection_follow_each_other(qtbot, panel: NetworkPanel, store: ProjectStore, selection: Selection) -> None:
    viewport = panel.stack.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=geometry(panel, 2).main.center())
    assert selection.layer_id == store.project.layers[1].id
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=geometry(panel, 0).main.center())
    assert selection.layer_id is None
    select(selection, store, 2)
    assert [index.row() for index in panel.stack.selectedIndexes()] == [3]
    qtbot.keyClick(panel.stack, Qt.Key.Key_Up)
    assert selection.layer_id == store.project.layers[1].id
    below = QPoint(100, geometry(panel, 3).card.bottom() + 40)
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=below)
    assert selection.layer_id is None


# Templates, the empty stack, narrow windows, languages


@pytest.mark.parametrize("name", ["small", "wide", "deep", "normalized"])
def test_a_template_replaces_the_stack_in_one_step_without_a_problem(panel: NetworkPanel, store: ProjectStore, name: str) -> None:
    before = store.project
    panel.use_template(getattr(templates, name), name)
    assert store.project.layers[-1].follows_target  # type: ignore[attr-defined]
    assert all(problem.severity == "notice" for problem in store.problems)
    assert not any(card.problem for card in panel.layers.cards)
    assert store.undo_stack.count() == 1
    store.undo_stack.undo()
    assert store.project == before


def test_the_menu_offers_every_template(panel: NetworkPanel, store: ProjectStore) -> None:
    button = panel.findChild(QWidget, "templates_button")
    actions = button.menu().actions()
    assert len(actions) == 4
    actions[3].trigger()
    assert "batch_normalization" in kinds(store)


@pytest.mark.parametrize("zoom", [1.0, 1.6])
def test_the_figures_of_a_card_stay_apart_when_its_bin_shows(panel: NetworkPanel, theme: Theme, zoom: float) -> None:
    theme.set_zoom(zoom)
    # A short heading, as in Chinese: the column is as wide as its figures.
    columns = CardColumns.measure(theme, theme.px(440), panel.layers.cards, ("神经元", "输出", "参数"), "0.7 kB")
    metrics = QFontMetrics(theme.font("body"))
    for card in panel.layers.cards:
        assert columns.figures(theme, card, 0) == (columns.output, columns.parameters)
        output, parameters = columns.figures(theme, card, theme.px(24))
        assert parameters == columns.parameters - theme.px(24)
        assert parameters - metrics.horizontalAdvance(count(card.parameters)) - output >= theme.px(10)


def test_a_click_on_the_dashed_card_of_an_empty_stack_adds_a_dense(qtbot, panel: NetworkPanel, store: ProjectStore) -> None:
    store.edit("empty", lambda project: project.changed(layers=()))
    place = QPoint(geometry(panel, 0).card.center().x(), geometry(panel, 0).card.bottom() + 30)
    qtbot.mouseClick(panel.stack.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert kinds(store) == ["dense"]


def test_an_empty_stack_takes_a_drop(panel: NetworkPanel, store: ProjectStore) -> None:
    store.edit("empty", lambda project: project.changed(layers=()))
    drop(panel, from_palette(panel, 0), 1)
    assert kinds(store) == ["dense"]


def test_in_a_narrow_window_the_palette_shows_icons_and_a_button_adds(qtbot, panel: NetworkPanel, store: ProjectStore) -> None:
    button = panel.findChild(QWidget, "add_layer_button")
    assert button.isHidden()
    assert panel.stack.columns.units is not None
    panel.window().resize(1100, 640)
    panel.resize(430, 600)
    qtbot.wait_until(lambda: panel.palette_view.width() == 56)
    assert panel.palette_view.icons_only
    assert not button.isHidden()
    qtbot.wait_until(lambda: panel.stack.columns.units is None)
    button.menu().actions()[1].trigger()
    assert kinds(store) == ["dense", "dropout", "dropout", "dense"]
    rare = next(action for action in button.menu().actions() if action.text() == "Normalization")
    rare.menu().actions()[0].trigger()
    assert "rms_normalization" in kinds(store)
    panel.palette_view.keyboardSearch("prelu")
    assert panel.palette_view.currentIndex().data() == "PReLU"


class Shouting(QTranslator):
    """A language in which every word is English in capitals."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        return source.replace("%n", str(n)).swapcase() if "{" not in source else "»" + source

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False


def test_everything_follows_a_change_of_language(qtbot, qapp: QApplication, panel: NetworkPanel) -> None:
    language = Shouting()
    qapp.installTranslator(language)
    try:
        qtbot.wait_until(lambda: panel.accessibleName() == "nETWORK")
        assert panel.layers.cards[1].title == "dENSE"
        assert panel.stack.heads == ["lAYER", "uNITS", "oUTPUT", "pARAMETERS"]
        assert panel.palette_view.model().index(1, 0).data() == "dROPOUT"
        assert panel.actions()[0].text() == "mOVE UP"
    finally:
        qapp.removeTranslator(language)
    qtbot.wait_until(lambda: panel.layers.cards[1].title == "Dense")


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("zoom", "width"), [(0.8, 300), (1.0, 300), (1.0, 900), (1.6, 700), (2.0, 430)])
def test_every_state_of_a_card_paints(panel: NetworkPanel, theme: Theme, store: ProjectStore, selection: Selection, mode: str, zoom: float, width: int) -> None:
    theme.set_mode(mode)  # type: ignore[arg-type]
    theme.set_zoom(zoom)
    make_output_wrong(store)
    store.edit("batch", lambda project: change_training(project, batch_size=1))
    panel.add_layer("batch_normalization")
    first = select(selection, store, 0)
    store.edit("softmax", lambda project: change_layer(project, first, units=4096, activation="softmax"))
    panel.resize(width, 600)
    panel.stack.delegate.moving = store.project.layers[1].id
    assert not panel.grab().isNull()
    cards: tuple[Card, ...] = panel.layers.cards
    for row, card in enumerate(cards):
        place = geometry(panel, row)
        assert panel.stack.viewport().width() >= place.card.right()
        assert place.card.contains(place.fix) or card.problem is None


def test_names_and_chips_take_room_from_the_gap_before_they_are_cut(qtbot, panel: NetworkPanel) -> None:
    wide = panel.stack.columns
    panel.resize(640, 600)
    qtbot.wait_until(lambda: panel.stack.columns.width < wide.width)
    narrow = panel.stack.columns
    assert wide.units is not None
    assert narrow.units is not None
    assert wide.output - wide.units > narrow.output - narrow.units


def test_in_a_low_window_cards_are_lower(qtbot, panel: NetworkPanel) -> None:
    panel.window().resize(1280, 760)
    panel.resize(696, 700)
    qtbot.wait_until(lambda: geometry(panel, 1).card.height() == 52)
    panel.window().resize(1280, 620)
    panel.resize(696, 560)
    qtbot.wait_until(lambda: geometry(panel, 1).card.height() == 44)


def test_with_animations_off_the_gap_is_open_at_once(panel: NetworkPanel) -> None:
    panel.window().setStyleSheet("* { widget-animation-duration: 0; }")
    place = place_above(panel, 2).toPoint()
    data = from_palette(panel, 1)
    event = QDragEnterEvent(place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NO_MODIFIER)
    QApplication.sendEvent(panel.stack.viewport(), event)
    assert geometry(panel, 2).card.top() - geometry(panel, 1).card.bottom() - 1 == 16


def test_the_context_menu_holds_the_actions_of_the_menu_bar(qtbot, panel: NetworkPanel) -> None:
    panel.stack.menu_wanted.emit(QPoint(50, 50))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert menu.actions() == panel.actions()
    menu.close()
