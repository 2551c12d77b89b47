"""The kept runs as a table: when, how far, how good, and what was set differently."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from engine.errors import EngineError
from engine.history import History
from engine.project.document import Project, Training
from engine.project.run_lock import is_held
from engine.project.runs import HISTORY, PROJECT, load_run
from engine.spec import Part
from netbench_gui.i18n import listed, translate
from netbench_gui.look.figures import NOTHING, count, figure, measure, percent, rate_text

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("run", "begun", "ended", "epochs", "val_loss", "score", "seed", "differs")
_FIGURES = {"epochs", "val_loss", "score", "seed"}


@dataclass(frozen=True)
class KeptRun:
    """One run of the list.

    Attributes:
        trouble: why it cannot be read, None where it can; the rest is then empty.
        is_training: whether it goes on just now, here, in another window or in a terminal.
    """

    folder: Path
    begun: datetime | None
    project: Project
    history: History
    trouble: EngineError | None = None
    is_training: bool = False


def read_run(folder: Path) -> KeptRun:
    """Read a run for the list; one that cannot be read is listed with its trouble."""
    try:
        begun = datetime.fromtimestamp((folder / PROJECT).stat().st_mtime, UTC)
    except OSError:
        begun = None
    try:
        run = load_run(folder)
    except EngineError as error:
        return KeptRun(folder, begun, Project(), History(), error)
    return KeptRun(folder, begun, run.project, run.history, is_training=is_held(folder))


def run_stamp(folder: Path) -> tuple[int, bool]:
    """What changes when the run's figures do, or when its training begins or ends."""
    try:
        return (folder / HISTORY).stat().st_mtime_ns, is_held(folder)
    except OSError:
        return 0, is_held(folder)


def differences(run: Project, now: Project) -> list[str]:
    """In words, what a run had set differently from the project as it is now."""
    found = []
    for name, info in Training.model_fields.items():
        old, new = getattr(run.training, name), getattr(now.training, name)
        if old == new or name == "seed":
            continue
        if isinstance(old, Part) and type(old) is type(new):
            found += [
                f"{translate(field.title)} {_word(getattr(old, key))}"
                for key, field in type(old).form_fields().items()
                if getattr(old, key) != getattr(new, key) and field.title
            ]
        elif isinstance(old, Part):
            found.append(translate(old.title))
        elif info.title:
            found.append(f"{translate(info.title)} {_word(old)}")
    if _layers(run) != _layers(now):
        found.append(" → ".join(_layer(layer) for layer in run.layers))
    if run.data != now.data and _columns(run) != _columns(now):
        found.append(QCoreApplication.translate("RunsPanel", "other data settings"))
    return found


