"""The promise: an exported script, run where there is no NetBench, repeats the run digit for digit."""

from __future__ import annotations

import ast
import difflib
import json
import math
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from parity_cases import (
    DIMENSIONS,
    STACKS,
    TABLES,
    data_of,
    drawn_settings,
    generated,
    project_of,
    sample,
    words_project,
    write_table,
)
from safetensors.torch import load_file, save_file
from second_environment import Script, SecondPython, make_second_python
from small_runs import assert_same_weights

from engine.call import Call, Ref
from engine.data.inspect import inspect_table
from engine.export.pytorch import export_script
from engine.export.render import WIDTH, block, flat
from engine.export.save import save_script
from engine.export.verify import verify_script
from engine.history import History
from engine.layers import (
    ActivityRegularization,
    BatchNormalization,
    Dense,
    Dropout,
    Flatten,
    GaussianNoise,
    GlobalAveragePooling1D,
    LayerNormalization,
)
from engine.losses import Loss
from engine.optimizers import Optimizer
from engine.plan import make_plan
from engine.project.document import Project
from engine.project.edits import change_metadata, change_training, new_project, settle
from engine.project.runs import save_history, save_run_start
from engine.training.run import prepare_run
from engine.training.trainer import train


@dataclass
class Case:
    """A project, the run its script has to repeat, and the script.

    Attributes:
        base: folder of the project, where its table lies.
        trained: the project of the run; another one where the script is told something on the command line.
    """

    name: str
    base: Path
    project: Project
    trained: Project | None = None
    arguments: tuple[str, ...] = ()
    history: History = field(default_factory=History)
    trouble: BaseException | str | None = None

    @property
    def folder(self) -> Path:
        """The run's folder."""
        return self.base / "run"

    @property
    def script(self) -> Script:
        """The script, in a folder of its own beside the table's."""
        return Script(self.base / "scripts" / "script.py", self.arguments)

    def prepare(self) -> None:
        """Train, and write the script."""
        self.base.mkdir(parents=True, exist_ok=True)
        self.history = trained(self.trained or self.project, self.folder, self.base)
        self.script.path.parent.mkdir(exist_ok=True)
        save_script(make_plan(self.project, self.base), self.script.path)


def trained(project: Project, folder: Path, base: Path) -> History:
    """A whole run, kept as the window keeps it."""
    folder.mkdir(parents=True)
    save_run_start(folder, project, base=base)
    plan, history = make_plan(project, base), History()
    for event in train(plan, prepare_run(plan, base, folder=folder), folder=folder):
        history.add(event)
    save_history(folder, history)
    return history


def cases(root: Path) -> Iterator[Case]:
    """Everything that is compared."""
    for number, settings in enumerate(drawn_settings()):
        base = root / f"drawn-{number}"
        base.mkdir()
        yield Case(base.name, base, project_of(base, settings))
    for shape in ("xor", "moons"):
        yield Case(shape, root / shape, generated(shape))
        yield Case(
            f"{shape}-normalized",
            root / f"{shape}-normalized",
            generated(shape, Dense(5, "relu"), BatchNormalization()),
        )
    for name in ("iris", "penguins", "diabetes"):
        yield Case(name, root / name, sample(name, Dense(16, "relu"), Dropout(0.2)))
    for number, stack in enumerate(STACKS.values()):
        yield Case(f"stack-{number}", root / f"stack-{number}", sample("iris", Dense(16, "tanh"), *stack))
    masked = (Dense(4, "relu"), BatchNormalization(), Dropout(0.2), GlobalAveragePooling1D())
    yield Case("words", root / "words", words_project(root / "words", *masked))
    yield Case("words-side-by-side", root / "side", words_project(root / "side", Flatten(), Dense(5, "relu")))
    for name in ("iris", "diabetes"):
        yield Case(f"watched-{name}", root / f"watched-{name}", watched(sample(name, Dense(16, "relu"))))
    yield Case("watched-moons", root / "watched-moons", watched(generated("moons")))
    layers = (Dense(8, "relu"), Dropout(0.2))
    # 240 training rows in batches of 239: the last single row joins.
    single = sample("penguins", Dense(8, "relu"), BatchNormalization(), batch_size=239)
    yield Case("joined-single-row", root / "joined-single-row", single)
    wild = {"optimizer": {"kind": "sgd", "learning_rate": 1000.0}, "epochs": 30}
    yield Case("diverged", root / "diverged", sample("diabetes", *layers, **wild))
    yield Case(
        "diverged-early-stopping",
        root / "diverged-early-stopping",
        sample("diabetes", *layers, **wild, early_stopping={"patience": 9}),
    )
    yield Case(
        "diverged-autograd", root / "diverged-autograd", sample("diabetes", GaussianNoise(0.1), Dense(8), **wild)
    )
    restless = {"optimizer": {"kind": "adam", "learning_rate": 0.1}, "epochs": 40}
    yield Case(
        "early-stopped", root / "early-stopped", sample("penguins", *layers, **restless, early_stopping={"patience": 3})
    )
    # Told on the command line.
    longer = sample("iris", *layers, epochs=4)
    yield Case("six-epochs", root / "six-epochs", longer, change_training(longer, epochs=6), ("--epochs", "6"))
    for name, target in (("plain", "kind"), ("decimal comma", "price"), ("ragged", "sick")):
        base = root / f"other-data-{target}"
        base.mkdir()
        project = change_training(new_project(data_of(base, name, target), layers=layers), epochs=3)
        write_table(base / "copy.csv", TABLES[name], seed=1)
        data = project.data
        assert data is not None
        copy = project.changed(data=data.changed(source=data.source.changed(path="copy.csv")))
        yield Case(base.name, base, project, copy, ("--data", str(base / "copy.csv")))
        yield Case(
            f"{base.name}-first", root / f"{base.name}-first", first_of(project, base, root / f"{base.name}-first")
        )
    hostile = root / "hostile"
    yield Case("hostile-classes", hostile / "classes", hostile_project(hostile / "classes", "classification"))
    yield Case("hostile-numbers", hostile / "numbers", hostile_project(hostile / "numbers", "regression"))


