"""Runs on disk: numbered folders, exact histories, and a list that no broken folder can spoil."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest

from engine.errors import FileError
from engine.events import BatchesEnded, EpochEnded, RunFinished, RunStarted
from engine.history import History
from engine.layers import Dense
from engine.project.document import Column, Data, Project, TableSource
from engine.project.edits import change_metadata, change_training, settle
from engine.project.runs import (
    BATCHES,
    HISTORY,
    PROJECT,
    WEIGHTS,
    find_run,
    list_runs,
    load_run,
    new_run_folder,
    runs_folder,
    save_history,
    save_run_start,
)


def a_project(path: str = "t.csv") -> Project:
    columns = (Column(name="x", kind="number"), Column(name="y", kind="number", role="target"))
    data = Data(source=TableSource(path=path), columns=columns, rows=9, task="regression")
    return settle(Project(metadata={"name": "Mine"}, data=data, layers=(Dense(1, id="out"),)))


def a_history(*, finished: bool = True, reason: str = "completed") -> History:
    history = History()
    history.add(RunStarted(6, 2, 1, "cpu", 1, "dense", 2, epochs=2, batches=2))
    history.add(BatchesEnded(1, 0, (0.1, 1 / 3)))
    history.add(EpochEnded(1, {"loss": 1 / 3, "val_loss": math.nan, "learning_rate": 0.001}, is_best=True))
    history.add(BatchesEnded(2, 0, (math.nextafter(0.1, 1), 2e-308)))
    history.add(EpochEnded(2, {"loss": 0.1 + 0.2, "val_loss": 5e-324, "learning_rate": 0.001}))
    if finished:
        history.add(RunFinished(reason, 2, 1, {"loss": 0.7, "r2": math.nan}, "dense", 1.25, run="/somewhere/else"))  # type: ignore[arg-type]
    return history


def a_run(folder: Path, project: Project, history: History | None = None, base: Path | None = None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    save_run_start(folder, project, base=base or folder.parent.parent)
    if history is not None:
        save_history(folder, history)
    return folder


def test_runs_are_numbered_beside_their_project(tmp_path: Path) -> None:
    project = tmp_path / "my.project.netbench"
    folders = [new_run_folder(project, tmp_path / "other") for _ in range(3)]
    assert folders == [tmp_path / "my.project.runs" / name for name in ("0001", "0002", "0003")]
    (tmp_path / "my.project.runs" / "0041").mkdir()
    (tmp_path / "my.project.runs" / "notes").mkdir()
    assert new_run_folder(project, tmp_path / "other").name == "0042"
    (tmp_path / "my.project.runs" / "9999").mkdir()
    assert new_run_folder(project, tmp_path / "other").name == "10000"


def test_an_unsaved_project_runs_in_the_fallback(tmp_path: Path) -> None:
    assert new_run_folder(None, tmp_path / "deep" / "runs") == tmp_path / "deep" / "runs" / "0001"


def test_a_project_whose_folder_cannot_be_written_runs_in_the_fallback(tmp_path: Path) -> None:
    (tmp_path / "p.runs").write_text("a file is in the way")
    assert new_run_folder(tmp_path / "p.netbench", tmp_path / "runs") == tmp_path / "runs" / "0001"


def test_no_folder_at_all_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="file"):
        new_run_folder(None, tmp_path / "file")


def test_a_run_comes_back_exactly(tmp_path: Path) -> None:
    folder = a_run(tmp_path / "p.runs" / "0001", a_project(), a_history())
    run = load_run(folder)
    told = a_history()
    assert run.history.started == told.started
    assert run.history.batch_losses == told.batch_losses
    assert str(run.history.epochs) == str(told.epochs)  # text, as NaN does not equal itself
    assert str(run.history.records) == str(told.records)
    assert run.history.best_epoch == 1
    finished = run.history.finished
    assert finished is not None
    assert finished.run == str(folder)
    assert (finished.reason, finished.epochs, finished.seconds) == ("completed", 2, 1.25)
    assert finished.test["loss"] == 0.7
    assert math.isnan(finished.test["r2"])
    assert run.weights is None


def test_the_history_file_is_strict_json(tmp_path: Path) -> None:
    folder = a_run(tmp_path / "p.runs" / "0001", a_project(), a_history())
    text = (folder / HISTORY).read_text("utf-8")
    assert "NaN" not in text
    assert "null" in text
    assert "somewhere" not in text  # the folder may be moved


def test_a_run_that_was_cut_short_is_loaded_as_far_as_it_came(tmp_path: Path) -> None:
    begun = load_run(a_run(tmp_path / "p.runs" / "0001", a_project()))
    assert begun.history.started is None
    half = load_run(a_run(tmp_path / "p.runs" / "0002", a_project(), a_history(finished=False)))
    assert len(half.history.epochs) == 2
    assert half.history.finished is None
    reasons = [run.reason for run in list_runs(tmp_path / "p.runs")]
    assert reasons == [None, None]


def test_the_table_of_a_run_is_named_so_that_the_whole_folder_may_move(tmp_path: Path) -> None:
    here = tmp_path / "here" / "project"
    a_run(here / "p.runs" / "0001", a_project("../t.csv"), base=here)
    (tmp_path / "here").rename(tmp_path / "there")
    run = load_run(tmp_path / "there" / "project" / "p.runs" / "0001")
    assert run.project.data is not None
    assert run.project.data.source.path == "../../../t.csv"  # type: ignore[union-attr]


def test_broken_runs_are_listed_with_their_trouble(tmp_path: Path) -> None:
    runs = tmp_path / "p.runs"
    whole = a_run(runs / "0002", a_project(), a_history())
    (runs / "0001").mkdir()
    for number, (name, content) in enumerate(
        (
            (PROJECT, b"\xff\xfe"), (HISTORY, b"{"), (HISTORY, b"[]"), (HISTORY, b"null"), (HISTORY, b'{"epochs":3}'),
            (HISTORY, b'{"started":null,"epochs":[{"loss":"x"}],"finished":null}'),
            (HISTORY, b'{"started":{"train":1},"epochs":[],"finished":null}'),
            (HISTORY, b'{"started":null,"epochs":[],"finished":{"reason":"magic","test":{}}}'),
        ),
        start=3,
    ):
        broken = a_run(runs / f"{number:04d}", a_project(), a_history())
        (broken / name).write_bytes(content)
    (runs / "stray.txt").write_text("")
    summaries = list_runs(runs)
    assert [run.folder.name for run in summaries] == [f"{number:04d}" for number in range(1, 11)]
    assert [run.folder for run in summaries if run.trouble is None] == [whole]
    assert all(run.folder.name in str(run.trouble) for run in summaries if run.trouble)


def test_the_list_says_what_each_run_came_to(tmp_path: Path) -> None:
    a_run(tmp_path / "p.runs" / "0001", a_project(), a_history())
    (run,) = list_runs(tmp_path / "p.runs")
    assert (run.project, run.reason, run.epochs, run.seconds, run.test["loss"]) == ("Mine", "completed", 2, 1.25, 0.7)
    assert run.begun is not None


def test_a_project_without_runs_has_an_empty_list(tmp_path: Path) -> None:
    assert list_runs(runs_folder(tmp_path / "p.netbench")) == []


def test_missing_or_poisoned_batch_losses_cost_only_themselves(tmp_path: Path) -> None:
    import numpy as np

    folder = a_run(tmp_path / "p.runs" / "0001", a_project(), a_history())
    (folder / BATCHES).write_bytes(b"rubbish")
    assert load_run(folder).history.batch_losses == []
    np.save(folder / BATCHES, np.array([print], dtype=object), allow_pickle=True)
    assert load_run(folder).history.batch_losses == []
    (folder / BATCHES).unlink()
    assert len(load_run(folder).history.epochs) == 2


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no run"):
        load_run(tmp_path)


def test_starting_anew_in_a_folder_clears_the_run_before(tmp_path: Path) -> None:
    folder = a_run(tmp_path / "run", a_project(), a_history())
    (folder / WEIGHTS).write_bytes(b"old")
    (folder / "notes.txt").write_text("mine")
    a_run(folder, a_project())
    assert sorted(path.name for path in folder.iterdir()) == ["notes.txt", PROJECT]


def test_the_newest_completed_run_of_exactly_this_project_is_found(tmp_path: Path) -> None:
    runs = tmp_path / "p.runs"
    project = a_project()
    for number, (trained, reason, weights) in enumerate(
        (
            (project, "completed", True),
            (change_metadata(project, name="Another name"), "early_stopped", True),
            (change_training(project, seed=8), "completed", True),
            (project, "stopped", True),
            (project, "completed", False),
        ),
        start=1,
    ):
        folder = a_run(runs / f"{number:04d}", trained, a_history(reason=reason))
        if weights:
            (folder / WEIGHTS).write_bytes(b"")
    found = find_run(runs, project, tmp_path)
    assert found is not None
    assert found.folder.name == "0002"
    assert find_run(runs, change_training(project, seed=9), tmp_path) is None


@pytest.mark.skipif(sys.platform == "win32", reason="names of other systems")
def test_a_run_number_in_other_digits_is_just_a_name(tmp_path: Path) -> None:
    (tmp_path / "p.runs" / "٠٠٠٧").mkdir(parents=True)
    assert new_run_folder(tmp_path / "p.netbench", tmp_path).name == "0001"
