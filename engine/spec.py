"""Declared parts: one frozen, checked class per layer, loss or optimizer, from which everything else follows."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from engine.errors import EngineError, UnknownNameError
from engine.messages import QT_TRANSLATE_NOOP, Message

AnyPart = TypeVar("AnyPart", bound="Part")

# What only a document needs, or nobody chooses: not in forms, not by position.
HIDDEN = frozenset({"kind", "id", "name", "follows_target"})


class Value(BaseModel):
    """A frozen, strict piece of a project: unknown fields, infinities and wrong types are refused."""

    # Built at first use: a program starts with two hundred classes and makes a dozen of them.
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, strict=True, defer_build=True)

    def changed(self, **fields: Any) -> Self:
        """Return a checked copy with these fields replaced (model_copy would not check)."""
        kept = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_validate({**kept, **fields})


def plain_number(value: Any) -> Any:
    """Turn numpy's numbers into Python's; leave everything else alone."""
    if getattr(value, "shape", None) == () and callable(getattr(value, "item", None)):
        return value.item()
    return value


class Part(Value):
    """A thing that can be chosen. A family is a direct subclass with `family=True`; its members have a `kind`.

    Class attributes (marked for translation; the context is "engine"):
        title: name for people, description: one plain sentence, icon: name of the icon.
        aliases: other names that Keras accepts for the kind.
        keras_module: where Keras looks a class of the family up, where it wants to be told.
        common: whether it is among the first that a form offers.
    """

    title: ClassVar[str]
    description: ClassVar[str]
    icon: ClassVar[str] = ""
    aliases: ClassVar[tuple[str, ...]] = ()
    keras_module: ClassVar[str] = ""
    common: ClassVar[bool] = False
    family_name: ClassVar[str] = "part"
    kinds: ClassVar[dict[str, type[Part]]] = {}

    if TYPE_CHECKING:  # a field of every part that can be chosen

        @property
        def kind(self) -> str: ...

    def __init__(self, *arguments: Any, **fields: Any) -> None:
        """Take the fields by name or, in Keras's order, by position; one sentence where one is wrong."""
        names = type(self).positional_fields()
        for word in ("name", "dtype"):  # Keras takes both everywhere
            if word not in type(self).model_fields:
                fields.pop(word, None)
        if len(arguments) > len(names):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{part} takes at most {limit} values by position; got {count}."),
                part=type(self).__name__, limit=len(names), count=len(arguments),
            )
        for name, value in zip(names, arguments, strict=False):
            if name in fields:
                raise EngineError(
                    QT_TRANSLATE_NOOP("engine", "{part} got “{field}” twice: by position and by name."),
                    part=type(self).__name__, field=name,
                )
            fields[name] = value
        try:
            super().__init__(**{name: plain_number(value) for name, value in fields.items()})
        except ValidationError as error:
            known = [name for name in type(self).model_fields if name != "kind"]
            unknown = next((name for name in fields if name not in type(self).model_fields), "")
            near = difflib.get_close_matches(unknown, known, n=1, cutoff=0.6)
            if near:
                raise EngineError(
                    QT_TRANSLATE_NOOP("engine", "{part} has no field “{field}”. Did you mean “{near}”?"),
                    part=type(self).__name__, field=unknown, near=near[0],
                ) from None
            raise EngineError(explain(error, type(self).__name__)) from None

    # Documents are validated without passing through the constructor, so that every wrong field keeps its place.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def __setattr__(self, name: str, value: Any) -> None:
        try:
            super().__setattr__(name, value)
        except ValidationError:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{part} is a description, which does not change."),
                hint=QT_TRANSLATE_NOOP("engine", "Make another, or change model.layers or model.optimizer."),
                part=type(self).__name__,
            ) from None

    @classmethod
    def __pydantic_init_subclass__(cls, *, family: bool = False, **_: Any) -> None:
        if family:
            cls.kinds = {}
            # Pydantic would read these strings again for each member, a tenth of what a start costs.
            cls.__annotations__ = {name: kind for name, kind in cls.__annotations__.items() if name in cls.model_fields}
        elif "kind" in cls.model_fields:
            kind = cls.model_fields["kind"].default
            known = cls.kinds.get(kind)
            if known is not None and known.__qualname__ != cls.__qualname__:
                msg = f"Two parts are called {kind!r}: {known.__qualname__} and {cls.__qualname__}."
                raise TypeError(msg)
            cls.kinds[kind] = cls

    def __init_subclass__(cls, *, family: bool = False, **options: Any) -> None:
        super().__init_subclass__(**options)

    @classmethod
    def positional_fields(cls) -> tuple[str, ...]:
        """Names of the fields in Keras's order, without the kind and what only a document needs.

        Fields of the member itself come first, then those that its whole family has.
        """
        family = next((base for base in reversed(cls.__mro__) if "kinds" in vars(base) and base is not Part), cls)
        members = cls.__mro__[: cls.__mro__.index(family)]
        own = [name for member in reversed(members) for name in vars(member).get("__annotations__", ())]
        names = [name for name in dict.fromkeys([*own, *cls.model_fields]) if name in cls.model_fields]
        return tuple(name for name in names if name not in HIDDEN)

    @classmethod
    def form_fields(cls) -> dict[str, FieldInfo]:
        """The fields a form shows, in order."""
        return {name: cls.model_fields[name] for name in cls.positional_fields()}

    @classmethod
    def for_form(cls) -> Self:
        """The part as it is first chosen in a form: Keras's defaults, unless others suit a beginner better."""
        return cls()

    @classmethod
    def find(cls, name: str) -> type[Self]:
        """Look a kind, alias or class name up in this family; an unknown one is answered with the nearest."""
        for kind, part in cls.kinds.items():
            if name in (kind, part.__name__, *part.aliases) or name.lower() == kind:
                return part  # type: ignore[return-value]
        names = sorted({*cls.kinds, *(alias for part in cls.kinds.values() for alias in part.aliases)})
        near = difflib.get_close_matches(name.lower(), names, n=1, cutoff=0.5)
        if near:
            raise UnknownNameError(
                QT_TRANSLATE_NOOP("engine", "There is no {family} “{name}”. Did you mean “{near}”?"),
                family=Message.of(cls.family_name), name=name, near=near[0],
            )
        raise UnknownNameError(
            QT_TRANSLATE_NOOP("engine", "There is no {family} “{name}”. Known are: {names}."),
            family=Message.of(cls.family_name), name=name, names=", ".join(cls.kinds),
        )

    @classmethod
    def coerce(cls, value: Any) -> Self:
        """Turn a name, a class, a mapping with a kind, or a part itself into a part of this family.

        Keras's own form of a mapping, {"class_name": …, "config": {…}}, is understood as well.
        """
        if isinstance(value, cls):
            return value
        if isinstance(value, type) and issubclass(value, cls):
            return value()
        if isinstance(value, str):
            return cls.find(value).model_validate({})
        if isinstance(value, Mapping) and isinstance(value.get("kind"), str):
            return cls.find(value["kind"]).model_validate(dict(value))
        if isinstance(value, Mapping) and isinstance(value.get("class_name"), str):
            return cls.find(value["class_name"]).from_config(value.get("config") or {})
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "{value} is not the name of any {family}."),
            family=Message.of(cls.family_name), value=repr(value),
        )

    def get_config(self) -> dict[str, Any]:
        """Keras's configuration: the fields by their names, a part among them as {"class_name": …, "config": {…}}."""
        config: dict[str, Any] = {}
        for name in type(self).positional_fields():
            value = getattr(self, name)
            config[name] = value.serialized() if isinstance(value, Part) else value
        return config

    def serialized(self) -> dict[str, Any]:
        """Keras's description of the part: {"class_name": …, "config": {…}}; `coerce` reads it, and so does Keras."""
        module = {"module": self.keras_module} if self.keras_module else {}
        return {**module, "class_name": type(self).__name__, "config": self.get_config()}

    @classmethod
    def from_config(cls, config: Any) -> Self:
        """The part that `get_config` has described.

        Raises:
            EngineError: there is no such field, or a value is none for it.
        """
        if not isinstance(config, Mapping) or not all(isinstance(name, str) for name in config):
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "A configuration gives the fields of {part} by name; got {value}."),
                part=cls.__name__, value=repr(config)[:60],
            )
        return cls(**config)

    def to_json(self) -> Any:
        """The part for a file: its kind alone where it has no fields, else all of its fields."""
        fields = self.model_dump(mode="json")
        if fields.get("name") == "":  # nobody has given it one
            del fields["name"]
        return fields["kind"] if set(fields) == {"kind"} else fields


