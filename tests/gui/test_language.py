"""The window speaks Chinese throughout, and English again when it is asked to, while it is open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QCoreApplication, QEvent, QModelIndex, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.callbacks import EarlyStopping
from engine.errors import EngineError
from engine.events import RunFinished, RunStarted
from engine.history import History
from engine.layers import Conv1D, Dense, Dropout
from engine.project.document import Column, Data, Project, TableSource
from engine.project.edits import change_layer, change_training, new_project
from engine.project.problems import find_problems
from engine.spec import Part
from netbench_gui.app import Program
from netbench_gui.dialogs.crash_report import CrashReportDialog
from netbench_gui.dialogs.import_table import ImportTableDialog
from netbench_gui.i18n import itemised, listed, sentences, translate
from netbench_gui.language import Languages
from netbench_gui.look.theme import Theme
from netbench_gui.models.layer_list import LayerListModel
from netbench_gui.models.run_table import COLUMNS, KeptRun, RunTable
from netbench_gui.notify import Notifier
from netbench_gui.resources import sample_folder
from netbench_gui.session.messages import RunMessages
from netbench_gui.settings import Settings
from netbench_gui.store import ProjectStore
from netbench_gui.widgets.first_steps import FirstSteps
from netbench_gui.widgets.message_bar import MessageBar
from netbench_gui.widgets.probability_bars import ProbabilityBars
from netbench_gui.widgets.raw_lines import RawLines
from netbench_gui.widgets.split_bar import SplitBar
from tests.gui.fakes import FakeSession

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

# Words of the trade and names that Chinese keeps; all else in Latin letters is a text that nobody translated.
NAMES = {
    *["NetBench", "PyTorch", "Python", "NumPy", "pandas", "Qt", "for", "Lucide", "ISC", "Inter", "JetBrains", "Mono", "OFL", "GitHub", "English"],
    *["Keras", "Epsilon", "Autograd", "Dense", "Dropout", "Flatten", "Adam", "Adamax", "AdamW", "Nadam", "SGD", "RMSprop", "Adagrad", "Adadelta", "Nesterov", "Beta", "Rho"],
    *["CPU", "GPU", "CUDA", "CSV", "PNG", "SVG", "UTF", "GB", "GB18030", "Windows", "Latin", "BOM", "kB", "MB", "XOR", "MAE", "MSE", "RMSE", "Huber", "L1", "L2", "F1", "R2"],
    *["AUC", "ROC", "PR", "IoU", "Hinge", "KL", "Log", "cosh", "Dice", "Tversky", "logits", "AMSGrad", "Adafactor", "Ftrl", "Lamb", "Lion"],
    *["ReLU", "Leaky", "PReLU", "ELU", "Softmax", "RMS", "Alpha", "Gamma", "alpha", "beta", "Glorot", "He", "LeCun"],
    *["Ctrl", "Shift", "Alt", "Enter", "Return", "Esc", "Del", "Delete", "Tab", "Space", "Home", "End", "PgUp", "PgDown", "Up", "Down", "Left", "Right", "Ins", "Backspace"],
    *(f"F{number}" for number in range(1, 13)),
}
# What a user's own data are called, and what their files hold.
DATA = {
    *["penguins", "Penguins", "netbench", "csv", "py", "species", "island", "bill", "length", "depth", "mm", "flipper", "body", "mass", "g", "sex", "male", "female"],
    "NA",
    *["Adelie", "Chinstrap", "Gentoo", "Biscoe", "Dream", "Torgersen"],
}
WORD = re.compile(r"[A-Za-z][A-Za-z0-9]+")
# The mark by which Qt's combo boxes know the line between two groups; nobody is shown it.
SEPARATOR = "separator"
SHOWN = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
TEXTS = (
    "text", "toolTip", "statusTip", "whatsThis", "accessibleName", "accessibleDescription", "placeholderText", "title",
    "windowTitle", "suffix", "prefix",
)


def kinds() -> set[str]:
    """The words by which a project file and a script name the parts: relu, softmax, he_normal."""
    names = [name for family in Part.__subclasses__() for name in (*family.kinds, *family.model_fields)]
    return {word for name in names for word in WORD.findall(name.replace("_", " "))}


def texts_of_model(model: QAbstractItemModel) -> Iterator[str]:
    nowhere = QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(nowhere)
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(model.rowCount(nowhere)):
            for role in SHOWN:
                value = model.index(row, column).data(role)
                yield value if isinstance(value, str) and value != SEPARATOR else ""


def texts_of(widget: QWidget) -> Iterator[str]:
    """All that a widget shows or tells, as far as it has a word for it."""
    if isinstance(widget, QPlainTextEdit | RawLines):  # a script, a report, a file: none of them ours to translate
        yield from (widget.toolTip(), widget.accessibleName())
        return
    for name in TEXTS:
        ask = getattr(widget, name, None)
        value = ask() if callable(ask) and not (name == "windowTitle" and not widget.isWindow()) else ""
        yield value if isinstance(value, str) else ""
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    if isinstance(widget, QTabBar):
        for place in range(widget.count()):
            yield from (widget.tabText(place), widget.tabToolTip(place))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from texts_of_model(widget.model())
    for action in widget.actions():
        yield from (action.text(), action.toolTip(), action.statusTip())


def all_texts(*, hidden: bool) -> set[tuple[str, str]]:
    """Where each text stands, and the text: of every window, dialog and menu there is, hidden ones too if wanted."""
    found: set[tuple[str, str]] = set()
    for widget in QApplication.allWidgets():
        if not (hidden or widget.isVisible() or isinstance(widget, QMenu)):
            continue
        found |= {(f"{type(widget).__name__} {widget.objectName()}", text) for text in texts_of(widget) if text}
    return found


def untranslated(texts: set[tuple[str, str]]) -> str:
    """Those with a Latin word that stands on no list, one a line."""
    known = NAMES | DATA | kinds()
    plain = ((where, text, text.replace("_", " ").replace("&", "")) for where, text in texts)
    return "\n".join(sorted(f"{where}: {text}" for where, text, words in plain if set(WORD.findall(words)) - known))


def chinese(texts: set[tuple[str, str]]) -> str:
    """Those with Chinese in them, one a line."""
    return "\n".join(sorted(f"{where}: {text}" for where, text in texts if re.search("[\u3001-\u9fff，：；（）]", text)))


class Painted:
    """Writes down what widgets paint themselves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.texts: set[tuple[str, str]] = set()
        draw = QPainter.drawText

        def draw_text(painter: QPainter, *arguments: object) -> object:
            self.texts |= {("painted", text) for text in arguments if isinstance(text, str)}
            return draw(painter, *arguments)  # type: ignore[call-overload]

        monkeypatch.setattr(QPainter, "drawText", draw_text)


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[Languages]:
    languages = Languages(qapp)
    yield languages
    languages.use("en")
    for translator in languages._translators:
        qapp.removeTranslator(translator)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange.value)


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    settings = Settings(tmp_path / "settings.ini")
    settings.language = "zh_CN"
    settings.has_trained = True
    program = Program(qapp, settings)
    yield program
    program.session.stop()
    qtbot.wait_until(lambda: not program.session.is_active)
    program.languages.use("en")
    program.close()
    for translator in program.languages._translators:
        qapp.removeTranslator(translator)
    program.deleteLater()


