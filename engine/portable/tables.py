"""A table read as text; numbers and classes are made of it afterwards."""

import csv
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd


def read_table(path, **options):
    """Read a table as text; a cell without a value becomes NaN."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False, **options).rename(columns=str.strip)
    words = {"", "na", "n/a", "nan", "null", "#n/a"}
    return table.map(lambda cell: np.nan if cell.strip().lower() in words else cell.strip())


def column_names(headers):
    """Trim the headers, number the empty ones, tell equal ones apart."""
    names = {}
    for number, header in enumerate(headers, start=1):
        name = header.strip() or f"Column {number}"
        while name in names:
            name += f" ({number})"
        names[name] = None
    return list(names)


def clean(cells, missing=()):
    """Strip white space; a cell without a value becomes NaN."""
    empty = {"", "na", "n/a", "nan", "null", "#n/a", *missing}
    texts = [str(cell).strip() for cell in cells]
    return [np.nan if text.lower() in empty else text for text in texts]


def read_untidy_table(
    path, *, encoding="utf-8", delimiter=",", quote='"', header_row=1, missing=()
):
    """Read a table as text: with title lines, odd headers or words for missing values."""
    options = {"encoding": encoding, "sep": delimiter, "quotechar": quote}
    cells = pd.read_csv(
        path, header=None, skiprows=header_row - 1, dtype=str, keep_default_na=False, **options
    )
    names = column_names(cells.iloc[0])
    return pd.DataFrame({name: clean(cells[i][1:], missing) for i, name in enumerate(names)})


def read_table_without_header(path, *, encoding="utf-8", delimiter=",", quote='"', missing=()):
    """Read a table whose first line is a row already; its columns get numbers."""
    options = {"encoding": encoding, "sep": delimiter, "quotechar": quote}
    cells = pd.read_csv(path, header=None, dtype=str, keep_default_na=False, **options)
    names = column_names([""] * cells.shape[1])
    return pd.DataFrame({name: clean(cells[i], missing) for i, name in enumerate(names)})


def read_regular_rows(
    path, *, encoding="utf-8", delimiter=",", quote='"', header_row=1, missing=()
):
    """Read a table as text, without the rows whose number of values is not the header's."""
    with Path(path).open(encoding=encoding, newline="") as file:
        lines = islice(file, max(header_row - 1, 0), None)
        rows = [row for row in csv.reader(lines, delimiter=delimiter, quotechar=quote) if row]
    header = rows.pop(0) if header_row else [""] * len(rows[0])
    columns = zip(*[row for row in rows if len(row) == len(header)], strict=True)
    names = column_names(header)
    return pd.DataFrame({name: clean(c, missing) for name, c in zip(names, columns, strict=True)})


def with_numbers(table, names, *, decimal=".", thousands=None):
    """Turn the texts of these columns into numbers, as they are written in the file."""
    numbers = {}
    for name in names:
        texts = table[name].astype(object)
        if thousands:
            texts = texts.str.replace(thousands, "", regex=False)
        numbers[name] = texts.str.replace(decimal, ".", regex=False).astype(float)
    return table.assign(**numbers)


def complete_rows(table, names):
    """Leave out the rows without a value in one of these columns."""
    return table.dropna(subset=names).reset_index(drop=True)


def class_numbers(table, name, classes):
    """Return the number of each row's class."""
    return table[name].map({label: i for i, label in enumerate(classes)}).to_numpy(dtype="int64")


def target_values(table, name):
    """Return the numbers to predict."""
    return table[name].to_numpy(dtype=float)
