"""The command line: the same work as the window's, on machines that have none."""

from engine.cli.program import COMMANDS, main

__all__ = ["COMMANDS", "main"]
