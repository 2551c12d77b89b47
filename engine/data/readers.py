"""Formats of files with tables: who reads which, and where a project's file lies."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from engine.data.csv_reader import CsvReader
from engine.data.encodings import IsCancelled, Progress
from engine.errors import DataError
from engine.messages import QT_TRANSLATE_NOOP
from engine.project.document import TableSource
from engine.project.paths import SAMPLE, is_sample, locate
from engine.project.storage import os_reason
from engine.resources import sample_folder


class Reader(Protocol):
    """Reads one format: `extensions` are the endings of its files, in small letters."""

    @property
    def extensions(self) -> tuple[str, ...]: ...

    def detect(
        self,
        path: Path,
        given: TableSource | None = None,
        *,
        progress: Progress | None = None,
        cancelled: IsCancelled | None = None,
    ) -> TableSource:
        """Find out how the file is to be read; fields that `given` sets are kept."""
        ...

    def records(self, path: Path, source: TableSource) -> Iterator[tuple[int, list[str]]]:
        """Yield each row, the header's included, with the number of its first line."""
        ...


READERS: tuple[Reader, ...] = (CsvReader(),)


def reader_for(path: Path) -> Reader:
    """Return the reader for a file's ending; an unknown ending is taken for text."""
    ending = path.suffix.lower()
    return next((reader for reader in READERS if ending in reader.extensions), READERS[0])


def resolve_path(path: str | Path, base: Path | None = None) -> Path:
    """Return where a file lies: "sample:NAME" among the samples, else from the folder `base`."""
    text = str(path)
    if not is_sample(text):
        return locate(text, base)
    name = text.removeprefix(SAMPLE)
    place = sample_folder() / name
    if place.parent != sample_folder() or not place.is_file():
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "There is no sample “{name}”. There are: {names}."),
            name=name,
            names=", ".join(sorted(file.name for file in sample_folder().glob("*.csv"))),
        )
    return place


def existing_file(path: Path) -> Path:
    """Return the path where it is a file with something in it that may be read.

    Raises:
        DataError: it is not.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise DataError(
                QT_TRANSLATE_NOOP("engine", "{file} is a folder. Choose a file in it."),
                file=str(path),
            )
        if not stat.S_ISREG(found.st_mode):
            raise DataError(QT_TRANSLATE_NOOP("engine", "{file} is not a file."), file=str(path))
        with path.open("rb") as file:
            first = file.read(1)
    except FileNotFoundError:
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "There is no file {file}."),
            hint=QT_TRANSLATE_NOOP("engine", "Choose where it lies now."),
            file=str(path),
        ) from None
    except DataError:
        raise
    except (OSError, ValueError) as error:
        reason = os_reason(error) if isinstance(error, OSError) else str(error)
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{file} cannot be read: {reason}."),
            file=str(path),
            reason=reason,
        ) from None
    if not first:
        raise DataError(
            QT_TRANSLATE_NOOP("engine", "{file} is empty. Choose a file with a table in it."),
            file=path.name,
        )
    return path
