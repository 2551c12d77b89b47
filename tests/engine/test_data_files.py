"""Tables as they come: in every encoding, with title lines, holes and faults."""

import shutil
from pathlib import Path

import pytest

from engine.data.inspect import inspect_table
from engine.data.prepare import prepare
from engine.errors import DataError
from engine.project.document import TableSource
from engine.targets import Output

FILES = Path(__file__).parent.parent / "files"


def columns(inspection):
    return {column.name: column for column in inspection.data.columns}


@pytest.mark.parametrize(
    ("name", "encoding", "delimiter"),
    [
        ("wheat_gb18030.csv", "gb18030", ","),
        ("wheat_utf8_bom.csv", "utf-8-sig", ","),
        ("wheat_utf16.csv", "utf-16", "\t"),
        ("wheat_utf16_without_mark.csv", "utf-16-le", ","),
    ],
)
def test_chinese_tables_are_read_in_their_encoding(name, encoding, delimiter):
    found = inspect_table(FILES / name, target="等级")
    assert (found.data.source.encoding, found.data.source.delimiter) == (encoding, delimiter)
    assert [column.name for column in found.data.columns] == ["品种", "产量", "株数", "等级"]
    assert columns(found)["品种"].classes == ("小麦", "水稻", "玉米")
    assert prepare(found.data, Output("classification", 1, "binary"), split_seed=1).train.x.shape[1] == 5


def test_decimal_commas_and_thousands_are_read_as_numbers():
    found = inspect_table(FILES / "decimal_comma_cp1252.csv")
    source = found.data.source
    assert (source.encoding, source.delimiter, source.decimal, source.thousands) == ("cp1252", ";", ",", ".")
    assert columns(found)["Gewicht"].maximum == 3000.5
    assert found.data.target.classes == ("größer", "kleiner")
    data = found.data.changed(preparation={"scale_numbers": False}, split={"validation": 0.0, "test": 0.0})
    x = prepare(data, Output("classification", 1, "binary"), split_seed=1).train.x
    assert x[:, 1].tolist() == [1250.75, 980.5, 2100.0, 1500.25, 3000.5, 700.5]


def test_english_thousands_are_read_as_numbers(tmp_path):
    path = tmp_path / "prices.csv"
    path.write_text('rooms,price\n' + "".join(f'{i % 4},"1,{i:03d}.5"\n' for i in range(30)))
    found = inspect_table(path)
    assert (found.data.source.decimal, found.data.source.thousands) == (".", ",")
    assert (found.data.target.name, found.data.task, found.data.target.maximum) == ("price", "regression", 1029.5)


def test_title_lines_above_the_header_are_skipped():
    found = inspect_table(FILES / "title_rows.csv")
    assert found.data.source.header_row == 4
    assert [column.name for column in found.data.columns] == ["field", "rain", "yield"]
    assert (found.data.rows, found.data.task) == (12, "regression")
    prepared = prepare(found.data, Output("regression", 1, "value", scaled=True), split_seed=1)
    assert len(prepared.train) == 8


def test_a_table_without_a_header_gets_numbered_columns():
    found = inspect_table(FILES / "without_header.csv")
    assert found.data.source.header_row is None
    assert [column.name for column in found.data.columns] == ["Column 1", "Column 2", "Column 3"]
    assert found.data.rows == 10
    assert len(prepare(found.data, Output("classification", 2, "index"), split_seed=1).train) == 6


def test_empty_and_equal_headers_are_told_apart():
    found = inspect_table(FILES / "same_names.csv")
    assert [column.name for column in found.data.columns] == ["x", "x (2)", "Column 3", "x (4)", "y"]
    prepare(found.data, Output("regression", 1, "value"), split_seed=1)


def test_kinds_and_roles_follow_from_the_cells():
    found = inspect_table(FILES / "kinds.csv")
    assert {name: (column.kind, column.role) for name, column in columns(found).items()} == {
        "id": ("identifier", "ignored"), "day": ("date", "ignored"), "note": ("text", "ignored"),
        "flag": ("boolean", "input"), "code": ("identifier", "ignored"), "same": ("constant", "ignored"),
        "nothing": ("empty", "ignored"), "amount": ("number", "input"), "grade": ("choice", "target"),
    }
    assert columns(found)["flag"].classes == ("false", "true")


