"""Reads what a declared part says about a field: sort, bounds, unit, group, choices. No Qt."""

from __future__ import annotations

import types
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from engine.spec import Part, Value, family_of

Sort = Literal["bool", "int", "float", "numbers", "text", "literal", "part", "parts", "number_or_part", "json"]


# Their bounds may stand at the members of their annotation.
_OF_SEVERAL = ("numbers", "number_or_part")


@dataclass(frozen=True)
class Bounds:
    """Least and greatest value of a number; `above` and `below` exclude the bound itself."""

    low: float | None = None
    high: float | None = None
    above: bool = False
    below: bool = False

    def allow(self, value: float) -> bool:
        """Return whether a number lies within."""
        if self.low is not None and (value < self.low or (self.above and value == self.low)):
            return False
        return self.high is None or not (
            value > self.high or (self.below and value == self.high)
        )


@dataclass(frozen=True)
class FieldSpec:
    """One field of a part, as a form needs it. Texts are English and marked for translation.

    Attributes:
        sort: which editor suits it.
        group: title of the section it stands in, "" for none.
        advanced: whether it is folded away.
        optional: whether it may be None.
        options: the values of a Literal.
        family: the family (or the one class) of a part, also of one that may stand in for a number.
        needs: the field of the same value without which it has no effect, "" for none.
        source: what of the project there is to choose from, "logs", or what each has a number of its own, "classes".
        whole: whether the numbers of a tuple are whole; single: whether one number may stand without a tuple.
    """

    name: str
    sort: Sort
    title: str
    description: str = ""
    unit: str = ""
    group: str = ""
    advanced: bool = False
    optional: bool = False
    default: Any = None
    bounds: Bounds = Bounds()
    options: tuple[Any, ...] = ()
    family: type[Part] | None = None
    needs: str = ""
    source: str = ""
    whole: bool = False
    single: bool = False

    def offered(self) -> list[type[Part]]:
        """Return the parts one can choose from, those declared later included."""
        if self.family is None:
            return []
        # A field may also be open to one class only, as early stopping is.
        if "kind" in self.family.model_fields:
            return [self.family]
        return [*self.family.kinds.values()]


def read_fields(cls: type[Value]) -> dict[str, FieldSpec]:
    """Return the fields that a form shows, in order."""
    fields = cls.form_fields() if issubclass(cls, Part) else cls.model_fields
    return {name: read_field(name, info) for name, info in fields.items() if name != "kind"}


def read_field(name: str, info: FieldInfo) -> FieldSpec:
    """Return what one field declares."""
    annotation, optional = _without_none(info.annotation)
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    sort = _sort(annotation)
    numbers = _members(annotation) if sort == "numbers" else []
    return FieldSpec(
        name=name,
        sort=sort,
        title=info.title or name.replace("_", " ").capitalize(),
        description=info.description or "",
        unit=str(extra.get("unit", "")),
        group=str(extra.get("group", "")),
        advanced=bool(extra.get("advanced", False)),
        optional=optional,
        default=None if info.default is PydanticUndefined else info.default,
        bounds=_bounds([*info.metadata, *(_item_metadata(annotation) if sort in _OF_SEVERAL else ())]),
        options=get_args(annotation) if sort == "literal" else (),
        family=family_of(annotation) if sort in {"part", "parts", "number_or_part"} else None,
        needs=str(extra.get("needs", "")),
        source=str(extra.get("source", "")),
        whole=bool(numbers) and all(_item(member) is int for member in numbers),
        single=any(get_origin(member) is not tuple for member in numbers),
    )


def _without_none(annotation: Any) -> tuple[Any, bool]:
    annotation = _plain(annotation)
    if get_origin(annotation) not in {Union, types.UnionType}:
        return annotation, False
    others = [argument for argument in get_args(annotation) if argument is not type(None)]
    optional = len(others) < len(get_args(annotation))
    return (_plain(others[0]) if len(others) == 1 else annotation), optional


def _plain(annotation: Any) -> Any:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def _sort(annotation: Any) -> Sort:
    simple: dict[Any, Sort] = {bool: "bool", int: "int", float: "float", str: "text"}
    if annotation in simple:
        return simple[annotation]
    if get_origin(annotation) is Literal:
        return "literal"
    members = _members(annotation)
    if family_of(annotation) is not None:
        if float in members:
            return "number_or_part"
        return "parts" if get_origin(annotation) is tuple else "part"
    is_listed = any(get_origin(member) is tuple for member in members)
    return "numbers" if is_listed and all(_item(member) in {int, float} for member in members) else "json"


def _members(annotation: Any) -> list[Any]:
    """The types that an annotation allows, None left out."""
    is_union = get_origin(annotation) in {Union, types.UnionType}
    found = [_plain(member) for member in (get_args(annotation) if is_union else (annotation,))]
    return [member for member in found if member is not type(None)]


def _item(annotation: Any) -> Any:
    """The one type of a tuple's items, or the type itself; None where they differ."""
    if get_origin(annotation) is not tuple:
        return annotation
    items = {_plain(item) for item in get_args(annotation) if item is not Ellipsis}
    return items.pop() if len(items) == 1 else None


def _item_metadata(annotation: Any) -> list[Any]:
    """What the members of a union, or the items of a tuple, are annotated with."""
    found: list[Any] = []
    for argument in get_args(annotation):
        if get_origin(argument) is Annotated and not isinstance(argument, type):
            for item in get_args(argument)[1:]:
                found += item.metadata if isinstance(item, FieldInfo) else [item]
    return found


def _bounds(metadata: list[Any]) -> Bounds:
    found = {
        key: getattr(item, key)
        for item in metadata
        for key in ("ge", "gt", "le", "lt")
        if getattr(item, key, None) is not None
    }
    return Bounds(
        low=found.get("gt", found.get("ge")),
        high=found.get("lt", found.get("le")),
        above="gt" in found,
        below="lt" in found,
    )
