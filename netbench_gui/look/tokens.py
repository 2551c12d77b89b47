"""The colours, type sizes and spacing of the window: the only place that names them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

TypeName = Literal["caption", "body", "medium", "strong", "title", "headline", "code", "code_small"]

ZOOM_STEPS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6, 1.8, 2.0)
PROJECTOR_ZOOM = 1.6
SMALLEST_SIZE = 960, 600  # of the window, in pixels at 100 %

# Role -> (light, dark). Ratios and colour differences are recomputed in tests/gui/test_theme.py.
COLORS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "bg": ("#EDF0F3", "#12161B"),
        "surface": ("#FFFFFF", "#1A2027"),
        "raised": ("#F5F7F9", "#222932"),
        # Cards, fields and buttons: white on light, lifted off the panel on dark.
        "card": ("#FFFFFF", "#222932"),
        "hover": ("#EAEEF2", "#2A333E"),
        "border": ("#D5DBE2", "#343E4A"),
        "control": ("#7C8794", "#728092"),
        "text": ("#17202B", "#E7ECF2"),
        "muted": ("#556170", "#A5B0BD"),
        "disabled": ("#98A2AE", "#66717F"),
        "accent": ("#1B5FC1", "#7FB2FF"),
        "accent_fill": ("#1B5FC1", "#2E6CD1"),
        "accent_fill_hover": ("#164FA3", "#2561C2"),
        "accent_text": ("#FFFFFF", "#FFFFFF"),
        "accent_soft": ("#E6EFFB", "#1C2E48"),
        "selection": ("#CFE1F8", "#27456F"),
        "success": ("#0A775F", "#5FD9B8"),
        "success_soft": ("#E4F5F0", "#16322C"),
        "warning": ("#8F6200", "#F2C14E"),
        "warning_soft": ("#FDF3DA", "#3A2F17"),
        "danger": ("#A10F37", "#F0717F"),
        "danger_soft": ("#FCE9EC", "#42202A"),
        "train": ("#1B5FC1", "#7FB2FF"),
        "val": ("#BF5600", "#F0A04B"),
        "test": ("#6C7683", "#98A3B0"),
        "grid": ("#E4E8ED", "#29313B"),
        "c1": ("#1B5FC1", "#7FB2FF"),
        "c2": ("#BF5600", "#F0A04B"),
        "c3": ("#16A08A", "#2F8A76"),
        "c4": ("#8E1F66", "#F06BB0"),
        "c5": ("#3F3800", "#A8761A"),
        "code_keyword": ("#7A2E8F", "#D6A0E6"),
        "code_string": ("#0A6E58", "#63CDAE"),
        "code_number": ("#9A4600", "#F0A96B"),
        "code_comment": ("#5A6673", "#8E9AA8"),
        # Painted on `danger`, as in the badge that counts problems.
        "danger_text": ("#FFFFFF", "#12161B"),
    }
)

# The dashes of a series in units of its line's width; colour never stands alone.
DASHES: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {"train": (), "val": (3.0, 2.5), "test": (0.75, 2.0)}
)


@dataclass(frozen=True, slots=True)
class TextStyle:
    """A size in pixels at 100 % and a weight."""

    size: int
    weight: int


TYPES: Mapping[TypeName, TextStyle] = MappingProxyType(
    {
        "caption": TextStyle(12, 400),
        "body": TextStyle(13, 400),
        "medium": TextStyle(13, 500),
        "strong": TextStyle(13, 600),
        "title": TextStyle(14, 600),
        "headline": TextStyle(16, 600),
        "code": TextStyle(13, 400),
        "code_small": TextStyle(12, 400),
    }
)

# Fixed heights of rows in pixels at 100 %.
ROWS: Mapping[str, int] = MappingProxyType(
    {
        "menu": 28,
        "tool_bar": 52,
        "tool_button": 36,
        "head": 40,
        "form": 34,
        "field": 28,
        "column": 26,
        "palette": 32,
        "tab": 38,
        "card": 50,
        "card_strip": 40,
        "total": 28,
        "status": 28,
        "code": 20,
    }
)

# Spacing: the grid of four.
STEP_1, STEP_2, STEP_3, STEP_4, STEP_6 = 4, 8, 12, 16, 24
RADIUS_PANEL, RADIUS_FIELD, RADIUS_CHIP = 8, 6, 4
OUTLINE, OUTLINE_STRONG = 1, 2
FOCUS_OFFSET = 2


@dataclass(frozen=True, slots=True)
class Tokens:
    """One consistent set of colours and sizes: light or dark, at one zoom.

    Type grows with the zoom itself, space and icons less, lines of curves more: so a projected
    window stays in proportion. Outlines do not grow.
    """

    dark: bool = False
    zoom: float = 1.0
    chinese: bool = False

    def scale(self, zoom: float) -> "Tokens":
        """Return the same set at another zoom."""
        return replace(self, zoom=zoom)

    def color(self, role: str) -> str:
        """Return the colour of a role as `#rrggbb`."""
        return COLORS[role][self.dark]

    def type_px(self, name: TypeName) -> int:
        """Return the height of a text style in pixels."""
        return round(TYPES[name].size * self.zoom)

    def weight(self, name: TypeName) -> int:
        """Return the weight of a text style.

        Some Chinese families have one weight only, and what Qt draws bold in their place begins at 700.
        """
        weight = TYPES[name].weight
        return 700 if self.chinese and weight == 600 else weight

    def px(self, value: float) -> int:
        """Scale a space, a row or a tile."""
        return round(value * (1 + 0.73 * (self.zoom - 1)))

    def row(self, name: str) -> int:
        """Return the height of a named row."""
        return self.px(ROWS[name])

    def icon_px(self, value: float) -> int:
        """Scale an icon or a check box."""
        return round(value * (1 + 0.83 * (self.zoom - 1)))

    def line(self, width: float) -> float:
        """Scale the width of a curve."""
        return width * (1 + 1.25 * (self.zoom - 1))


def projector_zoom(width: int, height: int) -> float:
    """The step for a screen of so many pixels: 160 %, or on a small one the largest that leaves room for the panels."""
    room = min(width / SMALLEST_SIZE[0], height / SMALLEST_SIZE[1])
    return max((step for step in ZOOM_STEPS if step <= min(room, PROJECTOR_ZOOM)), default=1.0)
