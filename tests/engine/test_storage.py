"""Project files: exact round trips, whole writes, and a sentence for whatever is wrong with one."""

from __future__ import annotations

import json
import math
import os
import stat
import sys
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from engine.activations import Activation
from engine.callbacks import EarlyStopping, ReduceLROnPlateau, RunRule
from engine.class_weights import ClassWeight
from engine.constraints import Constraint
from engine.errors import EngineError, FileError
from engine.initializers import Initializer
from engine.layers import Dense, Layer
from engine.losses import Loss
from engine.metrics import Metric
from engine.optimizers import Optimizer
from engine.optimizers.schedules import Schedule
from engine.project import migrations
from engine.project.document import Column, Data, Project, TableSource, Training
from engine.project.edits import settle
from engine.project.paths import rebased, relative_to
from engine.project.storage import load_project, project_text, save_project, write_file
from engine.regularizers import Regularizer
from engine.spec import HIDDEN, Part, family_of

FAMILIES = (Layer, Activation, Initializer, Regularizer, Optimizer, Loss, Metric)


def a_value(annotation: Any, metadata: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """Any value that a declared field takes."""
    if (family := family_of(annotation)) is not None:
        parts = a_part(family)
        return st.none() | parts if type(None) in get_args(annotation) else parts
    if get_origin(annotation) is Literal:
        return st.sampled_from(get_args(annotation))
    bounds = {name: getattr(item, name) for item in metadata for name in ("ge", "gt", "le", "lt") if hasattr(item, name)}
    low, high = bounds.get("ge", bounds.get("gt")), bounds.get("le", bounds.get("lt"))
    if annotation is bool:
        return st.booleans()
    if annotation is int:
        return st.integers(low, high)
    if annotation is float:
        return st.floats(
            low, high, allow_nan=False, allow_infinity=False,
            exclude_min="gt" in bounds and "ge" not in bounds, exclude_max="lt" in bounds and "le" not in bounds,
        )
    if annotation is str:
        return st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
    options = [option for option in get_args(annotation) if option is not type(None)]
    inner = st.one_of(*(a_value(option, metadata) for option in options))
    return st.none() | inner if type(None) in get_args(annotation) else inner


def a_part(family: type[Part]) -> st.SearchStrategy[Part]:
    """Any value of any part of a family."""
    return st.deferred(lambda: st.one_of(*(a_member(part) for part in family.kinds.values())))


def a_member(part: type[BaseModel]) -> st.SearchStrategy[Any]:
    fields = {
        name: a_value(field.annotation, tuple(field.metadata))
        for name, field in part.model_fields.items()
        if name not in HIDDEN
    }

    def made(values: dict[str, Any]) -> Any:
        try:
            return part.model_validate(values)
        except (ValidationError, EngineError):  # two fields that do not go together
            return part.model_validate({})

    return st.fixed_dictionaries(fields).map(made)


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
PROJECTS = st.builds(
    lambda layers, training, name, words: settle(Project(
        metadata={"name": name, "description": words},
        layers=tuple(layers),
        training=Training(**training, loss_follows_target=False, metrics_follow_target=False),
    )),
    st.lists(a_part(Layer), max_size=4),
    st.fixed_dictionaries({
        "optimizer": a_part(Optimizer), "loss": a_part(Loss), "metrics": st.lists(a_part(Metric), max_size=3).map(tuple),
        "epochs": st.integers(1, 1_000_000), "seed": st.integers(0, 2**32 - 1),
        "early_stopping": st.none() | a_member(EarlyStopping), "reduce_lr": st.none() | a_member(ReduceLROnPlateau),
        "class_weight": st.none() | a_part(ClassWeight),
    }),
    TEXTS,
    TEXTS,
)


def a_project(path: str = "table.csv") -> Project:
    columns = (
        Column(name="größe", kind="number", minimum=0.1, maximum=1 / 3, mean=0.2, histogram=(1, 2)),
        Column(name="种类", kind="choice", role="target", classes=("a", "b", "c"), counts=(3, 3, 3)),
    )
    data = Data(source=TableSource(path=path, missing=("?",), thousands="\u202f"), columns=columns, rows=9)
    return settle(Project(data=data, layers=(Dense(4, "relu"), Dense(3, "softmax", follows_target=True))))


def document(**fields: Any) -> bytes:
    return json.dumps({"format": "netbench", "version": 1, **fields}).encode()


@given(project=PROJECTS)
def test_every_project_comes_back_exactly_as_it_was_saved(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.netbench"
    save_project(project, path)
    assert load_project(path) == project


def test_the_round_trip_knows_every_family_of_parts() -> None:
    # Guards the property above: a family that its strategy does not know would go untested.
    families = {part for part in Part.__subclasses__() if part.__module__.startswith("engine.")}
    assert families == {*FAMILIES, RunRule, ClassWeight, Constraint, Schedule}
    assert all(family.kinds for family in families)


def test_columns_and_source_come_back_exactly(tmp_path: Path) -> None:
    project = a_project()
    save_project(project, tmp_path / "p.netbench")
    assert load_project(tmp_path / "p.netbench") == project


def test_a_project_file_is_utf8_json_in_the_order_of_the_contract(tmp_path: Path) -> None:
    save_project(a_project(), tmp_path / "p.netbench")
    content = (tmp_path / "p.netbench").read_bytes()
    assert "种类".encode() in content
    assert b"\r" not in content
    assert list(json.loads(content)) == ["format", "version", "metadata", "data", "layers", "training"]
    assert {"id", "kind"} <= set(json.loads(content)["layers"][0])


BAD = {
    "empty": (b"", "not a NetBench file"),
    "a table": (b"a,b\n1,2\n", "not a NetBench file"),
    "a picture": (b"\x89PNG\r\n\x1a\n\xff", "UTF-8"),
    "UTF-16": ('{"format":"netbench"}'.encode("utf-16"), "UTF-8"),
    "cut off": (document()[:-9], "line 1"),
    "another format": (b'{"format":"keras","version":1}', "not a NetBench project"),
    "a list": (b"[1]", "not a NetBench"),
    "no version": (b'{"format":"netbench"}', "version"),
    "version true": (b'{"format":"netbench","version":true}', "version"),
    "version 0": (b'{"format":"netbench","version":0}', "version"),
    "a newer version": (b'{"format":"netbench","version":7,"future":1}', "newer NetBench"),
    "unknown field": (document(layer=[]), "layer"),
    "unknown field inside": (document(training={"epoch": 3}), "training.epoch"),
    "unknown layer": (document(layers=[{"kind": "os.system"}]), "os.system"),
    "wrong type": (document(layers=[{"kind": "dense", "units": "4"}]), "layers.0.units"),
    "out of bounds": (document(training={"epochs": 0}), "training.epochs"),
    "NaN": (b'{"format":"netbench","version":1,"training":{"epochs":NaN}}', "NaN"),
    "infinity": (b'{"format":"netbench","version":1,"training":{"optimizer":{"kind":"adam","learning_rate":1e999}}}', "learning_rate"),
    "twice": (b'{"format":"netbench","version":1,"version":1}', "version"),
    "deep": (b"[" * 200_000, "nested"),
    "deep inside": (b'{"format":"netbench","version":1,"layers":' + b"[" * 900 + b"]" * 900 + b"}", "layers"),
    "a long number": (b'{"format":"netbench","version":' + b"1" * 5000 + b"}", "number"),
    "half a letter": (rb'{"format":"netbench","version":1,"metadata":{"name":"\ud800"}}', "name"),
    "zeros": (b"\0" * 100, "not a NetBench file"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_one_sentence_that_names_file_and_place(name: str, tmp_path: Path) -> None:
    content, place = BAD[name]
    path = tmp_path / "bad.netbench"
    path.write_bytes(content)
    with pytest.raises(FileError) as caught:
        load_project(path)
    sentence = str(caught.value)
    assert "bad.netbench" in sentence
    assert place in sentence
    assert len(sentence) < 600
    assert path.read_bytes() == content


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.netbench"
    with path.open("wb") as file:
        file.truncate(10**10)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("it was read"))
    with pytest.raises(FileError, match="too large"):
        load_project(path)


def test_folders_devices_and_missing_files_are_refused(tmp_path: Path) -> None:
    for path, words in ((tmp_path, "folder"), (tmp_path / "none", "no such file"), (Path(os.devnull), "not a file")):
        with pytest.raises(FileError, match=words):
            load_project(path)


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "p.netbench"
    path.write_bytes(b"\xef\xbb\xbf" + project_text(a_project()).encode())
    assert load_project(path) == a_project().changed(layers=load_project(path).layers)


def test_layers_with_the_same_id_get_ids_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "p.netbench"
    path.write_bytes(document(layers=[{"kind": "dense", "id": "x"}, {"kind": "dense", "id": "x"}, {"kind": "dense"}]))
    ids = [layer.id for layer in load_project(path).layers]
    assert ids[0] == "x"
    assert len(set(ids)) == 3
    assert all(ids)


def test_an_older_version_is_brought_up_step_by_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def first(document: dict[str, Any]) -> dict[str, Any]:
        document["metadata"] = {"name": document.pop("title")}
        return document

    def second(document: dict[str, Any]) -> dict[str, Any]:
        document["metadata"]["name"] += "!"
        return document

    monkeypatch.setattr(migrations, "VERSION", 3)
    monkeypatch.setattr(migrations, "STEPS", {1: first, 2: second})
    path = tmp_path / "p.netbench"
    path.write_bytes(document(title="Old"))
    assert load_project(path).metadata.name == "Old!"
    save_project(load_project(path), path)
    assert json.loads(path.read_bytes())["version"] == 3
    assert load_project(path).metadata.name == "Old!"


def test_there_is_a_migration_for_every_older_version() -> None:
    assert set(migrations.STEPS) == set(range(1, migrations.VERSION))


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p.netbench"
    save_project(a_project(), path)
    before = path.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="disk is full"):
        save_project(Project(), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_the_new_content_is_on_the_disk_before_it_takes_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    flush, rename = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda number: (steps.append("flush"), flush(number))[1])
    monkeypatch.setattr(Path, "replace", lambda self, to: (steps.append("rename"), rename(self, to))[1])
    write_file(tmp_path / "p.netbench", b"x")
    assert steps[:2] == ["flush", "rename"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_saving_keeps_the_permissions_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "p.netbench"
    save_project(a_project(), path)
    path.chmod(0o640)
    save_project(Project(), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_saving_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "p.netbench"
    link.symlink_to(tmp_path / "real" / "p.netbench")
    save_project(Project(), link)
    assert link.is_symlink()
    assert load_project(tmp_path / "real" / "p.netbench") == Project()


def test_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="folder"):
        save_project(Project(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_table_below_or_beside_the_project_is_named_relative_to_it(tmp_path: Path) -> None:
    folder = tmp_path / "work" / "projects"
    folder.mkdir(parents=True)
    for table, name in (
        (folder / "t.csv", "t.csv"),
        (folder / "data" / "t.csv", "data/t.csv"),
        (tmp_path / "work" / "data" / "t.csv", "../data/t.csv"),
        (tmp_path / "elsewhere" / "t.csv", str(tmp_path / "elsewhere" / "t.csv")),
    ):
        saved = save_project(a_project(str(table)), folder / "p.netbench")
        assert saved.data is not None
        assert saved.data.source.path == name  # type: ignore[union-attr]
        assert load_project(folder / "p.netbench") == saved


def test_saving_elsewhere_still_finds_the_table(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    saved = save_project(a_project("t.csv"), tmp_path / "new" / "p.netbench", base=tmp_path)
    assert saved.data is not None
    assert saved.data.source.path == "../t.csv"  # type: ignore[union-attr]


def test_a_bundled_table_keeps_its_name(tmp_path: Path) -> None:
    project = a_project("sample:penguins.csv")
    assert rebased(project, tmp_path, tmp_path / "x") is project


def test_only_the_root_in_common_is_no_reason_for_a_relative_path() -> None:
    assert relative_to(Path("/data/t.csv"), Path("/work")) == str(Path("/data/t.csv").absolute())


def test_numbers_survive_to_the_last_bit(tmp_path: Path) -> None:
    value = math.nextafter(0.1, 1)
    save_project(Project(training=Training(optimizer={"kind": "adam", "learning_rate": value})), tmp_path / "p.netbench")
    assert load_project(tmp_path / "p.netbench").training.optimizer.learning_rate == value
