"""Facts about the machine that the program runs on."""

import psutil


def available_memory() -> int:
    """Bytes of memory that can be used now without swapping."""
    return int(psutil.virtual_memory().available)
