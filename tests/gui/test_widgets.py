"""The small widgets: what they say, what they signal, what the keyboard does."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from netbench_gui.look.style_sheet import set_look
from netbench_gui.look.theme import Theme
from netbench_gui.widgets.chip import Chip
from netbench_gui.widgets.code_view import CodeView
from netbench_gui.widgets.combo_box import ComboBox
from netbench_gui.widgets.focus_ring import FocusRing
from netbench_gui.widgets.histogram import Histogram
from netbench_gui.widgets.message_bar import MessageBar
from netbench_gui.widgets.panel import Panel
from netbench_gui.widgets.segmented import Segmented
from netbench_gui.widgets.split_bar import SplitBar
from netbench_gui.widgets.tool_button import PrimaryButton, ToolButton

# The offscreen platform says so of every window with a smallest size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

SCRIPT = "\n".join(f"x_{n} = {n}  # line" for n in range(1, 101))


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme()
    theme.set_mode("light")
    theme.apply(qapp)
    return theme


def show(qtbot, widget: QWidget, width: int = 400, height: int = 200) -> None:
    qtbot.add_widget(widget)
    widget.resize(width, height)
    widget.show()
    qtbot.wait_exposed(widget)


def color_at(widget: QWidget, x: int, y: int) -> QColor:
    return widget.grab().toImage().pixelColor(x, y)


def test_every_widget_paints_in_both_themes_and_grows(qtbot, theme: Theme) -> None:
    menu = QMenu()
    split = PrimaryButton(theme, "play", "Train", tall=True)
    split.setMenu(menu)
    split.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
    bar = SplitBar(theme)
    bar.show_counts(241, 52, 51)
    widgets = [
        Chip(theme, "3 classes", "accent", "link"),
        Chip(theme, "1", "count"),
        ToolButton(theme, "save", "Save"),
        split,
        Segmented(theme, [("layer", "Layer"), ("training", "Training")]),
        bar,
        Histogram(theme, [1, 2, 3]),
    ]
    for widget in widgets:
        qtbot.add_widget(widget)
        theme.set_zoom(1.0)
        theme.set_mode("light")
        small, light = widget.sizeHint(), widget.grab().toImage()
        theme.set_mode("dark")
        assert widget.grab().toImage() != light
        theme.set_zoom(1.6)
        assert widget.sizeHint().height() > small.height()
        assert widget.sizeHint().width() > small.width()
    theme.set_zoom(1.0)


def test_a_chip_says_its_text_to_a_screen_reader(qtbot, theme: Theme) -> None:
    chip = Chip(theme, "follows species", "accent", "link")
    qtbot.add_widget(chip)
    chip.show_text("set by hand", "neutral", "")
    assert chip.accessibleName() == "set by hand"
    assert chip.kind() == "neutral"


def test_a_filled_button_is_blue_and_grey_when_disabled(qtbot, theme: Theme) -> None:
    button = PrimaryButton(theme, "play", "Train", tall=True)
    show(qtbot, button, 90, 36)
    assert color_at(button, 8, 18) == theme.color("accent_fill")
    button.setEnabled(False)
    assert color_at(button, 8, 18) == theme.color("hover")


def test_a_layout_gives_a_button_all_the_room_it_needs(qtbot, theme: Theme) -> None:
    window = QWidget()
    row = QHBoxLayout(window)
    button = ToolButton(theme, "", "Use 3 units, softmax", kind="box")
    row.addWidget(button)
    show(qtbot, window, 20, 40)
    assert button.width() >= button.sizeHint().width()


def test_the_divided_part_opens_the_menu_and_the_rest_clicks(qtbot, theme: Theme) -> None:
    button = PrimaryButton(theme, "play", "Train", tall=True)
    button.setMenu(QMenu(button))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
    show(qtbot, button, button.sizeHint().width(), 36)
    opened = []
    button.showMenu = lambda: opened.append(True)  # type: ignore[method-assign]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(button.width() - 8, 18))
    assert opened == [True]
    with qtbot.wait_signal(button.clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(20, 18))
    with qtbot.wait_signal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)


def test_a_ring_stands_off_the_button_and_follows_it(qtbot, theme: Theme) -> None:
    window = QWidget()
    button = PrimaryButton(theme, "play", "Train", tall=True, parent=window)
    button.move(20, 20)
    show(qtbot, window)
    button.show_ring()
    ring = window.findChild(FocusRing)
    assert ring is not None
    assert ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    button.move(60, 30)
    assert ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    button.setEnabled(False)  # nothing to be pressed
    assert not ring.isVisible()
    button.setEnabled(True)
    assert ring.isVisible()
    button.hide_ring()
    assert not button.has_ring()
    assert not ring.isVisible()


def test_the_focus_ring_goes_to_buttons_only(qtbot, theme: Theme, qapp: QApplication) -> None:
    window = QWidget()
    button, field = ToolButton(theme, "save", "Save", parent=window), QLineEdit(window)
    show(qtbot, window)
    qapp.focusChanged.emit(field, button)
    assert [ring for ring in window.findChildren(FocusRing) if ring.isVisible()]
    qapp.focusChanged.emit(button, field)
    assert not [ring for ring in window.findChildren(FocusRing) if ring.isVisible()]


def test_exactly_one_segment_is_on(qtbot, theme: Theme) -> None:
    choice = Segmented(theme, [("layer", "Layer"), ("training", "Training")])
    show(qtbot, choice)
    assert choice.current() == "layer"
    with qtbot.wait_signal(choice.chosen) as caught:
        qtbot.mouseClick(choice.button("training"), Qt.MouseButton.LeftButton)
    assert caught.args == ["training"]
    assert choice.current() == "training"
    choice.set_text("layer", "层")
    assert choice.button("layer").text() == "层"


def test_the_split_bar_gives_each_part_its_share(qtbot, theme: Theme) -> None:
    bar = SplitBar(theme)
    show(qtbot, bar, 204, 40)
    bar.show_counts(100, 50, 50)
    assert color_at(bar, 50, 4) == theme.color("train")
    assert color_at(bar, 125, 4) == theme.color("val")
    assert color_at(bar, 180, 4) == theme.color("test")
    assert "100" in bar.accessibleDescription()
    bar.show_counts(0, 0, 0)
    assert color_at(bar, 50, 4) == theme.color("hover")


def test_the_split_bar_drops_its_words_rather_than_cut_them_off(qtbot, theme: Theme) -> None:
    bar = SplitBar(theme)
    bar.show_counts(240, 52, 52)
    show(qtbot, bar, 244, 40)
    assert bar.legend() == ("Training 240", "Validation 52", "Test 52")
    bar.show_counts(35_000, 7_500, 7_500)
    assert bar.legend() == ("35\u2009000", "7\u2009500", "7\u2009500")
    assert bar.minimumSizeHint().width() <= 244
    bar.resize(400, 40)
    assert bar.legend()[2] == "Test 7\u2009500"


def test_a_histogram_fills_its_height_with_the_largest_bar(qtbot, theme: Theme) -> None:
    picture = Histogram(theme, [1, 4, 2])
    show(qtbot, picture, 44, 16)
    image = picture.grab().toImage()
    heights = [
        sum(image.pixelColor(x, y) == theme.color("control") for y in range(16))
        for x in (5, 21, 38)
    ]
    assert heights == [4, 16, 8]
    picture.show_counts([])
    assert not picture.grab().isNull()


def test_a_message_offers_what_to_do(qtbot, theme: Theme) -> None:
    bar = MessageBar(theme)
    show(qtbot, bar)
    done = []
    bar.show_message("It is too high.", "problem", [("Use 0.0001", lambda: done.append(True))])
    assert bar.accessibleName() == "It is too high."
    qtbot.mouseClick(bar.buttons()[0], Qt.MouseButton.LeftButton)
    assert done == [True]
    assert bar.text() == ""


def test_a_notice_can_be_closed_and_an_information_need_not(qtbot, theme: Theme) -> None:
    bar = MessageBar(theme)
    show(qtbot, bar)
    close = bar.findChild(ToolButton, "message_close")
    assert close is not None
    bar.show_message("Ready.")
    assert not close.isVisible()
    bar.show_message("19 values are missing.", "notice")
    with qtbot.wait_signal(bar.closed):
        qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert bar.kind() == "info"


def test_a_panel_drops_its_subtitle_where_it_is_narrow(qtbot, theme: Theme) -> None:
    panel = Panel(theme, "Network", "Data flows from top to bottom")
    show(qtbot, panel, 500)
    subtitle = next(label for label in panel.findChildren(QLabel) if "flows" in label.text())
    assert subtitle.isVisible()
    panel.resize(150, 200)
    assert not subtitle.isVisible()
    panel.resize(500, 200)
    assert subtitle.isVisible()


def test_a_look_is_set_by_properties(qtbot, theme: Theme) -> None:
    label = QLabel("x")
    qtbot.add_widget(label)
    set_look(label, type="title", tone="muted")
    label.ensurePolished()
    assert label.font().pixelSize() == 14
    assert label.palette().color(label.foregroundRole()) == theme.color("muted")


def test_the_code_view_marks_and_reports_owners(qtbot, theme: Theme) -> None:
    view = CodeView(theme)
    view.show_code(SCRIPT, {2: "first", 3: "first", 90: "last"})
    show(qtbot, view, 500, 200)
    view.highlight("first")
    assert view.highlighted_lines() == [2, 3]
    with qtbot.wait_signal(view.owner_clicked) as caught:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 50))
    assert caught.args == ["first"]
    with qtbot.wait_signal(view.owner_clicked):
        qtbot.keyClick(view, Qt.Key.Key_Return)


def test_the_code_view_scrolls_to_lines_out_of_view(qtbot, theme: Theme) -> None:
    view = CodeView(theme)
    view.show_code(SCRIPT, {90: "last"})
    show(qtbot, view, 500, 200)
    view.highlight("last")
    first = view.firstVisibleBlock().blockNumber() + 1
    assert first <= 90 <= first + 10


def test_new_code_stays_where_the_old_was(qtbot, theme: Theme) -> None:
    view = CodeView(theme)
    view.show_code(SCRIPT)
    show(qtbot, view, 500, 200)
    view.verticalScrollBar().setValue(40)
    view.show_code(SCRIPT.replace("line", "row"))
    assert view.verticalScrollBar().value() == 40


def test_the_last_line_of_code_can_be_reached(qtbot, theme: Theme) -> None:
    view = CodeView(theme)
    view.show_code(SCRIPT)
    show(qtbot, view, 500, 205)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    block = view.document().lastBlock()
    place = view.blockBoundingGeometry(block).translated(view.contentOffset())
    assert place.bottom() <= view.viewport().height() + 1


@pytest.mark.parametrize(
    ("text", "column", "role"),
    [
        ("import torch", 0, "code_keyword"),
        ("x = 'a # b'", 7, "code_string"),
        ("x = 1e-3", 5, "code_number"),
        ("y = a1", 5, None),
        ("x = 1  # note", 9, "code_comment"),
        ('"""doc', 2, "code_string"),
        ("s = '𝄞𝄞'  # note", 13, "code_comment"),
    ],
)
def test_python_is_colored(qtbot, theme: Theme, text: str, column: int, role: str | None) -> None:
    view = CodeView(theme)
    qtbot.add_widget(view)
    view.show_code(text)
    formats = view.document().firstBlock().layout().formats()
    found = [
        f.format.foreground().color() for f in formats if f.start <= column < f.start + f.length
    ]
    assert found == ([theme.color(role)] if role else [])


