"""Who may import whom, what never appears in the source, and how the repository is laid out.

Every rule is a function from a tree of sources to sentences about what breaks it, so that the tests can also plant a violation
in a tree of their own and see it caught.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("engine", "netbench_gui")
LONGEST_MODULE = 400

# The rooms of the house, by the longest prefix of a module's name.
ROOMS = {
    **dict.fromkeys(
        (
            "engine.messages",
            "engine.errors",
            "engine.call",
            "engine.events",
            "engine.history",
            "engine.targets",
            "engine.resources",
            "engine.machine",
            "engine.memory",
            "engine.report",
        ),
        "ground",
    ),
    "engine.spec": "spec",
    **dict.fromkeys(
        (
            "engine.layers",
            "engine.activations",
            "engine.initializers",
            "engine.regularizers",
            "engine.constraints",
            "engine.optimizers",
            "engine.schedules",
            "engine.losses",
            "engine.metrics",
            "engine.callbacks",
            "engine.class_weights",
        ),
        "parts",
    ),
    "engine.project": "project",
    "engine.plan": "plan",
    "engine.portable": "portable",
    "engine.data": "data",
    "engine.training": "training",
    "engine.export": "export",
    "engine": "edge",  # what stands at the rim: engine itself, models, cli
    "netbench_gui": "gui",
}
_DESCRIBED = {"ground", "spec", "parts", "project"}
MAY_IMPORT = {
    "ground": {"ground"},
    "spec": {"ground", "spec"},
    "parts": {"ground", "spec", "parts"},
    "project": _DESCRIBED,
    "plan": _DESCRIBED | {"plan"},
    "portable": set[str](),
    "data": _DESCRIBED | {"plan", "portable", "data"},
    "training": _DESCRIBED | {"plan", "portable", "data", "training"},
    "export": _DESCRIBED | {"plan", "export"},
    "edge": _DESCRIBED | {"plan", "data", "export", "edge"},
    "gui": _DESCRIBED | {"plan", "data", "export", "edge", "gui"},
}
# Inside functions, and for types, these modules may reach further: (module or package, room or library).
LAZILY = {
    ("engine.cli", "training"),
    ("engine.cli", "torch"),
    ("engine.models", "training"),
    ("engine.models", "torch"),
    # A declared part that is called becomes a live one: the one way from a description to torch.
    *(
        (f"engine.{family}", "training")
        for family in (
            "activations", "callbacks", "constraints", "initializers", "layers.base", "losses", "metrics", "optimizers", "regularizers",
        )
    ),
    # It runs a script and compares it with a run: the table's place, the run's weights, and what the script saved.
    ("engine.export.verify", "data"),
    ("engine.export.verify", "training"),
    ("engine.export.verify", "torch"),
    # What the session runs in threads of its own.
    ("netbench_gui.session.work", "training"),
}
QT = {"PySide6", "shiboken6", "pyqtgraph"}
# Libraries that cost time or weight: the rooms that may import them when they are imported themselves.
LIBRARIES = {
    **{name: {"gui"} for name in QT},
    "torch": {"training", "portable"},
    "safetensors": {"training"},
    "pandas": {"data", "portable"},
    "numpy": {"data", "portable", "training", "gui"},
}
# Inside functions, numpy and pandas are free for everyone; Qt, torch and safetensors are not.
FREE_IN_FUNCTIONS = {"numpy", "pandas"}

DRAWERS = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc", "handler", "handlers"}
UNSAFE_MODULES = {"pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
IMPORTS_BY_NAME = {
    "engine",  # its own rooms, by their names in a table beside it
    "engine.call",  # torch and our portable code, which Call checks
    "engine.cli.program",  # its own commands, by their names in a table beside it
    "netbench_gui.window.main_window",  # its own panels, likewise
}
RUNS_ITS_OWN_TEXT = {
    "engine.training.written",  # formulas of our own, numbers by repr; nothing of a file's words gets there
}
TOP_LEVEL = {
    ".ci",
    ".gitignore",
    "README.md",
    "engine",
    "netbench_gui",
    "packaging",
    "pyproject.toml",
    "resources",
    "tests",
}


@dataclass(frozen=True)
class Import:
    """An import statement: who, whom, where, and when it is executed."""

    module: str
    target: str
    line: int
    is_lazy: bool
    is_for_types: bool

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.target}"


def sources(root: Path, packages: tuple[str, ...] = PACKAGES) -> Iterator[tuple[str, Path, ast.Module]]:
    """Every module of the packages: dotted name, file, tree."""
    for package in packages:
        for path in sorted((root / package).rglob("*.py")):
            name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
            yield name, path, _parsed(path.read_text("utf-8"))


@lru_cache(maxsize=1024)
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


def imports(root: Path) -> list[Import]:
    """Every import in the packages, those in functions and for types only included."""
    known = {name for name, _, _ in sources(root)}
    return [found for name, _, tree in sources(root) for found in _imports_in(tree, name, known)]


def _imports_in(
    node: ast.AST, module: str, known: set[str], *, lazy: bool = False, types: bool = False
) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        targets: list[str] = []
        match child:
            case ast.Import(names=names):
                targets = [alias.name for alias in names]
            case ast.ImportFrom(module=base, names=names, level=level):
                if level:
                    targets = ["." * level + (base or "")]
                else:  # "from engine.plan import plan" imports the module as well
                    whole = [f"{base}.{alias.name}" for alias in names]
                    targets = [name if name in known else str(base) for name in whole]
            case ast.Call(
                func=ast.Attribute(attr="import_module") | ast.Name(id="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                targets = [name]
        yield from (Import(module, target, child.lineno, lazy, types) for target in dict.fromkeys(targets))  # type: ignore[attr-defined]
        in_function = lazy or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for_types = types or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test))
        yield from _imports_in(child, module, known, lazy=in_function, types=for_types)


def room(module: str) -> str | None:
    """The room a module of ours is in, None for libraries."""
    parts = module.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((ROOMS[name] for name in names if name in ROOMS), None)


def _may_lazily(module: str, target: str) -> bool:
    return any(target == allowed and (module == owner or module.startswith(owner + ".")) for owner, allowed in LAZILY)


def wrong_directions(root: Path) -> list[str]:
    """Imports of our own modules against the arrows."""
    broken = []
    for found in imports(root):
        here, there = room(found.module), room(found.target)
        if found.target.startswith("."):
            broken.append(f"{found}: a relative import")
        elif here is None or there is None or there in MAY_IMPORT[here]:
            continue
        elif not ((found.is_lazy or found.is_for_types) and _may_lazily(found.module, there)):
            broken.append(f"{found}: {here} may not import {there}")
    return broken


def wrong_libraries(root: Path) -> list[str]:
    """Imports of heavy libraries where they may not be."""
    broken = []
    for found in imports(root):
        here, library = room(found.module), found.target.partition(".")[0]
        if library not in LIBRARIES or here in LIBRARIES[library] or found.is_for_types:
            continue
        if found.is_lazy and (library in FREE_IN_FUNCTIONS or _may_lazily(found.module, library)):
            continue
        broken.append(f"{found}: not in {here}")
    return broken


def panels_that_know_each_other(root: Path) -> list[str]:
    """Imports from one panel to another; a panel's own pieces bear its name: settings, settings_layer."""
    broken = []
    stems = {path.stem for path in (root / "netbench_gui" / "panels").glob("*.py")} - {"__init__"}

    def owner(stem: str) -> str:
        return next((other for other in sorted(stems, key=len) if stem == other or stem.startswith(other + "_")), stem)

    prefix = "netbench_gui.panels."
    for found in imports(root):
        if found.module.startswith(prefix) and found.target.startswith(prefix):
            here, there = found.module.removeprefix(prefix), found.target.removeprefix(prefix)
            if owner(here) != owner(there.partition(".")[0]):
                broken.append(f"{found}: a panel knows another")
    return broken


