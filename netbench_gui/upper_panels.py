"""The three upper panels side by side, and what becomes of them in a narrow window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from netbench_gui.theme import Theme
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
        self.set_default_widths()

    @property
    def has_three_columns(self) -> bool:
        """Whether Settings has a column of its own."""
        return self.count() == 3

    def set_default_widths(self) -> None:
        """Give every column the width it was drawn with."""
        zoom = self._theme.zoom
        sides = [round(DATA_WIDTH * zoom), round(SETTINGS_WIDTH * zoom)]
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
        self.set_default_widths()
        self.arranged.emit()

    def _on_switch_chosen(self, key: str) -> None:
        if not self.has_three_columns:
            self._left_pages.setCurrentIndex(1 if key == "settings" else 0)

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
            factor = self._theme.zoom / self._zoom
            self._zoom = self._theme.zoom
            sizes = self.sizes()
            sides = [round(size * factor) for size in (sizes[0], sizes[-1])]
            self._fit()
            if self.has_three_columns and len(sizes) == 3:
                middle = self.width() - sum(sides) - 2 * self.handleWidth()
                self.setSizes([sides[0], max(middle, 1), sides[1]])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
