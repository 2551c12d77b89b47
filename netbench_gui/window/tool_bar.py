"""The tool bar: files, undo, the training, the device, and how far the run is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton

from netbench_gui.look.theme import Theme
from netbench_gui.session.session import TrainingSession
from netbench_gui.store import ProjectStore
from netbench_gui.widgets.tool_button import ButtonKind, PrimaryButton, ToolButton
from netbench_gui.window.actions import ActionTable
from netbench_gui.window.rate_control import RateButton
from netbench_gui.window.run_status import RunStatus

GIVES_WAY = 7  # steps in which the bar does where the window is narrow


class ToolBar(QFrame):
    """Buttons that follow the actions and the session.

    Signals:
        device_chosen(name): torch's name of a device, or "auto".
    """

    device_chosen = Signal(str)

    def __init__(self, theme: Theme, store: ProjectStore, session: TrainingSession, actions: ActionTable) -> None:
        super().__init__()
        self._theme, self._store, self._session, self._actions = theme, store, session, actions
        self.setObjectName("tool_bar")
        self.setProperty("bar", True)
        self._device_name = ""
        self._needed = 0  # its width when it was fitted last
        self._rules: list[QFrame] = []
        self._row = QHBoxLayout(self)
        self.files = [self._button(name) for name in ("new", "open", "save")]
        self._add_rule()
        self.undo_buttons = [self._button(name, icon_only=True) for name in ("undo", "redo")]
        self._add_rule()
        self.train_button = PrimaryButton(theme, "play", " ", tall=True)
        self._train_menu = self._make_train_menu()
        self._place(self.train_button, "train")
        self._row.addSpacing(8)
        self.pause_button = self._button("pause", "box")
        self.step_button = self._make_step_button()
        self.stop_button = self._button("stop", "box")
        self._add_rule()
        self.device_button = ToolButton(theme, "cpu", " ", tall=True)
        self.device_button.setObjectName("device_button")
        self.device_menu = QMenu(self)
        self.device_menu.setObjectName("device_menu")
        self.device_button.setMenu(self.device_menu)
        self.device_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._row.addWidget(self.device_button)
        self.rate_button = RateButton(theme, session)
        self._row.addWidget(self.rate_button)
        self._row.addStretch(1)
        self.status = RunStatus(theme, store, session)
        self._row.addWidget(self.status)
        self._retranslate()
        self._on_theme_changed()
        for signal in (theme.changed, session.devices_found, store.changed, session.state_changed):
            signal.connect(self._on_theme_changed if signal is theme.changed else self.refresh)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Show what can be done now."""
        session = self._session
        goes_on = session.state == "paused" or session.can_continue
        self.train_button.setText(self.tr("Continue") if goes_on else self.tr("Train"))
        self.train_button.setAccessibleName(self.train_button.text())
        has_menu = not session.is_active and session.project is not None
        self.train_button.setMenu(self._train_menu if has_menu else None)  # type: ignore[arg-type]  # None takes it away
        mode = QToolButton.ToolButtonPopupMode
        self.train_button.setPopupMode(mode.MenuButtonPopup if has_menu else mode.DelayedPopup)
        self.train_button.updateGeometry()
        steps = (self._actions["step_batch"], self._actions["step_epoch"])
        self.step_button.setEnabled(any(action.isEnabled() for action in steps))
        for button, name in (
            (self.train_button, "train"),
            (self.pause_button, "pause"),
            (self.stop_button, "stop"),
        ):
            button.setEnabled(self._actions[name].isEnabled())
        if session.state == "paused":  # the big button says how it goes on
            self.pause_button.setEnabled(False)
        self._fill_devices()
        self._fit()

    def _button(self, name: str, kind: ButtonKind = "flat", *, icon_only: bool = False) -> ToolButton:
        action = self._actions[name]
        button = ToolButton(self._theme, "", "" if icon_only else " ", kind=kind, tall=True)
        self._place(button, name)
        button.setEnabled(action.isEnabled())
        return button

    def _place(self, button: ToolButton, name: str) -> None:
        action = self._actions[name]
        button.setObjectName(f"{name}_button")
        # Not setDefaultAction: it would take over text, icon and size.
        button.clicked.connect(lambda _checked=False: action.trigger())
        action.enabledChanged.connect(button.setEnabled)
        button.set_icon_name(_ICONS[name])
        self._row.addWidget(button)

    def _make_step_button(self) -> ToolButton:
        button = ToolButton(self._theme, "step-forward", " ", kind="box", tall=True)
        button.setObjectName("step_button")
        menu = QMenu(button)
        menu.setObjectName("step_menu")
        for name in ("step_batch", "step_epoch"):
            menu.addAction(self._actions[name])
            self._actions[name].enabledChanged.connect(button.setEnabled)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._row.addWidget(button)
        return button

    def _make_train_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("train_menu")
        for name in ("continue_run", "start_again", "new_start"):
            menu.addAction(self._actions[name])
        return menu

    def _add_rule(self) -> None:
        rule = QFrame()
        rule.setProperty("rule", "v")
        self._rules.append(rule)
        self._row.addWidget(rule)

    def _fill_devices(self) -> None:
        wanted = self._store.project.training.device
        names = [("auto", self.tr("Automatic")), ("cpu", self.tr("CPU"))]
        names += [(one.name, one.title) for one in self._session.devices if one.name != "cpu"]
        if wanted not in dict(names):
            names.append((wanted, wanted))
        if names != [(a.data(), a.text()) for a in self.device_menu.actions()]:
            self.device_menu.clear()
            group = QActionGroup(self.device_menu)
            for name, title in names:
                action = QAction(title, group)
                action.setData(name)
                action.setCheckable(True)
                action.triggered.connect(lambda _=False, name=name: self.device_chosen.emit(name))
                self.device_menu.addAction(action)
        for action in self.device_menu.actions():
            action.setChecked(action.data() == wanted)
        self._device_name = dict(names)[wanted]
        self.device_button.setText(self._device_name)
        self.device_button.updateGeometry()

    def _retranslate(self) -> None:
        actions = self._actions
        labels = {
            "new": self.tr("New"),
            "open": self.tr("Open"),
            "save": self.tr("Save"),
            "undo": self.tr("Undo"),
            "redo": self.tr("Redo"),
            "pause": self.tr("Pause"),
            "stop": self.tr("Stop"),
            "train": self.tr("Train"),
        }
        buttons = [*self.files, *self.undo_buttons, self.pause_button, self.stop_button]
        for button in (*buttons, self.train_button):
            name = button.objectName().removesuffix("_button")
            button.setText(labels[name])
            button.setAccessibleName(labels[name])
            button.setToolTip(actions[name].toolTip())
            button.updateGeometry()
        self.step_button.setText(self.tr("Step"))
        self.step_button.setAccessibleName(self.tr("Step"))
        keys = actions["step_batch"].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        tip = self.tr("Learn one batch or one epoch and stand still. ({keys})")
        self.step_button.setToolTip(tip.format(keys=keys))
        self.device_button.setAccessibleName(self.tr("Device"))
        self.device_button.setToolTip(self.tr("Where the network is trained."))
        self._fit()

    def _fit(self) -> None:
        """Give way step by step until everything has room."""
        for steps in range(GIVES_WAY + 1):
            self._give_way(steps)
            self._needed = self._row.minimumSize().width()
            if self._needed <= self.width():
                break

    def _give_way(self, steps: int) -> None:
        """Leave away, one after the other, what is said without it as well; each step names what goes with it."""
        style = Qt.ToolButtonStyle
        self.rate_button.set_lead(self.tr("Rate") if steps < 1 else "")
        self.device_button.set_lead(self.tr("Device") if steps < 2 else "")
        self.status.set_wide(steps < 3)
        words_go: dict[int, list[ToolButton]] = {
            4: self.files, 5: [self.rate_button], 6: [self.device_button],
            7: [self.pause_button, self.step_button, self.stop_button],
        }  # fmt: skip
        for step, buttons in words_go.items():
            wanted = style.ToolButtonTextBesideIcon if steps < step else style.ToolButtonIconOnly
            for button in buttons:
                if button.toolButtonStyle() != wanted:
                    button.setToolButtonStyle(wanted)
                    button.updateGeometry()

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self.setFixedHeight(px(52))
        self._row.setContentsMargins(px(12), 0, px(12), 0)
        self._row.setSpacing(px(4))
        for rule in self._rules:
            rule.setFixedHeight(px(24))
        self._fit()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a button may have become wider
            needed = self._row.minimumSize().width()
            if needed > self.width() and needed != self._needed:
                self._fit()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.refresh()
        super().changeEvent(event)


_ICONS = {
    "new": "file-plus",
    "open": "folder-open",
    "save": "save",
    "undo": "undo-2",
    "redo": "redo-2",
    "train": "play",
    "pause": "pause",
    "stop": "square",
}
