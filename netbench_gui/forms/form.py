"""Binds the fields of a declared part to editors; nothing else here knows a part's fields."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLayout, QScrollArea, QVBoxLayout, QWidget

from engine.errors import EngineError
from engine.project.problems import Problem
from engine.spec import Part, Value, explain
from netbench_gui.forms.field_spec import FieldSpec, read_fields
from netbench_gui.forms.row import FieldHelp, FieldText, FormRow
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
        nested: bool = True,
    ) -> None:
        """Build the rows.

        Args:
            theme: gives sizes and icons.
            value_class: the declared part, or another Value with described fields.
            place: where the value stands ("training"); names of the controls begin with it.
            names: the fields to show, in this order; None for all that the class shows.
            flat: put advanced fields and groups among the others instead of into sections.
            nested: show the fields of a chosen part below it.
        """
        super().__init__()
        self.value_class = value_class
        self._theme, self._place, self._nested = theme, place, nested
        self._value: Value | None = None
        self._rows: dict[str, FormRow] = {}
        self._parts: dict[str, PartForm] = {}
        self._sections: dict[str, Section] = {}
        self._texts: Mapping[str, FieldText] = {}
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

    def row(self, path: str) -> FormRow | None:
        """Return the row of a field, "loss.delta" for one of a chosen part."""
        name, _, rest = path.partition(".")
        if rest and name in self._parts:
            return self._parts[name].row(rest)
        return None if rest else self._rows.get(name)

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
            row.show_value(getattr(value, name), places.get(f"{where}.{name}"))
            if name in self._parts:
                chosen = getattr(value, name)
                part = chosen if isinstance(chosen, Part) else None
                self._parts[name].show_part(part, problems, f"{where}.{name}")

    def set_texts(self, texts: Mapping[str, FieldText]) -> None:
        """Use other words for some fields, by path."""
        self._texts = texts
        for name, row in self._rows.items():
            if name in texts:
                row.set_text(texts[name])
        for name, part in self._parts.items():
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
        if rest and name in self._parts:
            return self._parts[name].reveal(rest) or row.editor
        return row.editor

    def _add(self, spec: FieldSpec, group: str | None) -> None:
        row = FormRow(self._theme, spec, f"{self._place}.{spec.name}")
        row.edited.connect(self._on_row_edited)
        row.finished.connect(self.finished)
        row.fix_wanted.connect(self.fix_wanted)
        column = self._section(group).body if group else self._column
        column.addWidget(row)
        self._rows[spec.name] = row
        if (spec.sort == "part" or row.choice is not None) and self._nested:
            part = PartForm(self._theme, f"{self._place}.{spec.name}", flat=False)
            part.edited.connect(lambda value, name=spec.name: self._on_row_edited(name, value))
            part.finished.connect(self.finished)
            part.fix_wanted.connect(self.fix_wanted)
            part.rows_changed.connect(self.rows_changed)
            column.addWidget(part)
            self._parts[spec.name] = part

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


class PartForm(QWidget):
    """The fields of whichever part is chosen; the rows change with its class.

    Signals:
        edited(part): the part with one field changed.
        rows_changed: there are other rows now, as after choosing another part.
    """

    edited = Signal(object)
    finished = Signal()
    fix_wanted = Signal(object)
    rows_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        place: str,
        *,
        names: Collection[str] | None = None,
        without: Collection[str] = (),
        flat: bool = True,
    ) -> None:
        """Show nothing yet; `names` or `without` choose among the fields of any part that comes.

        Without `flat`, its rare fields fold away, so that a part below its choice takes little room.
        """
        super().__init__()
        self._theme, self._place, self._flat = theme, place, flat
        self._names, self._without = names, without
        self._part: Part | None = None
        self._form: Form | None = None
        self._texts: Mapping[str, FieldText] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setVisible(False)

    def row(self, path: str) -> FormRow | None:
        """Return the row of a field of the part that is shown."""
        return self._form.row(path) if self._form else None

    def reveal(self, path: str) -> QWidget | None:
        """Open what hides a field and return its editor."""
        return self._form.reveal(path) if self._form else None

    def set_texts(self, texts: Mapping[str, FieldText]) -> None:
        """Use other words for some fields of the part."""
        self._texts = texts
        if self._form is not None:
            self._form.set_texts(texts)

    def show_part(
        self, part: Part | None, problems: Iterable[Problem] = (), where: str = ""
    ) -> None:
        """Show the fields of a part, or nothing."""
        self._part = part
        if type(part) is not (self._form.value_class if self._form else type(None)):
            self._build(type(part) if part is not None else None)
        if self._form is not None and part is not None:
            self._form.show_value(part, problems, where)

    def _build(self, part_class: type[Part] | None) -> None:
        if self._form is not None:
            self._column.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        names = [
            name
            for name in (read_fields(part_class) if part_class else ())
            if name not in self._without and (self._names is None or name in self._names)
        ]
        self.setVisible(bool(names))
        if part_class is not None:
            self._form = Form(self._theme, part_class, self._place, names=names, flat=self._flat)
            self._form.set_texts(self._texts)
            self._form.edited.connect(self._on_form_edited)
            self._form.finished.connect(self.finished)
            self._form.fix_wanted.connect(self.fix_wanted)
            self._form.rows_changed.connect(self.rows_changed)
            self._column.addWidget(self._form)
            # At once: a layout would show it only after the events that wait.
            self._form.show()
        self.rows_changed.emit()

    def _on_form_edited(self, name: str, value: Any) -> None:
        if self._part is not None:
            self.edited.emit(self._part.changed(**{name: value}))


def help_of(widget: QWidget | None) -> FieldHelp | None:
    """Return the help of the field that a widget belongs to, None where it is none of a form."""
    while widget is not None:
        if isinstance(widget, FormRow):
            return widget.help()
        widget = widget.parentWidget()
    return None


def order_tabs(root: QWidget) -> None:
    """Let Tab go from row to row as they stand, whenever they were made."""
    chain = [*_fields_in(root.layout())]
    for before, after in pairwise(chain):
        QWidget.setTabOrder(before, after)


def _fields_in(layout: QLayout | None) -> Iterable[QWidget]:
    for index in range(layout.count() if layout else 0):
        item = layout.itemAt(index) if layout else None
        widget = item.widget() if item is not None else None
        if widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        elif isinstance(widget, QScrollArea):
            inside = widget.widget()
            yield from _fields_in(inside.layout() if inside else None)
        elif widget is not None:
            yield from _fields_in(widget.layout())
        elif item is not None:
            yield from _fields_in(item.layout())


def _group(spec: FieldSpec) -> str:
    return spec.group or ("advanced" if spec.advanced else "")


def _reason(error: ValidationError, what: type[Value]) -> str:
    cause = error.errors(include_url=False)[0].get("ctx", {}).get("error")
    return translate(cause.message if isinstance(cause, EngineError) else explain(error, what))
