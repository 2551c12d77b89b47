"""Where things stand on a layer's card; head, cards and total share the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QFont, QFontMetrics, QTextCharFormat, QTextLayout

from netbench_gui.look.figures import count
from netbench_gui.models.layer_list import Card, CardProblem
from netbench_gui.widgets.chip import chip_size

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

DOTS_IN_ROW, MOST_DOTS = 8, 16
# Half of the gap between two cards; the focus ring fits into it.
RING_ROOM = 4
MARK_GAP = 16
TILE_LEFT, TILE, TEXT_LEFT, RIGHT = 31, 32, 73, 13
GRIP_WIDTH, BIN = 24, 28
DOT, DOT_STEP = 7, 11.5
_NO_DOTS_BELOW, _ICON_CHIPS_BELOW, _NO_PARAMETERS_BELOW = 420, 340, 260
# Between dots and outputs: as drawn, and where the names want the room.
_GAP, _LEAST_GAP, _LONGEST_LINE = 24, 6, 150
_BETWEEN_FIGURES = 10
LOW_CARD = 44


@dataclass(frozen=True)
class CardColumns:
    """The columns of the stack, from the left edge of a card; None: there is no room for it.

    Attributes:
        width: of a card; `height` without its strip.
        units: left edge of the dots.
        output, parameters: right edges of the figures.
        chip_icons: whether a chip shows its icon alone.
    """

    width: int
    height: int
    units: int | None
    output: int
    parameters: int | None
    chip_icons: bool

    @classmethod
    def measure(
        cls,
        theme: Theme,
        width: int,
        cards: Sequence[Card],
        heads: Sequence[str],
        memory: str,
        *,
        low: bool = False,
    ) -> CardColumns:
        """Make every column as wide as its widest entry.

        Args:
            theme: for the fonts.
            width: of a card.
            cards: all cards of the stack.
            heads: titles of the columns for units, output and parameters.
            memory: what the total says below the outputs.
            low: whether the window is low, so that cards have to be, too.
        """
        body, caption = QFontMetrics(theme.font("body")), QFontMetrics(theme.font("caption"))
        strong = QFontMetrics(theme.font("strong"))
        total = strong.horizontalAdvance(count(sum(card.parameters for card in cards)))
        numbers = [body.horizontalAdvance(count(card.parameters)) for card in cards]
        outputs = [body.horizontalAdvance(card.output) for card in cards]
        parameters = max(total, caption.horizontalAdvance(heads[2]), *numbers)
        output = max(*caption_widths(caption, heads[1], memory), *outputs)
        more = [caption.horizontalAdvance(more_text(card)) for card in cards if more_text(card)]
        dots = ceil(dot_step(theme) * DOTS_IN_ROW) + max(more, default=0)
        right = width - theme.px(RIGHT)
        output_right = right - parameters - theme.px(21)
        outputs_left = output_right - output - dots
        around = theme.px(TEXT_LEFT) + theme.px(8)
        names = around + max(_name_width(theme, card) for card in cards)
        units = min(max(outputs_left - theme.px(_GAP), names), outputs_left - theme.px(_LEAST_GAP))
        lines = min(max(*map(caption.horizontalAdvance, _lines(cards))), theme.px(_LONGEST_LINE))
        narrow = width < theme.px(_NO_DOTS_BELOW) or units < around + lines
        crowded = width < theme.px(_NO_PARAMETERS_BELOW)
        return cls(
            width=width,
            height=theme.px(LOW_CARD) if low else theme.row("card") + 2,
            units=None if narrow else units,
            output=right if crowded else output_right,
            parameters=None if crowded else right,
            chip_icons=width < theme.px(_ICON_CHIPS_BELOW),
        )

    def figures(self, theme: Theme, card: Card, bin_room: int) -> tuple[int, int | None]:
        """Right edges of a card's output and parameters, where a bin takes this much room at the right."""
        if self.parameters is None:
            return self.output - bin_room, None
        right = self.parameters - bin_room
        left = right - QFontMetrics(theme.font("body")).horizontalAdvance(count(card.parameters))
        return min(self.output, left - theme.px(_BETWEEN_FIGURES)), right

    def text_end(self, theme: Theme, card: Card) -> int:
        """Where the name has to end."""
        if self.units is not None:
            return self.units - theme.px(8)
        width = QFontMetrics(theme.font("body")).horizontalAdvance(card.output)
        return self.output - width - theme.px(8)


def dot_step(theme: Theme) -> float:
    """From one dot to the next."""
    return theme.px(10 * DOT_STEP) / 10


def _name_width(theme: Theme, card: Card) -> int:
    """How much room name and chip would like to have."""
    width = QFontMetrics(theme.font("strong")).horizontalAdvance(card.title)
    if card.chip:
        icon = "link" if card.follows else ""
        width += theme.px(8) + chip_size(theme, card.chip, icon=icon).width()
    return width


def _lines(cards: Sequence[Card]) -> list[str]:
    return ["", *(card.summary for card in cards)]


def caption_widths(metrics: QFontMetrics, *texts: str) -> list[int]:
    """Widths of texts in one font."""
    return [metrics.horizontalAdvance(text) for text in texts]


