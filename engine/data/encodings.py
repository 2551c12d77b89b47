"""Which bytes are text and in which encoding; what a file is that only bears a table's name."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.errors import Cancelled, DataError
from engine.messages import QT_TRANSLATE_NOOP, Message

Progress = Callable[[float], None]
IsCancelled = Callable[[], bool]

BLOCK = 1 << 20
SAMPLE_BYTES = 1 << 16

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# First bytes of files that are often renamed to .csv, and what to call them.
OTHER_FORMATS = (
    (b"PK\x03\x04", QT_TRANSLATE_NOOP("engine", "an Excel workbook or another ZIP file")),
    (b"\xd0\xcf\x11\xe0", QT_TRANSLATE_NOOP("engine", "an old Excel workbook")),
    (b"\x89PNG", QT_TRANSLATE_NOOP("engine", "a PNG picture")),
    (b"\xff\xd8\xff", QT_TRANSLATE_NOOP("engine", "a JPEG picture")),
    (b"GIF8", QT_TRANSLATE_NOOP("engine", "a GIF picture")),
    (b"%PDF", QT_TRANSLATE_NOOP("engine", "a PDF document")),
    (b"\x1f\x8b", QT_TRANSLATE_NOOP("engine", "a gzip archive")),
    (b"7z\xbc\xaf", QT_TRANSLATE_NOOP("engine", "a 7-Zip archive")),
    (b"Rar!", QT_TRANSLATE_NOOP("engine", "a RAR archive")),
    (b"PAR1", QT_TRANSLATE_NOOP("engine", "a Parquet file")),
    (b"SQLite format 3", QT_TRANSLATE_NOOP("engine", "an SQLite database")),
    (b"\x93NUMPY", QT_TRANSLATE_NOOP("engine", "a NumPy array")),
    (b"\x7fELF", QT_TRANSLATE_NOOP("engine", "a program")),
    (b"MZ\x90", QT_TRANSLATE_NOOP("engine", "a program")),
)


@dataclass(frozen=True)
class Scanned:
    """What one pass over the bytes of a file tells."""

    encoding: str
    fingerprint: str
    size: int


def scan(
    path: Path,
    encoding: str | None = None,
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Scanned:
    """Find the encoding in which the whole file can be read, and its SHA-256.

    Args:
        path: an existing file.
        encoding: the one to use, None to find it.
        progress: told the share that is done, 0 to 1.
        cancelled: asked between blocks.

    Raises:
        DataError: the file is no text, or not in the encoding asked for.
    """
    first = next(_blocks(path), b"")
    _refuse_other_formats(path, first)
    candidates = [known_encoding(path, encoding)] if encoding else _candidates(first)
    digest, size = hashlib.sha256(), path.stat().st_size
    decoders = {name: codecs.getincrementaldecoder(name)() for name in candidates}
    pairs = common = done = 0
    failure: UnicodeError | None = None
    for block in _blocks(path):
        digest.update(block)
        for name, decoder in list(decoders.items()):
            try:
                text = decoder.decode(block)
            except UnicodeError as error:  # UTF-16 without its mark has no place of its own
                failure = error
                del decoders[name]
                continue
            if "\0" in text:
                _refuse_nul(path, name)
        if "gb18030" in decoders and "utf-8" not in decoders and pairs < SAMPLE_BYTES:
            pairs += len(re.findall(rb"[\x81-\xfe][\x30-\xfe]", block))
            common += len(re.findall(rb"[\xa1-\xa9\xb0-\xd7][\xa1-\xfe]", block))
        if not decoders:
            if encoding is None and b"\0" in first:
                _refuse_nul(path, "latin-1")
            _refuse_encoding(path, encoding, failure, done)
        done += len(block)
        if progress:
            progress(min(done / max(size, 1), 1.0))
        if cancelled and cancelled():
            raise Cancelled(QT_TRANSLATE_NOOP("engine", "Reading was cancelled."))
    for name, decoder in list(decoders.items()):
        try:
            decoder.decode(b"", final=True)
        except UnicodeError as error:
            failure = error
            del decoders[name]
    # Chinese text is mostly frequent characters; accents among Western letters give rare ones.
    if len(decoders) > 1 and common < pairs / 2:
        decoders.pop("gb18030", None)
    if not decoders:
        if encoding is None and b"\0" in first:
            _refuse_nul(path, "latin-1")
        _refuse_encoding(path, encoding, failure, 0)
    return Scanned(next(iter(decoders)), digest.hexdigest(), size)


def known_encoding(path: Path, encoding: str) -> str:
    """Return the encoding where Python knows it as one of text."""
    try:
        codecs.getincrementaldecoder(encoding)
        "a".encode(encoding)  # "hex" and the like are no encodings of text
    except (LookupError, ValueError, TypeError):
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{file}: the encoding “{encoding}” is not known."),
            hint=QT_TRANSLATE_NOOP(
                "engine", "Known are utf-8, utf-16, gb18030, cp1252 and many others."
            ),
            file=path.name,
            encoding=encoding,
        ) from None
    return encoding


def _candidates(first: bytes) -> list[str]:
    for bom, name in BOMS:
        if first.startswith(bom):
            return [name]
    sample = first[:SAMPLE_BYTES]
    halves = sample[::2].count(0), sample[1::2].count(0)
    # Without a mark, UTF-16 shows by the zero half of each digit, comma and line end.
    if max(halves) > max(3, len(sample) / 20) and min(halves) <= max(halves) / 20:
        return ["utf-16-le" if halves[1] > halves[0] else "utf-16-be"]
    return ["utf-8", "gb18030", "cp1252"]


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def _refuse_other_formats(path: Path, first: bytes) -> None:
    for mark, name in OTHER_FORMATS:
        if first.startswith(mark):
            raise DataError(
                QT_TRANSLATE_NOOP("engine", "{file} is {format}, not a table as text."),
                hint=QT_TRANSLATE_NOOP("engine", "Save the table as CSV and open that file."),
                file=path.name,
                format=Message.of(name),
            )


def _refuse_nul(path: Path, encoding: str) -> None:
    line = 1
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        line = next((number for number, text in enumerate(file, start=1) if "\0" in text), 1)
    raise DataError(
        QT_TRANSLATE_NOOP(
            "engine", "{file}, line {line}: there is a zero byte, so this is not a table as text."
        ),
        hint=QT_TRANSLATE_NOOP("engine", "Save the table as CSV and open that file."),
        file=path.name,
        line=line,
    )


def _refuse_encoding(
    path: Path, encoding: str | None, error: UnicodeError | None, before: int
) -> None:
    if encoding is None:
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{file} is not text in UTF-8, GB18030 or Windows-1252."),
            hint=QT_TRANSLATE_NOOP("engine", "Choose its encoding, or save it as CSV in UTF-8."),
            file=path.name,
        )
    place = before + (error.start if isinstance(error, UnicodeDecodeError) else 0)
    with path.open("rb") as file:
        line = file.read(place).count(b"\n") + 1
    raise DataError(
        QT_TRANSLATE_NOOP(
            "engine", "{file}, line {line}: the text is not in the encoding {encoding}."
        ),
        hint=QT_TRANSLATE_NOOP("engine", "Choose another encoding, or have it found."),
        file=path.name,
        line=line,
        encoding=encoding,
    )
