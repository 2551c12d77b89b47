"""What users write themselves where a declared part is asked for: what of it works, and why the rest is refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP, Message
from engine.spec.words import shortened

if TYPE_CHECKING:
    from engine.spec.part import Part


def check_overrides(own: type[Part], never_called: Iterable[str]) -> None:
    """Refuse a class derived from a part without a kind of its own, where what it overrides would not be called.

    Raises:
        EngineError: it overrides one of these methods.
    """
    for base in own.__mro__:
        if base.__module__.startswith("engine."):
            return
        for name in never_called:
            if name in vars(base):
                raise EngineError(
                    QT_TRANSLATE_NOOP(
                        "engine",
                        "{own} overrides “{method}”, which training does not call: it reads what {part} declares.",
                    ),
                    hint=QT_TRANSLATE_NOOP("engine", "Leave the method out; other arguments may be given to the part."),
                    own=own.__name__, method=name, part=own.find(own.model_fields["kind"].default).__name__,
                )


def check_fields(own: type[Part]) -> None:
    """Refuse a class derived from a part without a kind of its own, where it declares a field that no file could keep.

    Raises:
        EngineError: it does.
    """
    parent = own.kinds.get(own.model_fields["kind"].default)
    if parent is None or parent is own:
        return
    for name in own.model_fields:
        if name not in parent.model_fields:
            raise EngineError(
                QT_TRANSLATE_NOOP(
                    "engine", "{own} declares “{field}”, but is saved as {part}, which has no such field."
                ),
                hint=QT_TRANSLATE_NOOP("engine", "Set it in the constructor: self.{field} = …"),
                own=own.__name__, field=name, part=parent.__name__,
            )


def no_part(own: type[Part]) -> EngineError:
    """Why an object of a class cannot be made: it belongs to a family, but is no declared member of it."""
    if "kind" in own.model_fields:
        return EngineError(
            QT_TRANSLATE_NOOP("engine", "{own} is declared without {methods}, which every {family} has."),
            own=own.__name__, methods=", ".join(sorted(own.__abstractmethods__)), family=Message.of(own.family_name),
        )
    return EngineError(
        QT_TRANSLATE_NOOP("engine", "Your own {family} “{own}” cannot train here yet; the known ones are {names}."),
        family=Message.of(own.family_name), own=own.__name__, names=", ".join(own.kinds),
    )


def own_value(family: type[Part], value: Any) -> EngineError:
    """Why a value is no member of a family: it is a function or an object of the user's, or nothing of the kind."""
    name = getattr(value, "__name__", None) or type(value).__name__
    known = [kind for kind, part in family.kinds.items() if name in (kind, part.__name__, *part.aliases)]
    given = getattr(value, "__name__", "") or shortened(value)
    nearest = QT_TRANSLATE_NOOP("engine", "Take “{near}”.")
    hint: str | None = nearest if known else QT_TRANSLATE_NOOP("engine", "Known are: {names}.")
    if callable(value):
        sentence = QT_TRANSLATE_NOOP(
            "engine", "A function or an object that is not from here cannot be the {family}: {value}."
        )
    else:
        sentence = QT_TRANSLATE_NOOP("engine", "{value} is not the name of any {family}.")
        hint = nearest if known else None
    return EngineError(
        sentence, hint=hint, family=Message.of(family.family_name), value=given,
        near=known[0] if known else "", names=", ".join(family.kinds),
    )
