"""Fetches a data set in a process of its own, which can be ended at any moment."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Final

from nnstudio.data.fetched import parts_folder
from nnstudio.data.source import Source
from nnstudio.errors import UserError
from nnstudio.i18n import _

MOST_SILENT: Final = 60.0  # seconds without a word, of a process that starts, downloads and writes
_PROGRESS: Final = re.compile(rb"(\d+)/(\d+)")
_CHUNK: Final = 4096


class Fetcher:
    """One fetch, from its start to its end; ask it now and then how it stands.

    command: what is run instead of the usual program, with the path to write as its last word.
    """

    def __init__(self, source: Source, path: Path, command: tuple[str, ...] = ()) -> None:
        self._source = source
        self._path = path
        usual = (sys.executable, "-u", "-m", "nnstudio.engine.fetching", source.key)
        self._process = subprocess.Popen(
            [*(command or usual), str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONIOENCODING": "utf-8"},
        )
        self._done = 0
        self._tail = b""
        self._heard = time.monotonic()
        self._is_cancelled = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        """Keep the end of what the process says, and how far it is."""
        stream = self._process.stdout
        assert stream is not None
        while words := os.read(stream.fileno(), _CHUNK):
            self._heard = time.monotonic()
            self._tail = (self._tail + words)[-_CHUNK:]
            found = _PROGRESS.findall(self._tail)
            if found:
                self._done = max(self._done, int(found[-1][0]))

    @property
    def share(self) -> float:
        """How much has been downloaded, from 0 to 1; it may be all for some time before the end."""
        return min(1.0, self._done / max(1, self._source.fetched_bytes))

    def has_ended(self) -> bool:
        """Whether it is over. Raises UserError where it failed; a cancelled one has just ended."""
        if self._process.poll() is None:
            if time.monotonic() - self._heard > MOST_SILENT:
                self._end()
                raise self._failed(_("the server has not answered for a minute"))
            return False
        self._end()
        if self._is_cancelled or self._process.returncode == 0:
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
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
            shutil.rmtree(parts_folder(self._path), ignore_errors=True)
        self._reader.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _told(self) -> UserError:
        """By the last line of what the process said."""
        last = self._tail.decode(errors="replace").strip().splitlines()[-1:]
        try:
            words = json.loads(last[0])
            reason, is_here = str(words["error"]), bool(words.get("here"))
        except (IndexError, ValueError, KeyError, TypeError):
            return self._failed(_("the program that fetches it ended without a word"))
        return self._failed(reason, _("Mend that, then fetch it again.") if is_here else "")

    def _failed(self, reason: str, hint: str = "") -> UserError:
        title = _(self._source.title)
        return UserError(
            _("{title} could not be fetched: {reason}.").format(title=title, reason=reason.rstrip(".")),
            hint=hint or _("Look whether this machine has a connection, then fetch it again."),
        )
