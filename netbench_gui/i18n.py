"""Translation of the engine's sentences, and loading of the language files."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from engine.messages import Message


def translate(message: Message | str) -> str:
    """A sentence of the engine in the language of the window."""
    if isinstance(message, str):
        return QCoreApplication.translate("engine", message)
    text = QCoreApplication.translate("engine", message.template)
    return text.format(**{name: _value(value) for name, value in message.values}) if message.values else text


def _value(value: Any) -> Any:
    return translate(value) if isinstance(value, Message) else value
