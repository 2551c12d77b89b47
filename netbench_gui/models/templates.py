"""Whole networks to begin with: pure edits that replace the stack."""

from __future__ import annotations

from collections.abc import Callable

from engine.activations import ReLU
from engine.layers import Activation, BatchNormalization, Dense, Dropout, Layer
from engine.project.document import Data, Project
from engine.project.edits import default_layers, output_layer, settle

Hidden = Callable[[Data | None], tuple[Layer, ...]]


def small(data: Data | None) -> tuple[Layer, ...]:
    """One Dense of a size that suits the table."""
    return default_layers(data)[:-1] if data else (Dense(units=16, activation=ReLU()),)


def wide(data: Data | None) -> tuple[Layer, ...]:  # noqa: ARG001 - the same for every table
    """One Dense with many units."""
    return (Dense(units=128, activation=ReLU()),)


def deep(data: Data | None) -> tuple[Layer, ...]:  # noqa: ARG001 - the same for every table
    """Three Dense, each with a Dropout behind it that keeps it from learning by heart."""
    return tuple(
        layer for units in (64, 32, 16) for layer in (Dense(units=units, activation=ReLU()), Dropout(rate=0.2))
    )


def normalized(data: Data | None) -> tuple[Layer, ...]:  # noqa: ARG001 - the same for every table
    """Two Dense whose sums are brought to a common size before they are bent."""
    return tuple(
        layer
        for units in (32, 16)
        for layer in (Dense(units=units), BatchNormalization(), Activation(activation=ReLU()))
    )


def use_template(project: Project, hidden: Hidden) -> Project:
    """Replace all layers: a template's hidden ones, and an output that follows the target."""
    return settle(project.changed(layers=(*hidden(project.data), output_layer(project.data))))
