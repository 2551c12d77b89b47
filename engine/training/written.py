"""Functions from text that training itself has written, of declared parts and checked numbers; nothing of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import torch


def function_of(text: str, name: str, objects: Mapping[str, Any]) -> Callable[..., Any]:
    """The function that the text defines under this name; it knows torch and these objects."""
    space: dict[str, Any] = {"torch": torch, "Tensor": torch.Tensor, "List": list, **objects}
    exec(compile(text, f"<{name}>", "exec"), space)
    function: Callable[..., Any] = space[name]
    return function
