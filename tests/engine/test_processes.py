"""Several processes share each batch: two with half of it each end where one with the whole of it does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from parity_cases import sample

from engine.errors import EngineError
from engine.export.pytorch import export_script
from engine.export.save import save_script
from engine.layers import BatchNormalization, Dense
from engine.plan import make_plan

PROGRAM = """
import json, sys
import numpy as np
from engine.models import Sequential
from engine.layers import ActivityRegularization, Dense

random = np.random.default_rng(0)
x = random.standard_normal((85, 5)).astype("float32")
y = (x.sum(axis=1) > 0).astype("int64") + (x[:, 0] > 1)
first = Dense(8, "relu", input_shape=(5,), kernel_regularizer="l2", activity_regularizer="l1")
model = Sequential([first, ActivityRegularization(l2=0.02), Dense(3, "softmax")], seed=3)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x, y, batch_size=28, epochs=3, verbose=2, validation_split=0.2).history
import os
if os.environ.get("RANK", "0") == "0":
    weights = [array.tolist() for array in model.get_weights()]
    open(sys.argv[1], "w").write(json.dumps({"history": history, "weights": weights}))
"""


def launched(arguments: list[str], processes: int) -> str:
    """Run a program in one process or, by torch's launcher, in several; return what it wrote."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, *arguments]
    if processes > 1:
        launcher = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", str(processes)]
        command = [sys.executable, *launcher, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def assert_close(one: Any, other: Any) -> None:
    """The same numbers to 1e-6."""
    match one:
        case dict():
            assert one.keys() == other.keys()
            for name in one:
                assert_close(one[name], other[name])
        case list():
            assert len(one) == len(other)
            for first, second in zip(one, other, strict=True):
                assert_close(first, second)
        case _:
            assert one == pytest.approx(other, rel=1e-5, abs=1e-6)


def test_fit_in_two_processes_gives_what_one_gives(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    found = {}
    for processes in (1, 2):
        written = launched([str(program), str(tmp_path / f"{processes}.json")], processes)
        assert written.count("Epoch 1/3") == 1
        found[processes] = json.loads((tmp_path / f"{processes}.json").read_text())
    assert len(found[1]["history"]["loss"]) == 3
    assert_close(found[1], found[2])


def test_the_script_in_two_processes_gives_what_one_gives(tmp_path: Path) -> None:
    project = sample("penguins", Dense(8, "relu", kernel_regularizer="l2", activity_regularizer={"kind": "l1_l2", "l1": 0.01, "l2": 0.1}), batch_size=33)
    save_script(make_plan(project), tmp_path / "alone.py")
    save_script(make_plan(project), tmp_path / "shared.py", distributed=True)
    found: dict[str, Any] = {}
    for name, script, processes in (("plain", "alone", 1), ("alone", "shared", 1), ("shared", "shared", 2)):
        files = {option: tmp_path / f"{name}-{option}" for option in ("history", "scores", "weights")}
        launched([str(tmp_path / f"{script}.py"), *(w for o, p in files.items() for w in (f"--{o}", str(p)))], processes)
        weights = {key: value.tolist() for key, value in torch.load(files["weights"], weights_only=True).items()}
        found[name] = [*(json.loads(files[option].read_text()) for option in ("history", "scores")), weights]
    assert found["plain"] == found["alone"]
    assert_close(found["plain"], found["shared"])


def test_what_compares_the_rows_of_a_batch_is_refused() -> None:
    plan = make_plan(sample("iris", Dense(8, "relu"), BatchNormalization()))
    with pytest.raises(EngineError, match="compares the rows of a batch"):
        export_script(plan, distributed=True)
    assert "dist." not in export_script(plan).text
    plan = make_plan(sample("iris", Dense(8, "relu", activity_regularizer="orthogonal_regularizer")))
    with pytest.raises(EngineError, match=r"Right angles.*compares the rows of a batch"):
        export_script(plan, distributed=True)
