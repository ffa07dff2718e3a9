"""The machine that the program runs on: its memory, and a process's place on it."""

import contextlib
import ctypes
import gc
import sys
from collections.abc import Iterator

import psutil

_MOST_HEAPS = -8  # M_ARENA_MAX in malloc.h


def available_memory() -> int:
    """Bytes of memory that can be used now without swapping."""
    return int(psutil.virtual_memory().available)


def lower_priority() -> None:
    """Let other processes go first, for a process that computes while somebody waits for a window.

    Costs nothing where a processor is free; threads started later inherit it.
    """
    if sys.platform == "win32":
        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        psutil.Process().nice(5)


def give_memory_back() -> None:
    """Return freed memory to the system; the C library of Linux keeps some for every thread there was."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):  # only GNU's has this
            ctypes.CDLL(None).malloc_trim(0)


def keep_one_heap() -> None:
    """Let all threads take their memory from one place.

    The C library of Linux gives each thread a heap of its own, and what comes and goes in many of them
    leaves holes in all. For a process whose threads only pass messages on; threads that compute would wait
    for each other.
    """
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_MOST_HEAPS, 1)


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Python's collector waits, for what must not be disturbed or makes much that stays."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
