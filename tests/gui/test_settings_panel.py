"""The settings panel edits the selected layer and the training, one undo step a field, and explains them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from engine.metrics import Metric
from engine.project.edits import change_layer, change_training
from netbench_gui.look.theme import Theme
from netbench_gui.panels.settings import SettingsPanel
from netbench_gui.selection import Selection
from netbench_gui.store import ProjectStore
from netbench_gui.widgets.field_choice import CheckField, ChoiceField
from netbench_gui.widgets.segmented import Segmented
from netbench_gui.widgets.tool_button import ToolButton
from tests.gui.fakes import FakeNotifier, FakeSession


@pytest.fixture
def session() -> FakeSession:
    return FakeSession()


@pytest.fixture
def notifier() -> FakeNotifier:
    return FakeNotifier()


@pytest.fixture
def panel(
    qtbot: QtBot, theme: Theme, store: ProjectStore, selection: Selection, session: FakeSession,
    notifier: FakeNotifier,
) -> SettingsPanel:
    panel = SettingsPanel(theme, store, selection, session, notifier)  # type: ignore[arg-type]
    qtbot.addWidget(panel)
    panel.resize(280, 600)
    panel.show()
    panel.activateWindow()
    return panel


def field(panel: SettingsPanel, name: str) -> QWidget:
    found = [one for one in panel.findChildren(QWidget, name) if one.isVisibleTo(panel)]
    assert len(found) == 1, (name, found)
    return found[0]


def retype(qtbot: QtBot, line: QWidget, text: str) -> None:
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)


def choose(combo: QWidget, text: str) -> None:
    assert isinstance(combo, ChoiceField)
    index = combo.findText(text)
    assert index >= 0, text
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


def view(panel: SettingsPanel) -> str:
    return panel.findChild(Segmented, "settings_views").current()


def ids(store: ProjectStore) -> list[str]:
    return [layer.id for layer in store.project.layers]


def open_more(panel: SettingsPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.findChild(ToolButton, "open.training.more"), Qt.MouseButton.LeftButton)


def test_the_training_is_shown_first(panel: SettingsPanel) -> None:
    assert view(panel) == "training"
    shown = {name: field(panel, f"training.{name}").text() for name in ("epochs", "batch_size", "seed")}  # type: ignore[attr-defined]
    assert shown == {"epochs": "50", "batch_size": "16", "seed": "7"}
    assert field(panel, "training.optimizer.learning_rate").text() == "0.001"  # type: ignore[attr-defined]


def test_selecting_a_layer_shows_its_name_and_place(panel: SettingsPanel, store: ProjectStore, selection: Selection) -> None:
    selection.select(ids(store)[0])
    assert view(panel) == "layer"
    texts = [panel.findChild(QLabel, name).text() for name in ("layer_name", "layer_position")]
    assert texts == ["Dense", "layer 1 of 3"]
    selection.select(ids(store)[2])
    assert panel.findChild(QLabel, "layer_position").text() == "output layer"
    selection.select(None)
    assert panel.findChild(QLabel, "no_layer").isVisible()


def test_typing_is_one_undo_step_a_field(qtbot: QtBot, panel: SettingsPanel, store: ProjectStore) -> None:
    retype(qtbot, field(panel, "training.epochs"), "120")
    assert (store.project.training.epochs, store.undo_stack.count()) == (120, 1)
    retype(qtbot, field(panel, "training.batch_size"), "64")
    assert (store.project.training.batch_size, store.undo_stack.count()) == (64, 2)
    retype(qtbot, field(panel, "training.epochs"), "9")
    assert store.undo_stack.count() == 3
    store.undo_stack.undo()
    assert store.project.training.epochs == 120
    assert field(panel, "training.epochs").text() == "120"  # type: ignore[attr-defined]


def test_coming_back_to_a_field_begins_a_new_step(qtbot: QtBot, panel: SettingsPanel, store: ProjectStore) -> None:
    epochs = field(panel, "training.epochs")
    retype(qtbot, epochs, "120")
    qtbot.keyClick(epochs, Qt.Key.Key_Return)
    retype(qtbot, epochs, "130")
    assert store.undo_stack.count() == 2
    assert store.undo_stack.undoText() == "Change “Epochs”"


def test_undo_in_a_field_is_left_to_the_window(qtbot: QtBot, panel: SettingsPanel, store: ProjectStore) -> None:
    epochs = field(panel, "training.epochs")
    retype(qtbot, epochs, "120")
    undo = store.undo_stack.createUndoAction(panel)
    undo.setShortcut("Ctrl+Z")
    panel.addAction(undo)
    qtbot.waitUntil(panel.isActiveWindow)
    qtbot.keyClick(epochs, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert store.project.training.epochs == 50
    assert store.undo_stack.index() == 0


def test_editing_a_layer_changes_that_layer(qtbot: QtBot, panel: SettingsPanel, store: ProjectStore, selection: Selection) -> None:
    selection.select(ids(store)[1])
    retype(qtbot, field(panel, "layer.rate"), "0.5")
    assert store.project.layers[1].rate == 0.5  # type: ignore[attr-defined]
    selection.select(ids(store)[0])
    choose(field(panel, "layer.activation"), "tanh")
    assert store.project.layers[0].activation.kind == "tanh"  # type: ignore[attr-defined]


def test_the_output_layer_is_taken_by_hand_and_given_back(
    qtbot: QtBot, panel: SettingsPanel, store: ProjectStore, selection: Selection
) -> None:
    selection.select(ids(store)[0])
    assert not panel.findChild(CheckField, "layer.follows_target").isVisible()
    selection.select(ids(store)[2])
    follow = field(panel, "layer.follows_target")
    assert isinstance(follow, CheckField)
    assert (follow.text(), follow.isChecked()) == ("species", True)
    retype(qtbot, field(panel, "layer.units"), "1")
    assert not follow.isChecked()
    assert field(panel, "sentence.layer.units").text() == "The output has 1 unit, but species has 3 classes."  # type: ignore[attr-defined]
    assert field(panel, "layer.units").property("problem") is True
    qtbot.mouseClick(follow, Qt.MouseButton.LeftButton)
    assert store.project.layers[2].units == 3  # type: ignore[attr-defined]
    assert field(panel, "layer.units").text() == "3"  # type: ignore[attr-defined]


def test_the_loss_is_chosen_by_hand_and_given_back(panel: SettingsPanel, store: ProjectStore) -> None:
    loss = field(panel, "training.loss")
    assert isinstance(loss, ChoiceField)
    assert (loss.currentText(), loss.follows()) == ("Cross-entropy", True)
    choose(loss, "Huber")
    assert store.project.training.loss.kind == "huber"  # type: ignore[attr-defined]
    assert not loss.follows()
    assert field(panel, "training.loss.delta").text() == "1"  # type: ignore[attr-defined]
    choose(loss, "Follow species")
    assert store.project.training.loss.kind == "categorical_crossentropy"  # type: ignore[attr-defined]
    assert loss.follows()


def test_only_losses_that_suit_the_task_are_offered(panel: SettingsPanel, store: ProjectStore) -> None:
    loss = field(panel, "training.loss")
    assert isinstance(loss, ChoiceField)
    offered = {loss.itemText(number) for number in range(loss.count())}
    assert {"Cross-entropy", "Focal cross-entropy", "Hinge", "Dice", "Mean squared error"} <= offered
    assert not {"Mean percentage error", "Mean squared log error"} & offered
    store.edit("Loss", lambda project: change_training(project, loss="msle"))  # from a file, say
    offered = {loss.itemText(number) for number in range(loss.count())}
    assert "Mean squared log error" in offered


def test_the_rare_settings_of_a_loss_have_words(panel: SettingsPanel, store: ProjectStore) -> None:
    choose(field(panel, "training.loss"), "Focal cross-entropy")
    assert field(panel, "training.loss.gamma").text() == "2"  # type: ignore[attr-defined]
    panel.show_field("training.loss.reduction")
    choose(field(panel, "training.loss.reduction"), "sum of all rows")
    assert store.project.training.loss.reduction == "sum"


def test_the_dice_draws_another_seed(qtbot: QtBot, panel: SettingsPanel, store: ProjectStore) -> None:
    seen = {store.project.training.seed}
    for step in range(1, 4):
        qtbot.mouseClick(field(panel, "new_seed"), Qt.MouseButton.LeftButton)
        seen.add(store.project.training.seed)
        assert store.undo_stack.count() == step
    assert len(seen) > 2


def test_another_optimizer_brings_its_own_fields(qtbot: QtBot, panel: SettingsPanel, store: ProjectStore) -> None:
    open_more(panel, qtbot)
    assert field(panel, "training.optimizer.beta_1").isVisible()
    choose(field(panel, "training.optimizer"), "SGD")
    assert field(panel, "training.optimizer.learning_rate").text() == "0.01"  # type: ignore[attr-defined]
    assert not field(panel, "training.optimizer.nesterov").isEnabled()  # it needs momentum
    retype(qtbot, field(panel, "training.optimizer.momentum"), "0.9")
    qtbot.mouseClick(field(panel, "training.optimizer.nesterov"), Qt.MouseButton.LeftButton)
    retype(qtbot, field(panel, "training.optimizer.learning_rate"), "0.1")
    optimizer = store.project.training.optimizer
    assert (optimizer.kind, optimizer.nesterov, optimizer.learning_rate) == ("sgd", True, 0.1)  # type: ignore[attr-defined]
    assert panel.findChild(QWidget, "training.optimizer.beta_1") is None or not panel.findChild(
        QWidget, "training.optimizer.beta_1"
    ).isVisible()


def test_only_metrics_that_suit_the_task_are_offered(qtbot: QtBot, panel: SettingsPanel, store: ProjectStore) -> None:
    open_more(panel, qtbot)
    suiting = {kind for kind, metric in Metric.kinds.items() if "classification" in metric.tasks}  # type: ignore[attr-defined]
    offered = {option.key for option in field(panel, "training.metrics")._options}  # type: ignore[attr-defined]
    assert offered == suiting
    assert not panel.findChild(ToolButton, "follow_metrics").isVisible()
    qtbot.mouseClick(field(panel, "training.metrics.accuracy"), Qt.MouseButton.LeftButton)
    assert store.project.training.metrics == ()
    qtbot.mouseClick(field(panel, "follow_metrics"), Qt.MouseButton.LeftButton)
    assert [metric.kind for metric in store.project.training.metrics] == ["accuracy"]  # type: ignore[attr-defined]


def test_the_help_strip_explains_the_field_in_focus(qtbot: QtBot, panel: SettingsPanel) -> None:
    assert panel.help_strip().texts()[0] == "Training"
    batch = field(panel, "training.batch_size")
    batch.setFocus()
    qtbot.waitUntil(lambda: panel.help_strip().texts()[0] == "Batch size")
    _, bounds, sentence = panel.help_strip().texts()
    assert bounds == "1 to 1\u2009000\u2009000"
    assert sentence.startswith("After how many rows")
    loss = field(panel, "training.loss")
    assert isinstance(loss, ChoiceField)
    loss.setFocus()
    loss.showPopup()
    qtbot.waitUntil(loss.view().isVisible)
    qtbot.waitUntil(lambda: panel.help_strip().texts()[0] == "Loss")
    loss.hidePopup()
    loss.clearFocus()
    qtbot.waitUntil(lambda: panel.help_strip().texts()[0] == "Training")


def test_while_it_runs_the_strip_says_when_changes_count(panel: SettingsPanel, session: FakeSession) -> None:
    session.set_state("running")
    assert panel.help_strip().texts()[0] == "While it runs"
    session.set_state("finished")
    assert panel.help_strip().texts()[0] == "Training"


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ("training.batch_size", "training.batch_size"),
        ("training.early_stopping", "training.early_stopping"),
        ("training.optimizer.learning_rate", "training.optimizer.learning_rate"),
        ("training.optimizer.beta_2", "training.optimizer.beta_2"),
        ("layers.2.units", "layer.units"),
        ("layers.0.kernel_regularizer", "layer.kernel_regularizer"),
    ],
)
def test_show_brings_a_field_into_view(
    qtbot: QtBot, panel: SettingsPanel, store: ProjectStore, selection: Selection, where: str, name: str
) -> None:
    head, _, rest = where.partition(".")
    if head == "layers":
        number, _, last = rest.partition(".")
        where = f"layers.{ids(store)[int(number)]}.{last}"
    selection.show_field(where)
    wanted = field(panel, name)
    qtbot.waitUntil(wanted.hasFocus)
    qtbot.waitUntil(lambda: not wanted.visibleRegion().isEmpty())


def test_a_training_notice_offers_its_fix_in_place(qtbot: QtBot, panel: SettingsPanel, store: ProjectStore) -> None:
    store.edit("large", lambda project: change_training(project, batch_size=5000))
    fix = field(panel, "fix.training.batch_size")
    assert isinstance(fix, ToolButton)
    qtbot.mouseClick(fix, Qt.MouseButton.LeftButton)
    assert store.project.training.batch_size == 32
    assert not fix.isVisible()


def test_undo_of_an_edit_elsewhere_fills_silently(panel: SettingsPanel, store: ProjectStore, selection: Selection) -> None:
    selection.select(ids(store)[0])
    store.edit("units", lambda project: change_layer(project, ids(store)[0], units=99))
    assert field(panel, "layer.units").text() == "99"  # type: ignore[attr-defined]
    store.undo_stack.undo()
    assert field(panel, "layer.units").text() == "16"  # type: ignore[attr-defined]
    assert store.undo_stack.count() == 1


def test_every_control_has_a_name(qtbot: QtBot, panel: SettingsPanel, store: ProjectStore, selection: Selection) -> None:
    open_more(panel, qtbot)
    for layer_id in [None, *ids(store)]:
        selection.select(layer_id)
        for control in panel.findChildren(QWidget):
            if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isVisibleTo(panel):
                inner = control.parentWidget()
                if isinstance(inner, ChoiceField):
                    continue
                assert control.objectName(), control
                assert control.accessibleName() or getattr(control, "text", str)(), control.objectName()


def test_tab_goes_through_a_layers_fields_before_it_leaves_the_panel(
    qtbot: QtBot, panel: SettingsPanel, store: ProjectStore, selection: Selection
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    panel.setParent(window)
    later = QLineEdit(window)
    later.setObjectName("later")
    window.show()
    selection.select(ids(store)[0])

    def names() -> list[str]:
        widget, found = panel.findChild(Segmented, "settings_views").button("layer"), []
        while widget is not later:
            widget = widget.nextInFocusChain()
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                found.append(widget.objectName())
        return found

    qtbot.wait_until(lambda: "layer.units" in names())
    # Between them stands what opens the rare fields of the chosen activation.
    first = ["settings_search", "layer.units", "layer.activation", "open.layer.activation.advanced", "layer.use_bias"]
    assert names()[:5] == first
    assert names()[-1] == "later"
