"""A form is made from a part's declaration alone, edits only what is valid, and is silent when filled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import pytest
from pydantic import Field
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.call import Call
from engine.layers import Dense, Layer
from engine.layers.base import Shape
from engine.messages import Message
from engine.optimizers import SGD, Adam, Optimizer
from engine.project.document import Training
from engine.project.problems import Problem
from engine.regularizers import Regularizer
from engine.spec import AnyOf
from netbench_gui.forms.form import Form, help_of
from netbench_gui.forms.tab_order import order_tabs
from netbench_gui.look.theme import Theme
from netbench_gui.widgets.field_checks import ChecksField
from netbench_gui.widgets.field_choice import CheckField, ChoiceField
from netbench_gui.widgets.field_line import NumberField


class Watched(Form):
    """A form whose value follows its edits, and that writes them down."""

    def __init__(self, theme: Theme, value: object, place: str = "layer") -> None:
        super().__init__(theme, type(value), place)  # type: ignore[arg-type]
        self.shown = value
        self.edits: list[tuple[str, object]] = []
        self.show_value(value)  # type: ignore[arg-type]
        self.edited.connect(self._take)

    def _take(self, name: str, value: object) -> None:
        self.edits.append((name, value))
        self.shown = self.shown.changed(**{name: value})  # type: ignore[attr-defined]
        self.show_value(self.shown)  # type: ignore[arg-type]


def editor(form: Form, path: str) -> QWidget:
    row = form.row(path)
    assert row is not None, path
    return row.editor


def type_over(qtbot: QtBot, field: QWidget, text: str) -> None:
    assert isinstance(field, NumberField)
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, text)


def choose(qtbot: QtBot, field: QWidget, text: str) -> None:
    """Choose in a combo box as with the keyboard."""
    assert isinstance(field, ChoiceField)
    wanted = field.findText(text)
    assert wanted >= 0, [field.itemText(i) for i in range(field.count())]
    field.setCurrentIndex(wanted)
    field.activated.emit(wanted)


@pytest.fixture
def dense_form(qtbot: QtBot, theme: Theme) -> Watched:
    form = Watched(theme, Dense(16, "relu"))
    qtbot.addWidget(form)
    form.show()
    return form


def test_every_field_of_a_layer_has_an_editor_of_its_type(dense_form: Watched) -> None:
    kinds = {name: type(editor(dense_form, name)) for name in Dense.positional_fields()}
    assert kinds == {
        "units": NumberField, "activation": ChoiceField, "use_bias": CheckField,
        "kernel_initializer": ChoiceField, "bias_initializer": ChoiceField, "kernel_regularizer": ChoiceField,
        "bias_regularizer": ChoiceField, "activity_regularizer": ChoiceField, "kernel_constraint": ChoiceField,
        "bias_constraint": ChoiceField,
    }


@pytest.mark.parametrize("family", [Layer, Optimizer, Regularizer])
def test_every_declared_part_gets_a_form_with_names_and_help(qtbot: QtBot, theme: Theme, family: type) -> None:
    for part in family.kinds.values():
        form = Form(theme, part, "part")
        qtbot.addWidget(form)
        form.show_value(part())
        for name in part.positional_fields():
            row = form.row(name)
            assert row is not None
            assert row.editor.objectName() == f"part.{name}"
            assert row.editor.accessibleName()
            assert row.editor.toolTip() == row.help().sentence != ""


def test_filling_a_form_edits_nothing(dense_form: Watched) -> None:
    dense_form.show_value(Dense(3, "softmax", False, kernel_regularizer="l2"))
    dense_form.show_value(Dense(5))
    assert dense_form.edits == []
    assert editor(dense_form, "units").text() == "5"  # type: ignore[attr-defined]


def test_typing_a_number_edits_at_each_valid_key(qtbot: QtBot, dense_form: Watched) -> None:
    type_over(qtbot, editor(dense_form, "units"), "32")
    assert dense_form.edits == [("units", 3), ("units", 32)]
    assert editor(dense_form, "units").text() == "32"  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", ["0", "65537", "many", "1.5"])
def test_what_is_out_of_bounds_is_said_in_red_and_not_taken(qtbot: QtBot, dense_form: Watched, typed: str) -> None:
    field = editor(dense_form, "units")
    field.setText("")  # type: ignore[attr-defined]
    field.setFocus()
    dense_form.edits.clear()
    qtbot.keyClicks(field, typed)
    sentence = dense_form.findChild(QLabel, "sentence.layer.units")
    assert sentence.isVisible()
    assert sentence.text() == "A whole number is needed: 1 to 65\u2009536."
    assert field.property("problem") is True
    assert all(name == "units" and 1 <= value <= 65536 for name, value in dense_form.edits)  # type: ignore[operator]


def test_leaving_a_field_shows_again_what_trains(qtbot: QtBot, dense_form: Watched) -> None:
    field = editor(dense_form, "units")
    dense_form.activateWindow()
    type_over(qtbot, field, "0")
    qtbot.waitUntil(field.hasFocus)
    with qtbot.waitSignal(dense_form.finished):
        field.clearFocus()
    assert field.text() == "16"  # type: ignore[attr-defined]
    assert field.property("problem") is False
    assert not dense_form.findChild(QLabel, "sentence.layer.units").isVisible()


def test_a_decimal_comma_and_grouped_digits_are_understood(qtbot: QtBot, theme: Theme) -> None:
    form = Watched(theme, Adam(), "optimizer")
    qtbot.addWidget(form)
    form.show()
    type_over(qtbot, editor(form, "learning_rate"), "0,02")
    assert form.shown.learning_rate == 0.02  # type: ignore[attr-defined]
    dense = Watched(theme, Dense(16))
    qtbot.addWidget(dense)
    dense.show()
    type_over(qtbot, editor(dense, "units"), "65 000")
    assert dense.shown.units == 65_000  # type: ignore[attr-defined]


def test_what_is_being_typed_is_not_rewritten(qtbot: QtBot, theme: Theme) -> None:
    form = Watched(theme, Adam(), "optimizer")
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    field = editor(form, "learning_rate")
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    type_over(qtbot, field, "0.10")
    assert field.text() == "0.10"  # type: ignore[attr-defined]
    assert form.shown.learning_rate == 0.1  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("start", "key", "after"),
    [(0.001, Qt.Key.Key_Up, 0.002), (0.001, Qt.Key.Key_Down, 0.0009), (0.99, Qt.Key.Key_Up, 1.0), (0.2, Qt.Key.Key_Down, 0.1)],
)
def test_up_and_down_step_by_the_last_digit(
    qtbot: QtBot, theme: Theme, start: float, key: Qt.Key, after: float
) -> None:
    form = Watched(theme, Adam(start), "optimizer")
    qtbot.addWidget(form)
    qtbot.keyClick(editor(form, "learning_rate"), key)
    assert form.shown.learning_rate == after  # type: ignore[attr-defined]


def test_up_stays_below_an_excluded_bound(qtbot: QtBot, theme: Theme) -> None:
    form = Watched(theme, SGD(momentum=0.9), "optimizer")
    qtbot.addWidget(form)
    for _ in range(3):
        qtbot.keyClick(editor(form, "momentum"), Qt.Key.Key_Up)
    assert 0.9 < form.shown.momentum < 1.0  # type: ignore[attr-defined]


def test_stepping_whole_numbers_stops_at_the_bounds(qtbot: QtBot, dense_form: Watched) -> None:
    field = editor(dense_form, "units")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert dense_form.shown.units == 15  # type: ignore[attr-defined]
    for _ in range(3):
        qtbot.keyClick(field, Qt.Key.Key_PageDown)
    assert dense_form.shown.units == 1  # type: ignore[attr-defined]


def test_the_wheel_changes_nothing_without_focus(qtbot: QtBot, dense_form: Watched) -> None:
    for name in ("units", "activation"):
        field = editor(dense_form, name)
        field.clearFocus()
        event = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )
        QApplication.sendEvent(field, event)
    assert dense_form.edits == []


def test_choosing_a_part_brings_its_own_fields(qtbot: QtBot, dense_form: Watched) -> None:
    assert dense_form.row("kernel_regularizer.l2") is None
    choose(qtbot, editor(dense_form, "kernel_regularizer"), "L2")
    strength = editor(dense_form, "kernel_regularizer.l2")
    type_over(qtbot, strength, "0.5")
    assert dense_form.shown == Dense(16, "relu", kernel_regularizer={"kind": "l2", "l2": 0.5})
    choose(qtbot, editor(dense_form, "kernel_regularizer"), "none")
    assert dense_form.shown.kernel_regularizer is None  # type: ignore[attr-defined]
    assert dense_form.row("kernel_regularizer.l2") is None


def test_a_choice_the_part_refuses_is_explained_and_taken_back(qtbot: QtBot, dense_form: Watched) -> None:
    choose(qtbot, editor(dense_form, "bias_initializer"), "Orthogonal")
    assert dense_form.edits == []
    assert editor(dense_form, "bias_initializer").currentText() == "Zeros"  # type: ignore[attr-defined]
    assert "cannot start a bias" in dense_form.findChild(QLabel, "sentence.layer.bias_initializer").text()


def test_groups_are_folded_until_they_are_opened_or_wanted(qtbot: QtBot, dense_form: Watched) -> None:
    section = dense_form.section("Weights at the start")
    assert section is not None
    assert not editor(dense_form, "kernel_initializer").isVisible()
    qtbot.mouseClick(section.button(), Qt.MouseButton.LeftButton)
    assert editor(dense_form, "kernel_initializer").isVisible()
    regularizer = dense_form.reveal("kernel_regularizer")
    assert regularizer is not None
    assert regularizer.isVisible()


def test_rare_fields_stand_under_more_settings(qtbot: QtBot, theme: Theme) -> None:
    form = Form(theme, Adam, "optimizer")
    qtbot.addWidget(form)
    form.show()
    section = form.section("advanced")
    assert section is not None
    assert section.button().text() == "More settings"
    assert section.isAncestorOf(editor(form, "beta_1"))
    assert not section.isAncestorOf(editor(form, "learning_rate"))


def test_a_problem_stands_at_its_field(dense_form: Watched) -> None:
    problems = (
        Problem("layers.a1.units", "problem", Message.of("The output has {units} units.", units=16)),
        Problem("layers.b2.use_bias", "problem", Message.of("Elsewhere.")),
    )
    dense_form.show_value(Dense(16), problems, "layers.a1")
    assert editor(dense_form, "units").property("problem") is True
    assert dense_form.findChild(QLabel, "sentence.layer.units").text() == "The output has 16 units."
    assert not dense_form.findChild(QLabel, "sentence.layer.use_bias").isVisible()
    dense_form.show_value(Dense(16), (), "layers.a1")
    assert editor(dense_form, "units").property("problem") is False


def test_a_notice_is_no_red_field(dense_form: Watched) -> None:
    dense_form.show_value(Dense(16), (Problem("layers.a.units", "notice", Message.of("Look.")),), "layers.a")
    sentence = dense_form.findChild(QLabel, "sentence.layer.units")
    assert (sentence.text(), sentence.property("tone")) == ("Look.", "warning")
    assert editor(dense_form, "units").property("problem") is False


def test_help_says_bounds_and_one_sentence(dense_form: Watched) -> None:
    found = help_of(editor(dense_form, "units"))
    assert found is not None
    assert (found.title, found.bounds) == ("Units", "1 to 65\u2009536")
    assert found.sentence.startswith("How many neurons")
    assert help_of(dense_form) is None


def test_a_field_rests_as_long_as_the_one_that_it_needs_is_off(qtbot: QtBot, theme: Theme) -> None:
    form = Watched(theme, SGD(), "optimizer")
    qtbot.addWidget(form)
    assert not editor(form, "nesterov").isEnabled()
    assert not editor(form, "ema_momentum").isEnabled()
    assert editor(form, "use_ema").isEnabled()
    form.show_value(SGD(momentum=0.9, use_ema=True))
    assert editor(form, "nesterov").isEnabled()
    assert editor(form, "ema_momentum").isEnabled()
    assert editor(form, "ema_overwrite_frequency").isEnabled()


def test_early_stopping_is_switched_on_with_its_fields(qtbot: QtBot, theme: Theme) -> None:
    form = Watched(theme, Training(), "training")
    qtbot.addWidget(form)
    form.show()
    box = editor(form, "early_stopping")
    assert isinstance(box, CheckField)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert editor(form, "early_stopping.patience").text() == "10"  # type: ignore[attr-defined]
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert form.shown.early_stopping is None  # type: ignore[attr-defined]


def test_several_parts_are_ticked_one_by_one(qtbot: QtBot, theme: Theme) -> None:
    form = Watched(theme, Training(metrics=("mae",)), "training")
    qtbot.addWidget(form)
    checks = editor(form, "metrics")
    assert isinstance(checks, ChecksField)
    ticked = {box.text(): box for box in checks.boxes()}
    assert ticked["Mean absolute error"].isChecked()
    ticked["R²"].click()
    ticked["Mean absolute error"].click()
    assert [metric.kind for metric in form.shown.metrics] == ["r2"]  # type: ignore[attr-defined]


def test_a_rate_is_a_number_or_a_schedule_with_fields_of_its_own(qtbot: QtBot, theme: Theme) -> None:
    form = Watched(theme, SGD(0.05), "optimizer")
    qtbot.addWidget(form)
    row = form.row("learning_rate")
    assert row is not None
    assert row.choice is not None
    assert row.choice.value() is None
    assert form.row("learning_rate.decay_steps") is None
    choose(qtbot, row.choice, "Cosine decay")
    assert form.shown == SGD({"kind": "cosine_decay", "initial_learning_rate": 0.05})  # type: ignore[attr-defined]
    assert not row.editor.isVisibleTo(form)
    steps = editor(form, "learning_rate.decay_steps")
    type_over(qtbot, steps, "50")
    assert form.shown.learning_rate.decay_steps == 50  # type: ignore[attr-defined]
    choose(qtbot, row.choice, "stays")
    assert form.shown == SGD(0.05)  # type: ignore[attr-defined]
    assert row.editor.isVisibleTo(form)
    assert row.editor.text() == "0.05"  # type: ignore[union-attr]


def test_tab_goes_through_rows_as_they_stand(qtbot: QtBot, theme: Theme) -> None:
    form = Watched(theme, Training(), "training")
    qtbot.addWidget(form)
    choose(qtbot, editor(form, "optimizer"), "SGD")
    order_tabs(form)
    chain, widget = [], editor(form, "optimizer")
    for _ in range(20):
        chain.append(widget.objectName())
        widget = widget.nextInFocusChain()
        while not widget.objectName().startswith("training."):
            widget = widget.nextInFocusChain()
    own = [f"training.optimizer.{name}" for name in SGD.positional_fields()]
    assert own[:3] == [f"training.optimizer.{name}" for name in ("learning_rate", "momentum", "nesterov")]
    assert chain[: len(own) + 2] == ["training.optimizer", *own, "training.loss"]


@pytest.fixture
def own_layer() -> Iterator[type[Layer]]:
    class Mixing(Layer):
        """Declared here and nowhere else."""

        title: ClassVar[str] = "Mixing"
        description: ClassVar[str] = "Mixes the values of a row."
        icon: ClassVar[str] = "shuffle"

        kind: Literal["mixing"] = "mixing"
        share: float = Field(0.25, gt=0.0, le=1.0, title="Share", description="How much is mixed.")
        size: tuple[int, int] = Field((3, 3), title="Size", description="How far it reaches.")
        limit: float | None = Field(None, ge=1.0, title="Limit", description="Where it ends.",
                                    json_schema_extra={"unit": "px", "group": "Edges"})
        mode: Literal["soft", "very_hard"] = Field("soft", title="Mode", description="How it mixes.")
        label: str = Field("", max_length=4, title="Label", description="What it is called.")
        penalty: AnyOf[Regularizer] | None = Field(None, title="Penalty", description="Keeps it small.")

        def calls(self, shape: Shape) -> Iterator[Call]:
            yield Call("torch.nn.Identity")

    yield Mixing
    Layer.kinds.pop("mixing")


def test_a_layer_declared_elsewhere_gets_a_working_form(qtbot: QtBot, theme: Theme, own_layer: type[Layer]) -> None:
    form = Watched(theme, own_layer())
    qtbot.addWidget(form)
    form.show()
    type_over(qtbot, editor(form, "share"), "0.5")
    type_over(qtbot, editor(form, "limit"), "20")
    choose(qtbot, editor(form, "mode"), "very hard")
    choose(qtbot, editor(form, "penalty"), "L1")
    type_over(qtbot, editor(form, "penalty.l1"), "0.125")
    size = editor(form, "size")
    size.setFocus()
    size.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(size, "[5, 7]")
    qtbot.keyClicks(editor(form, "label"), "abcdef")
    wanted = own_layer(share=0.5, size=(5, 7), limit=20.0, mode="very_hard", label="abcd",
                       penalty={"kind": "l1", "l1": 0.125})
    assert form.shown == wanted
    assert form.findChild(QLabel, "sentence.layer.label").isVisible()
    assert form.section("Edges") is not None
    assert form.row("share").help().bounds == "above 0, at most 1, usually 0.25"  # type: ignore[union-attr]
