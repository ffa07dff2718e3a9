"""Where own data are: absolute in a design that is open, relative to its file where they lie near it.

A design that was handed in with a copy of its data beside it finds them there.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePath, PurePosixPath
from typing import Final

from nnstudio.design.model import Design

_NAME: Final = re.compile(r".*[\\/]", re.DOTALL)  # what stands before it, on any system
_FARTHEST: Final = 2  # folders up: beyond that, design and data are not likely to be moved together


def with_absolute_path(design: Design, folder: Path) -> Design:
    """folder: that of the design's file."""
    own = design.data.own
    if own is None or own.inside:
        return design
    path = Path(os.path.normpath(folder.absolute() / own.path))
    beside = folder.absolute() / _NAME.sub("", own.path)
    return _with_path(design, str(beside if _is_there(beside) and not _is_there(path) else path))


def with_relative_path(design: Design, folder: Path) -> Design:
    """As it is written into a file of that folder."""
    own = design.data.own
    if own is None or not PurePath(own.path).is_absolute():
        return design
    try:
        relative = PurePath(os.path.relpath(own.path, folder.absolute()))
    except ValueError:  # on another drive
        return design
    if relative.parts[: _FARTHEST + 1] == ("..",) * (_FARTHEST + 1):
        return design
    return _with_path(design, str(PurePosixPath(*relative.parts)))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _with_path(design: Design, path: str) -> Design:
    own = design.data.own
    assert own is not None
    choice = design.data.model_copy(update={"own": own.model_copy(update={"path": path})})
    return design.model_copy(update={"data": choice})
