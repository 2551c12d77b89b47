"""Declared parts: one frozen, checked class per layer, loss or optimizer, from which everything else follows."""

from engine.spec.complaints import explain
from engine.spec.left_out import refusing
from engine.spec.members import AnyOf, family_of
from engine.spec.part import HIDDEN, Part, Value, plain_number

__all__ = ["HIDDEN", "AnyOf", "Part", "Value", "explain", "family_of", "plain_number", "refusing"]