def test_a_column_that_counts_up_remains_an_input_unless_it_is_named_like_an_identifier(tmp_path):
    path = tmp_path / "curve.csv"
    path.write_text("x,row_id,y\n" + "".join(f"{i},{i},{i * 0.5}\n" for i in range(20)))
    assert [column.kind for column in inspect_table(path).data.columns] == ["integer", "identifier", "number"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("empty.csv", "empty.csv is empty."),
        ("header_only.csv", "header_only.csv has a header, but no rows below it."),
        ("one_column.csv", "one_column.csv has one column only"),
        ("ragged.csv", "ragged.csv, line 10: 4 values where the header has 3."),
        ("renamed_workbook.csv", "renamed_workbook.csv is an Excel workbook"),
        ("renamed_picture.csv", "renamed_picture.csv is a PNG picture"),
        ("zero_byte.csv", "zero_byte.csv, line 3: there is a zero byte"),
        ("nowhere.csv", "There is no file"),
        (".", "is a folder"),
    ],
)
def test_a_faulty_file_is_answered_with_one_sentence(name, sentence):
    with pytest.raises(DataError) as caught:
        inspect_table(FILES / name)
    assert sentence in str(caught.value.message)
    assert "\n" not in str(caught.value)


def test_rows_of_another_length_can_be_left_out():
    source = TableSource(path="", ragged_rows="leave_out")
    found = inspect_table(FILES / "ragged.csv", source)
    assert found.data.rows == 10
    assert str(found.warnings[0]).endswith(": 2.")
    data = found.data.changed(split={"validation": 0.0, "test": 0.0})
    assert len(prepare(data, Output("classification", 1, "binary"), split_seed=1).train) == 10


def test_a_quotation_mark_that_never_closes_is_named_with_its_line(tmp_path):
    path = tmp_path / "quote.csv"
    path.write_text('a,b,class\n1,2,x\n"3,4,y\n' + "5,6,x\n" * 30_000)
    with pytest.raises(DataError, match=r"quote\.csv.*line 3"):
        inspect_table(path)


def test_words_among_numbers_are_listed_and_offered_as_missing():
    found = inspect_table(FILES / "words_among_numbers.csv")
    issues = [(issue.line, issue.column, issue.raw) for issue in found.issues]
    assert issues == [(22, "height", "?"), (23, "weight", "缺测")]
    assert found.markers == ("?", "缺测")
    assert (columns(found)["height"].kind, columns(found)["height"].unreadable) == ("integer", 1)
    with pytest.raises(DataError, match=r"words_among_numbers\.csv, line 22: “\?” in “height” is no number"):
        prepare(found.data, Output("classification", 1, "binary"), split_seed=1)
    agreed = inspect_table(FILES / "words_among_numbers.csv", TableSource(path="", missing=("?", "缺测")))
    assert agreed.issues == ()
    assert columns(agreed)["height"].missing == 1
    assert len(prepare(agreed.data, Output("classification", 1, "binary"), split_seed=1).train) == 15


def test_marks_of_missing_values_do_not_turn_numbers_into_words(tmp_path):
    path = tmp_path / "marks.csv"
    path.write_text("a,class\n" + "".join(f"{'?' if i % 3 == 0 else i},{'xyz'[i % 3]}\n" for i in range(9)))
    found = inspect_table(path)
    assert [column.kind for column in found.data.columns] == ["integer", "choice"]
    assert (found.markers, columns(found)["a"].unreadable) == (("?",), 3)


def test_a_few_rows_of_classes_are_classes(tmp_path):
    path = tmp_path / "few.csv"
    path.write_text("a,class\n1,x\n2,y\n3,z\n4,x\n")
    found = inspect_table(path)
    assert (found.data.target.name, found.data.task) == ("class", "classification")


def test_minus_999_far_from_everything_is_offered_as_missing(tmp_path):
    path = tmp_path / "weather.csv"
    path.write_text("rain,class\n" + "".join(f"{-999 if i % 9 == 0 else i},{'ab'[i % 2]}\n" for i in range(40)))
    found = inspect_table(path)
    assert found.markers == ("-999",)
    assert columns(found)["rain"].missing == 0


