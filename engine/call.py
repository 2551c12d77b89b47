"""A call as a value: training executes it, export prints it, so that run and script cannot disagree."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

TORCH = ("torch.nn.", "torch.optim.", "torch.")
PORTABLE = "engine.portable."


@dataclass(frozen=True, init=False)
class Call:
    """`target(*arguments, **options)`, not yet done.

    `target` is a dotted name in torch, or in `engine.portable`, whose source an exporter pastes into the script.
    """

    target: str
    arguments: tuple[Any, ...] = ()
    options: tuple[tuple[str, Any], ...] = field(default=())

    def __init__(self, target: str, *arguments: Any, **options: Any) -> None:
        if not target.startswith((*TORCH, PORTABLE)):
            msg = f"A Call names torch or {PORTABLE}; got {target!r}."
            raise ValueError(msg)
        object.__setattr__(self, "target", target)
        object.__setattr__(self, "arguments", arguments)
        object.__setattr__(self, "options", tuple(options.items()))

    @property
    def is_code(self) -> bool:
        """Whether the target is our own portable code rather than an object of torch."""
        return self.target.startswith(PORTABLE)

    @property
    def name(self) -> str:
        """The last part of the target: "Linear"."""
        return self.target.rpartition(".")[2]

    def walk(self) -> Iterator[Call]:
        """The call and those among its arguments."""
        yield self
        for value in (*self.arguments, *(option for _, option in self.options)):
            for item in value if isinstance(value, tuple | list) else (value,):
                if isinstance(item, Call):
                    yield from item.walk()

    def with_options(self, **options: Any) -> Call:
        """Return the same call with these options added or replaced."""
        return Call(self.target, *self.arguments, **{**dict(self.options), **options})


@dataclass(frozen=True)
class Ref:
    """A value that exists only while the program runs, by its name there: "parameters", "target_scale"."""

    name: str


def execute(call: Call, **names: Any) -> Any:
    """Do the call now; `names` gives the values of its Refs. Only torch and portable code can be named (see Call)."""
    return _value(call, names, None)


def execute_all(calls: Mapping[str, Call], **names: Any) -> dict[str, Any]:
    """Do several calls now; a call that stands in more than one of them is done once."""
    done: dict[Call, Any] = {}
    return {name: _value(call, names, done) for name, call in calls.items()}


def _value(value: Any, names: Mapping[str, Any], done: dict[Call, Any] | None) -> Any:
    match value:
        case Ref():
            return names[value.name]
        case Call():
            if done is None:
                return _result(value, names, done)
            if value not in done:
                done[value] = _result(value, names, done)
            return done[value]
        case tuple() | list():
            return type(value)(_value(item, names, done) for item in value)
        case _:
            return value


def _result(call: Call, names: Mapping[str, Any], done: dict[Call, Any] | None) -> Any:
    module, _, name = call.target.rpartition(".")
    # torch.optim.Adam and torch.softmax are attributes of modules of that very name.
    function = getattr(importlib.import_module(module), name)
    arguments = (_value(argument, names, done) for argument in call.arguments)
    return function(*arguments, **{key: _value(option, names, done) for key, option in call.options})
