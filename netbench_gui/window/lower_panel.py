"""The lower half of the window: its tabs, and what the shown one has in the corner."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from netbench_gui.look.theme import Theme
from netbench_gui.widgets.chip import Chip
from netbench_gui.widgets.tool_button import ToolButton


@dataclass(frozen=True)
class Tab:
    """One tab: its name in code, its icon, its page, and what the page puts into the corner."""

    name: str
    icon: str
    page: QWidget
    corner: QWidget | None = None


class LowerPanel(QFrame):
    """A tab bar over the pages.

    Signals:
        maximise_wanted(): the corner's button or a double click on a tab asks for the whole window.
    """

    maximise_wanted = Signal()

    def __init__(self, theme: Theme, tabs: tuple[Tab, ...]) -> None:
        super().__init__()
        self._theme, self._tabs = theme, tabs
        self.setObjectName("lower_panel")
        self.setProperty("panel", True)
        self.bar = QTabBar()
        self.bar.setObjectName("lower_tabs")
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.pages, self._corners = QStackedWidget(), QStackedWidget()
        self._empty_corner = QWidget()
        self._corners.addWidget(self._empty_corner)
        self.problem_badge = Chip(theme, "", "count")
        self.problem_badge.setObjectName("problem_badge")
        self.problem_badge.hide()
        self._problems = 0
        self.maximise_button = ToolButton(theme, "maximize-2")
        self.maximise_button.setObjectName("maximise_button")
        self.maximise_button.clicked.connect(self.maximise_wanted)
        self._is_maximised = False
        for tab in tabs:
            self._add(tab)
        self._lay_out()
        self.bar.currentChanged.connect(self._on_bar_current_changed)
        self.bar.tabBarDoubleClicked.connect(self.maximise_wanted)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self._retranslate()
        self._on_bar_current_changed(0)

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front."""
        for index, tab in enumerate(self._tabs):
            if tab.name == name:
                self.bar.setCurrentIndex(index)

    def current_tab(self) -> str:
        """Return the name of the tab in front."""
        index = self.bar.currentIndex()
        return self._tabs[index].name if 0 <= index < len(self._tabs) else ""

    def show_problems(self, problems: int) -> None:
        """Count behind the word Problems what stops the training: a plain 0, or a red badge."""
        self._problems = problems
        self.problem_badge.show_text(str(problems))
        self._place_badge()
        self._retranslate()

    def show_maximised(self, maximised: bool) -> None:
        """Say by the button's icon what a press would do."""
        self._is_maximised = maximised
        self.maximise_button.set_icon_name("minimize-2" if maximised else "maximize-2")
        self._retranslate()

    def _add(self, tab: Tab) -> None:
        self.bar.addTab("")
        self.pages.addWidget(tab.page)
        if tab.corner is not None:
            self._corners.addWidget(tab.corner)

    def _lay_out(self) -> None:
        self._head = QWidget()
        self._head_row = QHBoxLayout(self._head)
        self._head_row.addWidget(self.bar, 1, Qt.AlignmentFlag.AlignBottom)
        self._head_row.addWidget(self._corners, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head_row.addWidget(self.maximise_button, 0, Qt.AlignmentFlag.AlignVCenter)
        rule = QFrame()
        rule.setProperty("rule", "h")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(rule)
        column.addWidget(self.pages, 1)

    def _place_badge(self) -> None:
        # The bar measures a tab's widget only when it is given to the tab.
        side = QTabBar.ButtonPosition.RightSide
        for index, tab in enumerate(self._tabs):
            if tab.name == "problems":
                self.bar.setTabButton(index, side, None)
                self.problem_badge.setVisible(self._problems > 0)
                if self._problems > 0:
                    self.problem_badge.resize(self.problem_badge.sizeHint())
                    self.bar.setTabButton(index, side, self.problem_badge)

    def _on_bar_current_changed(self, index: int) -> None:
        if not 0 <= index < len(self._tabs):
            return
        self.pages.setCurrentIndex(index)
        corner = self._tabs[index].corner or self._empty_corner
        # A hidden page of a stack still asks for its width.
        for place in range(self._corners.count()):
            page = self._corners.widget(place) or self._empty_corner
            policy = page.sizePolicy()
            shown = policy.Policy.Preferred if page is corner else policy.Policy.Ignored
            page.setSizePolicy(shown, shown)
        self._corners.setCurrentWidget(corner)
        self._corners.setVisible(corner is not self._empty_corner)
        self._color_icons()

    def _color_icons(self) -> None:
        for index, tab in enumerate(self._tabs):
            role = "text" if index == self.bar.currentIndex() else "muted"
            self.bar.setTabIcon(index, self._theme.icon(tab.icon, 16, role))

    def _retranslate(self) -> None:
        names = {
            "curves": self.tr("Curves"),
            "results": self.tr("Results"),
            "script": self.tr("Script"),
            "runs": self.tr("Runs"),
            "problems": self.tr("Problems"),
        }
        if not self._problems:
            names["problems"] += "  0"
        for index, tab in enumerate(self._tabs):
            self.bar.setTabText(index, names[tab.name])
        self.bar.setAccessibleName(self.tr("Views of the run"))
        self.maximise_button.setToolTip(
            self.tr("Show the upper panels again. (Ctrl+Shift+M)")
            if self._is_maximised
            else self.tr("Give this panel the whole window. (Ctrl+Shift+M)")
        )
        self.maximise_button.setAccessibleName(self.tr("Large lower panel"))

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._head.setFixedHeight(px(38))
        self._head_row.setContentsMargins(px(4), 0, px(8), 0)
        self._head_row.setSpacing(px(8))
        self.bar.setIconSize(self._theme.icon_size())
        self._color_icons()
        self._place_badge()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.position().y() < self._head.height():
            self.maximise_wanted.emit()
            return
        super().mouseDoubleClickEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
