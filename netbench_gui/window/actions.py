"""The one table of what the menus, the tool bar and the keyboard can do."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from engine.messages import QT_TRANSLATE_NOOP
from netbench_gui.look.theme import Theme

SEPARATOR = "-"


@dataclass(frozen=True)
class ActionSpec:
    """One command.

    Attributes:
        id: its name in the menus below and, with "action_" before it, the action's object name.
        text: marked for translation, as `tip`; "…" where a dialog follows.
        handler: the method of the window that does it.
        icon: lucide name, "" for none.
        shortcut: in Qt's portable notation; more than one with "; " between them.
        tip: one plain sentence.
    """

    id: str
    text: str
    handler: str
    icon: str = ""
    shortcut: str = ""
    tip: str = ""
    checkable: bool = False


CONTEXT = "Actions"

ACTIONS = (
    ActionSpec(
        "new",
        QT_TRANSLATE_NOOP("Actions", "New"),
        "new_project",
        "file-plus",
        "Ctrl+N",
        QT_TRANSLATE_NOOP("Actions", "Start a new project."),
    ),
    ActionSpec(
        "open",
        QT_TRANSLATE_NOOP("Actions", "Open…"),
        "open_file",
        "folder-open",
        "Ctrl+O",
        QT_TRANSLATE_NOOP("Actions", "Open a project or a table."),
    ),
    ActionSpec(
        "save",
        QT_TRANSLATE_NOOP("Actions", "Save"),
        "save_project",
        "save",
        "Ctrl+S",
        QT_TRANSLATE_NOOP("Actions", "Save the project."),
    ),
    ActionSpec(
        "save_as",
        QT_TRANSLATE_NOOP("Actions", "Save as…"),
        "save_project_as",
        "download",
        "Ctrl+Shift+S",
        QT_TRANSLATE_NOOP("Actions", "Save under another name."),
    ),
    ActionSpec(
        "quit",
        QT_TRANSLATE_NOOP("Actions", "Quit"),
        "close",
        "",
        "Ctrl+Q",
        QT_TRANSLATE_NOOP("Actions", "Close NetBench."),
    ),
    ActionSpec(
        "undo",
        QT_TRANSLATE_NOOP("Actions", "Undo"),
        "undo",
        "undo-2",
        "Ctrl+Z",
        QT_TRANSLATE_NOOP("Actions", "Take the last change back."),
    ),
    ActionSpec(
        "redo",
        QT_TRANSLATE_NOOP("Actions", "Redo"),
        "redo",
        "redo-2",
        "Ctrl+Shift+Z; Ctrl+Y",
        QT_TRANSLATE_NOOP("Actions", "Do the change again."),
    ),
    ActionSpec(
        "train",
        QT_TRANSLATE_NOOP("Actions", "Train"),
        "train",
        "play",
        "F5",
        QT_TRANSLATE_NOOP("Actions", "Train the network on the training rows."),
    ),
    ActionSpec(
        "pause",
        QT_TRANSLATE_NOOP("Actions", "Pause"),
        "pause_or_resume",
        "pause",
        "F6",
        QT_TRANSLATE_NOOP("Actions", "Stand still, and go on later."),
    ),
    ActionSpec(
        "step_batch",
        QT_TRANSLATE_NOOP("Actions", "One batch"),
        "step_batch",
        "step-forward",
        "F7",
        QT_TRANSLATE_NOOP("Actions", "Learn one batch and stand still."),
    ),
    ActionSpec(
        "step_epoch",
        QT_TRANSLATE_NOOP("Actions", "One epoch"),
        "step_epoch",
        "step-forward",
        "F8",
        QT_TRANSLATE_NOOP("Actions", "Learn one epoch and stand still."),
    ),
    ActionSpec(
        "stop",
        QT_TRANSLATE_NOOP("Actions", "Stop"),
        "stop",
        "square",
        "Shift+F5",
        QT_TRANSLATE_NOOP("Actions", "End the training and keep what was learnt."),
    ),
    ActionSpec(
        "change_rate",
        QT_TRANSLATE_NOOP("Actions", "Change the learning rate…"),
        "change_rate",
        "gauge",
        "F9",
        QT_TRANSLATE_NOOP("Actions", "Set another learning rate while the run goes on."),
    ),
    ActionSpec(
        "continue_run",
        QT_TRANSLATE_NOOP("Actions", "Continue the stopped run"),
        "continue_run",
        "play",
        "",
        QT_TRANSLATE_NOOP("Actions", "Go on as if it had never been stopped."),
    ),
    ActionSpec(
        "start_again",
        QT_TRANSLATE_NOOP("Actions", "Start again (same seed)"),
        "start_again",
        "rotate-ccw",
        "Ctrl+F5",
        QT_TRANSLATE_NOOP("Actions", "Train from the beginning; the same seed gives the same run."),
    ),
    ActionSpec(
        "new_start",
        QT_TRANSLATE_NOOP("Actions", "New start (new seed)"),
        "new_start",
        "dices",
        "Ctrl+Shift+F5",
        QT_TRANSLATE_NOOP("Actions", "Train from the beginning with other random choices."),
    ),
    ActionSpec(
        "zoom_in",
        QT_TRANSLATE_NOOP("Actions", "Larger"),
        "zoom_in",
        "zoom-in",
        "Ctrl++; Ctrl+=",
        QT_TRANSLATE_NOOP("Actions", "Show everything larger."),
    ),
    ActionSpec(
        "zoom_out",
        QT_TRANSLATE_NOOP("Actions", "Smaller"),
        "zoom_out",
        "",
        "Ctrl+-",
        QT_TRANSLATE_NOOP("Actions", "Show everything smaller."),
    ),
    ActionSpec(
        "zoom_reset",
        QT_TRANSLATE_NOOP("Actions", "Normal size"),
        "zoom_reset",
        "",
        "Ctrl+0",
        QT_TRANSLATE_NOOP("Actions", "Show everything at 100 %."),
    ),
    ActionSpec(
        "projector",
        QT_TRANSLATE_NOOP("Actions", "Projector"),
        "toggle_projector",
        "",
        "F11",
        QT_TRANSLATE_NOOP("Actions", "Fill the screen, with letters for the last row."),
        checkable=True,
    ),
    ActionSpec(
        "maximise_lower",
        QT_TRANSLATE_NOOP("Actions", "Large lower panel"),
        "toggle_lower",
        "maximize-2",
        "Ctrl+Shift+M",
        QT_TRANSLATE_NOOP("Actions", "Give the lower panel the whole window."),
        checkable=True,
    ),
    ActionSpec(
        "animations",
        QT_TRANSLATE_NOOP("Actions", "Animations"),
        "toggle_animations",
        "",
        "",
        QT_TRANSLATE_NOOP("Actions", "Let things move where the system allows it."),
        checkable=True,
    ),
    ActionSpec(
        "stretch_short_runs",
        QT_TRANSLATE_NOOP("Actions", "Show short runs slowly"),
        "toggle_short_runs",
        "",
        "",
        QT_TRANSLATE_NOOP("Actions", "Stretch a run that is over at once to two seconds, to see its curves grow."),
        checkable=True,
    ),
    ActionSpec(
        "shortcuts",
        QT_TRANSLATE_NOOP("Actions", "Keyboard shortcuts"),
        "show_shortcuts",
        "",
        "F1",
        QT_TRANSLATE_NOOP("Actions", "List all keys."),
    ),
    ActionSpec(
        "about",
        QT_TRANSLATE_NOOP("Actions", "About NetBench"),
        "show_about",
        "info",
        "",
        QT_TRANSLATE_NOOP("Actions", "Version and licences."),
    ),
)

# Words in braces are submenus that the window fills itself.
MENUS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "file",
        QT_TRANSLATE_NOOP("Actions", "&File"),
        ("new", "open", "{recent}", "{samples}", "-", "save", "save_as", "-", "quit"),
    ),
    ("edit", QT_TRANSLATE_NOOP("Actions", "&Edit"), ("undo", "redo")),
    ("network", QT_TRANSLATE_NOOP("Actions", "&Network"), ("{network}",)),
    (
        "train",
        QT_TRANSLATE_NOOP("Actions", "&Train"),
        (
            "train",
            "pause",
            "step_batch",
            "step_epoch",
            "stop",
            "change_rate",
            "-",
            "continue_run",
            "start_again",
            "new_start",
            "-",
            "stretch_short_runs",
            "{device}",
        ),
    ),
    (
        "view",
        QT_TRANSLATE_NOOP("Actions", "&View"),
        (
            "maximise_lower",
            "projector",
            "-",
            "zoom_in",
            "zoom_out",
            "zoom_reset",
            "-",
            "{theme}",
            "{language}",
            "animations",
        ),
    ),
    ("help", QT_TRANSLATE_NOOP("Actions", "&Help"), ("shortcuts", "-", "about")),
)


class ActionTable(QObject):
    """The table's rows as Qt's actions, bound to the methods of one object."""

    def __init__(self, theme: Theme, target: QObject) -> None:
        super().__init__(target)
        self._actions: dict[str, QAction] = {}
        for spec in ACTIONS:
            action = QAction(self)
            action.setObjectName(f"action_{spec.id}")
            if spec.icon:
                action.setIcon(theme.icon(spec.icon))
            if spec.shortcut:
                action.setShortcuts([QKeySequence(keys) for keys in spec.shortcut.split("; ")])
            action.setCheckable(spec.checkable)
            method = getattr(target, spec.handler)
            # Actions send whether they are checked; the methods have no use for it.
            action.triggered.connect(lambda _checked=False, method=method: method())
            self._actions[spec.id] = action
        self.retranslate()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def all(self) -> tuple[QAction, ...]:
        """Return every action in the table's order."""
        return tuple(self._actions.values())

    def retranslate(self) -> None:
        """Name everything in the language of the window."""
        for spec in ACTIONS:
            action = self._actions[spec.id]
            action.setText(action_text(spec.text))
            tip = action_text(spec.tip)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setStatusTip(tip)
            action.setToolTip(f"{tip} ({keys})" if keys else tip)


def action_text(text: str) -> str:
    """Return a text of the table in the language of the window."""
    return QCoreApplication.translate(CONTEXT, text)
