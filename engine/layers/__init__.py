"""Declared layers. A new one is one class in one of these files; `palette` is its place in the palette."""

from engine.layers.base import Layer, Shape, Weight
from engine.layers.core import Activation, Dense, Flatten
from engine.layers.normalization import BatchNormalization, LayerNormalization
from engine.layers.regularization import Dropout, GaussianNoise

__all__ = [
    "Activation", "BatchNormalization", "Dense", "Dropout", "Flatten", "GaussianNoise", "Layer", "LayerNormalization",
    "Shape", "Weight",
]
