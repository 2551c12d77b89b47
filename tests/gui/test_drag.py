"""Real drags with the real mouse of an X display: out of the palette, within the stack, out of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QProcess
from PySide6.QtWidgets import QApplication, QWidget

from netbench_gui.look.theme import Theme
from netbench_gui.panels.network import NetworkPanel
from netbench_gui.selection import Selection
from netbench_gui.store import ProjectStore
from netbench_gui.widgets.card_geometry import CardGeometry
from tests.gui.fakes import FakeNotifier

pytestmark = pytest.mark.display


@pytest.fixture
def notifier() -> FakeNotifier:
    return FakeNotifier()


@pytest.fixture
def panel(qtbot, theme: Theme, store: ProjectStore, selection: Selection, notifier: FakeNotifier) -> Iterator[NetworkPanel]:
    panel = NetworkPanel(theme, store, selection, notifier)
    window = QWidget()
    qtbot.add_widget(window)
    window.setGeometry(40, 40, 1160, 640)
    panel.setParent(window)
    panel.setGeometry(10, 10, 700, 420)
    window.show()
    qtbot.wait_exposed(window)
    yield panel
    # The mouse must not rest on the window of the next test.
    QProcess.execute("xdotool", ["mousemove", "5", "5"])


def card(panel: NetworkPanel, row: int) -> CardGeometry:
    index = panel.layers.index(row)
    return panel.stack.delegate.geometry(index, panel.stack.visualRect(index))


def on_stack(panel: NetworkPanel, place: QPoint) -> QPoint:
    return panel.stack.viewport().mapToGlobal(place)


def grip(panel: NetworkPanel, row: int) -> QPoint:
    return on_stack(panel, card(panel, row).grip.center())


def above(panel: NetworkPanel, row: int) -> QPoint:
    geometry = card(panel, row).card
    return on_stack(panel, QPoint(geometry.center().x(), geometry.top() + 2))


def in_palette(panel: NetworkPanel, row: int) -> QPoint:
    view = panel.palette_view
    return view.viewport().mapToGlobal(view.visualRect(view.model().index(row)).center())


def outside(panel: NetworkPanel) -> QPoint:
    return panel.window().mapToGlobal(QPoint(900, 560))


def hand(qtbot, *words: str) -> None:
    """Let xdotool use mouse and keyboard, while our own loop goes on."""
    process = QProcess()
    process.start("xdotool", list(words))
    qtbot.wait_until(lambda: process.state() == QProcess.ProcessState.NotRunning, timeout=20_000)
    assert process.exitCode() == 0


def way(start: QPoint, end: QPoint, steps: int = 12) -> list[str]:
    words: list[str] = []
    for step in range(1, steps + 1):
        place = start + (end - start) * step / steps
        words += ["mousemove", str(place.x()), str(place.y()), "sleep", "0.02"]
    return words


def drag(qtbot, start: QPoint, end: QPoint, *last: str) -> None:
    """Press at `start`, go to `end` in small steps, and end there: by a release unless `last` says else."""
    words = ["mousemove", str(start.x()), str(start.y()), "sleep", "0.05", "mousedown", "1", "sleep", "0.05"]
    hand(qtbot, *words, *way(start, end), "sleep", "0.1", *(last or ("mouseup", "1")))


def kinds(store: ProjectStore) -> list[str]:
    return [layer.kind for layer in store.project.layers]  # type: ignore[attr-defined]


def test_a_layer_is_dragged_from_the_palette_into_the_stack(qtbot, panel: NetworkPanel, store: ProjectStore, selection: Selection) -> None:
    drag(qtbot, in_palette(panel, 1), above(panel, 1))
    qtbot.wait_until(lambda: len(store.project.layers) == 4)
    assert kinds(store) == ["dropout", "dense", "dropout", "dense"]
    assert selection.layer_id == store.project.layers[0].id
    store.undo_stack.undo()
    assert kinds(store) == ["dense", "dropout", "dense"]


def test_a_card_is_dragged_to_another_place_in_one_step(qtbot, panel: NetworkPanel, store: ProjectStore, selection: Selection) -> None:
    moved = store.project.layers[1].id
    drag(qtbot, grip(panel, 2), above(panel, 1))
    qtbot.wait_until(lambda: kinds(store) == ["dropout", "dense", "dense"])
    assert store.project.layers[0].id == moved == selection.layer_id
    assert store.undo_stack.count() == 1
    assert panel.stack.delegate.moving is None


def test_a_card_dropped_outside_the_stack_is_removed(qtbot, panel: NetworkPanel, store: ProjectStore) -> None:
    drag(qtbot, grip(panel, 2), outside(panel))
    qtbot.wait_until(lambda: kinds(store) == ["dense", "dense"])
    store.undo_stack.undo()
    assert kinds(store) == ["dense", "dropout", "dense"]


def test_a_card_dropped_on_the_palette_is_removed(qtbot, panel: NetworkPanel, store: ProjectStore) -> None:
    drag(qtbot, grip(panel, 2), in_palette(panel, 4))
    qtbot.wait_until(lambda: kinds(store) == ["dense", "dense"])


@pytest.mark.parametrize("place", ["stack", "outside"])
def test_escape_puts_a_dragged_card_back(qtbot, panel: NetworkPanel, store: ProjectStore, place: str) -> None:
    end = above(panel, 1) if place == "stack" else outside(panel)
    hints: list[str] = []
    panel.hint_changed.connect(hints.append)
    focus = ["windowfocus", str(int(panel.window().winId()))]
    # The window manager may still be about to show the window.
    qtbot.wait_until(lambda: QProcess.execute("xdotool", focus) == 0)
    drag(qtbot, grip(panel, 2), end, "key", "Escape", "sleep", "0.1", "mouseup", "1")
    assert hints[-1] == ""
    assert any("Esc puts it back" in hint for hint in hints)
    assert kinds(store) == ["dense", "dropout", "dense"]
    assert store.undo_stack.count() == 0
    assert panel.stack.delegate.moving is None
    assert panel.stack.mark_row is None


def test_the_input_card_stays_where_it_is(qtbot, panel: NetworkPanel, store: ProjectStore) -> None:
    drag(qtbot, on_stack(panel, card(panel, 0).card.center()), outside(panel))
    assert panel.layers.rowCount() == 4
    assert store.undo_stack.count() == 0


def test_while_dragging_the_old_place_is_dashed_and_the_mark_follows(qtbot, panel: NetworkPanel, qapp: QApplication) -> None:
    seen: list[tuple[str | None, int | None]] = []
    panel.stack.hint_changed.connect(lambda _: seen.append((panel.stack.delegate.moving, panel.stack.mark_row)))
    moved = panel.layers.cards[3].layer_id
    drag(qtbot, grip(panel, 3), above(panel, 1))
    assert {row for _, row in seen[:-1]} >= {1, 2}
    assert {layer for layer, _ in seen[:-1]} == {moved}


def test_a_press_on_the_bin_that_slips_away_neither_drags_nor_removes(qtbot, panel: NetworkPanel, store: ProjectStore, selection: Selection) -> None:
    # Qt would carry the selected card, which was not even pressed.
    selection.select(store.project.layers[0].id)
    drag(qtbot, on_stack(panel, card(panel, 2).bin.center()), outside(panel))
    assert store.undo_stack.count() == 0
