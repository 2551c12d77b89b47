"""Keras's words over the same trainer: Sequential. Importing this loads no torch; building a network does."""

from engine.models.history import FitHistory
from engine.models.saving import clone_model, load_model, model_from_json, save_model
from engine.models.seeding import set_random_seed
from engine.models.sequential import Sequential

__all__ = ["FitHistory", "Sequential", "clone_model", "load_model", "model_from_json", "save_model", "set_random_seed"]
