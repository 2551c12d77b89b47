"""The menu bar, filled from the table of actions; the submenus that change fill themselves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QLabel, QMenu, QMenuBar, QWidget

from netbench_gui.documents.documents import Documents
from netbench_gui.language import LANGUAGE_NAMES
from netbench_gui.look.style_sheet import set_look
from netbench_gui.look.theme import Theme
from netbench_gui.settings import Settings
from netbench_gui.window.actions import MENUS, SEPARATOR, ActionTable, action_text

Fill = Callable[[QMenu], None]


class MenuBar(QMenuBar):
    """All menus, and at the right the name of the project.

    Signals:
        theme_chosen(mode), language_chosen(code): from the View menu.
    """

    theme_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        actions: ActionTable,
        documents: Documents,
        settings: Settings,
        network: QWidget,
        device_menu: QMenu,
    ) -> None:
        super().__init__()
        self._theme, self._documents, self._settings = theme, documents, settings
        self._network = network
        self.setObjectName("menu_bar")
        self._menus: dict[str, QMenu] = {}
        self._submenus: dict[str, QMenu] = {"device": device_menu}
        for name, fill in self._fills().items():
            self._submenus[name] = self._make_submenu(name, fill)
        for name, _, entries in MENUS:
            menu = self.addMenu("")
            menu.setObjectName(f"menu_{name}")
            menu.setToolTipsVisible(True)
            self._menus[name] = menu
            for entry in entries:
                self._add(menu, entry, actions)
        self.title = QLabel()
        self.title.setObjectName("project_title")
        set_look(self.title, tone="muted")
        self.setCornerWidget(self.title)
        theme.changed.connect(self._on_theme_changed)
        self._retranslate()
        self._on_theme_changed()

    def show_title(self, title: str) -> None:
        """Name the project at the right."""
        self.title.setText(title)
        self.title.setAccessibleName(title)
        self._place_title()

    def submenu(self, name: str) -> QMenu:
        """Return a submenu: recent, samples, theme, language, device."""
        return self._submenus[name]

    def _fills(self) -> dict[str, Fill]:
        return {
            "recent": self._fill_recent,
            "samples": self._fill_samples,
            "theme": self._fill_theme,
            "language": self._fill_language,
        }

    def _make_submenu(self, name: str, fill: Fill) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName(f"menu_{name}")
        menu.aboutToShow.connect(partial(self._refill, menu, fill))
        return menu

    def _refill(self, menu: QMenu, fill: Fill) -> None:
        menu.clear()
        for group in menu.findChildren(QActionGroup):
            group.deleteLater()
        fill(menu)

    def _add(self, menu: QMenu, entry: str, actions: ActionTable) -> None:
        if entry == SEPARATOR:
            menu.addSeparator()
        elif entry == "{network}":
            # The network panel owns what can be done to layers.
            menu.aboutToShow.connect(partial(self._refill, menu, self._fill_network))
        elif entry.startswith("{"):
            menu.addMenu(self._submenus[entry.strip("{}")])
        else:
            menu.addAction(actions[entry])

    def _fill_recent(self, menu: QMenu) -> None:
        known = [path for path in self._settings.recent_files if path.exists()]
        for path in known:
            action = menu.addAction(path.name.replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(partial(self._open_recent, path))
        if not known:
            menu.addAction(self.tr("Nothing yet")).setEnabled(False)
            return
        menu.addSeparator()
        menu.addAction(self.tr("Clear the list")).triggered.connect(self._settings.clear_recent)

    def _open_recent(self, path: object, _checked: bool = False) -> None:
        self._documents.open_path(path)  # type: ignore[arg-type]  # partial keeps the path

    def _fill_samples(self, menu: QMenu) -> None:
        samples = self._documents.samples()
        for path in samples:
            words = path.stem.replace("_", " ")
            name = words.upper() if len(words) <= 3 else words.capitalize()  # XOR
            action = menu.addAction(name)
            action.setObjectName(f"sample_{path.stem}")
            action.triggered.connect(lambda _=False, path=path: self._documents.open_sample(path))
        if not samples:
            menu.addAction(self.tr("Nothing yet")).setEnabled(False)

    def _fill_theme(self, menu: QMenu) -> None:
        names = {
            "system": self.tr("As the system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
        }
        self._add_choices(menu, names, self._settings.theme_mode, self.theme_chosen.emit)

    def _fill_language(self, menu: QMenu) -> None:
        names = {"system": self.tr("As the system"), **LANGUAGE_NAMES}
        self._add_choices(menu, names, self._settings.language, self.language_chosen.emit)

    def _add_choices(self, menu: QMenu, names: dict[str, str], chosen: str, choose: Callable[[str], object]) -> None:
        group = QActionGroup(menu)
        for key, name in names.items():
            action = QAction(name, group)
            action.setObjectName(f"{menu.objectName()}_{key}")
            action.setCheckable(True)
            action.setChecked(key == chosen)
            action.triggered.connect(lambda _=False, key=key: choose(key))
            menu.addAction(action)

    def _fill_network(self, menu: QMenu) -> None:
        actions = self._network.actions()
        if actions:
            menu.addActions(actions)
        else:
            menu.addAction(self.tr("Nothing yet")).setEnabled(False)

    def _retranslate(self) -> None:
        for name, text, _ in MENUS:
            self._menus[name].setTitle(action_text(text))
        titles = {
            "recent": self.tr("Recent"),
            "samples": self.tr("Samples"),
            "theme": self.tr("Colours"),
            "language": self.tr("Language"),
            "device": self.tr("Device"),
        }
        for name, title in titles.items():
            self._submenus[name].setTitle(title)

    def _place_title(self) -> None:
        # The bar gives its corner no more than the height that it asks for, and asks only once.
        # A label never asks for less than its smallest size, which was that of another title.
        self.title.setMinimumSize(0, 0)
        self.title.setFixedSize(self.title.sizeHint().width(), self.sizeHint().height())
        self.setCornerWidget(self.title)
        self.title.show()

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self.title.setContentsMargins(px(8), 0, px(16), 0)
        for name, icon in (
            ("recent", "history"),
            ("samples", "table-2"),
            ("theme", "sun"),
            ("language", "languages"),
            ("device", "cpu"),
        ):
            self._submenus[name].setIcon(self._theme.icon(icon))
        self.setMinimumHeight(self._theme.row("menu"))
        self._place_title()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
