"""Every test starts from the same seeds, on a display that exists, and far from the user's own settings."""

import os
import random
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

REQUIRED = "NETBENCH_REQUIRE_DISPLAY"


def _move_home(home: Path) -> None:
    """Point everything that a program asks for "the user's folder" into a temporary one."""
    # The key to a real X display lies in the home folder and must be found after the move.
    os.environ.setdefault("XAUTHORITY", str(Path("~/.Xauthority").expanduser()))
    for name in [name for name in os.environ if name.startswith("NETBENCH_") and name != REQUIRED]:
        del os.environ[name]
    folders = {
        "HOME": "",
        "USERPROFILE": "",
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_CACHE_HOME": ".cache",
        "XDG_STATE_HOME": ".local/state",
    }
    for name, folder in folders.items():
        (home / folder).mkdir(parents=True, exist_ok=True)
        os.environ[name] = str(home / folder)
    if "XDG_RUNTIME_DIR" not in os.environ:  # Qt warns where it is missing, and warnings fail tests
        (home / "runtime").mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(home / "runtime")


_HOME = Path(tempfile.mkdtemp(prefix="netbench-tests-"))
_move_home(_HOME)

# All of this must stand before the first test module imports Qt.
if sys.platform.startswith("linux") and not (
    os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("netbench", deadline=None, derandomize=True, database=None)
settings.load_profile("netbench")


def pytest_unconfigure() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


def _display_problem() -> str | None:
    """Why a test marked `display` cannot run here."""
    if not sys.platform.startswith("linux"):
        return "real drags are tested on X11 only"
    if not os.environ.get("DISPLAY"):
        return "no X display"
    if os.environ.get("QT_QPA_PLATFORM", "xcb") != "xcb":
        return "Qt does not draw on the X display"
    if shutil.which("xdotool") is None:
        return "xdotool is not installed"
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    random.seed(0)
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed(0)
    if torch := sys.modules.get("torch"):
        torch.manual_seed(0)
    if item.get_closest_marker("display") and (problem := _display_problem()):
        in_ci = os.environ.get("CI", "").lower() not in ("", "0", "false")
        if os.environ.get(REQUIRED) or (in_ci and sys.platform.startswith("linux")):
            pytest.fail(f"This test needs a real display: {problem}.", pytrace=False)
        pytest.skip(f"{problem}; packaging/dev.py test brings one")
