"""Tables as text (.csv, .tsv, .txt): how they are written, and their rows one by one."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from engine.data.detect import (
    OpenQuoteError,
    Record,
    detect_delimiter,
    detect_header_row,
    detect_number_format,
    detect_quote,
    parse_records,
    sample_records,
)
from engine.data.encodings import SAMPLE_BYTES, IsCancelled, Progress, known_encoding, scan
from engine.errors import DataError
from engine.messages import QT_TRANSLATE_NOOP
from engine.project.document import TableSource


class CsvReader:
    """Reads tables as text."""

    extensions = (".csv", ".tsv", ".tab", ".txt", ".dat", ".data")

    def detect(
        self,
        path: Path,
        given: TableSource | None = None,
        *,
        progress: Progress | None = None,
        cancelled: IsCancelled | None = None,
    ) -> TableSource:
        """Find out how the file is to be read; fields that `given` sets are kept."""
        kept: dict[str, Any] = {}
        if given is not None:
            kept = {name: getattr(given, name) for name in given.model_fields_set}
        scanned = scan(path, kept.get("encoding"), progress=progress, cancelled=cancelled)
        text = _sample(path, scanned.encoding, scanned.size)
        found: dict[str, Any] = {"encoding": scanned.encoding}
        found["quote"] = kept.get("quote", detect_quote(text))
        found["delimiter"] = kept.get("delimiter") or detect_delimiter(text, found["quote"])
        records = sample_records(text, found["delimiter"], found["quote"])
        if "header_row" not in kept:
            found["header_row"] = detect_header_row(records)
        cells = (cell for _, row in records for cell in row)
        found |= detect_number_format(cells, found["delimiter"])
        return TableSource(
            **{"path": str(path), **found, **kept, "fingerprint": scanned.fingerprint}
        )

    def records(self, path: Path, source: TableSource) -> Iterator[Record]:
        """Yield each row, the header's included, with the number of its first line."""
        skipped = max((source.header_row or 1) - 1, 0)
        line = skipped + 1
        try:
            with path.open(encoding=known_encoding(path, source.encoding), newline="") as file:
                lines = islice(file, skipped, None)
                for line, cells in parse_records(
                    lines, source.delimiter, source.quote, skipped + 1
                ):
                    yield line, cells
        except OpenQuoteError as error:
            raise open_quote(path, error.line) from None
        except UnicodeError:
            raise DataError(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "{file}: after line {line} the text is not in the encoding {encoding}.",
                ),
                hint=QT_TRANSLATE_NOOP("engine", "Choose another encoding, or have it found."),
                file=path.name,
                line=line,
                encoding=source.encoding,
            ) from None


def open_quote(path: Path, line: int) -> DataError:
    """The error for a quotation mark that swallows the rows below it."""
    return DataError(
        QT_TRANSLATE_NOOP(
            "engine", "{file}, line {line}: a quotation mark is opened and not closed."
        ),
        hint=QT_TRANSLATE_NOOP("engine", "Close it there, or take the mark out, and open the file again."),
        file=path.name,
        line=line,
    )


def _sample(path: Path, encoding: str, size: int) -> str:
    with path.open("rb") as file:
        first = file.read(SAMPLE_BYTES)
    text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(first)
    if size > SAMPLE_BYTES:  # the last line may be cut in the middle
        end = max(text.rfind("\n"), text.rfind("\r"))
        text = text[: end + 1] or text
    return text
