"""The card of a layer: painted by a delegate, clicked through `editorEvent`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from netbench_gui.i18n import listed
from netbench_gui.look.figures import count, plural
from netbench_gui.look.tokens import OUTLINE, OUTLINE_STRONG, RADIUS_PANEL
from netbench_gui.models.layer_list import CARD_ROLE, Card
from netbench_gui.widgets import card_paint
from netbench_gui.widgets.card_geometry import (
    MOST_DOTS,
    RING_ROOM,
    CardColumns,
    CardGeometry,
    card_height,
)
from netbench_gui.widgets.stack_motion import StackMotion

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

Index = QModelIndex | QPersistentModelIndex
Part = Literal["bin", "fix", "grip", "dots", "card", ""]
BUTTONS = frozenset({"bin", "fix"})


class LayerCardDelegate(QStyledItemDelegate):
    """Paints cards in all their states.

    Attributes:
        columns: of the stack; its owner measures them anew when the width or a figure changes.
        moving: the layer that the mouse carries, whose old place is dashed.

    Signals:
        removal_wanted(layer_id): the bin was clicked.
        fix_wanted(layer_id): the fix button was clicked.
    """

    removal_wanted = Signal(str)
    fix_wanted = Signal(str)

    def __init__(self, theme: Theme, motion: StackMotion, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._motion = motion
        self._pressed: tuple[str, Part] = ("", "")
        self.columns = CardColumns(0, 0, None, 0, 0, chip_icons=False)
        self.moving: str | None = None

    def part_at(self, index: Index, item: QRect, place: QPoint) -> Part:
        """What of a card lies under the mouse; `item` is the rectangle of its row."""
        card: Card = index.data(CARD_ROLE)
        geometry = self.geometry(index, item)
        if not geometry.card.contains(place):
            return ""
        if geometry.fix.contains(place):
            return "fix"
        if geometry.dots.contains(place):
            return "dots"
        if not card.is_input and geometry.bin.contains(place):
            return "bin"
        return "grip" if not card.is_input and geometry.grip.contains(place) else "card"

    def geometry(self, index: Index, item: QRect) -> CardGeometry:
        """Where the parts of a card are."""
        above = self._theme.px(RING_ROOM) + self._motion.gap(self._theme, index.row())
        return CardGeometry.place(self._theme, item, index.data(CARD_ROLE), self.columns, above)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        card: Card = index.data(CARD_ROLE)
        height = card_height(self._theme, card, self.columns) + 2 * self._theme.px(RING_ROOM)
        height += self._motion.gap(self._theme, index.row())
        if index.row() == index.model().rowCount() - 1:
            height += self._motion.gap(self._theme, index.row() + 1)
        return QSize(self.columns.width + 2 * RING_ROOM, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: Card = index.data(CARD_ROLE)
        item = option.rect.translated(0, self._motion.slide(card.layer_id))
        geometry = self.geometry(index, item)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_connectors(painter, geometry, item, index)
        if card.layer_id and card.layer_id == self.moving:
            self._paint_moving(painter, geometry, card)
        else:
            self._paint_card(painter, geometry, card, option.state)
        painter.restore()

    def _paint_connectors(
        self, painter: QPainter, geometry: CardGeometry, item: QRect, index: Index
    ) -> None:
        tile = card_paint.tile_area(self._theme, geometry.main)
        left, color = tile.center().x(), self._theme.color("control")
        if index.row() > 0:
            painter.fillRect(left, item.top(), 2, geometry.card.top() - item.top(), color)
        if index.row() < index.model().rowCount() - 1:
            top = geometry.card.bottom() + 1
            painter.fillRect(left, top, 2, item.bottom() + 1 - top, color)

    def _paint_moving(self, painter: QPainter, geometry: CardGeometry, card: Card) -> None:
        theme, main = self._theme, geometry.main
        card_paint.dashed(painter, theme, geometry.card)
        card_paint.paint_grip(painter, theme, main)
        card_paint.paint_tile(painter, theme, card_paint.tile_area(theme, main), card)
        area = card_paint.text_area(theme, main, self.columns.text_end(theme, card))
        lines = (card.title, self.tr("moving"))
        card_paint.paint_lines(painter, theme, area, lines, ("disabled", "muted"))

    def _paint_card(
        self, painter: QPainter, geometry: CardGeometry, card: Card, state: QStyle.StateFlag
    ) -> None:
        theme, main, columns = self._theme, geometry.main, self.columns
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver) and not card.is_input
        self._paint_frame(painter, geometry, card, selected=selected, hovered=hovered)
        if not card.is_input:
            card_paint.paint_grip(painter, theme, main)
        card_paint.paint_tile(
            painter, theme, card_paint.tile_area(theme, main), card, selected=selected
        )
        end = columns.text_end(theme, card)
        area = card_paint.text_area(theme, main, end)
        name = card_paint.paint_lines(painter, theme, area, (card.title, card.summary))
        if card.chip:
            card_paint.paint_card_chip(
                painter, theme, card, name, main.left() + end, icon_only=columns.chip_icons
            )
        if not geometry.dots.isNull():
            card_paint.paint_dots(painter, theme, geometry, card)
        self._paint_figures(painter, main, card, theme.px(24) if hovered else 0)
        if hovered:
            middle = geometry.bin.center() + QPoint(1, 1)
            card_paint.paint_icon(painter, theme, middle, "trash-2", 16, "muted")
        if state & QStyle.StateFlag.State_HasFocus:
            card_paint.paint_ring(painter, theme, geometry.card)

    def _paint_figures(self, painter: QPainter, main: QRect, card: Card, bin_room: int) -> None:
        theme = self._theme
        output, parameters = self.columns.figures(theme, card, bin_room)
        if parameters is not None:
            role, text = "text" if card.parameters else "muted", count(card.parameters)
            card_paint.paint_figure(painter, theme, main, parameters, text, role)
        card_paint.paint_figure(painter, theme, main, output, card.output)

    def _paint_frame(
        self,
        painter: QPainter,
        geometry: CardGeometry,
        card: Card,
        *,
        selected: bool,
        hovered: bool,
    ) -> None:
        theme, radius = self._theme, self._theme.px(RADIUS_PANEL)
        color = theme.color("accent_soft" if selected else "hover" if hovered else "card")
        if not selected:
            color = _mix(color, theme.color("accent_soft"), self._motion.flash(card.layer_id))
        card_paint.fill(painter, geometry.card, radius, color)
        problem = card.problem
        if problem is not None:
            card_paint.paint_strip(painter, theme, geometry, problem)
        role, width = "control" if hovered else "border", OUTLINE
        if problem is not None and problem.severity == "problem":
            role, width = "danger", OUTLINE_STRONG
        elif selected:
            role, width = "accent", OUTLINE_STRONG
        card_paint.stroke(painter, geometry.card, radius, theme.color(role), width)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Take a press and a release on the same painted button as its click."""
        del model
        if not isinstance(event, QMouseEvent) or event.button() != Qt.MouseButton.LeftButton:
            return False
        card: Card = index.data(CARD_ROLE)
        part = self.part_at(index, option.rect, event.position().toPoint())
        if event.type() in {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}:
            self._pressed = (card.layer_id, part)
            return part in BUTTONS
        if event.type() != QEvent.Type.MouseButtonRelease:
            return False
        clicked, self._pressed = self._pressed == (card.layer_id, part), ("", "")
        if clicked and part == "bin":
            self.removal_wanted.emit(card.layer_id)
        elif clicked and part == "fix":
            self.fix_wanted.emit(card.layer_id)
        return part in BUTTONS

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        text = self.tooltip(index, option.rect, event.pos())
        QToolTip.showText(event.globalPos(), text, view)
        return True

    def tooltip(self, index: Index, item: QRect, place: QPoint) -> str:
        """What a part of a card says when the mouse rests on it."""
        card: Card = index.data(CARD_ROLE)
        part = self.part_at(index, item, place)
        if part == "dots":
            return self._dot_tooltip(card, self.geometry(index, item), place)
        texts: dict[Part, str] = {
            "bin": self.tr("Remove this layer (Delete)."),
            "grip": self.tr("Drag to move (Alt+Up, Alt+Down); drop outside to remove."),
            "card": card.description,
        }
        if part == "fix" and card.problem is not None:
            return self.tr("{fix} (Ctrl+.)").format(fix=card.problem.fix)
        return texts.get(part, "")

    def _dot_tooltip(self, card: Card, geometry: CardGeometry, place: QPoint) -> str:
        if not card.names:
            return self.tr("{count} value(s) behind this layer", "", plural(card.units)).format(count=count(card.units))
        shown = range(min(len(card.names), MOST_DOTS))
        dots = ((n, geometry.dot(self._theme, n).adjusted(-2, -2, 2, 2)) for n in shown)
        number = next((n for n, dot in dots if dot.contains(place)), None)
        return listed(card.names) if number is None else card.names[number]


def _mix(color: QColor, other: QColor, share: float) -> QColor:
    """A colour on the way from one to another."""
    pairs = zip(color.getRgb(), other.getRgb(), strict=True)  # type: ignore[call-overload]
    return QColor(*(round(a + (b - a) * share) for a, b in pairs))
