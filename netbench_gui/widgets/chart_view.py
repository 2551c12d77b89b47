"""A chart with its head line: title or choice of metrics on the left, values on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from netbench_gui.widgets.chart import Chart
from netbench_gui.widgets.chart_legend import ChartLegend
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme


class ChartView(QWidget):
    """Head line and chart.

    Signals:
        title_chosen: the key of another title, where several are offered.
    """

    title_chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.chart = Chart(theme)
        self.chart.setObjectName(f"{name}_chart")
        self.legend = ChartLegend(theme)
        self._title = QLabel()
        self._title.setProperty("type", "title")
        self._menu = QMenu(self)
        self._chooser = ToolButton(theme, text=" ", kind="box")
        self._chooser.setObjectName(f"{name}_chooser")
        self._chooser.setMenu(self._menu)
        self._chooser.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._chooser.hide()
        self._group: QActionGroup | None = None
        self._switch: QWidget | None = None
        self._head = QHBoxLayout()
        self._head.addWidget(self._title)
        self._head.addWidget(self._chooser)
        self._head.addWidget(self.legend, 1)
        column = QVBoxLayout(self)
        column.addLayout(self._head)
        column.addWidget(self.chart, 1)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def set_title(
        self, title: str, choices: Sequence[tuple[str, str]] = (), hint: str = ""
    ) -> None:
        """Name the chart; with more than one choice, (key, title) each, the name is a menu."""
        self._title.setText(title)
        self.chart.setAccessibleName(title)
        self._chooser.setText(title)
        self._chooser.setToolTip(hint)
        self._chooser.setAccessibleName(hint)
        self._menu.clear()
        self._group = QActionGroup(self._menu)
        for key, name in choices:
            action = QAction(name, self._menu, checkable=True, checked=name == title)
            action.triggered.connect(lambda _checked=False, key=key: self.title_chosen.emit(key))
            self._group.addAction(action)
            self._menu.addAction(action)
        self._chooser.setVisible(len(choices) > 1)
        self._chooser.updateGeometry()
        self._show_title()

    def title(self) -> str:
        """What the chart is called."""
        return self._title.text()

    def set_switch(self, switch: QWidget | None) -> None:
        """Let a switch stand where the title stood, or the title again."""
        self._switch = switch
        if switch is not None:
            self._head.insertWidget(0, switch)
        self._show_title()

    def paint_all(self, painter: QPainter, area: QRectF) -> None:
        """Paint title, values and chart into an area, as for a picture file."""
        head = self.legend.height()
        painter.setFont(self._theme.font("title"))
        painter.setPen(self._theme.color("text"))
        painter.drawText(area.topLeft() + QPointF(0, head * 0.7), self.title())
        self.legend.paint_items(painter, QRectF(area.left(), area.top(), area.width() - 12, head))
        painter.save()
        painter.translate(area.left(), area.top() + head)
        self.chart.paint_all(painter)
        painter.restore()

    def _show_title(self) -> None:
        self._title.setVisible(self._switch is None and self._chooser.isHidden())

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._head.setContentsMargins(px(12), 0, px(12), 0)
        self._head.setSpacing(px(8))
        column = self.layout()
        assert column is not None
        column.setContentsMargins(0, 0, 0, px(4))
        column.setSpacing(0)