def open_dialogs(program: Program, qtbot: QtBot) -> list[QDialog]:
    """All dialogs that the program has, with something in them."""
    window = program.window
    for name in ("about", "shortcuts"):
        window.commands.actions[name].trigger()
    report = CrashReportDialog(program.theme, "Traceback", "", window)
    table = ImportTableDialog(program.theme, str(sample_folder() / "penguins.csv"), parent=window)
    for dialog in (report, table):
        dialog.open()
    qtbot.wait_until(lambda: table.data() is not None)
    return window.findChildren(QDialog)


def show_all(program: Program, painted: Painted, *, hidden: bool = True) -> set[tuple[str, str]]:
    """Turn every page of the window, and gather what stands on it."""
    window, found = program.window, set()
    bar = window.findChild(QTabBar, "lower_tabs")
    assert bar is not None
    QApplication.processEvents()
    painted.texts.clear()
    for place in range(bar.count()):
        bar.setCurrentIndex(place)
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        window.grab()
        found |= all_texts(hidden=hidden)
    for dialog in window.findChildren(QDialog):
        dialog.grab()
    return found | painted.texts


def train(program: Program, qtbot: QtBot) -> None:
    program.store.edit("Epochs", lambda project: change_training(project, epochs=2))
    program.store.undo_stack.clear()
    program.session.train()
    qtbot.wait_until(lambda: program.session.state == "finished", timeout=60_000)
    qtbot.wait_until(lambda: program.session.report is not None, timeout=60_000)


