"""One row of a form: a label, the editor that suits the field, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from engine.optimizers import Schedule
from engine.project.problems import Problem
from netbench_gui.forms.field_spec import FieldSpec
from netbench_gui.i18n import Text, translate
from netbench_gui.look.style_sheet import set_look
from netbench_gui.widgets.field_choice import CheckField, ChecksField, ChoiceField, Option
from netbench_gui.widgets.field_line import JsonField, NumberField, TextField
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from engine.spec import Part
    from netbench_gui.look.theme import Theme

LABEL_WIDTH = 100
Editor = NumberField | TextField | JsonField | ChoiceField | CheckField | ChecksField


@dataclass(frozen=True)
class FieldText:
    """Words that replace those of the declaration, already translated; "" keeps them.

    Attributes:
        options: the words for the values of a Literal.
    """

    title: str = ""
    description: str = ""
    options: Mapping[Any, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FieldHelp:
    """What the help strip says about a field."""

    title: str
    bounds: str
    sentence: str


class RowLabel(QLabel):
    """The name of a row; a click goes to its editor."""

    clicked = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()


class FormRow(QWidget):
    """Label and editor in one line, the sentence of a problem and its fix below.

    Signals:
        edited(name, value): the user chose or typed a value; parts and tuples of parts as such.
        finished: typing or choosing has ended; what comes next is a step of its own.
        fix_wanted(problem): the link below a problem was clicked.
        follow_wanted: the choice should follow again what it followed.
    """

    edited = Signal(str, object)
    finished = Signal()
    fix_wanted = Signal(object)
    follow_wanted = Signal()

    def __init__(self, theme: Theme, spec: FieldSpec, place: str) -> None:
        super().__init__()
        self._theme, self.spec = theme, spec
        self._text = FieldText()
        self._value: Any = spec.default
        self._problem: Problem | None = None
        self._refused = ""
        self._offer: Sequence[type[Part]] | None = None
        self._follow_text = ""
        self.setObjectName(f"row.{place}")
        self._label = RowLabel()
        self._label.setWordWrap(True)
        set_look(self._label, tone="muted")
        self.editor = make_editor(theme, spec)
        self.editor.setObjectName(place)
        self._cell = QHBoxLayout()
        self._cell.addWidget(self.editor)
        # Beside a number that may also be a part: which of the parts, or none.
        self.choice = ChoiceField(theme) if spec.sort == "float" and spec.family else None
        if self.choice is not None:
            self.choice.setObjectName(f"choice.{place}")
            self._cell.addWidget(self.choice)
        if isinstance(self.editor, CheckField):
            self._cell.addStretch(1)
        self._sentence = QLabel()
        self._sentence.setObjectName(f"sentence.{place}")
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        set_look(self._sentence, type="caption", tone="danger")
        self._fix = ToolButton(theme, "", " ", kind="link")
        self._fix.setObjectName(f"fix.{place}")
        self._fill_grid()
        self._connect()
        self.retranslate()
        self._show_state()
        self._on_theme_changed()

    def help(self) -> FieldHelp:
        """Return what the help strip says."""
        bounds = self.editor.bounds_text()
        if bounds and self.spec.sort == "float" and isinstance(self.spec.default, float):
            usual = self.editor.write(self.spec.default)  # type: ignore[union-attr]
            bounds = self.tr("{bounds}, usually {value}").format(bounds=bounds, value=usual)
        sentence = self._text.description or translate(self.spec.description)
        return FieldHelp(self.title(), bounds, sentence)

    def title(self) -> str:
        """Return the name of the field in the language of the window."""
        return self._text.title or translate(self.spec.title)

    def name(self) -> Text:
        """Return the name of the field as it goes on being said when this row is gone."""
        return self._text.title or partial(translate, self.spec.title)

    def show_value(self, value: Any, problem: Problem | None = None) -> None:
        """Show a value and what is wrong with it; nothing is edited by this."""
        self._value, self._problem = value, problem
        self._refused = ""
        shown: Any = value
        match self.spec.sort:
            case "part" if isinstance(self.editor, CheckField):
                shown = value is not None
            case "part":
                shown = value.kind if value is not None else None
            case "parts":
                shown = tuple(part.kind for part in value)
        if self.choice is not None:
            is_number = isinstance(value, float)
            self.choice.show_value(None if is_number else value.kind)
            self.editor.setVisible(is_number)
            if is_number:
                self.editor.show_value(value)
        else:
            self.editor.show_value(shown)
        self._show_state()

    def refuse(self, sentence: str) -> None:
        """Say why the last edit was not taken; the value in force stays."""
        value = self._value
        if self.choice is not None and not isinstance(value, float):
            self.choice.refuse(value.kind, sentence)
            return
        if self.spec.sort == "part":
            value = value.kind if value is not None else None
        elif self.spec.sort == "parts":
            value = tuple(part.kind for part in value)
        self.editor.refuse(value, sentence)

    def set_text(self, text: FieldText) -> None:
        """Use other words than the declaration's."""
        self._text = text
        self.retranslate()

    def set_offer(self, parts: Sequence[type[Part]]) -> None:
        """Offer only these parts instead of the whole family."""
        self._offer = parts
        self._show_options()

    def show_follows(self, follows: bool, text: str) -> None:
        """Show the chain where the choice follows something; `text` names the way back to it."""
        self._follow_text = text
        self._show_options()
        if isinstance(self.editor, ChoiceField):
            self.editor.show_follows(follows)

    def add_beside(self, widget: QWidget) -> None:
        """Put a button at the right of the editor."""
        self._cell.addWidget(widget)

    def retranslate(self) -> None:
        """Write all words anew."""
        title, sentence = self.title(), self._text.description or translate(self.spec.description)
        self._label.setText(title)
        for widget in (self._label, self.editor):
            widget.setToolTip(sentence)
        self.editor.setAccessibleName(title)
        self.editor.setAccessibleDescription(sentence)
        if self.choice is not None:
            self.choice.setToolTip(self.tr("Whether it stays or changes while training."))
            self.choice.setAccessibleName(self.tr("{field}: how it changes").format(field=title))
        if isinstance(self.editor, NumberField | TextField):
            self.editor.show_unit(translate(self.spec.unit) if self.spec.unit else "")
            self.editor.setPlaceholderText(self.tr("none") if self.spec.optional else "")
        self._show_options()
        self._show_state()

    def _fill_grid(self) -> None:
        self._grid = QGridLayout(self)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(self._label, 0, 0, top)
        self._grid.addLayout(self._cell, 0, 1)
        self._grid.addWidget(self._sentence, 1, 1)
        self._grid.addWidget(self._fix, 2, 0, 1, 2, Qt.AlignmentFlag.AlignRight)
        self._grid.setColumnStretch(1, 1)

    def _connect(self) -> None:
        self._label.clicked.connect(self._on_label_clicked)
        self._fix.clicked.connect(lambda: self.fix_wanted.emit(self._problem))
        self.editor.edited.connect(self._on_editor_edited)
        self.editor.refused.connect(self._on_editor_refused)
        self.editor.finished.connect(self.finished)
        if isinstance(self.editor, ChoiceField):
            self.editor.asked_to_follow.connect(self.follow_wanted)
        if self.choice is not None:
            self.choice.edited.connect(self._on_choice_edited)
            self.choice.refused.connect(self._on_editor_refused)
            self.choice.finished.connect(self.finished)
        self._theme.changed.connect(self._on_theme_changed)

    def _show_options(self) -> None:
        if isinstance(self.editor, ChoiceField | ChecksField):
            self.editor.show_options(self._options(), self._follow_text)
        if self.choice is not None:
            parts = [
                Option(_kind(part), translate(part.title), translate(part.description))
                for part in self.spec.offered()
            ]
            self.choice.show_options([Option(None, self.tr("stays")), *parts])

    def _options(self) -> list[Option]:
        if self.spec.sort == "literal":
            words = self._text.options
            none = [Option(None, self.tr("none"))] if self.spec.optional else []
            return none + [
                Option(key, words.get(key) or str(key).replace("_", " "))
                for key in self.spec.options
            ]
        parts = self.spec.offered() if self._offer is None else self._offer
        none = [Option(None, self.tr("none"))] if self.spec.optional else []
        return none + [
            Option(_kind(part), translate(part.title), translate(part.description))
            for part in parts
        ]

    def _show_state(self) -> None:
        problem = self._problem
        bad = bool(self._refused) or (problem is not None and problem.severity == "problem")
        self.editor.show_problem(bad)
        text = self._refused or (translate(problem.message) if problem else "")
        self._sentence.setText(text)
        self._sentence.setVisible(bool(text))
        set_look(self._sentence, tone="danger" if bad else "warning")
        # A layer's card offers the fix already.
        known = problem is not None and problem.layer_id is None and not self._refused
        fix = problem.fix if problem is not None and known else None
        self._fix.setVisible(fix is not None)
        if fix is not None:
            self._fix.setText(translate(fix.label))
            self._fix.setAccessibleName(translate(fix.label))
            self._fix.updateGeometry()

    def _on_editor_edited(self, value: Any) -> None:
        spec = self.spec
        if spec.sort == "part" and isinstance(self.editor, CheckField):
            value = spec.family.model_validate({}) if value and spec.family else None
        elif spec.sort == "part" and value is not None and spec.family:
            value = spec.family.kinds[value].model_validate({})
        elif spec.sort == "parts" and spec.family:
            old = {part.kind: part for part in self._value}
            new = spec.family.kinds
            value = tuple(old.get(kind) or new[kind].model_validate({}) for kind in value)
        self.edited.emit(spec.name, value)

    def _on_choice_edited(self, kind: str | None) -> None:
        old = self._value
        if kind is None:
            usual = self.spec.default if isinstance(self.spec.default, float) else 0.0
            self.edited.emit(self.spec.name, old(0) or usual)
            return
        schedule: type[Schedule] = Schedule.find(kind)
        self.edited.emit(self.spec.name, schedule.starting_at(old if isinstance(old, float) else old(0)))

    def _on_editor_refused(self, sentence: str) -> None:
        self._refused = sentence
        self._show_state()

    def _on_label_clicked(self) -> None:
        self.editor.setFocus(Qt.FocusReason.MouseFocusReason)
        if isinstance(self.editor, CheckField):
            self.editor.click()

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        gap = (self._theme.row("form") - self._theme.row("field")) // 2
        self._grid.setContentsMargins(px(4), gap, 0, gap)
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(2))
        self._cell.setSpacing(px(5))
        self._label.setFixedWidth(px(LABEL_WIDTH) - px(8))
        self._label.setMinimumHeight(self._theme.row("field"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def make_editor(theme: Theme, spec: FieldSpec) -> Editor:
    """Return the editor that suits a field."""
    match spec.sort:
        case "bool":
            return CheckField(theme)
        case "int" | "float":
            whole = spec.sort == "int"
            return NumberField(theme, spec.bounds, whole=whole, optional=spec.optional)
        case "parts":
            return ChecksField(theme)
        case "part" if spec.optional and len(spec.offered()) == 1:
            return CheckField(theme)
        case "part" | "literal":
            return ChoiceField(theme)
        case "text":
            return TextField(theme)
        case _:
            return JsonField(theme)


def _kind(part: type[Part]) -> str:
    return str(part.model_fields["kind"].default)
