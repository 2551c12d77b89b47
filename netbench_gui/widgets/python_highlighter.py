"""Colours Python source in a text document."""

from __future__ import annotations

import builtins
import keyword
import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_TOKEN = re.compile(
    r"""
    (?P<comment>\#.*)
    | (?P<long>[rbfuRBFU]{0,2}(?:\"{3}|'{3}))
    | (?P<string>[rbfuRBFU]{0,2}(?:"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?))
    | (?P<number>(?<![\w.])(?:0[xXbBoO][\da-fA-F_]+
        |(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?))
    | (?P<word>[^\W\d]\w*)
    """,
    re.VERBOSE,
)
_KEYWORDS = frozenset(keyword.kwlist)
_CONSTANTS = frozenset({"True", "False", "None"}) & frozenset(dir(builtins))
_QUOTES = ('"""', "'''")


class PythonHighlighter(QSyntaxHighlighter):
    """Keywords, strings, numbers and comments in the theme's colours."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme
        self._formats: dict[str, QTextCharFormat] = {}
        self._mix()
        theme.changed.connect(self._on_theme_changed)

    def highlightBlock(self, text: str) -> None:
        # The state of a block: 0 is code, 1 and 2 are inside a long string of either quote.
        start = 0
        inside = self.previousBlockState()
        self.setCurrentBlockState(0)
        if inside > 0:
            start = self._long_string(text, 0, 0, _QUOTES[inside - 1])
        while start < len(text):
            match = _TOKEN.search(text, start)
            if match is None:
                return
            kind, start = match.lastgroup, match.end()
            if kind == "long":
                start = self._long_string(text, match.start(), match.end(), match.group()[-3:])
            elif kind == "word":
                word = match.group()
                if word in _KEYWORDS:
                    role = "number" if word in _CONSTANTS else "keyword"
                    self._paint(match.start(), match.end(), role)
            elif kind is not None:
                self._paint(match.start(), match.end(), kind)

    def _long_string(self, text: str, begin: int, search: int, quote: str) -> int:
        """Paint a long string from `begin` to its end or the line's; return where it ended."""
        found = text.find(quote, search)
        end = len(text) if found < 0 else found + len(quote)
        if found < 0:
            self.setCurrentBlockState(_QUOTES.index(quote) + 1)
        self._paint(begin, end, "string")
        return end

    def _paint(self, start: int, end: int, role: str) -> None:
        # Qt counts UTF-16 units, Python counts characters: they differ beyond the basic plane.
        text = self.currentBlock().text()
        first = len(text[:start].encode("utf-16-le")) // 2
        length = len(text[start:end].encode("utf-16-le")) // 2
        self.setFormat(first, length, self._formats[role])

    def _mix(self) -> None:
        for role in ("keyword", "string", "number", "comment"):
            look = QTextCharFormat()
            look.setForeground(self._theme.color(f"code_{role}"))
            self._formats[role] = look

    def _on_theme_changed(self) -> None:
        self._mix()
        self.rehighlight()