def test_the_chinese_window_speaks_chinese_throughout_and_english_again(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted = Painted(monkeypatch)
    program.open_first(None)
    window = program.window
    window.resize(1280, 800)
    window.show()
    qtbot.wait_exposed(window)
    assert untranslated(show_all(program, painted)) == ""
    train(program, qtbot)
    dialogs = open_dialogs(program, qtbot)
    assert len(dialogs) == 4
    assert untranslated(show_all(program, painted)) == ""

    window.choose_language("en")
    assert chinese({each for each in show_all(program, painted, hidden=False) if each[1] != "简体中文"}) == ""

    window.choose_language("zh_CN")
    assert untranslated(show_all(program, painted)) == ""
    for dialog in dialogs:
        dialog.reject()


def table(rows: int, *, missing: int = 0, inputs: int = 1) -> Data:
    """A table of two classes, with holes in its first input."""
    columns = [
        Column(name=f"x{n}", kind="number", minimum=0.0, maximum=1.0, mean=0.5, missing=missing if n == 0 else 0)
        for n in range(inputs)
    ]
    target = Column(name="y", kind="choice", role="target", classes=("a", "b"), counts=(rows - 1, 1))
    return Data(source=TableSource(path="t.csv"), columns=(*columns, target), rows=rows)


def label(widget: QWidget, words: str) -> QLabel:
    return next(each for each in widget.findChildren(QLabel) if words in each.text())


def test_the_runs_are_listed_in_chinese(theme: Theme, project: Project, languages: Languages) -> None:
    languages.use("zh_CN")
    model = RunTable(theme)
    before = change_training(project, batch_size=99, epochs=7)
    model.show_runs([KeptRun(Path("0001"), None, before, History())], project, None)
    heads = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(len(COLUMNS))]
    assert heads == ["运行", "开始时间", "结果", "轮数", "最低验证损失", "测试", "随机种子", "与当前设置的差异"]
    assert model.index(0, COLUMNS.index("ended")).data() == "未结束"
    assert model.index(0, COLUMNS.index("differs")).data() == "轮数 7、批大小 99"


def test_lists_and_sentences_are_joined_as_the_language_does(languages: Languages) -> None:
    languages.use("en")
    assert listed(["a", "b"]) == "a, b"
    assert itemised(["a", "b"]) == "a; b"
    assert sentences(["One.", "", "Two."]) == "One. Two."
    assert sentences([]) == ""
    languages.use("zh_CN")
    assert listed(["甲", "乙"]) == "甲、乙"
    assert itemised(["甲", "乙"]) == "甲；乙"
    assert sentences(["一。", "二。", "三。"]) == "一。二。三。"


def test_the_shape_of_a_row_is_said_as_the_cards_write_it(languages: Languages) -> None:
    with pytest.raises(EngineError) as caught:
        Conv1D(4, 3).output_shape((8,))
    assert "gets rows of shape 8." in translate(caught.value.message)
    with pytest.raises(EngineError) as caught:
        Conv1D(4, 3).output_shape((8, 3, 12000))
    assert "gets rows of shape 8 × 3 × 12\u2009000." in translate(caught.value.message)
    languages.use("zh_CN")
    assert "8 × 3 × 12\u2009000" in translate(caught.value.message)


