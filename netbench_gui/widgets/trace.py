"""A line of many values, thinned as they come so that drawing it stays cheap."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPolygonF

# More points than this cannot be told apart on a screen.
MOST_PLACES = 800


class Trace:
    """Turns a growing list into polygons in the units of the axes; only what is new is looked at.

    Where more values are expected than can be told apart, as for the batches of a long run, each
    place shows the least and the greatest of its values. Values that have no place (not a number,
    infinite) leave a gap.
    """

    def __init__(
        self,
        expected: int,
        distance: float,
        place: Callable[[float], float | None],
        limit: int = MOST_PLACES,
    ) -> None:
        self._width = max(1, math.ceil(expected / limit))
        self._distance = distance
        self._place = place
        self._taken = 0
        self._partial = 0
        self.polygons: list[QPolygonF] = []
        self._broken = True
        # Sum and number of the finite values, for a first guess at the axis.
        self.total, self.number = 0.0, 0

    def follow(self, source: Sequence[float]) -> None:
        """Take in what `source` has grown by."""
        if self._width == 1:
            self._follow_each(source)
        else:
            self._follow_bins(source)

    def _follow_each(self, source: Sequence[float]) -> None:
        for i in range(self._taken, len(source)):
            value = source[i]
            y = self._place(value)
            if y is None:
                self._broken = True
                continue
            self.total, self.number = self.total + value, self.number + 1
            self._add(QPointF((i + 1) * self._distance, y))
        self._taken = len(source)

    def _follow_bins(self, source: Sequence[float]) -> None:
        for _ in range(self._partial):
            self.polygons[-1].removeLast()
        self._partial = 0
        while self._taken < len(source):
            values = source[self._taken : self._taken + self._width]
            points = self._bin(values)
            for point in points:
                self._add(point)
            if len(values) < self._width:
                self._partial = len(points)
                return
            self._count(values)
            self._taken += self._width

    def _bin(self, values: Sequence[float]) -> list[QPointF]:
        ends = _finite_ends(values)
        if ends is None:
            self._broken = True
            return []
        x = (self._taken + len(values)) * self._distance
        places = [self._place(value) for value in ends]
        # In the order in which they came, so that the line does not zigzag without reason.
        if values.index(ends[0]) > values.index(ends[1]):
            places.reverse()
        return [QPointF(x, y) for y in places if y is not None]

    def _count(self, values: Sequence[float]) -> None:
        total = sum(values)
        if math.isfinite(total):
            self.total, self.number = self.total + total, self.number + len(values)

    def _add(self, point: QPointF) -> None:
        if self._broken:
            self.polygons.append(QPolygonF())
            self._broken = False
        self.polygons[-1].append(point)


def _finite_ends(values: Sequence[float]) -> tuple[float, float] | None:
    if not math.isfinite(sum(values)):
        values = [value for value in values if math.isfinite(value)]
    return (min(values), max(values)) if values else None