def watched(project: Project) -> Project:
    """The same project with penalties on what its output layer gives."""
    *front, last = project.layers
    last = last.changed(activity_regularizer={"kind": "l2", "l2": 0.0123456789})
    return settle(project.changed(layers=(*front, last, ActivityRegularization(l1=0.03))))


def first_of(project: Project, base: Path, folder: Path) -> Project:
    """The same project with the first table, in a folder of its own."""
    folder.mkdir()
    shutil.copyfile(base / "table.csv", folder / "table.csv")
    return project


@pytest.fixture(scope="session")
def second_python(tmp_path_factory: pytest.TempPathFactory) -> SecondPython:
    return make_second_python(tmp_path_factory.mktemp("second-python"))


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory, second_python: SecondPython) -> dict[str, Case]:
    """All cases: trained here, their scripts run there."""
    found = {case.name: case for case in cases(tmp_path_factory.mktemp("parity"))}
    for case in found.values():
        try:
            case.prepare()
        except Exception as error:
            case.trouble = error
    ready = [case for case in found.values() if case.trouble is None]
    troubles = second_python.run(case.script for case in ready)
    for case in ready:
        case.trouble = troubles.get(case.script.path)
    return found


NAMES = [
    *(f"drawn-{number}" for number in range(len(drawn_settings()))),
    "xor",
    "xor-normalized",
    "moons",
    "moons-normalized",
    "iris",
    "penguins",
    "diabetes",
    *(f"stack-{number}" for number in range(len(STACKS))),
    "words",
    "words-side-by-side",
    "watched-iris",
    "watched-diabetes",
    "watched-moons",
    "joined-single-row",
    "diverged",
    "diverged-early-stopping",
    "diverged-autograd",
    "early-stopped",
    "six-epochs",
    *(f"other-data-{target}{which}" for target in ("kind", "price", "sick") for which in ("", "-first")),
    "hostile-classes",
    "hostile-numbers",
]


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def with_null(logs: Mapping[str, float]) -> dict[str, float | None]:
    return {name: value if math.isfinite(value) else None for name, value in logs.items()}


def weights_of(case: Case) -> dict[str, torch.Tensor]:
    return load_file(case.folder / "weights.safetensors")


def test_the_second_python_knows_nothing_of_ours(second_python: SecondPython) -> None:
    code = """
import importlib.util, json
names = ["engine", "netbench_gui", "PySide6", "pydantic", "safetensors", "rich", "PIL", "pytest", "torch", "numpy", "pandas"]
print(json.dumps({name: importlib.util.find_spec(name) is not None for name in names}))
"""
    known = second_python.ask(code)
    assert [name for name, is_there in known.items() if is_there] == ["torch", "numpy", "pandas"]
    versions = "import json, numpy, pandas, torch; print(json.dumps([numpy.__version__, pandas.__version__, torch.__version__]))"
    import numpy
    import pandas

    assert second_python.ask(versions) == [numpy.__version__, pandas.__version__, torch.__version__]


