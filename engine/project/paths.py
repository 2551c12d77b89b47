"""Where a project's table lies: named from the project's folder, so that both move together."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath, PureWindowsPath

from engine.project.document import Project, TableSource

SAMPLE = "sample:"


def is_sample(path: str) -> bool:
    """Whether a table comes with the program ("sample:penguins.csv"), not from the user's disk."""
    return path.startswith(SAMPLE)


def is_absolute(path: str) -> bool:
    """Whether a path stands by itself, on whichever system the project was saved."""
    return PurePosixPath(path).is_absolute() or PureWindowsPath(path).is_absolute()


def locate(path: str, base: Path | None) -> Path:
    """The place of a table whose project lies in the folder `base` (None: the current folder)."""
    if is_absolute(path) or base is None:
        return Path(path)
    return Path(os.path.normpath(base / path))


def relative_to(path: Path, folder: Path, *, levels_up: int = 1) -> str:
    """How a file is named from a folder: relative below it or below the `levels_up` folders above.

    Farther away, or where only the root of the disk is shared, the full path says it better.
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links that the user means to keep
    here = Path(os.path.abspath(folder))  # noqa: PTH100
    for steps, ancestor in enumerate((here, *here.parents)):
        if steps > levels_up or (steps and ancestor == ancestor.parent):
            break
        if path.is_relative_to(ancestor):
            return "/".join([*[".."] * steps, *path.relative_to(ancestor).parts])
    return str(path)


def rebased(project: Project, old: Path | None, new: Path, *, levels_up: int = 1) -> Project:
    """The same project with its table named from the folder `new` instead of the folder `old`."""
    data = project.data
    if data is None or not isinstance(data.source, TableSource) or is_sample(data.source.path):
        return project
    if PureWindowsPath(data.source.path).drive and os.name != "nt":
        return project  # a disk of another computer: nothing here to be relative to
    path = relative_to(locate(data.source.path, old), new, levels_up=levels_up)
    if path == data.source.path:
        return project
    return project.changed(data=data.changed(source=data.source.changed(path=path)))
