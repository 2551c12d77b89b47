"""What the cells of a column tell, gathered piece by piece: large files need little memory."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from engine.data.detect import MISSING_MARKERS, MISSING_WORDS
from engine.project.document import Column, Kind, TableSource

MOST_CLASSES = 100
FEW_CLASSES = 10
MOST_NUMBERS = 30  # more different numbers are hardly classes
MOST_COUNTED = 1000
MOST_WORDS = 200
BARS = 13
NUMERIC_SHARE = 0.9
LONGEST_NAME = 60

YES_OR_NO = {
    frozenset(pair): pair
    for pair in (
        ("false", "true"),
        ("no", "yes"),
        ("n", "y"),
        ("f", "t"),
        ("0", "1"),
        ("off", "on"),
        ("nein", "ja"),
        ("non", "oui"),
        ("no", "sí"),
        ("no", "si"),
        ("否", "是"),
        ("无", "有"),
        ("错", "对"),
        ("假", "真"),
    )
}
_DATE = re.compile(
    r"((?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?|(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](\d{4}|\d{2}))"
    r"([T ]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2}|[AaPp][Mm])?)?"
)
_IDENTIFIER = re.compile(
    r"(?i:(.*[\s_.-])?(id|ids|nr|no|index|idx|uuid|guid|row|rowid|serial|unnamed: ?\d+)\.?)"
    r"|.*[a-z]I[Dd]|.*(编号|序号|学号|工号|号码)"
)


@dataclass
class NumberFormat:
    """How the table writes numbers."""

    decimal: str = "."
    thousands: str | None = None
    _grouped: re.Pattern[str] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        if self.thousands:
            mark, point = re.escape(self.thousands), re.escape(self.decimal)
            self._grouped = re.compile(
                rf"[+-]?(\d{{1,3}}({mark}\d{{3}})+|\d*)({point}\d*)?([eE][+-]?\d+)?"
            )

    @classmethod
    def of(cls, source: object) -> NumberFormat:
        """How the table of a source writes them; a formula, or nobody, writes them plainly."""
        return cls(source.decimal, source.thousands) if isinstance(source, TableSource) else cls()

    def read(self, cell: str) -> float:
        """Return the number a cell stands for, NaN where it stands for none."""
        if self._grouped is not None and self.thousands:
            if not self._grouped.fullmatch(cell):
                return math.nan
            cell = cell.replace(self.thousands, "")
        try:
            value = float(cell.replace(self.decimal, ".") if self.decimal != "." else cell)
        except ValueError:
            return math.nan
        return value if math.isfinite(value) else math.nan


def missing_words(source: object) -> frozenset[str]:
    """What stands for no value in the table of a source, in small letters."""
    return MISSING_WORDS | {word.lower() for word in (source.missing if isinstance(source, TableSource) else ())}


class ColumnSummary:
    """Counts of one column, fed with its cells and asked at the end."""

    def __init__(self, name: str, numbers: NumberFormat, missing: tuple[str, ...] = ()) -> None:
        self.name = name
        self.words: list[
            tuple[int, str]
        ] = []  # cells that are not numbers, with their lines, as long as most are
        self.word_count = 0
        self._numbers = numbers
        self._empty = MISSING_WORDS | {word.lower() for word in missing}
        self._present = self._missing = self._dates = self._padded = self._sentences = (
            self._markers
        ) = 0
        self._counts: Counter[str] | None = Counter()
        self._values: list[np.ndarray] = []
        self._hashes: list[np.ndarray] = []
        self._example = ""

    def add(self, cells: tuple[str, ...] | list[str], lines: list[int]) -> None:
        """Take some more cells and the lines they stand in."""
        empty = self._empty
        texts = [cell.strip() for cell in cells]
        present = [text for text in texts if text.lower() not in empty]
        self._missing += len(texts) - len(present)
        if not present:
            return
        self._present += len(present)
        self._example = self._example or present[0]
        if self._counts is not None:
            self._counts.update(present)
            if len(self._counts) > MOST_COUNTED:
                self._hashes.append(_hashes(list(self._counts)))
                self._counts = None
        else:
            self._hashes.append(_hashes(present))
        values = self._read_numbers(present)
        failed = np.isnan(values)
        self._values.append(values[~failed])
        self._padded += sum(text[0] == "0" and len(text) > 1 and text.isdigit() for text in present)
        if failed.any():
            self._take_words(texts, lines, present, failed)

    def column(self) -> Column:
        """Describe the column."""
        values = np.concatenate(self._values) if self._values else np.empty(0)
        # Marks such as "?" speak neither for numbers nor for words.
        numeric = 0 < len(values) >= NUMERIC_SHARE * (self._present - self._markers)
        classes, counts = self._classes(numeric)
        kind = self._kind(values, numeric, classes)
        described = len(values) == self._present > 0 or kind in ("number", "integer")
        if not described:
            values = np.empty(0)
        return Column(
            name=self.name,
            kind=kind,
            missing=self._missing,
            classes=classes,
            counts=counts,
            minimum=float(values.min()) if described else None,
            maximum=float(values.max()) if described else None,
            mean=_mean(values) if described else None,
            histogram=_bars(values),
            example=self._example[:80],
            unreadable=self._present - len(values) if kind in ("number", "integer") else 0,
        )

    def _read_numbers(self, present: list[str]) -> np.ndarray:
        plain = self._numbers.decimal == "." and self._numbers.thousands is None
        if plain:
            try:
                values = np.fromiter(map(float, present), dtype=float, count=len(present))
            except ValueError:
                pass
            else:
                if np.isfinite(values).all():
                    return values
        return np.fromiter(map(self._numbers.read, present), dtype=float, count=len(present))

    def _take_words(
        self, texts: list[str], lines: list[int], present: list[str], failed: np.ndarray
    ) -> None:
        words = [text for text, bad in zip(present, failed, strict=True) if bad]
        self.word_count += len(words)
        self._markers += sum(word.lower() in MISSING_MARKERS for word in words)
        self._dates += sum(_is_date(word) for word in words)
        self._sentences += sum(" " in word or len(word) > LONGEST_NAME for word in words)
        if len(self.words) < MOST_WORDS:
            places = [
                line
                for text, line in zip(texts, lines, strict=True)
                if text.lower() not in self._empty
            ]
            found = [
                (place, word)
                for place, word, bad in zip(places, present, failed, strict=True)
                if bad
            ]
            self.words += found[: MOST_WORDS - len(self.words)]

    @property
    def distinct(self) -> int:
        """Number of different values."""
        if self._counts is not None:
            return len(self._counts)
        return len(np.unique(np.concatenate(self._hashes)))

    def _classes(self, numeric: bool) -> tuple[tuple[str, ...], tuple[int, ...]]:
        most = MOST_NUMBERS if numeric else MOST_CLASSES
        if self._counts is None or not 0 < len(self._counts) <= most:
            return (), ()
        words = sorted(self._counts)
        if numeric and not self.word_count:
            words.sort(key=self._numbers.read)
            if len({self._numbers.read(word) for word in words}) < len(words):
                return (), ()  # "1" and "1.0" are one number and cannot be two classes
        elif pair := YES_OR_NO.get(frozenset(word.lower() for word in words)):
            words.sort(key=lambda word: pair.index(word.lower()))
        return tuple(words), tuple(self._counts[word] for word in words)

    def _kind(self, values: np.ndarray, numeric: bool, classes: tuple[str, ...]) -> Kind:
        distinct = self.distinct
        if distinct <= 1:
            return "constant" if distinct else "empty"
        if len(classes) == 2 and frozenset(word.lower() for word in classes) in YES_OR_NO:
            return "boolean"
        if self._dates >= NUMERIC_SHARE * self._present:
            return "date"
        alone = distinct == self._present
        named_identifier = _IDENTIFIER.fullmatch(self.name) is not None
        if numeric and self._padded < self._present / 2:
            whole = bool((values == np.floor(values)).all())
            # A column that counts up may be an input where its name does not say otherwise.
            nameless = self.name.startswith("Column ") and _counts_up(values)
            if whole and alone and self._present > 2 and (named_identifier or nameless):
                return "identifier"
            return "integer" if whole else "number"
        few = bool(classes) and distinct <= max(self._present / 2, FEW_CLASSES)
        if few and not alone:
            return "choice"
        words = self._sentences < self._present / 2
        if alone and words and (named_identifier or self._present > 20):
            return "identifier"
        return "choice" if distinct == 2 else "text"


def _hashes(texts: list[str]) -> np.ndarray:
    return np.fromiter(map(hash, texts), dtype=np.int64, count=len(texts))


def _counts_up(values: np.ndarray) -> bool:
    return values[0] in (0, 1) and bool((np.diff(values) == 1).all())


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    if found["y"]:
        return 1 <= int(found["m"]) <= 12 and 1 <= int(found["d"]) <= 31
    first, second = sorted((int(found["a"]), int(found["b"])))
    return 1 <= first <= 12 and second <= 31


def _mean(values: np.ndarray) -> float:
    with np.errstate(over="ignore"):
        mean = float(values.mean())
    return mean if math.isfinite(mean) else float((values / len(values)).sum())


def _bars(values: np.ndarray) -> tuple[int, ...]:
    if not len(values):
        return ()
    low, high = float(values.min()), float(values.max())
    if low == high or not math.isfinite(high - low):
        return (len(values),)
    whole = high - low < BARS and bool((values == np.floor(values)).all())
    # A bar for each number where there are few; the last edge stands behind the largest.
    edges = np.arange(low, high + 2) if whole else np.linspace(low, high, BARS + 1)
    try:
        return tuple(int(height) for height in np.histogram(values, edges)[0])
    except ValueError:  # so near to each other that no numbers lie between them
        return (len(values),)
