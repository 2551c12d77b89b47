"""What holds for any table and any bytes."""

import csv
import io

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.data.inspect import inspect_table
from engine.data.prepare import prepare
from engine.errors import DataError
from engine.portable.splits import random_split, stratified_split
from engine.portable.tables import read_regular_rows, read_table, read_untidy_table
from engine.project.document import Column, Data, GeneratedSource, Split
from engine.project.sizes import split_sizes
from engine.targets import Output

FILE = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

CELLS = st.one_of(
    st.integers(-1000, 1000).map(str),
    st.floats(allow_nan=False).map(str),
    st.sampled_from(["", "NA", "?", "x", "1,5", "1.234,5", "2021-03-04", "是", "é", " ", "0", "1", "inf", "'"]),
    st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=6),
)
TEXT = st.text(st.sampled_from('ab10,;\t|"\'\n\r .-é是?'), max_size=200)
SHARES = st.sampled_from([0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.45])


def try_all(path):
    """Describe and prepare whatever lies there; only a DataError may come out."""
    try:
        found = inspect_table(path)
        data = found.data
        if data.target is None or not data.inputs:
            return
        units = len(data.classes)
        output = Output("classification", units, "index") if units else Output("regression", 1, "value", scaled=True)
        prepared = prepare(data, output, split_seed=1)
    except DataError as error:
        if "\n" in str(error.message) or not (path.name in str(error) or "“" in str(error)):
            raise
        return
    assert (len(prepared.train), len(prepared.validation), len(prepared.test)) == split_sizes(data)
    assert np.isfinite(prepared.train.x).all()


@FILE
@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(tmp_path, content):
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    try_all(path)


@FILE
@given(TEXT, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
def test_no_text_crashes_the_reader(tmp_path, text, encoding):
    path = tmp_path / "any.csv"
    path.write_bytes(text.encode(encoding))
    try_all(path)


@FILE
@given(st.data(), st.sampled_from([",", ";", "\t"]))
def test_no_table_crashes_the_reader(tmp_path, data, delimiter):
    width = data.draw(st.integers(2, 4))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=15))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([[f"c{i}" for i in range(width)], *rows])
    path = tmp_path / "any.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    try_all(path)


@FILE
@given(st.lists(st.lists(st.text(st.sampled_from('ab1 ,"\n\'é'), max_size=4), min_size=3, max_size=3), min_size=1, max_size=8))
def test_a_written_table_is_read_back_cell_by_cell(tmp_path, rows):
    path = tmp_path / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["a", "b", "c"], *rows])
    wanted = [["" if cell.strip().lower() in ("na", "") else cell.strip() for cell in row] for row in rows]
    for read in (read_table, read_untidy_table, read_regular_rows):
        table = read(path)
        assert list(table.columns) == ["a", "b", "c"]
        assert table.astype(object).fillna("").to_numpy().tolist() == wanted


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6), SHARES, SHARES, st.integers(0, 2**32 - 1))
def test_the_split_has_the_sizes_that_the_schema_says(counts, validation, test, seed):
    labels = np.random.default_rng(0).permutation(np.repeat(np.arange(len(counts)), counts))
    rows = len(labels)
    target = Column(name="t", kind="choice", role="target", classes=tuple(f"c{i}" for i in range(len(counts))), counts=tuple(counts))
    data = Data(source=GeneratedSource(), columns=(target,), rows=rows, split=Split(validation=validation, test=test))
    if not rows:
        return
    parts = stratified_split(labels, validation, test, seed)
    assert tuple(map(len, parts)) == split_sizes(data)
    assert np.array_equal(np.sort(np.concatenate(parts)), np.arange(rows))
    assert all((np.diff(part) > 0).all() for part in parts)
    assert set(labels[parts[0]]) == set(labels)
    drawn = random_split(rows, validation, test, seed)
    assert tuple(map(len, drawn)) == split_sizes(data.changed(task="regression", columns=(target.changed(kind="number"),)))
    assert np.array_equal(np.sort(np.concatenate(drawn)), np.arange(rows))
