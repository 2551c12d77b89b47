"""From the words of a command to its work: what is known, what is refused, which exit code."""

from __future__ import annotations

import argparse
import importlib
import sys
import traceback
import warnings
from collections.abc import Sequence
from typing import NoReturn

from engine.cli.output import Output
from engine.errors import EngineError, FileError
from engine.messages import QT_TRANSLATE_NOOP

DONE, NO, REFUSED = 0, 1, 2
CRASHED = 70  # our bug; 1 would say that the answer is no
INTERRUPTED = 130

COMMANDS = {
    "data": "describe a table: columns, kinds, encoding, what to look at",
    "new": "make a project for a table",
    "check": "say what keeps a project from training",
    "train": "train a project; the run is kept beside it",
    "evaluate": "score a trained run",
    "predict": "predict the rows of a table",
    "export": "write the network as a script",
    "demo": "train a bundled table and show what comes out",
}


class Parser(argparse.ArgumentParser):
    """A parser that refuses in one sentence instead of a page."""

    def error(self, message: str) -> NoReturn:
        raise EngineError(
            QT_TRANSLATE_NOOP("engine", "{command}: {reason}."),
            hint=QT_TRANSLATE_NOOP("engine", "See {command} --help."),
            command=self.prog,
            reason=message.rstrip("."),
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Do one command and return its exit code: 0 done, 1 the answer is no, 2 refused."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    output = Output(is_json="--json" in arguments)
    with warnings.catch_warnings():
        if not sys.warnoptions:  # a library's warning is not one of our lines
            warnings.simplefilter("ignore")
        try:
            return _run(arguments, output)
        except SystemExit as end:  # argparse, after --help
            return end.code if isinstance(end.code, int) else DONE
        except EngineError as error:
            output.refuse(error)
            return REFUSED
        except KeyboardInterrupt:
            return INTERRUPTED
        except BrokenPipeError:
            return DONE
        except Exception as error:
            if (refusal := _outside_trouble(error)) is None:
                traceback.print_exc()
                return CRASHED
            output.refuse(refusal)
            return REFUSED


def _run(arguments: list[str], output: Output) -> int:
    parser = _parser(arguments[0] if arguments else "")
    if not arguments:
        parser.error("say which command")
    options = parser.parse_args(arguments)
    code: int = options.run(options, output)
    return code


def _parser(wanted: str) -> Parser:
    parser = Parser(
        prog="netbench",
        description="Build, train and export neural networks for tables, without a window.",
        epilog="Exit codes: 0 done, 1 the answer is no, 2 it cannot be done (one line says why).",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.add_argument("--json", action="store_true", help="answer in JSON, for programs")
        if name == wanted:  # the others need not be loaded
            module = importlib.import_module(f"engine.cli.{name}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser


def _outside_trouble(error: Exception) -> EngineError | None:
    """The sentence for what the machine refuses, None for a bug of ours."""
    from pydantic import ValidationError

    if isinstance(error, OSError) and error.errno is not None:
        from engine.project.storage import os_reason

        return FileError(
            QT_TRANSLATE_NOOP("engine", "“{file}” cannot be used: {reason}."),
            file=str(error.filename or ""),
            reason=os_reason(error),
        )
    if isinstance(error, ValidationError):  # a name that is no text, which no project can hold
        from engine.spec import explain

        return EngineError(explain(error, "project"))
    text = str(error).lower()
    if isinstance(error, MemoryError) or "out of memory" in text or "can't allocate memory" in text:
        return EngineError(
            QT_TRANSLATE_NOOP("engine", "There is not enough memory for this."),
            hint=QT_TRANSLATE_NOOP("engine", "Take a smaller batch, smaller layers or fewer rows."),
        )
    return None
