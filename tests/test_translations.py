"""The window speaks Simplified Chinese throughout, and English counts as English does."""

import ast
import importlib
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parent.parent
PLACEHOLDER = re.compile(r"\{\w*\}|%L?n|%L?\d")
# Words that look polite elsewhere but not here, and marks that shout.
UNWANTED = re.compile("[您请！!]")
# Between Chinese and Latin letters or figures stands a space.
CROWDED = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u4e00-\u9fff]")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff”）][,;:?](?!\w)|[\u4e00-\u9fff”）]\.(?!\w)")
GLOSSARY = {
    "Train": "训练",
    "Continue": "继续",
    "Pause": "暂停",
    "Step": "单步",
    "Stop": "停止",
    "One batch": "一个批次",
    "One epoch": "一轮",
    "Start again (same seed)": "重新开始（同一随机种子）",
    "New start (new seed)": "全新开始（新随机种子）",
    "Ready": "就绪",
    "Epoch {epoch} of {epochs}": "第 {epoch} 轮，共 {epochs} 轮",
    "best so far": "目前最佳",
    "stopped early, epoch {number}": "第 {number} 轮提前停止",
    "Units": "神经元",
    "Output": "输出",
    "Parameters": "参数",
    "Batch size": "批大小",
    "Learning rate": "学习率",
    "Early stopping": "提前停止",
    "Predict": "预测",
    "follows {target}": "跟随 {target}",
    "set by hand": "手动设置",
    "number": "数值",
    "choice": "类别",
    "identifier": "编号",
    "constant": "常量",
    "Use this table": "使用此表格",
    "detected": "自动识别",
    "title, skipped": "标题行，已跳过",
    "{count} missing": "缺失 {count}",
    "Verify again": "再次验证",
    "Save script…": "保存脚本…",
    "Predict a whole file…": "预测整个文件…",
    "{file} — not saved": "{file} — 未保存",
    "Trained": "训练完成",
}


class Text(NamedTuple):
    """One text of a language file."""

    context: str
    source: str
    forms: tuple[str, ...]


@pytest.fixture(scope="module")
def translations() -> Iterator[ModuleType]:
    """The module that keeps the language files."""
    sys.path.insert(0, str(ROOT / "packaging"))
    try:
        yield importlib.import_module("translations")
    finally:
        sys.path.remove(str(ROOT / "packaging"))
        sys.modules.pop("translations", None)


@pytest.fixture(scope="module")
def collected(translations: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the language files, with the texts as the program has them now."""
    folder = tmp_path_factory.mktemp("translations")
    for path in translations.FOLDER.glob("*.ts"):
        shutil.copy(path, folder)
    translations.collect(folder)
    return folder


def texts(path: Path) -> list[Text]:
    """All texts of a .ts file."""
    found = []
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = translation.findall("numerusform") or [translation]
            words = tuple(form.text or "" for form in forms)
            found.append(Text(context.findtext("name") or "", message.findtext("source") or "", words))
    return found


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_translations_collected_anew_have_nothing_unfinished(
    translations: ModuleType, collected: Path, language: str
) -> None:
    assert translations.unfinished(collected / f"netbench_{language}.ts") == []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_translations_keep_every_placeholder(translations: ModuleType, language: str) -> None:
    for text in texts(translations.FOLDER / f"netbench_{language}.ts"):
        wanted = Counter(PLACEHOLDER.findall(text.source))
        for form in text.forms:
            assert Counter(PLACEHOLDER.findall(form)) == wanted, text


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_compiled_translations_are_those_of_the_sources(
    translations: ModuleType, tmp_path: Path, language: str
) -> None:
    name = f"netbench_{language}"
    target = tmp_path / f"{name}.qm"
    source = translations.FOLDER / f"{name}.ts"
    command = [translations.tool("pyside6-lrelease"), str(source), "-qm", str(target)]
    subprocess.run(command, check=True, capture_output=True)
    assert target.read_bytes() == (translations.FOLDER / f"{name}.qm").read_bytes()


def test_chinese_is_plain_and_set_as_chinese_is(translations: ModuleType) -> None:
    for text in texts(translations.FOLDER / "netbench_zh_CN.ts"):
        for form in text.forms:
            assert not UNWANTED.search(form), text
            assert not CROWDED.search(PLACEHOLDER.sub("…", form)), text
            assert not HALF_WIDTH.search(form), text


def test_chinese_uses_the_words_of_the_glossary(translations: ModuleType) -> None:
    known: dict[str, set[str]] = {}
    for text in texts(translations.FOLDER / "netbench_zh_CN.ts"):
        if text.context != "engine" or text.source != "Step":  # there the field, not the button
            known.setdefault(text.source, set()).update(text.forms)
    for source, wanted in GLOSSARY.items():
        assert known.get(source, {wanted}) == {wanted}


def test_chinese_menus_keep_their_keys(translations: ModuleType) -> None:
    for text in texts(translations.FOLDER / "netbench_zh_CN.ts"):
        if found := re.search("&([A-Z])", text.source):
            assert text.forms[0].endswith(f"(&{found[1]})"), text


def test_english_has_one_form_for_one_and_another_for_more(translations: ModuleType) -> None:
    for text in texts(translations.FOLDER / "netbench_en.ts"):
        assert len(text.forms) == 2
        assert not re.search(r"\((e?s)\)", "".join(text.forms)), text
        assert text.forms[0] != text.forms[1], text


def calls_for_translation(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a tr() or translate() with its own words, and the context Qt looks them up in."""

    def walk(node: ast.AST, owner: str) -> Iterator[tuple[str, ast.Call]]:
        owner = node.name if isinstance(node, ast.ClassDef) else owner
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = [word.value for word in node.args if isinstance(word, ast.Constant) and isinstance(word.value, str)]
            if name == "tr" and given:
                yield owner, node
            elif name in {"translate", "QT_TRANSLATE_NOOP"} and len(given) > 1:
                yield given[0], node
        for child in ast.iter_child_nodes(node):
            yield from walk(child, owner)

    yield from walk(ast.parse(path.read_text("utf-8")), "")


def test_every_text_of_the_source_is_found_for_translation(translations: ModuleType, collected: Path) -> None:
    known = {(text.context, text.source) for text in texts(collected / "netbench_zh_CN.ts")}
    for name in translations.source_files():
        for context, call in calls_for_translation(ROOT / name):
            words = call.args[0 if getattr(call.func, "attr", "") == "tr" else 1]
            assert isinstance(words, ast.Constant), f"{name}:{call.lineno}"
            assert (context, words.value) in known, f"{name}:{call.lineno} is not collected: {words.value}"


def test_what_translates_goes_by_the_names_that_the_collector_knows(translations: ModuleType) -> None:
    for name in translations.source_files():
        for node in ast.walk(ast.parse((ROOT / name).read_text("utf-8"))):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Attribute):
                names = [target.id for target in node.targets if isinstance(target, ast.Name)]
                if node.value.attr in {"translate", "tr"}:
                    assert names == [node.value.attr], f"{name}:{node.lineno}: its texts would not be collected"
