"""Values and Calls as formatted Python source. What came from a user's file is printed by `repr` alone."""

from __future__ import annotations

import ast
import importlib.util
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from engine.call import Call, Ref

WIDTH = 100
INDENT = "    "

# How a dotted target is written once the script has its imports.
_SHORT = (("torch.nn.init.", "nn.init."), ("torch.nn.", "nn."))


class Name(str):
    """A name of the script itself, printed as it stands. Only our own code makes these."""

    __slots__ = ()


def text(value: str) -> str:
    """A string literal, with double quotes where that needs no escaping."""
    plain = repr(value)
    if plain.startswith("'") and '"' not in value:
        return f'"{plain[1:-1]}"'
    return plain


def target(call: Call) -> str:
    """The name under which the script knows the function."""
    if call.is_code:
        return call.name
    for long, short in _SHORT:
        if call.target.startswith(long):
            return short + call.target.removeprefix(long)
    return call.target


def flat(value: Any, names: Mapping[str, str]) -> str:
    """A value on one line; `names` gives what a Ref is called in the script."""
    match value:
        case Name():
            return str(value)
        case Ref():
            return names[value.name]
        case Call():
            return f"{target(value)}({', '.join(_arguments(value, names))})"
        case str():
            return text(value)
        case Mapping():
            return "{" + ", ".join(f"{flat(key, names)}: {flat(item, names)}" for key, item in value.items()) + "}"
        case tuple():
            inner = ", ".join(flat(item, names) for item in value)
            return f"({inner},)" if len(value) == 1 else f"({inner})"
        case list():
            return "[" + ", ".join(flat(item, names) for item in value) + "]"
        case bool() | int() | float() | None:
            return number(value)
        case _:
            msg = f"A script cannot hold {value!r}."
            raise TypeError(msg)


def number(value: Any) -> str:
    """A number as the formatter writes it: 1e-7 for repr's 1e-07."""
    plain = repr(value)
    if isinstance(value, float) and "e" in plain:
        mantissa, _, exponent = plain.partition("e")
        return f"{mantissa}e{exponent}"
    return plain


def places(line: str) -> int:
    """Width of a line in an editor, as formatters count it: a Chinese character takes two places, an accent none."""
    if line.isascii():
        return len(line)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in line)
    return len(line) + wide - sum(unicodedata.category(character) in ("Mn", "Me") for character in line)


def block(value: Any, names: Mapping[str, str], *, indent: str = "", before: str = "", behind: str = "") -> list[str]:
    """A value as lines that fit: on one line, else its items on the next, else one item a line, as formatters do."""
    line = indent + before + flat(value, names) + behind
    if places(line) <= WIDTH or not isinstance(value, Call | Mapping | list | tuple) or not value:
        return [line]
    opening, items, closing = _pieces(value, names)
    inner = indent + INDENT
    together = inner + ", ".join(item.flat(names) if isinstance(item, _Keyed) else flat(item, names) for item in items)
    lines = [indent + before + opening]
    if isinstance(value, Call) and places(together) <= WIDTH:
        lines.append(together)
    else:
        for item in items:
            if isinstance(item, _Keyed):
                lines += block(item.value, names, indent=inner, before=item.key, behind=",")
            else:
                lines += block(item, names, indent=inner, behind=",")
    return [*lines, indent + closing + behind]


class _Keyed:
    """An item with something in front: "lr=" or "'name': "."""

    def __init__(self, key: str, value: Any) -> None:
        self.key, self.value = key, value

    def flat(self, names: Mapping[str, str]) -> str:
        return self.key + flat(self.value, names)


def _pieces(value: Any, names: Mapping[str, str]) -> tuple[str, list[Any], str]:
    match value:
        case Call():
            options = [_Keyed(f"{key}=", option) for key, option in value.options]
            return f"{target(value)}(", [*value.arguments, *options], ")"
        case Mapping():
            return "{", [_Keyed(f"{flat(key, names)}: ", item) for key, item in value.items()], "}"
        case list():
            return "[", list(value), "]"
        case _:
            return "(", list(value), ")"


def _arguments(call: Call, names: Mapping[str, str]) -> Iterator[str]:
    for argument in call.arguments:
        yield flat(argument, names)
    for key, option in call.options:
        yield f"{key}={flat(option, names)}"


def portable_source(calls: Iterable[Call]) -> tuple[list[str], list[str]]:
    """The definitions that these Calls need, each once and in an order that reads well, and the imports they need.

    Returns:
        Import statements, and source texts of functions and classes as they stand in `engine.portable`.
    """
    imports: dict[str, None] = {}
    sources: dict[tuple[str, str], str] = {}
    for call in calls:
        module, _, name = call.target.rpartition(".")
        for wanted in _needed(module, name):
            definitions, module_imports = _module(module)
            source = definitions[wanted]
            sources.setdefault((module, wanted), source)
            used = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
            imports |= dict.fromkeys(line for bound, line in module_imports.items() if bound in used)
    return list(imports), list(sources.values())


def _needed(module: str, name: str) -> list[str]:
    """`name` and what it refers to in its own module, what is referred to first."""
    definitions, _ = _module(module)
    order: list[str] = []

    def visit(wanted: str) -> None:
        if wanted in order:
            return
        names = [node.id for node in ast.walk(ast.parse(definitions[wanted])) if isinstance(node, ast.Name)]
        for other in dict.fromkeys(names):
            if other in definitions and other != wanted:
                visit(other)
        order.append(wanted)

    visit(name)
    return order


@lru_cache
def _module(module: str) -> tuple[dict[str, str], dict[str, str]]:
    """Definitions by name, and the import statement that binds each name, of a portable module, read as text."""
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        msg = f"The source of {module} is not there."
        raise FileNotFoundError(msg)
    source = Path(spec.origin).read_text("utf-8")
    definitions: dict[str, str] = {}
    imports: dict[str, str] = {}
    for node in ast.parse(source).body:
        match node:
            case ast.FunctionDef() | ast.ClassDef():
                definitions[node.name] = ast.get_source_segment(source, node) or ""
            case ast.Assign(targets=[ast.Name(id=name)]):
                definitions[name] = ast.get_source_segment(source, node) or ""
            case ast.Import() | ast.ImportFrom():
                for alias in node.names:
                    single = type(node)(**{**{f: getattr(node, f) for f in node._fields}, "names": [alias]})
                    imports[alias.asname or alias.name] = ast.unparse(single)
            case _:
                pass
    return definitions, imports
