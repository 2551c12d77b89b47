"""The network: the palette at the left, the stack of layers at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from engine.errors import EngineError
from engine.layers import Layer
from engine.project.edits import duplicate_layer, move_layer, remove_layer
from engine.project.problems import Problem
from netbench_gui.i18n import Text, said, translate
from netbench_gui.look.figures import count
from netbench_gui.models import templates
from netbench_gui.models.layer_list import LayerListModel
from netbench_gui.models.layer_transfer import (
    clipboard_data,
    clipboard_text,
    insert_layers,
    read_layers,
)
from netbench_gui.models.palette import PaletteModel, is_in_sight
from netbench_gui.selection import Selection
from netbench_gui.store import Edit, ProjectStore
from netbench_gui.widgets.layer_actions import LayerActions
from netbench_gui.widgets.layer_palette import LayerPalette
from netbench_gui.widgets.layer_stack import LayerStack
from netbench_gui.widgets.palette_head import PaletteHead
from netbench_gui.widgets.panel import Panel
from netbench_gui.widgets.stack_frame import StackHead, StackTotal
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme
    from netbench_gui.notify import Notifier

_PALETTE_WIDTH, _ICONS_WIDTH = 137, 56
# Effective widths below which the palette shows icons only: of the window, of this panel.
_NARROW_WINDOW, _NARROW_PANEL = 1120, 536


class NetworkPanel(Panel):
    """Builds the stack; every gesture is one undoable edit of the store.

    Signals:
        hint_changed(text): what a drag would do if released now; "" when none goes on.
    """

    hint_changed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        store: ProjectStore,
        selection: Selection,
        notifier: Notifier,
        parent: QWidget | None = None,
    ) -> None:
        self._store, self._selection, self._notifier = store, selection, notifier
        super().__init__(theme, parent=parent)
        self.setObjectName("network_panel")
        self.layers = LayerListModel(store, self)
        self._kinds = PaletteModel(self)
        self.palette_view = LayerPalette(theme, self._kinds)
        self.stack = LayerStack(theme, self.layers, selection)
        self._add_menu, self._template_menu, self._menu = QMenu(self), QMenu(self), QMenu(self)
        self._build_head()
        self._build_body()
        self._connect()
        self._retranslate()
        theme.changed.connect(self._on_network_theme_changed)
        self._fit()

    def _build_head(self) -> None:
        self._add_button = ToolButton(self._theme, "plus", "+", kind="box")
        self._add_button.setObjectName("add_layer_button")
        self._add_button.setMenu(self._add_menu)
        self._templates_button = ToolButton(self._theme, "layers", "+")
        self._templates_button.setObjectName("templates_button")
        self._templates_button.setMenu(self._template_menu)
        for button in (self._add_button, self._templates_button):
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            self.add_head_widget(button)

    def _build_body(self) -> None:
        self._palette_side, self.palette_head = QWidget(), PaletteHead(self._theme)
        self._palette_column = QVBoxLayout(self._palette_side)
        self._palette_column.setSpacing(0)
        self._palette_column.addWidget(self.palette_head)
        self._palette_column.addWidget(self.palette_view, 1)
        rule = QFrame()
        rule.setProperty("rule", "v")
        self._total = StackTotal(self._theme, self.stack, self.layers)
        self._stack_column = QVBoxLayout()
        self._stack_column.setSpacing(0)
        self._stack_column.addWidget(StackHead(self._theme, self.stack))
        self._stack_column.addWidget(self.stack, 1)
        self._stack_column.addWidget(self._total)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._palette_side)
        row.addWidget(rule)
        row.addLayout(self._stack_column, 1)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        self.palette_view.wanted.connect(self.add_layer)
        self.palette_view.typed.connect(self.palette_head.begin)
        self.palette_head.field.searched.connect(self._on_layer_searched)
        self.palette_head.field.accepted.connect(self.palette_view.take_current)
        self.palette_head.field.left_down.connect(self.palette_view.setFocus)
        self.palette_head.ended.connect(self.palette_view.setFocus)
        for changed in (self._kinds.modelReset, self._kinds.rowsInserted, self._kinds.rowsRemoved):
            changed.connect(self._on_kinds_changed)
        self.layers.placed.connect(self._selection.select)
        self.layers.failed.connect(self._on_layers_failed)
        self._commands: dict[str, Callable[[], object]] = {
            "remove": self.remove_selected,
            "move_up": partial(self.move_selected, -1),
            "move_down": partial(self.move_selected, 1),
            "copy": self.copy_selected,
            "cut": self.cut_selected,
            "paste": self.paste,
            "duplicate": self.duplicate_selected,
            "fix": self.apply_first_fix,
        }
        self._actions = LayerActions(self._theme, self._commands, self)
        self.addActions(self._actions.all)
        self._menu.addActions(self._actions.all)
        self._selection.changed.connect(self._on_possible_changed)
        self.layers.refreshed.connect(self._on_possible_changed)
        self._on_possible_changed()
        self.stack.command.connect(self._on_stack_command)
        self.stack.removal_wanted.connect(self._remove)
        self.stack.fix_wanted.connect(self._on_fix_wanted)
        self.stack.first_layer_wanted.connect(partial(self.add_layer, "dense"))
        self.stack.menu_wanted.connect(self._menu.popup)
        self.stack.hint_changed.connect(self.hint_changed)

    def add_layer(self, kind: str) -> None:
        """Put a new layer behind the selected one, or in front of the output layer."""
        layer = Layer.find(kind).for_palette()
        self._insert(lambda: self.tr("Add {layer}").format(layer=translate(layer.title)), (layer,))

    def remove_selected(self) -> None:
        """Take the selected layer out and select the next."""
        if self._selection.layer_id is not None:
            self._remove(self._selection.layer_id)

    def duplicate_selected(self) -> None:
        """Put a copy behind the selected layer and select it."""
        if (layer := self._selected()) is not None:
            self._edit_and_select(
                lambda: self.tr("Duplicate {layer}").format(layer=translate(layer.title)),
                partial(duplicate_layer, layer_id=layer.id),
            )

    def move_selected(self, offset: int) -> None:
        """Move the selected layer by so many places; up is negative."""
        if (layer := self._selected()) is None:
            return
        row = self._store.project.layers.index(layer) + offset
        if 0 <= row < len(self._store.project.layers):
            # The engine counts places of the stack as it is before the move.
            index = row + 1 if offset > 0 else row
            edit = partial(move_layer, layer_id=layer.id, index=index)
            self._edit(lambda: self.tr("Move {layer}").format(layer=translate(layer.title)), edit)

    def copy_selected(self) -> None:
        """Put the selected layer on the clipboard, as text too."""
        if (layer := self._selected()) is not None:
            QGuiApplication.clipboard().setMimeData(clipboard_data((layer,)))

    def cut_selected(self) -> None:
        """Put the selected layer on the clipboard and take it out."""
        if (layer := self._selected()) is not None:
            self.copy_selected()
            self._remove(layer.id, lambda: self.tr("Cut {layer}"))

    def paste(self) -> None:
        """Put the layers of the clipboard behind the selected one."""
        try:
            layers = read_layers(clipboard_text(QGuiApplication.clipboard().mimeData()))
        except EngineError as error:
            self._notifier.error(error)
            return
        if not layers:
            self._notifier.info(lambda: self.tr("There is no layer on the clipboard."))
            return
        number = len(layers)
        self._insert(lambda: self.tr("Paste {count} layer(s)", "", number).format(count=count(number)), layers)

    def apply_first_fix(self) -> bool:
        """Apply the selected layer's fix, else the first that lets one train, else a notice's.

        Returns:
            Whether there was one.
        """
        if (chosen := self._first_fixable()) is not None:
            self._fix(chosen)
        return chosen is not None

    def use_template(self, hidden: templates.Hidden, name: str) -> None:
        """Replace the whole stack, as one step that can be undone."""
        edit = partial(templates.use_template, hidden=hidden)
        self._edit(lambda: self.tr("Use template “{name}”").format(name=name), edit)

    def _selected(self) -> Layer | None:
        wanted = self._selection.layer_id
        return next((layer for layer in self._store.project.layers if layer.id == wanted), None)

    def _first_fixable(self) -> Problem | None:
        selected = self._selection.layer_id
        fixable = [problem for problem in self._store.problems if problem.fix is not None]
        on_layers = [problem for problem in fixable if problem.where.startswith("layers")]
        mine = [problem for problem in on_layers if selected and problem.layer_id == selected]
        grave = [problem for problem in fixable if problem.severity == "problem"]
        return next(iter([*mine, *grave, *on_layers]), None)

    def _insert(self, text: Text, layers: tuple[Layer, ...]) -> None:
        project, selected = self._store.project, self._selected()
        index = None if selected is None else project.layers.index(selected) + 1
        output = project.output_index
        # Behind the output layer there is nothing to learn.
        if index is not None and output is not None and index > output:
            index = output
        self._edit_and_select(text, partial(insert_layers, layers=layers, index=index))

    def _remove(self, layer_id: str, text: Text = "") -> None:
        row = self.layers.row_of(layer_id)
        if row is None:
            return
        title = self._store.project.layers[row - 1].title
        rest = [card.layer_id for card in self.layers.cards[1:] if card.layer_id != layer_id]
        was_selected = self._selection.layer_id == layer_id

        def name() -> str:
            return (said(text) or self.tr("Remove {layer}")).format(layer=translate(title))

        if self._edit(name, partial(remove_layer, layer_id=layer_id)) and was_selected:
            self._selection.select(rest[min(row - 1, len(rest) - 1)] if rest else None)

    def _fix(self, problem: Problem) -> None:
        if problem.fix is None:
            return
        if self._edit(partial(translate, problem.fix.label), problem.fix.edit) and problem.layer_id:
            self.stack.flash(problem.layer_id)

    def _edit(self, text: Text, edit: Edit) -> bool:
        try:
            self._store.edit(text, edit)
        except EngineError as error:
            self._notifier.error(error)
            return False
        return True

    def _edit_and_select(self, text: Text, edit: Edit) -> None:
        before = {layer.id for layer in self._store.project.layers}
        if self._edit(text, edit):
            new = [layer.id for layer in self._store.project.layers if layer.id not in before]
            if new:
                self._selection.select(new[-1])

    def _on_layer_searched(self, text: str) -> None:
        self.palette_view.search(text, self.tr("No layer is called “{text}”.").format(text=text))

    def _on_kinds_changed(self, *_: object) -> None:
        self._fit()

    def _on_layers_failed(self, error: EngineError) -> None:
        self._notifier.error(error)

    def _on_stack_command(self, name: str) -> None:
        self._commands[name]()

    def _on_fix_wanted(self, layer_id: str) -> None:
        if (problem := self.layers.shown_problem(layer_id)) is not None:
            self._fix(problem)

    def _on_possible_changed(self, _layer_id: object = None) -> None:
        layers, layer = self._store.project.layers, self._selected()
        self._actions.show_state(
            has_layer=layer is not None,
            can_rise=layer is not None and layer is not layers[0],
            can_sink=layer is not None and layer is not layers[-1],
            has_fix=self._first_fixable() is not None,
        )

    def _on_network_theme_changed(self) -> None:
        self._fit()

    def _fit(self) -> None:
        px, zoom = self._theme.px, self._theme.zoom
        narrow = (
            self.window().width() / zoom < _NARROW_WINDOW or self.width() / zoom < _NARROW_PANEL
        )
        self.palette_view.set_icons_only(narrow)
        self.palette_head.setVisible(not narrow)
        self._add_button.setVisible(narrow)
        wide = max(px(_PALETTE_WIDTH), self.palette_view.names_width(), self.palette_head.caption_width())
        if not self.palette_head.field.isHidden():  # with each letter it would be another one
            wide = max(wide, self._palette_side.width())
        self._palette_side.setFixedWidth(px(_ICONS_WIDTH) if narrow else wide)
        self._palette_column.setContentsMargins(0, px(8) if narrow else 0, 0, 1)
        self._stack_column.setContentsMargins(px(12) - 4, 0, px(12) - 4, px(8))

    def _retranslate(self) -> None:
        self.set_title(self.tr("Network"))
        self.set_subtitle(self.tr("Data flows from top to bottom"))
        self.palette_view.setAccessibleName(self.tr("Kinds of layers"))
        self.palette_view.setAccessibleDescription(
            self.tr("Enter puts the layer behind the selected one.")
        )
        self._add_button.setText(self.tr("Layer"))
        self._add_button.setAccessibleName(self.tr("Add a layer"))
        self._add_button.setToolTip(self.tr("Adds a layer behind the selected one."))
        self._templates_button.setText(self.tr("Templates"))
        self._templates_button.setAccessibleName(self.tr("Templates"))
        self._templates_button.setToolTip(self.tr("Replaces all layers by a stack to begin with."))
        self._fill_menus()

    def _fill_menus(self) -> None:
        self._add_menu.clear()
        for menu in self._add_menu.findChildren(QMenu):
            menu.deleteLater()
        self._template_menu.clear()
        groups: dict[str, QMenu] = {}
        for layer in Layer.in_palette_order():
            menu = self._add_menu
            if not is_in_sight(layer):
                group = layer.palette_group
                if group not in groups:
                    groups[group] = self._add_menu.addMenu(translate(group))
                menu = groups[group]
            action = menu.addAction(translate(layer.title))
            action.setIcon(self._theme.icon(layer.icon))
            action.setToolTip(translate(layer.description))
            kind = layer.model_fields["kind"].default
            action.triggered.connect(partial(self._on_kind_triggered, kind))
        for name, hidden in (
            (self.tr("Small: one Dense"), templates.small),
            (self.tr("Wide: one Dense with 128 units"), templates.wide),
            (self.tr("Deep: three Dense with dropout"), templates.deep),
            (self.tr("With batch normalisation"), templates.normalized),
        ):
            action = self._template_menu.addAction(name)
            action.triggered.connect(partial(self._on_template_triggered, hidden, name))

    def _on_kind_triggered(self, kind: str, _checked: bool = False) -> None:
        self.add_layer(kind)

    def _on_template_triggered(
        self, hidden: templates.Hidden, name: str, _checked: bool = False
    ) -> None:
        self.use_template(hidden, name)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.layers.refresh()
            self._kinds.retranslate()
            self._actions.retranslate()
            self._retranslate()
            self._fit()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