def test_a_card_is_read_out_in_whole_chinese_sentences(store: ProjectStore, languages: Languages) -> None:
    languages.use("zh_CN")
    model = LayerListModel(store)
    output = model.cards[-1]
    assert output.sentence == "全连接 Dense：3 个神经元 · softmax。跟随 species。输出 3。51 个参数。"


def test_probabilities_are_listed_anew_in_another_language(qtbot: QtBot, theme: Theme, languages: Languages) -> None:
    languages.use("en")
    bars = ProbabilityBars(theme)
    qtbot.addWidget(bars)
    bars.show_shares(["cat", "dog"], [0.25, 0.75])
    assert bars.text() == "cat 25.0 %, dog 75.0 %"
    languages.use("zh_CN")
    QCoreApplication.sendPostedEvents()
    assert bars.text() == "cat 25.0 %、dog 75.0 %"


def test_kinds_have_their_chinese_names_in_sentences(project: Project, languages: Languages) -> None:
    languages.use("zh_CN")
    assert project.data is not None
    columns = tuple(
        column.changed(kind="text", role="input") if column.name == "island" else column
        for column in project.data.columns
    )
    (problem,) = (
        each for each in find_problems(project.changed(data=project.data.changed(columns=columns)))
        if each.where == "data.columns"
    )
    assert "文本" in translate(problem.message)
    assert "text" not in translate(problem.message)


def test_a_wrong_value_is_explained_in_chinese(project: Project, languages: Languages) -> None:
    languages.use("zh_CN")
    dropout = next(layer for layer in project.layers if isinstance(layer, Dropout))
    with pytest.raises(EngineError) as refused:
        change_layer(project, dropout.id, rate=1.2)
    assert translate(refused.value.message) == "随机失活 Dropout：“比例”必须小于 1，现在是 1.2。"
    with pytest.raises(EngineError) as refused:
        change_training(project, batch_size=0)
    assert translate(refused.value.message) == "“批大小”必须在 1 到 1\u2009000\u2009000 之间，现在是 0。"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_run_is_told_in_whole_sentences(store: ProjectStore, languages: Languages, language: str) -> None:
    languages.use(language)
    session, notifier = FakeSession(store.project), Notifier()
    bar: list[str] = []
    notifier.message_shown.connect(lambda text, *_: bar.append(text()))
    messages = RunMessages(store, session, notifier)  # type: ignore[arg-type]
    start = RunStarted(train=344_000, validation=1, test=1, device="cpu", threads=1, step="dense", parameters=1, epochs=9)
    session.tell(start)
    session.tell(RunFinished("completed", 9, None, {}, "dense", 1.0))
    session.project = change_training(store.project, early_stopping=EarlyStopping(restore_best_weights=True))
    session.tell(RunFinished("early_stopped", 35, 25, {}, "dense", 1.0))
    session.project = change_training(store.project, early_stopping=EarlyStopping(restore_best_weights=False))
    session.tell(RunFinished("early_stopped", 35, 34, {}, "dense", 1.0))
    expected = {
        "en": [
            "Training on 344\u2009000 rows. Validation on 1 row the network does not learn from.",
            "Trained and tested on 1 row the network has never seen.",
            "Validation has not improved for 10 epochs; the weights of epoch 25 were kept.",
            "Validation has not improved for 1 epoch; the last weights were kept.",
        ],
        "zh_CN": [
            "用 344\u2009000 行训练，用网络没有学过的 1 行验证。",
            "训练完成，并用网络从未见过的 1 行做了测试。",
            "验证损失已 10 轮没有改善，保留第 25 轮的权重。",
            "验证损失已 1 轮没有改善，保留最后一轮的权重。",
        ],
    }
    assert bar == expected[language]
    del messages