def unsafe_code(root: Path) -> list[str]:
    """Whatever could run what a file holds."""
    broken = []
    for name, _, tree in sources(root):
        for node in ast.walk(tree):
            what = _danger(node, name)
            if what:
                broken.append(f"{name}:{node.lineno} {what}")  # type: ignore[attr-defined]
    broken += [f"{found}: unsafe" for found in imports(root) if found.target.partition(".")[0] in UNSAFE_MODULES]
    return broken


def _danger(node: ast.AST, module: str) -> str | None:
    if not isinstance(node, ast.Call):
        return None
    function = ast.unparse(node.func)
    options = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
    if function == "exec" and module in RUNS_ITS_OWN_TEXT:
        return None
    if function in {"eval", "exec", "__import__", "builtins.eval", "builtins.exec", "os.system", "os.popen"}:
        return f"calls {function}"
    if function == "torch.load" and options.get("weights_only") != "True":
        return "calls torch.load without weights_only=True"
    if options.get("allow_pickle", "False") != "False":
        return "allows pickle"
    if options.get("shell", "False") != "False":
        return "calls a shell"
    if (
        function.endswith("import_module")
        and module not in IMPORTS_BY_NAME
        and not isinstance(node.args[0], ast.Constant)
    ):
        return "imports by a computed name"
    return None


