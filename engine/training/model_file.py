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
    if description is None:
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” holds weights, but no model of NetBench."), file=str(path)
        )
    return tensors, description
