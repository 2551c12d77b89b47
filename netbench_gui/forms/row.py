"""One row of a form: a label, the editor that suits the field, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from engine.project.problems import Problem
from engine.spec import Part
from netbench_gui.finding import is_found
from netbench_gui.forms.editors import make_editor
from netbench_gui.forms.field_spec import FieldSpec
from netbench_gui.forms.options import (
    Sources,
    field_texts,
    literal_options,
    part_options,
    search_texts,
    source_options,
)
from netbench_gui.forms.values import number_or_part, shown_value, taken_value
from netbench_gui.forms.words import FieldHelp, FieldText, RowLabel
from netbench_gui.i18n import Text, translate
from netbench_gui.look.style_sheet import set_look
from netbench_gui.widgets.field_checks import ChecksField
from netbench_gui.widgets.field_choice import CheckField, ChoiceField, Option
from netbench_gui.widgets.field_line import NumberField, TextField
from netbench_gui.widgets.field_numbers import NamedNumbersField, NumbersField
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

LABEL_WIDTH = 100
# Around the text of a choice; of a number beside one; what Qt calls no limit.
_FRAME, _LEAST, _NO_LIMIT = 40, 60, 16_777_215


class FormRow(QWidget):
    """Label and editor in one line, the sentence of a problem and its fix below.

    Signals:
        edited(name, value): the user chose or typed a value; parts and tuples of parts as such.
        finished: typing or choosing has ended; what comes next is a step of its own.
        fix_wanted(problem): the link below a problem was clicked.
        follow_wanted: the choice should follow again what it followed.
        rows_changed: there is one more thing for Tab to stop at.
        more_wanted(shown): the rare fields of the chosen part should be shown, or folded.
    """

    edited = Signal(str, object)
    finished = Signal()
    fix_wanted = Signal(object)
    follow_wanted = Signal()
    more_wanted = Signal(bool)
    rows_changed = Signal()

    def __init__(self, theme: Theme, spec: FieldSpec, place: str) -> None:
        super().__init__()
        self._theme, self.spec = theme, spec
        self._text = FieldText()
        self._value: Any = spec.default
        self._problem: Problem | None = None
        self._refused = ""
        self._offer: Sequence[type[Part]] | None = None
        self._follow_text = ""
        self._sources: Sources = {}
        self._searched: list[str] | None = None
        self._shows_more = False
        self.setObjectName(f"row.{place}")
        self._label = RowLabel()
        self._label.setWordWrap(True)
        set_look(self._label, tone="muted")
        self.editor = make_editor(theme, spec)
        self.editor.setObjectName(place)
        self._cell = QHBoxLayout()
        self._cell.addWidget(self.editor)
        # Beside a number that a part may stand in for: which of the parts, or none.
        self.choice = ChoiceField(theme) if spec.sort == "number_or_part" else None
        if self.choice is not None:
            self.choice.setObjectName(f"choice.{place}")
            self._cell.addWidget(self.choice)
        # What many rows never need is made when it is needed.
        self._more: ToolButton | None = None
        self._fix: ToolButton | None = None
        if isinstance(self.editor, CheckField):
            self._cell.addStretch(1)
        self._sentence = QLabel()
        self._sentence.setObjectName(f"sentence.{place}")
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        set_look(self._sentence, type="caption", tone="danger")
        self._place = place
        self._fill_grid()
        self._connect()
        self.retranslate()
        self._show_state()
        self._on_theme_changed()

    def help(self) -> FieldHelp:
        """Return what the help strip says."""
        bounds = self.editor.bounds_text()
        if bounds and isinstance(self.editor, NumberField) and isinstance(self.spec.default, float):
            usual = self.editor.write(self.spec.default)
            bounds = self.tr("{bounds}, usually {value}").format(bounds=bounds, value=usual)
        return FieldHelp(self.title(), bounds, self._description())

    def _description(self) -> str:
        return self._text.description or translate(self.spec.description)

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
        if self.choice is not None:
            is_number = isinstance(value, float)
            self.choice.show_value(None if is_number else value.kind)
            self.editor.setVisible(is_number)
            self._fit_choice()
        if self.spec.sort == "text" and self.spec.source:
            self._show_options()
        if self.choice is None or isinstance(value, float):
            self.editor.show_value(shown_value(self.spec, value))
        self._show_state()

    def refuse(self, sentence: str) -> None:
        """Say why the last edit was not taken; the value in force stays."""
        if self.choice is not None and not isinstance(self._value, float):
            self.choice.refuse(self._value.kind, sentence)
        else:
            self.editor.refuse(shown_value(self.spec, self._value), sentence)

    def set_sources(self, sources: Sources) -> None:
        """Offer what the project has, where the field chooses from it."""
        self._sources = sources
        if isinstance(self.editor, NamedNumbersField):
            self.editor.show_names([title for _, title in sources.get(self.spec.source, ())])
        elif self.spec.source:
            self._show_options()

    def show_more(self, offered: bool, shown: bool) -> None:
        """Offer to show the rare fields of the chosen part, or to fold them."""
        self._shows_more = shown
        if offered and self._more is None:
            self._more = ToolButton(self._theme, "chevron-right")
            self._more.setObjectName(f"open.{self._place}.advanced")
            self._more.clicked.connect(self._on_more_clicked)
            self._cell.addWidget(self._more)
            self.rows_changed.emit()
        if self._more is not None:
            self._more.setVisible(offered)
            self._more.set_icon_name("chevron-down" if shown else "chevron-right")
            self._name_more()

    def search(self, wanted: str) -> bool:
        """Return whether the row is about this; of a list only what is called so is shown."""
        if self._searched is None and wanted:
            self._searched = search_texts(self.spec)
        texts = [self.title(), self._description(), *(self._searched or ()), *self._inner_texts()]
        is_about = not wanted or is_found(wanted, texts)
        if isinstance(self.editor, ChecksField):
            named = not wanted or is_found(wanted, [self.title(), self.spec.name])
            self.editor.search("" if named else wanted)
        return is_about

    def _inner_texts(self) -> list[str]:
        """By what the settings are found that another choice would bring; those of the chosen part have rows."""
        chosen = self._value if isinstance(self._value, tuple) else (self._value,)
        known = {name for part in chosen if isinstance(part, Part) for name in type(part).model_fields}
        inner = field_texts(tuple(self.spec.offered()))
        return [text for name, texts in inner.items() if name not in known for text in texts]

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
        title, sentence = self.title(), self._description()
        self._label.setText(title)
        for widget in (self._label, self.editor):
            widget.setToolTip(sentence)
        self.editor.setAccessibleName(title)
        self.editor.setAccessibleDescription(sentence)
        if self.choice is not None:
            self.choice.setToolTip(self.tr("Whether it stays or changes while training."))
            self.choice.setAccessibleName(self.tr("{field}: how it changes").format(field=title))
        if isinstance(self.editor, NumberField | NumbersField | TextField):
            self.editor.show_unit(translate(self.spec.unit) if self.spec.unit else "")
            self.editor.setPlaceholderText(self.tr("none") if self.spec.optional else "")
        self._name_more()
        self._show_options()
        self._show_state()

    def _fill_grid(self) -> None:
        self._grid = QGridLayout(self)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(self._label, 0, 0, top)
        self._grid.addLayout(self._cell, 0, 1)
        self._grid.addWidget(self._sentence, 1, 1)
        self._grid.setColumnStretch(1, 1)

    def _connect(self) -> None:
        self._label.clicked.connect(self._on_label_clicked)
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
            self.choice.show_options([Option(None, self.tr("stays"), common=True), *part_options(self.spec.offered())])

    def _options(self) -> list[Option]:
        none = [Option(None, self.tr("none"), common=True)] if self.spec.optional else []
        if self.spec.sort == "literal":
            return none + literal_options(self.spec, self._text.options)
        if self.spec.source:
            return none + source_options(self.spec, self._sources, self._value)
        return none + part_options(self.spec.offered() if self._offer is None else self._offer)

    def _fit_choice(self) -> None:
        """Beside a number leave most of the room to the number."""
        if self.choice is not None:
            beside = isinstance(self._value, float)
            width = self.choice.fontMetrics().horizontalAdvance(self.choice.currentText()) + self._theme.px(_FRAME)
            self.choice.setMaximumWidth(width if beside else _NO_LIMIT)
            self.choice.setMinimumWidth(width if beside else 0)
            self.editor.setMinimumWidth(self._theme.px(_LEAST))

    def _name_more(self) -> None:
        if self._more is None:
            return
        part = translate(self._value.title) if isinstance(self._value, Part) else self.title()
        text = self.tr("Fewer settings of {part}") if self._shows_more else self.tr("More settings of {part}")
        self._more.setToolTip(text.format(part=part))
        self._more.setAccessibleName(self._more.toolTip())

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
        if fix is not None and self._fix is None:
            self._fix = ToolButton(self._theme, "", " ", kind="link")
            self._fix.setObjectName(f"fix.{self._place}")
            self._fix.clicked.connect(lambda: self.fix_wanted.emit(self._problem))
            self._grid.addWidget(self._fix, 2, 0, 1, 2, Qt.AlignmentFlag.AlignRight)
        if self._fix is not None:
            self._fix.setVisible(fix is not None)
            self._fix.setText(translate(fix.label) if fix is not None else " ")
            self._fix.setAccessibleName(self._fix.text())
            self._fix.updateGeometry()

    def _on_editor_edited(self, value: Any) -> None:
        self.edited.emit(self.spec.name, taken_value(self.spec, value, self._value))

    def _on_choice_edited(self, kind: str | None) -> None:
        self.edited.emit(self.spec.name, number_or_part(self.spec, kind, self._value))

    def _on_more_clicked(self) -> None:
        self.more_wanted.emit(not self._shows_more)
        self.show_more(True, not self._shows_more)

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
        self._fit_choice()
        self._label.setFixedWidth(px(LABEL_WIDTH) - px(8))
        self._label.setMinimumHeight(self._theme.row("field"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
