"""A setting is found by what it is called: on the screen, in the other language, in code, and by what it may hold."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.layers import Dense, Dropout, Embedding, Layer
from engine.project.edits import add_layer
from netbench_gui.forms.row import FormRow
from netbench_gui.look.theme import Theme
from netbench_gui.panels.settings import SettingsPanel
from netbench_gui.selection import Selection
from netbench_gui.store import ProjectStore
from netbench_gui.widgets.field_checks import ChecksField
from netbench_gui.widgets.search_field import SearchField
from netbench_gui.widgets.text_button import TextButton
from netbench_gui.widgets.tool_button import ToolButton
from tests.gui.fakes import FakeNotifier, FakeSession


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme, store: ProjectStore, selection: Selection) -> SettingsPanel:
    panel = SettingsPanel(theme, store, selection, FakeSession(), FakeNotifier())  # type: ignore[arg-type]
    qtbot.addWidget(panel)
    panel.resize(280, 900)
    panel.show()
    panel.activateWindow()
    return panel


def search(panel: SettingsPanel) -> SearchField:
    field = panel.findChild(SearchField, "settings_search")
    assert isinstance(field, SearchField)
    return field


def shown(panel: SettingsPanel) -> list[str]:
    """The rows in sight, by the names of their fields."""
    rows = [row for row in panel.findChildren(FormRow) if row.isVisible()]
    return [row.objectName().removeprefix("row.") for row in rows]


def is_open(panel: SettingsPanel) -> bool:
    section = panel.findChild(QWidget, "section.training.more")
    return bool(section.is_open())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("batch size", "training.batch_size"),
        ("BATCH", "training.batch_size"),
        ("global_clipnorm", "training.optimizer.global_clipnorm"),
        ("nadam", "training.optimizer"),
        ("种子", "training.seed"),
        ("how often the network sees", "training.epochs"),
        ("patience", "training.early_stopping"),
        ("cosine", "training.optimizer.learning_rate"),
        ("warmup_steps", "training.optimizer.learning_rate"),
        ("label smoothing", "training.loss.label_smoothing"),
        ("balanced", "training.class_weight"),
        ("f1_score", "training.metrics"),
    ],
)
def test_a_setting_is_found_by(panel: SettingsPanel, typed: str, found: str) -> None:
    search(panel).setText(typed)
    assert found in shown(panel)
    assert len(shown(panel)) < 8
    assert panel.findChild(QLabel, "nothing_found").isHidden()


def test_what_is_found_among_the_folded_rows_is_unfolded_and_folded_again(panel: SettingsPanel) -> None:
    before = shown(panel)
    assert not is_open(panel)
    search(panel).setText("clipvalue")
    assert "training.optimizer.clipvalue" in shown(panel)
    assert is_open(panel)
    search(panel).clear()
    assert shown(panel) == before
    assert not is_open(panel)


def test_a_section_that_was_open_stays_so(qtbot: QtBot, panel: SettingsPanel) -> None:
    qtbot.mouseClick(panel.findChild(ToolButton, "open.training.more"), Qt.MouseButton.LeftButton)
    search(panel).setText("epochs")
    assert "training.shuffle" not in shown(panel)
    search(panel).clear()
    assert is_open(panel)
    assert "training.shuffle" in shown(panel)


def test_of_a_list_only_what_is_called_so_is_shown(panel: SettingsPanel, store: ProjectStore) -> None:
    search(panel).setText("sensitivity")
    checks = panel.findChild(ChecksField, "training.metrics")
    assert isinstance(checks, ChecksField)
    assert [box.text() for box in checks.boxes() if box.isVisible()] == [
        "Sensitivity at specificity", "Specificity at sensitivity"
    ]
    next(box for box in checks.boxes() if box.text() == "Sensitivity at specificity").click()
    assert [metric.kind for metric in store.project.training.metrics] == ["accuracy", "sensitivity_at_specificity"]
    search(panel).clear()
    # What was ticked stays in sight though it is rare.
    assert "Sensitivity at specificity" in [box.text() for box in checks.boxes() if not box.isHidden()]


def test_what_nobody_is_called_is_said(panel: SettingsPanel) -> None:
    search(panel).setText("zzz")
    assert shown(panel) == []
    label = panel.findChild(QLabel, "nothing_found")
    assert label.isVisible()
    assert label.text() == "Nothing is called “zzz”."


def test_what_the_other_settings_are_called_is_shown_there(
    qtbot: QtBot, panel: SettingsPanel, store: ProjectStore, selection: Selection
) -> None:
    search(panel).setText("kernel_init")
    there = panel.findChild(TextButton, "found_elsewhere")
    assert panel.findChild(QLabel, "nothing_found").text() == "Nothing here is called “kernel_init”."
    assert there.text() == "Show it in Dense"
    qtbot.mouseClick(there, Qt.MouseButton.LeftButton)
    dense = next(layer for layer in store.project.layers if layer.kind == "dense")
    assert selection.layer_id == dense.id
    assert "layer.kernel_initializer" in shown(panel)  # its section is open
    assert there.isHidden()
    search(panel).setText("batch size")
    assert there.text() == "Show it in Training"
    qtbot.mouseClick(there, Qt.MouseButton.LeftButton)
    assert "training.batch_size" in shown(panel)


@pytest.mark.parametrize(
    ("layer", "typed", "field"),
    [
        (Dropout(0.2), "noise_shape", "layer.noise_shape"),
        (Dense(4), "he normal", "layer.kernel_initializer"),
        (Dense(4), "negative slope", "layer.activation"),
        (Embedding(9, 2), "random uniform", "layer.embeddings_initializer"),
    ],
)
def test_whatever_a_layer_is_asked_for_is_in_sight_behind_the_link(
    qtbot: QtBot, panel: SettingsPanel, store: ProjectStore, layer: Layer, typed: str, field: str
) -> None:
    store.edit("Alone", lambda project: project.changed(layers=(layer.changed(id="only"),)))
    search(panel).setText(typed)
    qtbot.mouseClick(panel.findChild(TextButton, "found_elsewhere"), Qt.MouseButton.LeftButton)
    assert field in shown(panel)


def test_ctrl_f_goes_to_the_field_and_escape_empties_it(qtbot: QtBot, panel: SettingsPanel) -> None:
    qtbot.waitUntil(panel.isActiveWindow)
    epochs = panel.findChild(QWidget, "training.epochs")
    epochs.setFocus()
    qtbot.keyClick(epochs, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(search(panel).hasFocus)
    qtbot.keyClicks(search(panel), "seed")
    assert shown(panel) == ["training.seed"]
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(search(panel), event)
    assert event.isAccepted()
    qtbot.keyClick(search(panel), Qt.Key.Key_Escape)
    assert search(panel).text() == ""
    assert "training.epochs" in shown(panel)


def test_down_goes_to_the_first_setting_found(qtbot: QtBot, panel: SettingsPanel) -> None:
    qtbot.waitUntil(panel.isActiveWindow)
    search(panel).setFocus()
    qtbot.keyClicks(search(panel), "seed")
    qtbot.keyClick(search(panel), Qt.Key.Key_Down)
    qtbot.waitUntil(panel.findChild(QWidget, "training.seed").hasFocus)


def test_a_search_goes_on_while_one_edits(qtbot: QtBot, panel: SettingsPanel, store: ProjectStore) -> None:
    search(panel).setText("optimizer")
    combo = panel.findChild(QWidget, "training.optimizer")
    index = combo.findText("SGD")  # type: ignore[attr-defined]
    combo.setCurrentIndex(index)  # type: ignore[attr-defined]
    combo.activated.emit(index)  # type: ignore[attr-defined]
    assert store.project.training.optimizer.kind == "sgd"
    assert "training.optimizer" in shown(panel)
    assert "training.epochs" not in shown(panel)
    assert "training.optimizer.nesterov" not in shown(panel)


def test_showing_a_field_ends_the_search(qtbot: QtBot, panel: SettingsPanel, selection: Selection) -> None:
    search(panel).setText("seed")
    selection.show_field("training.optimizer.beta_2")
    assert search(panel).text() == ""
    qtbot.waitUntil(panel.findChild(QWidget, "training.optimizer.beta_2").hasFocus)


def test_a_layer_with_many_settings_can_be_searched_one_with_few_not(
    panel: SettingsPanel, store: ProjectStore, selection: Selection
) -> None:
    selection.select(store.project.layers[0].id)
    assert search(panel).isVisible()
    search(panel).setText("he_normal")
    assert shown(panel) == ["layer.kernel_initializer", "layer.bias_initializer"]
    search(panel).clear()
    assert "layer.units" in shown(panel)
    store.edit("Dropout", lambda project: add_layer(project, Dropout(0.5)))
    selection.select(store.project.layers[2].id)
    assert search(panel).isHidden()
