"""The part of the Script tab that proves that the script repeats the run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from netbench_gui.look.figures import count
from netbench_gui.look.style_sheet import set_look
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme
    from netbench_gui.session.session import TrainingSession
    from netbench_gui.store import ProjectStore

Phase = Literal["untrained", "training", "ready", "running", "identical", "different", "failed"]
_LINES = 3

_ICONS: dict[Phase, tuple[str, str]] = {
    "untrained": ("shield-check", "muted"),
    "training": ("shield-check", "muted"),
    "ready": ("shield-check", "accent"),
    "running": ("shield-check", "accent"),
    "identical": ("shield-check", "success"),
    "different": ("triangle-alert", "danger"),
    "failed": ("circle-alert", "danger"),
}


class VerifyColumn(QWidget):
    """Says whether the script repeats the shown run, and lets it be tried."""

    def __init__(
        self,
        theme: Theme,
        store: ProjectStore,
        session: TrainingSession,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("verify_column")
        self._theme, self._store, self._session = theme, store, session
        self._phase: Phase = "untrained"
        self._result: Any = None
        self._sentence = ""
        self._build()
        store.changed.connect(self._on_store_changed)
        session.run_changed.connect(self._on_run_changed)
        session.state_changed.connect(self._on_state_changed)
        session.verify_progress.connect(self._on_verify_progress)
        session.verified.connect(self._on_verified)
        session.verify_failed.connect(self._on_verify_failed)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self._on_run_changed()

    def phase(self) -> Phase:
        """Where it is."""
        return self._phase

    def title(self) -> str:
        """What it says first."""
        return self._title.text()

    def figures(self) -> list[tuple[str, str]]:
        """The lines with a name and a figure that are shown."""
        lines = (
            (name.text(), value.text()) for row, name, value in self._lines if row.isVisibleTo(self)
        )
        return list(lines)

    def _build(self) -> None:
        self._icon, self._title, self._text = QLabel(), QLabel(), QLabel()
        self._title.setProperty("type", "title")
        self._title.setWordWrap(True)
        self._text.setProperty("type", "caption")
        self._text.setProperty("tone", "muted")
        self._text.setWordWrap(True)
        self._text.setObjectName("verify_text")
        head = QHBoxLayout()
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self._text)
        self._lines = [self._add_line() for _ in range(_LINES)]
        self._bar = QProgressBar()
        self._bar.setObjectName("verify_progress")
        self._bar.setTextVisible(False)
        self._button = ToolButton(self._theme, "shield-check", " ", kind="box")
        self._button.setObjectName("verify")
        self._button.clicked.connect(self._on_button_clicked)
        self._cancel = ToolButton(self._theme, text=" ", kind="box")
        self._cancel.setObjectName("cancel_verify")
        self._cancel.clicked.connect(self._on_cancel_clicked)
        self._column.addWidget(self._bar)
        self._column.addWidget(self._button)
        self._column.addWidget(self._cancel)
        self._column.addStretch(1)

    def _add_line(self) -> tuple[QWidget, QLabel, QLabel]:
        row, name, value = QWidget(), QLabel(), QLabel()
        value.setProperty("type", "strong")
        name.setProperty("tone", "muted")
        rule = QFrame()
        rule.setProperty("rule", "h")
        line = QHBoxLayout()
        line.addWidget(name, 1)
        line.addWidget(value)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(rule)
        self._column.addWidget(row)
        return row, name, value

    def _has_changed(self) -> bool:
        """Whether the open project is no longer what the shown run was trained with."""
        return self._session.project is not None and not self._session.is_of(self._store.project)

    def _can_verify(self) -> bool:
        history = self._session.history
        return bool(history.epochs) and history.finished is not None

    def _go(self, phase: Phase) -> None:
        self._phase = phase
        self._retranslate()

    def _retranslate(self) -> None:
        phase = self._phase
        self._title.setText(self._titles())
        tones = {"identical": "success", "different": "danger", "failed": "danger"}
        set_look(self._title, tone=tones.get(phase))
        self._text.setText(self._sentences())
        self._show_lines()
        self._bar.setVisible(phase == "running")
        self._cancel.setVisible(phase == "running")
        self._button.setVisible(phase not in {"running", "untrained", "training"})
        again = phase in {"identical", "different", "failed"}
        self._button.setText(self.tr("Verify again") if again else self.tr("Verify"))
        self._button.set_icon_name("rotate-ccw" if again else "shield-check")
        self._button.setToolTip(
            self.tr("Runs the script without NetBench and compares every number with this run.")
        )
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setToolTip(self.tr("Ends the comparison; nothing is changed by it."))
        for button in (self._button, self._cancel):
            button.setAccessibleName(button.text())
            button.updateGeometry()
        self._show_icon()

    def _titles(self) -> str:
        return {
            "untrained": self.tr("Not yet trained"),
            "training": self.tr("The run goes on"),
            "ready": self.tr("Does the script repeat this run?"),
            "running": self.tr("The script runs"),
            "identical": self.tr("The script repeats this run"),
            "different": self.tr("The script differs from this run"),
            "failed": self.tr("The script could not be compared"),
        }[self._phase]

    def _sentences(self) -> str:
        compared = self.tr("It was run without NetBench and compared number by number.")
        plain = {
            "untrained": self.tr("After a run, Verify proves that this script repeats it."),
            "training": self.tr("When it has ended, Verify proves that this script repeats it."),
            "ready": self.tr("Verify runs it without NetBench and compares every number."),
            "identical": compared,
            "failed": self._sentence,
        }
        if self._phase == "running":
            done, total = self._bar.value(), self._bar.maximum()
            if not total:
                return self.tr("It starts…")
            text = self.tr("Epoch {number} of {total}")
            return text.format(number=count(done), total=count(total))
        if self._phase == "different":
            return self._first_difference()
        text = plain[self._phase]
        if self._phase in {"ready", "identical"} and self._has_changed():
            since = self.tr("It is about the run as it was; the settings have changed since.")
            return f"{text} {since}"
        return text

    def _first_difference(self) -> str:
        found: Mapping[str, Any] | None = self._result.first_difference
        if found is None:
            return ""
        if found["epoch"] is None:
            text = self.tr("First difference after the run: {name}, run {run}, script {script}.")
        else:
            text = self.tr("First difference in epoch {epoch}: {name}, run {run}, script {script}.")
        values = {key: "–" if found[key] is None else repr(found[key]) for key in ("run", "script")}
        return text.format(epoch=found["epoch"], name=found["name"], **values)

    def _show_lines(self) -> None:
        result = self._result
        shown: list[tuple[str, str]] = []
        if self._phase in {"identical", "different"}:
            same = result.epochs if result.verified else self._identical_epochs()
            of = self.tr("{number} of {total}")
            shown = [
                (
                    self.tr("Epochs identical"),
                    of.format(number=count(same), total=count(result.epochs)),
                ),
                (
                    self.tr("Final weights"),
                    of.format(number=count(result.weights_identical), total=count(result.weights)),
                ),
                (self.tr("Largest difference"), f"{result.largest_difference:.3g}"),
            ]
            if not result.weights:
                # A run stopped inside an epoch has weights that no whole epochs lead to.
                del shown[1]
        for place, (row, name, value) in enumerate(self._lines):
            row.setVisible(place < len(shown))
            if place < len(shown):
                name.setText(shown[place][0])
                value.setText(shown[place][1])

    def _identical_epochs(self) -> int:
        found = self._result.first_difference
        known = getattr(self._result, "epochs_identical", None)
        if known is not None:
            return int(known)
        epoch = found["epoch"] if found else None
        return int(self._result.epochs if epoch is None else epoch - 1)

    def _show_icon(self) -> None:
        icon, role = _ICONS[self._phase]
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(self._theme.pixmap(icon, 20, role, ratio=ratio))

    def _on_run_changed(self) -> None:
        if self._phase == "running":
            self._session.cancel_verify()
        self._result = None
        self._phase = "untrained"
        self._on_state_changed(self._session.state)

    def _on_store_changed(self, *_: object) -> None:
        self._text.setText(self._sentences())

    def _on_state_changed(self, _state: str) -> None:
        if self._session.is_active:
            self._go("training")
        elif self._phase in {"untrained", "training"}:
            self._go("ready" if self._can_verify() else "untrained")

    def _on_button_clicked(self) -> None:
        self._bar.setRange(0, 0)
        self._go("running")
        self._session.verify()

    def _on_cancel_clicked(self) -> None:
        self._session.cancel_verify()
        self._go("ready")

    def _on_verify_progress(self, done: int, total: int) -> None:
        if self._phase == "running":
            self._bar.setRange(0, max(total, 1))
            self._bar.setValue(done)
            self._text.setText(self._sentences())

    def _on_verified(self, result: Any) -> None:
        if self._phase == "running":
            self._result = result
            self._go("identical" if result.verified else "different")

    def _on_verify_failed(self, sentence: str) -> None:
        if self._phase == "running":
            self._sentence = sentence
            self._go("failed")

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(16), px(12), px(16), px(12))
        self._column.setSpacing(px(8))
        self._show_icon()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