@pytest.mark.parametrize("name", NAMES)
def test_the_script_repeats_the_run(compared: dict[str, Case], name: str) -> None:
    case = compared[name]
    if isinstance(case.trouble, BaseException):
        raise case.trouble
    assert case.trouble is None, case.trouble
    finished = case.history.finished
    assert finished is not None
    assert read(case.script.result("history")) == [with_null(logs) for logs in case.history.records]
    assert [list(logs) for logs in read(case.script.result("history"))] == [list(logs) for logs in case.history.records]
    assert read(case.script.result("scores")) == with_null(finished.test)
    assert_same_weights(torch.load(case.script.result("weights"), weights_only=True), weights_of(case))


def test_every_case_was_compared(compared: dict[str, Case]) -> None:
    assert sorted(compared) == sorted(NAMES)


def test_the_cases_take_every_value_of_every_setting() -> None:
    drawn = drawn_settings()
    for name, values in DIMENSIONS.items():
        assert all(any(settings[name] == value for settings in drawn) for value in values), name


def _is_ours(part: type) -> bool:
    return part.__module__.startswith("engine.")


def test_the_cases_end_in_every_way_and_take_both_steps(compared: dict[str, Case]) -> None:
    runs = [
        case.history
        for case in compared.values()
        if case.history.finished is not None and case.history.started is not None
    ]
    assert {run.finished.reason for run in runs if run.finished} == {"completed", "early_stopped", "diverged"}
    losses = {
        (run.started.step, case.project.training.loss.kind)
        for case in compared.values()
        if (run := case.history).started is not None
    }
    assert {kind for _, kind in losses} == {kind for kind, part in Loss.kinds.items() if _is_ours(part)}
    assert {step for step, _ in losses} == {"dense", "autograd"}
    optimizers = {
        (run.started.step, case.project.training.optimizer.kind)
        for case in compared.values()
        if (run := case.history).started is not None
    }
    kinds = {kind for kind, part in Optimizer.kinds.items() if _is_ours(part)}
    assert {kind for step, kind in optimizers if step == "dense"} == kinds
    sizes = [
        run.started.train % case.project.training.batch_size
        for case in compared.values()
        if (run := case.history).started is not None
    ]
    assert {0, 1} <= {min(size, 2) for size in sizes} | {0}
    assert any(size == 1 for size in sizes)


def test_training_moves_the_weights(compared: dict[str, Case]) -> None:
    # A comparison of runs in which nothing happens would prove nothing.
    still = [
        name
        for name, case in compared.items()
        if len({logs["loss"] for logs in case.history.epochs}) == 1 < len(case.history.epochs)
    ]
    assert len(still) <= 4


@pytest.mark.parametrize("target", ["kind", "price", "sick"])
def test_other_data_give_other_numbers(compared: dict[str, Case], target: str) -> None:
    copy, first = compared[f"other-data-{target}"], compared[f"other-data-{target}-first"]
    assert copy.script.path.read_text("utf-8") == first.script.path.read_text("utf-8")
    assert not {logs["loss"] for logs in copy.history.epochs} & {logs["loss"] for logs in first.history.epochs}


def test_more_epochs_begin_like_fewer(compared: dict[str, Case]) -> None:
    case = compared["six-epochs"]
    assert "default=4" in case.script.path.read_text("utf-8")
    assert len(read(case.script.result("history"))) == 6


def test_a_script_started_by_hand_from_anywhere_finds_its_table(
    compared: dict[str, Case], second_python: SecondPython, tmp_path: Path
) -> None:
    case = compared["penguins"]
    script, history = tmp_path / "my scripts" / "take away.py", tmp_path / "history.json"
    script.parent.mkdir()
    save_script(make_plan(case.project, case.base), script)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    result = second_python.call([str(script), "--history", str(history)], cwd=elsewhere)
    assert (result.returncode, result.stderr) == (0, "")
    assert read(history) == [with_null(logs) for logs in case.history.records]
    assert sum(line.startswith("epoch ") for line in result.stdout.splitlines()) == 3
    assert "test" in result.stdout
    assert list(elsewhere.iterdir()) == []
    assert {path.name for path in script.parent.iterdir()} == {"take away.py", "penguins.csv"}


