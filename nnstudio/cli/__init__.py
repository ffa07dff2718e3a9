"""The command line: every subcommand; it imports the window inside the one function that opens it."""

from nnstudio.cli.program import main

__all__ = ["main"]