Part.__annotations__ = {}  # of class variables only, see __pydantic_init_subclass__


class _Member:
    """Tells pydantic to read a field by its family's `coerce` and to write it by the part's own `to_json`."""

    def __get_pydantic_core_schema__(self, family: type[Part], handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            family.coerce,
            handler(family),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda part: part.to_json()),
        )


# The type of a field that holds any member of a family, members declared later included: AnyOf[Layer].
AnyOf = Annotated[AnyPart, _Member()]


def family_of(annotation: Any) -> type[Part] | None:
    """The family of a field of type `AnyOf`, whether or not the field may be None; else None."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    for argument in get_args(annotation):
        if (family := family_of(argument)) is not None:
            return family
    return None


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
_BETWEEN = QT_TRANSLATE_NOOP("engine", "{field} must be between {ge} and {le}; got {value}.")


def explain(error: ValidationError, what: str | type[BaseModel]) -> Message:
    """One sentence for a validation error: which field, what was wrong, and what was given.

    Args:
        error: of which the first complaint is told.
        what: what could not be made. A class is told by its title and those of its fields, as people read them in a
            form; a name is code, and its fields are told by their names there.
    """
    first = error.errors(include_url=False)[0]
    name = what if isinstance(what, str) else what.__name__
    place = ".".join(str(step) for step in first["loc"]) or name
    context = first.get("ctx", {})
    if isinstance(context.get("error"), EngineError):
        field = f"{name}.{place}"
        return Message.of(
            QT_TRANSLATE_NOOP("engine", "{place}: {reason}"), place=field, reason=context["error"].message
        )
    if first["type"] == "extra_forbidden":
        return Message.of(
            QT_TRANSLATE_NOOP("engine", "{what} has no field “{place}”."), what=name, place=place
        )
    if first["type"] == "missing":
        return Message.of(QT_TRANSLATE_NOOP("engine", "{what} needs the field “{place}”."), what=name, place=place)
    value = repr(first["input"])[:60]
    template, limits = _REASONS.get(first["type"]), {**context, **_limits(what, first["loc"])}
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
    return Message.of(template, field=_field_name(what, first["loc"], place), value=value, **limits)


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
