"""Reads a table for the import dialog, off the window's thread."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QThread, Signal

from engine.data.inspect import inspect_table
from engine.data.readers import existing_file, reader_for, resolve_path
from engine.errors import Cancelled, DataError, EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.project.document import TableSource

LONGEST_LINE = 400


@dataclass(frozen=True)
class RawLine:
    """A line as it stands in the file, counted from 1."""

    number: int
    text: str


class TableReading(QThread):
    """One attempt to read a table.

    Signals:
        read(Inspection, tuple of RawLine): it worked.
        failed(EngineError, TableSource or None, tuple of RawLine): it did not; how the file
            seems to be written, where that much was found out.
        progressed(share): how much is done, 0 to 1.
    """

    read = Signal(object, object)
    failed = Signal(object, object, object)
    progressed = Signal(float)

    def __init__(
        self, path: str, source: TableSource, base: Path | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._path, self._source, self._base = path, source, base
        self._stop = Event()

    def cancel(self) -> None:
        """Ask it to end soon; nothing is announced any more."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody waits for it."""
        return self._stop.is_set()

    def run(self) -> None:
        """Read; called by Qt in the thread."""
        try:
            inspection = inspect_table(
                self._path,
                self._source,
                base=self._base,
                progress=self.progressed.emit,
                cancelled=self._stop.is_set,
            )
            place = resolve_path(self._path, self._base)
            source = inspection.data.source
            lines = raw_lines(place, source) if isinstance(source, TableSource) else ()
        except Cancelled:
            return
        except EngineError as error:
            self._fail(error)
        except OSError as error:
            self._fail(DataError(
                QT_TRANSLATE_NOOP("engine", "{file} cannot be read: {reason}."),
                file=Path(self._path).name,
                reason=error.strerror or type(error).__name__,
            ))
        else:
            if not self.is_cancelled:
                self.read.emit(inspection, lines)

    def _fail(self, error: EngineError) -> None:
        found: TableSource | None = None
        lines: tuple[RawLine, ...] = ()
        with contextlib.suppress(EngineError, OSError, UnicodeError):
            place = existing_file(resolve_path(self._path, self._base))
            found = reader_for(place).detect(place, self._source, cancelled=self._stop.is_set)
            lines = raw_lines(place, found)
        if not self.is_cancelled:
            self.failed.emit(error, found, lines)


def raw_lines(path: Path, source: TableSource) -> tuple[RawLine, ...]:
    """Return the lines around the header: the first, the one before, itself, the one behind."""
    header = source.header_row
    wanted = {1, 2, 3} if header is None else {1, header - 1, header, header + 1}
    with path.open(encoding=source.encoding, errors="replace") as file:
        lines = enumerate(islice(file, max(wanted)), start=1)
        return tuple(
            RawLine(number, text.rstrip("\r\n")[:LONGEST_LINE])
            for number, text in lines
            if number in wanted
        )
