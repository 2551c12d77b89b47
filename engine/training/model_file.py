"""A model in one safetensors file: its tensors, and its description as JSON in the head. Nothing in it can run code."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import save

from engine.errors import FileError
from engine.messages import QT_TRANSLATE_NOOP
from engine.project.storage import write_file

DESCRIPTION = "netbench"


def write_model(path: Path, tensors: Mapping[str, torch.Tensor], description: str) -> None:
    """Write the file, whole or not at all."""
    write_file(path, save({name: tensor.contiguous() for name, tensor in tensors.items()}, {DESCRIPTION: description}))


def read_model(path: Path) -> tuple[dict[str, torch.Tensor], str]:
    """Read tensors and description.

    Raises:
        FileError: the file is not there, is damaged, or is no model of ours.
    """
    tensors, description = _read(path)
    if not description:
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” holds weights, but no model of NetBench."), file=str(path)
        )
    return tensors, description


def read_weights(path: Path) -> dict[str, torch.Tensor]:
    """Read the tensors alone, of a model or of weights. Errors as of `read_model`."""
    return _read(path)[0]


def flattened(value: Any, name: str, tensors: dict[str, torch.Tensor]) -> Any:
    """A nest of dictionaries, lists, numbers and tensors as JSON; tensors go into `tensors`, by names that begin so."""
    match value:
        case torch.Tensor():
            tensors[name] = value.detach().cpu().clone()
            return {"tensor": name}
        case dict():
            return {"items": [[key, flattened(each, f"{name}{key}/", tensors)] for key, each in value.items()]}
        case list() | tuple():
            kind = "list" if isinstance(value, list) else "tuple"
            return {kind: [flattened(each, f"{name}{place}/", tensors) for place, each in enumerate(value)]}
        case _:
            return {"value": value}


def unflattened(document: Any, tensors: Mapping[str, torch.Tensor]) -> Any:
    """The nest again."""
    ((kind, value),) = document.items()
    match kind:
        case "tensor":
            return tensors[value]
        case "items":
            return {key: unflattened(each, tensors) for key, each in value}
        case "list":
            return [unflattened(each, tensors) for each in value]
        case "tuple":
            return tuple(unflattened(each, tensors) for each in value)
        case _:
            return value


def _read(path: Path) -> tuple[dict[str, torch.Tensor], str | None]:
    if not path.is_file():
        raise FileError(QT_TRANSLATE_NOOP("engine", "There is no file “{file}”."), file=str(path))
    try:
        with safe_open(path, framework="pt") as file:
            description: Any = (file.metadata() or {}).get(DESCRIPTION)
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
    except Exception:  # safetensors has its own errors
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” is no model, or it is damaged."), file=str(path)
        ) from None
    return tensors, description
