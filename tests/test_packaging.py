"""The two commands, the pins, and the wheel."""

import ast
import importlib
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path
from types import ModuleType

import PySide6
import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PACKAGING = ROOT / "packaging"
DEV_FILES = sorted(PACKAGING.glob("dev*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture
def dev(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return _load("dev", monkeypatch)


@pytest.fixture
def dev_install(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return _load("dev_install", monkeypatch)


@pytest.fixture
def dev_display(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return _load("dev_display", monkeypatch)


def _load(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module(name)


def _pins() -> dict[str, str]:
    lines = (PACKAGING / "constraints.txt").read_text("utf-8").splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


# --- the files are readable by Pythons that cannot run NetBench


@pytest.mark.parametrize("path", DEV_FILES, ids=lambda path: path.name)
def test_old_pythons_can_parse_the_commands(path: Path) -> None:
    text = path.read_text("ascii")
    tree = ast.parse(text, feature_version=(3, 4))
    # What feature_version lets pass.
    newer = (
        ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match, ast.AsyncFunctionDef, ast.Await,
    )  # fmt: skip
    for node in ast.walk(tree):
        assert not isinstance(node, newer), f"line {node.lineno}"
        if isinstance(node, ast.FunctionDef):
            arguments = node.args.args + node.args.kwonlyargs + node.args.posonlyargs
            assert not any(argument.annotation for argument in arguments), f"line {node.lineno}"
            assert node.returns is None, f"line {node.lineno}"


def test_the_check_of_the_version_comes_before_any_import_an_old_python_lacks() -> None:
    """dev.py must even parse on Python 2, which Debian's "python" still means in places."""
    tree = ast.parse((PACKAGING / "dev.py").read_text("ascii"))
    at_top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert sorted(alias.name for node in at_top for alias in node.names) == ["os", "sys"]


@pytest.mark.parametrize("path", DEV_FILES, ids=lambda path: path.name)
def test_the_commands_need_only_the_standard_library(path: Path) -> None:
    ours = {path.stem for path in DEV_FILES}
    for node in ast.walk(ast.parse(path.read_text("ascii"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                assert alias.name.split(".")[0] in sys.stdlib_module_names | ours
        assert not isinstance(node, ast.ImportFrom)


def test_packaging_never_shadows_the_library_of_that_name() -> None:
    assert not (PACKAGING / "__init__.py").exists()
    code = "import packaging; print(packaging.__version__)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 4, 0), (3, 10, 12)])
def test_an_old_python_is_told_in_one_sentence(dev: ModuleType, version: tuple[int, ...]) -> None:
    for platform in ("linux", "win32", "darwin"):
        problem = dev.python_problem(version, platform)
        assert "needs Python 3.11 or newer" in problem
        assert f"{version[0]}.{version[1]}" in problem
        assert "\n" not in problem


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 2), (4, 0, 0)])
def test_a_new_python_is_welcome(dev: ModuleType, version: tuple[int, ...]) -> None:
    assert dev.python_problem(version, "linux") is None


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["walk"], 2), (["--help"], 0)])
def test_a_wrong_word_is_answered_with_the_usage(arguments: list[str], code: int) -> None:
    command = [sys.executable, "-S", str(PACKAGING / "dev.py"), *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == code
    assert "dev.py run" in (done.stderr if code else done.stdout)


def test_the_folder_of_the_demo_is_a_new_one(dev: ModuleType, tmp_path: Path) -> None:
    wanted = tmp_path / "netbench-demo"
    assert dev.free_folder(str(wanted)) == str(wanted)
    wanted.mkdir()
    assert dev.free_folder(str(wanted)) == f"{wanted}-2"
    (tmp_path / "netbench-demo-2").mkdir()
    assert dev.free_folder(str(wanted)) == f"{wanted}-3"


# --- installing

CPU = ["--index-url", "https://download.pytorch.org/whl/cpu"]


@pytest.mark.parametrize(
    ("system", "settings", "nvidia", "expected"),
    [
        ("linux", "", False, CPU),
        ("linux", "", True, []),
        ("win32", "", False, []),
        ("darwin", "", False, []),
        ("linux", "global.timeout='60'\nglobal.cert='/etc/ca.crt'\n", False, CPU),
        ("linux", "global.index-url='https://pypi.example/simple'\n", False, []),
        ("linux", "global.timeout='60'\nglobal.extra-index-url='https://a.example'\n", False, []),
        ("linux", ":env:.find-links='/wheels'\n", False, []),
        ("linux", "install.find-links='/wheels'\n", False, []),
        ("linux", "user.no-index='true'\n", False, []),
        ("linux", "global.index-url='https://pypi.example/simple'\n", True, []),
        # A value that only mentions such a word decides nothing.
        ("linux", "global.log='/tmp/a.find-links='\n", False, CPU),
    ],
)
def test_where_torch_comes_from(
    dev_install: ModuleType, system: str, settings: str, nvidia: bool, expected: list[str]
) -> None:
    assert dev_install.torch_source(system, settings, nvidia) == expected


def test_pip_is_asked_for_its_own_settings(
    dev_install: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_FIND_LINKS", "somewhere")
    assert dev_install.has_own_index(dev_install.pip_settings(sys.executable))


@pytest.mark.parametrize(
    ("machine", "word"),
    [
        (("linux", "x86_64", ("glibc", "2.31"), sys.maxsize), "glibc"),
        (("darwin", "x86_64", ("", ""), sys.maxsize), "Intel"),
        (("win32", "AMD64", ("", ""), 2**31 - 1), "64-bit"),
        (("linux", "x86_64", ("glibc", "2.36"), sys.maxsize), None),
        (("linux", "aarch64", ("glibc", "2.40.9000"), sys.maxsize), None),
        (("linux", "x86_64", ("", ""), sys.maxsize), None),
        (("darwin", "arm64", ("", ""), sys.maxsize), None),
        (("win32", "AMD64", ("", ""), sys.maxsize), None),
    ],
)
def test_machines_without_builds_are_told_before_the_download(
    dev_install: ModuleType, machine: tuple[str, str, tuple[str, str], int], word: str | None
) -> None:
    problem = dev_install.machine_problem(*machine)
    assert problem is None if word is None else word in problem


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_what_to_install(
    dev_install: ModuleType, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == module else found(name)
    )
    with pytest.raises(SystemExit) as refused:
        dev_install.make_venv(str(tmp_path / ".venv"), str(tmp_path / ".venv/bin/python"))
    assert "-venv" in str(refused.value)
    assert "\n" not in str(refused.value)


OFFLINE = """\
WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('…')': /simple/x/
ERROR: Could not find a version that satisfies the requirement torch (from versions: none)
ERROR: No matching distribution found for torch
"""
CONFLICT = """\
ERROR: Cannot install torch because these package versions have conflicting dependencies.

The conflict is caused by:
    The user requested torch
    The user requested (constraint) torch==2.13.0

ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/
"""


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (OFFLINE, "network connection"),
        ("ERROR: [Errno 28] No space left on device\n", "disk is full"),
        ("ERROR: No matching distribution found for torch==2.13.0\n", "no build of torch==2.13.0"),
        (CONFLICT, "no build of torch==2.13.0"),
        (
            "Collecting x\nERROR: The hashes differ\n\n[notice] new pip\n",
            "ERROR: The hashes differ",
        ),
        ("", "it said nothing"),
    ],
)
def test_a_failed_installation_is_one_sentence(
    dev_install: ModuleType, output: str, words: str
) -> None:
    sentence = dev_install.pip_failure(output)
    assert words in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("line", "news"),
    [
        (
            "  Downloading torch-2.13.0+cpu-cp311-cp311-linux.whl (190.2 MB)\n",
            "torch 2.13.0+cpu 190 MB",
        ),
        (
            "  Downloading https://a.example/b/pandas-3.1.1-cp311.whl (12 MB)\n",
            "pandas 3.1.1 12 MB",
        ),
        ("Downloading rich-15.0.0-py3-none-any.whl (310 kB)\n", None),
        ("Downloading rich-15.0.0-py3-none-any.whl (1.2 MB)\n", None),
        ("Installing collected packages: a, b, c\n", "unpacking 3 packages"),
        ("Installing collected packages: torch\n", "unpacking torch"),
        ("Collecting rich\n", None),
    ],
)
def test_what_takes_long_is_announced(dev_install: ModuleType, line: str, news: str | None) -> None:
    assert dev_install.progress(line) == news


def test_a_second_start_installs_nothing(
    dev_install: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "checkout"
    shutil.copytree(PACKAGING, root / "packaging")
    shutil.copy(ROOT / "pyproject.toml", root)
    python = Path(dev_install.venv_python(str(root / ".venv")))
    python.parent.mkdir(parents=True)
    python.touch()
    (root / ".venv" / "netbench-stamp").write_text(dev_install.fingerprint(str(root)))
    installed: list[list[str]] = []
    monkeypatch.setattr(
        dev_install, "pip", lambda root, python, arguments: installed.append(arguments)
    )
    monkeypatch.setattr(dev_install, "answers", lambda python, code: True)
    monkeypatch.setattr(dev_install, "pip_settings", lambda python: "")

    assert dev_install.prepare(str(root)) == str(python)
    assert installed == []

    with (root / "packaging" / "constraints.txt").open("a") as file:
        file.write("another==1.0\n")
    dev_install.prepare(str(root))
    assert "torch" in installed[0]
    assert installed[-1][-1] == f"{root}[dev]"

    installed.clear()
    dev_install.prepare(str(root))
    assert installed == []


def test_a_moved_checkout_is_installed_again(dev_install: ModuleType, tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name / "packaging").mkdir(parents=True)
        (tmp_path / name / "pyproject.toml").write_text("[project]")
        (tmp_path / name / "packaging" / "constraints.txt").write_text("")
    here, there = (dev_install.fingerprint(str(tmp_path / name)) for name in ("here", "there"))
    assert here != there


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_exit_codes_are_passed_on(dev_install: ModuleType) -> None:
    assert dev_install.call([sys.executable, "-c", "raise SystemExit(7)"]) == 7
    killed = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert dev_install.call([sys.executable, "-c", killed]) == 137


# --- the system's libraries and the display

LDD = """\
/x/PySide6/Qt/plugins/platforms/libqxcb.so:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibxcb-cursor.so.0 => not found
\tlibX11.so.6 => /lib/x86_64-linux-gnu/libX11.so.6 (0x00007f1b)
\tlibglib-2.0.so.0 => not found
\tlibsurprise.so.3 => not found
/x/PySide6/QtWidgets.abi3.so:
\tlibglib-2.0.so.0 => not found
\tlibgthread-2.0.so.0 => not found
"""


def test_missing_libraries_are_found_and_named(dev_display: ModuleType) -> None:
    missing = dev_display.not_found(LDD)
    assert missing == [
        "libglib-2.0.so.0", "libgthread-2.0.so.0", "libsurprise.so.3", "libxcb-cursor.so.0",
    ]  # fmt: skip
    assert dev_display.packages(missing) == ["libglib2.0-0", "libsurprise.so.3", "libxcb-cursor0"]


def test_every_package_that_qt_is_known_to_need_can_be_named(dev_display: ModuleType) -> None:
    needed = """libgl1 libegl1 libfontconfig1 libglib2.0-0 libxkbcommon0 libdbus-1-3 libxcb-cursor0
        libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
        libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1"""
    assert set(needed.split()) <= set(dev_display.PACKAGES.values())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there are no .so files")
def test_every_library_that_qt_links_to_comes_along_or_has_a_package(
    dev_display: ModuleType,
) -> None:
    """So that a new PySide6 with a new need is noticed here and not by a newcomer."""
    folder = Path(PySide6.__file__).parent
    bundled = {path.name for path in folder.rglob("*.so*")}
    of_libc = r"lib(c|m|dl|rt|pthread|gcc_s)\.so"
    names = ["QtWidgets.abi3.so", "Qt/plugins/platforms/libqxcb.so"]
    names += [f"Qt/lib/libQt6{name}.so.6" for name in ("Core", "DBus", "Gui", "Widgets", "XcbQpa")]
    for name in names:
        # The names a library links to stand in its table of strings, each between two zeros.
        for found in re.findall(rb"\0(lib[\w+.-]+\.so\.\d+)(?=\0)", (folder / name).read_bytes()):
            library = found.decode()
            known = library in dev_display.PACKAGES or library in bundled
            assert known or re.match(of_libc, library) or "shiboken" in library, (name, library)


@pytest.mark.parametrize(
    ("environ", "system", "existing", "expected"),
    [
        ({}, "linux", [], False),
        ({"DISPLAY": ""}, "linux", [], False),
        ({"DISPLAY": ":0"}, "linux", ["/tmp/.X11-unix/X0"], True),
        ({"DISPLAY": ":1.0"}, "linux", ["/tmp/.X1-lock"], True),
        ({"DISPLAY": ":1"}, "linux", ["/tmp/.X11-unix/X0"], False),
        ({"DISPLAY": "localhost:10.0"}, "linux", [], True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", [], True),
        ({}, "win32", [], True),
        ({}, "darwin", [], True),
    ],
)
def test_whether_a_window_can_be_opened(
    dev_display: ModuleType,
    environ: dict[str, str],
    system: str,
    existing: list[str],
    expected: bool,
) -> None:
    assert dev_display.has_display(environ, system, existing.__contains__) is expected


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there is no root on Windows")
@pytest.mark.parametrize(
    ("user", "apt", "missing", "advice"),
    [
        (0, True, ["libegl1", "xvfb"], "type: apt-get update && apt-get install -y libegl1 xvfb"),
        (1000, True, ["libegl1"], "type: sudo apt-get update && sudo apt-get install -y libegl1"),
        (1000, False, ["libegl1"], "package manager: libegl1"),
        (0, True, ["libegl1", "libodd.so.3"], "package manager: libegl1, libodd.so.3"),
    ],
)
def test_what_to_type_is_one_line(
    dev_display: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    user: int,
    apt: bool,
    missing: list[str],
    advice: str,
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/apt-get" if apt else None)
    assert dev_display.how_to_install(missing).endswith(advice)


def test_without_rights_nothing_is_installed_and_the_line_is_printed(
    dev_display: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/apt-get")
    monkeypatch.setattr(dev_display, "apt_install", lambda names, log: pytest.fail("installed"))
    log = str(tmp_path / "log")
    assert dev_display.provide([], log, required=True)
    assert not dev_display.provide(["xvfb"], log, required=False)
    assert "sudo apt-get install -y xvfb" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="sudo apt-get install -y xvfb"):
        dev_display.provide(["xvfb"], log, required=True)


@pytest.mark.display
def test_the_virtual_display_goes_when_it_is_no_longer_needed(
    dev_display: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("signal.signal", lambda *arguments: None)
    with dev_display.VirtualDisplay() as display:
        assert display.name != os.environ["DISPLAY"]
        command = ["xdotool", "getdisplaygeometry"]
        environment = dict(os.environ, DISPLAY=display.name)
        size = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert size.stdout.split() == ["1920", "1200"]
    gone = subprocess.run(command, check=False, env=environment, capture_output=True)
    assert gone.returncode != 0


# --- pins


def test_everything_that_is_installed_is_pinned() -> None:
    """Follow the requirements through what is installed here: each must stand in constraints.txt."""
    project = PROJECT["project"]
    extras = project["optional-dependencies"]["dev"]
    waiting = [Requirement(text) for text in project["dependencies"] + extras]
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        applies = requirement.marker is None or any(
            requirement.marker.evaluate({"extra": extra}) for extra in requirement.extras or {""}
        )
        if not applies or name in seen:
            continue
        seen.add(name)
        for text in importlib.metadata.requires(name) or []:
            inner = Requirement(text)
            if inner.marker is None or inner.marker.evaluate({"extra": ""}):
                waiting.append(inner)
    # The CUDA builds bring libraries of NVIDIA, which torch itself pins.
    seen = {name for name in seen if not name.startswith(("nvidia", "cuda", "triton"))}
    assert seen <= set(_pins())


def test_pins_are_exact_public_and_within_what_is_declared() -> None:
    pins = _pins()
    for version in pins.values():
        assert re.fullmatch(r"[\w.]+", version)
    for text in PROJECT["project"]["dependencies"]:
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate():
            assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), text


def test_the_qt_that_breaks_python_3_11_is_kept_out() -> None:
    qt = [Requirement(text) for text in PROJECT["project"]["dependencies"] if "PySide6" in text]
    assert Marker("python_version < '3.12'") in [requirement.marker for requirement in qt]
    for requirement in qt:
        assert requirement.marker is not None
        on_3_11 = requirement.marker.evaluate({"python_version": "3.11"})
        assert requirement.specifier.contains("6.12.0") is not on_3_11
        assert not requirement.specifier.contains("6.7.3")


REFERENCES = """
import sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

class Source(QObject):
    sent = Signal(bool)

class Canvas(QWidget):
    def paintEvent(self, event):
        painter = QPainter(self)
        painter.drawLine(0, 0, 9, 9)
        painter.end()

app = QApplication([])
source, canvas = Source(), Canvas()
source.sent.connect(lambda value: None)
canvas.show()
app.processEvents()
before = sys.getrefcount(None), sys.getrefcount(True)
for _ in range(5000):
    source.sent.emit(True)
for _ in range(2000):
    canvas.repaint()
lost = before[0] - sys.getrefcount(None), before[1] - sys.getrefcount(True)
print(*lost)
"""


def test_qt_keeps_the_references_of_none_and_true() -> None:
    done = subprocess.run(
        [sys.executable, "-c", REFERENCES],
        env=dict(os.environ, QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        check=True,
    )
    assert all(abs(int(lost)) < 100 for lost in done.stdout.split())


# --- the wheel


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with NetBench from its wheel and the libraries that are here; no network."""
    folder = tmp_path_factory.mktemp("wheel")
    quiet = ["--quiet", "--no-deps", "--disable-pip-version-check"]
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        *quiet,
        "--no-build-isolation",
        "-w",
        folder,
        ROOT,
    ]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("netbench-*.whl")
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    python = _program(venv, "python")
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        *quiet,
        "--no-index",
        wheel,
    ]
    subprocess.run(install, check=True, capture_output=True)
    names = {"base": str(venv), "platbase": str(venv)}
    packages = Path(sysconfig.get_path("purelib", "venv", names))
    # A line of a .pth file adds the folder, but not what .pth files in it add: not this checkout.
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return venv


def _program(venv: Path, name: str) -> Path:
    return venv / ("Scripts" if os.name == "nt" else "bin") / name


def _run(venv: Path, folder: Path, program: str, *arguments: str) -> str:
    command = [str(_program(venv, program)), *arguments]
    done = subprocess.run(command, check=False, cwd=folder, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_the_program_and_its_resources(installed: Path, tmp_path: Path) -> None:
    code = "import engine, netbench_gui; print(engine.__file__); print(netbench_gui.__file__)"
    for line in _run(installed, tmp_path, "python", "-c", code).splitlines():
        assert Path(line).is_relative_to(installed)
    packages = next(installed.rglob("netbench-*.dist-info")).parent
    for source in ("engine", "netbench_gui", "resources"):
        tracked = {
            path.relative_to(ROOT)
            for path in (ROOT / source).rglob("*")
            if path.is_file() and not re.search(r"__pycache__|\.runs|\.DS_Store", str(path))
        }
        assert [path for path in tracked if not (packages / path).exists()] == []
    assert not (packages / "tests").exists()


def test_the_wheels_command_says_its_version(installed: Path, tmp_path: Path) -> None:
    assert PROJECT["project"]["version"] in _run(installed, tmp_path, "netbench", "--version")


def test_the_wheels_command_reads_a_bundled_table(installed: Path, tmp_path: Path) -> None:
    sample = sorted((installed).rglob("resources/samples/*.csv"))[0]
    assert '"columns"' in _run(installed, tmp_path, "netbench", "data", str(sample), "--json")


def test_the_changelog_is_open() -> None:
    changelog = (PACKAGING / "CHANGELOG.md").read_text("utf-8")
    assert "\n## [Unreleased]\n" in changelog


def test_ci_runs_the_whole_suite() -> None:
    script = ROOT / ".ci" / "run"
    assert "packaging/dev.py test" in script.read_text("utf-8")
    assert os.name == "nt" or os.access(script, os.X_OK)


def test_commands_that_run_together_are_all_heard_and_the_worst_counts(
    dev_install: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    commands = [[sys.executable, "-c", f"print('heard {n}'); raise SystemExit({n})"] for n in (0, 3)]
    assert dev_install.call_together(commands) == 3
    assert dev_install.call_together(commands[:1]) == 0
    assert capfd.readouterr().out.split("\n")[:2] == ["heard 0", "heard 3"]
