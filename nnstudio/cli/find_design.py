"""Finds the design that a word of the command line means: a file, or a shipped one by name."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nnstudio.design.files import SUFFIX, load
from nnstudio.design.model import Design
from nnstudio.design.shipped import load_shipped, shipped_names
from nnstudio.errors import UserError
from nnstudio.i18n import _


@dataclass(frozen=True)
class Place:
    """Where a design is: exactly one of path and shipped (a name) is given."""

    path: Path | None = None
    shipped: str = ""

    def load(self) -> Design:
        """The design; raises UserError if it cannot be read."""
        return load(self.path) if self.path is not None else load_shipped(self.shipped)


def _may_be_there(path: Path) -> bool:
    """What cannot be looked at may be: whoever loads it says why not."""
    try:
        return path.exists()
    except OSError:
        return True


def find_design(word: str, others: Sequence[str] = ()) -> Place:
    """A file that is there, else a shipped name. Raises UserError that names what is near.

    others: words, such as subcommands, that may have been meant instead.
    """
    path = Path(word)
    if _may_be_there(path):
        return Place(path=path)
    names = shipped_names()
    if word in names:
        return Place(shipped=word)
    near = difflib.get_close_matches(word.lower(), [*names, *others, *_files_beside(path)], n=3, cutoff=0.5)
    if near:
        hint = _("Did you mean {names}?").format(names=_(" or ").join(near))
    elif word.endswith(SUFFIX) or path.name != word:
        hint = _("Check the name and the folder.")
    else:
        hint = _("The shipped designs are {names}.").format(names=", ".join(names))
    raise UserError(_("There is no design “{word}”.").format(word=word), hint)


def _files_beside(path: Path) -> list[str]:
    """Design files in the folder where one was looked for, named as the person would name them."""
    try:
        return [str(path.with_name(found.name)) for found in path.parent.glob(f"*{SUFFIX}")]
    except (OSError, ValueError):
        return []