def test_minus_999_is_offered_beside_other_marks(tmp_path):
    path = tmp_path / "sensor.csv"
    path.write_text("value,y\n?,0\n-999,1\n" + "".join(f"{i}.5,{i % 2}\n" for i in range(40)))
    assert inspect_table(path).markers == ("?", "-999")


def test_always_missing_words_count_in_any_case(tmp_path):
    path = tmp_path / "words.csv"
    path.write_text("a,class\n" + "".join(f"{word},{'xy'[i % 2]}\n" for i, word in enumerate([" na ", "N/a", "NULL", "nan", "#N/A", "", "1", "2"])))
    assert columns(inspect_table(path))["a"].missing == 6


def test_a_target_can_be_named_or_numbered_and_a_misspelt_one_is_answered_with_the_nearest():
    assert inspect_table("sample:penguins.csv", target=7).data.target.name == "sex"
    assert inspect_table("sample:penguins.csv", target="2").data.target.name == "island"
    with pytest.raises(DataError, match="Did you mean “species”"):
        inspect_table("sample:penguins.csv", target="specis")


def test_a_target_with_one_value_is_refused():
    with pytest.raises(DataError, match="“class” has one value only, “x”"):
        inspect_table(FILES / "one_class.csv", target="class")


def test_an_unknown_encoding_and_a_wrong_one_are_named():
    with pytest.raises(DataError, match="the encoding “klingon” is not known"):
        inspect_table(FILES / "ragged.csv", TableSource(path="", encoding="klingon"))
    with pytest.raises(DataError, match=r"wheat_gb18030\.csv, line 1: the text is not in the encoding utf-8"):
        inspect_table(FILES / "wheat_gb18030.csv", TableSource(path="", encoding="utf-8"))
    with pytest.raises(DataError, match=r"ragged\.csv, line 1: the text is not in the encoding utf-16"):
        inspect_table(FILES / "ragged.csv", TableSource(path="", encoding="utf-16"))


def test_fields_that_the_user_has_set_are_kept():
    found = inspect_table(FILES / "title_rows.csv", TableSource(path="", header_row=None, ragged_rows="leave_out"))
    assert found.data.source.header_row is None
    assert found.data.columns[0].name == "Column 1"


def test_paths_are_kept_relative_to_the_project(tmp_path):
    (tmp_path / "data").mkdir()
    shutil.copy(FILES / "kinds.csv", tmp_path / "data" / "kinds.csv")
    found = inspect_table("data/kinds.csv", base=tmp_path)
    assert found.data.source.path == "data/kinds.csv"
    assert prepare(found.data, Output("classification", 3, "index"), base=tmp_path, split_seed=1).left_out == 0


def test_samples_are_found_by_name_and_nothing_else_is():
    assert inspect_table("sample:iris.csv").data.source.path == "sample:iris.csv"
    for name in ("sample:../icons/x.svg", "sample:tulips.csv"):
        with pytest.raises(DataError, match="There is no sample"):
            inspect_table(name)


def test_reading_can_be_watched_and_cancelled(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("a,class\n" + "1,x\n2,y\n" * 30_000)
    shares = []
    inspect_table(path, progress=shares.append)
    assert shares == sorted(shares)
    assert 0.8 < shares[-1] <= 1.0
    with pytest.raises(Exception, match="cancelled"):
        inspect_table(path, cancelled=lambda: True)


def test_a_gap_in_a_long_file_is_found_after_the_sample(tmp_path):
    path = tmp_path / "long.csv"
    path.write_bytes(b"name,class\n" + b"abc,x\ndef,y\n" * 20_000 + "größer,x\n".encode("cp1252") * 3)
    assert inspect_table(path).data.source.encoding == "cp1252"


def test_a_title_with_a_unit_is_known_as_the_target(tmp_path):
    table = tmp_path / "wheat.csv"
    table.write_text("品种,氮(kg),产量(kg/亩)\na,1.5,400.5\nb,2.5,410.5\na,3.5,420.5\nb,1.0,430.5\n", "utf-8")
    data = inspect_table(table).data
    assert data.target is not None
    assert data.target.name == "产量(kg/亩)"
