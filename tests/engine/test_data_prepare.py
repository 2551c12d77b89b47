"""From a table to arrays: what is fitted on which rows, and what comes out."""

from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from engine.data.inspect import inspect_table
from engine.data.prepare import FittedPreparation, prepare
from engine.data.rows import from_arrays
from engine.errors import DataError, FileError
from engine.plan.data import data_steps
from engine.portable.columns import BooleanColumns, ChoiceColumns, NumberColumns
from engine.project.data_edits import set_column_kind, set_column_role, set_target
from engine.project.document import Column, Data, GeneratedSource
from engine.project.sizes import split_sizes
from engine.targets import Output

FILES = Path(__file__).parent.parent / "files"
INDEX = Output("classification", 3, "index")
BINARY = Output("classification", 1, "binary")
VALUE = Output("regression", 1, "value", scaled=True)


@pytest.fixture(scope="module")
def penguins():
    return inspect_table("sample:penguins.csv").data


@pytest.fixture(scope="module")
def diabetes():
    return inspect_table("sample:diabetes.csv").data


def test_samples_are_described_as_they_are(penguins, diabetes):
    iris = inspect_table("sample:iris.csv").data
    assert (penguins.rows, penguins.target.name, penguins.task, penguins.input_size) == (344, "species", "classification", 9)
    assert (iris.rows, iris.target.name, iris.target.counts, iris.input_size) == (150, "species", (50, 50, 50), 4)
    assert (diabetes.rows, diabetes.target.name, diabetes.task, diabetes.input_size) == (442, "progression", "regression", 10)
    assert sum(column.missing for column in penguins.columns) == 19
    assert [column.name for column in penguins.columns][-1] == "sex"
    assert sum(penguins.columns[2].histogram) == 342


def test_split_keeps_the_shares_of_the_classes(penguins):
    prepared = prepare(penguins, INDEX, split_seed=3)
    assert Counter(prepared.train.y.tolist()) == {0: 106, 1: 48, 2: 86}
    assert Counter(prepared.validation.y.tolist()) == Counter(prepared.test.y.tolist()) == {0: 23, 1: 10, 2: 19}


def test_another_seed_gives_another_split_and_the_same_seed_the_same(penguins):
    first, again, other = (prepare(penguins, INDEX, split_seed=seed) for seed in (3, 3, 4))
    assert np.array_equal(first.train.x, again.train.x)
    assert not np.array_equal(first.test.x, other.test.x)


def test_numbers_are_standardised_on_the_training_rows_alone(penguins):
    prepared = prepare(penguins, INDEX, split_seed=3)
    numbers = prepared.train.x[:, :4].astype(float)
    assert np.allclose(numbers.mean(axis=0), 0, atol=1e-6)
    assert np.allclose(numbers.std(axis=0), 1, atol=1e-6)
    assert not np.allclose(prepared.test.x[:, :4].mean(axis=0), 0, atol=1e-3)


def test_what_lies_in_the_test_rows_does_not_change_the_preparation(tmp_path, penguins):
    lines = Path(__file__).parents[2].joinpath("resources/samples/penguins.csv").read_text().splitlines()
    numbers = [i for i, line in enumerate(lines[1:]) if "NA" not in line]
    cells = [line.split(",") for line in lines]
    before = prepare(penguins, INDEX, split_seed=3)
    marked = next(i for i in numbers if _row(before, cells[i + 1], before.test))
    cells[marked + 1][5] = "60000"
    path = tmp_path / "changed.csv"
    path.write_text("\n".join(",".join(row) for row in cells))
    after = prepare(inspect_table(path).data, INDEX, split_seed=3)
    assert np.array_equal(before.train.x, after.train.x)
    assert not np.array_equal(before.test.x, after.test.x)