def test_the_script_predicts_raw_rows_as_the_run_does(compared: dict[str, Case], second_python: SecondPython) -> None:
    import pandas as pd

    from engine.training.predict import Predictor

    names = ("penguins", "diabetes", "iris")
    code = """
import contextlib, io, json, pathlib, runpy, sys
import pandas
answers = []
for path, table in json.loads(sys.argv[1]):
    sys.argv = [path]
    with contextlib.redirect_stdout(io.StringIO()):
        script = runpy.run_path(path, run_name="__main__")
    answers.append(list(script["predict"](pandas.read_csv(table).dropna().head(40))))
print(json.dumps(answers))
"""
    tables = {name: compared[name].script.path.parent / f"{name}.csv" for name in names}
    result = second_python.call(
        ["-c", code, json.dumps([[str(compared[name].script.path), str(tables[name])] for name in names])]
    )
    assert result.returncode == 0, result.stderr
    for name, shown in zip(names, json.loads(result.stdout), strict=True):
        table = pd.read_csv(tables[name]).dropna().head(40)
        expected = Predictor(compared[name].folder).predict_table(table)["prediction"].tolist()
        assert shown == (pytest.approx(expected, rel=1e-5) if name == "diabetes" else expected)


# --- hostile names


HOSTILE = [
    '"""',
    "'''",
    '"',
    "'",
    "\\",
    "\\n",
    "a\nb",
    "\u2028",
    "\u0085",
    "\x0b",
    "\x1b[31m",
    "\U0001f600",
    "{x}",
    "{0}",
    "%s",
    "#",
    "# noqa",
    "\\u0041",
    "$(touch hit)",
    "'); import os; os._exit(3) #",
    '"); raise SystemExit(3) #',
    "\\N{BULLET}",
    "é",
    "\u202e",
    "nan_",
    "class",
    "0",
]


def hostile_project(folder: Path, task: str) -> Project:
    """A table whose file, columns and classes try to break out of a string."""
    folder.mkdir(parents=True)
    names = [f"{text}{number}" for number, text in enumerate(HOSTILE)]
    classes = names[:4] if task == "classification" else []
    choices = [f"{text}!" for text in HOSTILE[::-1]]
    rows = [["number", *names[:-1], "choice", names[-1]]]
    for n in range(120):
        goal = classes[n % 4] if classes else f"{n * 0.37 % 5:.3f}"
        rows.append(
            [f"{n % 13}.5", *(f"{(n * (k + 3)) % 29}" for k in range(len(names) - 1)), choices[n % len(choices)], goal]
        )
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    file = 'it\'s "{a}" # b.csv' if sys.platform != "win32" else "it's {a} # b.csv"
    (folder / file).write_bytes(("\r\n".join(quoted) + "\r\n").encode())
    data = inspect_table(file, target=names[-1], task=task, base=folder).data  # type: ignore[arg-type]
    assert len(data.inputs) == len(names) + 1
    project = change_training(new_project(data, layers=(Dense(6, "relu"), Dropout(0.1))), epochs=3)
    return change_metadata(
        project, name='""" + "\nimport os\n', description="'''\n\"\"\"\nraise SystemExit(3)\n\u2028 {x} # \\"
    )


@pytest.mark.parametrize("name", ["hostile-classes", "hostile-numbers"])
def test_hostile_names_stay_inside_strings(compared: dict[str, Case], name: str) -> None:
    case = compared[name]
    source = case.script.path.read_text("utf-8")
    tree = ast.parse(source)
    imported = {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names
    }
    assert imported <= {
        "argparse",
        "json",
        "math",
        "copy",
        "csv",
        "io",
        "islice",
        "Path",
        "numpy",
        "pandas",
        "torch",
        "nn",
    }
    assert "os" not in imported
    strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    data = case.project.data
    assert data is not None
    words = {text for column in data.inputs if column.kind in ("choice", "boolean") for text in column.classes}
    assert len(words) > 20
    assert {column.name for column in data.inputs} | set(data.classes) | words <= strings
    # Nothing but printable characters, so that no line is broken where an editor sees no break.
    assert all(character.isprintable() or character == "\n" for character in source)


# --- how scripts look


@pytest.fixture(scope="session")
def ruff() -> list[str]:
    return [sys.executable, "-m", "ruff"]


