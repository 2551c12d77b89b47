"""What every GUI test starts from: a dressed application, a project in memory, and what is selected."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from engine.layers import Dense, Dropout
from engine.project.document import Column, Data, Project, TableSource
from engine.project.edits import change_training, new_project
from netbench_gui.look.theme import Theme
from netbench_gui.selection import Selection
from netbench_gui.store import ProjectStore


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Generator[None, None, None]:
    """Delete at once what a test has closed: without an event loop it would live on, and every theme dresses it anew."""
    yield
    if QApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def penguins() -> Project:
    """A classification of 344 rows with holes, as the first sample has it; its file is never read."""
    bars = (2, 5, 9, 13, 8, 10, 12, 7, 5, 3, 2, 1, 1)
    numbers = ("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")
    columns = (
        *(
            Column(name=name, kind="number", missing=2, minimum=10.0, maximum=60.0, mean=40.0,
                   histogram=bars, example="39.1")
            for name in numbers
        ),
        Column(name="sex", kind="choice", missing=11, classes=("female", "male"), counts=(165, 168),
               histogram=(165, 168), example="male"),
        Column(name="island", kind="choice", role="ignored", classes=("Biscoe", "Dream", "Torgersen"),
               counts=(168, 124, 52), histogram=(168, 124, 52), example="Torgersen"),
        Column(name="species", kind="choice", role="target",
               classes=("Adelie", "Chinstrap", "Gentoo"), counts=(152, 68, 124),
               histogram=(152, 68, 124), example="Adelie"),
    )
    data = Data(source=TableSource(path="sample:penguins.csv"), columns=columns, rows=344)
    layers = (Dense(16, "relu"), Dropout(0.2))
    return change_training(new_project(data, name="Penguins", layers=layers), batch_size=16)


@pytest.fixture
def project() -> Project:
    return penguins()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme()
    theme.set_mode("light")
    theme.apply(qapp)
    return theme


@pytest.fixture
def store(qapp: QApplication, project: Project) -> Iterator[ProjectStore]:
    store = ProjectStore(project)
    yield store
    store.close()


@pytest.fixture
def selection(store: ProjectStore) -> Selection:
    return Selection(store)
