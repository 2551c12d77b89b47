"""The command line: what programs read on standard output, what people read, and the exit codes of both."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from engine.cli import COMMANDS, main
from engine.cli.output import one_line
from engine.cli.settings import parse_layers
from engine.errors import EngineError
from engine.layers import BatchNormalization, Dense, Dropout
from engine.project.problems import find_problems
from engine.project.run_lock import held
from engine.project.runs import load_run
from engine.project.storage import load_project

ROOT = Path(__file__).resolve().parents[2]
WEATHER = "day,temp,wind,rain\n" + "".join(
    f"{number},{10 + number % 7}.5,{'north' if number % 3 else 'south'},{'yes' if number % 2 else 'no'}\n" for number in range(60)
)


@dataclass
class Said:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        (line,) = self.out.splitlines()
        return json.loads(line, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line, parse_constant=pytest.fail) for line in self.out.splitlines()]

    def refused(self, *words: str) -> None:
        """One line, the words in it, exit code 2."""
        assert self.code == 2, self.err
        assert len(self.err.splitlines()) == 1, self.err
        for word in words:
            assert word in self.err


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "weather.csv").write_text(WEATHER, "utf-8")
    return tmp_path


@pytest.fixture
def netbench(folder: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: str | Path) -> Said:
        code = main([str(argument) for argument in arguments])
        return Said(code, *capsys.readouterr())

    return run


@pytest.fixture
def project(netbench: Any) -> str:
    assert netbench("new", "p.netbench", "--data", "weather.csv", "--target", "rain", "--epochs", "2").code == 0
    return "p.netbench"


@pytest.fixture
def trained(netbench: Any, project: str) -> Path:
    assert netbench("train", project).code == 0
    return Path("p.runs/0001")


def alone(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    """The command in a process of its own."""
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
    return subprocess.Popen([sys.executable, "-m", "engine.cli", *arguments], env=environment, **pipes | options)


def test_data_describes_a_table_in_the_words_of_the_contract(netbench: Any) -> None:
    found = netbench("data", "weather.csv", "--json")
    assert found.code == 0
    assert list(found.json) == [
        "format", "encoding", "delimiter", "quote", "decimal", "thousands", "header", "header_row", "rows", "columns", "task",
        "target", "warnings", "issues",
    ]
    assert (found.json["header"], found.json["header_row"], found.json["rows"]) == (True, 1, 60)
    columns = {column["name"]: column for column in found.json["columns"]}
    assert list(columns["wind"]) == ["name", "kind", "role", "missing", "classes"]
    assert columns["wind"]["classes"] == ["north", "south"]
    assert columns["temp"]["classes"] is None


def test_data_can_be_told_how_to_read(netbench: Any, folder: Path) -> None:
    (folder / "semi.csv").write_text("a;b\n1,5;x\n2,5;y\n3,5;x\n4,5;y\n", "utf-8")
    assert netbench("data", "semi.csv", "--json").json["decimal"] == ","
    assert netbench("data", "semi.csv", "--set", 'data.source.decimal="."', "--json").json["decimal"] == "."
    netbench("data", "semi.csv", "--set", "training.epochs=3").refused("training.epochs")


def test_data_for_people_names_every_column(netbench: Any) -> None:
    said = netbench("data", "weather.csv").out
    assert all(word in said for word in ("60 rows", "temp", "wind", "predict: rain"))


def test_new_writes_a_project_that_names_its_table_from_its_own_folder(netbench: Any, folder: Path) -> None:
    (folder / "deep").mkdir()
    assert netbench("new", "deep/p.netbench", "--data", "weather.csv").code == 0
    made = load_project(folder / "deep" / "p.netbench")
    assert made.data is not None
    assert made.data.source.path == "../weather.csv"  # type: ignore[union-attr]
    assert made.metadata.name == "p"
    assert netbench("train", "deep/p.netbench", "--epochs", "1").code == 0
    assert (folder / "deep" / "p.runs" / "0001" / "weights.safetensors").exists()


def test_a_target_is_named_or_counted(netbench: Any) -> None:
    for target, name in (("wind", "wind"), ("3", "wind"), ("rain", "rain")):
        assert netbench("new", "p.netbench", "--force", "--data", "weather.csv", "--target", target).code == 0
        made = load_project("p.netbench")
        assert made.data is not None
        assert made.data.target is not None
        assert made.data.target.name == name
    netbench("new", "q.netbench", "--data", "weather.csv", "--target", "wint").refused("wind")


def test_layers_are_read_in_keras_order() -> None:
    layers = parse_layers("dense:16:relu, dropout:0.2,batch_normalization,dense:8:tanh")
    assert [type(layer) for layer in layers] == [Dense, Dropout, BatchNormalization, Dense]
    assert layers[0] == Dense(16, "relu")
    assert layers[1] == Dropout(0.2)
    assert parse_layers("") == ()
    for bad, words in (("denze:4", "dense"), ("dropout:7", "rate"), ("dense:4:relu:1:2:3:4:5:6:7:8:9", "position"), ("dense,,dense", "layer")):
        with pytest.raises(EngineError, match=words):
            parse_layers(bad)


def test_hidden_layers_stand_before_the_output(netbench: Any) -> None:
    netbench("new", "p.netbench", "--data", "weather.csv", "--target", "rain", "--layers", "dense:6:tanh,dropout:0.1")
    kinds = [layer.kind for layer in load_project("p.netbench").layers]  # type: ignore[attr-defined]
    assert kinds == ["dense", "dropout", "dense"]


def test_set_and_the_short_forms_reach_every_field(netbench: Any) -> None:
    said = netbench(
        "new", "p.netbench", "--data", "weather.csv", "--target", "rain", "--learning-rate", "0.25", "--optimizer", "sgd:0.5:0.9",
        "--loss", "mse", "--metrics", "accuracy", "--epochs", "3", "--batch-size", "7", "--seed", "11", "--device", "cpu",
        "--set", "training.early_stopping={\"patience\":3}", "--set", "metadata.name=2026", "--set", "metadata.description=A day",
        "--set", "data.preparation.missing_inputs=leave_out", "--set", "layers.0.units=5", "--set", "layers.0.activation=tanh",
        "--set", "data.columns.0.role=ignored", "--set", "data.columns.1.kind=number",
        "--set", "data.split.test=0.9", "--set", "data.split.validation=0",
    )
    assert said.code == 0, said.err
    made = load_project("p.netbench")
    training: Any = made.training
    assert (training.optimizer.kind, training.optimizer.learning_rate, training.optimizer.momentum) == ("sgd", 0.25, 0.9)
    assert training.loss.kind == "mean_squared_error"
    assert [metric.kind for metric in training.metrics] == ["accuracy"]
    assert (training.epochs, training.batch_size, training.seed, training.device) == (3, 7, 11, "cpu")
    assert training.early_stopping.patience == 3
    assert (made.metadata.name, made.metadata.description) == ("2026", "A day")
    assert made.data is not None
    assert (made.data.split.test, made.data.split.validation) == (0.9, 0.0)
    assert [column.role for column in made.data.columns] == ["ignored", "input", "input", "target"]
    assert made.layers[0].units == 5  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("setting", "word"),
    [
        ("foo=1", "foo"), ("training.epoch=3", "epoch"), ("training.epochs=many", "epochs"), ("training.epochs=0", "epochs"),
        ("training.epochs=NaN", "epochs"), ("training.optimizer=adan", "adam"), ("layers.9.units=3", "layers.9"), ("foo", "PATH=JSON"),
        ("data.source.decimal=x", "decimal"), ("data.source.colour=x", "colour"), ("training.seed=" + "[" * 5000, "seed"),
        ('training.early_stopping={"patience":"x"}', "patience"), ("data.columns.1.role=boss", "role"), ("=1", "PATH"),
        ("training.early_stopping.patience=3", "there it has null"), ("data.source.encoding=utf-16", "encoding utf-16"),
    ],
)
def test_a_setting_that_does_not_suit_is_refused_and_nothing_is_written(setting: str, word: str, netbench: Any) -> None:
    netbench("new", "p.netbench", "--data", "weather.csv", "--set", setting).refused(word)
    assert not Path("p.netbench").exists()


def test_choosing_another_target_by_set_leaves_one_target(netbench: Any) -> None:
    netbench("new", "p.netbench", "--data", "weather.csv", "--target", "rain", "--set", "data.columns.2.role=target")
    made = load_project("p.netbench")
    assert made.data is not None
    assert [column.name for column in made.data.columns if column.role == "target"] == ["wind"]


def test_reading_the_table_in_another_way_inspects_it_again(netbench: Any, folder: Path) -> None:
    (folder / "semi.csv").write_text("a;b;c\n" + "1,5;x;u\n2,5;y;v\n3,5;x;u\n4,5;y;v\n" * 5, "utf-8")
    assert netbench("new", "p.netbench", "--data", "semi.csv", "--target", "b", "--set", "data.source.decimal=.").code == 0
    made = load_project("p.netbench")
    assert made.data is not None
    assert made.data.columns[0].kind == "choice"
    assert netbench("train", "p.netbench", "--epochs", "1", "--set", "data.source.decimal=,", "--json").code == 0
    run = load_run(Path("p.runs/0001")).project
    assert run.data is not None
    assert run.data.columns[0].kind == "number"
    assert run.data.target is not None
    assert run.data.target.name == "b"
    assert load_project("p.netbench") == made


def test_rows_drawn_by_a_formula_need_no_file(netbench: Any) -> None:
    assert netbench("new", "p.netbench", "--data", "generated:xor", "--set", "data.source.rows=64").code == 0
    made = load_project("p.netbench")
    assert made.data is not None
    assert made.data.rows == 64
    assert netbench("train", "p.netbench", "--epochs", "1").code == 0
    netbench("new", "q.netbench", "--data", "generated:spiral").refused("spiral")


def test_check_says_yes_or_no(netbench: Any, project: str) -> None:
    ready = netbench("check", project, "--json")
    assert (ready.code, ready.json) == (0, {"problems": []})
    netbench("new", "bad.netbench", "--data", "weather.csv", "--target", "rain", "--loss", "categorical_crossentropy")
    wrong = netbench("check", "bad.netbench", "--json")
    assert wrong.code == 1
    (problem,) = (problem for problem in wrong.json["problems"] if problem["severity"] == "problem")
    assert list(problem) == ["where", "severity", "message", "fix"]
    assert problem["where"] == "training.loss"
    assert wrong.err == ""
    assert "training.loss" in netbench("check", "bad.netbench").out


@pytest.mark.parametrize(("target", "metric"), [("temp", "accuracy"), ("rain", "mae")])
def test_a_metric_for_the_other_task_is_a_problem_with_a_fix(target: str, metric: str, netbench: Any) -> None:
    netbench("new", "p.netbench", "--data", "weather.csv", "--target", target, "--metrics", metric)
    found = find_problems(load_project("p.netbench"))
    (problem,) = (problem for problem in found if problem.severity == "problem")
    assert problem.where == "training.metrics"
    assert problem.fix is not None
    fixed = problem.fix.edit(load_project("p.netbench"))
    assert [left for left in find_problems(fixed) if left.severity == "problem"] == []
    assert fixed.training.metrics_follow_target
    netbench("train", "p.netbench", "--epochs", "1").refused("compares")


def test_shares_up_to_the_limit_are_taken(netbench: Any) -> None:
    shares = ("--set", "data.split.test=0.9", "--set", "data.split.validation=0.05")
    assert netbench("new", "p.netbench", "--data", "weather.csv", *shares).code == 0


def test_notices_alone_are_no_problem(netbench: Any) -> None:
    netbench("new", "p.netbench", "--data", "weather.csv", "--target", "rain", "--batch-size", "500")
    said = netbench("check", "p.netbench", "--json")
    assert [problem["severity"] for problem in said.json["problems"]] == ["notice"]
    assert said.code == 0


def test_a_missing_table_is_a_problem_of_the_project(netbench: Any, project: str, folder: Path) -> None:
    (folder / "weather.csv").unlink()
    said = netbench("check", project, "--json")
    assert said.code == 1
    assert "weather.csv" in said.json["problems"][0]["message"]
    netbench("train", project).refused("weather.csv")
    assert not (folder / "p.runs").exists()


@pytest.mark.parametrize(("scaled", "said"), [("true", True), ("false", False)])
def test_people_are_told_where_the_loss_is_that_of_the_scaled_target(scaled: str, said: bool, netbench: Any) -> None:
    options = ("--target", "temp", "--epochs", "1", "--set", f"data.preparation.scale_target={scaled}")
    assert netbench("new", "p.netbench", "--data", "weather.csv", *options).code == 0
    assert ("scaled target" in netbench("train", "p.netbench", "--out", "run").out) is said
    assert ("scaled target" in netbench("evaluate", "run").out) is said


def test_training_tells_start_epochs_and_end(netbench: Any, project: str) -> None:
    said = netbench("train", project, "--json")
    assert said.code == 0
    started, *epochs, finished = said.lines
    assert list(started) == ["event", "rows", "device", "threads", "step", "parameters"]
    assert started["rows"] == {"train": 42, "validation": 9, "test": 9} or sum(started["rows"].values()) == 60
    assert [epoch["epoch"] for epoch in epochs] == [1, 2]
    assert list(epochs[0]) == ["event", "epoch", "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate"]
    assert list(finished) == ["event", "reason", "epochs", "best_epoch", "test", "run", "step", "seconds"]
    assert (finished["reason"], finished["epochs"]) == ("completed", 2)
    run = load_run(Path(finished["run"]))
    assert run.history.records == [{"epoch": epoch["epoch"], **{k: epoch[k] for k in list(epoch)[2:]}} for epoch in epochs]
    assert run.history.finished is not None
    assert run.history.finished.test == finished["test"]
    assert None not in (run.weights, run.checkpoint, run.preparation)


def test_a_run_goes_where_out_says_and_never_over_another(netbench: Any, project: str) -> None:
    assert netbench("train", project, "--out", "mine").code == 0
    netbench("train", project, "--out", "mine").refused("mine", "--force")
    assert netbench("train", project, "--out", "mine", "--force", "--epochs", "1").code == 0
    assert len(load_run(Path("mine")).history.epochs) == 1
    netbench("train", project, "--out", "weather.csv").refused("weather.csv")


def test_a_run_that_goes_on_elsewhere_is_not_trained_over(netbench: Any, project: str) -> None:
    assert netbench("train", project, "--out", "mine").code == 0
    before = {path.name: path.read_bytes() for path in Path("mine").iterdir()}
    with held(Path("mine")):
        netbench("train", project, "--out", "mine", "--force").refused("Another program trains in “mine”")
    assert {path.name: path.read_bytes() for path in Path("mine").iterdir()} == before


def test_a_loss_that_runs_away_ends_the_run_in_valid_json(netbench: Any, folder: Path) -> None:
    rows = "".join(f"{number},{number * 3}\n" for number in range(60))
    (folder / "line.csv").write_text("x,y\n" + rows, "utf-8")
    netbench("new", "p.netbench", "--data", "line.csv", "--task", "regression", "--target", "y", "--optimizer", "sgd:1000.0")
    said = netbench("train", "p.netbench", "--epochs", "40", "--json")
    assert said.lines[-1]["reason"] == "diverged"
    assert said.lines[-2]["loss"] is None
    assert said.code == 0
    assert "learning rate" in said.err


def test_evaluate_gives_the_scores_of_the_run_and_of_other_rows(netbench: Any, trained: Path) -> None:
    finished = load_run(trained).history.finished
    assert finished is not None
    assert netbench("evaluate", trained, "--json").json == finished.test
    assert list(netbench("evaluate", trained, "--data", "weather.csv", "--json").json) == ["loss", "accuracy"]
    netbench("evaluate", "nowhere", "--json").refused("nowhere")


def test_a_run_that_never_finished_is_refused_by_evaluate(netbench: Any, trained: Path) -> None:
    (trained / "history.json").unlink()
    netbench("evaluate", trained).refused("0001")


def test_predict_keeps_the_rows_as_they_stand(netbench: Any, trained: Path, folder: Path) -> None:
    rows = 'id;day;temp;wind\n007;1;"10,50";north\n  8 ;2;11,5;"so;uth"\n9;3;;south\n'
    (folder / "new.csv").write_text(rows, "utf-8")
    said = netbench("predict", trained, "new.csv", "-o", "out.csv")
    assert said.code == 0, said.err
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        header, *found = csv.reader(file, delimiter=";")
    assert header == ["id", "day", "temp", "wind", "prediction", "probability of no", "probability of yes"]
    assert [row[:4] for row in found] == [["007", "1", "10,50", "north"], ["  8 ", "2", "11,5", "so;uth"], ["9", "3", "", "south"]]
    for row in found:
        no, yes = (float(cell.replace(",", ".")) for cell in row[5:])
        assert no + yes == pytest.approx(1)
        assert row[4] == ("no" if no > yes else "yes")
        assert "," in row[5]


def test_predict_does_not_ask_what_the_target_is(netbench: Any, folder: Path) -> None:
    rows = [f"{number % 9}.5,{'“?”' if number == 3 else number}" for number in range(40)]
    (folder / "asked.csv").write_text("\n".join(["a,b", *rows]), "utf-8")
    (folder / "known.csv").write_text("\n".join(["a,b", *rows[4:]]), "utf-8")
    netbench("new", "r.netbench", "--data", "known.csv", "--epochs", "1")
    assert netbench("train", "r.netbench", "--out", "r").code == 0
    assert netbench("predict", "r", "asked.csv", "-o", "out.csv").code == 0
    assert Path("out.csv").read_text("utf-8").splitlines()[4].startswith("3.5,“?”,")
    netbench("evaluate", "r", "--data", "asked.csv").refused("asked.csv, line 5")


def test_rows_that_training_leaves_out_are_left_out_by_evaluate(netbench: Any, folder: Path) -> None:
    (folder / "torn.csv").write_text(WEATHER + "1,2\n", "utf-8")
    leave_out = ("--set", "data.source.ragged_rows=leave_out")
    assert netbench("new", "t.netbench", "--data", "torn.csv", "--epochs", "1", *leave_out).code == 0
    assert netbench("train", "t.netbench", "--out", "t").code == 0
    assert netbench("evaluate", "t", "--data", "torn.csv").code == 0
    netbench("predict", "t", "torn.csv", "-o", "out.csv").refused("torn.csv, line 62")


def test_predict_never_writes_over_what_it_reads(netbench: Any, trained: Path) -> None:
    netbench("predict", trained, "weather.csv", "-o", "weather.csv", "--force").refused("weather.csv")
    assert Path("weather.csv").read_text("utf-8") == WEATHER
    assert netbench("predict", trained, "weather.csv", "-o", "out.csv").code == 0
    netbench("predict", trained, "weather.csv", "-o", "out.csv").refused("--force")
    netbench("predict", trained, "out.csv", "-o", "out2.csv").refused("prediction")


def test_export_writes_the_script(netbench: Any, project: str) -> None:
    assert netbench("export", project, "--to", "pytorch", "-o", "p.py").code == 0
    compile(Path("p.py").read_text("utf-8"), "p.py", "exec")
    netbench("export", project, "--to", "pytorch", "-o", "p.py").refused("--force")
    netbench("export", project, "--to", "cobol", "-o", "q.py").refused("cobol")


def test_verify_compares_the_script_with_the_newest_run(netbench: Any, trained: Path) -> None:
    said = netbench("export", "p.netbench", "--to", "pytorch", "-o", "p.py", "--verify")
    assert said.json == {"verified": True, "epochs": 2, "first_difference": None}
    assert said.code == 0
    assert [run.name for run in Path("p.runs").iterdir()] == ["0001"]
    history = json.loads((trained / "history.json").read_text("utf-8"))
    history["epochs"][1]["loss"] += 1e-12
    (trained / "history.json").write_text(json.dumps(history), "utf-8")
    said = netbench("export", "p.netbench", "--to", "pytorch", "-o", "p.py", "--verify", "--force")
    assert said.code == 1
    assert said.json["first_difference"]["epoch"] == 2


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ((), "command"), (("fly",), "fly"), (("train",), "P"), (("train", "no.netbench"), "no.netbench"), (("check", "weather.csv"), "weather.csv"),
        (("check", "."), "folder"), (("data", "no.csv"), "no.csv"), (("new", "x.netbench"), "--data"), (("new", "no/x.netbench", "--data", "weather.csv"), "no"),
        (("evaluate", "no"), "no"), (("train", "no\nname.netbench"), "no name.netbench"), (("check", "p", "--jso"), "--jso"),
        (("new", "weather.csv", "--data", "weather.csv", "--force"), "weather.csv"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(arguments: tuple[str, ...], word: str, netbench: Any) -> None:
    said = netbench(*arguments)
    said.refused(word)
    assert said.out == ""


@pytest.mark.parametrize("arguments", [("train", "no.netbench"), ("fly",), ("train",)])
def test_with_json_a_refusal_is_an_object_as_well(arguments: tuple[str, ...], netbench: Any) -> None:
    said = netbench(*arguments, "--json")
    said.refused()
    assert list(said.json) == ["error"]
    assert list(said.json["error"]) == ["message", "hint"]


def test_an_existing_project_is_replaced_only_by_force(netbench: Any, project: str) -> None:
    before = Path(project).read_bytes()
    netbench("new", project, "--data", "weather.csv").refused(project, "--force")
    assert Path(project).read_bytes() == before
    assert netbench("new", project, "--data", "weather.csv", "--target", "wind", "--force").code == 0
    assert Path(project).read_bytes() != before


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, netbench: Any) -> None:
    said = netbench(command, "--help")
    assert said.code == 0
    assert f"netbench {command}" in said.out
    assert said.err == ""


def test_a_bug_of_ours_is_neither_no_nor_refused(netbench: Any, project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.cli.check.all_problems", lambda *_: 1 / 0)
    said = netbench("check", project)
    assert said.code not in (0, 1, 2)
    assert "ZeroDivisionError" in said.err


def test_a_full_memory_is_said_in_one_line(netbench: Any, project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 4 bytes")

    monkeypatch.setattr("engine.cli.check.all_problems", full)
    netbench("check", project).refused("memory")


def test_the_demo_leaves_curves_script_and_project(netbench: Any) -> None:
    from PIL import Image

    said = netbench("demo", "--out", "show")
    assert said.code == 0, said.err
    assert {"curves.png", "penguins.py", "penguins.csv", "penguins.netbench", "penguins.runs"} <= {path.name for path in Path("show").iterdir()}
    assert "show/curves.png".replace("/", os.sep) in said.out
    with Image.open("show/curves.png") as picture:
        colors = {color for _, color in picture.getcolors(100_000) or []}
    assert {(27, 95, 193), (191, 86, 0)} <= colors
    netbench("demo", "--out", "show").refused("show")


def test_one_line_keeps_names_and_drops_line_breaks() -> None:
    assert one_line("a\n b\x07\tc\u2028d 数据 \udce8") == "a b c d 数据 \udce8"


@pytest.fixture
def long_run(project: str) -> Iterator[subprocess.Popen[bytes]]:
    process = alone("train", project, "--epochs", "1000000", "--json")
    yield process
    process.kill()
    process.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="other signals there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_training_and_keeps_what_was_learnt(number: signal.Signals, long_run: subprocess.Popen[bytes]) -> None:
    assert long_run.stdout is not None
    long_run.stdout.readline()
    assert b"epoch" in long_run.stdout.readline()
    asked = time.monotonic()
    long_run.send_signal(number)
    rest, complaints = long_run.communicate(timeout=30)
    assert long_run.returncode == 0
    assert time.monotonic() - asked < 5
    finished = json.loads(rest.splitlines()[-1])
    assert finished["reason"] == "stopped"
    assert b"Traceback" not in complaints
    run = load_run(Path(finished["run"]))
    assert len(run.history.epochs) == finished["epochs"] > 0
    assert run.weights


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes there")
def test_a_reader_that_goes_away_ends_training_quietly(long_run: subprocess.Popen[bytes]) -> None:
    assert long_run.stdout is not None
    assert long_run.stderr is not None
    assert b"started" in long_run.stdout.readline()
    long_run.stdout.close()
    assert long_run.wait(timeout=30) == 0
    assert b"rror" not in long_run.stderr.read()
    finished = load_run(Path("p.runs/0001")).history.finished
    assert finished is not None
    assert finished.reason == "stopped"


def test_json_is_utf8_even_where_the_locale_is_ascii(folder: Path) -> None:
    (folder / "天气.csv").write_text("天,雨\n" + "1,有\n2,无\n" * 20, "utf-8")
    for extra in ({}, {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "latin-1"}):
        process = alone("data", "天气.csv", "--json", env={"LANG": "C", "LC_ALL": "C", **extra})
        out, complaints = process.communicate(timeout=30)
        assert process.returncode == 0, complaints
        assert "无".encode() in out
        assert [column["name"] for column in json.loads(out.decode("utf-8"))["columns"]] == ["天", "雨"]


def test_a_command_does_not_load_what_it_does_not_need(folder: Path, project: str) -> None:
    words = (
        "import sys; from engine.cli import main; main(['check', 'p.netbench', '--json']); "
        "sys.exit(' '.join({'torch', 'pandas', 'PySide6', 'rich'} & set(sys.modules)) or None)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", words], env=environment, capture_output=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr


def test_training_outside_the_main_thread_needs_no_signals(netbench: Any, project: str) -> None:
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(main(["train", project, "--epochs", "1"])))
    thread.start()
    thread.join(60)
    assert codes == [0]
