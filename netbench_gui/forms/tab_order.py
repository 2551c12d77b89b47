"""Lets Tab go from row to row as they stand, whenever they were made."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def order_tabs(root: QWidget) -> None:
    """Put the fields in a widget into the order in which one reads them."""
    chain = [*_fields_in(root.layout())]
    for before, after in pairwise(chain):
        QWidget.setTabOrder(before, after)


def _fields_in(layout: QLayout | None) -> Iterable[QWidget]:
    for index in range(layout.count() if layout else 0):
        item = layout.itemAt(index) if layout else None
        widget = item.widget() if item is not None else None
        if widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        elif isinstance(widget, QScrollArea):
            inside = widget.widget()
            yield from _fields_in(inside.layout() if inside else None)
        elif widget is not None:
            yield from _fields_in(widget.layout())
        elif item is not None:
            yield from _fields_in(item.layout())
