"""How a table is written: delimiter, quotation mark, header row, decimal comma; all guessed."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

Record = tuple[int, list[str]]

# What stands for "no value" always, and what often does (offered, never assumed). Small letters.
MISSING_WORDS = frozenset({"", "na", "n/a", "nan", "null", "#n/a"})
MISSING_MARKERS = frozenset(
    {
        "?",
        "-",
        "--",
        "—",
        ".",
        "*",
        "none",
        "nil",
        "missing",
        "unknown",
        "-99",
        "-999",
        "-9999",
        "99999",
    }
    | {"缺测", "缺失", "无", "未知", "空"}
)
DELIMITERS = ("\t", ";", "|", ",")
SAMPLE_RECORDS = 500
NO_QUOTE = "\x1f"  # a character that no text contains

_NUMBER = re.compile(
    r"[+-]?(\d+([.,]\d{3})*([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?"
    r"|[+-]?\d{1,3}([ '\u00a0\u202f]\d{3})+([.,]\d+)?"
)
_GROUPED = re.compile(
    r"[+-]?\d{1,3}(?P<mark>[.,' \u00a0\u202f])\d{3}((?P=mark)\d{3})*(?P<rest>[.,]\d+)?"
)
_DECIMAL = re.compile(r"[+-]?\d*(?P<mark>[.,])\d+([eE][+-]?\d+)?")


class OpenQuoteError(csv.Error):
    """A quotation mark is opened in the row that begins in this line, and not closed."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def parse_records(
    lines: Iterable[str], delimiter: str, quote: str, first_line: int = 1
) -> Iterator[Record]:
    """Yield the rows that are not blank, each with the number of its first line."""
    reader = csv.reader(lines, delimiter=delimiter, quotechar=quote or NO_QUOTE)
    line = first_line
    try:
        for cells in reader:
            if cells and not (len(cells) == 1 and not cells[0].strip()):
                yield line, cells
            line = first_line + reader.line_num
    except csv.Error:
        raise OpenQuoteError(line) from None


def sample_records(text: str, delimiter: str, quote: str) -> list[Record]:
    """Return the first rows of a sample, as far as they can be parsed."""
    records: list[Record] = []
    with contextlib.suppress(csv.Error):
        lines = io.StringIO(text, newline="")
        records.extend(islice(parse_records(lines, delimiter, quote), SAMPLE_RECORDS))
    return records


def looks_like_number(cell: str) -> bool:
    """Whether a cell is a number in any of the usual spellings."""
    return _NUMBER.fullmatch(cell.strip()) is not None


def detect_quote(text: str) -> str:
    """Return the apostrophe where cells are wrapped in it, else the usual mark."""
    wrapped = len(re.findall(r"(?:^|[,;\t|])'[^'\n]*'(?=[,;\t|\r\n]|$)", text, re.MULTILINE))
    return "'" if wrapped > text.count("\n") / 2 and '"' not in text else '"'


def detect_delimiter(text: str, quote: str) -> str:
    """Return the character that gives rows of equal length and tidy cells, else ","."""
    best, best_score = ",", 0.0
    for delimiter in (*DELIMITERS, " "):
        records = sample_records(text, delimiter, quote)
        if not records:
            continue
        width, rows = usual_width(records)
        if width == 1:
            continue
        cells = [cell for _, row in records if len(row) == width for cell in row]
        tidy = sum(map(_is_tidy, cells)) / len(cells)
        score = rows / len(records) * tidy
        if delimiter == " ":
            # Every sentence has spaces: only a block of numbers counts.
            score *= 0.9 * (sum(map(looks_like_number, cells)) / len(cells) > 0.5)
        if score > best_score + 1e-9:
            best, best_score = delimiter, score
    return best


def usual_width(records: Sequence[Record]) -> tuple[int, int]:
    """Return the most frequent number of values in a row, and how many rows have it."""
    widths = Counter(len(cells) for _, cells in records)
    # Where two are equally frequent the wider one is the table, the narrower its title lines.
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return width, count


def detect_header_row(records: Sequence[Record]) -> int | None:
    """Return the line of the header, below any title lines; None where the first row is data."""
    if not records:
        return 1
    width, _ = usual_width(records)
    start = next((i for i, (_, cells) in enumerate(records) if not _is_title(cells, width)), 0)
    line, header = records[start]
    body = [cells for _, cells in records[start + 1 :] if len(cells) == width]
    if not body or len(header) != width:
        return line
    text_above_numbers = number_above_numbers = repeated = False
    for header_cell, *below in zip(header, *body, strict=True):
        name = header_cell.strip()
        cells = [cell.strip() for cell in below if cell.strip().lower() not in MISSING_WORDS]
        if not name or not cells:
            continue
        if sum(map(looks_like_number, cells)) > 0.8 * len(cells):
            is_number = looks_like_number(name)
            number_above_numbers |= is_number
            text_above_numbers |= (
                not is_number and name.lower() not in MISSING_MARKERS | MISSING_WORDS
            )
        else:
            repeated |= name in cells
    if text_above_numbers:
        return line
    # Title lines above rows without a header cannot be skipped; then the first row is the header.
    return None if (number_above_numbers or repeated) and start == 0 else line


def detect_number_format(cells: Iterable[str], delimiter: str) -> dict[str, Any]:
    """Return decimal mark and thousands separator of a table's cells."""
    decimals: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    unclear: Counter[str] = Counter()
    for raw in cells:
        cell = raw.strip()
        grouped, decimal = _GROUPED.fullmatch(cell), _DECIMAL.fullmatch(cell)
        if grouped and (decimal is None or grouped["rest"]):
            groups[grouped["mark"]] += 1
            if grouped["rest"] and grouped["rest"][0] != grouped["mark"]:
                decimals[grouped["rest"][0]] += 1
        elif grouped and decimal and not cell.lstrip("+-").startswith("0"):
            unclear[decimal["mark"]] += 1
        elif decimal:
            decimals[decimal["mark"]] += 1
    point = decimals["."] + groups[","]
    comma = decimals[","] + groups["."]
    if point == comma == 0 and unclear[","]:
        # "1,234" alone: whoever writes decimal commas separates by semicolons.
        comma = int(delimiter == ";")
    mark = "," if comma > point else "."
    other = "." if mark == "," else ","
    separator = None
    if not decimals[other] and (groups[other] or unclear[other]):
        separator = other
    elif spaced := [sign for sign in groups if sign not in ".,"]:
        separator = max(spaced, key=lambda sign: groups[sign])
    return {"decimal": mark, "thousands": separator}


def _is_title(cells: list[str], width: int) -> bool:
    filled = [bool(cell.strip()) for cell in cells]
    if len(cells) < width and sum(filled) <= max(1, width // 2):
        return True
    return width > 1 and len(cells) == width and sum(filled) == 1 and filled[0]


def _is_tidy(cell: str) -> bool:
    return looks_like_number(cell) or not any(mark in cell for mark in (*DELIMITERS, "\n"))
