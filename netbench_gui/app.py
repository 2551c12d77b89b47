"""Starts the window: look, language, project, and torch when nothing moves."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from netbench_gui.dialogs.crash_report import CrashReportDialog
from netbench_gui.documents.crash import CrashWatch
from netbench_gui.documents.documents import SUFFIX, Documents
from netbench_gui.documents.recovery import Recovered, Recovery
from netbench_gui.language import Languages
from netbench_gui.look.theme import Theme
from netbench_gui.notify import Notifier
from netbench_gui.selection import Selection
from netbench_gui.session.session import TrainingSession
from netbench_gui.settings import Settings
from netbench_gui.store import ProjectStore
from netbench_gui.version import version
from netbench_gui.window.main_window import MainWindow

# Loading torch stalls the window for a moment: only when nobody has done anything for so long.
QUIET_SECONDS = 0.8
HEAVY = ("torch", "pandas", "scipy", "matplotlib", "sklearn", "PIL")


class Program(QObject):
    """All objects that live as long as the window."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self._app = app
        self.settings = settings
        self.languages = Languages(app)
        self.languages.use(settings.language)
        self.theme = Theme(self)
        self.theme.set_mode(settings.theme_mode)
        self.theme.set_zoom(settings.zoom)
        self.theme.apply(app)
        self.store = ProjectStore(parent=self)
        self.notifier = Notifier(self)
        self.selection = Selection(self.store, self)
        self.session = TrainingSession(self.store, self.notifier, parent=self)
        self.recovery = Recovery(self.store)
        self.window = MainWindow(
            self.theme,
            self.store,
            self.selection,
            self.session,
            self.notifier,
            settings,
            languages=self.languages,
        )
        self.window.commands.apply_short_runs()
        self.crashes = CrashWatch(self.recovery.write_now, self)
        self.crashes.crashed.connect(self._on_crashed)
        self.session.crashed.connect(self.crashes.report)
        self._report: CrashReportDialog | None = None

    def open_first(self, file: Path | None) -> None:
        """Show the project that was asked for, that was left behind, or a sample."""
        documents = self.window.documents
        last = self.settings.last_project
        if file is None and last is not None and last.exists():
            file = last
        if file is None:
            documents.open_first_sample()
            self.notifier.info(documents.sample_hint)
        elif file.suffix.lower() == SUFFIX:
            documents.open_path(file)
            if self.store.path is None:  # it could not be read, and the bar says why
                documents.open_first_sample()
        else:
            documents.open_first_sample()
            # The question how to read a table needs a window to stand on.
            self.window.drawn.connect(lambda: documents.open_path(file))
        self.recovery.start()
        self._offer_recovered(documents)
        if not self.settings.has_trained:
            self.window.tool_bar.train_button.show_ring()

    def warm_up(self) -> None:
        """Load torch as soon as the window has been left alone for a moment."""
        self._warmth = _QuietMoment(self._app, self.session.warm_up)

    def close(self) -> None:
        """Let everything end in order."""
        self.crashes.remove()
        self.window.finish()
        self.recovery.close()
        self.store.close()
        # While the application still lives: at Python's exit the order of the ends is anybody's.
        self.window.tool_bar.train_button.hide_ring()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _offer_recovered(self, documents: Documents) -> None:
        found = self.recovery.find()
        if not found:
            return
        newest: Recovered = found[0]
        moment = f"{newest.saved_at:%H:%M}"

        def text() -> str:
            sentence = self.tr("NetBench closed unexpectedly. Your project from {time} is here.")
            return sentence.format(time=moment)

        self.notifier.notice(
            text,
            [
                (lambda: self.tr("Open it"), lambda: documents.open_recovered(newest, self.recovery)),
                (lambda: self.tr("Discard"), lambda: self.recovery.discard(newest)),
            ],
        )

    def _on_crashed(self, text: str, file: str) -> None:
        if self._report is not None:
            self._report.close()
        self._report = CrashReportDialog(self.theme, text, file, self.window)
        self._report.destroyed.connect(self._forget_report)
        self._report.show()

    def _forget_report(self) -> None:
        self._report = None


class _QuietMoment(QObject):
    """Calls once, when nothing has moved in the window for a while."""

    def __init__(self, app: QApplication, call: object) -> None:
        super().__init__(app)
        self._call = call
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(QUIET_SECONDS * 1000))
        self._timer.timeout.connect(self._on_timer_timeout)
        self._timer.start()

    def _on_timer_timeout(self) -> None:
        if QApplication.mouseButtons().value or QApplication.activePopupWidget() is not None:
            self._timer.start()
            return
        self._call()  # type: ignore[operator]
        self.deleteLater()


def make_application() -> QApplication:
    """Make the one QApplication, with the names that files and title bars show."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("netbench")
    app.setApplicationDisplayName("NetBench")
    app.setApplicationVersion(version())
    app.setDesktopFileName("netbench")
    return app


def run(file: Path | None = None, *, self_test: bool = False, began: float | None = None) -> int:
    """Open the window and stay until it is closed."""
    began = time.perf_counter() if began is None else began
    app = make_application()
    program = Program(app, Settings())
    app.setWindowIcon(QIcon(program.theme.icon("waypoints", 16, "accent")))
    program.crashes.install()
    program.open_first(file)
    if self_test:
        program.window.drawn.connect(lambda: _report_start(app, began))
    else:
        program.window.drawn.connect(program.warm_up)
    program.window.show()
    code = app.exec()
    program.close()
    return code


def _report_start(app: QApplication, began: float) -> None:
    visible = round((time.perf_counter() - began) * 1000, 1)
    loaded = [name for name in HEAVY if name in sys.modules]
    answer = {"visible_ms": visible, "platform": app.platformName(), "loaded": loaded}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
    app.exit(0)
