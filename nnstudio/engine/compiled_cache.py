"""Keeps what XLA has compiled on disk, so that a design met before is ready in a fraction of the time.

A file holds machine code. It is used for the very same computation only (TensorFlow compares the whole of
it), by the same TensorFlow, on a processor with the same instructions: homes are shared between machines.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

import psutil
from platformdirs import user_cache_path

from nnstudio.cache_folder import let_oldest_go, newest_first

FOLDER_VARIABLE: Final = "NNSTUDIO_COMPILED"  # another folder; "" to keep nothing
MOST_BYTES: Final = 200_000_000
_LEAST_FREE: Final = 1_000_000_000  # bytes; a disk that is nearly full is left alone
_MARK: Final = "in-use-"


def switch_on() -> CompiledCache | None:
    """Ask TensorFlow, which must not be imported yet, to keep what it compiles. None where it cannot be."""
    wanted = os.environ.get(FOLDER_VARIABLE)
    if wanted == "":
        return None
    base = Path(wanted) if wanted else user_cache_path("nnstudio", appauthor=False) / "compiled"
    folder = base / machine_key()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK) or shutil.disk_usage(folder).free < _LEAST_FREE:
            return None
        cache = CompiledCache(folder)
        cache.tidy()
    except OSError:
        return None
    flag = f"--tf_xla_persistent_cache_directory='{folder.as_posix()}'"
    flags = os.environ.get("TF_XLA_FLAGS", "")
    if flag not in flags:  # a worker has them from whoever started it
        os.environ["TF_XLA_FLAGS"] = f"{flags} {flag}".strip()
    return cache


class CompiledCache:
    """The folder, and a mark in it while machine code is read or written.

    A mark whose process is gone tells that it died meanwhile; what killed it may be in the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextlib.contextmanager
    def in_use(self) -> Iterator[None]:
        mark = self._folder / f"{_MARK}{os.getpid()}"
        with contextlib.suppress(OSError):
            mark.touch()
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                mark.unlink(missing_ok=True)

    def clear(self) -> None:
        for file in self.files():
            file.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Clear the folder after a crash; else let the oldest files go until it is small enough."""
        marks = [mark for mark in self._folder.glob(f"{_MARK}*") if not _is_alive(mark)]
        if marks:
            self.clear()
        for mark in marks:
            mark.unlink(missing_ok=True)
        let_oldest_go(self.files(), MOST_BYTES)

    def files(self) -> list[Path]:
        """What is kept, newest first."""
        files = (file for file in self._folder.iterdir() if not file.name.startswith(_MARK))
        return [file for file, _about in newest_first(files)]


def machine_key() -> str:
    """Names what compiled code depends on: the versions, and the processor with its instructions."""
    parts = [version("tensorflow"), version("keras"), platform.machine(), _processor(), str(os.cpu_count())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _processor() -> str:
    """Its instructions where the system tells them, else its name."""
    try:
        lines = Path("/proc/cpuinfo").read_text(errors="replace").splitlines()
    except OSError:
        return platform.processor()
    return next((line for line in lines if line.startswith(("flags", "Features"))), "")


def _is_alive(mark: Path) -> bool:
    number = mark.name.removeprefix(_MARK)
    return number.isdecimal() and psutil.pid_exists(int(number))
