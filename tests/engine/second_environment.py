"""A Python that has torch, numpy and pandas and nothing of ours, and what runs exported scripts in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import venv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

NEEDED = ("torch", "numpy", "pandas")
SECONDS = 120

# Imports the libraries once, those included that torch imports at the first step of an optimizer (a second or more); each script
# then runs as __main__ in a process of its own that begins where they are loaded and nothing has been drawn or computed.
DRIVER = """
import contextlib, json, os, runpy, sys, traceback
import numpy, pandas, torch
with contextlib.suppress(ImportError):
    import torch._dynamo

def run(command, output):
    sys.argv = command
    sink = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    code = 0
    try:
        runpy.run_path(command[0], run_name="__main__")
    except SystemExit as error:
        code = error.code or 0
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)

waiting, codes, running = json.load(open(sys.argv[1])), {}, {}
while waiting or running:
    while waiting and len(running) < 2:
        command, output = waiting.pop(0)
        child = os.fork()
        if not child:
            run(command, output)
        running[child] = command[0]
    child, status = os.wait()
    codes[running.pop(child)] = os.waitstatus_to_exitcode(status)
json.dump(codes, open(sys.argv[1], "w"))
"""


@dataclass(frozen=True)
class Script:
    """A script to run: where it lies, and what it is told besides where to write."""

    path: Path
    arguments: tuple[str, ...] = ()

    def result(self, name: str) -> Path:
        """Where its history, scores, weights or output go."""
        return self.path.with_name(f"{self.path.stem}.{name}")

    @property
    def command(self) -> list[str]:
        """The command line, the interpreter left out."""
        written = [word for name in ("history", "scores", "weights") for word in (f"--{name}", str(self.result(name)))]
        return [str(self.path), *self.arguments, *written]


@dataclass(frozen=True)
class SecondPython:
    """The interpreter of the second environment."""

    python: Path
    driver: Path

    def ask(self, code: str) -> Any:
        """What a line of Python prints there, read as JSON."""
        result = self.call(["-c", code])
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    def call(self, arguments: Sequence[str], *, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Start the interpreter, cut off from the environment variables that lead to our packages."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        return subprocess.run(
            [str(self.python), "-X", "utf8", *arguments],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env=kept,
            timeout=SECONDS,
            cwd=cwd or self.driver.parent,
            check=False,
        )

    def run(self, scripts: Iterable[Script]) -> dict[Path, str]:
        """Run the scripts; returns what went wrong, by path."""
        scripts = list(scripts)
        if not hasattr(os, "fork"):
            results = {script.path: self.call(script.command) for script in scripts}
            return {path: result.stdout + result.stderr for path, result in results.items() if result.returncode}
        jobs = self.driver.with_name("jobs.json")
        jobs.write_text(json.dumps([[script.command, str(script.result("output"))] for script in scripts]), "utf-8")
        result = self.call([str(self.driver), str(jobs)])
        assert result.returncode == 0, result.stdout + result.stderr
        codes = json.loads(jobs.read_text("utf-8"))
        return {
            script.path: script.result("output").read_text("utf-8", "replace")
            for script in scripts
            if codes[str(script.path)]
        }


def requirement_closure(names: Iterable[str]) -> dict[str, Distribution]:
    """The installed distributions that these need, directly or not."""
    found: dict[str, Distribution] = {}
    waiting = [canonicalize_name(name) for name in names]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found[name] = distribution(name)
        for line in found[name].requires or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(canonicalize_name(requirement.name))
    return found


def make_second_python(folder: Path) -> SecondPython:
    """Make the environment from what is installed here; nothing is downloaded."""
    home = folder / "second"
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(home)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    listed = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
        timeout=SECONDS,
    ).stdout.strip()
    place = Path(listed)
    for found in requirement_closure(NEEDED).values():
        for entry in {file.parts[0] for file in found.files or () if file.parts[0] not in ("..", "__pycache__")}:
            _put(Path(str(found.locate_file(entry))), place / entry)
    driver = folder / "driver.py"
    driver.write_text(DRIVER, "utf-8")
    return SecondPython(python, driver)


def _put(source: Path, target: Path) -> None:
    if target.exists() or not source.exists():
        return
    if os.name != "nt":
        target.symlink_to(source)
    elif source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copyfile(source, target)
