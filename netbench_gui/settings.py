"""What the program remembers of its user: the window's shape, recent files, language and look."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

from PySide6.QtCore import QByteArray, QLocale, QSettings, QStandardPaths

from netbench_gui.look.theme import Mode
from netbench_gui.look.tokens import ZOOM_STEPS

Animations = Literal["system", "off"]
LANGUAGES = ("en", "zh_CN")
RECENT_FILES = 8


def config_folder() -> Path:
    """Return the folder of the settings."""
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(place)) / "netbench"


def data_folder() -> Path:
    """Return the folder of unsaved work, of runs without a project file, and of crash reports."""
    place = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "netbench"


def system_language() -> str:
    """Return the language of the system where the program speaks it, else English."""
    for name in QLocale.system().uiLanguages():
        language = name.replace("-", "_").split("_")[0]
        if language == "zh":
            return "zh_CN"
        if language == "en":
            return "en"
    return "en"


class Settings:
    """The settings file with a type for each entry; a damaged entry counts as absent."""

    def __init__(self, path: Path | None = None) -> None:
        path = path or config_folder() / "settings.ini"
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def geometry(self) -> QByteArray | None:
        """Size, place and state of the window."""
        return self._bytes("window/geometry")

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("window/geometry", value)

    @property
    def columns(self) -> tuple[int, int] | None:
        """Widths of Data and Settings at 100 %."""
        value = str(self._store.value("window/columns", ""))
        left, _, right = value.partition(" ")
        return (int(left), int(right)) if left.isdecimal() and right.isdecimal() else None

    @columns.setter
    def columns(self, value: tuple[int, int]) -> None:
        self._store.setValue("window/columns", f"{value[0]} {value[1]}")

    @property
    def rows(self) -> QByteArray | None:
        """Heights of the upper and the lower half."""
        return self._bytes("window/rows")

    @rows.setter
    def rows(self, value: QByteArray) -> None:
        self._store.setValue("window/rows", value)

    @property
    def recent_files(self) -> tuple[Path, ...]:
        """Projects opened or saved lately, the newest first."""
        value = self._store.value("files/recent", [])
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return tuple(Path(str(name)) for name in names if name)[:RECENT_FILES]

    def add_recent(self, path: Path) -> None:
        """Put a file first in the list of recent ones."""
        others = [known for known in self.recent_files if known != path]
        names = [str(known) for known in (path, *others)][:RECENT_FILES]
        self._store.setValue("files/recent", names)

    def clear_recent(self) -> None:
        """Forget the recent files."""
        self._store.remove("files/recent")

    @property
    def last_folder(self) -> Path:
        """Where a file was opened or saved last."""
        value = self._store.value("files/folder", "")
        folder = Path(str(value)) if value else Path.home()
        return folder if folder.is_dir() else Path.home()

    @last_folder.setter
    def last_folder(self, value: Path) -> None:
        self._store.setValue("files/folder", str(value))

    @property
    def last_project(self) -> Path | None:
        """The project that was open when the window closed, None for a sample or an unsaved one."""
        value = self._store.value("files/last", "")
        return Path(str(value)) if value else None

    @last_project.setter
    def last_project(self, value: Path | None) -> None:
        self._store.setValue("files/last", str(value) if value else "")

    @property
    def language(self) -> str:
        """The language that was chosen: "system", "en" or "zh_CN"."""
        value = str(self._store.value("view/language", "system"))
        return value if value in LANGUAGES else "system"

    @language.setter
    def language(self, value: str) -> None:
        self._store.setValue("view/language", value)

    @property
    def theme_mode(self) -> Mode:
        """Light, dark, or as the system."""
        value = str(self._store.value("view/theme", "system"))
        return cast("Mode", value) if value in {"light", "dark"} else "system"

    @theme_mode.setter
    def theme_mode(self, value: Mode) -> None:
        self._store.setValue("view/theme", value)

    @property
    def zoom(self) -> float:
        """The enlargement; 1.0 is 100 %."""
        try:
            value = float(str(self._store.value("view/zoom", 1.0)))
        except ValueError:
            return 1.0
        return min(ZOOM_STEPS, key=lambda step: abs(step - value))

    @zoom.setter
    def zoom(self, value: float) -> None:
        self._store.setValue("view/zoom", value)

    @property
    def animations(self) -> Animations:
        """Whether things may move."""
        return "off" if self._store.value("view/animations") == "off" else "system"

    @animations.setter
    def animations(self, value: Animations) -> None:
        self._store.setValue("view/animations", value)

    @property
    def stretches_short_runs(self) -> bool:
        """Whether a run that would be over at once is shown slowly."""
        return str(self._store.value("train/stretch", "true")) == "true"

    @stretches_short_runs.setter
    def stretches_short_runs(self, value: bool) -> None:
        self._store.setValue("train/stretch", "true" if value else "false")

    @property
    def has_trained(self) -> bool:
        """Whether Train was ever pressed here; until then a ring shows where it is."""
        return str(self._store.value("first/trained", "false")) == "true"

    @has_trained.setter
    def has_trained(self, value: bool) -> None:
        self._store.setValue("first/trained", "true" if value else "false")

    def save(self) -> None:
        """Write the file now."""
        self._store.sync()

    def _bytes(self, key: str) -> QByteArray | None:
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None
