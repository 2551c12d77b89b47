"""Unsaved work outlives the program, also when it is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.project.edits import change_training
from engine.project.storage import load_project
from netbench_gui.documents.recovery import DELAY_MS, Recovery
from netbench_gui.store import ProjectStore

# The real program, with one edit made as the settings panel makes it, and a way to look inside.
PROGRAM = """
import json, sys
from PySide6.QtCore import QTimer
from engine.project.edits import change_training
from netbench_gui import app as program
from netbench_gui.settings import Settings

app = program.make_application()
running = program.Program(app, Settings())
running.open_first(None)
window = running.window
window.show()

def edit():
    running.store.edit("Epochs", lambda project: change_training(project, epochs=1234))
    print("edited", flush=True)

def look():
    message = window.status_row.message
    print(json.dumps({"text": message.text(), "buttons": [b.text() for b in message.buttons()]}))
    message.buttons()[0].click()
    project = running.store.project
    print(json.dumps({"epochs": project.training.epochs, "saved": running.store.is_saved,
                      "title": window.windowTitle()}), flush=True)
    app.exit()

window.drawn.connect(edit if sys.argv[1] == "edit" else look)
code = app.exec()
running.close()
sys.exit(code)
"""


@pytest.fixture
def recovery(store: ProjectStore, tmp_path: Path) -> Iterator[Recovery]:
    recovery = Recovery(store, tmp_path)
    recovery.start()
    yield recovery
    recovery.close()


def edit(store: ProjectStore, epochs: int = 3) -> None:
    store.edit("Epochs", lambda project: change_training(project, epochs=epochs))


def copies(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.netbench"))


def test_an_edit_is_on_disk_within_five_seconds(
    recovery: Recovery, store: ProjectStore, tmp_path: Path, qtbot: QtBot
) -> None:
    assert DELAY_MS <= 4000
    edit(store)
    qtbot.wait_until(lambda: len(copies(tmp_path)) == 1, timeout=5000)
    assert load_project(copies(tmp_path)[0]).training.epochs == 3


def test_edits_in_a_row_do_not_put_the_copy_off(
    recovery: Recovery, store: ProjectStore, tmp_path: Path, qtbot: QtBot
) -> None:
    began = time.monotonic()
    epochs = iter(range(100, 10_000))

    def typed_until_written() -> bool:
        edit(store, next(epochs))
        return bool(copies(tmp_path))

    qtbot.wait_until(typed_until_written, timeout=5000)
    assert time.monotonic() - began < 5


def test_saving_takes_the_copy_away(
    recovery: Recovery, store: ProjectStore, tmp_path: Path
) -> None:
    edit(store)
    recovery.write_now()
    assert copies(tmp_path)
    store.mark_saved(tmp_path.parent / "Mine.netbench")
    assert not copies(tmp_path)


def test_an_ordered_end_leaves_nothing(store: ProjectStore, tmp_path: Path) -> None:
    recovery = Recovery(store, tmp_path)
    edit(store)
    recovery.write_now()
    recovery.close()
    assert list(tmp_path.iterdir()) == []


def test_the_copy_of_a_living_program_is_not_offered_to_another(
    recovery: Recovery, store: ProjectStore, tmp_path: Path
) -> None:
    edit(store)
    recovery.write_now()
    assert Recovery(store, tmp_path).find() == []
    assert recovery.find() == []


def test_a_disk_that_refuses_does_not_stop_the_work(store: ProjectStore, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    recovery = Recovery(store, tmp_path / "file" / "below")
    edit(store)
    recovery.write_now()
    assert recovery.trouble is not None
    recovery.close()


def test_a_damaged_remainder_is_passed_over(store: ProjectStore, tmp_path: Path) -> None:
    (tmp_path / "a.netbench").write_text("{}", encoding="utf-8")
    (tmp_path / "a.json").write_text("no", encoding="utf-8")
    (tmp_path / "b.netbench").write_text("{}", encoding="utf-8")
    assert Recovery(store, tmp_path).find() == []


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_killed_window_gives_the_project_back_at_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    environment = dict(
        os.environ,
        XDG_DATA_HOME=str(tmp_path / "data"),
        XDG_CONFIG_HOME=str(tmp_path / "config"),
        QT_QPA_PLATFORM="offscreen",
        LANGUAGE="en",
        LC_ALL="C.UTF-8",
    )

    def start(what: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, what],
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    first = start("edit")
    assert first.stdout is not None
    assert first.stdout.readline().strip() == "edited"
    edited = time.monotonic()
    folder = tmp_path / "data" / "netbench" / "recovery"
    qtbot.wait_until(lambda: bool(copies(folder)) or first.poll() is not None, timeout=5000)
    assert time.monotonic() - edited < 5
    assert first.poll() is None
    first.send_signal(signal.SIGKILL)
    first.communicate()

    answer, errors = start("look").communicate(timeout=60)
    offered, opened = (json.loads(line) for line in answer.splitlines())
    assert offered["text"].startswith("NetBench closed unexpectedly. Your project from ")
    assert offered["buttons"][0] == "Open it"
    assert opened["epochs"] == 1234
    assert not opened["saved"]
    assert opened["title"].endswith("— not saved")
    assert "Traceback" not in errors
    assert not copies(folder)
