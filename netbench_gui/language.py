"""Puts the window into a language, and back, while it is open."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from netbench_gui.resources import translation_folder
from netbench_gui.settings import LANGUAGES, system_language

# Each language calls itself by its own name, whatever the window speaks.
LANGUAGE_NAMES = {"en": "English", "zh_CN": "简体中文"}


class Languages:
    """The translators in force; Qt tells every widget when they change."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._translators: list[QTranslator] = []
        self.current = "en"

    def use(self, wanted: str) -> None:
        """Speak a language: "system", "en" or "zh_CN"."""
        self.current = wanted if wanted in LANGUAGES else system_language()
        for translator in self._translators:
            self._app.removeTranslator(translator)
        QLocale.setDefault(QLocale(self.current))
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        # English has a file too: it holds the plurals.
        places = (("qtbase", qt_folder), ("netbench", str(translation_folder())))
        self._translators = [QTranslator() for _ in places]
        for translator, (name, folder) in zip(self._translators, places, strict=True):
            if translator.load(f"{name}_{self.current}", folder):
                self._app.installTranslator(translator)
