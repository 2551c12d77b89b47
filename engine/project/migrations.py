"""Steps that bring a project file of an older version up to the present one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Document = dict[str, Any]
Step = Callable[[Document], Document]

# What the present program writes. Raise it together with a step below.
VERSION = 1

# STEPS[n] makes a document of version n one of version n + 1; it may change what it is given.
STEPS: dict[int, Step] = {}


def migrate(document: Document, version: int) -> Document:
    """Bring a document of `version` to the present version, one step after the other."""
    for step in range(version, VERSION):
        document = STEPS[step](document)
    return document