def _row(prepared, cells, part):
    names = ["species", "island", "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "sex"]
    x = prepared.fitted.inputs({name: [cell] for name, cell in zip(names, cells, strict=True)})
    return any(np.array_equal(x[0], row) for row in part.x)


def test_missing_inputs_become_median_and_most_frequent():
    training = pd.DataFrame({"n": ["1", "2", "9", np.nan], "c": ["b", "a", np.nan, np.nan], "yes": ["y", "n", "y", np.nan]})
    numbers = NumberColumns(training, ["n"])
    assert numbers.median == {"n": 2.0}
    assert numbers.mean == [3.5]
    assert numbers(pd.DataFrame({"n": [np.nan]})).tolist() == [[(2.0 - 3.5) / numbers.scale[0]]]
    # a and b are equally frequent: the first class is taken
    assert ChoiceColumns(training, {"c": ["a", "b"]})(pd.DataFrame({"c": [np.nan]})).tolist() == [[True, False]]
    assert BooleanColumns(training, {"yes": ["n", "y"]})(pd.DataFrame({"yes": [np.nan, "n"]})).tolist() == [[True], [False]]


def test_a_class_that_training_has_not_seen_is_all_zero():
    training = pd.DataFrame({"c": ["a", "b"]})
    columns = ChoiceColumns(training, {"c": ["a", "b", "rare"]})
    assert columns(pd.DataFrame({"c": ["rare", "unheard", "b"]})).astype(int).tolist() == [[0, 0, 0], [0, 0, 0], [0, 1, 0]]


def test_constant_and_empty_columns_do_not_divide_by_zero():
    training = pd.DataFrame({"same": ["0.1"] * 3, "none": [np.nan] * 3})
    assert np.allclose(NumberColumns(training, ["same", "none"])(training), 0.0, atol=1e-15)


def test_rows_without_a_target_are_left_out_and_counted():
    data = inspect_table(FILES / "holes.csv").data
    prepared = prepare(data, BINARY, split_seed=1)
    assert prepared.left_out == 1
    assert (len(prepared.train), len(prepared.validation), len(prepared.test)) == split_sizes(data)
    assert np.isfinite(prepared.train.x).all()


def test_rows_with_holes_are_left_out_where_asked_for():
    data = inspect_table(FILES / "holes.csv").data
    kept = prepare(data.changed(preparation={"missing_inputs": "leave_out"}), BINARY, split_seed=1)
    table = pd.read_csv(FILES / "holes.csv").drop(columns="gap").dropna()
    assert kept.left_out == 24 - len(table)
    assert sum(map(len, (kept.train, kept.validation, kept.test))) == len(table)


@pytest.mark.parametrize(
    ("output", "dtype", "shape"),
    [(INDEX, np.int64, (240,)), (Output("classification", 3, "one_hot"), np.float32, (240, 3))],
)
def test_classes_are_written_as_the_loss_wants_them(penguins, output, dtype, shape):
    train = prepare(penguins, output, split_seed=3).train
    assert (train.x.dtype, train.x.shape) == (np.float32, (240, 9))
    assert (train.y.dtype, train.y.shape) == (dtype, shape)
    assert train.x.flags.c_contiguous
    assert train.y.flags.c_contiguous


def test_two_classes_are_written_as_0_and_1(penguins):
    prepared = prepare(set_target(penguins, "sex"), BINARY, split_seed=3)
    assert prepared.train.y.shape[1] == 1
    assert set(np.unique(prepared.train.y)) == {0.0, 1.0}
    assert prepared.left_out == 11


def test_a_numeric_target_is_scaled_on_the_training_rows_and_scaled_back(diabetes):
    scaled = prepare(diabetes, VALUE, split_seed=3)
    plain = prepare(diabetes, Output("regression", 1, "value"), split_seed=3)
    assert abs(scaled.train.y.mean()) < 1e-6
    assert (plain.target_mean, plain.target_scale) == (0.0, 1.0)
    back = scaled.test.y * scaled.target_scale + scaled.target_mean
    assert np.allclose(back, plain.test.y, rtol=1e-5)


def test_the_preparation_comes_back_from_its_file_exactly(penguins, tmp_path):
    prepared = prepare(penguins, INDEX, split_seed=3)
    prepared.fitted.save(tmp_path / "preparation.json")
    restored = FittedPreparation.load(tmp_path / "preparation.json")
    table = restored.read("sample:penguins.csv", needs_target=True)
    before, after = prepared.fitted.rows(table), restored.rows(table)
    assert np.array_equal(before.x, after.x)
    assert np.array_equal(before.y, after.y)
    assert restored.columns[0].mean.tolist() == prepared.fitted.columns[0].mean.tolist()
    assert vars(restored.columns[1]) == vars(prepared.fitted.columns[1])


@pytest.mark.parametrize("text", ["{}", "[]", '{"format": "netbench-preparation", "version": 1, "columns": [{"kind": "os.system"}]}'])
def test_a_damaged_preparation_is_refused(tmp_path, text):
    path = tmp_path / "preparation.json"
    path.write_text(text)
    with pytest.raises(FileError, match="preparation"):
        FittedPreparation.load(path)


def test_new_rows_may_be_words_numbers_lists_or_a_table_written_otherwise(penguins, tmp_path):
    fitted = prepare(penguins, INDEX, split_seed=3).fitted
    rows = {
        "island": ["Dream", "Mars"], "bill_length_mm": [40.5, 41.5], "bill_depth_mm": ["18", "NA"],
        "flipper_length_mm": [181, 190], "body_mass_g": [3000, 3500], "sex": ["male", None],
    }
    path = tmp_path / "new.csv"
    table = pd.DataFrame(rows).map(lambda cell: str(cell).replace(".", ",") if cell is not None else "")
    table.to_csv(path, sep=";", index=False)
    assert np.array_equal(fitted.inputs(rows), fitted.inputs(pd.DataFrame(rows)))
    assert np.array_equal(fitted.inputs(rows), fitted.inputs(fitted.read(path)))
    with pytest.raises(DataError, match="no column “island”"):
        fitted.inputs({name: cells for name, cells in rows.items() if name != "island"})
    with pytest.raises(DataError, match="Row 2: “tall” in “bill_depth_mm” is no number"):
        fitted.inputs({**rows, "bill_depth_mm": ["18", "tall"]})


def test_new_rows_by_hand_may_write_numbers_as_their_table_does(tmp_path):
    path = tmp_path / "delays.csv"
    lines = [f"{number}.{number:03},5;{number},25;{number % 2}" for number in range(1, 60)]
    path.write_text("people;rain;late\n" + "\n".join(lines))
    data = set_target(inspect_table(path).data, "late")
    assert (data.source.decimal, data.source.thousands) == (",", ".")
    fitted = prepare(data, INDEX, split_seed=3, base=tmp_path).fitted
    plain = fitted.inputs({"people": [1001.5, 12012.5, 700], "rain": [6.1, 6.5, 7]})
    assert np.array_equal(fitted.inputs({"people": ["1.001,5", "12.012,5", "700"], "rain": ["6,1", "6.5", "7"]}), plain)
    with pytest.raises(DataError, match="Row 1: “6,1,2” in “rain” is no number"):
        fitted.inputs({"people": ["1"], "rain": ["6,1,2"]})


def test_new_rows_with_an_unknown_class_to_predict_are_refused(penguins, tmp_path):
    fitted = prepare(penguins, INDEX, split_seed=3).fitted
    path = tmp_path / "new.csv"
    path.write_text(Path(__file__).parents[2].joinpath("resources/samples/penguins.csv").read_text().replace("Chinstrap", "Emperor"))
    with pytest.raises(DataError, match="the class “Emperor” is not among"):
        fitted.rows(fitted.read(path, needs_target=True))
    assert len(fitted.inputs(fitted.read(path))) == 344


def test_a_file_that_lost_a_column_is_answered_with_its_name(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("a,b,class\n" + "1,2,x\n3,4,y\n" * 5)
    data = inspect_table(path).data
    path.write_text("a,c,class\n" + "1,2,x\n3,4,y\n" * 5)
    with pytest.raises(DataError, match=r"table\.csv: There is no column “b”"):
        prepare(data, BINARY, split_seed=1)


def test_numbers_too_large_for_the_network_are_refused(tmp_path):
    path = tmp_path / "large.csv"
    path.write_text("a,class\n" + "1e200,x\n1,y\n3,x\n2,y\n" * 5)
    data = inspect_table(path).data.changed(preparation={"scale_numbers": False})
    with pytest.raises(DataError, match="“a” holds numbers too large"):
        prepare(data, BINARY, split_seed=1)


@pytest.mark.parametrize("shape", ["xor", "moons"])
def test_generated_rows_are_the_same_everywhere(shape):
    columns = (
        Column(name="x1", kind="number"), Column(name="x2", kind="number"),
        Column(name="class", kind="boolean", role="target", classes=("0", "1"), counts=(200, 200)),
    )
    data = Data(source=GeneratedSource(shape=shape), columns=columns, rows=400)
    prepared = prepare(data, BINARY, split_seed=1)
    assert (len(prepared.train), len(prepared.validation), len(prepared.test)) == split_sizes(data) == (280, 60, 60)
    again = prepare(data, BINARY, split_seed=1)
    assert np.array_equal(prepared.train.x, again.train.x)


def test_arrays_are_taken_as_they_are():
    prepared = from_arrays(np.ones((4, 3)), np.array([0, 1, 2, 0]), validation=(np.ones((2, 3)), [1, 2]))
    assert prepared.train.x.dtype == np.float32
    assert prepared.train.y.dtype == np.int64
    assert (len(prepared.validation), len(prepared.test)) == (2, 0)
    with pytest.raises(DataError, match="4 rows of inputs, but 3 of targets"):
        from_arrays(np.ones((4, 3)), np.zeros(3))


def test_steps_print_no_option_that_a_simple_table_does_not_need(penguins):
    steps = data_steps(penguins, INDEX)
    assert steps.read.options == ()
    assert steps.numbers is None
    assert steps.complete is None
    assert steps.targets is None
    assert [call.name for call in steps.columns] == ["NumberColumns", "ChoiceColumns"]


def test_columns_can_be_left_alone_or_taken_for_something_else(diabetes):
    assert set_column_role(diabetes, "age", "ignored").input_size == 9
    as_choice = set_column_kind(diabetes, "sex", "choice")
    assert as_choice.input_size == 11
    assert prepare(as_choice, VALUE, split_seed=1).train.x.shape[1] == 11
    assert set_column_kind(as_choice, "sex", "integer") == diabetes
    assert set_target(diabetes, "sex").task == "classification"
    with pytest.raises(DataError, match="“progression” has too many different values"):
        set_column_kind(diabetes, "progression", "choice")
