"""The right end of the tool bar: ready, how far a run is, how it ended, or what stops it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedLayout,
    QWidget,
)

from netbench_gui.look.figures import count, figure
from netbench_gui.look.style_sheet import set_look
from netbench_gui.look.theme import Theme
from netbench_gui.session.session import TrainingSession
from netbench_gui.store import ProjectStore
from netbench_gui.widgets.run_progress import RunProgress
from netbench_gui.widgets.text_button import TextButton

# How wide the progress is, and what is left of it in a narrow window.
_WIDTH, _NARROW = 250, 150
_ENDS = {
    # state -> (icon, tone)
    "finished": ("circle-check", "success"),
    "stopped": ("square", "muted"),
    "diverged": ("circle-alert", "danger"),
    "failed": ("circle-alert", "danger"),
}


class RunStatus(QWidget):
    """One of three pages: a sentence, a progress bar, or the count of problems.

    Signals:
        problems_wanted(): the count of problems was pressed.
    """

    problems_wanted = Signal()

    def __init__(self, theme: Theme, store: ProjectStore, session: TrainingSession) -> None:
        super().__init__()
        self._theme, self._store, self._session = theme, store, session
        self.setObjectName("run_status")
        self._is_wide = True
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._make_sentence())
        self.progress = RunProgress(theme)
        self._pages.addWidget(self.progress)
        self._pages.addWidget(self._make_problems())
        store.changed.connect(self._on_changed)
        session.state_changed.connect(self._on_changed)
        session.run_changed.connect(self._on_changed)
        session.events_arrived.connect(self._on_changed)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self._on_changed()

    def set_wide(self, is_wide: bool) -> None:
        """Take the usual room, or less."""
        self._is_wide = is_wide
        self.setMinimumWidth(self._theme.px(_WIDTH if is_wide else _NARROW))

    def text(self) -> str:
        """Return what it says, as a screen reader reads it."""
        return self.accessibleName()

    def _make_sentence(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        self._icon, self._word, self._rest = QLabel(), QLabel(), QLabel()
        self._word.setObjectName("run_word")
        self._rest.setObjectName("run_rest")
        set_look(self._rest, tone="muted")
        row.addStretch(1)
        for label in (self._icon, self._word, self._rest):
            row.addWidget(label)
        self._sentence_row = row
        return page

    def _make_problems(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        self._problems = TextButton(self._theme, role="danger", style="medium", icon="circle-alert")
        self._problems.setObjectName("problem_count")
        self._problems.clicked.connect(self.problems_wanted)
        row.addStretch(1)
        row.addWidget(self._problems)
        return page

    def _on_changed(self, *_: object) -> None:
        problems = sum(problem.severity == "problem" for problem in self._store.problems)
        if self._session.is_active:
            self._show_progress()
        elif problems:
            text = self.tr("{count} problem(s) to fix before training", "", problems).format(count=count(problems))
            self._problems.show_text(text)
            self._problems.setToolTip(self.tr("Show the problems."))
            self._show_page(2, text)
        else:
            self._show_sentence()

    def _show_sentence(self) -> None:
        state = self._session.state
        history = self._session.history
        icon, tone = _ENDS.get(state, ("", "muted"))
        word, rest = self._words()
        self._icon.setVisible(bool(icon))
        if icon:
            ratio = self.devicePixelRatioF()
            self._icon.setPixmap(self._theme.pixmap(icon, 16, tone, ratio=ratio))
        set_look(self._word, tone=tone, type="medium" if history.finished else None)
        self._word.setText(word)
        self._rest.setText(rest)
        self._fit_sentence()
        self._show_page(0, f"{word} {rest}".strip())

    def _fit_sentence(self) -> None:
        """Leave the figures to the tooltip where they would be cut off."""
        parts = [label for label in (self._icon, self._word, self._rest) if not label.isHidden()]
        if self._rest not in parts:
            parts.append(self._rest)
        spaces = self._sentence_row.spacing() * len(parts)
        needed = sum(label.sizeHint().width() for label in parts) + spaces
        self._rest.setVisible(needed <= self.width())
        self.setToolTip("" if needed <= self.width() else self.accessibleName())

    def _words(self) -> tuple[str, str]:
        finished = self._session.history.finished
        state = self._session.state
        if state == "failed":
            return self.tr("Not trained"), ""
        if finished is None:
            return (self.tr("Interrupted"), "") if state == "stopped" else (self.tr("Ready"), "")
        if state == "diverged":
            epoch = self.tr("epoch {number}").format(number=count(finished.epochs))
            return self.tr("Diverged"), epoch
        epochs = self.tr("{count} epoch(s)", "", finished.epochs).format(count=count(finished.epochs))
        seconds = self.tr("{seconds} s").format(seconds=_seconds(finished.seconds))
        words = {
            "stopped": self.tr("Stopped"),
            "early_stopped": self.tr("Stopped early"),
        }
        return words.get(finished.reason, self.tr("Trained")), f"{epochs} · {seconds}"

    def _show_progress(self) -> None:
        session = self._session
        history = session.history
        started = history.started
        if started is None or session.state == "starting":
            self._show_preparation()
            return
        done = len(history.epochs)
        # Standing still after an epoch, that one counts and not the one that has not begun.
        rests = session.state == "paused" and 0 < len(history.batch_losses) <= done * started.batches
        current = min(done if rests else done + 1, started.epochs)
        text = self.tr("Epoch {epoch} of {epochs}").format(epoch=count(current), epochs=count(started.epochs))
        self.progress.show_progress(text, self._pace(), history.progress)
        self._show_page(1, text)

    def _show_preparation(self) -> None:
        text = self.tr("Preparing the rows")
        details = (self.tr("stopping"),) if self._session.state == "stopping" else ()
        self.progress.show_progress(text, details, self._session.preparation or 0.0)
        self._show_page(1, text)

    def _pace(self) -> tuple[str, ...]:
        session = self._session
        if session.is_finishing_step:
            return (self.tr("finishing this step"),)
        if session.state == "stopping":
            return (self.tr("stopping"),)
        if session.state == "paused":
            return (self.tr("paused"),)
        left = session.clock.seconds_left(session.history)
        speed = session.clock.epochs_per_second(session.history)
        parts = []
        if speed is not None and speed >= 1:
            parts.append(self.tr("{count} epochs/s").format(count=_figure(speed)))
        elif speed is not None:
            parts.append(self.tr("{seconds} s an epoch").format(seconds=_figure(1 / speed)))
        if left is not None:
            parts.append(self._time_left(left))
        return tuple(parts)

    def _time_left(self, seconds: float) -> str:
        if seconds < 90:
            return self.tr("{count} s left").format(count=max(1, round(seconds)))
        if seconds < 5400:
            return self.tr("{count} min left").format(count=round(seconds / 60))
        return self.tr("{count} h left").format(count=_figure(seconds / 3600))

    def _show_page(self, page: int, text: str) -> None:
        if (page, text) != (self._pages.currentIndex(), self.accessibleName()):
            self._pages.setCurrentIndex(page)
            self.setAccessibleName(text)

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._sentence_row.setSpacing(px(6))
        self.set_wide(self._is_wide)
        self._pages.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._on_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sentence()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._on_changed()
        super().changeEvent(event)


def _seconds(value: float) -> str:
    return figure(value, 1 if value < 100 else 0)


def _figure(value: float) -> str:
    return figure(value, 1 if value < 10 else 0)
