"""The one writer of the open project: every edit goes through here, is undoable, and is announced once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from engine.memory import free_memory
from engine.project.document import Project
from engine.project.problems import Problem, find_problems
from netbench_gui.i18n import Text, said

Edit = Callable[[Project], Project]


class ReplaceProject(QUndoCommand):
    """The only undo command: the project before and the project after."""

    def __init__(self, store: ProjectStore, text: Text, before: Project, after: Project, merge_key: str | None) -> None:
        super().__init__(said(text))
        self._store, self._text = store, text
        self.before, self.after, self.merge_key = before, after, merge_key

    def id(self) -> int:
        """Commands with a merge key may be merged; Qt asks by this number."""
        return -1 if self.merge_key is None else 1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        """Take typing in one field as one step."""
        if not isinstance(other, ReplaceProject) or other.merge_key != self.merge_key:
            return False
        self.after = other.after
        return True

    def reword(self) -> None:
        """Call the step by its name in the language of the window."""
        self.setText(said(self._text))

    def redo(self) -> None:
        """Put the project after in place."""
        self._store._replace(self.after)

    def undo(self) -> None:
        """Put the project before back."""
        self._store._replace(self.before)


class ProjectStore(QObject):
    """Holds the open project.

    Attributes:
        project: the document; never changed in place.
        path: its file, None while it was never saved.
        undo_stack: Qt's stack, for the menu's texts and for enabling undo and redo.
        problems: what find_problems says about the project now.

    Signals:
        changed(old, new): the project was replaced by an edit, undo, redo or opening.
        opened(): another project was opened; undo starts anew. Comes after `changed`.
        path_changed(): the file's name or the unsaved mark changed.
    """

    changed = Signal(object, object)
    opened = Signal()
    path_changed = Signal()

    def __init__(self, project: Project | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project or Project()
        self.path: Path | None = None
        self.problems: tuple[Problem, ...] = find_problems(self.project, free_memory=free_memory())
        self.undo_stack = QUndoStack(self)
        self.undo_stack.cleanChanged.connect(self._on_clean_changed)

    @property
    def is_saved(self) -> bool:
        """Whether the file holds what is on screen."""
        return self.undo_stack.isClean()

    def edit(self, text: Text, edit: Edit, *, merge: str | None = None) -> None:
        """Apply a pure edit as one undoable step.

        Args:
            text: what the step is called in the Edit menu; a function is asked again in another language.
            edit: Project -> Project; may raise EngineError, then nothing changes.
            merge: steps in a row with the same key become one (typing in one field).
        """
        after = edit(self.project)
        if after != self.project:
            self.undo_stack.push(ReplaceProject(self, text, self.project, after, merge))

    def reword_steps(self) -> None:
        """Call all steps by their names in the language of the window."""
        for place in range(self.undo_stack.count()):
            command = self.undo_stack.command(place)
            if isinstance(command, ReplaceProject):
                command.reword()

    def finish_typing(self) -> None:
        """End the merging of steps: what comes next is a step of its own."""
        command = self.undo_stack.command(self.undo_stack.index() - 1)
        if isinstance(command, ReplaceProject):
            command.merge_key = f"{command.merge_key} ended"

    def open(self, project: Project, path: Path | None, *, saved: bool = True) -> None:
        """Show another project; undo starts anew.

        Args:
            project: the document.
            path: its file, None for a new or a bundled one.
            saved: False for a recovered project, which counts as unsaved.
        """
        self.path = path
        self.undo_stack.clear()
        self._replace(project)
        # Said both ways: Qt's clear() of an empty stack leaves the mark as it was.
        if saved:
            self.undo_stack.setClean()
        else:
            self.undo_stack.resetClean()
        self.opened.emit()
        self.path_changed.emit()

    def mark_saved(self, path: Path) -> None:
        """Note that `path` now holds the project."""
        self.path = path
        self.undo_stack.setClean()
        self.path_changed.emit()

    def close(self) -> None:
        """Let go of the undo stack before Qt destroys it, which would still send signals."""
        self.undo_stack.cleanChanged.disconnect(self._on_clean_changed)

    def _replace(self, project: Project) -> None:
        old, self.project = self.project, project
        self.problems = find_problems(project, free_memory=free_memory())
        self.changed.emit(old, project)

    def _on_clean_changed(self, _clean: bool) -> None:
        self.path_changed.emit()
