"""Binds the fields of a declared part to editors; nothing else here knows a part's fields."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.errors import EngineError
from engine.project.problems import Problem
from engine.spec import Part, Value, explain
from netbench_gui.forms.field_spec import FieldSpec, read_fields
from netbench_gui.forms.options import Sources
from netbench_gui.forms.part_form import Nested, PartForm, PartsForm
from netbench_gui.forms.row import FormRow
from netbench_gui.forms.words import FieldHelp, FieldText
from netbench_gui.i18n import translate
from netbench_gui.widgets.field_section import Section

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme


class Form(QWidget):
    """A row for each field of a class; groups and rare fields fold away.

    Signals:
        edited(name, value): the user changed a field of the shown value, and the part allows it.
            Whoever holds the value changes it and shows the new one.
        finished: typing or choosing has ended; what comes next is a step of its own.
        fix_wanted(problem): the fix of a problem in this form was asked for.
        rows_changed: a chosen part brought other rows.
    """

    edited = Signal(str, object)
    finished = Signal()
    fix_wanted = Signal(object)
    rows_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        value_class: type[Value],
        place: str,
        *,
        names: Collection[str] | None = None,
        flat: bool = False,
        folds: bool = False,
        nested: Nested = "all",
    ) -> None:
        """Build the rows.

        Args:
            theme: gives sizes and icons.
            value_class: the declared part, or another Value with described fields.
            place: where the value stands ("training"); names of the controls begin with it.
            names: the fields to show, in this order; None for all that the class shows.
            flat: put advanced fields and groups among the others instead of into sections.
            folds: hide the advanced fields of a flat form until `show_rare` is called.
            nested: which fields of a chosen part are shown below it.
        """
        super().__init__()
        self.value_class = value_class
        self._theme, self._place, self._nested, self._folds = theme, place, nested, folds
        self._value: Value | None = None
        self._rows: dict[str, FormRow] = {}
        self._parts: dict[str, PartForm | PartsForm] = {}
        self._sections: dict[str, Section] = {}
        self._texts: Mapping[str, FieldText] = {}
        self._absent: frozenset[str] = frozenset()
        self._wanted = ""
        self.setObjectName(f"form.{place}")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        fields = read_fields(value_class)
        shown = [fields[name] for name in (fields if names is None else names)]
        for spec in shown:
            self._add(spec, None if flat else _group(spec))
        for group in ["", *{spec.group: None for spec in shown if spec.group}, "advanced"]:
            if group in self._sections:
                self._column.addWidget(self._sections[group])
        self._retranslate()
        self._arrange()

    def row(self, path: str) -> FormRow | None:
        """Return the row of a field, "loss.delta" for one of a chosen part."""
        name, _, rest = path.partition(".")
        part = self._parts.get(name)
        if rest and isinstance(part, PartForm):
            return part.row(rest)
        return None if rest else self._rows.get(name)

    def rows(self) -> int:
        """Return how many fields there are, those that are folded away included."""
        return len(self._rows)

    def section(self, group: str) -> Section | None:
        """Return a section by its group's English title; "advanced" for the rare fields."""
        return self._sections.get(group)

    def show_value(
        self, value: Value, problems: Iterable[Problem] = (), where: str = ""
    ) -> None:
        """Show a value silently.

        Args:
            value: of the class the form was built for.
            problems: those of the whole project; the ones at `where` and below are shown in place.
            where: path of the value in the project, as in Problem.where.
        """
        self._value = value
        problems = tuple(problems)
        # problems come gravest first: the first one of a field is the one to say
        places: dict[str, Problem] = {}
        for problem in problems:
            places.setdefault(problem.where, problem)
        for name, row in self._rows.items():
            chosen = getattr(value, name)
            row.show_value(chosen, places.get(f"{where}.{name}"))
            if row.spec.needs:
                row.setEnabled(bool(getattr(value, row.spec.needs)))
            match self._parts.get(name):
                case PartForm() as form:
                    form.show_part(chosen if isinstance(chosen, Part) else None, problems, f"{where}.{name}")
                    row.show_more(form.has_rare() and self._nested == "all", form.shows_rare())
                case PartsForm() as forms:
                    forms.show_parts(chosen)

    def set_sources(self, sources: Sources) -> None:
        """Offer what the project has: names of its logs, of its classes."""
        for row in self._rows.values():
            row.set_sources(sources)
        for part in self._parts.values():
            part.set_sources(sources)

    def set_absent(self, names: Iterable[str]) -> None:
        """Leave out the rows of fields that make no sense in this project."""
        if frozenset(names) != self._absent:
            self._absent = frozenset(names)
            self._arrange()

    def search(self, wanted: str) -> int:
        """Show the rows that are about this, and return how many; all for ""."""
        self._wanted = wanted
        return self._arrange()

    def show_rare(self, shown: bool) -> None:
        """Unfold the advanced fields of a flat form, or fold them."""
        self._folds = not shown
        self._arrange()

    def set_texts(self, texts: Mapping[str, FieldText]) -> None:
        """Use other words for some fields, by path."""
        self._texts = texts
        for name, row in self._rows.items():
            if name in texts:
                row.set_text(texts[name])
        for name, part in self._parts.items():
            if not isinstance(part, PartForm):
                continue
            start = f"{name}."
            inner = {path for path in texts if path.startswith(start)}
            part.set_texts({path.removeprefix(start): texts[path] for path in inner})

    def insert_below(self, name: str, widget: QWidget) -> None:
        """Put a widget below the row of a field."""
        after = self._parts.get(name) or self._rows[name]
        column = self._column
        if (group := _group(self._rows[name].spec)) in self._sections:
            column = self._sections[group].body
        column.insertWidget(column.indexOf(after) + 1, widget)

    def reveal(self, path: str) -> QWidget | None:
        """Open what hides a field and return its editor."""
        name, _, rest = path.partition(".")
        row = self._rows.get(name)
        if row is None:
            return None
        if (group := _group(row.spec)) in self._sections:
            self._sections[group].set_open(True)
        if self._folds and row.spec.advanced:
            self.show_rare(True)
        part = self._parts.get(name)
        if rest and isinstance(part, PartForm):
            return part.reveal(rest) or row.editor
        return row.editor

    def _add(self, spec: FieldSpec, group: str | None) -> None:
        row = FormRow(self._theme, spec, f"{self._place}.{spec.name}")
        row.edited.connect(self._on_row_edited)
        row.finished.connect(self.finished)
        row.fix_wanted.connect(self.fix_wanted)
        row.rows_changed.connect(self.rows_changed)
        column = self._section(group).body if group else self._column
        column.addWidget(row)
        self._rows[spec.name] = row
        self._add_part(spec, row, column)

    def _add_part(self, spec: FieldSpec, row: FormRow, column: QVBoxLayout) -> None:
        place = f"{self._place}.{spec.name}"
        part: PartForm | PartsForm
        if spec.sort == "parts":
            part = PartsForm(self._theme, place)
        elif spec.sort in {"part", "number_or_part"} and self._nested != "none":
            part = PartForm(self._theme, place, shows=is_plain if self._nested == "plain" else None, folds=True)
            row.more_wanted.connect(part.show_rare)
        else:
            return
        part.edited.connect(lambda value, name=spec.name: self._on_row_edited(name, value))
        part.finished.connect(self.finished)
        part.fix_wanted.connect(self.fix_wanted)
        part.rows_changed.connect(self.rows_changed)
        column.addWidget(part)
        self._parts[spec.name] = part

    def _arrange(self) -> int:
        """Show the rows that are wanted; return how many."""
        found: dict[str, int] = {}
        for name, row in self._rows.items():
            part = self._parts.get(name)
            is_about = row.search(self._wanted)
            inside = part.search("" if is_about else self._wanted) if part is not None else 0
            is_folded = self._folds and row.spec.advanced and not self._wanted
            is_shown = (is_about or inside > 0) and not is_folded and name not in self._absent
            row.setVisible(is_shown)
            if part is not None and not is_shown:
                part.setVisible(False)
            group = _group(row.spec)
            found[group] = found.get(group, 0) + is_shown
        for group, section in self._sections.items():
            section.show_found(found[group] > 0 if self._wanted else None)
        return sum(found.values())

    def _section(self, group: str) -> Section:
        if group not in self._sections:
            section = Section(self._theme)
            section.setObjectName(f"section.{self._place}.{group}")
            section.button().setObjectName(f"open.{self._place}.{group}")
            self._sections[group] = section
        return self._sections[group]

    def _on_row_edited(self, name: str, value: Any) -> None:
        if self._value is None:
            return
        try:
            self._value.changed(**{name: value})
        except ValidationError as error:
            self._rows[name].refuse(_reason(error, self.value_class))
            return
        self.edited.emit(name, value)

    def _retranslate(self) -> None:
        for group, section in self._sections.items():
            text = self.tr("More settings") if group == "advanced" else translate(group)
            section.set_text(text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def help_of(widget: QWidget | None) -> FieldHelp | None:
    """Return the help of the field that a widget belongs to, None where it is none of a form."""
    while widget is not None:
        if isinstance(widget, FormRow):
            return widget.help()
        widget = widget.parentWidget()
    return None


def _group(spec: FieldSpec) -> str:
    return spec.group or ("advanced" if spec.advanced else "")


def _reason(error: ValidationError, what: type[Value]) -> str:
    cause = error.errors(include_url=False)[0].get("ctx", {}).get("error")
    return translate(cause.message if isinstance(cause, EngineError) else explain(error, what))


def is_plain(spec: FieldSpec) -> bool:
    """Whether a field is an everyday one."""
    return not spec.advanced