@pytest.mark.parametrize(
    "options",
    [
        ["format", "--check", "--line-length", "100", "--isolated"],
        ["check", "--select", "E,F,W,I,B", "--ignore", "E501", "--line-length", "100", "--isolated", "--no-cache"],
    ],
    ids=["format", "check"],
)
def test_every_script_is_formatted_and_clean(compared: dict[str, Case], ruff: list[str], options: list[str]) -> None:
    paths = [str(case.script.path) for case in compared.values() if case.script.path.exists()]
    assert len(paths) > 80
    result = subprocess.run([*ruff, *options, *paths], capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, (result.stdout + result.stderr)[-3000:]


def test_only_names_from_files_make_a_line_long(compared: dict[str, Case]) -> None:
    for name, case in compared.items():
        if not name.startswith("hostile") and case.script.path.exists():
            long = [line for line in case.script.path.read_text("utf-8").splitlines() if len(line) > WIDTH]
            assert long == [], name


def test_every_script_compiles_without_a_warning(compared: dict[str, Case]) -> None:
    for case in compared.values():
        if case.script.path.exists():
            compile(case.script.path.read_text("utf-8"), "script.py", "exec")


def test_no_result_stands_in_a_script(compared: dict[str, Case]) -> None:
    for case in compared.values():
        if case.history.finished is None or not case.history.epochs:
            continue
        source = case.script.path.read_text("utf-8")
        numbers = [
            value
            for logs in case.history.epochs
            for name, value in logs.items()
            if name.endswith("loss") and math.isfinite(value)
        ]
        assert not any(repr(value) in source for value in numbers if len(repr(value)) > 8)


def lines_of(project: Project) -> list[str]:
    return export_script(make_plan(project, Path())).text.splitlines()


def iris(*hidden: Any) -> Project:
    return new_project(inspect_table("sample:iris.csv").data, layers=hidden or (Dense(16, "relu"), Dense(8, "relu")))


def test_three_layers_on_a_table_take_at_most_150_lines() -> None:
    assert len(lines_of(iris())) <= 150


OPTIONS: dict[str, Any] = {
    "early stopping": lambda: change_training(iris(), early_stopping={}),
    "dropout": lambda: iris(Dense(16, "relu"), Dropout(0.5), Dense(8, "relu")),
    "noise": lambda: iris(Dense(16, "relu"), GaussianNoise(0.5), Dense(8, "relu")),
    "batch norm": lambda: iris(Dense(16, "relu"), BatchNormalization(), Dense(8, "relu")),
    "penalty": lambda: iris(Dense(16, "relu", kernel_regularizer="l2"), Dense(8, "relu")),
    "optimizer": lambda: change_training(iris(), optimizer={"kind": "rmsprop", "rho": 0.8}),
    "order kept": lambda: change_training(iris(), shuffle=False),
    "one-hot targets": lambda: change_training(iris(), loss="mse"),
}


@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_adds_its_own_block_and_nothing_else(option: str) -> None:
    plain, more = lines_of(iris()), lines_of(OPTIONS[option]())
    changes = [line for line in difflib.ndiff(plain, more) if line[:2] in ("+ ", "- ") and line[2:].strip()]
    # model[2] becomes model[3], "rows" gets another name: a few lines may change, the rest stays as it was.
    assert sum(line.startswith("- ") for line in changes) <= 10
    assert len(more) - len(plain) <= 30


def test_everything_at_once_takes_at_most_300_lines(tmp_path: Path) -> None:
    for name, target in (
        ("decimal comma, holes left out", "kind"),
        ("ragged without header", "price"),
        ("targets missing", "sick"),
    ):
        data = data_of(tmp_path, name, target)
        layers = (
            Dense(16, "relu", kernel_regularizer="l1_l2", kernel_initializer="orthogonal"),
            BatchNormalization(),
            Dropout(0.2),
            Dense(8, "tanh", kernel_regularizer="l1", bias_initializer="ones"),
            LayerNormalization(),
            GaussianNoise(0.1),
        )
        project = change_training(
            new_project(data, layers=layers), early_stopping={"min_delta": 0.01}, optimizer={"kind": "rmsprop"}
        )
        assert len(lines_of(project)) <= 300


def test_the_head_names_what_the_script_is_about(compared: dict[str, Case]) -> None:
    head = compared["penguins"].script.path.read_text("utf-8").partition("import ")[0]
    data = compared["penguins"].project.data
    assert data is not None
    for text in ("Untitled", "species", "3 classes", data.source.fingerprint, torch.__version__.partition("+")[0]):
        assert text in head


# --- printing values


PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=30,
)


