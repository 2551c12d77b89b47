"""A script on disk, with what it needs beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

from engine.errors import FileError
from engine.export.pytorch import export_script
from engine.messages import QT_TRANSLATE_NOOP
from engine.plan import Plan
from engine.project.document import TableSource
from engine.project.paths import SAMPLE, is_sample
from engine.project.storage import os_reason, write_file
from engine.resources import sample_folder


def save_script(plan: Plan, path: Path, *, distributed: bool = False) -> tuple[Path, ...]:
    """Write the script of a plan; a bundled table is copied beside it, so that the script finds it anywhere.

    Args:
        plan: what is printed.
        path: the script.
        distributed: whether several processes of it may share each batch.

    Returns:
        The files written, the script first.

    Raises:
        FileError: the folder cannot be written.
    """
    script = export_script(plan, path.absolute().parent, distributed=distributed)
    write_file(path, script.text.encode("utf-8"))
    source = plan.project.data.source if plan.project.data else None
    if not (isinstance(source, TableSource) and is_sample(source.path)):
        return (path,)
    name = source.path.removeprefix(SAMPLE)
    table = path.absolute().parent / name
    if not table.exists():
        try:
            shutil.copyfile(sample_folder() / name, table)
        except OSError as error:
            raise FileError(QT_TRANSLATE_NOOP("engine", "“{file}” cannot be written: {reason}."),
                            file=str(table), reason=os_reason(error)) from None
    return path, table
