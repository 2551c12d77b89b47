"""Reads what a declared part says about a field: sort, bounds, unit, group, choices. No Qt."""

from __future__ import annotations

import types
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from engine.spec import Part, Value, family_of

Sort = Literal["bool", "int", "float", "text", "literal", "part", "parts", "json"]


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
        family: the family (or the one class) of a part; of a "float" field, the family that may stand for the number.
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
        bounds=_bounds(info.metadata),
        options=get_args(annotation) if sort == "literal" else (),
        family=family_of(annotation) if sort in {"part", "parts", "float"} else None,
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
    if float in get_args(annotation) and family_of(annotation) is not None:
        return "float"
    if family_of(annotation) is not None:
        return "parts" if get_origin(annotation) is tuple else "part"
    return "json"


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
