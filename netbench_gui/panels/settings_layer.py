"""The rows of the selected layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.layers import Layer
from engine.project.document import Project
from engine.project.edits import change_layer
from engine.project.problems import Problem
from netbench_gui.forms.field_spec import FieldSpec
from netbench_gui.forms.form import Form
from netbench_gui.forms.row import FormRow
from netbench_gui.forms.words import FieldText
from netbench_gui.i18n import translate
from netbench_gui.look.style_sheet import set_look
from netbench_gui.widgets.field_choice import CheckField

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

_FOLLOW = FieldSpec("follows_target", "bool", "Follow target")


class LayerRows(QWidget):
    """Name and place of a layer, and its fields; a hint where none is selected.

    Signals:
        edit_wanted(place, title, edit): apply this edit, called so, to the project.
    """

    edit_wanted = Signal(str, object, object)
    finished = Signal()
    fix_wanted = Signal(object)
    rows_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._project: Project | None = None
        self._layer: Layer | None = None
        self._bad = False
        self._form: Form | None = None
        self._follow: FormRow | None = None
        self._wanted = ""
        self._icon, self._name, self._position = QLabel(), QLabel(), QLabel()
        self._name.setObjectName("layer_name")
        self._position.setObjectName("layer_position")
        self._empty = QLabel()
        self._empty.setObjectName("no_layer")
        self._empty.setWordWrap(True)
        set_look(self._name, type="strong")
        for label in (self._position, self._empty):
            set_look(label, tone="muted")
        self._head = QWidget()
        self._head_row = QHBoxLayout(self._head)
        for label in (self._icon, self._name, self._position):
            self._head_row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head_row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)
        self._column.addWidget(self._empty)
        theme.changed.connect(self._on_theme_changed)
        self._retranslate()
        self._on_theme_changed()

    def show_layer(
        self, project: Project, layer_id: str | None, problems: tuple[Problem, ...]
    ) -> None:
        """Show a layer of a project silently, or that none is selected."""
        self._project = project
        self._layer = next((layer for layer in project.layers if layer.id == layer_id), None)
        self._bad = any(
            problem.layer_id == layer_id and problem.severity == "problem" for problem in problems
        )
        layer = self._layer
        self._head.setVisible(layer is not None)
        self._empty.setVisible(layer is None)
        if type(layer) is not (self._form.value_class if self._form else type(None)):
            self._build(type(layer) if layer is not None else None)
        if layer is not None and self._form is not None:
            self._form.show_value(layer, problems, f"layers.{layer.id}")
        self._show_words()

    def reveal(self, path: str) -> QWidget | None:
        """Open what hides a field and return its editor."""
        if self._form is None:
            return None
        first = next(iter(self._form.findChildren(FormRow)), None)
        return self._form.reveal(path) or (first.editor if first else None)

    def rows(self) -> int:
        """Return how many settings the layer has."""
        return self._form.rows() if self._form is not None else 0

    def search(self, wanted: str) -> int:
        """Show the rows that are about this and return how many; all for ""."""
        self._wanted = wanted
        found = self._form.search(wanted) if self._form is not None else 0
        if self._follow is not None:
            found += self._show_follow()
        return found

    def _build(self, layer_class: type[Layer] | None) -> None:
        if self._form is not None:
            self._column.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = self._follow = None
        if layer_class is not None:
            self._form = Form(self._theme, layer_class, "layer")
            self._form.edited.connect(self._on_form_edited)
            self._form.finished.connect(self.finished)
            self._form.fix_wanted.connect(self.fix_wanted)
            self._form.rows_changed.connect(self.rows_changed)
            if "follows_target" in layer_class.model_fields:
                self._follow = FormRow(self._theme, _FOLLOW, "layer.follows_target")
                self._follow.edited.connect(self._on_form_edited)
                self._follow.finished.connect(self.finished)
                self._form.insert_below("activation", self._follow)
            self._column.addWidget(self._form)
            # At once: a layout would show it only after the events that wait.
            self._form.show()
            self._form.search(self._wanted)
        self.rows_changed.emit()

    def _show_words(self) -> None:
        project, layer = self._project, self._layer
        if project is None or layer is None:
            return
        index, output = project.layers.index(layer), project.output_index
        self._name.setText(translate(layer.title))
        self._position.setText(
            self.tr("output layer") if index == output
            else self.tr("layer {number} of {count}").format(
                number=index + 1, count=len(project.layers)
            )
        )
        self._show_icon()
        if self._follow is not None:
            target = project.data.target if project.data else None
            self._follow.show_value(getattr(layer, "follows_target", False))
            self._follow.set_text(FieldText(self.tr("Follow target"), self.tr(
                "Sets units and activation to what the column to predict needs, and keeps them so."
            )))
            if isinstance(self._follow.editor, CheckField):
                self._follow.editor.setText(target.name.replace("&", "&&") if target else "")
            self._show_follow()

    def _show_follow(self) -> bool:
        """Show the row that follows the target on the output layer, unless one searches for something else."""
        project, layer = self._project, self._layer
        if self._follow is None or project is None or layer is None:
            return False
        has_target = project.data is not None and project.data.target is not None
        is_output = project.layers.index(layer) == project.output_index
        is_shown = has_target and is_output and self._follow.search(self._wanted)
        self._follow.setVisible(is_shown)
        return is_shown

    def _show_icon(self) -> None:
        if self._layer is not None:
            role = "danger" if self._bad else "accent"
            icon = self._theme.icon(self._layer.icon or "layers", 16, role)
            self._icon.setPixmap(icon.pixmap(self._theme.icon_size(16), self.devicePixelRatioF()))

    def _on_form_edited(self, name: str, value: Any) -> None:
        layer, form = self._layer, self._form
        if layer is None or form is None:
            return
        row = form.row(name) or self._follow
        title = row.name() if row else name
        edit = lambda project: change_layer(project, layer.id, **{name: value})  # noqa: E731
        self.edit_wanted.emit(f"layers.{layer.id}.{name}", title, edit)

    def _on_theme_changed(self) -> None:
        self._head.setFixedHeight(self._theme.row("form"))
        self._head_row.setContentsMargins(self._theme.px(4), 0, 0, 0)
        self._empty.setContentsMargins(self._theme.px(4), 0, 0, 0)
        self._head_row.setSpacing(self._theme.px(8))
        self._show_icon()

    def _retranslate(self) -> None:
        self._empty.setText(self.tr("Select a layer in the network to see its settings here."))
        self._show_words()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
