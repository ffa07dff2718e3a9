"""From the words of a command line to an exit code; the one place where a UserError is printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from nnstudio.cli.arguments import parse
from nnstudio.cli.exit_codes import EXIT_ERROR, EXIT_INTERRUPTED
from nnstudio.cli.language import speak
from nnstudio.cli.output import show_error
from nnstudio.errors import UserError


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say: 0 done, 1 a problem that was told, 2 wrong usage, 130 interrupted."""
    try:
        words, language = speak(sys.argv[1:] if arguments is None else arguments)
        options = parse(words)
        options.language = language
        code: int = options.run(options)
        sys.stdout.flush()
    except UserError as error:
        show_error(error)
        return EXIT_ERROR
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has had enough; keep Python from complaining when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_ERROR
    return code
