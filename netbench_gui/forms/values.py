"""Between a field's value and what its editor knows of it: parts are known by their kinds."""

from __future__ import annotations

from typing import Any

from netbench_gui.forms.field_spec import FieldSpec


def shown_value(spec: FieldSpec, value: Any) -> Any:
    """What an editor shows for a value."""
    match spec.sort:
        case "part" if is_switch(spec):
            return value is not None
        case "part":
            return value.kind if value is not None else None
        case "parts":
            return tuple(part.kind for part in value)
    return value


def taken_value(spec: FieldSpec, shown: Any, old: Any) -> Any:
    """The value for what an editor shows; of several parts those that were there before stay as they are."""
    family = spec.family
    if family is None:
        return shown
    match spec.sort:
        case "part" if is_switch(spec):
            return family.for_form() if shown else None
        case "part":
            return family.kinds[shown].for_form() if shown is not None else None
        case "parts":
            known = {part.kind: part for part in old}
            return tuple(known.get(kind) or family.kinds[kind].for_form() for kind in shown)
    return shown


def number_or_part(spec: FieldSpec, kind: str | None, old: Any) -> Any:
    """The number for no kind, else the part that stands in for it, beginning with the number that was there.

    Such a part is made by `starting_at` from a number, and gives its first number when it is called with 0.
    """
    number = old if isinstance(old, float) else old(0)
    if kind is None or spec.family is None:
        usual = spec.default if isinstance(spec.default, float) else 0.0
        return number or usual
    part: Any = spec.family.kinds[kind]
    return part.starting_at(number)


def is_switch(spec: FieldSpec) -> bool:
    """Whether one class only may be there, or not: it is switched on and off."""
    return spec.optional and len(spec.offered()) == 1
