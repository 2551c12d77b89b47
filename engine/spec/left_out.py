"""What a room of the library says about a name that it does not have."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable
from typing import Any

from engine.errors import UnknownNameError
from engine.messages import QT_TRANSLATE_NOOP


class MissingNameError(UnknownNameError, AttributeError):
    """A module has no such name; `hasattr` says so as well."""


def refusing(module: str) -> Callable[[str], Any]:
    """The `__getattr__` of a module: one sentence for a name that is not there.

    Args:
        module: its full name; the nearest of its public names is told.
    """
    room = module.rpartition(".")[2]

    def missing(name: str) -> Any:
        if name.startswith("_"):  # Python asks for such names by itself
            msg = f"module {module!r} has no attribute {name!r}"
            raise AttributeError(msg)
        names = getattr(sys.modules[module], "__all__", None) or dir(sys.modules[module])
        known = [word for word in names if word[0] != "_" and _digits(word) == _digits(name)]
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
        raise MissingNameError(
            QT_TRANSLATE_NOOP("engine", "There is no “{name}” in {room} here."),
            hint=QT_TRANSLATE_NOOP("engine", "Did you mean “{near}”?") if near else None,
            name=name, room=room, near=near[0] if near else "",
        )

    return missing


def _digits(name: str) -> str:
    """Conv3D is no misspelt Conv2D."""
    return "".join(filter(str.isdigit, name))
