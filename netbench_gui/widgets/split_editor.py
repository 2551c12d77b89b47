"""The split bar as a button, and the small sheet in which its shares are changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from engine.project.document import Data, Preparation, Split
from engine.project.problems import Problem
from netbench_gui.forms.form import Form
from netbench_gui.forms.tab_order import order_tabs
from netbench_gui.forms.words import FieldText
from netbench_gui.look.style_sheet import set_look
from netbench_gui.look.tokens import OUTLINE_STRONG, RADIUS_CHIP
from netbench_gui.widgets.split_bar import SplitBar

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_WIDTH, _REACH = 264, 4


class SplitButton(SplitBar):
    """A split bar that can be pressed, by mouse and by key.

    Signals:
        clicked: the shares should be changed.
    """

    clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.clicked.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("accent"), OUTLINE_STRONG))
            area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(area, RADIUS_CHIP, RADIUS_CHIP)

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return super().event(event)

    def _retranslate(self) -> None:
        super()._retranslate()
        # Not within an f-string, where nobody would find the text to translate it.
        what_to_do = self.tr("Click to change the shares.")
        self.setToolTip(f"{self.toolTip()}\n{what_to_do}")


class SplitEditor(QFrame):
    """A sheet beside the bar: shares of validation and test, and what is done to the columns.

    Signals:
        split_edited(name, value), preparation_edited(name, value): a field was changed.
        finished: typing has ended.
    """

    split_edited = Signal(str, object)
    preparation_edited = Signal(str, object)
    finished = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._theme = theme
        self.setObjectName("split_editor")
        self.setProperty("panel", True)
        self._split_title, self._preparation_title = QLabel(), QLabel()
        for label in (self._split_title, self._preparation_title):
            set_look(label, type="strong")
        self._split = Form(theme, Split, "data.split")
        self._preparation = Form(theme, Preparation, "data.preparation")
        self._split.edited.connect(self.split_edited)
        self._preparation.edited.connect(self.preparation_edited)
        for form in (self._split, self._preparation):
            form.finished.connect(self.finished)
        self._column = QVBoxLayout(self)
        for widget in (
            self._split_title, self._split, self._preparation_title, self._preparation,
        ):
            self._column.addWidget(widget)
        order_tabs(self)
        self._retranslate()

    def show_data(self, data: Data, problems: tuple[Problem, ...]) -> None:
        """Show shares and preparation silently."""
        self._split.show_value(data.split, problems, "data.split")
        self._preparation.set_absent(() if data.task == "regression" else {"scale_target"})
        self._preparation.show_value(data.preparation, problems, "data.preparation")

    def open_above(self, bar: QWidget) -> None:
        """Show the sheet above the bar."""
        px = self._theme.px
        self._column.setContentsMargins(px(8), px(8), px(12), px(8))
        self._column.setSpacing(px(2))
        self.setFixedWidth(px(_WIDTH))
        self.adjustSize()
        place = bar.mapToGlobal(QPoint(0, -px(_REACH) - self.height()))
        self.move(place.x(), max(place.y(), 0))
        self.show()
        if (row := self._split.row("validation")) is not None:
            row.editor.setFocus(Qt.FocusReason.PopupFocusReason)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Split and preparation"))
        self._split_title.setText(self.tr("Shares of the rows"))
        self._preparation_title.setText(self.tr("Before training"))
        self._split.set_texts({
            "validation": FieldText(self.tr("Validation"), self.tr(
                "Rows the network is checked with after each epoch, but does not learn from."
            )),
            "test": FieldText(self.tr("Test"), self.tr(
                "Rows that are kept for the score at the very end."
            )),
        })
        ways = {"impute": self.tr("fill in"), "leave_out": self.tr("leave rows out")}
        self._preparation.set_texts({
            "scale_numbers": FieldText(self.tr("Scale numbers"), self.tr(
                "Brings every number column to mean 0 and size 1, measured on the training rows."
            )),
            "missing_inputs": FieldText(self.tr("Missing values"), self.tr(
                "Fill in the median or the most frequent class, or leave the rows out."
            ), ways),
            "scale_target": FieldText(self.tr("Scale target"), self.tr(
                "Brings a number to predict to mean 0 and size 1 while training."
            )),
        })

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
