"""The numbers of a run by name, each a list that grows with the epochs, as charts want them."""

from __future__ import annotations

import csv
import io
import math

from engine.history import History


class RunColumns:
    """Follows a history; only what is new is looked at."""

    def __init__(self) -> None:
        self._columns: dict[str, list[float]] = {}
        self._smoothed: dict[tuple[str, int], list[float]] = {}
        self.epochs = 0

    def follow(self, history: History) -> None:
        """Take in the epochs that have come since."""
        for logs in history.epochs[self.epochs :]:
            for name in logs.keys() - self._columns.keys():
                self.column(name)
            self.epochs += 1
            for name, values in self._columns.items():
                value = logs.get(name)
                values.append(math.nan if value is None else float(value))
        for name, over in self._smoothed:
            self._extend_smoothed(name, over)

    def column(self, name: str) -> list[float]:
        """The values of one name; a list that will grow, empty while there are none."""
        if name not in self._columns:
            self._columns[name] = [math.nan] * self.epochs
        return self._columns[name]

    def smoothed(self, name: str, over: int) -> list[float]:
        """The mean of each value and those before it, at most `over` of them; grows as well."""
        if over <= 1:
            return self.column(name)
        if (name, over) not in self._smoothed:
            self._smoothed[name, over] = []
            self._extend_smoothed(name, over)
        return self._smoothed[name, over]

    def _extend_smoothed(self, name: str, over: int) -> None:
        values, means = self.column(name), self._smoothed[name, over]
        for end in range(len(means) + 1, len(values) + 1):
            window = [value for value in values[max(0, end - over) : end] if math.isfinite(value)]
            means.append(sum(window) / len(window) if window else math.nan)


def history_csv(history: History) -> str:
    """The epochs as a table, every digit kept."""
    names = ["epoch", *dict.fromkeys(name for logs in history.epochs for name in logs)]
    text = io.StringIO()
    writer = csv.DictWriter(text, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(history.records)
    return text.getvalue()
