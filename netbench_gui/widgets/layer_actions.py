"""What can be done to layers, as actions for the menu, the context menu and the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

# Name, text (which PySide types as object), keys, icon; "" is a line between groups.
_ACTIONS: tuple[tuple[str, Any, tuple[str, ...], str], ...] = (
    ("move_up", QT_TRANSLATE_NOOP("LayerActions", "Move up"), ("Alt+Up",), "chevron-up"),
    ("move_down", QT_TRANSLATE_NOOP("LayerActions", "Move down"), ("Alt+Down",), "chevron-down"),
    ("duplicate", QT_TRANSLATE_NOOP("LayerActions", "Duplicate"), ("Ctrl+D",), "copy-plus"),
    ("", "", (), ""),
    ("cut", QT_TRANSLATE_NOOP("LayerActions", "Cut"), ("Ctrl+X",), ""),
    ("copy", QT_TRANSLATE_NOOP("LayerActions", "Copy"), ("Ctrl+C",), "copy"),
    ("paste", QT_TRANSLATE_NOOP("LayerActions", "Paste"), ("Ctrl+V",), ""),
    ("remove", QT_TRANSLATE_NOOP("LayerActions", "Remove"), ("Del", "Backspace"), "trash-2"),
    ("", "", (), ""),
    ("fix", QT_TRANSLATE_NOOP("LayerActions", "Apply the first fix"), ("Ctrl+.",), "circle-check"),
)


class LayerActions(QObject):
    """The actions of the stack; their keys work while the focus is in the panel that adds them.

    Attributes:
        all: the actions in the order of the menu, separators included.
    """

    def __init__(
        self, theme: Theme, handlers: Mapping[str, Callable[[], object]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.all: list[QAction] = []
        self._named: dict[str, QAction] = {}
        for name, _, keys, icon in _ACTIONS:
            action = QAction(self)
            self.all.append(action)
            if not name:
                action.setSeparator(True)
                continue
            action.setObjectName(f"action_layer_{name}")
            action.setShortcuts([QKeySequence(key) for key in keys])
            # Delete in a field of another panel means a letter, not a layer.
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            if icon:
                action.setIcon(theme.icon(icon))
            handler = handlers[name]
            action.triggered.connect(lambda _checked=False, handler=handler: handler())
            self._named[name] = action
        self.retranslate()

    def __getitem__(self, name: str) -> QAction:
        return self._named[name]

    def retranslate(self) -> None:
        """Write the texts in the language of the window."""
        for name, text, _, _ in _ACTIONS:
            if name:
                self._named[name].setText(self.tr(text))

    def show_state(self, *, has_layer: bool, can_rise: bool, can_sink: bool, has_fix: bool) -> None:
        """Enable what is possible now."""
        states = {"move_up": can_rise, "move_down": can_sink, "fix": has_fix, "paste": True}
        for name, action in self._named.items():
            action.setEnabled(states.get(name, has_layer))
