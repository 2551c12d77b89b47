"""Bring the translations up to date: python packaging/translations.py.

Collects all texts of the program into resources/translations/*.ts (new ones are unfinished there; Qt Linguist fills
them in) and compiles them to the .qm files that the program loads. English has a file for its plurals.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = {"zh_CN": (), "en": ("-pluralonly",)}


def source_files() -> list[str]:
    """All modules with texts, as paths from the root."""
    paths = [path for name in ("engine", "netbench_gui") for path in (ROOT / name).rglob("*.py")]
    return sorted(path.relative_to(ROOT).as_posix() for path in paths)


def tool(name: str) -> str:
    """Path of a PySide6 tool beside the running Python."""
    folder = Path(sys.executable).parent
    return str(next(path for path in (folder / name, folder / f"{name}.exe") if path.exists()))


def collect(folder: Path = FOLDER) -> None:
    """Write new and changed texts into the .ts files; what is translated stays, what is gone goes."""
    for language, options in LANGUAGES.items():
        target = folder / f"netbench_{language}.ts"
        command = [
            tool("pyside6-lupdate"),
            *source_files(),
            "-ts",
            str(target),
            "-no-obsolete",
            "-locations",
            "none",
            "-source-language",
            "en",
            "-target-language",
            language,
            *options,
        ]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def fill_plurals(path: Path) -> None:
    """Write the English forms of texts such as "%n row(s)": their two forms follow from the text."""
    tree = ElementTree.parse(path)
    for message in tree.getroot().iter("message"):
        source, translation = message.findtext("source") or "", message.find("translation")
        if translation is not None and translation.get("type") == "unfinished":
            one, many = translation.findall("numerusform")
            one.text, many.text = re.sub(r"\((e?s)\)", "", source), re.sub(r"\((e?s)\)", r"\1", source)
            del translation.attrib["type"]
    body = ElementTree.tostring(tree.getroot(), encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8")


def compile_all(folder: Path = FOLDER) -> None:
    """Compile each .ts file to a .qm file beside it."""
    for language in LANGUAGES:
        command = [tool("pyside6-lrelease"), str(folder / f"netbench_{language}.ts")]
        subprocess.run(command, check=True, capture_output=True)


def unfinished(path: Path) -> list[str]:
    """Texts of a .ts file without a translation."""
    found = []
    for message in ElementTree.parse(path).getroot().iter("message"):
        translation = message.find("translation")
        if translation is None:
            continue
        forms = translation.findall("numerusform") or [translation]
        if translation.get("type") == "unfinished" or not all((form.text or "").strip() for form in forms):
            found.append(message.findtext("source") or "")
    return found


def main() -> None:
    """Collect, compile, and say what is still to be translated."""
    collect()
    fill_plurals(FOLDER / "netbench_en.ts")
    compile_all()
    for language in LANGUAGES:
        path = FOLDER / f"netbench_{language}.ts"
        missing = unfinished(path)
        print(f"{path.name}: {len(missing)} to translate")
        for text in missing[:5]:
            print(f"  {text}")


if __name__ == "__main__":
    main()
