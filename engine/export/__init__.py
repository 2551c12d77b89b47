"""Exporters print a Plan."""