def same(one: Any, other: Any) -> bool:
    """Equal in type and to the last bit: 1 is not 1.0 or True, -0.0 is not 0.0."""
    return repr(one) == repr(other)


@given(VALUES)
def test_a_value_on_one_line_is_read_back_as_it_was(value: Any) -> None:
    printed = flat(value, {})
    assert "\n" not in printed
    assert all(character.isprintable() for character in printed)
    assert same(ast.literal_eval(printed), value)


@given(VALUES, st.sampled_from(["", "    ", " " * 60]))
def test_a_value_on_many_lines_is_read_back_as_it_was(value: Any, indent: str) -> None:
    lines = block(value, {}, indent=indent, before="x = ")
    assert all(line.startswith(indent) for line in lines)
    text = "\n".join(line.removeprefix(indent) for line in lines)
    assert same(ast.literal_eval(text.removeprefix("x = ")), value)


@given(
    st.lists(PLAIN, max_size=8),
    st.dictionaries(st.sampled_from(["lr", "betas", "eps", "a_long_name_of_an_option"]), VALUES),
)
def test_a_call_is_printed_with_its_own_arguments(arguments: list[Any], options: dict[str, Any]) -> None:
    call = Call("torch.nn.Linear", *arguments, **options)
    for text in (flat(call, {}), "\n".join(block(call, {}, before="x = ")).removeprefix("x = ")):
        parsed = ast.parse(text, mode="eval").body
        assert isinstance(parsed, ast.Call)
        assert ast.unparse(parsed.func) == "nn.Linear"
        assert same([ast.literal_eval(argument) for argument in parsed.args], arguments)
        assert same({keyword.arg: ast.literal_eval(keyword.value) for keyword in parsed.keywords}, options)


def test_a_name_of_the_script_is_printed_for_a_reference() -> None:
    assert (
        flat(Call("torch.optim.SGD", Ref("parameters"), lr=0.1), {"parameters": "model.parameters()"})
        == "torch.optim.SGD(model.parameters(), lr=0.1)"
    )
    with pytest.raises(TypeError, match="cannot hold"):
        flat(object(), {})


# --- verifying


@pytest.fixture(scope="session")
def verified_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verify") / "run"
    trained(sample("iris", Dense(8, "relu"), Dropout(0.2)), folder, folder.parent)
    return folder


def test_a_script_that_repeats_its_run_is_verified(verified_run: Path) -> None:
    told: list[tuple[int, int]] = []
    found = verify_script(verified_run, progress=lambda done, planned: told.append((done, planned)))
    assert found.verified
    assert (found.epochs, found.epochs_identical, found.first_difference, found.largest_difference) == (3, 3, None, 0.0)
    assert found.weights == found.weights_identical == 4 * 8 + 8 + 8 * 3 + 3
    assert told[-1] == (3, 3)


def test_one_changed_number_of_the_history_is_found(verified_run: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(verified_run, tmp_path / "run"))
    document = read(folder / "history.json")
    before = document["epochs"][1]["val_loss"]
    document["epochs"][1]["val_loss"] = math.nextafter(before, 0.0)
    (folder / "history.json").write_text(json.dumps(document), "utf-8")
    found = verify_script(folder)
    assert not found.verified
    assert (found.epochs, found.epochs_identical) == (3, 2)
    assert found.first_difference == {
        "epoch": 2,
        "name": "val_loss",
        "run": math.nextafter(before, 0.0),
        "script": before,
    }
    assert 0.0 < found.largest_difference < 1e-9
    assert found.weights == found.weights_identical


def test_one_changed_weight_is_found(verified_run: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(verified_run, tmp_path / "run"))
    weights = load_file(folder / "weights.safetensors")
    bias = weights["0.bias"]
    bias[3] = torch.nextafter(bias[3], torch.tensor(9.0))
    save_file(weights, folder / "weights.safetensors")
    found = verify_script(folder)
    assert not found.verified
    assert (found.epochs_identical, found.weights - found.weights_identical) == (3, 1)
    assert found.first_difference is not None
    assert (found.first_difference["epoch"], found.first_difference["name"]) == (None, "0.bias")


def test_what_the_window_shows_is_what_is_compared(verified_run: Path) -> None:
    shown = [dict(logs) for logs in read(verified_run / "history.json")["epochs"]]
    shown[0]["loss"] += 1.0
    found = verify_script(verified_run, records=shown[:2])
    assert not found.verified
    assert (found.epochs, found.epochs_identical) == (2, 1)
