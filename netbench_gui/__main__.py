"""The command `netbench`: opens the window, or hands a word of work over to the command line."""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Sequence
from pathlib import Path

BEGAN = time.perf_counter()
COMMANDS = ("train", "check", "evaluate", "predict", "export", "data", "new", "demo")
USAGE = f"""\
netbench                 open the window
netbench FILE            open the window with a project or a table
netbench COMMAND …       work without a window: {", ".join(COMMANDS)}
netbench --self-test     open the window, say how long it took, close it
netbench --version"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run NetBench and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    first = arguments[0] if arguments else ""
    if first in COMMANDS:
        # Before anything of Qt: the command line works on machines that cannot show a window.
        from engine.cli import main as run_command

        return int(run_command(arguments))
    if first in {"--version", "-V"}:
        from netbench_gui.version import version

        print(f"NetBench {version()}")
        return 0
    if first in {"--help", "-h"}:
        print(USAGE)
        return 0
    self_test = first == "--self-test"
    if len(arguments) > 1 or (first.startswith("-") and not self_test):
        unknown = arguments[1] if len(arguments) > 1 else first
        print(f"netbench: “{unknown}” is not known here; see netbench --help.", file=sys.stderr)
        return 2
    # Before Qt, which reads the source of every module that is imported after it.
    importlib.import_module("engine.project.document")
    from netbench_gui.app import run

    file = Path(first) if first and not self_test else None
    return run(file, self_test=self_test, began=BEGAN)


if __name__ == "__main__":
    sys.exit(main())
