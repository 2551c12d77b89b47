"""The Results tab: scores of the test rows, and the prediction of one row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QToolButton

from engine.data.summary import NumberFormat
from engine.project.document import Column, Data, Project, TableSource
from engine.project.edits import change_training, new_project
from engine.report import Report
from netbench_gui.look.theme import Theme
from netbench_gui.models.class_scores import class_scores, confusion
from netbench_gui.panels.results import ResultsPanel
from netbench_gui.store import ProjectStore
from netbench_gui.widgets.row_form import RowForm
from netbench_gui.widgets.scatter import round_range
from tests.gui.fakes import FakeSession

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

CLASSES = ("Adelie", "Chinstrap", "Gentoo")
LABELS = [0] * 23 + [1] * 10 + [2] * 18
PREDICTED = [0] * 23 + [0] + [1] * 9 + [0] + [2] * 17


def report(**changes: Any) -> Report:
    rows: list[dict[str, object]] = [
        {"bill_length_mm": 40.0 + i, "bill_depth_mm": 17.5, "flipper_length_mm": 190, "body_mass_g": None, "sex": "male"}
        for i in range(51)
    ]
    values = {"test": {"loss": 0.108, "accuracy": 49 / 51}, "test_rows": rows, **changes}
    return Report("classification", CLASSES, LABELS, PREDICTED, **values)


@pytest.fixture
def session(project: Project) -> FakeSession:
    return FakeSession(project)


@pytest.fixture
def panel(qtbot, theme: Theme, store: ProjectStore, session: FakeSession) -> ResultsPanel:
    panel = ResultsPanel(theme, store, session)
    qtbot.add_widget(panel)
    qtbot.add_widget(panel.corner)
    panel.resize(1264, 240)
    panel.show()
    panel.corner.show()
    qtbot.wait_exposed(panel)
    return panel


def text(panel: ResultsPanel, name: str) -> str:
    label = panel.findChild(QLabel, name)
    assert label is not None
    return label.text()


def test_before_a_run_it_says_what_the_test_rows_are_for(panel: ResultsPanel, session: FakeSession) -> None:
    assert panel.empty.isVisible()
    assert panel.empty.headline() == "Train first; the test rows are kept for this"
    session.set_state("running")
    assert panel.empty.headline() == "The test comes after the run"
    assert not panel.corner.findChild(QToolButton, "predict_file").isVisible()


def test_a_report_shows_counts_scores_and_the_way_to_a_whole_file(qtbot, panel: ResultsPanel, session: FakeSession) -> None:
    session.show_report(report())
    assert panel.confusions.matrix.isVisible()
    assert not panel.true_and_predicted.isVisible()
    assert panel.confusions.matrix.sentence(1, 0) == "1 of 10 Chinstrap predicted as Adelie"
    adelie = panel.class_scores.table.scores()[0]
    assert (adelie.precision, adelie.recall, adelie.rows) == (0.92, 1.0, 23)
    assert panel.chip.text() == "Accuracy 96.1 %"
    with qtbot.wait_signal(panel.predict_file_wanted, timeout=1000):
        panel.corner.findChild(QToolButton, "predict_file").click()


def test_of_several_metrics_the_others_stand_below_the_classes(
    qtbot, panel: ResultsPanel, session: FakeSession, store: ProjectStore
) -> None:
    session.show_report(report())
    others = panel.findChild(QLabel, "other_scores")
    assert others.isHidden()
    session.project = change_training(store.project, metrics=("accuracy", "auc", "true_positives"))
    found = report()
    session.show_report(replace(found, test={**found.test, "auc": 0.987, "true_positives": 48.0}))
    assert panel.chip.text() == "Accuracy 96.1 %"
    assert others.text().replace("\u00a0", " ") == "AUC 98.7 % · True positives 48.00"


def test_a_cell_tells_its_counts_to_mouse_and_keyboard(qtbot, panel: ResultsPanel, session: FakeSession) -> None:
    session.show_report(report())
    matrix = panel.confusions.matrix
    place: QPoint = matrix.cell_rect(2, 0).center()
    assert matrix.cell_at(place) == (2, 0)
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), QPointF(matrix.mapToGlobal(place)), none, none, Qt.KeyboardModifier.NoModifier)
    with qtbot.wait_signal(matrix.pointed, timeout=1000) as pointed:
        QApplication.sendEvent(matrix, moved)
    assert pointed.args == ["1 of 18 Gentoo predicted as Adelie"]
    with qtbot.wait_signal(matrix.pointed, timeout=1000) as pointed:
        qtbot.keyClick(matrix, Qt.Key.Key_Up)
    assert pointed.args == ["1 of 10 Chinstrap predicted as Adelie"]


def test_the_form_holds_a_test_row_and_asks_for_its_prediction(panel: ResultsPanel, session: FakeSession) -> None:
    session.show_report(report())
    name, row = session.calls[-1]
    assert name == "predict"
    assert row == {
        "bill_length_mm": "40", "bill_depth_mm": "17.5", "flipper_length_mm": "190", "body_mass_g": "", "sex": "male",
    }
    assert text(panel, "true_value") == "true species: Adelie"
    session.predicted.emit({"classes": list(CLASSES), "probabilities": [0.25, 0.7, 0.05]})
    assert panel.predict_row.bars.text() == "Adelie 25.0 %, Chinstrap 70.0 %, Gentoo 5.0 %"


def test_typing_asks_once_after_a_pause(qtbot, panel: ResultsPanel, session: FakeSession) -> None:
    session.show_report(report())
    asked = len(session.calls)
    field = panel.findChild(QLineEdit, "row_bill_length_mm")
    field.selectAll()
    qtbot.keyClicks(field, "45,2")
    assert len(session.calls) == asked
    qtbot.wait_until(lambda: len(session.calls) > asked, timeout=2000)
    assert len(session.calls) == asked + 1
    assert session.calls[-1][1]["bill_length_mm"] == "45,2"
    assert text(panel, "true_value") == ""


def test_a_field_without_its_number_is_framed_and_far_or_empty_ones_are_told(
    qtbot, panel: ResultsPanel, session: FakeSession
) -> None:
    session.show_report(report())
    names = ("bill_length_mm", "flipper_length_mm", "body_mass_g")
    field, flipper, mass = (panel.findChild(QLineEdit, f"row_{name}") for name in names)
    assert "“flipper_length_mm” lies outside the table's 10 to 60" in text(panel, "predict_note")
    flipper.selectAll()
    qtbot.keyClicks(flipper, "60")
    assert text(panel, "predict_note") == "What is empty is filled in as in training."
    qtbot.keyClicks(mass, "40")
    assert not panel.findChild(QLabel, "predict_note").isVisible()
    field.selectAll()
    qtbot.keyClicks(field, "4x")
    assert field.property("problem") is True
    field.selectAll()
    qtbot.keyClicks(field, "400")
    assert field.property("problem") is False
    assert "“bill_length_mm” lies outside" in text(panel, "predict_note")
    session.predicted.emit({"classes": list(CLASSES), "probabilities": [0.2, 0.3, 0.5]})
    assert "is a guess" in text(panel, "predict_note")
    session.predict_failed.emit("“x” is not a number.")
    assert text(panel, "predict_note") == "“x” is not a number."


def test_numbers_are_read_as_their_table_writes_them(qtbot, theme: Theme) -> None:
    form = RowForm(theme)
    qtbot.addWidget(form)
    columns = (Column(name="a", kind="number", minimum=1000.0, maximum=2000.123456789012),)
    form.show_columns(columns, NumberFormat(",", ".").read, {"na"})
    field = form.findChild(QLineEdit, "row_a")
    for text, is_wrong, is_far in (
        ("1.175,7", False, False), ("1.234", False, False), ("2.500", False, True), ("2000,1235", False, True),
        ("2000,1234567890", False, False), ("NA", False, False), ("", False, False), ("inf", True, False), ("1x", True, False),
    ):
        field.setText(text)
        field.textEdited.emit(text)
        assert bool(field.property("problem")) == is_wrong, text
        assert ("lies outside" in form.remark()) == is_far, text
    field.setText("")
    assert form.remark() == "What is empty is filled in as in training."
    assert form.remark(fills=False) == ""


def test_choosing_a_class_asks_too(qtbot, panel: ResultsPanel, session: FakeSession) -> None:
    session.show_report(report())
    asked = len(session.calls)
    combo = panel.findChild(QComboBox, "row_sex")
    combo.setCurrentText("female")
    qtbot.wait_until(lambda: len(session.calls) > asked, timeout=2000)
    assert session.calls[-1][1]["sex"] == "female"


def test_a_test_row_at_random_fills_the_fields(panel: ResultsPanel, session: FakeSession) -> None:
    session.show_report(report())
    asked = len(session.calls)
    panel.findChild(QToolButton, "random_row").click()
    assert len(session.calls) == asked + 1
    assert panel.predict_row.shown_row() is not None


def test_the_wrong_rows_are_shown_one_after_the_other(panel: ResultsPanel, session: FakeSession) -> None:
    session.show_report(report())
    link = panel.findChild(QToolButton, "wrong_rows")
    shown = []
    for _ in range(3):
        link.click()
        shown.append(panel.predict_row.shown_row())
    assert shown == [23, 33, 23]


def test_a_failed_prediction_is_told_below_the_fields(panel: ResultsPanel, session: FakeSession) -> None:
    session.show_report(report())
    session.predicted.emit({"classes": list(CLASSES), "probabilities": [0.25, 0.7, 0.05]})
    session.predict_failed.emit("“x” is not a number.")
    assert panel.predict_row.bars.text() == ""
    assert text(panel, "predict_note") == "“x” is not a number."
    session.predicted.emit({"classes": list(CLASSES), "probabilities": [0.2, 0.3, 0.5]})
    assert "not a number" not in text(panel, "predict_note")


def test_regression_shows_dots_scores_and_a_number(panel: ResultsPanel, session: FakeSession) -> None:
    columns = (Column(name="x", kind="number"), Column(name="price", kind="number", role="target"))
    session.project = new_project(
        Data(source=TableSource(path="y.csv"), columns=columns, rows=100, task="regression")
    )
    session.show_report(Report(
        "regression", (), None, None, [1.0, 2.0, float("nan")], [1.5, 2.5, 3.0],
        {"loss": 0.4, "mae": 43.21, "rmse": 53.1, "r2": 0.48}, [{"x": 1.25}],
    ))
    assert panel.true_and_predicted.scatter.dots() == 2
    assert not panel.confusions.isVisible()
    assert text(panel, "score_mae") == "43.21"
    assert text(panel, "score_r2") == "0.480"
    session.predicted.emit({"value": 152.31})
    assert text(panel, "predicted_value") == "price: 152.3"


def test_many_classes_and_classes_without_rows_are_drawn(panel: ResultsPanel, session: FakeSession) -> None:
    names = tuple(f"class {i}" for i in range(30))
    session.show_report(Report("classification", names, [0, 1, 2], [0, 1, 1], test={"accuracy": 2 / 3}))
    assert not panel.grab().isNull()
    assert panel.confusions.matrix.cell_rect(0, 0).width() >= 20
    assert not panel.findChild(QToolButton, "wrong_rows").isVisible()


def test_without_test_rows_it_says_how_to_get_some(panel: ResultsPanel, session: FakeSession) -> None:
    session.show_report(Report("classification", CLASSES, [], []))
    assert panel.empty.headline() == "No rows were kept for the test"


@pytest.mark.parametrize("width", [600, 1264])
def test_it_paints_in_both_themes_and_large(qtbot, panel: ResultsPanel, session: FakeSession, theme: Theme, width: int) -> None:
    session.show_report(report())
    panel.resize(width, 300)
    theme.set_mode("dark")
    theme.set_zoom(1.6)
    assert not panel.grab().isNull()
    panel.changeEvent(QEvent(QEvent.Type.LanguageChange))
    theme.set_zoom(1.0)
    theme.set_mode("light")


def test_scores_of_a_class_that_was_never_predicted_are_no_numbers() -> None:
    scores = class_scores(confusion([0, 0], [0, 0], 2), ("a", "b"))
    assert scores[0].f1 == 1.0
    assert scores[1].precision != scores[1].precision


@pytest.mark.parametrize(("low", "high"), [(0.0, 340.0), (-3.2, 5.1), (4.0, 4.0), (1e-7, 3e-7)])
def test_a_round_range_holds_both_ends(low: float, high: float) -> None:
    start, end, step = round_range(low, high)
    assert start <= low
    assert end >= high
    assert (end - start) / step <= 8


def test_the_picture_fits_beside_a_long_list_of_fields(qtbot, panel: ResultsPanel, session: FakeSession) -> None:
    names = [f"a{i}" for i in range(24)]
    columns = (*(Column(name=name, kind="number") for name in names), Column(name="price", kind="number", role="target"))
    session.project = new_project(
        Data(source=TableSource(path="y.csv"), columns=columns, rows=100, task="regression")
    )
    row: dict[str, object] = dict.fromkeys(names, "-0.123456789012345678901234567890")
    session.show_report(Report("regression", (), None, None, [1.0], [1.5], {"loss": 0.4}, [row]))
    scatter = panel.true_and_predicted.scatter
    qtbot.wait_until(lambda: scatter.width() > 200)
    qtbot.wait_until(lambda: panel.predict_row.form.height() > panel.height())
    assert scatter.mapTo(panel, scatter.rect().bottomRight()).y() <= panel.height()
    # What one sees of a long number is its beginning.
    assert panel.findChild(QLineEdit, "row_a0").cursorPosition() == 0
