"""Fields that a declaration asks for: several numbers, numbers with names, a number or a part, one of the project's own."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

import pytest
from pydantic import BeforeValidator, Field
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from engine.callbacks import EarlyStopping
from engine.class_weights import Chosen
from engine.initializers import HeNormal, Initializer
from engine.layers import Dense, Layer
from engine.metrics import AUC, Accuracy, Metric
from engine.optimizers import SGD
from engine.project.document import Training
from engine.regularizers import Regularizer
from engine.spec import AnyOf, Part
from netbench_gui.forms.field_spec import read_fields
from netbench_gui.forms.form import Form
from netbench_gui.forms.words import option_words
from netbench_gui.look.theme import Theme
from netbench_gui.widgets.field_checks import ChecksField
from netbench_gui.widgets.field_choice import CheckField, ChoiceField, Option
from netbench_gui.widgets.field_line import JsonField, NumberField
from netbench_gui.widgets.field_numbers import NamedNumbersField, NumbersField
from netbench_gui.widgets.fitted_scroll import FittedScroll
from netbench_gui.widgets.tool_button import ToolButton
from tests.gui.test_form import Watched, choose, editor, type_over


class Speed(Part, family=True):
    """A family declared here only, whose members stand in for a number."""

    family_name: ClassVar[str] = "speed"

    @classmethod
    def starting_at(cls, number: float) -> Speed:
        return cls.model_validate({"first": number})


class Rising(Speed):
    title: ClassVar[str] = "Rising"
    description: ClassVar[str] = "Ever faster."
    kind: Literal["rising"] = "rising"
    first: float = Field(1.0, title="First", description="At the beginning.")
    slope: float = Field(2.0, title="Slope", description="How fast it rises.", json_schema_extra={"advanced": True})

    def __call__(self, time: float) -> float:
        return self.first + self.slope * time


class Vehicle(Part, family=True):
    family_name: ClassVar[str] = "vehicle"


class Cart(Vehicle):
    title: ClassVar[str] = "Cart"
    description: ClassVar[str] = "Rolls."
    kind: Literal["cart"] = "cart"
    speed: Annotated[float, Field(ge=0.0, le=9.0)] | AnyOf[Speed] = Field(0.5, title="Speed", description="How fast.")
    size: int | tuple[int, int] = Field((2, 3), title="Size", description="How large.")
    limits: tuple[float, ...] | None = Field(None, title="Limits", description="Where it stops.")


@pytest.fixture
def cart(qtbot: QtBot, theme: Theme) -> Watched:
    form = Watched(theme, Cart(), "cart")
    qtbot.addWidget(form)
    form.show()
    return form


# --- a number or a part


def test_what_a_field_is_follows_from_its_annotation() -> None:
    fields = read_fields(Cart)
    assert {name: spec.sort for name, spec in fields.items()} == {
        "speed": "number_or_part", "size": "numbers", "limits": "numbers"
    }
    assert (fields["size"].whole, fields["size"].single, fields["limits"].optional) == (True, True, True)
    assert (fields["speed"].bounds.low, fields["speed"].bounds.high) == (0.0, 9.0)


def test_a_number_gives_way_to_a_part_that_begins_with_it_and_comes_back(qtbot: QtBot, cart: Watched) -> None:
    row = cart.row("speed")
    assert row is not None
    assert row.choice is not None
    number = row.editor
    assert isinstance(number, NumberField)
    type_over(qtbot, number, "0.75")
    assert number.isVisible()
    choose(qtbot, row.choice, "Rising")
    assert cart.shown == Cart(speed=Rising(first=0.75))
    assert not number.isVisible()
    type_over(qtbot, editor(cart, "speed.first"), "3")
    assert cart.shown == Cart(speed=Rising(first=3.0))
    choose(qtbot, row.choice, "stays")
    assert cart.shown == Cart(speed=3.0)
    assert number.isVisible()
    assert number.text() == "3"
    assert cart.row("speed.first") is None


def test_a_learning_rate_is_such_a_field(qtbot: QtBot, theme: Theme) -> None:
    form = Watched(theme, SGD(0.05), "optimizer")
    qtbot.addWidget(form)
    form.show()
    row = form.row("learning_rate")
    assert row is not None
    assert row.choice is not None
    choose(qtbot, row.choice, "Cosine decay")
    assert form.shown.learning_rate.initial_learning_rate == 0.05  # type: ignore[attr-defined]


# --- several numbers


@pytest.mark.parametrize(
    ("typed", "value"), [("5, 7", (5, 7)), ("5 7", (5, 7)), ("[5, 7]", (5, 7)), ("5x7", (5, 7)), ("5 × 7", (5, 7)), ("4", 4)]
)
def test_numbers_are_read_with_any_sign_between_them(qtbot: QtBot, cart: Watched, typed: str, value: Any) -> None:
    field = editor(cart, "size")
    assert isinstance(field, NumbersField)
    assert field.text() == "2, 3"
    field.clear()
    qtbot.keyClicks(field, typed)
    assert cart.shown.size == value  # type: ignore[attr-defined]


def test_a_comma_is_a_decimal_mark_where_semicolons_part_the_numbers(qtbot: QtBot, cart: Watched) -> None:
    field = editor(cart, "limits")
    assert isinstance(field, NumbersField)
    assert (field.text(), field.placeholderText()) == ("", "none")
    qtbot.keyClicks(field, "0,5; 1e-3")
    assert cart.shown.limits == (0.5, 0.001)  # type: ignore[attr-defined]
    field.clear()
    field.textEdited.emit("")
    assert cart.shown.limits is None  # type: ignore[attr-defined]


def test_what_are_no_numbers_is_said(qtbot: QtBot, cart: Watched) -> None:
    field = editor(cart, "size")
    field.clear()  # type: ignore[attr-defined]
    qtbot.keyClicks(field, "5, a")
    assert cart.findChild(QLabel, "sentence.cart.size").text() == "Whole numbers are needed, as in 3, 3."


# --- what the project has


def sourced(theme: Theme, value: Any, place: str, **sources: list[tuple[str, str]]) -> Watched:
    form = Watched(theme, value, place)
    form.set_sources(sources)
    form.show_value(value)
    return form


def test_each_class_has_a_weight_of_its_own_by_its_name(qtbot: QtBot, theme: Theme) -> None:
    form = sourced(theme, Chosen(weights=(2.0,)), "weights", classes=[(name, name) for name in ("cat", "dog", "emu")])
    qtbot.addWidget(form)
    form.show()
    field = editor(form, "weights")
    assert isinstance(field, NamedNumbersField)
    assert [line.accessibleName() for line in field.fields()] == ["cat", "dog", "emu"]
    assert [line.text() for line in field.fields()] == ["2", "1", "1"]
    type_over(qtbot, field.fields()[2], "0.5")
    assert form.shown == Chosen(weights=(2.0, 1.0, 0.5))
    qtbot.keyClick(field.fields()[0], Qt.Key.Key_Home)
    qtbot.keyClicks(field.fields()[0], "-")
    assert form.findChild(QLabel, "sentence.weights.weights").isVisible()
    assert form.shown == Chosen(weights=(2.0, 1.0, 0.5))


def test_what_is_watched_is_one_of_the_numbers_that_the_history_will_hold(qtbot: QtBot, theme: Theme) -> None:
    logs = [("val_loss", "Loss, validation"), ("loss", "Loss, training")]
    form = sourced(theme, EarlyStopping(monitor="val_auc"), "stopping", logs=logs)
    qtbot.addWidget(form)
    field = editor(form, "monitor")
    assert isinstance(field, ChoiceField)
    # What the project does not have is shown as it is.
    assert field.currentText() == "val_auc"
    choose(qtbot, field, "Loss, training")
    assert form.shown.monitor == "loss"  # type: ignore[attr-defined]
    assert [field.itemText(row) for row in range(field.count())] == ["Loss, validation", "Loss, training"]


# --- parts in parts


def test_rare_fields_of_a_chosen_part_are_folded_behind_a_chevron(qtbot: QtBot, theme: Theme) -> None:
    form = Watched(theme, Dense(4, kernel_initializer=HeNormal()))
    qtbot.addWidget(form)
    form.show()
    form.section("Weights at the start").set_open(True)  # type: ignore[union-attr]
    seed = form.row("kernel_initializer.seed")
    assert seed is not None
    rare = [name for name, spec in read_fields(HeNormal).items() if spec.advanced]
    assert rare
    hidden = form.row(f"kernel_initializer.{rare[0]}")
    assert hidden is not None
    assert not hidden.isVisible()
    button = form.findChild(ToolButton, "open.layer.kernel_initializer.advanced")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert hidden.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not hidden.isVisible()


def test_a_rare_field_that_is_not_as_usual_is_not_folded(qtbot: QtBot, theme: Theme) -> None:
    form = Watched(theme, Training(early_stopping=EarlyStopping(baseline=0.5)), "training")
    qtbot.addWidget(form)
    form.show()
    baseline = form.row("early_stopping.baseline")
    assert baseline is not None
    assert baseline.isVisible()


def test_a_ticked_part_with_fields_brings_a_section_of_its_own(qtbot: QtBot, theme: Theme) -> None:
    form = Watched(theme, Training(metrics=(Accuracy(), AUC())), "training")
    qtbot.addWidget(form)
    form.show()
    section = form.findChild(QWidget, "section.training.metrics.auc")
    button = form.findChild(ToolButton, "open.training.metrics.auc")
    assert button.text() == "AUC: settings"
    assert form.findChild(QWidget, "section.training.metrics.accuracy") is None
    curve = form.findChild(ChoiceField, "training.metrics.auc.curve")
    assert not curve.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert section.isVisible()
    choose(qtbot, curve, "PR")
    assert form.shown.metrics == (Accuracy(), AUC(curve="PR"))  # type: ignore[attr-defined]


# --- long lists


def test_of_a_long_list_the_common_entries_come_first_and_a_line_parts_them(qtbot: QtBot, theme: Theme) -> None:
    field = ChoiceField(theme)
    qtbot.addWidget(field)
    field.show_options([Option(number, f"entry {number}", common=number in (3, 7)) for number in range(10)], "Follow x")
    texts = [field.itemText(row) for row in range(field.count())]
    assert texts[:4] == ["entry 3", "entry 7", "", "entry 0"]
    assert texts[-1] == "Follow x"
    edits: list[int] = []
    field.edited.connect(edits.append)
    for row in (3, 1):
        field.setCurrentIndex(row)
        field.activated.emit(row)
    assert edits == [0, 7]
    field.show_value(9)
    assert field.currentText() == "entry 9"
    with qtbot.waitSignal(field.asked_to_follow):
        field.activated.emit(field.count() - 1)


def test_a_short_list_stays_as_it_is(qtbot: QtBot, theme: Theme) -> None:
    field = ChoiceField(theme)
    qtbot.addWidget(field)
    field.show_options([Option(number, str(number), common=number == 3) for number in range(4)])
    assert [field.itemText(row) for row in range(field.count())] == ["0", "1", "2", "3"]


def test_typing_finds_an_entry_by_its_beginning_its_middle_and_its_name_in_code(qtbot: QtBot, theme: Theme) -> None:
    field = ChoiceField(theme)
    qtbot.addWidget(field)
    field.show_options([
        Option("a", "Cross-entropy"), Option("b", "Mean squared error", words=("mse",)), Option("c", "Huber"), Option("d", "Hinge"),
    ])
    field.show_value("a")
    view = field.view()
    for typed, wanted in (("hin", 3), ("msE", 1), ("squ", 1), ("h", 2)):
        view._last = 0.0  # type: ignore[attr-defined]  # a new word
        view.setCurrentIndex(field.model().index(1 if typed == "h" else 0, 0))
        for letter in typed:
            view.keyboardSearch(letter)
        assert view.currentIndex().row() == wanted, typed


def test_rare_boxes_fold_away_until_they_are_asked_for(qtbot: QtBot, theme: Theme) -> None:
    field = ChecksField(theme)
    qtbot.addWidget(field)
    field.setObjectName("checks")
    field.show_value((8,))
    field.show_options([Option(number, f"box {number}", common=number < 3) for number in range(12)])
    field.show()
    assert [box.text() for box in field.boxes()] == ["box 0", "box 1", "box 2", "box 8"]
    more = field.findChild(ToolButton, "more.checks")
    assert more.text() == "8 more"
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert len([box for box in field.boxes() if box.isVisible()]) == 12
    field.boxes()[11].click()
    assert field.value() == (8, 11)
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert [box.text() for box in field.boxes() if box.isVisible()] == ["box 0", "box 1", "box 2", "box 8", "box 11"]




def test_bounds_of_the_items_of_a_tuple_are_read() -> None:
    class Box(Part):
        sides: Annotated[tuple[Annotated[float, Field(ge=0.0, le=2.0)], ...], BeforeValidator(tuple)] = Field((1.0,), title="Sides")

    spec = read_fields(Box)["sides"]
    assert (spec.sort, spec.bounds.low, spec.bounds.high) == ("numbers", 0.0, 2.0)


def test_a_row_that_makes_no_sense_is_left_out(qtbot: QtBot, theme: Theme) -> None:
    form = Form(theme, Cart, "cart")
    qtbot.addWidget(form)
    form.show_value(Cart())
    form.show()
    form.set_absent(("size",))
    assert not form.row("size").isVisible()  # type: ignore[union-attr]
    form.set_absent(())
    assert form.row("size").isVisible()  # type: ignore[union-attr]


def test_a_value_without_an_editor_of_its_own_may_be_empty(theme: Theme) -> None:
    field = JsonField(theme)
    assert field.write(None) == ""
    assert field.read(" ") is None
    assert field.read("[null, 1]") == (None, 1)
    assert field.write((None, 1)) == "[null, 1]"


def test_the_text_of_a_check_box_is_cut_with_dots(qtbot: QtBot, theme: Theme) -> None:
    box = CheckField(theme, "Concordance correlation of everything with everything")
    qtbot.add_widget(box)
    full = box.sizeHint().width()
    assert box.minimumSizeHint().width() < full // 4
    pictures = []
    for width in (full, full // 2):
        box.resize(width, 24)
        pictures.append(box.grab().toImage())
    assert pictures[1] != pictures[0].copy(0, 0, full // 2, 24)
    middle = full // 4
    assert pictures[1].copy(0, 0, middle, 24) == pictures[0].copy(0, 0, middle, 24)


def test_a_form_that_scrolls_shows_whole_rows(qtbot: QtBot) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    for _ in range(5):
        line = QLineEdit()
        line.setFixedHeight(30)
        column.addWidget(line)
    scroll = FittedScroll(content, 40)
    qtbot.add_widget(scroll)
    scroll.resize(200, 90)
    scroll.show()
    qtbot.wait_exposed(scroll)
    ends = [content.layout().itemAt(number).geometry().bottom() for number in range(5)]
    seen = scroll.viewport().height()
    assert any(0 <= seen - end <= 6 for end in ends)
    scroll.resize(200, 400)
    assert scroll.viewport().height() == 400


def test_words_of_the_code_are_told_in_words() -> None:
    for family in (Layer, Metric, Initializer, Regularizer):
        for part in family.kinds.values():
            for spec in read_fields(part).values():
                known = {option for option in spec.options if isinstance(option, str) and not option.isupper()}
                plain = {"mean", "sum", "none", "auto", "min", "max", "sum_over_batch_size", "mean_with_sample_weight"}
                assert known - plain <= set(option_words()), (part.__name__, spec.name)