class RunTable(QAbstractTableModel):
    """Newest run first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._runs: list[KeptRun] = []
        self._now = Project()
        self._shown: Path | None = None

    def show_runs(self, runs: list[KeptRun], now: Project, shown: Path | None) -> None:
        """Show these runs, compared with the project as it is, the shown one marked."""
        same = [run.folder for run in runs] == [run.folder for run in self._runs]
        if not same:
            self.beginResetModel()
        self._runs, self._now, self._shown = list(runs), now, shown
        if not same:
            self.endResetModel()
        elif runs:
            self.dataChanged.emit(self.index(0, 0), self.index(len(runs) - 1, len(COLUMNS) - 1))

    def run(self, row: int) -> KeptRun:
        """The run of a row."""
        return self._runs[row]

    def row_of(self, folder: Path | None) -> int | None:
        """The row of a run, None where it is not listed."""
        return next((i for i, run in enumerate(self._runs) if run.folder == folder), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._runs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(COLUMNS[section])
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            "run": QCoreApplication.translate("RunsPanel", "Run"),
            "begun": QCoreApplication.translate("RunsPanel", "Begun"),
            "ended": QCoreApplication.translate("RunsPanel", "Ended"),
            "epochs": QCoreApplication.translate("RunsPanel", "Epochs"),
            "val_loss": QCoreApplication.translate("RunsPanel", "Best validation loss"),
            "score": QCoreApplication.translate("RunsPanel", "Test"),
            "seed": QCoreApplication.translate("RunsPanel", "Seed"),
            "differs": QCoreApplication.translate("RunsPanel", "Set differently from now"),
        }[COLUMNS[section]]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        run, name = self._runs[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(run, name)
        if role == Qt.ItemDataRole.ToolTipRole:
            return translate(run.trouble.message) if run.trouble else self._text(run, name)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(name)
        if role == Qt.ItemDataRole.FontRole and run.folder == self._shown:
            return self._theme.font("strong")
        return None

    def _text(self, run: KeptRun, name: str) -> str:
        number = run.folder.name.lstrip("0") or run.folder.name
        if name == "run":
            shown = QCoreApplication.translate("RunsPanel", "{number} · shown").format(number=number)
            return shown if run.folder == self._shown else number
        if name == "begun":
            return _moment(run.begun)
        if run.trouble is not None:
            return translate(run.trouble.message) if name == "differs" else NOTHING
        if name == "differs":
            return listed([*differences(run.project, self._now), *_by_hand(run.history)])
        return _TEXTS[name](run)


def _by_hand(history: History) -> list[str]:
    """In words, the learning rates that were set while it ran."""
    text = QCoreApplication.translate("RunsPanel", "rate {rate} from epoch {number} on")
    return [
        text.format(rate=rate_text(change.learning_rate), number=count(change.epoch)) for change in history.rate_changes
    ]


def _ended(run: KeptRun) -> str:
    finished = run.history.finished
    if run.is_training:
        return QCoreApplication.translate("RunsPanel", "in training")
    return {
        None: QCoreApplication.translate("RunsPanel", "not ended"),
        "completed": QCoreApplication.translate("RunsPanel", "completed"),
        "early_stopped": QCoreApplication.translate("RunsPanel", "stopped early"),
        "diverged": QCoreApplication.translate("RunsPanel", "no longer a number"),
        "stopped": QCoreApplication.translate("RunsPanel", "stopped"),
    }[finished.reason if finished else None]


def _epochs(run: KeptRun) -> str:
    planned = run.project.training.epochs
    done = len(run.history.epochs)
    if done == planned:
        return count(done)
    text = QCoreApplication.translate("RunsPanel", "{number} of {total}")
    return text.format(number=count(done), total=count(planned))


def _best_loss(run: KeptRun) -> str:
    name = "val_loss" if any("val_loss" in logs for logs in run.history.epochs[:1]) else "loss"
    values = [logs[name] for logs in run.history.epochs if name in logs]
    return figure(min((value for value in values if not math.isnan(value)), default=None))


def _score(run: KeptRun) -> str:
    finished, metrics = run.history.finished, run.project.training.metrics
    if finished is None or not metrics:
        return NOTHING
    value = finished.test.get(metrics[0].log_name)
    text = percent(value) if metrics[0].share else measure(value)
    return f"{translate(metrics[0].title)} {text}"


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return NOTHING
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)


def _alignment(name: str) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if name in _FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _word(value: Any) -> str:
    if isinstance(value, bool):
        on, off = QCoreApplication.translate("RunsPanel", "on"), QCoreApplication.translate("RunsPanel", "off")
        return on if value else off
    if isinstance(value, Part):
        return translate(value.title)
    if value is None:
        return QCoreApplication.translate("RunsPanel", "none")
    if isinstance(value, tuple):
        return listed(_word(item) for item in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _layers(project: Project) -> list[Any]:
    """The layers without their names, which mean nothing to people."""
    return [layer.changed(id="") for layer in project.layers]


def _layer(layer: Any) -> str:
    units = getattr(layer, "units", None)
    return translate(layer.title) if units is None else f"{translate(layer.title)} {units}"


def _columns(project: Project) -> Any:
    """What of the data is a setting: a kept run names its table from another folder."""
    data = project.data
    return data and (data.columns, data.task, data.split, data.preparation)


_TEXTS: dict[str, Callable[[KeptRun], str]] = {
    "ended": _ended,
    "epochs": _epochs,
    "val_loss": _best_loss,
    "score": _score,
    "seed": lambda run: str(run.project.training.seed),
}