def test_a_message_learns_the_new_language(qtbot: QtBot, theme: Theme, languages: Languages) -> None:
    languages.use("en")
    bar, notifier = MessageBar(theme), Notifier()
    qtbot.addWidget(bar)
    notifier.message_shown.connect(bar.show_message)
    error = EngineError("“{column}” is empty, so it cannot be predicted.", hint="Choose another column.", column="x")
    notifier.error(error, [(lambda: translate("Remove it"), lambda: None)])
    assert bar.text() == "“x” is empty, so it cannot be predicted. Choose another column."
    languages.use("zh_CN")
    QCoreApplication.sendPostedEvents()
    assert bar.text() == "“x”是空列，不能预测。选择另一列。"
    assert bar.accessibleName() == bar.text()
    assert bar.buttons()[0].text() == "移除它"


def test_steps_that_can_be_undone_learn_the_new_language(program: Program) -> None:
    program.open_first(None)
    window, undo = program.window, program.window.commands.actions["undo"]
    program.selection.select(program.store.project.layers[0].id)
    window.network_panel.move_selected(1)
    program.store.undo_stack.undo()
    program.store.undo_stack.redo()
    assert undo.text() == "撤销：移动全连接 Dense"
    window.choose_language("en")
    QCoreApplication.sendPostedEvents()
    assert undo.text() == "Undo: Move Dense"
    assert program.theme.font("title").weight() == QFont.Weight.DemiBold
    window.choose_language("zh_CN")
    QCoreApplication.sendPostedEvents()
    assert undo.text() == "撤销：移动全连接 Dense"
    assert program.theme.font("title").weight() == QFont.Weight.Bold


def test_one_is_singular_and_many_are_grouped(qtbot: QtBot, theme: Theme, languages: Languages) -> None:
    languages.use("en")
    steps, split = FirstSteps(theme), SplitBar(theme)
    for widget in (steps, split):
        qtbot.addWidget(widget)
    few = table(344_000)
    steps.show_project(new_project(few, layers=(Dense(1),)), ())
    assert label(steps, "to learn from").text() == "344\u2009000 rows, 1 column to learn from"
    split.show_counts(1, 0, 0)
    assert split.toolTip() == "1 row for training, 0 for validation, 0 for the test."


@pytest.mark.parametrize(
    ("missing", "inputs", "start"), [(1, 1, "1 value is missing in “x0”. It is"), (2, 1, "2 values are missing in “x0”. They")]
)
def test_a_problem_counts_as_english_does(missing: int, inputs: int, start: str) -> None:
    problems = find_problems(new_project(table(100, missing=missing, inputs=inputs)))
    assert any(str(problem.message).startswith(start) for problem in problems)


def ink(font: QFont, text: str) -> int:
    image = QImage(500, 80, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setFont(font)
    painter.drawText(5, 60, text)
    painter.end()
    return sum(255 - value for value in bytes(image.constBits()))


def test_chinese_titles_are_bold_and_latin_ones_no_bolder_than_the_font_is(
    qapp: QApplication, theme: Theme, languages: Languages
) -> None:
    assert theme.font("title").weight() == QFont.Weight.DemiBold
    languages.use("zh_CN")
    theme.follow_language()
    try:
        assert theme.font("title").weight() == QFont.Weight.Bold
        assert "font-weight: 700" in qapp.styleSheet()
        assert "font-weight: 600" not in qapp.styleSheet()
        title, body = theme.font("title"), theme.font("body")
        for font in (title, body):
            font.setPixelSize(40)
        assert ink(title, "训练损失") > 1.2 * ink(body, "训练损失")
        # A font that is drawn bolder than its file has it is about twice as black as its regular face.
        assert 1.2 * ink(body, "Training") < ink(title, "Training") < 1.85 * ink(body, "Training")
    finally:
        languages.use("en")
        theme.follow_language()
    assert "font-weight: 700" not in qapp.styleSheet()
