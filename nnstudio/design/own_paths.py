"""Where own data are: absolute in a design that is open, relative to its file where they lie near it."""

from __future__ import annotations

import os
from pathlib import Path, PurePath, PurePosixPath
from typing import Final

from nnstudio.design.model import Design

_FARTHEST: Final = 2  # folders up: beyond that, design and data are not likely to be moved together


def with_absolute_path(design: Design, folder: Path) -> Design:
    """folder: that of the design's file."""
    own = design.data.own
    if own is None or PurePath(own.path).is_absolute():
        return design
    return _with_path(design, os.path.normpath(folder.absolute() / own.path))


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


def _with_path(design: Design, path: str) -> Design:
    own = design.data.own
    assert own is not None
    choice = design.data.model_copy(update={"own": own.model_copy(update={"path": path})})
    return design.model_copy(update={"data": choice})
