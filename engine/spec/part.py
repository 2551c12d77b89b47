"""Declared parts: one frozen, checked class per layer, loss or optimizer, from which everything else follows."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo

from engine.errors import EngineError, UnknownNameError
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.spec.complaints import explain
from engine.spec.own_classes import check_fields, check_overrides, no_part, own_value
from engine.spec.words import check_number_type, new_word

_Made = TypeVar("_Made", bound="Part")

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
        number_types: Keras's `dtype` that changes nothing.
        never_called: Keras's methods that training here does not call; who derives from a member may not override them.
    """

    title: ClassVar[str]
    description: ClassVar[str]
    icon: ClassVar[str] = ""
    aliases: ClassVar[tuple[str, ...]] = ()
    keras_module: ClassVar[str] = ""
    common: ClassVar[bool] = False
    number_types: ClassVar[tuple[str, ...]] = ("float32", "float64")
    never_called: ClassVar[tuple[str, ...]] = ("__call__",)
    family_name: ClassVar[str] = "part"
    kinds: ClassVar[dict[str, type[Part]]] = {}

    def changed(self, **fields: Any) -> Self:
        """As of every value; the notes of a class of the user's go with it."""
        changed = super().changed(**fields)
        if self.is_derived():
            fields_of = type(self).model_fields
            changed.__dict__.update({name: value for name, value in vars(self).items() if name not in fields_of})
        return changed

    if TYPE_CHECKING:  # a field of every part that can be chosen

        @property
        def kind(self) -> str: ...

    def __new__(cls, *_: Any, **__: Any) -> Self:
        if "kind" not in cls.model_fields or cls.__abstractmethods__:
            raise no_part(cls)
        return super().__new__(cls)

    def __init__(self, *arguments: Any, **fields: Any) -> None:
        """Take the fields by name or, in Keras's order, by position; one sentence where one is wrong."""
        names = type(self).positional_fields()
        if "name" not in type(self).model_fields:  # Keras takes it and dtype everywhere
            fields.pop("name", None)
        check_number_type(type(self).__name__, fields.pop("dtype", None), self.number_types)
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
        noted = dict(self.__dict__)  # by a class of the user's, before it called this
        try:
            super().__init__(**{name: plain_number(value) for name, value in fields.items()})
        except ValidationError as error:
            known = [name for name in type(self).model_fields if name != "kind"]
            unknown = next((name for name in fields if name not in type(self).model_fields), "")
            if near := new_word(unknown, known):
                raise EngineError(
                    QT_TRANSLATE_NOOP("engine", "{part} has no field “{field}”. Did you mean “{near}”?"),
                    part=type(self).__name__, field=unknown, near=near,
                ) from None
            cause = error.errors(include_url=False)[0].get("ctx", {}).get("error")
            raise EngineError(explain(error, type(self).__name__), hint=getattr(cause, "hint", None)) from None
        self.__dict__.update(noted)

    def __setattr__(self, name: str, value: Any) -> None:
        if self.is_derived() and name not in type(self).model_fields and not hasattr(type(self), name):
            object.__setattr__(self, name, value)  # a note of the user's
            return
        try:
            super().__setattr__(name, value)
        except ValidationError:
            raise EngineError(
                QT_TRANSLATE_NOOP("engine", "{part} is a description, which does not change."),
                hint=QT_TRANSLATE_NOOP("engine", "Make another, or change model.layers or model.optimizer."),
                part=type(self).__name__,
            ) from None

    @classmethod
    def is_derived(cls) -> bool:
        """Whether it is derived from a member without a kind of its own: its parent by another name."""
        return "kind" not in vars(cls).get("__annotations__", {})

    @classmethod
    def __pydantic_init_subclass__(cls, *, family: bool = False, **_: Any) -> None:
        if family:
            cls.kinds = {}
            # Pydantic would read these strings again for each member, a tenth of what a start costs.
            cls.__annotations__ = {name: kind for name, kind in cls.__annotations__.items() if name in cls.model_fields}
        elif "kind" in cls.model_fields and cls.is_derived():
            check_fields(cls)
            check_overrides(cls, cls.never_called)
        elif "kind" in cls.model_fields:
            kind = cls.model_fields["kind"].default
            known = cls.kinds.get(kind)
            if known is not None and known.__qualname__ != cls.__qualname__:
                msg = f"Two parts are called {kind!r}: {known.__qualname__} and {cls.__qualname__}."
                raise TypeError(msg)
            cls.kinds[kind] = cls

    def __init_subclass__(cls, *, family: bool = False, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "__init__" in vars(cls):
            # Documents are validated without passing through a constructor: every wrong field keeps its place.
            cls.__init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

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
        near = difflib.get_close_matches(name.lower(), names, n=1, cutoff=0.7)
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
            # Live objects pass for their class; a description holds descriptions.
            return value if issubclass(type(value), cls) else getattr(value, "part", value)
        if isinstance(value, type) and issubclass(value, cls):
            return _made(value)
        if isinstance(value, str):
            return cls.find(value).model_validate({})
        if isinstance(value, Mapping) and isinstance(value.get("kind"), str):
            return cls.find(value["kind"]).model_validate(dict(value))
        if isinstance(value, Mapping) and isinstance(value.get("class_name"), str):
            return cls.find(value["class_name"]).from_config(value.get("config") or {})
        raise own_value(cls, value)

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
        # A class derived from a part is that part in every file.
        return {**module, "class_name": self.kinds[self.kind].__name__, "config": self.get_config()}

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
        if not cls.is_derived():
            return cls(**config)
        # Its own constructor may take other words.
        parent = cls.kinds[cls.model_fields["kind"].default].from_config(config)
        return cls.model_validate({name: getattr(parent, name) for name in cls.model_fields})

    def to_json(self) -> Any:
        """The part for a file: its kind alone where it has no fields, else all of its fields."""
        fields = self.model_dump(mode="json")
        if fields.get("name") == "":  # nobody has given it one
            del fields["name"]
        return fields["kind"] if set(fields) == {"kind"} else fields


def _made(kind: type[_Made]) -> _Made:
    try:
        return kind()
    except TypeError as error:  # a class of the user's that wants arguments
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "{kind} has to be made before it is given to a model: {reason}"),
            kind=kind.__name__, reason=str(error),
        ) from None


Part.__annotations__ = {}  # of class variables only, see __pydantic_init_subclass__