def wrong_modules(root: Path) -> list[str]:
    """Modules that are too long, drawers for homeless functions, and packages that may not be one."""
    broken = []
    for name, path, _ in sources(root):
        lines = len(path.read_text("utf-8").splitlines())
        if lines > LONGEST_MODULE:
            broken.append(f"{name} has {lines} lines")
        if DRAWERS & set(name.rpartition(".")[2].lower().split("_")):
            broken.append(f"{name} is a drawer: name what is in it")
    if (root / "packaging" / "__init__.py").exists():
        broken.append("packaging/__init__.py shadows the library of that name")
    return broken


def reimplemented_portable_code(root: Path) -> list[str]:
    """Portable modules import nothing of ours, so that they can be pasted, and nothing that a script lacks."""
    allowed = {"numpy", "pandas", "torch"} | set(sys.stdlib_module_names)
    return [
        f"{found}: a script has no {found.target}"
        for found in imports(root)
        if room(found.module) == "portable" and found.target.partition(".")[0] not in allowed
    ]


RULES: tuple[Callable[[Path], list[str]], ...] = (
    wrong_directions,
    wrong_libraries,
    panels_that_know_each_other,
    unsafe_code,
    wrong_modules,
    reimplemented_portable_code,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_source_keeps_the_rule(rule: Callable[[Path], list[str]]) -> None:
    assert rule(ROOT) == []


# --- the rules catch what they are for

PLANTED = [
    (wrong_directions, "engine/call.py", "import engine.spec", "ground may not import spec"),
    (
        wrong_directions,
        "engine/layers/core.py",
        "from engine.project.document import Project",
        "parts may not import project",
    ),
    (wrong_directions, "engine/project/edits.py", "from engine import plan", "project may not import plan"),
    (
        wrong_directions,
        "engine/project/edits.py",
        "def f():\n    from engine.data.prepare import prepare",
        "project may not import data",
    ),
    (
        wrong_directions,
        "engine/plan/plan.py",
        "from engine.export.pytorch import export_script",
        "plan may not import export",
    ),
    (
        wrong_directions,
        "engine/export/loop.py",
        "def f():\n    import engine.training.build",
        "export may not import training",
    ),
    (wrong_directions, "engine/export/verify.py", "import engine.training.build", "export may not import training"),
    (wrong_directions, "engine/data/prepare.py", "from engine.training import build", "data may not import training"),
    (
        wrong_directions,
        "engine/training/build.py",
        "from engine.export import render",
        "training may not import export",
    ),
    (
        wrong_directions,
        "engine/portable/tables.py",
        "from engine.errors import EngineError",
        "portable may not import ground",
    ),
    (wrong_directions, "engine/models.py", "from engine.training import trainer", "edge may not import training"),
    (wrong_directions, "engine/layers/base.py", "from engine.training import live", "parts may not import training"),
    (
        wrong_directions,
        "engine/layers/core.py",
        "def f():\n    from engine.training import live",
        "parts may not import training",
    ),
    (wrong_directions, "engine/spec/part.py", "if True:\n    import netbench_gui.forms.form", "spec may not import gui"),
    (wrong_directions, "engine/layers/core.py", "from .base import Layer", "a relative import"),
    (
        wrong_directions,
        "netbench_gui/store.py",
        "def f():\n    from engine.training.trainer import train",
        "gui may not import training",
    ),
    (
        wrong_directions,
        "netbench_gui/session/work.py",
        "from engine.training.trainer import train",
        "gui may not import training",
    ),
    (
        wrong_directions,
        "netbench_gui/panels/x.py",
        "class A:\n    def f(self):\n        import importlib\n        importlib.import_module('engine.training.trainer')",
        "gui may not import training",
    ),
    (wrong_libraries, "engine/errors.py", "from PySide6.QtCore import QObject", "not in ground"),
    (wrong_libraries, "engine/training/trainer.py", "def f():\n    import pyqtgraph", "not in training"),
    (wrong_libraries, "engine/layers/core.py", "import torch.nn", "not in parts"),
    (wrong_libraries, "engine/plan/plan.py", "def f():\n    import torch", "not in plan"),
    (wrong_libraries, "engine/project/runs.py", "from safetensors.torch import load_file", "not in project"),
    (wrong_libraries, "engine/project/runs.py", "import numpy as np", "not in project"),
    (wrong_libraries, "engine/export/verify.py", "import torch", "not in export"),
    (wrong_libraries, "netbench_gui/forms/form.py", "import pandas", "not in gui"),
    (wrong_libraries, "netbench_gui/forms/form.py", "async def f():\n    import torch", "not in gui"),
    (
        panels_that_know_each_other,
        "netbench_gui/panels/data.py",
        "from netbench_gui.panels.settings import SettingsPanel",
        "knows another",
    ),
    (
        panels_that_know_each_other,
        "netbench_gui/panels/data.py",
        "def f():\n    from netbench_gui.panels import settings",
        "knows another",
    ),
    (unsafe_code, "engine/training/checkpoint.py", "torch.load(path)", "without weights_only"),
    (unsafe_code, "engine/training/checkpoint.py", "torch.load(path, weights_only=False)", "without weights_only"),
    (unsafe_code, "engine/data/readers.py", "np.load(path, allow_pickle=True)", "allows pickle"),
    (unsafe_code, "engine/data/readers.py", "import pickle", "unsafe"),
    (unsafe_code, "engine/project/storage.py", "value = eval(text)", "calls eval"),
    (unsafe_code, "engine/export/verify.py", "def f():\n    exec(text)", "calls exec"),
    (unsafe_code, "engine/project/storage.py", "importlib.import_module(kind)", "by a computed name"),
    (unsafe_code, "netbench_gui/app.py", "subprocess.run(line, shell=True)", "calls a shell"),
    (wrong_modules, "engine/data/csv_utils.py", "", "is a drawer"),
    (wrong_modules, "netbench_gui/helpers.py", "", "is a drawer"),
    (wrong_modules, "engine/long.py", "x = 1\n" * (LONGEST_MODULE + 1), "has 401 lines"),
    (wrong_modules, "packaging/__init__.py", "", "shadows the library"),
    (reimplemented_portable_code, "engine/portable/tables.py", "import scipy", "a script has no scipy"),
]


@pytest.mark.parametrize(
    ("rule", "place", "code", "sentence"), PLANTED, ids=[f"{rule.__name__}-{n}" for n, (rule, *_) in enumerate(PLANTED)]
)
def test_a_planted_violation_is_caught(
    tmp_path: Path, rule: Callable[[Path], list[str]], place: str, code: str, sentence: str
) -> None:
    for name in (
        "engine/__init__.py",
        "engine/plan/__init__.py",
        "engine/training/trainer.py",
        "netbench_gui/panels/settings.py",
        place,
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    assert rule(tmp_path) == [] or place.endswith(("utils.py", "helpers.py", "packaging/__init__.py"))
    (tmp_path / place).write_text(code)
    broken = rule(tmp_path)
    assert len(broken) == 1
    assert sentence in broken[0]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (
            "engine/export/verify.py",
            "def f():\n    import torch\n    from engine.training.checkpoint import load_weights",
        ),
        ("engine/cli/train.py", "def f():\n    from engine.training.trainer import train"),
        ("engine/layers/base.py", "def f():\n    from engine.training.live import live_layer"),
        (
            "engine/models/stack.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from engine.training.live import LiveLayer",
        ),
        ("netbench_gui/session/work.py", "def f():\n    from engine.training.trainer import train"),
        ("netbench_gui/panels/settings_layer.py", "from netbench_gui.panels.settings import x"),
        ("engine/training/trainer.py", "import torch\nfrom engine.data.prepare import prepare"),
        ("engine/project/runs.py", "def f():\n    import numpy as np\n    np.load(path, allow_pickle=False)"),
        ("engine/data/fitted.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pandas as pd"),
    ],
)
def test_what_is_allowed_is_not_reported(tmp_path: Path, place: str, code: str) -> None:
    for name in ("netbench_gui/panels/settings.py", place):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / place).write_text(code)
    assert [rule(tmp_path) for rule in RULES] == [[] for _ in RULES]


