"""What the numbers of an epoch are called for people: "val_accuracy" is "Accuracy, validation"."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.metrics import named
from engine.project.document import Project
from engine.project.sizes import log_names
from netbench_gui.i18n import translate


def log_titles(project: Project) -> list[tuple[str, str]]:
    """Names and titles of what the history of this project will hold, the most telling first."""
    names = log_names(project)
    in_order = [*(name for name in names if name.startswith("val_")), *(n for n in names if not n.startswith("val_"))]
    return [(name, log_title(project, name)) for name in in_order]


def log_title(project: Project, name: str) -> str:
    """The title of one of them; its name where the project does not have it."""
    titles = {key: metric.title for key, metric in named(project.training.metrics)}
    plain = name.removeprefix("val_")
    if plain != "loss" and plain not in titles:
        return name
    title = QCoreApplication.translate("LogTitles", "Loss") if plain == "loss" else translate(titles[plain])
    if plain == name:
        return QCoreApplication.translate("LogTitles", "{number}, training").format(number=title)
    return QCoreApplication.translate("LogTitles", "{number}, validation").format(number=title)
