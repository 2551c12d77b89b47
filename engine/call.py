"""A call as a value: training executes it, export prints it, so that run and script cannot disagree."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
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
    module, _, name = call.target.rpartition(".")
    # torch.optim.Adam and torch.softmax are attributes of modules of that very name.
    function = getattr(importlib.import_module(module), name)

    def value(argument: Any) -> Any:
        match argument:
            case Ref():
                return names[argument.name]
            case Call():
                return execute(argument, **names)
            case tuple() | list():
                return type(argument)(value(item) for item in argument)
            case _:
                return argument

    return function(*map(value, call.arguments), **{key: value(option) for key, option in call.options})
