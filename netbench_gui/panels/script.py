"""The Script tab: the network as plain PyTorch, while it is being built."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine.errors import EngineError
from engine.events import RateChanged
from netbench_gui.i18n import listed, translate
from netbench_gui.look.figures import count
from netbench_gui.panels.script_verify import VerifyColumn
from netbench_gui.widgets.code_view import CodeView
from netbench_gui.widgets.save_dialog import AskWhere, ask_where
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from engine.export.script import Script
    from engine.plan import Plan
    from netbench_gui.look.theme import Theme
    from netbench_gui.notify import Notifier
    from netbench_gui.selection import Selection
    from netbench_gui.session.session import TrainingSession
    from netbench_gui.store import ProjectStore

TYPING_MS = 150
_STALE = 0.45


class ScriptPanel(QWidget):
    """Source on the left, the proof on the right.

    Attributes:
        corner: how long it is, copy and save.
    """

    def __init__(
        self,
        theme: Theme,
        store: ProjectStore,
        selection: Selection,
        session: TrainingSession,
        notifier: Notifier,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("script_panel")
        self._theme, self._store, self._selection = theme, store, selection
        self._session, self._notifier = session, notifier
        # Tests answer in place of the system's dialog.
        self.choose_file: AskWhere = ask_where
        self._script: Script | None = None
        self._error: EngineError | None = None
        self._dirty = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_MS)
        self._timer.timeout.connect(self._refresh)
        self._build()
        self._build_corner()
        store.changed.connect(self._on_store_changed)
        store.path_changed.connect(self._on_store_changed)
        store.opened.connect(self._on_store_opened)
        session.run_changed.connect(self._on_store_changed)
        session.events_arrived.connect(self._on_session_events_arrived)
        selection.changed.connect(self._on_selection_changed)
        theme.changed.connect(self._on_theme_changed)
        self._retranslate()
        self._on_theme_changed()

    def _build(self) -> None:
        self.code = CodeView(self._theme)
        self.code.owner_clicked.connect(self._selection.select)
        self._effect = QGraphicsOpacityEffect(self.code.viewport())
        self._effect.setOpacity(_STALE)
        self._effect.setEnabled(False)
        self.code.viewport().setGraphicsEffect(self._effect)
        self._trouble_icon, self._trouble = QLabel(), QLabel()
        self._trouble.setObjectName("script_trouble")
        self._trouble.setProperty("tone", "danger")
        self._trouble.setWordWrap(True)
        self._strip = QWidget()
        self._strip_row = QHBoxLayout(self._strip)
        self._strip_row.addWidget(self._trouble_icon)
        self._strip_row.addWidget(self._trouble, 1)
        self._strip.hide()
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._strip)
        left.addWidget(self.code, 1)
        rule = QFrame()
        rule.setProperty("rule", "v")
        self.verify = VerifyColumn(self._theme, self._store, self._session)
        self._side = QScrollArea()
        self._side.setObjectName("verify_scroll")
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side.setWidgetResizable(True)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setWidget(self.verify)
        # The panel's white is below; a scroll area would paint the window's grey over it.
        self.verify.setAutoFillBackground(False)
        self._side.viewport().setAutoFillBackground(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(rule)
        row.addWidget(self._side)

    def _build_corner(self) -> None:
        self.corner = QWidget()
        self.corner.setObjectName("script_corner")
        self._length = QLabel()
        self._length.setObjectName("script_length")
        self._length.setProperty("tone", "muted")
        self._copy = ToolButton(self._theme, "copy", " ", kind="box")
        self._copy.setObjectName("copy_script")
        self._copy.clicked.connect(self._on_copy_clicked)
        self._save = ToolButton(self._theme, "download", " ", kind="box")
        self._save.setObjectName("save_script")
        self._save.clicked.connect(self._on_save_clicked)
        row = QHBoxLayout(self.corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(8))
        for widget in (self._length, self._copy, self._save):
            row.addWidget(widget)

    def _plan(self) -> Plan:
        from engine.plan import make_plan

        path, project = self._store.path, self._store.project
        plan = make_plan(project, path.parent if path else None)
        # What was done by hand belongs to the run, and to the script while that is the script of the run.
        return plan.repeating(self._session.history) if self._session.is_of(project) else plan

    def _refresh(self) -> None:
        """Print the network as it is now; what cannot be printed leaves the last text, greyed."""
        if not self.isVisible():
            self._dirty = True
            return
        from engine.export.pytorch import export_script

        self._dirty = False
        self._timer.stop()
        try:
            path = self._store.path
            self._script = export_script(self._plan(), path.parent if path else None)
            self._error = None
        except EngineError as error:
            self._error = error
        if self._script is not None:
            self.code.show_code(self._script.text, self._script.owners)
            self.code.highlight(self._selection.layer_id)
        self._retranslate()

    def _retranslate(self) -> None:
        stale = self._error is not None
        self._strip.setVisible(stale)
        self._effect.setEnabled(stale and self._script is not None)
        if self._error is not None:
            reason = translate(self._error.message)
            self._trouble.setText(
                self.tr("The script waits for this: {reason}").format(reason=reason)
            )
        lines = self._script.text.count("\n") if self._script else 0
        length = self.tr("PyTorch · {count} line(s)", "", lines).format(count=count(lines))
        self._length.setText(length if lines else "")
        self._copy.setText(self.tr("Copy"))
        self._copy.setToolTip(self.tr("Copies the whole script."))
        self._save.setText(self.tr("Save script…"))
        self._save.setToolTip(
            self.tr("Saves the script as a Python file that runs without NetBench.")
        )
        for button in (self._copy, self._save):
            button.setAccessibleName(button.text())
            button.setEnabled(self._script is not None and not stale)
            button.updateGeometry()

    def _on_store_opened(self) -> None:
        """Forget the text of another project."""
        self._script = None
        self.code.show_code("")
        self._retranslate()
        self._on_store_changed()

    def _on_store_changed(self, *_: object) -> None:
        self._dirty = True
        if self.isVisible():
            self._timer.start()

    def _on_session_events_arrived(self, events: list[object]) -> None:
        if any(isinstance(event, RateChanged) for event in events):
            self._on_store_changed()

    def _on_selection_changed(self, layer_id: str | None) -> None:
        if not self.isVisible() or self._dirty:
            return
        self.code.highlight(layer_id)
        lines = self.code.highlighted_lines()
        if lines:
            self._notifier.info(
                lambda: self.tr(
                    "Lines {lines} belong to the selected layer. Click a line to select its layer."
                ).format(lines=_ranges(lines))
            )

    def _on_copy_clicked(self) -> None:
        if self._script is not None:
            QGuiApplication.clipboard().setText(self._script.text)
            self._notifier.success(lambda: self.tr("The script is copied."))

    def _on_save_clicked(self) -> None:
        project = self._store.path
        start = str(project.with_suffix(".py")) if project else "netbench_script.py"
        kinds = self.tr("Python script (*.py)")
        self.choose_file(self, self.tr("Save script"), start, kinds, self._save_as)

    def _save_as(self, name: str) -> None:
        from engine.export.save import save_script

        path = Path(name)
        if path.suffix != ".py":
            path = path.with_name(f"{path.name}.py")
        try:
            files = save_script(self._plan(), path)
        except EngineError as error:
            self._notifier.error(error)
            return
        if len(files) > 1:
            self._notifier.success(
                lambda: self.tr("The script is in {path}, its table beside it.").format(path=str(path))
            )
        else:
            self._notifier.success(lambda: self.tr("The script is in {path}.").format(path=str(path)))

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._strip_row.setContentsMargins(px(12), px(6), px(12), px(6))
        self._strip_row.setSpacing(px(8))
        self._side.setFixedWidth(px(304))
        ratio = self.devicePixelRatioF()
        self._trouble_icon.setPixmap(self._theme.pixmap("circle-alert", 16, "danger", ratio=ratio))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._dirty:
            self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _ranges(lines: list[int]) -> str:
    """Numbers in short: "63–64, 70–71"."""
    parts: list[list[int]] = []
    for line in lines:
        if parts and line == parts[-1][1] + 1:
            parts[-1][1] = line
        else:
            parts.append([line, line])
    return listed(f"{a}" if a == b else f"{a}–{b}" for a, b in parts)
