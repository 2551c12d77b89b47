"""Paints the pieces of a layer's card, and the small card that a drag carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap

from netbench_gui.look.tokens import OUTLINE, OUTLINE_STRONG, RADIUS_FIELD, RADIUS_PANEL
from netbench_gui.models.layer_list import Card, CardProblem
from netbench_gui.widgets.card_geometry import (
    MOST_DOTS,
    TEXT_LEFT,
    TILE,
    TILE_LEFT,
    CardGeometry,
    StripGeometry,
    button_font,
    more_text,
    problem_layout,
)
from netbench_gui.widgets.chip import ChipKind, chip_size, paint_chip
from netbench_gui.widgets.compositing import has_shadows

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

DRAG_SIZE = QSize(212, 50)
# Room for the shadow around the dragged card.
SHADOW = 6
_GRIP_MIDDLE = 14


def stroke(painter: QPainter, area: QRect, radius: int, color: QColor, width: int) -> None:
    """Draw an outline inside `area`, so that nothing moves when it grows."""
    half = width / 2
    painter.setPen(QPen(color, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(
        QRectF(area).adjusted(half, half, -half, -half), radius - half, radius - half
    )


def fill(painter: QPainter, area: QRect, radius: int, color: QColor) -> None:
    """Fill a rounded area."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(area, radius, radius)


