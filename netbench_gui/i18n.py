"""Translation of the engine's sentences, and how texts are put together in the language of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

from PySide6.QtCore import QCoreApplication

from engine.messages import Message
from netbench_gui.look.figures import count

# What stays on the screen for a while is asked for again when the window speaks another language.
Text = str | Callable[[], str]


def translate(message: Message | str) -> str:
    """A sentence of the engine in the language of the window."""
    if isinstance(message, str):
        return QCoreApplication.translate("engine", message)
    text = QCoreApplication.translate("engine", message.template)
    return text.format(**{name: _value(value) for name, value in message.values}) if message.values else text


def said(text: Text) -> str:
    """A text as it is now."""
    return text() if callable(text) else text


def listed(items: Iterable[str]) -> str:
    """The items one after another: "a, b, c"."""
    return QCoreApplication.translate("Lists", ", ").join(items)


def itemised(items: Iterable[str]) -> str:
    """Items that hold commas themselves: "a, b; c, d"."""
    return QCoreApplication.translate("Lists", "; ").join(items)


def sentences(parts: Iterable[str]) -> str:
    """Whole sentences one after another, those that are empty left out."""
    both = QCoreApplication.translate("Lists", "{first} {second}")
    said_so_far, *others = [part for part in parts if part] or [""]
    return reduce(lambda first, second: both.format(first=first, second=second), others, said_so_far)


def _value(value: Any) -> Any:
    if isinstance(value, Message):
        return translate(value)
    if isinstance(value, tuple):  # the shape of a row, as the cards write it: "8 × 3"
        return " × ".join(map(str, map(_value, value)))
    return count(value) if isinstance(value, int) and not isinstance(value, bool) else value
