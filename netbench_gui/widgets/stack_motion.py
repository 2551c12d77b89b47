"""What moves in the stack: the gap that opens, cards that slide, the card that flashes once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal
from PySide6.QtWidgets import QStyle, QWidget

from netbench_gui.widgets.card_geometry import MARK_GAP, RING_ROOM

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

GAP_MS, SLIDE_MS, FLASH_MS = 120, 160, 600


class StackMotion(QObject):
    """Positions between two states; with reduced motion the final state at once.

    Signals:
        laid_out_anew(): a gap has another height, so cards have other places.
        repainted(): only the picture differs.
    """

    laid_out_anew = Signal()
    repainted = Signal()

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._gaps: dict[int, float] = {}
        self._slides: Mapping[str, int] = {}
        self._slide = 0.0
        self._flashing: str | None = None
        self._flash = 0.0
        self._gap_before: dict[int, float] = {}
        self._gap_row: int | None = None
        self._gap_animation = self._animation(GAP_MS, self._on_gap_moved)
        self._slide_animation = self._animation(SLIDE_MS, self._on_slide_moved)
        self._flash_animation = self._animation(FLASH_MS, self._on_flash_moved)

    def gap(self, theme: Theme, row: int) -> int:
        """How much the gap in front of a row is wider than usual."""
        return round(theme.px(MARK_GAP - 2 * RING_ROOM) * self._gaps.get(row, 0.0))

    def slide(self, layer_id: str) -> int:
        """How far a card still is from its place."""
        return round(self._slides.get(layer_id, 0) * self._slide)

    def flash(self, layer_id: str) -> float:
        """How strongly a card shines, from 1 down to 0."""
        return self._flash if layer_id and layer_id == self._flashing else 0.0

    def open_gap(self, row: int | None, *, at_once: bool = False) -> None:
        """Open the gap in front of a row and close the one before; None closes."""
        if row == self._gap_row and not at_once:
            return
        self._gap_row, self._gap_before = row, dict(self._gaps)
        self._run(self._gap_animation, 0.0, 1.0, at_once=at_once)

    def slide_cards(self, distances: Mapping[str, int]) -> None:
        """Let cards glide from where they were, `distances` pixels off, to where they are."""
        self._slides = {layer: distance for layer, distance in distances.items() if distance}
        if self._slides:
            self._run(self._slide_animation, 1.0, 0.0)

    def flash_card(self, layer_id: str) -> None:
        """Let a card shine once, as after a fix."""
        self._flashing = layer_id
        self._run(self._flash_animation, 1.0, 0.0)

    def _animation(self, duration: int, move: Callable[[float], None]) -> QVariantAnimation:
        animation = QVariantAnimation(self)
        animation.setDuration(duration)
        animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        animation.valueChanged.connect(move)
        return animation

    def _run(
        self, animation: QVariantAnimation, start: float, end: float, *, at_once: bool = False
    ) -> None:
        animation.stop()
        animation.setStartValue(start)
        animation.setEndValue(end)
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        if at_once or not self._view.style().styleHint(hint, None, self._view):
            # Reduced motion: the last picture is the first.
            animation.setCurrentTime(animation.duration())
            return
        animation.start()

    def _on_gap_moved(self, value: float) -> None:
        rows = {*self._gap_before, *([] if self._gap_row is None else [self._gap_row])}
        moved = {}
        for row in rows:
            before, after = self._gap_before.get(row, 0.0), float(row == self._gap_row)
            moved[row] = before + (after - before) * value
        self._gaps = {row: share for row, share in moved.items() if share}
        self.laid_out_anew.emit()

    def _on_slide_moved(self, value: float) -> None:
        self._slide = value
        self.repainted.emit()

    def _on_flash_moved(self, value: float) -> None:
        self._flash = value
        self.repainted.emit()