def dashed(painter: QPainter, theme: Theme, area: QRect) -> None:
    """Outline a place where something was, or may come."""
    painter.setPen(QPen(theme.color("control"), OUTLINE, Qt.PenStyle.CustomDashLine))
    pen = painter.pen()
    pen.setDashPattern([3.0, 2.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = theme.px(RADIUS_PANEL)
    painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def paint_icon(
    painter: QPainter, theme: Theme, middle: QPoint, name: str, size: int, role: str
) -> None:
    """Draw an icon around a point."""
    side = theme.icon_size(size).width()
    pixmap = theme.pixmap(name, size, role, ratio=painter.device().devicePixelRatio())
    painter.drawPixmap(middle.x() - side // 2, middle.y() - side // 2, pixmap)


def paint_tile(
    painter: QPainter, theme: Theme, area: QRect, card: Card, *, selected: bool = False
) -> None:
    """A filled tile learns, an outlined tile does not."""
    radius = theme.px(RADIUS_FIELD)
    problem = card.problem is not None and card.problem.severity == "problem"
    icon = "text"
    if selected and card.parameters:
        fill(painter, area, radius, theme.color("accent_fill"))
        icon = "accent_text"
    elif problem:
        fill(painter, area, radius, theme.color("danger_soft"))
        icon = "danger"
    elif card.parameters:
        fill(painter, area, radius, theme.color("accent_soft"))
        icon = "accent"
    else:
        fill(painter, area, radius, theme.color("card"))
        role = "accent" if selected else "border"
        stroke(painter, area, radius, theme.color(role), OUTLINE)
        icon = "accent" if selected else "text"
    paint_icon(painter, theme, area.center() + QPoint(1, 1), card.icon, 18, icon)


def tile_area(theme: Theme, main: QRect, left: int = TILE_LEFT) -> QRect:
    """The place of the tile on a card."""
    side = theme.px(TILE)
    return QRect(main.left() + theme.px(left), main.top() + (main.height() - side) // 2, side, side)


def paint_grip(painter: QPainter, theme: Theme, main: QRect) -> None:
    """Draw six dots to take hold of."""
    middle = QPoint(main.left() + theme.px(_GRIP_MIDDLE), main.center().y() + 1)
    step, side = theme.px(4), 2 if theme.zoom < 1.4 else 3
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("muted"))
    for column in (-step // 2, step // 2):
        for row in (-step, 0, step):
            x, y = middle.x() + column - side // 2, middle.y() + row - side // 2
            painter.drawRect(x, y, side, side)


def paint_lines(
    painter: QPainter,
    theme: Theme,
    area: QRect,
    lines: tuple[str, str],
    roles: tuple[str, str] = ("text", "muted"),
) -> QRect:
    """Draw name and second line in the middle of `area`; return the name's place."""
    fonts = theme.font("strong"), theme.font("caption")
    metrics = [QFontMetrics(font) for font in fonts]
    gap = theme.px(2)
    top = area.top() + (area.height() - metrics[0].height() - gap - metrics[1].height()) // 2
    name = QRect()
    for font, metric, text, role in zip(fonts, metrics, lines, roles, strict=True):
        place = QRect(area.left(), top, area.width(), metric.height())
        shown = metric.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.setFont(font)
        painter.setPen(theme.color(role))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        if name.isNull():
            name = QRect(place.left(), top, metric.horizontalAdvance(shown), metric.height())
        top += metric.height() + gap
    return name


def text_area(theme: Theme, main: QRect, end: int, left: int = TEXT_LEFT) -> QRect:
    """The room of the two lines, up to `end` from the card's left edge."""
    start = theme.px(left)
    return QRect(main.left() + start, main.top(), max(end - start, 0), main.height())


def paint_card_chip(
    painter: QPainter, theme: Theme, card: Card, name: QRect, end: int, *, icon_only: bool
) -> None:
    """Draw "follows species" or "set by hand" behind the name, as much of it as there is room."""
    kind: ChipKind = "accent" if card.follows else "neutral"
    icon = "link" if card.follows else ""
    left = name.right() + 1 + theme.px(8)
    text, room = card.chip, end - left
    if chip_size(theme, text, kind, icon).width() > room:
        frame = chip_size(theme, "", kind, icon).width() + theme.px(4)
        metrics = QFontMetrics(theme.font("caption"))
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room - frame)
        icon_only = icon_only or room - frame < theme.px(44)
    if icon_only:
        text, icon = "", "link" if card.follows else "unlink"
    size = chip_size(theme, text, kind, icon)
    if size.width() <= room:
        top = name.center().y() - size.height() // 2
        paint_chip(painter, theme, QPoint(left, top), text, kind, icon)


def paint_dots(painter: QPainter, theme: Theme, geometry: CardGeometry, card: Card) -> None:
    """One dot for each value, some hollow where values are switched off, and how many more."""
    shown = min(card.units, MOST_DOTS)
    off = round(card.hollow * shown)
    hollow = {(1 + number * shown // off) % shown for number in range(off)}
    color = theme.color("train", 0.8)
    for number in range(shown):
        place = geometry.dot(theme, number)
        if number in hollow:
            pen = QPen(theme.color("muted"), OUTLINE)
            pen.setDashPattern([1.6, 1.54])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawEllipse(place.adjusted(-0.5, -0.5, 0.5, 0.5))
    if more := more_text(card):
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font("caption"))
        last = geometry.dots.bottom() - QFontMetrics(painter.font()).height() + theme.px(2)
        area = QRect(geometry.dots.right() + 1, last, 400, QFontMetrics(painter.font()).height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, more)


def paint_figure(
    painter: QPainter, theme: Theme, main: QRect, right: int, text: str, role: str = "text"
) -> None:
    """Draw a figure that ends at `right` from the card's left edge."""
    painter.setFont(theme.font("body"))
    painter.setPen(theme.color(role))
    area = QRect(main.left(), main.top(), right, main.height())
    painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


def paint_strip(
    painter: QPainter, theme: Theme, geometry: CardGeometry, problem: CardProblem
) -> None:
    """Draw the sentence and its fix below the card."""
    is_problem = problem.severity == "problem"
    strip = geometry.strip
    outline = QPainterPath()
    radius = theme.px(RADIUS_PANEL)
    outline.addRoundedRect(QRectF(geometry.card), radius, radius)
    painter.save()
    painter.setClipPath(outline)
    painter.fillRect(strip, theme.color("danger_soft" if is_problem else "warning_soft"))
    painter.restore()
    measured = StripGeometry.measure(theme, problem, strip.width())
    icon, role = ("circle-alert", "danger") if is_problem else ("triangle-alert", "warning")
    middle = measured.icon.translated(strip.topLeft()).center() + QPoint(1, 1)
    paint_icon(painter, theme, middle, icon, 18, role)
    painter.setPen(theme.color("text"))
    place = measured.text.translated(strip.topLeft())
    problem_layout(theme, problem, place.width()).draw(painter, place.topLeft())
    if not geometry.fix.isNull():
        paint_button(painter, theme, geometry.fix, problem)


def paint_button(painter: QPainter, theme: Theme, area: QRect, problem: CardProblem) -> None:
    """Draw the fix: filled for a problem, plain for a notice."""
    radius = theme.px(RADIUS_FIELD)
    is_problem = problem.severity == "problem"
    fill(painter, area, radius, theme.color("accent_fill" if is_problem else "card"))
    if not is_problem:
        stroke(painter, area, radius, theme.color("control"), OUTLINE)
    font = button_font(theme, problem)
    painter.setFont(font)
    painter.setPen(theme.color("accent_text" if is_problem else "text"))
    room = area.width() - 2 * theme.px(6)
    text = QFontMetrics(font).elidedText(problem.fix, Qt.TextElideMode.ElideRight, room)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


def paint_ring(painter: QPainter, theme: Theme, card: QRect) -> None:
    """Draw the keyboard's ring, two pixels off the card."""
    ring = card.adjusted(-4, -4, 4, 4)
    stroke(painter, ring, theme.px(RADIUS_PANEL) + 4, theme.color("accent"), OUTLINE_STRONG)


def drag_pixmap(theme: Theme, card: Card, ratio: float) -> QPixmap:
    """The card in small with a shadow, as the mouse carries it."""
    size = QSize(theme.px(DRAG_SIZE.width()), theme.px(DRAG_SIZE.height()))
    room = _shadow_room()
    pixmap = QPixmap((size + QSize(2 * room, 2 * room)) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    # Without shadows there is no transparency either: the corners are the panel's.
    pixmap.fill(Qt.GlobalColor.transparent if room else theme.color("surface"))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRect(QPoint(room, room), size)
    radius = theme.px(RADIUS_PANEL)
    for reach, strength in ((4, 0.04), (2, 0.06), (1, 0.08)) if room else ():
        shadow = area.translated(0, 2).adjusted(-reach, -reach, reach, reach)
        fill(painter, shadow, radius + reach, QColor(0, 0, 0, round(255 * strength)))
    fill(painter, area, radius, theme.color("card"))
    stroke(painter, area, radius, theme.color("accent"), OUTLINE)
    paint_grip(painter, theme, area)
    paint_tile(painter, theme, tile_area(theme, area, 29), card)
    lines = text_area(theme, area, area.width() - theme.px(8), 29 + TILE + 8)
    paint_lines(painter, theme, lines, (card.title, card.summary))
    painter.end()
    return pixmap


def drag_hot_spot(theme: Theme) -> QPoint:
    """Where the mouse holds the picture: the grip."""
    room, middle = _shadow_room(), theme.px(DRAG_SIZE.height()) // 2
    return QPoint(room + theme.px(_GRIP_MIDDLE), room + middle)


def _shadow_room() -> int:
    return SHADOW if has_shadows() else 0
