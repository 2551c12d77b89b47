"""Our own bugs end in a report, after the work was saved, and the program lives on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netbench_gui.dialogs.crash_report import CrashReportDialog
from netbench_gui.documents.crash import CrashWatch
from netbench_gui.look.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def saved() -> list[str]:
    return []


@pytest.fixture
def watch(
    qtbot: QtBot, saved: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[CrashWatch]:
    monkeypatch.setattr("netbench_gui.documents.crash.data_folder", lambda: tmp_path)
    # In place of what the test runner has there, which would fail the test.
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)
    watch = CrashWatch(lambda: saved.append("work"))
    watch.install()
    yield watch
    watch.remove()


def test_a_mistake_in_a_thread_is_reported_in_the_window(
    watch: CrashWatch, saved: list[str], qtbot: QtBot
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("in a thread")

    with qtbot.wait_signal(watch.crashed) as crashed:
        threading.Thread(target=fail).start()
    text, file = crashed.args
    assert "ZeroDivisionError: in a thread" in text
    assert saved == ["work"]
    assert Path(file).read_text(encoding="utf-8") == text


def test_the_report_comes_also_where_saving_fails(qtbot: QtBot) -> None:
    def fail() -> None:
        raise OSError

    watch = CrashWatch(fail)
    with qtbot.wait_signal(watch.crashed):
        watch.report(RuntimeError("x"))


def test_the_report_can_be_copied_and_does_not_block(qtbot: QtBot, theme: Theme) -> None:
    dialog = CrashReportDialog(theme, "the report", "/a/file.txt")
    qtbot.addWidget(dialog)
    assert not dialog.isModal()
    dialog.copy_button.click()
    assert QApplication.clipboard().text() == "the report"
