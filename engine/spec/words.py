"""Keras's words that every part understands: the type of its numbers, and what was once called otherwise."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from typing import Any

from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP

# Words of earlier Keras, and what says the same now.
_NEW_WORDS = {
    "lr": "learning_rate",
    "decay": "learning_rate=schedules.InverseTimeDecay(…)",
    "alpha": "negative_slope",
    "init": "kernel_initializer",
    "output_dim": "units",
    "p": "rate",
}


def new_word(old: str, fields: Collection[str]) -> str:
    """The field that is called otherwise now, or the one whose name is near; "" where there is none.

    Args:
        old: what was given.
        fields: what there is.
    """
    new = _NEW_WORDS.get(old, "")
    if new.partition("=")[0] in fields:
        return new
    near = difflib.get_close_matches(old, fields, n=1, cutoff=0.6)
    return near[0] if near else ""


def check_number_type(part: str, given: Any, known: Collection[str]) -> None:
    """Refuse a type of numbers that a part does not compute with.

    Args:
        part: what is made.
        given: the name of a type or of Keras's policy, a type of numpy or torch, Keras's description of a policy; None.
        known: names that change nothing.

    Raises:
        EngineError: it is another.
    """
    if _type_name(given) in known:
        return
    raise EngineError(
        QT_TRANSLATE_NOOP("engine", "{part}: dtype is “float32” or left out; got {value}."),
        hint=QT_TRANSLATE_NOOP("engine", "Give another type to the model: Sequential(dtype='float64')."),
        part=part, value=shortened(given),
    )


def _type_name(given: Any) -> str:
    if given is None:
        return "float32"
    if isinstance(given, Mapping):  # a policy as Keras writes it down
        config = given.get("config")
        given = config.get("name") if isinstance(config, Mapping) else None
    name = given if isinstance(given, str) else getattr(given, "name", None) or getattr(given, "__name__", str(given))
    return str(name).removeprefix("torch.")


def shortened(value: Any) -> str:
    """Any value on one short line, without its place in memory."""
    line = re.sub(r" at 0x[0-9a-fA-F]+", "", " ".join(repr(value).split()))
    return line if len(line) <= 60 else line[:59] + "…"
