"""What there is to choose from in a field, and by which words the field is found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from engine.spec import Part
from netbench_gui.finding import in_all_languages, names_of
from netbench_gui.forms.field_spec import FieldSpec, read_fields
from netbench_gui.forms.words import option_words
from netbench_gui.i18n import translate
from netbench_gui.widgets.field_choice import Option

# What the project has to choose from, by the source that a field names: keys and titles.
Sources = Mapping[str, Sequence[tuple[str, str]]]


def part_options(parts: Iterable[type[Part]]) -> list[Option]:
    """The members of a family."""
    return [
        Option(
            kind_of(part),
            translate(part.title),
            translate(part.description),
            common=part.common,
            words=names_of(part),
            inner=tuple(text for texts in field_texts((part,)).values() for text in texts),
        )
        for part in parts
    ]


def literal_options(spec: FieldSpec, words: Mapping[Any, str]) -> list[Option]:
    """The values of a Literal; words of the window take the place of those in code."""
    usual = option_words()
    texts = {key: words.get(key) or usual.get(key) or str(key).replace("_", " ") for key in spec.options}
    return [Option(key, text, words=(str(key),)) for key, text in texts.items()]


def source_options(spec: FieldSpec, sources: Sources, value: Any) -> list[Option]:
    """What the project has; a value that it has not is offered as it is, so that it can be seen."""
    known = dict(sources.get(spec.source, ()))
    if isinstance(value, str) and value not in known:
        known[value] = value
    return [Option(key, text, words=(key,)) for key, text in known.items()]


def search_texts(spec: FieldSpec) -> list[str]:
    """By what a field is found besides the words on the screen: other languages, names in code, what it may hold."""
    texts = [spec.name, spec.name.replace("_", " "), *in_all_languages(spec.title), *in_all_languages(spec.description)]
    texts += [str(option) for option in spec.options]
    return [*texts, *(name for part in spec.offered() for name in names_of(part))]


@cache
def field_texts(parts: tuple[type[Part], ...]) -> Mapping[str, tuple[str, ...]]:
    """By what the fields of these parts are found, by the names of the fields."""
    return {
        name: (name, name.replace("_", " "), *in_all_languages(field.title))
        for part in parts
        for name, field in read_fields(part).items()
    }


@cache
def all_field_texts(part: type[Part]) -> Mapping[str, tuple[str, ...]]:
    """By what the fields of a part are found, with those of the parts that they may hold."""
    return {
        name: (*search_texts(spec), *(text for texts in field_texts(tuple(spec.offered())).values() for text in texts))
        for name, spec in read_fields(part).items()
    }


def kind_of(part: type[Part]) -> str:
    """Name of a part in documents."""
    return str(part.model_fields["kind"].default)
