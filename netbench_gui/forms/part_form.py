"""The fields of a part that was chosen in a row, below that row; or of each of several parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.project.problems import Problem
from engine.spec import Part
from netbench_gui.forms.field_spec import FieldSpec, read_fields
from netbench_gui.forms.options import Sources
from netbench_gui.forms.row import FormRow
from netbench_gui.forms.words import FieldText
from netbench_gui.i18n import translate
from netbench_gui.widgets.field_section import Section

if TYPE_CHECKING:
    from netbench_gui.forms.form import Form
    from netbench_gui.look.theme import Theme

# Which fields of a chosen part stand below its choice: none, the everyday ones, or all, the rare ones folded.
Nested = Literal["none", "plain", "all"]


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
        shows: Callable[[FieldSpec], bool] | None = None,
        folds: bool = False,
        nested: Nested = "all",
    ) -> None:
        """Show nothing yet.

        Args:
            theme: gives sizes and icons.
            place: where the part stands; names of the controls begin with it.
            shows: chooses among the fields of any part that comes; None for all.
            folds: whether the rare ones are hidden until `show_rare` is called.
            nested: which fields of a part that is chosen here are shown below it.
        """
        super().__init__()
        self._theme, self._place, self._folds, self._nested = theme, place, folds, nested
        self._shows = shows
        self._part: Part | None = None
        self._class: type[Part] | None = None
        self._rare_shown = False
        self._form: Form | None = None
        self._texts: Mapping[str, FieldText] = {}
        self._sources: Sources = {}
        self._wanted = ""
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

    def set_sources(self, sources: Sources) -> None:
        """Offer what the project has."""
        self._sources = sources
        if self._form is not None:
            self._form.set_sources(sources)

    def has_rare(self) -> bool:
        """Return whether some fields of the shown part are folded away, or would be."""
        return self._folds and self._class is not None and any(map(self._is_rare, read_fields(self._class).values()))

    def shows_rare(self) -> bool:
        """Return whether they are shown."""
        return self._rare_shown

    def show_rare(self, shown: bool) -> None:
        """Unfold the rare fields, or fold them."""
        self._rare_shown = shown
        if self._form is not None:
            self._form.show_rare(shown)
        self.search(self._wanted)

    def search(self, wanted: str) -> int:
        """Show the rows that are about this and return how many; all for ""."""
        self._wanted = wanted
        found = self._form.search(wanted) if self._form is not None else 0
        self.setVisible(found > 0)
        return found

    def show_part(
        self, part: Part | None, problems: Iterable[Problem] = (), where: str = ""
    ) -> None:
        """Show the fields of a part, or nothing."""
        self._part = part
        if (part_class := type(part) if part is not None else None) is not self._class:
            self._class = part_class
            # What is not as usual is not hidden.
            rare = filter(self._is_rare, read_fields(part_class).values()) if part_class else ()
            self._rare_shown = any(getattr(part, spec.name) != spec.default for spec in rare)
            self._build(part_class)
        if self._form is not None and part is not None:
            self._form.show_value(part, problems, where)

    def _build(self, part_class: type[Part] | None) -> None:
        from netbench_gui.forms.form import Form  # a form holds parts, which are forms

        if self._form is not None:
            self._column.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        fields = read_fields(part_class) if part_class else {}
        names = [name for name, spec in fields.items() if self._shows is None or self._shows(spec)]
        if part_class is not None and names:
            folds = self._folds and not self._rare_shown
            self._form = Form(
                self._theme, part_class, self._place, names=names, flat=True, folds=folds, nested=self._nested
            )
            self._form.set_texts(self._texts)
            self._form.set_sources(self._sources)
            self._form.edited.connect(self._on_form_edited)
            self._form.finished.connect(self.finished)
            self._form.fix_wanted.connect(self.fix_wanted)
            self._form.rows_changed.connect(self.rows_changed)
            self._column.addWidget(self._form)
            # At once: a layout would show it only after the events that wait.
            self._form.show()
        self.search(self._wanted)
        self.rows_changed.emit()

    def _is_rare(self, spec: FieldSpec) -> bool:
        return spec.advanced and (self._shows is None or self._shows(spec))

    def _on_form_edited(self, name: str, value: object) -> None:
        if self._part is not None:
            self.edited.emit(self._part.changed(**{name: value}))


class PartsForm(QWidget):
    """A folded section for each of several parts that have fields of their own, as metrics with a threshold have.

    Signals:
        edited(parts): the parts with one field of one of them changed.
    """

    edited = Signal(object)
    finished = Signal()
    fix_wanted = Signal(object)
    rows_changed = Signal()

    def __init__(self, theme: Theme, place: str) -> None:
        super().__init__()
        self._theme, self._place = theme, place
        self._parts: tuple[Part, ...] = ()
        self._sections: dict[int, tuple[type[Part], Section, PartForm]] = {}
        self._wanted = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def section(self, kind: str) -> Section | None:
        """Return the section of the first part of a kind."""
        places = (place for place, part in enumerate(self._parts) if part.kind == kind and place in self._sections)
        return next((self._sections[place][1] for place in places), None)

    def set_sources(self, sources: Sources) -> None:
        """Offer what the project has."""
        for _, _, form in self._sections.values():
            form.set_sources(sources)

    def search(self, wanted: str) -> int:
        """Show the rows that are about this, unfolded, and return how many; all for ""."""
        self._wanted, found = wanted, 0
        for _, section, form in self._sections.values():
            rows = form.search(wanted)
            section.show_found(rows > 0 if wanted else None)
            found += rows
        return found

    def show_parts(self, parts: tuple[Part, ...]) -> None:
        """Show the fields of these."""
        self._parts = parts
        with_fields = {place: type(part) for place, part in enumerate(parts) if read_fields(type(part))}
        if with_fields != {place: made[0] for place, made in self._sections.items()}:
            self._build(with_fields)
        for place, (_, _, form) in self._sections.items():
            form.show_part(parts[place])
        self.setVisible(bool(self._sections))

    def _build(self, wanted: Mapping[int, type[Part]]) -> None:
        open_before = {made[0] for made in self._sections.values() if made[1].is_open()}
        for _, section, _ in self._sections.values():
            self._column.removeWidget(section)
            section.hide()
            section.deleteLater()
        self._sections = {}
        for place, part_class in wanted.items():
            kind = part_class.model_fields["kind"].default
            section, form = Section(self._theme), PartForm(self._theme, f"{self._place}.{kind}")
            section.setObjectName(f"section.{self._place}.{kind}")
            section.button().setObjectName(f"open.{self._place}.{kind}")
            section.body.addWidget(form)
            form.edited.connect(lambda part, place=place: self._on_form_edited(place, part))
            form.finished.connect(self.finished)
            form.rows_changed.connect(self.rows_changed)
            self._sections[place] = part_class, section, form
            self._column.addWidget(section)
            section.show()
            section.set_open(part_class in open_before)
        self._retranslate()
        self.search(self._wanted)
        self.rows_changed.emit()

    def _on_form_edited(self, place: int, part: Part) -> None:
        self.edited.emit((*self._parts[:place], part, *self._parts[place + 1 :]))

    def _retranslate(self) -> None:
        for part_class, section, _ in self._sections.values():
            section.set_text(self.tr("{part}: settings").format(part=translate(part_class.title)))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
