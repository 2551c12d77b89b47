"""Arguments that several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.cli.settings import Setting
from engine.errors import FileError
from engine.messages import QT_TRANSLATE_NOOP

SHORT_FORMS = (
    ("--optimizer", "training.optimizer", "NAME", "e.g. adam, or sgd:0.01:0.9"),
    ("--learning-rate", "training.optimizer.learning_rate", "N", "how far a step goes"),
    ("--loss", "training.loss", "NAME", "e.g. categorical_crossentropy"),
    ("--metrics", "training.metrics", "LIST", "e.g. mae,rmse"),
    ("--epochs", "training.epochs", "N", "how often all training rows are seen"),
    ("--batch-size", "training.batch_size", "N", "rows of one step"),
    ("--seed", "training.seed", "N", "decides every random choice"),
    ("--device", "training.device", "NAME", "auto, cpu, cuda, cuda:0 or mps"),
)
SETTINGS_HELP = """\
Any field of the project file can be set by its path there, with a value in JSON:
  --set training.optimizer='{"kind":"sgd","momentum":0.9}'
  --set training.early_stopping='{"patience":3}'
  --set layers.0.units=32  --set data.split.test=0.2  --set metadata.name=Penguins"""


class _AddSetting(argparse.Action):
    """Collects settings in the order of the command line."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,  # noqa: ARG002 - argparse gives it
    ) -> None:
        text = str(values)
        path = str(self.const)
        if not path:
            path, equals, text = text.partition("=")
            if not equals or not path.strip():
                parser.error(f"argument --set: expected PATH=JSON, got {values!r}")
        settings = [*(getattr(namespace, "settings", None) or []), Setting(path.strip(), text)]
        namespace.settings = settings


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Let a command set fields of the project."""
    group = parser.add_argument_group("settings")
    # With a path of its own (`const`) an option needs no PATH=.
    group.add_argument(
        "--set", dest="settings", action=_AddSetting, const="", metavar="PATH=JSON", default=[],
        help="set any field of the project; may be repeated",
    )
    for option, path, metavar, words in SHORT_FORMS:
        group.add_argument(
            option, dest="settings", action=_AddSetting, const=path, metavar=metavar, help=words
        )
    parser.epilog = SETTINGS_HELP


def add_force(parser: argparse.ArgumentParser) -> None:
    """Let a command replace what exists."""
    parser.add_argument("--force", action="store_true", help="replace what already exists")


def free_file(path: Path, *, force: bool, not_over: Path | None = None) -> Path:
    """The file to write, which must not exist unless `force` says so, and never is the one read.

    Raises:
        FileError: it is there already, or its folder is not.
    """
    if not_over is not None and path.exists() and not_over.exists() and path.samefile(not_over):
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” is what is read; write to another file."),
            file=str(path),
        )
    if path.is_dir():
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” is a folder; give the name of a file."),
            file=str(path),
        )
    if path.exists() and not force:
        raise _taken(path)
    if not path.absolute().parent.is_dir():
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "There is no folder “{folder}” to write “{file}” in."),
            folder=str(path.absolute().parent),
            file=path.name,
        )
    return path


def free_folder(path: Path, *, force: bool) -> Path:
    """The folder to write in, made where it is not there; one with something in it needs `force`.

    Raises:
        FileError: it is taken, or it cannot be made.
    """
    if path.exists() and not path.is_dir():
        raise FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” is a file; give the name of a folder."),
            file=str(path),
        )
    if path.is_dir() and not force and any(path.iterdir()):
        raise _taken(path)
    path.mkdir(parents=True, exist_ok=True)
    return path


def _taken(path: Path) -> FileError:
    return FileError(
        QT_TRANSLATE_NOOP("engine", "“{file}” exists already."),
        hint=QT_TRANSLATE_NOOP("engine", "Take another name, or --force to replace it."),
        file=str(path),
    )
