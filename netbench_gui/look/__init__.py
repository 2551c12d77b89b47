"""Colours, type, spacing, icons: one token set, one style sheet."""
