"""Project files: read with suspicion, and written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import json
import math
import os
import secrets
import stat
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError

from engine.errors import EngineError, FileError
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.project import migrations
from engine.project.document import Project
from engine.project.edits import from_document, settle
from engine.project.paths import rebased
from engine.spec import explain

FORMAT = "netbench"
LARGEST_FILE = 64_000_000
LONGEST_REASON = 300


def load_project(path: str | Path) -> Project:
    """Read a project file. Nothing in it is run, imported or opened.

    Raises:
        FileError: it cannot be read, is no project, is too new, or has wrong fields.
    """
    path = Path(path)
    document = read_json(path)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” is not a NetBench project."), file=str(path)
        )
    version = document.get("version")
    if type(version) is not int or version < 1:
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” is damaged: its “version” is {value}, not a whole number."),
            file=str(path),
            value=_short(json.dumps(version)),
        )
    if version > migrations.VERSION:
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” was saved by a newer NetBench (version {version}, not {known})."),
            hint=QT_TRANSLATE_NOOP("engine", "Update NetBench to open it."),
            file=str(path),
            version=version,
            known=migrations.VERSION,
        )
    fields = {name: value for name, value in document.items() if name not in ("format", "version")}
    try:
        return settle(from_document(migrations.migrate(fields, version)))
    except ValidationError as error:
        _damaged(path, explain(error, "project"))
    except EngineError as error:
        _damaged(path, error.message)
    except RecursionError:  # read just so, but too deep to be checked
        _too_deep(path)


def save_project(
    project: Project, path: str | Path, *, base: Path | None = None, levels_up: int = 1
) -> Project:
    """Write a project file whole or not at all, and return the project as the file has it.

    Args:
        project: what to write.
        path: the file; an existing one is replaced, a link's target rather than the link.
        base: the folder that the table's path is relative to now; None: the file's own folder.
        levels_up: how many folders up the table may lie and still be named relative to the file.

    Raises:
        FileError: the file cannot be written.
    """
    path = Path(path)
    project = rebased(project, base or path.parent, path.parent, levels_up=levels_up)
    write_file(path, project_text(project).encode("utf-8"))
    return project


def project_text(project: Project) -> str:
    """The project as its file has it."""
    document = {"format": FORMAT, "version": migrations.VERSION, **project.model_dump(mode="json")}
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def dump_json(value: Any, *, indent: int | None = None) -> str:
    """JSON as other programs read it: NaN and infinities, which JSON does not know, are null."""
    return json.dumps(_finite(value), ensure_ascii=False, indent=indent, allow_nan=False)


def read_json(path: Path) -> Any:
    """Read a JSON file that somebody else may have written.

    Raises:
        FileError: it cannot be read, or is not strict JSON in UTF-8.
    """
    text = ""
    try:
        text = _read_bytes(path).decode("utf-8-sig")
        return json.loads(
            text, parse_constant=_refuse_constant, object_pairs_hook=_without_repetition
        )
    except UnicodeDecodeError:
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” is not text in UTF-8, so it is not a NetBench file."),
            file=str(path),
        ) from None
    except json.JSONDecodeError as error:
        if text.lstrip()[:1] != "{":
            raise FileError(
                QT_TRANSLATE_NOOP("engine", "“{file}” is not a NetBench file."), file=str(path)
            ) from None
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” is damaged: no JSON from line {line}, column {column} on."),
            file=str(path),
            line=error.lineno,
            column=error.colno,
        ) from None
    except RecursionError:
        _too_deep(path)
    except FileError:
        raise
    except EngineError as error:
        _damaged(path, error.message)
    except ValueError:  # Python reads no whole number of more than 4300 digits
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” is damaged: a number in it is too long."),
            file=str(path),
        ) from None


def write_file(path: Path, content: bytes) -> None:
    """Write a file beside the old one, to the disk, and then in its place; its permissions stay.

    Raises:
        FileError: it cannot be written.
    """
    target = Path(os.path.realpath(path))
    beside = target.parent / f".netbench-{secrets.token_hex(6)}.tmp"
    try:
        mode = _mode_to_keep(path, target)
        try:
            _write_through(beside, content, mode)
            beside.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
        _flush_folder(target.parent)
    except OSError as error:
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” cannot be written: {reason}."),
            file=str(path),
            reason=os_reason(error),
        ) from None


def os_reason(error: OSError) -> Message | str:
    """Why the system refused a file, in words."""
    reasons = {
        errno.ENOENT: QT_TRANSLATE_NOOP("engine", "there is no such file or folder"),
        errno.ENOTDIR: QT_TRANSLATE_NOOP("engine", "there is no such file or folder"),
        errno.EACCES: QT_TRANSLATE_NOOP("engine", "you have no permission"),
        errno.EPERM: QT_TRANSLATE_NOOP("engine", "you have no permission"),
        errno.EROFS: QT_TRANSLATE_NOOP("engine", "the disk is read-only"),
        errno.ENOSPC: QT_TRANSLATE_NOOP("engine", "the disk is full"),
        errno.EISDIR: QT_TRANSLATE_NOOP("engine", "it is a folder"),
        errno.ENAMETOOLONG: QT_TRANSLATE_NOOP("engine", "the name is too long"),
        errno.ELOOP: QT_TRANSLATE_NOOP("engine", "the links go round in a circle"),
    }
    if error.errno in reasons:
        return Message.of(reasons[error.errno])
    return error.strerror or type(error).__name__


def _damaged(path: Path, reason: Message) -> NoReturn:
    text = str(reason)
    # The reason may be a sentence itself, with its own full stop.
    raise FileError(
        QT_TRANSLATE_NOOP("engine", "“{file}” is damaged: {reason}"),
        file=str(path),
        reason=reason if len(text) <= LONGEST_REASON else _short(text),
    )


def _too_deep(path: Path) -> NoReturn:
    raise FileError(
        QT_TRANSLATE_NOOP("engine", "“{file}” is damaged: its values are nested too deeply."),
        file=str(path),
    ) from None


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {name: _finite(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return value


def _short(text: str) -> str:
    # A damaged file may hold megabytes where a number should stand.
    return text if len(text) <= LONGEST_REASON else text[:LONGEST_REASON] + "…"


def _read_bytes(path: Path) -> bytes:
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, "")
        if not stat.S_ISREG(found.st_mode):  # a device would never end
            raise FileError(QT_TRANSLATE_NOOP("engine", "“{file}” is not a file."), file=str(path))
        if found.st_size > LARGEST_FILE:
            raise FileError(
                QT_TRANSLATE_NOOP("engine", "“{file}” is too large ({size} MB) to be a NetBench file."),
                file=str(path),
                size=found.st_size // 1_000_000,
            )
        return path.read_bytes()
    except OSError as error:
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” cannot be read: {reason}."),
            file=str(path),
            reason=os_reason(error),
        ) from None


def _refuse_constant(name: str) -> NoReturn:
    raise EngineError(
        QT_TRANSLATE_NOOP("engine", "{name} is not a number that a file may hold."), name=name
    )


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        left = iter(found)
        # Names come in the order of their first appearance, until one comes again.
        twice = next(name for name, _ in pairs if name != next(left, None))
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "the field “{field}” stands there twice."),
            field=_short(twice),
        )
    return found


def _mode_to_keep(path: Path, target: Path) -> int | None:
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "")
    if not os.access(target, os.W_OK):  # a rename would quietly replace what somebody has protected
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” is protected against writing. Save under another name."),
            file=str(path),
        )
    return stat.S_IMODE(found.st_mode)


def _write_through(path: Path, content: bytes, mode: int | None) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o666)
    with os.fdopen(descriptor, "wb") as file:
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(descriptor, mode)
        file.write(content)
        file.flush()
        os.fsync(descriptor)


def _flush_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can (Windows needs not)."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
