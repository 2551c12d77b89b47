"""The version of the installed program, from its own metadata."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version


def version() -> str:
    """Return the version, "0" where the program was copied without its metadata."""
    try:
        return installed_version("netbench")
    except PackageNotFoundError:
        return "0"
