"""Tests that are refused something by the system itself, also where they run as root."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

_NOBODY = 65_534


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root, if one has them: the system itself refuses then what is closed."""
    if os.name != "posix" or os.geteuid():
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
