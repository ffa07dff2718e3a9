"""Exports in a process of its own: the design comes in as text, how far it is goes out as lines."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from nnstudio.design.files import parse
from nnstudio.errors import UserError
from nnstudio.export.folder import export
from nnstudio.i18n import set_language, system_language

OVERWRITE = "overwrite"


def main(folder: str, overwrite: str = "") -> int:
    set_language(system_language())
    try:
        export(parse(sys.stdin.buffer.read()), Path(folder), overwrite == OVERWRITE, _tell)
    except UserError as error:
        told = {"error": error.message, "hint": error.hint, "where": error.where}
        print("\n" + json.dumps(told), flush=True)
        return 1
    return 0


def _tell(done: int, total: int) -> None:
    print(f"{done}/{total}", flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
