from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nnstudio.engine.backend import keras
from nnstudio.engine.workshop import Workshop

MAPPED = Path("/proc/self/maps")
MAPPABLE = Path("/proc/sys/vm/max_map_count")
FULL = 0.9


@pytest.fixture(scope="session")
def workshop() -> Workshop:
    """One for all tests, so that a design is built and compiled once."""
    return Workshop()


@pytest.fixture(autouse=True)
def same_first_weights() -> None:
    """What a test draws without a seed of its own is the same each time, alone and in the suite."""
    keras.utils.set_random_seed(1)


@pytest.fixture(scope="module", autouse=True)
def room_for_what_is_compiled() -> Iterator[None]:
    """Every kernel that XLA compiles holds three memory mappings until the process ends, and Linux gives a
    process so many and no more: the next one is a segmentation fault in the middle of a compilation.
    """
    yield
    if MAPPED.exists() and MAPPABLE.exists():
        held, allowed = MAPPED.read_text().count("\n"), int(MAPPABLE.read_text())
        assert held < FULL * allowed, "run these tests in more processes"
