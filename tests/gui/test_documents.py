"""New, open, save, samples and recent files; what is unsaved is asked about, never lost in silence."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from engine.events import Event, RunStarted
from engine.project.document import Project
from engine.project.edits import change_metadata, change_training
from engine.project.storage import load_project, save_project
from netbench_gui.documents import documents as documents_module
from netbench_gui.documents.documents import Documents
from netbench_gui.i18n import Text, said
from netbench_gui.notify import Actions, Notifier
from netbench_gui.session.session import TrainingSession
from netbench_gui.session.thread import RunControl, RunRequest, StopRun
from netbench_gui.settings import Settings
from netbench_gui.store import ProjectStore

# The offscreen platform says so of every window with a smallest size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Bar:
    """What the message bar would show."""

    def __init__(self, notifier: Notifier) -> None:
        self.text, self.kind = "", ""
        self.actions: dict[str, object] = {}
        notifier.message_shown.connect(self._take)

    def _take(self, text: Text, kind: str, actions: Actions) -> None:
        self.text, self.kind = said(text), kind
        self.actions = {said(label): call for label, call in actions}

    def press(self, label: str) -> None:
        self.actions[label]()  # type: ignore[operator]


def endless(_request: RunRequest, control: RunControl) -> Generator[Event, None, None]:
    try:
        while True:
            yield RunStarted(1, 1, 1, "cpu", 1, "dense", 1, 1)
    except StopRun:
        return


@pytest.fixture
def notifier(qtbot: QtBot) -> Notifier:
    return Notifier()


@pytest.fixture
def bar(notifier: Notifier) -> Bar:
    return Bar(notifier)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def session(store: ProjectStore, notifier: Notifier, tmp_path: Path) -> Iterator[TrainingSession]:
    session = TrainingSession(store, notifier, run=endless, new_folder=lambda _: tmp_path / "run")
    yield session
    session.close()


@pytest.fixture
def documents(
    store: ProjectStore,
    session: TrainingSession,
    notifier: Notifier,
    settings: Settings,
    qtbot: QtBot,
) -> Documents:
    window = QWidget()
    qtbot.addWidget(window)
    documents = Documents(store, session, notifier, settings, window)
    documents.window = window  # type: ignore[attr-defined]
    return documents


@pytest.fixture
def file(tmp_path: Path, project: Project) -> Path:
    path = tmp_path / "Other.netbench"
    save_project(change_metadata(project, name="Other"), path)
    return path


def answer_dialog(documents: Documents, path: Path) -> None:
    dialog = documents.window.findChild(QFileDialog)  # type: ignore[attr-defined]
    assert not dialog.isModal() or dialog.windowModality() is not None
    dialog.fileSelected.emit(str(path))
    dialog.close()


def edit(store: ProjectStore) -> None:
    store.edit("Epochs", lambda project: change_training(project, epochs=3))


def test_open_shows_the_project_and_remembers_it(
    documents: Documents, store: ProjectStore, settings: Settings, file: Path
) -> None:
    documents.open_path(file)
    assert store.project.metadata.name == "Other"
    assert store.path == file
    assert store.is_saved
    assert settings.recent_files == (file,)


def test_a_damaged_file_changes_nothing_and_is_told_in_one_sentence(
    documents: Documents, store: ProjectStore, bar: Bar, tmp_path: Path
) -> None:
    before = store.project
    bad = tmp_path / "bad.netbench"
    bad.write_text("{", encoding="utf-8")
    documents.open_path(bad)
    assert store.project is before
    assert bar.kind == "problem"
    assert "bad.netbench" in bar.text


def test_a_table_is_looked_at_first(documents: Documents, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.wait_signal(documents.table_wanted) as wanted:
        documents.open_path(tmp_path / "wheat.csv")
    assert wanted.args == [tmp_path / "wheat.csv"]


def test_a_table_becomes_an_unsaved_project_of_its_name(
    documents: Documents, store: ProjectStore, project: Project, tmp_path: Path
) -> None:
    assert project.data is not None
    documents.use_table(project.data, tmp_path / "wheat.csv")
    assert store.project.metadata.name == "wheat"
    assert store.path is None
    assert not store.is_saved
    assert not store.undo_stack.canUndo()


def test_save_asks_for_a_name_the_first_time_only(
    documents: Documents, store: ProjectStore, tmp_path: Path
) -> None:
    edit(store)
    documents.save()
    path = tmp_path / "Mine.netbench"
    answer_dialog(documents, path)
    assert load_project(path).training.epochs == 3
    assert store.is_saved
    store.edit("Epochs", lambda project: change_training(project, epochs=4))
    documents.save()
    assert load_project(path).training.epochs == 4


def test_what_cannot_be_written_stays_unsaved(
    documents: Documents, store: ProjectStore, bar: Bar, tmp_path: Path
) -> None:
    edit(store)
    documents.save()
    answer_dialog(documents, tmp_path / "missing" / "Mine.netbench")
    assert bar.kind == "problem"
    assert not store.is_saved
    assert store.path is None


def test_unsaved_changes_are_asked_about_before_another_project_opens(
    documents: Documents, store: ProjectStore, bar: Bar, file: Path
) -> None:
    edit(store)
    documents.open_path(file)
    assert store.project.metadata.name == "Penguins"
    assert bar.text == "“Penguins.netbench” has changes that are not saved."
    bar.press("Discard changes")
    assert store.project.metadata.name == "Other"


def test_save_and_then_open(
    documents: Documents, store: ProjectStore, bar: Bar, file: Path, tmp_path: Path
) -> None:
    edit(store)
    documents.open_path(file)
    bar.press("Save")
    answer_dialog(documents, tmp_path / "Mine.netbench")
    assert load_project(tmp_path / "Mine.netbench").training.epochs == 3
    assert store.project.metadata.name == "Other"


def test_a_running_training_is_stopped_before_another_project_opens(
    documents: Documents,
    session: TrainingSession,
    store: ProjectStore,
    bar: Bar,
    file: Path,
    qtbot: QtBot,
) -> None:
    session.train()
    documents.open_path(file)
    assert store.project.metadata.name == "Penguins"
    bar.press("Stop and go on")
    qtbot.wait_until(lambda: store.project.metadata.name == "Other")
    assert not session.is_active


def test_saving_elsewhere_and_undoing_still_names_the_same_table(
    documents: Documents, store: ProjectStore, tmp_path: Path, file: Path
) -> None:
    document = json.loads(file.read_text("utf-8"))
    document["data"]["source"]["path"] = "wheat.csv"
    file.write_text(json.dumps(document), encoding="utf-8")
    documents.open_path(file)
    edit(store)
    elsewhere = tmp_path / "deep" / "folder"
    elsewhere.mkdir(parents=True)
    documents.save_as()
    answer_dialog(documents, elsewhere / "Mine.netbench")
    store.undo_stack.undo()
    source = store.project.data.source  # type: ignore[union-attr]
    assert Path(source.path) == tmp_path / "wheat.csv"  # type: ignore[union-attr]
    documents.save()
    saved = json.loads((elsewhere / "Mine.netbench").read_text("utf-8"))["data"]["source"]["path"]
    assert (elsewhere / saved).resolve() == tmp_path / "wheat.csv"


def test_new_is_empty(documents: Documents, store: ProjectStore) -> None:
    documents.new()
    assert store.project.data is None
    assert store.path is None


def test_samples_are_found_and_open_without_a_file_of_their_own(
    documents: Documents, store: ProjectStore, bar: Bar, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents_module, "sample_folder", lambda: file.parent)
    (sample,) = documents.samples()
    documents.open_sample(sample)
    assert store.project.metadata.name == "Other"
    assert store.path is None
    assert store.is_saved
    assert "drop the file anywhere" in bar.text


def test_without_samples_the_list_is_empty(
    documents: Documents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents_module, "sample_folder", lambda: tmp_path / "none")
    assert documents.samples() == ()


def test_a_name_for_people_becomes_a_name_for_a_file(
    documents: Documents, store: ProjectStore
) -> None:
    store.edit("Name", lambda project: change_metadata(project, name="a/b: c?"))
    assert documents.file_name() == "a_b_ c_.netbench"


def test_settings_survive_nonsense_in_their_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_text(
        "[view]\nzoom=huge\ntheme=pink\nlanguage=xx\n[window]\ngeometry=1\n[files]\nrecent=a.netbench\n",
        encoding="utf-8",
    )
    settings = Settings(path)
    assert settings.zoom == 1.0
    assert settings.theme_mode == "system"
    assert settings.language == "system"
    assert settings.geometry is None
    assert settings.recent_files == (Path("a.netbench"),)


def test_after_an_unsaved_table_an_opened_project_counts_as_saved(
    documents: Documents, store: ProjectStore, bar: Bar, project: Project, file: Path, tmp_path: Path
) -> None:
    assert project.data is not None
    documents.use_table(project.data, tmp_path / "harvest.csv")
    assert not store.is_saved
    assert bar.text == "“harvest.csv” opened."
    documents.open_path(file)
    bar.press("Discard changes")
    assert store.path == file
    assert store.is_saved