def more_text(card: Card) -> str:
    """How many units stand behind the last dot: "+48"."""
    return f"+{count(card.units - MOST_DOTS)}" if card.units > MOST_DOTS else ""


def problem_layout(theme: Theme, problem: CardProblem, width: int) -> QTextLayout:
    """The sentence of a strip, broken into lines of `width`."""
    layout = QTextLayout(problem.text, theme.font("body"))
    formats, start = [], 0
    for text, bold in problem.pieces:
        piece = QTextLayout.FormatRange()
        piece.start, piece.length = start, len(text)
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight(theme.tokens.weight("strong" if bold else "body")))
        piece.format = look
        formats.append(piece)
        start += len(text)
    layout.setFormats(formats)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout


@dataclass(frozen=True)
class StripGeometry:
    """The strip of a card, from its own top left corner; `button` is null where there is no fix."""

    height: int
    icon: QRect
    text: QRect
    button: QRect

    @classmethod
    def measure(cls, theme: Theme, problem: CardProblem, width: int) -> StripGeometry:
        """Put sentence and button side by side, or below each other where it is narrow."""
        px, least = theme.px, theme.row("card_strip")
        left, side = px(40), px(10)
        label = QFontMetrics(button_font(theme, problem)).horizontalAdvance(problem.fix)
        wanted = label + 2 * px(11) if problem.fix else 0
        button_width, button_height = min(wanted, width - left - side), theme.row("field")
        room = width - left - side - (wanted + px(12) if wanted else 0)
        below = bool(wanted) and room < px(170)
        if below:
            room = width - left - side
        text = int(problem_layout(theme, problem, room).boundingRect().height() + 0.999)
        top = px(8)
        height = text + 2 * top + (button_height + px(6) if below else 0)
        if not below:
            height = max(least, height)
            top = (height - text) // 2
        button = QRect()
        if wanted and below:
            button = QRect(left, top + text + px(6), button_width, button_height)
        elif wanted:
            across = (height - button_height) // 2
            button = QRect(width - side - button_width, across, button_width, button_height)
        icon = theme.icon_size(18).width()
        first = top if below or text > button_height else (height - icon) // 2
        return cls(height, QRect(px(14), first, icon, icon), QRect(left, top, room, text), button)


def button_font(theme: Theme, problem: CardProblem) -> QFont:
    """The font of the fix button: filled for a problem, plain for a notice."""
    return theme.font("strong" if problem.severity == "problem" else "medium")


@dataclass(frozen=True)
class CardGeometry:
    """All places of one card in the view's coordinates.

    Attributes:
        card: the outline; `main` is its upper part, `strip` the lower one, null without a problem.
    """

    card: QRect
    main: QRect
    strip: QRect
    fix: QRect
    bin: QRect
    grip: QRect
    dots: QRect

    @classmethod
    def place(
        cls, theme: Theme, item: QRect, card: Card, columns: CardColumns, above: int
    ) -> CardGeometry:
        """Lay a card out in the rectangle of its item, `above` pixels below its top."""
        left, top = item.left() + RING_ROOM, item.top() + above
        main = QRect(left, top, columns.width, columns.height)
        outline, strip, fix = QRect(main), QRect(), QRect()
        if card.problem is not None:
            measured = StripGeometry.measure(theme, card.problem, columns.width)
            strip = QRect(main.left(), main.bottom() + 1, main.width(), measured.height)
            outline = main.united(strip)
            if not measured.button.isNull():
                fix = measured.button.translated(strip.topLeft())
        side = theme.px(BIN)
        right = main.right() + 1 - theme.px(2)
        bin_place = QRect(right - side, main.center().y() - side // 2, side, side)
        grip = QRect(main.left(), main.top(), theme.px(GRIP_WIDTH), main.height())
        dots = cls._dots(theme, main, card, columns)
        return cls(outline, main, strip, fix, bin_place, grip, dots)

    @staticmethod
    def _dots(theme: Theme, main: QRect, card: Card, columns: CardColumns) -> QRect:
        if columns.units is None or not card.units:
            return QRect()
        shown, step = min(card.units, MOST_DOTS), dot_step(theme)
        rows = 1 + (shown - 1) // DOTS_IN_ROW
        left, height = main.left() + columns.units, ceil(rows * step)
        top = main.center().y() - height // 2
        return QRect(left, top, ceil(min(shown, DOTS_IN_ROW) * step), height)

    def dot(self, theme: Theme, number: int) -> QRectF:
        """The place of one dot."""
        step, side = dot_step(theme), theme.px(DOT)
        row, column = divmod(number, DOTS_IN_ROW)
        inset = (step - side) / 2
        return QRectF(
            self.dots.left() + column * step, self.dots.top() + row * step + inset, side, side
        )


def card_height(theme: Theme, card: Card, columns: CardColumns) -> int:
    """Height of a card with its strip, if it has one."""
    if card.problem is None:
        return columns.height
    return columns.height + StripGeometry.measure(theme, card.problem, columns.width).height
