"""Writes a design as a program in a process of its own: reading its data can take long."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from nnstudio.design.files import dump
from nnstudio.design.model import Design
from nnstudio.errors import UserError
from nnstudio.export.alone import OVERWRITE
from nnstudio.export.folder import clear_parts
from nnstudio.i18n import _
from nnstudio.training.errand import Errand


class Exporter:
    """One export, from its start to its end; ask it now and then how it stands.

    command: what is run instead of the usual program, with the folder as its last word.
    """

    def __init__(
        self, design: Design, folder: Path, overwrite: bool = False, command: tuple[str, ...] = ()
    ) -> None:
        self.folder = folder
        self._is_new = not os.path.exists(folder)
        self._is_cancelled = False
        usual = (sys.executable, "-u", "-m", "nnstudio.export.alone")
        words = [*(command or usual), str(folder), *([OVERWRITE] if overwrite else [])]
        self._errand = Errand(words, dump(design).encode())

    @property
    def share(self) -> float:
        """How much of the data has been read, from 0 to 1; it may be all for some time before the end."""
        return min(1.0, self._errand.done / max(1, self._errand.total))

    def has_ended(self) -> bool:
        """Whether it is over. Raises UserError where it failed; a cancelled one has just ended."""
        if self._errand.is_going:
            return False
        self._end()
        if self._is_cancelled or self._errand.succeeded:
            return True
        words = self._errand.last_word
        if "error" not in words:
            raise UserError(
                _("The program could not be written: what writes it ended without a word."),
                hint=_("Perhaps there is too little memory: close other programs, or use less data."),
            )
        raise UserError(words["error"], hint=words.get("hint", ""), where=words.get("where", ""))

    def cancel(self) -> None:
        """End it; what was there before stays."""
        self._is_cancelled = True
        self._end()

    @property
    def is_cancelled(self) -> bool:
        return self._is_cancelled

    def _end(self) -> None:
        self._errand.end()
        if not self._errand.succeeded:
            clear_parts(self.folder, self._errand.number, self._is_new)
