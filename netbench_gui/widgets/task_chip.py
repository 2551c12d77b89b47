"""The chip that says what is predicted, "3 classes" or "regression", and lets one change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from engine.project.document import Data
from netbench_gui.look.figures import count
from netbench_gui.widgets.chip_button import ChipButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme


class TaskChip(ChipButton):
    """A chip with a menu of the two tasks.

    Signals:
        task_wanted(task): the target should be predicted as this.
    """

    task_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._data: Data | None = None
        self.setObjectName("data.task")
        self._menu = QMenu(self)
        self._menu.setObjectName("task_menu")
        group = QActionGroup(self)
        self._actions: dict[str, QAction] = {}
        for task in ("classification", "regression"):
            action = QAction(self)
            action.setObjectName(f"task_{task}")
            action.setCheckable(True)
            action.triggered.connect(lambda _on, task=task: self.task_wanted.emit(task))
            group.addAction(action)
            self._menu.addAction(action)
            self._actions[task] = action
        self.setMenu(self._menu)
        self._retranslate()

    def show_data(self, data: Data) -> None:
        """Say what is predicted; nothing where there is no target."""
        self._data = data
        self.setVisible(data.target is not None)
        for task, action in self._actions.items():
            action.setChecked(data.task == task)
        number = len(data.classes)
        classes = self.tr("{count} class(es)", "", number).format(count=count(number))
        self.show_text(self.tr("regression") if data.task == "regression" else classes)
        self.setAccessibleName(self.text())

    def _retranslate(self) -> None:
        self.setToolTip(self.tr("Predict a class, or a number; click to change it."))
        self._actions["classification"].setText(self.tr("One of its classes"))
        self._actions["regression"].setText(self.tr("A number (regression)"))
        if self._data is not None:
            self.show_data(self._data)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
