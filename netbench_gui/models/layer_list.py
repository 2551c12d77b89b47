"""The stack as Qt's views see it: a card for the input, then one for each layer."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from engine.errors import EngineError
from engine.layers import Layer, Shape
from engine.messages import Message
from engine.project.document import Project
from engine.project.edits import move_layer
from engine.project.problem import Problem, Severity
from engine.project.shapes import LayerShape, project_shapes
from netbench_gui.i18n import sentences, translate
from netbench_gui.look.figures import count, plural
from netbench_gui.models.layer_transfer import (
    LAYERS_FORMAT,
    Dragged,
    drag_data,
    insert_layers,
    read_drag,
)
from netbench_gui.store import ProjectStore

Index = QModelIndex | QPersistentModelIndex
CARD_ROLE = Qt.ItemDataRole.UserRole + 1
# Around the names of columns in a sentence, which are painted bold.
_BOLD_START, _BOLD_END = "\ue000", "\ue001"


@dataclass(frozen=True)
class CardProblem:
    """The strip of a card: the sentence in pieces (text, bold or not), and the label of its fix."""

    severity: Severity
    pieces: tuple[tuple[str, bool], ...]
    fix: str = ""

    @property
    def text(self) -> str:
        """The sentence."""
        return "".join(text for text, _ in self.pieces)


@dataclass(frozen=True)
class Card:
    """All that the card of a layer shows, in the language of the window.

    Attributes:
        layer_id: "" for the input.
        units: values behind the layer, shown as dots; a share of `hollow` of them is off.
        names: what the dots stand for, class names on the output.
        chip: what the output layer follows, "" on others; `follows` says whether it does.
    """

    layer_id: str
    icon: str
    title: str
    summary: str
    description: str
    units: int
    output: str
    parameters: int
    hollow: float = 0.0
    names: tuple[str, ...] = ()
    chip: str = ""
    follows: bool = False
    problem: CardProblem | None = None
    sentence: str = field(default="", compare=False)

    @property
    def is_input(self) -> bool:
        """Whether it is the card of the data, which cannot be moved."""
        return not self.layer_id


class LayerListModel(QAbstractListModel):
    """Follows the store: a drop becomes an edit of the store, and rows change only with the store.

    Signals:
        about_to_refresh(), refreshed(): the cards are about to follow the store; they have.
        placed(layer_id): a drop put this layer into the stack or to another place.
        failed(error): a drop was no layer.
    """

    about_to_refresh = Signal()
    refreshed = Signal()
    placed = Signal(str)
    failed = Signal(object)

    def __init__(self, store: ProjectStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        # Marks drags of this stack: ids may be the same in another window.
        self._token = secrets.token_hex(4)
        self._cards: list[Card] = list(self._build())
        store.changed.connect(self._on_store_changed)

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards from top to bottom, the input first."""
        return tuple(self._cards)

    def row_of(self, layer_id: str | None) -> int | None:
        """Row of a layer's card, None where it has none."""
        rows = (row for row, card in enumerate(self._cards) if card.layer_id == layer_id)
        return next(rows, None) if layer_id else None

    def refresh(self) -> None:
        """Show the project as it is now, with as little change of rows as can be."""
        self.about_to_refresh.emit()
        cards = self._build()
        wanted = {card.layer_id for card in cards}
        for row in reversed(range(len(self._cards))):
            if self._cards[row].layer_id not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._cards[row]
                self.endRemoveRows()
        for row, card in enumerate(cards):
            self._settle_row(row, card)
        for row, card in enumerate(cards):
            if self._cards[row] != card:
                self._cards[row] = card
                self.dataChanged.emit(self.index(row), self.index(row))
        self.refreshed.emit()

    def _settle_row(self, row: int, card: Card) -> None:
        ids = [old.layer_id for old in self._cards[row:]]
        if ids[:1] == [card.layer_id]:
            return
        if card.layer_id in ids:
            source = row + ids.index(card.layer_id)
            self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), row)
            self._cards.insert(row, self._cards.pop(source))
            self.endMoveRows()
        else:
            self.beginInsertRows(QModelIndex(), row, row)
            self._cards.insert(row, card)
            self.endInsertRows()

    def _build(self) -> Sequence[Card]:
        project = self._store.project
        cards = [self._input_card(project)]
        for layer, shape in zip(project.layers, project_shapes(project), strict=True):
            cards.append(self._layer_card(project, layer, shape))
        return cards

    def _input_card(self, project: Project) -> Card:
        size = project.data.input_size if project.data else 0
        columns = len(project.data.inputs) if project.data else 0
        summary = self.tr("{columns}, {values}").format(
            columns=self.tr("{count} column(s)", "", columns).format(count=count(columns)),
            values=self.tr("{count} value(s)", "", plural(size)).format(count=count(size)),
        )
        title = self.tr("Input")
        return Card(
            layer_id="",
            icon="log-in",
            title=title,
            summary=summary if project.data else self.tr("no data yet"),
            description=self.tr("The prepared values of one row; the data panel decides which."),
            units=size,
            output=count(size),
            parameters=0,
            sentence=self.tr("{layer}: {summary}.").format(layer=title, summary=summary),
        )

    def _layer_card(self, project: Project, layer: Layer, shape: LayerShape) -> Card:
        is_output = layer is project.layers[project.output_index or 0] and hasattr(layer, "units")
        target = project.data.target if project.data else None
        follows = bool(getattr(layer, "follows_target", False))
        chip = ""
        if target is not None and (is_output or follows):
            text = self.tr("follows {target}") if follows else self.tr("set by hand")
            chip = text.format(target=target.name)
        classes = project.data.classes if project.data and is_output else ()
        problem = self._problem(layer.id)
        card = Card(
            layer_id=layer.id,
            icon=layer.icon,
            title=translate(layer.title),
            summary=translate(layer.summary()),
            description=translate(layer.description),
            units=_size(shape.after) if shape.after else 0,
            output=" × ".join(count(length) for length in shape.after) or "?",
            parameters=shape.parameters,
            hollow=float(getattr(layer, "rate", 0.0)),
            names=classes if (len(classes),) == shape.after[-1:] else (),
            chip=chip,
            follows=follows,
            problem=problem,
        )
        return Card(**{**vars(card), "sentence": self._sentence(card)})

    def _problem(self, layer_id: str) -> CardProblem | None:
        problem = self.shown_problem(layer_id)
        if problem is None:
            return None
        fix = translate(problem.fix.label) if problem.fix else ""
        return CardProblem(problem.severity, _pieces(problem.message), fix)

    def shown_problem(self, layer_id: str) -> Problem | None:
        """The problem that a card tells: its layer's gravest; on the last card also the stack's."""
        layers = self._store.project.layers
        is_last = bool(layers) and layers[-1].id == layer_id
        mine = [each for each in self._store.problems if each.layer_id == layer_id]
        # What the whole stack lacks, it lacks at its end.
        stack = [each for each in self._store.problems if each.where == "layers"] if is_last else []
        return next(iter([*mine, *stack]), None)

    def _sentence(self, card: Card) -> str:
        parts = [
            self.tr("{layer}: {summary}.").format(layer=card.title, summary=card.summary),
            self.tr("Output {output}.").format(output=card.output),
            self.tr("{count} parameter(s).", "", plural(card.parameters)).format(count=count(card.parameters)),
        ]
        if card.chip:
            parts.insert(1, self.tr("{text}.").format(text=card.chip))
        if card.problem is not None:
            kind = self.tr("Problem") if card.problem.severity == "problem" else self.tr("Notice")
            parts.append(
                self.tr("{kind}: {text}").format(kind=kind, text=card.problem.text)
            )
            if card.problem.fix:
                parts.append(self.tr("Ctrl+. does: {fix}.").format(fix=card.problem.fix))
        return sentences(parts)

    def _step_name(self, dragged: Dragged, *, is_move: bool) -> str:
        text = self.tr("Move {layer}") if is_move else self.tr("Add {layer}")
        return text.format(layer=translate(dragged.layer.title))

    def _on_store_changed(self, _old: object, _new: object) -> None:
        self.refresh()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._cards):
            return None
        card = self._cards[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return card.sentence
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return card.description
        return card if role == CARD_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        if self._cards[index.row()].is_input:
            return Qt.ItemFlag.ItemIsEnabled
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
        )

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [LAYERS_FORMAT]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        row = indexes[0].row() if indexes else 0
        layer = self._store.project.layers[row - 1]
        return drag_data(Dragged(layer, layer.id, self._token))

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        del action, row, column, parent
        return bool(data.hasFormat(LAYERS_FORMAT))

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Turn a drop in front of `row` into one edit; rows follow the store, never the view."""
        del column, parent
        if not data.hasFormat(LAYERS_FORMAT):
            return False
        index = len(self._cards) - 1 if row < 0 else max(row - 1, 0)
        before = {layer.id for layer in self._store.project.layers}
        try:
            dragged = read_drag(data)
            known = dragged.stack == self._token and dragged.moved in before
            if known and dragged.moved and action == Qt.DropAction.MoveAction:
                moved = dragged.moved
                edit = partial(move_layer, layer_id=moved, index=index)
            else:
                moved = None
                edit = partial(insert_layers, layers=(dragged.layer,), index=index)
            self._store.edit(lambda: self._step_name(dragged, is_move=moved is not None), edit)
        except EngineError as error:
            self.failed.emit(error)
            return False
        new = (layer.id for layer in self._store.project.layers if layer.id not in before)
        self.placed.emit(moved or next(new, ""))
        return True


def _size(shape: Shape) -> int:
    size = 1
    for length in shape:
        size *= length
    return size


def _pieces(message: Message) -> tuple[tuple[str, bool], ...]:
    """A translated sentence, the names of columns in it set apart."""
    values = tuple(
        (name, f"{_BOLD_START}{value}{_BOLD_END}" if name in {"target", "column"} else value)
        for name, value in message.values
    )
    pieces = []
    sentence = translate(Message(message.template, values))
    for text in re.split(f"({_BOLD_START}[^{_BOLD_END}]*{_BOLD_END})", sentence):
        if text:
            pieces.append((text.strip(_BOLD_START + _BOLD_END), text.startswith(_BOLD_START)))
    return tuple(pieces)
