"""Fetches a data set in a process of its own, which can be ended at any moment."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final

from nnstudio.data.fetched import parts_folder
from nnstudio.data.source import Source
from nnstudio.errors import UserError
from nnstudio.i18n import _
from nnstudio.training.errand import Errand

MOST_SILENT: Final = 60.0  # seconds without a word, of a process that starts, downloads and writes


class Fetcher:
    """One fetch, from its start to its end; ask it now and then how it stands.

    command: what is run instead of the usual program, with the path to write as its last word.
    """

    def __init__(self, source: Source, path: Path, command: tuple[str, ...] = ()) -> None:
        self._source = source
        self._path = path
        usual = (sys.executable, "-u", "-m", "nnstudio.engine.fetching", source.key)
        self._errand = Errand([*(command or usual), str(path)], environment={"TF_CPP_MIN_LOG_LEVEL": "3"})
        self._is_cancelled = False

    @property
    def share(self) -> float:
        """How much has been downloaded, from 0 to 1; it may be all for some time before the end."""
        return min(1.0, self._errand.done / max(1, self._source.fetched_bytes))

    def has_ended(self) -> bool:
        """Whether it is over. Raises UserError where it failed; a cancelled one has just ended."""
        if self._errand.is_going:
            if self._errand.silent > MOST_SILENT:
                self._end()
                raise self._failed(_("the server has not answered for a minute"))
            return False
        self._end()
        if self._is_cancelled or self._errand.succeeded:
            return True
        raise self._told()

    def cancel(self) -> None:
        """End it; what was there before stays."""
        self._is_cancelled = True
        self._end()

    @property
    def is_cancelled(self) -> bool:
        return self._is_cancelled

    def _end(self) -> None:
        if self._errand.end():
            shutil.rmtree(parts_folder(self._path), ignore_errors=True)

    def _told(self) -> UserError:
        """By the last line of what the process said."""
        words = self._errand.last_word
        if "error" not in words:
            return self._failed(_("the program that fetches it ended without a word"))
        return self._failed(
            str(words["error"]), _("Mend that, then fetch it again.") if words.get("here") else ""
        )

    def _failed(self, reason: str, hint: str = "") -> UserError:
        title = _(self._source.title)
        return UserError(
            _("{title} could not be fetched: {reason}.").format(title=title, reason=reason.rstrip(".")),
            hint=hint or _("Look whether this machine has a connection, then fetch it again."),
        )
