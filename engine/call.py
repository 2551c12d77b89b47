"""A call as a value: training executes it, export prints it, so that run and script cannot disagree."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
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

    @property
    def function(self) -> Callable[..., Any]:
        """The target itself."""
        # torch.optim.Adam and torch.softmax are attributes of modules of that very name.
        module, _, name = self.target.rpartition(".")
        return getattr(importlib.import_module(module), name)  # type: ignore[no-any-return]

    def walk(self) -> Iterator[Call]:
        """The call and those among its arguments."""
        yield self
        for value in (*self.arguments, *(option for _, option in self.options)):
            for item in value if isinstance(value, tuple | list) else (value,):
                if isinstance(item, Call):
                    yield from item.walk()

    def on(self, value: Any, **options: Any) -> Call:
        """Return the same call with this value in front of its arguments, and with these options added."""
        return Call(self.target, value, *self.arguments, **{**dict(self.options), **options})

    def with_options(self, **options: Any) -> Call:
        """Return the same call with these options added or replaced."""
        return Call(self.target, *self.arguments, **{**dict(self.options), **options})


@dataclass(frozen=True)
class Ref:
    """A value that exists only while the program runs, by its name there: "parameters", "target_scale"."""

    name: str


def execute(call: Call, **names: Any) -> Any:
    """Do the call now; `names` gives the values of its Refs. Only torch and portable code can be named (see Call)."""
    return _value(call, names)


def _value(value: Any, names: Mapping[str, Any]) -> Any:
    match value:
        case Ref():
            return names[value.name]
        case Call():
            arguments = [_value(argument, names) for argument in value.arguments]
            return value.function(*arguments, **{name: _value(option, names) for name, option in value.options})
        case tuple() | list():
            return type(value)(_value(item, names) for item in value)
        case _:
            return value


Value = Callable[[Sequence[Any], Mapping[str, Any]], Any]  # from what is done already, and the values of Refs


class Prepared:
    """Several calls made ready to be done again and again; one that stands in more than one of them is done once."""

    def __init__(self, calls: Mapping[str, Call]) -> None:
        self._calls = dict(calls)
        self._places: dict[Call, int] = {}
        self._steps: list[tuple[Callable[..., Any], list[Value], dict[str, Value]]] = []
        self._wanted = {name: self._add(call) for name, call in calls.items()}

    def __call__(self, **names: Any) -> dict[str, Any]:
        """Do them: results by the names of the calls, from the values of the Refs by theirs."""
        done: list[Any] = []
        for function, arguments, options in self._steps:
            given = [argument(done, names) for argument in arguments]
            done.append(function(*given, **{name: option(done, names) for name, option in options.items()}))
        return {name: done[place] for name, place in self._wanted.items()}

    def __reduce__(self) -> Any:  # what is made ready cannot be pickled
        return Prepared, (self._calls,)

    def _add(self, call: Call) -> int:
        if call not in self._places:
            arguments = [self._value(argument) for argument in call.arguments]
            options = {name: self._value(option) for name, option in call.options}
            self._steps.append((call.function, arguments, options))
            self._places[call] = len(self._steps) - 1
        return self._places[call]

    def _value(self, given: Any) -> Value:
        match given:
            case Ref():
                return lambda _done, names: names[given.name]
            case Call():
                place = self._add(given)
                return lambda done, _names: done[place]
            case tuple() | list():
                items = [self._value(item) for item in given]
                return lambda done, names: type(given)([item(done, names) for item in items])
            case _:
                return lambda _done, _names: given
