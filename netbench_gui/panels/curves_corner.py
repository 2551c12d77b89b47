"""The buttons of the Curves tab in the corner of the tab bar: smoothing, log scale, save."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from engine.errors import FileError
from engine.messages import QT_TRANSLATE_NOOP
from netbench_gui.models.run_columns import history_csv
from netbench_gui.widgets.picture_file import write_picture
from netbench_gui.widgets.save_dialog import AskWhere, ask_where
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme
    from netbench_gui.notify import Notifier
    from netbench_gui.session.session import TrainingSession
    from netbench_gui.widgets.chart_view import ChartView

SMOOTHINGS = (0, 3, 5, 10, 25)


class CurvesCorner(QWidget):
    """Smoothing, log scale, save.

    Signals:
        smoothing_chosen: over how many epochs each point is averaged, 0 for none.
        log_scale_chosen: whether the loss is on a logarithmic scale.
    """

    smoothing_chosen = Signal(int)
    log_scale_chosen = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        views: Callable[[], list[ChartView]],
        notifier: Notifier,
        session: TrainingSession,
    ) -> None:
        super().__init__()
        self.setObjectName("curves_corner")
        self._theme, self._views, self._notifier, self._session = theme, views, notifier, session
        # Tests answer in place of the system's dialog.
        self.choose_file: AskWhere = ask_where
        self._smoothing = ToolButton(theme, text=" ")
        self._smoothing.setObjectName("smoothing")
        self._smoothing_menu = QMenu(self)
        self._log = ToolButton(theme, text=" ")
        self._log.setObjectName("log_scale")
        self._log.setCheckable(True)
        self._log.toggled.connect(self.log_scale_chosen)
        self._save = ToolButton(theme, "download", " ")
        self._save.setObjectName("save_curves")
        self._save_menu = QMenu(self)
        self._smoothings: list[QAction] = []
        self._saves: dict[str, QAction] = {}
        self._fill_menus()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        for button in (self._smoothing, self._log, self._save):
            row.addWidget(button)
        self._retranslate()

    def log_scale(self) -> bool:
        """Whether the log scale is on."""
        return self._log.isChecked()

    def set_run_shown(self, shown: bool) -> None:
        """Offer the buttons only where there is something to smooth and save."""
        for button in (self._smoothing, self._log, self._save):
            button.setVisible(shown)

    def _fill_menus(self) -> None:
        group = QActionGroup(self._smoothing_menu)
        for over in SMOOTHINGS:
            action = QAction(self._smoothing_menu, checkable=True, checked=over == 0)
            action.setObjectName(f"smoothing_{over}")
            action.triggered.connect(lambda _checked=False, over=over: self._choose_smoothing(over))
            group.addAction(action)
            self._smoothing_menu.addAction(action)
            self._smoothings.append(action)
        for ending in ("png", "svg", "csv"):
            action = self._save_menu.addAction("")
            action.setObjectName(f"save_{ending}")
            action.triggered.connect(lambda _checked=False, ending=ending: self._save_as(ending))
            self._saves[ending] = action
        for button, menu in (
            (self._smoothing, self._smoothing_menu),
            (self._save, self._save_menu),
        ):
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _choose_smoothing(self, over: int) -> None:
        self._smoothing.set_trail(str(over))
        self.smoothing_chosen.emit(over)

    def _save_as(self, ending: str) -> None:
        kinds = {
            "png": self.tr("PNG picture (*.png)"),
            "svg": self.tr("SVG picture (*.svg)"),
            "csv": self.tr("CSV table (*.csv)"),
        }
        title = self.tr("Save the curves")
        self.choose_file(self, title, f"curves.{ending}", kinds[ending], partial(self._save_into, ending))

    def _save_into(self, ending: str, name: str) -> None:
        path = Path(name)
        if path.suffix.lower() != f".{ending}":
            path = path.with_name(f"{path.name}.{ending}")
        try:
            self._write(path)
        except OSError as error:
            self._notifier.error(
                FileError(
                    QT_TRANSLATE_NOOP("engine", "“{path}” cannot be written: {reason}."),
                    path=str(path),
                    reason=error.strerror or str(error),
                )
            )
        else:
            self._notifier.success(lambda: self.tr("The curves are in {path}").format(path=str(path)))

    def _write(self, path: Path) -> None:
        if path.suffix.lower() == ".csv":
            path.write_text(history_csv(self._session.history), encoding="utf-8", newline="")
            return
        views = self._views()
        margin = self._theme.px(16)
        height = max(view.height() for view in views) + 2 * margin
        width = sum(view.width() for view in views) + 2 * margin

        def paint(painter: QPainter) -> None:
            left = float(margin)
            for view in views:
                view.paint_all(painter, QRectF(left, margin, view.width(), view.height()))
                left += view.width()

        ground = self._theme.color("surface")
        write_picture(path, QSize(width, height), ground, paint, self.tr("Curves"))

    def _retranslate(self) -> None:
        self._smoothing.setText(self.tr("Smoothing"))
        self._smoothing.set_trail(str(SMOOTHINGS[self._chosen()]))
        self._smoothing.setToolTip(
            self.tr("Averages each point over the last epochs; the figures above stay exact.")
        )
        self._log.setText(self.tr("Log scale"))
        self._log.setToolTip(
            self.tr("Gives equal room to each factor of ten, so that small losses stay readable.")
        )
        self._save.setText(self.tr("Save"))
        self._save.setToolTip(self.tr("Saves the charts as a picture, or the figures as a table."))
        for button in (self._smoothing, self._log, self._save):
            button.setAccessibleName(button.text())
        for over, action in zip(SMOOTHINGS, self._smoothings, strict=True):
            action.setText(self.tr("Over %n epoch(s)", "", over) if over else self.tr("Off"))
        self._saves["png"].setText(self.tr("Picture (PNG)…"))
        self._saves["svg"].setText(self.tr("Picture (SVG)…"))
        self._saves["csv"].setText(self.tr("Figures (CSV)…"))

    def _chosen(self) -> int:
        return next((i for i, action in enumerate(self._smoothings) if action.isChecked()), 0)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
