"""Rows of editors that follow from a declared part's fields."""
