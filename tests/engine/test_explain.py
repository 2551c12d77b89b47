"""A wrong value is told in one sentence of ours, which the window can translate."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from pydantic import Field, ValidationError

from engine.data.remarks import warnings_about
from engine.errors import EngineError
from engine.layers import Dense, Dropout
from engine.messages import Message
from engine.optimizers import Adam
from engine.project.data_edits import set_column_role
from engine.project.document import KIND_NAMES, Column, Data, TableSource, Training
from engine.project.edits import new_project
from engine.project.problems import find_problems
from engine.spec import Value, explain


class Sample(Value):
    """A value with every sort of bound."""

    share: float = Field(0.5, ge=0.0, le=0.95, title="Share")
    least: int = Field(1, ge=1)
    positive: float = Field(1.0, gt=0.0)
    below: float = Field(0.5, lt=1.0)
    on: bool = True
    name: str = Field("ab", min_length=2, max_length=3)
    code: str = Field("a", pattern="^[a-c]$")
    choice: Literal["one", "two"] = "one"
    pair: tuple[int, ...] = Field((1, 2), min_length=2, max_length=2)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("share", 1.2, "“Share” must be between 0 and 0.95; got 1.2."),
        ("share", -1.0, "“Share” must be between 0 and 0.95; got -1.0."),
        ("share", float("inf"), "“Share” must be a finite number; got inf."),
        ("share", "a", "“Share” must be a number; got 'a'."),
        ("least", 0, "“least” must be at least 1; got 0."),
        ("least", 1.5, "“least” must be a whole number; got 1.5."),
        ("positive", 0.0, "“positive” must be more than 0; got 0.0."),
        ("below", 1.0, "“below” must be less than 1; got 1.0."),
        ("on", 3, "“on” must be true or false; got 3."),
        ("name", 3, "“name” must be text; got 3."),
        ("name", "a", "“name” must not be shorter than 2; got 'a'."),
        ("name", "abcd", "“name” must not be longer than 3; got 'abcd'."),
        ("code", "d", "“code” must look like [a-c]; got 'd'."),
        ("choice", "three", "“choice” must be one of 'one', 'two'; got 'three'."),
        ("pair", (1,), "“pair” must have at least 2 values; it has 1."),
        ("pair", (1, 2, 3), "“pair” must have at most 2 values; it has 3."),
        ("pair", 3, "Sample: “pair” is 3, but input should be a valid tuple."),
    ],
)
def test_what_is_wrong_with_a_field_is_said_in_our_words(field: str, value: Any, sentence: str) -> None:
    with pytest.raises(ValidationError) as error:
        Sample(**{field: value})
    assert str(explain(error.value, Sample)) == sentence


def test_code_is_told_by_its_names_and_a_form_by_its_titles() -> None:
    with pytest.raises(EngineError, match=r"Dropout: “rate” must be less than 1; got 1\.2\."):
        Dropout(1.2)
    with pytest.raises(EngineError, match=r"Dense: “units” must be a whole number; got 2\.5\."):
        Dense(2.5)  # type: ignore[call-arg, arg-type]
    with pytest.raises(ValidationError) as error:
        Adam().changed(learning_rate=-1.0)
    assert str(explain(error.value, Adam)) == "Adam: “Learning rate” must be between 0 and 1000; got -1.0."
    with pytest.raises(ValidationError) as error:
        Training().changed(batch_size=0)
    assert str(explain(error.value, Training)) == "“Batch size” must be between 1 and 1000000; got 0."


def free_text() -> Data:
    columns = (
        Column(name="note", kind="text", role="ignored", example="hello"),
        Column(name="size", kind="number", minimum=0.0, maximum=1.0, mean=0.5, unreadable=1),
        Column(name="y", kind="choice", role="target", classes=("a", "b"), counts=(5, 5)),
    )
    return Data(source=TableSource(path="t.csv"), columns=columns, rows=10)


def test_sentences_give_the_kind_of_a_column_by_its_name_to_translate() -> None:
    text = Message.of(KIND_NAMES["text"])
    data = free_text()
    with pytest.raises(EngineError) as refused:
        set_column_role(data, "note", "input")
    told = [refused.value.message, *warnings_about(data, 0, ())]
    columns = (data.columns[0].changed(role="input"), *data.columns[1:])
    told += [problem.message for problem in find_problems(new_project(data.changed(columns=columns)))]
    kinds = [value for message in told for name, value in message.values if name == "kind"]
    assert kinds == [text] * 3


def test_one_cell_is_told_as_one() -> None:
    assert "One cell of “size” is no number. Correct it or mark it as missing." in map(
        str, warnings_about(free_text(), 0, ())
    )
