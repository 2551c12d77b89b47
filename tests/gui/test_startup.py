"""The window comes first, the heavy libraries later; and Qt on this Python loses no references."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

# Some releases of PySide6 take a reference from None at every call and abort after a few thousand.
REFERENCES = """
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

class Source(QObject):
    told = Signal(int, bool)

class Painted(QWidget):
    count = 0
    def paintEvent(self, event):
        painter = QPainter(self)
        painter.drawLine(0, 0, 5, 5)
        Painted.count += 1

app = QApplication([])
source, heard = Source(), []
source.told.connect(lambda number, flag: heard.append(number))
for number in range(5000):
    source.told.emit(number, True)
widget, image = Painted(), QImage(20, 20, QImage.Format.Format_ARGB32)
for _ in range(2000):
    widget.render(image)
print(len(heard), Painted.count)
"""


def run(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = dict(
        os.environ,
        XDG_DATA_HOME=str(tmp_path / "data"),
        XDG_CONFIG_HOME=str(tmp_path / "config"),
        QT_QPA_PLATFORM="offscreen",
    )
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )


def test_the_window_shows_before_torch_and_pandas_are_loaded(tmp_path: Path) -> None:
    result = run(tmp_path, "-m", "netbench_gui", "--self-test")
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["loaded"] == []
    assert answer["visible_ms"] > 0
    assert "Traceback" not in result.stderr


def test_importing_the_window_imports_neither_torch_nor_pandas(tmp_path: Path) -> None:
    code = (
        "import sys, netbench_gui.app; print([n for n in ('torch', 'pandas') if n in sys.modules])"
    )
    assert run(tmp_path, "-c", code).stdout.strip() == "[]"


def test_qt_keeps_its_references_through_thousands_of_calls(tmp_path: Path) -> None:
    result = run(tmp_path, "-c", REFERENCES)
    assert result.returncode == 0, result.stderr[-500:]
    assert result.stdout.split() == ["5000", "2000"]


def test_the_version_needs_no_window(tmp_path: Path) -> None:
    result = run(tmp_path, "-m", "netbench_gui", "--version")
    assert result.returncode == 0
    assert result.stdout.startswith("NetBench ")


@pytest.mark.parametrize("arguments", [["--nonsense"], ["a.netbench", "b.netbench"]])
def test_what_is_not_known_is_refused_in_one_line(tmp_path: Path, arguments: list[str]) -> None:
    result = run(tmp_path, "-m", "netbench_gui", *arguments)
    assert result.returncode == 2
    assert len(result.stderr.strip().splitlines()) == 1


def test_words_of_work_go_to_the_command_line_without_qt(tmp_path: Path) -> None:
    code = (
        "import sys, types\n"
        "cli = types.ModuleType('engine.cli')\n"
        "cli.main = lambda argv: print(argv, 'PySide6' in sys.modules) or 3\n"
        "sys.modules['engine.cli'] = cli\n"
        "from netbench_gui.__main__ import main\n"
        "sys.exit(main(['train', 'p.netbench', '--json']))\n"
    )
    result = run(tmp_path, "-c", code)
    assert result.returncode == 3, result.stderr
    assert result.stdout.strip() == "['train', 'p.netbench', '--json'] False"
