"""One line of the list of problems: what is wrong, where, and the ways out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.project.problems import Problem
from netbench_gui.i18n import translate
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme


_SENTENCE_END = re.compile(r"(?<=[.?])\s+(?=[A-Z“])|(?<=。)(?=.)")


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence, and what follows it."""
    head, *rest = _SENTENCE_END.split(text, maxsplit=1)
    return head, rest[0] if rest else ""


class ProblemRow(QWidget):
    """Icon, sentence, place, and the buttons Show and, where there is one, the fix.

    Signals:
        show_wanted, fix_wanted: a button was pressed.
    """

    show_wanted = Signal()
    fix_wanted = Signal()

    def __init__(
        self, theme: Theme, problem: Problem, place: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._problem, self._place = problem, place
        self.setObjectName("problem_row")
        self._icon, self._sentence, self._where = QLabel(), QLabel(), QLabel()
        self._sentence.setProperty("type", "medium")
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._where.setProperty("type", "caption")
        self._where.setProperty("tone", "muted")
        self._where.setWordWrap(True)
        self._where.setTextFormat(Qt.TextFormat.PlainText)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._sentence)
        words.addWidget(self._where)
        self._show = ToolButton(theme, text=" ", kind="box")
        self._show.setObjectName("show_problem")
        self._show.clicked.connect(self.show_wanted)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addLayout(words, 1)
        self._row.addWidget(self._show)
        self._fix: ToolButton | None = None
        if problem.fix is not None:
            self._fix = ToolButton(theme, text=" ", kind="box")
            self._fix.setObjectName("fix_problem")
            self._fix.clicked.connect(self.fix_wanted)
            self._row.addWidget(self._fix)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self._retranslate()

    def problem(self) -> Problem:
        """What the row is about."""
        return self._problem

    def sentence(self) -> str:
        """What it says."""
        return self._sentence.text()

    def take_focus(self) -> None:
        """Give the keyboard to the fix, or to Show where there is none."""
        (self._fix or self._show).setFocus(Qt.FocusReason.TabFocusReason)

    def _retranslate(self) -> None:
        head, rest = first_sentence(translate(self._problem.message))
        self._sentence.setText(head)
        self._where.setText(f"{self._place} · {rest}" if rest else self._place)
        grave = self._problem.severity == "problem"
        kind = self.tr("Problem") if grave else self.tr("Notice")
        self.setAccessibleName(f"{kind}: {self._sentence.text()}")
        self._show.setText(self.tr("Show"))
        self._show.setAccessibleName(self.tr("Show where this is"))
        self._show.setToolTip(self.tr("Shows the field that this is about."))
        self._show.updateGeometry()
        if self._fix is not None and self._problem.fix is not None:
            self._fix.setText(translate(self._problem.fix.label))
            self._fix.setAccessibleName(self._fix.text())
            self._fix.setToolTip(self.tr("Does this for you; Undo takes it back."))
            self._fix.updateGeometry()

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(0, px(8), 0, px(8))
        self._row.setSpacing(px(12))
        grave = self._problem.severity == "problem"
        icon, role = ("circle-alert", "danger") if grave else ("triangle-alert", "warning")
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(self._theme.pixmap(icon, 20, role, ratio=ratio))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
