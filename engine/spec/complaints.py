"""Pydantic's complaints in one sentence each."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.spec.words import shortened

# What each of pydantic's complaints means; the braces are named as in its context. The rest keeps pydantic's words.
_REASONS: dict[str, str] = {
    "greater_than_equal": QT_TRANSLATE_NOOP("engine", "{field} must be at least {ge}; got {value}."),
    "greater_than": QT_TRANSLATE_NOOP("engine", "{field} must be more than {gt}; got {value}."),
    "less_than_equal": QT_TRANSLATE_NOOP("engine", "{field} must be at most {le}; got {value}."),
    "less_than": QT_TRANSLATE_NOOP("engine", "{field} must be less than {lt}; got {value}."),
    "int_type": QT_TRANSLATE_NOOP("engine", "{field} must be a whole number; got {value}."),
    "int_from_float": QT_TRANSLATE_NOOP("engine", "{field} must be a whole number; got {value}."),
    "float_type": QT_TRANSLATE_NOOP("engine", "{field} must be a number; got {value}."),
    "finite_number": QT_TRANSLATE_NOOP("engine", "{field} must be a finite number; got {value}."),
    "bool_type": QT_TRANSLATE_NOOP("engine", "{field} must be true or false; got {value}."),
    "string_type": QT_TRANSLATE_NOOP("engine", "{field} must be text; got {value}."),
    "string_too_short": QT_TRANSLATE_NOOP("engine", "{field} must not be shorter than {min_length}; got {value}."),
    "string_too_long": QT_TRANSLATE_NOOP("engine", "{field} must not be longer than {max_length}; got {value}."),
    "string_pattern_mismatch": QT_TRANSLATE_NOOP("engine", "{field} must look like {pattern}; got {value}."),
    "model_type": QT_TRANSLATE_NOOP("engine", "{field} must be an object with fields of its own; got {value}."),
    "literal_error": QT_TRANSLATE_NOOP("engine", "{field} must be one of {expected}; got {value}."),
    "too_short": QT_TRANSLATE_NOOP("engine", "{field} must have at least {min_length} values; it has {actual_length}."),
    "too_long": QT_TRANSLATE_NOOP("engine", "{field} must have at most {max_length} values; it has {actual_length}."),
}
# Pydantic's words for kinds of values, where a field may hold several: "thresholds.constrained-float".
_KINDS = {"float", "int", "str", "bool", "tuple", "none"}
_BETWEEN = QT_TRANSLATE_NOOP("engine", "{field} must be between {ge} and {le}; got {value}.")


def explain(error: ValidationError, what: str | type[BaseModel]) -> Message:
    """One sentence for a validation error: which field, what was wrong, and what was given.

    Args:
        error: of which the first complaint is told.
        what: what could not be made. A class is told by its title and those of its fields, as people read them in a
            form; a name is code, and its fields are told by their names there.
    """
    first = _first(error)
    name = what if isinstance(what, str) else what.__name__
    steps = tuple(step for step in first["loc"] if not _is_kind(step))
    place = ".".join(map(str, steps)) or name
    context = first.get("ctx", {})
    if isinstance(context.get("error"), EngineError):
        field = f"{name}.{place}" if steps else name
        return Message.of(
            QT_TRANSLATE_NOOP("engine", "{place}: {reason}"), place=field, reason=context["error"].message
        )
    if first["type"] == "extra_forbidden":
        return Message.of(
            QT_TRANSLATE_NOOP("engine", "{what} has no field “{place}”."), what=name, place=place
        )
    if first["type"] == "missing":
        return Message.of(QT_TRANSLATE_NOOP("engine", "{what} needs the field “{place}”."), what=name, place=place)
    value = shortened(first["input"])
    template, limits = _REASONS.get(first["type"]), {**context, **_limits(what, steps)}
    if template is None:
        reason = first["msg"][:1].lower() + first["msg"][1:]
        return Message.of(
            QT_TRANSLATE_NOOP("engine", "{what}: “{place}” is {value}, but {reason}."),
            what=name, place=place, value=value, reason=reason.removeprefix("value error, "),
        )
    if first["type"] in ("greater_than_equal", "less_than_equal") and {"ge", "le"} <= limits.keys():
        template = _BETWEEN
    for key, limit in limits.items():
        if isinstance(limit, float):
            limits[key] = f"{limit:g}"
        elif key == "pattern":
            limits[key] = limit.strip("^$()").replace("|", ", ").replace(r"(:\d+)?", ":N")
        elif key == "expected":
            limits[key] = limit.replace(" or ", ", ")
    return Message.of(template, field=_field_name(what, steps, place), value=value, **limits)


def _first(error: ValidationError) -> Any:
    """The first complaint; of a field that may hold this or that, the one that has looked furthest into the value."""
    found = error.errors(include_url=False)
    first = found[0]
    if not first["loc"] or not _is_kind(first["loc"][-1]):
        return first
    field = first["loc"][:-1]
    return max((each for each in found if each["loc"][: len(field)] == field), key=lambda each: len(each["loc"]))


def _is_kind(step: int | str) -> bool:
    """Whether it is no step to a value, but pydantic's word for one kind of value among several."""
    return isinstance(step, str) and (not step.isidentifier() or step in _KINDS)


def _field_name(what: str | type[BaseModel], steps: tuple[int | str, ...], place: str) -> Message:
    info = _field(what, steps)
    owner: Any = what if isinstance(what, str) else Message.of(getattr(what, "title", ""))
    field: Any = Message.of(info.title) if info is not None and info.title else place
    if not str(owner):
        return Message.of(QT_TRANSLATE_NOOP("engine", "“{field}”"), field=field)
    return Message.of(QT_TRANSLATE_NOOP("engine", "{part}: “{field}”"), part=owner, field=field)


def _limits(what: str | type[BaseModel], steps: tuple[int | str, ...]) -> dict[str, Any]:
    """The limits that a field declares: pydantic tells the one that was passed only."""
    info = _field(what, steps)
    found: dict[str, Any] = {}
    for each in info.metadata if info is not None else ():
        found |= {name: getattr(each, name) for name in ("ge", "le") if hasattr(each, name)}
    return found


def _field(what: str | type[BaseModel], steps: tuple[int | str, ...]) -> FieldInfo | None:
    return what.model_fields.get(str(steps[0])) if not isinstance(what, str) and len(steps) == 1 else None
