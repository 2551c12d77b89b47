"""Which editor suits a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbench_gui.forms.field_spec import FieldSpec
from netbench_gui.forms.values import is_switch
from netbench_gui.widgets.field_checks import ChecksField
from netbench_gui.widgets.field_choice import CheckField, ChoiceField
from netbench_gui.widgets.field_line import JsonField, NumberField, TextField
from netbench_gui.widgets.field_numbers import NamedNumbersField, NumbersField

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

Editor = (
    NumberField | NumbersField | NamedNumbersField | TextField | JsonField | ChoiceField | CheckField | ChecksField
)
# What a class counts that no weight is given for.
USUAL_WEIGHT = 1.0


def make_editor(theme: Theme, spec: FieldSpec) -> Editor:
    """Return the editor for a field."""
    editor: Editor
    match spec.sort:
        case "bool":
            editor = CheckField(theme)
        case "int" | "float" | "number_or_part":
            whole = spec.sort == "int"
            editor = NumberField(theme, spec.bounds, whole=whole, optional=spec.optional)
        case "numbers" if spec.source == "classes":
            editor = NamedNumbersField(theme, spec.bounds, USUAL_WEIGHT)
        case "numbers":
            editor = NumbersField(theme, whole=spec.whole, single=spec.single, optional=spec.optional)
        case "parts":
            editor = ChecksField(theme)
        case "part" if is_switch(spec):
            editor = CheckField(theme)
        case "part" | "literal":
            editor = ChoiceField(theme)
        case "text" if spec.source:  # one of what the project has
            editor = ChoiceField(theme)
        case "text":
            editor = TextField(theme)
        case _:
            editor = JsonField(theme)
    return editor
