"""A field in which one ticks several of several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netbench_gui.finding import is_found
from netbench_gui.look.figures import count
from netbench_gui.widgets.field_choice import CheckField, Option, in_order
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme


class ChecksField(QWidget):
    """Several of several: a check box for each; of a long list the rare ones fold away unless they are ticked.

    Signals:
        edited: the keys of what is ticked, in the order offered.
    """

    edited = Signal(object)
    refused = Signal(str)
    finished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._options: tuple[Option, ...] = ()
        # By key; those that were never in sight are not made.
        self._boxes: dict[Any, CheckField] = {}
        self._keys: tuple[Any, ...] = ()
        self._is_open = False
        self._wanted = ""
        # Of what was ticked when the list was last folded nothing is hidden by a click.
        self._kept: set[Any] = set()
        self._more = ToolButton(theme, "chevron-right", " ", kind="link")
        self._more.clicked.connect(self._on_more_clicked)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> tuple[Any, ...]:
        """Return the keys of what is ticked."""
        return self._keys

    def boxes(self) -> list[CheckField]:
        """Return the check boxes that are in sight, or were, in the order of the options."""
        return [self._boxes[option.key] for option in self._options if option.key in self._boxes]

    def show_options(self, options: Iterable[Option], follow_text: str = "") -> None:
        """Offer these."""
        del follow_text
        # Without the line between the common ones and the rest: that is what the link is for.
        options = tuple(option for option in in_order(options) if option is not None)
        if options == self._options:
            return
        self._options = options
        self._more.setObjectName(f"more.{self.objectName()}")
        for box in self._boxes.values():
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = {}
        self._kept = set(self._keys)
        self._arrange()

    def search(self, wanted: str) -> None:
        """Show the boxes that are called so, the rare ones as well; as before for ""."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._arrange()

    def show_value(self, keys: Iterable[Any]) -> None:
        """Tick these."""
        self._keys = tuple(keys)
        for key, box in self._boxes.items():
            box.show_value(key in self._keys)
        if not self._kept.issuperset(self._keys):
            self._kept |= set(self._keys)
            self._arrange()

    def show_problem(self, has_problem: bool) -> None:
        """Take part in the protocol of fields; the sentence below says it."""

    def refuse(self, value: Iterable[Any], sentence: str) -> None:
        """Go back to the value in force and say why."""
        self.show_value(value)
        self.refused.emit(sentence)

    def bounds_text(self) -> str:
        """Return nothing: the boxes show what is possible."""
        return ""

    def _arrange(self) -> None:
        has_rare = None in in_order(self._options)
        hidden = 0
        for option in self._options:
            is_rare = has_rare and not option.common and option.key not in self._kept
            hidden += is_rare
            is_shown = self._is_open or not is_rare
            if self._wanted:
                is_shown = is_found(self._wanted, (option.text, *option.words, *option.inner))
            if is_shown and option.key not in self._boxes:
                self._add(option)
            if option.key in self._boxes:
                self._boxes[option.key].setVisible(is_shown)
        self._more.setVisible(hidden > 0 and not self._wanted)
        self._more.set_icon_name("chevron-down" if self._is_open else "chevron-right")
        self._more.setText(self.tr("Fewer") if self._is_open else self.tr("{count} more").format(count=count(hidden)))
        self._more.setAccessibleName(self._more.text())
        self._more.updateGeometry()

    def _add(self, option: Option) -> None:
        box = CheckField(self._theme, option.text)
        box.setObjectName(f"{self.objectName()}.{option.key}")
        box.setAccessibleName(option.text)
        box.setToolTip(f"{option.text}: {option.tip}" if option.tip else option.text)
        box.show_value(option.key in self._keys)
        box.edited.connect(self._on_box_edited)
        before = self._options[: self._options.index(option)]
        self._column.insertWidget(sum(other.key in self._boxes for other in before), box)
        self._boxes[option.key] = box

    def _on_more_clicked(self) -> None:
        self._is_open = not self._is_open
        if not self._is_open:
            self._kept = set(self._keys)
        self._arrange()

    def _on_box_edited(self) -> None:
        ticked = {key for key in self._keys if key not in self._boxes}
        ticked |= {key for key, box in self._boxes.items() if box.isChecked()}
        # What is not offered here, as a metric of another task, is not lost by a click elsewhere.
        offered = {option.key for option in self._options}
        kept = [key for key in self._keys if key not in offered]
        self._keys = (*kept, *(option.key for option in self._options if option.key in ticked))
        self.edited.emit(self._keys)
        self.finished.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._arrange()
        super().changeEvent(event)
