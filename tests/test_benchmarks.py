"""The benchmark of training runs, and says what it is meant to say; how fast is no test's business."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parent / "benchmarks" / "training.py"


def benchmark(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BENCHMARK), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_engine_and_script_are_timed_and_learn_the_very_same(tmp_path: Path) -> None:
    numbers = tmp_path / "numbers.json"
    done = benchmark("1", "--networks", "4-16-3", "--epochs", "1", "--ways", "engine", "script", "--json", str(numbers))
    assert done.returncode == 0, done.stderr
    for title in ("engine", "exported script"):
        assert f"│ {title} " in done.stdout
    measured = json.loads(numbers.read_text("utf-8"))["training"]["4-16-3"]
    assert all(len(way["seconds"]) == 1 and way["seconds"][0] > 0.0 for way in measured["ways"].values())
    accuracies = {way["accuracy"] for way in measured["ways"].values()}
    assert len(accuracies) == 1
    assert accuracies.pop() > 0.6
    assert measured["engine is faster"].keys() == {"engine"}


@pytest.mark.parametrize("arguments", [("0",), ("--ways", "pytorch"), ("--networks", "1-2-3")])
def test_a_wrong_argument_is_named(arguments: tuple[str, ...]) -> None:
    done = benchmark(*arguments)
    assert done.returncode == 2
    assert "error:" in done.stderr


def test_the_profile_of_a_step_names_all_its_lines(tmp_path: Path) -> None:
    numbers = tmp_path / "numbers.json"
    done = benchmark("1", "--networks", "4-16-3", "--profile", "--json", str(numbers))
    assert done.returncode == 0, done.stderr
    assert "Where the time of a step goes" in done.stdout
    measured = json.loads(numbers.read_text("utf-8"))["profile"]["4-16-3"]
    assert sum(measured["kinds"].values()) == pytest.approx(sum(measured["lines"].values()))
    assert all(measured["kinds"][name] > 0.0 for name in ("products", "Adam", "loss", "sums of gradients"))
