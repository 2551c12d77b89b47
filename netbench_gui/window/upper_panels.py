"""The three upper panels side by side, and what becomes of them in a narrow window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from netbench_gui.look.theme import Theme
from netbench_gui.widgets.segmented import Segmented

DATA_WIDTH, SETTINGS_WIDTH = 272, 280
# Below this effective width Settings shares the column of Data.
THREE_COLUMNS_FROM = 1000


class UpperPanels(QSplitter):
    """Data | Network | Settings.

    Signals:
        arranged(): Settings moved into the column of Data, or out of it.
    """

    arranged = Signal()

    def __init__(self, theme: Theme, data: QWidget, network: QWidget, settings: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._zoom = theme.zoom
        self._sides = (DATA_WIDTH, SETTINGS_WIDTH)
        self.setObjectName("columns")
        self.setChildrenCollapsible(False)
        self._data, self._network, self._settings = data, network, settings
        self.switch = Segmented(theme, (("data", ""), ("settings", "")))
        self.switch.setObjectName("left_switch")
        self._left = QWidget()
        self._left_pages = QStackedWidget()
        self._left_column = QVBoxLayout(self._left)
        self._left_column.setContentsMargins(0, 0, 0, 0)
        self._left_column.addWidget(self.switch)
        self._left_column.addWidget(self._left_pages, 1)
        self._left_pages.addWidget(data)
        self.switch.hide()
        self.addWidget(self._left)
        self.addWidget(network)
        self.addWidget(settings)
        for index, stretch in enumerate((0, 1, 0)):
            self.setStretchFactor(index, stretch)
        self.switch.chosen.connect(self._on_switch_chosen)
        theme.changed.connect(self._on_theme_changed)
        self._retranslate()
        self._measure()
        self.set_side_widths(DATA_WIDTH, SETTINGS_WIDTH)
        self.splitterMoved.connect(self._on_splitter_moved)

    @property
    def has_three_columns(self) -> bool:
        """Whether Settings has a column of its own."""
        return self.count() == 3

    @property
    def side_widths(self) -> tuple[int, int]:
        """Widths of Data and Settings at 100 %."""
        return self._sides

    def set_side_widths(self, data: int, settings: int) -> None:
        """Give Data and Settings these widths at 100 %, and Network the rest."""
        self._sides = (data, settings)
        zoom = self._theme.zoom
        sides = [round(data * zoom), round(settings * zoom)]
        middle = max(self.width() - sum(sides) - 2 * self.handleWidth(), 100)
        widths = [sides[0], middle, sides[1]] if self.has_three_columns else [sides[0], middle]
        self.setSizes(widths)

    def show_settings(self) -> None:
        """Bring Settings into view where it shares a column."""
        self.switch.choose("settings")

    def _fit(self) -> None:
        wide = self.width() / self._theme.zoom >= THREE_COLUMNS_FROM - 16
        if wide == self.has_three_columns or self.width() <= 0:
            return
        if wide:
            self._left_pages.removeWidget(self._settings)
            self.addWidget(self._settings)
            self.setStretchFactor(2, 0)
            self._settings.show()
            self._left_pages.setCurrentIndex(0)
        else:
            self._left_pages.addWidget(self._settings)
            self._on_switch_chosen(self.switch.current())
        self.switch.setVisible(not wide)
        self.set_side_widths(*self._sides)
        self.arranged.emit()

    def _on_switch_chosen(self, key: str) -> None:
        if not self.has_three_columns:
            self._left_pages.setCurrentIndex(1 if key == "settings" else 0)

    def _on_splitter_moved(self) -> None:
        sizes, zoom = self.sizes(), self._theme.zoom
        right = round(sizes[2] / zoom) if self.has_three_columns else self._sides[1]
        self._sides = (round(sizes[0] / zoom), right)

    def _retranslate(self) -> None:
        self.switch.set_text("data", self.tr("Data"))
        self.switch.set_text("settings", self.tr("Settings"))

    def _measure(self) -> None:
        self.setHandleWidth(self._theme.px(8))
        self._left_column.setSpacing(self._theme.px(8))
        self._left.setMinimumWidth(round(200 * self._theme.zoom))
        self._settings.setMinimumWidth(round(220 * self._theme.zoom))
        self._network.setMinimumWidth(round(280 * self._theme.zoom))

    def _on_theme_changed(self) -> None:
        self._measure()
        if self._zoom != self._theme.zoom:
            self._zoom = self._theme.zoom
            self._fit()
            self.set_side_widths(*self._sides)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
