"""What Keras's methods are given, turned into declared parts, or refused in a sentence."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP
from engine.project.document import Training
from engine.spec import explain, plain_number


def refuse(method: str, known: Iterable[str], given: Mapping[str, Any]) -> None:
    """Refuse arguments that the method does not have.

    Args:
        method: Keras's name of the method: "fit".
        known: the arguments that it takes.
        given: the others, by name.

    Raises:
        EngineError: there are any; the nearest known one is named.
    """
    for name in given:
        names = list(known)
        near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
        if near:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{method} has no argument “{argument}”. Did you mean “{near}”?"),
                method=method,
                argument=name,
                near=near[0],
            )
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "{method} has no argument “{argument}”. It takes: {names}."),
            method=method,
            argument=name,
            names=", ".join(names),
        )


def refuse_values(method: str, given: Mapping[str, tuple[Any, tuple[Any, ...]]]) -> None:
    """Refuse values that ask for what is not here; of each argument its value, and those that ask for nothing.

    Raises:
        EngineError: an argument asks for something.
    """
    for name, (value, neutral) in given.items():
        if not any(value is each or (type(value) is type(each) and value == each) for each in neutral):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{method} does not support “{argument}” here; leave it out."),
                method=method,
                argument=name,
            )


def checked_training(method: str, **fields: Any) -> Training:
    """Training settings; the sentence about a wrong one names the method that it was given to."""
    try:
        return Training(**{name: plain_number(value) for name, value in fields.items()})
    except ValidationError as error:
        raise EngineError(explain(error, method)) from None


def share(method: str, name: str, value: Any) -> float:
    """A share from 0, below 1.

    Raises:
        EngineError: it is something else.
    """
    number = plain_number(value)
    if not isinstance(number, int | float) or not 0 <= number < 1:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "{method}: “{name}” is a share from 0 to below 1; got {value}."),
            method=method,
            name=name,
            value=repr(value)[:60],
        )
    return float(number)


def whole_number(method: str, name: str, value: Any, least: int) -> int:
    """A whole number from `least`.

    Raises:
        EngineError: it is something else.
    """
    number = plain_number(value)
    if not isinstance(number, int) or isinstance(number, bool) or number < least:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "{method}: “{name}” is a whole number from {least}; got {value}."),
            method=method,
            name=name,
            least=least,
            value=repr(value)[:60],
        )
    return number


def optional_number(method: str, name: str, value: Any) -> int | None:
    """A whole number from 1, or None.

    Raises:
        EngineError: it is something else.
    """
    return None if value is None else whole_number(method, name, value, 1)
