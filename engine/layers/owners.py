"""Which model works with the layer of a description: `layer.get_weights()` then reads what the model has learnt."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from engine.layers.base import Layer


class Owner(Protocol):
    """A model, as its layers' descriptions see it."""

    def live_layer_of(self, given: Layer) -> Any:
        """The live layer of a description that it was given."""


# By the identity of a description, for nothing is attached to that; it does not keep its model alive.
_OWNERS: dict[int, weakref.ref[Owner]] = {}


def own(given: Layer, model: Owner) -> None:
    """Make a model the owner of a description that no other owns."""
    if owner_of(given) is None:
        if id(given) not in _OWNERS:
            weakref.finalize(given, _OWNERS.pop, id(given), None).atexit = False
        _OWNERS[id(given)] = weakref.ref(model)


def disown(given: Layer, model: Owner) -> None:
    """Say that the model works with it no longer."""
    if owner_of(given) is model:
        del _OWNERS[id(given)]


def owner_of(given: Layer) -> Owner | None:
    """The first model, of those that are still there, to which the description was given."""
    found = _OWNERS.get(id(given))
    return found() if found is not None else None
