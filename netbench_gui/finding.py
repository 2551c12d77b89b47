"""Finds things by what is typed: by their names in every language that the window speaks, and by those in code."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QTranslator

from engine.spec import Part
from netbench_gui.resources import translation_folder
from netbench_gui.settings import LANGUAGES


@cache
def in_all_languages(text: str) -> tuple[str, ...]:
    """A text of the engine as it is written there, and as the languages of the window say it."""
    said = [translator.translate("engine", text) for translator in _translators()]
    return tuple(dict.fromkeys(word for word in (text, *said) if word))


@cache
def names_of(part: type[Part]) -> tuple[str, ...]:
    """All that a declared part is called."""
    kind = part.model_fields["kind"].default
    return (*in_all_languages(part.title), kind, kind.replace("_", " "), part.__name__, *part.aliases)


def is_found(wanted: str, texts: Iterable[str]) -> bool:
    """Whether each word of what is typed stands in one of the texts, capitals or not."""
    lowered = [text.casefold() for text in texts]
    return all(any(word in text for text in lowered) for word in wanted.casefold().split())


@cache
def _translators() -> tuple[QTranslator, ...]:
    found = []
    for language in LANGUAGES:
        translator = QTranslator()
        if language != "en" and translator.load(f"netbench_{language}", str(translation_folder())):
            found.append(translator)
    return tuple(found)