# --- the layout, and what importing costs


def test_the_top_level_of_the_repository_is_as_decided() -> None:
    git = shutil.which("git")
    if (ROOT / ".git").exists() and git:
        listed = subprocess.run(
            [git, "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True, text=True
        ).stdout
        found = {name.partition("/")[0] for name in listed.split("\0") if name}
    else:
        found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - {
            "build",
            "dist",
            "__pycache__",
        }
    assert found <= TOP_LEVEL


def test_every_module_has_a_room() -> None:
    assert [name for name, _, _ in sources(ROOT) if room(name) is None] == []
    # A new room of engine is a decision: it gets a line in ROOMS and in MAY_IMPORT.
    rim = {name for name, _, _ in sources(ROOT) if room(name) == "edge"}
    assert {name.split(".")[1] for name in rim if "." in name} <= {"models", "cli", "__main__"}


LIGHT = [
    "engine",
    "engine.layers",
    "engine.optimizers",
    "engine.losses",
    "engine.metrics",
    "engine.callbacks",
    "engine.project",
    "engine.plan",
    "engine.export",
]


def test_importing_the_described_half_loads_no_heavy_library() -> None:
    folders = {name: ROOT.joinpath(*name.split(".")) for name in ("engine.project", "engine.plan", "engine.export")}
    modules = [
        *LIGHT,
        *(
            f"{name}.{path.stem}"
            for name, folder in folders.items()
            for path in sorted(folder.glob("*.py"))
            if path.stem != "__init__"
        ),
    ]
    heavy = sorted({"torch", "pandas", "safetensors", *QT})
    code = (
        f"import importlib, sys\nfor name in {modules!r}:\n    importlib.import_module(name)\n"
        f"    loaded = [heavy for heavy in {heavy!r} if heavy in sys.modules]\n"
        f"    assert not loaded, f'{{name}} loads {{loaded}}'\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=60, cwd=ROOT, check=False
    )
    assert result.returncode == 0, result.stderr
