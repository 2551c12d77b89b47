#!/usr/bin/env python3
"""The project's two commands: "run" opens NetBench, "test" runs the whole test suite.

Both first bring what is missing into .venv. They need nothing but the system's Python; this file
and the dev_*.py beside it keep to a syntax that Pythons from 3.4 on can read, so that an old one is
told what to install instead of failing on the first line.
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
OLDEST = (3, 11)
USAGE = """usage: python3 packaging/dev.py run [ARGUMENTS OF NETBENCH]
       python3 packaging/dev.py test [ARGUMENTS OF PYTEST]

run   prepares .venv and opens the window on a sample project; without a display it trains
      the sample in the terminal and leaves curves and script in a folder
test  prepares .venv and runs the whole suite; on Linux on a virtual display of its own"""


def python_problem(version, platform):
    """What to install when this Python is too old, else None."""
    if tuple(version[:2]) >= OLDEST:
        return None
    how = "get it from python.org/downloads"
    if platform.startswith("linux"):
        how = "on Debian 12, Ubuntu 24.04 and later: apt-get install python3 python3-venv"
    return (
        "NetBench needs Python %d.%d or newer and this one is %d.%d: "
        "install a newer one (%s) and run this with it." % (OLDEST + tuple(version[:2]) + (how,))
    )


def run(arguments):
    """Open the window, or do the same work in the terminal where there is no display."""
    import dev_display
    import dev_install

    python = dev_install.prepare(ROOT)
    window = dev_display.has_display(os.environ, sys.platform)
    if window:
        missing = dev_display.missing_for_window(ROOT)
        dev_display.provide(missing, dev_install.log_path(ROOT), required=True)
    command = [python, "-m", "netbench_gui"] + arguments
    if window or arguments:
        return dev_install.call(command)
    folder = free_folder(os.path.join(os.getcwd(), "netbench-demo"))
    print("There is no display here, so the sample project is trained in this terminal.")
    code = dev_install.call(command + ["demo", "--out", folder])
    if code == 0:
        missing = dev_display.missing_for_window(ROOT)
        print("For the window, run the same command on a desktop, or log in with ssh -X.")
        if missing:
            how = dev_display.how_to_install(missing)
            print("It also needs system packages that are missing here; " + how)
    return code


# What needs no window runs beside the rest when the whole suite is asked for: two halves on two cores.
WITHOUT_WINDOW = ["tests/engine", "tests/conformance"]


def test(arguments):
    """Run pytest, on Linux under a virtual display of its own."""
    import dev_display
    import dev_install

    python = dev_install.prepare(ROOT)
    if arguments:
        commands = [[python, "-m", "pytest"] + arguments]
    else:
        ignored = ["--ignore=" + folder for folder in WITHOUT_WINDOW]
        commands = [[python, "-m", "pytest"] + ignored, [python, "-m", "pytest"] + WITHOUT_WINDOW]
    if not sys.platform.startswith("linux"):
        return dev_install.call_together(commands, cwd=ROOT)
    in_ci = os.environ.get("CI", "").lower() not in ("", "0", "false")
    missing = dev_display.missing_for_tests(ROOT)
    if not dev_display.provide(missing, dev_install.log_path(ROOT), required=in_ci):
        print("Going on without a display: the tests that need one are skipped.")
        return dev_install.call_together(commands, cwd=ROOT, QT_QPA_PLATFORM="offscreen")
    with dev_display.VirtualDisplay() as display:
        return dev_install.call_together(
            commands,
            cwd=ROOT,
            DISPLAY=display.name,
            WAYLAND_DISPLAY="",
            QT_QPA_PLATFORM="xcb",
            NETBENCH_REQUIRE_DISPLAY="1",
        )


def free_folder(wanted):
    """The wanted folder, or the first of wanted-2, wanted-3, ... that does not exist."""
    folder, number = wanted, 1
    while os.path.exists(folder):
        number += 1
        folder = "%s-%d" % (wanted, number)
    return folder


def main(arguments):
    problem = python_problem(sys.version_info, sys.platform)
    if problem:
        sys.exit(problem)
    # Not there already when Python was started with -P or by another file's path.
    if HERE not in sys.path:
        sys.path.insert(0, HERE)
    commands = {"run": run, "test": test}
    if not arguments or arguments[0] not in commands:
        asked_for_help = arguments[:1] in (["-h"], ["--help"])
        (sys.stdout if asked_for_help else sys.stderr).write(USAGE + "\n")
        return 0 if asked_for_help else 2
    try:
        return commands[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        sys.exit("This could not be done: %s." % error)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