def test_a_long_string_goes_on_over_lines(qtbot, theme: Theme) -> None:
    view = CodeView(theme)
    qtbot.add_widget(view)
    view.show_code('"""one\ntwo\nthree""" + x')
    formats = view.document().lastBlock().layout().formats()
    assert [(f.start, f.length) for f in formats] == [(0, 8)]


def test_widgets_follow_the_language(qtbot, theme: Theme) -> None:
    for widget in (SplitBar(theme), MessageBar(theme), CodeView(theme)):
        qtbot.add_widget(widget)
        QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))


def test_the_wheel_changes_a_combo_box_only_in_focus(qtbot, theme: Theme) -> None:
    box = ComboBox(theme)
    box.addItems(["Adam", "SGD"])
    show(qtbot, box)
    box.clearFocus()
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(box.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)
    assert box.currentText() == "Adam"


@pytest.mark.parametrize("is_moved", [True, False])
def test_a_ring_outlives_its_window_without_a_crash(qtbot, theme: Theme, is_moved: bool) -> None:
    class Window(QWidget):
        """A class of Python's: its Python half goes before Qt hides what is in it."""

    window = Window()
    button = PrimaryButton(theme, "play", "Train", parent=QWidget(window))
    button.parentWidget().setGeometry(10, 10, 200, 100)
    window.show()
    button.show_ring()
    ring = window.findChild(FocusRing)
    if is_moved:
        button.parentWidget().setParent(None)  # the ring stays behind
        button.parentWidget().show()
        assert not ring.isVisible()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(ring)
    if is_moved:
        button.hide_ring()
        button.parentWidget().deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
