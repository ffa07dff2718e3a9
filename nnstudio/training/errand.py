"""A program that does one thing in a process of its own, tells how far it is, and can be ended any time."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any, Final

from nnstudio.i18n import VARIABLE, language

_PROGRESS: Final = re.compile(rb"(\d+)/(\d+)")
_CHUNK: Final = 4096


class Errand:
    """One process, from its start to its end; ask it now and then how it stands.

    It tells how far it is as "done/total" wherever in what it says, and its last word as a line of JSON.
    given: what it reads. environment: what it knows beside this process' own.
    """

    def __init__(
        self, command: Sequence[str], given: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> None:
        with tempfile.TemporaryFile() as file:  # a pipe would be full before the process begins to read
            file.write(given)
            file.seek(0)
            self._process = subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                stdin=file,
                env={**os.environ, "PYTHONIOENCODING": "utf-8", VARIABLE: language(), **(environment or {})},
            )
        self._done = 0
        self._total = 0
        self._tail = b""
        self._heard = time.monotonic()
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
                self._done, self._total = max(self._done, int(found[-1][0])), int(found[-1][1])

    @property
    def number(self) -> int:
        """Of the process."""
        return self._process.pid

    @property
    def done(self) -> int:
        """The most that it has told to be done."""
        return self._done

    @property
    def total(self) -> int:
        """Of how much; 0 before it has told anything."""
        return self._total

    @property
    def silent(self) -> float:
        """For how many seconds it has said nothing."""
        return time.monotonic() - self._heard

    @property
    def is_going(self) -> bool:
        return self._process.poll() is None

    @property
    def succeeded(self) -> bool:
        return self._process.poll() == 0

    @property
    def last_word(self) -> dict[str, Any]:
        """The last line that it said; empty where that is no JSON."""
        last = self._tail.decode(errors="replace").strip().splitlines()[-1:]
        try:
            words = json.loads(last[0])
        except (IndexError, ValueError):
            return {}
        return words if isinstance(words, dict) else {}

    def end(self) -> bool:
        """End it, if it has not ended by itself; whether that was needed."""
        needed = self.is_going
        if needed:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        if self._process.stdout is not None:
            self._process.stdout.close()
        return needed
