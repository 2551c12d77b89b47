"""Fields of a project as the command line sets them: PATH=JSON, short forms, lists of parts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import EngineError
from engine.messages import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.layers import Layer
    from engine.project.document import Data, Project, TableSource
    from engine.spec import Part

SOURCE = "data.source"
COLUMN = re.compile(r"data\.columns\.(\d+)\.(role|kind)")


@dataclass(frozen=True)
class Setting:
    """A field's path in the project file, and the text that was given for it."""

    path: str
    text: str

    @property
    def value(self) -> Any:
        """The text as JSON, or as it is where it is none."""
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError):
            return self.text

    @property
    def is_about_source(self) -> bool:
        """Whether it says how the table is read."""
        return self.path == SOURCE or self.path.startswith(SOURCE + ".")


def parse_layers(text: str) -> tuple[Layer, ...]:
    """Read a LIST: `kind[:argument[:argument]][,…]`, arguments in Keras's order.

    Raises:
        EngineError: there is no such layer, or an argument does not suit it.
    """
    from engine.layers import Layer

    return tuple(_part(Layer, item) for item in text.split(",")) if text.strip() else ()


def apply_settings(project: Project, settings: list[Setting], base: Path) -> Project:
    """Set fields of a project; where the table is read in another way, it is inspected again.

    Raises:
        EngineError: there is no such field, or a value does not suit it.
    """
    about_source = [setting for setting in settings if setting.is_about_source]
    if about_source:
        project = _read_anew(project, about_source, base)
    waiting = [setting for setting in settings if not setting.is_about_source]
    # A field stands in its parent, so parents come first. Two shares may suit only together: what
    # is refused is tried again behind the others, as long as that helps.
    waiting.sort(key=lambda setting: setting.path.count("."))
    while waiting:
        refused: list[Setting] = []
        first: EngineError | None = None
        for setting in waiting:
            try:
                project = _applied(project, setting)
            except EngineError as error:
                refused.append(setting)
                first = first or error
        if first is not None and len(refused) == len(waiting):
            raise first
        waiting = refused
    return project


def source_fields(settings: list[Setting]) -> dict[str, Any]:
    """What the settings say about reading the table, by the field's name."""
    fields: dict[str, Any] = {}
    for setting in settings:
        if setting.path == SOURCE and isinstance(setting.value, dict):
            fields |= setting.value
        elif setting.path.startswith(SOURCE + "."):
            fields[setting.path.removeprefix(SOURCE + ".")] = setting.value
    return fields


def table_source(fields: dict[str, Any]) -> TableSource:
    """Check what is said about reading a table.

    Raises:
        EngineError: there is no such field, or a value does not suit it.
    """
    from pydantic import ValidationError

    from engine.project.document import TableSource
    from engine.spec import explain

    try:
        return TableSource.model_validate(fields)
    except ValidationError as error:
        raise EngineError(explain(error, SOURCE)) from None


def describe(given: str, fields: dict[str, Any], base: Path, **choice: Any) -> Data:
    """Describe a table, a bundled table ("sample:iris.csv") or drawn rows ("generated:moons").

    Args:
        given: what stands behind --data; relative paths start from the current folder.
        fields: what is said about reading it; the rest is found out.
        base: folder of the project.
        choice: target and task, as `inspect_table` takes them.
    """
    from engine.project.paths import is_sample

    kind, _, shape = given.partition(":")
    if kind == "generated" and not Path(given).exists():
        return _set_choice(_generated({"kind": kind, "shape": shape, **fields}), **choice)
    from engine.data.inspect import inspect_table

    place = given if is_sample(given) else str(Path(given).absolute())
    source = table_source({**fields, "path": place}) if fields else None
    return inspect_table(place, source, base=base, **choice).data


def _part(family: type[Part], text: str) -> Any:
    kind, *arguments = (word.strip() for word in text.split(":"))
    return family.find(kind)(*(Setting("", argument).value for argument in arguments))


def _applied(project: Project, setting: Setting) -> Project:
    from engine.losses import Loss
    from engine.metrics import Metric
    from engine.optimizers import Optimizer
    from engine.project.data_edits import set_column_kind, set_column_role, set_task
    from engine.project.edits import change_data, set_path

    value = setting.value
    data = project.data
    column = COLUMN.fullmatch(setting.path)
    if data and column and int(column[1]) < len(data.columns):
        name = data.columns[int(column[1])].name
        edit: Any = set_column_role if column[2] == "role" else set_column_kind
        return change_data(project, edit(data, name, value))
    if data and setting.path == "data.task":
        return change_data(project, set_task(data, value))
    if isinstance(value, str):
        match setting.path:
            case "training.optimizer":
                return set_path(project, setting.path, _json(_part(Optimizer, value)))
            case "training.loss":
                return set_path(project, setting.path, _json(_part(Loss, value)))
            case "training.metrics":
                names = [name for name in value.split(",") if name.strip()]
                parts = [_json(_part(Metric, name)) for name in names]
                return set_path(project, setting.path, parts)
    try:
        return set_path(project, setting.path, value)
    except EngineError:
        if isinstance(value, str | dict | list):
            raise
    # A number may be meant as a text: --set metadata.name=2026. If not, the first refusal counts.
    try:
        return set_path(project, setting.path, setting.text)
    except EngineError:
        return set_path(project, setting.path, value)


def _json(part: Part) -> Any:
    return part.to_json()


def _read_anew(project: Project, settings: list[Setting], base: Path) -> Project:
    """Inspect the table again, and keep what was chosen about its columns."""
    from engine.data.inspect import inspect_table
    from engine.project.document import TableSource
    from engine.project.edits import change_data

    old = project.data
    if old is None:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "The project has no data whose “{path}” could be set."),
            path=settings[0].path,
        )
    fields = {**old.source.model_dump(), **source_fields(settings)}
    if fields.get("kind") == "generated":
        kept = fields if not isinstance(old.source, TableSource) else source_fields(settings)
        return change_data(project, _with_choices(_generated(kept), old))
    if not isinstance(old.source, TableSource):
        fields = source_fields(settings)
    source = table_source({**fields, "fingerprint": ""})
    # The fingerprint is that of the file as it is now.
    kept_fields = {name: getattr(source, name) for name in fields if name != "fingerprint"}
    found = inspect_table(source.path, TableSource(**kept_fields), base=base)
    return change_data(project, _with_choices(found.data, old))


def _with_choices(data: Data, old: Data) -> Data:
    """Take over what was chosen before for columns that are still there."""
    from engine.project.data_edits import set_column_role, set_target

    names = {column.name for column in data.columns}
    data = data.changed(split=old.split, preparation=old.preparation)
    if old.target is not None and old.target.name in names:
        try:
            data = set_target(data, old.target.name, old.task)
        except EngineError:  # read in this way, its values no longer suit the task
            data = set_target(data, old.target.name)
    for column in old.columns:
        if column.name in names and column.role == "ignored":
            data = set_column_role(data, column.name, "ignored")
    return data


def _generated(fields: dict[str, Any]) -> Data:
    from pydantic import ValidationError

    from engine.data.generate import describe_generated
    from engine.project.document import GeneratedSource
    from engine.spec import explain

    try:
        source = GeneratedSource.model_validate(fields)
    except ValidationError as error:
        raise EngineError(explain(error, SOURCE)) from None
    return describe_generated(source)


def _set_choice(data: Data, *, target: str | None = None, task: Any = None) -> Data:
    from engine.project.data_edits import set_target, set_task

    if target is not None:
        return set_target(data, target, task)
    return set_task(data, task) if task is not None else data
