"""Fields one chooses in: one of several, yes or no."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from netbench_gui.look.style_sheet import set_look
from netbench_gui.widgets.combo_box import WORDS_ROLE, ComboBox

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_SIDE, _ARROW, _ICON, _LINK = 9, 28, 16, 14
# From here on a list tells the common entries from the rest.
_LONG = 8


@dataclass(frozen=True)
class Option:
    """Something that can be chosen.

    Attributes:
        tip: in one sentence what it does.
        common: whether it stands among the first of a long list.
        words: other texts by which it is found.
        inner: texts by which its own settings are found.
    """

    key: Any
    text: str
    tip: str = ""
    icon: str = ""
    common: bool = False
    words: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()


def in_order(options: Iterable[Option]) -> list[Option | None]:
    """The options as a list shows them: of a long one the common ones first, then a line, None, and the rest."""
    options = list(options)
    common = [option for option in options if option.common]
    rest = [option for option in options if not option.common]
    if len(options) <= _LONG or not common or not rest:
        return [*options]
    return [*common, None, *rest]


class ChoiceField(ComboBox):
    """One of several; the wheel scrolls the panel unless the list has the focus.

    Signals:
        edited: the key of what the user chose.
        asked_to_follow: the user chose the last entry, "Follow …".
    """

    edited = Signal(object)
    asked_to_follow = Signal()
    refused = Signal(str)
    finished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._options: tuple[Option, ...] = ()
        # As they stand in the list; None is the line between the common ones and the rest.
        self._rows: list[Option | None] = []
        self._follow_text = ""
        self._follows = False
        self._has_problem = False
        self._key: Any = None
        # A long entry must not widen the panel; it is cut in the field and whole in the list.
        self.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.setMinimumContentsLength(4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # `activated` is sent for the user only, so that filling stays silent.
        self.activated.connect(self._on_activated)

    def options(self) -> tuple[Option, ...]:
        """Return what can be chosen."""
        return self._options

    def value(self) -> Any:
        """Return the key of what is shown."""
        return self._key

    def show_options(self, options: Iterable[Option], follow_text: str = "") -> None:
        """Offer these; with `follow_text` a last entry that gives the choice back."""
        options = tuple(options)
        if (options, follow_text) == (self._options, self._follow_text):
            return
        self._options, self._follow_text = options, follow_text
        self._rows = in_order(options)
        self.clear()
        for option in self._rows:
            self._add(option)
        if follow_text:
            self.addItem(self._theme.icon("link", _ICON, "accent"), follow_text)
        self.show_value(self._key)

    def show_value(self, key: Any) -> None:
        """Show an option by its key."""
        self._key = key
        rows = (row for row, option in enumerate(self._rows) if option is not None and option.key == key)
        self.setCurrentIndex(next(rows, -1))

    def show_follows(self, follows: bool) -> None:
        """Show the chain: the choice follows something else."""
        if follows != self._follows:
            self._follows = follows
            self.update()

    def follows(self) -> bool:
        """Return whether the chain is shown."""
        return self._follows

    def show_problem(self, has_problem: bool) -> None:
        """Outline the field in red, with an icon."""
        self._has_problem = has_problem
        set_look(self, problem=has_problem)
        self.update()

    def refuse(self, value: Any, sentence: str) -> None:
        """Go back to the value in force and say why."""
        self.show_value(value)
        self.refused.emit(sentence)

    def bounds_text(self) -> str:
        """Return nothing: the list shows what is possible."""
        return ""

    def _add(self, option: Option | None) -> None:
        if option is None:
            self.insertSeparator(self.count())
            return
        if option.icon:
            self.addItem(self._theme.icon(option.icon, _ICON, "muted"), option.text)
        else:
            self.addItem(option.text)
        self.setItemData(self.count() - 1, option.tip, Qt.ItemDataRole.ToolTipRole)
        self.setItemData(self.count() - 1, [*option.words], WORDS_ROLE)

    def _on_activated(self, index: int) -> None:
        option = self._rows[index] if index < len(self._rows) else None
        if option is None:
            self.show_value(self._key)
            self.asked_to_follow.emit()
        # Choosing what is shown already takes a followed value into one's own hand.
        elif option.key != self._key or self._follows:
            self._key = option.key
            self.edited.emit(self._key)
        self.finished.emit()

    def showPopup(self) -> None:  # noqa: N802
        # The list may be wider than the field: nothing in it is cut.
        view = self.view()
        bar = view.verticalScrollBar().sizeHint().width()
        view.setMinimumWidth(view.sizeHintForColumn(0) + bar + self._theme.px(12))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        # Qt would cut the text without a sign of it, and run it into the marks.
        del event
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        px = self._theme.px
        left, right = px(_SIDE), self.width() - px(_ARROW)
        marks = [("circle-alert", _ICON, "danger")] if self._has_problem else []
        marks += [("link", _LINK, "accent")] if self._follows else []
        for name, size, role in marks:
            side = self._theme.icon_size(size).width()
            right -= side
            pixmap = self._theme.pixmap(name, size, role, ratio=self.devicePixelRatioF())
            painter.drawPixmap(QPoint(right, (self.height() - side) // 2), pixmap)
            right -= px(4)
        icon = self.itemIcon(self.currentIndex())
        if not icon.isNull():
            side = self.iconSize().width()
            icon.paint(painter, QRect(left, 0, side, self.height()))
            left += side + px(5)
        painter.setFont(self._theme.font())
        painter.setPen(self._theme.color("text" if self.isEnabled() else "disabled"))
        text = painter.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, right - left
        )
        area = QRect(left, 0, right - left, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)


class CheckField(QCheckBox):
    """Yes or no."""

    edited = Signal(object)
    refused = Signal(str)
    finished = Signal()

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        # `clicked` is sent for the user only, so that filling stays silent.
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def value(self) -> bool:
        """Return whether it is ticked."""
        return self.isChecked()

    def show_value(self, value: bool) -> None:
        """Tick or untick it."""
        self.setChecked(bool(value))

    def show_problem(self, has_problem: bool) -> None:
        """Take part in the protocol of fields; the sentence below says it."""
        set_look(self, problem=has_problem)

    def refuse(self, value: bool, sentence: str) -> None:
        """Go back to the value in force and say why."""
        self.show_value(value)
        self.refused.emit(sentence)

    def bounds_text(self) -> str:
        """Return nothing: there is yes and no."""
        return ""

    def _on_clicked(self, checked: bool) -> None:
        self.edited.emit(checked)
        self.finished.emit()

    def _on_theme_changed(self) -> None:
        self.setMinimumSize(self._theme.px(24), self._theme.px(24))

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802
        return self.rect().contains(pos)

    def minimumSizeHint(self) -> QSize:
        """Return the box alone: its text may be cut, with dots that say so."""
        return QSize(self._theme.px(24), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self).width()
        option.text = self.fontMetrics().elidedText(option.text, Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_CheckBox, option)
